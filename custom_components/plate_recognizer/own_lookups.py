"""Which lookups were ours: the API sends webhooks of them, too, and what they say is known."""

from collections import deque
from typing import Final

from homeassistant.core import HomeAssistant, callback
from homeassistant.util.hass_dict import HassKey

from .api.models import Recognition
from .const import DOMAIN, SUBENTRY_TYPE_CAMERA

_MOST: Final = 1000
"""Lookups that are remembered. Their webhooks come within seconds."""
_LONGEST_NAME: Final = 500
"""Characters of a file name in which a lookup is searched for: ours and the prefix have a tenth."""

_NONCES: HassKey[deque[str]] = HassKey(f"{DOMAIN}.own_lookups")


@callback
def async_remember_lookup(hass: HomeAssistant, nonce: str) -> None:
    """Know a lookup by what marks its file name, before it is asked for."""
    hass.data.setdefault(_NONCES, deque(maxlen=_MOST)).append(nonce)


@callback
def async_is_own_lookup(hass: HomeAssistant, recognition: Recognition) -> bool:
    """Say whether a webhook tells of a lookup that an account of ours has made.

    The file name comes back with a prefix before it; a picture that the API has fetched has none of
    ours. The id of a camera subentry is made up here, so it tells of one that was forgotten in a
    restart.
    """
    name = (recognition.filename or "")[:_LONGEST_NAME]
    nonces = hass.data.get(_NONCES, ())
    if recognition.camera_id in nonces or any(nonce in name for nonce in nonces):
        return True
    return any(
        subentry.subentry_id == recognition.camera_id
        for entry in hass.config_entries.async_entries(DOMAIN)
        for subentry in entry.get_subentries_of_type(SUBENTRY_TYPE_CAMERA)
    )
