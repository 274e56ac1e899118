"""What remains of strangers: everything but what tells their plates."""

from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import UTC
import json
from typing import Any

from hypothesis import given, strategies as st
import pytest

from custom_components.plate_recognizer.api.models import Box, Candidate, Detection, PlateReading
from custom_components.plate_recognizer.pipeline.event_data import detection_data, sighting_data
from custom_components.plate_recognizer.pipeline.known_plates import KnownPlate
from custom_components.plate_recognizer.pipeline.known_vehicles import KnownVehicle, KnownVehicles
from custom_components.plate_recognizer.pipeline.masking import (
    boxes_to_hide,
    kept_visit,
    masked,
    masked_data,
    masked_visit,
)
from custom_components.plate_recognizer.pipeline.pseudonyms import Pseudonyms, is_pseudonym
from custom_components.plate_recognizer.pipeline.sighting import Sighting, Status
from custom_components.plate_recognizer.pipeline.verdict import (
    Category,
    Circumstances,
    VehicleRules,
)
from custom_components.plate_recognizer.pipeline.visit import Visit
from custom_components.plate_recognizer.pipeline.visit_data import visit_data
from custom_components.plate_recognizer.pipeline.visit_storage import restored_visits, stored_visit

from .driveway import (
    ELSEWHERE,
    GOLF,
    NEAR,
    NOON,
    OTHER_CAMERA,
    STAND,
    STRANGER,
    Driveway,
    around,
    plate,
    unread,
    vehicle_at,
)
from .test_visit_storage import boxes, scores, sightings, vehicles, visits

PLATE = "QX74VBN"
UNKNOWN = (Status.STRANGER, Status.UNREAD)
KNOWN = tuple(status for status in Status if status not in UNKNOWN)

pseudonyms = st.binary(min_size=32, max_size=32).map(lambda key: Pseudonyms(lambda: key))

spellings = st.sampled_from([PLATE, PLATE.lower(), "qx74 vbn", "QX-74-VBN", f" {PLATE}?"])
hiding_places = st.recursive(
    spellings | spellings.map(lambda text: f"rtsp://x/{text}.jpg") | st.integers(),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(spellings, inner, max_size=2),
    max_leaves=5,
)
readings = st.builds(
    PlateReading,
    text=spellings,
    score=scores,
    dscore=scores,
    box=st.none() | boxes,
    candidates=st.lists(st.builds(Candidate, spellings, scores), max_size=3).map(tuple),
)
detections = st.builds(
    Detection,
    st.none() | readings,
    st.none() | vehicles,
    source_url=st.none() | spellings,
    user_data=hiding_places,
    extra=st.dictionaries(st.sampled_from(["plate", "vehicle", "new"]), hiding_places),
)


@st.composite
def planted(draw: Callable[[st.SearchStrategy[Any]], Any]) -> Sighting:
    """Return somebody whose plate is in every place where it can be."""
    sighting: Sighting = draw(sightings)
    status = draw(st.sampled_from(UNKNOWN))
    return replace(
        sighting,
        detection=draw(detections),
        plate=PLATE if status is Status.STRANGER else None,
        status=status,
        known=None,
    )


def traces_in(told: object) -> str:
    """Return whatever is told in one text, as plates are compared."""
    texts = repr(told), json.dumps(told, default=repr), str(told)
    return "".join(filter(str.isalnum, "".join(texts).upper()))


@given(planted(), pseudonyms)
def test_nothing_of_a_masked_sighting_has_the_plate(
    sighting: Sighting, pseudonyms: Pseudonyms
) -> None:
    seen = masked(sighting, pseudonyms, NOON)

    for told in (seen, asdict(seen), sighting_data(seen), detection_data(seen)):
        assert PLATE not in traces_in(told)
    assert (seen.plate is None) == (sighting.plate is None)
    assert seen.plate is None or is_pseudonym(seen.plate)


