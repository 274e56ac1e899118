"""How long it takes from a trigger to the event, beside the API and the decoding alone."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
import itertools
from time import perf_counter
from typing import Final
from unittest.mock import patch

from homeassistant.components.camera.const import DATA_COMPONENT as CAMERAS
from homeassistant.const import STATE_OFF, STATE_ON
from homeassistant.core import Event, callback

from custom_components.plate_recognizer.const import (
    CONF_COOLDOWN,
    CONF_FRAMES,
    CONF_SPACING,
    CONF_TRIGGERS,
    EVENT_SIGHTING,
)
from custom_components.plate_recognizer.pipeline.clock_jump import ClockWatch

from .baselines import bare_post
from .bench import Bench
from .camera import StillCamera
from .cases import SERVER_SECONDS
from .errors import BenchError
from .gate import decode_small
from .home import CameraSetup, Home
from .pictures import FULL_HD, UHD, BeforeAndAfter, arrivals, with_comment
from .rounds import in_turn, timed
from .stub_api import StubApi
from .stub_server import NOBODY

LONGEST_BEYOND: Final = 0.1
"""Seconds from the trigger to the event, beyond what API and decoding take."""

TRIGGERED: Final = "trigger to event"
UNAVOIDABLE: Final = "decoding and POST"

_SHARE: Final = 2
"""Other benchmarks have as many times the rounds: these need a pause after each step."""
_SPACING: Final = 0.1
_OPTIONS: Final = {CONF_FRAMES: 1, CONF_SPACING: _SPACING, CONF_COOLDOWN: 0}
"""A burst that is over soon, so that the next can come. Until the first event all are alike."""
_SETTLES: Final = 4 * _SPACING
"""Seconds in which a burst has seen that nobody moves any more, or a scan is done behind the scenes
with the picture that it looked up."""
_APART: Final = timedelta(minutes=5)
"""Between two looks."""
_PATIENCE: Final = 10.0
"""Seconds for an event."""


@dataclass(frozen=True, slots=True)
class Triggered:
    """What was measured of one camera at one speed of the server."""

    resolution: str
    server_seconds: float
    seconds: Mapping[str, Sequence[float]]
    """Of each round."""


def triggered_cameras() -> list[CameraSetup]:
    """Return a camera with a trigger for each size of a picture."""
    return [
        CameraSetup(_camera(size), b"", {**_OPTIONS, CONF_TRIGGERS: [_trigger(size)]})
        for size in (FULL_HD, UHD)
    ]


async def measure_triggered(bench: Bench) -> list[Triggered]:
    """Have a motion sensor turn on before a camera when a car has come.

    Raises:
        BenchError: there was no event.
    """
    measured = []
    clock = _Clock()
    with patch("homeassistant.util.dt.utcnow", clock.utcnow), _unwatched():
        for resolution, pictures in arrivals().items():
            gateway = _Gateway(bench.home, bench.api, clock, resolution, pictures)
            for server_seconds in SERVER_SECONDS:
                bench.api.take_time(server_seconds)
                steps = {TRIGGERED: gateway.triggered, UNAVOIDABLE: gateway.unavoidable}
                seconds = await in_turn(steps, max(1, bench.rounds // _SHARE))
                measured.append(Triggered(resolution, server_seconds, seconds))
            bench.api.received()
    return measured


@contextmanager
def _unwatched() -> Iterator[None]:
    """Have the integration believe the clock, which otherwise finds out that it is set."""
    with patch.object(ClockWatch, "of_now", lambda _watch, at, _steady_at: at):
        yield


class _Clock:
    """The time of day, which jumps when it is told to. Whatever takes time goes by another one."""

    def __init__(self) -> None:
        self._jumped = timedelta()

    def utcnow(self) -> datetime:
        return datetime.now(UTC) + self._jumped

    def go_on(self) -> None:
        self._jumped += _APART


class _Gateway:
    """A camera with its motion sensor."""

    def __init__(
        self,
        home: Home,
        api: StubApi,
        clock: _Clock,
        resolution: str,
        pictures: BeforeAndAfter,
    ) -> None:
        self._home = home
        self._clock = clock
        self._api = api
        self._resolution = resolution
        self._pictures = pictures
        self._numbers: Iterator[int] = itertools.count()
        [self._camera] = (
            each
            for each in home.hass.data[CAMERAS].entities
            if isinstance(each, StillCamera) and each.name == _camera(resolution)
        )
        self._move(STATE_OFF)

    async def triggered(self) -> float:
        """Have a car come to an empty place; return the seconds from the trigger to its event."""
        await self._have_nobody_there()
        self._show(self._pictures.after)
        sighted_at: asyncio.Future[float] = self._home.hass.loop.create_future()

        @callback
        def sighted(_event: Event) -> None:
            if not sighted_at.done():
                sighted_at.set_result(perf_counter())

        stop = self._home.hass.bus.async_listen(EVENT_SIGHTING, sighted)
        started = perf_counter()
        self._move(STATE_ON)
        try:
            seconds = await asyncio.wait_for(sighted_at, _PATIENCE) - started
        except TimeoutError as error:
            raise BenchError(f"{self._resolution}: a trigger brought no event") from error
        finally:
            stop()
            self._move(STATE_OFF)
        await asyncio.sleep(_SETTLES)
        return seconds

    async def _have_nobody_there(self) -> None:
        """Have whoever came last be gone for some time: two looks find the place empty."""
        for _ in range(2):
            self._clock.go_on()
            self._show(self._pictures.before, NOBODY)
            await self._home.scan_nobody(_camera(self._resolution))
        await asyncio.sleep(_SETTLES)

    async def unavoidable(self) -> float:
        """Decode as the gate must, since nothing less says whether there is something new."""
        picture = self._pictures.after

        async def both() -> None:
            await self._home.hass.async_add_executor_job(decode_small, picture)
            await bare_post(self._home.session, self._api.lookup_url, picture)

        return await timed(both())

    def _show(self, picture: bytes, comment: bytes = b"") -> None:
        self._camera.show(with_comment(picture, comment + b" %d" % next(self._numbers)))

    def _move(self, state: str) -> None:
        self._home.hass.states.async_set(_trigger(self._resolution), state)


def _camera(resolution: str) -> str:
    return f"{resolution} triggered"


def _trigger(resolution: str) -> str:
    return f"binary_sensor.motion_{resolution.lower()}"
