"""The event entity that tells of each sighting."""

from typing import override

from homeassistant.components.event import EventEntity, EventEntityDescription
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .account import PlateRecognizerConfigEntry
from .entity import ScanListenerEntity
from .pipeline.event_data import sighting_data
from .pipeline.sighting import Status
from .scanner import CameraScanner, Scan

PARALLEL_UPDATES = 0  # nothing is polled

SIGHTING = EventEntityDescription(
    key="sighting", translation_key="sighting", event_types=[status.value for status in Status]
)


async def async_setup_entry(
    hass: HomeAssistant,
    entry: PlateRecognizerConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add an event entity for each camera."""

    def add_camera(scanner: CameraScanner) -> None:
        async_add_entities(
            [SightingEvent(scanner, SIGHTING)], config_subentry_id=scanner.subentry_id
        )

    entry.runtime_data.async_on_camera(add_camera)


class SightingEvent(ScanListenerEntity, EventEntity):
    """Happens for each vehicle of an answered scan; the type is the sighting's status."""

    @callback
    @override
    def _async_scanned(self, scan: Scan) -> None:
        for sighting in scan.sightings:
            self._trigger_event(sighting.status.value, sighting_data(sighting))
            self.async_write_ha_state()
