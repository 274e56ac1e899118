"""What the event bus, event entities and attributes say of a sighting: plain data."""

from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from ..api.models import Box, YearRange
from .sighting import Sighting

MAX_CANDIDATES = 5
"""More readings than these help nobody, and an event's data has a limit."""


def sighting_data(sighting: Sighting) -> dict[str, Any]:
    """Return the data of a sighting's event: every key is always there, null where unknown.

    Scores are 0 to 1, times UTC ISO 8601 with offset, boxes pixels of the full picture.
    """
    return {
        "sighting_id": sighting.sighting_id,
        "visit_id": sighting.visit_id,
        **_where_and_when(sighting),
        **_plate(sighting),
        **_vehicle(sighting),
        **_verdict(sighting),
    }


def detection_data(sighting: Sighting) -> dict[str, Any]:
    """Return what was read of one vehicle, without where, when and who it is."""
    return {**_plate(sighting), **_vehicle(sighting), "status": sighting.status.value}


def _where_and_when(sighting: Sighting) -> dict[str, Any]:
    look = sighting.look
    return {
        "account_id": look.account_id,
        "place": look.place,
        "camera": look.camera,
        "camera_entity_id": look.camera_entity_id,
        "device_id": look.device_id,
        "source": look.source.value,
        "image_width": look.image_width,
        "image_height": look.image_height,
        "taken_at": _time(look.taken_at),
        "timestamp": look.timestamp,
    }


def _plate(sighting: Sighting) -> dict[str, Any]:
    reading = sighting.reading
    region = reading.region if reading else None
    return {
        "plate": sighting.plate,
        "plate_raw": (reading.text or None) if reading else None,
        "score": reading.score if reading else None,
        "dscore": reading.dscore if reading else None,
        "candidates": [
            {"plate": candidate.plate.upper(), "score": candidate.score}
            for candidate in (reading.candidates[:MAX_CANDIDATES] if reading else ())
        ],
        "region": region.code if region else None,
        "region_score": region.score if region else None,
        "box": _box(sighting.plate_box),
    }


def _vehicle(sighting: Sighting) -> dict[str, Any]:
    detection, vehicle = sighting.detection, sighting.vehicle
    return {
        "vehicle_type": sighting.vehicle_type,
        "vehicle_score": vehicle.score if vehicle else None,
        "vehicle_box": _box(sighting.vehicle_box),
        "make": sighting.make,
        "model": sighting.model,
        "color": sighting.color,
        "orientation": sighting.orientation,
        "year": _years(sighting.year),
        "direction": detection.direction,
        "speed": detection.speed,
        "position_sec": detection.position_sec,
        "user_data": detection.user_data,
    }


def _verdict(sighting: Sighting) -> dict[str, Any]:
    known, resembles = sighting.known, sighting.resembles
    return {
        "vehicle": known.name if known else None,
        "vehicle_id": known.vehicle_id if known else None,
        "category": known.category if known else None,
        "may_open": known.may_open if known else None,
        "match": sighting.match.value,
        "resembles": resembles
        and {"vehicle_id": resembles.vehicle_id, "match": resembles.match.value},
        "status": sighting.status.value,
        "status_reason": sighting.status_reason.value,
        "reads": sighting.reads,
        "sure": sighting.sure,
    }


def _box(box: Box | None) -> dict[str, int] | None:
    return asdict(box) if box else None


def _years(years: YearRange | None) -> list[int | None] | None:
    return [years.first, years.last] if years else None


def _time(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()
