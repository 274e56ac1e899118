"""Who may stand before a vehicle that isn't seen."""

from collections.abc import Iterable, Mapping

from .glance import Glance
from .sighting import Sighting
from .visit import Visit


def may_hide(
    visit: Visit, here: Iterable[Visit], shown: Mapping[str, Sighting], glance: Glance
) -> tuple[Sighting, ...]:
    """Return who may hide the vehicle of a visit, now that it isn't seen.

    Not those beside whom it was last seen, as long as they cover no more of it. Nor those who stood
    there already when it came; but they may have left meanwhile and come back, so that a vehicle
    that may open counts as hidden by them.
    """
    spot = visit.spot_before(glance.camera_id)
    if spot is None or visit.visit_id in shown:
        return ()
    known = visit.best.known
    may_open = known is not None and known.may_open
    stood: set[str] = set()
    for other in here:
        if (sighting := shown.get(other.visit_id)) is None:
            continue
        its = other.spot_before(glance.camera_id)
        stood_before = its is not None and its.since <= spot.since
        has_stayed = its is not None and not its.has_been_left_for(sighting)
        if spot.was_seen_beside(other.visit_id, sighting) or (
            stood_before and has_stayed and not may_open
        ):
            stood.add(sighting.sighting_id)
    return tuple(each for each in glance.sightings if each.sighting_id not in stood)
