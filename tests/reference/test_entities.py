"""Every entity that a home gets is in the reference, and shows what it says there."""

from collections.abc import Iterator
from typing import Any, Final

from homeassistant.const import STATE_UNKNOWN
from homeassistant.helpers import entity_registry as er
import pytest

from custom_components.plate_recognizer.const import KNOWN_VEHICLE_TYPES, SUBENTRY_TYPE_CAMERA

from .catalog import ENTITIES, Documented
from .conftest import Home
from .descriptions import Keys, entities, event_keys
from .differences import differences
from .example import DETECTION

OF_HOME_ASSISTANT: Final = {
    *("friendly_name", "device_class", "unit_of_measurement", "state_class", "options"),
    *("event_type", "event_types", "last_reset", "entity_picture", "access_token"),
}
"""Attributes that core gives to entities of a platform."""

EVENT_DATA: Final = {"event.sighting": "sighting", "event.visit": "visit"}


def found(home: Home) -> Iterator[tuple[str, str, er.RegistryEntry]]:
    """Yield the entities of all accounts, with the kind of their device and their name on it."""
    registry = er.async_get(home.hass)
    for account in home.accounts:
        for entity in er.async_entries_for_config_entry(registry, account.entry_id):
            owner = entity.config_subentry_id
            device = "account"
            if owner is not None:
                kind = account.subentries[owner].subentry_type
                assert kind in {SUBENTRY_TYPE_CAMERA, *KNOWN_VEHICLE_TYPES}
                device = "camera" if kind == SUBENTRY_TYPE_CAMERA else "vehicle"
            key = entity.unique_id.removeprefix(f"{owner or account.entry_id}_")
            yield device, f"{entity.domain}.{key}", entity


def documented() -> dict[tuple[str, str], Documented]:
    return {(each.device, each.name): each for each in ENTITIES}


def own_attributes(home: Home, entity: er.RegistryEntry) -> dict[str, Any] | None:
    """Return what an entity shows besides its state; None if it has shown nothing yet."""
    state = home.hass.states.get(entity.entity_id)
    assert state is not None, entity.entity_id
    if state.state == STATE_UNKNOWN and entity.domain == "event":
        return None
    return {key: state.attributes[key] for key in state.attributes.keys() - OF_HOME_ASSISTANT}


def described(device: str, name: str) -> Keys:
    if name in EVENT_DATA:
        return event_keys(EVENT_DATA[name])
    return entities(device)[name].attributes


async def test_every_entity_is_in_the_reference_and_each_one_there_exists(home: Home) -> None:
    assert {(device, name) for device, name, _ in found(home)} == documented().keys()


async def test_every_entity_is_as_the_reference_says(home: Home) -> None:
    listed = documented()
    for device, name, entity in found(home):
        said = listed[device, name]
        state = home.hass.states.get(entity.entity_id)
        assert state is not None
        assert entity.entity_category == said.description.entity_category, name
        assert entity.original_device_class == said.description.device_class, name
        assert state.attributes.get("unit_of_measurement") == said.unit, name
        assert entity.original_name == said.label, name
        assert (entity.disabled_by is None) == said.description.entity_registry_enabled_default
        assert state.attributes.get("event_types") == getattr(said.description, "event_types", None)


async def test_every_entity_has_the_attributes_that_the_reference_says_and_no_others(
    home: Home,
) -> None:
    shown: dict[tuple[str, str], list[dict[str, Any]]] = {each: [] for each in documented()}
    for device, name, entity in found(home):
        if (attributes := own_attributes(home, entity)) is not None:
            shown[device, name].append(attributes)

    for (device, name), told in shown.items():
        assert told, f"{name} of a {device} has shown nothing"
        if name == "sensor.decision":
            continue  # has those of its reason: see test_decisions.py
        if not name.startswith("event."):
            assert differences(told, described(device, name)) == [], name
            continue
        for attributes in told:
            assert attributes.keys() == {
                key for key in described(device, name) if "." not in key
            }, name


async def test_each_detection_has_the_keys_that_the_reference_says(home: Home) -> None:
    [plates] = [
        own_attributes(home, entity)
        for _, name, entity in found(home)
        if name == "image_processing.plates" and entity.config_entry_id == home.accounts[0].entry_id
    ]

    assert plates is not None
    assert [each.keys() for each in plates["detections"]] == [DETECTION.keys()]


@pytest.mark.parametrize("device", ["account", "camera", "vehicle"])
def test_attributes_are_described_where_an_entity_has_some_that_are_no_events(device: str) -> None:
    for name in EVENT_DATA:
        shown = entities(device).get(name)
        assert shown is None or not shown.attributes
