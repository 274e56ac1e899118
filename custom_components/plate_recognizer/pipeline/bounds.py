"""How much of what somebody else says is told: of one vehicle, and of how many.

Answers come from whoever is at the other end: a server that was hacked says whatever it likes.
"""

from dataclasses import replace
from typing import Final

import orjson

from ..api.models import (
    Candidate,
    Detection,
    MakeModel,
    PlateReading,
    Prediction,
    Recognition,
    Region,
    VehicleReading,
)

MOST_FOUND: Final = 100
"""Vehicles on one picture. A full car park has fewer that can be read; each is an event, and is
compared to all others."""
_LONGEST_TEXT: Final = 64
"""Characters of whatever is read: twice those of the longest text that is taken for a plate."""
_MOST_GUESSES: Final = 10
"""Of a plate, a model or a color. The API's samples have fewer."""
_MOST_USER_DATA: Final = 4096
"""Bytes of JSON. Events have room for 32 kB, and Stream's users write a word or two there."""


def bounded_recognition(recognition: Recognition) -> Recognition:
    """Leave out what is more than any picture shows."""
    detections = tuple(bounded(each) for each in recognition.detections[:MOST_FOUND])
    return replace(recognition, detections=detections)


def bounded(detection: Detection) -> Detection:
    """Cut what is told off where it is too long: events and states go to everybody at home."""
    return replace(
        detection,
        plate=detection.plate and _bounded_plate(detection.plate),
        vehicle=detection.vehicle and _bounded_vehicle(detection.vehicle),
        source_url=None,
        user_data=detection.user_data if _can_be_told(detection.user_data) else None,
        extra={},
    )


def _can_be_told(user_data: object) -> bool:
    """Say whether it is short, and whether whoever hears of it could write it again."""
    try:
        return len(orjson.dumps(user_data)) <= _MOST_USER_DATA
    except TypeError:  # nested too deeply, or half of a surrogate pair
        return False


def _bounded_plate(plate: PlateReading) -> PlateReading:
    return replace(
        plate,
        text=_cut(plate.text),
        candidates=tuple(
            Candidate(_cut(each.plate), each.score) for each in plate.candidates[:_MOST_GUESSES]
        ),
        region=plate.region and Region(_cut(plate.region.code), plate.region.score),
    )


def _bounded_vehicle(vehicle: VehicleReading) -> VehicleReading:
    return replace(
        vehicle,
        type=vehicle.type and _cut(vehicle.type),
        make_models=tuple(
            MakeModel(each.make and _cut(each.make), each.model and _cut(each.model), each.score)
            for each in vehicle.make_models[:_MOST_GUESSES]
        ),
        colors=_bounded_guesses(vehicle.colors),
        orientations=_bounded_guesses(vehicle.orientations),
    )


def _bounded_guesses(guesses: tuple[Prediction, ...]) -> tuple[Prediction, ...]:
    return tuple(Prediction(_cut(each.value), each.score) for each in guesses[:_MOST_GUESSES])


def _cut(text: str) -> str:
    """Return a text whose end shows that it went on, and that never becomes one of a plate."""
    if len(text) <= _LONGEST_TEXT:
        return text
    text = text.strip()
    return text if len(text) <= _LONGEST_TEXT else f"{text[: _LONGEST_TEXT - 1]}…"
