"""What somebody else says of one of their cameras: as a frame that was looked up already."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from ..api.webhook import WebhookRecognition
from .sighting import Look, Sighting, Thresholds, sightings_of

MOST_VEHICLES: Final = 20
"""Of one report. No picture of a gate shows more; each is an event, and is compared to all others:
the time that takes grows with the square of their number."""
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
    detections = said.detections[:MOST_VEHICLES]
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
