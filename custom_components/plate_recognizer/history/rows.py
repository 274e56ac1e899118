"""How sightings, visits and pictures stand in the tables."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
import json
import sqlite3
from typing import Any, Final

from ..api.models import Box
from ..pipeline.masking import MASKED, is_readable
from ..pipeline.sighting import Status
from .readable import text_in, told_in
from .records import KeptPicture, KeptSighting, Shown, plate_key

_SIGHTING: Final = """
INSERT OR REPLACE INTO sightings (
    sighting_id, taken_at, camera_id, camera, place, status,
    vehicle_id, plate_key, visit_id, picture_id, data, is_masked
) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_VISIT: Final = """
INSERT OR REPLACE INTO visits (
    visit_id, place, status, vehicle_id, plate_key, started_at, ended_at, data, is_masked
) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""


def add_sighting(
    db: sqlite3.Connection, camera_id: str, kept: KeptSighting, picture_id: int | None
) -> None:
    """Write one sighting of a camera."""
    data = kept.data
    db.execute(
        _SIGHTING,
        (
            kept.sighting_id,
            kept.taken_at.timestamp(),
            camera_id,
            data["camera"].casefold(),
            data["place"].casefold(),
            data["status"],
            data["vehicle_id"],
            kept.plate_key,
            data["visit_id"],
            picture_id,
            text_of(data),
            _is_masked(data),
        ),
    )


def add_visit(db: sqlite3.Connection, data: Mapping[str, Any]) -> None:
    """Write one visit as it is now, in the place of what it was: once masked, a stranger stays so.

    It may have been masked since it began.
    """
    before = db.execute(
        "SELECT data FROM visits WHERE visit_id = ? AND is_masked", (data["visit_id"],)
    ).fetchone()
    if before is not None and data["status"] in MASKED:
        data = {**data, "plate": text_in(told_in(before[0]), "plate")}
    ended = data["ended_at"]
    db.execute(
        _VISIT,
        (
            data["visit_id"],
            data["place"].casefold(),
            data["status"],
            data["vehicle_id"],
            plate_key(data["plate"]),
            _seconds(data["started_at"]),
            None if ended is None else _seconds(ended),
            text_of(data),
            _is_masked(data),
        ),
    )


def add_picture(db: sqlite3.Connection, picture: KeptPicture, taken_at: datetime) -> int | None:
    """Write one picture, with all that it shows. Returns its id."""
    cursor = db.execute(
        "INSERT INTO pictures (taken_at, content_type, width, height, content, is_masked)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (
            taken_at.timestamp(),
            picture.content_type,
            picture.width,
            picture.height,
            picture.content,
            picture.is_masked,
        ),
    )
    db.executemany(
        "INSERT INTO shown"
        " (picture_id, status, vehicle_id, plate, plate_key, box, vehicle_box, vehicle, score)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                cursor.lastrowid,
                each.status.value,
                each.vehicle_id,
                each.plate,
                plate_key(each.plate),
                _box_text(each.box),
                _box_text(each.vehicle_box),
                each.vehicle,
                each.score,
            )
            for each in picture.shown
        ],
    )
    return cursor.lastrowid


def picture_of(db: sqlite3.Connection, picture_id: int) -> KeptPicture:
    """Read a picture that there is.

    Raises:
        LookupError, TypeError, ValueError: it is damaged.
    """
    content, content_type, width, height, is_masked = db.execute(
        "SELECT content, content_type, width, height, is_masked FROM pictures WHERE picture_id = ?",
        (picture_id,),
    ).fetchone()
    shown = db.execute(
        "SELECT status, plate, vehicle_id, box, vehicle_box, vehicle, score FROM shown"
        " WHERE picture_id = ? ORDER BY rowid",
        (picture_id,),
    )
    vehicles = tuple(map(_shown, shown))
    if not isinstance(content, bytes) or not (width > 0 and height > 0):
        raise ValueError("no picture")
    return KeptPicture(content, content_type, width, height, vehicles, bool(is_masked))


def sighting_of(data: str, key: str | None) -> KeptSighting:
    """Read a sighting. Whoever shows it relies on these keys.

    Raises:
        LookupError, TypeError, ValueError: it is damaged.
    """
    told = json.loads(data)
    taken_at = datetime.fromisoformat(told["taken_at"])
    texts = (told["sighting_id"], told["camera"], told["place"], told["plate"] or "")
    if taken_at.tzinfo is None or not all(isinstance(text, str) for text in texts):
        raise ValueError("no sighting")
    Status(told["status"])
    return KeptSighting(told, taken_at, key)


def text_of(data: Mapping[str, Any]) -> str:
    """Return how the data of an event is kept: an API may have sent half a character."""
    return json.dumps(data, ensure_ascii=False).encode(errors="replace").decode()


def _is_masked(data: Mapping[str, Any]) -> bool:
    return data["status"] in MASKED and not is_readable(data)


def _shown(row: tuple[Any, ...]) -> Shown:
    status, plate, vehicle_id, box, vehicle_box, vehicle, score = row
    if not all(isinstance(text, str | None) for text in (plate, vehicle_id, vehicle)):
        raise TypeError("no vehicle")
    return Shown(Status(status), plate, vehicle_id, _box(box), _box(vehicle_box), vehicle, score)


def _box_text(box: Box | None) -> str | None:
    return None if box is None else json.dumps(asdict(box))


def _box(text: str | None) -> Box | None:
    return None if text is None else Box(**json.loads(text))


def _seconds(time: str) -> float:
    return datetime.fromisoformat(time).astimezone(UTC).timestamp()
