"""What somebody else says of one of their cameras: as a frame that was looked up already."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from ..api.webhook import WebhookRecognition
from .sighting import Look, Sighting, Thresholds, sightings_of


@dataclass(frozen=True, slots=True)
class ReportedPicture:
    """The picture that a report is about, if it was sent with it."""

    picture_id: str
    """Identifies its content."""
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
    picture = report.picture
    seen = replace(
        look,
        taken_at=report.received_at,
        image_width=picture.width if picture else said.image_width,
        image_height=picture.height if picture else said.image_height,
        timestamp=said.timestamp,
    )
    return sightings_of(said.detections, seen, thresholds, new_id)
