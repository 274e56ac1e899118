"""What is deleted is gone: from the answers, and from every byte of every file."""

from collections.abc import Iterator
from datetime import timedelta
import json
from pathlib import Path
from random import Random
import sqlite3
import subprocess
import sys

from hypothesis import given, settings, strategies as st
import pytest

from custom_components.plate_recognizer.history import unused_bytes
from custom_components.plate_recognizer.history.files import set_aside_path
from custom_components.plate_recognizer.history.notes import Note, noted
from custom_components.plate_recognizer.history.records import Wanted
from custom_components.plate_recognizer.history.store import HistoryStore
from custom_components.plate_recognizer.pipeline.sighting import Status
from custom_components.plate_recognizer.pipeline.traces import Showing, Traces

from .told import ANY, NOON, kept_visits, picture, shown, sighting, visit


@pytest.fixture
def store(tmp_path: Path) -> Iterator[HistoryStore]:
    store = HistoryStore(tmp_path / "history.db")
    yield store
    store.close()


def kept(store: HistoryStore) -> list[str]:
    return [each.sighting_id for each in store.find(Wanted(), 1_000_000)]


def visits(store: HistoryStore) -> list[str]:
    return [each["visit_id"] for each in kept_visits(store, NOON, 1_000_000)]


def raw(folder: Path) -> bytes:
    """Return all bytes of all files of a history, with those that SQLite has beside it."""
    return b"".join(each.read_bytes() for each in folder.rglob("*") if each.is_file())


def test_one_sighting_goes_with_its_picture_and_all_others_stay(store: HistoryStore) -> None:
    store.add("c", [sighting("1")], picture())
    store.add("c", [sighting("2", 1)], picture())

    traces = store.delete(Wanted(sighting_ids=frozenset({"1"})))

    shown_then = Showing("AB12CDE", "c", since=NOON, until=NOON + timedelta(minutes=1))
    assert traces == Traces(sighting_ids=frozenset({"1"}), showings=frozenset({shown_then}))
    assert kept(store) == ["2"]
    assert store.picture("2") is not None
    assert store.db.execute("SELECT count(*) FROM pictures").fetchone() == (1,)


def test_a_vehicle_goes_with_every_picture_that_shows_it_and_others_stay_without(
    store: HistoryStore,
) -> None:
    golf = shown("GG11GGG", Status.KNOWN, "golf")
    store.add("c", [sighting("1")], picture(shown(), golf))
    store.add("c", [sighting("2", 1, vehicle_id="golf", plate="GG11GGG")], picture(golf))
    store.add("c", [sighting("3", 2)], picture(shown()))

    store.delete(Wanted(vehicles=frozenset({"golf"})))

    assert kept(store) == ["3", "1"]
    assert store.picture("1") is None
    assert store.picture("3") is not None


def test_a_list_stands_for_all_that_are_on_it(store: HistoryStore) -> None:
    for number, vehicle in enumerate(["list:AA1", "list:BB2", "lists:CC3", "other"]):
        store.add("c", [sighting(vehicle, number, vehicle_id=vehicle)])

    assert store.delete(Wanted(vehicles=frozenset({"list"}))).sighting_ids == {
        "list:AA1",
        "list:BB2",
    }


def test_all_visits_of_a_plate_go_with_it(store: HistoryStore) -> None:
    store.add("c", [sighting("1", visit_id="v1")])
    store.keep_visit(visit("v1"))
    store.keep_visit(visit("v2", plate="ab-12 cde"))
    store.keep_visit(visit("v3", plate="XY98ZZZ"))

    traces = store.delete(Wanted(plates=frozenset({"AB12CDE"})))

    assert traces.visit_ids == {"v1", "v2"}
    assert traces.plates == {"AB12CDE", "ab-12 cde"}
    assert visits(store) == ["v3"]


def test_a_visit_stays_while_another_sighting_of_it_is_left(store: HistoryStore) -> None:
    store.add("c", [sighting("1", visit_id="v"), sighting("2", 1, visit_id="v")])
    store.keep_visit(visit("v"))

    assert store.delete(Wanted(sighting_ids=frozenset({"1"}))).visit_ids == frozenset()
    assert store.delete(Wanted(sighting_ids=frozenset({"2"}))).visit_ids == {"v"}
    assert visits(store) == []


