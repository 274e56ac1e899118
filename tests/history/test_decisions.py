"""The journal of decisions, written down and read back: it answers as if nothing had happened."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
import signal
import sqlite3
import subprocess
import sys
from tempfile import TemporaryDirectory

from hypothesis import given, settings, strategies as st
import pytest

from custom_components.plate_recognizer.history.decisions import (
    fit_for_disk,
    read_decisions,
    write_decisions,
)
from custom_components.plate_recognizer.history.schema import opened
from custom_components.plate_recognizer.pipeline import journal as journals
from custom_components.plate_recognizer.pipeline.decision import FREE, Decision, Reason
from custom_components.plate_recognizer.pipeline.journal import Journal
from custom_components.plate_recognizer.pipeline.journal_records import (
    JournalCamera,
    Stop,
    StopCause,
)

EIGHT = datetime(2026, 7, 1, 8, tzinfo=UTC)
CAMERAS = (
    JournalCamera("d", "Driveway", "camera.driveway"),
    JournalCamera("g", "Gate", None),
    JournalCamera("ü", "Straße", "camera.strasse"),
)
DRIVEWAY = CAMERAS[0]

type Step = Callable[[Journal], object]


def after(seconds: float) -> datetime:
    return EIGHT + timedelta(seconds=seconds)


def decide(journal: Journal, reason: Reason, seconds: float = 0, **details: str | float) -> None:
    journal.add(DRIVEWAY, Decision(reason, after(seconds), details))


def write(db: sqlite3.Connection, journal: Journal, seconds: float = 0) -> None:
    write_decisions(db, journal.changes(after(seconds)))


def read(db: sqlite3.Connection, seconds: float = 0) -> Journal:
    return Journal.restored(read_decisions(db), after(seconds))


@pytest.fixture
def db(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """An account's history."""
    connection = opened(tmp_path / "history.db")
    yield connection
    connection.close()


@contextmanager
def most_entries(count: int) -> Iterator[None]:
    before = journals.MOST_ENTRIES
    try:
        journals.MOST_ENTRIES = count  # type: ignore[misc]
        yield
    finally:
        journals.MOST_ENTRIES = before  # type: ignore[misc]


MICROSECONDS = st.integers(min_value=0, max_value=6 * 86_400_000_000)
"""Within a few days, in any order: a clock may jump."""
MOMENTS = MICROSECONDS.map(lambda number: EIGHT + timedelta(microseconds=number))
REASONS = st.sampled_from((Reason.NO_CHANGE, Reason.SIGHTED, Reason.BUSY))
DETAILS = st.dictionaries(
    st.text(max_size=5), st.one_of(st.integers(), st.floats(allow_nan=False)), max_size=3
)
ADDED = st.builds(
    lambda camera, *decision: lambda journal: journal.add(camera, Decision(*decision)),
    st.sampled_from(CAMERAS),
    REASONS,
    MOMENTS,
    DETAILS,
)
DOZENS_ADDED = st.builds(
    lambda camera, reason, begin, pause: (
        lambda journal: [
            journal.add(camera, Decision(reason, begin + number * pause)) for number in range(30)
        ]
    ),
    st.sampled_from(CAMERAS),
    REASONS,
    MOMENTS,
    st.timedeltas(timedelta(seconds=1), timedelta(hours=1)),
)
STOPPED = st.builds(
    lambda at, cause: lambda journal: journal.stop(at, cause),
    MOMENTS,
    st.sampled_from((StopCause.ACCOUNT, StopCause.HOME)),
)
GONE_ON = MOMENTS.map(lambda at: lambda journal: journal.go_on(at))
FORGOTTEN = MOMENTS.map(lambda at: lambda journal: journal.forget_before(at))
CLEARED = MOMENTS.map(lambda at: lambda journal: journal.clear(at))
STEPS = st.one_of(ADDED, ADDED, DOZENS_ADDED, STOPPED, GONE_ON, FORGOTTEN)


