"""Masks strangers in what is kept: some days after they were seen, or all who were shown before."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from functools import partial
from itertools import batched
import logging
from typing import Any, Final

from homeassistant.core import HassJob, HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.event import async_call_later, async_track_time_interval
from homeassistant.util import dt as dt_util

from .account import PlateRecognizerConfigEntry
from .api.models import Box
from .deletion import async_forget
from .forgetting import async_forget_shown
from .history.kept_picture import scale_of
from .history.records import KeptPicture, Wanted
from .keeper import History, async_history
from .pipeline.frame import BrokenPicture
from .pipeline.masking import masked_data
from .pipeline.painting_out import painted_out
from .pipeline.pseudonyms import Pseudonyms, plate_key
from .pipeline.traces import NO_TRACES, Traces
from .privacy_settings import PrivacySettings
from .recorder_rows import async_purge_traces
from .strangers import new_key

_LOGGER: Final = logging.getLogger(__name__)

_FIRST: Final = timedelta(minutes=10)
"""After a start, which has more to do than this."""
_EVERY: Final = timedelta(hours=6)
_AT_ONCE: Final = 500
"""Plates that the history is asked about."""
_MOST_AGAIN: Final = 10_000
"""Sightings of these since then: twenty of each."""


@callback
def async_mask_later(hass: HomeAssistant, entry: PlateRecognizerConfigEntry) -> None:
    """Mask strangers of an account from now on, as long as it runs, if that is wanted.

    Where they are masked from the start, that is due to those from before the setting was changed.
    """
    settings = PrivacySettings.from_options(entry.options)
    if not (settings.masks_at_once or settings.masks_later):
        return
    kept_for = settings.kept_for if settings.masks_later else timedelta()
    mask = partial(_async_mask, hass, entry, kept_for)
    job = HassJob(mask, "strangers are masked", cancel_on_shutdown=True)
    first = _FIRST if settings.masks_later else timedelta()
    entry.async_on_unload(async_call_later(hass, first, job))
    if settings.masks_later:
        entry.async_on_unload(
            async_track_time_interval(
                hass, mask, _EVERY, name="strangers are masked", cancel_on_shutdown=True
            )
        )


async def _async_mask(
    hass: HomeAssistant, entry: PlateRecognizerConfigEntry, kept_for: timedelta, _now: object
) -> None:
    """Mask what is older, under a key that nobody has afterwards."""
    now = dt_util.utcnow()
    history = async_history(hass, entry.entry_id)
    pseudonyms = Pseudonyms(new_key)

    def mask(data: Mapping[str, Any]) -> Mapping[str, Any]:
        return masked_data(data, pseudonyms, now)

    try:
        masked = await history.async_mask(kept_for, mask, _painted)
        seen_again = await _seen_again(history, masked.plates)
    except HomeAssistantError as error:
        _LOGGER.warning("Strangers can't be masked now: %s", error)
        return
    if masked == NO_TRACES:
        return
    gone = replace(masked, plates=masked.plates - seen_again)
    if kept_for:
        await async_forget(hass, entry, gone)
    else:
        await async_forget_shown(hass, entry.entry_id, Traces(masked.plates))
    await async_purge_traces(hass, entry, gone)
    if seen_again:
        await async_purge_traces(hass, entry, Traces(seen_again), before=now - kept_for)


async def _seen_again(history: History, plates: frozenset[str]) -> frozenset[str]:
    """Return the plates of those who were seen again since: what shows that is younger, and stays.

    Raises:
        HomeAssistantError: the history can't be read.
    """
    seen: set[str] = set()
    for some in batched(sorted(plates), _AT_ONCE, strict=False):
        keys = frozenset(key for plate in some if (key := plate_key(plate)) is not None)
        found = await history.async_find(Wanted(plates=keys), _MOST_AGAIN)
        shown = {each.plate_key for each in found}
        seen.update(plate for plate in some if plate_key(plate) in shown)
    return frozenset(seen)


def _painted(picture: KeptPicture, boxes: tuple[Box, ...]) -> bytes | None:
    """Paint boxes out of a picture, which may be a small one; None if that can't be done."""
    try:
        return painted_out(picture.content, map(scale_of(picture), boxes))
    except BrokenPicture:
        return None
