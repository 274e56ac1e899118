"""The triggers of automations: a vehicle was seen, it arrived, it left.

They listen on the event bus, which is there before any account is and outlives its reloads.
"""

from abc import abstractmethod
from collections import deque
from collections.abc import Mapping
from typing import Any, ClassVar, Final, override

from homeassistant.const import CONF_DEVICE_ID, CONF_OPTIONS, CONF_TARGET
from homeassistant.core import CALLBACK_TYPE, Event, HomeAssistant, callback
from homeassistant.helpers import (
    config_validation as cv,
    device_registry as dr,
    entity_registry as er,
)
from homeassistant.helpers.target import TargetSelection, async_extract_referenced_entity_ids
from homeassistant.helpers.trigger import (
    NotTriggeredInfo,
    Trigger,
    TriggerActionRunner,
    TriggerConfig,
    TriggerNotTriggeredReporter,
)
from homeassistant.helpers.typing import ConfigType
import voluptuous as vol

from .const import (
    CONF_CATEGORY,
    CONF_MAY_OPEN,
    CONF_PLACE,
    CONF_SIMULATED,
    CONF_STATUS,
    CONF_SURE,
    CONF_VEHICLE,
    DOMAIN,
    EVENT_SIGHTING,
    EVENT_SIMULATED_SIGHTING,
    EVENT_VISIT_ENDED,
    EVENT_VISIT_STARTED,
)
from .pipeline import wording
from .pipeline.event_filter import (
    ARRIVAL,
    CERTAINTY,
    DEPARTURE,
    PERMISSION,
    EventFilter,
    Need,
    Refusal,
    folded,
)
from .pipeline.sighting import Status
from .pipeline.verdict import Category

REMEMBERED = 100
"""Ids of sightings and visits that were acted on: more than can be told of at one time."""

OPTIONS = {
    vol.Optional(CONF_VEHICLE, default=list): vol.All(cv.ensure_list, [str]),
    vol.Optional(CONF_CATEGORY, default=list): vol.All(
        cv.ensure_list, [vol.In([category.value for category in Category])]
    ),
    vol.Optional(CONF_PLACE, default=list): vol.All(cv.ensure_list, [cv.string]),
    vol.Optional(CONF_MAY_OPEN, default=False): cv.boolean,
    vol.Optional(CONF_SURE, default=False): cv.boolean,
    vol.Optional(CONF_SIMULATED, default=False): cv.boolean,
}
STATUS_OPTION = {
    vol.Optional(CONF_STATUS, default=list): vol.All(
        cv.ensure_list, [vol.In([status.value for status in Status])]
    ),
}
CHOSEN: Final = {CONF_MAY_OPEN: PERMISSION, CONF_SURE: CERTAINTY}
"""What an automation asks for by turning an option on."""


def trigger_schema(options: Mapping[vol.Marker, Any]) -> vol.Schema:
    """Return the schema of a trigger with these options, all of which may be left out."""
    return vol.Schema(
        {
            vol.Optional(CONF_TARGET): cv.TARGET_FIELDS,
            vol.Required(CONF_OPTIONS, default=dict): dict(options),
        }
    )


