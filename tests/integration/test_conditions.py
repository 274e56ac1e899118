"""Conditions of automations: whether a vehicle is here, and whether a place is occupied."""

from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.helpers import condition, device_registry as dr, entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
import voluptuous as vol

from custom_components.plate_recognizer.condition import CONDITIONS
from custom_components.plate_recognizer.const import DOMAIN

from .bus_events import GOLF_ID

VAN_ID = "01VEHICLE00000000000000VAN"


@pytest.fixture
def account(hass: HomeAssistant) -> MockConfigEntry:
    entry = MockConfigEntry(domain=DOMAIN)
    entry.add_to_hass(hass)
    return entry


def add_sensor(hass: HomeAssistant, account: MockConfigEntry, owner: str, key: str) -> str:
    """Add a binary sensor on a device of its own, and return its entity id."""
    device = dr.async_get(hass).async_get_or_create(
        config_entry_id=account.entry_id, identifiers={(DOMAIN, owner)}
    )
    sensor = er.async_get(hass).async_get_or_create(
        "binary_sensor",
        DOMAIN,
        f"{owner}_{key}",
        config_entry=account,
        device_id=device.id,
        suggested_object_id=f"{owner}_{key}",
    )
    return sensor.entity_id


def device_of(hass: HomeAssistant, entity_id: str) -> str:
    entry = er.async_get(hass).async_get(entity_id)
    assert entry is not None
    assert entry.device_id is not None
    return entry.device_id


async def holds(hass: HomeAssistant, name: str, **options: object) -> bool:
    """Say whether a condition holds now, set as an automation sets it."""
    config: dict[str, Any] = {"condition": f"{DOMAIN}.{name}", "options": options}
    validated = await condition.async_validate_condition_config(hass, config)
    checker = await condition.async_from_config(hass, validated)
    return bool(checker.async_check())


@pytest.mark.parametrize(
    ("golf", "van", "expected"),
    [
        ("on", "off", True),
        ("off", "on", True),
        ("off", "off", False),
        ("unavailable", "unknown", False),
        ("unavailable", "on", True),
        (None, None, False),
    ],
)
async def test_a_vehicle_is_here_if_the_sensor_of_one_of_them_says_so(
    hass: HomeAssistant,
    account: MockConfigEntry,
    golf: str | None,
    van: str | None,
    *,
    expected: bool,
) -> None:
    sensors = [add_sensor(hass, account, owner, "present") for owner in (GOLF_ID, VAN_ID)]
    for sensor, state in zip(sensors, (golf, van), strict=True):
        if state is not None:
            hass.states.async_set(sensor, state)

    devices = [device_of(hass, sensor) for sensor in sensors]

    assert await holds(hass, "is_vehicle_present", vehicle=devices) is expected


async def test_another_vehicle_and_another_sensor_of_the_device_count_for_nothing(
    hass: HomeAssistant, account: MockConfigEntry
) -> None:
    golf = add_sensor(hass, account, GOLF_ID, "present")
    hass.states.async_set(add_sensor(hass, account, GOLF_ID, "charging"), "on")
    hass.states.async_set(add_sensor(hass, account, VAN_ID, "present"), "on")
    hass.states.async_set(golf, "off")

    assert not await holds(hass, "is_vehicle_present", vehicle=[device_of(hass, golf)])
    assert not await holds(hass, "is_vehicle_present", vehicle=["a device that is gone"])


async def test_a_vehicle_has_to_be_chosen(hass: HomeAssistant) -> None:
    no_vehicles: tuple[dict[str, Any], ...] = ({}, {"vehicle": []})
    for options in no_vehicles:
        with pytest.raises(vol.Invalid):
            await holds(hass, "is_vehicle_present", **options)


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ([], True),
        (["driveway"], True),
        (["Gate", "DRIVEWAY "], True),
        (["Gate"], False),
        (["Street"], False),
        (["Elsewhere"], False),
    ],
)
async def test_a_place_is_occupied_if_a_camera_that_looks_at_it_says_so(
    hass: HomeAssistant, account: MockConfigEntry, places: list[str], *, expected: bool
) -> None:
    for camera, place, state in (
        ("front", "Driveway", "off"),
        ("side", "Driveway", "on"),
        ("gate", "Gate", "off"),
        ("street", "Street", "unavailable"),
    ):
        sensor = add_sensor(hass, account, camera, "occupied")
        hass.states.async_set(sensor, state, {"place": place})

    assert await holds(hass, "is_occupied", place=places) is expected


async def test_nothing_is_occupied_where_nobody_looks(
    hass: HomeAssistant, account: MockConfigEntry
) -> None:
    hass.states.async_set(add_sensor(hass, account, "a", "something_else"), "on")
    switch = er.async_get(hass).async_get_or_create(
        "switch", DOMAIN, "a_occupied", config_entry=account
    )
    hass.states.async_set(switch.entity_id, "on")
    add_sensor(hass, account, "b", "occupied")
    assert not await holds(hass, "is_occupied")


async def test_every_condition_and_each_of_its_fields_is_described_for_the_editor(
    hass: HomeAssistant, account: MockConfigEntry
) -> None:
    await condition.async_validate_condition_config(
        hass, {"condition": f"{DOMAIN}.is_occupied", "options": {}}
    )
    described = await condition.async_get_all_descriptions(hass)
    for name, each in CONDITIONS.items():
        description = described[f"{DOMAIN}.{name}"]
        assert description is not None
        schema: vol.Schema = vars(each)["schema"]
        [options] = schema.schema.values()
        assert description["fields"].keys() == {str(key) for key in options}


async def test_devices_of_other_integrations_are_passed_over(
    hass: HomeAssistant, account: MockConfigEntry
) -> None:
    sensor = add_sensor(hass, account, GOLF_ID, "present")
    hass.states.async_set(sensor, "on")
    other = dr.async_get(hass).async_get_or_create(
        config_entry_id=account.entry_id,
        identifiers={("other", GOLF_ID), ("three", "parts", GOLF_ID)},  # type: ignore[arg-type]
    )
    assert not await holds(hass, "is_vehicle_present", vehicle=[other.id])
    assert await holds(hass, "is_vehicle_present", vehicle=[other.id, device_of(hass, sensor)])
