"""Adding, changing and removing a camera, while the others go on."""

from homeassistant.config_entries import SOURCE_USER
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import device_registry as dr, entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from sandbox.process import SandboxProcess

from .conftest import (
    add_cameras,
    camera_subentry,
    choose,
    cloud_entry,
    fill_in_camera,
    scan,
    set_up,
)


@pytest.fixture
async def account(hass: HomeAssistant, cloud: SandboxProcess) -> MockConfigEntry:
    """A running account that reads one of two cameras."""
    await add_cameras(hass, "Driveway", "Gate")
    return await set_up(hass, cloud_entry(cloud, camera_subentry()))


async def add_gate(hass: HomeAssistant, account: MockConfigEntry, name: str | None = None) -> str:
    """Add the gate's camera in the UI, and return its subentry's id."""
    form = await hass.config_entries.subentries.async_init(
        (account.entry_id, "camera"), context={"source": SOURCE_USER}
    )
    assert form["step_id"] == "user"
    fields = {"camera_entity_id": "camera.gate"} | ({"name": name} if name else {})
    result = await choose(hass, await fill_in_camera(hass, form, **fields), "save")
    assert result["type"] is FlowResultType.CREATE_ENTRY
    subentry_ids: list[str] = list(account.subentries)
    return subentry_ids[-1]


async def test_an_added_camera_gets_its_entities_and_the_other_goes_on(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry
) -> None:
    running = account.runtime_data
    driveway = next(iter(running.scanners.values()))

    subentry_id = await add_gate(hass, account)

    assert account.runtime_data is running, "no reload"
    assert driveway in running.scanners.values()
    await scan(hass, "gate")
    assert [request.fields.get("camera_id") for request in cloud.requests()][-1] == [subentry_id]
    for domain, key in (("sensor", "plate"), ("event", "sighting"), ("button", "scan")):
        assert hass.states.get(f"{domain}.gate_{key}") is not None


async def test_a_camera_can_be_named_otherwise(
    hass: HomeAssistant, account: MockConfigEntry
) -> None:
    await add_gate(hass, account, name="Back door")

    assert hass.states.get("image_processing.back_door_plates") is not None


async def test_a_camera_that_is_changed_has_a_page_to_draw_its_zone_on(
    hass: HomeAssistant, account: MockConfigEntry
) -> None:
    subentry_id = await add_gate(hass, account)

    form = await account.start_subentry_reconfigure_flow(hass, subentry_id)

    page = f"/plate-recognizer?account={account.entry_id}&camera={subentry_id}"
    assert form["description_placeholders"] == {"areas_page": page}


async def test_a_changed_camera_is_read_under_its_new_name(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry
) -> None:
    running = account.runtime_data
    subentry_id = await add_gate(hass, account)
    gate = account.runtime_data.scanners[subentry_id]

    form = await account.start_subentry_reconfigure_flow(hass, subentry_id)
    menu = await fill_in_camera(hass, form, camera_entity_id="camera.driveway", name="Drive")
    result = await choose(hass, menu, "save")

    assert result["reason"] == "reconfigure_successful"
    assert account.runtime_data is running, "no reload"
    assert running.scanners[subentry_id] is gate
    assert gate.camera_entity_id == "camera.driveway"
    assert gate.settings.name == "Drive"
    device = dr.async_get(hass).async_get_device_by_identifier(
        ("plate_recognizer", subentry_id), account.entry_id
    )
    assert device is not None
    assert device.name == "Drive"
    await scan(hass, "gate")
    assert cloud.requests()[-1].status == 201


async def test_a_removed_camera_takes_its_entities_along(
    hass: HomeAssistant, account: MockConfigEntry
) -> None:
    running = account.runtime_data
    subentry_id = await add_gate(hass, account)

    hass.config_entries.async_remove_subentry(account, subentry_id)
    await hass.async_block_till_done()

    assert account.runtime_data is running, "no reload"
    assert subentry_id not in running.scanners
    assert not [state for state in hass.states.async_all() if "gate_" in state.entity_id]
    assert hass.states.get("sensor.driveway_plate") is not None


async def test_renaming_the_camera_entity_does_no_harm(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry
) -> None:
    await add_gate(hass, account)

    er.async_get(hass).async_update_entity("camera.gate", new_entity_id="camera.entrance")
    await hass.async_block_till_done()
    await scan(hass, "gate")

    assert cloud.requests()[-1].status == 201


async def test_a_camera_entity_that_is_gone_is_a_decision(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry
) -> None:
    await add_gate(hass, account)
    er.async_get(hass).async_remove("camera.gate")
    await hass.async_block_till_done()

    await scan(hass, "gate")

    decision = hass.states.get("sensor.gate_decision")
    assert decision is not None
    assert decision.state == "camera_failed"
    assert not [each for each in cloud.requests() if each.endpoint == "lookup"]
