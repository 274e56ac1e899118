"""The memory of the latest sightings: what it keeps, and what can be asked of it."""

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given, strategies as st
import pytest

from custom_components.plate_recognizer.pipeline.recent import (
    MOST_SIGHTINGS,
    RecentSighting,
    RecentSightings,
    Wanted,
)

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)


def data(sighting_id: str = "1", /, **changes: object) -> dict[str, Any]:
    return {
        "sighting_id": sighting_id,
        "place": "Driveway",
        "camera": "Front Door",
        "camera_entity_id": "camera.front",
        "device_id": "d1",
        "plate": "AB12 CDE",
        "status": "stranger",
        "taken_at": NOON.isoformat(),
        **changes,
    }


def sighting(sighting_id: str = "1", minute: int = 0, /, **changes: object) -> RecentSighting:
    taken_at = (NOON + timedelta(minutes=minute)).isoformat()
    return RecentSighting.of(data(sighting_id, **{"taken_at": taken_at, **changes}))


def remembered(*sightings: RecentSighting) -> RecentSightings:
    recent = RecentSightings()
    for each in sightings:
        recent.add(each)
    return recent


def ids(sightings: object) -> list[str]:
    assert isinstance(sightings, RecentSightings | list)
    return [each.sighting_id for each in sightings]


def test_the_newest_come_first_whenever_they_were_told() -> None:
    recent = remembered(sighting("late", 9), sighting("early", 1), sighting("middle", 5))

    assert ids(recent) == ["late", "middle", "early"]


def test_of_one_moment_the_last_one_told_comes_first() -> None:
    assert ids(remembered(sighting("1"), sighting("2"), sighting("3"))) == ["3", "2", "1"]


@given(st.integers(min_value=0, max_value=20))
def test_never_more_are_remembered_than_there_is_room_for_and_the_oldest_go(beyond: int) -> None:
    count = MOST_SIGHTINGS + beyond
    recent = remembered(*(sighting(str(number)) for number in range(count)))

    assert len(ids(recent)) == MOST_SIGHTINGS
    assert recent.find(str(count - 1)) is not None
    assert (recent.find("0") is None) == (beyond > 0)


@pytest.mark.parametrize(
    ("wanted", "is_one"),
    [
        (Wanted(), True),
        (Wanted(since=NOON, until=NOON), True),
        (Wanted(since=NOON + timedelta(seconds=1)), False),
        (Wanted(until=NOON - timedelta(seconds=1)), False),
        (Wanted(places=frozenset({"driveway", "gate"})), True),
        (Wanted(places=frozenset({"gate"})), False),
        (Wanted(cameras=frozenset({"d1"})), True),
        (Wanted(cameras=frozenset({"camera.front"})), True),
        (Wanted(cameras=frozenset({"front door"})), True),
        (Wanted(cameras=frozenset({"d2", "camera.back"})), False),
        (Wanted(plates=frozenset({"AB12CDE"})), True),
        (Wanted(plates=frozenset({"XY98ZZZ"})), False),
        (Wanted(statuses=frozenset({"known", "stranger"})), True),
        (Wanted(statuses=frozenset({"known"})), False),
        (Wanted(statuses=frozenset({"stranger"}), places=frozenset({"gate"})), False),
    ],
)
def test_all_that_is_asked_for_has_to_fit(wanted: Wanted, is_one: bool) -> None:  # noqa: FBT001
    assert wanted.includes(sighting()) is is_one


def test_an_unread_plate_is_none_that_is_asked_for() -> None:
    unread = sighting(plate=None, status="unread")

    assert not Wanted(plates=frozenset({"AB12CDE"})).includes(unread)
    assert Wanted(statuses=frozenset({"unread"})).includes(unread)


def test_each_stranger_is_offered_once_with_its_latest_sighting() -> None:
    recent = remembered(
        sighting("first", 1),
        sighting("other", 2, plate="XY98ZZZ"),
        sighting("again", 3, plate="ab-12-cde"),
    )

    assert ids(list(recent.strangers(lambda _: False))) == ["again", "other"]


def test_who_is_known_blocked_or_unread_is_no_stranger_nor_who_became_known_since() -> None:
    recent = remembered(
        sighting("known", plate="AA11AAA", status="known"),
        sighting("blocked", plate="BB22BBB", status="blocked"),
        sighting("unread", plate=None, status="unread"),
        sighting("since", plate="CC33CCC"),
        sighting("stranger", plate="DD44DDD"),
    )

    assert ids(list(recent.strangers(lambda plate: plate == "CC33CCC"))) == ["stranger"]


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"taken_at": "noon"}, ValueError),
        ({"taken_at": "2026-07-01T12:00:00"}, ValueError),
        ({"taken_at": None}, TypeError),
        ({"status": None}, TypeError),
        ({"place": 5}, TypeError),
        ({"plate": 5}, (AttributeError, TypeError)),
    ],
)
def test_what_is_no_sighting_is_refused(
    changes: dict[str, object], error: type[Exception] | tuple[type[Exception], ...]
) -> None:
    with pytest.raises(error):
        RecentSighting.of(data(**changes))


@pytest.mark.parametrize("key", ["sighting_id", "place", "device_id", "plate", "taken_at"])
def test_a_sighting_without_one_of_its_keys_is_none(key: str) -> None:
    incomplete = data()
    del incomplete[key]

    with pytest.raises(KeyError):
        RecentSighting.of(incomplete)