def test_a_visit_goes_with_the_sighting_that_it_is_told_by(store: HistoryStore) -> None:
    store.add("c", [sighting("1", visit_id="v"), sighting("2", 1, visit_id="v")])
    store.keep_visit(visit("v", sighting_id="1"))

    traces = store.delete(Wanted(sighting_ids=frozenset({"1"})))
    assert (kept(store), visits(store)) == (["2"], [])
    assert traces.visit_ids == frozenset(), "the sighting that is left has it, too"


def test_a_plate_that_only_one_sighting_loses_was_shown_until_its_camera_saw_it_again(
    store: HistoryStore,
) -> None:
    store.add("c", [sighting("1"), sighting("2", 5, plate="XY98ZZZ"), sighting("3", 9)])
    store.add("d", [sighting("4", 2)])

    traces = store.delete(Wanted(sighting_ids=frozenset({"1", "3"})))

    later = NOON + timedelta(minutes=9)
    assert traces.plates == frozenset()
    assert traces.showings == {
        Showing("AB12CDE", "c", since=NOON, until=later),
        Showing("AB12CDE", "c", since=later, until=None),
    }


def test_of_one_that_was_not_read_what_was_made_out_was_shown(store: HistoryStore) -> None:
    store.add("c", [sighting("1", plate=None, plate_raw="ab12c")])

    traces = store.delete(Wanted(sighting_ids=frozenset({"1"})))

    assert {each.plate for each in traces.showings} == {"ab12c"}


def test_others_that_might_have_been_it_no_longer_say_so(store: HistoryStore) -> None:
    maybe = [{"plate": "AB12CDE", "score": 0.5}, {"plate": "A812CDE", "score": 0.6}]
    store.add("c", [sighting("1"), sighting("2", 1, plate="A812CDE", candidates=maybe)])

    store.delete(Wanted(plates=frozenset({"AB12CDE"})))

    [other] = store.find(Wanted(), 10)
    assert other.data["candidates"] == maybe[1:]


def test_everything_goes_also_a_file_that_was_set_aside(
    store: HistoryStore, tmp_path: Path
) -> None:
    store.add("c", [sighting("1", visit_id="v")], picture())
    store.keep_visit(visit("v"))
    set_aside_path(tmp_path / "history.db").write_bytes(b"AB12CDE")

    traces = store.delete(None)

    assert traces == Traces(
        frozenset({"AB12CDE"}), frozenset({"1", "best of v"}), frozenset({"v"}), everything=True
    )
    assert kept(store) == visits(store) == []
    assert b"AB12CDE" not in raw(tmp_path)


def test_to_delete_nothing_in_particular_is_refused(store: HistoryStore) -> None:
    store.add("c", [sighting()])

    with pytest.raises(ValueError, match="said"):
        store.delete(Wanted())
    assert kept(store) == ["1"]


@pytest.mark.parametrize(
    "plate", ["'; DROP TABLE sightings; --", "100%", "_B1", "ÄÖ-Ü1", "東京 12"]
)
def test_whatever_a_plate_is_called_it_alone_goes(store: HistoryStore, plate: str) -> None:
    store.add("c", [sighting("1", plate=plate), sighting("2", 1, plate="100X"), sighting("3", 2)])
    key = store.find(Wanted(sighting_ids=frozenset({"1"})), 1)[0].plate_key
    assert key is not None

    store.delete(Wanted(plates=frozenset({key})))

    assert kept(store) == ["3", "2"]


def test_more_are_deleted_at_once_than_a_statement_has_room_for(store: HistoryStore) -> None:
    store.add(
        "c", [sighting(str(number), number, visit_id=f"v{number}") for number in range(40_000)]
    )

    store.delete(Wanted(sighting_ids=frozenset(str(number) for number in range(1, 40_000))))

    assert kept(store) == ["0"]


def test_the_file_gets_smaller(store: HistoryStore, tmp_path: Path) -> None:
    store.add("c", [sighting()], picture(content=bytes(10**6)))

    store.delete(None)

    assert sum(each.stat().st_size for each in tmp_path.iterdir()) < 200_000


def of_a_plate(store: HistoryStore) -> None:
    for number in range(300):
        plate = "AB12CDE" if number % 7 == 0 else "XY98ZZZ"
        store.add("c", [sighting(str(number), number, plate=plate)])


