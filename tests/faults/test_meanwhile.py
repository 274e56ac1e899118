"""What is changed, stopped or removed while a look is under way."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from types import MappingProxyType
from typing import Any, NoReturn

from homeassistant.config_entries import ConfigSubentry
from homeassistant.core import Event, callback
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_capture_events,
    async_fire_time_changed,
)

from custom_components.plate_recognizer.const import EVENT_SIGHTING, EVENT_VISIT_STARTED
from sandbox.api_server.faults import Fault
from tests.integration.answers import plate
from tests.integration.conftest import (
    CAMERA_SUBENTRY,
    camera_subentry,
    cloud_entry,
    lookups_at,
    scan,
    set_up,
    until,
    vehicle_subentry,
)

from .house import KNOWN, House
from .table import RESULT, Row

type Record = Callable[[str, object], None]

GOLF = "01VEHICLE0000000000000GOLF"


def row(fault: str, recovers: str) -> list[str]:
    """Return a row of the table."""
    return [*Row("home", fault, recovers=recovers)]


@asynccontextmanager
async def lookup_under_way(house: House, text: str = KNOWN) -> AsyncIterator[None]:
    """Have a lookup be at the server for as long as the block takes, and be answered then."""
    await asyncio.to_thread(house.sandbox.fail, Fault(kind="slow", seconds=0.4))
    house.sandbox.answer([plate(text.lower())])
    spent = len(lookups_at(house.sandbox))
    looking = house.hass.async_create_background_task(house.scan(), "a look")
    while len(await asyncio.to_thread(lookups_at, house.sandbox)) == spent:  # noqa: ASYNC110 - another process
        await asyncio.sleep(0.01)
    yield
    await asyncio.wait([looking])  # where the home has stopped, it is cancelled
    await house.hass.async_block_till_done(wait_background_tasks=True)


async def unload(house: House) -> None:
    assert await house.hass.config_entries.async_unload(house.account.entry_id)


async def reload(house: House) -> None:
    await unload(house)
    assert await house.hass.config_entries.async_setup(house.account.entry_id)


@pytest.mark.parametrize("happens", [unload, reload], ids=["unloaded", "reloaded"])
async def test_what_an_account_asked_before_it_stopped_is_told_by_nobody(
    house: House, happens: Callable[[House], Any], record_property: Record
) -> None:
    await house.sees("XY98ZZZ")
    told = house.events()

    async with lookup_under_way(house):
        await happens(house)

    assert house.events() == told
    if happens is unload:
        assert await house.hass.config_entries.async_setup(house.account.entry_id)
        await house.hass.async_block_till_done()
    await house.sees(KNOWN)
    assert house.plates() == ["XY98ZZZ", KNOWN]
    assert not house.tracebacks()
    assert not house.warnings()
    record_property(RESULT, row(f"account {happens.__name__}ed in a lookup", "when it is set up"))


async def test_a_removed_account_says_nothing_more(house: House, record_property: Record) -> None:
    await house.sees("XY98ZZZ")
    told = house.events()

    async with lookup_under_way(house):
        await house.hass.config_entries.async_remove(house.account.entry_id)

    assert house.events() == told
    assert house.states() == {}
    assert not house.tracebacks()
    assert not house.warnings()
    record_property(RESULT, row("account removed in a lookup", "never, as was asked for"))


async def test_a_home_that_stops_in_a_lookup_fails_nowhere(
    house: House, record_property: Record
) -> None:
    await house.sees("XY98ZZZ")
    told = house.events()

    async with lookup_under_way(house):
        await house.hass.async_stop(force=True)

    assert house.events() == told
    assert not house.tracebacks()
    assert not house.warnings()
    record_property(RESULT, row("Home Assistant stops in a lookup", "at the next start"))


async def test_a_removed_camera_says_nothing_more(house: House, record_property: Record) -> None:
    await house.sees("XY98ZZZ")
    told = house.events()["plate_recognizer_sighting"]

    async with lookup_under_way(house):
        house.hass.config_entries.async_remove_subentry(house.account, CAMERA_SUBENTRY)
        await house.hass.async_block_till_done()

    assert house.events()["plate_recognizer_sighting"] == told
    assert not house.tracebacks()
    assert not house.warnings()
    assert not house.issues()
    record_property(RESULT, row("camera removed in a lookup", "never, as was asked for"))


async def test_a_removed_camera_takes_nothing_from_another_one(
    house: House, record_property: Record
) -> None:
    entrance = camera_subentry("Entrance", camera_entity_id="camera.driveway", spacing=0)
    added = ConfigSubentry(
        data=MappingProxyType({**entrance["data"]}),
        subentry_id="01ENTRANCE0000000000000000",
        subentry_type=entrance["subentry_type"],
        title="Entrance",
        unique_id="camera:Entrance",
    )
    house.hass.config_entries.async_add_subentry(house.account, added)
    await house.hass.async_block_till_done()
    await house.sees("XY98ZZZ")

    async with lookup_under_way(house):
        house.sandbox.answer([plate("cd34efg")], times=2)
        others = house.hass.async_create_background_task(scan(house.hass, "entrance"), "a look")
        house.hass.config_entries.async_remove_subentry(house.account, CAMERA_SUBENTRY)
        await others

    told = [(event.data["camera"], event.data["plate"]) for event in house.events()[EVENT_SIGHTING]]
    assert len(told) == 2, told
    assert [camera for camera, _ in told] == ["Driveway", "Entrance"]
    await scan(house.hass, "entrance")
    assert house.events()[EVENT_SIGHTING][-1].data["plate"] == "CD34EFG"
    assert not house.tracebacks()
    assert not house.warnings()
    record_property(RESULT, row("camera removed in a lookup, beside another one", "goes on"))


async def test_a_camera_that_takes_its_time_is_waited_for(
    house: House, record_property: Record
) -> None:
    await house.sees("XY98ZZZ")
    house.sandbox.answer([plate(KNOWN.lower())])
    house.camera.goes, asked = asyncio.Event(), house.camera.asked
    looking = house.hass.async_create_background_task(house.scan(), "a look")
    await until(lambda: house.camera.asked > asked)

    house.let_pass(5)
    await asyncio.sleep(0)  # whoever waited no longer would be told of it now
    house.camera.goes.set()
    await looking

    assert house.plates() == ["XY98ZZZ", KNOWN]
    assert not house.tracebacks()
    assert not house.warnings()
    seen = Row("camera", "takes 5 s for a picture", seen="everything", recovers="goes on")
    record_property(RESULT, [*seen])


@pytest.mark.parametrize(
    ("fault", "change", "status"),
    [
        ("permission withdrawn", {"may_open": False}, "known"),
        ("vehicle blocked", {"category": "blocked"}, "blocked"),
        ("vehicle removed", None, "stranger"),
    ],
)
async def test_a_permission_that_is_gone_before_the_answer_opens_nothing(
    house: House,
    fault: str,
    change: dict[str, object] | None,
    status: str,
    record_property: Record,
) -> None:
    await house.sees("XY98ZZZ")
    entries, golf = house.hass.config_entries, house.account.subentries[GOLF]

    async with lookup_under_way(house):
        if change is None:
            entries.async_remove_subentry(house.account, GOLF)
        else:
            entries.async_update_subentry(house.account, golf, data={**golf.data, **change})
        await house.hass.async_block_till_done()

    told = house.events()[EVENT_SIGHTING][-1].data
    assert (told["plate"], told["status"], bool(told["may_open"])) == (KNOWN, status, False)
    for visit in house.events()[EVENT_VISIT_STARTED]:
        assert not visit.data["may_open"]
    assert not house.tracebacks()
    record_property(RESULT, row(f"{fault} in a lookup", "the door stays shut"))


async def test_two_accounts_with_one_camera_each_tell_their_own(
    house: House, record_property: Record
) -> None:
    second = MockConfigEntry(
        domain="plate_recognizer",
        title="Second",
        entry_id="01SECOND000000000000000000",
        data={**cloud_entry(house.sandbox).data, "token": "a-token-that-nobody-may-see"},
        subentries_data=[
            camera_subentry(
                "Entrance",
                "01SECONDCAMERA000000000000",
                camera_entity_id="camera.driveway",
                spacing=0,
            ),
            vehicle_subentry("Golf", KNOWN, subentry_id="01SECONDGOLF00000000000000"),
        ],
    )
    await set_up(house.hass, second)
    started = async_capture_events(house.hass, EVENT_VISIT_STARTED)
    for name in ("driveway", "entrance"):
        house.sandbox.answer([plate("xy98zzz")])
        await scan(house.hass, name)
    started.clear()

    house.sandbox.answer([plate(KNOWN.lower())], times=9)
    await asyncio.gather(scan(house.hass, "driveway"), scan(house.hass, "entrance"))

    arrivals = [event.data for event in started if event.data["arrival"]]
    assert sorted(each["account_id"] for each in arrivals) == [
        house.account.entry_id,
        second.entry_id,
    ]
    assert sum(bool(each["may_open"]) for each in arrivals) == 1, "where it may open"
    assert not house.tracebacks()
    assert not house.warnings()
    record_property(RESULT, row("two accounts with one camera", "each tells its own"))


async def test_a_listener_that_fails_takes_nothing_from_others(
    house: House, record_property: Record
) -> None:
    @callback
    def fails(_event: Event[Any]) -> NoReturn:
        raise RuntimeError("somebody else's mistake")

    for event in (EVENT_SIGHTING, EVENT_VISIT_STARTED):
        house.hass.bus.async_listen(event, fails)

    await house.sees("XY98ZZZ")
    await house.sees(KNOWN)

    assert house.plates() == ["XY98ZZZ", KNOWN]
    assert [visit.data["arrival"] for visit in house.events()[EVENT_VISIT_STARTED]] == [False, True]
    assert house.warnings(), "Home Assistant tells of it"
    assert all(line.startswith("Error running job: <Job listen ") for line in house.warnings())
    record_property(RESULT, row("somebody's listener raises", "goes on"))


async def test_a_device_that_is_taken_out_of_the_registry_stops_nothing(
    house: House, record_property: Record
) -> None:
    await house.sees("XY98ZZZ")
    devices = dr.async_get(house.hass)
    entity = er.async_get(house.hass).async_get("sensor.driveway_plate")
    assert entity is not None
    device_id = entity.device_id
    assert device_id is not None

    async with lookup_under_way(house):
        devices.async_update_device(device_id, disabled_by=dr.DeviceEntryDisabler.USER)
        await house.hass.async_block_till_done()

    devices.async_update_device(device_id, disabled_by=None)
    async_fire_time_changed(house.hass, dt_util.utcnow() + timedelta(seconds=31))
    await house.hass.async_block_till_done(wait_background_tasks=True)
    await house.sees("CD34EFG")
    assert house.plates() == ["XY98ZZZ", KNOWN, "CD34EFG"]
    assert not house.tracebacks()
    by_core = "Entity image_processing.driveway_plates is incorrectly being triggered"
    assert all(line.startswith(by_core) for line in house.warnings()), "its action has asked"
    record_property(RESULT, row("device disabled in a lookup", "when it is enabled"))
