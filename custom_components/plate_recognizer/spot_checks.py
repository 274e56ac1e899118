"""Looks again at the spots that a scan has seen, until it is known who stays and who has left."""

import asyncio
from datetime import datetime, timedelta
import logging
from typing import Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import CALLBACK_TYPE, HassJob, HomeAssistant, callback
from homeassistant.helpers.event import async_call_later
from homeassistant.util import dt as dt_util

from .limiter import Priority
from .looks import Purpose
from .pipeline.patience import Patience
from .pipeline.sighting import Source
from .pipeline.tracking import Tracker
from .scanner import CameraScanner
from .visits import Visits

_LOGGER = logging.getLogger(__name__)

_PAUSE: Final = timedelta(seconds=10)
"""Between two looks, at least; after one that failed, or that had to be put off."""

_WHILE_NOBODY_IS_HERE: Final = timedelta(minutes=5)
"""Between two looks, that keep what the empty place looks like in today's light. They also find
who has come without any trigger."""

_AFTER_FAILURES: Final = timedelta(minutes=5)
_MOST_FAILURES: Final = 2
"""In a row, after which the camera, or the API, is left alone for that long."""

SPOT_CHECK: Final = Purpose(Source.TRIGGER, Priority.CHECK, cause="spot_check", settles_spots=True)


class SpotChecks:
    """The looks of one camera for as long as anybody is there.

    Without them a visit would only end when the next vehicle sets off a scan; and who has driven on
    from where it stopped would, the next day, still seem to stand there. As long as nothing changes
    they cost nothing; a change costs one lookup, and one that was in vain makes the camera wait.

    Args:
        hass: where the camera is.
        entry: of the account.
        scanner: scans the camera.
        visits: of the account.
    """

    def __init__(
        self, hass: HomeAssistant, entry: ConfigEntry, scanner: CameraScanner, visits: Visits
    ) -> None:
        self._hass = hass
        self._entry = entry
        self._scanner = scanner
        self._visits = visits
        self._failures = 0
        self._patience = Patience()
        self._look: asyncio.Task[None] | None = None
        self._end_waiting: CALLBACK_TYPE | None = None
        self._end_listening = scanner.async_on_end(self._async_scanned)

    @callback
    def async_stop(self) -> None:
        """Look no more."""
        self._end_listening()
        self._stop_waiting()

    def _stop_waiting(self) -> None:
        if self._end_waiting is not None:
            self._end_waiting()
            self._end_waiting = None

    @callback
    def _async_scanned(self, _source: Source, has_looked: bool) -> None:  # noqa: FBT001 - a listener
        self._failures = 0 if has_looked else self._failures + 1
        self._plan_next(has_looked=has_looked)

    def _plan_next(self, *, has_looked: bool) -> None:
        self._stop_waiting()
        due = self._tracker.next_check(self._scanner.subentry_id)
        if due is None and not self._keeps_watch:
            return
        if not has_looked:
            self._wait(_PAUSE if self._failures < _MOST_FAILURES else _AFTER_FAILURES)
            return
        wait = _WHILE_NOBODY_IS_HERE if due is None else due - dt_util.utcnow()
        self._wait(max(wait, self._rest, _PAUSE))

    @property
    def _keeps_watch(self) -> bool:
        """Whether the camera looks while nobody is here.

        One that is scanned only when asked to doesn't. One with an interval looks by itself, and
        what that may cost has its limits.
        """
        settings = self._scanner.settings
        return bool(settings.burst.triggers) and settings.scan_interval is None

    @property
    def _tracker(self) -> Tracker:
        return self._visits.tracker

    @property
    def _rest(self) -> timedelta:
        """How long the spots are left alone after looks in vain."""
        now = self._hass.loop.time()
        return timedelta(seconds=self._patience.rests_until(now) - now)

    def _wait(self, duration: timedelta) -> None:
        job = HassJob(self._async_check, "spot check", cancel_on_shutdown=True)
        self._end_waiting = async_call_later(self._hass, max(duration, timedelta()), job)

    @callback
    def _async_check(self, _now: datetime) -> None:
        self._end_waiting = None
        if self._scanner.is_busy:
            # What is under way looks itself; but an interval scan doesn't say what to check then.
            self._wait(_PAUSE)
        elif self._scanner.scanning:
            self._look = self._entry.async_create_background_task(
                self._hass, self._async_look(), f"spot check of {self._scanner.settings.name}"
            )

    async def _async_look(self) -> None:
        try:
            before = self._knowledge
            decision = await self._scanner.async_look(SPOT_CHECK)
            if decision.answered and self._knowledge == before:
                self._patience.was_in_vain(self._hass.loop.time())
                if self._end_waiting is not None:  # the next one was planned before that was known
                    self._plan_next(has_looked=True)
        except Exception:
            _LOGGER.exception("The spot check of %s failed", self._scanner.settings.name)

    @property
    def _knowledge(self) -> tuple[frozenset[str], bool]:
        """What a look is to change: who is here, and whether anybody may have left."""
        visits = frozenset(visit.visit_id for visit in self._tracker.visits)
        return visits, self._tracker.is_in_doubt(self._scanner.subentry_id)
