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

from .answers import MMC, SEDAN, plate
from .conftest import (
    TOKEN,
    add_cameras,
    camera_subentry,
    cloud_entry,
    lookups_at,
    scan,
    sdk_entry,
    set_up,
    vehicle_subentry,
)
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
    ("fault", "told"),
    [
        (Fault(kind="status", status=503, endpoint="statistics"), "failed. This is usually over"),
        (Fault(kind="drop", endpoint="statistics", times=2), "ended the connection before"),
        (Fault(kind="status", status=200, body="?", endpoint="statistics"), "gave an answer that"),
    ],
)
async def test_an_api_that_cannot_be_asked_is_tried_again_later(
    hass: HomeAssistant, cloud: SandboxProcess, fault: Fault, told: str
) -> None:
    """The words are asked for, not their key: Home Assistant 2026.8 drops that on the way."""
    cloud.fail(fault)

    entry = await set_up(hass, cloud_entry(cloud))

    assert entry.state is ConfigEntryState.SETUP_RETRY
    assert entry.reason is not None
    assert entry.reason.startswith(f"The server of Snapshot Cloud {told}")
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
    kept = {"plate": "AB12CDE", "decision": "sighted", "score": 0.95}
    mock_restore_cache_with_extra_data(
        hass,
        [
            (State("image_processing.driveway_plates", "AB12CDE", plates), {}),
            *(
                (
                    State(f"{SENSOR}.driveway_{key}", str(value)),
                    {"native_value": value, "native_unit_of_measurement": None},
                )
                for key, value in kept.items()
            ),
        ],
    )

    await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()

    for key, value in kept.items():
        restored = hass.states.get(f"sensor.driveway_{key}")
        assert restored is not None
        assert restored.state == str(value)
    shown = hass.states.get("image_processing.driveway_plates")
    assert shown is not None
    assert (shown.state, shown.attributes["vehicles"]) == ("AB12CDE", 1)
    assert camera.asked == 0


async def test_a_reason_of_another_version_is_not_restored(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera
) -> None:
    old = {"native_value": "abducted", "native_unit_of_measurement": None}
    mock_restore_cache_with_extra_data(hass, [(State("sensor.driveway_decision", "abducted"), old)])

    await set_up(hass, cloud_entry(cloud, camera_subentry()))

    decision = hass.states.get("sensor.driveway_decision")
    assert decision is not None
    assert decision.state == "unknown"
    assert camera.asked == 0


async def test_an_entity_that_was_unavailable_is_unknown_after_a_restart(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera
) -> None:
    mock_restore_cache(hass, [State("image_processing.driveway_plates", "unavailable")])

    await set_up(hass, cloud_entry(cloud, camera_subentry()))

    plates = hass.states.get("image_processing.driveway_plates")
    assert plates is not None
    assert plates.state == "unknown"
    assert camera.asked == 0


async def test_sensors_of_a_paid_extra_stay_when_they_have_had_a_value(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry
) -> None:
    cloud.answer([plate("ab12cde", vehicle=SEDAN, **MMC)])
    await scan(hass)

    await hass.config_entries.async_reload(account.entry_id)
    await hass.async_block_till_done()

    color = hass.states.get("sensor.driveway_color")
    assert color is not None
    assert color.state == "black"


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
    assert camera["last_scan"]["sightings"][0]["characters"] == 7
    assert camera["last_decision"]["reason"] == "sighted"
    assert camera["scanning"] is True
    assert diagnostics["interval_lookups"] == {"today": 0, "daily_cap": 50}
    assert diagnostics["usage_known"] is True
    text = json.dumps(diagnostics, default=str).lower()
    assert TOKEN not in text
    assert "ab12cde" not in text
    assert cloud.url not in text


async def test_diagnostics_do_not_tell_whom_the_home_knows(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera
) -> None:
    golf = vehicle_subentry("Annas_Golf", "AB12 CDE", note="Parks behind the barn")
    account = await set_up(hass, cloud_entry(cloud, camera_subentry(), golf))
    cloud.answer([plate("ab12cde")])
    await scan(hass)

    diagnostics = await async_get_config_entry_diagnostics(hass, account)

    [told] = [
        each for each in diagnostics["entry"]["subentries"] if each["subentry_type"] == "vehicle"
    ]
    assert told["data"].keys() == {"name", "plates", "note"}, "what is set is told"
    text = json.dumps(diagnostics, default=str).lower()
    for secret in ("ab12", "barn"):
        assert secret not in text
    assert "anna" not in json.dumps(told["data"]).lower()


async def test_diagnostics_do_not_tell_where_a_server_is(
    hass: HomeAssistant, sdk: SandboxProcess, camera: FakeCamera
) -> None:
    entry = sdk_entry(sdk, camera_subentry())
    entry.add_to_hass(hass)
    hass.config_entries.async_update_entry(entry, title="On-Premise SDK (127.0.0.1)")
    await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    sdk.fail(Fault(kind="status", status=413, body={"error": f"{sdk.url} is on fire"}))
    await scan(hass)

    diagnostics = await async_get_config_entry_diagnostics(hass, entry)

    text = json.dumps(diagnostics, default=str)
    assert "is on fire" in text
    assert "127.0.0.1" not in text
    assert camera.asked == 1


async def test_diagnostics_of_an_account_that_does_not_run_are_there_too(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    cloud.set_account(token="another")
    entry = await set_up(hass, cloud_entry(cloud))

    diagnostics = await async_get_config_entry_diagnostics(hass, entry)

    assert diagnostics.keys() == {"entry"}


async def test_a_camera_whose_settings_cannot_be_read_stops_no_other(
    hass: HomeAssistant, cloud: SandboxProcess, caplog: pytest.LogCaptureFixture
) -> None:
    await add_cameras(hass, "Driveway", "Gate")
    broken = camera_subentry(engine={"text_formats": ["["]})
    gate = camera_subentry("Gate", "01GATE00000000000000000000")

    account = await set_up(hass, cloud_entry(cloud, broken, gate))
    await scan(hass, "gate")

    assert account.state is ConfigEntryState.LOADED
    assert [lookup.status for lookup in lookups_at(cloud)] == [201]
    assert "Driveway isn't read, change its settings" in caplog.text
