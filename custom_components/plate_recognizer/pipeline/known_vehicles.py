"""Who is it: from a sighting's plate to the vehicle that the home knows, and the verdict on it."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from zlib import crc32

from ..api.models import PlateReading
from .known_plates import KnownPlate, PlateIndex
from .match import Match
from .matching import PlateMatch, match_plate
from .pseudonyms import is_pseudonym
from .sighting import Identity, Resembled, Sighting, Status
from .verdict import Circumstances, VehicleRules, verdict_on


@dataclass(frozen=True, slots=True)
class KnownVehicle:
    """A vehicle that the home knows."""

    vehicle_id: str
    name: str
    plates: tuple[KnownPlate, ...]
    rules: VehicleRules
    may_open: bool = False


@dataclass(frozen=True, slots=True)
class Confusion:
    """A known plate that may be read where another one is."""

    plate: KnownPlate
    other: KnownPlate
    owner: str
    """The name of the other one's vehicle."""


class KnownVehicles:
    """All vehicles that an account knows. Doesn't change.

    Build it in an executor: the index of many plates takes some milliseconds, and regions are read
    from a file.
    """

    def __init__(self, vehicles: Iterable[KnownVehicle] = ()) -> None:
        self._vehicles = {vehicle.vehicle_id: vehicle for vehicle in vehicles}
        self._rules = {each.vehicle_id: each.rules for each in self._vehicles.values()}
        self._index = PlateIndex(
            plate for vehicle in self._vehicles.values() for plate in vehicle.plates
        )
        self.fingerprints = {
            vehicle_id: _fingerprint(vehicle) for vehicle_id, vehicle in self._vehicles.items()
        }
        """By the vehicles' ids: what changes with anything by which they are read."""

    @property
    def has_who_may_open(self) -> bool:
        """Whether any of them may open a door."""
        return any(vehicle.may_open for vehicle in self._vehicles.values())

    @property
    def vehicle_ids(self) -> frozenset[str]:
        """Who they are."""
        return frozenset(self._vehicles)

    def has(self, vehicle_id: str) -> bool:
        """Whether a vehicle is one of them."""
        return vehicle_id in self._vehicles

    def identify(self, sighting: Sighting, circumstances: Circumstances) -> Sighting:
        """Return a sighting with the verdict on it. One that wasn't read stays as it is.

        So does one with a pseudonym, which is nobody's plate.
        """
        if sighting.plate is None or sighting.reading is None or is_pseudonym(sighting.plate):
            return sighting
        match = match_plate(sighting.reading, self._index)
        verdict = verdict_on(match, self._rules, circumstances)
        is_stranger = verdict.status is Status.STRANGER
        return replace(
            sighting,
            status=verdict.status,
            status_reason=verdict.reason,
            match=match.grade,
            known=None if is_stranger else self._identity(match, verdict.status),
            resembles=_resembled(match) if is_stranger else None,
            equally_near=self._names(match),
        )

    def knows(self, normal: str) -> bool:
        """Whether a normal form is a vehicle's plate to the letter, whatever its rules say."""
        return any(self._index.exactly(normal))

    def lookalikes(self, plate: str) -> tuple[str, ...]:
        """Name the vehicles whose plates may be confused with one that is to be known, too."""
        match = match_plate(PlateReading(plate, 1.0), self._index)
        near = match.equally_near or ((match.nearest,) if match.nearest else ())
        return tuple(self._vehicles[each.known.vehicle_id].name for each in near)

    def confusions_with(self, added: Collection[KnownVehicle]) -> Iterator[Confusion]:
        """Find what the plates of vehicles that are to be known, too, may be confused with.

        That is these vehicles' plates, and those among themselves. Each pair comes once.
        """
        everyone = KnownVehicles((*self._vehicles.values(), *added))
        told: set[frozenset[str]] = set()
        for plate in (plate for vehicle in added for plate in vehicle.plates):
            near = (other for other, _ in everyone._index.near(plate.normal))
            for other in sorted(near, key=lambda each: each.normal):
                pair = frozenset((plate.normal, other.normal))
                if len(pair) > 1 and pair not in told:
                    told.add(pair)
                    yield Confusion(plate, other, everyone._vehicles[other.vehicle_id].name)

    def _identity(self, match: PlateMatch, status: Status) -> Identity | None:
        if match.nearest is None:
            return None
        vehicle = self._vehicles[match.nearest.known.vehicle_id]
        return Identity(
            vehicle.vehicle_id,
            vehicle.name,
            vehicle.rules.category.value,
            may_open=vehicle.may_open and status is Status.KNOWN,
        )

    def _names(self, match: PlateMatch) -> tuple[str, ...]:
        return tuple(self._vehicles[each.known.vehicle_id].name for each in match.equally_near)


def _fingerprint(vehicle: KnownVehicle) -> int:
    plates = [(each.normal, each.region, each.is_blocked) for each in vehicle.plates]
    return crc32(str((plates, vehicle.rules.matching.value)).encode())


def _resembled(match: PlateMatch) -> Resembled | None:
    if match.nearest is None or match.grade is Match.NONE:
        return None
    return Resembled(match.nearest.known.vehicle_id, match.grade)


def subentry_of(vehicle_id: str) -> str:
    """Return the id of the subentry that a vehicle stands in: its own, or that of a list."""
    return vehicle_id.partition(":")[0]
