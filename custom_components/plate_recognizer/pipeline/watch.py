"""What a frame without news says of who is here: that costs no lookup."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime

from .gate import Change
from .glance import Glance
from .outlook import SpotState
from .sighting import Sighting
from .spots import Spot, extent_of

type Spots = Iterable[tuple[str, Spot]]
"""Where a camera has seen vehicles, by the ids of their visits."""


def is_open_question(change: Change, spots: Spots, emptied: Collection[str]) -> bool:
    """Say whether only a lookup can tell who is still in the spots that a camera has seen.

    Args:
        change: what the gate says of the frame.
        spots: before the camera.
        emptied: the visits whose spot the gate has seen become empty.
    """
    return any(
        not _is_empty(change, visit_id, spot, emptied)
        and (spot.empty_since is not None or state_of(change, spot) is SpotState.CHANGED)
        for visit_id, spot in spots
    )


def glance_without_lookup(
    last: Glance, change: Change, spots: Spots, emptied: Collection[str], at: datetime
) -> Glance | None:
    """Return what a frame shows whose picture has nothing new; None where that isn't known.

    Who looks the same as before is still there. A spot is empty only if it looks as it did when
    nothing stood there: that a lookup has once not found a vehicle is proven by no further frame
    that looks alike, since the next lookup would overlook it for the same reason.

    Args:
        last: what was known of the picture before, by a lookup or in this way.
        change: what the gate says of the frame.
        spots: before the camera.
        emptied: the visits whose spot the gate has seen become empty.
        at: when the frame was asked for.
    """
    if is_open_question(change, spots, emptied):
        return None
    kept: list[Sighting] = []
    for sighting in last.sightings:
        state = state_of(change, sighting)
        if state is SpotState.CHANGED:
            return None
        if state is SpotState.SAME:
            kept.append(replace(sighting, look=replace(sighting.look, taken_at=at)))
    return replace(last, taken_at=at, sightings=tuple(kept), sees_all=True)


def emptied_in(change: Change, spots: Spots, before: Collection[str]) -> frozenset[str]:
    """Return the visits whose spot the gate has seen become empty, after one more frame.

    Args:
        change: what the gate says of the frame.
        spots: before the camera.
        before: those of the frame before.
    """
    return frozenset(
        visit_id for visit_id, spot in spots if _is_empty(change, visit_id, spot, before)
    )


def changed_in(change: Change, spots: Spots) -> frozenset[str]:
    """Return the visits whose vehicle doesn't look as before, and whose spot may be empty."""
    return frozenset(
        visit_id for visit_id, spot in spots if state_of(change, spot) is not SpotState.SAME
    )


def state_of(change: Change, placed: Sighting | Spot) -> SpotState:
    """Say how it is where a vehicle was; the same, if nobody knows where that is."""
    extent = extent_of(placed)
    return SpotState.SAME if extent is None else change.spot(extent)


def _is_empty(change: Change, visit_id: str, spot: Spot, before: Collection[str]) -> bool:
    state = state_of(change, spot)
    if state is SpotState.EMPTY:
        return True
    # Whoever came back would be new.
    return visit_id in before and (state is SpotState.SAME or not change.is_new)
