"""A sighting and a visit, whose keys and values the reference shows."""

from datetime import UTC, datetime, timedelta
from typing import Any, Final

from homeassistant.const import ATTR_ENTITY_ID

from custom_components.plate_recognizer.api.models import (
    Box,
    Candidate,
    Detection,
    MakeModel,
    PlateReading,
    Prediction,
    Region,
    VehicleReading,
    YearRange,
)
from custom_components.plate_recognizer.image_processing import ATTR_CONFIDENCE, ATTR_PLATE
from custom_components.plate_recognizer.pipeline.event_data import detection_data, sighting_data
from custom_components.plate_recognizer.pipeline.match import Match
from custom_components.plate_recognizer.pipeline.sighting import (
    Identity,
    Look,
    Resembled,
    Sighting,
    Source,
    Status,
    StatusReason,
)
from custom_components.plate_recognizer.pipeline.visit import (
    ArrivalReason,
    EndReason,
    Visit,
)
from custom_components.plate_recognizer.pipeline.visit_data import visit_data

_AT: Final = datetime(2026, 12, 1, 17, 4, 31, tzinfo=UTC)
_ID: Final = "01KBEXAMPLE000000000"

_DETECTION: Final = Detection(
    plate=PlateReading(
        "ab12cde",
        0.97,
        0.91,
        Box(512, 401, 618, 438),
        (Candidate("ab12cde", 0.97), Candidate("ab12cdf", 0.71)),
        Region("gb", 0.83),
    ),
    vehicle=VehicleReading(
        "Sedan",
        0.84,
        Box(310, 180, 840, 520),
        (MakeModel("Volkswagen", "Golf", 0.6),),
        (Prediction("silver", 0.8),),
        (Prediction("Front", 0.9),),
        YearRange(2018, 2022),
    ),
    direction=210.0,
    speed=12.5,
    position_sec=34.2,
    user_data="gate",
)

_SIGHTING: Final = Sighting(
    sighting_id=f"{_ID}SIGHT1",
    look=Look(
        account_id=f"{_ID}ACCNT1",
        place="Driveway",
        camera="Driveway",
        camera_entity_id="camera.driveway",
        device_id="a1b2c3d4e5f60718293a4b5c6d7e8f90",
        source=Source.TRIGGER,
        taken_at=_AT,
        image_width=1920,
        image_height=1080,
        timestamp="2026-12-01T17:04:30.9Z",
    ),
    detection=_DETECTION,
    plate="AB12CDE",
    status=Status.KNOWN,
    status_reason=StatusReason.MATCHED,
    sure=True,
    match=Match.EXACT,
    known=Identity(f"{_ID}GOLF01", "Anna's Golf", "resident", may_open=True),
    resembles=Resembled(f"{_ID}GOLF01", Match.LOOKALIKE),
    reads=2,
    visit_id=f"{_ID}VISIT1",
)

_VISIT: Final = Visit(
    visit_id=f"{_ID}VISIT1",
    place="Driveway",
    camera_id=f"{_ID}CAMERA",
    best=_SIGHTING,
    reads=2,
    sure=True,
    started_at=_AT,
    spots=(),
    arrival_reason=ArrivalReason.ARRIVED,
).ended(EndReason.LEFT, _AT + timedelta(minutes=95))

SIGHTING: Final[dict[str, Any]] = sighting_data(_SIGHTING)
"""With a value for each key, also for those that no vehicle has at the same time."""
VISIT: Final[dict[str, Any]] = visit_data(_VISIT)
DETECTION: Final[dict[str, Any]] = detection_data(_SIGHTING)
FOUND_PLATE: Final[dict[str, Any]] = {
    ATTR_PLATE: "AB12CDE",
    ATTR_ENTITY_ID: "image_processing.driveway_plates",
    ATTR_CONFIDENCE: 97.0,
}
