"""Starts a camera's bursts. Each trigger that starts none has its decision."""

import asyncio
from collections.abc import Callable
import logging

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback

from .burst_scan import BurstScan
from .pipeline.decision import Reason
from .scanner import CameraScanner
from .settings import BurstSettings
from .trigger_entities import TriggerEntities

_LOGGER = logging.getLogger(__name__)


class TriggeredBursts:
    """The bursts of one camera: one at a time, with a pause after each.

    Args:
        hass: where the camera is.
        entry: of the account.
        scanner: scans the camera.
        on_burst: is called when one begins.
    """

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry,
        scanner: CameraScanner,
        on_burst: Callable[[], None],
    ) -> None:
        self._hass = hass
        self._entry = entry
        self._scanner = scanner
        self._on_burst = on_burst
        self._triggers = TriggerEntities(hass, self._async_triggered)
        self._settings = BurstSettings()
        self._burst: asyncio.Task[None] | None = None
        self._rests_until = 0.0
        """On the event loop's clock, which never jumps."""

    @callback
    def async_adopt(self) -> None:
        """Let the camera's triggers start bursts as it is set now; a running one goes on."""
        settings = self._scanner.settings.burst
        if settings.triggers != self._settings.triggers:
            self._triggers.async_watch(settings.triggers)
        self._settings = settings

    @callback
    def async_stop(self) -> None:
        """Start no more bursts. What a running one still brings is thrown away."""
        self._triggers.async_stop()
        self._settings = BurstSettings()

    @callback
    def _async_triggered(self, entity_id: str) -> None:
        details: dict[str, str | float] = {"trigger": entity_id}
        rest = self._rests_until - self._hass.loop.time()
        if not self._scanner.scanning:
            self._scanner.async_skip(Reason.SCANNING_OFF, details)
        elif self._burst is not None and not self._burst.done():
            # What set it off is what it is looking at.
            self._scanner.async_skip(Reason.BUSY, details)
        elif rest > 0:
            details["seconds_left"] = round(rest, 1)
            self._scanner.async_skip(Reason.COOLDOWN, details)
        else:
            self._burst = self._entry.async_create_background_task(
                self._hass,
                self._async_burst(self._settings),
                f"burst of {self._scanner.settings.name}",
            )

    async def _async_burst(self, settings: BurstSettings) -> None:
        if settings.delay:
            await asyncio.sleep(settings.delay)
        self._on_burst()
        try:
            has_looked_up = await BurstScan(self._hass, self._scanner, settings).async_run()
        except Exception:
            _LOGGER.exception("The burst of %s failed", self._scanner.settings.name)
        else:
            if has_looked_up:  # else the next trigger is worth another try
                self._rests_until = self._hass.loop.time() + settings.cooldown
