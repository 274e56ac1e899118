"""What would happen if a vehicle were seen now, and why. Nothing of it happens."""

from dataclasses import dataclass
from typing import Any, Final

from .glance import Glance
from .leaving import Leaving
from .masking import MASKED
from .sighting import Sighting, Status
from .traces import Traces
from .tracking import Tracker
from .visit import ArrivalReason, Visit


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """A sighting that was only played through."""

    sighting: Sighting
    visit: Visit
    """That it would begin or belong to."""
    is_new: bool
    """Whether the visit would begin with it."""
    arrival_reason: ArrivalReason
    """Why the vehicle would arrive, or why not."""

    @property
    def is_arrival(self) -> bool:
        """Whether it would prove that the vehicle has come."""
        return self.arrival_reason is ArrivalReason.ARRIVED


def rehearse(
    tracker: Tracker,
    sighting: Sighting,
    camera_id: str,
    objection: ArrivalReason | None,
    *,
    knows_strangers: bool,
) -> Rehearsal:
    """Play through what a scan would do that shows one vehicle and nothing else.

    Args:
        tracker: of the account; it stays as it is.
        sighting: with its verdict.
        camera_id: of the camera that would see it.
        objection: why nobody that this camera sees now can arrive; None if they can.
        knows_strangers: whether who isn't known may be compared with the plates of strangers who
            are here, or have just left. That would tell whether it is one of them.
    """
    copy = tracker.copy()
    if not knows_strangers and sighting.status in MASKED:
        copy.forget(Traces(everything=True))
        copy.leaving = Leaving()
    glance = Glance(camera_id, sighting.look.place, sighting.look.taken_at, (sighting,))
    before = copy.visit_of(sighting, glance)
    copy.see(glance)
    visit = copy.tell(sighting, [glance], objection)
    assert visit is not None  # noqa: S101 - the vehicle is on the latest picture
    decided = {each.visit_id: each for each in copy.decide([visit.visit_id], is_over=True)}
    begun = decided.get(visit.visit_id)
    reason = ArrivalReason.VISIT_OPEN if begun is None else begun.arrival_reason
    assert reason is not None  # noqa: S101 - whoever has begun is decided
    return Rehearsal(sighting, begun or visit, is_new=before is None, arrival_reason=reason)


_SIGHTED: Final = {Status.KNOWN: "known_vehicle_sighted", Status.STRANGER: "stranger_sighted"}


def triggers_of(rehearsal: Rehearsal) -> list[str]:
    """Return the names of the triggers that would act, if their options allow it."""
    special = _SIGHTED.get(rehearsal.sighting.status)
    return [
        "vehicle_sighted",
        *([special] if special else []),
        *(["vehicle_arrived"] if rehearsal.is_arrival else []),
    ]


def steps_of(rehearsal: Rehearsal) -> list[dict[str, Any]]:
    """Return what would happen step by step, each step with what it came from."""
    sighting, visit = rehearsal.sighting, rehearsal.visit
    known, resembles = sighting.known, sighting.resembles
    return [
        {
            "step": "matching",
            "plate": sighting.plate,
            "match": sighting.match.value,
            "vehicle": known.name if known else None,
            "resembles": resembles.vehicle_id if resembles else None,
            "equally_near": list(sighting.equally_near),
        },
        {
            "step": "verdict",
            "status": sighting.status.value,
            "status_reason": sighting.status_reason.value,
            "may_open": known.may_open if known else None,
        },
        {
            "step": "visit",
            "visit_id": visit.visit_id,
            "begins": rehearsal.is_new,
            "place": sighting.look.place,
        },
        {
            "step": "arrival",
            "arrival": rehearsal.is_arrival,
            "arrival_reason": rehearsal.arrival_reason.value,
        },
        {"step": "triggers", "triggers": triggers_of(rehearsal)},
    ]
