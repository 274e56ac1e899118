"""Overwrites what SQLite leaves behind in those parts of its pages that aren't in use.

`PRAGMA secure_delete` overwrites what is deleted where it is. But when SQLite moves rows from one
page to another, to have them evenly filled, a copy can stay behind in the room between a page's
list of its cells and the cells; what is deleted later is overwritten where it is then, and the copy
stays. In a test of ours, that happened to one plate of thirty. `VACUUM` would write all anew, the
pictures, too: much for a memory card, each time a plate is deleted.

The format of the file: https://www.sqlite.org/fileformat2.html
"""

from collections.abc import Iterator
import os
from pathlib import Path
import sqlite3
from typing import BinaryIO, Final

from .files import log_bytes
from .schema import Connect

_HEADER: Final = 100
"""Bytes at the beginning of the first page that are the file's own header."""
_LEAVES: Final = frozenset({0x0A, 0x0D})
_INNER: Final = frozenset({0x02, 0x05})
"""What pages with cells begin with: leaves of an index and of a table, and those above them."""
_LOCKED: Final = 1 << 30
"""The byte whose page SQLite never uses."""
_MOST_PAGES: Final = 0x02000000
"""Pages without cells begin with the number of a page: from this one on, that looks like a kind of
those with cells. No history has so many: it would have 137 gigabytes."""
_OTHERS: Final = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})


def overwrite_unused(path: Path, connect: Connect) -> bool:
    """Overwrite them in a file that has no write-ahead log any more.

    SQLite lets nobody else use the file meanwhile. Only bytes change that mean nothing, each page's
    by itself: a kill in between harms nothing. They are on the disk when this returns.

    Returns:
        Whether it was done: not while anybody else, this process included, has the file open.

    Raises:
        sqlite3.Error, OSError: it isn't possible now.
    """
    db = connect(str(path))
    try:
        is_possible = _is_alone(db) and not log_bytes(path)
        file = path.open("r+b") if is_possible else None
    except BaseException:
        db.close()
        raise
    if file is None:
        db.close()
        return False
    # A process that closes a file loses all locks that it has on it: so SQLite closes it first.
    try:
        for start, length in _unused(file):
            file.seek(start)
            file.write(bytes(length))
        file.flush()
        os.fsync(file.fileno())
    finally:
        db.close()
        file.close()
    return True


def _is_alone(db: sqlite3.Connection) -> bool:
    """Have SQLite lock the file against everybody else. Says whether it could."""
    db.isolation_level = None
    db.execute("PRAGMA busy_timeout = 0")
    db.execute("PRAGMA locking_mode = EXCLUSIVE")
    try:
        db.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF in _OTHERS:
            return False
        raise
    return True


def _unused(file: BinaryIO) -> Iterator[tuple[int, int]]:
    """Find where something is left, and how many bytes."""
    header = file.read(_HEADER)
    size = int.from_bytes(header[16:18])
    size = 65_536 if size == 1 else size
    reserved = header[20]
    maps = size // 5 + 1  # the second page, and then each that comes so many later, is a map
    pages = file.seek(0, os.SEEK_END) // size
    if reserved or pages >= _MOST_PAGES:
        return
    for number in range(2, pages):  # the first one has only the names of our tables
        if (number - 1) % maps == 0 or number == _LOCKED // size:
            continue
        file.seek(number * size)
        page = file.read(size)
        start, end = _room(page)
        if any(page[start:end]):
            yield number * size + start, end - start


def _room(page: bytes) -> tuple[int, int]:
    """Return where the room between the list of a page's cells and the cells begins and ends.

    It is empty where anything isn't as SQLite has it.
    """
    kind = page[0]
    if kind not in _LEAVES | _INNER:
        return 0, 0
    first_free, cells, first = (int.from_bytes(page[at : at + 2]) for at in (1, 3, 5))
    listed = 8 if kind in _LEAVES else 12
    start, end = listed + 2 * cells, first or 65_536
    places = [int.from_bytes(page[at : at + 2]) for at in range(listed, start, 2)]
    if first_free:
        places.append(first_free)
    is_sound = start <= end <= len(page) and all(end <= place < len(page) for place in places)
    return (start, end) if is_sound else (0, 0)
