"""A camera whose entity is gone is told, and is repaired by choosing another one."""

from homeassistant.config_entries import ConfigEntryDisabler
from homeassistant.const import EVENT_HOMEASSISTANT_STARTED
from homeassistant.core import CoreState, HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import entity_registry as er, issue_registry as ir
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.plate_recognizer.const import DOMAIN
from sandbox.process import SandboxProcess

from .conftest import CAMERA_SUBENTRY, add_cameras, camera_subentry, cloud_entry, scan, set_up

ISSUE_ID = f"camera_missing_{CAMERA_SUBENTRY}"


@pytest.fixture
async def account(hass: HomeAssistant, cloud: SandboxProcess) -> MockConfigEntry:
    """A running account that reads one of two cameras, stored by its registry id."""
    await add_cameras(hass, "Driveway", "Gate")
    registered = er.async_get(hass).async_get("camera.driveway")
    assert registered is not None
    return await set_up(
        hass,
        cloud_entry(cloud, camera_subentry(camera_entity_id=registered.id, scan_interval=60)),
    )


def issue(hass: HomeAssistant) -> ir.IssueEntry | None:
    return ir.async_get(hass).async_get_issue(DOMAIN, ISSUE_ID)


async def remove_entity(hass: HomeAssistant) -> None:
    er.async_get(hass).async_remove("camera.driveway")
    await hass.async_block_till_done()


@pytest.mark.usefixtures("account")
async def test_a_camera_with_its_entity_is_no_issue(hass: HomeAssistant) -> None:
    assert issue(hass) is None


@pytest.mark.usefixtures("account")
async def test_an_entity_that_is_removed_is_told_at_once_and_by_name(hass: HomeAssistant) -> None:
    await remove_entity(hass)

    told = issue(hass)
    assert told is not None
    assert told.is_fixable
    assert told.severity is ir.IssueSeverity.ERROR
    assert told.translation_placeholders == {"camera": "Driveway"}


@pytest.mark.usefixtures("account")
async def test_an_entity_that_is_disabled_is_told_until_it_is_enabled(hass: HomeAssistant) -> None:
    registry = er.async_get(hass)

    registry.async_update_entity("camera.driveway", disabled_by=er.RegistryEntryDisabler.USER)
    await hass.async_block_till_done()
    assert issue(hass) is not None

    registry.async_update_entity("camera.driveway", disabled_by=None)
    await hass.async_block_till_done()
    assert issue(hass) is None


@pytest.mark.usefixtures("account")
async def test_a_renamed_entity_is_no_issue(hass: HomeAssistant) -> None:
    er.async_get(hass).async_update_entity("camera.driveway", new_entity_id="camera.entrance")
    await hass.async_block_till_done()

    assert issue(hass) is None


async def test_the_dialog_has_another_camera_chosen_and_leaves_all_else_as_it_was(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    account: MockConfigEntry,
    hass_client: ClientSessionGenerator,
) -> None:
    assert await async_setup_component(hass, "repairs", {})
    client = await hass_client()
    await remove_entity(hass)
    running = account.runtime_data

    begun = await client.post(
        "/api/repairs/issues/fix", json={"handler": DOMAIN, "issue_id": ISSUE_ID}
    )
    form = await begun.json()
    assert form["step_id"] == "camera"
    assert form["description_placeholders"] == {"camera": "Driveway"}
    ended = await client.post(
        f"/api/repairs/issues/fix/{form['flow_id']}", json={"camera_entity_id": "camera.gate"}
    )
    assert (await ended.json())["type"] == FlowResultType.CREATE_ENTRY
    await hass.async_block_till_done()

    assert issue(hass) is None
    assert account.runtime_data is running, "no reload"
    data = account.subentries[CAMERA_SUBENTRY].data
    assert data["scan_interval"] == 60
    gate = er.async_get(hass).async_get("camera.gate")
    assert gate is not None
    assert data["camera_entity_id"] == gate.id, "a rename does no harm"
    await scan(hass)
    assert cloud.requests()[-1].status == 201


