"""Which rows of the recorder still tell of plates that are to be masked."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from .const import EVENT_FOUND_PLATE
from .forgetting import OwnEntity
from .pipeline.unmasked import Unmasked
from .recorder_rows import OWN_EVENTS


class UnmaskedRows:
    """Rows of events, and of entities that tell of sightings and visits.

    Args:
        account_id: of the account.
        owned: entities that the account has, or had.
        unmasked: says what is to be masked.
    """

    event_types = (*OWN_EVENTS, EVENT_FOUND_PLATE)

    def __init__(self, account_id: str, owned: Mapping[str, OwnEntity], unmasked: Unmasked) -> None:
        self._account_id = account_id
        self._owned = owned
        self._unmasked = unmasked

    @property
    def entity_ids(self) -> Collection[str]:
        """The entities whose states are looked at."""
        return self._owned.keys()

    @property
    def before(self) -> datetime | None:
        """Since when rows stay; None if none of them does."""
        return self._unmasked.before

    def has_state(
        self, entity_id: str, state: str | None, attributes: Mapping[str, Any], _at: datetime
    ) -> bool:
        """Say whether a state of one of the entities is to go."""
        if self._owned[entity_id].is_plate:
            return self._unmasked.is_plate(state)
        return self._unmasked.is_shown(state, attributes)

    def has_event(self, event_type: str, data: Mapping[str, Any], _at: datetime) -> bool:
        """Say whether an event of one of the types is to go."""
        if event_type == EVENT_FOUND_PLATE:
            is_own = data.get("entity_id") in self._owned
            return is_own and self._unmasked.is_plate(data.get("plate"))
        return data.get("account_id") == self._account_id and self._unmasked.is_in(data)
