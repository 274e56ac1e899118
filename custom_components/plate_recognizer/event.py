"""The event entities that tell of each sighting and each visit."""

from abc import abstractmethod
from dataclasses import replace
from typing import override

from homeassistant.components.event import (
    EventEntity,
    EventEntityDescription,
    EventExtraStoredData,
)
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .account import PlateRecognizerConfigEntry
from .entity import (
    ScannerEntity,
    VehicleEntity,
    VehicleListenerEntity,
    async_add_for_each_camera,
    async_add_for_each_vehicle,
)
from .forgetting import ForgetfulEntity
from .pipeline.event_data import sighting_data
from .pipeline.sighting import Sighting, Status
from .pipeline.visit import EndReason, Visit, is_same_place
from .pipeline.visit_data import visit_data
from .scanner import CameraScanner
from .visits import Visits

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
ARRIVED, LEFT = "arrived", "left"
VISIT = EventEntityDescription(key="visit", translation_key="visit", event_types=[ARRIVED, LEFT])


async def async_setup_entry(
    hass: HomeAssistant,
    entry: PlateRecognizerConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add event entities for each camera and each vehicle."""
    account = entry.runtime_data
    vehicles, visits = account.vehicles, account.visits
    async_add_for_each_camera(
        account,
        async_add_entities,
        lambda scanner: [SightingEvent(scanner, SIGHTING), VisitAtCameraEvent(scanner, visits)],
    )
    await async_add_for_each_vehicle(
        account,
        async_add_entities,
        lambda vehicle_id: [
            VehicleSightingEvent(vehicles, vehicle_id, VEHICLE_SIGHTING),
            VisitOfVehicleEvent(visits, vehicle_id),
        ],
    )


class ForgetfulEvent(ForgetfulEntity, EventEntity):
    """One whose last event never was, once it is deleted."""

    @override
    def _forget(self) -> None:
        # Core restores a last event but has no way to take it back. Another event in its place
        # would set automations off.
        for field in ("triggered", "type", "attributes"):
            setattr(self, f"_EventEntity__last_event_{field}", None)


class CameraEvent(ScannerEntity, ForgetfulEvent):
    """Happens at a camera. What happened before the last start is shown as it would be told now."""

    @override
    async def async_get_last_event_data(self) -> EventExtraStoredData | None:
        last = await super().async_get_last_event_data()
        if last is None or last.last_event_attributes is None:
            return last
        data = self.scanner.news.strangers.async_data(last.last_event_attributes)
        return replace(last, last_event_attributes=data)


class SightingEvent(CameraEvent):
    """Happens for each vehicle of an answered scan; the type is the sighting's status."""

    @override
    async def async_added_to_hass(self) -> None:
        await super().async_added_to_hass()
        self.async_on_remove(self.scanner.news.async_on_sighting(self._async_sighted))

    @callback
    def _async_sighted(self, sighting: Sighting) -> None:
        self._trigger_event(sighting.status.value, sighting_data(sighting))
        self.async_write_ha_state()


class VehicleSightingEvent(VehicleListenerEntity, ForgetfulEvent):
    """Happens for each sighting of a known vehicle, wherever it is seen."""

    _is_told_last = True

    @callback
    @override
    def _async_sighted(self, sighting: Sighting) -> None:
        self._trigger_event(sighting.status.value, sighting_data(sighting))
        self.async_write_ha_state()


class VisitEvent(ForgetfulEvent):
    """Happens when a vehicle arrives, and when it has left."""

    @override
    async def async_added_to_hass(self) -> None:
        await super().async_added_to_hass()
        self.async_on_remove(self._async_listen())

    @abstractmethod
    def _async_listen(self) -> CALLBACK_TYPE:
        """Have `_async_visit` called for visits. Returns the function that ends this."""

    @callback
    def _async_visit(self, visit: Visit) -> None:
        if (event_type := _event_type(visit)) is not None:
            self._trigger_event(event_type, visit_data(visit))
            self.async_write_ha_state()


class VisitAtCameraEvent(CameraEvent, VisitEvent):
    """Happens for each vehicle at the camera's place, which several cameras may share."""

    def __init__(self, scanner: CameraScanner, visits: Visits) -> None:
        super().__init__(scanner, VISIT)
        self._visits = visits

    @override
    def _async_listen(self) -> CALLBACK_TYPE:
        return self._visits.async_on_visit(self._async_visit)

    @callback
    @override
    def _async_visit(self, visit: Visit) -> None:
        if is_same_place(visit.place, self.scanner.settings.place):
            super()._async_visit(visit)


class VisitOfVehicleEvent(VehicleEntity, VisitEvent):
    """Happens for a known vehicle at any place."""

    def __init__(self, visits: Visits, vehicle_id: str) -> None:
        super().__init__(vehicle_id, VISIT)
        self._visits = visits

    @override
    def _async_listen(self) -> CALLBACK_TYPE:
        return self._visits.async_on_visit_of(self._subentry_id, self._async_visit)


def _event_type(visit: Visit) -> str | None:
    """Return what has happened; None if only a visit has begun or timed out."""
    if visit.end_reason is not None:
        return LEFT if visit.end_reason is EndReason.LEFT else None
    return ARRIVED if visit.is_arrival else None
