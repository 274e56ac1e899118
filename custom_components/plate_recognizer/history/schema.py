"""The tables of an account's history, and how its file is opened."""

from collections.abc import Callable
from pathlib import Path
import sqlite3
from typing import Final

VERSION: Final = 1

type Connect = Callable[[str], sqlite3.Connection]

_TABLES: Final = """
CREATE TABLE pictures (
    picture_id INTEGER PRIMARY KEY,
    taken_at REAL NOT NULL,
    content_type TEXT NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    content BLOB NOT NULL,
    is_masked INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX pictures_by_time ON pictures (taken_at);
CREATE TABLE shown (
    picture_id INTEGER NOT NULL REFERENCES pictures ON DELETE CASCADE,
    status TEXT NOT NULL,
    vehicle_id TEXT,
    plate TEXT,
    plate_key TEXT,
    box TEXT,
    vehicle_box TEXT,
    vehicle TEXT,
    score REAL
);
CREATE INDEX shown_by_picture ON shown (picture_id);
CREATE INDEX shown_by_plate ON shown (plate_key);
CREATE INDEX shown_by_vehicle ON shown (vehicle_id);
CREATE TABLE sightings (
    sighting_id TEXT PRIMARY KEY,
    taken_at REAL NOT NULL,
    camera_id TEXT NOT NULL,
    camera TEXT NOT NULL,
    place TEXT NOT NULL,
    status TEXT NOT NULL,
    vehicle_id TEXT,
    plate_key TEXT,
    visit_id TEXT,
    picture_id INTEGER REFERENCES pictures ON DELETE SET NULL,
    data TEXT NOT NULL,
    is_masked INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX sightings_by_time ON sightings (taken_at);
CREATE INDEX sightings_by_plate ON sightings (plate_key, taken_at);
CREATE INDEX sightings_by_status ON sightings (status, taken_at);
CREATE INDEX sightings_of_strangers ON sightings (plate_key, taken_at)
    WHERE status = 'stranger' AND plate_key IS NOT NULL;
CREATE INDEX sightings_by_camera ON sightings (camera_id, taken_at);
CREATE INDEX sightings_by_camera_name ON sightings (camera, taken_at);
CREATE INDEX sightings_by_vehicle ON sightings (vehicle_id, taken_at);
CREATE INDEX sightings_by_list ON sightings (substr(vehicle_id, 1, instr(vehicle_id, ':') - 1))
    WHERE instr(vehicle_id, ':') > 0;
CREATE INDEX sightings_by_visit ON sightings (visit_id);
CREATE INDEX sightings_by_picture ON sightings (picture_id);
CREATE TABLE visits (
    visit_id TEXT PRIMARY KEY,
    place TEXT NOT NULL,
    status TEXT NOT NULL,
    vehicle_id TEXT,
    plate_key TEXT,
    started_at REAL NOT NULL,
    ended_at REAL,
    data TEXT NOT NULL,
    is_masked INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX visits_by_start ON visits (started_at);
CREATE INDEX visits_by_end ON visits (ended_at);
CREATE INDEX visits_by_plate ON visits (plate_key);
CREATE INDEX visits_by_vehicle ON visits (vehicle_id, ended_at);
CREATE TABLE notes (
    name TEXT PRIMARY KEY,
    value REAL NOT NULL
);
CREATE TABLE decisions (
    run INTEGER PRIMARY KEY,
    camera_id TEXT NOT NULL,
    camera TEXT NOT NULL,
    camera_entity_id TEXT,
    reason TEXT NOT NULL,
    since REAL NOT NULL,
    until REAL NOT NULL,
    counts BLOB NOT NULL,
    first TEXT NOT NULL,
    last TEXT NOT NULL
);
CREATE TABLE journal_stops (since REAL NOT NULL, until REAL NOT NULL, cause TEXT NOT NULL);
CREATE TABLE journal_times (data TEXT NOT NULL);
"""


class LaterVersionError(sqlite3.DatabaseError):
    """A history was written by a later version of this integration."""


class DamagedError(sqlite3.DatabaseError):
    """A file is no history, or no longer a whole one."""


def opened(path: Path | None, connect: Connect = sqlite3.connect) -> sqlite3.Connection:
    """Open a history, and make it if there is none.

    Args:
        path: of its file; None for one in memory.
        connect: opens a database.

    Raises:
        LaterVersionError: it must be left as it is.
        DamagedError: nothing can be made of it.
        sqlite3.Error: it can't be reached.
        OSError: its folder can't be.
    """
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
    connection = connect(":memory:" if path is None else str(path))
    try:
        _prepare(connection)
    except BaseException as error:
        connection.close()
        if is_damage(error) or getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_ERROR:
            raise DamagedError(str(error)) from error  # its tables are others than ours
        raise
    return connection


def is_damage(error: BaseException) -> bool:
    """Say whether an error is due to what stands in the file, not to where it is."""
    code = getattr(error, "sqlite_errorcode", None)
    return isinstance(error, DamagedError) or (
        code is not None and code & 0xFF in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
    )


def _prepare(connection: sqlite3.Connection) -> None:
    connection.isolation_level = None  # transactions begin where the code says so
    [version] = connection.execute("PRAGMA user_version").fetchone()
    if version == 0:  # before there is any table; later it would wait for others who write
        connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA secure_delete = ON")  # what is deleted is overwritten
    connection.execute("PRAGMA temp_store = MEMORY")  # no plate gets into a file besides
    connection.execute("PRAGMA foreign_keys = ON")
    if version > VERSION:
        raise LaterVersionError(f"version {version} is later than {VERSION}")
    if version == 0:
        connection.execute("BEGIN IMMEDIATE")
        for statement in (*_TABLES.split(";")[:-1], f"PRAGMA user_version = {VERSION}"):
            connection.execute(statement)
        connection.execute("COMMIT")
    for table in ("pictures", "shown", "sightings", "visits", "notes"):
        connection.execute(f"SELECT * FROM {table} LIMIT 1")  # noqa: S608 - names of our own
