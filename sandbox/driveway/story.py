"""What happens before a camera over time: a table of visits, and the light of the day.

Times are seconds since the story's beginning, and always handed in: a whole day costs nothing but
the moments that are asked for.
"""

from dataclasses import dataclass
from itertools import pairwise
from math import pi, sin
from typing import Final

from .backdrops import Backdrop
from .light import Light, TimeOfDay
from .moment import Moment, vehicles_among
from .visits import Visit

_CLOUDS_PASS_IN: Final = 173
"""Seconds."""
_CLOUDS_TAKE: Final = 0.07
"""The most of the daylight that passing clouds take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What one camera sees."""

    name: str
    backdrop: Backdrop
    seconds: float
    """How long it goes on."""
    daylight: tuple[tuple[float, float], ...]
    """Times, ascending, and the daylight then, from 0 for a dark night to 1 for a bright day.

    At least one. The light changes evenly from one to the next.
    """
    visits: tuple[Visit, ...]
    """In the order in which the vehicles come."""

    def at(self, t: float) -> Moment:
        """Return the truth about a moment, which can be drawn."""
        light = self.light_at(t)
        by_lamps = light.time_of_day is not TimeOfDay.DAY
        vehicles = vehicles_among(self.visits, t, light, by_lamps=by_lamps)
        return Moment(self.backdrop, t, light, vehicles)

    def light_at(self, t: float) -> Light:
        """Return the light, which clouds keep changing a little."""
        clouds = _CLOUDS_TAKE * (1 + sin(2 * pi * t / _CLOUDS_PASS_IN)) / 2
        return Light(self._daylight_at(t), 1 - clouds)

    def has_news(self, after: float, until: float) -> bool:
        """Tell whether a vehicle has come to rest or has left, after one time until another."""
        return any(
            after < time <= until
            for visit in self.visits
            for time in ((visit.parks, visit.leaves) if visit.stands else (visit.leaves,))
        )

    def still_until(self, t: float) -> float:
        """Return until when nothing drives: `t` itself while something does."""
        if any(visit.moves_at(t) for visit in self.visits):
            return t
        starts = (time for visit in self.visits for time in (visit.comes, visit.departs))
        return min((time for time in starts if time > t), default=self.seconds)

    def _daylight_at(self, t: float) -> float:
        for (start, from_level), (end, to_level) in pairwise(self.daylight):
            if start <= t < end:
                return from_level + (to_level - from_level) * (t - start) / (end - start)
        (first, level), last = self.daylight[0], self.daylight[-1][1]
        return level if t < first else last