def answers(journal: Journal, moments: list[datetime]) -> object:
    """Return all that a journal can be asked, at these moments."""
    spans = [(None, None), *((since, until) for since in moments for until in moments)]
    return (
        journal.begins,
        journal.cameras,
        [journal.entries(since, until) for since, until in spans],
        [journal.stops(since, until) for since in moments for until in moments],
        [journal.complete_since(camera.camera_id) for camera in CAMERAS],
        [journal.last_before(camera.camera_id, at) for camera in CAMERAS for at in moments],
    )


@given(
    st.lists(st.tuples(STEPS | CLEARED, st.sampled_from(("", "write", "restart"))), max_size=40),
    st.lists(MOMENTS, max_size=3),
    MOMENTS,
    st.integers(min_value=2, max_value=8),
)
@settings(deadline=None)
def test_whatever_happens_what_is_read_back_answers_as_what_was_written(
    steps: list[tuple[Step, str]], moments: list[datetime], now: datetime, most: int
) -> None:
    with TemporaryDirectory() as folder, most_entries(most):
        db = opened(Path(folder, "history.db"))
        in_memory, kept = Journal(EIGHT), Journal(EIGHT)
        for step, then in (*steps, (lambda _journal: None, "restart")):
            step(in_memory)
            step(kept)
            if then:
                write_decisions(db, kept.changes(now))
            if then == "restart":
                kept = Journal.restored(read_decisions(db), now)
                if in_memory._stopped is None:
                    in_memory.stop(now, StopCause.KILLED)
                in_memory.go_on(now)
                kept.go_on(now)
        assert answers(kept, moments) == answers(in_memory, moments)
        db.close()


@given(st.lists(STEPS, max_size=30), st.lists(STEPS, max_size=10), MOMENTS)
@settings(deadline=None, max_examples=50)
def test_a_kill_loses_what_was_not_written_and_nothing_else(
    written: list[Step], lost: list[Step], now: datetime
) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, "history.db")
        db = opened(path)
        journal = Journal(EIGHT)
        for step in written:
            step(journal)
        write_decisions(db, journal.changes(now))
        told = journal.entries()
        for step in lost:
            step(journal)

        after_kill = Journal.restored(read_decisions(opened(path)), now)

        assert after_kill.entries() == told
        db.close()


def test_a_run_goes_on_where_it_was(db: sqlite3.Connection) -> None:
    journal = Journal(EIGHT)
    decide(journal, Reason.NO_CHANGE, 0)
    decide(journal, Reason.NO_CHANGE, 60)
    journal.stop(after(61), StopCause.HOME)
    write(db, journal)

    restored = read(db)
    restored.go_on(after(3600))
    decide(restored, Reason.NO_CHANGE, 3601)
    decide(restored, Reason.NO_CHANGE, 3602 + 2 * 3600)
    write(db, restored)

    [newer, older] = read(db).entries()
    assert (older.since, older.until, older.count) == (EIGHT, after(3601), 3)
    assert (newer.since, newer.count) == (after(3602 + 2 * 3600), 1)


def test_only_what_has_changed_is_written(db: sqlite3.Connection) -> None:
    journal = Journal(EIGHT)
    for number in range(100):
        decide(journal, Reason.BUSY if number % 2 else Reason.SIGHTED, number)
    assert len(journal.changes(EIGHT).runs) == 100
    has_changed = [journal.has_changed]

    decide(journal, Reason.BUSY, 100)
    decide(journal, Reason.SIGHTED, 101)

    assert [*has_changed, journal.has_changed] == [False, True]
    changes = journal.changes(EIGHT)
    assert [(run.number, run.reason) for run in changes.runs] == [
        (99, Reason.BUSY),
        (100, Reason.SIGHTED),
    ]
    assert not changes.is_whole


