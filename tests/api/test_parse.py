"""Answers that nobody has recorded: odd shapes, fields of tomorrow."""

from collections.abc import Callable

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
    VehicleReading,
    YearRange,
)
from custom_components.plate_recognizer.api.parse import (
    parse_info,
    parse_recognition,
    parse_statistics,
)

from .results import BOX, NO_BOX, detection_of

type Parse = Callable[[object], object]


@pytest.mark.parametrize("body", [None, True, 1, "text", [], [{"results": []}]])
@pytest.mark.parametrize("parse", [parse_recognition, parse_statistics, parse_info])
def test_a_body_that_is_no_object_is_unreadable(parse: Parse, body: object) -> None:
    with pytest.raises(UnreadableAnswer, match="the answer is no JSON object"):
        parse(body)


@pytest.mark.parametrize("parse", [parse_recognition, parse_statistics, parse_info])
@pytest.mark.parametrize("error", ["Broken.", ["Broken."], {"detail": "Broken."}])
def test_a_reported_error_is_unreadable_in_the_servers_words(parse: Parse, error: object) -> None:
    with pytest.raises(UnreadableAnswer) as caught:
        parse({"error": error, "results": []})

    assert caught.value.detail == "Broken."


def test_an_error_of_null_is_none() -> None:
    assert parse_recognition({"error": None, "results": []}) == Recognition()


@pytest.mark.parametrize("body", [{}, {"results": None}, {"results": {}}, {"results": "none"}])
def test_an_answer_without_a_list_of_results_is_unreadable(body: object) -> None:
    with pytest.raises(UnreadableAnswer, match="no list of results"):
        parse_recognition(body)


@pytest.mark.parametrize("result", [None, [], "8abc123", 1])
def test_a_result_that_is_no_object_is_unreadable(result: object) -> None:
    with pytest.raises(UnreadableAnswer, match="a result in the answer is no object"):
        parse_recognition({"results": [{}, result]})


def test_an_empty_result_is_a_detection_of_nothing() -> None:
    assert detection_of() == Detection()


def test_unknown_fields_are_kept_where_they_were() -> None:
    recognition = parse_recognition(
        {
            "weather": "rain",
            "results": [
                {"plate": "abc", "lane": 2, "vehicle": {"type": "Van", "theta": 0.5}},
                {
                    "lane": 3,
                    "plate": {"tilt": 1, "props": {"plate": [{"value": "abc"}], "state": "new"}},
                    "vehicle": {"theta": 0.5, "props": {"wheels": 4}},
                },
            ],
        }
    )

    assert recognition.extra == {"weather": "rain"}
    assert [detection.extra for detection in recognition.detections] == [
        {"lane": 2, "vehicle": {"theta": 0.5}},
        {
            "lane": 3,
            "plate": {"tilt": 1, "props": {"state": "new"}},
            "vehicle": {"theta": 0.5, "props": {"wheels": 4}},
        },
    ]


def test_a_plate_that_was_found_but_not_read_is_kept_aside() -> None:
    unread = {"type": "Plate", "score": 0.4, "box": BOX, "props": {}}

    assert detection_of(plate=unread) == Detection(extra={"plate": unread})


@pytest.mark.parametrize("plate", [None, "", "  ", 1234, True, [], "\ud800", "\0", "ab\0cde"])
def test_a_plate_without_a_text_is_none(plate: object) -> None:
    assert detection_of(plate=plate, box=BOX, score=0.9).plate is None


def test_the_plates_own_spelling_is_kept() -> None:
    plate = detection_of(plate=" aB 12-ç ").plate

    assert plate is not None
    assert plate.text == " aB 12-ç "


def test_without_a_plate_props_tell_vehicle_mode() -> None:
    in_vehicle_mode = detection_of(vehicle={"props": {"color": [{"value": "red"}]}}, color="x")
    in_plate_mode = detection_of(vehicle={}, color=[{"color": "red"}])
    expected = VehicleReading(colors=(Prediction("red"),))

    assert in_vehicle_mode == Detection(vehicle=expected, extra={"color": "x"})
    assert in_plate_mode == Detection(vehicle=expected)


def test_each_result_tells_its_own_mode() -> None:
    recognition = parse_recognition(
        {
            "results": [
                {"plate": "abc", "score": 0.5, "dscore": 0.6},
                {"plate": {"score": 0.6, "props": {"plate": [{"value": "abc", "score": 0.5}]}}},
            ]
        }
    )
    plates = [detection.plate for detection in recognition.detections]

    assert plates == [
        PlateReading("abc", 0.5, 0.6),
        PlateReading("abc", 0.5, 0.6, candidates=(Candidate("abc", 0.5),)),
    ]


@pytest.mark.parametrize(
    "nothing",
    [
        None,
        {},
        [],
        "Sedan",
        {"type": "Unknown", "score": 0, "box": NO_BOX},
        {"type": "Unknown", "score": 0.0, "box": None},
        {"type": "unknown"},
        {"score": "0", "props": {"color": [{"value": "unknown", "score": 0.9}]}},
    ],
)
def test_a_vehicle_of_which_nothing_is_known_is_none(nothing: object) -> None:
    assert detection_of(plate="abc", vehicle=nothing).vehicle is None


@pytest.mark.parametrize(
    ("vehicle", "reading"),
    [
        ({"type": "Unknown", "score": 0.4}, VehicleReading("Unknown", 0.4)),
        (
            {"type": "Unknown", "score": 0, "box": BOX},
            VehicleReading("Unknown", 0.0, Box(10, 20, 30, 40)),
        ),
        ({"type": "Tank", "score": 0, "box": NO_BOX}, VehicleReading("Tank", 0.0)),
        (
            {"type": "Unknown", "score": 0, "props": {"color": [{"value": "red"}]}},
            VehicleReading("Unknown", 0.0, colors=(Prediction("red"),)),
        ),
        ({"props": {"year": {"year_range": [2013]}}}, VehicleReading(year=YearRange(2013))),
    ],
)
def test_a_vehicle_of_which_anything_is_known_is_kept_with_its_unknown(
    vehicle: object, reading: VehicleReading
) -> None:
    assert detection_of(vehicle=vehicle).vehicle == reading


def test_mmc_of_a_plate_without_a_vehicle_is_kept() -> None:
    detection = detection_of(
        plate="abc", vehicle=None, model_make=[{"make": "Riley", "model": None}, {"score": 1}, 7]
    )

    assert detection.vehicle == VehicleReading(make_models=(MakeModel("Riley"),))
