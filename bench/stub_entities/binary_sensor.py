"""Binary sensors that nothing turns on."""

from homeassistant.components.binary_sensor import BinarySensorEntity
from homeassistant.const import Platform

from .entity import StubEntity, set_up


class StubBinarySensor(StubEntity, BinarySensorEntity):
    """Is always off."""

    _attr_is_on = False


async_setup_entry = set_up(Platform.BINARY_SENSOR, StubBinarySensor)
