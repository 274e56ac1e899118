"""Detections become sightings: what is dropped, what is read, which one is the best."""

from datetime import UTC, datetime
from itertools import count
import json

from hypothesis import given, strategies as st

from custom_components.plate_recognizer.api.models import (
    Box,
    Candidate,
    Detection,
    MakeModel,
    PlateReading,
    Prediction,
    Region,
    VehicleReading,
    YearRange,
)
from custom_components.plate_recognizer.pipeline.boxes import in_full_picture
from custom_components.plate_recognizer.pipeline.event_data import (
    MAX_CANDIDATES,
    detection_data,
    sighting_data,
)
from custom_components.plate_recognizer.pipeline.sighting import (
    Look,
    Sighting,
    Source,
    Status,
    StatusReason,
    Thresholds,
    sightings_of,
)

LOOK = Look(
    account_id="account",
    place="Driveway",
    camera="Camera",
    camera_entity_id="camera.driveway",
    device_id="device",
    source=Source.ACTION,
    taken_at=datetime(2026, 3, 1, 12, tzinfo=UTC),
    image_width=1920,
    image_height=1080,
)

BOX = Box(10, 20, 30, 40)


def plate(
    text: str = "ab12cde", score: float | None = 0.95, dscore: float | None = 0.9
) -> Detection:
    """Return a detection of a plate alone."""
    return Detection(plate=PlateReading(text=text, score=score, dscore=dscore, box=BOX))


def vehicle(score: float = 0.8) -> Detection:
    """Return a detection of a vehicle without a plate."""
    return Detection(vehicle=VehicleReading(type="Van", score=score, box=BOX))


def sightings(*detections: Detection) -> tuple[Sighting, ...]:
    """Return the sightings of one scan, by the default thresholds."""
    ids = count()
    return sightings_of(detections, LOOK, Thresholds(), lambda: f"id {next(ids)}")


def test_a_plate_is_shown_in_upper_case_and_kept_as_the_api_said_it() -> None:
    [sighting] = sightings(plate("öé12 ab"))

    assert sighting.plate == "ÖÉ12 AB"
    assert sighting_data(sighting)["plate_raw"] == "öé12 ab"


def test_a_read_plate_of_nobody_known_is_a_stranger() -> None:
    [sighting] = sightings(plate(score=0.7))

    assert sighting.status is Status.STRANGER
    assert sighting.status_reason is StatusReason.NO_MATCH


def test_an_unsure_text_is_not_read() -> None:
    for score in (0.69, None):
        [sighting] = sightings(plate(score=score))
        assert sighting.plate is None
        assert sighting.status is Status.UNREAD
        assert sighting.status_reason is StatusReason.BELOW_MIN_SCORE
        assert not sighting.sure


def test_a_vehicle_without_a_plate_is_not_read() -> None:
    for detection in (vehicle(), plate("  ")):
        [sighting] = sightings(detection)
        assert sighting.status is Status.UNREAD
        assert sighting.status_reason is StatusReason.NO_PLATE


def test_what_is_hardly_a_plate_is_dropped() -> None:
    assert sightings(plate(dscore=0.29)) == ()
    assert len(sightings(plate(dscore=0.3))) == 1


def test_a_plate_whose_detection_has_no_score_is_kept() -> None:
    assert len(sightings(plate(dscore=None))) == 1


def test_neither_plate_nor_vehicle_is_nothing() -> None:
    assert sightings(Detection()) == ()


def test_one_picture_is_proof_from_the_sure_score_on() -> None:
    assert [sightings(plate(score=score))[0].sure for score in (0.89, 0.9)] == [False, True]


def test_a_read_plate_comes_before_an_unread_one_and_a_surer_one_first() -> None:
    ordered = sightings(vehicle(0.9), plate("d", 0.6), plate("b", 0.8), vehicle(0.95), plate("a"))

    assert [each.detection.plate.text if each.detection.plate else "" for each in ordered] == [
        "a",
        "b",
        "d",
        "",
        "",
    ]
    assert [each.vehicle.score for each in ordered if each.vehicle] == [0.95, 0.9]


