"""Whether something new comes nearer, by the frames of a burst in which it grows."""

from typing import Final

from ..api.models import Box
from .frame_traits import is_cut
from .gate import Change, ChangeGate
from .placed import Placed, area, extent_of, intersection
from .scene import Scene

_GROWN: Final = 1.1
"""How many times wider and higher, as boxes of a vehicle that comes nearer: see `visit`. What comes
out from behind a wall grows in one direction only. And it stands lower in the picture: the ground
that a leaving vehicle uncovers lies below it, and would seem to grow, too."""
_MOSTLY: Final = 0.7
"""Part of a vehicle's area, that has to be where something was watched."""


class Coming:
    """Watches what is new since the last lookup before a burst.

    Args:
        part: which part of the picture is looked at, in pixels of the full picture.
        gate: of the camera, before that lookup.
    """

    def __init__(self, part: Box, gate: ChangeGate) -> None:
        self._part = part
        self._before = gate.copy()
        self._first: Box | None = None

    def grown(self, change: Change) -> Box | None:
        """Take in a frame. Returns what has come nearer since the first one, if one thing has.

        Nothing that reaches beyond the picture counts: it grows by coming into it.
        """
        if len(change.regions) != 1 or is_cut(change.regions[0], self._part):
            self._first = None
            return None
        (region,) = change.regions
        if self._first is None:
            self._first = region
            return None
        return region if _has_grown(self._first, region) else None

    def grown_by(self, scene: Scene) -> Box | None:
        """The same for a frame that the camera's gate compares with a later lookup."""
        return self.grown(self._before.judge(scene))


def _has_grown(first: Box, last: Box) -> bool:
    middle = (first.xmin + first.xmax) / 2, (first.ymin + first.ymax) / 2
    return (
        last.xmax - last.xmin >= _GROWN * (first.xmax - first.xmin)
        and last.ymax - last.ymin >= _GROWN * (first.ymax - first.ymin)
        and last.ymax - first.ymax >= (_GROWN - 1) / 2 * (first.ymax - first.ymin)
        and last.xmin <= middle[0] <= last.xmax
        and last.ymin <= middle[1] <= last.ymax
    )


def is_what_comes(placed: Placed, coming: Box | None) -> bool:
    """Say whether a vehicle is where something was watched that has come nearer."""
    extent = extent_of(placed)
    if extent is None or coming is None:
        return False
    return intersection(extent, coming) >= _MOSTLY * area(extent)
