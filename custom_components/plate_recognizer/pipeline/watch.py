"""What a frame without news says of who is here: that costs no lookup."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from ..api.models import Box, VehicleReading
from .gate import Change
from .glance import Glance
from .kinship import are_in_one_spot
from .outlook import SpotState
from .placed import area, extent_of, intersection
from .plate_text import normal_form
from .sighting import Sighting
from .spots import Spot

_ENOUGH_TO_SEE: Final = 0.3
"""Part of a vehicle that has to be seen to know it again."""


@dataclass(frozen=True, slots=True)
class FrameNews:
    """What the gate says of a frame."""

    change: Change
    at: datetime
    """When the frame was asked for."""
    covers: tuple[Box, ...] = ()
    """Where vehicles have come that may stand before others."""


@dataclass(frozen=True, slots=True)
class KnownSpot:
    """Where a camera has seen the vehicle of a visit."""

    visit_id: str
    plate: str | None
    """In its normal form."""
    spot: Spot
    best: Sighting | None = None
    """The best sighting of the vehicle."""

    def is_of(self, sighting: Sighting) -> bool:
        """Say whether a sighting shows the vehicle, of a picture in which it stood there."""
        if sighting.plate is not None or self.plate is not None:
            return sighting.plate is not None and normal_form(sighting.plate) == self.plate
        return are_in_one_spot(sighting, self.spot)

    def seen_again(self, at: datetime) -> Sighting | None:
        """Return the sighting of a vehicle that looks as before, where it stood."""
        if self.best is None:
            return None
        detection = self.best.detection
        plate = detection.plate and replace(detection.plate, box=self.spot.plate_box)
        vehicle = replace(detection.vehicle or VehicleReading(), box=self.spot.vehicle_box)
        seen = replace(detection, plate=plate, vehicle=vehicle)
        return replace(self.best, look=replace(self.best.look, taken_at=at), detection=seen)


def glance_without_lookup(
    last: Glance,
    frame: FrameNews,
    spots: Sequence[KnownSpot],
    emptied: Collection[str],
) -> Glance | None:
    """Return what a frame shows whose picture has nothing new; None where that isn't known.

    Who looks the same as before is still there. Of one before whom another vehicle stands, has come
    or has left, that part counts that this one leaves free; who can't be seen behind one that has
    come is hidden, as a lookup would say, too. A spot is empty only if it looks as it did when
    nothing stood there: that a lookup has once not found a vehicle is proven by no further frame
    that looks alike, since the next lookup would overlook it for the same reason.

    Args:
        last: what was known of the picture before, by a lookup or in this way.
        frame: what the gate says of the frame.
        spots: before the camera.
        emptied: the visits whose spot the gate has seen become empty, this frame included.
    """
    empty = [known for known in spots if known.visit_id in emptied]
    same = [known for known in spots if state_of(frame.change, known.spot) is SpotState.SAME]
    covers = [
        *frame.covers,
        *(extent for known in (*empty, *same) if (extent := extent_of(known.spot)) is not None),
    ]
    hidden = [
        known for known in spots if any(known.spot.is_behind(cover) for cover in frame.covers)
    ]
    if any(
        known.spot.empty_since is not None
        or not (known in hidden or _is_same(frame.change, known.spot, covers))
        for known in spots
        if known.visit_id not in emptied
    ):
        return None
    kept: list[Sighting] = []
    for sighting in last.sightings:
        if any(known.is_of(sighting) for known in empty):
            continue
        if _is_same(frame.change, sighting, covers):
            kept.append(replace(sighting, look=replace(sighting.look, taken_at=frame.at)))
        elif state_of(frame.change, sighting) is SpotState.CHANGED and _is_missed(
            sighting, spots, hidden
        ):
            return None
    stay = [known for known in same if known not in empty]
    uncovered = (
        known.seen_again(frame.at)
        for known in stay
        if _is_hidden_by(known, empty)
        and not _is_hidden_by(known, [other for other in stay if other is not known])
        and not any(known.is_of(sighting) for sighting in last.sightings)
    )
    kept += [sighting for sighting in uncovered if sighting is not None]
    return replace(last, taken_at=frame.at, sightings=tuple(kept), sees_all=True)


def _is_hidden_by(known: KnownSpot, others: Iterable[KnownSpot]) -> bool:
    extents = (extent_of(other.spot) for other in others)
    return any(extent is not None and known.spot.is_behind(extent) for extent in extents)


def _is_missed(
    sighting: Sighting, spots: Sequence[KnownSpot], hidden: Collection[KnownSpot]
) -> bool:
    """Say whether it matters who was seen in a place that looks otherwise now.

    It doesn't of who is hidden, and of an unread vehicle that has no visit: it only drove by.
    """
    owners = [known for known in spots if known.is_of(sighting)]
    if not owners:
        return sighting.plate is not None
    return not any(known in hidden for known in owners)


def _is_same(change: Change, placed: Sighting | Spot, covers: Iterable[Box]) -> bool:
    """Say whether a vehicle looks the same, as far as no other one is or was before it."""
    extent = extent_of(placed)
    if extent is None or change.spot(extent) is SpotState.SAME:
        return True
    rest = extent
    for cover in covers:
        rest = _beside(rest, cover)
    is_enough = rest != extent and area(rest) >= _ENOUGH_TO_SEE * area(extent)
    return is_enough and change.spot(rest) is SpotState.SAME


def _beside(box: Box, cover: Box) -> Box:
    """Return the largest part of a box to one side of what covers it."""
    if not intersection(box, cover):
        return box
    return max(
        replace(box, xmax=max(box.xmin, min(box.xmax, cover.xmin))),
        replace(box, xmin=min(box.xmax, max(box.xmin, cover.xmax))),
        replace(box, ymax=max(box.ymin, min(box.ymax, cover.ymin))),
        replace(box, ymin=min(box.ymax, max(box.ymin, cover.ymax))),
        key=area,
    )


def emptied_in(
    change: Change, spots: Sequence[KnownSpot], before: Collection[str]
) -> frozenset[str]:
    """Return the visits whose spot the gate has seen become empty, after one more frame.

    Args:
        change: what the gate says of the frame.
        spots: before the camera.
        before: those of the frame before.
    """
    return frozenset(known.visit_id for known in spots if _is_empty(change, known, before))


def changed_in(change: Change, spots: Sequence[KnownSpot]) -> frozenset[str]:
    """Return the visits whose vehicle doesn't look as before, and whose spot may be empty."""
    return frozenset(
        known.visit_id for known in spots if state_of(change, known.spot) is not SpotState.SAME
    )


def state_of(change: Change, placed: Sighting | Spot) -> SpotState:
    """Say how it is where a vehicle was; the same, if nobody knows where that is."""
    extent = extent_of(placed)
    return SpotState.SAME if extent is None else change.spot(extent)


def _is_empty(change: Change, known: KnownSpot, before: Collection[str]) -> bool:
    state = state_of(change, known.spot)
    return state is SpotState.EMPTY or (state is SpotState.SAME and known.visit_id in before)
