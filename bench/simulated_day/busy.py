"""Four cameras of one account, before all of which vehicles come at once and don't stay."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
import itertools
from random import Random
from typing import Final

from sandbox.driveway import neighbourhood as here
from sandbox.driveway.day.cast import stranger
from sandbox.driveway.day.chance import chance
from sandbox.driveway.day.day import Day, DayCamera
from sandbox.driveway.day.happenings import Caller, Happenings, Stay, View
from sandbox.driveway.day.schedule import HOUR
from sandbox.driveway.visits import Visit

from .ours import WITH_TRIGGERS, watch
from .place import Place
from .plain import LEAST_APART, SCANS, SPACING

CAMERAS: Final = 4
SHORTEST: Final = 4.0
"""Seconds for which a plate can be read of the vehicles that count."""

_STARTS: Final = 11 * HOUR
_FIRST: Final = 60.0
_APART: Final = 40.0
"""Seconds from one wave to the next."""
_WITHIN: Final = 1.0
"""Seconds in which a wave begins before all cameras."""
_PACE: Final = 0.3
"""Of the seconds that who comes to the gate takes otherwise."""
_STANDS: Final = (0.5, 3.0)
"""Seconds, at least and at most."""
_STEP: Final = 0.1
_SET_UP: Final = replace(WITH_TRIGGERS, place=None)


@dataclass(frozen=True, slots=True)
class Lost:
    """What became of the vehicles. Lost is one of which no picture with its plate was read."""

    vehicles: int
    """Whose plate could be read for four seconds and more."""
    shortest: float
    """Seconds for which one of them could be read."""
    lost: int
    lost_anyway: int
    """Where the account has no limit: no motion sensor noticed them, or they were left out."""
    to_throttling: int
    """Lost with the limit, and not without: one that is read by its luck makes up for none."""
    lookups: int


class _Busy(Day):
    """A day of one camera only, with some stays and nothing else but light, wind and noise."""

    def __init__(self, seed: int, stays: Sequence[Stay]) -> None:
        super().__init__(seed, unchanged=True)
        self.happenings = Happenings(
            stays=tuple(stays), walks=(), passings=(), sweeps=(), outages=()
        )
        self.cameras = {View.GATE: DayCamera(self, View.GATE)}


def busy_place(seed: int, waves: int) -> Place:
    """Have a vehicle come before each of four cameras within one second, again and again."""
    random = chance(seed, "busy")
    starts = [_STARTS + _FIRST + wave * _APART for wave in range(waves)]
    cameras = {}
    for number in range(CAMERAS):
        stays = [_stay(random, start + random.uniform(0, _WITHIN)) for start in starts]
        cameras[f"camera_{number}"] = _Busy(seed * CAMERAS + number, stays).cameras[View.GATE]
    return Place(cameras, seed, _STARTS, starts[-1] + _APART)


def ours_busy(seed: int, waves: int) -> Lost:
    """Have the integration watch, with the limit and without."""
    place = busy_place(seed, waves)
    limited, free = (
        [each.readable for each in watch(it, _SET_UP).lookups]
        for it in (place, replace(place, least_apart=0.0))
    )
    return lost_of(_readable(place.cameras), limited, free)


def older_busy(seed: int, waves: int) -> Lost:
    """Scan five times after motion, as the older integration does: what comes too soon is lost."""
    place = busy_place(seed, waves)
    limited, free = (_scanned(place, apart) for apart in (LEAST_APART, 0.0))
    return lost_of(_readable(place.cameras), limited, free)


def _stay(random: Random, comes: float) -> Stay:
    vehicle = stranger(random)
    way = replace(here.TO_THE_GATE, seconds=here.TO_THE_GATE.seconds * _PACE)
    visit = Visit(
        vehicle=vehicle,
        comes=comes,
        way_in=way,
        stands=random.uniform(*_STANDS),
        way_out=way.back(),
    )
    return Stay(caller=Caller.TURNS_ROUND, vehicle=vehicle, seen=((View.GATE, visit),))


def _scanned(place: Place, least_apart: float) -> list[tuple[str, ...]]:
    wanted = sorted(
        (alarm.on + scan * SPACING, number, camera)
        for number, camera in enumerate(place.cameras.values())
        for alarm in camera.alarms
        if place.start <= alarm.on < place.end
        for scan in range(SCANS)
    )
    read = []
    free_from = 0.0
    for t, _, camera in wanted:
        if t >= free_from:
            free_from = t + least_apart
            read.append(tuple(each.plate for each in camera.at(t).vehicles if each.is_readable))
    return read


def lost_of(
    seconds: Mapping[str, float],
    limited: Sequence[tuple[str, ...]],
    free: Iterable[tuple[str, ...]],
) -> Lost:
    """Count who was lost.

    Args:
        seconds: for which each plate can be read.
        limited: the plates on each picture that was looked up, with the limit.
        free: the same without.
    """
    wanted = {plate for plate, for_how_long in seconds.items() if for_how_long >= SHORTEST}
    lost = wanted.difference(itertools.chain.from_iterable(limited))
    lost_anyway = wanted.difference(itertools.chain.from_iterable(free))
    return Lost(
        vehicles=len(wanted),
        shortest=min((seconds[plate] for plate in wanted), default=0.0),
        lost=len(lost),
        lost_anyway=len(lost_anyway),
        to_throttling=len(lost - lost_anyway),
        lookups=len(limited),
    )


def _readable(cameras: Mapping[str, DayCamera]) -> dict[str, float]:
    """Return for how many seconds each plate can be read."""
    return {
        stay.plate: _STEP
        * sum(
            (seen := camera.at(visit.comes + step * _STEP).vehicle(stay.plate)) is not None
            and seen.is_readable
            for step in range(int((visit.leaves - visit.comes) / _STEP))
        )
        for camera in cameras.values()
        for stay, visit in camera.passages
    }
