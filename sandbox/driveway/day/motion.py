"""Motion sensors beside the cameras, with what goes wrong with them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Final

from ..canvas import WIDTH
from ..visits import Visit
from .chance import chance
from .happenings import Figure, View, Walk
from .schedule import DAY, HOUR
from .weather import Weather

QUIET: Final = 5.0
"""Seconds without motion after which a sensor turns off."""
_MISSED: Final = 0.05
_LATEST: Final = 2.0
"""Seconds."""
_NARROWEST: Final = 150
"""Pixels of the drawings that a vehicle must be wide to be noticed."""
_STEP: Final = 0.5
_FALSE_ALARMS_AN_HOUR: Final = 0.4
_IN_WIND: Final = 3.0
_IN_RAIN: Final = 5.0
_UNDER_CLOUDS: Final = 0.1
"""For each cloud."""


@dataclass(frozen=True, slots=True)
class Alarm:
    """One time for which a sensor is on."""

    on: float
    off: float
    is_false: bool
    """Whether nothing but trees, a cat, shadows or rain has set it off."""


def alarms_of(
    seed: int, view: View, visits: Sequence[Visit], walks: Iterable[Walk], weather: Weather
) -> tuple[Alarm, ...]:
    """Say when the sensor of a camera is on."""
    random = chance(seed, view, "motion")
    noticed = []
    for start, end, is_false in sorted(
        [
            *((*span, False) for visit in visits for span in _motions(visit)),
            *((walk.starts, walk.ends, walk.figure is Figure.CAT) for walk in walks),
            *((start, start + 1, True) for start in _false_alarms(random, weather)),
        ]
    ):
        late = random.uniform(0, _LATEST)
        if random.random() >= _MISSED and 0 <= start < DAY and start + late < end + 1:
            noticed.append(Alarm(start + late, end + QUIET, is_false))
    return tuple(_joined(noticed))


def _motions(visit: Visit) -> Iterator[tuple[float, float]]:
    """Return from when until when a vehicle drives near enough to be noticed."""
    for start, end in ((visit.comes, visit.parks), (visit.departs, visit.leaves)):
        if end < 0 or start > DAY:
            continue
        steps = [start + step * _STEP for step in range(int((end - start) / _STEP) + 1)]
        near = [t for t in steps if _is_near(visit, t)]
        if near:
            yield near[0], near[-1]


def _is_near(visit: Visit, t: float) -> bool:
    if not visit.is_there_at(t):
        return False
    car = visit.car_at(t, by_lamps=False)
    box = car.box
    return car.width >= _NARROWEST and box.xmax > 0 and box.xmin < WIDTH


def _false_alarms(random: Random, weather: Weather) -> Iterator[float]:
    for minute in range(24 * 60):
        t = (minute + random.random()) * 60
        an_hour = (
            _FALSE_ALARMS_AN_HOUR
            + _IN_WIND * max(0.0, weather.wind_at(t) - 0.6) / 0.4
            + _IN_RAIN * weather.rain_at(t)
        )
        if random.random() < an_hour * 60 / HOUR:
            yield t
    for cloud in weather.clouds:
        if random.random() < _UNDER_CLOUDS:
            yield cloud.comes + cloud.edge / 2


def _joined(alarms: list[Alarm]) -> Iterator[Alarm]:
    """A sensor that is on stays on."""
    current: Alarm | None = None
    for alarm in sorted(alarms, key=lambda each: each.on):
        if current is not None and alarm.on <= current.off:
            off = max(current.off, alarm.off)
            current = Alarm(current.on, off, current.is_false and alarm.is_false)
            continue
        if current is not None:
            yield current
        current = alarm
    if current is not None:
        yield current