def test_the_apis_word_for_unknown_is_nothing() -> None:
    unknown = VehicleReading(
        type="Unknown",
        score=0.1,
        box=BOX,
        make_models=(MakeModel("unknown", "UNKNOWN", 0.1),),
        colors=(Prediction("unknown", 0.4), Prediction("white", 0.3)),
        orientations=(Prediction("Unknown", 0.5),),
    )
    [sighting] = sightings(Detection(vehicle=unknown))

    data = sighting_data(sighting)
    assert [data[key] for key in ("vehicle_type", "make", "model", "color", "orientation")] == (
        [None] * 5
    )


def test_the_event_tells_everything_that_was_read() -> None:
    reading = PlateReading(
        text="ab12cde",
        score=0.95,
        dscore=0.9,
        box=BOX,
        region=Region("gb", 0.7),
        candidates=tuple(Candidate(f"ab12cd{each}", 0.5) for each in range(9)),
    )
    details = VehicleReading(
        type="Pickup Truck", score=0.8, box=Box(1, 2, 3, 4), year=YearRange(2013, 2017)
    )
    [sighting] = sightings(Detection(plate=reading, vehicle=details, direction=182.0))

    data = sighting_data(sighting)

    assert data["box"] == {"xmin": 10, "ymin": 20, "xmax": 30, "ymax": 40}
    assert data["vehicle_box"] == {"xmin": 1, "ymin": 2, "xmax": 3, "ymax": 4}
    assert data["vehicle_type"] == "Pickup Truck", "the API's spelling"
    assert data["candidates"][0] == {"plate": "AB12CD0", "score": 0.5}
    assert len(data["candidates"]) == MAX_CANDIDATES
    assert data["year"] == [2013, 2017]
    assert data["direction"] == 182.0
    assert data["taken_at"] == "2026-03-01T12:00:00+00:00"


def test_the_events_of_a_bare_vehicle_and_of_a_full_sighting_have_the_same_keys() -> None:
    [bare], [full] = sightings(vehicle()), sightings(plate())

    assert sighting_data(bare).keys() == sighting_data(full).keys()
    assert detection_data(bare).keys() == detection_data(full).keys()


scores = st.none() | st.floats(0, 1)
detections = st.builds(
    Detection,
    plate=st.none()
    | st.builds(PlateReading, text=st.text(), score=scores, dscore=scores, box=st.none()),
    vehicle=st.none()
    | st.builds(VehicleReading, type=st.none() | st.text(), score=scores, box=st.none()),
)


@given(st.lists(detections))
def test_whatever_is_detected_an_unread_sighting_has_no_plate_and_is_never_sure(
    found: list[Detection],
) -> None:
    seen = sightings(*found)

    assert len(seen) <= len(found)
    for sighting in seen:
        assert (sighting.plate is None) == (sighting.status is Status.UNREAD)
        assert sighting.plate is not None or not sighting.sure
        json.dumps(sighting_data(sighting))


@given(st.lists(detections))
def test_the_order_of_the_answer_decides_nothing(found: list[Detection]) -> None:
    forward, backward = sightings(*found), sightings(*reversed(found))

    assert [each.plate is None for each in forward] == [each.plate is None for each in backward]
    assert [each.score or 0 for each in forward] == [each.score or 0 for each in backward]


def test_boxes_of_plates_and_vehicles_are_mapped_and_missing_ones_stay_missing() -> None:
    found = [plate(), vehicle(), Detection(plate=PlateReading(text="a", box=None))]

    mapped = in_full_picture(found, lambda box: Box(*(2 * edge for edge in _edges(box))))

    double = Box(20, 40, 60, 80)
    assert mapped[0].plate is not None
    assert mapped[0].plate.box == double
    assert mapped[1].vehicle is not None
    assert mapped[1].vehicle.box == double
    assert mapped[2].plate is not None
    assert mapped[2].plate.box is None


def _edges(box: Box) -> tuple[int, int, int, int]:
    return (box.xmin, box.ymin, box.xmax, box.ymax)
