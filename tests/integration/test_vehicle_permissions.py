"""What a vehicle may is withdrawn as soon as anything speaks against it."""

from dataclasses import replace
from datetime import timedelta
import threading
from types import MappingProxyType
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.config_entries import ConfigEntryState, ConfigSubentry, ConfigSubentryDataWithId
from homeassistant.core import Event, EventStateChangedData, HomeAssistant, callback
from homeassistant.helpers import device_registry as dr
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_capture_events

from custom_components.plate_recognizer import vehicles
from custom_components.plate_recognizer.account import Account
from custom_components.plate_recognizer.const import EVENT_FOUND_PLATE, EVENT_SIGHTING
from custom_components.plate_recognizer.pipeline.known_vehicles import KnownVehicles
from custom_components.plate_recognizer.pipeline.sighting import Sighting
from sandbox.process import SandboxProcess

from .answers import plate
from .conftest import camera_subentry, cloud_entry, set_up, vehicle_subentry
from .fake_camera import FakeCamera
from .test_bursts import NEAR, settled
from .test_vehicles import GOLF_ID, golf, seen, shown

MOTION = "binary_sensor.motion"


def add(
    hass: HomeAssistant, account: MockConfigEntry, vehicle: ConfigSubentryDataWithId
) -> ConfigSubentry:
    """Add a vehicle as its dialog does."""
    subentry = ConfigSubentry(
        data=MappingProxyType(vehicle["data"]),
        subentry_type="vehicle",
        title=vehicle["title"],
        unique_id=vehicle["unique_id"],
    )
    hass.config_entries.async_add_subentry(account, subentry)
    return subentry


def change_golf(hass: HomeAssistant, account: MockConfigEntry, **data: object) -> None:
    subentry = account.subentries[GOLF_ID]
    hass.config_entries.async_update_subentry(account, subentry, data={**subentry.data, **data})


@pytest.mark.usefixtures("camera")
@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({}, "known"),
        ({"category": "blocked"}, "blocked"),
        ({"category": "ignored"}, "ignored"),
        ({"valid_until": "2020-01-01 00:00:00"}, "expired"),
        ({"cameras": ["another"]}, "expired"),
    ],
)
async def test_only_a_vehicle_that_is_known_now_may_open(
    hass: HomeAssistant, cloud: SandboxProcess, data: dict[str, object], status: str
) -> None:
    await set_up(hass, cloud_entry(cloud, camera_subentry(), golf(may_open=True, **data)))

    told = await seen(hass, cloud, "ab12cde")

    assert (told["status"], told["may_open"]) == (status, status == "known")


@pytest.mark.parametrize(
    ("change", "status"),
    [({"may_open": False}, "known"), ({"category": "blocked"}, "blocked")],
)
async def test_a_permission_that_is_withdrawn_during_a_burst_is_gone(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    camera: FakeCamera,
    change: dict[str, object],
    status: str,
) -> None:
    camera.film(())
    hass.states.async_set(MOTION, "off")
    subentry = camera_subentry()
    subentry["data"] = {**subentry["data"], "triggers": [MOTION], "spacing": 0.3, "cooldown": 0}
    account = await set_up(hass, cloud_entry(cloud, subentry, golf(may_open=True)))
    events = async_capture_events(hass, EVENT_SIGHTING)

    @callback
    def withdraw(_event: Event[Any]) -> None:
        change_golf(hass, account, **change)

    hass.bus.async_listen_once(EVENT_FOUND_PLATE, withdraw)
    await settled(hass)  # with the first look
    camera.film((NEAR,))
    cloud.answer([plate("ab12cde", 0.8)], times=1)
    cloud.answer([plate("ab12cde", 0.75)])
    hass.states.async_set(MOTION, "on")
    await settled(hass)

    [event] = events
    assert (event.data["status"], event.data["may_open"]) == (status, False)


