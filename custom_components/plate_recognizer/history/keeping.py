"""Keeps a history through whatever happens to its file: damage, a full disk, another version."""

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
import logging
from pathlib import Path
import sqlite3
from typing import Any, Final

from ..pipeline.traces import NO_TRACES, Traces
from .files import Identity, identity, log_path, remove_files, set_aside, set_aside_path
from .readable import Unreadable, tell_of
from .records import KeptPicture, Wanted
from .schema import Connect, LaterVersionError, is_damage
from .store import HistoryStore

_LOGGER = logging.getLogger(__name__)

MOST_WAITING: Final = 1_000
"""Scans and visits that wait in memory, without their pictures, while nothing can be written."""

_FOR_EVER: Final = (sqlite3.IntegrityError, sqlite3.DataError, sqlite3.InterfaceError, ValueError)
"""What is met when something can never be written, however long it waits."""

type Write = Callable[[HistoryStore], None]


class Trouble(StrEnum):
    """What the user has to know of."""

    DAMAGED = "history_damaged"
    """What was kept is set aside, and a new file begun."""
    LATER_VERSION = "history_later_version"
    OUT_OF_REACH = "history_out_of_reach"
    """It can't be opened, read or written: a full disk, a folder that may not be written."""
    LEFT_BEHIND = "history_left_behind"
    """Nothing may be on disk any more, but the file can't be removed."""
    NOT_CLEANED = "history_not_cleaned"
    """What was deleted may still be found in the file, by who searches its bytes."""


