"""What there is to look at: kept pictures by day, camera, place and vehicle.

All of it blocks. An answer is never longer than its `Span` says.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from itertools import islice
import sqlite3
from typing import Final, NamedTuple

from ..pipeline.sighting import Status
from .readable import readable, text_in, told_in
from .records import KeptSighting
from .rows import sighting_of
from .store import HistoryStore


class GroupedBy(StrEnum):
    """What pictured sightings are looked through by."""

    DAY = "day"
    CAMERA = "camera"
    PLACE = "place"
    VEHICLE = "vehicle"
    """Those that were known, by what they are called."""
    STRANGER = "stranger"
    """By their plates."""
    STATUS = "status"
    """The rest of all vehicles: blocked ones, and those whose plate wasn't read."""


@dataclass(frozen=True, slots=True)
class Group:
    """Sightings of one day, camera, place or vehicle."""

    key: str
    """By which it is asked for; a day's is its date as ISO 8601 has it."""
    name: str
    """As the newest of its sightings told it."""
    sightings: int
    newest: str
    """Id of the newest sighting."""


class Span(NamedTuple):
    """Which part of a list is asked for."""

    offset: int
    limit: int


@dataclass(frozen=True, slots=True)
class Page[T]:
    """A part of a list, newest first."""

    items: tuple[T, ...]
    has_more: bool
    """Whether there are older ones behind it."""

    @classmethod
    def of(cls, found: Iterable[T], span: Span) -> Page[T]:
        """Take in what was found from the span's beginning on: one more tells of more."""
        items = tuple(islice(found, span.limit + 1))
        return cls(items[: span.limit], len(items) > span.limit)


class _Column(NamedTuple):
    """How sightings are grouped by something that each of them bears."""

    column: str
    name: str
    """Key of the event's data under which a group's name stands."""
    condition: str = "1"


_KNOWN: Final = f"vehicle_id IS NOT NULL AND status <> '{Status.BLOCKED.value}'"
_REST: Final = f"status IN ('{Status.BLOCKED.value}', '{Status.UNREAD.value}')"
_COLUMNS: Final = {
    GroupedBy.CAMERA: _Column("camera_id", "camera"),
    GroupedBy.PLACE: _Column("place", "place"),
    GroupedBy.VEHICLE: _Column("vehicle_id", "vehicle", _KNOWN),
    GroupedBy.STRANGER: _Column("plate_key", "plate", f"status = '{Status.STRANGER.value}'"),
    GroupedBy.STATUS: _Column("status", "status", _REST),
}


def has_pictures(db: sqlite3.Connection) -> bool:
    """Tell whether there is anything to look at."""
    return db.execute("SELECT 1 FROM pictures LIMIT 1").fetchone() is not None


def groups(db: sqlite3.Connection, by: GroupedBy, zone: tzinfo, span: Span) -> Page[Group]:
    """Return what has pictured sightings, what has the newest one first.

    Args:
        db: where they are kept.
        by: what they are grouped by.
        zone: whose midnight parts days.
        span: which part of the list.
    """
    if by is GroupedBy.DAY:
        return Page.of(islice(_days(db, zone), span.offset, None), span)
    column, name, condition = _COLUMNS[by]
    rows = db.execute(
        f"SELECT {column}, count(*), max(taken_at) AS latest, sighting_id, data FROM sightings"  # noqa: S608 - no value in it
        f" WHERE picture_id IS NOT NULL AND {column} IS NOT NULL AND {condition}"
        f" GROUP BY {column} ORDER BY latest DESC, {column} LIMIT ? OFFSET ?",
        (span.limit + 1, span.offset),
    )

    found = (
        Group(key, text_in(told_in(data), name) or str(key), number, newest)
        for key, number, _, newest, data in rows
    )
    return Page.of(found, span)


def sightings(
    store: HistoryStore, by: GroupedBy, key: str, zone: tzinfo, span: Span
) -> Page[KeptSighting]:
    """Return a group's sightings that have a picture, newest first.

    A page lacks those that can't be read, and may have none at all before others that have some.

    Args:
        store: where they are kept.
        by: what they are grouped by.
        key: of the group.
        zone: whose midnight parts days.
        span: which part of the list.

    Raises:
        ValueError: the key is no day, where one is asked for.
    """
    values: list[object]
    if by is GroupedBy.DAY:
        day = date.fromisoformat(key)
        condition, values = "taken_at >= ? AND taken_at < ?", [*_bounds(day, zone)]
    else:
        group = _COLUMNS[by]
        condition, values = f"{group.condition} AND {group.column} = ?", [key]
    rows = store.db.execute(
        f"SELECT data, plate_key FROM sightings WHERE picture_id IS NOT NULL AND {condition}"  # noqa: S608 - no value in it
        " ORDER BY taken_at DESC, rowid DESC LIMIT ? OFFSET ?",
        (*values, span.limit + 1, span.offset),
    )
    page = Page.of(rows, span)  # of all rows: one that can't be read hides no older one
    return Page(tuple(readable(page.items, sighting_of, store.unreadable)), page.has_more)


def told_name(by: GroupedBy, key: str, sighting: KeptSighting) -> str:
    """Return what a group is called by one of its sightings; a day is its own name."""
    return key if by is GroupedBy.DAY else str(sighting.data[_COLUMNS[by].name])


def newest(db: sqlite3.Connection) -> str | None:
    """Return the id of the newest sighting that has a picture; None if none has."""
    found = _newest_before(db, float("inf"))
    return found and found[1]


def is_pictured(db: sqlite3.Connection, sighting_id: str) -> bool:
    """Tell whether a sighting's picture is kept."""
    row = db.execute(
        "SELECT 1 FROM sightings WHERE sighting_id = ? AND picture_id IS NOT NULL", (sighting_id,)
    )
    return row.fetchone() is not None


def _days(db: sqlite3.Connection, zone: tzinfo) -> Iterator[Group]:
    """Go from each day to the one before it that has any: no zone has its days in SQL."""
    end = float("inf")
    while (found := _newest_before(db, end)) is not None:
        taken_at, sighting_id = found
        day = datetime.fromtimestamp(taken_at, zone).date()
        start, _ = _bounds(day, zone)
        [number] = db.execute(
            "SELECT count(*) FROM sightings"
            " WHERE picture_id IS NOT NULL AND taken_at >= ? AND taken_at < ?",
            (start, end),
        ).fetchone()
        yield Group(day.isoformat(), day.isoformat(), number, sighting_id)
        end = start


def _newest_before(db: sqlite3.Connection, end: float) -> tuple[float, str] | None:
    row: tuple[float, str] | None = db.execute(
        "SELECT taken_at, sighting_id FROM sightings WHERE picture_id IS NOT NULL AND taken_at < ?"
        " ORDER BY taken_at DESC, rowid DESC LIMIT 1",
        (end,),
    ).fetchone()
    return row


def _bounds(day: date, zone: tzinfo) -> tuple[float, float]:
    """Return when a day begins and ends: some have 23 hours, or 25."""
    try:
        following = day + timedelta(days=1)
    except OverflowError:
        raise ValueError(f"No day comes after {day}") from None
    return _midnight(day, zone), _midnight(following, zone)


def _midnight(day: date, zone: tzinfo) -> float:
    return datetime.combine(day, time.min, zone).timestamp()