def test_what_made_room_is_gone_from_disk(db: sqlite3.Connection) -> None:
    with most_entries(3):
        journal = Journal(EIGHT)
        for number in range(6):
            decide(journal, Reason.BUSY if number % 2 else Reason.SIGHTED, number)
            write(db, journal)

    [rows] = db.execute("SELECT count(*) FROM decisions").fetchone()
    assert rows == 3
    assert read(db).complete_since("d") == after(2)


def test_what_is_too_old_is_forgotten_also_on_disk(db: sqlite3.Connection) -> None:
    journal = Journal(EIGHT)
    decide(journal, Reason.SIGHTED, 0)
    decide(journal, Reason.BUSY, 100)
    decide(journal, Reason.BUSY, 300)
    write(db, journal)

    journal.forget_before(after(200))
    write(db, journal)

    restored = read(db)
    assert [each.reason for each in restored.entries()] == [Reason.BUSY]
    assert restored.begins == restored.complete_since("d") == after(200)


def test_what_was_deleted_is_gone_from_disk(db: sqlite3.Connection) -> None:
    journal = Journal(EIGHT)
    decide(journal, Reason.SIGHTED, 0)
    write(db, journal)

    journal.clear(after(10))
    write(db, journal)

    restored = read(db)
    assert (restored.entries(), restored.cameras, restored.begins) == ([], [], after(10))


def test_of_a_kill_the_last_writing_is_known_and_no_more(db: sqlite3.Connection) -> None:
    journal = Journal(EIGHT)
    journal.go_on(EIGHT)
    decide(journal, Reason.SIGHTED, 10)
    write(db, journal, 60)
    decide(journal, Reason.SIGHTED, 90)

    restored = read(db)
    restored.go_on(after(95))

    assert restored.stops(EIGHT, after(1000)) == [Stop(after(60), after(95), StopCause.KILLED)]
    assert [each.count for each in restored.entries()] == [1]


def test_a_journal_that_nobody_has_written_begins_when_it_is_read(db: sqlite3.Connection) -> None:
    restored = read(db, 5)
    restored.go_on(after(5))

    assert (restored.begins, restored.entries()) == (after(5), [])
    assert restored.stops(EIGHT, after(1000)) == []


DAMAGE = (
    "UPDATE decisions SET reason = 'of a later version' WHERE run = 1",
    "UPDATE decisions SET counts = x'00' WHERE run = 1",
    "UPDATE decisions SET counts = (SELECT counts FROM decisions WHERE run = 2) WHERE run = 1",
    "UPDATE decisions SET since = 'yesterday' WHERE run = 1",
    "UPDATE decisions SET since = 1e300 WHERE run = 1",
    "UPDATE decisions SET until = since - 60 WHERE run = 1",
    "UPDATE decisions SET last = '[]' WHERE run = 1",
    "UPDATE decisions SET first = '{' WHERE run = 1",
)


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_run_that_cannot_be_read_costs_itself_only(db: sqlite3.Connection, damage: str) -> None:
    journal = Journal(EIGHT)
    decide(journal, Reason.SIGHTED, 0)
    decide(journal, Reason.BUSY, 1)
    decide(journal, Reason.SIGHTED, 60)
    decide(journal, Reason.SIGHTED, 200)
    write(db, journal)
    db.execute(damage)

    restored = read(db)

    assert [each.count for each in restored.entries()] == [2, 1]
    assert restored.begins == EIGHT
    assert restored.changes(EIGHT).is_whole, "so that it is gone from disk, too"


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE journal_times SET data = '{}'",
        "UPDATE journal_times SET data = 'nothing'",
        "DELETE FROM journal_times",
    ],
)
def test_where_it_is_not_known_since_when_all_is_there_it_begins_now(
    db: sqlite3.Connection, damage: str
) -> None:
    journal = Journal(EIGHT)
    decide(journal, Reason.SIGHTED, 0)
    write(db, journal)
    db.execute(damage)

    restored = read(db, 1000)

    assert len(restored.entries()) == 1
    assert restored.begins == restored.complete_since("d") == after(1000)