def test_while_another_has_the_file_open_it_is_cleaned_later(
    store: HistoryStore, tmp_path: Path
) -> None:
    of_a_plate(store)
    other = sqlite3.connect(tmp_path / "history.db")
    assert other.execute("SELECT count(*) FROM sightings").fetchone() == (300,)

    store.delete(Wanted(plates=frozenset({"AB12CDE"})))
    assert noted(store.db, Note.HAS_TRACES) == 1
    assert other.execute("PRAGMA integrity_check").fetchall() == [("ok",)]

    other.close()
    store.prune(NOON, ANY)
    assert noted(store.db, Note.HAS_TRACES) == 0
    assert b"AB12CDE" not in raw(tmp_path)


def test_nobody_else_gets_in_while_it_is_cleaned(
    store: HistoryStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    of_a_plate(store)
    refused, room = list[int](), unused_bytes._room
    read = (
        "import sqlite3, sys; db = sqlite3.connect(sys.argv[1], timeout=0)\n"
        "try: db.execute('SELECT * FROM notes').fetchall()\n"
        "except sqlite3.OperationalError as error: print(error)"
    )

    def watched(page: bytes) -> tuple[int, int]:
        if not refused:
            run = [sys.executable, "-c", read, str(tmp_path / "history.db")]
            refused.append(b"locked" in subprocess.run(run, capture_output=True, check=True).stdout)  # noqa: S603 - our own
        return room(page)

    monkeypatch.setattr(unused_bytes, "_room", watched)
    store.delete(Wanted(plates=frozenset({"AB12CDE"})))

    assert refused == [True]
    assert kept(store)


def test_what_cannot_be_cleaned_away_is_deleted_all_the_same_and_cleaned_later(
    store: HistoryStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    of_a_plate(store)

    def broken(_file: int) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as context:
        context.setattr("os.fsync", broken)
        traces = store.delete(Wanted(plates=frozenset({"AB12CDE"})))
    assert len(traces.sighting_ids) == 43
    assert "Input/output" in store.untidy
    assert len(kept(store)) == 257

    store.prune(NOON, ANY)
    assert store.untidy == ""
    assert noted(store.db, Note.HAS_TRACES) == 0


@pytest.mark.parametrize(
    ("page", "room"),
    [
        (b"\x0d" + bytes(2) + b"\0\1" + b"\0\x0f\0" + b"\0\x0f" + b"left.x", (10, 15)),
        (b"\x0d" + bytes(2) + b"\0\1" + b"\0\x0f\0" + b"\0\x0c" + b"left.x", (0, 0)),
        (b"\x0d" + b"\0\x0b" + b"\0\1" + b"\0\x0f\0" + b"\0\x0f" + b"left.x", (0, 0)),
        (b"\x0d" + bytes(2) + b"\0\1" + b"\1\x0f\0" + b"\1\x0f" + b"left.x", (0, 0)),
        (b"\x00" + bytes(2) + b"\0\1" + b"\0\x0f\0" + b"\0\x0f" + b"left.x", (0, 0)),
    ],
    ids=["sound", "a cell in the room", "a free block in it", "beyond the page", "no cells"],
)
def test_only_room_without_doubt_is_overwritten(page: bytes, room: tuple[int, int]) -> None:
    assert unused_bytes._room(page) == room


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10**6))
def test_no_byte_of_it_is_left_however_much_was_moved_about(
    tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    random, folder = Random(seed), tmp_path_factory.mktemp("history")  # noqa: S311 - the same each time
    store = HistoryStore(folder / "history.db")
    plates = [f"P{random.randrange(10**8):08d}" for _ in range(30)]
    for minute in range(400):
        plate = random.choice(plates)
        told = sighting(
            f"{random.getrandbits(128):032x}",
            minute + random.random() * 9,
            plate=plate,
            plate_raw=plate.lower(),
            visit_id=f"{random.getrandbits(128):032x}",
            user_data="x" * random.randrange(200, 1500),
            status=random.choice(["stranger", "known"]),
        )
        store.add("c", [told], picture(shown(plate)) if random.random() < 0.3 else None)
        store.keep_visit(visit(told["visit_id"], minute, plate=plate))
    ids = frozenset(each.sighting_id for each in store.find(Wanted(), 400) if random.random() < 0.3)

    store.delete(Wanted(sighting_ids=ids))
    gone = plates[:10]
    store.delete(Wanted(plates=frozenset(gone)))

    left = raw(folder)
    assert not [each for each in ids if each.encode() in left]
    assert not [each for each in gone if each.encode() in left or each.lower().encode() in left]
    assert store.db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert store.db.execute("PRAGMA foreign_key_check").fetchall() == []
    for plate in plates[10:]:
        assert json.dumps(plate).encode() in left or plate.encode() not in left
    store.close()
