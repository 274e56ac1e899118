"""Which rows of the recorder still tell of plates that are to be masked."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from .const import EVENT_FOUND_PLATE
from .pipeline.unmasked import Unmasked
from .recorder_rows import OWN_EVENTS


class UnmaskedRows:
    """Rows of events, and of entities that tell of sightings and visits.

    Args:
        account_id: of the account.
        entity_ids: that the account has, or had.
        unmasked: says what is to be masked.
    """

    event_types = (*OWN_EVENTS, EVENT_FOUND_PLATE)

    def __init__(self, account_id: str, entity_ids: frozenset[str], unmasked: Unmasked) -> None:
        self._account_id = account_id
        self.entity_ids = entity_ids
        self._unmasked = unmasked

    @property
    def before(self) -> datetime | None:
        """Since when rows stay; None if none of them does."""
        return self._unmasked.before

    def has_state(self, state: str | None, attributes: Mapping[str, Any]) -> bool:
        """Say whether a state of one of the entities is to go."""
        return self._unmasked.is_shown(state, attributes)

    def has_event(self, event_type: str, data: Mapping[str, Any]) -> bool:
        """Say whether an event of one of the types is to go."""
        if event_type == EVENT_FOUND_PLATE:
            is_own = data.get("entity_id") in self.entity_ids
            return is_own and self._unmasked.is_plate(data.get("plate"))
        return data.get("account_id") == self._account_id and self._unmasked.is_in(data)


class PlateRows:
    """Rows of entities whose state is a plate, and says nothing else.

    Args:
        entity_ids: of these.
        unmasked: says what is to be masked.
    """

    event_types = ()

    def __init__(self, entity_ids: frozenset[str], unmasked: Unmasked) -> None:
        self.entity_ids = entity_ids
        self._unmasked = unmasked

    @property
    def before(self) -> datetime | None:
        """Since when rows stay; None if none of them does."""
        return self._unmasked.before

    def has_state(self, state: str | None, _attributes: Mapping[str, Any]) -> bool:
        """Say whether a state of one of the entities is to go."""
        return self._unmasked.is_plate(state)

    def has_event(self, _event_type: str, _data: Mapping[str, Any]) -> bool:
        """Say whether an event is to go: none is looked at."""
        return False
