"""Whether a place is occupied, a known vehicle present, the quota low, and an SDK ready."""

from typing import Any, override

from homeassistant.components.binary_sensor import (
    BinarySensorDeviceClass,
    BinarySensorEntity,
    BinarySensorEntityDescription,
)
from homeassistant.const import MATCH_ALL, EntityCategory
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .account import Account, PlateRecognizerConfigEntry
from .entity import (
    AccountDeviceEntity,
    QuotaEntity,
    ScannerEntity,
    VehicleEntity,
    async_add_for_each_camera,
    async_add_for_each_vehicle,
    async_add_once,
    async_add_with_outlook,
)
from .scanner import CameraScanner
from .sdk_health import READY as READY_KEY, SdkHealth
from .visits import Visits

PARALLEL_UPDATES = 0  # the coordinators ask

ATTR_PLACE = "place"
ATTR_ALIVE = "alive"

OCCUPIED = BinarySensorEntityDescription(
    key="occupied", translation_key="occupied", device_class=BinarySensorDeviceClass.OCCUPANCY
)
# No device class: whoever has driven into the garage isn't away from home.
PRESENT = BinarySensorEntityDescription(key="present", translation_key="present")
QUOTA_LOW = BinarySensorEntityDescription(
    key="quota_low",
    translation_key="quota_low",
    device_class=BinarySensorDeviceClass.PROBLEM,
    entity_category=EntityCategory.DIAGNOSTIC,
)
READY = BinarySensorEntityDescription(
    key=READY_KEY,
    translation_key=READY_KEY,
    device_class=BinarySensorDeviceClass.RUNNING,
    entity_category=EntityCategory.DIAGNOSTIC,
)


async def async_setup_entry(
    hass: HomeAssistant,
    entry: PlateRecognizerConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add a binary sensor for the account, each camera and each vehicle."""
    account = entry.runtime_data
    async_add_with_outlook(account, async_add_entities, QuotaLowSensor)
    if (health := account.health) is not None:
        async_add_once(
            account,
            health,
            lambda: health.has_answered,
            lambda: async_add_entities([ReadySensor(account, health, READY)]),
        )
    async_add_for_each_camera(
        account, async_add_entities, lambda scanner: [OccupiedSensor(scanner, account.visits)]
    )
    await async_add_for_each_vehicle(
        account,
        async_add_entities,
        lambda vehicle_id: [PresentSensor(account.visits, vehicle_id)],
    )


class QuotaLowSensor(QuotaEntity, BinarySensorEntity):
    """On when the quota comes to its end too early."""

    def __init__(self, account: Account) -> None:
        super().__init__(account, QUOTA_LOW)

    @override
    def _look(self) -> None:
        self._attr_is_on = self._governor.is_low


class ReadySensor(AccountDeviceEntity[SdkHealth], BinarySensorEntity):
    """On while an SDK takes lookups. It exists as soon as the SDK has told it once."""

    _unrecorded_attributes = frozenset({MATCH_ALL})

    @override
    async def async_added_to_hass(self) -> None:
        await super().async_added_to_hass()
        self.coordinator.async_remember(self.entity_id)

    @property
    @override
    def is_on(self) -> bool | None:
        """What it has answered last."""
        return self.coordinator.data.ready

    @property
    @override
    def extra_state_attributes(self) -> dict[str, Any]:
        """Whether it runs as it should."""
        return {ATTR_ALIVE: self.coordinator.data.alive}


class OccupiedSensor(ScannerEntity, BinarySensorEntity):
    """On while any vehicle is at the camera's place."""

    def __init__(self, scanner: CameraScanner, visits: Visits) -> None:
        super().__init__(scanner, OCCUPIED)
        self._visits = visits

    @override
    async def async_added_to_hass(self) -> None:
        await super().async_added_to_hass()
        self.async_on_remove(self._visits.async_on_change(self._async_changed))
        self._look()

    @callback
    def _async_changed(self) -> None:
        before = self._attr_is_on, self.extra_state_attributes
        self._look()
        if (self._attr_is_on, self.extra_state_attributes) != before:
            self.async_write_ha_state()

    def _look(self) -> None:
        """Find out how it is now."""
        place = self.scanner.settings.place
        self._attr_is_on = self._visits.is_occupied(place)
        self._attr_extra_state_attributes = {ATTR_PLACE: place}


class PresentSensor(VehicleEntity, BinarySensorEntity):
    """On while a known vehicle is at any place."""

    def __init__(self, visits: Visits, vehicle_id: str) -> None:
        super().__init__(vehicle_id, PRESENT)
        self._visits = visits

    @override
    async def async_added_to_hass(self) -> None:
        await super().async_added_to_hass()
        self.async_on_remove(
            self._visits.async_on_presence(self._subentry_id, self.async_write_ha_state)
        )

    @property
    @override
    def is_on(self) -> bool:
        """Whether it was seen and hasn't left, as far as anybody knows."""
        return self._subentry_id in self._visits.present
