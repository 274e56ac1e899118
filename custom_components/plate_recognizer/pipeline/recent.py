"""The latest sightings, as they were told: to be asked for, and to make a stranger known."""

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from .pseudonyms import is_pseudonym, plate_key
from .sighting import Status

MOST_SIGHTINGS = 1000
"""Of an account: some weeks of a driveway, and a few megabytes."""


@dataclass(frozen=True, slots=True)
class RecentSighting:
    """A sighting that was told."""

    data: Mapping[str, Any]
    """Of its event."""
    taken_at: datetime
    plate_key: str | None
    """The normal form of its plate, or its pseudonym; None if it wasn't read."""

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Self:
        """Take in the data of a sighting's event.

        Raises:
            KeyError: a key is missing that every sighting has.
            TypeError: a value is of another kind.
            ValueError: a value is none that it can be.
        """
        taken_at = datetime.fromisoformat(data["taken_at"])
        if taken_at.tzinfo is None:
            raise ValueError(data["taken_at"])
        for key in ("sighting_id", "place", "camera", "device_id", "status"):
            if not isinstance(data[key], str):
                raise TypeError(key)
        plate = data["plate"]
        return cls(data, taken_at, None if plate is None else plate_key(plate))

    @property
    def sighting_id(self) -> str:
        """Identifies it."""
        sighting_id: str = self.data["sighting_id"]
        return sighting_id

    @property
    def is_stranger(self) -> bool:
        """Whether its plate was read, and belonged to nobody known then."""
        return (
            self.plate_key is not None
            and not self.is_masked
            and self.data["status"] == Status.STRANGER
        )

    @property
    def is_masked(self) -> bool:
        """Whether its plate isn't told, but a pseudonym: nobody can be made known by that."""
        return self.plate_key is not None and is_pseudonym(self.plate_key)

    @property
    def camera_names(self) -> frozenset[str]:
        """All that its camera can be asked for by: device, entity, and name in small letters."""
        camera: str = self.data["camera"]
        names = (self.data["device_id"], self.data.get("camera_entity_id"), camera.casefold())
        return frozenset(name for name in names if name is not None)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which sightings are asked for. What is None or empty leaves none out."""

    since: datetime | None = None
    until: datetime | None = None
    places: frozenset[str] = frozenset()
    """In small letters."""
    cameras: frozenset[str] = frozenset()
    """As in `RecentSighting.camera_names`."""
    plates: frozenset[str] = frozenset()
    """As in `RecentSighting.plate_key`."""
    statuses: frozenset[str] = frozenset()

    def includes(self, sighting: RecentSighting) -> bool:
        """Whether a sighting is one of them."""
        return (
            (self.since is None or sighting.taken_at >= self.since)
            and (self.until is None or sighting.taken_at <= self.until)
            and (not self.places or sighting.data["place"].casefold() in self.places)
            and (not self.cameras or not self.cameras.isdisjoint(sighting.camera_names))
            and (not self.plates or sighting.plate_key in self.plates)
            and (not self.statuses or sighting.data["status"] in self.statuses)
        )


class RecentSightings:
    """Remembers the latest sightings of an account, and forgets the oldest beyond them."""

    def __init__(self) -> None:
        self._sightings: deque[RecentSighting] = deque(maxlen=MOST_SIGHTINGS)
        """The last one told stands first."""

    def add(self, sighting: RecentSighting) -> None:
        """Remember a sighting."""
        self._sightings.appendleft(sighting)

    def __iter__(self) -> Iterator[RecentSighting]:
        """Go through them, newest first: by when their pictures were taken, then as told."""
        return iter(sorted(self._sightings, key=_taken_at, reverse=True))

    def find(self, sighting_id: str) -> RecentSighting | None:
        """Return the sighting of this id; None if it isn't remembered."""
        return next((each for each in self._sightings if each.sighting_id == sighting_id), None)

    def strangers(self, is_known: Callable[[str], bool]) -> Iterator[RecentSighting]:
        """Find the latest sighting of each stranger, newest first.

        Args:
            is_known: says of a plate whether it belongs to a vehicle that is known by now.
        """
        seen: set[str] = set()
        for sighting in self:
            plate = sighting.plate_key
            if not sighting.is_stranger or plate is None or plate in seen:
                continue
            seen.add(plate)
            if not is_known(plate):
                yield sighting


def _taken_at(sighting: RecentSighting) -> datetime:
    return sighting.taken_at
