"""What an account tells of strangers: everything, or what remains without their plates.

Inside, plates are compared as they were read. Whatever is told, shown or written down passes here.
"""

from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import replace
from functools import partial
import secrets
from typing import Any, Final

from homeassistant.core import HomeAssistant, callback
from homeassistant.util import dt as dt_util
from homeassistant.util.hass_dict import HassKey

from .const import DOMAIN
from .pipeline.masking import boxes_to_hide, kept_visit, masked, masked_data, masked_visit
from .pipeline.pseudonyms import Pseudonyms
from .pipeline.seen_picture import SeenPicture
from .pipeline.sighting import Sighting
from .pipeline.visit import Visit
from .privacy_settings import PrivacySettings

_PSEUDONYMS: Final[HassKey[dict[str, Pseudonyms]]] = HassKey(f"{DOMAIN}_pseudonyms")
"""By the ids of their config entries: a reload changes no stranger's, a restart all of them."""

new_key: Final = partial(secrets.token_bytes, 32)


class Strangers:
    """Masks strangers where an account is set to.

    Args:
        hass: where it is set up.
        entry_id: of the account.
        settings: of the account.
    """

    def __init__(self, hass: HomeAssistant, entry_id: str, settings: PrivacySettings) -> None:
        self.are_masked = settings.masks_at_once
        """Whether nobody may see a stranger's plate."""
        self._are_masked_later = settings.masks_later
        pseudonyms = hass.data.setdefault(_PSEUDONYMS, {})
        self._pseudonyms = pseudonyms.setdefault(entry_id, Pseudonyms(new_key))

    @callback
    def async_unlinked(self) -> Strangers:
        """Return what masks alike, but under a key of its own that nobody has afterwards.

        Whoever asks what a plate that they know would be called mustn't learn what its owner is
        called: by that they could try plates until they have found everybody's.
        """
        unlinked = copy(self)
        unlinked._pseudonyms = Pseudonyms(new_key)  # noqa: SLF001 - it is one of these
        return unlinked

    @callback
    def async_sighting(self, sighting: Sighting) -> Sighting:
        """Return a sighting as it may be told."""
        if not self.are_masked:
            return sighting
        return masked(sighting, self._pseudonyms, dt_util.utcnow())

    @callback
    def async_sightings(self, sightings: Iterable[Sighting]) -> tuple[Sighting, ...]:
        """Return sightings as they may be told."""
        return tuple(map(self.async_sighting, sightings))

    @callback
    def async_picture(self, picture: SeenPicture) -> SeenPicture:
        """Return a picture as it may be seen.

        What isn't told is painted out at once, also where strangers are masked later: nobody knows
        any more where it was then.
        """
        if not self.are_masked:
            return replace(picture, hidden=picture.untold) if self._are_masked_later else picture
        vehicles = self.async_sightings(picture.vehicles)
        hidden = boxes_to_hide(picture.vehicles) + picture.untold
        return replace(picture, vehicles=vehicles, hidden=hidden)

    @callback
    def async_visit(self, visit: Visit) -> Visit:
        """Return a visit as it may be told."""
        if not self.are_masked:
            return visit
        return masked_visit(visit, self._pseudonyms, dt_util.utcnow())

    @callback
    def async_kept_visit(self, visit: Visit, edition: int) -> Visit:
        """Return a visit as it may be written down, in an edition of the known vehicles."""
        if not self.are_masked:
            return visit
        return kept_visit(visit, self._pseudonyms, dt_util.utcnow(), edition)

    @callback
    def async_data(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """Return an event's data that comes from before the last start as it may be told."""
        if not self.are_masked:
            return dict(data)
        return masked_data(data, self._pseudonyms, dt_util.utcnow())


@callback
def async_pseudonym(hass: HomeAssistant, entry_id: str, plate: str) -> str | None:
    """Return what a stranger with this plate is called now; None if an account has no key.

    That is for what deletes. Whoever else asks must not be told.
    """
    pseudonyms = hass.data.get(_PSEUDONYMS, {}).get(entry_id)
    return None if pseudonyms is None else pseudonyms.of(plate, dt_util.utcnow())


@callback
def async_forget_pseudonyms(hass: HomeAssistant, entry_id: str) -> None:
    """Throw the key of an account away that is gone."""
    hass.data.get(_PSEUDONYMS, {}).pop(entry_id, None)
