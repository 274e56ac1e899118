"""Rows that SQLite can read, and nobody else: they cost no other row."""

from datetime import timedelta

import pytest

from custom_components.plate_recognizer.history import browse
from custom_components.plate_recognizer.history.browse import GroupedBy, Span
from custom_components.plate_recognizer.history.records import Wanted
from custom_components.plate_recognizer.history.statistics import statistics
from custom_components.plate_recognizer.history.store import HistoryStore

from .told import NOON, picture, sighting, visit


@pytest.fixture(params=['{"plate": "AB1', "[]", '{"taken_at": "yesterday"}', b"\xff"])
def store(request: pytest.FixtureRequest) -> HistoryStore:
    """A history whose first sighting is damaged, and its visit."""
    store = HistoryStore(None)
    store.begin(NOON - timedelta(days=30), is_first=True)
    store.add("camera", [sighting("1")], picture())
    store.add("camera", [sighting("2", 5, plate="WOB3K21")], picture())
    store.keep_visit(visit("v1"))
    store.db.execute("UPDATE sightings SET data = ? WHERE sighting_id = '1'", (request.param,))
    store.db.execute("UPDATE visits SET data = ?", (request.param,))
    return store


def test_it_is_left_out_of_what_is_told(store: HistoryStore) -> None:
    assert [each.sighting_id for each in store.find(Wanted(), 10)] == ["2"]
    assert [each.sighting_id for each in store.strangers(10)] == ["2"]
    assert store.get("1") is None
    shelf = browse.sightings(store, GroupedBy.CAMERA, "camera", NOON.tzinfo, Span(0, 10))  # type: ignore[arg-type]  # it is UTC
    assert [each.sighting_id for each in shelf.items] == ["2"]


def test_visits_are_counted_all_the_same(store: HistoryStore) -> None:
    assert statistics(store.db, NOON - timedelta(days=1), NOON - timedelta(days=7)) is not None


def test_it_is_deleted_with_all_others(store: HistoryStore) -> None:
    store.delete(Wanted(plates=frozenset({"WOB3K21"})))
    assert store.find(Wanted(), 10) == []

    store.delete(Wanted(cameras=frozenset({"camera"})))
    [count] = store.db.execute("SELECT count(*) FROM sightings").fetchone()
    assert count == 0


def test_it_is_deleted_where_it_would_have_to_be_masked(store: HistoryStore) -> None:
    while store.mask(
        NOON + timedelta(days=1),
        frozenset(),
        lambda data: {**data, "plate": "#1"},
        lambda *_: b"painted",
    ):
        pass

    [told] = store.find(Wanted(), 10)
    assert (told.sighting_id, told.data["plate"]) == ("2", "#1")
    [count] = store.db.execute("SELECT count(*) FROM sightings").fetchone()
    assert count == 1


def test_a_picture_that_is_none_is_not_shown(store: HistoryStore) -> None:
    store.db.execute("UPDATE shown SET status = 'somebody'")

    assert store.picture("2") is None
