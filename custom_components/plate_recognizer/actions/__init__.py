"""What automations, scripts and people can have done: one module for each action."""

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.service import async_register_admin_service

from ..const import DOMAIN
from .action import Action
from .add_vehicle import ADD_VEHICLE
from .delete_sightings import DELETE_SIGHTINGS
from .get_decisions import GET_DECISIONS
from .get_sightings import GET_SIGHTINGS
from .propose_migration import PROPOSE_MIGRATION
from .recognize import RECOGNIZE
from .remove_vehicle import REMOVE_VEHICLE
from .simulate_sighting import SIMULATE_SIGHTING

ACTIONS: tuple[Action, ...] = (
    ADD_VEHICLE,
    DELETE_SIGHTINGS,
    GET_DECISIONS,
    GET_SIGHTINGS,
    PROPOSE_MIGRATION,
    RECOGNIZE,
    REMOVE_VEHICLE,
    SIMULATE_SIGHTING,
)


@callback
def async_set_up_actions(hass: HomeAssistant) -> None:
    """Offer the actions, whether an account runs or not: automations can then be checked."""
    for action in ACTIONS:
        if action.is_for_everybody:
            hass.services.async_register(
                DOMAIN, action.name, action.handle, action.schema, action.answers
            )
        else:
            async_register_admin_service(
                hass, DOMAIN, action.name, action.handle, action.schema, action.answers
            )
