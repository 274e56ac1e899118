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
from .pipeline.patience import Patience
from .pipeline.sighting import Source
from .pipeline.tracking import Tracker
from .scan import Insight
from .scanner import CameraScanner
from .visits import Visits
from .worth import Purpose

_LOGGER = logging.getLogger(__name__)

_PAUSE: Final = timedelta(seconds=10)
"""Between two looks, at least; after one that failed, or that had to be put off."""

_WHILE_NOBODY_IS_HERE: Final = timedelta(minutes=5)
"""Between two looks, that keep what the empty place looks like in today's light. They also find
who has come without any trigger."""

_AFTER_FAILURES: Final = timedelta(minutes=5)
_MOST_FAILURES: Final = 2
"""In a row, after which the camera, or the API, is left alone for that long."""

_LONGEST_UNSETTLED: Final = timedelta(minutes=5)
"""Between two looks at a camera that gives the same picture again: cameras keep theirs for seconds,
some until they see motion. The pause doubles up to that, from the shortest one on."""

SPOT_CHECK: Final = Purpose(
    Source.TRIGGER,
    Priority.CHECK,
    cause="spot_check",
    settles_spots=True,
    waits_for_slight=True,
)

type _Knowledge = tuple[frozenset[str], bool]


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
        self._unsettled = 0
        """Looks in a row that had only a picture from before, or none that could be looked up."""
        self._patience = Patience()
        self._look: asyncio.Task[None] | None = None
        self._end_waiting: CALLBACK_TYPE | None = None
        self._waits_until = 0.0
        """On the event loop's clock, which never jumps."""
        self._asked_burst: _Knowledge | None = None
        """What was known when bursts were asked to look in place of a check."""
        self._is_stopped = False
        self._end_listening = scanner.async_on_end(self._async_scanned)

    @callback
    def async_adopt(self) -> None:
        """Plan the next look where no end of a scan has planned it.

        After a start none has ended yet, and a look that comes due while the camera is switched off
        is dropped. While a scan is under way, this plan holds until its end makes another one.
        """
        if self._end_waiting is None:
            self._plan_next()

    @callback
    def async_stop(self) -> None:
        """Look no more."""
        self._is_stopped = True
        self._end_listening()
        self._stop_waiting()

    def _stop_waiting(self) -> None:
        if self._end_waiting is not None:
            self._end_waiting()
            self._end_waiting = None

    @callback
    def async_hurry(self) -> None:
        """Look now at the spots, if that is planned at all: somebody may have left unnoticed.

        Not where that is known already, and has to be looked at once more later.
        """
        camera_id = self._scanner.subentry_id
        if self._end_waiting is None or self._failures or self._rest > timedelta():
            return
        if self._tracker.next_check(camera_id) is None or self._tracker.is_in_doubt(camera_id):
            return
        self._stop_waiting()
        self._async_check(dt_util.utcnow())

    @callback
    def _async_scanned(self, _source: Source, insight: Insight) -> None:
        self._unsettled = self._unsettled + 1 if insight is Insight.UNSETTLED else 0
        match insight:
            case Insight.SEEN:
                self._failures = 0
            case Insight.FAILED:
                self._failures += 1
        if self._asked_burst is not None and self._scanner.check_due is None:  # one has looked
            if self._asked_burst == self._knowledge:
                self._patience.was_in_vain(self._hass.loop.time())
            self._asked_burst = None
        self._plan_next()

    def _plan_next(self) -> None:
        due = self._tracker.next_check(self._scanner.subentry_id)
        if not self._scanner.settings.can_look or (due is None and not self._keeps_watch):
            self._stop_waiting()
            return
        if self._failures or self._unsettled:
            wait = self._pause_after_nothing
        else:
            wait = _WHILE_NOBODY_IS_HERE if due is None else due - dt_util.utcnow()
            # A clock that was put back would put it off for as long.
            wait = max(min(wait, _WHILE_NOBODY_IS_HERE), _PAUSE)
        wait = max(wait, self._rest)
        waits_until = self._hass.loop.time() + wait.total_seconds()
        is_in_doubt = self._tracker.is_in_doubt(self._scanner.subentry_id)
        if self._end_waiting is not None and is_in_doubt and self._waits_until <= waits_until:
            return  # bursts, one after another, would put it off again and again
        self._stop_waiting()
        self._wait(wait)

    @property
    def _pause_after_nothing(self) -> timedelta:
        """How long to wait after looks that have made nothing known, the last one at least."""
        failed = _PAUSE if self._failures < _MOST_FAILURES else _AFTER_FAILURES
        unsettled = _PAUSE * 2.0 ** max(0, min(self._unsettled - 1, 9))
        return max(failed, min(unsettled, _LONGEST_UNSETTLED))

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
        if self._is_stopped:  # by now a look that was under way may have failed
            return
        self._waits_until = self._hass.loop.time() + duration.total_seconds()
        job = HassJob(self._async_check, "spot check", cancel_on_shutdown=True)
        self._end_waiting = async_call_later(self._hass, max(duration, timedelta()), job)

    @callback
    def _async_check(self, _now: datetime) -> None:
        self._end_waiting = None
        if self._look is not None and not self._look.done():
            self._wait(_PAUSE)  # it waits for its turn at the API
        elif self._scanner.is_busy:
            # What is under way looks itself; but an interval scan doesn't say what to check then.
            self._wait(_PAUSE)
            self._ask_bursts()
        elif self._scanner.scanning:
            self._look = self._entry.async_create_background_task(
                self._hass, self._async_look(), f"spot check of {self._scanner.settings.name}"
            )

    def _ask_bursts(self) -> None:
        """Have the next picture of a burst settle a doubt for which no check has come to a look."""
        now = dt_util.utcnow()
        self._scanner.check_due = max(
            self._tracker.next_check(self._scanner.subentry_id) or now, now
        )
        self._asked_burst = self._knowledge

    async def _async_look(self) -> None:
        try:
            self._scanner.check_due = self._asked_burst = None
            before = self._knowledge
            decision = await self._scanner.async_look(SPOT_CHECK)
            if not decision.answered and self._tracker.is_in_doubt(self._scanner.subentry_id):
                self._ask_bursts()  # it was a picture that the camera gave before, or none
            elif decision.answered and self._knowledge == before:
                self._patience.was_in_vain(self._hass.loop.time())
                if self._end_waiting is not None:  # the next one was planned before that was known
                    self._plan_next()
        except Exception:
            _LOGGER.exception("The spot check of %s failed", self._scanner.settings.name)
            self._failures += 1
            self._plan_next()

    @property
    def _knowledge(self) -> _Knowledge:
        """What a look is to change: who is here, and whether anybody may have left."""
        visits = frozenset(visit.visit_id for visit in self._tracker.visits)
        return visits, self._tracker.is_in_doubt(self._scanner.subentry_id)
