"""Looks at a camera every so often. Each look that is left out has its decision."""

import asyncio
from datetime import date, datetime, timedelta
from typing import Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers.event import async_call_later, async_track_time_interval
from homeassistant.util import dt as dt_util

from .interval_budget import IntervalBudget
from .limiter import Priority
from .pipeline.budget import Refusal
from .pipeline.decision import Decision, Reason
from .pipeline.sighting import Source
from .scanner import CameraScanner
from .worth import Purpose

_GOLDEN_RATIO: Final = (5**0.5 - 1) / 2

_INTERVAL: Final = Purpose(Source.INTERVAL, Priority.INTERVAL)


class IntervalScans:
    """The interval scans of one camera: never two at once, within the account's daily cap.

    Args:
        hass: where the camera is.
        entry: of the account.
        scanner: scans the camera.
        budget: of the account, shared by its cameras.
        position: which of the account's cameras this is, from 0. Each begins at another moment of
            its interval: together they would only be throttled.
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
        self._stop_ticking()
        self._interval = interval
        if interval is not None:
            self._end_ticking = async_call_later(
                self._hass, interval * self._first_part, self._async_first_tick
            )

    @callback
    def async_stop(self) -> None:
        """Scan no more."""
        self._stop_ticking()
        self._interval = None

    def _stop_ticking(self) -> None:
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
        if not self._scanner.scanning:
            self._scanner.async_skip(Reason.SCANNING_OFF, {})
        elif self._scanner.is_busy or (self._scanning is not None and not self._scanning.done()):
            # Whatever it is busy with will show what is there now: no frame waits for its turn.
            self._scanner.async_skip(Reason.BUSY, {})
        else:
            self._scanning = self._entry.async_create_background_task(
                self._hass, self._async_scan(), f"interval scan of {self._scanner.settings.name}"
            )

    async def _async_scan(self) -> None:
        day: date | None = None

        def admit() -> Decision | None:
            nonlocal day
            if self._interval is None:
                return Decision(Reason.STOPPED, dt_util.utcnow())
            if day is not None:
                return None
            taken = self._budget.async_take()
            if isinstance(taken, Refusal):
                return Decision(taken.reason, dt_util.utcnow(), taken.details)
            day = taken
            return None

        may_have_cost = True
        try:
            decision = await self._scanner.async_look(_INTERVAL, admit)
            may_have_cost = decision.may_have_cost
        finally:
            if day is not None:
                self._budget.async_settle(day, may_have_cost=may_have_cost)
