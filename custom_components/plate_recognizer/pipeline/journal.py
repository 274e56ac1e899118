"""What was decided, in few lines: why was nothing recognised between eight and half past?"""

from array import array
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from .decision import Decision, Reason

MOST_ENTRIES: Final = 2000
"""Of an account: one decision takes some hundred bytes, a day of equal ones some kilobytes."""

_LONGEST_PAUSE: Final = timedelta(hours=2)
"""Within an entry. No scan interval is longer, so a night of one reason is one entry."""
_LONGEST_RUN: Final = timedelta(days=1)
_SHORTEST_STOP: Final = timedelta(minutes=1)
"""Worth telling: a reload takes a moment, in which nobody has missed anything."""
_MOST_STOPS: Final = 100
_MINUTE: Final = 60

type Details = Mapping[str, str | int | float]


@dataclass(frozen=True, slots=True)
class JournalCamera:
    """Whose decisions they are: a camera that is gone by now is known by what it was called."""

    camera_id: str
    """Of its subentry."""
    name: str
    entity_id: str | None


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """Decisions on a camera that came one after another for the same reason."""

    camera: JournalCamera
    reason: Reason
    since: datetime
    until: datetime
    count: int
    first: Details
    """The details of the first one."""
    last: Details


@dataclass(frozen=True, slots=True)
class Stop:
    """A time in which the account wasn't running, so that nothing was decided."""

    since: datetime
    until: datetime


class Journal:
    """The decisions of an account, the latest of each camera.

    Where there are too many, those go first that are the oldest of the camera with the most: a busy
    camera takes nothing from the others.

    Args:
        begins: since when it is kept.
    """

    def __init__(self, begins: datetime) -> None:
        self.begins = begins
        self._runs: dict[str, deque[_Run]] = {}
        """By the ids of their cameras, the oldest first."""
        self._count = 0
        self._forgotten: dict[str, datetime] = {}
        """For each camera, until when decisions were dropped."""
        self._stopped_at: datetime | None = None
        self._stops: deque[Stop] = deque(maxlen=_MOST_STOPS)

    def add(self, camera: JournalCamera, decision: Decision) -> None:
        """Write a decision down."""
        runs = self._runs.setdefault(camera.camera_id, deque())
        if runs and runs[-1].goes_on_with(decision):
            runs[-1].add(camera, decision)
            return
        runs.append(_Run(camera, decision))
        self._count += 1
        if self._count > MOST_ENTRIES:
            self._forget_one()

    def _forget_one(self) -> None:
        camera_id, runs = max(self._runs.items(), key=lambda item: len(item[1]))
        dropped = runs.popleft()
        self._forgotten[camera_id] = dropped.until
        self._count -= 1
        if not runs:
            del self._runs[camera_id]

    def stop(self, at: datetime) -> None:
        """Note that the account runs no more."""
        self._stopped_at = at

    def go_on(self, at: datetime) -> None:
        """Note that the account runs again."""
        if self._stopped_at is not None and at - self._stopped_at >= _SHORTEST_STOP:
            self._stops.append(Stop(self._stopped_at, at))
        self._stopped_at = None

    def stops(self, since: datetime, until: datetime) -> list[Stop]:
        """Return when the account wasn't running in a span of time, the oldest first."""
        return [
            Stop(max(since, each.since), min(until, each.until))
            for each in self._stops
            if each.since < until and each.until > since
        ]

    def complete_since(self, camera_id: str) -> datetime:
        """Say from when on all decisions on a camera are remembered."""
        return max(self.begins, self._forgotten.get(camera_id, self.begins))

    @property
    def cameras(self) -> list[JournalCamera]:
        """Those that something was decided on, as they were called last."""
        return [runs[-1].camera for runs in self._runs.values()]

    def entries(
        self, since: datetime | None = None, until: datetime | None = None
    ) -> list[JournalEntry]:
        """Return what was decided, newest first.

        Args:
            since: when that begins. Of an entry that reaches over it, or over the end, what is
                within is counted by whole minutes.
            until: when that ends.
        """
        # Of one moment, what was written down later is newer: it stands first, and stays there.
        found = (run.within(since, until) for runs in self._runs.values() for run in reversed(runs))
        return sorted(filter(None, found), key=lambda each: each.until, reverse=True)

    def last_before(self, camera_id: str, moment: datetime) -> JournalEntry | None:
        """Return the last entry of a camera that began before a moment."""
        for run in reversed(self._runs.get(camera_id, ())):
            if run.since < moment:
                return run.within(None, moment)
        return None


class _Run:
    """An entry that still grows. How often it was in each minute tells what a part of it was."""

    def __init__(self, camera: JournalCamera, decision: Decision) -> None:
        self.camera = camera
        self._reason = decision.reason
        self.since = self.until = decision.taken_at
        self._first = self._last = decision.details
        self._first_minute = _minute(decision.taken_at)
        self._counts = array("I", [1])

    def goes_on_with(self, decision: Decision) -> bool:
        """Say whether a decision belongs to it; the clock may have been put back."""
        at = decision.taken_at
        return (
            decision.reason is self._reason
            and self.since - at <= _LONGEST_PAUSE
            and at - self.until <= _LONGEST_PAUSE
            and max(at, self.until) - min(at, self.since) <= _LONGEST_RUN
        )

    def add(self, camera: JournalCamera, decision: Decision) -> None:
        self.camera = camera
        self.since = min(self.since, decision.taken_at)
        self.until = max(self.until, decision.taken_at)
        self._last = decision.details
        index = _minute(decision.taken_at) - self._first_minute
        if index < 0:
            self._counts = _zeros(-index) + self._counts
            self._first_minute += index
            index = 0
        self._counts.extend(_zeros(index + 1 - len(self._counts)))
        self._counts[index] += 1

    def within(self, since: datetime | None, until: datetime | None) -> JournalEntry | None:
        """Return what of it lies between two moments; None if nothing does."""
        if (since and since > self.until) or (until and until < self.since):
            return None
        since = None if since is None or since <= self.since else since
        until = None if until is None or until >= self.until else until
        if since is None and until is None:
            return self._entry(self.since, self.until, sum(self._counts))
        counts = self._minutes(since, until)
        if not counts:
            return None
        begin = max(since or self.since, self.since, _begin(min(counts)))
        end = max(begin, self.until if until is None else _begin(max(counts)))
        return self._entry(begin, end, sum(counts.values()))

    def _minutes(self, since: datetime | None, until: datetime | None) -> dict[int, int]:
        """Count by minutes, of those in which something was decided."""
        first, last = self._first_minute, self._first_minute + len(self._counts) - 1
        if since is not None:
            first = _minute(since)
        if until is not None:
            # One that is just beginning belongs to what comes after, unless it is all there is.
            last = max(first, _minute(until - datetime.resolution))
        counted = enumerate(self._counts, self._first_minute)
        return {minute: count for minute, count in counted if count and first <= minute <= last}

    def _entry(self, since: datetime, until: datetime, count: int) -> JournalEntry:
        return JournalEntry(self.camera, self._reason, since, until, count, self._first, self._last)


def _minute(moment: datetime) -> int:
    return int(moment.timestamp()) // _MINUTE


def _begin(minute: int) -> datetime:
    return datetime.fromtimestamp(minute * _MINUTE, UTC)


def _zeros(count: int) -> array[int]:
    return array("I", [0]) * max(0, count)
