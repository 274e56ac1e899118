"""What a picture that somebody gives says of the visits: nobody knows when it was taken."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from .glance import Glance, Kinships, visit_shown
from .sighting import Look, Sighting
from .tracking import Tracker
from .visit import ArrivalReason, Visit, is_same_place


def take_in_given(
    tracker: Tracker,
    sightings: Sequence[Sighting],
    camera_id: str,
    time_of: Callable[[Look], datetime],
) -> tuple[tuple[Sighting, ...], tuple[Visit, ...]]:
    """Take in the vehicles on such a picture.

    It proves nothing of now: those who are here stay as they are, those whose visit timed out stay
    where they were seen, nobody leaves and nobody arrives. A vehicle whose plate can't be read
    begins no visit: it would be taken for whoever really stops there next.

    Args:
        tracker: of the account.
        sightings: all that the picture shows, with their verdicts.
        camera_id: of the camera that it is given as a picture of.
        time_of: says when a look began, by the clock of now.

    Returns the sightings with their visits, and the visits that begin.
    """
    told: list[Sighting] = []
    begun: list[str] = []
    kinships = Kinships()
    glances: dict[Look, Glance] = {}  # of one picture all are seen by one look
    for each in sightings:
        if (glance := glances.get(each.look)) is None:
            glance = Glance(camera_id, each.look.place, time_of(each.look), tuple(sightings))
            glances[each.look] = glance
        visit = tracker.visit_of(each, glance)
        if visit is None and each.plate is not None and not _is_parked(each, tracker, glance):
            visit = tracker.tell(each, [glance], ArrivalReason.OLD_PICTURE, kinships=kinships)
            begun += [visit.visit_id] if visit else []
        told.append(replace(each, visit_id=visit.visit_id if visit else None))
    return tuple(told), tracker.decide(begun, is_over=True)


def _is_parked(sighting: Sighting, tracker: Tracker, glance: Glance) -> bool:
    parked = [each for each in tracker.parked if is_same_place(each.place, glance.place)]
    return visit_shown(sighting, parked, glance) is not None
