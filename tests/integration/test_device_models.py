"""What a device is, and that selectors for vehicles offer only those of vehicles."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr
from homeassistant.util.yaml import load_yaml_dict
import pytest

from custom_components.plate_recognizer.const import DOMAIN
from sandbox.process import SandboxProcess

from .conftest import (
    CAMERA_SUBENTRY,
    camera_subentry,
    cloud_entry,
    plate_list_subentry,
    set_up,
    vehicle_subentry,
)

PROJECT = Path(__file__).parents[2]
FOLDER = PROJECT / "custom_components" / DOMAIN
BLUEPRINTS = PROJECT / "blueprints" / "automation" / DOMAIN
GOLF_ID = "01VEHICLE0000000000000GOLF"
YARD_ID = "01PLATELIST00000000000YARD"


def device_selectors(described: object, key: str = "") -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield the name and the selector of each field that chooses devices."""
    if isinstance(described, Mapping):
        if (selector := described.get("selector")) and "device" in selector:
            yield key, selector["device"]
        for name, each in described.items():
            yield from device_selectors(each, name)


def offered(selector: Mapping[str, Any], devices: Mapping[str, dr.DeviceEntry]) -> set[str]:
    """Return what of these devices, all of them ours, the frontend offers in a selector."""
    return {
        name
        for name, device in devices.items()
        for wanted in selector["filter"]
        if wanted["integration"] == DOMAIN and wanted["model"] == device.model
    }


@pytest.fixture
async def devices(
    hass: HomeAssistant, cloud: SandboxProcess, camera: object
) -> dict[str, dr.DeviceEntry]:
    """The devices of an account with one of each kind."""
    golf = vehicle_subentry("Golf", "AB12 CDE", subentry_id=GOLF_ID)
    yard = plate_list_subentry("Yard", "XY98 ZZZ,Ben", subentry_id=YARD_ID)
    account = await set_up(hass, cloud_entry(cloud, camera_subentry(), golf, yard))
    identifiers = {
        "account": account.entry_id,
        "camera": CAMERA_SUBENTRY,
        "vehicle": GOLF_ID,
        "plate list": YARD_ID,
    }
    found = {}
    for name, identifier in identifiers.items():
        device = dr.async_get(hass).async_get_device_by_identifier(
            (DOMAIN, identifier), account.entry_id
        )
        assert device is not None
        found[name] = device
    return found


async def test_a_device_says_what_it_is(devices: dict[str, dr.DeviceEntry]) -> None:
    assert {name: device.model for name, device in devices.items()} == {
        "account": "Snapshot Cloud",
        "camera": "Camera",
        "vehicle": "Vehicle",
        "plate list": "Plate list",
    }


async def test_a_device_from_before_is_told_what_it_is_at_the_next_start(
    hass: HomeAssistant, devices: dict[str, dr.DeviceEntry]
) -> None:
    registry = dr.async_get(hass)
    for name in ("camera", "vehicle", "plate list"):
        registry.async_update_device(devices[name].id, model=None)

    [account] = hass.config_entries.async_entries(DOMAIN)
    await hass.config_entries.async_reload(account.entry_id)
    await hass.async_block_till_done()

    for device in devices.values():
        [identifier] = device.identifiers
        now = registry.async_get_device_by_identifier(identifier, account.entry_id)
        assert now is not None
        assert now.model == device.model


@pytest.mark.parametrize(
    "path",
    [
        FOLDER / "triggers.yaml",
        FOLDER / "conditions.yaml",
        BLUEPRINTS / "delivery_announced.yaml",
        BLUEPRINTS / "open_door.yaml",
        BLUEPRINTS / "welcome_home.yaml",
    ],
    ids=lambda path: path.stem,
)
async def test_selectors_for_vehicles_offer_vehicles_and_lists_and_no_cameras(
    devices: dict[str, dr.DeviceEntry], path: Path
) -> None:
    selectors = list(device_selectors(load_yaml_dict(path)))

    assert selectors
    for key, selector in selectors:
        assert offered(selector, devices) == {"vehicle", "plate list"}, key


async def test_what_can_be_removed_is_a_vehicle(devices: dict[str, dr.DeviceEntry]) -> None:
    described = load_yaml_dict(FOLDER / "services.yaml")["remove_vehicle"]
    [(_, selector)] = device_selectors(described)

    assert offered(selector, devices) == {"vehicle"}
