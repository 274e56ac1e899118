"""What goes on in the home: scans, triggers, webhooks, and people who change their settings."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
import json
from random import Random
from typing import Final

from homeassistant.components import webhook
from homeassistant.components.image_processing import DOMAIN as IMAGE_PROCESSING, SERVICE_SCAN
from homeassistant.config_entries import ConfigEntry
from homeassistant.const import ATTR_ENTITY_ID
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.aiohttp_client import async_get_clientsession
from homeassistant.util import dt as dt_util

from custom_components.plate_recognizer.const import (
    CONF_NOTE,
    CONF_SPACING,
    SUBENTRY_TYPE_CAMERA,
    SUBENTRY_TYPE_VEHICLE,
)
from custom_components.plate_recognizer.scanner import CameraScanner

from ..errors import BenchError
from .cameras import SoakCamera
from .household import SECRET, WEBHOOK_ID, Household, hook_name, trigger, visitor
from .ledger import Ledger
from .paced_time import PacedClock
from .traffic import Traffic, results

_NIGHT: Final = 6 * 3600.0
"""Seconds."""
_WHO_LEAVES: Final = 0.97
"""Share of the cameras before which nobody stands at night."""
_SOMETHING_NEW: Final = 0.8
"""Share of what happens before which others have come to stand before the camera."""
_ACTS: Final = (35, 55, 10)
"""How often, in a hundred, each is tried; where it can't be, a scan is forced."""
_ASKED_MEANWHILE: Final = 0.1
_CHANGES: Final = (50, 20, 20, 10)
"""Likewise: what is changed."""
_BETWEEN: Final = (0.2, 3.0)
"""Seconds between what happens at once, and what happens next."""
_MOST_AT_ONCE: Final = 12
_QUIET: Final = 5.0
"""Seconds between two looks whether everything is done."""
_PATIENCE: Final = 400
"""Looks."""
_CHANGE_EVERY: Final = 40
"""Rounds of what happens at once, at most, between two changes of the settings."""


@dataclass(frozen=True, slots=True)
class World:
    """In which it goes on."""

    hass: HomeAssistant
    household: Household
    cameras: Mapping[str, SoakCamera]
    """By the titles of their subentries."""
    traffic: Traffic
    clock: PacedClock
    ledger: Ledger


