"""What the visits of an account come to: which count, whose they are, and how long they lasted."""

from datetime import UTC, datetime, timedelta
import itertools

import pytest

from custom_components.plate_recognizer.history.notes import Note, note_down
from custom_components.plate_recognizer.history.records import plate_key
from custom_components.plate_recognizer.history.statistics import (
    Statistics,
    average_stay_since,
    last_stays,
    statistics,
    strangers_since,
    visits_since,
)
from custom_components.plate_recognizer.history.store import HistoryStore
from custom_components.plate_recognizer.pipeline.sighting import Status
from custom_components.plate_recognizer.pipeline.visit import ArrivalReason
from tests.integration.bus_events import GOLF_ID, STRANGER, UNREAD, visit

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
YARD = "01PLATELIST"


class Visited:
    """A history of visits."""

    def __init__(self) -> None:
        self.store = HistoryStore(None)
        self.store.begin(NOON, is_first=True)
        self.db = self.store.db
        self._numbers = itertools.count()

    def keep(self, began: datetime = NOON, minutes: float | None = None, **changed: object) -> str:
        """Keep a visit of Anna's Golf, or as it is changed; without minutes, it goes on."""
        ended = None if minutes is None else began + timedelta(minutes=minutes)
        data = visit(
            visit_id=f"{next(self._numbers)}",
            started_at=began.isoformat(),
            ended_at=ended and ended.isoformat(),
            end_reason="left" if ended else None,
        )
        self.store.keep_visit({**data, **changed})
        return str(data["visit_id"])


@pytest.fixture
def visited() -> Visited:
    return Visited()


def test_where_nobody_was_there_is_nothing_but_zeros(visited: Visited) -> None:
    assert statistics(visited.db, NOON, NOON) == Statistics(NOON, 0, 0, None, {})


def test_all_is_asked_at_once_of_the_day_and_of_the_week(visited: Visited) -> None:
    visited.keep(NOON - timedelta(days=2), 30, **STRANGER)
    visited.keep(NOON, 10)
    visited.keep(NOON - timedelta(days=7), 1_000, **STRANGER | {"plate": "OLD"})

    assert statistics(visited.db, NOON, NOON - timedelta(days=6)) == Statistics(
        NOON, 1, 1, timedelta(minutes=20), {GOLF_ID: timedelta(minutes=10)}
    )


@pytest.mark.parametrize(
    ("missing_until", "known"),
    [
        (NOON - timedelta(days=6), (1, 1, timedelta(minutes=30))),
        (NOON - timedelta(days=6) + timedelta(seconds=1), (1, None, None)),
        (NOON, (1, None, None)),
        (NOON + timedelta(seconds=1), (None, None, None)),
    ],
)
def test_where_visits_may_be_missing_of_a_span_nothing_is_known_of_it(
    missing_until: datetime, known: tuple[object, ...]
) -> None:
    visited = Visited()
    note_down(visited.db, Note.COMPLETE_SINCE, missing_until.timestamp())
    visited.keep(NOON - timedelta(days=1), 30, **STRANGER)
    visited.keep(NOON)

    found = statistics(visited.db, NOON, NOON - timedelta(days=6))

    assert (found.visits_today, found.strangers_week, found.average_stay) == known


def test_visits_count_from_the_moment_on(visited: Visited) -> None:
    visited.keep(NOON - timedelta(seconds=1), 60)
    visited.keep(NOON)
    visited.keep(NOON + timedelta(hours=1), 5)

    assert visits_since(visited.db, NOON) == 2


def test_a_visit_counts_once_when_it_begins_and_when_it_ends(visited: Visited) -> None:
    began = visited.keep(NOON)
    visited.keep(NOON, 10, visit_id=began)

    assert visits_since(visited.db, NOON) == 1


@pytest.mark.parametrize("status", Status)
def test_visits_of_all_count_but_of_those_who_are_ignored(visited: Visited, status: Status) -> None:
    visited.keep(NOON, 10, status=status.value)

    counts = status is not Status.IGNORED
    assert visits_since(visited.db, NOON) == counts
    assert average_stay_since(visited.db, NOON) == (timedelta(minutes=10) if counts else None)


@pytest.mark.parametrize("reason", [*ArrivalReason, None])
def test_a_visit_counts_however_it_began_unless_it_goes_on_with_the_one_before(
    visited: Visited, reason: ArrivalReason | None
) -> None:
    visited.keep(arrival_reason=reason and reason.value)

    assert visits_since(visited.db, NOON) == (reason is not ArrivalReason.SAME_SPOT)


