"""What every reader of a recognition, a sighting or a visit may rely on."""

from collections.abc import Iterator, Mapping
from dataclasses import astuple, fields, is_dataclass
from datetime import datetime
from enum import Enum
import math
from typing import Any

import orjson

from custom_components.plate_recognizer.api.models import Recognition

LONGEST_TEXT = 255
"""Characters of an event's text: those of a state."""

MOST_EVENT_BYTES = 32_768
"""Of an event's data, above which core's recorder keeps nothing of it."""


def assert_sound(recognition: Recognition) -> None:
    """Check a recognition, but for what is kept of unknown fields verbatim."""
    for detection in recognition.detections:
        plate, vehicle = detection.plate, detection.vehicle
        if plate is not None:
            assert plate.text.strip()
            assert_scores(plate.score, plate.dscore, *(each.score for each in plate.candidates))
            assert_scores(plate.region.score if plate.region else None)
        if vehicle is not None:
            predictions = (*vehicle.colors, *vehicle.orientations, *vehicle.make_models)
            assert_scores(vehicle.score, *(each.score for each in predictions))
        for reading in (plate, vehicle):
            if reading is not None and reading.box is not None:
                xmin, ymin, xmax, ymax = astuple(reading.box)
                assert xmin < xmax
                assert ymin < ymax
    assert_plain(recognition)


def assert_scores(*scores: float | None) -> None:
    """Check that scores are between 0 and 1."""
    assert all(score is None or 0 <= score <= 1 for score in scores)


def assert_plain(read: object) -> None:
    """Check that numbers are finite, times have a zone, and texts can be written."""
    for value in _values(read):
        if isinstance(value, float):
            assert math.isfinite(value)
        elif isinstance(value, str):
            assert value.encode()
        elif isinstance(value, datetime):
            assert value.tzinfo is not None


def _values(read: object) -> Iterator[object]:
    if is_dataclass(read):
        for field in fields(read):
            if field.name not in {"extra", "user_data"}:  # as they came, and bounded where told
                yield from _values(getattr(read, field.name))
    elif isinstance(read, tuple | list):
        for each in read:
            yield from _values(each)
    elif isinstance(read, Mapping):
        for key, each in read.items():
            yield from _values(key)
            yield from _values(each)
    elif not isinstance(read, Enum):
        yield read


def assert_event(data: Mapping[str, Any]) -> None:
    """Check that Home Assistant can send, record and show an event's data."""
    assert len(orjson.dumps(data)) < MOST_EVENT_BYTES
    assert_plain(data)
    texts = [value for value in data.values() if isinstance(value, str)]
    assert all(len(text) <= LONGEST_TEXT for text in texts)
