"""Where the latest sightings of each account are remembered: in memory, and for itself alone.

Strangers' plates are among them. So nothing of this belongs into diagnostics or the log.
"""

from typing import Any

from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.util.hass_dict import HassKey

from .const import DOMAIN, EVENT_SIGHTING
from .pipeline.recent import RecentSighting, RecentSightings

_ACCOUNTS: HassKey[dict[str, RecentSightings]] = HassKey(f"{DOMAIN}_recent_sightings")
"""By the ids of their config entries: a reload forgets nothing."""


@callback
def async_remember_sightings(hass: HomeAssistant) -> None:
    """Remember from now on what is told of each account."""
    hass.data[_ACCOUNTS] = {}

    @callback
    def sighted(event: Event[dict[str, Any]]) -> None:
        account_id = event.data.get("account_id")
        if not isinstance(account_id, str) or not _is_account(hass, account_id):
            return
        try:
            sighting = RecentSighting.of(event.data)
        except AttributeError, KeyError, TypeError, ValueError:
            return  # anybody may fire an event of this name
        recent_sightings(hass, account_id).add(sighting)

    hass.bus.async_listen(EVENT_SIGHTING, sighted)


def _is_account(hass: HomeAssistant, account_id: str) -> bool:
    entry = hass.config_entries.async_get_entry(account_id)
    return entry is not None and entry.domain == DOMAIN


@callback
def recent_sightings(hass: HomeAssistant, account_id: str) -> RecentSightings:
    """Return the latest sightings of an account."""
    return hass.data[_ACCOUNTS].setdefault(account_id, RecentSightings())


@callback
def async_forget_sightings(hass: HomeAssistant, account_id: str) -> None:
    """Forget the sightings of an account that is gone."""
    hass.data[_ACCOUNTS].pop(account_id, None)
