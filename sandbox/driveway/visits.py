"""The ways that vehicles drive, and when they come, stand and leave.

Times are seconds and always handed in. Points are pixels of the picture, where the middle of a
vehicle touches the ground; how large it is there follows from the perspective.
"""

from dataclasses import dataclass
from itertools import pairwise
from math import dist
from typing import Final

from .backdrops import HORIZON
from .bodies import Side
from .canvas import Point
from .vehicles import Car, Vehicle

_WIDTH_BELOW_THE_HORIZON: Final = 1.8
"""Pixels that a vehicle is wide for each pixel by which its wheels are below the horizon."""


@dataclass(frozen=True, slots=True)
class Way:
    """A drive through the picture."""

    points: tuple[Point, ...]
    """At least two, which differ."""
    seconds: float
    side: Side
    """Which side of the vehicle the camera sees meanwhile."""

    def back(self) -> Way:
        """Return the same way in reverse gear."""
        return Way(self.points[::-1], self.seconds, self.side)

    def point_at(self, share: float) -> Point:
        """Return where a vehicle is after a share of the way, from 0 to 1."""
        left = share * sum(dist(start, end) for start, end in pairwise(self.points))
        for start, end in pairwise(self.points):
            length = dist(start, end)
            if left < length:
                done = left / length
                return (
                    start[0] + (end[0] - start[0]) * done,
                    start[1] + (end[1] - start[1]) * done,
                )
            left -= length
        return self.points[-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One vehicle's coming, standing and leaving."""

    vehicle: Vehicle
    comes: float
    """When it sets out on its way in; before the story's beginning for one that is there then."""
    way_in: Way
    stands: float
    """For how long; who doesn't stand at all passes at an even speed."""
    way_out: Way
    """Begins where the way in ends."""

    @property
    def parks(self) -> float:
        """When it has come to rest."""
        return self.comes + self.way_in.seconds

    @property
    def departs(self) -> float:
        """When it sets out on its way out."""
        return self.parks + self.stands

    @property
    def leaves(self) -> float:
        """When it is gone."""
        return self.departs + self.way_out.seconds

    def is_there_at(self, t: float) -> bool:
        """Tell whether it is before the camera, though perhaps not in the picture yet."""
        return self.comes <= t < self.leaves

    def moves_at(self, t: float) -> bool:
        """Tell whether it drives."""
        return self.comes <= t < self.parks or self.departs <= t < self.leaves

    def car_at(self, t: float, *, by_lamps: bool) -> Car:
        """Return what is to be drawn of it while it is there.

        Args:
            t: seconds into the story.
            by_lamps: whether it is so dark that those who drive have their lights on.
        """
        way, point = self._place_at(t)
        width = (point[1] - HORIZON) * _WIDTH_BELOW_THE_HORIZON
        return self.vehicle.seen(
            way.side, point, width, has_lights_on=by_lamps and self.moves_at(t)
        )

    def _place_at(self, t: float) -> tuple[Way, Point]:
        """Who comes to stand brakes, and speeds up again when leaving."""
        power = 2 if self.stands else 1
        if t < self.parks:
            to_go = (self.parks - t) / self.way_in.seconds
            return self.way_in, self.way_in.point_at(1 - to_go**power)
        if t < self.departs:
            return self.way_in, self.way_in.points[-1]
        driven = (t - self.departs) / self.way_out.seconds
        return self.way_out, self.way_out.point_at(driven**power)
