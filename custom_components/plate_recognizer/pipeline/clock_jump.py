"""A clock that is set while vehicles are here: what was seen by it is put into the time of now.

Small computers without a clock of their own wake in 1970, and know better a minute later. Taken at
its word, such a jump would make every visit time out at once; two looks a second apart would prove
a spot empty; and who has stood here unread for an hour could arrive.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Final

from .spots import Spot
from .visit import ArrivalReason, Visit

EARLIEST: Final = datetime(2026, 1, 1, tzinfo=UTC)
"""Before any of this: clocks of small computers begin years ago, until they have asked for the
time."""

_TOLERANCE: Final = timedelta(seconds=5)
"""By which a clock may be put right without any harm: what is decided by time takes ten."""


@dataclass(frozen=True, slots=True)
class ClockJump:
    """One jump of the clock."""

    by: timedelta
    """How far it went; below zero, back."""
    since: datetime
    """When it was first looked at, by the clock of before: what is older is somebody else's."""
    until: datetime
    """What that clock would show now."""

    def moved(self, at: datetime) -> datetime:
        """Return a time that was told by the clock of before as the clock of now would have."""
        return at + self.by if self.since <= at <= self.until else at


class ClockWatch:
    """Compares the clock with another one that nobody sets.

    That one stands still while the machine sleeps: waking up is a jump, too.

    Args:
        now: the time.
        steady: seconds of the other one.
    """

    def __init__(self, now: Callable[[], datetime], steady: Callable[[], float]) -> None:
        self._now = now
        self._steady = steady
        self._since = now()
        self._ahead = self._difference()
        self._last: ClockJump | None = None

    def _difference(self) -> datetime:
        return self._now() - timedelta(seconds=self._steady())

    def jumped(self) -> ClockJump | None:
        """Return by how much the clock was set since this was asked last; None if it wasn't."""
        before, self._ahead = self._ahead, self._difference()
        by = self._ahead - before
        if abs(by) <= _TOLERANCE:
            return None
        self._last = ClockJump(by, self._since, self._now() - by)
        self._since += by
        return self._last

    def of_now(self, at: datetime) -> datetime:
        """Return when something was that began a moment ago: before the last jump, perhaps."""
        if (jump := self._last) is None:
            return at
        if jump.by > timedelta():
            return jump.moved(at)
        return at + jump.by if at > self._now() else at


def visit_after(visit: Visit, jump: ClockJump) -> Visit:
    """Return a visit after a jump. It becomes no arrival any more: nobody knows how long it is."""
    moved = replace(
        visit,
        started_at=jump.moved(visit.started_at),
        ended_at=visit.ended_at and jump.moved(visit.ended_at),
        spots=tuple(_spot_after(spot, jump) for spot in visit.spots),
    )
    if visit.is_decided and not visit.can_still_arrive:
        return moved
    reason = visit.arrival_reason and ArrivalReason.VISIT_OPEN
    return replace(moved, objection=ArrivalReason.VISIT_OPEN, arrival_reason=reason)


def _spot_after(spot: Spot, jump: ClockJump) -> Spot:
    return replace(
        spot,
        since=jump.moved(spot.since),
        seen_at=jump.moved(spot.seen_at),
        looked_at=jump.moved(spot.looked_at),
        empty_since=spot.empty_since and jump.moved(spot.empty_since),
    )
