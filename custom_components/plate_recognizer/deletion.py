"""Deletes what was seen, wherever it is kept: in the history, at the recorder, on entities."""

from homeassistant.core import HomeAssistant

from .account import PlateRecognizerConfigEntry
from .history.records import Traces, Wanted
from .keeper import async_history


async def async_delete(
    hass: HomeAssistant, entry: PlateRecognizerConfigEntry, wanted: Wanted | None
) -> Traces:
    """Delete sightings, their visits, and all pictures that show their vehicles.

    Args:
        hass: where they are kept.
        entry: of the account, whether it runs or not.
        wanted: which; None for all.

    Raises:
        HomeAssistantError: the history can't be written.
    """
    return await async_history(hass, entry.entry_id).async_ask(lambda store: store.delete(wanted))
