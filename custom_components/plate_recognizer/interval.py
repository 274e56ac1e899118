"""Scans a camera every so often. Each scan that is left out has its decision."""

import asyncio
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers.event import async_call_later, async_track_time_interval

from .interval_budget import IntervalBudget
from .pipeline.decision import Reason
from .pipeline.sighting import Source
from .scanner import CameraScanner

_GOLDEN_RATIO: Final = (5**0.5 - 1) / 2


class IntervalScans:
    """The interval scans of one camera: never two at once, within the account's daily cap.

    Args:
        hass: where the camera is.
        entry: of the account.
        scanner: scans the camera.
        budget: of the account, shared by its cameras.
        position: which of the account's cameras this is, from 0. Each begins at another moment of
            its interval: together they would only wait for each other.
    """

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry,
        scanner: CameraScanner,
        budget: IntervalBudget,
        position: int,
    ) -> None:
        self._hass = hass
        self._entry = entry
        self._scanner = scanner
        self._budget = budget
        # Whatever their number, multiples of the golden ratio lie far apart.
        self._first_part = 1 - position * _GOLDEN_RATIO % 1
        self._interval: timedelta | None = None
        self._end_ticking: CALLBACK_TYPE | None = None
        self._scanning: asyncio.Task[None] | None = None

    @callback
    def async_adopt(self) -> None:
        """Scan in the camera's interval from now on; one that has not changed goes on as it is."""
        interval = self._scanner.settings.scan_interval
        if interval == self._interval:
            return
        self._stop()
        self._interval = interval
        if interval is not None:
            self._end_ticking = async_call_later(
                self._hass, interval * self._first_part, self._async_first_tick
            )

    @callback
    def async_stop(self) -> None:
        """Scan no more."""
        self._stop()
        self._interval = None

    def _stop(self) -> None:
        self._scanner.async_withdraw_interval_scan()
        if self._end_ticking is not None:
            self._end_ticking()
            self._end_ticking = None

    @callback
    def _async_first_tick(self, now: datetime) -> None:
        assert self._interval is not None  # noqa: S101 - else nothing ticks
        self._end_ticking = async_track_time_interval(
            self._hass, self._async_tick, self._interval, cancel_on_shutdown=True
        )
        self._async_tick(now)

    @callback
    def _async_tick(self, _now: datetime) -> None:
        if self._scanning is not None and not self._scanning.done():
            self._skip(Reason.BUSY)
        elif (day := self._admit()) is not None:
            self._scanning = self._entry.async_create_background_task(
                self._hass, self._async_scan(day), f"interval scan of {self._scanner.settings.name}"
            )

    def _admit(self) -> date | None:
        """Take a lookup for a scan now, of the day that is returned; None leaves it out."""
        day = None
        if not self._scanner.scanning:
            self._skip(Reason.SCANNING_OFF)
        elif self._scanner.is_busy:
            # Whatever it is busy with will show what is there now: no frame waits for its turn.
            self._skip(Reason.BUSY)
        elif (day := self._budget.async_take()) is None:
            spent = {"interval_lookups": self._budget.spent_today, "daily_cap": self._budget.cap}
            self._skip(Reason.DAILY_CAP_REACHED, spent)
        return day

    def _skip(self, reason: Reason, details: Mapping[str, int] | None = None) -> None:
        self._scanner.async_skip(reason, details or {})

    async def _async_scan(self, day: date) -> None:
        decision = await self._scanner.async_scan(Source.INTERVAL)
        self._budget.async_settle(day, may_have_cost=decision.may_have_cost)
        if decision.skipped and not self._scanner.scanning:
            self._skip(Reason.SCANNING_OFF)  # while it waited for its turn
