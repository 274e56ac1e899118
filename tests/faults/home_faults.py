"""What happens to a home and its clock while somebody stands before the camera."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
import threading
from typing import Any
from unittest.mock import patch

from homeassistant.config_entries import ConfigEntryDisabler
from homeassistant.helpers import (
    area_registry as ar,
    device_registry as dr,
    entity_registry as er,
)
from homeassistant.util import dt as dt_util

from tests.integration.answers import plate
from tests.integration.conftest import until
from tests.integration.visits.driveway import GOLF, GOLF_ID, MOTION

from .home_case import HomeCase
from .parked import ParkedHome

HOUR, YEAR = timedelta(hours=1), timedelta(days=365)
SAME_PICTURE = "same_picture"
SINCE_1970 = timedelta(days=56 * 365)

type Happens = Callable[[ParkedHome], Awaitable[None]]


def clock_is_set(*jumps: timedelta) -> Happens:
    """Return what sets the clock, again and again, and has something move after each time."""

    async def happens(home: ParkedHome) -> None:
        for jump in jumps:
            home.clock.set(jump)
            home.drive.let_pass(1)
            await home.drive.settled()
            await home.moves()

    return happens


def clock_is_set_in_burst(by: timedelta) -> Happens:
    """Return what sets the clock between two pictures of a burst."""

    async def happens(home: ParkedHome) -> None:
        home.drive.once_during_a_picture(lambda: home.clock.set(by))
        await home.moves()

    return happens


async def wakes_in_1970(home: ParkedHome) -> None:
    """Start without a clock, and have it put right a minute later."""
    await unload(home)
    home.clock.set(-SINCE_1970)
    await set_up(home)
    await home.moves()
    await home.drive.wait(60)
    home.clock.set(SINCE_1970)
    home.drive.let_pass(1)
    await home.moves()


async def time_zone_changes(home: ParkedHome) -> None:
    """Have the home be in another time zone."""
    await home.house.hass.config.async_update(time_zone="Pacific/Auckland")
    await home.drive.settled()


async def summer_time_ends(home: ParkedHome) -> None:
    """Live through the hour that comes twice."""
    await home.house.hass.config.async_update(time_zone="Europe/London")
    home.clock.set(datetime(2027, 10, 31, 0, 30, tzinfo=UTC) - dt_util.utcnow())
    for _ in range(3):
        await home.moves()
        await home.drive.wait(1800)


async def unload(home: ParkedHome) -> None:
    """Unload the account."""
    assert await home.house.hass.config_entries.async_unload(home.entry.entry_id)


async def set_up(home: ParkedHome) -> None:
    """Set the account up again."""
    assert await home.house.hass.config_entries.async_setup(home.entry.entry_id)
    await home.house.hass.async_block_till_done()


async def reload(home: ParkedHome) -> None:
    """Reload the account."""
    await unload(home)
    await set_up(home)


def during(action: Callable[[ParkedHome], Awaitable[Any]]) -> Happens:
    """Return what has this happen while a burst takes its first picture."""

    async def happens(home: ParkedHome) -> None:
        home.drive.show(plate(GOLF))
        home.house.camera.goes = goes = asyncio.Event()
        asked = home.house.camera.asked
        home.drive.start_trigger()
        await until(lambda: home.house.camera.asked > asked)
        await action(home)
        goes.set()
        home.house.camera.goes = None
        await home.drive.settled()

    return happens


async def disable_account(home: ParkedHome) -> None:
    """Disable the account, and enable it again."""
    entries = home.house.hass.config_entries
    await entries.async_set_disabled_by(home.entry.entry_id, ConfigEntryDisabler.USER)
    await entries.async_set_disabled_by(home.entry.entry_id, None)
    await home.drive.settled()


async def rename_camera(home: ParkedHome) -> None:
    """Give the camera's entity another name."""
    rename(home, "camera.driveway", "camera.entrance")


async def rename_entities(home: ParkedHome) -> None:
    """Give some of our own entities other names."""
    rename(home, "sensor.driveway_plate", "sensor.entrance_plate")
    rename(home, "binary_sensor.golf_present", "binary_sensor.car_here")
    await home.house.hass.async_block_till_done()


def rename(home: ParkedHome, entity_id: str, name: str) -> None:
    """Rename an entity."""
    er.async_get(home.house.hass).async_update_entity(entity_id, new_entity_id=name)


async def disable_entities(home: ParkedHome) -> None:
    """Disable entities, and enable them again; Home Assistant reloads the account after each."""
    registry = er.async_get(home.house.hass)
    for disabled_by in (er.RegistryEntryDisabler.USER, None):
        for entity_id in ("sensor.driveway_plate", "binary_sensor.golf_present"):
            registry.async_update_entity(entity_id, disabled_by=disabled_by)
        await home.drive.settled()
        await home.drive.wait(31)


