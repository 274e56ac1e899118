"""From the API's detections to sightings: a camera, a time and what was read there."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from ..api.models import (
    Box,
    Detection,
    MakeModel,
    PlateReading,
    Prediction,
    VehicleReading,
    YearRange,
)
from .bounded import bounded
from .match import Match

_UNKNOWN = "unknown"
"""What the API calls an unknown type, colour or orientation, in whatever case."""


MOST_IN_A_PICTURE: Final = 100
"""Vehicles of one picture: a full car park. Each is an event, and is compared to all others. More
than there may be visits would end each other's."""

LONGEST_PLATE = 32
"""Characters. No country's plate has half as many: a longer text is no plate, and no state."""


class Source(StrEnum):
    """What asked for the frame."""

    INTERVAL = "interval"
    TRIGGER = "trigger"
    ACTION = "action"
    WEBHOOK = "webhook"
    SIMULATED = "simulated"


class Status(StrEnum):
    """The verdict on a sighting."""

    KNOWN = "known"
    STRANGER = "stranger"
    BLOCKED = "blocked"
    EXPIRED = "expired"
    IGNORED = "ignored"
    UNREAD = "unread"


class StatusReason(StrEnum):
    """Why a sighting got its status."""

    NO_MATCH = "no_match"
    """The plate was read and belongs to nobody known."""

    NO_PLATE = "no_plate"
    """A vehicle was seen, and no plate on it."""

    BELOW_MIN_SCORE = "below_min_score"
    """A plate was seen, but its text is too unsure to be taken for read."""

    MATCHED = "matched"
    """The plate is that of a known vehicle, with the match that this one asks for."""

    BELOW_MATCHING = "below_matching"
    """The plate resembles that of a known vehicle, which asks for more."""

    OTHER_COUNTRY = "other_country"
    """It would do, had the plate not been read in another country than the vehicle's."""

    RESEMBLES_BLOCKED = "resembles_blocked"
    """The plate only resembles that of a blocked vehicle, and a fence errs to the safe side."""

    AMBIGUOUS = "ambiguous"
    """The plate is equally near to those of several known vehicles."""

    NOT_YET_VALID = "not_yet_valid"
    NO_LONGER_VALID = "no_longer_valid"
    OUTSIDE_TIMES = "outside_times"
    OTHER_CAMERA = "other_camera"
    """The vehicle is known, and none of those valid here and now."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """How sure a camera has to be; all between 0 and 1.

    The defaults are the vendor's advice against false positives and misses.
    """

    min_score: float = 0.7
    """Below: the plate counts as not read."""

    min_dscore: float = 0.3
    """Below: what was detected is no plate, and is dropped."""

    sure_score: float = 0.9
    """From here on a single picture is proof enough."""


@dataclass(frozen=True, slots=True)
class Look:
    """Where and when one scan looked: what its sightings have in common."""

    account_id: str
    place: str
    camera: str
    camera_entity_id: str | None
    device_id: str
    source: Source
    taken_at: datetime
    image_width: int | None = None
    image_height: int | None = None
    """Of the full picture in pixels; None until there is one."""
    timestamp: str | None = None
    """The sender's own time, as text. None for frames that we asked for."""
    steady_at: float | None = None
    """When it began by a clock that nobody sets, in seconds: the other one may have been set since.
    None where that isn't known."""


@dataclass(frozen=True, slots=True)
class Identity:
    """The known vehicle that a sighting is taken for."""

    vehicle_id: str
    name: str
    category: str
    may_open: bool
    """Whether it may at this moment: never where it is blocked, ignored or expired."""


@dataclass(frozen=True, slots=True)
class Resembled:
    """A known vehicle that a stranger's plate resembles; a mere resemblance never touches it."""

    vehicle_id: str
    match: Match


