"""What is too old or too much goes: the oldest first, pictures before sightings, and no more."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import chain
import os
from pathlib import Path
from typing import Any

from hypothesis import given, settings, strategies as st
import pytest

from custom_components.plate_recognizer.history import retention
from custom_components.plate_recognizer.history.files import set_aside_path
from custom_components.plate_recognizer.history.notes import Note, noted
from custom_components.plate_recognizer.history.records import Limits, Wanted
from custom_components.plate_recognizer.history.store import HistoryStore

from .told import ANY, NOON, kept_visits, picture, sighting, visit

DAY = timedelta(days=1)


@pytest.fixture
def store() -> Iterator[HistoryStore]:
    store = HistoryStore(None)
    yield store
    store.close()


def kept(store: HistoryStore) -> list[str]:
    return [each.sighting_id for each in store.find(Wanted(), 10_000)]


def prune(store: HistoryStore, limits: Limits, now: datetime = NOON) -> None:
    while store.prune(now, limits):
        pass


def aged(days: int) -> Limits:
    return Limits(days * DAY, 10**6, 10**12, 0)


def add(store: HistoryStore, sighting_id: str, at: datetime, size: int | None = None) -> None:
    told = sighting(sighting_id, taken_at=at.isoformat(), visit_id=f"v{sighting_id}")
    store.add("c", [told], None if size is None else picture(content=bytes(size)))
    store.keep_visit(ended(f"v{sighting_id}", at))


def ended(visit_id: str, at: datetime, stay: timedelta = timedelta()) -> dict[str, Any]:
    """Return a visit that ended then."""
    return visit(visit_id, started_at=(at - stay).isoformat(), ended_at=at.isoformat())


def complete_since(store: HistoryStore) -> float | None:
    return noted(store.db, Note.COMPLETE_SINCE)


def visits(store: HistoryStore) -> list[str]:
    return [each["visit_id"] for each in kept_visits(store, NOON - 9_999 * DAY, 10_000)]


def pictures(store: HistoryStore) -> list[str]:
    return [each for each in kept(store) if store.picture(each)]


def test_what_is_older_than_it_may_get_goes_with_its_picture_and_visit(store: HistoryStore) -> None:
    for days in range(5):
        add(store, str(days), NOON - days * DAY, 10)

    prune(store, aged(2))

    assert kept(store) == pictures(store) == ["0", "1", "2"]
    assert visits(store) == ["v0", "v1", "v2"]
    assert store.db.execute("SELECT count(*) FROM pictures").fetchone() == (3,)


def test_of_too_many_the_oldest_go(store: HistoryStore) -> None:
    for number in (3, 1, 4, 2, 0):
        add(store, str(number), NOON + number * DAY)

    prune(store, Limits(None, 2, 10**12, 0))

    assert kept(store) == ["4", "3"]
    assert visits(store) == ["v4", "v3"]


def test_a_visit_gets_old_from_its_end_on_and_not_while_it_goes_on(store: HistoryStore) -> None:
    store.keep_visit(ended("a long one", NOON - DAY, 12 * DAY))
    store.keep_visit(ended("an old one", NOON - 8 * DAY, DAY))
    store.keep_visit(visit("goes on", started_at=(NOON - 20 * DAY).isoformat()))

    prune(store, aged(7))
    assert visits(store) == ["a long one", "goes on"]

    prune(store, aged(0))
    assert visits(store) == ["goes on"]


def test_of_too_many_visits_those_that_ended_first_go_and_those_that_go_on_come_last(
    store: HistoryStore,
) -> None:
    store.keep_visit(visit("goes on", started_at=(NOON - 20 * DAY).isoformat()))
    store.keep_visit(ended("a long one", NOON, 12 * DAY))
    store.keep_visit(ended("a short one", NOON - DAY))

    for most, left in ((2, ["a long one", "goes on"]), (1, ["goes on"])):
        prune(store, Limits(None, most, 10**12, 0))
        assert visits(store) == left


def test_it_is_noted_from_when_on_no_visit_is_missing(store: HistoryStore) -> None:
    store.begin(NOON - 9 * DAY, is_first=False)
    began = complete_since(store)
    assert began == (NOON - 9 * DAY).timestamp()
    for days in range(5):
        store.keep_visit(ended(f"{days}", NOON - days * DAY))

    prune(store, Limits(9 * DAY, 5, 10**12, 0))
    assert complete_since(store) == began, "nothing was dropped"
    prune(store, Limits(9 * DAY, 4, 10**12, 0))
    assert complete_since(store) == (NOON - 4 * DAY).timestamp(), "as it was too much"
    prune(store, aged(1), NOON + timedelta(hours=1))
    assert complete_since(store) == (NOON - DAY + timedelta(hours=1)).timestamp()
    store.keep_visit(ended("late", NOON - 30 * DAY))
    prune(store, aged(20))
    assert complete_since(store) == (NOON - DAY + timedelta(hours=1)).timestamp(), "it stays so"


def test_what_a_wrong_clock_noted_is_put_right_by_the_next_start(store: HistoryStore) -> None:
    store.begin(NOON + 3_650 * DAY, is_first=False)
    store.begin(NOON, is_first=False)
    store.begin(NOON + DAY, is_first=False)

    assert complete_since(store) == NOON.timestamp()


def test_where_no_picture_may_be_kept_all_go_some_at_a_time_and_leave_no_trace(
    tmp_path: Path,
) -> None:
    store = HistoryStore(tmp_path / "history.db")
    for number in range(45):
        add(store, f"{number:02}", NOON, 100)
    store.add("c", [sighting("last", 9)], picture(content=b"Legible" * 1_000))
    none = Limits(90 * DAY, 10**6, 10**12, 0, has_pictures=False)

    steps = []
    while store.prune(NOON, none):
        steps.append(len(pictures(store)))

    assert steps == [26, 6, 0]
    assert len(kept(store)) == 46
    assert store.db.execute("SELECT count(*) FROM shown").fetchone() == (0,)
    assert b"Legible" not in b"".join(each.read_bytes() for each in tmp_path.iterdir())
    store.close()


def test_of_too_many_bytes_the_oldest_pictures_go_and_the_sightings_stay(
    store: HistoryStore,
) -> None:
    for number in range(10):
        add(store, str(number), NOON + number * DAY, 100_000)
    assert store.size > 1_000_000

    prune(store, Limits(None, 100, 650_000, 0))

    assert store.size <= 650_000
    assert len(kept(store)) == 10
    assert pictures(store) == ["9", "8", "7", "6", "5"]


def test_a_disk_that_others_fill_takes_pictures_but_never_the_newest_sightings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention, "LEAST_SIGHTINGS", 3)
    disk = 10**9

    def free(folder: Path) -> int:
        return disk - sum(each.stat().st_size for each in folder.iterdir())

    store = HistoryStore(tmp_path / "history.db", free_bytes=free)
    for number in range(8):
        add(store, str(number), NOON + number * DAY, 500_000)

    prune(store, Limits(None, 100, 10**12, least_free=10**9 - 5_000_000))
    assert len(pictures(store)) == 8

    prune(store, Limits(None, 100, 10**12, least_free=10**9 - 3_200_000))
    assert pictures(store) == ["7", "6", "5", "4", "3", "2"]

    disk = 0
    prune(store, Limits(None, 100, 10**12, least_free=10**9))
    assert (kept(store), pictures(store)) == (["7", "6", "5"], [])
    store.close()


def test_a_disk_gets_back_what_is_dropped(tmp_path: Path) -> None:
    store = HistoryStore(tmp_path / "history.db")
    for number in range(5):
        add(store, str(number), NOON, 10**6)

    prune(store, Limits(None, 100, 1_500_000, 0))

    assert sum(each.stat().st_size for each in tmp_path.iterdir()) < 1_600_000
    store.close()


def test_what_is_within_its_limits_is_left_alone_and_known_to_be(store: HistoryStore) -> None:
    add(store, "1", NOON, 1_000)

    assert not store.is_over(ANY)
    prune(store, aged(1))
    assert pictures(store) == ["1"]
    assert store.is_over(Limits(None, 0, 10**12, 0))
    assert store.is_over(Limits(None, 10, 1_000, 0))


def test_each_step_is_a_small_one(store: HistoryStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "MOST_AT_ONCE", 10)
    store.trusts_clock(NOON)
    for number in range(25):
        add(store, str(number), NOON - 9 * DAY)

    steps = []
    while store.prune(NOON, aged(1)):
        steps.append(len(kept(store)))

    assert steps == [15, 5, 0]


def test_a_clock_that_jumps_ahead_and_back_takes_nothing(store: HistoryStore) -> None:
    store.trusts_clock(NOON)
    add(store, "1", NOON)

    for hour in range(20):
        prune(store, aged(90), NOON + 3_650 * DAY + timedelta(hours=hour))
    prune(store, aged(90), NOON + DAY)

    assert kept(store) == ["1"]


def test_a_clock_that_goes_on_for_a_day_is_believed(store: HistoryStore) -> None:
    """As after a year in a drawer."""
    store.trusts_clock(NOON)
    add(store, "1", NOON)

    for hour in range(26):
        prune(store, aged(90), NOON + 365 * DAY + timedelta(hours=hour))

    assert kept(store) == []


def test_a_doubt_outlives_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "history.db"
    for now in (NOON, NOON + 365 * DAY, NOON + 365 * DAY + timedelta(hours=1)):
        store = HistoryStore(path)
        store.trusts_clock(now)
        if now == NOON:
            add(store, "1", NOON)
        prune(store, aged(90), now)
        assert kept(store) == ["1"]
        store.close()


def test_a_clock_that_goes_back_takes_nothing(store: HistoryStore) -> None:
    """As that of a small computer without a battery, before it has asked for the time."""
    store.trusts_clock(NOON)
    add(store, "1", NOON)

    for hour in range(50):
        prune(store, aged(90), NOON - 20_000 * DAY + timedelta(hours=hour))

    assert kept(store) == ["1"]


def test_what_is_before_the_time_that_was_believed_is_not_believed(store: HistoryStore) -> None:
    assert store.trusts_clock(NOON)
    assert not store.trusts_clock(NOON - timedelta(hours=2))
    assert store.trusts_clock(NOON + timedelta(hours=1))
    assert store.trusts_clock(NOON + timedelta(minutes=1))


def forgotten_after(store: HistoryStore, looks: Iterable[datetime]) -> int | None:
    """Return how many looks it takes until what was first seen is too old."""
    add(store, "1", NOON)
    for number, now in enumerate(looks):
        prune(store, aged(90), now)
        if not kept(store):
            return number
    return None


def test_a_home_that_runs_for_some_hours_every_other_day_forgets_too(store: HistoryStore) -> None:
    looks = (NOON + timedelta(days=2 * day, hours=hour) for day in range(99) for hour in range(3))

    number = forgotten_after(store, looks)

    assert number is not None
    assert number <= 3 * 48, "at the latest the second time that it is old"


def test_a_clock_that_begins_years_ago_at_each_start_is_no_hindrance(store: HistoryStore) -> None:
    """As those of small computers without a battery do, until they have asked for the time."""
    looks = (
        [NOON - 20_000 * DAY, *(NOON + timedelta(days=day, hours=hour) for hour in range(1, 5))]
        for day in range(0, 200, 2)
    )

    number = forgotten_after(store, chain.from_iterable(looks))

    assert number is not None
    assert number <= 5 * 48


def test_a_clock_that_is_wrong_at_each_start_and_put_right_takes_nothing(
    store: HistoryStore,
) -> None:
    ahead = 3_650 * DAY
    looks = (
        NOON + timedelta(days=day, hours=hour) + (ahead if day and hour == 0 else timedelta())
        for day in range(80)
        for hour in range(0, 24, 6)
    )

    assert forgotten_after(store, looks) is None


def test_two_wrong_clocks_do_not_speak_for_each_other(store: HistoryStore) -> None:
    looks = [NOON, *(NOON + years * 365 * DAY for years in (1, 5, 2, 9, 11))]

    assert forgotten_after(store, looks) is None


def test_what_a_wrong_clock_dated_into_the_future_goes_with_what_came_after_it(
    store: HistoryStore,
) -> None:
    store.trusts_clock(NOON)
    add(store, "false", NOON + 3_650 * DAY)
    add(store, "after", NOON)
    add(store, "last", NOON + 2 * DAY)

    for hours in range(0, 24 * 4, 12):
        prune(store, aged(3), NOON + timedelta(hours=hours + 1))
    assert kept(store) == ["last"]


def test_a_file_that_was_set_aside_gets_no_older_than_anything_else(tmp_path: Path) -> None:
    store = HistoryStore(tmp_path / "history.db")
    aside = set_aside_path(tmp_path / "history.db")
    aside.write_bytes(b"damaged")
    os.utime(aside, (NOON.timestamp(), NOON.timestamp()))

    prune(store, aged(90), NOON + 89.9 * DAY)
    assert aside.exists()
    prune(store, aged(90), NOON + 9_999 * DAY)
    assert aside.exists(), "the clock may be wrong"
    prune(store, aged(90), NOON + 90.1 * DAY)
    assert not aside.exists()
    store.close()


def test_with_pictures_a_step_is_smaller_still(
    store: HistoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention, "_MOST_PICTURES", 2)
    store.trusts_clock(NOON)
    for number in range(5):
        add(store, str(number), NOON - 9 * DAY + timedelta(minutes=number), 10)

    steps = []
    while store.prune(NOON, aged(1)):
        steps.append(pictures(store))

    assert [len(each) for each in steps] == [3, 1, 0]
    assert store.db.execute("SELECT count(*) FROM pictures").fetchone() == (0,)


def test_the_log_stays_small_while_much_is_dropped_and_given_back(tmp_path: Path) -> None:
    store = HistoryStore(tmp_path / "history.db")
    store.trusts_clock(NOON)
    for number in range(60):
        add(store, str(number), NOON - 9 * DAY, 500_000)
    log, longest = tmp_path / "history.db-wal", 0
    store.hold()
    store.release()
    assert log.stat().st_size == 0, "it is given back after a backup"

    while store.prune(NOON, aged(1)):
        longest = max(longest, log.stat().st_size)

    assert longest < 20_000_000
    assert sum(each.stat().st_size for each in tmp_path.iterdir()) < 1_500_000
    store.close()


def test_while_it_is_held_nothing_goes_for_its_bytes_as_that_would_only_take_more(
    tmp_path: Path,
) -> None:
    store = HistoryStore(tmp_path / "history.db")
    store.hold()
    for number in range(5):
        add(store, str(number), NOON, 1_000_000)
    limits = Limits(None, 100, 3_500_000, 0)

    assert store.is_over(limits)
    prune(store, limits)
    assert len(pictures(store)) == 5

    store.release()
    prune(store, limits)
    assert len(pictures(store)) == 3
    store.close()


def test_a_long_log_counts_but_costs_no_picture(tmp_path: Path) -> None:
    store = HistoryStore(tmp_path / "history.db")
    store.db.execute("PRAGMA wal_autocheckpoint = 0")
    for number in range(5):
        add(store, str(number), NOON, 1_000_000)
    limits = Limits(None, 100, 7_000_000, 0)

    assert store.is_over(limits)
    prune(store, limits)

    assert not store.is_over(limits)
    assert len(pictures(store)) == 5
    store.close()


@settings(max_examples=100, deadline=None)
@given(
    minutes=st.lists(st.integers(0, 3_000), max_size=30),
    age=st.none() | st.integers(0, 3_000),
    most=st.integers(0, 35),
)
def test_what_is_left_is_what_a_plain_list_would_leave(
    minutes: list[int], age: int | None, most: int
) -> None:
    store, now = HistoryStore(None), NOON + timedelta(minutes=3_000)
    store.trusts_clock(now)
    for number, minute in enumerate(minutes):
        add(store, str(number), NOON + timedelta(minutes=minute), 10)
    young = [
        (minute, number)
        for number, minute in enumerate(minutes)
        if age is None or minute >= 3_000 - age
    ]

    prune(store, Limits(None if age is None else timedelta(minutes=age), most, 10**12, 0), now)

    expected = [str(number) for _, number in sorted(young, reverse=True)[:most]]
    assert kept(store) == pictures(store) == expected
    assert visits(store) == [f"v{each}" for each in expected]
    assert store.db.execute("SELECT count(*) FROM shown").fetchone() == (len(expected),)
    store.close()
