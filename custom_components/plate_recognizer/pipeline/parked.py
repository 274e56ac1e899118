"""Vehicles whose visit has timed out, and of which nobody has seen that they left."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from .visit import Visit

MOST_PARKED: Final = 300
"""At once; beyond that, the least worth is forgotten."""


class Parked(dict[str, Visit]):
    """The ended visits by their ids, whose vehicle may still stand where it was seen last."""

    def __init__(self, visits: Iterable[Visit]) -> None:
        super().__init__((visit.visit_id, visit) for visit in visits)

    def keep(self, visit: Visit) -> None:
        """Keep a visit as long as its vehicle has a spot, and there is room."""
        if not visit.spots:
            self.pop(visit.visit_id, None)
            return
        self[visit.visit_id] = visit
        while len(self) > MOST_PARKED:
            del self[min(self.values(), key=_worth).visit_id]


def _worth(parked: Visit) -> tuple[bool, datetime]:
    """Rank vehicles that nobody has seen leave: strangers go first, then the oldest."""
    return parked.vehicle_id is not None, parked.seen_at
