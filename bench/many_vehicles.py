"""An account with many vehicles, and the outline of its entities for stubs."""

from collections.abc import Iterable
from random import Random
from types import MappingProxyType
from typing import Any, Final

from homeassistant.config_entries import ConfigEntry, ConfigSubentry, ConfigSubentryData
from homeassistant.const import CONF_NAME
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er

from custom_components.plate_recognizer.const import (
    CONF_CAMERA_ENTITY_ID,
    CONF_CATEGORY,
    CONF_MAY_OPEN,
    CONF_PLATES,
    CONF_SCAN_INTERVAL,
    SUBENTRY_TYPE_CAMERA,
    SUBENTRY_TYPE_VEHICLE,
)
from custom_components.plate_recognizer.pipeline.verdict import Category

from .calibration.grammars import GRAMMARS
from .stub_entities.entity import ENTRY, Outline

CAMERAS: Final = 20
VEHICLES: Final = 500

_PLATES: Final = 2
"""Of each vehicle."""
_WHO_MAY_OPEN: Final = 0.1
_CATEGORIES: Final = tuple(Category)


def many_subentries(camera_entity_ids: Iterable[str]) -> list[ConfigSubentryData]:
    """Return the subentries of 20 cameras, some of which share an entity, and of 500 vehicles."""
    random = Random(1)
    entity_ids = sorted(camera_entity_ids)
    cameras: list[ConfigSubentryData] = [
        {
            "subentry_type": SUBENTRY_TYPE_CAMERA,
            "unique_id": f"camera:{number}",
            "title": f"Camera {number}",
            "data": {
                CONF_CAMERA_ENTITY_ID: entity_ids[number % len(entity_ids)],
                CONF_NAME: f"Camera {number}",
                CONF_SCAN_INTERVAL: 0,
            },
        }
        for number in range(CAMERAS)
    ]
    vehicles: list[ConfigSubentryData] = [
        {
            "subentry_type": SUBENTRY_TYPE_VEHICLE,
            "unique_id": f"vehicle:{number}",
            "title": f"Vehicle {number}",
            "data": _vehicle(random),
        }
        for number in range(VEHICLES)
    ]
    return cameras + vehicles


def new_vehicle() -> ConfigSubentry:
    """Return one more vehicle."""
    return ConfigSubentry(
        data=MappingProxyType(_vehicle(Random(2))),
        subentry_type=SUBENTRY_TYPE_VEHICLE,
        title="One more",
        unique_id="vehicle:one more",
    )


def new_plates() -> dict[str, Any]:
    """Return that vehicle's data with other plates."""
    return _vehicle(Random(3))


def _vehicle(random: Random) -> dict[str, Any]:
    return {
        CONF_PLATES: [random.choice(GRAMMARS).draw(random) for _ in range(_PLATES)],
        CONF_CATEGORY: random.choice(_CATEGORIES),
        CONF_MAY_OPEN: random.random() < _WHO_MAY_OPEN,
    }


def outline_of(hass: HomeAssistant, entry: ConfigEntry) -> Outline:
    """Say which entities a running account has itself, for a camera, and for a vehicle."""
    owners: dict[str | None, str] = {None: ENTRY}
    first = {subentry.subentry_type: subentry for subentry in entry.subentries.values()}
    owners |= {subentry.subentry_id: kind for kind, subentry in first.items()}
    outline: Outline = {kind: {} for kind in owners.values()}
    for entity in er.async_entries_for_config_entry(er.async_get(hass), entry.entry_id):
        if (kind := owners.get(entity.config_subentry_id)) is not None:
            key = entity.unique_id.removeprefix(f"{entity.config_subentry_id or entry.entry_id}_")
            outline[kind].setdefault(entity.domain, []).append(key)
    return outline
