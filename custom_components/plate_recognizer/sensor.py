"""Sensors: an account's lookups, and what a camera saw last."""

from datetime import datetime
from typing import override

from homeassistant.components.sensor import RestoreSensor, SensorEntity, SensorEntityDescription
from homeassistant.const import MATCH_ALL, Platform
from homeassistant.core import HomeAssistant, State, callback
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.util import dt as dt_util

from .account import Account, PlateRecognizerConfigEntry
from .const import DOMAIN
from .entity import (
    AccountDeviceEntity,
    AccountEntity,
    QuotaEntity,
    RememberingScanEntity,
    VehicleEntity,
    VehicleListenerEntity,
    async_add_for_each_vehicle,
    async_add_with_outlook,
    async_forget_entity,
    camera_unique_id,
)
from .forgetting import RememberingEntity
from .pipeline.sighting import Sighting
from .pipeline.traces import Traces
from .pipeline.unmasked import Unmasked
from .scan import Scan
from .scanner import CameraScanner
from .sensor_descriptions import (
    ACCOUNT_SENSORS,
    LAST_STAY,
    QUOTA_RUNS_OUT,
    SCAN_SENSORS,
    SIGHTING_SENSORS,
    STATISTICS_SENSORS,
    VEHICLE_SENSORS,
    AccountSensorDescription,
    ScanSensorDescription,
    SightingSensorDescription,
    StatisticsSensorDescription,
    Value,
    VehicleSensorDescription,
    minutes,
)
from .visit_statistics import VisitStatistics

PARALLEL_UPDATES = 0  # coordinators ask for all account sensors, scans push the others


