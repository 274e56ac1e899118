"""What one glance makes of a visit: it is seen, hidden, elsewhere, or has left."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from .glance import Glance
from .hiding import may_hide
from .sighting import Sighting
from .visit import Visit


def after_glance(
    visit: Visit, glance: Glance, shown: Mapping[str, Sighting], here: Iterable[Visit]
) -> Visit:
    """Return a visit after one more glance.

    Args:
        visit: of the glance's place.
        glance: of one of its cameras.
        shown: which sighting of the glance shows the vehicle of which visit.
        here: the visits of the place, this one or not.
    """
    camera_id, at = glance.camera_id, glance.taken_at
    if (sighting := shown.get(visit.visit_id)) is None:
        others = may_hide(visit, here, shown, glance)
        return visit.not_seen(others, camera_id, at, sees_all=glance.sees_all)
    seen = visit.seen(sighting, camera_id, at, beside=shown)
    # Where it is, everybody may tell. How it came there has to be seen.
    return seen if glance.proves else replace(seen, approaches=visit.approaches)


def unless_elsewhere(before: Visit, now: Visit, camera_id: str) -> Visit:
    """Forget a spot where a vehicle stood, since it is seen somewhere else before that camera."""
    old, new = before.spot_before(camera_id), now.spot_before(camera_id)
    if new is not None and (old is None or new.since != old.since):
        return now.with_spot(camera_id, None)
    return now


def left_at(visit: Visit, glance: Glance) -> datetime:
    """Return when a vehicle was first found to have left."""
    spot = visit.spot_before(glance.camera_id)
    return (spot and spot.empty_since) or glance.taken_at
