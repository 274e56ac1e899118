"""The switch that stops and starts a camera's scanning by itself."""

from typing import Any, override

from homeassistant.components.switch import SwitchEntity, SwitchEntityDescription
from homeassistant.const import STATE_OFF, EntityCategory, Platform
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.helpers.restore_state import RestoreEntity

from .account import Account, PlateRecognizerConfigEntry
from .entity import ScannerEntity, async_add_for_each_camera, async_forget_entity
from .scanner import CameraScanner

PARALLEL_UPDATES = 0  # nothing outside of Home Assistant is switched

SCANNING = SwitchEntityDescription(
    key="scanning", translation_key="scanning", entity_category=EntityCategory.CONFIG
)


async def async_setup_entry(
    hass: HomeAssistant,
    entry: PlateRecognizerConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add a switch for each camera that is scanned."""

    def make(scanner: CameraScanner) -> list[ScanningSwitch]:
        if scanner.settings.can_look:
            return [ScanningSwitch(scanner, entry.runtime_data)]
        async_forget_entity(hass, Platform.SWITCH, scanner, SCANNING)
        return []

    async_add_for_each_camera(entry.runtime_data, async_add_entities, make)


class ScanningSwitch(ScannerEntity, SwitchEntity, RestoreEntity):
    """Off: the camera is scanned only when somebody asks for it. Survives restarts."""

    def __init__(self, scanner: CameraScanner, account: Account) -> None:
        super().__init__(scanner, SCANNING)
        self._account = account

    @property
    @override
    def is_on(self) -> bool:
        """Whether the camera is scanned by itself."""
        return self.scanner.scanning

    @override
    async def async_added_to_hass(self) -> None:
        await super().async_added_to_hass()
        # None also comes of an entity that has just been renamed: it stays as it was.
        if (last := await self.async_get_last_state()) is not None:
            self.scanner.scanning = last.state != STATE_OFF

    @override
    async def async_turn_on(self, **kwargs: Any) -> None:
        self._switch(scanning=True)

    @override
    async def async_turn_off(self, **kwargs: Any) -> None:
        self._switch(scanning=False)

    def _switch(self, *, scanning: bool) -> None:
        self.scanner.scanning = scanning
        self.async_write_ha_state()
        self._account.cameras.async_adopt_scanning()