async def async_setup_entry(
    hass: HomeAssistant,
    entry: PlateRecognizerConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add the account's sensors, and those of each camera and each vehicle."""
    account = entry.runtime_data
    _add_known_account_sensors(account, async_add_entities)
    async_add_with_outlook(account, async_add_entities, QuotaRunsOutSensor)
    # Before there are sensors: each of hundreds would write a second state.
    await account.statistics.async_refresh()
    async_add_entities(StatisticsSensor(account, each) for each in STATISTICS_SENSORS)

    def add_camera(scanner: CameraScanner) -> None:
        _add_camera_sensors(hass, scanner, async_add_entities)

    account.cameras.async_on_camera(add_camera)
    await async_add_for_each_vehicle(
        account,
        async_add_entities,
        lambda vehicle_id: [
            *(VehicleSensor(account.vehicles, vehicle_id, each) for each in VEHICLE_SENSORS),
            LastStaySensor(account.statistics, vehicle_id),
        ],
    )


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

    can_look = scanner.settings.can_look
    of_scans = [each for each in SCAN_SENSORS if can_look or not each.is_of_lookups]
    for description in SCAN_SENSORS:
        if description not in of_scans:
            async_forget_entity(hass, Platform.SENSOR, scanner, description)
    async_add_entities(
        [
            *(SightingSensor(scanner, each) for each in SIGHTING_SENSORS if each not in awaited),
            *(ScanSensor(scanner, each) for each in of_scans),
        ],
        config_subentry_id=scanner.subentry_id,
    )
    scanner.news.async_on_scan(add_sensors)


class AccountSensor(AccountEntity, SensorEntity):
    """Something of the account's usage."""

    entity_description: AccountSensorDescription

    @property
    @override
    def native_value(self) -> Value:
        """The value that was asked for or counted last."""
        return self.entity_description.value_fn(self.coordinator.data)


class StatisticsSensor(AccountDeviceEntity[VisitStatistics], SensorEntity):
    """Something that the account's visits come to. Unavailable while they can't be counted."""

    entity_description: StatisticsSensorDescription

    def __init__(self, account: Account, description: StatisticsSensorDescription) -> None:
        super().__init__(account, account.statistics, description)

    @property
    @override
    def native_value(self) -> Value:
        """What was counted last."""
        return self.entity_description.value_fn(self.coordinator.data)

    @property
    @override
    def last_reset(self) -> datetime | None:
        """When that began at zero."""
        return self.entity_description.last_reset_fn(self.coordinator.data)


class QuotaRunsOutSensor(QuotaEntity, SensorEntity):
    """When the quota runs out before its reset. Unknown while it isn't known to."""

    _unrecorded_attributes = frozenset({MATCH_ALL})

    def __init__(self, account: Account) -> None:
        super().__init__(account, QUOTA_RUNS_OUT)

    @override
    def _look(self) -> None:
        if (outlook := self._governor.outlook) is None:
            return
        self._attr_native_value = outlook.runs_out
        self._attr_extra_state_attributes = {
            "lasts_until_reset": outlook.lasts,
            "interval_lookups_a_day": round(outlook.pace.interval),
            "other_lookups_a_day": round(outlook.pace.others),
        }


class ForgetfulSensor(RememberingEntity, RestoreSensor):
    """One that is unknown again once what it shows is deleted."""

    @override
    def _forget(self) -> None:
        self._attr_native_value = None


class SightingSensor(RememberingScanEntity, ForgetfulSensor):
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
            self._take_in(first)

    @override
    async def async_added_to_hass(self) -> None:
        await super().async_added_to_hass()
        if self._attr_native_value is None and (last := await self.async_get_last_sensor_data()):
            value = last.native_value
            is_plate = self.entity_description.is_plate and isinstance(value, str)
            if not is_plate or self.scanner.news.async_may_show(str(value)):
                self._attr_native_value = value

    @callback
    @override
    def _async_scanned(self, scan: Scan) -> None:
        before = self._attr_native_value
        self._take_in(scan)
        # Writing what stands there already takes time that the event, which comes next, waits for.
        if self._attr_native_value != before:
            self.async_write_ha_state()

    @override
    def _tells_of(self, unmasked: Unmasked, shown: State) -> bool:
        return self.entity_description.is_plate and unmasked.is_plate(shown.state)

    def _take_in(self, scan: Scan) -> None:
        if (sighting := self.entity_description.sighting_fn(scan)) is not None:
            self._shows = Traces.of([sighting])
            self._attr_native_value = self.entity_description.value_fn(sighting)


class ScanSensor(RememberingScanEntity, ForgetfulSensor):
    """How the last scan went.

    Scans that go alike write one state, not one each. Its attributes are of the first of them.
    """

    entity_description: ScanSensorDescription
    _unrecorded_attributes = frozenset({MATCH_ALL})
    _shown: object = None

    @override
    async def async_added_to_hass(self) -> None:
        await super().async_added_to_hass()
        last = await self.async_get_last_sensor_data()
        # A reason of another version is no state of this one.
        if last and (self.options is None or last.native_value in self.options):
            self._attr_native_value = last.native_value

    @callback
    @override
    def _async_scanned(self, scan: Scan) -> None:
        value = self.entity_description.value_fn(scan)
        if value is None or scan.is_repeated:
            return
        shown = value, self.entity_description.worth_showing_fn(scan)
        self._shows = Traces.of(scan.sightings)
        if shown != self._shown:
            self._shown = shown
            self._attr_native_value = value
            self._attr_extra_state_attributes = self.entity_description.attributes_fn(scan)
            self.async_write_ha_state()

    @override
    def _forget(self) -> None:
        """Show no attributes: how the scan went is no news of anybody."""
        self._shown = None
        self._attr_extra_state_attributes = {}


class VehicleSensor(VehicleListenerEntity, ForgetfulSensor):
    """Something of a vehicle's last sighting, kept until the next one."""

    entity_description: VehicleSensorDescription
    _latest: datetime | None = None

    @override
    async def async_added_to_hass(self) -> None:
        await super().async_added_to_hass()
        if last := await self.async_get_last_sensor_data():
            self._attr_native_value = last.native_value

    @callback
    @override
    def _async_sighted(self, sighting: Sighting) -> None:
        taken_at = sighting.look.taken_at
        if self._latest is not None and taken_at < self._latest <= dt_util.utcnow():
            return  # a burst tells its best picture when it ends; another camera may be ahead
        self._latest = taken_at
        self._shows = Traces.of([sighting])
        self._attr_native_value = self.entity_description.value_fn(sighting)
        self.async_write_ha_state()


class LastStaySensor(VehicleEntity, SensorEntity):
    """How long a vehicle's last visit was. That stays true while the history can't be read."""

    def __init__(self, statistics: VisitStatistics, vehicle_id: str) -> None:
        super().__init__(vehicle_id, LAST_STAY)
        self._statistics = statistics

    @override
    async def async_added_to_hass(self) -> None:
        await super().async_added_to_hass()
        self.async_on_remove(self._statistics.async_add_listener(self._async_counted))
        self._look()

    @callback
    def _async_counted(self) -> None:
        # Hundreds of vehicles are told each time, and mostly nothing of it is theirs.
        before = self._attr_native_value
        self._look()
        if self._attr_native_value != before:
            self.async_write_ha_state()

    def _look(self) -> None:
        self._attr_native_value = minutes(self._statistics.data.last_stays.get(self._subentry_id))
