"""Doors that open at the wrong time, where whoever is told of as a resident has it opened."""

from collections.abc import Iterable
from typing import Final

from sandbox.driveway.day.cast import RESIDENTS

from .outcome import Told
from .score import sets_out
from .span import Span

_STAYS_OPEN: Final = 60.0
"""Seconds in which a door that is open isn't opened again."""


def false_doors(span: Span, told: Iterable[Told]) -> int:
    """Count the openings but for the first while a resident comes.

    Args:
        span: what happened.
        told: what an automation acts on: arrivals, or where there are none, sightings.
    """
    residents = {vehicle.plate for vehicle in RESIDENTS}
    came: set[tuple[str, float]] = set()
    opened_until = float("-inf")
    wrong = 0
    for each in sorted(told, key=lambda each: each.t):
        if each.plate not in residents:
            continue
        if each.t >= opened_until and not _comes(span, each, came):
            wrong += 1
        opened_until = max(opened_until, each.t + _STAYS_OPEN)
    return wrong


def _comes(span: Span, told: Told, came: set[tuple[str, float]]) -> bool:
    """Say whether it is the first that is told of a stay; from now on it isn't."""
    for visit in span.day.visits(span.start, span.end):
        stay = visit.stay
        if stay.plate == told.plate and stay.comes <= told.t <= sets_out(stay):
            is_first = (stay.plate, stay.comes) not in came
            came.add((stay.plate, stay.comes))
            return is_first
    return False
