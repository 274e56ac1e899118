"""Masks what was kept of vehicles that nobody knows, when it has become old."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
import json
import sqlite3
from typing import Any, Final

from ..api.models import Box
from ..pipeline.masking import MASKED, as_strangers
from ..pipeline.sighting import Status
from .readable import Unreadable, readable, told_in
from .records import KeptPicture, Shown, plate_key
from .rows import picture_of, text_of

type Mask = Callable[[Mapping[str, Any]], Mapping[str, Any]]
"""Gives the data of an event as it is once it is masked; what is masked stays as it is."""
type Paint = Callable[[KeptPicture, tuple[Box, ...]], bytes | None]
"""Paints boxes out of a picture, which are in pixels of the whole one; None if it can't."""

_ROWS: Final = 200
_PICTURES: Final = 5
"""That one transaction masks: decoding and encoding one takes some tens of milliseconds."""

_UNKNOWN: Final = (
    "vehicle_id IS NOT NULL AND vehicle_id NOT IN (SELECT value FROM json_each(:known))"
)
"""SQL finds anything not in an empty list, also what is null."""
_OPEN: Final = f"""
(status IN ({", ".join(f"'{status}'" for status in sorted(MASKED))}) AND NOT is_masked
OR {_UNKNOWN})
"""
_OPEN_PICTURES: Final = f"""
SELECT picture_id FROM pictures WHERE taken_at < :before AND (NOT is_masked OR EXISTS
(SELECT 1 FROM shown WHERE shown.picture_id = pictures.picture_id AND {_UNKNOWN})) LIMIT :most
"""  # noqa: S608 - no value in it


@dataclass(frozen=True, slots=True)
class Masking:
    """How it is done."""

    known: frozenset[str]
    """Ids of the vehicles that are known now. Any other one is a stranger's."""

    mask: Mask
    paint: Paint

    unreadable: Unreadable
    """Counts what is deleted, as nobody can tell what to mask of it."""


def mask_some(db: sqlite3.Connection, before: datetime, masking: Masking) -> bool:
    """Mask some of what is older, each row entirely or not at all.

    Part of a transaction. Says whether there was any.
    """
    asked = {"before": before.timestamp(), "known": json.dumps(sorted(masking.known))}
    counts = (
        _mask_rows(db, "sightings", "taken_at", asked, masking),
        _mask_rows(db, "visits", "started_at", asked, masking),
        _mask_pictures(db, asked, masking),
    )
    return any(counts)


def _mask_rows(
    db: sqlite3.Connection, table: str, dated: str, asked: Mapping[str, Any], masking: Masking
) -> int:
    rows = db.execute(
        f"SELECT rowid, data FROM {table} WHERE {dated} < :before AND {_OPEN} LIMIT :most",  # noqa: S608 - no value in it
        {**asked, "most": _ROWS},
    ).fetchall()
    for rowid, text in rows:
        data = told_in(text)
        if not (isinstance(data.get("status"), str) and _has_plate_or_none(data)):
            # Nobody knows what it says.
            db.execute(f"DELETE FROM {table} WHERE rowid = ?", (rowid,))  # noqa: S608 - as above
            masking.unreadable.deleted += 1
            continue
        masked = masking.mask(data if data["status"] in MASKED else as_strangers(data))
        db.execute(
            f"UPDATE {table} SET data = ?, status = ?, vehicle_id = NULL, plate_key = ?,"  # noqa: S608 - no value in it
            " is_masked = 1 WHERE rowid = ?",
            (text_of(masked), masked["status"], plate_key(masked["plate"]), rowid),
        )
    return len(rows)


def _has_plate_or_none(data: Mapping[str, Any]) -> bool:
    return "plate" in data and isinstance(data["plate"], str | None)


def _mask_pictures(db: sqlite3.Connection, asked: Mapping[str, Any], masking: Masking) -> int:
    rows = db.execute(_OPEN_PICTURES, {**asked, "most": _PICTURES}).fetchall()
    for (picture_id,) in rows:
        picture = next(readable([(db, picture_id)], picture_of, Unreadable()), None)
        content = None if picture is None else _painted(picture, masking)
        if content is None:
            db.execute("DELETE FROM pictures WHERE picture_id = ?", (picture_id,))
            masking.unreadable.deleted += 1
            continue
        db.execute(
            "UPDATE pictures SET content = ?, is_masked = 1 WHERE picture_id = ?",
            (content, picture_id),
        )
        _mask_shown(db, picture_id, masking.known, masking.mask)
    return len(rows)


def _painted(picture: KeptPicture, masking: Masking) -> bytes | None:
    known = masking.known
    hidden = [each for each in picture.shown if _is_hidden(each.status, each.vehicle_id, known)]
    return masking.paint(picture, _boxes(hidden)) if hidden else picture.content


def _is_hidden(status: str, vehicle_id: str | None, known: frozenset[str]) -> bool:
    return status in MASKED or (vehicle_id is not None and vehicle_id not in known)


def _boxes(hidden: list[Shown]) -> tuple[Box, ...]:
    boxes = (each.box or each.vehicle_box for each in hidden)
    return tuple(box for box in boxes if box is not None)


def _mask_shown(db: sqlite3.Connection, picture_id: int, known: frozenset[str], mask: Mask) -> None:
    rows = db.execute(
        "SELECT rowid, status, vehicle_id, plate FROM shown WHERE picture_id = ?", (picture_id,)
    ).fetchall()
    for rowid, told, vehicle_id, plate in rows:
        if _is_hidden(told, vehicle_id, known):
            status = told if told in MASKED else Status.STRANGER.value
            masked = mask({"status": status, "plate": plate})["plate"]
            db.execute(
                "UPDATE shown SET status = ?, vehicle_id = NULL, vehicle = NULL, plate = ?,"
                " plate_key = ? WHERE rowid = ?",
                (status, masked, plate_key(masked), rowid),
            )
