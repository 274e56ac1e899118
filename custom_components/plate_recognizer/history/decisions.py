"""What was decided on an account's cameras, kept for the time after a restart.

No plate is ever in it: neither in what a server says that may have read a picture, nor in the name
of a vehicle that was like it.
"""

from collections.abc import Callable
from datetime import UTC, datetime
import json
import sqlite3
from typing import Any, Final
import zlib

from ..pipeline.decision import Reason, may_repeat_a_plate
from ..pipeline.journal import KeptJournal
from ..pipeline.journal_records import (
    Details,
    JournalCamera,
    JournalChanges,
    JournalTimes,
    KeptRun,
    Stop,
    StopCause,
)
from ..pipeline.run import Run

_OWN_WORDS: Final = frozenset({"cause", "fault", "trigger"})
"""Details that are words of ours, or the id of an entity. All other text is somebody else's."""
_WORDS_OF_OTHERS: Final = "detail"
_LONGEST_TEXT: Final = 200
"""Characters; that of a camera's failure has no limit."""

_UNREADABLE: Final = (ArithmeticError, LookupError, OSError, TypeError, ValueError, zlib.error)


def write_decisions(db: sqlite3.Connection, changes: JournalChanges) -> None:
    """Write down what has changed in a journal."""
    with db:  # ends the transaction
        db.execute("BEGIN IMMEDIATE")
        if changes.is_whole:
            db.execute("DELETE FROM decisions")
        db.executemany(
            "DELETE FROM decisions WHERE run = ?", [(number,) for number in changes.dropped]
        )
        db.executemany(
            "INSERT OR REPLACE INTO decisions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            map(_row, changes.runs),
        )
        if changes.stops is not None:
            db.execute("DELETE FROM journal_stops")
            db.executemany(
                "INSERT INTO journal_stops VALUES (?, ?, ?)",
                [(s.since.timestamp(), s.until.timestamp(), s.cause.value) for s in changes.stops],
            )
        db.execute("DELETE FROM journal_times")
        db.execute("INSERT INTO journal_times VALUES (?)", (_text_of_times(changes.times),))


def read_decisions(db: sqlite3.Connection) -> KeptJournal:
    """Read what was written down. A row that can't be read costs no other one."""
    runs, lost_runs = _readable(db, "decisions ORDER BY run", _run)
    stops, lost_stops = _readable(db, "journal_stops ORDER BY until", _stop)
    times, lost_times = _readable(db, "journal_times", _times)
    unreadable = lost_runs + lost_stops + lost_times
    return KeptJournal(next(iter(times), None), stops, runs, unreadable)


def _readable[T](
    db: sqlite3.Connection, rows: str, read: Callable[[tuple[Any, ...]], T]
) -> tuple[tuple[T, ...], int]:
    found, unreadable = list[T](), 0
    for row in db.execute(f"SELECT * FROM {rows}"):  # noqa: S608 - no value in it
        try:
            found.append(read(row))
        except _UNREADABLE:
            unreadable += 1
    return tuple(found), unreadable


def _row(run: KeptRun) -> tuple[object, ...]:
    return (
        run.number,
        run.camera.camera_id,
        run.camera.name,
        run.camera.entity_id,
        run.reason.value,
        run.since.timestamp(),
        run.until.timestamp(),
        zlib.compress(run.counts),  # a night of one decision each ten seconds is a few bytes
        json.dumps(fit_for_disk(run.reason, run.first)),
        json.dumps(fit_for_disk(run.reason, run.last)),
    )


def _run(row: tuple[Any, ...]) -> Run:
    number, camera_id, camera, entity_id, reason, since, until, counts, first, last = row
    kept = KeptRun(
        number,
        JournalCamera(camera_id, camera, entity_id),
        Reason(reason),
        _moment(since),
        _moment(until),
        zlib.decompress(counts),
        _details(first),
        _details(last),
    )
    return Run.restored(kept)


def fit_for_disk(reason: Reason, details: Details) -> dict[str, str | int | float]:
    """Return those details that can't hold a plate: numbers, our own words, and some of others.

    Those are told by `may_repeat_a_plate`.
    """
    texts = _OWN_WORDS | (set() if may_repeat_a_plate(reason) else {_WORDS_OF_OTHERS})
    return {
        key: value[:_LONGEST_TEXT] if isinstance(value, str) else value
        for key, value in details.items()
        if key in texts or not isinstance(value, str)
    }


def _details(text: str) -> dict[str, str | int | float]:
    details = json.loads(text)
    if not isinstance(details, dict):
        raise TypeError("no details")
    return details


def _stop(row: tuple[Any, ...]) -> Stop:
    since, until, cause = row
    return Stop(_moment(since), _moment(until), StopCause(cause))


def _text_of_times(times: JournalTimes) -> str:
    return json.dumps(
        {
            "begins": times.begins.timestamp(),
            "forgotten": {key: until.timestamp() for key, until in times.forgotten.items()},
            "stopped_at": times.stopped_at.timestamp(),
            "stop_cause": times.stop_cause.value,
        }
    )


def _times(row: tuple[Any, ...]) -> JournalTimes:
    data: dict[str, Any] = json.loads(row[0])
    return JournalTimes(
        _moment(data["begins"]),
        {key: _moment(until) for key, until in data["forgotten"].items()},
        _moment(data["stopped_at"]),
        StopCause(data["stop_cause"]),
    )


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
