"""What the visits of an account come to: how many, whose, and how long.

A visit counts unless its vehicle is ignored, or it only goes on with the one before: the vehicle
stood there, and nobody had seen it leave. How long one lasted is known where both its beginning and
its end were seen.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
import sqlite3
from typing import Final

from ..pipeline.known_vehicles import subentry_of
from ..pipeline.sighting import Status
from ..pipeline.visit import ArrivalReason, EndReason
from .notes import Note, noted

_COUNTS: Final = (
    f"(status <> '{Status.IGNORED}'"
    " AND iif(json_valid(data), json_extract(data, '$.arrival_reason'), NULL)"
    f" IS NOT '{ArrivalReason.SAME_SPOT}')"
)

_UNSEEN_BEGINNINGS: Final = (
    ArrivalReason.FIRST_SCAN,
    ArrivalReason.SAME_SPOT,
    ArrivalReason.OLD_PICTURE,
)

_LENGTH_IS_KNOWN: Final = (
    "(CASE WHEN json_valid(data) THEN"
    f" json_extract(data, '$.end_reason') = '{EndReason.LEFT}'"
    f" AND coalesce(json_extract(data, '$.arrival_reason'), '')"
    f" NOT IN ({', '.join(f"'{reason}'" for reason in _UNSEEN_BEGINNINGS)})"
    " ELSE 0 END)"
)

_LAST_STAYS: Final = (
    "SELECT vehicle_id, ended_at - started_at"  # noqa: S608 - no value in it
    " FROM (SELECT DISTINCT vehicle_id AS each FROM visits WHERE vehicle_id IS NOT NULL)"
    " JOIN visits ON visits.rowid = (SELECT rowid FROM visits WHERE vehicle_id = each"
    f" AND {_LENGTH_IS_KNOWN} ORDER BY ended_at DESC LIMIT 1) ORDER BY ended_at"
)
"""The latest of each, by the index: to go through all visits takes fifty times as long."""


@dataclass(frozen=True, slots=True)
class Statistics:
    """What the visits come to. None, and who isn't among the last stays, is not known."""

    today: datetime | None = None
    """When that began."""
    visits_today: int | None = None
    """That have begun since."""
    strangers_week: int | None = None
    """Different ones whose visits have begun in the week."""
    average_stay: timedelta | None = None
    """Of the visits that ended in the week."""
    last_stays: Mapping[str, timedelta] = field(default_factory=dict)
    """Of each vehicle and each list of plates, by their subentries."""


def statistics(db: sqlite3.Connection, today: datetime, week: datetime) -> Statistics:
    """Ask a history for all of it. What some visit may be missing of is not known.

    Args:
        db: its database.
        today: when the day began.
        week: when the week began.

    Raises:
        sqlite3.Error: it can't be read.
    """
    complete_since = noted(db, Note.COMPLETE_SINCE)
    has_day, has_week = (
        complete_since is not None and complete_since <= begins.timestamp()
        for begins in (today, week)
    )
    return Statistics(
        today,
        visits_since(db, today) if has_day else None,
        strangers_since(db, week) if has_week else None,
        average_stay_since(db, week) if has_week else None,
        last_stays(db),
    )


def visits_since(db: sqlite3.Connection, since: datetime) -> int:
    """Return how many visits have begun."""
    [count] = db.execute(
        f"SELECT count(*) FROM visits WHERE started_at >= ? AND {_COUNTS}",  # noqa: S608 - no value in it
        (since.timestamp(),),
    ).fetchone()
    return int(count)


def strangers_since(db: sqlite3.Connection, since: datetime) -> int:
    """Return of how many different strangers visits have begun; one that is masked is as masked.

    Who became known during the visit is none. A misread plate, which a later picture has put
    right, isn't one either: so visits are asked and not sightings.
    """
    [count] = db.execute(
        # With the plus, SQLite goes through those of that time, not through all by their plates.
        "SELECT count(DISTINCT +plate_key) FROM visits WHERE started_at >= ? AND status = ?",
        (since.timestamp(), Status.STRANGER.value),
    ).fetchone()
    return int(count)


def average_stay_since(db: sqlite3.Connection, since: datetime) -> timedelta | None:
    """Return how long the visits have lasted that have ended, in the mean; None if none has."""
    [seconds] = db.execute(
        "SELECT avg(ended_at - started_at) FROM visits"  # noqa: S608 - no value in it
        f" WHERE ended_at >= ? AND {_COUNTS} AND {_LENGTH_IS_KNOWN}",
        (since.timestamp(),),
    ).fetchone()
    return None if seconds is None else timedelta(seconds=seconds)


def last_stays(db: sqlite3.Connection) -> dict[str, timedelta]:
    """Return how long the last visit of each vehicle lasted, by the subentries: one for a list."""
    latest = db.execute(_LAST_STAYS)
    return {subentry_of(vehicle_id): timedelta(seconds=seconds) for vehicle_id, seconds in latest}
