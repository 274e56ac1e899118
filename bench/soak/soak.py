"""Runs a home for as many scans as are wanted, and looks at it now and then."""

import asyncio
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
import gc
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Final

from homeassistant.components.camera.const import DATA_COMPONENT as CAMERAS
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.helpers import restore_state
from homeassistant.helpers.aiohttp_client import async_get_clientsession

from custom_components.plate_recognizer.const import EVENT_SIGHTING

from ..callbacks import watched
from ..errors import BenchError
from ..home import config_entry, core
from ..process import Process, process
from ..rounds import own_garbage_only
from .busy import Busy
from .cameras import SoakCamera
from .census import census, ours, running
from .client import Noted, noted_clients
from .household import Household, Plan, titles, trigger
from .ledger import Ledger
from .life import Life, World
from .outcome import Outcome, log_watched
from .paced_time import PACE, PacedClock, PacedLoop
from .samples import Samples
from .server import serve

_STARTS: Final = datetime(2026, 3, 29, 12, tzinfo=UTC)
"""Some days before the end of a month."""
_DAY: Final = 86_400
_AFTERWARDS: Final = 7200.0
"""Seconds in which everybody who was told to write something down later has done so."""
_HANGING_UP: Final = 0.3 * PACE
"""Seconds of the home's clock in which it notices that the server has hung up."""
_SHARE_WATCHED: Final = 10
"""In a tenth of the scans callbacks are measured one by one, which slows everything down."""
_SAMPLES_A_NIGHT: Final = 4
"""From one night to the next. A night has few scans for its hours."""


def soak(plan: Plan, *, say: Callable[[str], object] = print) -> Outcome:
    """Run a soak.

    Raises:
        BenchError: it didn't come to its end.
    """
    started, clock, busy = perf_counter(), PacedClock(_STARTS), Busy()
    with process(serve, plan.seed, _STARTS, PACE) as server:
        loop = PacedLoop(clock, busy)
        asyncio.set_event_loop(loop)
        try:
            with clock.everywhere():
                running_soak = _Soak(plan, clock, loop, server, busy, say)
                outcome = loop.run_until_complete(running_soak.run())
        finally:
            asyncio.set_event_loop(None)
            loop.run_until_complete(loop.shutdown_default_executor())
            loop.close()
    outcome.seconds = perf_counter() - started
    return outcome


@dataclass(slots=True)
class _Soak:
    plan: Plan
    clock: PacedClock
    loop: PacedLoop
    server: Process
    busy: Busy
    say: Callable[[str], object]
    began: float = field(init=False)
    """When the accounts were set up."""
    samples: Samples = field(init=False)

    async def run(self) -> Outcome:
        with TemporaryDirectory() as folder, TemporaryDirectory() as beside:
            self.samples = Samples(Path(beside, "samples"))
            hass = await core(folder)
            try:
                outcome = await self._run(hass, await self._world(hass))
            finally:
                await hass.async_stop(force=True)
            outcome.samples = self.samples.all()
            return outcome

    async def _world(self, hass: HomeAssistant) -> World:
        """Put up the cameras, and what moves before them."""
        cameras = [
            SoakCamera(number, Random(self.plan.seed + number))
            for number in range(self.plan.cameras)
        ]
        await hass.data[CAMERAS].async_add_entities(cameras)
        for camera in cameras:
            hass.states.async_set(trigger(camera), "off")
        traffic = self.plan.traffic()
        household = Household(traffic, cameras, f"http://127.0.0.1:{self.server.receive()}")
        ledger = Ledger(self.loop.time, household.known_to)
        hass.bus.async_listen(EVENT_SIGHTING, ledger.async_sighted)
        by_name = {str(camera.name): camera for camera in cameras}
        return World(hass, household, by_name, traffic, self.clock, ledger)

    async def _run(self, hass: HomeAssistant, world: World) -> Outcome:
        accounts, ledger = world.household.accounts, world.ledger
        outcome = Outcome(self.plan, ledger, self.busy)
        await self._warm_up(world)
        before, objects_before = await self._running(hass), ours()
        noted = Noted(self.clock, ledger, titles(accounts))
        self.began = self.clock.seconds
        with log_watched(outcome), noted_clients(noted, ledger):
            for account in accounts:
                await hass.config_entries.async_add(account)
                if account.state is not ConfigEntryState.LOADED:
                    raise BenchError(f"An account didn't start: {account.reason}")
            await self._live(world, outcome)
            outcome.pictures = sum(camera.asked for camera in world.cameras.values())
            for account in accounts:
                await hass.config_entries.async_unload(account.entry_id)
            outcome.after_unload = await self._running(hass) - before
            for account in accounts:
                await hass.config_entries.async_remove(account.entry_id)
            outcome.after_removal = await self._running(hass) - before
        # Of entities that are gone, Home Assistant remembers for a week how they were.
        restore_state.async_get(hass).last_states.clear()
        gc.collect()
        outcome.left_objects = dict(Counter(ours()) - Counter(objects_before))
        return outcome

    async def _warm_up(self, world: World) -> None:
        """Have everything loaded once that stays loaded, whoever needed it first."""
        async_get_clientsession(world.hass)  # from which webhooks are sent
        entries = world.hass.config_entries
        for account in world.household.accounts:
            once = config_entry(account.domain, dict(account.data), [], dict(account.options))
            await entries.async_add(once)
            await entries.async_remove(once.entry_id)

    async def _live(self, world: World, outcome: Outcome) -> None:
        life, plan = Life(world, Random(self.plan.seed)), self.plan
        step = plan.scans // plan.samples
        for number in range(plan.samples):
            until = step * (number + 1)
            self.busy.is_counting = True
            await life.async_live(until - step // _SHARE_WATCHED)
            self.busy.is_counting = False
            with own_garbage_only(), watched(outcome.take_in):
                await life.async_live(max(until, world.ledger.scans + 1))
            if number % _SAMPLES_A_NIGHT == 1:
                await life.async_sleep()
            await life.async_rest()
            self._sample(world)

    def _sample(self, world: World) -> None:
        told = len(world.ledger.examples)
        world.ledger.settle(*self.server.ask(None))
        days = (self.clock.seconds - self.began) / _DAY
        scans = world.ledger.scans
        sample = census(world.hass, self.loop, world.household.accounts, scans, days)
        self.samples.add(sample)
        self.say(
            f"{scans:>7,} scans, {days:5.2f} days, {sample.memory.resident:,} kB, "
            f"{sample.objects:,} objects, {sample.tasks} tasks, {sample.timers} timers, "
            f"{world.ledger.violations.total()} violations"
        )
        for example in world.ledger.examples[told:]:
            self.say(f"wrong: {example}")

    async def _running(self, hass: HomeAssistant) -> Counter[str]:
        """Name what goes on, when nobody has any connection or anything left to be written."""
        await hass.async_block_till_done()
        await asyncio.sleep(_AFTERWARDS)
        self.server.ask(True)  # noqa: FBT003 - see `serve`
        with self.clock.waiting():
            await asyncio.sleep(_HANGING_UP)
        gc.collect()
        return running(self.loop, hass)
