"""The visits of an account: who is where now, over reloads and restarts."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
import logging
import time
from typing import Final

from homeassistant.core import CALLBACK_TYPE, HassJob, HomeAssistant, callback
from homeassistant.helpers.event import async_call_later
from homeassistant.util import dt as dt_util
from homeassistant.util.hass_dict import HassKey
from homeassistant.util.ulid import ulid_now

from .const import DOMAIN, EVENT_VISIT_ENDED, EVENT_VISIT_STARTED
from .listeners import Listeners, ListenersByKey
from .pipeline.clock_jump import ClockWatch
from .pipeline.glance import Glance
from .pipeline.hearsay import Hearsay, timeout_of
from .pipeline.known_vehicles import subentry_of
from .pipeline.sighting import Look, Sighting
from .pipeline.traces import Traces
from .pipeline.tracking import MOST_VISITS, Tracker
from .pipeline.visit import Visit, place_key
from .pipeline.visit_data import visit_data
from .strangers import Strangers
from .visit_store import VisitStore, async_remove_stored

_LOGGER = logging.getLogger(__name__)

_CLOCKS: Final[HassKey[dict[str, ClockWatch]]] = HassKey(f"{DOMAIN}.clocks")
_LONGEST_WAIT: Final = timedelta(hours=1)
"""For a time-out: a clock that is set makes it come sooner."""


class Visits:
    """Keeps the visits, and tells who waits for them: first states, then events.

    Args:
        hass: where they happen.
        entry_id: of the account.
        timeout: after which nobody knows any more whether a vehicle is there.
        strangers: of the account: what may be told and written down of them.
    """

    def __init__(
        self, hass: HomeAssistant, entry_id: str, timeout: timedelta, strangers: Strangers
    ) -> None:
        self._hass = hass
        self._timeout = timeout
        self._strangers = strangers
        self._store = VisitStore(hass, entry_id, strangers)
        self.tracker = Tracker(ulid_now)
        self._clock = _clock_of(hass, entry_id)
        self.present: frozenset[str] = frozenset()
        """Who is here, when that was shown last: ids of the subentries of known vehicles."""
        self._occupied: frozenset[str] = frozenset()
        """Where anybody is, likewise: keys of places."""
        self._state_listeners = Listeners[[]]()
        self._presence_listeners = ListenersByKey[str, []]()
        self._visit_listeners = Listeners[[Visit]]()
        self._vehicle_listeners = ListenersByKey[str, [Visit]]()
        self._is_stopped = False
        self._end_waiting: CALLBACK_TYPE | None = None

    async def async_load(self) -> None:
        """Go on from before the last stop. What can't be read is forgotten, and no arrival."""
        await self.async_restore()
        # Since the account was stopped, if it has run before: what was seen then goes along.
        has_jumped = self._has_followed_clock()
        self.tracker.go_on(dt_util.utcnow())
        if has_jumped:  # it is found out once: who comes next has to find what was made of it
            await self.async_save()

    async def async_restore(self) -> None:
        """Read who was here as it was written down, to change nothing but that."""
        if (tracker := await self._store.async_load()) is not None:
            self.tracker = tracker

    async def async_save(self) -> None:
        """Write down who is here, before another account object goes on with it."""
        await self._store.async_save(self.tracker)

    @callback
    def async_start(self) -> None:
        """End visits that time out, from now on."""
        self.async_expire()

    @callback
    def async_stop(self) -> None:
        """End no more visits, and write nothing more down but when asked to."""
        self._is_stopped = True
        self._stop_waiting()

    def _stop_waiting(self) -> None:
        if self._end_waiting is not None:
            self._end_waiting()
            self._end_waiting = None

    def is_occupied(self, place: str) -> bool:
        """Say whether any vehicle was at a place when that was shown last."""
        return place_key(place) in self._occupied

    @callback
    def async_on_change(self, listener: Callable[[], None]) -> CALLBACK_TYPE:
        """Call `listener` when visits may have changed. Returns the function that ends this."""
        return self._state_listeners.async_add(listener)

    @callback
    def async_on_presence(self, subentry_id: str, listener: Callable[[], None]) -> CALLBACK_TYPE:
        """Call `listener` when a known vehicle, or the first or last of a list, comes or goes."""
        return self._presence_listeners.async_add(subentry_id, listener)

    @callback
    def async_on_visit(self, listener: Callable[[Visit], None]) -> CALLBACK_TYPE:
        """Call `listener` for each visit that is known to have begun, or has ended."""
        return self._visit_listeners.async_add(listener)

    @callback
    def async_on_visit_of(
        self, subentry_id: str, listener: Callable[[Visit], None]
    ) -> CALLBACK_TYPE:
        """Call `listener` when a known vehicle's visit, or one of any of a list, begins or ends."""
        return self._vehicle_listeners.async_add(subentry_id, listener)

    def steady_now(self) -> float:
        """Return the seconds of a clock that nobody sets."""
        return self._clock.steady_now

    def time_of(self, look: Look) -> datetime:
        """Return when a look began, by the clock of now."""
        return self._clock.of_now(look.taken_at, look.steady_at)

    @callback
    def async_of_now(self, glances: Iterable[Glance]) -> list[Glance]:
        """Return glances as by the clock of now, which may have been set since they were taken."""
        self.async_follow_clock()
        return [
            replace(glance, taken_at=self._clock.of_now(glance.taken_at, glance.steady_at))
            for glance in glances
        ]

    @callback
    def async_follow_clock(self) -> None:
        """Find out whether the clock was set: before anything is compared with what was before."""
        if self._has_followed_clock():
            self.async_changed()

    def _has_followed_clock(self) -> bool:
        if self._is_stopped or (jump := self._clock.jumped()) is None:
            return False  # a jump is found out once: by who goes on with the visits
        _LOGGER.info("The clock was set by %+.1f s: visits go along", jump.by.total_seconds())
        self.tracker.follow(jump, dt_util.utcnow())
        return True

    @callback
    def async_changed(self) -> None:
        """Show who is here now, and have it written down."""
        before = self.present
        # Found out once: hundreds of vehicles and cameras ask for it, and mostly nobody has moved.
        self.present = frozenset(
            subentry_of(visit.vehicle_id) for visit in self.tracker.visits if visit.vehicle_id
        )
        self._occupied = frozenset(map(place_key, {visit.place for visit in self.tracker.visits}))
        if len(self.tracker.visits) > MOST_VISITS:
            self.async_expire()
        self._state_listeners.async_call()
        for subentry_id in before ^ self.present:
            self._presence_listeners.async_call(subentry_id)
        self._wait_for_timeout()
        if not self._is_stopped:
            self._store.async_save_soon(lambda: self.tracker)

    @callback
    def async_tell(self, visits: Iterable[Visit]) -> None:
        """Tell of visits that have begun or ended. States have to stand by now.

        Nothing is told of the end of one whose beginning wasn't, since its scan broke off.
        """
        for visit in map(self._strangers.async_visit, visits):
            if not visit.is_told:
                continue
            self._visit_listeners.async_call(visit)
            if visit.vehicle_id is not None:
                self._vehicle_listeners.async_call(subentry_of(visit.vehicle_id), visit)
            event = EVENT_VISIT_STARTED if visit.ended_at is None else EVENT_VISIT_ENDED
            self._hass.bus.async_fire(event, visit_data(visit))

    @callback
    def async_identify(
        self, identify: Callable[[Sighting, str], Sighting], fingerprints: Mapping[str, int]
    ) -> None:
        """Say anew who is here, since the known vehicles have changed.

        Args:
            identify: returns a sighting with the verdict on it, for a camera's id.
            fingerprints: of the known vehicles, by their ids.
        """
        self.tracker.acquaintance = self.tracker.acquaintance.after(fingerprints)
        self.tracker.identify(identify)
        self.async_changed()

    async def async_forget(self, traces: Traces) -> None:
        """Take off strangers' visits what was deleted, in the file as well when this returns."""
        if self.tracker.forget(traces):
            self.async_changed()
            await self.async_save()

    async def async_mask(self, before: datetime) -> None:
        """Take plates off visits of strangers who were seen last before a time, likewise."""
        old = frozenset(
            visit.visit_id
            for visit in (*self.tracker.visits, *self.tracker.parked)
            if visit.vehicle_id is None
            and visit.seen_at < before
            and Traces.of([visit.best]).plates
        )
        if old:
            await self.async_forget(Traces(visit_ids=old))

    @callback
    def async_forget_cameras(self, camera_ids: Iterable[str]) -> None:
        """Forget what other cameras than these have seen."""
        self.async_follow_clock()
        self._ended(self.tracker.forget_cameras(camera_ids, dt_util.utcnow()))

    @callback
    def async_adopt_hearsay(self, hearsay: Hearsay) -> None:
        """Know from now on before which cameras nobody can look."""
        self.tracker.hearsay = hearsay
        self._wait_for_timeout()

    @callback
    def async_expire(self, _now: datetime | None = None) -> None:
        """End the visits of vehicles that weren't seen for too long."""
        self.async_follow_clock()
        self._ended(self.tracker.expire(dt_util.utcnow(), self._timeout))

    def _ended(self, visits: tuple[Visit, ...]) -> None:
        if visits:
            self.async_changed()
            self.async_tell(visits)
        else:
            self._wait_for_timeout()

    def _wait_for_timeout(self) -> None:
        self._stop_waiting()
        due = min(
            (
                visit.seen_at + timeout_of(visit, self._timeout, self.tracker.hearsay)
                for visit in self.tracker.visits
            ),
            default=None,
        )
        if due is not None and not self._is_stopped:
            wait = min(max(timedelta(seconds=1), due - dt_util.utcnow()), _LONGEST_WAIT)
            job = HassJob(self.async_expire, "visits time out", cancel_on_shutdown=True)
            self._end_waiting = async_call_later(self._hass, wait, job)


async def async_forget_stored(
    hass: HomeAssistant, entry_id: str, strangers: Strangers, traces: Traces
) -> None:
    """Do for an account that doesn't run what `Visits.async_forget` does."""
    visits = Visits(hass, entry_id, timedelta(), strangers)
    await visits.async_restore()
    if visits.tracker.forget(traces):
        await visits.async_save()


async def async_forget_visits(hass: HomeAssistant, entry_id: str) -> None:
    """Remove what was written down of an account that is gone."""
    await async_remove_stored(hass, entry_id)
    hass.data.get(_CLOCKS, {}).pop(entry_id, None)


def _clock_of(hass: HomeAssistant, entry_id: str) -> ClockWatch:
    """Return what watches the clock for an account. It outlives a reload, but no restart."""
    clocks = hass.data.setdefault(_CLOCKS, {})
    if entry_id not in clocks:
        clocks[entry_id] = ClockWatch(dt_util.utcnow, time.monotonic)
    return clocks[entry_id]
