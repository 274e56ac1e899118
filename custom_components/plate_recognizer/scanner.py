"""One camera's scans: what its looks bring is told, and arrivals are decided."""

import asyncio
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Final

from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.util import dt as dt_util
from homeassistant.util.ulid import ulid_now

from .frame_lookups import Shared
from .limiter import Priority
from .listeners import Listeners
from .looks import Admit, CameraIds, Looks
from .pipeline.decision import LASTING, Decision, Reason
from .pipeline.glance import Glance
from .pipeline.report import Report, sightings_in_report
from .pipeline.seen_picture import SeenPicture, untold_boxes
from .pipeline.sighting import Look, Sighting, Source
from .pipeline.traces import Traces
from .pipeline.visit import ArrivalReason
from .scan import Insight, Scan, decision_on
from .settings import CameraSettings, RecognitionSettings
from .telling import ScanNews, ScanVisits
from .worth import Purpose

DIRECTION: Final = Purpose(
    Source.TRIGGER, Priority.TRIGGER, cause="direction", settles_spots=True, asks_where_to=True
)
"""Why a scan of one picture takes another one."""


_NO_PROOF: Final = ArrivalReason.WEBHOOK


class CameraScanner:
    """Scans one camera, and has its news told."""

    def __init__(
        self, hass: HomeAssistant, shared: Shared, ids: CameraIds, settings: CameraSettings
    ) -> None:
        self._vehicles = shared.vehicles
        self._visits = shared.visits
        self.subentry_id = ids.subentry_id
        self.looks = Looks(hass, shared, ids, settings)
        self.news = ScanNews(hass, shared.vehicles, shared.strangers)
        self._is_scanning = True
        self._resting_for: Reason | None = None
        self._looked_in: int | None = None
        self._clock = hass.loop.time
        self._heard_since = self._clock()
        """When the camera began, or was changed: on the event loop's clock, which never jumps."""
        self._end_listeners = Listeners[[Source, Insight]]()
        self._unfinished = 0
        """Bursts, and scans that wait for another frame."""
        self.check_due: datetime | None = None
        """From when on bursts have to find out who is still there, as they leave no time for a
        check."""
        self._is_stopped = False

    @property
    def settings(self) -> CameraSettings:
        """How the camera is read."""
        return self.looks.settings

    @property
    def scanning(self) -> bool:
        """Whether the camera is scanned by itself; when asked to, it is scanned at any time."""
        return self._is_scanning

    @scanning.setter
    def scanning(self, scanning: bool) -> None:
        if scanning and not self._is_scanning:
            self.looks.era += 1  # who came meanwhile doesn't arrive now
        self._is_scanning = scanning

    @property
    def era(self) -> int:
        """Counts changes of the camera, after which the first look is to come again."""
        return self.looks.era

    @property
    def has_looked(self) -> bool:
        """Whether the camera has looked since its start or its last change.

        Who is seen by the first look may have stood there before.
        """
        return self._looked_in == self.era

    @property
    def camera_entity_id(self) -> str | None:
        """The entity id of the camera by today's name; None when the camera is gone."""
        return self.looks.camera_entity_id

    @property
    def is_stopped(self) -> bool:
        """Whether the camera is no longer read."""
        return self._is_stopped

    @property
    def is_busy(self) -> bool:
        """Whether a scan is under way, or a burst between two frames."""
        return self.looks.is_busy or self._unfinished > 0

    @callback
    def async_on_end(self, listener: Callable[[Source, Insight], None]) -> CALLBACK_TYPE:
        """Call `listener` when a scan or a burst is over, with what that has made known."""
        return self._end_listeners.async_add(listener)

    @callback
    def async_change(self, settings: CameraSettings) -> None:
        """Scan with other settings from the next frame on."""
        self._heard_since = self._clock()
        self.looks.async_change(settings)

    @callback
    def async_forget(self, traces: Traces) -> None:
        """Remember nothing of what was deleted."""
        self.news.async_forget(traces)
        self.looks.async_forget(traces)

    @callback
    def async_stop(self) -> None:
        """Say nothing more: whatever a running scan still brings belongs to no camera."""
        self._is_stopped = True
        self.looks.async_stop()

    def look(self, source: Source) -> Look:
        """Note where and when a look begins."""
        return self.looks.at_now(source)

    async def async_scan(self) -> Decision:
        """Take a frame now, since somebody asks, and look it up whatever it shows.

        Never raises for a failure.
        """
        return (await self.async_scan_with(None)).decision

    async def async_scan_with(self, recognition: RecognitionSettings | None) -> Scan:
        """Scan in the same way, and tell the API this instead of what it always is told.

        What is read so counts for no more than any picture that somebody gives: a look that finds
        less than usual has not seen who stands there, and one that finds more reads misreadings.

        Returns what it brought, with the visits that its sightings belong to.
        """
        if not self.settings.can_look:
            self.async_skip(Reason.RECEIVES_ONLY, {})
            return Scan(Decision(Reason.RECEIVES_ONLY, dt_util.utcnow()), era=self.era)
        scan = await self.looks.async_force(Source.ACTION, recognition)
        if scan.decision.reason is Reason.STOPPED:
            return scan
        if not scan.is_read_as_set:
            return self.async_record(scan)
        visits = self.visits_of(scan.era)
        visits.async_keep(scan)
        self.news.async_tell(scan)
        told = scan.sightings
        if scan.glance is not None:
            visits.async_see(scan.glance)
            told = visits.async_tell(scan.sightings)
        elif scan.decision.answered:
            told = visits.async_tell_old(scan.sightings)
        await self.async_end(Source.ACTION, visits, scan.insight)
        return replace(scan, sightings=told)

    @callback
    def async_record(self, scan: Scan) -> Scan:
        """Tell what a picture shows that somebody gives as one of this camera.

        Whoever begins a visit with it is looked for by the camera afterwards.

        Returns it with the visits that its sightings belong to.
        """
        if self._is_stopped:
            return self.looks.stopped()
        visits = self.visits_of(self.era)
        visits.async_keep(scan)
        self.news.async_tell(scan)
        told = visits.async_tell_given(scan.sightings)
        if any(sighting.visit_id for sighting in told):
            self._end_listeners.async_call(Source.ACTION, Insight.SEEN)
        return replace(scan, sightings=told)

    async def async_look(self, purpose: Purpose, admit: Admit | None = None) -> Decision:
        """Take a frame, and look it up if it shows anything new. Never raises for a failure.

        Args:
            purpose: why; never that somebody asks for it.
            admit: is asked before the lookup; a decision that it returns forbids it.
        """

        def allowed() -> Decision | None:
            if not self.scanning:
                return Decision(Reason.SCANNING_OFF, dt_util.utcnow())
            return None if admit is None else admit()

        scan = await self.looks.async_look(purpose, allowed)
        visits = self.visits_of(scan.era)
        self._tell_look(scan, visits, purpose)
        if scan.decision.reason not in LASTING:  # else nothing has failed that could be tried again
            await self.async_end(purpose.source, visits, scan.insight)
        return scan.decision

    def _tell_look(self, scan: Scan, visits: ScanVisits, purpose: Purpose) -> None:
        """Tell what one picture shows; of a look that nothing has set off, only what is new."""
        if scan.decision.reason is Reason.STOPPED:
            return
        if scan.decision.reason in LASTING:
            self.async_skip(scan.decision.reason, scan.decision.details)
            return
        if purpose.source is not Source.ACTION:
            self._resting_for = None
        if purpose.cause is not None:
            details = {**scan.decision.details, "cause": purpose.cause}
            scan = replace(scan, decision=replace(scan.decision, details=details))
        visits.async_keep(scan)
        self.news.async_tell(scan)
        if scan.glance is not None:
            visits.async_see(scan.glance)
            visits.async_tell(scan.sightings, only_new=purpose.source is not Source.INTERVAL)
        elif scan.decision.answered and purpose.source is Source.INTERVAL:
            visits.async_tell_old(scan.sightings)

    @callback
    def async_take_in(self, report: Report) -> None:
        """Take in what a webhook says, as if it had been looked up here.

        Nobody can be asked for a second picture: what is decided on it is decided at once.
        """
        if self._is_stopped:
            return
        look = self.looks.at_now(Source.WEBHOOK)
        thresholds = self.settings.thresholds
        seen = self.identified(sightings_in_report(report, look, thresholds, ulid_now))
        at = report.received_at
        objection = None if self.settings.webhook.arrivals else _NO_PROOF
        if report.is_late:
            objection = ArrivalReason.OLD_PICTURE
        proves = objection is None
        glance = Glance(
            self.subentry_id,
            look.place,
            at,
            seen,
            sees_all=report.shows_all,
            is_hearsay=True,
            proves=proves,
        )
        picture = None
        if report.picture is not None:
            untold = untold_boxes(report.webhook.recognition.detections, seen)
            picture = SeenPicture(report.picture.content, seen, self.settings.view, untold)
        scan = Scan(decision_on(seen, at), seen, era=self.era, glance=glance, seen_on=picture)
        visits = self.visits_of(self.era, objection)
        visits.async_keep(scan)
        self.news.async_tell(scan)
        visits.async_see(glance)
        visits.async_tell(seen)
        visits.async_end()
        self._end_listeners.async_call(Source.WEBHOOK, Insight.SEEN)

    @callback
    def async_skip(self, reason: Reason, details: Mapping[str, str | int | float]) -> None:
        """Tell that a scan was due and is left out.

        A reason that lasts is news once: what a scan that somebody asks for meanwhile brings is not
        covered by it.
        """
        if self._is_stopped:
            return
        is_repeated = reason is self._resting_for
        self._resting_for = reason if reason in LASTING else None
        decision = Decision(reason, dt_util.utcnow(), details)
        self.news.async_tell(Scan(decision, is_repeated=is_repeated))

    @callback
    def async_wake(self) -> None:
        """Tell again why nothing is scanned, should that come: something has happened since."""
        self._resting_for = None

    def identified(self, sightings: Iterable[Sighting]) -> tuple[Sighting, ...]:
        """Say who they are as a burst tells of them, since a permission may be gone meanwhile."""
        return tuple(self._vehicles.async_identify(each, self.subentry_id) for each in sightings)

    @property
    def objection_now(self) -> ArrivalReason | None:
        """Why nobody who is seen now for the first time can arrive; None if they can."""
        webhook = self.settings.webhook
        if not self.settings.can_look and not webhook.arrivals:
            return _NO_PROOF
        return self._objection_in(self.era)

    def _objection_in(self, era: int) -> ArrivalReason | None:
        """Return whether who is seen first may have been there before the camera began.

        Where nobody can look, that holds until whoever stands there has surely been told of.
        """
        if self.settings.can_look:
            return None if self._looked_in == era else ArrivalReason.FIRST_SCAN
        heard_for = self._clock() - self._heard_since
        is_first = heard_for < self.settings.webhook.timeout.total_seconds()
        return ArrivalReason.FIRST_SCAN if is_first else None

    def visits_of(self, era: int, objection: ArrivalReason | None = None) -> ScanVisits:
        """Return what a scan that looked in an era makes of the visits.

        Args:
            era: of the scanner.
            objection: why nobody whom it sees first can arrive, whatever else is known.
        """
        if not self._unfinished:
            self._visits.tracker.give_up(self.subentry_id)
        objection = objection or self._objection_in(era)
        return ScanVisits(self._visits, self.news, self.subentry_id, objection, era)

    @contextmanager
    def unfinished(self) -> Iterator[None]:
        """Be busy for as long as the block takes."""
        self._unfinished += 1
        try:
            yield
        finally:
            self._unfinished -= 1

    async def async_end(self, source: Source, visits: ScanVisits, insight: Insight) -> None:
        """Decide on arrivals, and have it known that a scan is over.

        A scan that has seen somebody come who may open on one picture alone takes another one: the
        first can't tell coming from going. Who stands still there isn't looked up again.
        """
        is_wanted = not self._is_stopped and (self.scanning or source is Source.ACTION)
        if visits.frames == 1 and visits.awaits_direction and is_wanted:
            with self.unfinished():
                await asyncio.sleep(self.settings.burst.spacing)
                scan = await self.looks.async_look(DIRECTION)
            if scan.era == visits.era:
                self._tell_look(scan, visits, DIRECTION)
        if self._is_stopped:
            return
        visits.async_end()
        if visits.frames:
            self._looked_in = visits.era
        self._end_listeners.async_call(source, insight)
