"""Sensors: an account's lookups, and what a camera saw last."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, override

from homeassistant.components.sensor import (
    RestoreSensor,
    SensorDeviceClass,
    SensorEntity,
    SensorEntityDescription,
    SensorStateClass,
)
from homeassistant.const import MATCH_ALL, EntityCategory, UnitOfTime
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.helpers.typing import StateType
from homeassistant.util import slugify

from .account import Account, PlateRecognizerConfigEntry
from .const import DOMAIN
from .entity import AccountEntity, ScanListenerEntity, camera_unique_id
from .pipeline.decision import Reason
from .pipeline.sighting import Sighting
from .scanner import CameraScanner, Scan
from .usage import AccountUsage

PARALLEL_UPDATES = 0  # the coordinator asks for all account sensors, scans push the others

type Value = StateType | datetime


@dataclass(frozen=True, kw_only=True)
class AccountSensorDescription(SensorEntityDescription):
    """A sensor of the account. It exists as soon as the account knows its value."""

    value_fn: Callable[[AccountUsage], Value]


@dataclass(frozen=True, kw_only=True)
class SightingSensorDescription(SensorEntityDescription):
    """A sensor of a camera that shows something of the best sighting of a scan."""

    value_fn: Callable[[Sighting], Value]

    sighting_fn: Callable[[Scan], Sighting | None] = lambda scan: scan.best
    """Whose value is shown; None leaves the state as it is."""

    appears_with_value: bool = False
    """Whether the entity is created with its first value only: the vendor sells it as an extra."""

    def value_in(self, scan: Scan) -> Value:
        """Return the value that a scan has for this sensor, None if it has none."""
        sighting = self.sighting_fn(scan)
        return None if sighting is None else self.value_fn(sighting)


@dataclass(frozen=True, kw_only=True)
class ScanSensorDescription(SensorEntityDescription):
    """A diagnostic sensor of a camera that shows how a scan went."""

    value_fn: Callable[[Scan], Value]
    """None leaves the state as it is."""

    attributes_fn: Callable[[Scan], dict[str, Any]] = lambda _scan: {}


def _slug(value: str | None) -> str | None:
    """Return a value of the API as a state: its translations stand under this key."""
    return None if value is None else slugify(value)


ACCOUNT_SENSORS = (
    AccountSensorDescription(
        key="lookups_used",
        translation_key="lookups_used",
        state_class=SensorStateClass.TOTAL_INCREASING,
        value_fn=lambda usage: usage.used,
    ),
    AccountSensorDescription(
        key="lookups_remaining",
        translation_key="lookups_remaining",
        state_class=SensorStateClass.MEASUREMENT,
        value_fn=lambda usage: usage.remaining,
    ),
    AccountSensorDescription(
        key="lookups_limit",
        translation_key="lookups_limit",
        entity_category=EntityCategory.DIAGNOSTIC,
        value_fn=lambda usage: usage.limit,
    ),
    AccountSensorDescription(
        key="quota_resets",
        translation_key="quota_resets",
        device_class=SensorDeviceClass.TIMESTAMP,
        entity_category=EntityCategory.DIAGNOSTIC,
        value_fn=lambda usage: usage.resets_on,
    ),
)

SIGHTING_SENSORS = (
    SightingSensorDescription(
        key="plate",
        translation_key="plate",
        sighting_fn=lambda scan: scan.best_read,
        value_fn=lambda sighting: sighting.plate,
    ),
    SightingSensorDescription(
        key="region",
        translation_key="region",
        sighting_fn=lambda scan: scan.best_read,
        value_fn=lambda sighting: sighting.region,
    ),
    SightingSensorDescription(
        key="score",
        translation_key="score",
        state_class=SensorStateClass.MEASUREMENT,
        suggested_display_precision=2,
        sighting_fn=lambda scan: scan.best_read,
        value_fn=lambda sighting: sighting.score,
    ),
    SightingSensorDescription(
        key="vehicle_type",
        translation_key="vehicle_type",
        value_fn=lambda sighting: _slug(sighting.vehicle_type),
    ),
    SightingSensorDescription(
        key="make_model",
        translation_key="make_model",
        appears_with_value=True,
        value_fn=lambda sighting: (
            " ".join(name for name in (sighting.make, sighting.model) if name) or None
        ),
    ),
    SightingSensorDescription(
        key="color",
        translation_key="color",
        appears_with_value=True,
        value_fn=lambda sighting: _slug(sighting.color),
    ),
    SightingSensorDescription(
        key="orientation",
        translation_key="orientation",
        appears_with_value=True,
        value_fn=lambda sighting: _slug(sighting.orientation),
    ),
    SightingSensorDescription(
        key="last_seen",
        translation_key="last_seen",
        device_class=SensorDeviceClass.TIMESTAMP,
        value_fn=lambda sighting: sighting.look.taken_at,
    ),
)

SCAN_SENSORS = (
    ScanSensorDescription(
        key="decision",
        translation_key="decision",
        device_class=SensorDeviceClass.ENUM,
        options=[reason.value for reason in Reason],
        entity_category=EntityCategory.DIAGNOSTIC,
        value_fn=lambda scan: scan.decision.reason.value,
        attributes_fn=lambda scan: dict(scan.decision.details),
    ),
    ScanSensorDescription(
        key="lookup_duration",
        translation_key="lookup_duration",
        device_class=SensorDeviceClass.DURATION,
        native_unit_of_measurement=UnitOfTime.SECONDS,
        suggested_display_precision=2,
        state_class=SensorStateClass.MEASUREMENT,
        entity_category=EntityCategory.DIAGNOSTIC,
        value_fn=lambda scan: scan.lookup_seconds,
    ),
)


async def async_setup_entry(
    hass: HomeAssistant,
    entry: PlateRecognizerConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add the account's sensors, and those of each camera."""
    account = entry.runtime_data
    _add_known_account_sensors(account, async_add_entities)

    def add_camera(scanner: CameraScanner) -> None:
        _add_camera_sensors(hass, scanner, async_add_entities)

    account.async_on_camera(add_camera)


