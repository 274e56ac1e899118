"""Switches that nothing turns off."""

from homeassistant.components.switch import SwitchEntity
from homeassistant.const import Platform

from .entity import StubEntity, set_up


class StubSwitch(StubEntity, SwitchEntity):
    """Is always on."""

    _attr_is_on = True


async_setup_entry = set_up(Platform.SWITCH, StubSwitch)
