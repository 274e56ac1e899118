"""The entities that there can be, as the platforms describe them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from homeassistant.const import Platform
from homeassistant.helpers.entity import EntityDescription

from custom_components.plate_recognizer import (
    binary_sensor,
    button,
    event,
    image,
    image_processing,
    sensor_descriptions as sensors,
    switch,
)

from .english import node


@dataclass(frozen=True, slots=True)
class Documented:
    """An entity that a device can have."""

    device: str
    """The kind of device: account, camera or vehicle."""
    platform: Platform
    description: EntityDescription

    @property
    def name(self) -> str:
        """By which it is told from the others of the device."""
        return f"{self.platform}.{self.description.key}"

    @property
    def label(self) -> str:
        """What it is called in the UI, after the device's name."""
        return str(self._texts["name"])

    @property
    def states(self) -> dict[str, str]:
        """The words for its states, if it has any."""
        return dict(self._texts.get("state", {}))

    @property
    def unit(self) -> str | None:
        """The unit of its state."""
        unit: str | None = getattr(self.description, "native_unit_of_measurement", None)
        return unit or self._texts.get("unit_of_measurement")

    @property
    def _texts(self) -> dict[str, Any]:
        assert self.description.translation_key is not None
        return node("entity", self.platform, self.description.translation_key)


def _of(device: str, platform: Platform, *descriptions: EntityDescription) -> Iterable[Documented]:
    return (Documented(device, platform, each) for each in descriptions)


ENTITIES: Final = (
    *_of("account", Platform.SENSOR, *sensors.ACCOUNT_SENSORS, sensors.QUOTA_RUNS_OUT),
    *_of("account", Platform.SENSOR, *sensors.STATISTICS_SENSORS),
    *_of("account", Platform.BINARY_SENSOR, binary_sensor.QUOTA_LOW, binary_sensor.READY),
    *_of("account", Platform.BUTTON, button.REFRESH),
    *_of("camera", Platform.IMAGE_PROCESSING, image_processing.PLATES),
    *_of("camera", Platform.EVENT, event.SIGHTING, event.VISIT),
    *_of("camera", Platform.SENSOR, *sensors.SIGHTING_SENSORS, *sensors.SCAN_SENSORS),
    *_of("camera", Platform.BINARY_SENSOR, binary_sensor.OCCUPIED),
    *_of("camera", Platform.IMAGE, image.PICTURE),
    *_of("camera", Platform.BUTTON, button.SCAN),
    *_of("camera", Platform.SWITCH, switch.SCANNING),
    *_of("vehicle", Platform.EVENT, event.VEHICLE_SIGHTING, event.VISIT),
    *_of("vehicle", Platform.SENSOR, *sensors.VEHICLE_SENSORS, sensors.LAST_STAY),
    *_of("vehicle", Platform.BINARY_SENSOR, binary_sensor.PRESENT),
)

DEVICES: Final = ("account", "camera", "vehicle")
