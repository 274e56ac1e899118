"""A camera is asked for its picture, and no longer than somebody wants it."""

import asyncio
from contextlib import suppress

from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
import pytest

from custom_components.plate_recognizer.capture import async_capture, without_credentials

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


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Authorization: Token hunter2 used", "Authorization: ***"),
        ("{'Authorization': 'Token hunter2', 'a': 1}", "{'Authorization': ***, 'a': 1}"),
        ('Authorization: Digest username="hunter2", response="hunter2"', "Authorization: ***"),
        ("{'password': 'my hunter2', 'a': 1}", "{'password': ***, 'a': 1}"),
        ("password='my,hunter2' is wrong", "password=*** is wrong"),
        ('password: "it\'s hunter2" is wrong', "password: *** is wrong"),
        (r"password='\'hunter2' is wrong", "password=*** is wrong"),
        ('password=""hunter2" is wrong', "password=*** is wrong"),
        ("password='hunter2 hunter2", "password=***"),
        ("password=ab;hunter2 is wrong", "password=*** is wrong"),
        ("{'password': b'my hunter2'}", "{'password': ***}"),
        ("password=SecretStr('my hunter2') is wrong", "password=***) is wrong"),
        (r"{\"password\": \"hunter2\"}", r"{\"password\": ***"),
        ("X-Api-Key: hunter2", "X-Api-Key: ***"),
        ("<password>my hunter2</password>", "<password>***</password>"),
        ("password%3Dhunter2", "password%3D***"),
        ("password -> hunter2", "password -> ***"),
        ("pass[]=hunter2", "pass[]=***"),
        ("secret_key=hunter2", "secret_key=***"),
        ("client_secret_value: hunter2", "client_secret_value: ***"),
        ("passcode=hunter2", "passcode=***"),
        ("token: Bearer hunter2 is wrong", "token: Bearer *** is wrong"),
        ("password is wrong, or the token", "password is wrong, or the token"),
    ],
)
def test_what_is_called_a_password_is_left_out(words: str, told: str) -> None:
    assert without_credentials(RuntimeError(words)) == told
