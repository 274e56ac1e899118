"""The conditions of automations: a vehicle is here, a place is occupied.

They look at the states of entities. One that is unavailable or unknown says nothing, so that what
depends on it doesn't happen.
"""

from collections.abc import Iterator
from typing import Any, ClassVar, Final, Unpack, override

from homeassistant.const import CONF_OPTIONS, STATE_ON, Platform
from homeassistant.core import HomeAssistant, State
from homeassistant.helpers import (
    config_validation as cv,
    device_registry as dr,
    entity_registry as er,
)
from homeassistant.helpers.condition import Condition, ConditionCheckParams, ConditionConfig
from homeassistant.helpers.typing import ConfigType
import voluptuous as vol

from .const import CONF_PLACE, CONF_VEHICLE, DOMAIN
from .pipeline.event_filter import folded

PRESENT: Final = "present"
OCCUPIED: Final = "occupied"


class StateCondition(Condition):
    """Looks whether one of some binary sensors is on."""

    schema: ClassVar[vol.Schema]

    @classmethod
    @override
    async def async_validate_config(cls, hass: HomeAssistant, config: ConfigType) -> ConfigType:
        validated: ConfigType = cls.schema(config)
        return validated

    def __init__(self, hass: HomeAssistant, config: ConditionConfig) -> None:
        super().__init__(hass, config)
        self._options: dict[str, Any] = config.options or {}

    def _states(self, entity_ids: Iterator[str]) -> Iterator[State]:
        for entity_id in entity_ids:
            if (state := self._hass.states.get(entity_id)) is not None:
                yield state


class VehiclePresentCondition(StateCondition):
    """Whether one of these vehicles is here."""

    schema = vol.Schema(
        {
            vol.Required(CONF_OPTIONS): {
                vol.Required(CONF_VEHICLE): vol.All(cv.ensure_list, vol.Length(min=1), [str])
            }
        }
    )

    @override
    def _async_check(self, **kwargs: Unpack[ConditionCheckParams]) -> bool:
        return any(state.state == STATE_ON for state in self._states(self._present_sensors()))

    def _present_sensors(self) -> Iterator[str]:
        devices, entities = dr.async_get(self._hass), er.async_get(self._hass)
        for device_id in self._options[CONF_VEHICLE]:
            if (device := devices.async_get(device_id)) is None:
                continue
            # Other integrations' devices are known by more than two words, too.
            for domain, identifier, *_ in device.identifiers:
                if domain != DOMAIN:
                    continue
                unique_id = f"{identifier}_{PRESENT}"
                entity_id = entities.async_get_entity_id(Platform.BINARY_SENSOR, DOMAIN, unique_id)
                if entity_id is not None:
                    yield entity_id


class OccupiedCondition(StateCondition):
    """Whether one of these places is occupied, or any."""

    schema = vol.Schema(
        {
            vol.Required(CONF_OPTIONS, default=dict): {
                vol.Optional(CONF_PLACE, default=list): vol.All(cv.ensure_list, [cv.string])
            }
        }
    )

    @override
    def _async_check(self, **kwargs: Unpack[ConditionCheckParams]) -> bool:
        places = {folded(place) for place in self._options[CONF_PLACE]}
        return any(
            state.state == STATE_ON
            and (not places or folded(state.attributes.get(CONF_PLACE)) in places)
            for state in self._states(self._occupied_sensors())
        )

    def _occupied_sensors(self) -> Iterator[str]:
        entities = er.async_get(self._hass)
        for account in self._hass.config_entries.async_entries(DOMAIN):
            for entity in er.async_entries_for_config_entry(entities, account.entry_id):
                is_sensor = entity.domain == Platform.BINARY_SENSOR
                if is_sensor and entity.unique_id.endswith(f"_{OCCUPIED}"):
                    yield entity.entity_id


CONDITIONS: Final[dict[str, type[Condition]]] = {
    "is_vehicle_present": VehiclePresentCondition,
    "is_occupied": OccupiedCondition,
}


async def async_get_conditions(hass: HomeAssistant) -> dict[str, type[Condition]]:
    """Return the conditions by their names."""
    return CONDITIONS