@given(planted(), pseudonyms)
def test_all_else_of_it_stays(sighting: Sighting, pseudonyms: Pseudonyms) -> None:
    before, after = sighting_data(sighting), sighting_data(masked(sighting, pseudonyms, NOON))

    hidden = {"plate", "plate_raw", "candidates", "user_data"}
    assert list(after) == list(before)
    assert {key for key in before if before[key] != after[key]} <= hidden
    assert [after[key] for key in ("plate_raw", "candidates", "user_data")] == [None, [], None]


@given(sightings, st.sampled_from(KNOWN), pseudonyms)
def test_who_is_known_is_never_masked(
    sighting: Sighting, status: Status, pseudonyms: Pseudonyms
) -> None:
    known = replace(sighting, status=status)

    assert masked(known, pseudonyms, NOON) is known
    assert masked_data(sighting_data(known), pseudonyms, NOON) == sighting_data(known)


@given(sightings, pseudonyms)
def test_what_is_masked_stays_as_it_is(sighting: Sighting, pseudonyms: Pseudonyms) -> None:
    seen = masked(sighting, pseudonyms, NOON)

    assert masked(seen, pseudonyms, NOON) == seen
    data = sighting_data(seen)
    assert masked_data(data, Pseudonyms(lambda: b"another key"), NOON) == data


@given(planted(), pseudonyms)
def test_data_that_is_masked_later_looks_as_if_it_had_been_at_once(
    sighting: Sighting, pseudonyms: Pseudonyms
) -> None:
    told = sighting_data(sighting)

    assert masked_data(told, pseudonyms, NOON) == sighting_data(masked(sighting, pseudonyms, NOON))


def test_of_what_anybody_may_have_stored_only_the_keys_that_are_there_are_masked() -> None:
    masks = Pseudonyms(lambda: b"key")

    assert masked_data({}, masks, NOON) == {}
    assert masked_data({"plate": PLATE}, masks, NOON) == {"plate": PLATE}
    seen = masked_data({"plate": PLATE, "status": "stranger", "new": 1}, masks, NOON)
    assert seen == {"plate": masks.of(PLATE, NOON), "status": "stranger", "new": 1}


@given(visits, planted(), pseudonyms)
def test_nothing_of_a_masked_visit_has_the_plate_told_or_written_down(
    visit: Visit, best: Sighting, pseudonyms: Pseudonyms
) -> None:
    visit = replace(visit, best=best)
    seen = masked_visit(visit, pseudonyms, NOON)
    kept = kept_visit(visit, pseudonyms, NOON, 1)

    for told in (seen, asdict(seen), visit_data(seen), kept, stored_visit(kept), visit_data(kept)):
        assert PLATE not in traces_in(told)
    assert visit_data(seen) == masked_data(visit_data(visit), pseudonyms, NOON)
    assert kept.spots == seen.spots == visit.spots


@given(visits, planted(), pseudonyms)
def test_a_visit_from_before_a_restart_is_told_as_before_it(
    visit: Visit, best: Sighting, pseudonyms: Pseudonyms
) -> None:
    visit = replace(visit, best=best)
    told = visit_data(masked_visit(visit, pseudonyms, NOON))
    [restored] = restored_visits([stored_visit(kept_visit(visit, pseudonyms, NOON, 1))])

    assert restored.plate is None
    assert visit_data(restored)["plate"] == told["plate"]
    assert visit_data(restored)["status"] == told["status"]


@given(visits, sightings, st.sampled_from(KNOWN), pseudonyms)
def test_a_visit_of_who_is_known_is_kept_as_it_is(
    visit: Visit, best: Sighting, status: Status, pseudonyms: Pseudonyms
) -> None:
    visit = replace(visit, best=replace(best, status=status))

    assert masked_visit(visit, pseudonyms, NOON) is visit
    assert kept_visit(visit, pseudonyms, NOON, 1) is visit


