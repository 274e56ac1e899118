"""Drops what is too old or too much, a little at a time."""

from datetime import datetime
from math import ceil
import sqlite3
from typing import Final

from .clock import TOLERANCE, is_trusted
from .notes import Note, move_on, note_down
from .records import LEAST_SIGHTINGS, Limits
from .transaction import transaction

MOST_AT_ONCE: Final = 500
"""Rows that one transaction drops: some milliseconds."""
_MOST_PICTURES: Final = 20
"""The same of pictures, which may have a megabyte each."""

_DATED: Final = (("sightings", "taken_at"), ("visits", "ended_at"))
"""Tables whose rows get too old, and by what: a visit that goes on gets no older."""


def drop_pictures(db: sqlite3.Connection) -> bool:
    """Drop some of the pictures, where none may be kept. Says whether there was any."""
    with transaction(db):
        cursor = db.execute(
            "DELETE FROM pictures WHERE picture_id IN"
            " (SELECT picture_id FROM pictures ORDER BY taken_at, picture_id LIMIT ?)",
            (_MOST_PICTURES,),
        )
        if cursor.rowcount:
            note_down(db, Note.HAS_TRACES, 1)  # somebody wants them gone
    return cursor.rowcount > 0


def drop_old(db: sqlite3.Connection, now: datetime, limits: Limits) -> bool:
    """Drop some of what is older than it may get. Says whether there was any."""
    with transaction(db):
        if not is_trusted(db, now) or limits.age is None:
            return False
        oldest, future = (now - limits.age).timestamp(), (now + TOLERANCE).timestamp()
        dropped = dict[str, int]()
        for table, dated in _DATED:
            # What a wrong clock dated into the future goes with what was kept after it.
            cursor = db.execute(
                f"DELETE FROM {table} WHERE rowid IN (SELECT rowid FROM {table} WHERE"  # noqa: S608 - no value in it
                f" {dated} < :oldest OR ({dated} > :future AND rowid <"
                f" (SELECT max(rowid) FROM {table} WHERE {dated} < :oldest)) LIMIT :most)",
                {"oldest": oldest, "future": future, "most": MOST_AT_ONCE},
            )
            dropped[table] = cursor.rowcount
        if dropped["visits"]:
            move_on(db, Note.COMPLETE_SINCE, oldest)
        if dropped["sightings"]:
            _drop_orphans(db)
    return any(dropped.values())


def drop_surplus(db: sqlite3.Connection, limits: Limits, too_many_bytes: int) -> bool:
    """Drop some of what is too much. Says whether there was any.

    Args:
        db: where it is kept.
        limits: how much there may be.
        too_many_bytes: in use; 0 or less if they aren't.
    """
    [count] = db.execute("SELECT count(*) FROM sightings").fetchone()
    surplus = count - limits.sightings
    with transaction(db):
        if too_many_bytes > 0 and _drop_oldest_pictures(db, too_many_bytes):
            return True
        if too_many_bytes > 0 and count > LEAST_SIGHTINGS:
            [mean] = db.execute("SELECT avg(length(data)) FROM sightings").fetchone()
            some = ceil(too_many_bytes / (2 * mean))  # its indexes need as much again
            surplus = max(surplus, min(some, count - LEAST_SIGHTINGS))
        if surplus > 0:
            _drop_oldest_sightings(db, surplus)
            _drop_orphans(db)
        [visits] = db.execute("SELECT count(*) FROM visits").fetchone()
        if (more := visits - limits.sightings) > 0:
            _drop_oldest_visits(db, more)
        return bool(surplus > 0 or more > 0)


def _drop_oldest_pictures(db: sqlite3.Connection, too_many_bytes: int) -> bool:
    """Drop the oldest that together have so many bytes."""
    oldest = db.execute(
        "SELECT picture_id, length(content) FROM pictures ORDER BY taken_at, picture_id LIMIT ?",
        (_MOST_PICTURES,),
    ).fetchall()
    for picture_id, length in oldest:
        db.execute("DELETE FROM pictures WHERE picture_id = ?", (picture_id,))
        too_many_bytes -= length
        if too_many_bytes <= 0:
            break
    return bool(oldest)


def _drop_oldest_sightings(db: sqlite3.Connection, count: int) -> None:
    db.execute(
        "DELETE FROM sightings WHERE rowid IN"
        " (SELECT rowid FROM sightings ORDER BY taken_at, rowid LIMIT ?)",
        (min(count, MOST_AT_ONCE),),
    )


def _drop_oldest_visits(db: sqlite3.Connection, count: int) -> None:
    """Drop those that ended first, and last of all those that go on."""
    rows = db.execute(
        "DELETE FROM visits WHERE rowid IN"
        " (SELECT rowid FROM visits ORDER BY ended_at IS NULL, ended_at, started_at LIMIT ?)"
        " RETURNING coalesce(ended_at, started_at)",
        (min(count, MOST_AT_ONCE),),
    ).fetchall()
    move_on(db, Note.COMPLETE_SINCE, max(time for (time,) in rows))


def _drop_orphans(db: sqlite3.Connection) -> None:
    """Drop pictures that no sighting was read on."""
    db.execute(
        "DELETE FROM pictures WHERE NOT EXISTS"
        " (SELECT 1 FROM sightings s WHERE s.picture_id = pictures.picture_id)"
    )
