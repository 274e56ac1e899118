"""Removes what was deleted from Home Assistant's recorder: rows of our entities and our events."""

import asyncio
from collections.abc import Mapping
from datetime import datetime
import logging
from typing import Any, Final

from homeassistant.config_entries import ConfigEntry
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
from .forgetting import own_entity_ids
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


class UnwantedRows:
    """Says which rows of the recorder have to go.

    Args:
        account_id: of the account from which something was deleted.
        entity_ids: that the account has, or had.
        traces: of what was deleted.
        before: since when rows stay; None if none of them does.
    """

    event_types = (*OWN_EVENTS, EVENT_FOUND_PLATE, _CALL)

    def __init__(
        self, account_id: str, entity_ids: frozenset[str], traces: Traces, before: datetime | None
    ) -> None:
        self._account_id = account_id
        self.entity_ids = entity_ids
        self._traces = traces
        self.before = before

    def has_state(self, state: str | None, attributes: Mapping[str, Any]) -> bool:
        """Say whether a state of one of the entities is to go."""
        if self._traces.everything or self._traces.are_in(attributes):
            return True
        # A number that was measured is no plate, also where plates are numbers.
        return "state_class" not in attributes and self._traces.are_in(state)

    def has_event(self, event_type: str, data: Mapping[str, Any]) -> bool:
        """Say whether an event of one of the types is to go."""
        return self._is_own(event_type, data) and (
            self._traces.everything or self._traces.are_in(data)
        )

    def _is_own(self, event_type: str, data: Mapping[str, Any]) -> bool:
        if event_type == EVENT_FOUND_PLATE:
            return data.get("entity_id") in self.entity_ids
        if event_type == _CALL:
            return data.get("domain") == DOMAIN
        return data.get("account_id") == self._account_id


async def async_purge_traces(
    hass: HomeAssistant, entry: ConfigEntry, traces: Traces, before: datetime | None = None
) -> bool:
    """Remove from the recorder's database what it has of deleted sightings and visits.

    Entities have to show nothing of it any more: see `Account.async_forget`.

    Args:
        hass: whose recorder it is.
        entry: of the account from which they were deleted.
        traces: of them.
        before: only rows from before that are removed; None for all.

    Returns whether no row has it any more. Else the recorder does it as soon as it can, since it is
    not ready yet or busy for long; or it has failed, and has said so in the log.
    """
    unwanted = UnwantedRows(entry.entry_id, own_entity_ids(hass, entry.entry_id), traces, before)
    return await async_purge_rows(hass, unwanted)


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
