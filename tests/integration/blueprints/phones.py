"""Phones that have the Home Assistant app."""

from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.util import slugify
from pytest_homeassistant_custom_component.common import MockConfigEntry

APP = "mobile_app"


def add_phone(hass: HomeAssistant, name: str) -> str:
    """Add a phone as its app does, with a notify entity, and return the id of its device."""
    entry = MockConfigEntry(domain=APP)
    entry.add_to_hass(hass)
    device = dr.async_get(hass).async_get_or_create(
        config_entry_id=entry.entry_id, identifiers={(APP, name)}, name=name
    )
    notify = er.async_get(hass).async_get_or_create(
        "notify", APP, name, device_id=device.id, suggested_object_id=slugify(name)
    )
    hass.states.async_set(notify.entity_id, "unknown")
    device_id: str = device.id
    return device_id
