"""What a camera may give instead of a picture."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
import os
from unittest.mock import patch

from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.entity_platform import EntityPlatform

from custom_components.plate_recognizer import capture
from tests.integration.fake_camera import FakeCamera, jpeg

from .case import Case
from .house import House
from .odd_pictures import LOGIN_PAGE, MANY_BYTES, MPEG_PART, MULTIPART_PART, bomb, encoded

CAMERA_ID = "camera.driveway"

type Breaks = Callable[[House], AbstractAsyncContextManager[None]]


def gives(picture: Callable[[], bytes | None] | Exception) -> Breaks:
    """Return what has the camera give this, or raise it, for a while."""

    @asynccontextmanager
    async def breaks(house: House) -> AsyncIterator[None]:
        given = picture if isinstance(picture, Exception) else await asyncio.to_thread(picture)
        filmed, house.camera.scenes = house.camera.scenes, []
        house.camera.is_restless, house.camera.picture = False, given
        yield
        house.camera.scenes = filmed
        house.camera.is_restless, house.camera.picture = True, jpeg()

    return breaks


@asynccontextmanager
async def never_answers(house: House) -> AsyncIterator[None]:
    """Have the camera be asked for longer than anybody waits."""
    house.camera.goes = asyncio.Event()
    with patch.object(capture, "CAMERA_TIMEOUT", 0.05):
        yield
    house.camera.goes = None


@asynccontextmanager
async def is_unavailable(house: House) -> AsyncIterator[None]:
    """Have the camera not be there for its own integration, which says so."""
    house.camera.picture = HomeAssistantError("Camera is offline")
    house.camera.is_restless = False
    house.camera._attr_available = False
    house.camera.async_write_ha_state()
    yield
    house.camera._attr_available = True
    house.camera.is_restless, house.camera.picture = True, jpeg()
    house.camera.async_write_ha_state()


async def _comes_back(house: House, platform: EntityPlatform) -> None:
    before, house.camera = house.camera, FakeCamera("Driveway")
    house.camera.is_restless = True
    house.camera.asked = before.asked  # it gives no picture anew that was given before
    await platform.async_add_entities([house.camera])
    await house.hass.async_block_till_done()


@asynccontextmanager
async def is_unloaded(house: House) -> AsyncIterator[None]:
    """Have the integration of the camera take it away for a while, as a reload does."""
    platform = house.camera.platform
    await platform.async_remove_entity(CAMERA_ID)
    await house.hass.async_block_till_done()
    yield
    await _comes_back(house, platform)


@asynccontextmanager
async def is_removed(house: House) -> AsyncIterator[None]:
    """Have the camera's entity be gone, and come back as one of the same name."""
    platform, registry = house.camera.platform, er.async_get(house.hass)
    registry.async_remove(CAMERA_ID)
    await house.hass.async_block_till_done()
    yield
    await _comes_back(house, platform)


@asynccontextmanager
async def is_disabled(house: House) -> AsyncIterator[None]:
    """Have somebody disable the camera's entity, and enable it again."""
    platform, registry = house.camera.platform, er.async_get(house.hass)
    registry.async_update_entity(CAMERA_ID, disabled_by=er.RegistryEntryDisabler.USER)
    await house.hass.async_block_till_done()
    yield
    registry.async_update_entity(CAMERA_ID, disabled_by=None)
    await _comes_back(house, platform)


def _failed(name: str, breaks: Breaks, logged: str, issue: str | None = None) -> Case:
    return Case(
        name=name,
        group="camera",
        breaks=breaks,
        decision="camera_failed",
        logged=f"^Driveway: {logged}$",
        issue=issue,
    )


def _broken(name: str, picture: Callable[[], bytes], logged: str) -> Case:
    return Case(
        name=name,
        group="camera",
        breaks=gives(picture),
        decision="broken_picture",
        logged=f"^Driveway: {logged}",
    )


_NO_PICTURE = "Unable to get image"
_UNKNOWN = "It holds no picture in a known format"

CAMERA_FAULTS: list[Case] = [
    _failed("raises an error of its own", gives(RuntimeError("lens cap")), "lens cap"),
    _failed("raises one without words", gives(RuntimeError()), "RuntimeError"),
    _failed("gives nothing", gives(lambda: None), _NO_PICTURE),
    _failed("gives 0 bytes", gives(lambda: b""), _NO_PICTURE),
    _failed("never answers", never_answers, _NO_PICTURE),
    _failed("is unavailable", is_unavailable, "Camera is offline"),
    _failed("its integration is unloaded", is_unloaded, "Camera not found"),
    _failed(
        "its entity is removed",
        is_removed,
        "the camera entity no longer exists",
        issue="camera_missing",
    ),
    _failed("its entity is disabled", is_disabled, "Camera not found", issue="camera_missing"),
    _broken("gives a login page", lambda: LOGIN_PAGE, _UNKNOWN),
    _broken("gives a text", lambda: b"401 Unauthorized", _UNKNOWN),
    _broken("gives a part of a film", lambda: MPEG_PART, _UNKNOWN),
    _broken("gives a part of a stream", lambda: MULTIPART_PART, _UNKNOWN),
    _broken("gives 50 MB of noise", lambda: os.urandom(MANY_BYTES), _UNKNOWN),
    _broken("gives half a JPEG", lambda: jpeg()[:2_000], "image file is truncated"),
    _broken("gives a JPEG without its end", lambda: jpeg()[:-100], "image file is truncated"),
    _broken("gives half a PNG", lambda: encoded("PNG")[:-2_000], ""),
    _broken("gives a decompression bomb", bomb, "400000000 pixels|Image size"),
]
