"""The ways to the house and back, as each camera sees them."""

from collections.abc import Iterable
from dataclasses import replace
from enum import Enum
from random import Random
from typing import Final

from .. import neighbourhood as here
from ..bodies import Side
from ..vehicles import Vehicle
from ..visits import Visit, Way
from .happenings import View

type Seen = tuple[View, Visit]

TRANSIT: Final = 75
"""Seconds that a vehicle needs at most from the street to its place, or back."""

_BETWEEN_CAMERAS: Final = 1.5
"""Seconds in which neither camera sees it."""


class Spot(Enum):
    """Where vehicles park on the driveway."""

    HOUSE = here.TO_THE_HOUSE
    GARAGE = here.TO_THE_GARAGE
    BEFORE_THE_GARAGE = here.BEFORE_THE_GARAGE
    """Hides whoever is at the garage, and keeps it there."""


_TO_THE_VERGE: Final = Way(((952, 474), (890, 510), (740, 556)), 6, Side.REAR)


def parked(vehicle: Vehicle, spot: Spot, comes: float, departs: float) -> list[Seen]:
    """Stand on the driveway from before the day's beginning until a time, and drive away then."""
    way = spot.value
    stay = Visit(
        vehicle=vehicle,
        comes=comes,
        way_in=way,
        stands=departs - comes - way.seconds,
        way_out=way.back(),
    )
    return [(View.DRIVEWAY, stay)]


def coming_in(
    random: Random, vehicle: Vehicle, spot: Spot, comes: float, departs: float
) -> list[Seen]:
    """Come to the gate, wait until it is open, and drive on to a spot."""
    pace = random.uniform(0.8, 1.3)
    at_the_gate = Visit(
        vehicle=vehicle,
        comes=comes,
        way_in=_at(here.TO_THE_GATE, pace),
        stands=random.uniform(3, 9),
        way_out=_at(here.IN_FROM_THE_GATE, pace),
    )
    way = _at(spot.value, pace)
    enters = at_the_gate.leaves + _BETWEEN_CAMERAS
    on_the_driveway = Visit(
        vehicle=vehicle,
        comes=enters,
        way_in=way,
        stands=max(5.0, departs - enters - way.seconds),
        way_out=way.back(),
    )
    return [(View.GATE, at_the_gate), (View.DRIVEWAY, on_the_driveway)]


def going_out(random: Random, vehicle: Vehicle, leaves_the_driveway: float) -> list[Seen]:
    """Drive out through the gate."""
    pace = random.uniform(0.8, 1.3)
    return [
        (
            View.GATE,
            Visit(
                vehicle=vehicle,
                comes=leaves_the_driveway + _BETWEEN_CAMERAS,
                way_in=_at(here.OUT_TO_THE_GATE, pace),
                stands=random.uniform(1, 5),
                way_out=_at(here.OUT_FROM_THE_GATE, pace),
            ),
        )
    ]


def with_way_out(random: Random, seen: Iterable[Seen]) -> tuple[Seen, ...]:
    """Have a vehicle that has been on the driveway leave by the gate."""
    passages = list(seen)
    _, last = passages[-1]
    return (*passages, *going_out(random, last.vehicle, last.leaves))


def stopping_at_the_gate(
    random: Random, vehicle: Vehicle, comes: float, stands: float
) -> tuple[Seen, ...]:
    """Come to the gate, stand there, and go back in reverse gear."""
    way = _at(here.TO_THE_GATE, random.uniform(0.8, 1.3))
    visit = Visit(vehicle=vehicle, comes=comes, way_in=way, stands=stands, way_out=way.back())
    return ((View.GATE, visit),)


def on_the_verge(vehicle: Vehicle, comes: float, departs: float) -> tuple[Seen, ...]:
    """Park beside the lane, halfway to the street."""
    way = _TO_THE_VERGE
    stands = departs - comes - way.seconds
    visit = Visit(vehicle=vehicle, comes=comes, way_in=way, stands=stands, way_out=way.back())
    return ((View.GATE, visit),)


def _at(way: Way, pace: float) -> Way:
    return replace(way, seconds=way.seconds * pace)
