"""Whether the clock may be believed: by it things are deleted and masked for good.

A clock that was set wrong, far ahead, would make everything old at once. So after any jump, and
after a long time in which nobody looked, nothing is called old for a day: time enough for a clock
to be put right, and a day more at most in which something is kept. The day need not be one of
running: where it is looked again a day later, and not more than a week, the clock has gone on as
clocks do. So a home that runs for some hours every other day forgets, too.
"""

from datetime import datetime, timedelta
import sqlite3
from typing import Final

from ..pipeline.clock_jump import EARLIEST
from .notes import Note, forget, note_down, noted

TOLERANCE: Final = timedelta(days=1)
"""By which the time may go on without doubt; and how long a doubt lasts."""
_BACK: Final = timedelta(hours=1)
"""By which it may go back without doubt."""
_LOOKED_AGAIN: Final = timedelta(days=7)
"""After that, a clock in doubt is doubted anew."""


def is_trusted(db: sqlite3.Connection, now: datetime) -> bool:
    """Take note of the time of now, and say whether it may be believed. Called every hour."""
    if now < EARLIEST:  # that says nothing of the clock as it is later
        return False
    if not _goes_on(db, now):
        doubted_at, time = noted(db, Note.DOUBTED_AT), now.timestamp()
        if doubted_at is None or not _is_within(time - doubted_at, _LOOKED_AGAIN):
            note_down(db, Note.TRUSTED_FROM, (now + TOLERANCE).timestamp())
        note_down(db, Note.DOUBTED_AT, time)
        if time < (noted(db, Note.TRUSTED_FROM) or 0):
            return False
    note_down(db, Note.SEEN_AT, now.timestamp())
    forget(db, Note.DOUBTED_AT)
    return True


def was_trusted(db: sqlite3.Connection, now: datetime) -> bool:
    """Say whether the time of now may be believed by what was noted before; nothing is noted."""
    return noted(db, Note.SEEN_AT) is not None and now >= EARLIEST and _goes_on(db, now)


def _goes_on(db: sqlite3.Connection, now: datetime) -> bool:
    """Say whether it is what comes after the time that was believed last."""
    seen_at = noted(db, Note.SEEN_AT)
    return seen_at is None or _is_within(now.timestamp() - seen_at, TOLERANCE)


def _is_within(seconds: float, most: timedelta) -> bool:
    return -_BACK.total_seconds() <= seconds <= most.total_seconds()
