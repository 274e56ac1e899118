"""What an answer says beyond all measure is cut down before anybody is told of it."""

from datetime import UTC, datetime
from typing import Any

import orjson
import pytest

from custom_components.plate_recognizer.api.parse import parse_recognition
from custom_components.plate_recognizer.pipeline.event_data import sighting_data
from custom_components.plate_recognizer.pipeline.sighting import (
    MOST_IN_A_PICTURE,
    Look,
    Source,
    Thresholds,
    sightings_of,
)

LOOK = Look(
    "account", "place", "camera", None, "device", Source.TRIGGER, datetime(2026, 2, 11, tzinfo=UTC)
)


def told(*results: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the data of the events that an answer with these results makes."""
    detections = parse_recognition({"results": list(results)}).detections
    return [
        sighting_data(each) for each in sightings_of(detections, LOOK, Thresholds(), lambda: "id")
    ]


def test_an_event_has_no_texts_without_end() -> None:
    endless = "x" * 40_000
    [data] = told(
        {
            "plate": endless,
            "score": 0.9,
            "candidates": [{"plate": endless, "score": 0.9}] * 100,
            "region": {"code": endless, "score": 0.9},
            "vehicle": {"type": endless, "score": 0.9},
            "model_make": [{"make": endless, "model": endless, "score": 0.9}],
            "color": [{"color": endless, "score": 0.9}],
            "user_data": endless,
        }
    )

    assert len(orjson.dumps(data)) < 4_000
    assert data["color"] == "x" * 63 + "…"
    assert data["user_data"] is None


@pytest.mark.parametrize("said", ["\ud800", 10**400, {"a": ["\udfff"]}], ids=repr)
def test_user_data_that_home_assistant_can_not_write_is_not_told(said: object) -> None:
    [data] = told({"plate": "ab12cde", "score": 0.9, "user_data": said})

    assert data["user_data"] is None
    assert data["plate"] == "AB12CDE"


def test_user_data_that_it_can_write_is_told_as_it_is() -> None:
    said = {"gate": ["north", 2]}
    [data] = told({"plate": "ab12cde", "score": 0.9, "user_data": said})

    assert data["user_data"] == said


def test_no_picture_has_vehicles_without_end() -> None:
    assert len(told(*[{"plate": "ab12cde", "score": 0.9}] * 5_000)) == MOST_IN_A_PICTURE


@pytest.mark.parametrize(
    "worse",
    [
        {"plate": "leaf", "score": 0.9, "dscore": 0.1},
        {"plate": "unsure", "score": 0.1, "dscore": 0.9},
        {"plate": "ab12cde", "score": 0.8, "dscore": 0.9},
    ],
    ids=["no plate", "not read", "less sure"],
)
def test_of_too_many_vehicles_the_best_are_told_wherever_they_stand(worse: dict[str, Any]) -> None:
    best = {"plate": "wob3k21", "score": 0.99, "dscore": 0.99}

    assert told(*[worse] * MOST_IN_A_PICTURE, best)[0]["plate"] == "WOB3K21"
