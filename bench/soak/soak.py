"""Runs a home for as many scans as are wanted, and looks at it now and then."""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
import gc
import logging
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Final, override
from unittest.mock import patch

from homeassistant.components.camera.const import DATA_COMPONENT as CAMERAS
from homeassistant.config_entries import ConfigEntry, ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.helpers import restore_state

from custom_components.plate_recognizer.account import Account
from custom_components.plate_recognizer.const import EVENT_SIGHTING

from ..callbacks import watched
from ..errors import BenchError
from ..home import config_entry, core
from ..process import Process, process
from ..rounds import own_garbage_only
from .busy import Busy, Histogram
from .cameras import SoakCamera
from .census import Census, census, ours, running
from .client import Noted, create
from .household import Household, Plan, trigger
from .ledger import Ledger
from .life import Life, World, titles
from .paced_time import PACE, PacedClock, PacedLoop
from .server import serve

_CREATE_CLIENT: Final = "custom_components.plate_recognizer.account.create_client"
_STARTS: Final = datetime(2026, 3, 29, 12, tzinfo=UTC)
"""Some days before the end of a month."""
_AFTERWARDS: Final = 7200.0
"""Seconds in which everybody who was told to write something down later has done so."""
_SHARE_WATCHED: Final = 10
"""In a tenth of the scans callbacks are measured one by one, which slows everything down."""
_SAMPLES_A_NIGHT: Final = 4
"""From one night to the next. A night has few scans for its hours."""
_MOST_ERRORS: Final = 20


@dataclass(slots=True)
class Outcome:
    """All that a soak has shown."""

    plan: Plan
    ledger: Ledger
    busy: Busy
    samples: list[Census] = field(default_factory=list)
    callbacks: Histogram = field(default_factory=Histogram)
    longest: str = ""
    """The integration's function that the longest callback was about."""
    pictures: int = 0
    """That cameras were asked for."""
    errors: int = 0
    """Lines of the log, from errors on."""
    error_examples: list[str] = field(default_factory=list)
    warnings: Counter[str] = field(default_factory=Counter)
    """The integration's, by where in its code they are written."""
    after_unload: Counter[str] = field(default_factory=Counter)
    """What goes on then that didn't before the accounts were set up."""
    after_removal: Counter[str] = field(default_factory=Counter)
    left_objects: dict[str, int] = field(default_factory=dict)
    """Instances of the integration's classes that are left then, by class."""
    seconds: float = 0.0


