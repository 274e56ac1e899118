"""How long an account with many vehicles takes to start, beside as many entities that do nothing.

Both start in a home that runs already, where nothing else is going on: what they take is their own
and that of core's registries.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
import gc
from importlib import import_module
from time import perf_counter
from typing import Any, Final

from homeassistant.components.camera.const import DOMAIN as CAMERA
from homeassistant.config_entries import ConfigEntry, ConfigEntryState
from homeassistant.const import EVENT_STATE_CHANGED
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.loader import Integration, async_get_custom_components
from homeassistant.util.event_type import EventType

from .bench import Bench
from .errors import BenchError
from .frontend import COMMANDS, Frontend, frontend
from .heartbeat import heartbeat
from .home import account_entry, config_entry
from .many_vehicles import many_subentries, new_plates, new_vehicle, outline_of
from .rounds import own_garbage_only, timed
from .stub_entities.entity import DOMAIN as STUBS

ACCOUNT: Final = "account"
STUB: Final = "stub"

FIRST: Final = "first start"
AGAIN: Final = "start again"
STARTS: Final = (FIRST, AGAIN)
ADD: Final = "add a vehicle"
CHANGE: Final = "change a vehicle"

LONGEST_ABOVE: Final = 1.0
"""Seconds that a start may take beyond that of the stub entities."""

_SHARE: Final = 6
"""Other benchmarks have as many times the rounds: theirs take milliseconds, these take seconds."""
_BEAT: Final = 0.01
"""Seconds in which the heartbeat notices what was last."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What something took in each round: seconds, and how late the loop was at worst meanwhile."""

    seconds: list[float] = field(default_factory=list)
    late: list[float] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Life:
    """What an entry went through, round by round."""

    taken: Mapping[str, Taken] = field(
        default_factory=lambda: {what: Taken() for what in (FIRST, AGAIN, ADD, CHANGE)}
    )
    """By what was done."""
    loaded: Mapping[str, list[tuple[float, int]]] = field(
        default_factory=lambda: {command: [] for command in COMMANDS}
    )
    """Seconds and bytes that the frontend's commands took while it ran."""


@dataclass(frozen=True, slots=True)
class Startup:
    """The account beside the stub."""

    entities: int
    """Of each of both."""
    account: Life
    stub: Life


async def measure_startup(bench: Bench) -> Startup:
    """Start an account and its stub in turn, stop and start them again, change their vehicles.

    Raises:
        BenchError: one didn't start, or they haven't as many entities and devices.
    """
    hass = bench.home.hass
    await _know_stubs(hass)
    subentries = many_subentries(hass.states.async_entity_ids(CAMERA))
    account = account_entry(bench.api.url, subentries)
    await hass.config_entries.async_add(account)
    outline = outline_of(hass, account)
    await hass.config_entries.async_remove(account.entry_id)
    makes: dict[str, Callable[[], ConfigEntry]] = {
        ACCOUNT: lambda: account_entry(bench.api.url, subentries),
        STUB: lambda: config_entry(STUBS, outline, subentries),
    }
    lives = {name: Life() for name in makes}
    names = [ACCOUNT, STUB]
    async with frontend(hass) as browser:
        sizes = {name: await _live(hass, browser, makes[name](), Life()) for name in names}
        if sizes[ACCOUNT] != sizes[STUB]:
            raise BenchError(f"Entities and devices: {sizes}")
        with own_garbage_only():
            for _ in range(max(1, bench.rounds // _SHARE)):
                for name in names:
                    await _live(hass, browser, makes[name](), lives[name])
                names.reverse()
    return Startup(sizes[ACCOUNT][0], lives[ACCOUNT], lives[STUB])


async def _know_stubs(hass: HomeAssistant) -> None:
    """Have Home Assistant know the stubs, which lie where it doesn't look."""
    stubs = Integration.resolve_from_root(hass, import_module(__package__), STUBS)
    if stubs is None:
        raise BenchError("The stub entities aren't loaded")
    (await async_get_custom_components(hass))[STUBS] = stubs


async def _live(
    hass: HomeAssistant, browser: Frontend, entry: ConfigEntry, life: Life
) -> tuple[int, int]:
    """Add an entry as it was never there before, and remove it at the end.

    Returns:
        How many entities and devices there are of it, with one more vehicle.
    """
    entries = hass.config_entries
    vehicle = new_vehicle()
    taken = life.taken

    async def start() -> float:
        return await timed(entries.async_setup(entry.entry_id))

    async def first_start() -> float:
        return await timed(entries.async_add(entry))

    async def add() -> float:
        with _last(hass, EVENT_STATE_CHANGED) as changed_at:
            started = perf_counter()
            entries.async_add_subentry(entry, vehicle)
            await hass.async_block_till_done()
        return changed_at() - started

    async def change() -> float:
        with _last(hass, dr.EVENT_DEVICE_REGISTRY_UPDATED) as changed_at:
            started = perf_counter()
            entries.async_update_subentry(entry, vehicle, title="Another", data=new_plates())
            await hass.async_block_till_done()
        return changed_at() - started

    await _take(taken[FIRST], first_start)
    before = _size(hass, entry)
    await entries.async_unload(entry.entry_id)
    await _take(taken[AGAIN], start)
    if _size(hass, entry) != before:
        raise BenchError(f"{entry.domain}: started again, there are others than before")
    for command in COMMANDS:
        life.loaded[command].append(await browser.ask(command, entry.entry_id))
    await _take(taken[ADD], add)
    await _take(taken[CHANGE], change)
    after = _size(hass, entry)
    await entries.async_remove(entry.entry_id)
    return after


async def _take(taken: Taken, do: Callable[[], Awaitable[float]]) -> None:
    gc.collect()
    async with heartbeat() as late:
        await asyncio.sleep(_BEAT)
        taken.seconds.append(await do())
        await asyncio.sleep(_BEAT)
    taken.late.append(max(late))


@contextmanager
def _last(hass: HomeAssistant, event_type: EventType[Any]) -> Iterator[Callable[[], float]]:
    """Give a function that says when an event of that type happened last."""
    happened_at: list[float] = []
    stop = hass.bus.async_listen(event_type, callback(lambda _: happened_at.append(perf_counter())))
    try:
        yield lambda: max(happened_at)
    finally:
        stop()
    if not happened_at:
        raise BenchError(f"A vehicle brought no {event_type}")


def _size(hass: HomeAssistant, entry: ConfigEntry) -> tuple[int, int]:
    """Count the entities and the devices of an entry.

    Raises:
        BenchError: it isn't loaded, or has an entity without a state.
    """
    entities = er.async_entries_for_config_entry(er.async_get(hass), entry.entry_id)
    devices = dr.async_entries_for_config_entry(dr.async_get(hass), entry.entry_id)
    if entry.state is not ConfigEntryState.LOADED:
        raise BenchError(f"{entry.domain} didn't start: {entry.reason}")
    if any(hass.states.get(entity.entity_id) is None for entity in entities):
        raise BenchError(f"{entry.domain} has entities without a state")
    return len(entities), len(devices)
