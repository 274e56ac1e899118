"""Keeps a history through whatever happens to its file: damage, a full disk, another version."""

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from pathlib import Path
import sqlite3
from typing import Any, Final

from .files import remove_files, set_aside, set_aside_path
from .records import KeptPicture
from .schema import Connect, LaterVersionError, is_damage
from .store import HistoryStore

MOST_WAITING: Final = 1_000
"""Scans and visits that wait in memory, without their pictures, while nothing can be written."""

type Write = Callable[[HistoryStore], None]


class Trouble(StrEnum):
    """What the user has to know of."""

    DAMAGED = "history_damaged"
    """What was kept is set aside, and a new file begun."""
    LATER_VERSION = "history_later_version"
    OUT_OF_REACH = "history_out_of_reach"
    """It can't be opened, read or written: a full disk, a folder that may not be written."""


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
        self._is_held = False
        self._waiting = deque[Write](maxlen=MOST_WAITING)
        self._trouble: Trouble | None = None
        self.why = ""
        """What was said of the last trouble."""

    @property
    def troubles(self) -> frozenset[Trouble]:
        """What is the matter now."""
        found = {self._trouble} if self._trouble else set()
        if self._path is not None and set_aside_path(self._path).exists():
            found.add(Trouble.DAMAGED)
        return frozenset(found)

    def ask[T](self, question: Callable[[HistoryStore], T]) -> T:
        """Ask the store something, or have it change something.

        Raises:
            sqlite3.Error, OSError: it isn't possible now.
        """
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

    def _write(self, write: Write, write_later: Write) -> None:
        try:
            self.ask(write)
        except (sqlite3.Error, OSError) as error:
            if not isinstance(error, sqlite3.IntegrityError | sqlite3.DataError):  # for ever
                self._waiting.append(write_later)
            raise

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
        self._is_held = False
        if self._store is not None:
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
        self._waiting.clear()
        if before is not None and before != path:
            remove_files(before)

    def close(self) -> None:
        """Leave one complete file behind. It is opened again when it is needed."""
        if self._store is not None:
            store, self._store = self._store, None
            try:
                store.close()
            except sqlite3.Error as error:
                self._give_up(error)

    def _asked[T](self, question: Callable[[HistoryStore], T]) -> T:
        if self._store is None:
            self._store = HistoryStore(self._path, connect=self._connect)
            self._store.begin(self._now(), is_first=self._is_first)
            self._is_first = False
            if self._is_held:
                self._store.hold()
        while self._waiting:
            self._waiting[0](self._store)
            self._waiting.popleft()
        answer = question(self._store)
        self._trouble = None
        return answer

    def _give_up(self, error: Exception) -> None:
        """Have it opened anew next time: what it met may be over by then."""
        later, self.why = isinstance(error, LaterVersionError), str(error)
        self._trouble = Trouble.LATER_VERSION if later else Trouble.OUT_OF_REACH
        if self._path is not None:
            self.close()
