"""A place where nothing happens but light, wind, rain and noise: what is spent there is wasted."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from sandbox.driveway.day.day import Day

from .outcome import Outcome
from .span import Span

_HOURS: Final = {"day": 12, "night": 1}
_LENGTH: Final = 1.0
_FIRST_LOOKS: Final = 120.0
"""Seconds after the start in which a camera has to look once to know what is there."""


@dataclass(frozen=True, slots=True)
class Wasted:
    """Lookups of an unchanged scene."""

    time_of_day: str
    alarms: int
    """False alarms of the motion sensors meanwhile."""
    lookups: int
    """After the first look."""


def wasted_by(seed: int, run: Callable[[Span], Outcome]) -> tuple[Wasted, ...]:
    """Have a strategy watch for an hour by day and one by night."""
    day = Day(seed, unchanged=True)
    return tuple(
        _wasted(time_of_day, Span.of(day, hour, _LENGTH), run)
        for time_of_day, hour in _HOURS.items()
    )


def _wasted(time_of_day: str, span: Span, run: Callable[[Span], Outcome]) -> Wasted:
    outcome = run(span)
    alarms = [alarm for camera in span.day.cameras.values() for alarm in camera.alarms]
    return Wasted(
        time_of_day,
        sum(span.contains(alarm.on) for alarm in alarms),
        sum(lookup.t > span.start + _FIRST_LOOKS for lookup in outcome.lookups),
    )
