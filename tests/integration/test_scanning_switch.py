"""The switch stops a camera from being scanned by itself, and only that."""

from datetime import timedelta

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant, State
from homeassistant.helpers import entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import async_fire_time_changed, mock_restore_cache

from sandbox.process import SandboxProcess

from .conftest import CAMERA_SUBENTRY, camera_subentry, cloud_entry, lookups_at, scan, set_up

SWITCH = "switch.driveway_scanning"


async def switch(hass: HomeAssistant, action: str) -> None:
    await hass.services.async_call("switch", action, {"entity_id": SWITCH}, blocking=True)


async def tick(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    freezer.tick(timedelta(seconds=10))
    async_fire_time_changed(hass)
    await hass.async_block_till_done(wait_background_tasks=True)


def shown(hass: HomeAssistant, entity_id: str = SWITCH) -> str | None:
    state = hass.states.get(entity_id)
    return state.state if state else None


@pytest.mark.usefixtures("camera")
async def test_off_stops_interval_scans_and_on_starts_them_again(
    hass: HomeAssistant, cloud: SandboxProcess, freezer: FrozenDateTimeFactory
) -> None:
    await set_up(hass, cloud_entry(cloud, camera_subentry(scan_interval=10)))
    assert shown(hass) == "on"

    await switch(hass, "turn_off")
    await tick(hass, freezer)
    assert shown(hass) == "off"
    assert lookups_at(cloud) == []
    assert shown(hass, "sensor.driveway_decision") == "scanning_off"

    await switch(hass, "turn_on")
    await tick(hass, freezer)
    assert len(lookups_at(cloud)) == 1


@pytest.mark.usefixtures("camera")
async def test_off_does_not_stop_a_scan_that_somebody_asks_for(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    await set_up(hass, cloud_entry(cloud, camera_subentry(scan_interval=10)))
    await switch(hass, "turn_off")

    await scan(hass)

    assert len(lookups_at(cloud)) == 1


@pytest.mark.usefixtures("camera")
async def test_it_stays_off_over_a_restart(
    hass: HomeAssistant, cloud: SandboxProcess, freezer: FrozenDateTimeFactory
) -> None:
    mock_restore_cache(hass, [State(SWITCH, "off")])

    await set_up(hass, cloud_entry(cloud, camera_subentry(scan_interval=10)))
    await tick(hass, freezer)

    assert shown(hass) == "off"
    assert lookups_at(cloud) == []


@pytest.mark.usefixtures("camera")
async def test_it_stays_off_over_a_reload_and_over_a_change_of_the_camera(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    account = await set_up(hass, cloud_entry(cloud, camera_subentry(scan_interval=10)))
    await switch(hass, "turn_off")

    subentry = next(iter(account.subentries.values()))
    hass.config_entries.async_update_subentry(
        account, subentry, data={**subentry.data, "scan_interval": 20}
    )
    await hass.async_block_till_done()
    assert shown(hass) == "off"
    await hass.config_entries.async_reload(account.entry_id)
    await hass.async_block_till_done()

    assert shown(hass) == "off"


@pytest.mark.usefixtures("camera")
async def test_a_switch_that_was_unavailable_before_a_restart_is_on(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    mock_restore_cache(hass, [State(SWITCH, "unavailable")])

    await set_up(hass, cloud_entry(cloud, camera_subentry()))

    assert shown(hass) == "on"


@pytest.mark.usefixtures("camera")
async def test_it_stays_off_when_its_entity_is_renamed(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    account = await set_up(hass, cloud_entry(cloud, camera_subentry(scan_interval=10)))
    await switch(hass, "turn_off")

    er.async_get(hass).async_update_entity(SWITCH, new_entity_id="switch.watch_the_drive")
    await hass.async_block_till_done()

    assert shown(hass, "switch.watch_the_drive") == "off"
    assert not account.runtime_data.scanners[CAMERA_SUBENTRY].scanning


@pytest.mark.usefixtures("camera")
async def test_what_somebody_asks_for_while_it_is_off_stays_to_be_seen(
    hass: HomeAssistant, cloud: SandboxProcess, freezer: FrozenDateTimeFactory
) -> None:
    await set_up(hass, cloud_entry(cloud, camera_subentry(scan_interval=10)))
    await switch(hass, "turn_off")
    await tick(hass, freezer)
    assert shown(hass, "sensor.driveway_decision") == "scanning_off"

    await scan(hass)
    await tick(hass, freezer)
    assert shown(hass, "sensor.driveway_decision") == "nothing_found"

    await switch(hass, "turn_on")
    await tick(hass, freezer)
    await switch(hass, "turn_off")
    await tick(hass, freezer)
    assert shown(hass, "sensor.driveway_decision") == "scanning_off"
