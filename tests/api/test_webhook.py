"""What webhooks say: each recorded one, each recorded answer as one, and anything else."""

from collections.abc import Mapping
from typing import Any

import pytest

from custom_components.plate_recognizer.api.models import Detection, Recognition
from custom_components.plate_recognizer.api.parse import parse_recognition
from custom_components.plate_recognizer.api.webhook import (
    NotUnderstood,
    WebhookRecognition,
    parse_webhook,
)

from .recorded import FOLDER, Json, sample

SAMPLES = sorted(path.stem for path in FOLDER.glob("*.json"))
WEBHOOKS = [name for name in SAMPLES if "webhook" in name]
ANSWERS = [
    name
    for name in SAMPLES
    if not any(word in name for word in ("webhook", "error", "info", "statistics"))
]
NO_ANSWERS = [name for name in SAMPLES if name not in WEBHOOKS + ANSWERS]


def webhook(*results: Mapping[str, Any], **hook: object) -> Json:
    return {"hook": hook, "data": {"results": list(results)}}


def told_apart(name: str) -> tuple[str | None, bool, bool, tuple[str, ...]]:
    read = parse_webhook(sample(name))
    return read.event, read.is_stream, read.sees_all, read.camera_names


def test_each_recorded_webhook_is_told_apart() -> None:
    assert {name: told_apart(name) for name in WEBHOOKS} == {
        "field-webhook-snapshot-full-result": ("image.done", False, False, ("gate-2", "2")),
        "field-webhook-snapshot-no-plate": ("image.done", False, False, ("2",)),
        "field-webhook-stream": ("recognition", True, False, ("camera-1",)),
        "field-webhook-stream-odd-types": ("recognition", True, False, ("camera-1",)),
        "field-webhook-stream-vehicle-shape": ("recognition", True, True, ("camera-2",)),
        "ref-webhook-snapshot": ("image.done", False, False, ("2",)),
    }


@pytest.mark.parametrize("name", WEBHOOKS)
def test_the_data_of_a_recorded_webhook_is_read_as_an_answer_is(name: str) -> None:
    recognition = parse_webhook(sample(name)).recognition

    assert recognition == parse_recognition(sample(name)["data"])
    assert recognition.extra == {}
    assert [detection.extra for detection in recognition.detections if detection.extra] == []


def test_what_only_stream_sends_is_read_in_whatever_type_it_comes() -> None:
    usual = parse_webhook(sample("field-webhook-stream")).recognition.detections
    odd = parse_webhook(sample("field-webhook-stream-odd-types")).recognition.detections

    assert [only_from_stream(detection) for detection in usual + odd] == [
        (214.0, 23.4, 12.6, "north gate"),
        (None, None, 4.25, None),
        (None, None, 5.0, None),
        (90.0, None, 6.5, None),
    ]


def only_from_stream(detection: Detection) -> tuple[object, ...]:
    return detection.direction, detection.speed, detection.position_sec, detection.user_data


def test_nothing_found_is_a_webhook_too() -> None:
    read = parse_webhook(sample("field-webhook-snapshot-no-plate"))

    assert read.recognition.detections == ()
    assert read.recognition.timestamp == "2026-02-11T09:14:07.318Z"


@pytest.mark.parametrize("name", ANSWERS)
def test_the_mere_answer_to_a_lookup_is_read_as_from_snapshot(name: str) -> None:
    answer = sample(name)

    read = parse_webhook(answer)

    assert read == parse_webhook({"data": answer})
    assert (read.event, read.is_stream) == (None, False)
    assert read.sees_all == ("vehicle-mode" in name)
    assert read.recognition == parse_recognition(answer)


