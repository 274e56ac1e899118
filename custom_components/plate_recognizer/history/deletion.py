"""Deletes sightings, and with them all that shows or tells the same."""

from collections.abc import Iterable, Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import UTC, datetime
import json
import sqlite3
from typing import Self

from ..pipeline.traces import Showing, Traces
from .query import sql_of
from .readable import text_in, told_in
from .records import Wanted, plate_key
from .rows import text_of


@dataclass(frozen=True, slots=True)
class _Condition:
    """Which rows."""

    sql: str
    values: list[object]

    @classmethod
    def of(cls, wanted: Wanted) -> Self:
        return cls(*sql_of(wanted))

    @classmethod
    def listed(cls, column: str, chosen: Iterable[object]) -> Self:
        """Of any length: there is a limit to the number of values in a statement."""
        listed = json.dumps([*chosen])
        return cls(f"{column} IN (SELECT value FROM json_each(?))", [listed])  # noqa: S608 - no value in it


def delete_all(db: sqlite3.Connection) -> Traces:
    """Delete everything. Part of a transaction."""
    anything = _Condition("1", [])
    traces = Traces(everything=True)
    for table in ("sightings", "visits"):
        traces |= _deleted(db, table, anything)
    _delete_pictures(db, anything)
    return traces


def delete(db: sqlite3.Connection, wanted: Wanted) -> Traces:
    """Delete what is wanted. Part of a transaction.

    Of plates and vehicles that are asked for alone, all goes: every picture that shows them, every
    visit, and what other sightings say that theirs might have been. Of others, what else has the
    same plate stays: the traces have no plates then, but where and when they were shown.

    Raises:
        ValueError: nothing is said of which.
    """
    if wanted == Wanted():
        raise ValueError("It isn't said what to delete")
    which = _Condition.of(wanted)
    rows = db.execute(
        f"SELECT visit_id, picture_id FROM sightings WHERE {which.sql}",  # noqa: S608 - no value in it
        which.values,
    ).fetchall()
    visit_ids = {visit_id for visit_id, _ in rows if visit_id}
    picture_ids = {picture_id for _, picture_id in rows if picture_id}
    showings = frozenset[Showing]() if _is_of_vehicles(wanted) else _showings(db, which)
    traces = _deleted(db, "sightings", which)
    _delete_pictures(db, _Condition.listed("picture_id", picture_ids))
    if _is_of_vehicles(wanted):
        traces |= _deleted(db, "visits", which)
        shown = f"picture_id IN (SELECT picture_id FROM shown WHERE {which.sql})"  # noqa: S608 - no value in it
        _delete_pictures(db, _Condition(shown, which.values))
        keys = {key for plate in traces.plates if (key := plate_key(plate))}
        _drop_candidates(db, keys | wanted.plates)
    traces |= _delete_visits_alone(db, visit_ids, traces.sighting_ids)
    return (
        traces
        if _is_of_vehicles(wanted)
        else replace(traces, plates=frozenset(), showings=showings)
    )


def _showings(db: sqlite3.Connection, which: _Condition) -> frozenset[Showing]:
    """Return where and when which plates were shown. Comes before they are deleted."""
    rows = db.execute(
        "SELECT iif(json_valid(data), coalesce(json_extract(data, '$.plate'),"  # noqa: S608 - no value in it
        " json_extract(data, '$.plate_raw')), NULL) AS text,"
        " camera_id, taken_at, (SELECT min(taken_at) FROM sightings s"
        " WHERE s.camera_id = sightings.camera_id AND s.plate_key IS sightings.plate_key"
        " AND s.taken_at > sightings.taken_at)"
        f" FROM sightings WHERE {which.sql} AND text IS NOT NULL",
        which.values,
    )
    return frozenset(
        Showing(text, camera_id, _moment(since), None if until is None else _moment(until))
        for text, camera_id, since, until in rows
    )


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def _is_of_vehicles(wanted: Wanted) -> bool:
    return wanted == Wanted(plates=wanted.plates, vehicles=wanted.vehicles)


def _deleted(db: sqlite3.Connection, table: str, which: _Condition) -> Traces:
    of_visits = table == "visits"
    rows = db.execute(
        f"DELETE FROM {table} WHERE {which.sql} RETURNING data",  # noqa: S608 - no value in it
        which.values,
    ).fetchall()
    data = [told_in(text) for (text,) in rows]
    plates, sighting_ids, visit_ids = (
        frozenset(text for each in data if (text := text_in(each, key)))
        for key in ("plate", "sighting_id", "visit_id")
    )
    return Traces(plates, sighting_ids, visit_ids if of_visits else frozenset())


def _delete_visits_alone(
    db: sqlite3.Connection, visit_ids: Iterable[str], sighting_ids: Iterable[str]
) -> Traces:
    """Delete visits of which no sighting is left, or that are told by one that was deleted.

    Only the former are found again by their ids: the sightings that are left have these, too.
    """
    among = _Condition.listed("visit_id", visit_ids)
    told = _Condition.listed(
        "iif(json_valid(data), json_extract(data, '$.sighting_id'), NULL)", sighting_ids
    )
    alone = "NOT EXISTS (SELECT 1 FROM sightings s WHERE s.visit_id = visits.visit_id)"
    traces = _deleted(db, "visits", _Condition(f"{among.sql} AND {alone}", among.values))
    told_by_others = _Condition(f"{among.sql} AND {told.sql}", [*among.values, *told.values])
    return replace(traces | _deleted(db, "visits", told_by_others), visit_ids=traces.visit_ids)


def _delete_pictures(db: sqlite3.Connection, which: _Condition) -> None:
    db.execute(f"DELETE FROM pictures WHERE {which.sql}", which.values)  # noqa: S608 - no value in it


def _drop_candidates(db: sqlite3.Connection, keys: AbstractSet[str]) -> None:
    """Take plates off the list of what other sightings might have read."""
    rows = db.execute(
        "SELECT rowid, json_extract(data, '$.candidates') FROM sightings"
        " WHERE iif(json_valid(data), json_array_length(data, '$.candidates'), 0) > 0"
    )

    def is_kept(candidate: object) -> bool:
        """Say whether it is no plate of these. What isn't readable may be one."""
        plate = text_in(candidate, "plate") if isinstance(candidate, dict) else None
        return plate is not None and plate_key(plate) not in keys

    touched = [rowid for rowid, candidates in rows if not all(map(is_kept, json.loads(candidates)))]
    for rowid in touched:
        [text] = db.execute("SELECT data FROM sightings WHERE rowid = ?", (rowid,)).fetchone()
        data = told_in(text)
        data["candidates"] = [each for each in data["candidates"] if is_kept(each)]
        db.execute("UPDATE sightings SET data = ? WHERE rowid = ?", (text_of(data), rowid))