class Life:
    """Has a day's things happen to a home.

    Args:
        world: the home, and who drives past it.
        random: says what happens.
    """

    def __init__(self, world: World, random: Random) -> None:
        self._hass = world.hass
        self._household = world.household
        self._cameras = world.cameras
        self._traffic = world.traffic
        self._random = random
        self._clock = world.clock
        self._ledger = world.ledger
        self._hooks = 0
        self._rounds_until_change = 0

    @property
    def _scanners(self) -> list[CameraScanner]:
        return [
            scanner
            for account in self._household.accounts
            for scanner in account.runtime_data.scanners.values()
        ]

    @property
    def _is_quiet(self) -> bool:
        return self._clock.pace is None and not any(each.is_busy for each in self._scanners)

    async def async_live(self, scans: int) -> None:
        """Live until there were that many scans in all.

        Raises:
            BenchError: nothing is scanned any more.
        """
        idle = 0
        while (before := self._ledger.scans) < scans:
            await self._step()
            await asyncio.sleep(self._random.uniform(*_BETWEEN))
            idle = 0 if self._ledger.scans > before else idle + 1
            if idle > _PATIENCE:
                raise BenchError("Nothing is scanned any more")

    async def async_sleep(self) -> None:
        """Have a night pass: nearly everybody drives away, and nobody comes."""
        for camera in self._cameras.values():
            if self._random.random() < _WHO_LEAVES:
                camera.show((None, None, None))
        await asyncio.sleep(_NIGHT)

    async def async_rest(self) -> None:
        """Wait until nothing is under way.

        Raises:
            BenchError: something always is.
        """
        for _ in range(_PATIENCE):
            if self._is_quiet:
                await self._hass.async_block_till_done()
                if self._is_quiet:
                    return
            await asyncio.sleep(_QUIET / 5)
        raise BenchError("Something is always under way")

    async def _step(self) -> None:
        self._rounds_until_change -= 1
        acts = [
            self._act(scanner)
            for scanner in self._random.sample(
                self._scanners, min(len(self._scanners), self._random.randint(1, _MOST_AT_ONCE))
            )
            if not scanner.is_busy
        ]
        if self._rounds_until_change <= 0:
            self._rounds_until_change = self._random.randint(1, _CHANGE_EVERY)
            acts.append(self._change())
        await asyncio.gather(*acts)

    async def _act(self, scanner: CameraScanner) -> None:
        camera = self._cameras[scanner.settings.name]
        if self._random.random() < _SOMETHING_NEW:
            camera.show(self._traffic.scene(self._random))
        what = self._random.choices(("force", "trigger", "webhook"), _ACTS)[0]
        if what == "trigger" and scanner.settings.burst.triggers:
            await self._trigger(scanner, camera)
        elif what == "webhook" and self._is_at_cloud(scanner):
            await self._send_webhook(scanner.settings.name, camera)
        else:
            await self._force(scanner)

    def _is_at_cloud(self, scanner: CameraScanner) -> bool:
        return scanner.subentry_id in self._household.cloud.subentries

    async def _force(self, scanner: CameraScanner) -> None:
        """Scan as an automation does."""
        registry = er.async_get(self._hass)
        entity_id = registry.async_get_entity_id(
            IMAGE_PROCESSING, "plate_recognizer", f"{scanner.subentry_id}_plates"
        )
        await self._hass.services.async_call(
            IMAGE_PROCESSING, SERVICE_SCAN, {ATTR_ENTITY_ID: entity_id}, blocking=True
        )

    async def _trigger(self, scanner: CameraScanner, camera: SoakCamera) -> None:
        """Have something move, often again while the burst runs; and somebody may ask as well."""
        for _ in range(self._random.choice((1, 1, 2, 3))):
            self._hass.states.async_set(trigger(camera), "on")
            await asyncio.sleep(self._random.uniform(0.2, 2))
            self._hass.states.async_set(trigger(camera), "off")
            if self._random.random() < _ASKED_MEANWHILE:
                await self._force(scanner)

    async def _send_webhook(self, name: str, camera: SoakCamera) -> None:
        """Send what a sender does; sometimes again, or something that isn't one."""
        plate = self._traffic.one(self._random)
        self._hooks += 1
        data = {
            "camera_id": hook_name(camera),
            "filename": f"screenshots/{self._hooks}.jpg",
            "timestamp": dt_util.utcnow().isoformat(),
            "results": list(results((None, plate, None), self._random)),
        }
        body = json.dumps({"hook": {"id": hook_name(camera)}, "data": data}).encode()
        await self._post(body)
        self._ledger.sent(name, plate)
        match self._random.choice(("", "again", "junk", "stranger")):
            case "again":
                await self._post(body)
            case "junk":
                await self._post(body[: len(body) // 2], expected=(200, 400))
            case "stranger":
                await self._post(body, secret="guessed", expected=(401,))  # noqa: S106 - by nobody of ours

    async def _post(
        self, body: bytes, *, secret: str = SECRET, expected: Sequence[int] = (200,)
    ) -> None:
        url = f"http://127.0.0.1:{self._hass.http.server_port}"
        with self._clock.waiting():
            async with async_get_clientsession(self._hass).post(
                url + webhook.async_generate_path(WEBHOOK_ID),
                data=body,
                headers={"Authorization": f"Token {secret}", "Content-Type": "application/json"},
            ) as response:
                if response.status not in expected:
                    raise BenchError(f"A webhook was answered with {response.status}")

    async def _change(self) -> None:
        """Change some setting, while everything else goes on."""
        await asyncio.sleep(self._random.uniform(0, 1))
        account = self._random.choice(self._household.accounts)
        match self._random.choices(("vehicle", "visitor", "camera", "account"), _CHANGES)[0]:
            case "vehicle":
                self._change_vehicle(account)
            case "visitor":
                self._visit(account)
            case "camera":
                self._change_camera(account)
            case _:
                await self._reload(account)

    def _change_vehicle(self, account: ConfigEntry) -> None:
        vehicle = self._random.choice(list(account.get_subentries_of_type(SUBENTRY_TYPE_VEHICLE)))
        note = f"Seen {self._random.randint(1, 9)} times"
        self._hass.config_entries.async_update_subentry(
            account, vehicle, data={**vehicle.data, CONF_NOTE: note}
        )

    def _visit(self, account: ConfigEntry) -> None:
        """Have somebody come to be known who never drives by, and be forgotten the next time."""
        found = [each for each in account.subentries.values() if each.title.startswith("Visitor")]
        if found:
            self._hass.config_entries.async_remove_subentry(account, found[0].subentry_id)
            return
        self._hass.config_entries.async_add_subentry(account, visitor("VISITOR1"))

    def _change_camera(self, account: ConfigEntry) -> None:
        camera = self._random.choice(list(account.get_subentries_of_type(SUBENTRY_TYPE_CAMERA)))
        spacing = self._random.choice((0.5, 1, 2))
        self._hass.config_entries.async_update_subentry(
            account, camera, data={**camera.data, CONF_SPACING: spacing}
        )

    async def _reload(self, account: ConfigEntry) -> None:
        """Stop an account while something is under way."""
        self._ledger.counts["reloads"] += 1
        cameras = account.get_subentries_of_type(SUBENTRY_TYPE_CAMERA)
        self._ledger.stopped(camera.title for camera in cameras)
        await self._hass.config_entries.async_reload(account.entry_id)
