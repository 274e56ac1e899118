"""The action that has a vehicle known no more."""

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import Unauthorized
from homeassistant.helpers import device_registry as dr
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    MockUser,
    async_capture_events,
)

from custom_components.plate_recognizer.const import EVENT_SIGHTING
from sandbox.process import SandboxProcess

from .action import act, act_as, refused
from .answers import plate
from .conftest import (
    CAMERA_SUBENTRY,
    camera_subentry,
    cloud_entry,
    scan,
    set_up,
    vehicle_subentry,
)

GOLF_ID = "01VEHICLE0000000000000GOLF"


@pytest.fixture
async def account(hass: HomeAssistant, cloud: SandboxProcess, camera: object) -> MockConfigEntry:
    """A running account with a camera and a vehicle."""
    golf = vehicle_subentry("Golf", "AB12 CDE", subentry_id=GOLF_ID, may_open=True)
    return await set_up(hass, cloud_entry(cloud, camera_subentry(), golf))


def device_of(hass: HomeAssistant, account: MockConfigEntry, subentry_id: str) -> str:
    device = dr.async_get(hass).async_get_device_by_identifier(
        ("plate_recognizer", subentry_id), account.entry_id
    )
    assert device is not None
    return device.id


@pytest.mark.parametrize("by_device", [False, True])
async def test_a_vehicle_that_is_removed_opens_nothing_any_more_and_no_camera_is_disturbed(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    account: MockConfigEntry,
    slow_index: None,
    *,
    by_device: bool,
) -> None:
    running = account.runtime_data
    scanner = running.scanners[CAMERA_SUBENTRY]
    named = device_of(hass, account, GOLF_ID) if by_device else GOLF_ID

    answer = await hass.services.async_call(
        "plate_recognizer",
        "remove_vehicle",
        {"vehicle_id": named},
        blocking=True,
        return_response=True,
    )

    assert answer == {"vehicle_id": GOLF_ID}
    assert not running.vehicles.async_knows("AB12CDE"), "at once"
    await hass.async_block_till_done()
    assert GOLF_ID not in account.subentries
    assert hass.states.get("event.golf_sighting") is None
    assert account.runtime_data is running
    assert running.scanners[CAMERA_SUBENTRY] is scanner
    events = async_capture_events(hass, EVENT_SIGHTING)
    cloud.answer([plate("ab12cde")])
    await scan(hass)
    assert [event.data["status"] for event in events] == ["stranger"]


async def test_who_may_not_change_vehicles_removes_none(
    hass: HomeAssistant, account: MockConfigEntry, hass_read_only_user: MockUser
) -> None:
    with pytest.raises(Unauthorized):
        await act_as(hass_read_only_user, hass, "remove_vehicle", vehicle_id=GOLF_ID)

    assert GOLF_ID in account.subentries


async def test_what_is_no_vehicle_is_not_removed(
    hass: HomeAssistant, account: MockConfigEntry
) -> None:
    before = dict(account.subentries)

    for named in ("nobody", CAMERA_SUBENTRY, device_of(hass, account, CAMERA_SUBENTRY)):
        assert await refused(hass, "remove_vehicle", vehicle_id=named) == "vehicle_unknown"
    assert await refused(hass, "remove_vehicle") == "vehicle_missing"
    assert await refused(hass, "remove_vehicle", vehicle_id=" ") == "vehicle_missing"
    assert account.subentries == before


async def test_a_vehicle_is_found_in_whichever_account_unless_another_one_is_named(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry
) -> None:
    other = MockConfigEntry(
        domain=account.domain,
        title="Other",
        data=dict(account.data),
        subentries_data=[vehicle_subentry("Polo", "XY98 ZZZ", subentry_id="01POLO")],
    )
    await set_up(hass, other)

    assert (
        await refused(hass, "remove_vehicle", vehicle_id="01POLO", config_entry_id=account.entry_id)
        == "vehicle_unknown"
    )
    await hass.config_entries.async_unload(other.entry_id)
    await act(hass, "remove_vehicle", vehicle_id="01POLO")

    assert not other.subentries, "also while it doesn't run"
    assert GOLF_ID in account.subentries
