"""What holds for every entity and device of an account, whatever it shows."""

from types import MappingProxyType

from homeassistant.config_entries import ConfigSubentry
from homeassistant.const import CONF_NAME
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.helpers.entity_component import DATA_INSTANCES
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.plate_recognizer.const import (
    CONF_CAMERA_ENTITY_ID,
    CONF_PLATES,
    DOMAIN,
    SUBENTRY_TYPE_CAMERA,
    SUBENTRY_TYPE_VEHICLE,
)
from sandbox.process import SandboxProcess

from .conftest import (
    CAMERA_SUBENTRY,
    camera_subentry,
    cloud_entry,
    plate_list_subentry,
    set_up,
    vehicle_subentry,
)


@pytest.fixture
async def account(hass: HomeAssistant, cloud: SandboxProcess, camera: object) -> MockConfigEntry:
    """A running account with one of each thing."""
    golf = vehicle_subentry("Golf", "AB12 CDE")
    yard = plate_list_subentry("Yard", "plate", "KL56 MNO")
    return await set_up(hass, cloud_entry(cloud, camera_subentry(), golf, yard))


def devices(hass: HomeAssistant, account: MockConfigEntry) -> set[str | None]:
    """Return the names of an account's devices."""
    registry = dr.async_get(hass)
    return {device.name for device in dr.async_entries_for_config_entry(registry, account.entry_id)}


@pytest.mark.usefixtures("account")
async def test_every_entity_is_known_by_an_id_and_named_within_its_device(
    hass: HomeAssistant,
) -> None:
    entities = [
        entity
        for component in hass.data[DATA_INSTANCES].values()
        for entity in component.entities
        if entity.platform.platform_name == DOMAIN
    ]
    assert {entity.platform.domain for entity in entities} >= {"image_processing", "sensor"}
    for entity in entities:
        assert entity.unique_id, entity.entity_id
        assert entity.has_entity_name, entity.entity_id
        assert entity.translation_key, entity.entity_id
        registered = er.async_get(hass).async_get(entity.entity_id)
        assert registered is not None
        assert registered.device_id is not None


async def test_what_is_added_has_its_device_at_once_without_a_reload(
    hass: HomeAssistant, account: MockConfigEntry
) -> None:
    running = account.runtime_data
    for kind, name, data in (
        (SUBENTRY_TYPE_CAMERA, "Gate", {CONF_CAMERA_ENTITY_ID: "camera.driveway"}),
        (SUBENTRY_TYPE_VEHICLE, "Polo", {CONF_PLATES: ["EF34 GHJ"]}),
    ):
        hass.config_entries.async_add_subentry(
            account,
            ConfigSubentry(
                data=MappingProxyType({CONF_NAME: name, **data}),
                subentry_type=kind,
                title=name,
                unique_id=f"{kind}:{name}",
            ),
        )
        await hass.async_block_till_done()
        assert name in devices(hass, account)

    assert account.runtime_data is running
    assert hass.states.get("sensor.gate_plate") is not None
    assert hass.states.get("binary_sensor.polo_present") is not None


async def test_a_device_goes_with_what_it_is_of(
    hass: HomeAssistant, account: MockConfigEntry
) -> None:
    assert devices(hass, account) == {"Snapshot Cloud", "Driveway", "Golf", "Yard"}

    hass.config_entries.async_remove_subentry(account, CAMERA_SUBENTRY)
    await hass.async_block_till_done()
    assert devices(hass, account) == {"Snapshot Cloud", "Golf", "Yard"}

    for subentry_id in tuple(account.subentries):
        hass.config_entries.async_remove_subentry(account, subentry_id)
    await hass.async_block_till_done()
    assert devices(hass, account) == {"Snapshot Cloud"}

    await hass.config_entries.async_remove(account.entry_id)
    await hass.async_block_till_done()
    assert not devices(hass, account)
