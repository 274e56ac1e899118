"""Setting up, unloading, restarting and removing an account; its diagnostics."""

import json

from homeassistant.components.sensor import DOMAIN as SENSOR
from homeassistant.config_entries import SOURCE_REAUTH, ConfigEntryState
from homeassistant.const import STATE_UNAVAILABLE
from homeassistant.core import CoreState, HomeAssistant, State
from homeassistant.helpers import device_registry as dr, entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_capture_events,
    mock_restore_cache,
    mock_restore_cache_with_extra_data,
)

from custom_components.plate_recognizer.const import DOMAIN
from custom_components.plate_recognizer.diagnostics import async_get_config_entry_diagnostics
from sandbox.api_server.faults import Fault
from sandbox.process import SandboxProcess

from .answers import plate
from .conftest import TOKEN, camera_subentry, cloud_entry, scan, sdk_entry, set_up
from .fake_camera import FakeCamera


async def test_a_refused_token_asks_for_a_new_one(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    cloud.set_account(token="another")

    entry = await set_up(hass, cloud_entry(cloud))

    assert entry.state is ConfigEntryState.SETUP_ERROR
    assert entry.error_reason_translation_key == "token_refused"
    [flow] = hass.config_entries.flow.async_progress_by_handler(DOMAIN)
    assert flow["context"]["source"] == SOURCE_REAUTH


async def test_a_token_refused_while_running_asks_for_a_new_one(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry
) -> None:
    cloud.set_account(token="another")

    await scan(hass)

    assert account.state is ConfigEntryState.LOADED
    [flow] = hass.config_entries.flow.async_progress_by_handler(DOMAIN)
    assert flow["context"]["source"] == SOURCE_REAUTH


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (Fault(kind="status", status=503, endpoint="statistics"), "server_error"),
        (Fault(kind="drop", endpoint="statistics", times=2), "unreachable"),
        (Fault(kind="status", status=200, body="?", endpoint="statistics"), "unreadable_answer"),
    ],
)
async def test_an_api_that_cannot_be_asked_is_tried_again_later(
    hass: HomeAssistant, cloud: SandboxProcess, fault: Fault, reason: str
) -> None:
    cloud.fail(fault)

    entry = await set_up(hass, cloud_entry(cloud))

    assert entry.state is ConfigEntryState.SETUP_RETRY
    assert entry.error_reason_translation_key == reason
    assert not hass.config_entries.flow.async_progress_by_handler(DOMAIN)


async def test_reloading_leaves_each_entity_once(
    hass: HomeAssistant, account: MockConfigEntry
) -> None:
    before = sorted(state.entity_id for state in hass.states.async_all())

    for _ in range(3):
        assert await hass.config_entries.async_reload(account.entry_id)
        await hass.async_block_till_done()

    assert sorted(state.entity_id for state in hass.states.async_all()) == before


async def test_an_unloaded_account_is_unavailable_and_a_removed_one_gone(
    hass: HomeAssistant, account: MockConfigEntry
) -> None:
    assert await hass.config_entries.async_unload(account.entry_id)
    states = {state.state for state in hass.states.async_all() if state.domain != "camera"}
    assert states == {STATE_UNAVAILABLE}

    await hass.config_entries.async_remove(account.entry_id)
    assert not er.async_entries_for_config_entry(er.async_get(hass), account.entry_id)
    assert not dr.async_entries_for_config_entry(dr.async_get(hass), account.entry_id)


async def test_what_was_seen_last_survives_a_restart(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera
) -> None:
    entry = await set_up(hass, cloud_entry(cloud, camera_subentry()))
    await hass.config_entries.async_unload(entry.entry_id)
    hass.set_state(CoreState.not_running)
    plates = {"plates": {"AB12CDE": 95.0}, "vehicles": 1}
    mock_restore_cache(hass, [State("image_processing.driveway_plates", "AB12CDE", plates)])
    kept = {"plate": "AB12CDE", "decision": "sighted", "score": 0.95}
    mock_restore_cache_with_extra_data(
        hass,
        [
            (
                State(f"{SENSOR}.driveway_{key}", str(value)),
                {"native_value": value, "native_unit_of_measurement": None},
            )
            for key, value in kept.items()
        ],
    )

    await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()

    restored = hass.states.get("sensor.driveway_plate")
    assert restored is not None
    assert restored.state == "AB12CDE"
    assert camera.asked == 0


async def test_a_restored_plate_is_not_found_again(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera
) -> None:
    mock_restore_cache(
        hass,
        [State("image_processing.driveway_plates", "AB12CDE", {"plates": {"AB12CDE": 95.0}})],
    )
    found = async_capture_events(hass, "image_processing.found_plate")
    await set_up(hass, cloud_entry(cloud, camera_subentry()))
    restored = hass.states.get("image_processing.driveway_plates")
    assert restored is not None
    assert restored.state == "AB12CDE"

    cloud.answer([plate("ab12cde")])
    await scan(hass)

    assert not found
    assert camera.asked == 1


async def test_an_sdk_shows_its_version(hass: HomeAssistant, sdk: SandboxProcess) -> None:
    entry = await set_up(hass, sdk_entry(sdk))

    [device] = dr.async_entries_for_config_entry(dr.async_get(hass), entry.entry_id)
    assert device.model == "On-Premise SDK"
    assert device.sw_version


async def test_diagnostics_tell_how_it_goes_but_neither_token_nor_plate(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry
) -> None:
    cloud.answer([plate("ab12cde", 0.93)])
    await scan(hass)

    diagnostics = await async_get_config_entry_diagnostics(hass, account)

    [camera] = diagnostics["cameras"]
    assert camera["last_scan"]["decision"]["reason"] == "sighted"
    assert camera["last_scan"]["sightings"][0]["score"] == 0.93
    text = json.dumps(diagnostics, default=str).lower()
    assert TOKEN not in text
    assert "ab12cde" not in text
    assert cloud.url not in text
