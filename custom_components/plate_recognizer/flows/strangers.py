"""The strangers that were seen last, for the form of a vehicle to offer their plates."""

from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.selector import SelectOptionDict
from homeassistant.util import dt as dt_util

from ..account import PlateRecognizerConfigEntry
from ..history.records import KeptSighting
from ..keeper import async_history

_MOST = 10
"""Whoever looks for one from before has its plate by other means."""


async def async_strangers(
    hass: HomeAssistant, account: PlateRecognizerConfigEntry
) -> list[SelectOptionDict]:
    """Offer the plates of an account's latest strangers, newest first, with where and when."""
    if account.state is not ConfigEntryState.LOADED:
        return []
    is_known = account.runtime_data.vehicles.async_knows
    history = async_history(hass, account.entry_id)
    try:
        strangers = await history.async_strangers(is_known, _MOST)
    except HomeAssistantError:  # it can't be read: a plate can be typed in all the same
        return []
    return [SelectOptionDict(value=each.data["plate"], label=_label(each)) for each in strangers]


def _label(stranger: KeptSighting) -> str:
    seen = dt_util.as_local(stranger.taken_at)
    is_today = seen.date() == dt_util.now().date()
    when = f"{seen:%H:%M}" if is_today else f"{seen:%Y-%m-%d %H:%M}"
    return f"{stranger.data['plate']} - {stranger.data['place']}, {when}"
