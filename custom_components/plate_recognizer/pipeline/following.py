"""Follows vehicles whose plates are known by what moves in the picture: that costs no lookup.

Who has just come drives on to where it will stand, from the gate to the garage, before another
camera perhaps. A visit is only kept together by this. None begins, none becomes an arrival, and
where anything else may be the reason for what is new, there is a lookup.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from ..api.models import Box, VehicleReading
from .gate import Change
from .glance import Glance
from .outlook import SpotState
from .plate_text import normal_form
from .sighting import Look, Sighting
from .visit import Visit
from .watch import glance_without_lookup, state_of

_ON_ITS_WAY: Final = timedelta(minutes=3)
"""From the start of a visit: gates are opened in this time, and driveways are seldom longer."""

_SETTING_OUT: Final = timedelta(minutes=2)
"""From when a spot was found empty: its vehicle is on its way out, past other cameras."""


def are_moves(change: Change, visits: Iterable[Visit], camera_id: str, at: datetime) -> bool:
    """Say whether all that is new may be vehicles that are here already, and move.

    One whose spot doesn't look as before has begun to move. One that has come a moment ago, or has
    left its spot before another camera, may come into the picture.

    Args:
        change: what the gate says of a frame.
        visits: that are open at the place.
        camera_id: of the camera.
        at: when the frame was asked for.
    """
    movers = sum(_may_move(each, change, camera_id, at) for each in visits)
    return 0 < len(change.regions) <= movers


def _may_move(visit: Visit, change: Change, camera_id: str, at: datetime) -> bool:
    spot = visit.spot_before(camera_id)
    if spot is not None and state_of(change, spot) is not SpotState.SAME:
        return True
    if not visit.is_decided or visit.best.plate is None:
        return False
    if spot is None and _is_on_its_way(visit, at):
        return True
    return spot is None and any(
        each.empty_since is not None and at - each.empty_since <= _SETTING_OUT
        for each in visit.spots
    )


def glance_by_following(
    last: Glance,
    change: Change,
    visits: Iterable[Visit],
    emptied: Collection[str],
    look: Look,
) -> Glance | None:
    """Return what a frame shows in which vehicles that have just come have come to rest.

    None if it may show anything else. It only says so of vehicles that are known surely, and of
    whose arrival nothing is open.

    Args:
        last: what was known of the picture before.
        change: what the gate says of the frame, in which nothing moves.
        visits: that are open at the place.
        emptied: the visits whose spot the gate has seen become empty.
        look: where and when the frame was asked for.
    """
    here = tuple(visits)
    followed = _followed(change, here, last.camera_id, look.taken_at)
    if not followed:
        return None
    others = tuple(
        (each.visit_id, spot)
        for each in here
        if each.visit_id not in followed and (spot := each.spot_before(last.camera_id))
    )
    plates = {each.plate for each in here if each.visit_id in followed}
    stayed = replace(last, sightings=tuple(_without(last.sightings, plates)))
    glance = glance_without_lookup(stayed, change, others, emptied, look.taken_at)
    if glance is None:
        return None
    arrived = tuple(
        _at_rest(each.best, followed[each.visit_id], look)
        for each in here
        if each.visit_id in followed
    )
    return replace(glance, sightings=(*glance.sightings, *arrived))


def _followed(
    change: Change, visits: tuple[Visit, ...], camera_id: str, at: datetime
) -> Mapping[str, Box]:
    """Return where vehicles are now, by their visits; nothing if that isn't plain."""
    movers = [
        each
        for each in visits
        if each.is_decided and each.sure and each.plate is not None and _is_on_its_way(each, at)
        if (spot := each.spot_before(camera_id)) is None
        or state_of(change, spot) is not SpotState.SAME
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
