"""Vehicles that have just left their spot before one camera, and may pass others on their way."""

from collections import deque
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from .clock_jump import ClockJump, visit_after
from .visit import Visit, is_same_place

_LEAVES: Final = timedelta(seconds=90)
"""From when a vehicle was first found to have left its spot: so long it is on its way out, past the
place's other cameras. That is no arrival."""

_MOST: Final = 20


class Leaving:
    """The visits of an account that have ended lately."""

    def __init__(self, ended: Iterable[tuple[Visit, str]] = ()) -> None:
        self._ended = deque(ended, maxlen=_MOST)

    def add(self, visit: Visit, camera_id: str) -> None:
        """Take in a visit that has ended, and the camera that has seen the spot empty."""
        self._ended.append((visit, camera_id))

    def follow(self, jump: ClockJump) -> None:
        """Take in that the clock was set."""
        moved = [(visit_after(visit, jump), camera_id) for visit, camera_id in self._ended]
        self._ended = deque(moved, maxlen=_MOST)

    def copy(self) -> Leaving:
        """Return one that goes on from here by itself."""
        return Leaving(self._ended)

    def before(self, place: str, camera_id: str, at: datetime) -> tuple[Visit, ...]:
        """Return the visits whose vehicle may pass a camera on its way out.

        Args:
            place: where they ended.
            camera_id: of the camera, which hasn't itself seen that they left.
            at: the time now.
        """
        return tuple(
            visit
            for visit, seen_by in self._ended
            if seen_by != camera_id
            and is_same_place(visit.place, place)
            and visit.ended_at is not None
            and timedelta() <= at - visit.ended_at <= _LEAVES
        )
