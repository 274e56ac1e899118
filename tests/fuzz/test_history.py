"""A history whose file is whole for SQLite, and damaged in what it says.

Whatever stands in its rows, it is told without what can't be read, it can be deleted and masked,
and decisions are read without the rows that are damaged.
"""

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
import json
import sqlite3
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given, strategies as st

from custom_components.plate_recognizer.history import browse
from custom_components.plate_recognizer.history.browse import GroupedBy, Span
from custom_components.plate_recognizer.history.decisions import read_decisions, write_decisions
from custom_components.plate_recognizer.history.records import Wanted
from custom_components.plate_recognizer.history.statistics import statistics
from custom_components.plate_recognizer.history.store import HistoryStore
from custom_components.plate_recognizer.pipeline.decision import Decision, Reason
from custom_components.plate_recognizer.pipeline.journal import Journal
from custom_components.plate_recognizer.pipeline.journal_records import JournalCamera, StopCause
from custom_components.plate_recognizer.pipeline.sighting import Status
from tests.history.told import ANY, NOON, picture, sighting, visit

from .allowed import read
from .anything import Json, examples, stored_badly

TEXT_COLUMNS = [
    ("sightings", "data"),
    ("sightings", "status"),
    ("sightings", "place"),
    ("sightings", "camera"),
    ("visits", "data"),
    ("visits", "status"),
    ("shown", "status"),
    ("shown", "box"),
    ("shown", "vehicle_box"),
    ("shown", "plate"),
    ("pictures", "content_type"),
]
DECISION_COLUMNS = [
    *(("decisions", column) for column in ("camera", "reason", "since", "until", "counts")),
    *(("decisions", column) for column in ("first", "last")),
    *(("journal_stops", column) for column in ("since", "until", "cause")),
    ("journal_times", "data"),
]
CELLS = st.one_of(
    st.text(),
    st.binary(max_size=20),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(allow_nan=False),
    st.sampled_from(["{}", "[]", "null", "NaN", '{"plate": 1}', '{"taken_at": "now"}', "[[" * 900]),
)
DATA: list[Json] = [sighting("1"), visit("v1")]


def damage(db: sqlite3.Connection, table: str, column: str, cell: object) -> None:
    """Put anything into a column of all rows: of a page's bytes, some may turn over."""
    with suppress(sqlite3.IntegrityError, UnicodeEncodeError):  # what the table itself refuses
        db.execute(f"UPDATE {table} SET {column} = ?", (cell,))  # noqa: S608 - names of our own


def filled() -> HistoryStore:
    """Return a history with sightings, a visit and a picture."""
    store = HistoryStore(None)
    store.begin(NOON - timedelta(days=30), is_first=True)
    store.add("camera", [sighting("1", candidates=[{"plate": "K72NGX", "score": 0.5}])], picture())
    store.add("camera", [sighting("2", 5, plate="WOB3K21", status="known", vehicle_id="golf")])
    store.keep_visit(visit("v1"))
    return store


@given(
    st.lists(
        st.tuples(st.sampled_from(TEXT_COLUMNS), CELLS | stored_badly(DATA).map(json.dumps)),
        min_size=1,
        max_size=2,
    ),
    st.sampled_from(["delete", "mask"]),
)
@examples(60)
def test_whatever_stands_in_its_rows_a_history_tells_deletes_and_masks(
    damages: list[tuple[tuple[str, str], Any]], end: str
) -> None:
    store = filled()
    for (table, column), cell in damages:
        damage(store.db, table, column, cell)

    for each in store.find(Wanted(), 10):
        assert each.sighting_id
        assert each.taken_at.tzinfo is not None
        assert Status(each.data["status"])
    store.get("1")
    store.strangers(10)
    store.told_cameras()
    store.picture("1")
    _browse(store)
    statistics(store.db, NOON - timedelta(hours=12), NOON - timedelta(days=7))
    if end == "mask":
        while store.mask(NOON + timedelta(days=1), frozenset(), lambda data: data, _painted):
            pass
    store.delete(Wanted(plates=frozenset({"AB12CDE"})))
    store.delete(Wanted(cameras=frozenset({"camera"}), since=NOON))
    store.prune(NOON, ANY)
    store.delete(None)
    assert not store.find(Wanted(), 10)
    store.close()


def _painted(*_: object) -> bytes:
    return b"\xff\xd8"


def _browse(store: HistoryStore) -> None:
    for by in GroupedBy:
        for group in browse.groups(store.db, by, ZoneInfo("Europe/Berlin"), Span(0, 10)).items:
            assert isinstance(group.name, str)
            with suppress(ValueError):  # of a day
                browse.sightings(store, by, group.key, ZoneInfo("Europe/Berlin"), Span(0, 10))


def _journal() -> Iterator[HistoryStore]:
    journal = Journal(NOON)
    camera = JournalCamera("camera", "Gate", "camera.gate")
    for minute in range(4):
        at = NOON + timedelta(minutes=40 * minute)
        journal.add(camera, Decision(Reason.NO_CHANGE, at, {"detail": "x", "seconds_left": 1.5}))
    journal.stop(NOON + timedelta(hours=3), StopCause.HOME)
    journal.go_on(NOON + timedelta(hours=4))
    store = HistoryStore(None)
    write_decisions(store.db, journal.changes(NOON + timedelta(hours=5)))
    yield store


@given(st.lists(st.tuples(st.sampled_from(DECISION_COLUMNS), CELLS), min_size=1, max_size=3))
@examples(200)
def test_whatever_stands_in_the_journals_rows_it_is_read_and_goes_on(
    damages: list[tuple[tuple[str, str], Any]],
) -> None:
    [store] = _journal()
    for (table, column), cell in damages:
        damage(store.db, table, column, cell)

    kept = read(read_decisions, store.db)

    assert kept is not None
    now = datetime.now(UTC)
    journal = Journal.restored(kept, now)
    journal.go_on(now)
    camera = JournalCamera("camera", "Gate", None)
    journal.add(camera, Decision(Reason.NO_CHANGE, now, {}))
    for each in journal.entries():
        assert each.since <= each.until
        assert each.count >= 0
    journal.forget_before(now - timedelta(days=1))
    journal.stop(now, StopCause.HOME)
    write_decisions(store.db, journal.changes(now))
    store.close()
