"""So much of an answer as is told: events and states go to everybody at home, and have limits.

Whoever answers or sends may say as much as they like. What is left is more than any vehicle needs.
"""

from dataclasses import replace
from typing import Any, Final

import orjson

from ..api.models import (
    Candidate,
    Detection,
    MakeModel,
    PlateReading,
    Prediction,
    Region,
    VehicleReading,
)

LONGEST_TEXT: Final = 64
"""Characters of whatever is read: twice those of the longest text that is taken for a plate."""
_MOST_GUESSES: Final = 10
"""Of a plate, a model or a color. The API's samples have fewer."""
_MOST_USER_DATA: Final = 4096
"""Bytes of JSON. Events have room for 32 kB, and Stream's users write a word or two there."""


def bounded(detection: Detection) -> Detection:
    """Cut off what is too long, and leave out what no event can have."""
    return replace(
        detection,
        plate=detection.plate and _bounded_plate(detection.plate),
        vehicle=detection.vehicle and _bounded_vehicle(detection.vehicle),
        source_url=None,
        user_data=_bounded_user_data(detection.user_data),
        extra={},
    )


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


def _bounded_user_data(said: Any) -> Any:  # noqa: ANN401 - any JSON
    """Return any JSON as Home Assistant writes it; None for what it can't write, or too much.

    An answer is read by a reader that takes more: half of a character, or a number without end.
    """
    if said is None:
        return None
    try:
        text = orjson.dumps(said)
    except TypeError:
        return None
    return orjson.loads(text) if len(text) <= _MOST_USER_DATA else None


def _cut(text: str) -> str:
    """Return a text whose end shows that it went on, and that never becomes one of a plate."""
    if len(text) <= LONGEST_TEXT:
        return text
    text = text.strip()
    return text if len(text) <= LONGEST_TEXT else f"{text[: LONGEST_TEXT - 1]}…"
