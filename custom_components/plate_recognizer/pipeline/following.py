"""Follows vehicles whose plates are known by what moves in the picture: that costs no lookup.

Who has just come drives on to where it will stand, before another camera. A visit is only kept
together by this. None begins, none becomes an arrival, and where anything else may be the reason
for what is new, there is a lookup.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import Final

from ..api.models import Box, VehicleReading
from .gate import Change
from .glance import Glance
from .outlook import SpotState
from .placed import extent_of, intersection
from .plate_text import normal_form
from .sighting import Look, Sighting
from .spots import Spot
from .visit import Visit
from .watch import FrameNews, KnownSpot, glance_without_lookup, state_of

_ON_ITS_WAY: Final = timedelta(seconds=90)
"""From the start of a visit: gates are opened in this time, and driveways are seldom longer."""

_SETTING_OUT: Final = timedelta(minutes=2)
"""From when a spot was found empty: its vehicle is on its way out, past other cameras."""


class Moves(Enum):
    """Whether what is new may be vehicles that are here already, and move."""

    NO = auto()
    HERE = auto()
    """They have begun to move before this camera, or have just come."""
    AWAY = auto()
    """They have left their spots before other cameras, and pass this one on their way out."""


def moves_in(
    change: Change,
    visits: Sequence[Visit],
    leaving: Collection[Visit],
    camera_id: str,
    at: datetime,
) -> Moves:
    """Say whether all that is new may be vehicles that are here already, and move.

    Args:
        change: what the gate says of a frame.
        visits: that are open at the place.
        leaving: that have just ended before other cameras.
        camera_id: of the camera.
        at: when the frame was asked for.
    """
    moves = [_move_of(each, change, camera_id, at) for each in visits]
    here = [visit for visit, move in zip(visits, moves, strict=True) if move is Moves.HERE]
    away = moves.count(Moves.AWAY) + len(leaving)
    left = [_around(spot) for each in here if (spot := each.spot_before(camera_id)) is not None]
    elsewhere = [
        region for region in change.regions if not any(intersection(region, box) for box in left)
    ]
    if not change.regions or _vehicles_in(elsewhere) > len(here) + away:
        return Moves.NO
    return Moves.HERE if here else Moves.AWAY


def _vehicles_in(regions: Sequence[Box]) -> int:
    """Return how many vehicles the regions may be: lamps above a shadow are one, by night."""
    return sum(
        not any(_is_above(region, other) for other in regions if other is not region)
        for region in regions
    )


def _is_above(one: Box, other: Box) -> bool:
    """Say whether something is right above something else, of which it may be a part.

    Together they are no higher than wide, as one car is; two that drive one behind the other are.
    """
    across = min(one.xmax, other.xmax) - max(one.xmin, other.xmin)
    narrower = min(one.xmax - one.xmin, other.xmax - other.xmin)
    width = max(one.xmax, other.xmax) - min(one.xmin, other.xmin)
    return one.ymax <= other.ymin and across >= narrower / 2 and other.ymax - one.ymin <= width


def _around(spot: Spot) -> Box:
    """Return where a vehicle is that has just begun to move."""
    if (extent := extent_of(spot)) is None:
        return Box(0, 0, 0, 0)
    across, down = (extent.xmax - extent.xmin) // 4, (extent.ymax - extent.ymin) // 4
    return Box(extent.xmin - across, extent.ymin - down, extent.xmax + across, extent.ymax + down)


def _move_of(visit: Visit, change: Change, camera_id: str, at: datetime) -> Moves:
    """Say how a vehicle may be moving: one whose spot looks as before isn't."""
    spot = visit.spot_before(camera_id)
    if spot is not None:
        return Moves.NO if state_of(change, spot) is SpotState.SAME else Moves.HERE
    if not visit.is_decided or visit.best.plate is None:
        return Moves.NO
    if any(each.empty_since and at - each.empty_since <= _SETTING_OUT for each in visit.spots):
        return Moves.AWAY
    return Moves.HERE if _is_on_its_way(visit, at) else Moves.NO


@dataclass(frozen=True, slots=True)
class Before:
    """What was known before a frame was taken."""

    last: Glance
    """What the picture before showed."""
    visits: tuple[Visit, ...]
    """That are open at the place."""
    emptied: frozenset[str]
    """The visits whose spot the gate has seen become empty, the frame included."""
    tracked: str | None = None
    """The plate of the vehicle that was watched since it was read, in its normal form."""


def glance_by_following(before: Before, change: Change, look: Look) -> Glance | None:
    """Return what a frame shows in which vehicles that have just come have come to rest.

    None if it may show anything else. It only says so of vehicles that are known surely, and of
    whose arrival nothing is open.

    Args:
        before: what was known before.
        change: what the gate says of the frame, in which nothing moves.
        look: where and when the frame was asked for.
    """
    last, here = before.last, before.visits
    followed = _followed(change, before, look.taken_at)
    if not followed:
        return None
    others = tuple(
        KnownSpot(each.visit_id, each.plate, spot, each.best)
        for each in here
        if each.visit_id not in followed and (spot := each.spot_before(last.camera_id))
    )
    plates = {each.plate for each in here if each.visit_id in followed}
    stayed = replace(last, sightings=tuple(_without(last.sightings, plates)))
    frame = FrameNews(change, look.taken_at, tuple(followed.values()))
    glance = glance_without_lookup(stayed, frame, others, before.emptied)
    if glance is None:
        return None
    arrived = tuple(
        _at_rest(each.best, followed[each.visit_id], look)
        for each in here
        if each.visit_id in followed
    )
    return replace(glance, sightings=(*glance.sightings, *arrived))


def _followed(change: Change, before: Before, at: datetime) -> Mapping[str, Box]:
    """Return where a vehicle is now that has just come, by its visit. Nothing if that isn't plain.

    It comes from another camera's picture. One that drives on before the camera that has read it is
    followed only if it was never lost sight of: else whoever drives right behind it would be taken
    for it.
    """
    movers = [
        each
        for each in before.visits
        if each.is_decided and each.sure and each.plate is not None and _is_on_its_way(each, at)
        if each.spot_before(before.last.camera_id) is None or each.plate == before.tracked
    ]
    if len(change.regions) != 1 or len(movers) != 1:
        return {}
    return {movers[0].visit_id: change.regions[0]}


def _is_on_its_way(visit: Visit, at: datetime) -> bool:
    return timedelta() <= at - visit.started_at <= _ON_ITS_WAY


def _without(sightings: Iterable[Sighting], plates: Collection[str | None]) -> Iterable[Sighting]:
    return (
        each for each in sightings if each.plate is None or normal_form(each.plate) not in plates
    )


def _at_rest(sighting: Sighting, region: Box, look: Look) -> Sighting:
    """Return who it is, in another spot."""
    detection = sighting.detection
    plate = detection.plate and replace(detection.plate, box=None)
    vehicle = replace(detection.vehicle or VehicleReading(), box=region)
    return replace(sighting, look=look, detection=replace(detection, plate=plate, vehicle=vehicle))
