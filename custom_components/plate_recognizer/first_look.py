"""Looks once before any trigger does: who stands there already doesn't arrive later."""

import asyncio
from collections.abc import Mapping
import logging
from typing import Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback

from .limiter import Priority
from .pipeline.sighting import Source
from .scanner import CameraScanner
from .vehicles import Vehicles
from .worth import Purpose

_LOGGER = logging.getLogger(__name__)

_FIRST_LOOK: Final = Purpose(
    Source.TRIGGER,
    Priority.CHECK,
    cause="first_look",
    settles_spots=True,
    takes_slight=True,
)


class FirstLooks:
    """The first looks of an account's cameras after a start or a change of their settings.

    Nobody who is seen by the first scan after a start arrives. Were that the scan of a trigger, the
    first one to come home after each restart would stand before a closed door. So where a door may
    depend on it, one lookup finds out who is there now: where triggers start bursts, and some
    vehicle may open.

    Args:
        hass: where the cameras are.
        entry: of the account.
        scanners: of the account, by the id of their camera.
        vehicles: that the account knows.
    """

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry,
        scanners: Mapping[str, CameraScanner],
        vehicles: Vehicles,
    ) -> None:
        self._hass = hass
        self._entry = entry
        self._scanners = scanners
        self._vehicles = vehicles
        self._task: asyncio.Task[None] | None = None
        self._tried: dict[str, int] = {}
        """For each camera the era in which it was tried."""

    @callback
    def async_adopt(self) -> None:
        """Have each camera look that has to and hasn't yet, one after another; each is tried once.

        A camera that is set otherwise or switched on afterwards is tried again.
        """
        if self._task is None or self._task.done():
            self._task = self._entry.async_create_background_task(
                self._hass, self._async_look(), f"first looks of {self._entry.title}"
            )

    async def _async_look(self) -> None:
        while (scanner := self._next()) is not None:
            try:
                await scanner.async_look(_FIRST_LOOK)
            except Exception:
                _LOGGER.exception("The first look of %s failed", scanner.settings.name)

    def _next(self) -> CameraScanner | None:
        if not self._vehicles.has_who_may_open:
            return None
        for camera_id, scanner in self._scanners.items():
            triggers = scanner.settings.burst.triggers
            is_needed = triggers and scanner.scanning and not scanner.has_looked
            if is_needed and not scanner.is_busy and self._tried.get(camera_id) != scanner.era:
                self._tried[camera_id] = scanner.era
                return scanner
        return None
