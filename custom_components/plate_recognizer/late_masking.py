"""Masks strangers in what is kept: some days after they were seen, or all who were shown before.

Everything is judged by itself, again at each run: so nothing has to be remembered of a run that
didn't get to its end, and what is younger stays.
"""

from collections.abc import Mapping
from datetime import timedelta
import logging
from typing import Any, Final

from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HassJob, HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.event import async_call_later, async_track_time_interval
from homeassistant.helpers.start import async_at_started
from homeassistant.util import dt as dt_util

from .account import Account, PlateRecognizerConfigEntry
from .api.models import Box
from .forgetting import async_forget_unmasked, own_entities
from .history.kept_picture import scale_of
from .history.records import KeptPicture
from .pipeline.frame import BrokenPicture
from .pipeline.masking import masked_data
from .pipeline.painting_out import painted_out
from .pipeline.pseudonyms import Pseudonyms
from .pipeline.unmasked import Unmasked
from .privacy_settings import PrivacySettings
from .recorder_rows import async_purge_rows
from .strangers import new_key
from .unmasked_rows import UnmaskedRows

_LOGGER: Final = logging.getLogger(__name__)

_FIRST: Final = timedelta(minutes=10)
"""After a start, which has more to do than this."""
_EVERY: Final = timedelta(days=1)
"""A run looks at every row that the recorder has of the account."""


@callback
def async_mask_later(hass: HomeAssistant, entry: PlateRecognizerConfigEntry) -> None:
    """Mask strangers of an account from now on, as long as it runs, if that is wanted.

    Where they are masked from the start, that is due to those from before the setting was changed,
    and to vehicles that nobody knows any more.
    """
    settings = PrivacySettings.from_options(entry.options)
    if not (settings.masks_at_once or settings.masks_later):
        return
    masking = LateMasking(hass, entry, settings.kept_for if settings.masks_later else timedelta())
    job = HassJob(masking.async_run, "strangers are masked", cancel_on_shutdown=True)

    @callback
    def start(_hass: HomeAssistant) -> None:
        first = _FIRST if settings.masks_later else timedelta()
        entry.async_on_unload(async_call_later(hass, first, job))

    entry.async_on_unload(async_at_started(hass, start))
    entry.async_on_unload(
        async_track_time_interval(
            hass, masking.async_run, _EVERY, name="strangers are masked", cancel_on_shutdown=True
        )
    )


class LateMasking:
    """Masks strangers of one account.

    Args:
        hass: where they were seen.
        entry: of the account, which runs.
        kept_for: how long they are shown; nothing at all if they never are.
    """

    def __init__(
        self, hass: HomeAssistant, entry: PlateRecognizerConfigEntry, kept_for: timedelta
    ) -> None:
        self._hass = hass
        self._entry = entry
        self._kept_for = kept_for

    async def async_run(self, _now: object = None) -> None:
        """Mask what is due, wherever it is. What fails is tried again the next time."""
        before = dt_util.utcnow() - self._kept_for if self._kept_for else None
        account = self._entry.runtime_data
        unmasked = Unmasked(account.vehicles.known, before)
        try:
            may_go_on = await self._async_mask_history(unmasked)
        except HomeAssistantError as error:
            _LOGGER.warning("Strangers can't be masked in the history now: %s", error)
            may_go_on = before is None  # else nobody knows whether the clock is right
        if not may_go_on or self._is_over(account):
            return
        if before is not None:
            await account.visits.async_mask(before)
        # Comes before the recorder is purged, which would record it anew.
        await async_forget_unmasked(self._hass, self._entry.entry_id, unmasked)
        await self._async_purge(unmasked)

    def _is_over(self, account: Account) -> bool:
        """Say whether the account has stopped meanwhile: the one after it masks for itself."""
        is_loaded = self._entry.state is ConfigEntryState.LOADED
        return not is_loaded or self._entry.runtime_data is not account

    async def _async_mask_history(self, unmasked: Unmasked) -> bool:
        """Mask it under a key that nobody has afterwards. Says whether the clock is believed.

        Raises:
            HomeAssistantError: it can't be read or written.
        """
        now = dt_util.utcnow()
        pseudonyms = Pseudonyms(new_key)

        def mask(data: Mapping[str, Any]) -> Mapping[str, Any]:
            return masked_data(data, pseudonyms, now)

        known = unmasked.known.vehicle_ids
        history = self._entry.runtime_data.history
        return await history.async_mask(self._kept_for, known, mask, _painted)

    async def _async_purge(self, unmasked: Unmasked) -> None:
        entry_id = self._entry.entry_id
        rows = UnmaskedRows(entry_id, own_entities(self._hass, entry_id), unmasked)
        if not await async_purge_rows(self._hass, rows):
            _LOGGER.warning(
                "Strangers are not all masked in Home Assistant's recorder yet: that is tried again"
                " within a day"
            )


def _painted(picture: KeptPicture, boxes: tuple[Box, ...]) -> bytes | None:
    """Paint boxes out of a picture, which may be a small one; None if that can't be done."""
    try:
        return painted_out(picture.content, map(scale_of(picture), boxes))
    except BrokenPicture:
        return None
