"""What the API answers, in one shape for plate mode and vehicle mode.

None means that the API did not say; nothing here is a guess. Enumerations are open: a type,
color, orientation or region is the API's own text, also its `Unknown` and `unknown`. Saying
"nothing" for those is up to whoever shows them.

Scores lie between 0 and 1, 1 being sure. Boxes are in pixels of the picture that was sent.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle with an area, from its top left to its bottom right corner."""

    xmin: int
    ymin: int
    xmax: int
    ymax: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """One of the readings that the engine thought possible."""

    plate: str
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Region:
    """Where a plate is from."""

    code: str
    """Verbatim: countries and states mix (`us`, `us-nj`, `TKS`), and case matters."""
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Prediction:
    """A color or an orientation."""

    value: str
    score: float | None = None


@dataclass(frozen=True, slots=True)
class MakeModel:
    """A make with its model."""

    make: str | None = None
    model: str | None = None
    score: float | None = None


@dataclass(frozen=True, slots=True)
class YearRange:
    """The years in which a vehicle like this was built."""

    first: int | None = None
    last: int | None = None


@dataclass(frozen=True, slots=True)
class PlateReading:
    """A license plate that was found and read."""

    text: str
    """As the API spells it: lower case in all its samples, any script, maybe with spaces."""
    score: float | None = None
    """How sure the text is (`score` in plate mode, that of `props.plate[0]` in vehicle mode)."""
    dscore: float | None = None
    """How sure it is that this is a plate (`dscore`; in vehicle mode `plate.score`)."""
    box: Box | None = None
    candidates: tuple[Candidate, ...] = ()
    """Best first. The first one repeats `text` in all the samples."""
    region: Region | None = None


@dataclass(frozen=True, slots=True)
class VehicleReading:
    """A vehicle that was found. All but type, score and box needs `mmc`, a paid extra."""

    type: str | None = None
    """`Sedan`, `Pickup Truck` …"""
    score: float | None = None
    """How sure the type is."""
    box: Box | None = None
    make_models: tuple[MakeModel, ...] = ()
    """Best first."""
    colors: tuple[Prediction, ...] = ()
    """Best first."""
    orientations: tuple[Prediction, ...] = ()
    """`Front` or `Rear` towards the camera, best first."""
    year: YearRange | None = None


@dataclass(frozen=True, slots=True)
class Detection:
    """One result: a plate, a vehicle, or both."""

    plate: PlateReading | None = None
    vehicle: VehicleReading | None = None
    direction: float | None = None
    """Degrees, as the API counts them."""
    speed: float | None = None
    """Only from Stream. The unit is not documented."""
    position_sec: float | None = None
    """Only from Stream: seconds from the start of the video."""
    source_url: str | None = None
    """Only from Stream: its video source. It may hold a password."""
    user_data: Any = None
    """Only from Stream: what its user configured there, verbatim."""
    extra: Mapping[str, Any] = field(default_factory=dict)
    """Fields that this version does not know, verbatim; those inside the plate or the vehicle
    stand under `plate` and `vehicle`. So does a plate of which no text was read."""


@dataclass(frozen=True, slots=True)
class Usage:
    """How much of the quota is used."""

    calls: int | None = None
    """Lookups in the current period."""
    limit: int | None = None
    """Lookups allowed in the period."""

    @property
    def used_up(self) -> bool:
        """Whether the service is known to answer no further lookup in this period."""
        return self.calls is not None and self.limit is not None and self.calls >= self.limit


@dataclass(frozen=True, slots=True)
class Recognition:
    """The answer to one lookup, or the data of one webhook."""

    detections: tuple[Detection, ...] = ()
    """In the server's order. None is a normal, billed answer."""
    processing_time: float | None = None
    """The server's own time; milliseconds in lookups, it seems, but no unit is documented."""
    camera_id: str | None = None
    """As sent with the lookup, or the camera's name in Stream."""
    timestamp: str | None = None
    """Verbatim. Where it bears no zone, the zone is unknown."""
    filename: str | None = None
    """The name of the upload; the cloud puts a prefix before it."""
    version: str | None = None
    """Not explained by the API; 1 in its samples, missing from the SDK."""
    image_width: int | None = None
    """Pixels of the picture that was sent."""
    image_height: int | None = None
    """Pixels of the picture that was sent."""
    usage: Usage | None = None
    """Only from the SDK."""
    extra: Mapping[str, Any] = field(default_factory=dict)
    """Fields that this version does not know, verbatim."""


@dataclass(frozen=True, slots=True)
class Statistics:
    """What the cloud says about the account."""

    usage: Usage
    month: int | None = None
    """Month of the current period, 1 to 12. The period need not begin on its first day."""
    year: int | None = None
    """Year of the current period."""
    resets_on: datetime | None = None
    """When the counter resets, in UTC."""


@dataclass(frozen=True, slots=True)
class SdkInfo:
    """What an On-Premise SDK says about itself. Its licence key is never taken in."""

    version: str | None = None
    usage: Usage = field(default_factory=Usage)
    webhooks: tuple[str, ...] = ()
    """Addresses it sends its results to. They may hold a secret."""
