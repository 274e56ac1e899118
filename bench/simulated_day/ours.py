"""The integration itself, in a Home Assistant whose time is virtual."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, timedelta
from tempfile import TemporaryDirectory
from typing import Any, Final
from unittest.mock import patch

from homeassistant.components.camera.const import DATA_COMPONENT as CAMERAS
from homeassistant.config_entries import ConfigEntry, ConfigEntryState, ConfigSubentryData
from homeassistant.const import CONF_NAME
from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.helpers.aiohttp_client import async_get_clientsession

from custom_components.plate_recognizer.account import Account
from custom_components.plate_recognizer.const import (
    CONF_CAMERA_ENTITY_ID,
    CONF_CATEGORY,
    CONF_DAILY_CAP,
    CONF_MAY_OPEN,
    CONF_PLACE,
    CONF_PLATES,
    CONF_SCAN_INTERVAL,
    CONF_TRIGGERS,
    EVENT_SIGHTING,
    EVENT_VISIT_ENDED,
    EVENT_VISIT_STARTED,
    SUBENTRY_TYPE_CAMERA,
    SUBENTRY_TYPE_VEHICLE,
)
from custom_components.plate_recognizer.scan import Scan
from sandbox.driveway.day.cast import RESIDENTS
from sandbox.driveway.day.picture import MIDNIGHT

from ..errors import BenchError
from ..home import account_entry, core
from .devices import Album, Clock, SimulatedApi, SimulatedCamera, motion_sensor, play_motion
from .outcome import Outcome, Told
from .place import Place
from .span import Span
from .virtual_time import VirtualClock, VirtualLoop

_CREATE_CLIENT: Final = "custom_components.plate_recognizer.clients.create_client"
_ANY_NUMBER: Final = 100_000
_AFTER: Final = 1.0
"""Seconds for what is under way at the end."""


@dataclass(frozen=True, slots=True)
class SetUp:
    """How a user has set the cameras up."""

    name: str
    camera: Mapping[str, Any]
    """What each camera subentry has beside its entity, its name and its place."""
    has_triggers: bool
    place: str | None = "driveway"
    """Of all cameras; None: each has its own."""


WITH_TRIGGERS: Final = SetUp("ours, on motion", {}, has_triggers=True)
WITHOUT_TRIGGERS: Final = SetUp("ours, every 10 s", {CONF_SCAN_INTERVAL: 10}, has_triggers=False)


def run_ours(span: Span, set_up: SetUp) -> Outcome:
    """Have the integration watch a span of a day."""
    return watch(Place.of(span), set_up)


def watch(place: Place, set_up: SetUp) -> Outcome:
    """Have the integration watch a place."""
    outcome = Outcome(set_up.name, tells_visits=True)
    clock = VirtualClock(MIDNIGHT.replace(tzinfo=UTC) + timedelta(seconds=place.start))
    loop = VirtualLoop(clock)
    asyncio.set_event_loop(loop)
    try:
        with clock.everywhere():
            loop.run_until_complete(
                _watch(place, set_up, outcome, lambda: place.start + clock.seconds)
            )
    finally:
        asyncio.set_event_loop(None)
        loop.close()
    return outcome


async def _watch(place: Place, set_up: SetUp, outcome: Outcome, clock: Clock) -> None:
    with TemporaryDirectory() as folder:
        hass = await core(folder)
        try:
            album = Album()
            api = SimulatedApi(async_get_clientsession(hass), place, album, clock, outcome)
            cameras = {
                name: SimulatedCamera(name, camera, album, clock, outcome)
                for name, camera in place.cameras.items()
            }
            await hass.data[CAMERAS].async_add_entities(cameras.values())
            started = clock()
            for name, camera in place.cameras.items():
                play_motion(hass, name, camera, started, place.end)
            _listen(hass, outcome, clock)
            account = _account(set_up, cameras)
            with patch(_CREATE_CLIENT, lambda _hass, _data: api):
                await hass.config_entries.async_add(account)
                if account.state is not ConfigEntryState.LOADED:
                    raise BenchError(f"The account didn't start: {account.reason}")
            _listen_to_decisions(account, outcome)
            await asyncio.sleep(place.end - clock() + _AFTER)
        finally:
            await hass.async_stop(force=True)


def _account(set_up: SetUp, cameras: Mapping[str, SimulatedCamera]) -> ConfigEntry:
    subentries = [_camera(set_up, name, camera) for name, camera in cameras.items()]
    subentries += [
        _vehicle(f"Resident {number}", vehicle.inscription)
        for number, vehicle in enumerate(RESIDENTS, 1)
    ]
    return account_entry("http://127.0.0.1", subentries, {CONF_DAILY_CAP: _ANY_NUMBER})


def _camera(set_up: SetUp, name: str, camera: SimulatedCamera) -> ConfigSubentryData:
    data = {
        CONF_CAMERA_ENTITY_ID: camera.entity_id,
        CONF_NAME: name,
        CONF_PLACE: set_up.place or name,
        **set_up.camera,
    }
    if set_up.has_triggers:
        data[CONF_TRIGGERS] = [motion_sensor(name)]
    return _subentry(SUBENTRY_TYPE_CAMERA, name, data)


def _vehicle(name: str, plate: str) -> ConfigSubentryData:
    data = {
        CONF_NAME: name,
        CONF_PLATES: [plate],
        CONF_CATEGORY: "resident",
        CONF_MAY_OPEN: True,
    }
    return _subentry(SUBENTRY_TYPE_VEHICLE, name, data)


def _subentry(kind: str, title: str, data: Mapping[str, Any]) -> ConfigSubentryData:
    return {
        "subentry_type": kind,
        "unique_id": f"{kind}:{title}",
        "title": title,
        "data": data,
    }


def _listen(hass: HomeAssistant, outcome: Outcome, clock: Clock) -> None:
    @callback
    def sighted(event: Event) -> None:
        if (plate := event.data["plate"]) is not None:
            outcome.sightings.append(Told(clock(), plate))

    @callback
    def visit_started(event: Event) -> None:
        if event.data["arrival"]:
            outcome.arrivals.append(Told(clock(), event.data["plate"] or ""))

    @callback
    def visit_ended(event: Event) -> None:
        if event.data["end_reason"] == "left":
            outcome.departures.append(Told(clock(), event.data["plate"] or ""))

    hass.bus.async_listen(EVENT_SIGHTING, sighted)
    hass.bus.async_listen(EVENT_VISIT_STARTED, visit_started)
    hass.bus.async_listen(EVENT_VISIT_ENDED, visit_ended)


def _listen_to_decisions(account: ConfigEntry[Account], outcome: Outcome) -> None:
    @callback
    def decided(scan: Scan) -> None:
        decision, cause = scan.decision, scan.decision.details.get("cause")
        outcome.decisions[f"{decision.reason}, {cause}" if cause else str(decision.reason)] += 1

    for scanner in account.runtime_data.scanners.values():
        scanner.news.async_on_scan(decided)
