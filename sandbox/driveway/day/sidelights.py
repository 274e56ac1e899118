"""Makes up what else moves in a day: people, a cat, traffic far behind, headlights, a restart."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from random import Random
from typing import Final

from ..backdrops import HORIZON
from ..canvas import Point
from .cast import COATS, FURS, PAINTS
from .chance import chance, coin
from .happenings import Caller, Figure, Passing, Stay, Sweep, View, Walk
from .schedule import DAY, HOUR, MINUTE

_BY_NIGHT: Final = (0, 6)
_DOOR: Final[Point] = (600, 600)
"""Of the house."""
_PASSINGS_AN_HOUR: Final = {True: 70, False: 6}
"""By day, and by night."""
_SWEEPS_AN_HOUR: Final = 5

_PATHS: Final[dict[View, tuple[tuple[Point, Point], ...]]] = {
    View.GATE: (
        ((-200, 690), (2100, 660)),
        ((960, 520), (700, 1000)),
        ((1900, 800), (1010, 560)),
    ),
    View.DRIVEWAY: (
        ((2150, 900), (760, 600)),
        ((-200, 760), (700, 610)),
        ((2100, 640), (1250, 620)),
    ),
}
_CAT_PATHS: Final[dict[View, tuple[tuple[Point, Point], ...]]] = {
    View.GATE: (((-60, 840), (1990, 800)), ((300, 1000), (1700, 640))),
    View.DRIVEWAY: (((-60, 780), (1990, 860)), ((1000, 1060), (1100, 600))),
}


def walks_of(seed: int, stays: Iterable[Stay]) -> tuple[Walk, ...]:
    """Make up passers-by and a cat, and have who has parked walk to the house."""
    random = chance(seed, "walks")
    walks = [*_strolls(random), *_prowls(random)]
    for stay in stays:
        if stay.caller is not Caller.NEIGHBOUR:
            walks += _walks_of_driver(random, stay)
    return tuple(sorted(walks, key=lambda walk: walk.starts))


def _strolls(random: Random) -> Iterator[Walk]:
    for _ in range(random.randint(14, 28)):
        view = random.choice(list(View))
        start, end = random.choice(_PATHS[view])
        if coin(random):
            start, end = end, start
        yield Walk(
            view=view,
            figure=Figure.PERSON,
            color=random.choice(COATS),
            starts=random.uniform(6, 23.5) * HOUR,
            start=start,
            end=end,
            seconds=random.uniform(8, 16),
            rests=random.choice((0, 0, random.uniform(5, 40))),
        )


def _prowls(random: Random) -> Iterator[Walk]:
    for _ in range(random.randint(4, 9)):
        view = random.choice(list(View))
        start, end = random.choice(_CAT_PATHS[view])
        yield Walk(
            view=view,
            figure=Figure.CAT,
            color=random.choice(FURS),
            starts=random.uniform(0, DAY),
            start=start,
            end=end,
            seconds=random.uniform(10, 25),
            rests=random.choice((0, random.uniform(20, 400))),
        )


def _walks_of_driver(random: Random, stay: Stay) -> Iterator[Walk]:
    """Walk from the car to the house once it stands, and back before it drives away."""
    coat = random.choice(COATS)
    for view, visit in stay.seen:
        seconds = random.uniform(4, 7)
        if view is not View.DRIVEWAY or visit.stands < 3 * seconds:
            continue
        x, y = visit.way_in.points[-1]
        car = x - (y - HORIZON) * 1.1, y + 10
        out_of_it = Walk(
            view=view,
            figure=Figure.PERSON,
            color=coat,
            starts=visit.parks + random.uniform(4, 12),
            start=car,
            end=_DOOR,
            seconds=seconds,
        )
        yield out_of_it
        goes = visit.departs - seconds - random.uniform(4, 12)
        yield replace(out_of_it, starts=goes, start=_DOOR, end=car)


def passings_of(seed: int) -> tuple[Passing, ...]:
    """Make up the traffic on the street, in the order of its times."""
    random = chance(seed, "street")
    starts = sorted(
        (hour + random.random()) * HOUR
        for hour in range(24)
        for _ in range(_PASSINGS_AN_HOUR[not _BY_NIGHT[0] <= hour < _BY_NIGHT[1]])
    )
    return tuple(
        Passing(
            starts=start,
            seconds=random.uniform(5, 9),
            to_the_right=coin(random),
            length=random.uniform(58, 82),
            paint=random.choice(PAINTS),
        )
        for start in starts
    )


def sweeps_of(seed: int, stays: Iterable[Stay]) -> tuple[Sweep, ...]:
    """Have headlights glide over the place: before a car comes, and of cars that only pass."""
    random = chance(seed, "sweeps")
    sweeps = [
        _sweep(random, view, visit.comes - 2.5, 3.5)
        for stay in stays
        if stay.caller is not Caller.NEIGHBOUR
        for view, visit in stay.seen
    ]
    for hour in range(24):
        for _ in range(_SWEEPS_AN_HOUR):
            view = random.choice(list(View))
            start = (hour + random.random()) * HOUR
            sweeps.append(_sweep(random, view, start, random.uniform(1.5, 4)))
    return tuple(sorted(sweeps, key=lambda sweep: sweep.starts))


def _sweep(random: Random, view: View, starts: float, seconds: float) -> Sweep:
    left, right = (-300, random.uniform(600, 900)), (2200, random.uniform(600, 900))
    start, end = (right, left) if coin(random) else (left, right)
    strength = random.uniform(0.3, 1)
    return Sweep(view=view, starts=starts, seconds=seconds, start=start, end=end, strength=strength)


def outages_of(seed: int) -> tuple[tuple[View, float, float], ...]:
    """Have one of the cameras restart once."""
    random = chance(seed, "restart")
    start = random.uniform(8, 22) * HOUR
    return ((random.choice(list(View)), start, start + random.uniform(0.8, 1.6) * MINUTE),)
