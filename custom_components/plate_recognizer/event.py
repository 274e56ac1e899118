"""The event entity that tells of each sighting."""

from typing import override

from homeassistant.components.event import EventEntity, EventEntityDescription
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .account import PlateRecognizerConfigEntry
from .entity import (
    ScannerEntity,
    VehicleEntity,
    async_add_for_each_camera,
    async_add_for_each_vehicle,
)
from .pipeline.event_data import sighting_data
from .pipeline.sighting import Sighting, Status

PARALLEL_UPDATES = 0  # nothing is polled

SIGHTING = EventEntityDescription(
    key="sighting", translation_key="sighting", event_types=[status.value for status in Status]
)
VEHICLE_SIGHTING = EventEntityDescription(
    key="sighting",
    translation_key="sighting",
    event_types=[
        status.value for status in (Status.KNOWN, Status.BLOCKED, Status.EXPIRED, Status.IGNORED)
    ],
)


async def async_setup_entry(
    hass: HomeAssistant,
    entry: PlateRecognizerConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add an event entity for each camera and each vehicle."""
    async_add_for_each_camera(
        entry.runtime_data, async_add_entities, lambda scanner: SightingEvent(scanner, SIGHTING)
    )
    vehicles = entry.runtime_data.vehicles
    async_add_for_each_vehicle(
        entry.runtime_data,
        async_add_entities,
        lambda vehicle_id: [VehicleSightingEvent(vehicles, vehicle_id, VEHICLE_SIGHTING)],
    )


class SightingEvent(ScannerEntity, EventEntity):
    """Happens for each vehicle of an answered scan; the type is the sighting's status."""

    @override
    async def async_added_to_hass(self) -> None:
        await super().async_added_to_hass()
        self.async_on_remove(self.scanner.async_on_sighting(self._async_sighted))

    @callback
    def _async_sighted(self, sighting: Sighting) -> None:
        self._trigger_event(sighting.status.value, sighting_data(sighting))
        self.async_write_ha_state()


class VehicleSightingEvent(VehicleEntity, EventEntity):
    """Happens for each sighting of a known vehicle, wherever it is seen."""

    _is_told_last = True

    @callback
    @override
    def _async_sighted(self, sighting: Sighting) -> None:
        self._trigger_event(sighting.status.value, sighting_data(sighting))
        self.async_write_ha_state()
