"""What an account tells, as its history gets it."""

from datetime import UTC, datetime, timedelta
import json
from typing import Any

from custom_components.plate_recognizer.api.models import Box
from custom_components.plate_recognizer.history.records import KeptPicture, Limits, Shown
from custom_components.plate_recognizer.history.store import HistoryStore
from custom_components.plate_recognizer.pipeline.sighting import Status

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)
ANY = Limits(None, 10**6, 10**12, 0)
"""Whatever there is may be kept."""


def sighting(sighting_id: str = "1", minute: float = 0, /, **changes: object) -> dict[str, Any]:
    """Return the data of a sighting's event, as far as a history looks at it."""
    return {
        "sighting_id": sighting_id,
        "visit_id": None,
        "place": "Driveway",
        "camera": "Front Door",
        "plate": "AB12CDE",
        "plate_raw": "ab12cde",
        "candidates": [],
        "user_data": None,
        "status": "stranger",
        "vehicle_id": None,
        "taken_at": (NOON + timedelta(minutes=minute)).isoformat(),
        **changes,
    }


def visit(visit_id: str = "v1", minute: float = 0, /, **changes: object) -> dict[str, Any]:
    """Return the data of a visit's event, likewise."""
    return {
        "visit_id": visit_id,
        "sighting_id": f"best of {visit_id}",
        "place": "Driveway",
        "plate": "AB12CDE",
        "status": "stranger",
        "vehicle_id": None,
        "started_at": (NOON + timedelta(minutes=minute)).isoformat(),
        "ended_at": None,
        **changes,
    }


def shown(
    plate: str | None = "AB12CDE", status: Status = Status.STRANGER, vehicle_id: str | None = None
) -> Shown:
    """Return a vehicle on a picture."""
    return Shown(status, plate, vehicle_id, Box(1, 2, 3, 4), Box(0, 0, 9, 9))


def picture(*vehicles: Shown, content: bytes = b"a picture") -> KeptPicture:
    """Return a picture that shows them."""
    return KeptPicture(content, "image/jpeg", 1920, 1080, vehicles or (shown(),))


def kept_visits(store: HistoryStore, since: datetime, limit: int) -> list[dict[str, Any]]:
    """Return the data of visits that a store has and that began since then, newest first."""
    rows = store.db.execute(
        "SELECT data FROM visits WHERE started_at >= ?"
        " ORDER BY started_at DESC, rowid DESC LIMIT ?",
        (since.timestamp(), limit),
    )
    return [json.loads(data) for (data,) in rows]