def test_the_camera_is_what_the_answer_calls_it_and_the_hook_only_then() -> None:
    names = [
        parse_webhook({"hook": {"id": hook}, "data": {"results": [], "camera_id": camera}})
        for hook, camera in (
            ("gate", "gate"),
            ("2", 1),
            (2, "2"),
            ("null", "null"),
            (None, ""),
            (True, [1]),
            (" ", "Tor ö"),
        )
    ]

    assert [read.camera_names for read in names] == [
        ("gate",),
        ("1", "2"),
        ("2",),
        (),
        (),
        (),
        ("Tor ö",),
    ]


@pytest.mark.parametrize("field", ["source_url", "position_sec", "user_data", "speed"])
def test_a_field_that_only_stream_sends_tells_it_without_an_event(field: str) -> None:
    assert parse_webhook(webhook({"plate": "8abc123"}, {field: ""})).is_stream
    assert not parse_webhook(webhook({"plate": "8abc123", "direction": 1})).is_stream


def test_the_event_tells_stream_where_nothing_was_found() -> None:
    assert parse_webhook(webhook(event="recognition")).is_stream
    assert not parse_webhook(webhook(event="image.done")).is_stream


@pytest.mark.parametrize(
    ("results", "sees_all"),
    [
        ([], False),
        ([{"plate": "8abc123", "vehicle": {"type": "Sedan"}}], False),
        ([{"plate": {"props": {}}}], True),
        ([{"plate": None, "vehicle": None}], False),
        ([{"vehicle": {"type": "Sedan", "props": {}}}], True),
        ([{"plate": None}, {"vehicle": {"props": {}}}], True),
    ],
)
def test_vehicles_without_a_plate_would_show_where_the_results_have_that_modes_shape(
    results: list[Mapping[str, Any]], *, sees_all: bool
) -> None:
    assert parse_webhook(webhook(*results)).sees_all is sees_all


@pytest.mark.parametrize(
    ("payload", "slug", "why"),
    [
        (None, "no_object", "it is no JSON object"),
        ([], "no_object", "it is no JSON object"),
        ([sample("field-webhook-stream")], "no_object", "it is no JSON object"),
        ({}, "no_data", "it has no object as data, nor results"),
        ({"hook": {}}, "no_data", "it has no object as data, nor results"),
        ({"data": None, "results": []}, "no_data", "it has no object as data, nor results"),
        ({"data": "{}"}, "no_data", "it has no object as data, nor results"),
        ({"data": {}}, "no_results", "the answer has no list of results"),
        ({"data": {"results": {}}}, "no_results", "the answer has no list of results"),
        ({"data": {"results": ["8abc123"]}}, "no_results", "a result in the answer is no object"),
        ({"data": {"results": [], "error": "8abc123"}}, "error_reported", "it reports an error"),
        ({"results": None}, "no_results", "the answer has no list of results"),
    ],
)
def test_why_something_is_no_webhook_is_told_without_what_it_holds(
    payload: object, slug: str, why: str
) -> None:
    with pytest.raises(NotUnderstood) as caught:
        parse_webhook(payload)

    assert caught.value.slug == slug
    assert str(caught.value) == why


@pytest.mark.parametrize("name", NO_ANSWERS)
def test_what_else_the_api_says_is_no_webhook(name: str) -> None:
    for payload in (sample(name), {"data": sample(name)}):
        with pytest.raises(NotUnderstood):
            parse_webhook(payload)


def test_a_webhook_is_what_it_says() -> None:
    assert parse_webhook({"data": {"results": []}}) == WebhookRecognition(
        recognition=Recognition(),
        camera_names=(),
        event=None,
        is_stream=False,
        sees_all=False,
    )


def test_what_only_some_senders_say_is_kept_or_does_no_harm() -> None:
    webhook = parse_webhook(
        {
            "hook": {"id": "camera-1", "event": "recognition", "filename": "shots/1.jpg"},
            "data": {"results": [], "timestamp_local": "2026-02-11 10:14:07+01:00"},
        }
    )

    assert webhook.camera_names == ("camera-1",)
    assert webhook.recognition.extra == {"timestamp_local": "2026-02-11 10:14:07+01:00"}
    assert webhook.recognition.timestamp is None