def _add_known_account_sensors(
    account: Account, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add a sensor as soon as the account knows its value, which may be never."""
    missing = list(ACCOUNT_SENSORS)

    @callback
    def add_known() -> None:
        known = [
            description
            for description in missing
            if description.value_fn(account.usage.data) is not None
        ]
        for description in known:
            missing.remove(description)
        async_add_entities(AccountSensor(account, description) for description in known)

    add_known()
    account.entry.async_on_unload(account.usage.async_add_listener(add_known))


def _add_camera_sensors(
    hass: HomeAssistant,
    scanner: CameraScanner,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add a camera's sensors; those of a paid extra only once they have had a value."""
    registry = er.async_get(hass)

    def is_registered(description: SensorEntityDescription) -> bool:
        unique_id = camera_unique_id(scanner, description)
        return registry.async_get_entity_id("sensor", DOMAIN, unique_id) is not None

    awaited = [
        description
        for description in SIGHTING_SENSORS
        if description.appears_with_value and not is_registered(description)
    ]

    @callback
    def add_sensors(scan: Scan) -> None:
        arrived = [description for description in awaited if description.value_in(scan) is not None]
        for description in arrived:
            awaited.remove(description)
        async_add_entities(
            [SightingSensor(scanner, description, scan) for description in arrived],
            config_subentry_id=scanner.subentry_id,
        )

    async_add_entities(
        [
            *(SightingSensor(scanner, each) for each in SIGHTING_SENSORS if each not in awaited),
            *(ScanSensor(scanner, each) for each in SCAN_SENSORS),
        ],
        config_subentry_id=scanner.subentry_id,
    )
    scanner.async_on_scan(add_sensors)


class AccountSensor(AccountEntity, SensorEntity):
    """Something of the account's usage."""

    entity_description: AccountSensorDescription

    @property
    @override
    def native_value(self) -> Value:
        """The value that was asked for or counted last."""
        return self.entity_description.value_fn(self.coordinator.data)


class SightingSensor(ScanListenerEntity, RestoreSensor):
    """Something of the last sighting, kept until the next one."""

    entity_description: SightingSensorDescription

    def __init__(
        self,
        scanner: CameraScanner,
        description: SightingSensorDescription,
        first: Scan | None = None,
    ) -> None:
        super().__init__(scanner, description)
        if first is not None:
            self._attr_native_value = description.value_in(first)

    @override
    async def async_added_to_hass(self) -> None:
        await super().async_added_to_hass()
        if self._attr_native_value is None and (last := await self.async_get_last_sensor_data()):
            self._attr_native_value = last.native_value

    @callback
    @override
    def _async_scanned(self, scan: Scan) -> None:
        if (sighting := self.entity_description.sighting_fn(scan)) is not None:
            self._attr_native_value = self.entity_description.value_fn(sighting)
            self.async_write_ha_state()


class ScanSensor(ScanListenerEntity, RestoreSensor):
    """How the last scan went."""

    entity_description: ScanSensorDescription
    _unrecorded_attributes = frozenset({MATCH_ALL})

    @override
    async def async_added_to_hass(self) -> None:
        await super().async_added_to_hass()
        if last := await self.async_get_last_sensor_data():
            self._attr_native_value = last.native_value

    @callback
    @override
    def _async_scanned(self, scan: Scan) -> None:
        if (value := self.entity_description.value_fn(scan)) is not None:
            self._attr_native_value = value
            self._attr_extra_state_attributes = self.entity_description.attributes_fn(scan)
            self.async_write_ha_state()
