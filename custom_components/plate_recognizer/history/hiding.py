"""Masks what was kept of vehicles that nobody knows, when it has become old."""

from collections.abc import Callable, Mapping
from datetime import datetime
import json
import sqlite3
from typing import Any, Final

from ..api.models import Box
from ..pipeline.pseudonyms import is_pseudonym
from ..pipeline.sighting import Status
from ..pipeline.traces import Traces
from .records import KeptPicture, Shown, plate_key
from .rows import picture_of, text_of

type Mask = Callable[[Mapping[str, Any]], Mapping[str, Any]]
"""Gives the data of an event as it is once it is masked; what is masked stays as it is."""
type Paint = Callable[[KeptPicture, tuple[Box, ...]], bytes | None]
"""Paints boxes out of a picture, which are in pixels of the whole one; None if it can't."""

_MASKED: Final = (Status.STRANGER, Status.UNREAD)
_ROWS: Final = 200
_PICTURES: Final = 5
"""That one transaction masks: decoding and encoding one takes some tens of milliseconds."""
_OPEN: Final = f"status IN ({', '.join(f"'{status}'" for status in _MASKED)}) AND NOT is_masked"


def mask_some(db: sqlite3.Connection, before: datetime, mask: Mask, paint: Paint) -> Traces | None:
    """Mask some of what is older, each row entirely or not at all.

    Part of a transaction. None if there was nothing.
    """
    time = before.timestamp()
    batches = (
        _mask_rows(db, "sightings", "taken_at", time, mask),
        _mask_rows(db, "visits", "started_at", time, mask),
        _mask_pictures(db, time, mask, paint),
    )
    found = [each for each in batches if each is not None]
    if not found:
        return None
    traces = Traces()
    for each in found:
        traces |= each
    return traces


def _mask_rows(
    db: sqlite3.Connection, table: str, dated: str, before: float, mask: Mask
) -> Traces | None:
    rows = db.execute(
        f"SELECT rowid, data FROM {table} WHERE {_OPEN} AND {dated} < ? LIMIT ?",  # noqa: S608 - no value in it
        (before, _ROWS),
    ).fetchall()
    told = [json.loads(text) for _, text in rows]
    for (rowid, _), data in zip(rows, told, strict=True):
        masked = mask(data)
        db.execute(
            f"UPDATE {table} SET data = ?, plate_key = ?, is_masked = 1 WHERE rowid = ?",  # noqa: S608 - no value in it
            (text_of(masked), plate_key(masked["plate"]), rowid),
        )
    if not rows:
        return None
    return Traces(
        frozenset(filter(None, map(_readable, told))),
        frozenset(each["sighting_id"] for each in told),
        frozenset(each["visit_id"] for each in told if table == "visits"),
    )


def _readable(data: Mapping[str, Any]) -> str | None:
    plate: str | None = data["plate"]
    return None if plate is None or is_pseudonym(plate) else plate


def _mask_pictures(
    db: sqlite3.Connection, before: float, mask: Mask, paint: Paint
) -> Traces | None:
    rows = db.execute(
        "SELECT picture_id FROM pictures WHERE NOT is_masked AND taken_at < ? LIMIT ?",
        (before, _PICTURES),
    ).fetchall()
    plates = set[str]()
    for (picture_id,) in rows:
        picture = picture_of(db, picture_id)
        hidden = [each for each in picture.shown if each.status in _MASKED]
        plates |= {plate for each in hidden if (plate := each.plate) and not is_pseudonym(plate)}
        content = paint(picture, _boxes(hidden)) if hidden else picture.content
        if content is None:
            db.execute("DELETE FROM pictures WHERE picture_id = ?", (picture_id,))
            continue
        db.execute(
            "UPDATE pictures SET content = ?, is_masked = 1 WHERE picture_id = ?",
            (content, picture_id),
        )
        _mask_shown(db, picture_id, mask)
    return Traces(frozenset(plates)) if rows else None


def _boxes(hidden: list[Shown]) -> tuple[Box, ...]:
    boxes = (each.box or each.vehicle_box for each in hidden)
    return tuple(box for box in boxes if box is not None)


def _mask_shown(db: sqlite3.Connection, picture_id: int, mask: Mask) -> None:
    rows = db.execute(
        "SELECT rowid, status, plate FROM shown WHERE picture_id = ?", (picture_id,)
    ).fetchall()
    for rowid, status, plate in rows:
        if status in _MASKED:
            masked = mask({"status": status, "plate": plate})["plate"]
            db.execute(
                "UPDATE shown SET plate = ?, plate_key = ? WHERE rowid = ?",
                (masked, plate_key(masked), rowid),
            )
