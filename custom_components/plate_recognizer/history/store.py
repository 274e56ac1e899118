"""The history of an account: every change is one transaction, and a kill leaves nothing half.

All of it blocks. It is used by one thread at a time.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
import shutil
import sqlite3
from typing import Any, Final

from ..pipeline.sighting import Status
from ..pipeline.traces import Traces
from .clock import is_trusted, was_trusted
from .deletion import delete, delete_all
from .files import bytes_on_disk, drop_set_aside, log_bytes
from .hiding import Mask, Masking, Paint, mask_some
from .notes import Note, note_down, noted
from .query import sql_of
from .readable import Unreadable, readable
from .records import KeptPicture, KeptSighting, Limits, Wanted
from .retention import drop_old, drop_pictures, drop_surplus
from .rows import add_picture, add_sighting, add_visit, picture_of, sighting_of
from .schema import Connect, opened
from .transaction import transaction
from .unused_bytes import overwrite_unused

_AUTOMATIC: Final = 1_000
"""Pages of the write-ahead log after which SQLite moves them into the file: its own default."""
_FREE_PAGES: Final = 256
"""A megabyte: so much is left to what comes next."""
_MOST_GIVEN_BACK: Final = 1_024
"""Pages at once: four megabytes, that may have to be moved first."""

_STRANGERS: Final = f"""
SELECT data, plate_key FROM sightings JOIN (
    SELECT rowid AS latest, max(taken_at) AS latest_at
    FROM sightings INDEXED BY sightings_of_strangers
    WHERE status = '{Status.STRANGER}' AND plate_key IS NOT NULL AND plate_key NOT LIKE '#%'
    GROUP BY plate_key ORDER BY latest_at DESC, latest DESC LIMIT ?
) ON sightings.rowid = latest ORDER BY latest_at DESC, latest DESC
"""  # noqa: S608 - no value in it


class HistoryStore:
    """Keeps sightings, visits and pictures.

    Args:
        path: of its file; None keeps all of it in memory.
        connect: opens a database.
        free_bytes: says how much the disk has left.
        is_held: whether its file must stay as it is, until `release`.

    Raises:
        sqlite3.Error, OSError: as `opened` says; any method may raise the same later.
    """

    def __init__(
        self,
        path: Path | None,
        *,
        connect: Connect = sqlite3.connect,
        free_bytes: Callable[[Path], int] = lambda path: shutil.disk_usage(path).free,
        is_held: bool = False,
    ) -> None:
        self._path = path
        self._connect = connect
        self._free_bytes = free_bytes
        self._is_held = False
        self.db = opened(path, connect)
        """For the questions that other modules of this room ask."""
        self.untidy = ""
        """Why what was deleted couldn't be cleaned away entirely; empty if it could."""
        self.unreadable = Unreadable()
        """What of it couldn't be read."""
        if is_held:
            self._keep_to_the_log()
        self._leave_no_trace()  # of what was deleted just before a kill

    def close(self) -> None:
        """Leave one complete file behind."""
        self.db.close()

    def begin(self, now: datetime, *, is_first: bool) -> None:
        """Take note from when on no visit is missing, if that isn't noted.

        Args:
            now: the time.
            is_first: whether there was nothing to keep before: then none is missing at all.
        """
        since = noted(self.db, Note.COMPLETE_SINCE)
        if since is None or since > now.timestamp():  # by a clock that was wrong
            with transaction(self.db):
                note_down(self.db, Note.COMPLETE_SINCE, 0 if is_first else now.timestamp())

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
        kept = [KeptSighting.of(data) for data in sightings]
        if not kept:
            return
        with transaction(self.db):
            picture_id = None
            if picture is not None:
                picture_id = add_picture(self.db, picture, kept[0].taken_at)
            for each in kept:
                add_sighting(self.db, camera_id, each, picture_id)

    def keep_visit(self, data: Mapping[str, Any]) -> None:
        """Keep a visit as it is now, by the data of its event."""
        with transaction(self.db):
            add_visit(self.db, data)

    def find(self, wanted: Wanted, limit: int) -> list[KeptSighting]:
        """Return sightings, newest first."""
        where, values = sql_of(wanted)
        rows = self.db.execute(
            "SELECT data, plate_key FROM sightings WHERE rowid IN"  # noqa: S608 - no value in it
            f" (SELECT rowid FROM sightings WHERE {where}"
            " ORDER BY taken_at DESC, rowid DESC LIMIT ?) ORDER BY taken_at DESC, rowid DESC",
            (*values, limit),
        )
        return list(readable(rows, sighting_of, self.unreadable))

    def get(self, sighting_id: str) -> KeptSighting | None:
        """Return the sighting of this id; None if it isn't kept."""
        rows = self.db.execute(
            "SELECT data, plate_key FROM sightings WHERE sighting_id = ?", (sighting_id,)
        )
        return next(readable(rows, sighting_of, self.unreadable), None)

    def strangers(self, limit: int) -> list[KeptSighting]:
        """Return the latest sighting of each stranger whose plate isn't masked, newest first."""
        rows = self.db.execute(_STRANGERS, (limit,))
        return list(readable(rows, sighting_of, self.unreadable))

    def told_cameras(self) -> frozenset[str]:
        """Return the names, in small letters, of all cameras that anything is kept of."""
        return frozenset(
            name for (name,) in self.db.execute("SELECT DISTINCT camera FROM sightings")
        )

    def picture(self, sighting_id: str) -> KeptPicture | None:
        """Return the picture on which a sighting was read; None if none is kept."""
        rows = self.db.execute(
            "SELECT pictures.picture_id FROM sightings JOIN pictures USING (picture_id)"
            " WHERE sighting_id = ?",
            (sighting_id,),
        ).fetchall()
        return next(readable(rows, partial(picture_of, self.db), self.unreadable), None)

    @property
    def size(self) -> int:
        """Bytes in use: what its file has, without pages that are free."""
        return (self._pragma("page_count") - self._free_pages) * self._pragma("page_size")

    def delete(self, wanted: Wanted | None) -> Traces:
        """Delete sightings, their visits, and every picture that shows these vehicles.

        Nothing of it is left in any file then, but while a backup is made, or somebody else has the
        file open: after that. Where it can't be cleaned away, `untidy` says why.

        Args:
            wanted: which; None for everything.

        Raises:
            ValueError: nothing is said of which.
        """
        with transaction(self.db):
            traces = delete_all(self.db) if wanted is None else delete(self.db, wanted)
            note_down(self.db, Note.HAS_TRACES, 1)
        self._leave_no_trace()
        return traces

    def trusts_clock(self, now: datetime) -> bool:
        """Take note of the time of now, and say whether it may be believed."""
        with transaction(self.db):
            return is_trusted(self.db, now)

    def trusted_clock(self, now: datetime) -> bool:
        """Say whether the time of now may be believed, by what `trusts_clock` found before."""
        return was_trusted(self.db, now)

    def is_over(self, limits: Limits) -> bool:
        """Say whether more is kept than may be. Quick."""
        [count] = self.db.execute("SELECT count(*) FROM sightings").fetchone()
        return count > limits.sightings or self._too_many_bytes(limits) > 0

    def prune(self, now: datetime, limits: Limits) -> bool:
        """Drop some of what is too old or too much: the oldest first, and pictures before others.

        Each call is quick. Says whether there may be more to drop.
        """
        oldest = now - limits.age if limits.age is not None and self.trusts_clock(now) else None
        if oldest is not None and drop_old(self.db, now, oldest):
            return True
        if not limits.has_pictures and drop_pictures(self.db):
            return True
        if drop_surplus(self.db, limits, self._bytes_to_drop(limits)):
            return True
        if not self._is_held and self._give_some_back(_FREE_PAGES):
            return True
        if self._path is not None and oldest is not None:
            drop_set_aside(self._path, oldest)
        self._leave_no_trace()
        return False

    def mask(self, before: datetime, known: frozenset[str], mask: Mask, paint: Paint) -> bool:
        """Mask some of what is older of vehicles that nobody knows.

        Each call is quick, but for the last one, which has nothing left to mask: it returns False,
        and nothing of what was masked since then is left in any file.

        Args:
            before: what was told earlier than that.
            known: ids of the vehicles that are known now. Any other one is a stranger's.
            mask: gives the data of an event as it is once it is masked.
            paint: paints boxes out of a picture.
        """
        with transaction(self.db):
            masking = Masking(known, mask, paint, self.unreadable)
            has_masked = mask_some(self.db, before, masking)
            if has_masked:
                note_down(self.db, Note.HAS_TRACES, 1)
        if not has_masked:
            if self._path is not None:
                drop_set_aside(self._path, before)
            self._leave_no_trace()
        return has_masked

    def hold(self) -> None:
        """Have a copy of the file be whole until `release`: what comes goes into its log alone."""
        self._checkpoint()
        self._keep_to_the_log()

    def _keep_to_the_log(self) -> None:
        self._is_held = True
        self.db.execute("PRAGMA wal_autocheckpoint = 0")
        self.db.setconfig(sqlite3.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, True)  # noqa: FBT003 - has no name

    def release(self) -> None:
        """Go on as before."""
        self._is_held = False
        self.db.execute(f"PRAGMA wal_autocheckpoint = {_AUTOMATIC}")
        self.db.setconfig(sqlite3.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, False)  # noqa: FBT003 - as above
        self._checkpoint()
        self._leave_no_trace()

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """Have nothing wait for others who use its file."""
        patience = self._pragma("busy_timeout")
        self.db.execute("PRAGMA busy_timeout = 0")
        try:
            yield
        finally:
            self.db.execute(f"PRAGMA busy_timeout = {patience}")

    def _too_many_bytes(self, limits: Limits) -> int:
        most, used = limits.bytes, self.size
        if self._path is not None:
            free = self._free_bytes(self._path.parent) - limits.least_free
            most = min(most, bytes_on_disk(self._path) + free)  # what is free in it, too
            used += log_bytes(self._path)
        return used - most

    def _bytes_to_drop(self, limits: Limits) -> int:
        """Return how many: none while somebody reads or copies the file.

        What is dropped then gives nothing back, but takes room in the log.
        """
        if self._too_many_bytes(limits) <= 0 or not self._checkpoint():
            return 0
        return self._too_many_bytes(limits)

    def _leave_no_trace(self) -> None:
        """Have nothing be left of what was deleted in parts of files that aren't in use."""
        if self._path is None or self._is_held or not noted(self.db, Note.HAS_TRACES):
            return
        try:
            drop_set_aside(self._path)
            while self._give_some_back(0):
                pass
            if self._checkpoint():  # or else somebody reads it: next time
                self._overwrite_unused(self._path)
        except (sqlite3.Error, OSError) as error:
            self.untidy = str(error)
        else:
            self.untidy = ""

    def _overwrite_unused(self, path: Path) -> None:
        self.db.close()
        try:
            is_done = overwrite_unused(path, self._connect)
        finally:
            self.db = opened(path, self._connect)
        if is_done:
            with transaction(self.db):
                note_down(self.db, Note.HAS_TRACES, 0)

    def _give_some_back(self, left: int) -> bool:
        """Give some free pages back to the disk, but for so many. Says whether there are more."""
        before = self._free_pages
        if before <= left:
            return False
        self.db.execute(f"PRAGMA incremental_vacuum({_MOST_GIVEN_BACK})").fetchall()
        return self._checkpoint() and left < self._free_pages < before

    def _checkpoint(self) -> bool:
        if self._is_held:
            return False
        [is_busy, _, _] = self.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return not is_busy

    @property
    def _free_pages(self) -> int:
        return self._pragma("freelist_count")

    def _pragma(self, name: str) -> int:
        return int(self.db.execute(f"PRAGMA {name}").fetchone()[0])