def test_a_pseudonym_matches_no_plate_of_the_same_letters() -> None:
    masks = Pseudonyms(lambda: b"key")
    [stranger] = Driveway().glance(plate(PLATE)).sightings
    pseudonym = masks.of(PLATE, NOON)
    rules = VehicleRules(Category.RESIDENT)
    known = KnownVehicles(
        [KnownVehicle("1", "Its own letters", (KnownPlate.of(pseudonym[1:], "1"),), rules)]
    )
    circumstances = Circumstances(NOON, UTC, "camera")

    for sighting in (
        masked(stranger, masks, NOON),
        replace(stranger, plate=pseudonym, detection=plate(pseudonym)),
    ):
        assert known.identify(sighting, circumstances) == sighting
    letters = replace(stranger, plate=pseudonym[1:], detection=plate(pseudonym[1:]))
    assert known.identify(letters, circumstances).known is not None, "so it could have matched"


# What a restart leaves of a parked stranger.


def restart_masked(drive: Driveway) -> str:
    """Go on from what is written down where strangers are masked."""
    masks = Pseudonyms(lambda: b"key")
    for kept in (drive.tracker._open, drive.tracker._parked):
        for visit in tuple(kept.values()):
            edition = drive.tracker.acquaintance.edition
            kept[visit.visit_id] = kept_visit(visit, masks, drive.now, edition)
    drive.restart()
    drive.tracker.identify(drive.identify)
    return masks.of(STRANGER, drive.now)


def test_a_parked_stranger_keeps_its_visit_over_a_restart_and_is_known_again_by_its_spot() -> None:
    drive = Driveway()
    drive.look(plate(STRANGER))
    before = drive.visit
    pseudonym = restart_masked(drive)
    drive.wait(60)

    assert drive.look(plate(STRANGER)).begun == []

    assert drive.visit.visit_id == before.visit_id
    assert drive.visit.plate == STRANGER, "it is known again in memory"
    assert drive.visit.pseudonym is None
    assert pseudonym != STRANGER


@pytest.mark.parametrize("also_parked", [False, True])
def test_no_picture_makes_it_arrive_after_a_restart(*, also_parked: bool) -> None:
    drive = Driveway()
    drive.look(plate(STRANGER))
    if also_parked:
        drive.expire()
    restart_masked(drive)
    drive.has_looked.add("camera")

    told = [drive.look(each) for each in (unread(), plate(STRANGER, box=NEAR), plate(STRANGER))]

    assert [each.arrivals for each in told] == [[], [], []]


def test_its_leaving_is_told_with_its_pseudonym() -> None:
    drive = Driveway()
    drive.look(plate(STRANGER))
    pseudonym = restart_masked(drive)

    [left] = drive.leave().ended

    assert (left.plate, visit_data(left)["plate"]) == (None, pseudonym)
    assert visit_data(left)["status"] == "stranger"


def test_a_known_vehicle_beside_it_arrives_as_ever() -> None:
    drive = Driveway()
    drive.look(plate(STRANGER))
    restart_masked(drive)
    drive.look(plate(STRANGER))
    drive.wait(60)

    assert drive.look(plate(STRANGER), plate(GOLF, box=ELSEWHERE)).arrivals == [GOLF]


def test_seen_by_another_camera_first_it_begins_a_visit_of_its_own() -> None:
    drive = Driveway()
    drive.look(plate(STRANGER))
    restart_masked(drive)
    drive.look(plate(STRANGER), camera=OTHER_CAMERA)

    assert drive.visits == [None, STRANGER], "nobody knows any more that they are one"


def test_boxes_to_hide_are_strangers_plates_and_vehicles_whose_plate_nobody_has_found() -> None:
    far, van = Box(10, 10, 20, 14), around(ELSEWHERE)
    seen = Driveway().glance(
        plate(GOLF, vehicle=around(STAND)),
        plate(STRANGER, box=far, vehicle=Box(0, 0, 60, 60)),
        unread(NEAR),
        vehicle_at(ELSEWHERE),
        plate(PLATE, box=None),
    )

    assert set(boxes_to_hide(seen.sightings)) == {far, NEAR, van}
