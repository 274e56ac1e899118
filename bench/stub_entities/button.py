"""Buttons that do nothing."""

from homeassistant.components.button import ButtonEntity
from homeassistant.const import Platform

from .entity import StubEntity, set_up


class StubButton(StubEntity, ButtonEntity):
    """Does nothing."""


async_setup_entry = set_up(Platform.BUTTON, StubButton)
