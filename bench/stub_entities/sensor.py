"""Sensors without a value."""

from homeassistant.components.sensor import SensorEntity
from homeassistant.const import Platform

from .entity import StubEntity, set_up


class StubSensor(StubEntity, SensorEntity):
    """Never knows a value."""


async_setup_entry = set_up(Platform.SENSOR, StubSensor)
