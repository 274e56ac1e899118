"""What entities show disappears with what is deleted, and isn't restored."""

from typing import Any

from homeassistant.core import HomeAssistant, State
from homeassistant.helpers import restore_state
from homeassistant.helpers.json import json_bytes
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.plate_recognizer.pipeline.traces import Traces
from sandbox.process import SandboxProcess

from ..answers import MMC, SEDAN, plate
from ..conftest import camera_subentry, cloud_entry, scan, set_up, vehicle_subentry
from ..fake_camera import FakeCamera

STRANGER, GOLF = "ZQ99ZQZ", "AB12CDE"
SHOWN = (
    "sensor.driveway_plate",
    "sensor.driveway_region",
    "sensor.driveway_score",
    "sensor.driveway_vehicle_type",
    "sensor.driveway_color",
    "sensor.driveway_last_seen",
    "image_processing.driveway_plates",
    "event.driveway_sighting",
)
"""What shows something of the last sighting alone."""


@pytest.fixture
async def account(
    hass: HomeAssistant, cloud: SandboxProcess, restless: FakeCamera
) -> MockConfigEntry:
    """An account that knows a Golf."""
    golf = vehicle_subentry("Golf", "AB12 CDE")
    return await set_up(hass, cloud_entry(cloud, camera_subentry(), golf))


async def see(hass: HomeAssistant, cloud: SandboxProcess, *plates: str) -> None:
    """Have the camera see a vehicle with each of these plates, on one picture."""
    cloud.answer([plate(each.lower(), vehicle={**SEDAN, **MMC}, **MMC) for each in plates])
    await scan(hass)


def seen_state(hass: HomeAssistant, entity_id: str) -> State:
    state = hass.states.get(entity_id)
    assert state is not None
    return state


def shown(hass: HomeAssistant, *entity_ids: str) -> dict[str, str]:
    """Return the states of entities."""
    states = (hass.states.get(each) for each in entity_ids)
    return {each.entity_id: each.state for each in states if each is not None}


def all_shown(hass: HomeAssistant) -> str:
    """Return all that any entity shows."""
    return json_bytes([each.as_dict() for each in hass.states.async_all()]).decode().upper()


def would_restore(hass: HomeAssistant) -> str:
    """Return all that Home Assistant would restore after a restart."""
    stored = restore_state.async_get(hass).async_get_stored_states()
    return json_bytes([each.as_dict() for each in stored]).decode().upper()


def traces(*plates: str) -> Traces:
    return Traces(frozenset(plates))


async def restart(hass: HomeAssistant, account: MockConfigEntry) -> None:
    """Have the account start anew: what entities showed is restored."""
    assert await hass.config_entries.async_unload(account.entry_id)
    assert await hass.config_entries.async_setup(account.entry_id)
    await hass.async_block_till_done()


@pytest.mark.parametrize("restarts", [0, 1], ids=["as seen", "as restored"])
async def test_no_entity_shows_what_was_deleted(
    hass: HomeAssistant,
    account: MockConfigEntry,
    cloud: SandboxProcess,
    hass_storage: dict[str, Any],
    restarts: int,
) -> None:
    await see(hass, cloud, STRANGER)
    for _ in range(restarts):
        await restart(hass, account)
    assert STRANGER in all_shown(hass)
    assert STRANGER in would_restore(hass)
    await restore_state.RestoreStateData.async_save_persistent_states(hass)
    assert STRANGER in json_bytes(hass_storage[restore_state.STORAGE_KEY]).decode()
    assert "unknown" not in shown(hass, *SHOWN).values()

    await account.runtime_data.async_forget(traces(STRANGER))

    assert shown(hass, *SHOWN) == dict.fromkeys(SHOWN, "unknown")
    attributes = seen_state(hass, "image_processing.driveway_plates").attributes
    assert (attributes["plates"], attributes["vehicles"], attributes["detections"]) == ({}, 0, [])
    for text in (all_shown(hass), would_restore(hass), json_bytes(hass_storage).decode().upper()):
        assert STRANGER not in text


async def test_nothing_of_it_comes_back_by_a_restart(
    hass: HomeAssistant, account: MockConfigEntry, cloud: SandboxProcess
) -> None:
    await see(hass, cloud, STRANGER)
    await account.runtime_data.async_forget(traces(STRANGER))

    await restart(hass, account)

    assert STRANGER not in all_shown(hass)
    assert shown(hass, *SHOWN) == dict.fromkeys(SHOWN, "unknown")


