"""What somebody else says of one of their cameras: as a frame that was looked up already."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
import json
from typing import Final

from ..api.models import (
    Candidate,
    Detection,
    MakeModel,
    PlateReading,
    Prediction,
    Region,
    VehicleReading,
)
from ..api.webhook import WebhookRecognition
from .sighting import Look, Sighting, Thresholds, sightings_of

MOST_VEHICLES: Final = 20
"""Of one report. No picture of a gate shows more; each is an event, and is compared to all others:
the time that takes grows with the square of their number."""
_LONGEST_TEXT: Final = 64
"""Characters of whatever is read: twice those of the longest text that is taken for a plate."""
_MOST_GUESSES: Final = 10
"""Of a plate, a model or a color. The API's samples have fewer."""
_MOST_USER_DATA: Final = 4096
"""Bytes of JSON. Events have room for 32 kB, and Stream's users write a word or two there."""
_LONGEST_TIME: Final = 64
"""Characters of the sender's own time."""


@dataclass(frozen=True, slots=True)
class ReportedPicture:
    """The picture that a report is about, if it was sent with it."""

    content: bytes
    content_type: str
    width: int
    height: int
    """Pixels."""


@dataclass(frozen=True, slots=True)
class Report:
    """One webhook."""

    webhook: WebhookRecognition

    received_at: datetime
    """When it came, UTC: nobody knows how far the sender's clock is to be trusted."""

    picture: ReportedPicture | None = None

    is_late: bool = False
    """Whether it is too old to tell of somebody who comes now."""

    @property
    def shows_all(self) -> bool:
        """Whether whoever isn't in it isn't before the camera, either.

        Stream tells of one vehicle at a time, and says nothing of the others.
        """
        is_whole = len(self.webhook.recognition.detections) <= MOST_VEHICLES
        return (
            self.webhook.sees_all and is_whole and not self.webhook.is_stream and not self.is_late
        )


def sightings_in_report(
    report: Report, look: Look, thresholds: Thresholds, new_id: Callable[[], str]
) -> tuple[Sighting, ...]:
    """Return the vehicles of a report, the best first.

    Args:
        report: whose boxes are in pixels of the sender's picture.
        look: where.
        thresholds: of the camera.
        new_id: makes ids for sightings.
    """
    said = report.webhook.recognition
    detections = [_bounded(each) for each in said.detections[:MOST_VEHICLES]]
    picture = report.picture
    seen = replace(
        look,
        taken_at=report.received_at,
        image_width=picture.width if picture else said.image_width,
        image_height=picture.height if picture else said.image_height,
        timestamp=said.timestamp if len(said.timestamp or "") <= _LONGEST_TIME else None,
    )
    all_vehicles = report.webhook.sees_all
    return sightings_of(detections, seen, thresholds, new_id, all_vehicles=all_vehicles)


def _bounded(detection: Detection) -> Detection:
    """Cut what is told off where it is too long: events and states go to everybody at home."""
    said = detection.user_data
    is_short = said is None or len(json.dumps(said)) <= _MOST_USER_DATA
    return replace(
        detection,
        plate=detection.plate and _bounded_plate(detection.plate),
        vehicle=detection.vehicle and _bounded_vehicle(detection.vehicle),
        source_url=None,
        user_data=said if is_short else None,
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


def _cut(text: str) -> str:
    """Return a text whose end shows that it went on, and that never becomes one of a plate."""
    if len(text) <= _LONGEST_TEXT:
        return text
    text = text.strip()
    return text if len(text) <= _LONGEST_TEXT else f"{text[: _LONGEST_TEXT - 1]}…"
