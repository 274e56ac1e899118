"""Scans a camera every so often. Each scan that is left out has its decision."""

import asyncio
from collections.abc import Mapping
from datetime import date, datetime, timedelta

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers.event import async_track_time_interval

from .interval_budget import IntervalBudget
from .lookups import LONGEST_WAIT
from .pipeline.decision import Decision, Reason
from .pipeline.sighting import Source
from .scanner import CameraScanner


class IntervalScans:
    """The interval scans of one camera: never two at once, within the account's daily cap."""

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry,
        scanner: CameraScanner,
        budget: IntervalBudget,
    ) -> None:
        self._hass = hass
        self._entry = entry
        self._scanner = scanner
        self._budget = budget
        self._interval: timedelta | None = None
        self._end_ticking: CALLBACK_TYPE | None = None
        self._scanning: asyncio.Task[None] | None = None

    @callback
    def async_adopt(self) -> None:
        """Scan in the camera's interval from now on; one that has not changed goes on as it is."""
        interval = self._scanner.settings.scan_interval
        if interval == self._interval:
            return
        self._stop_ticking()
        self._interval = interval
        if interval is not None:
            self._end_ticking = async_track_time_interval(
                self._hass, self._async_tick, interval, cancel_on_shutdown=True
            )

    @callback
    def async_stop(self) -> None:
        """Scan no more, and bring what is under way to an end."""
        self._stop_ticking()
        if self._scanning is not None:
            self._scanning.cancel()

    def _stop_ticking(self) -> None:
        if self._end_ticking is not None:
            self._end_ticking()
            self._end_ticking = None

    @callback
    def _async_tick(self, _now: datetime) -> None:
        if not self._scanner.scanning:
            self._skip(Reason.SCANNING_OFF)
        elif self._scanner.is_busy or self._is_waiting:
            # Whatever it is busy with will show what is there now: no frame waits for its turn.
            self._skip(Reason.BUSY)
        elif (day := self._budget.async_take()) is None:
            spent = {"interval_lookups": self._budget.spent_today, "daily_cap": self._budget.cap}
            self._skip(Reason.DAILY_CAP_REACHED, spent)
        else:
            self._scanning = self._entry.async_create_background_task(
                self._hass, self._async_scan(day), f"interval scan of {self._scanner.settings.name}"
            )

    @property
    def _is_waiting(self) -> bool:
        return self._scanning is not None and not self._scanning.done()

    def _skip(self, reason: Reason, details: Mapping[str, int] | None = None) -> None:
        self._scanner.async_skip(reason, details or {})

    async def _async_scan(self, day: date) -> None:
        """Scan now; where the API is throttled, once more, with the frame of that time."""
        decision = await self._scanner.async_scan(Source.INTERVAL)
        if (wait := _wait(decision)) is not None:
            await asyncio.sleep(wait)
            if self._scanner.scanning:
                decision = await self._scanner.async_scan(Source.INTERVAL)
        if not decision.may_have_cost:
            self._budget.async_give_back(day)


def _wait(decision: Decision) -> float | None:
    """Return the seconds that a throttled API asks to wait, None if that is no use."""
    if decision.reason is not Reason.THROTTLED:
        return None
    wait = float(decision.details["retry_after"])
    return wait if wait <= LONGEST_WAIT else None
