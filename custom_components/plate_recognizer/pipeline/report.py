"""What somebody else says of one of their cameras: as a frame that was looked up already."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
import json
from typing import Final

from ..api.models import Detection
from ..api.webhook import WebhookRecognition
from .sighting import Look, Sighting, Thresholds, sightings_of

MOST_VEHICLES: Final = 100
"""Of one report. No picture shows more, and each is an event."""
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

    @property
    def shows_all(self) -> bool:
        """Whether whoever isn't in it isn't before the camera, either.

        Stream tells of one vehicle at a time, and says nothing of the others.
        """
        return self.webhook.sees_all and not self.webhook.is_stream


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
    """Leave out what its user makes Stream send, if it is too much to be told."""
    said = detection.user_data
    if said is None or len(json.dumps(said)) <= _MOST_USER_DATA:
        return detection
    return replace(detection, user_data=None)
