"""A change that is made entirely or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
import sqlite3


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """Begin a transaction, and end it: undone if anything is raised in between."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:  # SQLite itself undoes it, where the disk is full
            db.execute("ROLLBACK")
        raise
