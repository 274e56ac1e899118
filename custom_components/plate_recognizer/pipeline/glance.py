"""What one frame shows, and whose visit it belongs to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from .kinship import are_in_one_spot, is_plate_of, may_be_one, paired, surest
from .plate_text import normal_form
from .sighting import Sighting
from .visit import Visit


@dataclass(frozen=True, slots=True)
class Glance:
    """What one answered frame of a camera shows, and nothing that an older picture showed."""

    camera_id: str
    place: str
    taken_at: datetime
    sightings: tuple[Sighting, ...]
    sees_all: bool = True
    """Whether vehicles without a readable plate would be among them."""
    is_hearsay: bool = False
    """Whether somebody else says so, who looks at pictures of another size."""
    proves: bool = True
    """Whether it counts where an arrival is decided; hearsay doesn't, as a rule."""
    steady_at: float | None = None
    """When it was taken by a clock that nobody sets, as its look says."""


def shown_in(glance: Glance, visits: Sequence[Visit]) -> dict[str, Sighting]:
    """Return which sighting of a glance shows the vehicle of which visit."""
    return Kinships().shown_in(glance, visits)


class Kinships:
    """Remembers who is who on glances, while all that they show is told one after another.

    Each vehicle of a full car park that begins a visit asks for all others, which makes millions.
    """

    def __init__(self) -> None:
        self._found: dict[tuple[int, str], tuple[Glance, Visit, list[tuple[int, int]]]] = {}
        """By a glance, which is kept so that no other one gets its identity, and a visit."""

    def shown_in(self, glance: Glance, visits: Sequence[Visit]) -> dict[str, Sighting]:
        """Return which sighting of a glance shows the vehicle of which visit."""
        pairs = [
            (-sure, mine, its)
            for its, visit in enumerate(visits)
            for sure, mine in self._of(visit, glance)
        ]
        return {visits[its].visit_id: glance.sightings[mine] for mine, its in surest(pairs)}

    def _of(self, visit: Visit, glance: Glance) -> list[tuple[int, int]]:
        """Return how surely which sightings show a vehicle, by their numbers."""
        key = id(glance), visit.visit_id
        if (known := self._found.get(key)) is not None and known[1] is visit:
            return known[2]
        found = [
            (sure, number)
            for number, sighting in enumerate(glance.sightings)
            if (sure := _kinship(sighting, visit, glance))
        ]
        self._found[key] = glance, visit, found
        return found


def visit_shown(sighting: Sighting, visits: Sequence[Visit], glance: Glance) -> Visit | None:
    """Return the visit of a vehicle that a glance, or its scan, shows."""
    pairs = paired([sighting], visits, lambda one, visit: _kinship(one, visit, glance))
    return next((visit for _, visit in pairs), None)


def _kinship(sighting: Sighting, visit: Visit, glance: Glance) -> int:
    """Say how surely a sighting shows the vehicle of a visit; 0 if it shows another one.

    Its own plate or vehicle is surest, wherever it is. In the spot where it stands it may also be
    unread or misread: a parked vehicle's plate, once read well, counts for more than a later
    reading that differs in one character. While a visit opens, two plates that are both sure are
    two vehicles. A plate that is found alone on a vehicle that was never read is its own: else one
    that has parked would arrive with the first picture on which its plate can be read.
    """
    spot = visit.spot_before(glance.camera_id)
    is_there = spot is not None and are_in_one_spot(sighting, spot)
    if sighting.plate is not None and normal_form(sighting.plate) == visit.plate:
        return 5 if is_there else 4
    if sighting.known is not None and sighting.known.vehicle_id == visit.vehicle_id:
        return 3
    if spot is not None and not is_there and is_plate_of(sighting, spot):
        is_there = not any(are_in_one_spot(each, spot) for each in glance.sightings)
    if not is_there:
        return 0
    if sighting.plate is None or visit.plate is None:
        return 1
    if sighting.sure and visit.sure and visit.is_opening(glance.taken_at):
        return 0
    return 2 if may_be_one(sighting, visit.best) else 0


def may_be_read_there(sighting: Sighting, visit: Visit, glance: Glance) -> bool:
    """Say whether a plate may be that of the vehicle that stands in a visit's spot.

    It may have been misread, or not read until now; and the picture may show it apart from its
    vehicle, so that these two look like two.
    """
    spot = visit.spot_before(glance.camera_id)
    if spot is None or not (are_in_one_spot(sighting, spot) or is_plate_of(sighting, spot)):
        return False
    return visit.plate is None or may_be_one(sighting, visit.best)


def history_of(sighting: Sighting, glances: Sequence[Glance]) -> list[Sighting | None]:
    """Return how each frame of a scan shows a vehicle; None for the frames that don't.

    It is followed backwards from the frame of which it is told: by its plate, or by its spot from
    each frame to the one before; and forwards from there in the same way.
    """
    taken = next(
        number
        for number, glance in enumerate(glances)
        if glance is glances[-1]
        or any(each.look.taken_at == sighting.look.taken_at for each in glance.sightings)
    )
    seen: list[Sighting | None] = [None] * len(glances)
    seen[taken] = sighting
    for numbers in (range(taken - 1, -1, -1), range(taken + 1, len(glances))):
        last = sighting
        for number in numbers:
            if (found := _found(sighting, last, glances[number].sightings)) is not None:
                seen[number] = last = found
    return seen


def _found(sighting: Sighting, last: Sighting, candidates: Iterable[Sighting]) -> Sighting | None:
    in_spot = None
    for each in candidates:
        if sighting.plate is not None and each.plate == sighting.plate:
            return each
        if are_in_one_spot(each, last) and _may_be(each, sighting):
            in_spot = each
    return in_spot


def _may_be(one: Sighting, other: Sighting) -> bool:
    return one.plate is None or other.plate is None or may_be_one(one, other)
