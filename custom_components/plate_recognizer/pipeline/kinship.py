"""Whether two sightings show one vehicle: by its plate, or by the spot where it stands."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from ..api.models import Box, PlateReading
from .placed import Placed, area, intersection, overlap
from .sighting import Sighting

SAME_PLATE_SPOT: Final = 0.3
SAME_VEHICLE_SPOT: Final = 0.5
"""Intersection over union of two boxes, from which on they show the same plate or vehicle. Frames
of a burst are a second apart, and a vehicle before a gate is slow. Plates are small and move far
for their size; vehicles are large, and one that drives past another one overlaps it."""


def are_comparable(one: Placed, other: Placed) -> bool:
    """Say whether two have boxes of the same kind, so that their places can be compared."""
    return any(mine is not None and its is not None for mine, its, _ in _boxes(one, other))


def are_in_one_spot(one: Placed, other: Placed) -> bool:
    """Say whether two stand in the same spot; not if nobody can tell."""
    plates, vehicles = _boxes(one, other)
    return _overlap_enough(*plates) or _overlap_enough(*vehicles)


def _overlap_enough(mine: Box | None, its: Box | None, least: float) -> bool:
    return mine is not None and its is not None and overlap(mine, its) >= least


def is_plate_of(plate: Placed, vehicle: Placed) -> bool:
    """Say whether a plate that was found alone lies on a vehicle that was found without one."""
    if plate.vehicle_box is not None or vehicle.plate_box is not None:
        return False
    if plate.plate_box is None or vehicle.vehicle_box is None:
        return False
    return intersection(plate.plate_box, vehicle.vehicle_box) == area(plate.plate_box)


type _Compared = tuple[Box | None, Box | None, float]


def _boxes(one: Placed, other: Placed) -> tuple[_Compared, _Compared]:
    return (
        (one.plate_box, other.plate_box, SAME_PLATE_SPOT),
        (one.vehicle_box, other.vehicle_box, SAME_VEHICLE_SPOT),
    )


def may_be_one(one: Sighting, other: Sighting) -> bool:
    """Say whether two readings share a likely candidate, or differ by a single character."""
    if one.reading is None or other.reading is None:
        return False
    if _likely_texts(one.reading) & _likely_texts(other.reading):
        return True
    mine, its = one.reading.text.casefold(), other.reading.text.casefold()
    if len(mine) == len(its):
        return sum(a != b for a, b in zip(mine, its, strict=True)) == 1
    shorter, longer = sorted((mine, its), key=len)
    return shorter in {longer[1:], longer[:-1]}


def _likely_texts(reading: PlateReading) -> set[str]:
    """Return the text, and the candidates that are at least half as likely."""
    enough = (reading.score or 0.0) / 2
    likely = {each.plate for each in reading.candidates if (each.score or 0.0) >= enough}
    return {text.casefold() for text in (reading.text, *likely)}


def paired[One, Other](
    ones: Sequence[One], others: Sequence[Other], kinship: Callable[[One, Other], int]
) -> Iterator[tuple[One, Other]]:
    """Yield pairs that belong together, each of a side in one pair at most.

    The surest pairs come first, so that a likeness takes nobody from its own plate; of equally
    sure ones, the pair of whoever comes first.

    Args:
        ones: in the order in which they choose.
        others: are chosen.
        kinship: how surely two are one; 0 if they aren't.
    """
    pairs = [
        (-sure, mine, its)
        for mine, one in enumerate(ones)
        for its, other in enumerate(others)
        if (sure := kinship(one, other))
    ]
    for mine, its in surest(pairs):
        yield ones[mine], others[its]


def surest(pairs: Iterable[tuple[int, int, int]]) -> Iterator[tuple[int, int]]:
    """Yield those pairs in which each number of a side comes once at most, the surest first.

    Args:
        pairs: how sure each is, as a negative number; the number of one, and of the other.
    """
    taken: set[int] = set()
    chosen: set[int] = set()
    for _, mine, its in sorted(pairs):
        if mine not in taken and its not in chosen:
            taken.add(mine)
            chosen.add(its)
            yield mine, its
