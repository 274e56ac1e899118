"""The files of a history: its own, those that SQLite has beside it, and one set aside."""

from collections.abc import Iterator
from datetime import UTC, datetime
import os
from pathlib import Path
from typing import Final

_BESIDE: Final = ("", "-wal", "-shm", "-journal")

type Identity = tuple[int, int]
"""A file's disk, and its number there."""


def identity(path: Path) -> Identity | None:
    """Return what tells a file from all others, whatever they are called; None if there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def log_path(path: Path) -> Path:
    """Return where SQLite's log of a history is."""
    return path.with_name(f"{path.name}-wal")


def bytes_on_disk(path: Path) -> int:
    """Return how much of the disk a history has taken."""
    return sum(each.stat().st_size for each in _own(path) if each.exists())


def log_bytes(path: Path) -> int:
    """Return how much of that SQLite's log has."""
    log = log_path(path)
    return log.stat().st_size if log.exists() else 0


def remove_files(path: Path) -> None:
    """Remove all of a history, what was set aside, too.

    Raises:
        OSError: it can't be.
    """
    for each in (*_own(path), *_own(set_aside_path(path))):
        each.unlink(missing_ok=True)


def set_aside(path: Path, now: datetime) -> None:
    """Put a file that is damaged out of the way, in the place of one that was before.

    Raises:
        OSError: it can't be.
    """
    aside = set_aside_path(path)
    drop_set_aside(path)
    for own, other in zip(_own(path), _own(aside), strict=True):
        if own.exists():
            own.replace(other)
            os.utime(other, (now.timestamp(), now.timestamp()))


def set_aside_path(path: Path) -> Path:
    """Return where it is put."""
    return path.with_name(f"{path.name}.damaged")


def drop_set_aside(path: Path, before: datetime | None = None) -> None:
    """Remove a file that was set aside, if there is one.

    Args:
        path: of the history.
        before: only if that was earlier.

    Raises:
        OSError: it can't be.
    """
    aside = set_aside_path(path)
    if aside.exists() and (
        before is None or datetime.fromtimestamp(aside.stat().st_mtime, UTC) < before
    ):
        for each in _own(aside):
            each.unlink(missing_ok=True)


def _own(path: Path) -> Iterator[Path]:
    for suffix in _BESIDE:
        yield path.with_name(f"{path.name}{suffix}")
