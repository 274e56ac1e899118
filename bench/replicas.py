"""What one, two and three SDKs behind HAProxy read, asked by one account; also while one fails.

The replicas are stand-ins that read one picture at a time and sleep meanwhile: not this machine's
speed is measured, but what the integration and the balancer make of theirs.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Final

from homeassistant.components.button import DOMAIN as BUTTON, SERVICE_PRESS
from homeassistant.components.camera.const import DATA_COMPONENT as CAMERAS
from homeassistant.config_entries import ConfigEntryState
from homeassistant.const import ATTR_ENTITY_ID, CONF_URL
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import entity_registry as er

from custom_components.plate_recognizer.const import (
    CONF_KIND,
    CONF_REPLICAS,
    DOMAIN,
    AccountKind,
)
from sandbox.replicas import Balancer, Replica, replicas

from .camera import StillCamera
from .errors import BenchError
from .figures import percentile
from .home import CameraSetup, camera_subentry, config_entry, core
from .pictures import take_pictures

SERVING: Final = 0.1
"""Seconds that a replica reads one picture."""
_AT_ONCE: Final = 9
"""Cameras that are scanned without a pause: half again as many as three replicas are sent."""
_WARM_UP: Final = 2.0
"""Seconds before anything counts."""


@dataclass(frozen=True, slots=True)
class Setting:
    """How many there are, and what is not as it should be."""

    replicas: int
    said: int
    """How many there are by the account's settings."""
    trouble: str = ""
    fail: Callable[[Replica], None] | None = None
    """Is done to the first of them when the measuring begins."""


SETTINGS: Final = (
    Setting(1, said=1),
    Setting(2, said=2),
    Setting(3, said=3),
    Setting(3, 3, "one killed", Replica.kill),
    Setting(3, 3, "one hangs", Replica.hang),
    Setting(3, 1, "not said to be 3"),
)


@dataclass(slots=True)
class Load:
    """What was measured in one setting."""

    setting: Setting
    seconds: float = 0
    """How long it was measured."""
    took: list[float] = field(default_factory=list)
    """Seconds of each scan that had an answer, from its asking: with waiting for its turn."""
    unanswered: int = 0
    """Scans that had none."""

    @property
    def rate(self) -> float:
        """Answered scans a second."""
        return len(self.took) / self.seconds

    @property
    def most(self) -> float:
        """What the replicas could read in a second if they never waited for anything."""
        return self.setting.replicas / SERVING

    def percentile(self, percent: float) -> float:
        """Return the seconds that so many per cent of the answered scans didn't exceed."""
        return percentile(self.took, percent)


async def measure_replicas(seconds: float) -> list[Load]:
    """Load each setting for so long.

    Raises:
        BenchError: the account doesn't start, or nothing was answered.
        BalancerError: there is no HAProxy.
    """
    picture = take_pictures().full_hd
    return [await _measure(setting, picture, seconds) for setting in SETTINGS]


async def _measure(setting: Setting, picture: bytes, seconds: float) -> Load:
    running = replicas(setting.replicas, SERVING)
    balancer, some = await asyncio.to_thread(running.__enter__)
    try:
        for replica in some:
            await asyncio.to_thread(replica.sandbox.answer_picture, picture, [])
        async with _home(balancer, setting.said, picture) as (hass, buttons):
            await _load(hass, buttons, Load(setting), _WARM_UP)
            return await _load(hass, buttons, Load(setting), seconds, some)
    finally:
        await asyncio.to_thread(running.__exit__, None, None, None)


@asynccontextmanager
async def _home(
    balancer: Balancer, said: int, picture: bytes
) -> AsyncIterator[tuple[HomeAssistant, Sequence[str]]]:
    """Run a home with an account at the balancer; give the buttons that scan its cameras."""
    with TemporaryDirectory() as folder:
        hass = await core(folder)
        try:
            cameras = [StillCamera(f"Camera {number}", picture) for number in range(_AT_ONCE)]
            await hass.data[CAMERAS].async_add_entities(cameras)
            subentries = [
                camera_subentry(CameraSetup(str(camera.name), picture, {}), camera)
                for camera in cameras
            ]
            data: Mapping[str, str] = {CONF_KIND: AccountKind.SDK, CONF_URL: balancer.url}
            account = config_entry(DOMAIN, data, subentries, {CONF_REPLICAS: said})
            await hass.config_entries.async_add(account)
            await hass.async_block_till_done()
            if account.state is not ConfigEntryState.LOADED:
                raise BenchError(f"The account didn't start: {account.reason}")
            entities = er.async_entries_for_config_entry(er.async_get(hass), account.entry_id)
            yield (
                hass,
                [
                    entity.entity_id
                    for entity in entities
                    if (entity.domain, entity.translation_key) == (BUTTON, "scan")
                ],
            )
        finally:
            await hass.async_stop(force=True)


async def _load(
    hass: HomeAssistant,
    buttons: Sequence[str],
    load: Load,
    seconds: float,
    some: Sequence[Replica] = (),
) -> Load:
    """Scan all cameras without a pause for so long, and have the first replica fail so."""
    started = perf_counter()

    async def scan(button: str) -> None:
        while (asked := perf_counter()) < started + seconds:
            try:
                await hass.services.async_call(
                    BUTTON, SERVICE_PRESS, {ATTR_ENTITY_ID: button}, blocking=True
                )
            except HomeAssistantError:
                load.unanswered += 1
            else:
                load.took.append(perf_counter() - asked)

    async with asyncio.TaskGroup() as group:
        for button in buttons:
            group.create_task(scan(button))
        if some and load.setting.fail is not None:
            await asyncio.to_thread(load.setting.fail, some[0])
    load.seconds = perf_counter() - started
    if not load.took:
        raise BenchError(f"{load.setting} answered nothing")
    return load
