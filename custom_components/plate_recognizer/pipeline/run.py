"""Decisions on a camera that come one after another for the same reason."""

from array import array
from datetime import UTC, datetime, timedelta
from typing import Final, Self

from .decision import Decision
from .journal_records import JournalCamera, JournalEntry, KeptRun

_LONGEST_PAUSE: Final = timedelta(hours=2)
"""Within a run. No scan interval is longer, so a night of one reason is one run."""
_LONGEST_RUN: Final = timedelta(days=1)
_MINUTE: Final = 60


class Run:
    """An entry that still grows. How often it was in each minute tells what a part of it was."""

    def __init__(self, number: int, camera: JournalCamera, decision: Decision) -> None:
        self.number = number
        self.camera = camera
        self._reason = decision.reason
        self.since = self.until = decision.taken_at
        self._first = self._last = decision.details
        self._first_minute = _minute(decision.taken_at)
        self._counts = array("I", [1])

    @classmethod
    def restored(cls, kept: KeptRun) -> Self:
        """Go on with one that was written down.

        Raises:
            ValueError: its counts are of other minutes than it was in.
        """
        run = cls(kept.number, kept.camera, Decision(kept.reason, kept.since, kept.first))
        run.until, run._last = kept.until, kept.last
        run._counts = array("I", kept.counts)
        minutes = _minute(kept.until) - run._first_minute + 1
        if kept.until < kept.since or len(run._counts) != minutes:
            raise ValueError(f"{len(run._counts)} counts of {minutes} minutes")
        return run

    def kept(self) -> KeptRun:
        """Return it as it is now, to be written down."""
        return KeptRun(
            self.number,
            self.camera,
            self._reason,
            self.since,
            self.until,
            self._counts.tobytes(),
            self._first,
            self._last,
        )

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
        """Take in a decision that belongs to it."""
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
