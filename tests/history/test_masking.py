"""What is masked later: entirely, once, and so that nothing of the plate is left."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
import os
from pathlib import Path
from typing import Any

import pytest

from custom_components.plate_recognizer.api.models import Box
from custom_components.plate_recognizer.history import hiding
from custom_components.plate_recognizer.history.files import set_aside_path
from custom_components.plate_recognizer.history.records import KeptPicture, Shown, Wanted
from custom_components.plate_recognizer.history.store import HistoryStore
from custom_components.plate_recognizer.pipeline.masking import masked_data
from custom_components.plate_recognizer.pipeline.pseudonyms import Pseudonyms
from custom_components.plate_recognizer.pipeline.sighting import Status

from .test_deletion import raw
from .told import NOON, kept_visits, picture, shown, sighting, visit

LATER = NOON + timedelta(hours=1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[HistoryStore]:
    store = HistoryStore(tmp_path / "history.db")
    yield store
    store.close()


def pseudonym(data: Mapping[str, Any]) -> dict[str, Any]:
    plate = data["plate"] and "#STRANGER"
    hidden: dict[str, Any] = {
        "plate": plate,
        "plate_raw": None,
        "candidates": [],
        "user_data": None,
    }
    return {key: hidden.get(key, value) for key, value in data.items()}


def paint(_picture: KeptPicture, _boxes: tuple[Box, ...]) -> bytes | None:
    return b"painted"


GOLF = frozenset({"golf"})
"""The vehicles that are known."""


def mask(store: HistoryStore, paint: hiding.Paint = paint, known: frozenset[str] = GOLF) -> int:
    """Mask all; return in how many steps."""
    steps = 0
    while store.mask(LATER, known, pseudonym, paint):
        steps += 1
    return steps


def test_a_stranger_is_masked_wherever_it_is_kept_and_no_byte_of_the_plate_is_left(
    store: HistoryStore, tmp_path: Path
) -> None:
    told = sighting("1", visit_id="v", candidates=[{"plate": "AB12COE", "score": 0.1}])
    store.add("c", [told], picture(content=b"shows AB12CDE"))
    store.keep_visit(visit("v"))

    mask(store)

    [kept] = store.find(Wanted(plates=frozenset({"#STRANGER"})), 9)
    assert kept.data == pseudonym(told)
    assert [each["plate"] for each in kept_visits(store, NOON, 9)] == ["#STRANGER"]
    seen = store.picture("1")
    assert seen is not None
    assert (seen.content, seen.shown[0].plate) == (b"painted", "#STRANGER")
    files = raw(tmp_path).lower()
    assert b"ab12cde" not in files
    assert b"ab12coe" not in files


def test_an_unread_one_is_masked_too_for_what_was_made_of_it_may_be_nearly_all(
    store: HistoryStore, tmp_path: Path
) -> None:
    store.add("c", [sighting("1", plate=None, plate_raw="ab12cd", status="unread")])

    assert mask(store)
    assert b"ab12cd" not in raw(tmp_path)


def test_those_who_are_known_or_too_young_stay_as_they_are(store: HistoryStore) -> None:
    golf = sighting("1", status="known", vehicle_id="golf")
    young = sighting("2", 61)
    store.add("c", [golf], picture(shown(status=Status.KNOWN)))
    store.add("c", [young], picture())

    mask(store)

    assert [each.data for each in store.find(Wanted(), 9)] == [young, golf]
    assert store.picture("1") == picture(shown(status=Status.KNOWN))
    assert store.picture("2") == picture()


def test_the_plate_is_painted_out_or_the_vehicle_where_nobody_knows_its_plate(
    store: HistoryStore,
) -> None:
    boxes = list[tuple[Box, ...]]()
    plate, vehicle = Box(1, 2, 3, 4), Box(5, 6, 7, 8)
    seen = picture(
        Shown(Status.STRANGER, "AB12CDE", None, plate, vehicle),
        Shown(Status.UNREAD, None, None, None, vehicle),
        Shown(Status.UNREAD, None, None, None, None),
        Shown(Status.KNOWN, "GG11GGG", "golf", Box(9, 9, 9, 9), None),
    )
    store.add("c", [sighting()], seen)

    def paint(shown: KeptPicture, hidden: tuple[Box, ...]) -> bytes:
        assert shown == seen
        boxes.append(hidden)
        return b"painted"

    mask(store, paint)

    assert boxes == [(plate, vehicle)]
    painted = store.picture("1")
    assert painted is not None
    assert [each.plate for each in painted.shown] == ["#STRANGER", None, None, "GG11GGG"]


def test_a_picture_that_cannot_be_painted_goes_and_its_sighting_stays(store: HistoryStore) -> None:
    store.add("c", [sighting()], picture())

    mask(store, lambda _picture, _boxes: None)

    assert store.picture("1") is None
    assert len(store.find(Wanted(), 9)) == 1


def test_the_masking_of_what_is_told_fits_what_is_kept(store: HistoryStore, tmp_path: Path) -> None:
    store.add("c", [sighting("1", visit_id="v")], picture(content=b"no plate"))
    store.keep_visit(visit("v"))
    pseudonyms = Pseudonyms(lambda: b"a key that nobody keeps")

    while store.mask(LATER, GOLF, lambda data: masked_data(data, pseudonyms, LATER), paint):
        pass

    [kept] = store.find(Wanted(), 9)
    assert kept.is_masked
    assert kept.plate_key == pseudonyms.of("AB12CDE", LATER)
    assert kept_visits(store, NOON, 9)[0]["plate"] == kept.data["plate"]
    seen = store.picture("1")
    assert seen is not None
    assert seen.shown[0].plate == kept.data["plate"]
    assert b"ab12cde" not in raw(tmp_path).lower()


def test_what_is_masked_is_not_masked_again(store: HistoryStore) -> None:
    store.add("c", [sighting()], picture())
    store.keep_visit(visit())
    mask(store)

    assert mask(store) == 0


def test_what_is_masked_when_it_is_told_is_not_masked_again(store: HistoryStore) -> None:
    told = {"plate": "#ABCDEFGH", "plate_raw": None}
    content = picture(shown("#ABCDEFGH"), content=b"painted out when it was kept")
    store.add("c", [sighting(**told)], replace(content, is_masked=True))
    store.add("c", [sighting("2", plate=None, plate_raw=None, status="unread")])
    store.keep_visit(visit(**told))

    assert mask(store) == 0
    kept = store.picture("1")
    assert kept is not None
    assert kept.content == content.content


def test_the_end_of_a_visit_that_was_masked_tells_no_plate(
    store: HistoryStore, tmp_path: Path
) -> None:
    store.keep_visit(visit())
    mask(store)
    store.keep_visit(visit(ended_at=LATER.isoformat()))

    [kept] = kept_visits(store, NOON, 9)
    assert kept == visit(plate="#STRANGER", ended_at=LATER.isoformat())
    assert b"ab12cde" not in raw(tmp_path).lower()
    assert mask(store) == 0


def test_a_masked_stranger_that_is_made_known_is_told_by_its_plate(store: HistoryStore) -> None:
    store.keep_visit(visit())
    mask(store)
    known = visit(status="known", vehicle_id="golf", ended_at=LATER.isoformat())
    store.keep_visit(known)

    assert kept_visits(store, NOON, 9) == [known]


def test_a_vehicle_that_nobody_knows_any_more_is_a_stranger(
    store: HistoryStore, tmp_path: Path
) -> None:
    listed = {"status": "known", "vehicle_id": "staff:AB12CDE", "vehicle": "Anna"}
    was_listed = shown(status=Status.KNOWN, vehicle_id="staff:AB12CDE")
    known = shown("GG11GGG", Status.KNOWN, "golf")
    store.add("c", [sighting(**listed)], picture(was_listed, known, content=b"shows it"))
    store.keep_visit(visit(**listed))
    mask(store, known=GOLF | {"staff:AB12CDE"})
    assert store.find(Wanted(), 9)[0].data["plate"] == "AB12CDE"

    mask(store)

    [kept] = store.find(Wanted(statuses=frozenset({"stranger"})), 9)
    assert (kept.data["plate"], kept.data["vehicle_id"]) == ("#STRANGER", None)
    assert kept_visits(store, NOON, 9)[0]["status"] == "stranger"
    seen = store.picture("1")
    assert seen is not None
    assert seen.content == b"painted"
    assert [each.plate for each in seen.shown] == ["#STRANGER", "GG11GGG"]
    assert b"ab12cde" not in raw(tmp_path).lower()
    assert mask(store) == 0


def test_it_comes_to_its_end_where_no_vehicle_is_known(store: HistoryStore) -> None:
    store.add("c", [sighting()], picture())
    store.keep_visit(visit())

    assert store.mask(LATER, frozenset(), pseudonym, paint)
    assert not store.mask(LATER, frozenset(), pseudonym, paint)


def test_it_goes_on_in_small_steps(store: HistoryStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hiding, "_ROWS", 10)
    store.add("c", [sighting(str(number), number / 10) for number in range(25)])

    assert mask(store) == 3


def test_a_mask_that_fails_leaves_everything_whole(store: HistoryStore) -> None:
    store.add("c", [sighting()], picture())

    def fails(_picture: KeptPicture, _boxes: tuple[Box, ...]) -> bytes:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        store.mask(LATER, GOLF, pseudonym, fails)

    assert [each.data for each in store.find(Wanted(), 9)] == [sighting()]
    assert store.picture("1") == picture()


def test_a_file_that_was_set_aside_shows_no_older_strangers(
    store: HistoryStore, tmp_path: Path
) -> None:
    aside = set_aside_path(tmp_path / "history.db")
    aside.write_bytes(b"AB12CDE")
    os.utime(aside, (LATER.timestamp(), LATER.timestamp()))
    mask(store)
    assert aside.exists()

    os.utime(aside, (NOON.timestamp(), NOON.timestamp()))
    mask(store)
    assert not aside.exists()