async def rename_device_and_area(home: ParkedHome) -> None:
    """Give the camera's device another name, and an area that is renamed."""
    hass = home.house.hass
    area = ar.async_get(hass).async_create("Front")
    entity = er.async_get(hass).async_get("sensor.driveway_plate")
    assert entity is not None
    assert entity.device_id is not None
    dr.async_get(hass).async_update_device(entity.device_id, name_by_user="Eye", area_id=area.id)
    ar.async_get(hass).async_update(area.id, name="Yard")
    await home.house.hass.async_block_till_done()


async def switch_off_and_on(home: ParkedHome) -> None:
    """Switch scanning off for a moment."""
    for service in ("turn_off", "turn_on"):
        await home.house.hass.services.async_call(
            "switch", service, {"entity_id": "switch.driveway_scanning"}, blocking=True
        )


async def remove_trigger(home: ParkedHome) -> None:
    """Remove the sensor that sets bursts off, and have it come back."""
    home.house.hass.states.async_remove(MOTION)
    await home.house.hass.async_block_till_done()


async def change_vehicle(home: ParkedHome) -> None:
    """Give the vehicle that stands there another name."""
    golf = home.entry.subentries[GOLF_ID]
    home.house.hass.config_entries.async_update_subentry(home.entry, golf, title="The Golf")
    await home.house.hass.async_block_till_done()


async def gives_old_picture(home: ParkedHome) -> None:
    """Have the camera's stream be frozen for some bursts."""
    home.drive.freeze()
    for _ in range(3):
        await home.moves()
        assert home.house.decision() == SAME_PICTURE, home.house.decision()
        await home.drive.wait(60)
    home.drive.thaw()


async def exhaust_executor(home: ParkedHome) -> None:
    """Have all threads of the home be busy while something moves: those that it has by now."""
    goes = threading.Event()
    loop: Any = home.house.hass.loop
    executor = loop._default_executor
    with patch.object(executor, "_max_workers", len(executor._threads)):
        blocked = [
            home.house.hass.async_add_executor_job(goes.wait)
            for _ in range(2 * len(executor._threads))
        ]
        home.drive.show(plate(GOLF))
        home.drive.start_trigger()
        await asyncio.sleep(0.05)
        goes.set()
        await asyncio.gather(*blocked)
        await home.drive.settled()


HOME_FAULTS: list[HomeCase] = [
    HomeCase(name="clock an hour ahead", group="clock", happens=clock_is_set(HOUR)),
    HomeCase(name="clock an hour back", group="clock", happens=clock_is_set(-HOUR)),
    HomeCase(name="clock a year ahead", group="clock", happens=clock_is_set(YEAR)),
    HomeCase(
        name="clock a year ahead, and put right", group="clock", happens=clock_is_set(YEAR, -YEAR)
    ),
    HomeCase(
        name="clock a year back, and put right", group="clock", happens=clock_is_set(-YEAR, YEAR)
    ),
    HomeCase(
        name="clock an hour ahead in a burst", group="clock", happens=clock_is_set_in_burst(HOUR)
    ),
    HomeCase(
        name="clock an hour back in a burst", group="clock", happens=clock_is_set_in_burst(-HOUR)
    ),
    HomeCase(name="wakes in 1970, and is put right", group="clock", happens=wakes_in_1970),
    HomeCase(name="time zone changes", group="clock", happens=time_zone_changes),
    HomeCase(name="summer time ends", group="clock", happens=summer_time_ends),
    HomeCase(name="account reloaded", happens=reload),
    HomeCase(name="account reloaded in a burst", happens=during(reload)),
    HomeCase(name="account disabled and enabled", happens=disable_account),
    HomeCase(name="camera entity renamed", group="camera", happens=rename_camera),
    HomeCase(
        name="camera entity renamed in a burst", group="camera", happens=during(rename_camera)
    ),
    HomeCase(
        name="gives the same picture for minutes",
        group="camera",
        happens=gives_old_picture,
        decision=SAME_PICTURE,
        recovers="with the next new picture",
    ),
    HomeCase(name="our entities renamed in a burst", happens=during(rename_entities)),
    HomeCase(name="our entities disabled and enabled", happens=disable_entities),
    HomeCase(name="device and area renamed in a burst", happens=during(rename_device_and_area)),
    HomeCase(name="scanning switched off and on in a burst", happens=during(switch_off_and_on)),
    HomeCase(name="trigger removed in a burst", happens=during(remove_trigger)),
    HomeCase(name="vehicle renamed in a burst", happens=during(change_vehicle)),
    HomeCase(name="all threads busy", happens=exhaust_executor),
]