@pytest.mark.parametrize(
    ("began", "ended", "is_known"),
    [
        ("arrived", "left", True),
        ("not_sure", "left", True),
        ("unread", "left", True),
        ("receding", "left", True),
        ("webhook", "left", True),
        (None, "left", True),
        ("arrived", "timeout", False),
        ("first_scan", "left", False),
        ("same_spot", "left", False),
        ("old_picture", "left", False),
    ],
)
def test_how_long_a_visit_was_is_known_where_both_ends_were_seen(
    visited: Visited, began: str | None, ended: str, *, is_known: bool
) -> None:
    visited.keep(NOON, 10, arrival_reason=began, end_reason=ended)

    assert average_stay_since(visited.db, NOON) == (timedelta(minutes=10) if is_known else None)
    assert last_stays(visited.db) == ({GOLF_ID: timedelta(minutes=10)} if is_known else {})


def test_the_mean_is_of_the_visits_that_ended_since_whenever_they_began(visited: Visited) -> None:
    visited.keep(NOON - timedelta(hours=2), 119)
    visited.keep(NOON - timedelta(hours=2), 120)
    visited.keep(NOON, 30)
    visited.keep(NOON)

    assert average_stay_since(visited.db, NOON) == timedelta(minutes=75)


def test_a_stranger_counts_once_however_often_it_comes_and_however_it_is_written(
    visited: Visited,
) -> None:
    for plate in ("XY98ZZZ", "XY98 ZZZ", "AB12CDE", "#ABCDEFGH", "#ABCDEFGH"):
        visited.keep(**STRANGER | {"plate": plate})
    visited.keep(NOON - timedelta(seconds=1), **STRANGER | {"plate": "EARLIER"})

    assert strangers_since(visited.db, NOON) == 3


def test_who_is_no_stranger_or_was_not_read_is_none_of_them(visited: Visited) -> None:
    visited.keep()
    visited.keep(status="blocked")
    visited.keep(**UNREAD)
    visited.keep(**STRANGER | {"plate": None})

    assert strangers_since(visited.db, NOON) == 0


def test_who_became_known_during_its_visit_is_no_stranger(visited: Visited) -> None:
    began = visited.keep(**STRANGER)
    assert strangers_since(visited.db, NOON) == 1

    visited.keep(NOON, 10, visit_id=began)

    assert strangers_since(visited.db, NOON) == 0


def test_the_last_stay_of_each_vehicle_is_that_which_ended_last(visited: Visited) -> None:
    visited.keep(NOON, 20)
    visited.keep(NOON - timedelta(hours=2), 90)
    visited.keep(NOON + timedelta(hours=1), 5, vehicle_id="another", status="ignored")
    visited.keep(NOON + timedelta(hours=2))
    visited.keep(NOON + timedelta(hours=3), 7, **STRANGER)

    assert last_stays(visited.db) == {
        GOLF_ID: timedelta(minutes=20),
        "another": timedelta(minutes=5),
    }


def test_a_visit_of_which_nobody_knows_how_long_it_was_leaves_the_one_before(
    visited: Visited,
) -> None:
    visited.keep(NOON, 20)
    visited.keep(NOON + timedelta(hours=1), 720, end_reason="timeout")

    assert last_stays(visited.db) == {GOLF_ID: timedelta(minutes=20)}


def test_a_list_of_plates_has_the_last_stay_of_all_on_it(visited: Visited) -> None:
    for plate, minutes in (("AB1", 30), ("AB2", 40), ("AB3", 20)):
        visited.keep(NOON, minutes, vehicle_id=f"{YARD}:{plate}")

    assert last_stays(visited.db) == {YARD: timedelta(minutes=40)}


def test_what_is_deleted_counts_no_more(visited: Visited) -> None:
    visited.keep(NOON, 10)
    visited.keep(NOON, 20, **STRANGER)
    visited.db.execute("DELETE FROM visits WHERE plate_key = ?", (plate_key("XY98ZZZ"),))

    assert statistics(visited.db, NOON, NOON) == Statistics(
        NOON, 1, 0, timedelta(minutes=10), {GOLF_ID: timedelta(minutes=10)}
    )


def test_of_many_visits_only_those_of_the_time_and_the_last_of_each_vehicle_are_read(
    visited: Visited,
) -> None:
    asked: list[str] = []
    visited.db.set_trace_callback(asked.append)
    statistics(visited.db, NOON, NOON)
    visited.db.set_trace_callback(None)

    plans = [
        row[3] for question in asked for row in visited.db.execute(f"EXPLAIN QUERY PLAN {question}")
    ]
    assert not [
        step for step in plans if step.startswith("SCAN visits") and "COVERING INDEX" not in step
    ], plans
