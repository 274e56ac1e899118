"""The visits that are kept, for whoever looks through them. All of it blocks."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from .readable import readable, told_in
from .store import HistoryStore


@dataclass(frozen=True, slots=True)
class WantedVisits:
    """Which visits are asked for. What is None leaves none out."""

    before: datetime | None = None
    """When they have begun at the latest, that moment left out."""
    places: frozenset[str] | None = None
    """Keys of places."""
    statuses: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class KeptVisits:
    """A part of the list, newest first."""

    visits: tuple[Mapping[str, Any], ...]
    """Data of their events. One that can't be read is left out."""
    pictured: frozenset[str]
    """Those of their sightings of which a picture is kept."""
    before: datetime | None
    """By which the older ones behind these are asked for; None if there are none."""


def kept_visits(store: HistoryStore, wanted: WantedVisits, limit: int) -> KeptVisits:
    """Return visits, newest first. Those that began in one moment are never parted.

    Args:
        store: where they are kept.
        wanted: which ones.
        limit: how many, or a few more.
    """
    where, values = _sql_of(wanted)
    rows = store.db.execute(
        f"SELECT started_at, data FROM visits WHERE {where}"  # noqa: S608 - no value in it
        " AND started_at >= coalesce((SELECT started_at FROM visits"
        f" WHERE {where} ORDER BY started_at DESC LIMIT 1 OFFSET ?), 0)"
        " ORDER BY started_at DESC, rowid DESC",
        (*values, *values, limit - 1),
    ).fetchall()
    found = tuple(readable(rows, _data_of, store.unreadable))
    has_more = len(rows) >= limit and _has_any(store, replace(wanted, before=_moment(rows[-1][0])))
    return KeptVisits(
        found,
        pictured(store, [each["sighting_id"] for each in found]),
        _moment(rows[-1][0]) if has_more else None,
    )


def pictured(store: HistoryStore, sighting_ids: Collection[str]) -> frozenset[str]:
    """Return of which of these sightings a picture is kept."""
    marks = ", ".join("?" * len(sighting_ids))
    rows = store.db.execute(
        f"SELECT sighting_id FROM sightings WHERE sighting_id IN ({marks})"  # noqa: S608 - no value in it
        " AND picture_id IS NOT NULL",
        tuple(sighting_ids),
    )
    return frozenset(sighting_id for (sighting_id,) in rows)


def _sql_of(wanted: WantedVisits) -> tuple[str, list[object]]:
    # Of a damaged row nobody knows where it belongs, and as a text it would always be the newest.
    terms, values = ["typeof(started_at) IN ('real', 'integer')"], list[object]()
    if wanted.before is not None:
        terms.append("started_at < ?")
        values.append(wanted.before.timestamp())
    for column, chosen in (("place", wanted.places), ("status", wanted.statuses)):
        if chosen is not None:
            terms.append(f"{column} IN ({', '.join('?' * len(chosen))})")
            values += sorted(chosen)
    return " AND ".join(terms), values


def _has_any(store: HistoryStore, wanted: WantedVisits) -> bool:
    where, values = _sql_of(wanted)
    row = store.db.execute(f"SELECT 1 FROM visits WHERE {where} LIMIT 1", values).fetchone()  # noqa: S608 - no value in it
    return row is not None


def _data_of(_started_at: float, text: object) -> dict[str, Any]:
    data = told_in(text)
    if not isinstance(data["sighting_id"], str):
        raise TypeError("A visit has no sighting")
    for key in ("plate", "vehicle_id"):
        if not isinstance(data[key], str | None):
            raise TypeError(f"The {key} of a visit is no text")
    return data


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
