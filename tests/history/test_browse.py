"""What there is to look at, without Home Assistant."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from custom_components.plate_recognizer.history import browse
from custom_components.plate_recognizer.history.browse import GroupedBy, Span
from custom_components.plate_recognizer.history.records import KeptPicture
from custom_components.plate_recognizer.history.store import HistoryStore

BERLIN = ZoneInfo("Europe/Berlin")
ALL = Span(0, 100)
PICTURE = KeptPicture(b"a picture", "image/jpeg", 320, 240, ())
_IDS = count()


@pytest.fixture
def store() -> Iterator[HistoryStore]:
    store = HistoryStore(None)
    yield store
    store.close()


def seen(
    store: HistoryStore,
    taken_at: datetime | str,
    plate: str | None = "XY98ZZZ",
    *,
    camera_id: str = "01GATE",
    picture: KeptPicture | None = PICTURE,
    **told: object,
) -> str:
    """Have a sighting kept, and return its id."""
    moment = datetime.fromisoformat(taken_at) if isinstance(taken_at, str) else taken_at
    sighting_id = f"{next(_IDS):026}"
    data = {
        "sighting_id": sighting_id,
        "taken_at": moment.astimezone(UTC).isoformat(),
        "camera": "Gate",
        "place": "Yard",
        "status": "stranger" if plate else "unread",
        "vehicle": None,
        "vehicle_id": None,
        "plate": plate,
        "visit_id": None,
        **told,
    }
    store.add(camera_id, [data], picture)
    return sighting_id


def groups(
    store: HistoryStore, by: GroupedBy, zone: ZoneInfo = BERLIN, span: Span = ALL
) -> list[tuple[str, str, int, str]]:
    found = browse.groups(store.db, by, zone, span)
    return [(each.key, each.name, each.sightings, each.newest) for each in found.items]


def sightings(
    store: HistoryStore, by: GroupedBy, key: str, zone: ZoneInfo = BERLIN, span: Span = ALL
) -> list[str]:
    return [each.sighting_id for each in browse.sightings(store, by, key, zone, span).items]


def test_without_pictures_there_is_nothing(store: HistoryStore) -> None:
    sighting_id = seen(store, "2026-07-01T12:00:00+02:00", picture=None)

    assert not browse.has_pictures(store.db)
    assert browse.newest(store.db) is None
    assert not browse.is_pictured(store.db, sighting_id)
    assert [groups(store, by) for by in GroupedBy] == [[]] * len(GroupedBy)
    assert sightings(store, GroupedBy.DAY, "2026-07-01") == []


def test_days_are_those_of_the_home(store: HistoryStore) -> None:
    first = seen(store, "2026-07-01T21:59:59.999999Z")
    second = seen(store, "2026-07-01T22:00:00Z")

    assert browse.has_pictures(store.db)
    assert browse.newest(store.db) == second
    assert groups(store, GroupedBy.DAY) == [
        ("2026-07-02", "2026-07-02", 1, second),
        ("2026-07-01", "2026-07-01", 1, first),
    ]
    assert sightings(store, GroupedBy.DAY, "2026-07-02") == [second]
    assert groups(store, GroupedBy.DAY, ZoneInfo("UTC")) == [
        ("2026-07-01", "2026-07-01", 2, second)
    ]
    assert sightings(store, GroupedBy.DAY, "2026-07-01", ZoneInfo("UTC")) == [second, first]


@pytest.mark.parametrize(
    ("zone", "day", "begins", "hours"),
    [
        ("Europe/Berlin", "2026-03-29", "2026-03-28T23:00:00Z", 23),
        ("Europe/Berlin", "2026-10-25", "2026-10-24T22:00:00Z", 25),
        ("America/Havana", "2026-11-01", "2026-11-01T04:00:00Z", 25),  # midnight comes twice
        ("Asia/Beirut", "2026-03-29", "2026-03-28T22:00:00Z", 23),  # there is no midnight
        ("Asia/Kathmandu", "2026-07-01", "2026-06-30T18:15:00Z", 24),
    ],
)
def test_a_day_is_as_long_as_the_clocks_make_it(
    store: HistoryStore, zone: str, day: str, begins: str, hours: int
) -> None:
    start = datetime.fromisoformat(begins)
    end = start + timedelta(hours=hours)
    moment = timedelta(microseconds=1)
    before, first, last, after = (
        seen(store, each) for each in (start - moment, start, end - moment, end)
    )

    assert sightings(store, GroupedBy.DAY, day, ZoneInfo(zone)) == [last, first]
    assert [
        (number, newest) for _, _, number, newest in groups(store, GroupedBy.DAY, ZoneInfo(zone))
    ] == [
        (1, after),
        (2, last),
        (1, before),
    ]


@pytest.mark.parametrize("key", ["2026-02-30", "yesterday", "9999-12-31", ""])
def test_what_is_no_day_is_refused(store: HistoryStore, key: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        sightings(store, GroupedBy.DAY, key)


def test_the_first_day_that_there_is_has_nothing(store: HistoryStore) -> None:
    assert sightings(store, GroupedBy.DAY, "0001-01-01", ZoneInfo("Pacific/Auckland")) == []


def test_groups_come_newest_first_by_their_last_name(store: HistoryStore) -> None:
    seen(store, "2026-07-01T10:00:00Z", camera_id="01A", camera="Gate", place="Yard")
    lane = seen(store, "2026-07-01T11:00:00Z", camera_id="01B", camera="Lane", place="Street")
    gate = seen(store, "2026-07-01T12:00:00Z", camera_id="01A", camera="Big gate", place="YARD")
    seen(store, "2026-07-01T13:00:00Z", camera_id="01C", picture=None)

    assert groups(store, GroupedBy.CAMERA) == [
        ("01A", "Big gate", 2, gate),
        ("01B", "Lane", 1, lane),
    ]
    assert groups(store, GroupedBy.PLACE) == [
        ("yard", "YARD", 2, gate),
        ("street", "Street", 1, lane),
    ]
    assert sightings(store, GroupedBy.PLACE, "street") == [lane]


def test_each_vehicle_is_in_one_group(store: HistoryStore) -> None:
    def at(minute: int) -> str:
        return f"2026-07-01T12:{minute:02}:00Z"

    golf: dict[str, Any] = {"vehicle": "Golf", "vehicle_id": "01GOLF"}
    lorry: dict[str, Any] = {"vehicle": "Lorry", "vehicle_id": "01LIST:LO11RRY"}
    van: dict[str, Any] = {"vehicle": "Van", "vehicle_id": "01VAN"}
    known = seen(store, at(1), "AB12CDE", status="known", **golf)
    expired = seen(store, at(2), "AB12CDE", status="expired", **golf)
    ignored = seen(store, at(3), "LO11RRY", status="ignored", **lorry)
    blocked = seen(store, at(4), "BL0CKED", status="blocked", **van)
    blocked_lookalike = seen(store, at(5), "BL0CKEB", status="blocked")
    stranger = seen(store, at(6), "XY-98 ZZZ")
    masked = seen(store, at(7), "#ABCDEFGH")
    unread = seen(store, at(8), None)
    unread_since = seen(store, at(9), "QQ11QQQ", status="unread")

    assert groups(store, GroupedBy.VEHICLE) == [
        ("01LIST:LO11RRY", "Lorry", 1, ignored),
        ("01GOLF", "Golf", 2, expired),
    ]
    assert groups(store, GroupedBy.STRANGER) == [
        ("#ABCDEFGH", "#ABCDEFGH", 1, masked),
        ("XY98ZZZ", "XY-98 ZZZ", 1, stranger),
    ]
    assert groups(store, GroupedBy.STATUS) == [
        ("unread", "unread", 2, unread_since),
        ("blocked", "blocked", 2, blocked_lookalike),
    ]
    assert sightings(store, GroupedBy.VEHICLE, "01GOLF") == [expired, known]
    assert sightings(store, GroupedBy.VEHICLE, "01VAN") == [], "it is among the blocked ones"
    assert sightings(store, GroupedBy.STATUS, "blocked") == [blocked_lookalike, blocked]
    assert sightings(store, GroupedBy.STATUS, "unread") == [unread_since, unread]
    assert sightings(store, GroupedBy.STATUS, "known") == []
    assert sightings(store, GroupedBy.STRANGER, "#ABCDEFGH") == [masked]


@pytest.mark.parametrize("by", [GroupedBy.DAY, GroupedBy.STRANGER])
def test_no_answer_is_longer_than_was_asked_for(store: HistoryStore, by: GroupedBy) -> None:
    for day in range(1, 6):
        seen(store, f"2026-07-0{day}T12:00:00Z", f"XY9{day}ZZZ")

    everything = [key for key, *_ in groups(store, by)]
    assert len(everything) == 5
    for offset, limit in ((0, 2), (2, 2), (4, 2), (6, 2), (0, 5)):
        page = browse.groups(store.db, by, BERLIN, Span(offset, limit))
        assert [each.key for each in page.items] == everything[offset : offset + limit]
        assert page.has_more == (offset + limit < 5)


def test_nor_is_a_list_of_sightings(store: HistoryStore) -> None:
    ids = [seen(store, f"2026-07-01T12:00:0{second}Z") for second in range(5)][::-1]

    for offset, limit in ((0, 2), (2, 2), (4, 2), (6, 2), (0, 5)):
        page = browse.sightings(store, GroupedBy.CAMERA, "01GATE", BERLIN, Span(offset, limit))
        assert [each.sighting_id for each in page.items] == ids[offset : offset + limit]
        assert page.has_more == (offset + limit < 5)


@pytest.mark.parametrize("index", [None, "sightings_by_time"])
def test_what_was_seen_at_the_same_moment_is_listed_once_each_the_last_one_told_first(
    store: HistoryStore, index: str | None
) -> None:
    """Whichever way SQLite goes through them: by an index it is so without being asked for."""
    ids = [seen(store, "2026-07-01T12:00:00Z") for _ in range(5)]
    if index:
        store.db.execute(f"DROP INDEX {index}")

    pages = [sightings(store, GroupedBy.DAY, "2026-07-01", span=Span(at, 2)) for at in (0, 2, 4)]

    assert [each for page in pages for each in page] == ids[::-1]
    assert browse.newest(store.db) == ids[-1]


@pytest.mark.parametrize("damaged", [1, 3])
def test_what_can_not_be_read_hides_nothing_older(store: HistoryStore, damaged: int) -> None:
    ids = [seen(store, f"2026-07-01T12:00:0{second}Z") for second in range(5)][::-1]
    for each in ids[:damaged]:
        store.db.execute("UPDATE sightings SET data = '{' WHERE sighting_id = ?", (each,))

    pages = [
        browse.sightings(store, GroupedBy.CAMERA, "01GATE", BERLIN, Span(offset, 2))
        for offset in (0, 2, 4)
    ]

    assert [each.sighting_id for page in pages for each in page.items] == ids[damaged:]
    assert [page.has_more for page in pages] == [True, True, False]
