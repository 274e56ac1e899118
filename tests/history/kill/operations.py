"""All that a history does, one after the other: the same each time."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any, Final

from custom_components.plate_recognizer.api.models import Box
from custom_components.plate_recognizer.history.records import KeptPicture, Limits, Wanted
from custom_components.plate_recognizer.history.store import HistoryStore
from custom_components.plate_recognizer.pipeline.sighting import Status
from tests.history.told import NOON, picture, shown, sighting, visit

from .deadly_calls import deadly_connect

type Snapshot = tuple[object, ...]

GOLF: Final = frozenset({"golf"})
"""The vehicles that are known."""

_TABLES: Final = {
    "pictures": "taken_at, content, is_masked",
    "shown": "status, vehicle_id, plate, plate_key",
    "sightings": "sighting_id, plate_key, visit_id, picture_id IS NULL, data, is_masked",
    "visits": "visit_id, plate_key, ended_at, data, is_masked",
}


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that is done, and acknowledged when it has returned."""

    name: str
    do: Callable[[HistoryStore], object]
    gone: tuple[str, ...] = ()
    """What no file has any more once it is acknowledged."""
    reopens: bool = False


def history(path: Path | None) -> HistoryStore:
    """Open a history that dies where it is told to."""
    return HistoryStore(path, connect=deadly_connect, free_bytes=lambda _: 10**12)


def snapshot(store: HistoryStore) -> Snapshot:
    """Return all that is kept, in an order that doesn't depend on how it came there."""
    return tuple(
        tuple(sorted(map(repr, store.db.execute(f"SELECT {columns} FROM {table}"))))  # noqa: S608 - names of our own
        for table, columns in _TABLES.items()
    )


def operations() -> Iterator[Operation]:
    """Return them."""
    random = Random(1)  # noqa: S311 - the same each time
    for minute in range(6):
        plate = f"STR{minute}WXQZ"
        yield _scan(random, f"s{minute}", minute, plate, Status.STRANGER)
        yield Operation("visit", _visits(visit(f"v-s{minute}", minute, plate=plate)))
    yield _scan(random, "golf1", 10, "GOLF1PLATE", Status.KNOWN, "golf", other="STR5WXQZ")
    yield _scan(random, "golf2", 11, "GOLF2PLATE", Status.KNOWN, "golf")
    ended = {"plate": "STR4WXQZ", "ended_at": (NOON + timedelta(hours=1)).isoformat()}
    yield Operation("visit ends", _visits(visit("v-s4", 4, **ended)))
    yield Operation(
        "one sighting is deleted",
        lambda store: store.delete(Wanted(sighting_ids=frozenset({"s0"}))),
        ("STR0WXQZ", "str0wxqz"),
    )
    yield Operation(
        "a vehicle is deleted",
        lambda store: store.delete(Wanted(vehicles=frozenset({"golf"}))),
        ("GOLF1PLATE", "GOLF2PLATE", "golf1plate", "golf2plate"),
    )
    yield Operation(
        "a plate is deleted",
        lambda store: store.delete(Wanted(plates=frozenset({"STR1WXQZ"}))),
        ("STR1WXQZ", "str1wxqz"),
    )
    yield Operation("closed and opened", lambda store: store.close(), reopens=True)
    before = NOON + timedelta(minutes=3, seconds=30)
    yield Operation("masked", lambda store: store.mask(before, GOLF, masked, painted))
    yield Operation(
        "masked to the end",
        lambda store: store.mask(before, GOLF, masked, painted),
        ("STR2WXQZ", "STR3WXQZ", "str2wxqz", "str3wxqz"),
    )
    yield Operation("held", lambda store: store.hold())
    yield _scan(random, "s9", 20, "STR9WXQZ", Status.STRANGER)
    yield Operation("released", lambda store: store.release())
    unpictured = Limits(None, 100, 10**12, 0, has_pictures=False)
    yield Operation("pictures are unwanted", lambda store: store.prune(NOON, unpictured))
    yield Operation(
        "none is left",
        lambda store: store.prune(NOON, unpictured),
        ("on a picture: STR5WXQZ", "on a picture: STR9WXQZ"),
    )
    some = Limits(None, 3, 10**12, 0)
    yield Operation("too many are dropped", lambda store: store.prune(NOON, some))
    aged = Limits(timedelta(minutes=10), 100, 10**12, 0)
    later = NOON + timedelta(minutes=16)
    yield Operation("old ones are dropped", lambda store: store.prune(later, aged))
    yield Operation("nothing is old", lambda store: store.prune(later, aged))
    yield Operation("everything is deleted", lambda store: store.delete(None), ("WXQZ", "wxqz"))
    yield _scan(random, "last", 30, "LASTPLATE", Status.KNOWN)


def masked(data: Mapping[str, Any]) -> dict[str, Any]:
    """Mask data, as another room does it: the same each time."""
    plate = data["plate"]
    digest = sha256(str(plate).encode()).hexdigest()[:8]
    hidden = {"plate": plate if str(plate).startswith("#") else f"#{digest}", "plate_raw": None}
    return {key: hidden.get(key, value) for key, value in data.items()}


def painted(_picture: KeptPicture, _boxes: tuple[Box, ...]) -> bytes:
    """Paint the plate over."""
    return b"painted over" * 700


def _scan(
    random: Random,
    sighting_id: str,
    minute: int,
    plate: str,
    status: Status,
    vehicle: str | None = None,
    other: str | None = None,
) -> Operation:
    told = sighting(
        sighting_id,
        minute,
        plate=plate,
        plate_raw=plate.lower(),
        status=status.value,
        vehicle_id=vehicle,
        visit_id=f"v-{sighting_id}",
    )
    seen = [shown(plate, status, vehicle), *([shown(other)] if other else [])]
    content = random.randbytes(9_000) + f"on a picture: {plate}".encode()  # legible
    taken = picture(*seen, content=content)
    return Operation("scan", lambda store: store.add("camera", [told], taken))


def _visits(data: dict[str, Any]) -> Callable[[HistoryStore], object]:
    return lambda store: store.keep_visit(data)
