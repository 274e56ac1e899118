"""What a frame without news says of who is here: that costs no lookup."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from .gate import Change
from .glance import Glance
from .kinship import are_in_one_spot
from .outlook import SpotState
from .plate_text import normal_form
from .sighting import Sighting
from .spots import Spot, extent_of


@dataclass(frozen=True, slots=True)
class KnownSpot:
    """Where a camera has seen the vehicle of a visit."""

    visit_id: str
    plate: str | None
    """In its normal form."""
    spot: Spot

    def is_of(self, sighting: Sighting) -> bool:
        """Say whether a sighting shows the vehicle, of a picture in which it stood there."""
        if sighting.plate is not None or self.plate is not None:
            return sighting.plate is not None and normal_form(sighting.plate) == self.plate
        return are_in_one_spot(sighting, self.spot)


def glance_without_lookup(
    last: Glance, change: Change, spots: Sequence[KnownSpot], emptied: Collection[str], at: datetime
) -> Glance | None:
    """Return what a frame shows whose picture has nothing new; None where that isn't known.

    Who looks the same as before is still there. A spot is empty only if it looks as it did when
    nothing stood there: that a lookup has once not found a vehicle is proven by no further frame
    that looks alike, since the next lookup would overlook it for the same reason.

    Args:
        last: what was known of the picture before, by a lookup or in this way.
        change: what the gate says of the frame.
        spots: before the camera.
        emptied: the visits whose spot the gate has seen become empty, this frame included.
        at: when the frame was asked for.
    """
    empty = [known for known in spots if known.visit_id in emptied]
    if any(
        known.spot.empty_since is not None or state_of(change, known.spot) is not SpotState.SAME
        for known in spots
        if known.visit_id not in emptied
    ):
        return None
    kept: list[Sighting] = []
    for sighting in last.sightings:
        if any(known.is_of(sighting) for known in empty):
            continue
        state = state_of(change, sighting)
        if state is SpotState.CHANGED:
            return None
        if state is SpotState.SAME:
            kept.append(replace(sighting, look=replace(sighting.look, taken_at=at)))
    return replace(last, taken_at=at, sightings=tuple(kept), sees_all=True)


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
    if state is SpotState.EMPTY:
        return True
    # Whoever came back would be new.
    return known.visit_id in before and (state is SpotState.SAME or not change.is_new)