def test_a_stop_that_cannot_be_read_costs_no_other(db: sqlite3.Connection) -> None:
    journal = Journal(EIGHT)
    for hour in (1, 2):
        journal.stop(after(hour * 3600), StopCause.HOME)
        journal.go_on(after(hour * 3600 + 100))
    write(db, journal)
    db.execute(
        "UPDATE journal_stops SET cause = '?' WHERE since = (SELECT min(since) FROM journal_stops)"
    )

    [stop] = read(db).stops(EIGHT, after(86_400))

    assert stop.since == after(7200)


PLATE = "AB12CDE"


@pytest.mark.parametrize("reason", Reason)
def test_no_words_go_to_disk_that_may_hold_a_plate(db: sqlite3.Connection, reason: Reason) -> None:
    """Only of a server that has surely read no picture the words are kept."""
    may_be_kept = reason in FREE - {Reason.BAD_REQUEST}
    words = "Too many calls." if may_be_kept else f"IndexError at {PLATE}"
    journal = Journal(EIGHT)
    decide(
        journal, reason, 0, detail=words, ambiguous=f"Golf, {PLATE}", note=PLATE, http_status=500
    )
    decide(journal, reason, 1, detail=words, ambiguous=f"Golf, {PLATE}", note=PLATE, vehicles=2)
    write(db, journal)

    [entry] = read(db).entries()
    kept = {"detail": words} if may_be_kept else {}
    assert (entry.first, entry.last) == ({**kept, "http_status": 500}, {**kept, "vehicles": 2})
    assert PLATE not in "".join(db.iterdump())


def test_our_own_words_go_to_disk_and_long_ones_of_a_camera_are_cut() -> None:
    details: dict[str, str | int | float] = {
        "trigger": "binary_sensor.motion",
        "cause": "spot_check",
        "seconds_left": 1.5,
    }

    assert fit_for_disk(Reason.COOLDOWN, details) == details
    assert fit_for_disk(Reason.CAMERA_FAILED, {"detail": "x" * 300}) == {"detail": "x" * 200}


_WRITER = """
from datetime import UTC, datetime, timedelta
from pathlib import Path
import sys

from custom_components.plate_recognizer.history.decisions import write_decisions
from custom_components.plate_recognizer.history.schema import opened
from custom_components.plate_recognizer.pipeline.decision import Decision, Reason
from custom_components.plate_recognizer.pipeline.journal import Journal
from custom_components.plate_recognizer.pipeline.journal_records import JournalCamera

db, now = opened(Path(sys.argv[1])), datetime(2026, 7, 1, 8, tzinfo=UTC)
journal, camera = Journal(now), JournalCamera("d", "Driveway", None)
while True:
    journal.add(camera, Decision(Reason.NO_CHANGE, now, {"number": int(now.timestamp())}))
    journal.add(camera, Decision(Reason.SIGHTED, now))
    write_decisions(db, journal.changes(now))
    print(now.isoformat(), flush=True)
    now += timedelta(seconds=10)
"""


@pytest.mark.parametrize("writes", [1, 20, 137])
def test_a_process_that_is_killed_leaves_all_that_it_had_written(
    tmp_path: Path, writes: int
) -> None:
    path = tmp_path / "history.db"
    command = [sys.executable, "-c", _WRITER, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:  # noqa: S603 - our own
        assert process.stdout is not None
        said = [process.stdout.readline() for _ in range(writes)]
        process.send_signal(signal.SIGKILL)
        said += process.stdout.readlines()

    entries = Journal.restored(read_decisions(opened(path)), EIGHT).entries()

    last = datetime.fromisoformat(said[-1].decode().strip())
    # One write more may have been done that it couldn't tell of.
    assert entries[0].until in {last, last + timedelta(seconds=10)}
    assert len(entries) % 2 == 0, "the two of a write are there together"
    assert {each.count for each in entries} == {1}
