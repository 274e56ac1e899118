"""Whether the clock may be believed: by it things are deleted and masked for good.

A clock that was set wrong, far ahead, would make everything old at once. So after any jump, and
after a long time in which nobody looked, nothing is called old for a day: time enough for a clock
to be put right, and a day more at most in which something is kept.
"""

from datetime import datetime, timedelta
import sqlite3
from typing import Final

from .notes import Note, note_down, noted

TOLERANCE: Final = timedelta(days=1)
"""By which the time may go on without doubt; and how long a doubt lasts."""
_BACK: Final = timedelta(hours=1)
"""By which it may go back without doubt."""


def is_trusted(db: sqlite3.Connection, now: datetime) -> bool:
    """Take note of the time of now, and say whether it may be believed. Called every hour."""
    seen_at, time = noted(db, Note.SEEN_AT), now.timestamp()
    if seen_at is None:
        note_down(db, Note.TRUSTED_FROM, time)
    elif not -_BACK.total_seconds() <= time - seen_at <= TOLERANCE.total_seconds():
        note_down(db, Note.TRUSTED_FROM, (now + TOLERANCE).timestamp())
    note_down(db, Note.SEEN_AT, time)
    return time >= (noted(db, Note.TRUSTED_FROM) or 0)
