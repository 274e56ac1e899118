"""What the visits of an account come to: asked of its history once for all who show it."""

from dataclasses import replace
from datetime import datetime, timedelta
import logging
import time
from typing import Final, override

from homeassistant.config_entries import ConfigEntry
from homeassistant.const import EVENT_CORE_CONFIG_UPDATE
from homeassistant.core import CALLBACK_TYPE, Event, HassJob, HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.event import async_track_point_in_utc_time
from homeassistant.helpers.update_coordinator import DataUpdateCoordinator, UpdateFailed
from homeassistant.util import dt as dt_util

from .const import DOMAIN
from .history.statistics import Statistics, statistics
from .keeper import History

_LOGGER = logging.getLogger(__name__)

WEEK: Final = 7
"""Days, of which today is the last."""

SETTLED: Final = timedelta(seconds=10)
"""After a change: first a vehicle is seen, and at the end of the burst its visit has begun."""
LULL: Final = timedelta(minutes=1)
"""Between two questions, however much is kept meanwhile."""
RETRY: Final = timedelta(minutes=5)
"""After a question that failed."""
_SHORTEST: Final = timedelta(seconds=1)
"""Until a question."""


class VisitStatistics(DataUpdateCoordinator[Statistics]):
    """Asks soon after a change, when a day begins, and when it fails some time later.

    What is true only of a part of its span isn't known: a history that keeps less than a week
    knows nothing of the week, nor does one that began in it of what had been kept elsewhere.
    """

    def __init__(self, hass: HomeAssistant, entry: ConfigEntry, history: History) -> None:
        super().__init__(
            hass,
            _LOGGER,
            config_entry=entry,
            name=f"{DOMAIN} statistics of {entry.title}",
            always_update=False,
        )
        self.data = Statistics()
        self._entry = entry
        self._history = history
        self._asked_at: datetime | None = None
        self._due: datetime | None = None
        self._end_waiting: CALLBACK_TYPE | None = None
        self._is_stopped = False

    @callback
    def async_start(self) -> None:
        """Ask from now on when something changes. The first time, somebody else has to ask."""
        self._entry.async_on_unload(self._history.async_on_change(self._async_changed))
        self._entry.async_on_unload(
            self.hass.bus.async_listen(EVENT_CORE_CONFIG_UPDATE, self._async_home_changed)
        )

    @override
    async def async_shutdown(self) -> None:
        await super().async_shutdown()
        self._is_stopped = True
        self._stop_waiting()

    @callback
    def _async_changed(self) -> None:
        now = dt_util.utcnow()
        wait = SETTLED
        if self._asked_at is not None:
            # A clock that was put back mustn't keep anybody waiting.
            wait = min(max(SETTLED, self._asked_at + LULL - now), LULL)
        self._ask_at(now + wait)

    @callback
    def _async_home_changed(self, _event: Event) -> None:
        """Days begin at another time where the time zone is another one."""
        self._ask_at(dt_util.utcnow())

    def _ask_at(self, moment: datetime) -> None:
        """Ask then, unless that is due before."""
        if self._is_stopped or (self._due is not None and self._due <= moment):
            return
        self._stop_waiting()
        self._due = moment
        job = HassJob(self._async_ask, "visits are counted", cancel_on_shutdown=True)
        # Whatever is wrong with a clock, nobody is kept busy.
        soonest = dt_util.utc_from_timestamp(time.time()) + _SHORTEST
        self._end_waiting = async_track_point_in_utc_time(self.hass, job, max(moment, soonest))

    def _stop_waiting(self) -> None:
        self._due = None
        if self._end_waiting is not None:
            self._end_waiting()
            self._end_waiting = None

    async def _async_ask(self, _now: datetime) -> None:
        self._end_waiting = self._due = None
        await self.async_refresh()

    @override
    async def _async_update_data(self) -> Statistics:
        self._stop_waiting()
        now = dt_util.now()
        self._asked_at = now
        today, week, tomorrow = (
            dt_util.as_utc(dt_util.start_of_local_day(now.date() + timedelta(days=days)))
            for days in (0, 1 - WEEK, 1)
        )
        try:
            asked = await self._history.async_ask(lambda store: statistics(store.db, today, week))
        except HomeAssistantError as error:
            self._ask_at(now + RETRY)
            raise UpdateFailed(
                translation_domain=DOMAIN,
                translation_key="statistics_unreadable",
                translation_placeholders={"account": self._entry.title, "detail": str(error)},
            ) from error
        self._ask_at(tomorrow)
        if self._history.settings.days >= WEEK:
            return asked
        return replace(asked, strangers_week=None, average_stay=None)
