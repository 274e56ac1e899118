"""The spot where a vehicle stands before a camera: seen, hidden or empty."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, Self

from ..api.models import Box
from .kinship import are_comparable, are_in_one_spot
from .placed import Placed, area, extent_of, intersection
from .sighting import Sighting

EMPTY_APART: Final = timedelta(seconds=10)
"""Two looks at least this far apart have to find a spot empty: a single one can be mistaken."""

_CHECKS: Final = tuple(timedelta(seconds=each) for each in (10, 30, 90, 270))
"""After a vehicle has come to a spot: when to look whether it stays there. Gates take seconds to
open, and who is still there after some minutes has parked."""

WATCH: Final = timedelta(seconds=30)
"""From then on, between two looks that cost nothing as long as nothing changes."""

_JITTER: Final = 0.1
"""By which part of its size a box may differ from picture to picture."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a vehicle stands, as one camera sees it. Boxes are in pixels of the full picture."""

    camera_id: str
    plate_box: Box | None
    vehicle_box: Box | None

    since: datetime
    """When it was first seen there."""

    seen_at: datetime
    """When it was last seen there."""

    looked_at: datetime
    """When the camera last looked, whether or not it could see the vehicle."""

    empty_since: datetime | None = None
    """The first of the looks that have found the spot empty; None if the last one hasn't."""

    is_left: bool = False
    """Whether it was found empty often enough to believe it."""

    beside: tuple[tuple[str, int], ...] = ()
    """Whose vehicles were seen together with this one, when it was last seen: their visits, and how
    many pixels of what has to be seen of it they covered all the same."""

    @classmethod
    def of(cls, sighting: Placed, camera_id: str, at: datetime) -> Self:
        """Return the spot in which a vehicle is seen for the first time."""
        return cls(camera_id, sighting.plate_box, sighting.vehicle_box, at, at, at)

    @property
    def next_check(self) -> datetime:
        """When the camera should look at it again."""
        if self.empty_since is not None:
            return self.empty_since + EMPTY_APART
        checks = (self.since + each for each in _CHECKS)
        return next((each for each in checks if each > self.looked_at), self.looked_at + WATCH)

    def has_been_left_for(self, sighting: Placed) -> bool:
        """Whether the vehicle is seen elsewhere. Without boxes nobody can say so."""
        if are_comparable(self, sighting):
            return not are_in_one_spot(self, sighting)
        plate, vehicle = sighting.plate_box, self.vehicle_box
        return plate is not None and vehicle is not None and not intersection(plate, vehicle)

    def with_vehicle(self, sighting: Placed, at: datetime) -> Self:
        """Return the spot in which the vehicle is now that it was seen again."""
        if self.has_been_left_for(sighting):
            return self.of(sighting, self.camera_id, at)
        # Where only a plate was found before, and only the vehicle now, it may have moved on.
        is_stale = self.vehicle_box is None and sighting.vehicle_box is not None
        return replace(
            self,
            plate_box=sighting.plate_box or (None if is_stale else self.plate_box),
            vehicle_box=sighting.vehicle_box or self.vehicle_box,
            seen_at=at,
            looked_at=at,
            empty_since=None,
        )

    def without_vehicle(
        self, others: Iterable[Sighting], at: datetime, *, sees_all: bool = True
    ) -> Self:
        """Return the spot after a look that didn't find the vehicle there.

        Args:
            others: what was seen instead. Whatever stands before the spot hides it.
            at: when the camera looked.
            sees_all: whether vehicles without a readable plate would have been found, too. Else
                the look raises a doubt, but proves nothing.
        """
        if self._is_hidden_by(others):
            return replace(self, looked_at=at, empty_since=None)
        since = min(self.empty_since or at, at)  # the clock may have been put back
        is_left = sees_all and at - since >= EMPTY_APART
        return replace(self, looked_at=at, empty_since=since, is_left=is_left)

    def with_others(self, others: Mapping[str, Placed]) -> Self:
        """Return the spot in which the vehicle is seen together with those of other visits."""
        covered = ((visit_id, self.covered_by(other)) for visit_id, other in others.items())
        return replace(self, beside=tuple(covered))

    def covered_by(self, other: Placed) -> int:
        """Return how many pixels another vehicle covers of what has to be seen of this one."""
        core, extent = self._core, extent_of(other)
        return intersection(core, extent) if core is not None and extent is not None else 0

    def was_seen_beside(self, visit_id: str, other: Placed) -> bool:
        """Whether the vehicle was seen beside that of another visit, which covers no more now.

        Two that are read in one spot hide each other, whatever was seen.
        """
        if are_in_one_spot(self, other) or (core := self._core) is None:
            return False
        covered = dict(self.beside).get(visit_id)
        return covered is not None and self.covered_by(other) <= covered + _JITTER * area(core)

    def is_behind(self, box: Box) -> bool:
        """Whether a vehicle in a box hides the one in this spot, if it has come after that."""
        core = self._core
        if core is None or not intersection(core, box):
            return False
        return not self._is_before(box)

    def _is_hidden_by(self, others: Iterable[Sighting]) -> bool:
        if self._core is None:
            return True  # where nobody knows where it stands, nobody can see it gone
        return any(
            self.covered_by(other) > 0
            and (other.vehicle_box is None or not self._is_before(other.vehicle_box))
            for other in others
        )

    def _is_before(self, other: Box) -> bool:
        """Whether another vehicle is farther away: it stands on the ground higher up."""
        if (own := self.vehicle_box) is not None:
            return other.ymax < own.ymax - _JITTER * (own.ymax - own.ymin)
        return self.plate_box is not None and other.ymax < self.plate_box.ymax

    @property
    def _core(self) -> Box | None:
        """What of the vehicle has to be hidden for it not to be found.

        Boxes of cars side by side overlap at their edges, so it is the plate, or else the middle.
        """
        if self.plate_box is not None:
            return self.plate_box
        return _middle(self.vehicle_box) if self.vehicle_box is not None else None


def has_grown(first: Placed, last: Placed) -> float | None:
    """Return how many times larger something has become in each direction; None if unknown."""
    for one, other in (
        (first.plate_box, last.plate_box),
        (first.vehicle_box, last.vehicle_box),
    ):
        if one is not None and other is not None:
            return float((area(other) / area(one)) ** 0.5)
    return None


def _middle(box: Box) -> Box:
    width, height = (box.xmax - box.xmin) // 4, (box.ymax - box.ymin) // 4
    return Box(box.xmin + width, box.ymin + height, box.xmax - width, box.ymax - height)
