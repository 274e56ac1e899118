"""How an entity is stored, so that renaming it does no harm."""

from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er


def entity_reference(hass: HomeAssistant, entity_id: str) -> str:
    """Return what is stored of an entity: its registry id where it has one, else its id."""
    registered = er.async_get(hass).async_get(entity_id)
    return registered.id if registered else entity_id


def referenced_entity_id(hass: HomeAssistant, reference: str | None) -> str | None:
    """Return a stored entity's id by today's name; None when it is gone or there was none."""
    if reference is None:
        return None
    return er.async_resolve_entity_id(er.async_get(hass), reference)
