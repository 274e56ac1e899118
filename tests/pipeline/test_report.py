"""What a webhook says is cut down to what is told of it."""

from datetime import UTC, datetime

from custom_components.plate_recognizer.api.webhook import parse_webhook
from custom_components.plate_recognizer.pipeline.report import (
    MOST_VEHICLES,
    Report,
    sightings_in_report,
)
from custom_components.plate_recognizer.pipeline.sighting import Look, Source, Thresholds

NOW = datetime(2026, 2, 11, 9, 14, 7, tzinfo=UTC)
LOOK = Look("account", "place", "camera", None, "device", Source.WEBHOOK, NOW)


def test_nothing_is_kept_that_is_told_to_nobody() -> None:
    result = {
        "plate": "ab12cde",
        "score": 0.9,
        "source_url": "rtsp://user:password@192.0.2.10/live",
        "a field that nobody knows": "x" * 100_000,
    }
    report = Report(parse_webhook({"data": {"results": [result]}}), NOW)

    (sighting,) = sightings_in_report(report, LOOK, Thresholds(), lambda: "id")

    assert not sighting.detection.extra
    assert sighting.detection.source_url is None


def test_only_a_whole_picture_of_now_says_who_is_gone() -> None:
    van = {"plate": None, "vehicle": {"type": "Van", "score": 0.9, "props": {}}}
    webhook = parse_webhook({"data": {"results": [van]}})
    many = parse_webhook({"data": {"results": [van] * (MOST_VEHICLES + 1)}})
    stream = parse_webhook({"hook": {"event": "recognition"}, "data": {"results": [van]}})

    assert Report(webhook, NOW).shows_all
    assert not Report(webhook, NOW, is_late=True).shows_all
    assert not Report(many, NOW).shows_all
    assert not Report(stream, NOW).shows_all
