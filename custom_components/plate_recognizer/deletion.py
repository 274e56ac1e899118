"""Deletes what was seen, wherever it is kept: in the history, on entities, at the recorder."""

from dataclasses import dataclass, replace
from itertools import chain

from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant

from .account import PlateRecognizerConfigEntry
from .const import CONF_PLATES
from .decision_keeper import async_delete_decisions
from .forgetting import async_forget_shown
from .history.records import Wanted
from .keeper import async_history
from .pipeline.traces import Traces
from .privacy_settings import PrivacySettings
from .recorder_rows import async_purge_traces
from .strangers import Strangers, async_pseudonym
from .vehicles import known_subentries
from .visits import async_forget_stored


@dataclass(frozen=True, slots=True)
class Deleted:
    """What became of a deletion."""

    sightings: int
    visits: int
    """Of which nothing is left."""
    is_recorder_done: bool
    """Whether the recorder has nothing of it any more. Else it is busy, or has failed."""


async def async_delete(
    hass: HomeAssistant, entry: PlateRecognizerConfigEntry, wanted: Wanted | None
) -> Deleted:
    """Delete sightings, their visits, and all pictures that show their vehicles.

    Args:
        hass: where they are kept.
        entry: of the account, whether it runs or not.
        wanted: which; None for all.

    Raises:
        HomeAssistantError: the history can't be written.
    """
    if wanted is None:
        await async_delete_decisions(hass, entry)
    else:
        wanted = replace(wanted, plates=_also_masked(hass, entry, wanted.plates))
    deleted = traces = await async_history(hass, entry.entry_id).async_delete(wanted)
    if wanted is not None:
        # Home Assistant's own record may go back further than the history.
        traces = replace(
            deleted,
            plates=deleted.plates | wanted.plates | _known_plates(entry, wanted.vehicles),
            sighting_ids=deleted.sighting_ids | wanted.sighting_ids,
        )
    await async_forget(hass, entry, traces)
    is_done = await async_purge_traces(hass, entry, traces, owners=_owners(entry, wanted))
    return Deleted(len(deleted.sighting_ids), len(deleted.visit_ids), is_done)


async def async_forget(
    hass: HomeAssistant, entry: PlateRecognizerConfigEntry, traces: Traces
) -> None:
    """Have an account show and remember nothing of what is deleted, whether it runs or not."""
    async with entry.setup_lock:  # a start may have read already what is deleted meanwhile
        if entry.state is ConfigEntryState.LOADED:
            await entry.runtime_data.async_forget(traces)
            return
        settings = PrivacySettings.from_options(entry.options)
        strangers = Strangers(hass, entry.entry_id, settings)
        await async_forget_stored(hass, entry.entry_id, strangers, traces)
        await async_forget_shown(hass, entry.entry_id, traces)


def _also_masked(
    hass: HomeAssistant, entry: PlateRecognizerConfigEntry, plates: frozenset[str]
) -> frozenset[str]:
    """Return plates and what strangers who have them are called, as long as anybody knows."""
    pseudonyms = (async_pseudonym(hass, entry.entry_id, each) for each in plates)
    return plates | {each for each in pseudonyms if each is not None}


def _owners(entry: PlateRecognizerConfigEntry, wanted: Wanted | None) -> frozenset[str]:
    """Return the subentries whose own entities tell of nobody but of who is deleted.

    Those of a list tell of all who are on it.
    """
    if wanted is None:
        return frozenset(each.subentry_id for each in known_subentries(entry))
    return wanted.vehicles  # an id of one that is on a list is none of a subentry


def _known_plates(entry: PlateRecognizerConfigEntry, vehicle_ids: frozenset[str]) -> frozenset[str]:
    """Return the plates by which vehicles are known now: of single ones, and of some on lists."""
    on_lists = (each.partition(":")[2] for each in vehicle_ids)
    vehicles = (entry.subentries.get(each) for each in vehicle_ids)
    own = (each.data.get(CONF_PLATES, ()) for each in vehicles if each is not None)
    return frozenset(filter(None, (*on_lists, *chain.from_iterable(own))))
