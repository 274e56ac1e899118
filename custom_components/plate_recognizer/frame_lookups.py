"""From one look of a camera to what the API says of it: frame, upload, answer, sightings."""

import asyncio
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
import logging
from typing import Final

from homeassistant.core import HomeAssistant, callback

from .api.errors import BadRequest, SnapshotError
from .capture import CameraFailed, async_capture
from .lookups import Answer, Lookups
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

    async def async_look_up(
        self, look: Look, settings: CameraSettings, burst: Consensus | None
    ) -> Scan:
        """Take a frame and look it up. Never raises for a failure.

        Args:
            look: where and when.
            settings: of the camera.
            burst: whose pictures, and all those from before, are not looked up again.
        """
        try:
            frame = await async_capture(self._hass, look.camera_entity_id, look.taken_at)
            known = None if burst is None else lambda picture: self._is_known(picture, burst)
            picture, upload = await self._hass.async_add_executor_job(
                _prepared, frame, self._shared.lookups.upload_limit, settings.view, known
            )
            # What a burst looks up is from after its trigger, also where no answer came at first.
            is_old = burst is None and picture in self.pictures
            self.pictures.append(picture)
        except CameraFailed as error:
            return self._failed(Reason.CAMERA_FAILED, look, {"detail": str(error)})
        except BrokenPicture as error:
            details = {"detail": str(error), "fault": error.reason}
            return self._failed(Reason.BROKEN_PICTURE, look, details)
        self._outage.ends()
        if upload is None:
            return Scan(Decision(Reason.SAME_PICTURE, look.taken_at))
        if self._stopped.is_set():
            return stopped_scan(look)
        try:
            answer, sees_all = await self._ask(upload, look, settings)
        except SnapshotError as error:
            return Scan(Decision(Reason(error.slug), look.taken_at, details_of(error)))
        self._answered.append(picture)
        seen = self._identified(answer, upload, look, settings.thresholds)
        told = tuple(each for each in seen if _is_asked_for(each, settings))
        glance = Glance(self._camera_id, look.place, look.taken_at, seen, sees_all)
        return Scan(
            decision_on(told, look.taken_at),
            told,
            answer.seconds,
            picture,
            glance=None if is_old else glance,
        )

    async def _ask(
        self, upload: Upload, look: Look, settings: CameraSettings
    ) -> tuple[Answer, bool]:
        """Look up a picture. Returns the answer, and whether it has all vehicles.

        In doubt whether a vehicle has left, all are asked for: one without a readable plate may be
        standing before it, or its own plate may be dazzled. A server that refuses that and takes
        the same picture as the user wants it is believed to know no other way.

        Raises a `SnapshotError` when there is no answer.
        """
        plain = settings.recognition
        is_in_doubt = self._shared.visits.tracker.is_in_doubt(self._camera_id)
        if plain.finds_all_vehicles or not is_in_doubt or self._finds_plates_alone:
            answer = await self._ask_for(plain, upload, look)
            return answer, plain.finds_all_vehicles or self._finds_plates_alone
        try:
            return await self._ask_for(plain.for_all_vehicles(), upload, look), True
        except BadRequest as error:
            answer = await self._ask_for(plain, upload, look)
            self._finds_plates_alone = True
            _LOGGER.warning("The server finds no vehicles without a plate: %s", error)
            return answer, True

    async def _ask_for(
        self, recognition: RecognitionSettings, upload: Upload, look: Look
    ) -> Answer:
        return await self._shared.lookups.async_ask(
            upload,
            self._camera_id,
            look.taken_at,
            recognition,
            patient=look.source is not Source.INTERVAL,
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
