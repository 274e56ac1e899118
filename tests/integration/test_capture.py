"""A camera is asked for its picture, and no longer than somebody wants it."""

import asyncio
from contextlib import suppress

from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
import pytest

from custom_components.plate_recognizer.capture import async_capture

from .conftest import until
from .fake_camera import FakeCamera, jpeg


async def test_a_camera_may_be_waited_for_as_long_as_one_likes(
    hass: HomeAssistant, camera: FakeCamera
) -> None:
    camera.goes = asyncio.Event()

    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05):
            await async_capture(hass, "camera.driveway", dt_util.utcnow())

    camera.goes.set()
    frame = await async_capture(hass, "camera.driveway", dt_util.utcnow())
    assert frame.content == camera.picture, "it is over and done with"


async def test_whoever_stops_wanting_it_gets_none_though_the_camera_gives_one(
    hass: HomeAssistant, camera: FakeCamera, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = asyncio.Event()

    async def stubborn(width: int | None = None, height: int | None = None) -> bytes:
        asked.set()
        with suppress(asyncio.CancelledError):
            await asyncio.Event().wait()
        return jpeg()

    monkeypatch.setattr(camera, "async_camera_image", stubborn)
    capture = async_capture(hass, "camera.driveway", dt_util.utcnow())
    task = hass.async_create_background_task(capture, "capture")
    await until(asked.is_set)
    task.cancel()

    with pytest.raises(asyncio.CancelledError):
        await task
