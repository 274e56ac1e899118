"""Deletes what was seen, wherever it is kept: in the history, on entities, at the recorder."""

from dataclasses import replace
from typing import Final

from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er

from .account import PlateRecognizerConfigEntry
from .decision_keeper import async_delete_decisions
from .forgetting import async_forget_shown
from .history.records import Wanted
from .keeper import async_history
from .pipeline.known_vehicles import subentry_of
from .pipeline.traces import Traces
from .recorder_rows import async_purge_traces

_RECORDER: Final = "recorder"
_PURGE_ENTITIES: Final = "purge_entities"


async def async_delete(
    hass: HomeAssistant, entry: PlateRecognizerConfigEntry, wanted: Wanted | None
) -> Traces:
    """Delete sightings, their visits, and all pictures that show their vehicles.

    Args:
        hass: where they are kept.
        entry: of the account, whether it runs or not.
        wanted: which; None for all.

    Returns what was deleted from the history, and what else was looked for.

    Raises:
        HomeAssistantError: the history can't be written.
    """
    if wanted is None:
        await async_delete_decisions(hass, entry)
    deleted = await async_history(hass, entry.entry_id).async_delete(wanted)
    if wanted is not None:
        # Home Assistant's own record of a plate may go back further than the history.
        deleted = replace(deleted, plates=deleted.plates | wanted.plates)
    await async_forget(hass, entry, deleted)
    await async_purge_traces(hass, entry, deleted)
    if wanted is not None and wanted.vehicles:
        await _purge_vehicles(hass, entry, wanted.vehicles)
    return deleted


async def async_forget(
    hass: HomeAssistant, entry: PlateRecognizerConfigEntry, traces: Traces
) -> None:
    """Have an account show and remember nothing of what is deleted, whether it runs or not."""
    if entry.state is ConfigEntryState.LOADED:
        await entry.runtime_data.async_forget(traces)
    else:
        await async_forget_shown(hass, entry.entry_id, traces)


async def _purge_vehicles(
    hass: HomeAssistant, entry: PlateRecognizerConfigEntry, vehicle_ids: frozenset[str]
) -> None:
    """Purge the rows of vehicles' own entities: they tell when it was here without naming it."""
    if not hass.services.has_service(_RECORDER, _PURGE_ENTITIES):
        return
    subentry_ids = {subentry_of(each) for each in vehicle_ids}
    entity_ids = [
        each.entity_id
        for each in er.async_entries_for_config_entry(er.async_get(hass), entry.entry_id)
        if each.config_subentry_id in subentry_ids
    ]
    if entity_ids:
        await hass.services.async_call(
            _RECORDER, _PURGE_ENTITIES, {"entity_id": entity_ids, "keep_days": 0}, blocking=True
        )
