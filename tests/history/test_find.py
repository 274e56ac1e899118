"""What can be asked of a history, against a plain list of what it was given."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from hypothesis import given, settings, strategies as st
import pytest

from custom_components.plate_recognizer.history import store as store_module
from custom_components.plate_recognizer.history.query import sql_of
from custom_components.plate_recognizer.history.records import KeptSighting, Wanted, plate_key
from custom_components.plate_recognizer.history.store import HistoryStore

from .told import NOON, kept_visits, picture, sighting, visit

NAMES = ["Driveway", "ÄPFEL'STRASSE", "100%", "_ate", 'say "Gate"', "東", "gate"]
PLATES = ["AB12 CDE", "ab-12-cde", "XY98ZZZ", "100%", "_B", "ÄÖ1", "#QWERTZUI", "京A12345", None]
VEHICLES = [None, "golf", "list:AB12CDE", "list:XY98ZZZ", "lists:XY98ZZZ", "a'b"]
CAMERAS = ["c1", "c2", "gate"]
STATUSES = ["known", "stranger", "unread"]

told = st.builds(
    lambda camera_id, minute, **changes: (camera_id, minute, changes),
    st.sampled_from(CAMERAS),
    st.integers(0, 5),
    place=st.sampled_from(NAMES),
    camera=st.sampled_from(NAMES),
    plate=st.sampled_from(PLATES),
    status=st.sampled_from(STATUSES),
    vehicle_id=st.sampled_from(VEHICLES),
    has_picture=st.booleans(),
)
moments = st.none() | st.integers(0, 5).map(lambda minute: NOON + timedelta(minutes=minute))


def some_of(values: list[str]) -> st.SearchStrategy[frozenset[str]]:
    return st.frozensets(st.sampled_from(values), max_size=2)


asked = st.builds(
    Wanted,
    since=moments,
    until=moments,
    places=some_of([name.casefold() for name in NAMES]),
    cameras=some_of([*CAMERAS, *(name.casefold() for name in NAMES)]),
    plates=some_of([key for plate in PLATES if (key := plate_key(plate))]),
    vehicles=some_of(["golf", "list", "lists", "list:AB12CDE", "a'b", "a"]),
    statuses=some_of(STATUSES),
    has_picture=st.booleans(),
    sighting_ids=some_of([str(number) for number in range(8)]),
)


def fits(wanted: Wanted, camera_id: str, data: dict[str, Any], *, has_picture: bool) -> bool:
    """Say the same in plain words."""
    taken_at = datetime.fromisoformat(data["taken_at"])
    vehicle = data["vehicle_id"] or ""
    return (
        (wanted.since is None or taken_at >= wanted.since)
        and (wanted.until is None or taken_at <= wanted.until)
        and (not wanted.places or data["place"].casefold() in wanted.places)
        and (not wanted.cameras or bool({camera_id, data["camera"].casefold()} & wanted.cameras))
        and (not wanted.plates or plate_key(data["plate"]) in wanted.plates)
        and (
            not wanted.vehicles
            or vehicle in wanted.vehicles
            or (":" in vehicle and vehicle.partition(":")[0] in wanted.vehicles)
        )
        and (not wanted.statuses or data["status"] in wanted.statuses)
        and (not wanted.sighting_ids or data["sighting_id"] in wanted.sighting_ids)
        and (has_picture or not wanted.has_picture)
    )


@settings(max_examples=300, deadline=None)
@given(st.lists(told, max_size=12), asked, st.integers(1, 13))
def test_what_fits_in_all_that_is_asked_is_found_newest_first(
    given_: list[tuple[str, int, dict[str, Any]]], wanted: Wanted, limit: int
) -> None:
    store, plain = HistoryStore(None), list[tuple[datetime, int, KeptSighting]]()
    for number, (camera_id, minute, changes) in enumerate(given_):
        has_picture = changes.pop("has_picture")
        data = sighting(str(number), minute, **changes)
        store.add(camera_id, [data], picture() if has_picture else None)
        if fits(wanted, camera_id, data, has_picture=has_picture):
            kept = KeptSighting.of(data)
            plain.append((kept.taken_at, number, kept))

    found = store.find(wanted, limit)

    assert found == [each for _, _, each in sorted(plain, key=_time, reverse=True)][:limit]
    store.close()


def _time(each: tuple[datetime, int, KeptSighting]) -> tuple[datetime, int]:
    return each[:2]


@pytest.fixture
def store() -> Iterator[HistoryStore]:
    store = HistoryStore(None)
    yield store
    store.close()


def add(store: HistoryStore, *sightings: dict[str, Any]) -> None:
    for each in sightings:
        store.add("c", [each])


def strangers(store: HistoryStore) -> list[str]:
    return [each.sighting_id for each in store.strangers(10)]


def test_the_newest_come_first_whenever_they_were_told(store: HistoryStore) -> None:
    add(store, sighting("late", 9), sighting("early", 1), sighting("middle", 5))

    assert [each.sighting_id for each in store.find(Wanted(), 9)] == ["late", "middle", "early"]


def test_of_one_moment_the_last_one_told_comes_first(store: HistoryStore) -> None:
    add(store, sighting("1"), sighting("2"), sighting("3"))

    assert [each.sighting_id for each in store.find(Wanted(), 9)] == ["3", "2", "1"]


def test_one_is_found_by_its_id_with_all_that_was_said(store: HistoryStore) -> None:
    data = sighting("1", user_data='"quoted" \\ \n ü', candidates=[{"plate": "X", "score": 0.1}])
    add(store, data, sighting("2"))

    kept = store.get("1")
    assert kept is not None
    assert kept.data == data
    assert store.get("3") is None


def test_half_a_character_that_an_api_sent_loses_nothing_else(store: HistoryStore) -> None:
    add(store, sighting("1", user_data="half \ud83d"))

    [kept] = store.find(Wanted(), 9)
    assert kept.data["user_data"] == "half ?"


def test_each_stranger_is_offered_once_with_its_latest_sighting(store: HistoryStore) -> None:
    add(
        store,
        sighting("first", 1),
        sighting("other", 2, plate="XY98ZZZ"),
        sighting("again", 3, plate="ab-12-cde"),
    )

    assert strangers(store) == ["again", "other"]


def test_of_strangers_of_one_moment_the_last_one_told_comes_first(store: HistoryStore) -> None:
    add(store, *(sighting(str(number), plate=f"AA{number}AAA") for number in range(5)))

    assert strangers(store) == ["4", "3", "2", "1", "0"]


def test_who_is_known_blocked_unread_or_masked_is_no_stranger_to_offer(
    store: HistoryStore,
) -> None:
    add(
        store,
        sighting("known", plate="AA11AAA", status="known"),
        sighting("blocked", plate="BB22BBB", status="blocked"),
        sighting("unread", plate=None, status="unread"),
        sighting("masked", plate="#QWERTZUI"),
        sighting("stranger", plate="DD44DDD"),
    )

    assert strangers(store) == ["stranger"]


def test_strangers_are_found_by_an_index_alone(store: HistoryStore) -> None:
    plan = store.db.execute(f"EXPLAIN QUERY PLAN {store_module._STRANGERS}", (9,))

    assert "COVERING INDEX sightings_of_strangers" in "\n".join(row[3] for row in plan)


def test_cameras_are_remembered_by_name(store: HistoryStore) -> None:
    add(store, sighting("1"), sighting("2", camera="ÄPFEL"))

    assert store.told_cameras() == {"front door", "äpfel"}


def test_a_picture_belongs_to_all_that_were_read_on_it(store: HistoryStore) -> None:
    store.add("c", [sighting("1"), sighting("2")], picture())
    store.add("c", [sighting("3")])

    assert store.picture("1") == store.picture("2") == picture()
    assert store.picture("3") is None
    assert store.picture("4") is None


def test_nothing_is_kept_of_a_picture_on_which_nothing_was_told(store: HistoryStore) -> None:
    store.add("c", [], picture())

    assert store.db.execute("SELECT count(*) FROM pictures").fetchone() == (0,)


def test_a_visit_is_kept_as_it_is_last(store: HistoryStore) -> None:
    store.keep_visit(visit("1", 0))
    store.keep_visit(visit("2", 5))
    ended = visit("1", 0, ended_at=(NOON + timedelta(minutes=9)).isoformat())
    store.keep_visit(ended)

    assert kept_visits(store, NOON, 9) == [visit("2", 5), ended]
    assert kept_visits(store, NOON + timedelta(minutes=1), 9) == [visit("2", 5)]
    assert kept_visits(store, NOON, 1) == [visit("2", 5)]


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"taken_at": "noon"}, ValueError),
        ({"taken_at": None}, TypeError),
        ({"place": 5}, AttributeError),
        ({"plate": 5}, TypeError),
    ],
)
def test_what_is_no_sighting_is_refused_and_nothing_is_kept(
    store: HistoryStore, changes: dict[str, object], error: type[Exception]
) -> None:
    with pytest.raises(error):
        store.add("c", [sighting("good"), sighting("bad", **changes)], picture())

    assert store.find(Wanted(), 9) == []
    assert store.db.execute("SELECT count(*) FROM pictures").fetchone() == (0,)


@pytest.mark.parametrize("key", ["sighting_id", "place", "camera", "plate", "taken_at"])
def test_a_sighting_without_one_of_its_keys_is_none(store: HistoryStore, key: str) -> None:
    incomplete = sighting()
    del incomplete[key]

    with pytest.raises(KeyError):
        store.add("c", [incomplete])


@pytest.mark.parametrize(
    ("wanted", "index"),
    [
        (Wanted(), "sightings_by_time"),
        (Wanted(since=NOON, until=NOON), "sightings_by_time"),
        (Wanted(plates=frozenset({"AB12CDE"})), "sightings_by_plate"),
        (Wanted(statuses=frozenset({"stranger"})), "sightings_by_status"),
        (Wanted(cameras=frozenset({"c"})), "sightings_by_camera"),
        (Wanted(vehicles=frozenset({"golf"})), "sightings_by_vehicle"),
        (Wanted(vehicles=frozenset({"list"})), "sightings_by_list"),
        (Wanted(sighting_ids=frozenset({"1"})), "sqlite_autoindex_sightings_1"),
    ],
)
def test_an_index_is_used(store: HistoryStore, wanted: Wanted, index: str) -> None:
    where, values = sql_of(wanted)
    plan = store.db.execute(
        f"EXPLAIN QUERY PLAN SELECT rowid FROM sightings WHERE {where}"  # noqa: S608 - no value in it
        " ORDER BY taken_at DESC, rowid DESC LIMIT 1",
        values,
    )

    assert index in "\n".join(row[3] for row in plan)
