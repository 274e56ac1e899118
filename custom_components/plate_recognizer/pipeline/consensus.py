"""Joins what the frames of a burst show: each vehicle once, with the pictures that agree on it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from .kinship import are_in_one_spot, may_be_one, paired
from .sighting import Sighting, Status

_ENOUGH: Final = 2
"""Distinct pictures that have to agree, where no single one is sure."""


@dataclass(slots=True, eq=False)
class _Vehicle:
    """One vehicle, as far as the frames have shown it."""

    seen: list[Sighting] = field(default_factory=list)
    """One for each distinct picture, the latest last."""

    is_told: bool = False

    @property
    def has_plate(self) -> bool:
        """Whether a plate was found on it, readable or not."""
        return any(sighting.reading is not None for sighting in self.seen)

    @property
    def reads(self) -> list[Sighting]:
        """Those on which its plate was read."""
        return [sighting for sighting in self.seen if sighting.plate is not None]

    def joined(self) -> Sighting:
        """Return what the pictures say together: the text that is read best, and who agrees."""
        if not self.reads:
            return self.seen[-1]
        plate = _voted(self.reads)
        agreeing = [sighting for sighting in self.reads if sighting.plate == plate]
        best = max(agreeing, key=_fence_first)
        alike = [sighting for sighting in agreeing if _verdict(sighting) == _verdict(best)]
        sure = len(alike) >= _ENOUGH or any(sighting.sure for sighting in alike)
        return replace(best, reads=len(alike), sure=sure)


def _verdict(sighting: Sighting) -> tuple[Status, str | None]:
    """Return who it is: candidates and regions can make two of what is read as one text."""
    return sighting.status, sighting.known.vehicle_id if sighting.known else None


def _fence_first(sighting: Sighting) -> tuple[bool, float]:
    """Rank pictures of one plate: a single one that shows a blocked vehicle is enough to say so."""
    return sighting.status is Status.BLOCKED, sighting.score or 0.0


class Consensus:
    """What a burst has found out so far.

    Args:
        stale: pictures from before the burst. They show what was there then: some cameras give
            their last picture again where they can't get a new one.
    """

    def __init__(self, stale: Iterable[str] = ()) -> None:
        self._stale = frozenset(stale)
        self._pictures: set[str] = set()
        self._vehicles: list[_Vehicle] = []
        self._present: list[_Vehicle] = []
        """Those on the latest picture."""

    @property
    def is_settled(self) -> bool:
        """Whether all plates that the latest picture shows are sure, and it shows one.

        What was there before and is gone can't become any surer. Nobody waits for a vehicle that
        shows no plate, such as one that is parked with its side to the camera, where another one
        does: who asks for plates alone wouldn't know of it.
        """
        with_plate = [vehicle for vehicle in self._present if vehicle.has_plate]
        return bool(with_plate) and all(
            vehicle.is_told or vehicle.joined().sure for vehicle in with_plate
        )

    @property
    def has_read(self) -> bool:
        """Whether any plate was read."""
        return any(vehicle.reads for vehicle in self._vehicles)

    @property
    def is_unsure(self) -> bool:
        """Whether the latest picture shows a plate that was read, and isn't sure."""
        return any(
            vehicle.reads and not vehicle.is_told and not vehicle.joined().sure
            for vehicle in self._present
        )

    def has_seen(self, picture: str) -> bool:
        """Say whether a picture was taken in, or is from before the burst."""
        return picture in self._pictures or picture in self._stale

    def add(self, picture: str, sightings: Iterable[Sighting]) -> None:
        """Take in what the API read on one picture.

        Args:
            picture: identifies its content. The same picture counts once.
            sightings: of the picture, the best first; their boxes in the full picture.
        """
        if self.has_seen(picture):
            return
        self._pictures.add(picture)
        self._present = [self._recognised(*pair) for pair in self._paired(_each_once(sightings))]

    def _paired(self, sightings: list[Sighting]) -> Iterator[tuple[Sighting, _Vehicle | None]]:
        """Yield each sighting with the vehicle that it shows, None if that is a new one.

        The surest pairs come first, so that a likeness takes no vehicle from its own plate.
        """
        pairs = tuple(paired(sightings, tuple(self._vehicles), _kinship))
        yield from pairs
        left = [each for each in sightings if all(each is not known for known, _ in pairs)]
        found = [vehicle for _, vehicle in pairs]
        moved = [vehicle for vehicle in self._present if vehicle not in found]
        if len(left) == len(moved) == 1:
            (sighting,), (vehicle,) = left, moved
            # One went out of one spot, one came into another: it moved, unless both were read.
            yield sighting, None if sighting.plate and vehicle.reads else vehicle
        else:
            yield from ((sighting, None) for sighting in left)

    def _recognised(self, sighting: Sighting, vehicle: _Vehicle | None) -> _Vehicle:
        if vehicle is None:
            vehicle = _Vehicle()
            self._vehicles.append(vehicle)
        vehicle.seen.append(sighting)
        return vehicle

    def take_sure(self) -> tuple[Sighting, ...]:
        """Return the vehicles that have become sure since this was asked last."""
        return tuple(self._take(only_sure=True))

    def take_rest(self) -> tuple[Sighting, ...]:
        """Return all vehicles that were not taken yet, the best read first."""
        rest = sorted(self._take(only_sure=False), key=_rank, reverse=True)
        return tuple(rest)

    def _take(self, *, only_sure: bool) -> Iterator[Sighting]:
        for vehicle in self._vehicles:
            joined = vehicle.joined()
            if not vehicle.is_told and (joined.sure or not only_sure):
                vehicle.is_told = True
                yield joined


