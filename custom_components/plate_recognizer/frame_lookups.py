"""From one look of a camera to what the API says of it: frame, upload, answer, sightings."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
import logging
from typing import Final

from homeassistant.core import HomeAssistant, callback
from homeassistant.util import dt as dt_util

from .api.errors import BadRequest, SnapshotError
from .capture import CameraFailed, async_capture
from .limiter import Priority, WaitedTooLong
from .lookups import Answer, Lookups, Picture
from .outage import Outage
from .pipeline.area import View
from .pipeline.consensus import Consensus
from .pipeline.decision import Decision, Reason
from .pipeline.frame import BrokenPicture, Frame, Upload, prepare
from .pipeline.glance import Glance
from .pipeline.sighting import Look, Sighting, Source, Thresholds
from .scan import Scan, decision_on, details_of, sightings_in
from .settings import CameraSettings, RecognitionSettings
from .vehicles import Vehicles
from .visits import Visits

_LOGGER = logging.getLogger(__name__)

_REMEMBERED_PICTURES: Final = 64
"""Of a camera, in which an old one is recognised: some bursts, and what is scanned between them."""


@dataclass(frozen=True, slots=True)
class _Shot:
    """One frame, as it would be sent."""

    look: Look

    picture: str
    """Identifies its content."""

    upload: Upload | None
    """None: a burst would learn nothing from it."""

    is_old: bool
    """The camera gave it before."""


type _Choose = Callable[[], Awaitable[_Shot | None]]


@dataclass(frozen=True, slots=True)
class Shared:
    """What the cameras of an account have in common."""

    lookups: Lookups
    vehicles: Vehicles
    visits: Visits


class FrameLookups:
    """Looks up frames of one camera, and remembers which pictures it gave.

    Args:
        hass: where the camera is.
        shared: with the account's other cameras.
        camera_id: of its subentry.
        name: of the camera, for the log.
        stopped: is set when nothing is to be asked any more.
    """

    def __init__(
        self,
        hass: HomeAssistant,
        shared: Shared,
        camera_id: str,
        name: str,
        stopped: asyncio.Event,
    ) -> None:
        self._hass = hass
        self._shared = shared
        self._camera_id = camera_id
        self._stopped = stopped
        self._outage = Outage(_LOGGER, name)
        self._finds_plates_alone = False
        self.pictures: deque[str] = deque(maxlen=_REMEMBERED_PICTURES)
        """The latest ones, oldest first."""
        self._answered: deque[str] = deque(maxlen=_REMEMBERED_PICTURES)

    @callback
    def async_rename(self, name: str) -> None:
        """Take the camera for another one, which has not failed yet."""
        self._outage = Outage(_LOGGER, name)
        self._finds_plates_alone = False

    @callback
    def async_make_way(self, priority: Priority) -> None:
        """Have a lookup of this camera that waits for its turn make way for a more urgent scan."""
        self._shared.lookups.async_make_way(self._camera_id, priority)

    async def async_look_up(
        self, look: Look, settings: CameraSettings, burst: Consensus | None, priority: Priority
    ) -> Scan:
        """Take a frame and look it up. Never raises for a failure.

        Args:
            look: where and when.
            settings: of the camera.
            burst: whose pictures, and all those from before, are not looked up again.
            priority: of the lookup among the account's.
        """
        try:
            return await self._look_up(look, settings, burst, priority)
        except CameraFailed as error:
            return self._failed(Reason.CAMERA_FAILED, look, {"detail": str(error)})
        except BrokenPicture as error:
            details = {"detail": str(error), "fault": error.reason}
            return self._failed(Reason.BROKEN_PICTURE, look, details)
        except SnapshotError as error:
            return Scan(Decision(Reason(error.slug), look.taken_at, details_of(error)))
        except WaitedTooLong as late:
            waiting = {"waited": round(late.waited, 1), "ahead": late.ahead}
            return Scan(Decision(Reason.WAITED_TOO_LONG, look.taken_at, waiting))

    async def _look_up(
        self, look: Look, settings: CameraSettings, burst: Consensus | None, priority: Priority
    ) -> Scan:
        takes_newest = look.source is Source.INTERVAL
        shot = None if takes_newest else await self._take(look, settings, burst)
        if shot is not None and shot.upload is None:
            return Scan(Decision(Reason.SAME_PICTURE, look.taken_at))

        async def choose() -> _Shot | None:
            nonlocal shot
            if takes_newest and not self._stopped.is_set():
                now = replace(look, taken_at=dt_util.utcnow())
                shot = await self._take(now, settings, burst, shot)
            return None if self._stopped.is_set() else shot

        answer, sees_all = await self._ask(choose, priority, settings)
        if answer is None or shot is None or shot.upload is None:
            # Nothing was asked: a more urgent scan of the camera shows what is there now.
            needless = Scan(Decision(Reason.BUSY, look.taken_at))
            return stopped_scan(look) if self._stopped.is_set() else needless
        self._answered.append(shot.picture)
        seen = self._identified(answer, shot.upload, shot.look, settings.thresholds)
        told = tuple(each for each in seen if _is_asked_for(each, settings))
        taken_at = shot.look.taken_at
        glance = Glance(self._camera_id, look.place, taken_at, seen, sees_all)
        return Scan(
            decision_on(told, taken_at),
            told,
            answer.seconds,
            shot.picture,
            glance=None if shot.is_old else glance,
        )

    async def _take(
        self,
        look: Look,
        settings: CameraSettings,
        burst: Consensus | None,
        before: _Shot | None = None,
    ) -> _Shot:
        """Take a frame now, and make it ready to be sent.

        Args:
            look: where and when.
            settings: of the camera.
            burst: whose pictures are not sent again.
            before: what the same look took, and couldn't send.

        Raises:
            CameraFailed: there is no frame.
            BrokenPicture: it can't be sent.
        """
        frame = await async_capture(self._hass, look.camera_entity_id, look.taken_at)
        known = None if burst is None else lambda picture: self._is_known(picture, burst)
        picture, upload = await self._hass.async_add_executor_job(
            _prepared, frame, self._shared.lookups.upload_limit, settings.view, known
        )
        # What a burst looks up is from after its trigger, also where no answer came at first.
        is_old = burst is None and picture in self.pictures
        if before is not None and before.picture == picture:
            is_old = before.is_old
        self.pictures.append(picture)
        self._outage.ends()
        return _Shot(look, picture, upload, is_old)

    async def _ask(
        self, choose: _Choose, priority: Priority, settings: CameraSettings
    ) -> tuple[Answer | None, bool]:
        """Look up a picture. Returns the answer if there is one, and whether it has all vehicles.

        In doubt whether a vehicle has left, all are asked for: one without a readable plate may be
        standing before it, or its own plate may be dazzled. A server that refuses that and takes
        the same picture as the user wants it is believed to know no other way.

        Raises `WaitedTooLong` or a `SnapshotError` when there is no answer.
        """
        plain = settings.recognition
        is_in_doubt = self._shared.visits.tracker.is_in_doubt(self._camera_id)
        if plain.finds_all_vehicles or not is_in_doubt or self._finds_plates_alone:
            answer = await self._ask_for(plain, choose, priority)
            return answer, plain.finds_all_vehicles or self._finds_plates_alone
        try:
            return await self._ask_for(plain.for_all_vehicles(), choose, priority), True
        except BadRequest as error:
            answer = await self._ask_for(plain, choose, priority)
            if answer is not None:
                self._finds_plates_alone = True
                _LOGGER.warning("The server finds no vehicles without a plate: %s", error)
            return answer, True

    async def _ask_for(
        self, recognition: RecognitionSettings, choose: _Choose, priority: Priority
    ) -> Answer | None:
        async def picture() -> Picture | None:
            shot = await choose()
            if shot is None or shot.upload is None:
                return None
            return Picture(shot.upload, shot.look.taken_at, recognition)

        return await self._shared.lookups.async_ask(
            picture, camera_id=self._camera_id, priority=priority
        )

    def _is_known(self, picture: str, burst: Consensus) -> bool:
        """Say whether a burst would learn nothing from a picture; another scan may have had it."""
        return burst.has_seen(picture) or picture in self._answered

    def _identified(
        self, answer: Answer, upload: Upload, look: Look, thresholds: Thresholds
    ) -> tuple[Sighting, ...]:
        return tuple(
            self._shared.vehicles.async_identify(each, self._camera_id)
            for each in sightings_in(answer, upload, look, thresholds)
        )

    def _failed(self, reason: Reason, look: Look, details: Mapping[str, str]) -> Scan:
        self._outage.begins(details["detail"])
        return Scan(Decision(reason, look.taken_at, details))


def _is_asked_for(sighting: Sighting, settings: CameraSettings) -> bool:
    """Say whether the user wants to know of a vehicle, and not only the tracking of visits."""
    return sighting.reading is not None or settings.recognition.finds_all_vehicles


def stopped_scan(look: Look) -> Scan:
    """Return what a scan brings that was stopped: nothing."""
    return Scan(Decision(Reason.STOPPED, look.taken_at))


def _prepared(
    frame: Frame, limit: int | None, view: View, is_known: Callable[[str], bool] | None
) -> tuple[str, Upload | None]:
    """Return what identifies a frame, and the frame as it is sent unless it is known.

    Raises:
        BrokenPicture: it can't be sent.
    """
    picture = sha256(frame.content, usedforsecurity=False).hexdigest()
    if is_known is not None and is_known(picture):
        return picture, None
    return picture, prepare(frame, limit, view)