@pytest.mark.usefixtures("camera")
@pytest.mark.parametrize(
    "broken",
    [
        {"plates": ["--"]},
        {"category": "vip"},
        {"matching": "fuzzy"},
        {"valid_until": "some day"},
        {"cameras": 5},
        {"times": ["whenever"]},
        {"times": "Mon-Fri 08:00-17:00"},
        {"times": {}},
        {"times": [5]},
    ],
)
async def test_a_vehicle_that_cannot_be_read_is_named_in_the_log_and_the_others_are_known(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    caplog: pytest.LogCaptureFixture,
    broken: dict[str, object],
) -> None:
    account = await set_up(hass, cloud_entry(cloud, camera_subentry(), golf(may_open=True)))
    bad = vehicle_subentry("Bad", "QQ11 QQQ")
    bad["data"] = {**bad["data"], **broken}

    add(hass, account, bad)
    await hass.async_block_till_done()
    change_golf(hass, account, may_open=False)
    await hass.async_block_till_done()

    assert (await seen(hass, cloud, "ab12cde"))["may_open"] is False
    assert "Bad isn't known, change its settings" in caplog.text
    await hass.config_entries.async_reload(account.entry_id)
    assert account.state is ConfigEntryState.LOADED


@pytest.mark.usefixtures("camera")
async def test_validity_follows_the_clock_of_the_home_when_its_time_zone_changes(
    hass: HomeAssistant, cloud: SandboxProcess, freezer: FrozenDateTimeFactory
) -> None:
    await hass.config.async_set_time_zone("UTC")
    freezer.move_to("2026-07-01T07:30:00+00:00")
    guest = golf(valid_until="2026-07-01 09:00:00")
    await set_up(hass, cloud_entry(cloud, camera_subentry(), guest))
    assert (await seen(hass, cloud, "ab12cde"))["status"] == "known"

    await hass.config.async_update(time_zone="Europe/Berlin")
    await hass.async_block_till_done()

    assert (await seen(hass, cloud, "ab12cde"))["status"] == "expired"


@pytest.mark.usefixtures("camera")
@pytest.mark.parametrize(
    ("valid_until", "now", "status"),
    [
        ("2026-07-01 00:00:00", "2026-07-01T23:59:59+00:00", "known"),
        ("2026-07-01 00:00:00", "2026-07-02T00:00:01+00:00", "expired"),
        ("2026-07-01 00:01:00", "2026-07-01T00:02:00+00:00", "expired"),
    ],
)
async def test_a_last_day_without_a_time_is_valid_until_its_end(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    freezer: FrozenDateTimeFactory,
    valid_until: str,
    now: str,
    status: str,
) -> None:
    await hass.config.async_set_time_zone("UTC")
    freezer.move_to(now)
    await set_up(hass, cloud_entry(cloud, camera_subentry(), golf(valid_until=valid_until)))

    assert (await seen(hass, cloud, "ab12cde"))["status"] == status


