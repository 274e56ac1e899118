"""What lookups were spent on: what really happened before the camera at each of them."""

from collections import Counter
from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from sandbox.driveway.day.day import Day
from sandbox.driveway.day.happenings import Caller, Figure
from sandbox.driveway.day.sight import SeenVehicle

from .outcome import Lookup

_JUST_CAME: Final = 20.0
"""Seconds for which a vehicle that has come to a stop is news."""
_JUST_LEFT: Final = 20.0


class Event(StrEnum):
    """What a camera sees, the most interesting first."""

    COMES = "a vehicle comes"
    LEAVES = "a vehicle leaves"
    HAS_COME = "it stands since a moment ago"
    HAS_LEFT = "it has left a moment ago"
    NEIGHBOUR = "the neighbour drives"
    PERSON = "a person walks by"
    CAT = "a cat"
    PARKED = "nothing moves, vehicles stand there"
    EMPTY = "nothing moves, nobody is there"


def spent_on(day: Day, lookups: Iterable[Lookup]) -> Counter[Event]:
    """Count lookups by what happened."""
    return Counter(_event(day, lookup) for lookup in lookups)


def _event(day: Day, lookup: Lookup) -> Event:
    camera, t = day.cameras[lookup.view], lookup.t
    sight = camera.at(t)
    found = {_of_vehicle(each, t) for each in sight.vehicles}
    if any(
        0 <= t - visit.leaves < _JUST_LEFT and stay.caller is not Caller.NEIGHBOUR
        for stay, visit in camera.passages
    ):
        found.add(Event.HAS_LEFT)
    found |= {Event.CAT if walk.figure is Figure.CAT else Event.PERSON for walk in sight.walks}
    found.add(Event.PARKED if sight.vehicles else Event.EMPTY)
    return next(event for event in Event if event in found)


def _of_vehicle(vehicle: SeenVehicle, t: float) -> Event | None:
    visit = vehicle.visit
    if vehicle.stay.caller is Caller.NEIGHBOUR:
        return Event.NEIGHBOUR if vehicle.moves else None
    if t < visit.parks:
        return Event.COMES
    if t >= visit.departs:
        return Event.LEAVES
    return Event.HAS_COME if t - visit.parks < _JUST_CAME else None
