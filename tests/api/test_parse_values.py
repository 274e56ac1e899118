"""Fields of an answer that hold what they should not."""

from datetime import UTC, datetime

import pytest

from custom_components.plate_recognizer.api.errors import UnreadableAnswer
from custom_components.plate_recognizer.api.models import (
    Box,
    Candidate,
    Detection,
    Region,
    SdkInfo,
    Statistics,
    Usage,
)
from custom_components.plate_recognizer.api.parse import (
    parse_info,
    parse_recognition,
    parse_statistics,
)

from .results import NO_BOX, detection_of


@pytest.mark.parametrize(
    ("value", "score"),
    [(0, 0.0), (1, 1.0), ("0.25", 0.25), (1.01, None), (-0.1, None), (97, None), (True, None)]
    + [(value, None) for value in (None, "", "high", float("nan"), "inf", 10**400)],
)
def test_a_score_is_a_number_from_0_to_1_or_none(value: object, score: float | None) -> None:
    plate = detection_of(plate="abc", score=value, dscore=value).plate

    assert plate is not None
    assert (plate.score, plate.dscore) == (score, score)


@pytest.mark.parametrize(
    ("value", "box"),
    [
        ({"xmin": "1.4", "ymin": 1.6, "xmax": 30, "ymax": 40, "angle": 3}, Box(1, 2, 30, 40)),
        ({"xmin": -3, "ymin": 0, "xmax": 1, "ymax": 1}, Box(-3, 0, 1, 1)),
        (NO_BOX, None),
        ({"xmin": 30, "ymin": 20, "xmax": 10, "ymax": 40}, None),
        ({"xmin": 10, "ymin": 20, "xmax": 30, "ymax": 20}, None),
        ({"xmin": 10, "ymin": 20, "xmax": 30}, None),
        ({"xmin": 10, "ymin": 20, "xmax": 30, "ymax": True}, None),
        ({"xmin": 10, "ymin": 20, "xmax": 30, "ymax": 1e300}, None),
        ([10, 20, 30, 40], None),
        (None, None),
    ],
)
def test_a_box_has_an_area_in_whole_pixels_or_is_none(value: object, box: Box | None) -> None:
    plate = detection_of(plate="abc", box=value).plate

    assert plate is not None
    assert plate.box == box


@pytest.mark.parametrize(
    ("value", "degrees"), [(182, 182.0), ("90.5", 90.5), (0, 0.0), ("", None), (None, None)]
)
def test_a_direction_is_a_number_or_none(value: object, degrees: float | None) -> None:
    assert detection_of(direction=value).direction == degrees


def test_what_only_stream_says_is_read() -> None:
    assert detection_of(
        speed="23.4",
        position_sec="4.25",
        source_url="rtsp://192.0.2.10/live",
        user_data={"gate": "north"},
    ) == Detection(
        speed=23.4,
        position_sec=4.25,
        source_url="rtsp://192.0.2.10/live",
        user_data={"gate": "north"},
    )


def test_what_stream_leaves_empty_is_none() -> None:
    assert detection_of(source_url="", user_data="", direction="") == Detection()


@pytest.mark.parametrize(
    ("region", "expected"),
    [
        ({"code": "us-nj", "score": 1}, Region("us-nj", 1.0)),
        ({"code": "TKS"}, Region("TKS")),
        ({"code": "", "score": 0}, None),
        ({"score": 0.5}, None),
        ("us", None),
        (None, None),
    ],
)
def test_a_region_without_a_code_is_none(region: object, expected: Region | None) -> None:
    plate = detection_of(plate="abc", region=region).plate

    assert plate is not None
    assert plate.region == expected


def test_candidates_may_lack_a_score_but_not_a_text() -> None:
    plate = detection_of(
        plate="abc", candidates=[{"plate": "abc"}, {"score": 0.5}, "abd", {"plate": "abe"}]
    ).plate

    assert plate is not None
    assert plate.candidates == (Candidate("abc"), Candidate("abe"))


@pytest.mark.parametrize(
    ("value", "camera_id"),
    [
        ("gate", "gate"),
        (2, "2"),
        ("null", None),
        ("", None),
        (None, None),
        (True, None),
        ([], None),
    ],
)
def test_a_camera_is_a_name_or_a_number_or_none(value: object, camera_id: str | None) -> None:
    assert parse_recognition({"results": [], "camera_id": value}).camera_id == camera_id


@pytest.mark.parametrize(
    "timestamp", ["2026-02-11 09:15:00.000000+00:00", "2026-02-11T09:15:00Z", "yesterday"]
)
def test_a_timestamp_stays_the_text_it_was(timestamp: str) -> None:
    assert parse_recognition({"results": [], "timestamp": timestamp}).timestamp == timestamp


@pytest.mark.parametrize("size", [0, -1, 2**30, None, "wide", True])
def test_a_picture_of_no_sensible_size_has_none(size: object) -> None:
    recognition = parse_recognition({"results": [], "image_width": size, "image_height": "1080"})

    assert (recognition.image_width, recognition.image_height) == (None, 1080)


def test_a_licence_key_is_never_kept() -> None:
    secret = "LICENCE-1"
    body = {"results": [], "license_key": secret, "version": "1.3.8", "usage": {"calls": 1}}

    assert secret not in repr(parse_recognition(body))
    assert secret not in repr(parse_info(body))
    assert secret not in repr(parse_statistics(body))


@pytest.mark.parametrize(
    ("text", "resets_on"),
    [
        ("2026-03-09T00:00:00Z", datetime(2026, 3, 9, tzinfo=UTC)),
        ("2026-03-09 02:00:00.000+02:00", datetime(2026, 3, 9, tzinfo=UTC)),
        ("2026-03-09T00:00:00", datetime(2026, 3, 9, tzinfo=UTC)),
        ("0001-01-01T00:00:00+14:00", None),
        ("soon", None),
        ("", None),
        (1772928000, None),
    ],
)
def test_the_reset_is_in_utc_or_unknown(text: object, resets_on: datetime | None) -> None:
    statistics = parse_statistics({"usage": {"calls": 1, "resets_on": text}})

    assert statistics == Statistics(usage=Usage(calls=1), resets_on=resets_on)


@pytest.mark.parametrize(
    ("usage", "used_up"),
    [
        (Usage(), False),
        (Usage(calls=2500), False),
        (Usage(limit=2500), False),
        (Usage(calls=2499, limit=2500), False),
        (Usage(calls=2500, limit=2500), True),
        (Usage(calls=2501, limit=2500), True),
        (Usage(calls=0, limit=0), True),
    ],
)
def test_a_quota_is_used_up_only_if_it_is_known_to_be(usage: Usage, *, used_up: bool) -> None:
    assert usage.used_up is used_up


def test_an_sdk_lists_its_webhooks() -> None:
    info = parse_info(
        {"version": None, "webhooks": ["http://receiver.example/", 7, ""], "total_calls": "-1"}
    )

    assert info == SdkInfo(webhooks=("http://receiver.example/",))


def test_numbers_of_calls_are_whole_and_not_negative() -> None:
    body = {"usage": {"calls": "12", "max_calls": -5, "month": 13, "year": 0}, "total_calls": 99}

    assert parse_statistics(body) == Statistics(usage=Usage(calls=12, limit=99))


@pytest.mark.parametrize("body", [{}, {"status": "ok"}, {"total_calls": 2500}])
def test_some_other_servers_json_is_no_account(body: object) -> None:
    for parse in (parse_info, parse_statistics):
        with pytest.raises(UnreadableAnswer):
            parse(body)
