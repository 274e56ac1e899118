"""The cameras and motion sensors of the simulated place, and the API that reads their pictures."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from typing import Final, override

from aiohttp import ClientSession
from homeassistant.components.camera import Camera
from homeassistant.core import HomeAssistant

from custom_components.plate_recognizer.api.client import CloudClient
from custom_components.plate_recognizer.api.engine import DetectionMode
from custom_components.plate_recognizer.api.errors import Throttled
from custom_components.plate_recognizer.api.form import LookupRequest
from custom_components.plate_recognizer.api.models import Recognition, Statistics, Usage
from custom_components.plate_recognizer.api.parse import parse_recognition
from custom_components.plate_recognizer.api.picture import PictureFile
from sandbox.driveway.day.day import CameraIsDownError, DayCamera
from sandbox.driveway.day.picture import MIDNIGHT
from sandbox.driveway.day.reading import answer
from sandbox.driveway.day.sight import Sight

from ..errors import BenchError
from ..home import TOKEN
from .outcome import Lookup, Outcome
from .place import Place

type Clock = Callable[[], float]
"""Says how many seconds have passed since the day's midnight."""

_PICTURE_TAKES: Final = 0.15
_LOOKUP_TAKES: Final = 0.4
_MONTHLY_LOOKUPS: Final = 50_000
_RESETS_ON: Final = datetime(MIDNIGHT.year, MIDNIGHT.month + 1, 1, tzinfo=UTC)


class Album:
    """Knows of each picture that was taken what is on it."""

    def __init__(self) -> None:
        self._sights: dict[bytes, tuple[DayCamera, float]] = {}

    def take(self, camera: DayCamera, t: float) -> bytes:
        """Take a picture.

        Raises:
            CameraIsDownError: the camera restarts.
        """
        picture = camera.picture(t)
        self._sights[sha256(picture).digest()] = (camera, t)
        return picture

    def sight(self, picture: bytes) -> Sight:
        """Return the truth about a picture."""
        found = self._sights.get(sha256(picture).digest())
        if found is None:
            raise BenchError("A picture was looked up that no camera has taken")
        camera, t = found
        return camera.at(t)


class SimulatedCamera(Camera):
    """Gives the picture of the moment."""

    def __init__(
        self, name: str, camera: DayCamera, album: Album, clock: Clock, outcome: Outcome
    ) -> None:
        super().__init__()
        self._attr_name = name
        self._attr_unique_id = name
        self._camera = camera
        self._album = album
        self._clock = clock
        self._outcome = outcome

    @override
    async def async_camera_image(
        self, width: int | None = None, height: int | None = None
    ) -> bytes | None:
        await asyncio.sleep(_PICTURE_TAKES)
        try:
            picture = self._album.take(self._camera, self._clock())
        except CameraIsDownError:
            return None
        self._outcome.pictures += 1
        return picture


class SimulatedApi(CloudClient):
    """Answers in this process, with an account's limits."""

    def __init__(
        self, session: ClientSession, place: Place, album: Album, clock: Clock, outcome: Outcome
    ) -> None:
        super().__init__(session, TOKEN, "http://127.0.0.1/")
        self._place = place
        self._album = album
        self._clock = clock
        self._outcome = outcome
        self._free_from = 0.0

    @override
    async def lookup(self, request: LookupRequest) -> Recognition:
        if (wait := self._free_from - self._clock()) > 0:
            raise Throttled(retry_after=max(wait, self._place.least_apart))
        self._free_from = self._clock() + self._place.least_apart
        assert isinstance(request.picture, PictureFile)  # noqa: S101 - as cameras send them
        sight = self._album.sight(bytes(request.picture.content))
        readable = tuple(each.plate for each in sight.vehicles if each.is_readable)
        self._outcome.lookups.append(Lookup(sight.t, sight.view, readable))
        await asyncio.sleep(_LOOKUP_TAKES)
        all_vehicles = request.engine.detection_mode is DetectionMode.VEHICLE
        body = answer(sight, self._place.seed, all_vehicles=all_vehicles)
        return parse_recognition({**body, "camera_id": request.camera_id})

    @override
    async def statistics(self) -> Statistics:
        usage = Usage(len(self._outcome.lookups), _MONTHLY_LOOKUPS)
        return Statistics(usage, MIDNIGHT.month, MIDNIGHT.year, resets_on=_RESETS_ON)


def motion_sensor(camera: str) -> str:
    """Return the entity id of a camera's motion sensor."""
    return f"binary_sensor.{camera}_motion"


def play_motion(
    hass: HomeAssistant, name: str, camera: DayCamera, start: float, end: float
) -> None:
    """Have a camera's motion sensor turn on and off as the day has it, from now on.

    Args:
        hass: where the sensor is.
        name: of the camera beside the sensor.
        camera: that one.
        start: what time it is now.
        end: when the simulation ends.
    """
    entity_id = motion_sensor(name)
    hass.states.async_set(entity_id, "off")
    for alarm in camera.alarms:
        if start <= alarm.on < end:
            for t, state in ((alarm.on, "on"), (alarm.off, "off")):
                hass.loop.call_at(
                    hass.loop.time() + t - start, hass.states.async_set, entity_id, state
                )
