"""What was decided, in few lines: why was nothing recognised between eight and half past?"""

from collections import deque
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain
from typing import Final, Self

from .decision import Decision
from .journal_records import (
    JournalCamera,
    JournalChanges,
    JournalEntry,
    JournalTimes,
    Stop,
    StopCause,
)
from .run import Run

MOST_ENTRIES: Final = 2000
"""Of an account: one decision takes some hundred bytes, a day of equal ones some kilobytes."""

_SHORTEST_STOP: Final = timedelta(minutes=1)
"""Worth telling: a reload takes a moment, in which nobody has missed anything."""
_MOST_STOPS: Final = 1000
"""Two restarts a day for longer than a year."""


@dataclass(frozen=True, slots=True)
class KeptJournal:
    """What was written down of a journal, as far as it could be read."""

    times: JournalTimes | None
    stops: tuple[Stop, ...]
    runs: tuple[Run, ...]
    """The oldest first."""
    unreadable: int
    """How much more there was."""


class Journal:
    """The decisions of an account, the latest of each camera.

    Where there are too many, those go first that are the oldest of the camera with the most: a busy
    camera takes nothing from the others.

    Args:
        begins: since when it is kept.
    """

    def __init__(self, begins: datetime) -> None:
        self.begins = begins
        self._runs: dict[str, deque[Run]] = {}
        """By the ids of their cameras, the oldest first."""
        self._count = 0
        self._next_number = 0
        self._forgotten: dict[str, datetime] = {}
        """For each camera, until when decisions were dropped."""
        self._stopped: tuple[datetime, StopCause] | None = None
        self._stops: deque[Stop] = deque(maxlen=_MOST_STOPS)
        self._unwritten = _Unwritten()

    @classmethod
    def restored(cls, kept: KeptJournal, now: datetime) -> Self:
        """Go on with what was written down, as a journal of an account that doesn't run.

        Args:
            kept: what was written down.
            now: where it isn't known since when there is one, it begins now.
        """
        journal = cls(now)
        if (times := kept.times) is not None:
            journal.begins = times.begins
            journal._forgotten = dict(times.forgotten)
            journal._stopped = (times.stopped_at, times.stop_cause)
        journal._stops.extend(kept.stops)
        for run in kept.runs:
            journal._append(run)
        if times is not None and not kept.unreadable and journal._count == len(kept.runs):
            journal._unwritten.take()
        return journal

    def add(self, camera: JournalCamera, decision: Decision) -> None:
        """Write a decision down."""
        runs = self._runs.get(camera.camera_id)
        if runs and runs[-1].goes_on_with(decision):
            runs[-1].add(camera, decision)
            self._unwritten.changed(runs[-1])
            return
        run = Run(self._next_number, camera, decision)
        self._unwritten.changed(run)
        self._append(run)

    def _append(self, run: Run) -> None:
        self._runs.setdefault(run.camera.camera_id, deque()).append(run)
        self._next_number = run.number + 1
        self._count += 1
        if self._count > MOST_ENTRIES:
            # Of two with as many, the one whose oldest is older.
            most = max(self._runs.values(), key=lambda runs: (len(runs), -runs[0].number))
            dropped = self._drop_oldest(most)
            self._forgotten[dropped.camera.camera_id] = dropped.until

    def _drop_oldest(self, runs: deque[Run]) -> Run:
        dropped = runs.popleft()
        self._count -= 1
        self._unwritten.dropped(dropped)
        if not runs:
            del self._runs[dropped.camera.camera_id]
        return dropped

    def forget_before(self, moment: datetime) -> None:
        """Drop what was over before a moment, if the journal reaches back that far."""
        if moment <= self.begins:
            return
        self.begins = moment
        for runs in tuple(self._runs.values()):
            while runs and runs[0].until < moment:
                self._drop_oldest(runs)
        self._forgotten = {key: until for key, until in self._forgotten.items() if until > moment}
        while self._stops and self._stops[0].until <= moment:
            self._stops.popleft()
            self._unwritten.has_other_stops = True

    def clear(self, at: datetime) -> None:
        """Forget everything, and begin anew."""
        self.begins = at
        self._runs.clear()
        self._count = 0
        self._forgotten.clear()
        self._stops.clear()
        self.rewrite()

    def stop(self, at: datetime, cause: StopCause) -> None:
        """Note that the account runs no more."""
        self._stopped = (at, cause)

    def go_on(self, at: datetime) -> None:
        """Note that the account runs again. A clock that was ahead may have been put right."""
        if self._stopped is not None:
            since, cause = self._stopped
            if since < at and (cause is StopCause.KILLED or at - since >= _SHORTEST_STOP):
                self._stops.append(Stop(since, at, cause))
                self._unwritten.has_other_stops = True
        self._stopped = None
        self.begins = min(self.begins, at)
        self._forgotten = {key: min(until, at) for key, until in self._forgotten.items()}

    def stops(self, since: datetime, until: datetime) -> list[Stop]:
        """Return when the account wasn't running in a span of time, the oldest first."""
        return [
            Stop(max(since, each.since), min(until, each.until), each.cause)
            for each in self._stops
            if each.since < until and each.until > since
        ]

    def complete_since(self, camera_id: str) -> datetime:
        """Say from when on all decisions on a camera are remembered."""
        return max(self.begins, self._forgotten.get(camera_id, self.begins))

    @property
    def cameras(self) -> list[JournalCamera]:
        """Those that something was decided on, as they were called last."""
        by_age = sorted(self._runs.values(), key=lambda runs: runs[0].number)
        return [runs[-1].camera for runs in by_age]

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
        runs = sorted(chain(*self._runs.values()), key=lambda run: run.number, reverse=True)
        found = (run.within(since, until) for run in runs)
        return sorted(filter(None, found), key=lambda each: each.until, reverse=True)

    def last_before(self, camera_id: str, moment: datetime) -> JournalEntry | None:
        """Return the last entry of a camera that began before a moment."""
        for run in reversed(self._runs.get(camera_id, ())):
            if run.since < moment:
                return run.within(None, moment)
        return None

    @property
    def has_changed(self) -> bool:
        """Whether anything was decided, dropped or stopped that isn't written down."""
        return self._unwritten.is_something

    def rewrite(self) -> None:
        """Have all of it written down with the next changes, whatever was written before."""
        self._unwritten = _Unwritten()

    def changes(self, at: datetime) -> JournalChanges:
        """Return what has changed since this was asked last, to be written down at once.

        Args:
            at: the moment of writing: should nothing more be written, it was killed after that.
        """
        unwritten = self._unwritten
        runs = chain(*self._runs.values()) if unwritten.is_whole else unwritten.runs.values()
        stopped_at, cause = self._stopped or (at, StopCause.KILLED)
        changes = JournalChanges(
            unwritten.is_whole,
            tuple(run.kept() for run in runs),
            tuple(unwritten.dropped_numbers),
            tuple(self._stops) if unwritten.is_whole or unwritten.has_other_stops else None,
            JournalTimes(self.begins, dict(self._forgotten), stopped_at, cause),
        )
        unwritten.take()
        return changes


class _Unwritten:
    """What isn't written down; of a journal of which nothing is, that is all, and no list."""

    def __init__(self) -> None:
        self.is_whole = True
        self.runs: dict[int, Run] = {}
        self.dropped_numbers: list[int] = []
        self.has_other_stops = False

    @property
    def is_something(self) -> bool:
        return bool(self.is_whole or self.runs or self.dropped_numbers or self.has_other_stops)

    def changed(self, run: Run) -> None:
        if not self.is_whole:
            self.runs[run.number] = run

    def dropped(self, run: Run) -> None:
        if not self.is_whole:
            self.runs.pop(run.number, None)
            self.dropped_numbers.append(run.number)

    def take(self) -> None:
        self.is_whole = self.has_other_stops = False
        self.runs, self.dropped_numbers = {}, []
