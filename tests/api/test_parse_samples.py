"""Each recorded answer, read as the API's documentation says it is meant."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from custom_components.plate_recognizer.api.errors import UnreadableAnswer
from custom_components.plate_recognizer.api.models import (
    Box,
    Candidate,
    Detection,
    MakeModel,
    PlateReading,
    Prediction,
    Recognition,
    Region,
    SdkInfo,
    Statistics,
    Usage,
    VehicleReading,
    YearRange,
)
from custom_components.plate_recognizer.api.parse import (
    parse_info,
    parse_recognition,
    parse_statistics,
)

from .recorded import FOLDER, sample

LOOKUPS = sorted(
    path.stem
    for path in FOLDER.glob("*.json")
    if not any(word in path.stem for word in ("error", "info", "statistics", "webhook"))
)


def recognised(name: str) -> Recognition:
    return parse_recognition(sample(name))


def plate_of(detection: Detection) -> PlateReading:
    assert detection.plate is not None
    return detection.plate


def vehicle_of(detection: Detection) -> VehicleReading:
    assert detection.vehicle is not None
    return detection.vehicle


def test_there_are_lookup_samples_of_both_modes_and_both_services() -> None:
    assert len(LOOKUPS) == 20


@pytest.mark.parametrize("name", LOOKUPS)
def test_no_field_of_a_recorded_answer_is_unknown(name: str) -> None:
    recognition = recognised(name)

    assert recognition.extra == {}
    assert [detection.extra for detection in recognition.detections if detection.extra] == []


def test_plate_mode_gives_every_field_of_the_reference() -> None:
    assert recognised("ref-plate-mode-mmc") == Recognition(
        detections=(
            Detection(
                plate=PlateReading(
                    text="nhk552",
                    score=0.904,
                    dscore=0.99,
                    box=Box(143, 481, 282, 575),
                    candidates=(Candidate("nhk552", 0.904),),
                    region=Region("gb", 0.747),
                ),
                vehicle=VehicleReading(
                    type="Sedan",
                    score=0.798,
                    box=Box(67, 113, 908, 653),
                    make_models=(MakeModel("Riley", "RMF", 0.306),),
                    colors=(Prediction("black", 0.937),),
                    orientations=(Prediction("Front", 0.937),),
                ),
            ),
        ),
        processing_time=288.758,
        timestamp="2020-10-12T16:17:27.574008Z",
        filename="1617_7M83K_car.jpg",
        version="1",
    )


def test_vehicle_mode_has_its_own_words_for_the_same() -> None:
    assert recognised("ref-vehicle-mode") == Recognition(
        detections=(
            Detection(
                plate=PlateReading(
                    text="nhk552",
                    score=0.838,
                    dscore=0.925,
                    box=Box(146, 481, 276, 576),
                    candidates=(Candidate("nhk552", 0.838),),
                    region=Region("gb", 0.931),
                ),
                vehicle=VehicleReading(
                    type="Sedan",
                    score=0.834,
                    box=Box(68, 103, 914, 643),
                    make_models=(MakeModel("Riley", "RMF", 0.339),),
                    colors=(Prediction("black", 0.846),),
                    orientations=(Prediction("Front", 0.939),),
                ),
            ),
        ),
        processing_time=58.184,
        camera_id="my-camera",
        timestamp="2021-11-23 17:56:47.896406",
        filename="car.jpg",
    )


def test_an_sdk_answers_like_the_cloud_and_adds_its_usage() -> None:
    assert recognised("ref-sdk-lookup") == replace(
        recognised("ref-plate-mode-mmc"),
        processing_time=None,
        version=None,
        camera_id=None,  # it says "null", as a text
        timestamp="2020-01-16 17:00:00",
        filename="car.jpg",
        usage=Usage(calls=44, limit=1000),
    )


def test_an_sdk_with_a_plate_has_its_larger_quota() -> None:
    recognition = recognised("field-sdk-plate")

    assert recognition.usage == Usage(calls=41877, limit=100000)
    assert plate_of(recognition.detections[0]).text == "7xkp412"


def test_no_plate_is_an_answer_without_detections() -> None:
    assert recognised("field-cloud-no-plate") == Recognition(
        processing_time=38.411,
        timestamp="2026-02-11T09:14:07.318254Z",
        filename="0914_empty-lane.jpg",
        version="1",
    )


def test_no_plate_at_an_sdk_still_tells_the_usage() -> None:
    assert recognised("field-sdk-no-plate") == Recognition(
        processing_time=14.445,
        timestamp="2025-01-31 09:54:50.792060",
        filename="upload",
        usage=Usage(calls=2, limit=2500),
    )


def test_three_plates_keep_their_order_and_their_candidates() -> None:
    recognition = recognised("field-plate-mode-three-plates")
    plates = [plate_of(detection) for detection in recognition.detections]

    assert recognition.camera_id == "gate-2"
    assert [plate.text for plate in plates] == ["8abc123", "k72ngx", "po5k911"]
    assert plates[2].candidates == (
        Candidate("po5k911", 0.618),
        Candidate("p05k911", 0.604),
        Candidate("po5k91i", 0.377),
    )


@pytest.mark.parametrize(
    ("name", "plate"),
    [
        ("field-plate-mode-vehicle-null", "kd04mvz"),
        ("field-plate-mode-vehicle-missing", "b1234xy"),
        ("field-plate-mode-no-vehicle-zeros", "wob3k21"),
        ("field-vehicle-mode-vehicle-null", "34abc17"),
    ],
)
def test_no_vehicle_is_none_however_the_api_says_it(name: str, plate: str) -> None:
    (detection,) = recognised(name).detections

    assert detection.vehicle is None
    assert plate_of(detection).text == plate


def test_scores_may_be_the_integer_one_and_types_may_be_new() -> None:
    (detection,) = recognised("field-plate-mode-score-int-1").detections
    plate, vehicle = plate_of(detection), vehicle_of(detection)

    assert (plate.score, plate.dscore, vehicle.score) == (1.0, 1.0, 1.0)
    assert plate.region is not None
    assert plate.region.score == 1.0
    assert all(type(score) is float for score in (plate.score, plate.dscore, vehicle.score))
    assert vehicle.type == "Car"


def test_the_orientation_may_be_missing_beside_three_makes_and_colors() -> None:
    (detection,) = recognised("field-plate-mode-mmc-no-orientation").detections
    vehicle = vehicle_of(detection)

    assert vehicle.orientations == ()
    assert vehicle.make_models == (
        MakeModel("Toyota", "RAV4", 0.611),
        MakeModel("Honda", "CR-V", 0.122),
        MakeModel("Subaru", "Forester", 0.048),
    )
    assert vehicle.colors[2] == Prediction("unknown", 0.031)


def test_the_newer_cloud_tells_the_size_of_the_picture() -> None:
    recognition = recognised("field-plate-mode-image-size-2026")

    assert (recognition.image_width, recognition.image_height) == (3264, 1836)


def test_regions_mix_levels_and_an_empty_one_is_none() -> None:
    regions = [
        plate_of(detection).region
        for detection in recognised("field-plate-mode-region-levels").detections
    ]

    assert regions == [Region("us", 0.51), Region("us-nj", 0.66), Region("pl", 0.81), None]


def test_texts_of_any_script_come_through_as_they_are() -> None:
    recognition = recognised("field-plate-mode-non-ascii")

    assert [plate_of(detection).text for detection in recognition.detections] == [
        "品川500さ1234",
        "กข1234",
        "أ ب ج ١٢٣٤",
        "müo1234",
    ]
    assert recognition.filename == "площадка-№3.jpg"
    assert recognition.camera_id == "Zufahrt-Süd"


def test_a_vehicle_without_a_plate_stands_beside_one_with_a_plate() -> None:
    first, second = recognised("field-vehicle-mode-plate-null").detections

    assert first.plate is None
    assert vehicle_of(first).type == "Van"
    assert vehicle_of(first).make_models[0] == MakeModel("Ford", "Transit", 0.441)
    assert vehicle_of(first).orientations[0] == Prediction("Rear", 0.902)
    assert vehicle_of(first).colors[2] == Prediction("yellow", 0.021)
    assert plate_of(second).text == "ft61kzw"
    assert vehicle_of(second) == VehicleReading("Sedan", 0.866, Box(1120, 300, 1720, 640))


def test_a_vehicle_may_be_all_that_was_seen() -> None:
    assert recognised("field-vehicle-mode-all-plates-null").detections == (
        Detection(vehicle=VehicleReading("Bus", 0.733, Box(12, 40, 1260, 820))),
    )


def test_a_missing_key_means_the_same_as_null() -> None:
    without_plate, without_vehicle = recognised("field-vehicle-mode-key-missing").detections

    assert without_plate == Detection(
        vehicle=VehicleReading("Motorcycle", 0.612, Box(60, 210, 244, 560))
    )
    assert without_vehicle.vehicle is None
    assert plate_of(without_vehicle) == PlateReading(
        text="hr26dk8337",
        score=0.792,
        dscore=0.802,
        box=Box(702, 410, 851, 448),
        candidates=(Candidate("hr26dk8337", 0.792),),
        region=Region("in", 0.844),
    )


def test_direction_and_years_come_with_vehicle_mode() -> None:
    recognition = recognised("field-vehicle-mode-direction-and-year")
    (detection,) = recognition.detections

    assert detection.direction == 182.0
    assert vehicle_of(detection).year == YearRange(2013, 2017)
    assert (recognition.image_width, recognition.image_height) == (1920, 1080)


def test_a_success_that_reports_an_error_is_unreadable_in_the_servers_words() -> None:
    with pytest.raises(UnreadableAnswer) as caught:
        recognised("field-2xx-with-error-key")

    assert caught.value.detail == "The image could not be read."


def test_statistics_of_the_reference() -> None:
    assert parse_statistics(sample("ref-statistics")) == Statistics(
        usage=Usage(calls=128, limit=2500),
        month=1,
        year=2019,
        resets_on=datetime(2019, 1, 14, tzinfo=UTC),
    )


def test_statistics_may_not_know_the_reset() -> None:
    statistics = parse_statistics(sample("field-statistics-no-resets-on"))

    assert statistics == Statistics(usage=Usage(calls=2375, limit=2500), month=2, year=2026)
    assert not statistics.usage.used_up


def test_statistics_show_a_quota_that_is_used_up() -> None:
    statistics = parse_statistics(sample("field-statistics-quota-reached"))

    assert statistics.usage.used_up
    assert statistics.resets_on == datetime(2026, 3, 9, tzinfo=UTC)


def test_the_info_of_an_sdk_loses_its_licence_key() -> None:
    info = parse_info(sample("ref-sdk-info"))

    assert info == SdkInfo(version="1.3.8", usage=Usage(calls=10, limit=2500))
    assert "XXX" not in repr(info)
