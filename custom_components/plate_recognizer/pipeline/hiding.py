"""Who may stand before a vehicle that isn't seen."""

from collections.abc import Iterable, Mapping

from .glance import Glance
from .kinship import are_in_one_spot
from .sighting import Sighting
from .visit import Visit


def may_hide(
    visit: Visit, here: Iterable[Visit], shown: Mapping[str, Sighting], glance: Glance
) -> tuple[Sighting, ...]:
    """Return who may hide the vehicle of a visit, now that it isn't seen.

    Not those beside whom it was last seen, unless they have moved. Nor those who stood there
    already when it came; but they may have left meanwhile and come back, so that a vehicle that may
    open counts as hidden by them.
    """
    spot = visit.spot_before(glance.camera_id)
    known = visit.best.known
    may_open = known is not None and known.may_open
    stood: set[str] = set()
    for other in here:
        its, sighting = other.spot_before(glance.camera_id), shown.get(other.visit_id)
        if spot is None or its is None or sighting is None or its.has_been_left_for(sighting):
            continue
        was_beside = (
            other.visit_id in spot.beside
            and its.since <= spot.seen_at
            and not are_in_one_spot(sighting, spot)
        )
        if was_beside or (its.since <= spot.since and not may_open):
            stood.add(sighting.sighting_id)
    return tuple(each for each in glance.sightings if each.sighting_id not in stood)