class _LogWatch(logging.Handler):
    """Counts what is written to the log, and keeps the first errors."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(logging.WARNING)
        self._outcome = outcome

    @override
    def emit(self, record: logging.LogRecord) -> None:
        if record.levelno >= logging.ERROR or record.exc_info:
            self._outcome.errors += 1
            if len(self._outcome.error_examples) < _MOST_ERRORS:
                self._outcome.error_examples.append(
                    f"{record.name}: {record.getMessage()} {record.exc_info or ''}"
                )
        elif "plate_recognizer" in record.name:
            self._outcome.warnings[f"{record.module}:{record.lineno}"] += 1


def soak(plan: Plan, *, say: Callable[[str], object] = print) -> Outcome:
    """Run a soak.

    Raises:
        BenchError: it didn't come to its end.
    """
    clock, started = PacedClock(_STARTS), perf_counter()
    with process(serve, plan.seed, _STARTS, PACE) as server:
        url = f"http://127.0.0.1:{server.receive()}"
        busy = Busy()
        loop = PacedLoop(clock, busy)
        asyncio.set_event_loop(loop)
        try:
            with clock.everywhere():
                outcome = loop.run_until_complete(
                    _Soak(plan, clock, loop, server, say).run(url, busy)
                )
        finally:
            asyncio.set_event_loop(None)
            loop.run_until_complete(loop.shutdown_default_executor())
            loop.close()
    outcome.seconds = perf_counter() - started
    return outcome


class _Soak:
    def __init__(
        self,
        plan: Plan,
        clock: PacedClock,
        loop: PacedLoop,
        server: Process,
        say: Callable[[str], object],
    ) -> None:
        self._plan = plan
        self._clock = clock
        self._loop = loop
        self._server = server
        self._say = say
        self._random = Random(plan.seed)
        self._traffic = plan.traffic()
        self._began = 0.0
        """When the accounts were set up."""

    async def run(self, url: str, busy: Busy) -> Outcome:
        with TemporaryDirectory() as folder:
            hass = await core(folder)
            try:
                return await self._run(hass, url, busy)
            finally:
                await hass.async_stop(force=True)

    async def _run(self, hass: HomeAssistant, url: str, busy: Busy) -> Outcome:
        cameras = [
            SoakCamera(number, Random(self._plan.seed + number))
            for number in range(self._plan.cameras)
        ]
        await hass.data[CAMERAS].async_add_entities(cameras)
        for camera in cameras:
            hass.states.async_set(trigger(camera), "off")
        household = Household(self._traffic, cameras, url)
        ledger = Ledger(self._loop.time, household.known_to)
        outcome = Outcome(self._plan, ledger, busy)
        hass.bus.async_listen(EVENT_SIGHTING, ledger.async_sighted)
        await self._warm_up(hass, household)
        before, objects_before = await self._running(hass), ours()
        noted = Noted(self._clock, ledger, titles(household))
        self._began = self._clock.seconds
        with _log_watched(outcome), _noted(noted, ledger):
            for account in household.accounts:
                await hass.config_entries.async_add(account)
                if account.state is not ConfigEntryState.LOADED:
                    raise BenchError(f"An account didn't start: {account.reason}")
            by_name = {str(camera.name): camera for camera in cameras}
            life = Life(
                World(hass, household, by_name, self._traffic, self._clock, ledger), self._random
            )
            await self._live(hass, household, life, outcome)
            outcome.pictures = sum(camera.asked for camera in cameras)
            for account in household.accounts:
                await hass.config_entries.async_unload(account.entry_id)
            outcome.after_unload = await self._running(hass) - before
            for account in household.accounts:
                await hass.config_entries.async_remove(account.entry_id)
            outcome.after_removal = await self._running(hass) - before
        # Of entities that are gone, Home Assistant remembers for a week how they were.
        restore_state.async_get(hass).last_states.clear()
        del household, life, noted, account
        await asyncio.sleep(0)
        gc.collect()
        outcome.left_objects = dict(Counter(ours()) - Counter(objects_before))
        return outcome

    async def _warm_up(self, hass: HomeAssistant, household: Household) -> None:
        """Have everything loaded once that stays loaded, whoever needed it first."""
        for account in household.accounts:
            once = config_entry(account.domain, dict(account.data), [], dict(account.options))
            await hass.config_entries.async_add(once)
            await hass.config_entries.async_remove(once.entry_id)

    async def _live(
        self, hass: HomeAssistant, household: Household, life: Life, outcome: Outcome
    ) -> None:
        plan, busy = self._plan, outcome.busy
        for number in range(plan.samples):
            until = plan.scans * (number + 1) // plan.samples
            watched_from = until - plan.scans // plan.samples // _SHARE_WATCHED
            busy.is_counting = True
            await life.async_live(watched_from)
            busy.is_counting = False
            with own_garbage_only(), watched() as callbacks:
                await life.async_live(max(until, outcome.ledger.scans + 1))
            _take_in(outcome, callbacks)
            if number % _SAMPLES_A_NIGHT == 1:
                await life.async_sleep()
            await life.async_rest()
            outcome.ledger.settle(*self._server.ask(None))
            days = (self._clock.seconds - self._began) / 86_400
            scans = outcome.ledger.scans
            sample = census(hass, self._loop, household.accounts, scans, days)
            outcome.samples.append(sample)
            self._say(
                f"{scans:>7,} scans, {days:5.2f} days, {sample.resident:,} kB, "
                f"{sample.objects:,} objects, {sample.tasks} tasks, {sample.timers} timers, "
                f"{outcome.ledger.violations.total()} violations"
            )

    async def _running(self, hass: HomeAssistant) -> Counter[str]:
        """Name what goes on, when nobody has any connection or anything left to be written."""
        await hass.async_block_till_done()
        await asyncio.sleep(_AFTERWARDS)
        self._server.ask(True)  # noqa: FBT003 - see `serve`
        with self._clock.waiting():
            await asyncio.sleep(PACE)
        gc.collect()
        return running(self._loop, hass)


def _take_in(outcome: Outcome, callbacks: list[tuple[float, str]]) -> None:
    if callbacks and (longest := max(callbacks))[0] > outcome.callbacks.worst:
        outcome.longest = longest[1]
    for seconds, _ in callbacks:
        outcome.callbacks.add(seconds)


@contextmanager
def _log_watched(outcome: Outcome) -> Iterator[None]:
    watch = _LogWatch(outcome)
    logging.getLogger().addHandler(watch)
    try:
        yield
    finally:
        logging.getLogger().removeHandler(watch)


@contextmanager
def _noted(noted: Noted, ledger: Ledger) -> Iterator[None]:
    """Have accounts use clients that note their lookups, and tell the ledger of their cameras."""
    created = Account.create

    def create_account(hass: HomeAssistant, entry: ConfigEntry[Account]) -> Account:
        account = created(hass, entry)
        account.async_on_camera(partial(ledger.watch, account))
        return account

    with (
        patch(_CREATE_CLIENT, partial(create, noted)),
        patch.object(Account, "create", create_account),
    ):
        yield
