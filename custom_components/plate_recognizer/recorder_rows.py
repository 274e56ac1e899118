"""Removes what was deleted from Home Assistant's recorder: rows of our entities and our events."""

import asyncio
from collections.abc import Collection, Mapping
from datetime import datetime
import logging
from typing import Any, Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.const import ATTR_CONFIG_ENTRY_ID
from homeassistant.core import CoreState, HomeAssistant, callback
from homeassistant.helpers.recorder import DATA_INSTANCE

from .const import (
    DOMAIN,
    EVENT_FOUND_PLATE,
    EVENT_SIGHTING,
    EVENT_SIMULATED_SIGHTING,
    EVENT_VISIT_ENDED,
    EVENT_VISIT_STARTED,
)
from .forgetting import OwnEntity, own_entities
from .pipeline.traces import Traces
from .recorder_purge import PurgeRowsTask, Unwanted

_LOGGER = logging.getLogger(__name__)

_PATIENCE: Final = 600
"""Seconds for which somebody waits: a backup, for example, locks the database for minutes."""

OWN_EVENTS: Final = frozenset(
    {EVENT_SIGHTING, EVENT_VISIT_STARTED, EVENT_VISIT_ENDED, EVENT_SIMULATED_SIGHTING}
)
_CALL: Final = "call_service"
"""Whoever has the sightings of a plate deleted names it, and the recorder writes that down, too."""
_SIGHTING_ID: Final = "sighting_id"


class UnwantedRows:
    """Says which rows of the recorder have to go.

    Args:
        account_id: of the account from which something was deleted.
        owned: entities that the account has, or had, by their ids.
        traces: of what was deleted.
        owners: subentries of vehicles and lists, of whose entities no state stays.
        before: since when rows stay; None if none of them does.
    """

    event_types = (*OWN_EVENTS, EVENT_FOUND_PLATE, _CALL)

    def __init__(
        self,
        account_id: str,
        owned: Mapping[str, OwnEntity],
        traces: Traces,
        owners: frozenset[str],
        before: datetime | None,
    ) -> None:
        self._account_id = account_id
        self._owned = owned
        self._traces = traces
        self._owners = owners
        self.before = before

    @property
    def entity_ids(self) -> Collection[str]:
        """The entities whose states are looked at."""
        return self._owned.keys()

    def has_state(
        self, entity_id: str, state: str | None, attributes: Mapping[str, Any], at: datetime
    ) -> bool:
        """Say whether a state of one of the entities is to go."""
        own = self._owned[entity_id]
        if own.owner in self._owners or (self._traces.everything and own.tells_of_vehicles):
            return True
        return self._names([own.shown(state), attributes], own, at)

    def has_event(self, event_type: str, data: Mapping[str, Any], at: datetime) -> bool:
        """Say whether an event of one of the types is to go."""
        if not self._is_own(event_type, data):
            return False
        shown_by = self._owned.get(str(data.get("entity_id")))
        return self._traces.everything or self._names([data], shown_by, at)

    def _names(
        self, data: Collection[Mapping[str, Any]], own: OwnEntity | None, at: datetime
    ) -> bool:
        """Say whether what was shown or told then names something that was deleted."""
        if self._traces.are_in([*data]):
            return True
        if own is None or own.owner is None or any(_SIGHTING_ID in each for each in data):
            return False  # what names another sighting is of that one, whatever its plate
        return self._traces.were_shown(own.owner, [*data], at)

    def _is_own(self, event_type: str, data: Mapping[str, Any]) -> bool:
        if event_type == EVENT_FOUND_PLATE:
            return data.get("entity_id") in self._owned
        if event_type == _CALL:
            return data.get("domain") == DOMAIN and self._is_of_account(data.get("service_data"))
        return data.get("account_id") == self._account_id

    def _is_of_account(self, called_with: object) -> bool:
        """Say whether a call was for the account, or for all, or whichever there was."""
        named = called_with.get(ATTR_CONFIG_ENTRY_ID) if isinstance(called_with, dict) else None
        return named is None or named == self._account_id  # it may be anything


async def async_purge_traces(
    hass: HomeAssistant,
    entry: ConfigEntry,
    traces: Traces,
    before: datetime | None = None,
    owners: frozenset[str] = frozenset(),
) -> bool:
    """Remove from the recorder's database what it has of deleted sightings and visits.

    Entities have to show nothing of it any more: see `Account.async_forget`.

    Args:
        hass: whose recorder it is.
        entry: of the account from which they were deleted.
        traces: of them.
        before: only rows from before that are removed; None for all.
        owners: subentries of vehicles and lists. Of their entities all states go, and the
            statistics: they say when a vehicle was here without naming it.

    Returns whether no row has it any more. Else the recorder does it as soon as it can, since it is
    not ready yet or busy for long; or it has failed, and has said so in the log.
    """
    owned = own_entities(hass, entry.entry_id)
    of_owners = [entity_id for entity_id, own in owned.items() if own.owner in owners]
    if of_owners and (instance := hass.data.get(DATA_INSTANCE)) is not None:
        instance.async_clear_statistics(of_owners)
    return await async_purge_rows(hass, UnwantedRows(entry.entry_id, owned, traces, owners, before))


async def async_purge_rows(hass: HomeAssistant, unwanted: Unwanted) -> bool:
    """Remove rows, likewise."""
    if (instance := hass.data.get(DATA_INSTANCE)) is None:
        return True  # nobody records anything
    if not instance.is_alive():
        return False
    done: asyncio.Future[bool] = hass.loop.create_future()

    @callback
    def finish(is_done: bool) -> None:  # noqa: FBT001 - the recorder's thread calls it
        if not done.done():
            done.set_result(is_done)

    instance.queue_task(PurgeRowsTask(unwanted, finish))
    if hass.state is not CoreState.running or instance.migration_in_progress:
        return False  # until then the recorder does nothing that it is asked for
    try:
        async with asyncio.timeout(_PATIENCE):
            return await done
    except TimeoutError:
        _LOGGER.warning(
            "The recorder is busy: what was deleted is in its database until it gets to it"
        )
        return False
