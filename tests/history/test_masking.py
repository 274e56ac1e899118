"""What is masked later: entirely, once, and so that nothing of the plate is left."""

from collections.abc import Iterator, Mapping
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
from custom_components.plate_recognizer.pipeline.traces import Traces

from .test_deletion import raw
from .told import NOON, picture, shown, sighting, visit

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


def mask(store: HistoryStore, paint: hiding.Paint = paint) -> Traces:
    traces = Traces()
    while (some := store.mask(LATER, pseudonym, paint)) is not None:
        traces |= some
    return traces


def test_a_stranger_is_masked_wherever_it_is_kept_and_no_byte_of_the_plate_is_left(
    store: HistoryStore, tmp_path: Path
) -> None:
    told = sighting("1", visit_id="v", candidates=[{"plate": "AB12COE", "score": 0.1}])
    store.add("c", [told], picture(content=b"shows AB12CDE"))
    store.keep_visit(visit("v"))

    traces = mask(store)

    assert traces == Traces(frozenset({"AB12CDE"}), frozenset({"1", "best of v"}), frozenset({"v"}))
    [kept] = store.find(Wanted(plates=frozenset({"#STRANGER"})), 9)
    assert kept.data == pseudonym(told)
    assert [each["plate"] for each in store.visits(NOON, 9)] == ["#STRANGER"]
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

    assert mask(store) == Traces(sighting_ids=frozenset({"1"}))
    assert b"ab12cd" not in raw(tmp_path)


def test_those_who_are_known_or_too_young_stay_as_they_are(store: HistoryStore) -> None:
    golf = sighting("1", status="known", vehicle_id="golf")
    young = sighting("2", 61)
    store.add("c", [golf], picture(shown(status=Status.KNOWN)))
    store.add("c", [young], picture())

    assert mask(store) == Traces()
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

    while store.mask(LATER, lambda data: masked_data(data, pseudonyms, LATER), paint):
        pass

    [kept] = store.find(Wanted(), 9)
    assert kept.is_masked
    assert kept.plate_key == pseudonyms.of("AB12CDE", LATER)
    assert store.visits(NOON, 9)[0]["plate"] == kept.data["plate"]
    seen = store.picture("1")
    assert seen is not None
    assert seen.shown[0].plate == kept.data["plate"]
    assert b"ab12cde" not in raw(tmp_path).lower()


def test_what_is_masked_is_not_masked_again(store: HistoryStore) -> None:
    store.add("c", [sighting()], picture())
    store.keep_visit(visit())
    mask(store)

    assert mask(store) == Traces()


def test_a_visit_that_is_told_of_again_is_masked_again(store: HistoryStore) -> None:
    store.keep_visit(visit())
    mask(store)
    store.keep_visit(visit(ended_at=LATER.isoformat()))

    assert mask(store).plates == {"AB12CDE"}


def test_it_goes_on_in_small_steps(store: HistoryStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hiding, "_ROWS", 10)
    store.add("c", [sighting(str(number), number / 10) for number in range(25)])

    steps = []
    while (some := store.mask(LATER, pseudonym, paint)) is not None:
        steps.append(len(some.sighting_ids))

    assert steps == [10, 10, 5]


def test_a_mask_that_fails_leaves_everything_whole(store: HistoryStore) -> None:
    store.add("c", [sighting()], picture())

    def fails(_picture: KeptPicture, _boxes: tuple[Box, ...]) -> bytes:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        store.mask(LATER, pseudonym, fails)

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
