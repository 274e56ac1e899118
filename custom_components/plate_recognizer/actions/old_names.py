"""What older automations and templates call things, and what those are called now."""

from collections.abc import Iterator
from typing import Final

from homeassistant.core import split_entity_id
from homeassistant.util import slugify
from homeassistant.util.json import JsonObjectType

from ..const import EVENT_SIGHTING
from ..migration.old_platform import OLD_PLATFORM
from .old_and_new import AccountHere, CameraHere

OLD_EVENT: Final = "platerecognizer.vehicle_detected"

EVENT_KEYS: Final = {
    "plate": "plate",
    "confidence": "score",
    "region_code": "region",
    "vehicle_type": "vehicle_type",
    "box_y_centre": "box",
    "box_x_centre": "box",
    "entity_id": "camera",
}
"""Of the old event, and of the sighting."""

_CAMERA_SENSORS: Final = {"last_detection": "last_seen", "orientation": "orientation"}
"""Sensors of a camera that were attributes."""

ATTRIBUTES: Final = (*_CAMERA_SENSORS, "vehicles", "watched_plates", "statistics")
"""Those that said more than the settings."""

_PLATES: Final = "image_processing.plates"


def names(accounts: list[AccountHere]) -> Iterator[JsonObjectType]:
    """Yield old names with their new ones: entities and attributes, then the event and its keys.

    What isn't set up yet has the name that it will get if nothing else has it.
    """
    for account in accounts:
        for camera in account.cameras:
            yield from _of_camera(account, camera)
        yield from _of_vehicles(account)
    yield _name(OLD_EVENT, None, EVENT_SIGHTING, None)
    for old_key, new_key in EVENT_KEYS.items():
        yield _name(OLD_EVENT, old_key, EVENT_SIGHTING, new_key)


def _of_camera(account: AccountHere, camera: CameraHere) -> Iterator[JsonObjectType]:
    old = _old_entity_id(camera)
    plates = account.entity_id(_PLATES, camera.name, camera.subentry_id)
    yield _name(old, None, plates, None)
    yield _name(old, "state", plates, "vehicles")
    yield _name(old, "vehicles", plates, "detections")
    for attribute, sensor in _CAMERA_SENSORS.items():
        new = account.entity_id(f"sensor.{sensor}", camera.name, camera.subentry_id)
        yield _name(old, attribute, new, None)
    remaining = account.entity_id("sensor.lookups_remaining", account.title)
    yield _name(old, "statistics", remaining, None)


def _of_vehicles(account: AccountHere) -> Iterator[JsonObjectType]:
    """Yield the watched plates once, not for each camera that had them: that could be millions."""
    for vehicle in account.vehicles:
        known = vehicle.known_as
        name, known_id = (known.title, known.subentry_id) if known else (vehicle.data["name"], None)
        present = account.entity_id("binary_sensor.present", name, known_id)
        yield _name("watched_plates", vehicle.written, present, None)


def _old_entity_id(camera: CameraHere) -> str:
    """Return what the older integration calls its entity, if nothing else was called so."""
    old = camera.proposed.old
    _, object_id = split_entity_id(old.entity_id)
    return f"image_processing.{slugify(old.name or f'{OLD_PLATFORM}_{object_id}')}"


def _name(old: str, old_key: str | None, new: str, new_key: str | None) -> JsonObjectType:
    return {"old": old, "old_key": old_key, "new": new, "new_key": new_key}
