"""One camera's scans: Home Assistant's camera, the pipeline and the API, one after another."""

import asyncio
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
import logging

from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.util import dt as dt_util

from .api.errors import SnapshotError
from .capture import CameraFailed, async_capture
from .const import EVENT_SIGHTING
from .entity_reference import referenced_entity_id
from .lookups import Lookups
from .outage import Outage
from .pipeline.area import View
from .pipeline.consensus import Consensus
from .pipeline.decision import LASTING, Decision, Reason
from .pipeline.event_data import sighting_data
from .pipeline.frame import BrokenPicture, Frame, Upload, prepare
from .pipeline.sighting import Look, Sighting, Source
from .scan import Scan, decision_on, details_of, sightings_in
from .settings import BurstSettings, CameraSettings
from .vehicles import Vehicles

_LOGGER = logging.getLogger(__name__)

_MOST_LOST = 2
"""Lookups of a burst that may have been billed and brought nothing, until it gives up."""

_REMEMBERED_PICTURES = 64
"""Of a camera, in which an old one is recognised: some bursts, and what is scanned between them."""

_HOPELESS = frozenset(
    {
        Reason.TOKEN_REFUSED,
        Reason.NO_CREDITS,
        Reason.REFUSED,
        Reason.BAD_REQUEST,
        Reason.TOO_LARGE,
    }
)
"""The reasons for which the next frame of a burst would fare no better."""


@dataclass(frozen=True, slots=True)
class CameraIds:
    """What a camera is known by."""

    subentry_id: str
    """To the API, too."""
    device_id: str