class VehicleTrigger(Trigger):
    """Acts on the events of one kind, once for each sighting or visit."""

    schema: ClassVar[vol.Schema] = trigger_schema(OPTIONS)
    event_types: ClassVar[tuple[str, ...]]
    variable: ClassVar[str]
    """What an automation calls the event's data: `trigger.<variable>`."""
    statuses: ClassVar[frozenset[str]] = frozenset()
    """That it is for; empty: those that the user chooses, or all."""
    needs: ClassVar[tuple[Need, ...]] = ()
    """What makes an event what the trigger's name says."""

    @classmethod
    @override
    async def async_validate_config(cls, hass: HomeAssistant, config: ConfigType) -> ConfigType:
        validated: ConfigType = cls.schema(config)
        return validated

    def __init__(self, hass: HomeAssistant, config: TriggerConfig) -> None:
        super().__init__(hass, config)
        options = config.options or {}
        self._filter = EventFilter(
            statuses=self.statuses or frozenset(options.get(CONF_STATUS, ())),
            categories=frozenset(options[CONF_CATEGORY]),
            places=frozenset(folded(place) for place in options[CONF_PLACE]),
            needs=(*self.needs, *(need for key, need in CHOSEN.items() if options[key])),
        )
        self._vehicles: list[str] = options[CONF_VEHICLE]
        self._takes_simulated: bool = options[CONF_SIMULATED]
        self._target = config.target
        self._acted_on: deque[str] = deque(maxlen=REMEMBERED)

    @staticmethod
    @abstractmethod
    def describe(data: Mapping[str, Any]) -> wording.Sentence:
        """Say what happened."""

    @override
    async def async_attach_runner(
        self,
        run_action: TriggerActionRunner,
        did_not_trigger: TriggerNotTriggeredReporter | None = None,
    ) -> CALLBACK_TYPE:
        @callback
        def on_event(event: Event[dict[str, Any]]) -> None:
            if not self._concerns(event.data):
                return
            variables = {self.variable: dict(event.data)}
            if (refusal := self._refusal(event)) is None:
                self._remember(event)
                _ = run_action(variables, str(self.describe(event.data)), event.context)
            elif did_not_trigger is not None:
                did_not_trigger(NotTriggeredInfo(refusal, variables), event.context)

        removers = [
            self._hass.bus.async_listen(event_type, on_event) for event_type in self.event_types
        ]

        @callback
        def detach() -> None:
            for remove in removers:
                remove()

        return detach

    def _concerns(self, data: Mapping[str, Any]) -> bool:
        return (
            self._filter.concerns(data)
            and self._is_of_chosen_vehicle(data)
            and self._is_in_target(data)
        )

    def _refusal(self, event: Event[dict[str, Any]]) -> Refusal | None:
        if event.event_type == EVENT_SIMULATED_SIGHTING:
            if not self._takes_simulated:
                return Refusal.SIMULATED
        elif event.data.get(self._id_key) in self._acted_on:
            return Refusal.ACTED_ALREADY
        return self._filter.refusal(event.data)

    def _remember(self, event: Event[dict[str, Any]]) -> None:
        """Act on it once only. Each simulation acts, whatever id it carries."""
        event_id = event.data.get(self._id_key)
        if event.event_type != EVENT_SIMULATED_SIGHTING and event_id is not None:
            self._acted_on.append(event_id)

    @property
    def _id_key(self) -> str:
        return f"{self.variable}_id"

    def _is_of_chosen_vehicle(self, data: Mapping[str, Any]) -> bool:
        return not self._vehicles or any(
            self._is_vehicles_device(device_id, data) for device_id in self._vehicles
        )

    def _is_in_target(self, data: Mapping[str, Any]) -> bool:
        return not self._target or any(
            device_id == data.get(CONF_DEVICE_ID) or self._is_vehicles_device(device_id, data)
            for device_id in targeted_devices(self._hass, self._target)
        )

    def _is_vehicles_device(self, device_id: str, data: Mapping[str, Any]) -> bool:
        """Whether a device is that of the event's vehicle, or of the list that has its plate.

        It is looked up now: a device may be younger than the automation.
        """
        vehicle_id: str | None = data.get("vehicle_id")
        device = dr.async_get(self._hass).async_get(device_id)
        return (
            vehicle_id is not None
            and device is not None
            and (DOMAIN, vehicle_id.partition(":")[0]) in device.identifiers
        )


def targeted_devices(hass: HomeAssistant, target: ConfigType) -> set[str]:
    """Return the ids of devices that a target names, or entities of which it names."""
    selected = async_extract_referenced_entity_ids(hass, TargetSelection(target))
    entities = er.async_get(hass)
    return selected.referenced_devices | {
        entry.device_id
        for entity_id in selected.referenced | selected.indirectly_referenced
        if (entry := entities.async_get(entity_id)) is not None and entry.device_id is not None
    }


class SightingTrigger(VehicleTrigger):
    """Acts on what was seen, also of a parked car that is seen again."""

    event_types = (EVENT_SIGHTING, EVENT_SIMULATED_SIGHTING)
    variable = "sighting"
    describe = staticmethod(wording.sighted)


class VehicleSightedTrigger(SightingTrigger):
    """Acts on vehicles of each status, or of those that are chosen."""

    schema = trigger_schema({**OPTIONS, **STATUS_OPTION})


class KnownVehicleSightedTrigger(SightingTrigger):
    """Acts on vehicles that are known here and now."""

    statuses = frozenset({Status.KNOWN})


class StrangerSightedTrigger(SightingTrigger):
    """Acts on vehicles whose plate was read and is nobody's."""

    statuses = frozenset({Status.STRANGER})


class VehicleArrivedTrigger(VehicleTrigger):
    """Acts on visits whose start is proof of coming."""

    event_types = (EVENT_VISIT_STARTED, EVENT_SIMULATED_SIGHTING)
    variable = "visit"
    needs = (ARRIVAL,)
    describe = staticmethod(wording.visit_started)


class VehicleLeftTrigger(VehicleTrigger):
    """Acts on visits whose end was seen. A simulated sighting is no end."""

    event_types = (EVENT_VISIT_ENDED,)
    variable = "visit"
    needs = (DEPARTURE,)
    describe = staticmethod(wording.visit_ended)


TRIGGERS: Final[dict[str, type[VehicleTrigger]]] = {
    "vehicle_sighted": VehicleSightedTrigger,
    "known_vehicle_sighted": KnownVehicleSightedTrigger,
    "stranger_sighted": StrangerSightedTrigger,
    "vehicle_arrived": VehicleArrivedTrigger,
    "vehicle_left": VehicleLeftTrigger,
}


async def async_get_triggers(hass: HomeAssistant) -> dict[str, type[Trigger]]:
    """Return the triggers by their names."""
    return dict(TRIGGERS)
