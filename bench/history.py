"""What a full history costs, beside the same sightings in a `Store` of Home Assistant."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from itertools import islice
from pathlib import Path
import sqlite3
import tempfile
from time import perf_counter
from typing import Any, Final

from homeassistant.core import HomeAssistant
from homeassistant.helpers.storage import Store

from custom_components.plate_recognizer.history.records import Wanted
from custom_components.plate_recognizer.history.store import HistoryStore

from .heartbeat import heartbeat
from .kept_sightings import BETWEEN, CAMERAS, FIRST, sightings, thumbnail
from .rounds import own_garbage_only

SIGHTINGS: Final = 100_000
PICTURES: Final = 3_000
"""Of the newest; the `Store` has none, which is to its advantage."""
MOST_ROUNDS: Final = 5
"""In each of which the `Store` is written twice, and read once."""

_STRANGERS: Final = 1_000

OPEN: Final = "start: open, or load"
ADD: Final = "add one, to disk"
NEWEST: Final = "the newest 100"
PLATE: Final = "a plate's newest 100"
DAY: Final = "a camera's day"
STRANGERS: Final = "the latest 1,000 strangers"
DELETE: Final = "delete a vehicle"


@dataclass(frozen=True, slots=True)
class Took:
    """What something took."""

    seconds: float
    late: float
    """Seconds that the event loop was late meanwhile, at worst."""


@dataclass(frozen=True, slots=True)
class HistoryTimes:
    """What everything took, each round, and what is on the disk."""

    sightings: int
    ours: Mapping[str, Sequence[Took]]
    store: Mapping[str, Sequence[Took]]
    our_bytes: int
    picture_bytes: int
    """Of ours."""
    store_bytes: int


class _Ours:
    """As `keeper.py` has it: all in another thread."""

    def __init__(self, path: Path, kept: Sequence[dict[str, Any]], pictures: int) -> None:
        self.path = path
        store = self._open()
        for start in range(0, len(kept) - pictures, 1_000):
            for camera in CAMERAS:
                some = kept[start : min(start + 1_000, len(kept) - pictures)]
                store.add(camera, [each for each in some if each["camera"] == camera])
        for number, each in enumerate(kept[len(kept) - pictures :]):
            store.add(each["camera"], [each], thumbnail(number, each))
        store.close()

    def _open(self) -> HistoryStore:
        connect = partial(sqlite3.connect, check_same_thread=False)
        return HistoryStore(self.path, connect=connect)

    async def steps(self, new: dict[str, Any], vehicle: str) -> dict[str, Took]:
        taken = dict[str, Took]()
        store = await _took(taken, OPEN, self._open)
        plate = frozenset({new["plate"]})
        await _took(taken, ADD, lambda: store.add(new["camera"], [new]))
        for what, wanted in (
            (NEWEST, Wanted()),
            (PLATE, Wanted(plates=plate)),
            (DAY, Wanted(*_day(), cameras=frozenset({new["camera"], new["camera"].casefold()}))),
        ):
            await _took(taken, what, partial(store.find, wanted, 100))
        await _took(taken, STRANGERS, partial(store.strangers, _STRANGERS))
        wanted = Wanted(vehicles=frozenset({vehicle}))
        await _took(taken, DELETE, partial(store.delete, wanted))
        await asyncio.to_thread(store.close)
        return taken


class _Plain:
    """All in memory, written as a whole."""

    def __init__(self, hass: HomeAssistant) -> None:
        self._hass = hass
        self._kept = list[dict[str, Any]]()

    async def write(self, kept: Sequence[dict[str, Any]]) -> None:
        await Store[Any](self._hass, 1, "history").async_save({"sightings": [*kept]})

    def forget(self) -> None:
        self._kept = []

    async def steps(self, new: dict[str, Any], vehicle: str) -> dict[str, Took]:
        taken = dict[str, Took]()
        store = Store[Any](self._hass, 1, "history")

        async def load() -> None:
            loaded = await store.async_load()
            self._kept = loaded["sightings"] if loaded else []

        async def add() -> None:
            self._kept.append(new)
            await store.async_save({"sightings": self._kept})

        async def delete() -> None:
            self._kept = [each for each in self._kept if each["vehicle_id"] != vehicle]
            await store.async_save({"sightings": self._kept})

        since, until = (each.isoformat() for each in _day())
        await _waited(taken, OPEN, load)
        await _waited(taken, ADD, add)
        for what, fits in (
            (NEWEST, lambda _each: True),
            (PLATE, lambda each: each["plate"] == new["plate"]),
            (
                DAY,
                lambda each: since <= each["taken_at"] <= until and each["camera"] == new["camera"],
            ),
        ):
            await _waited(taken, what, partial(self._find, fits))
        await _waited(taken, STRANGERS, self._strangers)
        await _waited(taken, DELETE, delete)
        return taken

    async def _find(self, fits: Callable[[dict[str, Any]], bool]) -> list[dict[str, Any]]:
        return list(islice((each for each in reversed(self._kept) if fits(each)), 100))

    async def _strangers(self) -> list[dict[str, Any]]:
        latest = dict[str, dict[str, Any]]()
        for each in reversed(self._kept):
            if each["status"] == "stranger" and len(latest) < _STRANGERS:
                latest.setdefault(each["plate"], each)
        return list(latest.values())


async def measure_history(rounds: int) -> HistoryTimes:
    """Have a full history and a full `Store` do the same, in turn."""
    count = SIGHTINGS if rounds > 1 else 2_000
    pictures = PICTURES if rounds > 1 else 60
    kept = [*sightings(count + MOST_ROUNDS)]
    kept, new = kept[:count], kept[count:]
    with tempfile.TemporaryDirectory() as folder:
        hass = HomeAssistant(folder)
        plain = _Plain(hass)
        await plain.write(kept)
        ours = await asyncio.to_thread(_Ours, Path(folder) / "history.db", kept, pictures)
        written = Path(folder, ".storage", "history")
        our_bytes, store_bytes = (each.stat().st_size for each in (ours.path, written))
        del kept
        taken = list[tuple[dict[str, Took], dict[str, Took]]]()
        for number in range(min(rounds, MOST_ROUNDS)):
            vehicle = f"vehicle{number}"
            with own_garbage_only():
                its = await plain.steps(new[number], vehicle)
            plain.forget()  # so much in memory would burden the other one's collector
            with own_garbage_only():
                taken.append((await ours.steps(new[number], vehicle), its))
        await hass.async_stop(force=True)
    return HistoryTimes(
        count,
        {what: [each[what] for each, _ in taken] for what in taken[0][0]},
        {what: [each[what] for _, each in taken] for what in taken[0][1]},
        our_bytes,
        pictures * len(thumbnail(0, new[0]).content),
        store_bytes,
    )


def _day() -> tuple[datetime, datetime]:
    end = FIRST + BETWEEN * 1_000
    return end - timedelta(hours=12), end


async def _took[T](taken: dict[str, Took], what: str, work: Callable[[], T]) -> T:
    async with heartbeat() as late:
        await asyncio.sleep(0.02)
        started = perf_counter()
        answer = await asyncio.to_thread(work)
        seconds = perf_counter() - started
        await asyncio.sleep(0.02)
    taken[what] = Took(seconds, max(late))
    return answer


async def _waited(taken: dict[str, Took], what: str, work: Callable[[], Any]) -> None:
    async with heartbeat() as late:
        await asyncio.sleep(0.02)
        started = perf_counter()
        await work()
        seconds = perf_counter() - started
        await asyncio.sleep(0.02)
    taken[what] = Took(seconds, max(late))
