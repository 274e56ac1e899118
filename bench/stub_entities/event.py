"""Events that never happen."""

from homeassistant.components.event import EventEntity
from homeassistant.const import Platform

from .entity import StubEntity, set_up


class StubEvent(StubEntity, EventEntity):
    """Never happens."""

    _attr_event_types = ["event"]  # noqa: RUF012 - as core has it


async_setup_entry = set_up(Platform.EVENT, StubEvent)
