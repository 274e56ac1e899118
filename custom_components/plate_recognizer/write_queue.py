"""What is to be written to a history, while a disk is slow: the newest, and few pictures."""

from collections import deque
from collections.abc import Callable
import logging
import sqlite3
from threading import Lock
from typing import Final

_LOGGER = logging.getLogger(__name__)

MOST: Final = 1_000
"""Scans and visits."""
_MOST_PICTURES: Final = 8
"""Pictures: those of a burst, of some cameras."""


class WriteQueue:
    """Filled by the event loop, and emptied by whoever is next in the executor."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._queue = deque[tuple[Callable[[], None], bool]](maxlen=MOST)
        self._lost = 0

    @property
    def has_room_for_picture(self) -> bool:
        """Whether fewer pictures wait than may."""
        with self._lock:
            return sum(has_picture for _, has_picture in self._queue) < _MOST_PICTURES

    def add(self, write: Callable[[], None], *, has_picture: bool = False) -> None:
        """Have it written when its turn comes; what has waited longest makes room for it."""
        with self._lock:
            self._lost += len(self._queue) == MOST
            self._queue.append((write, has_picture))

    def write(self) -> None:
        """Write all, one after the other. Blocks. What can't be written now waits elsewhere."""
        while (write := self._next()) is not None:
            try:
                write()
            except sqlite3.Error, OSError:
                continue
            except ValueError as error:  # half a character; and the error may quote it
                _LOGGER.warning("Something that was seen can't be kept: %s", type(error).__name__)
        with self._lock:
            lost, self._lost = self._lost, 0
        if lost:
            _LOGGER.warning("The disk was too slow: %s scans and visits were not kept", lost)

    def _next(self) -> Callable[[], None] | None:
        with self._lock:
            return self._queue.popleft()[0] if self._queue else None