@pytest.mark.usefixtures("camera")
async def test_the_latest_of_two_changes_counts_whichever_is_indexed_first(
    hass: HomeAssistant, cloud: SandboxProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = await set_up(hass, cloud_entry(cloud, camera_subentry(), golf(may_open=True)))
    index = vehicles.known_vehicles
    second_is_indexed = threading.Event()

    def in_another_order(subentries: tuple[ConfigSubentry, ...]) -> KnownVehicles:
        known = index(subentries)
        if subentries[0].data["may_open"] is False:
            second_is_indexed.set()
        else:
            second_is_indexed.wait(30)
        return known

    monkeypatch.setattr(vehicles, "known_vehicles", in_another_order)
    change_golf(hass, account, note="washed")
    change_golf(hass, account, may_open=False)
    await hass.async_block_till_done()

    assert (await seen(hass, cloud, "ab12cde"))["may_open"] is False


@pytest.mark.usefixtures("camera")
async def test_a_vehicle_that_is_added_while_the_account_starts_is_known(
    hass: HomeAssistant, cloud: SandboxProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    adopt = Account.async_adopt_vehicles
    polo = vehicle_subentry("Polo", "XY98 ZZZ")
    entry = cloud_entry(cloud, camera_subentry(), golf())

    async def meanwhile(self: Account) -> None:
        await adopt(self)
        if len(entry.subentries) == 2:
            add(hass, entry, polo)

    monkeypatch.setattr(Account, "async_adopt_vehicles", meanwhile)
    await set_up(hass, entry)

    assert (await seen(hass, cloud, "xy98zzz"))["vehicle"] == "Polo"


@pytest.mark.usefixtures("camera")
async def test_a_vehicle_that_is_removed_while_the_account_starts_takes_nothing_with_it(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    adopt = Account.async_adopt_vehicles
    entry = cloud_entry(cloud, camera_subentry(), golf())
    index = vehicles.known_vehicles
    platforms_are_there = threading.Event()

    async def meanwhile(self: Account) -> None:
        await adopt(self)
        if GOLF_ID in entry.subentries:
            hass.config_entries.async_remove_subentry(entry, GOLF_ID)

    def not_before_the_platforms(subentries: tuple[ConfigSubentry, ...]) -> KnownVehicles:
        if not subentries:
            platforms_are_there.wait(30)
        return index(subentries)

    @callback
    def changed(event: Event[EventStateChangedData]) -> None:
        if event.data["entity_id"] == "sensor.driveway_plate":
            platforms_are_there.set()

    hass.bus.async_listen("state_changed", changed)
    monkeypatch.setattr(vehicles, "known_vehicles", not_before_the_platforms)
    monkeypatch.setattr(Account, "async_adopt_vehicles", meanwhile)
    await set_up(hass, entry)

    assert "Error" not in caplog.text
    assert (await seen(hass, cloud, "ab12cde"))["status"] == "stranger"
    assert shown(hass, "sensor.driveway_plate") == "AB12CDE"


@pytest.mark.usefixtures("camera")
async def test_an_account_that_is_unloaded_meanwhile_gets_no_entities_of_a_new_vehicle(
    hass: HomeAssistant, cloud: SandboxProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = await set_up(hass, cloud_entry(cloud, camera_subentry(), golf()))
    index = vehicles.known_vehicles
    unloaded = threading.Event()

    def slowly(subentries: tuple[ConfigSubentry, ...]) -> KnownVehicles:
        unloaded.wait(30)
        return index(subentries)

    with monkeypatch.context() as slow:
        slow.setattr(vehicles, "known_vehicles", slowly)
        add(hass, account, vehicle_subentry("Polo", "XY98 ZZZ"))
        await hass.config_entries.async_unload(account.entry_id)
        unloaded.set()
        await hass.async_block_till_done()
    assert shown(hass, "sensor.polo_last_place") is None
    await hass.config_entries.async_setup(account.entry_id)
    await hass.async_block_till_done()

    assert (await seen(hass, cloud, "xy98zzz"))["vehicle"] == "Polo"
    assert shown(hass, "sensor.polo_last_place") == "Driveway"


@pytest.mark.usefixtures("camera")
async def test_the_states_of_a_vehicle_stand_before_its_event_happens(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    await set_up(hass, cloud_entry(cloud, camera_subentry(place="Yard"), golf()))
    places: list[str | None] = []

    @callback
    def changed(event: Event[EventStateChangedData]) -> None:
        if event.data["entity_id"] == "event.golf_sighting":
            places.append(shown(hass, "sensor.golf_last_place"))

    hass.bus.async_listen("state_changed", changed)
    await seen(hass, cloud, "ab12cde")

    assert places == ["Yard"]


@pytest.mark.usefixtures("camera")
async def test_what_was_seen_last_never_goes_back_in_time(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    account = await set_up(hass, cloud_entry(cloud, camera_subentry(), golf()))
    known: Any = account.runtime_data.vehicles
    told: list[Sighting] = []
    known.async_on_sighting(GOLF_ID, told.append, last=False)
    await seen(hass, cloud, "ab12cde")
    [latest] = told
    earlier = latest.look.taken_at - timedelta(seconds=5)

    known.async_tell(replace(latest, look=replace(latest.look, taken_at=earlier, place="Other")))

    assert shown(hass, "sensor.golf_last_place") == "Driveway"
    assert (
        shown(hass, "sensor.golf_last_seen")
        == latest.look.taken_at.replace(microsecond=0).isoformat()
    )


@pytest.mark.usefixtures("camera")
async def test_a_name_that_is_longer_than_any_state_is_shortened(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    account = await set_up(hass, cloud_entry(cloud, camera_subentry(), golf()))
    hass.config_entries.async_update_subentry(account, account.subentries[GOLF_ID], title="G" * 300)
    await hass.async_block_till_done()

    await seen(hass, cloud, "ab12cde")

    assert shown(hass, "sensor.driveway_vehicle") == "G" * 255


@pytest.mark.usefixtures("camera")
async def test_a_vehicle_is_no_product_of_anybody_here(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    account = await set_up(hass, cloud_entry(cloud, camera_subentry(), golf()))

    device = dr.async_get(hass).async_get_device_by_identifier(
        ("plate_recognizer", GOLF_ID), account.entry_id
    )

    assert device is not None
    assert (device.name, device.manufacturer, device.via_device_id) == ("Golf", None, None)
