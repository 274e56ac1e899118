"""Watches one vehicle from the picture on in which it was read, until it is lost sight of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from ..api.models import Box
from .frame_traits import is_cut
from .glance import Glance
from .placed import area, extent_of, intersection
from .plate_text import normal_form

_APART: Final = timedelta(seconds=1.5)
"""Between two pictures, at most: in that time nobody takes another one's place unseen."""


@dataclass(frozen=True, slots=True)
class _Step:
    """How the next picture may show a vehicle that comes nearer, or stands."""

    covers: float
    """Part of where it was, where it still is."""
    shrinks: float
    """Of its area. Who stands behind it is farther away: that one would look smaller."""
    grows: float
    """Times its area: more is two vehicles, or another one before it."""


_FIRST: Final = _Step(0.6, 0.8, 2.5)
"""From the box of the lookup, which is tighter than what the gate sees of a vehicle."""
_NEXT: Final = _Step(0.8, 0.85, 1.8)
"""At walking pace, a second apart. On drawn days it was 0.83, 0.89 and 1.42 at most."""


class Track:
    """One vehicle, as long as nothing else can be taken for it.

    Whoever drives right behind it comes in at an edge of the picture, makes it look larger or
    smaller at once, or is a second thing that moves. Then the track is lost, for good.

    Args:
        plate: of the vehicle, in its normal form.
        box: where it was in the picture that was looked up.
        at: when that was taken.
    """

    def __init__(self, plate: str, box: Box, at: datetime) -> None:
        self.plate = plate
        self._box = box
        self._at = at
        self._step = _FIRST
        self._is_lost = False

    @property
    def kept(self) -> str | None:
        """The plate of the vehicle; None once it was lost sight of."""
        return None if self._is_lost else self.plate

    def see(self, regions: Sequence[Box], part: Box, at: datetime) -> None:
        """Take in the next picture.

        Args:
            regions: what is new in it since the lookup, in pixels of the full picture.
            part: which part of the picture is looked at.
            at: when it was asked for.
        """
        is_seen = timedelta() <= at - self._at <= _APART and len(regions) <= 1
        self._is_lost = (
            self._is_lost or not is_seen or not all(self._is_it(each, part) for each in regions)
        )
        if regions:
            self._box, self._step = regions[0], _NEXT
        self._at = at

    def _is_it(self, region: Box, part: Box) -> bool:
        before = area(self._box)
        return (
            not is_cut(region, part, above=False)
            and intersection(region, self._box) >= self._step.covers * before
            and self._step.shrinks * before <= area(region) <= self._step.grows * before
        )


def track_of(glance: Glance | None) -> Track | None:
    """Begin to watch the only vehicle that a lookup shows; None if there isn't one with a plate."""
    if glance is None or len(glance.sightings) != 1:
        return None
    (sighting,) = glance.sightings
    plate = normal_form(sighting.plate) if sighting.plate is not None else None
    if plate is None or (extent := extent_of(sighting)) is None:
        return None
    return Track(plate, extent, glance.taken_at)
