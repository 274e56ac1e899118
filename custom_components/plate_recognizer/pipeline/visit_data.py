"""What the event bus and event entities say of a visit: plain data."""

from datetime import UTC, datetime
from typing import Any, Final

from .event_data import sighting_data
from .visit import Visit

_OF_THE_SIGHTING: Final = (
    "sighting_id",
    "account_id",
    "camera",
    "camera_entity_id",
    "device_id",
    "plate",
    "region",
    "vehicle_type",
    "make",
    "model",
    "color",
    "orientation",
    "vehicle",
    "vehicle_id",
    "category",
    "may_open",
    "match",
    "resembles",
    "status",
    "status_reason",
)
"""The keys with which the sighting that says best who it is describes the vehicle."""


def visit_data(visit: Visit) -> dict[str, Any]:
    """Return the data of a visit's events: every key is always there, null where unknown.

    Times are UTC ISO 8601 with offset, the duration seconds from the first sighting to the end.
    """
    best = sighting_data(visit.best)
    return {
        "visit_id": visit.visit_id,
        "place": visit.place,
        **{key: best[key] for key in _OF_THE_SIGHTING},
        "plate": best["plate"] or visit.pseudonym,
        "reads": visit.reads,
        "sure": visit.sure,
        "started_at": _time(visit.started_at),
        "ended_at": _time(visit.ended_at) if visit.ended_at else None,
        "duration": (visit.ended_at - visit.started_at).total_seconds() if visit.ended_at else None,
        "arrival": visit.is_arrival,
        "arrival_reason": visit.arrival_reason.value if visit.arrival_reason else None,
        "motion": visit.motion.value,
        "end_reason": visit.end_reason.value if visit.end_reason else None,
    }


def _time(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()