async def test_the_dialog_for_a_camera_that_was_deleted_meanwhile_ends_by_itself(
    hass: HomeAssistant, account: MockConfigEntry, hass_client: ClientSessionGenerator
) -> None:
    assert await async_setup_component(hass, "repairs", {})
    client = await hass_client()
    await remove_entity(hass)
    await hass.config_entries.async_unload(account.entry_id)
    hass.config_entries.async_remove_subentry(account, CAMERA_SUBENTRY)

    begun = await client.post(
        "/api/repairs/issues/fix", json={"handler": DOMAIN, "issue_id": ISSUE_ID}
    )

    answer = await begun.json()
    assert (answer["type"], answer["reason"]) == (FlowResultType.ABORT, "camera_removed")
    assert issue(hass) is None


async def test_the_issue_goes_with_the_camera(
    hass: HomeAssistant, account: MockConfigEntry
) -> None:
    await remove_entity(hass)

    hass.config_entries.async_remove_subentry(account, CAMERA_SUBENTRY)
    await hass.async_block_till_done()

    assert issue(hass) is None


async def test_the_issue_goes_with_the_account(
    hass: HomeAssistant, account: MockConfigEntry
) -> None:
    await remove_entity(hass)

    await hass.config_entries.async_remove(account.entry_id)
    await hass.async_block_till_done()

    assert issue(hass) is None


async def test_the_issue_of_a_disabled_account_is_withdrawn(
    hass: HomeAssistant, account: MockConfigEntry
) -> None:
    await remove_entity(hass)

    await hass.config_entries.async_set_disabled_by(account.entry_id, ConfigEntryDisabler.USER)
    await hass.async_block_till_done()

    assert issue(hass) is None


async def test_the_issue_stays_over_a_reload(hass: HomeAssistant, account: MockConfigEntry) -> None:
    await remove_entity(hass)

    await hass.config_entries.async_reload(account.entry_id)
    await hass.async_block_till_done()

    assert issue(hass) is not None


async def test_while_home_assistant_starts_nothing_is_missing_yet(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    hass.set_state(CoreState.starting)
    await set_up(hass, cloud_entry(cloud, camera_subentry()))
    assert issue(hass) is None

    hass.set_state(CoreState.running)
    hass.bus.async_fire(EVENT_HOMEASSISTANT_STARTED)
    await hass.async_block_till_done()

    assert issue(hass) is not None, "there is still no camera of that name"


async def test_a_camera_that_comes_late_is_missing_no_more_and_one_that_vanishes_is(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    await set_up(hass, cloud_entry(cloud, camera_subentry()))
    assert issue(hass) is not None, "a camera without a unique id is known by its state alone"

    hass.states.async_set("camera.driveway", "idle")
    await hass.async_block_till_done()
    assert issue(hass) is None

    hass.states.async_remove("camera.driveway")
    await hass.async_block_till_done()
    assert issue(hass) is not None


@pytest.mark.usefixtures("account")
async def test_a_camera_that_is_gone_too_is_no_repair(
    hass: HomeAssistant, hass_client: ClientSessionGenerator
) -> None:
    assert await async_setup_component(hass, "repairs", {})
    client = await hass_client()
    await remove_entity(hass)

    begun = await client.post(
        "/api/repairs/issues/fix", json={"handler": DOMAIN, "issue_id": ISSUE_ID}
    )
    flow = f"/api/repairs/issues/fix/{(await begun.json())['flow_id']}"
    refused = await (await client.post(flow, json={"camera_entity_id": "camera.nowhere"})).json()
    assert refused["errors"] == {"camera_entity_id": "also_missing"}
    assert issue(hass) is not None
    ended = await (await client.post(flow, json={"camera_entity_id": "camera.gate"})).json()

    assert ended["type"] == FlowResultType.CREATE_ENTRY
    await hass.async_block_till_done()
    assert issue(hass) is None
