"""By what a deletion is known elsewhere: where else what was deleted is shown or written down."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any, Final, Self

from ..api.models import Detection, PlateReading, VehicleReading
from .pseudonyms import plate_key
from .sighting import Sighting, Status, StatusReason
from .visit import Visit

_PLATE_KEYS: Final = frozenset({"plate", "plate_raw", "plates"})
"""Under which plain data has plates, however they are written. The same letters elsewhere are a
model, a region, or what somebody calls a car."""
_NAME_KEYS: Final = frozenset({"vehicle", "vehicle_id"})
"""Under which it has a name, which for who is on a list without one is the plate, or an id, which
ends with the plate of who is on a list. Both have it in capitals: so the plate of somebody who has
GOLF on it takes no car along that is called Golf."""


@dataclass(frozen=True, slots=True)
class Showing:
    """A plate that a camera's entities showed of one sighting, without naming the sighting."""

    plate: str
    camera_id: str
    """Of its subentry."""
    since: datetime
    """When the picture was taken."""
    until: datetime | None
    """When the camera saw the same plate next; None if it hasn't yet."""

    def is_in(self, data: object, at: datetime) -> bool:
        """Say whether plain data that the camera's entities showed then has it from there."""
        is_then = self.since <= at and (self.until is None or at < self.until)
        return is_then and Traces(frozenset({self.plate})).are_in(data)


@dataclass(frozen=True)
class Traces:
    """What can be found again of deleted sightings and visits, or of those that are shown."""

    plates: frozenset[str] = frozenset()
    """As they were told: in upper case."""
    sighting_ids: frozenset[str] = frozenset()
    visit_ids: frozenset[str] = frozenset()
    showings: frozenset[Showing] = frozenset()
    """Of single sightings, whose plates others may have as well: those are not among `plates`."""
    everything: bool = False
    """Whether all is gone that the account has ever told, whatever the rest says."""

    @classmethod
    def of(cls, sightings: Iterable[Sighting]) -> Self:
        """Return what sightings are found by."""
        seen = tuple(sightings)
        return cls(
            frozenset(text for each in seen for text in _texts(each)),
            frozenset(each.sighting_id for each in seen),
            frozenset(each.visit_id for each in seen if each.visit_id is not None),
        )

    @classmethod
    def restored(cls, data: Mapping[str, Any]) -> Self:
        """Return what `as_dict` has written; nothing, where there is none of it."""
        plates, sighting_ids, visit_ids = (frozenset(data.get(key, ())) for key in _KINDS)
        return cls(plates, sighting_ids, visit_ids)

    def as_dict(self) -> dict[str, list[str]]:
        """Return it as JSON can hold it, but for `everything`."""
        return {key: sorted(getattr(self, key)) for key in _KINDS}

    def __or__(self, other: Traces) -> Traces:
        """Return what either is found by."""
        return Traces(
            self.plates | other.plates,
            self.sighting_ids | other.sighting_ids,
            self.visit_ids | other.visit_ids,
            self.showings | other.showings,
            everything=self.everything or other.everything,
        )

    @cached_property
    def _keys(self) -> frozenset[str]:
        keys = map(plate_key, self.plates)
        return frozenset(key for key in keys if key is not None)

    def meet(self, other: Traces) -> bool:
        """Say whether some of what they are found by is the same."""
        return (
            self.everything
            or not self._keys.isdisjoint(other._keys)
            or not self.sighting_ids.isdisjoint(other.sighting_ids)
            or not self.visit_ids.isdisjoint(other.visit_ids)
        )

    def are_of(self, sighting: Sighting) -> bool:
        """Say whether a sighting is one of them, or was perhaps read as one of their plates."""
        return self.meet(Traces.of([sighting]))

    def are_in(self, data: object) -> bool:
        """Say whether plain data names one of the ids, or a plate under a key of plates.

        A whole text does, never a part of one.
        """
        return self._are_in(data, "")

    def _are_in(self, data: object, key: str) -> bool:
        match data:
            case str():
                if data in self.sighting_ids or data in self.visit_ids:
                    return True
                if key in _NAME_KEYS and data == data.upper():
                    return plate_key(data.rpartition(":")[2]) in self._keys
                return key in _PLATE_KEYS and plate_key(data) in self._keys
            case Mapping():
                return any(
                    self._are_in(inner, key) or self._are_in(value, inner)
                    for inner, value in data.items()
                )
            case list() | tuple():
                return any(self._are_in(each, key) for each in data)
        return False

    def were_shown(self, camera_id: str, data: object, at: datetime) -> bool:
        """Say whether plain data that a camera's entities showed then has a plate from there."""
        return any(each.camera_id == camera_id and each.is_in(data, at) for each in self.showings)


NO_TRACES: Final = Traces()
_KINDS: Final = ("plates", "sighting_ids", "visit_ids")


def _texts(sighting: Sighting) -> frozenset[str]:
    """Return as what a plate was read, for certain or perhaps, in upper case."""
    reading = sighting.reading
    candidates = reading.candidates if reading else ()
    texts = (sighting.plate, reading and reading.text, *(each.plate for each in candidates))
    return frozenset(text.strip().upper() for text in texts if text)


def never_read(sighting: Sighting) -> Sighting:
    """Return a sighting as if nothing had been read of the vehicle: it stands where it stands."""
    detection = sighting.detection
    # Without their boxes nobody would find it in its spot again, and it would seem to have left.
    plate = detection.plate and PlateReading("", box=detection.plate.box)
    vehicle = detection.vehicle and VehicleReading(box=detection.vehicle.box)
    return Sighting(
        sighting_id=sighting.sighting_id,
        look=sighting.look,
        detection=Detection(plate, vehicle),
        plate=None,
        status=Status.UNREAD,
        status_reason=StatusReason.NO_PLATE,
        sure=False,
        visit_id=sighting.visit_id,
    )


def is_strangers(visit: Visit, traces: Traces) -> bool:
    """Say whether a visit has to lose its plate. That of a known vehicle says who is at home."""
    if visit.vehicle_id is not None:
        return False
    if visit.pseudonym is not None and traces.meet(Traces(frozenset({visit.pseudonym}))):
        return True
    return visit.visit_id in traces.visit_ids or traces.are_of(visit.best)


def never_read_visit(visit: Visit, edition: int) -> Visit:
    """Return a visit whose vehicle nobody has ever read. It can't become an arrival any more.

    Whoever is read later in that spot joins the visit: a vehicle that has been made known since
    stands there, and hasn't come.

    Args:
        visit: of a stranger.
        edition: of the known vehicles.
    """
    unread = visit.parked_before().without_plate(never_read(visit.best), edition)
    return replace(unread, reads=1, sure=False, pseudonym=None)
