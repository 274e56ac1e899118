"""What is kept of sightings, of visits and of pictures, and how it is asked for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Self

from ..api.models import Box
from ..pipeline.pseudonyms import is_pseudonym, plate_key as key_of_plate
from ..pipeline.sighting import Status

MOST_SIGHTINGS = 100_000
"""Of an account: fifty a day for five years."""

LEAST_SIGHTINGS = 1_000
"""The newest, that are kept however full the disk is: two megabytes, by which none is saved."""


@dataclass(frozen=True, slots=True)
class KeptSighting:
    """A sighting that was told."""

    data: Mapping[str, Any]
    """Of its event."""
    taken_at: datetime
    plate_key: str | None
    """The normal form of its plate, or its pseudonym; None if it wasn't read."""

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Self:
        """Take in the data of a sighting's event."""
        key = plate_key(data["plate"])
        return cls(data, datetime.fromisoformat(data["taken_at"]), key)

    @property
    def sighting_id(self) -> str:
        """Identifies it."""
        sighting_id: str = self.data["sighting_id"]
        return sighting_id

    @property
    def is_masked(self) -> bool:
        """Whether its plate isn't told, but a pseudonym: nobody can be made known by that."""
        return self.plate_key is not None and is_pseudonym(self.plate_key)


@dataclass(frozen=True, slots=True)
class Shown:
    """A vehicle on a picture, told of or not. Boxes are in pixels of the picture."""

    status: Status
    plate: str | None
    """As it was told; None when it wasn't read."""
    vehicle_id: str | None
    box: Box | None
    """Of its plate."""
    vehicle_box: Box | None
    vehicle: str | None = None
    """What a known one is called."""
    score: float | None = None
    """Of the plate's text, 0 to 1."""


@dataclass(frozen=True, slots=True)
class KeptPicture:
    """A picture on which vehicles were seen."""

    content: bytes
    content_type: str
    width: int
    height: int
    """Pixels of the picture that the boxes are about; a thumbnail has fewer."""
    shown: tuple[Shown, ...]
    is_masked: bool = field(default=False, compare=False)
    """Whether no plate of a stranger can be seen on it."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which sightings are asked for. What is None or empty leaves none out."""

    since: datetime | None = None
    until: datetime | None = None
    places: frozenset[str] = frozenset()
    """In small letters."""
    cameras: frozenset[str] = frozenset()
    """Ids of subentries, and names in small letters: of cameras that are gone."""
    plates: frozenset[str] = frozenset()
    """As `plate_key` has them."""
    vehicles: frozenset[str] = frozenset()
    """Their ids; that of a list stands for all on it."""
    statuses: frozenset[str] = frozenset()
    sighting_ids: frozenset[str] = frozenset()
    has_picture: bool = False
    """Whether only those with a kept picture are asked for."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much may be kept."""

    age: timedelta | None
    """None for any."""
    sightings: int
    bytes: int
    """On disk, pictures included."""
    least_free: int
    """Bytes of the disk that are left to others."""
    has_pictures: bool = True
    """Whether any picture may be."""


def plate_key(plate: str | None) -> str | None:
    """Return by what two told plates are the same; None for none."""
    return None if plate is None else key_of_plate(plate)
