"""Makes up who comes in a day and when, so that nobody drives through anybody."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from random import Random
from typing import Final

from ..bodies import Body
from ..vehicles import Vehicle
from .cast import RESIDENTS, stranger
from .chance import chance
from .happenings import Caller, Stay
from .routes import (
    TRANSIT,
    Seen,
    Spot,
    coming_in,
    on_the_verge,
    parked,
    stopping_at_the_gate,
    with_way_out,
)

MINUTE: Final = 60
HOUR: Final = 60 * MINUTE
DAY: Final = 24 * HOUR

_HOMES: Final = (Spot.HOUSE, Spot.GARAGE)
"""Where each resident parks."""
_SINCE_YESTERDAY: Final = -5.0 * HOUR
_UNTIL_TOMORROW: Final = DAY + 6 * HOUR
_LEAST_APART: Final = 12 * MINUTE
"""Between a resident's departure and return, and the other way round."""
_TRIES: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Habit:
    """How some visitors come."""

    caller: Caller
    body: Body = Body.CAR
    drives_in: bool
    """Up to the garage; else as far as the gate."""
    hours: tuple[float, float]
    """Of the day, between which they come."""
    stands: tuple[float, float]
    """Seconds, at least and at most."""


DELIVERY_INSIDE: Final = Habit(
    caller=Caller.DELIVERY,
    body=Body.VAN,
    drives_in=True,
    hours=(8, 20),
    stands=(MINUTE, 3 * MINUTE),
)
DELIVERY_AT_THE_GATE: Final = replace(DELIVERY_INSIDE, drives_in=False)
GUEST: Final = Habit(
    caller=Caller.GUEST, drives_in=True, hours=(9, 22), stands=(20 * MINUTE, 150 * MINUTE)
)
TURNS_ROUND: Final = Habit(
    caller=Caller.TURNS_ROUND, drives_in=False, hours=(7, 23.5), stands=(1.5, 6)
)
_DELIVERIES_DRIVE_IN: Final = 0.5


class _Lane:
    """When somebody drives or stands in the way, so that nobody else may come."""

    def __init__(self) -> None:
        self._taken: list[tuple[float, float]] = []

    def is_free(self, *spans: tuple[float, float]) -> bool:
        return not any(
            start < taken_until and taken_from < end
            for start, end in spans
            for taken_from, taken_until in self._taken
        )

    def take(self, *spans: tuple[float, float]) -> None:
        self._taken.extend(spans)


def stays_of(seed: int) -> tuple[Stay, ...]:
    """Make up the stays of a day."""
    random, lane = chance(seed, "stays"), _Lane()
    stays = [*_residents(random, lane), *_visitors(random, lane), *_neighbour(random)]
    return tuple(sorted(stays, key=lambda stay: stay.comes))


def nobody_moves(seed: int) -> tuple[Stay, ...]:
    """Have the residents' cars stand on the driveway all day."""
    random = chance(seed, "nobody moves")
    return tuple(
        _resident(random, vehicle, spot, _SINCE_YESTERDAY, _UNTIL_TOMORROW)
        for vehicle, spot in zip(RESIDENTS, _HOMES, strict=True)
    )


def _residents(random: Random, lane: _Lane) -> Iterator[Stay]:
    for vehicle, spot in zip(RESIDENTS, _HOMES, strict=True):
        moves = _moves(random, lane)
        lane.take(*map(_transit, moves))
        since = _SINCE_YESTERDAY
        for leaves, returns in zip(moves[::2], moves[1::2], strict=True):
            yield _resident(random, vehicle, spot, since, leaves)
            since = returns
        yield _resident(random, vehicle, spot, since, _UNTIL_TOMORROW)


def _moves(random: Random, lane: _Lane) -> list[float]:
    """Choose when a resident leaves and returns, by turns."""
    while True:
        times = sorted(
            random.uniform(6.2 * HOUR, 22.8 * HOUR) for _ in range(2 * random.randint(2, 4))
        )
        are_apart = all(later - time > _LEAST_APART for time, later in pairwise(times))
        if are_apart and lane.is_free(*map(_transit, times)):
            return times


def _resident(random: Random, vehicle: Vehicle, spot: Spot, comes: float, departs: float) -> Stay:
    if comes < 0:
        passages = parked(vehicle, spot, comes, departs)
    else:
        passages = coming_in(random, vehicle, spot, comes, departs)
    return _stay(Caller.RESIDENT, vehicle, with_way_out(random, passages))


def _visitors(random: Random, lane: _Lane) -> Iterator[Stay]:
    for _ in range(random.randint(3, 6)):
        drives_in = random.random() < _DELIVERIES_DRIVE_IN
        yield from _visit(random, lane, DELIVERY_INSIDE if drives_in else DELIVERY_AT_THE_GATE)
    for _ in range(random.randint(1, 3)):
        yield from _visit(random, lane, GUEST)
    for _ in range(random.randint(1, 3)):
        yield from _visit(random, lane, TURNS_ROUND)


def _visit(random: Random, lane: _Lane, habit: Habit) -> Iterator[Stay]:
    """Find a time at which nobody who stands at the garage has to drive meanwhile."""
    vehicle = stranger(random, habit.body)
    for _ in range(_TRIES):
        comes = random.uniform(*habit.hours) * HOUR
        stands = random.uniform(*habit.stands)
        span = comes - TRANSIT, comes + stands + 2 * TRANSIT
        if not lane.is_free(span):
            continue
        lane.take(span)
        if habit.drives_in:
            departs = comes + TRANSIT / 2 + stands
            passages = coming_in(random, vehicle, Spot.BEFORE_THE_GARAGE, comes, departs)
            yield _stay(habit.caller, vehicle, with_way_out(random, passages))
        else:
            seen = stopping_at_the_gate(random, vehicle, comes, stands)
            yield _stay(habit.caller, vehicle, seen)
        return


def _neighbour(random: Random) -> Iterator[Stay]:
    vehicle = stranger(random)
    times = sorted(random.uniform(6.5, 23) * HOUR for _ in range(2 * random.randint(1, 3)))
    edges = [_SINCE_YESTERDAY, *times, _UNTIL_TOMORROW]
    for comes, departs in zip(edges[::2], edges[1::2], strict=True):
        if departs - comes > MINUTE:
            yield _stay(Caller.NEIGHBOUR, vehicle, on_the_verge(vehicle, comes, departs))


def _stay(caller: Caller, vehicle: Vehicle, seen: Iterable[Seen]) -> Stay:
    return Stay(caller=caller, vehicle=vehicle, seen=tuple(seen))


def _transit(start: float) -> tuple[float, float]:
    return start - TRANSIT, start + TRANSIT
