"""By what a deletion is known elsewhere: where else what was deleted is shown or written down."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final, Self

from ..api.models import Detection, PlateReading, VehicleReading
from .pseudonyms import plate_key
from .sighting import Sighting, Status, StatusReason
from .visit import Visit

_PLATE_KEYS: Final = frozenset({"plate", "plate_raw"})
"""Under which plain data has a plate however it is written; everywhere else it has capitals.

A plate is told in capitals, and none of our own words is: so that of somebody who has GUEST on
the plate takes no other guest along.
"""


@dataclass(frozen=True)
class Traces:
    """What can be found again of deleted sightings and visits, or of those that are shown."""

    plates: frozenset[str] = frozenset()
    """As they were told: in upper case."""
    sighting_ids: frozenset[str] = frozenset()
    visit_ids: frozenset[str] = frozenset()
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
        """Say whether plain data names one of the plates or ids: a whole text, never a part."""
        return self._are_in(data, is_plate=False)

    def _are_in(self, data: object, *, is_plate: bool) -> bool:
        match data:
            case str():
                if data in self.sighting_ids or data in self.visit_ids:
                    return True
                is_written_as_plate = is_plate or data == data.upper()
                return is_written_as_plate and plate_key(data) in self._keys
            case Mapping():
                return any(
                    self._are_in(key, is_plate=False)
                    or self._are_in(value, is_plate=key in _PLATE_KEYS)
                    for key, value in data.items()
                )
            case list() | tuple():
                return any(self._are_in(each, is_plate=is_plate) for each in data)
        return False


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
    return replace(unread, reads=1, sure=False)