class Keeping:
    """A history's store, opened when it is needed. All of it blocks, and is used by one at a time.

    Args:
        path: of its file; None keeps all of it in memory.
        connect: opens a database.
        now: tells the time.
        is_first: whether nothing was ever seen that could have been kept elsewhere before.
    """

    def __init__(
        self,
        path: Path | None,
        *,
        connect: Connect,
        now: Callable[[], datetime],
        is_first: bool = False,
    ) -> None:
        self._path = path
        self._connect = connect
        self._now = now
        self._is_first = is_first
        self._store: HistoryStore | None = None
        self._opened: Identity | None = None
        self._log: Identity | None = None
        """Which files are open."""
        self._told = Unreadable()
        self._is_held = False
        self._waiting = deque[Write](maxlen=MOST_WAITING)
        self._trouble: Trouble | None = None
        self._is_left_behind = False
        self._is_uncleaned = False
        self.why = ""
        """What was said of the last trouble."""

    @property
    def troubles(self) -> frozenset[Trouble]:
        """What is the matter now."""
        found = {self._trouble} if self._trouble else set()
        if self._is_left_behind:
            found.add(Trouble.LEFT_BEHIND)
        if self._is_uncleaned:
            found.add(Trouble.NOT_CLEANED)
        if self._path is not None and set_aside_path(self._path).exists():
            found.add(Trouble.DAMAGED)
        return frozenset(found)

    def ask[T](self, question: Callable[[HistoryStore], T]) -> T:
        """Ask the store something, or have it change something.

        What waits is written before, if that is possible: nobody else fails because of it.

        Raises:
            sqlite3.Error, OSError: it isn't possible now.
        """

        def asked(store: HistoryStore) -> T:
            self._try_to_write_waiting(store)
            return question(store)

        return self._ask(asked)

    def _ask[T](self, question: Callable[[HistoryStore], T]) -> T:
        try:
            return self._asked(question)
        except (sqlite3.Error, OSError) as error:
            if not is_damage(error) or self._path is None:
                self._give_up(error)
                raise
            self.why = str(error)
        self.close()
        try:
            set_aside(self._path, self._now())
            self._is_first = False
            return self._asked(question)  # of a new one
        except (sqlite3.Error, OSError) as error:
            self._give_up(error)
            raise

    def write_sightings(
        self, camera_id: str, data: Sequence[Mapping[str, Any]], picture: KeptPicture | None
    ) -> None:
        """Keep what was told of a camera: as soon as it can be, without its picture if later.

        Raises:
            sqlite3.Error, OSError: it waits.
        """
        self._write(
            lambda store: store.add(camera_id, data, picture),
            lambda store: store.add(camera_id, data),
        )

    def write_visit(self, data: Mapping[str, Any]) -> None:
        """Keep a visit as it is now: as soon as it can be.

        Raises:
            sqlite3.Error, OSError: it waits.
        """
        self._write(lambda store: store.keep_visit(data), lambda store: store.keep_visit(data))

    def delete(self, wanted: Wanted | None) -> Traces:
        """Delete as `HistoryStore.delete` does, also from what waits.

        Raises:
            ValueError: nothing is said of which.
            sqlite3.Error, OSError: it isn't possible now.
        """
        traces = self.ask(lambda store: store.delete(wanted))
        if self._waiting:
            kept = [write for write in self._waiting if not _is_of(write, wanted)]
            self._waiting = deque(kept, MOST_WAITING)
        return traces

    def _write(self, write: Write, write_later: Write) -> None:
        def written(store: HistoryStore) -> None:
            if self._waiting:  # nothing newer gets in before it: a visit that waits is older
                with store.at_once():
                    self._write_waiting(store)
            write(store)

        try:
            self._ask(written)
        except (sqlite3.Error, OSError) as error:
            if not isinstance(error, _FOR_EVER):
                self._waiting.append(write_later)
            raise

    def _try_to_write_waiting(self, store: HistoryStore) -> None:
        try:
            with store.at_once():
                self._write_waiting(store)
        except (sqlite3.Error, OSError) as error:
            if is_damage(error):
                raise
            self.why, self._trouble = str(error), Trouble.OUT_OF_REACH

    def _write_waiting(self, store: HistoryStore) -> None:
        while self._waiting:
            with suppress(*_FOR_EVER):
                self._waiting[0](store)
            self._waiting.popleft()

    def hold(self) -> None:
        """Have a copy of the file be whole until `release`.

        Raises:
            sqlite3.Error, OSError: it can't be reached; nothing is held.
        """
        self.ask(HistoryStore.hold)
        self._is_held = True

    def release(self) -> None:
        """Go on as before.

        Raises:
            sqlite3.Error, OSError: it can't be reached; nothing is held any more.
        """
        was_held, self._is_held = self._is_held, False
        if was_held:
            self.ask(HistoryStore.release)

    def move(self, path: Path | None) -> None:
        """Go on elsewhere, and leave nothing behind where it was.

        Raises:
            OSError: what was there can't be removed; it goes on elsewhere all the same.
        """
        self.close()
        before, self._path = self._path, path
        self._trouble = None
        self._is_first = False
        self._is_left_behind = self._is_uncleaned = False
        self._waiting.clear()
        if before is not None and before != path:
            self.remove(before)

    def remove(self, path: Path) -> None:
        """Remove what was left behind, if anything was.

        Raises:
            OSError: it can't be removed.
        """
        try:
            remove_files(path)
        except OSError as error:
            self._is_left_behind, self.why = True, str(error)
            raise
        self._is_left_behind = False

    def close(self) -> None:
        """Leave one complete file behind. It is opened again when it is needed."""
        if self._store is not None:
            store, self._store = self._store, None
            try:
                store.close()
            except sqlite3.Error as error:
                self._give_up(error)

    def _asked[T](self, question: Callable[[HistoryStore], T]) -> T:
        if self._path is not None:
            self._leave_lost_file(self._path)
        if self._store is None:
            self._store = HistoryStore(self._path, connect=self._connect, is_held=self._is_held)
            self._store.begin(self._now(), is_first=self._is_first)
            self._is_first = False
            self._told = Unreadable()
            self._opened = None if self._path is None else identity(self._path)
        answer = question(self._store)
        self._log = None if self._path is None else identity(log_path(self._path))
        tell_of(self._store.unreadable, before=self._told)
        self._told = replace(self._store.unreadable)
        self._is_uncleaned = bool(self._store.untidy)
        if self._is_uncleaned:
            self.why = self._store.untidy
        if not self._waiting:
            self._trouble = None
        elif self._path is not None:
            self.close()  # and opened anew next time: it may be possible by then
        return answer

    def _leave_lost_file(self, path: Path) -> None:
        """Close a file that is no longer where it was: what is written to it now is nowhere.

        Somebody has deleted it or put another one there, or its disk was away for a moment. SQLite
        leaves its log behind then, and would take that for the log of the file that is there now.
        """
        if self._store is None or identity(path) == self._opened:
            return
        _LOGGER.warning("The file of the history is gone or another one: what is there is opened")
        is_own_log = self._log is not None and identity(log_path(path)) == self._log
        self.close()
        if is_own_log:
            log_path(path).unlink(missing_ok=True)

    def _give_up(self, error: Exception) -> None:
        """Have it opened anew next time: what it met may be over by then."""
        later, self.why = isinstance(error, LaterVersionError), str(error)
        self._trouble = Trouble.LATER_VERSION if later else Trouble.OUT_OF_REACH
        if self._path is not None:
            self.close()


def _is_of(write: Write, wanted: Wanted | None) -> bool:
    """Say whether anything that is written by it is to be deleted."""
    if wanted is None:
        return True
    alone = HistoryStore(None)
    try:
        write(alone)
        return alone.delete(wanted) != NO_TRACES
    except _FOR_EVER:
        return True
    finally:
        alone.close()
