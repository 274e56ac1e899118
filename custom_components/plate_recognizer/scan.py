"""What one scan brought, and how an answer or a failure becomes that."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import IntEnum

from homeassistant.util.ulid import ulid_now

from .api.errors import SnapshotError, Throttled
from .api.models import Detection
from .lookups import Answer
from .pipeline.boxes import in_full_picture
from .pipeline.decision import SKIPPED, Decision, Reason
from .pipeline.frame import Upload
from .pipeline.glance import Glance
from .pipeline.seen_picture import SeenPicture
from .pipeline.sighting import Look, Sighting, Thresholds, sightings_of
from .pipeline.traces import Traces


class Insight(IntEnum):
    """What a look has made known of how it is now: the more, the greater."""

    FAILED = 0
    """Nothing: there was no picture, or no answer."""
    UNSETTLED = 1
    """Nothing, though nothing has failed: the camera gave a picture from before, for example."""
    SEEN = 2
    """The camera has shown it, whatever that is worth."""


@dataclass(frozen=True, slots=True)
class Scan:
    """What one scan brought: sightings if the API answered, else only the decision why not."""

    decision: Decision
    sightings: tuple[Sighting, ...] = ()
    """The best first."""

    lookup_seconds: float | None = None

    processing_time: float | None = None
    """The server's own time, in a unit that isn't documented."""

    image_size: tuple[int | None, int | None] = (None, None)
    """Width and height of the full picture in pixels, if the API has answered."""

    picture: str | None = None
    """Identifies the content of the frame; None if there was none."""

    era: int = 0
    """Of the scanner, when the frame was asked for: it counts changes of the camera."""

    glance: Glance | None = None
    """What the frame says of who is here now. None if there was no answer, if the camera gave
    this picture before (it shows what was there then), or if it was read otherwise than usual."""

    seen_on: SeenPicture | None = None
    """The picture that was answered, or that a sender has shown."""

    is_read_as_set: bool = True
    """Whether the API was told what it always is of the camera. Else the picture proves nothing:
    whom it doesn't find may be there, and whom it finds may be somebody else."""

    is_repeated: bool = False
    """Whether it only repeats why nothing is scanned for the time being."""

    @property
    def insight(self) -> Insight:
        """What it has made known of how it is now."""
        is_held_back = self.decision.reason is Reason.HELD_BACK
        if self.decision.answered or self.glance is not None or is_held_back:
            return Insight.SEEN
        return Insight.UNSETTLED if self.decision.reason in SKIPPED else Insight.FAILED

    def without(self, traces: Traces) -> Scan:
        """Return what it is known to have brought after a deletion."""
        if not traces.meet(Traces.of(self.sightings)):
            return self
        kept = tuple(each for each in self.sightings if not traces.are_of(each))
        decision = self.decision.without("ambiguous")
        return replace(self, decision=decision, sightings=kept, glance=None, seen_on=None)

    @property
    def best(self) -> Sighting | None:
        """The sighting that the camera's entities show."""
        return next(iter(self.sightings), None)

    @property
    def best_read(self) -> Sighting | None:
        """The same among those whose plate was read."""
        return self.best if self.best and self.best.plate is not None else None


def sightings_in(
    answer: Answer, upload: Upload | None, look: Look, thresholds: Thresholds
) -> tuple[Sighting, ...]:
    """Return the vehicles of an answer, the best first; boxes in pixels of the full picture.

    All of them, whether or not anybody asked for those without a readable plate: who hides whom is
    to be known.

    Args:
        answer: of the API.
        upload: what it is about; None for a picture that the server has fetched: the full one.
        look: where and when.
        thresholds: how sure they have to be.
    """
    width, height = size_of_picture(answer, upload)
    seen = replace(look, image_width=width, image_height=height)
    detections = detections_in(answer, upload)
    return sightings_of(detections, seen, thresholds, ulid_now, all_vehicles=True)


def detections_in(answer: Answer, upload: Upload | None) -> tuple[Detection, ...]:
    """Return all that was detected; boxes in pixels of the full picture, likewise."""
    detections = answer.recognition.detections
    return detections if upload is None else in_full_picture(detections, upload.to_full)


def size_of_picture(answer: Answer, upload: Upload | None) -> tuple[int | None, int | None]:
    """Return width and height of the full picture in pixels; likewise, as far as it is known."""
    if upload is not None:
        return upload.full_width, upload.full_height
    return answer.recognition.image_width, answer.recognition.image_height


def decision_on(sightings: Sequence[Sighting], taken_at: datetime) -> Decision:
    """Return what became of an answered lookup, and between whom it could not tell."""
    reason = Reason.SIGHTED if sightings else Reason.NOTHING_FOUND
    details: dict[str, str | int | float] = {"vehicles": len(sightings)}
    if ambiguous := sorted({name for each in sightings for name in each.equally_near}):
        details["ambiguous"] = ", ".join(ambiguous)
    return Decision(reason, taken_at, details)


def details_of(error: SnapshotError) -> dict[str, str | int | float]:
    """Return what a decision says of a lookup that failed."""
    details: dict[str, str | int | float] = {"detail": error.detail}
    if error.status is not None:
        details["http_status"] = error.status
    if isinstance(error, Throttled):
        details["retry_after"] = error.retry_after
    return details
