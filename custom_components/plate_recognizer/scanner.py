"""One camera's scans: one after another, and what each brings is told."""

import asyncio
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Final

from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.util import dt as dt_util

from .entity_reference import referenced_entity_id
from .frame_lookups import FrameLookups, Shared, stopped_scan
from .limiter import Priority
from .listeners import Listeners
from .pipeline.consensus import Consensus
from .pipeline.decision import HOPELESS, LASTING, Decision, Reason
from .pipeline.sighting import Look, Sighting, Source
from .pipeline.visit import ArrivalReason
from .scan import Scan
from .settings import BurstSettings, CameraSettings
from .telling import ScanNews, ScanVisits

_MOST_LOST = 2
"""Lookups of a burst that may have been billed and brought nothing, until it gives up."""

_PRIORITIES: Final = {
    Source.ACTION: Priority.ACTION,
    Source.TRIGGER: Priority.TRIGGER,
    Source.INTERVAL: Priority.INTERVAL,
}

DIRECTION: Final = "direction"
"""Why a scan of one picture takes another one, for the decision."""


@dataclass(frozen=True, slots=True)
class CameraIds:
    """What a camera is known by."""

    subentry_id: str
    """To the API, too."""
    device_id: str


class CameraScanner:
    """Scans one camera, one scan at a time, and has its news told."""

    def __init__(
        self, hass: HomeAssistant, shared: Shared, ids: CameraIds, settings: CameraSettings
    ) -> None:
        self._hass = hass
        self._account_id = shared.lookups.account_id
        self._vehicles = shared.vehicles
        self._visits = shared.visits
        self.subentry_id = ids.subentry_id
        self._device_id = ids.device_id
        self.settings = settings
        self.news = ScanNews(hass, shared.vehicles)
        self._is_scanning = True
        self._resting_for: Reason | None = None
        self._era = 0
        """Counts starts, and changes after which whoever stands there may have stood before."""
        self._looked_in: int | None = None
        self._end_listeners = Listeners[[Source, bool]]()
        self._one_at_a_time = asyncio.Lock()
        self._unfinished = 0
        """Bursts, and scans that wait for another frame."""
        self._stopped = asyncio.Event()
        self._frames = FrameLookups(hass, shared, ids.subentry_id, settings.name, self._stopped)

    @property
    def scanning(self) -> bool:
        """Whether the camera is scanned by itself; when asked to, it is scanned at any time."""
        return self._is_scanning

    @scanning.setter
    def scanning(self, scanning: bool) -> None:
        if scanning and not self._is_scanning:
            self._era += 1  # who came meanwhile doesn't arrive now
        self._is_scanning = scanning
        if not scanning:
            self.async_withdraw_interval_scan()

    @callback
    def async_withdraw_interval_scan(self) -> None:
        """Have an interval scan that waits for its turn end without one."""
        self._frames.async_make_way(Priority.TRIGGER)

    @property
    def era(self) -> int:
        """Counts changes of the camera, after which the first look is to come again."""
        return self._era

    @property
    def has_looked(self) -> bool:
        """Whether the camera has looked since its start or its last change.

        Who is seen by the first look may have stood there before.
        """
        return self._looked_in == self._era

    @property
    def camera_entity_id(self) -> str | None:
        """The entity id of the camera by today's name; None when the camera is gone."""
        return referenced_entity_id(self._hass, self.settings.camera_entity)

    @property
    def is_busy(self) -> bool:
        """Whether a scan is under way, or a burst between two frames."""
        return self._one_at_a_time.locked() or self._unfinished > 0

    @callback
    def async_on_end(self, listener: Callable[[Source, bool], None]) -> CALLBACK_TYPE:
        """Call `listener` when a scan or a burst is over, and whether the API has answered."""
        return self._end_listeners.async_add(listener)

    @callback
    def async_change(self, settings: CameraSettings) -> None:
        """Scan with other settings from the next frame on."""
        self.settings = settings
        self._frames.async_rename(settings.name)
        self._era += 1

    @callback
    def async_stop(self) -> None:
        """Say nothing more: whatever a running scan still brings belongs to no camera."""
        self._stopped.set()

    async def async_scan(self, source: Source) -> Decision:
        """Take a frame now, whatever it shows, and look it up. Never raises for a failure."""
        scan = await self._scan_in_turn(source)
        if scan.decision.reason is Reason.STOPPED:
            return scan.decision
        visits = self._visits_of(scan.era)
        if source is not Source.ACTION:
            self._resting_for = None
        self.news.async_tell(scan)
        if scan.glance is not None:
            visits.async_see(scan.glance)
            visits.async_tell(scan.sightings)
        elif scan.decision.answered:
            visits.async_tell_old(scan.sightings)
        await self._end(source, visits, has_answer=scan.decision.answered)
        return scan.decision

    async def async_check(self, cause: str) -> None:
        """Look whether vehicles are still where they were; tell of others that are there now.

        Args:
            cause: why, for the decision.
        """
        scan = await self._look_again(Priority.CHECK)
        visits = self._visits_of(scan.era)
        self._tell_new(scan, visits, cause)
        await self._end(Source.TRIGGER, visits, has_answer=scan.decision.answered)

    async def _look_again(self, priority: Priority) -> Scan:
        stale = Consensus(stale=self._frames.pictures)
        return await self._scan_in_turn(Source.TRIGGER, stale, priority)

    def _tell_new(self, scan: Scan, visits: ScanVisits, cause: str) -> None:
        """Tell what one more picture shows that an earlier scan hasn't told."""
        decision = scan.decision
        if decision.reason not in {Reason.STOPPED, Reason.SAME_PICTURE}:
            decision = replace(decision, details={**decision.details, "cause": cause})
            self.news.async_tell(replace(scan, decision=decision))
        if scan.glance is not None:
            visits.async_see(scan.glance)
            visits.async_tell(scan.sightings, only_new=True)

    async def async_burst(self, settings: BurstSettings) -> bool:
        """Take frames and look them up until all that they show is sure, or they are enough.

        Each frame's states are shown at once. A vehicle is told of once, with the pictures that
        agree on its plate: as soon as it is sure, at the end otherwise. A burst ends early when the
        camera is set otherwise, or switched off.

        Returns whether the API has answered at all.
        """
        consensus, visits = Consensus(stale=self._frames.pictures), self._visits_of(self._era)
        self._resting_for = None
        try:
            with self._between_frames():
                has_answer = await self._look_until_settled(settings, consensus, visits)
        except Exception:
            self._tell_rest(consensus, visits)
            if not self._stopped.is_set():
                visits.async_end()
            raise
        self._tell_rest(consensus, visits)
        if not self.scanning:
            self.async_skip(Reason.SCANNING_OFF, {})
        await self._end(Source.TRIGGER, visits, has_answer=has_answer)
        return has_answer

    async def _look_until_settled(
        self, settings: BurstSettings, consensus: Consensus, visits: ScanVisits
    ) -> bool:
        started_with, next_at = self.settings, self._hass.loop.time()
        answers = lost = 0
        for _ in range(settings.frames):
            await asyncio.sleep(next_at - self._hass.loop.time())
            if not self.scanning or self.settings is not started_with:
                break
            next_at = self._hass.loop.time() + settings.spacing
            scan = await self._scan_in_turn(Source.TRIGGER, consensus)
            decision = scan.decision
            if decision.reason is Reason.STOPPED:
                return False
            if scan.era != visits.era:
                break  # what it shows is of another camera, or of another part of the picture
            if decision.reason is not Reason.SAME_PICTURE or not answers:
                self.news.async_tell(scan)
            if scan.glance is not None and scan.picture is not None:
                consensus.add(scan.picture, scan.sightings)
                answers += 1
                visits.async_see(scan.glance)
                visits.async_tell(self._identified(consensus.take_sure()))
            elif decision.may_have_cost:
                lost += 1
            is_settled = consensus.is_settled and not visits.awaits_direction
            if is_settled or decision.reason in HOPELESS or lost == _MOST_LOST:
                break
        return answers > 0

    def _tell_rest(self, consensus: Consensus, visits: ScanVisits) -> None:
        if not self._stopped.is_set():
            visits.async_tell(self._identified(consensus.take_rest()))

    async def _scan_in_turn(
        self, source: Source, burst: Consensus | None = None, priority: Priority | None = None
    ) -> Scan:
        """Scan when no other scan is under way; one that was stopped has nothing to tell."""
        priority = _PRIORITIES[source] if priority is None else priority
        self._frames.async_make_way(priority)
        async with self._one_at_a_time:
            look = self.look(source)
            if self._stopped.is_set():
                return stopped_scan(look)
            era = self._era
            scan = await self._frames.async_look_up(look, self.settings, burst, priority)
        return stopped_scan(look) if self._stopped.is_set() else replace(scan, era=era)

    @callback
    def async_skip(self, reason: Reason, details: Mapping[str, str | int | float]) -> None:
        """Tell that a scan was due and is left out.

        A reason that lasts is told once: what a scan that somebody asks for meanwhile brings is not
        covered by it.
        """
        if reason is self._resting_for:
            return
        self._resting_for = reason if reason in LASTING else None
        self.news.async_tell(Scan(Decision(reason, dt_util.utcnow(), details)))

    def look(self, source: Source) -> Look:
        """Note where and when this scan looks: settings may change while it is under way."""
        return Look(
            account_id=self._account_id,
            place=self.settings.place,
            camera=self.settings.name,
            camera_entity_id=self.camera_entity_id,
            device_id=self._device_id,
            source=source,
            taken_at=dt_util.utcnow(),
        )

    def _identified(self, sightings: Iterable[Sighting]) -> tuple[Sighting, ...]:
        """Say who they are as a burst tells of them, since a permission may be gone meanwhile."""
        return tuple(self._vehicles.async_identify(each, self.subentry_id) for each in sightings)

    @property
    def objection_now(self) -> ArrivalReason | None:
        """Why nobody who is seen now for the first time can arrive; None if they can."""
        return self._objection_in(self._era)

    def _objection_in(self, era: int) -> ArrivalReason | None:
        return None if self._looked_in == era else ArrivalReason.FIRST_SCAN

    def _visits_of(self, era: int) -> ScanVisits:
        """Return what a scan that looked in an era makes of the visits."""
        if not self._unfinished:
            self._visits.tracker.give_up(self.subentry_id)
        objection = self._objection_in(era)
        return ScanVisits(self._visits, self.news, self.subentry_id, objection, era)

    @contextmanager
    def _between_frames(self) -> Iterator[None]:
        self._unfinished += 1
        try:
            yield
        finally:
            self._unfinished -= 1

    async def _end(self, source: Source, visits: ScanVisits, *, has_answer: bool) -> None:
        """Decide on arrivals, and have it known that a scan is over.

        A scan that has seen somebody come who may open on one picture alone takes another one: the
        first can't tell coming from going.
        """
        is_wanted = self.scanning or source is Source.ACTION
        if visits.frames == 1 and visits.awaits_direction and is_wanted:
            with self._between_frames():
                await asyncio.sleep(self.settings.burst.spacing)
                scan = await self._look_again(Priority.TRIGGER)
            if scan.era == visits.era:
                self._tell_new(scan, visits, DIRECTION)
        if self._stopped.is_set():
            return
        visits.async_end()
        if visits.frames:
            self._looked_in = visits.era
        self._end_listeners.async_call(source, has_answer)
