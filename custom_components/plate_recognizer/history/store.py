"""The history of an account: every change is one transaction, and a kill leaves nothing half.

All of it blocks. It is used by one thread at a time.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
import json
from pathlib import Path
import shutil
import sqlite3
from typing import Any, Final

from ..api.models import Box
from ..pipeline.sighting import Status
from ..pipeline.traces import Traces
from .query import sql_of
from .records import KeptPicture, KeptSighting, Limits, Shown, Wanted, plate_key
from .schema import Connect, opened

_BATCH: Final = 100
"""Rows that are dropped at once, until what is kept is within its limits."""


class HistoryStore:
    """Keeps sightings, visits and pictures.

    Args:
        path: of its file; None keeps all of it in memory.
        connect: opens a database.
        free_bytes: says how much the disk has left.
    """

    def __init__(
        self,
        path: Path | None,
        *,
        connect: Connect = sqlite3.connect,
        free_bytes: Callable[[Path], int] = lambda path: shutil.disk_usage(path).free,
    ) -> None:
        self._path = path
        self._free_bytes = free_bytes
        self.db = opened(path, connect)
        """For the questions that other modules of this room ask."""

    def close(self) -> None:
        """Leave one complete file behind."""
        self.db.close()

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        self.db.execute("BEGIN IMMEDIATE")
        try:
            yield self.db
        except BaseException:
            self.db.execute("ROLLBACK")
            raise
        self.db.execute("COMMIT")

    def add(
        self,
        camera_id: str,
        sightings: Iterable[Mapping[str, Any]],
        picture: KeptPicture | None = None,
    ) -> None:
        """Keep what was told of a camera.

        Args:
            camera_id: of its subentry.
            sightings: data of their events.
            picture: on which they were read.
        """
        rows = [(KeptSighting.of(data), data) for data in sightings]
        if not rows:
            return
        with self._transaction() as db:
            picture_id = None
            if picture is not None:
                picture_id = _add_picture(db, picture, rows[0][0].taken_at)
            db.executemany(
                "INSERT OR REPLACE INTO sightings VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [
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
                        json.dumps(data, ensure_ascii=False),
                    )
                    for kept, data in rows
                ],
            )

    def keep_visit(self, data: Mapping[str, Any]) -> None:
        """Keep a visit as it is now, by the data of its event."""
        ended = data["ended_at"]
        with self._transaction() as db:
            db.execute(
                "INSERT OR REPLACE INTO visits VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    data["visit_id"],
                    data["place"].casefold(),
                    data["status"],
                    data["vehicle_id"],
                    plate_key(data["plate"]),
                    _seconds(data["started_at"]),
                    None if ended is None else _seconds(ended),
                    json.dumps(data, ensure_ascii=False),
                ),
            )

    def find(self, wanted: Wanted, limit: int) -> list[KeptSighting]:
        """Return sightings, newest first."""
        where, values = sql_of(wanted)
        rows = self.db.execute(
            f"SELECT data, plate_key FROM sightings WHERE {where}"  # noqa: S608 - no value in it
            " ORDER BY taken_at DESC, rowid DESC LIMIT ?",
            (*values, limit),
        )
        return [_kept(*row) for row in rows]

    def get(self, sighting_id: str) -> KeptSighting | None:
        """Return the sighting of this id; None if it isn't kept."""
        row = self.db.execute(
            "SELECT data, plate_key FROM sightings WHERE sighting_id = ?", (sighting_id,)
        ).fetchone()
        return None if row is None else _kept(*row)

    def strangers(self, limit: int) -> list[KeptSighting]:
        """Return the latest sighting of each stranger whose plate isn't masked, newest first."""
        rows = self.db.execute(
            "SELECT data, plate_key, max(taken_at) AS latest FROM sightings"
            " WHERE status = ? AND plate_key IS NOT NULL AND plate_key NOT LIKE '#%'"
            " GROUP BY plate_key ORDER BY latest DESC LIMIT ?",
            (Status.STRANGER.value, limit),
        )
        return [_kept(data, key) for data, key, _ in rows]

    def told_cameras(self) -> frozenset[str]:
        """Return the names, in small letters, of all cameras that anything is kept of."""
        return frozenset(
            name for (name,) in self.db.execute("SELECT DISTINCT camera FROM sightings")
        )

    def picture(self, sighting_id: str) -> KeptPicture | None:
        """Return the picture on which a sighting was read; None if none is kept."""
        row = self.db.execute(
            "SELECT p.picture_id, content, content_type, width, height"
            " FROM pictures p JOIN sightings USING (picture_id) WHERE sighting_id = ?",
            (sighting_id,),
        ).fetchone()
        if row is None:
            return None
        picture_id, content, content_type, width, height = row
        shown = self.db.execute(
            "SELECT status, plate, vehicle_id, box, vehicle_box, vehicle, score FROM shown"
            " WHERE picture_id = ? ORDER BY rowid",
            (picture_id,),
        )
        return KeptPicture(content, content_type, width, height, tuple(map(_shown, shown)))

    def visits(self, since: datetime, limit: int) -> list[dict[str, Any]]:
        """Return the data of visits that began since then, newest first."""
        rows = self.db.execute(
            "SELECT data FROM visits WHERE started_at >= ? ORDER BY started_at DESC LIMIT ?",
            (since.timestamp(), limit),
        )
        return [json.loads(data) for (data,) in rows]

    @property
    def size(self) -> int:
        """Bytes in use: what its file has, without pages that are free."""
        pages, free, page = (
            self.db.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("page_count", "freelist_count", "page_size")
        )
        return int((pages - free) * page)

    def delete(self, wanted: Wanted | None) -> Traces:
        """Delete sightings, their visits, and every picture that shows these vehicles.

        Args:
            wanted: which; None for everything.
        """
        raise NotImplementedError

    def prune(self, now: datetime, limits: Limits) -> None:
        """Drop what is too old or too much: pictures first, the oldest first."""
        raise NotImplementedError


def _add_picture(db: sqlite3.Connection, picture: KeptPicture, taken_at: datetime) -> int | None:
    cursor = db.execute(
        "INSERT INTO pictures (taken_at, content_type, width, height, content)"
        " VALUES (?, ?, ?, ?, ?)",
        (
            taken_at.timestamp(),
            picture.content_type,
            picture.width,
            picture.height,
            picture.content,
        ),
    )
    db.executemany(
        "INSERT INTO shown VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
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


def _kept(data: str, key: str | None) -> KeptSighting:
    told = json.loads(data)
    return KeptSighting(told, datetime.fromisoformat(told["taken_at"]), key)


def _shown(row: tuple[Any, ...]) -> Shown:
    status, plate, vehicle_id, box, vehicle_box, vehicle, score = row
    return Shown(Status(status), plate, vehicle_id, _box(box), _box(vehicle_box), vehicle, score)


def _box_text(box: Box | None) -> str | None:
    return None if box is None else json.dumps(asdict(box))


def _box(text: str | None) -> Box | None:
    return None if text is None else Box(**json.loads(text))


def _seconds(time: str) -> float:
    return datetime.fromisoformat(time).astimezone(UTC).timestamp()
