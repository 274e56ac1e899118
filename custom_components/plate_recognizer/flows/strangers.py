"""The strangers that were seen last, for the form of a vehicle to offer their plates."""

from itertools import islice

from homeassistant.config_entries import ConfigEntry, ConfigEntryState
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.selector import SelectOptionDict
from homeassistant.util import dt as dt_util

from ..pipeline.recent import RecentSighting
from ..recent_sightings import recent_sightings

_MOST = 10
"""Whoever looks for one from before has its plate by other means."""


@callback
def async_strangers(hass: HomeAssistant, account: ConfigEntry) -> list[SelectOptionDict]:
    """Offer the plates of an account's latest strangers, newest first, with where and when."""
    if account.state is not ConfigEntryState.LOADED:
        return []
    is_known = account.runtime_data.vehicles.async_knows
    strangers = recent_sightings(hass, account.entry_id).strangers(is_known)
    return [
        SelectOptionDict(value=each.data["plate"], label=_label(each))
        for each in islice(strangers, _MOST)
    ]


def _label(stranger: RecentSighting) -> str:
    seen = dt_util.as_local(stranger.taken_at)
    is_today = seen.date() == dt_util.now().date()
    when = f"{seen:%H:%M}" if is_today else f"{seen:%Y-%m-%d %H:%M}"
    return f"{stranger.data['plate']} - {stranger.data['place']}, {when}"
