"""What a history has to know of itself."""

from enum import StrEnum
import sqlite3


class Note(StrEnum):
    """What is noted."""

    SEEN_AT = "seen_at"
    """When it was last looked through, by the clock."""
    TRUSTED_FROM = "trusted_from"
    """From when on the clock is believed."""
    COMPLETE_SINCE = "complete_since"
    """From when on no visit is missing: each that ended since then, or goes on, is kept."""
    HAS_TRACES = "has_traces"
    """1 while something that was deleted may be left in parts of the file that aren't in use."""


def noted(db: sqlite3.Connection, note: Note) -> float | None:
    """Return what is noted; None if nothing is."""
    row = db.execute("SELECT value FROM notes WHERE name = ?", (note,)).fetchone()
    return None if row is None else float(row[0])


def note_down(db: sqlite3.Connection, note: Note, value: float) -> None:
    """Note it."""
    db.execute("INSERT OR REPLACE INTO notes VALUES (?, ?)", (note, value))


def move_on(db: sqlite3.Connection, note: Note, value: float) -> None:
    """Note it, unless something later is noted."""
    before = noted(db, note)
    note_down(db, note, value if before is None else max(before, value))
