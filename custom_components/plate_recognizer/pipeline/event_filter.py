"""Which of the events on the bus an automation asks for."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final


class Refusal(StrEnum):
    """Why an event that an automation asks for doesn't set it off. Traces show the value."""

    SIMULATED = "simulated"
    """It happened in a simulation only."""

    NOT_AN_ARRIVAL = "not_an_arrival"
    """A visit began, and that is no proof of coming."""

    NOT_SEEN_LEAVING = "not_seen_leaving"
    """A visit ended, and nobody saw the vehicle leave."""

    ACTED_ALREADY = "acted_already"
    """It was told of before, and acted on."""

    MAY_NOT_OPEN = "may_not_open"
    NOT_SURE = "not_sure"


@dataclass(frozen=True, slots=True)
class Need:
    """What an event has to say, and why it is refused if it doesn't."""

    key: str
    value: object
    otherwise: Refusal


ARRIVAL: Final = Need("arrival", value=True, otherwise=Refusal.NOT_AN_ARRIVAL)
DEPARTURE: Final = Need("end_reason", "left", Refusal.NOT_SEEN_LEAVING)
PERMISSION: Final = Need("may_open", value=True, otherwise=Refusal.MAY_NOT_OPEN)
CERTAINTY: Final = Need("sure", value=True, otherwise=Refusal.NOT_SURE)


@dataclass(frozen=True, slots=True)
class EventFilter:
    """What an automation asks for. Where nothing is named, everything will do."""

    statuses: frozenset[str] = frozenset()
    categories: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    """Folded."""
    needs: tuple[Need, ...] = ()

    def concerns(self, data: Mapping[str, Any]) -> bool:
        """Whether an event is about what is asked for.

        Args:
            data: the event's, of a sighting or of a visit.
        """
        return (
            (not self.statuses or data.get("status") in self.statuses)
            and (not self.categories or data.get("category") in self.categories)
            and (not self.places or folded(data.get("place")) in self.places)
        )

    def refusal(self, data: Mapping[str, Any]) -> Refusal | None:
        """Return what such an event lacks, if anything."""
        return next(
            (need.otherwise for need in self.needs if data.get(need.key) != need.value), None
        )


def folded(place: str | None) -> str:
    """Return a place as it is compared: as people write it, it may be spelt either way."""
    return (place or "").strip().casefold()
