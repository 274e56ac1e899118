"""What the entities of an account and those of a camera have in common."""

from abc import abstractmethod
from collections.abc import Callable, Iterable
from typing import Any, override

from homeassistant.config_entries import ConfigSubentry
from homeassistant.const import Platform
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.device_registry import DeviceInfo
from homeassistant.helpers.entity import Entity, EntityDescription
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.helpers.update_coordinator import CoordinatorEntity, DataUpdateCoordinator

from .account import Account
from .const import DOMAIN
from .forgetting import RememberingEntity
from .pipeline.sighting import Sighting
from .scan import Scan
from .scanner import CameraScanner
from .usage import UsageCoordinator
from .vehicles import Vehicles


class AccountDeviceEntity[Coordinator: DataUpdateCoordinator[Any]](CoordinatorEntity[Coordinator]):
    """An entity on the account's device; unavailable while what it shows can't be asked."""

    _attr_has_entity_name = True

    def __init__(
        self, account: Account, coordinator: Coordinator, description: EntityDescription
    ) -> None:
        super().__init__(coordinator)
        self.entity_description = description
        self._attr_unique_id = f"{account.entry.entry_id}_{description.key}"
        self._attr_device_info = DeviceInfo(identifiers={(DOMAIN, account.entry.entry_id)})


class AccountEntity(AccountDeviceEntity[UsageCoordinator]):
    """One that shows something of the account's usage."""

    def __init__(self, account: Account, description: EntityDescription) -> None:
        super().__init__(account, account.usage, description)


class QuotaEntity(AccountEntity):
    """One that shows how far the account's quota goes: written when that changes."""

    def __init__(self, account: Account, description: EntityDescription) -> None:
        super().__init__(account, description)
        self._governor = account.quota
        self._shown: object = None

    @override
    async def async_added_to_hass(self) -> None:
        await super().async_added_to_hass()
        self._look()

    @callback
    @override
    def _handle_coordinator_update(self) -> None:
        # With each lookup that is counted. To write what stands there takes time, too.
        self._look()
        shown = self.available, self.state, self.extra_state_attributes
        if shown != self._shown:
            self._shown = shown
            super()._handle_coordinator_update()

    @abstractmethod
    def _look(self) -> None:
        """Find out how it is now."""


@callback
def async_add_with_outlook(
    account: Account,
    async_add_entities: AddConfigEntryEntitiesCallback,
    make: Callable[[Account], QuotaEntity],
) -> None:
    """Have a platform add an entity as soon as used and limit are known, which may be never."""
    async_add_once(
        account,
        account.usage,
        lambda: account.quota.outlook is not None,
        lambda: async_add_entities([make(account)]),
    )


@callback
def async_add_once(
    account: Account,
    coordinator: DataUpdateCoordinator[Any],
    is_known: Callable[[], bool],
    add: Callable[[], None],
) -> None:
    """Have entities added as soon as a coordinator knows what they show, which may be never."""
    is_added = False

    @callback
    def add_once() -> None:
        nonlocal is_added
        if not is_added and is_known():
            is_added = True
            add()

    add_once()
    account.entry.async_on_unload(coordinator.async_add_listener(add_once))


class ScannerEntity(Entity):
    """An entity on a camera's device."""

    _attr_has_entity_name = True
    _attr_should_poll = False

    def __init__(self, scanner: CameraScanner, description: EntityDescription) -> None:
        self.scanner = scanner
        self.entity_description = description
        self._attr_unique_id = camera_unique_id(scanner, description)
        self._attr_device_info = DeviceInfo(identifiers={(DOMAIN, scanner.subentry_id)})


@callback
def async_add_for_each_camera(
    account: Account,
    async_add_entities: AddConfigEntryEntitiesCallback,
    make: Callable[[CameraScanner], Iterable[ScannerEntity]],
) -> None:
    """Have a platform add entities for each camera of an account: those of now, and later ones.

    `make` may return none.
    """

    def add_camera(scanner: CameraScanner) -> None:
        async_add_entities(make(scanner), config_subentry_id=scanner.subentry_id)

    account.cameras.async_on_camera(add_camera)


@callback
def async_forget_entity(
    hass: HomeAssistant, platform: Platform, scanner: CameraScanner, description: EntityDescription
) -> None:
    """Remove an entity that a camera had as long as it had pictures."""
    registry = er.async_get(hass)
    unique_id = camera_unique_id(scanner, description)
    if entity_id := registry.async_get_entity_id(platform, DOMAIN, unique_id):
        registry.async_remove(entity_id)


class ScanListenerEntity(ScannerEntity):
    """An entity that shows what the camera's scans bring."""

    @override
    async def async_added_to_hass(self) -> None:
        await super().async_added_to_hass()
        self.async_on_remove(self.scanner.news.async_on_scan(self._async_scanned))

    @callback
    @abstractmethod
    def _async_scanned(self, scan: Scan) -> None:
        """Take in what a scan brought. A failed one must leave the state as it is."""


class RememberingScanEntity(ScanListenerEntity, RememberingEntity):
    """One that is told of each scan, and shows what it was told last also after a restart."""

    @override
    def _may_remember(self, plate: str) -> bool:
        return self.scanner.news.async_may_show(plate)


def camera_unique_id(scanner: CameraScanner, description: EntityDescription) -> str:
    """Return the unique id of a camera's entity."""
    return f"{scanner.subentry_id}_{description.key}"


class VehicleEntity(Entity):
    """An entity on the device of a known vehicle, or of a list of them."""

    _attr_has_entity_name = True
    _attr_should_poll = False

    def __init__(self, subentry_id: str, description: EntityDescription) -> None:
        self._subentry_id = subentry_id
        self.entity_description = description
        self._attr_unique_id = f"{subentry_id}_{description.key}"
        self._attr_device_info = DeviceInfo(identifiers={(DOMAIN, subentry_id)})


class VehicleListenerEntity(VehicleEntity):
    """One that each sighting of the vehicle, or of any that the list has, tells something."""

    _is_told_last = False

    def __init__(
        self, vehicles: Vehicles, subentry_id: str, description: EntityDescription
    ) -> None:
        super().__init__(subentry_id, description)
        self._vehicles = vehicles

    @override
    async def async_added_to_hass(self) -> None:
        await super().async_added_to_hass()
        self.async_on_remove(
            self._vehicles.async_on_sighting(
                self._subentry_id, self._async_sighted, last=self._is_told_last
            )
        )

    @callback
    @abstractmethod
    def _async_sighted(self, sighting: Sighting) -> None:
        """Take in that the vehicle was seen."""


async def async_add_for_each_vehicle(
    account: Account,
    async_add_entities: AddConfigEntryEntitiesCallback,
    make: Callable[[str], Iterable[VehicleEntity]],
) -> None:
    """Have a platform add entities for each vehicle and list: those of now, and later ones.

    `make` is given the id of the subentry.
    """

    def add_vehicle(subentry: ConfigSubentry) -> None:
        async_add_entities(make(subentry.subentry_id), config_subentry_id=subentry.subentry_id)

    await account.async_on_vehicle(add_vehicle)
