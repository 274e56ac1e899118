"""The action that deletes what was seen, wherever it is kept."""

from typing import Any

from homeassistant.components.recorder import Recorder
from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import ServiceValidationError, Unauthorized
from homeassistant.helpers import device_registry as dr
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, MockUser

from custom_components.plate_recognizer.history.records import Wanted
from sandbox.process import SandboxProcess

from .action import act
from .answers import SEDAN, plate
from .conftest import camera_subentry, cloud_entry, scan, set_up, vehicle_subentry
from .deletion.conftest import (  # noqa: F401 - fixtures
    mock_recorder_before_hass,
    persistent_database,
    recorder,
)
from .deletion.database import recorded_tables_with
from .fake_camera import FakeCamera

GOLF_ID = "01VEHICLE0000000000000GOLF"
KEEPS_PICTURES: dict[str, Any] = {"history": {"history_pictures": "full"}}


@pytest.fixture
async def account(
    hass: HomeAssistant,
    recorder: Recorder,  # noqa: F811
    cloud: SandboxProcess,
    restless: FakeCamera,
) -> MockConfigEntry:
    """One whose camera has seen a known vehicle and two strangers."""
    golf = vehicle_subentry("Golf", "AB12 CDE")
    entry = await set_up(hass, cloud_entry(cloud, camera_subentry(), golf, options=KEEPS_PICTURES))
    for each in ("ab12cde", "zq99zqz", "xk81wrt"):
        cloud.answer([plate(each, vehicle=SEDAN)])
        await scan(hass)
    return entry


async def kept(account: MockConfigEntry) -> list[str | None]:
    """Return the plates that the history has, newest first."""
    found = await account.runtime_data.history.async_find(Wanted(), 100)
    return [each.data["plate"] for each in found]


def state(hass: HomeAssistant, entity_id: str) -> str:
    found = hass.states.get(entity_id)
    assert found is not None
    return found.state


async def test_a_plate_is_gone_from_history_entities_and_the_recorder(
    hass: HomeAssistant,
    account: MockConfigEntry,
    recorder: Recorder,  # noqa: F811
) -> None:
    assert state(hass, "sensor.driveway_plate") == "XK81WRT"
    assert await recorded_tables_with(recorder, "XK81WRT")

    answer = await act(hass, "delete_sightings", plate="xk81 WRT")

    assert answer == {"sightings": 1, "visits": 1, "recorder": True}
    assert await kept(account) == ["ZQ99ZQZ", "AB12CDE"]
    assert state(hass, "sensor.driveway_plate") == "unknown"
    assert state(hass, "image.driveway_picture") == "unknown"
    assert not await recorded_tables_with(recorder, "XK81WRT")
    assert await recorded_tables_with(recorder, "ZQ99ZQZ")


async def test_one_sighting_goes_and_all_others_stay(
    hass: HomeAssistant, account: MockConfigEntry
) -> None:
    [_, sighting, _] = await account.runtime_data.history.async_find(Wanted(), 9)

    answer = await act(hass, "delete_sightings", sighting_id=sighting.sighting_id)

    assert answer["sightings"] == 1
    assert await kept(account) == ["XK81WRT", "AB12CDE"]
    assert state(hass, "sensor.driveway_plate") == "XK81WRT"


@pytest.mark.parametrize("by", ["device", "id"])
async def test_all_of_a_vehicle_goes_with_what_the_recorder_has_of_its_entities(
    hass: HomeAssistant,
    account: MockConfigEntry,
    recorder: Recorder,  # noqa: F811
    by: str,
) -> None:
    [device] = [
        each.id
        for each in dr.async_entries_for_config_entry(dr.async_get(hass), account.entry_id)
        if each.config_subentry_id == GOLF_ID
    ]
    assert state(hass, "sensor.golf_last_place") == "Driveway"

    await act(hass, "delete_sightings", vehicle=device if by == "device" else GOLF_ID)
    await hass.async_block_till_done(wait_background_tasks=True)

    assert await kept(account) == ["XK81WRT", "ZQ99ZQZ"]
    assert state(hass, "sensor.golf_last_place") == "unknown"
    assert state(hass, "binary_sensor.golf_present") == "on", "it still stands there"
    assert not (await recorded_tables_with(recorder, "AB12CDE"))
    assert GOLF_ID in account.subentries, "it stays known"


async def test_everything_goes_and_the_numbers_with_it(
    hass: HomeAssistant,
    account: MockConfigEntry,
    recorder: Recorder,  # noqa: F811
) -> None:
    answer = await act(hass, "delete_sightings", everything=True)

    assert answer["sightings"] == 3
    assert await kept(account) == []
    assert (await act(hass, "get_decisions"))["decisions"] == []
    for each in ("AB12CDE", "ZQ99ZQZ", "XK81WRT"):
        assert not await recorded_tables_with(recorder, each)


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"plate": " "},
        {"everything": False},
        {"plate": "AB12CDE", "everything": True},
        {"plate": "AB12CDE", "sighting_id": "1"},
        {"vehicle": "x", "sighting_id": "1"},
    ],
)
async def test_what_is_unclear_deletes_nothing(
    hass: HomeAssistant, account: MockConfigEntry, fields: dict[str, Any]
) -> None:
    with pytest.raises(ServiceValidationError, match="it isn't clear what is meant"):
        await act(hass, "delete_sightings", **fields)

    assert len(await kept(account)) == 3


async def test_a_template_that_found_nothing_deletes_nothing_beside_what_it_found(
    hass: HomeAssistant, account: MockConfigEntry
) -> None:
    answer = await act(hass, "delete_sightings", plate=["", "ZQ99ZQZ"])

    assert answer["sightings"] == 1
    assert await kept(account) == ["XK81WRT", "AB12CDE"]


async def test_it_is_for_administrators(
    hass: HomeAssistant, account: MockConfigEntry, hass_read_only_user: MockUser
) -> None:
    with pytest.raises(Unauthorized):
        await hass.services.async_call(
            "plate_recognizer",
            "delete_sightings",
            {"everything": True},
            blocking=True,
            context=Context(user_id=hass_read_only_user.id),
        )

    assert len(await kept(account)) == 3


async def test_an_account_that_does_not_run_is_deleted_from_as_well(
    hass: HomeAssistant, account: MockConfigEntry
) -> None:
    history = account.runtime_data.history
    await hass.config_entries.async_unload(account.entry_id)

    await act(hass, "delete_sightings", plate="ZQ99ZQZ")

    found = await history.async_find(Wanted(), 9)
    assert [each.data["plate"] for each in found] == ["XK81WRT", "AB12CDE"]