class CameraScanner:
    """Scans one camera, one scan at a time, and tells its listeners what each brought."""

    def __init__(
        self,
        hass: HomeAssistant,
        lookups: Lookups,
        vehicles: Vehicles,
        ids: CameraIds,
        settings: CameraSettings,
    ) -> None:
        self._hass = hass
        self._lookups = lookups
        self._vehicles = vehicles
        self.subentry_id = ids.subentry_id
        self._device_id = ids.device_id
        self.settings = settings
        self.scanning = True
        """Whether the camera is scanned by itself; when asked to, it is scanned at any time."""
        self._resting_for: Reason | None = None
        self.last_decision: Decision | None = None
        self.last_scan: Scan | None = None
        """The last one that was not left out."""
        self._answered_at: datetime | None = None
        self._scan_listeners: list[Callable[[Scan], None]] = []
        self._answer_listeners: list[Callable[[Scan], None]] = []
        self._sighting_listeners: list[Callable[[Sighting], None]] = []
        self._one_at_a_time = asyncio.Lock()
        self._is_in_burst = False
        self._pictures: deque[str] = deque(maxlen=_REMEMBERED_PICTURES)
        self._outage = Outage(_LOGGER, settings.name)
        self._stopped = asyncio.Event()

    @property
    def camera_entity_id(self) -> str | None:
        """The entity id of the camera by today's name; None when the camera is gone."""
        return referenced_entity_id(self._hass, self.settings.camera_entity)

    @property
    def is_busy(self) -> bool:
        """Whether a scan is under way, or a burst between two frames."""
        return self._one_at_a_time.locked() or self._is_in_burst

    def has_answer_since(self, moment: datetime) -> bool:
        """Say whether the API has answered a frame that was asked for after a moment."""
        return self._answered_at is not None and self._answered_at > moment

    @callback
    def async_on_scan(self, listener: Callable[[Scan], None]) -> CALLBACK_TYPE:
        """Call `listener` after each scan. Returns the function that ends this."""
        self._scan_listeners.append(listener)
        return lambda: self._scan_listeners.remove(listener)

    @callback
    def async_on_answer(self, listener: Callable[[Scan], None]) -> CALLBACK_TYPE:
        """Call `listener` after each answered scan, when all listeners know of it."""
        self._answer_listeners.append(listener)
        return lambda: self._answer_listeners.remove(listener)

    @callback
    def async_on_sighting(self, listener: Callable[[Sighting], None]) -> CALLBACK_TYPE:
        """Call `listener` for each sighting, when all listeners know of the scan."""
        self._sighting_listeners.append(listener)
        return lambda: self._sighting_listeners.remove(listener)

    @callback
    def async_change(self, settings: CameraSettings) -> None:
        """Scan with other settings from the next frame on."""
        self.settings = settings
        self._outage = Outage(_LOGGER, settings.name)

    @callback
    def async_stop(self) -> None:
        """Say nothing more: whatever a running scan still brings belongs to no camera."""
        self._stopped.set()

    async def async_scan(self, source: Source) -> Decision:
        """Take a frame now, whatever it shows, and look it up. Never raises for a failure."""
        scan = await self._scan_in_turn(source)
        if scan.decision.reason is not Reason.STOPPED:
            if source is not Source.ACTION:
                self._resting_for = None
            self._tell(scan)
            self._tell_sightings(scan.sightings)
        return scan.decision

    async def async_burst(self, settings: BurstSettings) -> bool:
        """Take frames and look them up until all that they show is sure, or they are enough.

        Each frame's states are shown at once. A vehicle is told of once, with the pictures that
        agree on its plate: as soon as it is sure, at the end otherwise. A burst ends early when the
        camera is set otherwise, or switched off.

        Returns whether the API has answered at all.
        """
        self._is_in_burst = True
        self._resting_for = None
        try:
            return await self._burst(settings)
        finally:
            self._is_in_burst = False

    async def _burst(self, settings: BurstSettings) -> bool:
        consensus = Consensus(stale=self._pictures)
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
            if decision.answered and scan.picture:
                consensus.add(scan.picture, scan.sightings)
                answers += 1
            elif decision.may_have_cost:
                lost += 1
            if decision.reason is not Reason.SAME_PICTURE or not answers:
                self._tell(scan)
            self._tell_sightings(self._identified(consensus.take_sure()))
            if consensus.is_settled or decision.reason in _HOPELESS or lost == _MOST_LOST:
                break
        self._tell_sightings(self._identified(consensus.take_rest()))
        if not self.scanning:
            self.async_skip(Reason.SCANNING_OFF, {})
        return answers > 0

    async def _scan_in_turn(self, source: Source, burst: Consensus | None = None) -> Scan:
        """Scan when no other scan is under way; one that was stopped has nothing to tell."""
        async with self._one_at_a_time:
            look = self._look(source)
            stopped = Scan(Decision(Reason.STOPPED, look.taken_at))
            scan = stopped if self._stopped.is_set() else await self._scan(look, burst)
        return stopped if self._stopped.is_set() else scan

    @callback
    def async_skip(self, reason: Reason, details: Mapping[str, str | int | float]) -> None:
        """Tell that a scan was due and is left out.

        A reason that lasts is told once: what a scan that somebody asks for meanwhile brings is not
        covered by it.
        """
        if reason is self._resting_for:
            return
        self._resting_for = reason if reason in LASTING else None
        self._tell(Scan(Decision(reason, dt_util.utcnow(), details)))

    def _look(self, source: Source) -> Look:
        """Note where and when this scan looks: settings may change while it is under way."""
        return Look(
            account_id=self._lookups.account_id,
            place=self.settings.place,
            camera=self.settings.name,
            camera_entity_id=self.camera_entity_id,
            device_id=self._device_id,
            source=source,
            taken_at=dt_util.utcnow(),
        )

    async def _scan(self, look: Look, burst: Consensus | None) -> Scan:
        settings = self.settings
        try:
            frame = await async_capture(self._hass, look.camera_entity_id, look.taken_at)
            picture, upload = await self._hass.async_add_executor_job(
                _prepared, frame, self._lookups.upload_limit, settings.view, burst
            )
            self._pictures.append(picture)
        except CameraFailed as error:
            return self._failed(Reason.CAMERA_FAILED, look, {"detail": str(error)})
        except BrokenPicture as error:
            details = {"detail": str(error), "fault": error.reason}
            return self._failed(Reason.BROKEN_PICTURE, look, details)
        self._outage.ends()
        if upload is None:
            return Scan(Decision(Reason.SAME_PICTURE, look.taken_at))
        if self._stopped.is_set():
            return Scan(Decision(Reason.STOPPED, look.taken_at))
        try:
            answer = await self._lookups.async_ask(
                upload,
                self.subentry_id,
                look.taken_at,
                settings.recognition,
                patient=look.source is not Source.INTERVAL,
            )
        except SnapshotError as error:
            return Scan(Decision(Reason(error.slug), look.taken_at, details_of(error)))
        sightings = self._identified(sightings_in(answer, upload, look, settings.thresholds))
        return Scan(decision_on(sightings, look.taken_at), sightings, answer.seconds, picture)

    def _identified(self, sightings: Iterable[Sighting]) -> tuple[Sighting, ...]:
        """Say who they are; again when a burst tells of them, since a permission may be gone."""
        return tuple(self._vehicles.async_identify(each, self.subentry_id) for each in sightings)

    def _failed(self, reason: Reason, look: Look, details: Mapping[str, str]) -> Scan:
        self._outage.begins(details["detail"])
        return Scan(Decision(reason, look.taken_at, details))

    def _tell(self, scan: Scan) -> None:
        self.last_decision = scan.decision
        if not scan.decision.skipped:
            self.last_scan = scan
        for scanned in tuple(self._scan_listeners):
            scanned(scan)
        # States before events: what an event sets off finds the states that belong to it.
        if scan.decision.answered:
            self._answered_at = scan.decision.taken_at
            for answered in tuple(self._answer_listeners):
                answered(scan)

    def _tell_sightings(self, sightings: Iterable[Sighting]) -> None:
        for sighting in sightings:
            for sighted in tuple(self._sighting_listeners):
                sighted(sighting)
            self._vehicles.async_tell(sighting)
            self._hass.bus.async_fire(EVENT_SIGHTING, sighting_data(sighting))


def _prepared(
    frame: Frame, limit: int | None, view: View, burst: Consensus | None
) -> tuple[str, Upload | None]:
    """Return what identifies a frame, and the frame as it is sent unless the burst had it already.

    Raises:
        BrokenPicture: it can't be sent.
    """
    picture = sha256(frame.content, usedforsecurity=False).hexdigest()
    if burst is not None and burst.has_seen(picture):
        return picture, None
    return picture, prepare(frame, limit, view)
