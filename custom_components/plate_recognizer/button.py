"""Buttons: scan a camera now, ask for the account's usage now."""

from typing import override

from homeassistant.components.button import ButtonEntity, ButtonEntityDescription
from homeassistant.const import EntityCategory, Platform
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .account import Account, PlateRecognizerConfigEntry
from .entity import AccountEntity, ScannerEntity, async_add_for_each_camera, async_forget_entity
from .exceptions import scan_error
from .scanner import CameraScanner

PARALLEL_UPDATES = 0  # scanners and the coordinator keep their own order

REFRESH = ButtonEntityDescription(
    key="refresh", translation_key="refresh", entity_category=EntityCategory.DIAGNOSTIC
)
SCAN = ButtonEntityDescription(key="scan", translation_key="scan")


async def async_setup_entry(
    hass: HomeAssistant,
    entry: PlateRecognizerConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add the account's button, and one for each camera."""
    account = entry.runtime_data
    if account.has_api:
        async_add_entities([RefreshButton(account, REFRESH)])

    def make(scanner: CameraScanner) -> list[ScanButton]:
        if scanner.settings.can_look:
            return [ScanButton(scanner, account)]
        async_forget_entity(hass, Platform.BUTTON, scanner, SCAN)
        return []

    async_add_for_each_camera(account, async_add_entities, make)


class RefreshButton(AccountEntity, ButtonEntity):
    """Asks the API for the account's usage. Costs nothing."""

    @property
    @override
    def available(self) -> bool:
        """Pressing it is the way to find out whether the API is back."""
        return True

    @override
    async def async_press(self) -> None:
        await self.coordinator.async_ask_anew()
        if not self.coordinator.last_update_success and self.coordinator.last_exception:
            raise self.coordinator.last_exception


class ScanButton(ScannerEntity, ButtonEntity):
    """Looks at what the camera shows now. Costs one lookup."""

    def __init__(self, scanner: CameraScanner, account: Account) -> None:
        super().__init__(scanner, SCAN)
        self._account = account

    @override
    async def async_press(self) -> None:
        decision = await self.scanner.async_scan()
        if not decision.answered:
            raise scan_error(decision, self._account.entry.title, self.scanner.settings.name)