@pytest.mark.parametrize("restarts", [0, 1], ids=["as seen", "as restored"])
async def test_what_is_shown_of_others_stays(
    hass: HomeAssistant, account: MockConfigEntry, cloud: SandboxProcess, restarts: int
) -> None:
    await see(hass, cloud, STRANGER)
    await see(hass, cloud, GOLF)
    for _ in range(restarts):
        await restart(hass, account)
    before = all_shown(hass)

    await account.runtime_data.async_forget(traces(STRANGER, "AB12CD", "AB12CDEF"))

    assert all_shown(hass) == before


async def test_a_deleted_vehicle_s_own_entities_are_unknown_and_it_stays_present(
    hass: HomeAssistant, account: MockConfigEntry, cloud: SandboxProcess
) -> None:
    own = (
        "sensor.golf_last_seen",
        "sensor.golf_last_place",
        "event.golf_sighting",
        "sensor.driveway_vehicle",
    )
    await see(hass, cloud, GOLF)
    assert "unknown" not in shown(hass, *own).values()
    await restart(hass, account)

    await account.runtime_data.async_forget(traces(GOLF))

    assert shown(hass, *own) == dict.fromkeys(own, "unknown")
    assert shown(hass, "binary_sensor.golf_present") == {"binary_sensor.golf_present": "on"}


async def test_one_sighting_is_found_by_its_id(
    hass: HomeAssistant, account: MockConfigEntry, cloud: SandboxProcess
) -> None:
    await see(hass, cloud, STRANGER)
    sighted = seen_state(hass, "event.driveway_sighting").attributes
    another = Traces(sighting_ids=frozenset({"01ANOTHER"}), visit_ids=frozenset({"01VISIT"}))
    before = all_shown(hass)
    await account.runtime_data.async_forget(another)
    assert all_shown(hass) == before

    await account.runtime_data.async_forget(
        Traces(sighting_ids=frozenset({sighted["sighting_id"]}))
    )

    assert shown(hass, *SHOWN) == dict.fromkeys(SHOWN, "unknown")


async def test_everything_leaves_nothing(
    hass: HomeAssistant, account: MockConfigEntry, cloud: SandboxProcess
) -> None:
    await see(hass, cloud, STRANGER)
    await see(hass, cloud, GOLF)

    await account.runtime_data.async_forget(Traces(everything=True))

    assert shown(hass, *SHOWN) == dict.fromkeys(SHOWN, "unknown")
    assert STRANGER not in would_restore(hass)


async def test_an_event_after_a_deletion_is_shown_as_any(
    hass: HomeAssistant, account: MockConfigEntry, cloud: SandboxProcess
) -> None:
    await see(hass, cloud, STRANGER)
    await account.runtime_data.async_forget(traces(STRANGER))

    await see(hass, cloud, GOLF)

    event = seen_state(hass, "event.driveway_sighting")
    assert event.attributes["plate"] == GOLF
    assert shown(hass, "sensor.driveway_vehicle") == {"sensor.driveway_vehicle": "Golf"}


async def test_a_removed_camera_s_entities_are_not_restored_with_it(
    hass: HomeAssistant, account: MockConfigEntry, cloud: SandboxProcess
) -> None:
    await see(hass, cloud, STRANGER)
    hass.config_entries.async_remove_subentry(account, next(iter(account.subentries)))
    await hass.async_block_till_done()
    assert STRANGER in would_restore(hass)

    await account.runtime_data.async_forget(traces(STRANGER))

    assert STRANGER not in would_restore(hass)


async def test_the_camera_s_last_scan_and_its_decision_forget_it(
    hass: HomeAssistant, cloud: SandboxProcess, restless: FakeCamera
) -> None:
    twins = (
        vehicle_subentry(name, each, matching="lookalike")
        for name, each in (("Polo", "AB12 C0E"), ("Golf", "AB12 CQE"))
    )
    account = await set_up(hass, cloud_entry(cloud, camera_subentry(), *twins))
    await see(hass, cloud, "AB12CDE", STRANGER)
    news = next(iter(account.runtime_data.scanners.values())).news
    assert "ambiguous" in seen_state(hass, "sensor.driveway_decision").attributes

    await account.runtime_data.async_forget(traces("AB12CDE"))

    assert [each.plate for each in news.last_scan.sightings] == [STRANGER]
    assert "ambiguous" not in news.last_decision.details
    decision = seen_state(hass, "sensor.driveway_decision")
    assert decision.state == "sighted"
    assert "ambiguous" not in decision.attributes