def _each_once(sightings: Iterable[Sighting]) -> list[Sighting]:
    """Return the best sighting of each plate: no two vehicles of a picture have the same."""
    once: dict[str, Sighting] = {}
    for sighting in sightings:
        once.setdefault(sighting.plate or sighting.sighting_id, sighting)
    return list(once.values())


def _kinship(sighting: Sighting, vehicle: _Vehicle) -> int:
    """Say how surely a sighting shows a vehicle that was seen before; 0 if it shows another one.

    The same plate is the same vehicle wherever it is. Where one of the two was not read, or they
    could be read as each other, it has to be in the same spot. Plates that have nothing in common,
    or are both sure, are two vehicles, also where one follows the other into the same spot.
    """
    last = vehicle.seen[-1]
    if sighting.plate is not None and any(read.plate == sighting.plate for read in vehicle.reads):
        return 3
    if not are_in_one_spot(sighting, last):
        return 0
    if sighting.plate is None or not vehicle.reads:
        return 1
    if sighting.sure and vehicle.joined().sure:
        return 0
    return 2 if any(may_be_one(sighting, read) for read in vehicle.reads) else 0


def _voted(reads: list[Sighting]) -> str:
    """Return the plate, among those that were read, whose characters have the most support.

    Each picture votes for the characters of all its candidates, position by position, with their
    scores: a character that another picture thought possible counts as well. A plate that no
    picture has read as such is never put together.
    """
    votes: defaultdict[tuple[int, int, str], float] = defaultdict(float)
    for sighting in reads:
        for text, score in _weighted(sighting):
            for position, character in enumerate(text):
                votes[len(text), position, character] += score

    def support(plate: str) -> tuple[float, int]:
        characters = enumerate(plate.casefold())
        total = sum(votes[len(plate), position, each] for position, each in characters)
        return total / len(plate), sum(sighting.plate == plate for sighting in reads)

    plates = dict.fromkeys(sighting.plate for sighting in reads if sighting.plate)
    return max(plates, key=support)


def _weighted(sighting: Sighting) -> Iterator[tuple[str, float]]:
    """Yield each candidate of a reading with its score; the text itself is the first of them."""
    reading = sighting.reading
    assert reading is not None  # noqa: S101 - its plate was read
    scores = {reading.text.strip().casefold(): reading.score or 0.0}
    for candidate in reading.candidates:
        scores.setdefault(candidate.plate.casefold(), candidate.score or 0.0)
    yield from scores.items()


def _rank(sighting: Sighting) -> tuple[bool, float]:
    return sighting.plate is not None, sighting.score or 0.0