@dataclass(frozen=True, slots=True)
class Sighting:
    """A confirmed detection. Boxes are in pixels of the full picture."""

    sighting_id: str
    look: Look
    detection: Detection

    plate: str | None
    """The plate as read, in upper case; None when `unread`."""

    status: Status
    status_reason: StatusReason
    sure: bool

    match: Match = Match.NONE
    """How the plate relates to the nearest known vehicle, whatever the status."""

    known: Identity | None = None
    """None unless the status says that it is a known vehicle: known, blocked, ignored, expired."""

    resembles: Resembled | None = None
    """Of a stranger."""

    equally_near: tuple[str, ...] = ()
    """Names of the vehicles between which nobody can say which one it is."""

    reads: int = 1
    """How many distinct pictures agree on the plate."""

    visit_id: str | None = None
    """Of the visit that it belongs to."""

    @property
    def reading(self) -> PlateReading | None:
        """What the API said of the plate."""
        return self.detection.plate

    @property
    def plate_box(self) -> Box | None:
        """Where the plate is."""
        return self.reading.box if self.reading else None

    @property
    def vehicle_box(self) -> Box | None:
        """Where the vehicle is."""
        return self.vehicle.box if self.vehicle else None

    @property
    def score(self) -> float | None:
        """How sure the API is of the plate's text, 0 to 1."""
        return self.reading.score if self.reading else None

    @property
    def region(self) -> str | None:
        """Where the plate comes from, as the API's code."""
        return self.reading.region.code if self.reading and self.reading.region else None

    @property
    def vehicle(self) -> VehicleReading | None:
        """What the API said of the vehicle."""
        return self.detection.vehicle

    @property
    def vehicle_type(self) -> str | None:
        """The kind of vehicle, in the API's spelling."""
        return unless_unknown(self.vehicle.type) if self.vehicle else None

    @property
    def make(self) -> str | None:
        """The likeliest manufacturer."""
        return unless_unknown(first.make) if (first := self._make_model) else None

    @property
    def model(self) -> str | None:
        """The likeliest model."""
        return unless_unknown(first.model) if (first := self._make_model) else None

    @property
    def color(self) -> str | None:
        """The likeliest colour, in the API's spelling."""
        return _likeliest(self.vehicle.colors) if self.vehicle else None

    @property
    def orientation(self) -> str | None:
        """The side that the camera sees, in the API's spelling."""
        return _likeliest(self.vehicle.orientations) if self.vehicle else None

    @property
    def year(self) -> YearRange | None:
        """The years in which a vehicle like this was built."""
        return self.vehicle.year if self.vehicle else None

    @property
    def _make_model(self) -> MakeModel | None:
        return next(iter(self.vehicle.make_models), None) if self.vehicle else None


def unless_unknown(value: str | None) -> str | None:
    """Return None for the API's own word for not knowing, and for no text at all."""
    return None if not value or value.casefold() == _UNKNOWN else value


def _likeliest(predictions: Iterable[Prediction]) -> str | None:
    return next((unless_unknown(prediction.value) for prediction in predictions), None)


def sightings_of(
    detections: Iterable[Detection],
    look: Look,
    thresholds: Thresholds,
    new_id: Callable[[], str],
    *,
    all_vehicles: bool = False,
) -> tuple[Sighting, ...]:
    """Turn what the API detected into sightings, the best first: as many as may be.

    Plates below `min_dscore` are dropped. Best is a read plate before an unread one, then the
    higher score of the text, then that of the vehicle.

    Args:
        detections: of one answer.
        look: where and when.
        thresholds: of the camera.
        new_id: makes ids for sightings.
        all_vehicles: whether a vehicle is kept whose plate is dropped: what was taken for a plate
            is none, and the vehicle is there all the same.
    """
    sightings = [
        _sighting(kept, look, thresholds, new_id())
        for detection in detections
        if (kept := _kept(bounded(detection), thresholds, all_vehicles=all_vehicles)) is not None
    ]
    return tuple(sorted(sightings, key=_rank, reverse=True)[:MOST_IN_A_PICTURE])


def _kept(detection: Detection, thresholds: Thresholds, *, all_vehicles: bool) -> Detection | None:
    dscore = detection.plate.dscore if detection.plate else None
    if dscore is not None and dscore < thresholds.min_dscore:
        if not all_vehicles:
            return None
        detection = replace(detection, plate=None)
    return detection if detection.plate or detection.vehicle else None


def _sighting(
    detection: Detection, look: Look, thresholds: Thresholds, sighting_id: str
) -> Sighting:
    text = detection.plate.text.strip() if detection.plate else ""
    if len(text) > LONGEST_PLATE:
        text = ""
    score = (detection.plate.score if detection.plate else None) or 0.0
    read = bool(text) and score >= thresholds.min_score
    return Sighting(
        sighting_id=sighting_id,
        look=look,
        detection=detection,
        plate=text.upper() if read else None,
        status=Status.STRANGER if read else Status.UNREAD,
        status_reason=_reason(text, read=read),
        sure=read and score >= thresholds.sure_score,
    )


def _reason(text: str, *, read: bool) -> StatusReason:
    if read:
        return StatusReason.NO_MATCH
    return StatusReason.BELOW_MIN_SCORE if text else StatusReason.NO_PLATE


def _rank(sighting: Sighting) -> tuple[bool, float, float]:
    vehicle_score = sighting.vehicle.score if sighting.vehicle else None
    return (sighting.plate is not None, sighting.score or 0.0, vehicle_score or 0.0)
