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

_TOLERANCE: Final = timedelta(seconds=0.5)
"""By which the clock may be off without any harm: what is decided by time takes ten seconds."""

_DOUBTFUL: Final = timedelta(seconds=5)
"""Beyond that, nobody knows what has happened meanwhile: the machine may have slept. A clock that
is put right by less keeps nobody from arriving."""


@dataclass(frozen=True, slots=True)
class ClockJump:
    """One jump of the clock."""

    by: timedelta
    """How far it went; below zero, back."""
    since: datetime
    """When it was first looked at, by the clock of before: what is older is somebody else's."""
    until: datetime
    """What that clock would show now."""

    @property
    def is_doubtful(self) -> bool:
        """Whether it is more than a clock that is put right."""
        return is_doubtful(self.by)

    def moved(self, at: datetime) -> datetime:
        """Return a time that was told by the clock of before as the clock of now would have."""
        return at + self.by if self.since <= at <= self.until else at


def is_doubtful(by: timedelta) -> bool:
    """Say whether nobody knows what has happened while a clock was set by so much."""
    return abs(by) > _DOUBTFUL


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

    @property
    def steady_now(self) -> float:
        """Seconds of the clock that nobody sets: only how far they are apart says anything."""
        return self._steady()

    def _difference(self) -> datetime:
        return self._now() - timedelta(seconds=self._steady())

    def jumped(self) -> ClockJump | None:
        """Return by how much the clock was set since this was asked last; None if it wasn't."""
        ahead = self._difference()
        by = ahead - self._ahead
        if abs(by) <= _TOLERANCE:
            return None  # and what it is compared with stays: it may be set little by little
        self._ahead = ahead
        jump = ClockJump(by, self._since, self._now() - by)
        self._since += by
        return jump

    def of_now(self, at: datetime, steady_at: float | None) -> datetime:
        """Return a time as the clock of now would have told it.

        Args:
            at: the time, by the clock of then.
            steady_at: the same by the clock that nobody sets; None if nobody has asked it.
        """
        if steady_at is None:
            return at
        by_now = self._difference() + timedelta(seconds=steady_at)
        return at if abs(by_now - at) <= _TOLERANCE else by_now


def visit_after(visit: Visit, jump: ClockJump) -> Visit:
    """Return a visit after a jump. It becomes no arrival any more: nobody knows how long it is."""
    moved = _with_times(visit, jump.moved)
    if not jump.is_doubtful:
        return moved
    is_hearsay = visit.objection is ArrivalReason.WEBHOOK  # which a look would lift
    if visit.is_decided and not visit.can_still_arrive and not is_hearsay:
        return moved
    reason = visit.arrival_reason and ArrivalReason.VISIT_OPEN
    return replace(moved, objection=ArrivalReason.VISIT_OPEN, arrival_reason=reason)


def visit_until(visit: Visit, now: datetime) -> Visit:
    """Return a visit from before the start without times that can't be: that clock was wrong.

    They count as now: else it would be here for as long as that clock was ahead. A clock that is
    itself wrong is no judge of them.
    """
    if now < EARLIEST or not visit.is_restored:
        return visit
    return _with_times(visit, lambda at: at if EARLIEST <= at <= now else now)


def visit_at_start(visit: Visit, now: datetime) -> Visit:
    """Return a visit that goes on after a start.

    By which clock a spot was found empty before that, nobody knows: the second look counts from
    now.
    """
    doubted = (replace(spot, empty_since=spot.empty_since and now) for spot in visit.spots)
    return visit_until(replace(visit, spots=tuple(doubted)), now)


def _with_times(visit: Visit, told: Callable[[datetime], datetime]) -> Visit:
    return replace(
        visit,
        started_at=told(visit.started_at),
        ended_at=visit.ended_at and told(visit.ended_at),
        spots=tuple(_spot_with_times(spot, told) for spot in visit.spots),
    )


def _spot_with_times(spot: Spot, told: Callable[[datetime], datetime]) -> Spot:
    return replace(
        spot,
        since=told(spot.since),
        seen_at=told(spot.seen_at),
        looked_at=told(spot.looked_at),
        empty_since=spot.empty_since and told(spot.empty_since),
    )
