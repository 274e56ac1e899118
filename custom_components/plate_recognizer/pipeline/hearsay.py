"""Cameras of which only somebody else tells: nobody can look whether a vehicle is still there."""

from collections.abc import Mapping
from datetime import timedelta

from .visit import Visit

type Hearsay = Mapping[str, timedelta]
"""By the ids of such cameras: how long nothing may be heard of a vehicle until its visit ends."""


def timeout_of(visit: Visit, usual: timedelta, hearsay: Hearsay) -> timedelta:
    """Return how long nobody may have seen a vehicle until its visit ends.

    Args:
        visit: of the vehicle.
        usual: where a camera can look.
        hearsay: the cameras that can't.
    """
    if not hearsay:
        return usual
    cameras = {spot.camera_id for spot in visit.spots} or {visit.camera_id}
    return max(hearsay.get(camera_id, usual) for camera_id in cameras)


def as_left(before: Visit, after: Visit, camera_id: str, hearsay: Hearsay) -> Visit:
    """Return a visit after a look: what was only heard is out of date if its camera saw it leave.

    Args:
        before: the visit before the look.
        after: the visit after it.
        camera_id: of the camera that has looked.
        hearsay: the cameras that can't.
    """
    left = before.spot_before(camera_id)
    if left is None or after.spot_before(camera_id) is not None:
        return after
    for spot in after.spots:
        if spot.camera_id in hearsay and spot.seen_at <= left.seen_at:
            after = after.with_spot(spot.camera_id, None)
    return after


def may_have_stayed(parked: Visit, camera_id: str, hearsay: Hearsay) -> bool:
    """Say whether a vehicle that timed out may have stood there since, as one camera knows.

    What was only heard says so of the camera's own spot alone: else who was told of once could
    never arrive before another camera again.
    """
    spots = (spot.camera_id for spot in parked.spots)
    return any(each == camera_id or each not in hearsay for each in spots)
