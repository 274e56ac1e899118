"""What happens while a picture is read: other calls, a stop of the account, a change of mind."""

import asyncio
from base64 import b64encode
import threading
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.plate_recognizer.actions import look_up
from custom_components.plate_recognizer.limiter import Priority
from custom_components.plate_recognizer.pipeline.area import View
from custom_components.plate_recognizer.pipeline.frame import Frame, Upload, prepare
from sandbox.process import SandboxProcess

from ..action import act, refused
from ..answers import plate
from ..conftest import cloud_entry, lookups_at, set_up, until
from ..fake_camera import FakeCamera, noise_over_the_limit
from .gallery import PICTURE

BASE64 = b64encode(PICTURE).decode()


@pytest.mark.parametrize("is_back", [False, True], ids=["unloaded", "reloaded"])
@pytest.mark.parametrize(
    "fields",
    [
        {"base64": BASE64},
        {"base64": BASE64, "camera": "Driveway", "record": True},
        {"camera_entity_id": "camera.driveway", "camera": "Driveway", "record": True},
    ],
)
async def test_an_account_that_is_stopped_while_it_is_asked_answers_nothing(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    account: MockConfigEntry,
    fields: dict[str, Any],
    *,
    is_back: bool,
) -> None:
    cloud.set_account(latency=0.3)
    cloud.answer([plate("ab12cde")])
    running = hass.async_create_task(refused(hass, "recognize", **fields))
    limiter = account.runtime_data.lookups._limiter
    await until(lambda: limiter._under_way == 1)

    await hass.config_entries.async_unload(account.entry_id)
    if is_back:
        await hass.config_entries.async_setup(account.entry_id)

    assert await running == "account_not_running"


async def test_an_account_that_is_stopped_while_a_picture_is_taken_asks_nothing(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    camera: FakeCamera,
    account: MockConfigEntry,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given = camera.async_camera_image

    async def image(width: int | None = None, height: int | None = None) -> bytes | None:
        await hass.config_entries.async_unload(account.entry_id)
        return await given(width, height)

    monkeypatch.setattr(camera, "async_camera_image", image)

    key = await refused(hass, "recognize", camera_entity_id="camera.driveway")

    assert key == "account_not_running"
    assert lookups_at(cloud) == []


async def test_a_lookup_that_nobody_waits_for_any_more_may_have_cost_one(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry
) -> None:
    cloud.set_account(latency=0.3)
    running = hass.async_create_task(act(hass, "recognize", base64=BASE64))
    await until(lambda: bool(lookups_at(cloud)))

    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running

    assert account.runtime_data.usage.data.unanswered == 1


async def test_one_that_is_called_off_while_it_waits_for_its_turn_has_cost_nothing(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    entry = await set_up(hass, cloud_entry(cloud, options={"rate": "1"}))
    await act(hass, "recognize", base64=BASE64)
    waiting = hass.async_create_task(act(hass, "recognize", base64=BASE64))
    limiter = entry.runtime_data.lookups._limiter
    await until(lambda: bool(limiter._waiting))
    assert [each.priority for each in limiter._waiting] == [Priority.ACTION], "somebody waits"

    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting

    assert entry.runtime_data.usage.data.unanswered == 0
    assert len(lookups_at(cloud)) == 1


@pytest.mark.usefixtures("account")
async def test_pictures_are_made_ready_one_after_another(
    hass: HomeAssistant, cloud: SandboxProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_free, overlaps = threading.Lock(), 0

    def prepared(frame: Frame, limit: int | None, view: View) -> Upload:
        nonlocal overlaps
        if not is_free.acquire(blocking=False):
            overlaps += 1
            return prepare(frame, limit, view)
        try:
            return prepare(frame, limit, view)
        finally:
            is_free.release()

    monkeypatch.setattr(look_up, "prepare", prepared)
    large = b64encode(noise_over_the_limit()).decode()

    await asyncio.gather(*(act(hass, "recognize", base64=large) for _ in range(3)))

    assert (overlaps, len(lookups_at(cloud))) == (0, 3)


@pytest.mark.usefixtures("account")
async def test_a_picture_that_is_none_keeps_no_other_one_waiting(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    with pytest.raises(HomeAssistantError):
        await act(hass, "recognize", base64="Zm9v")

    await act(hass, "recognize", base64=BASE64)

    assert len(lookups_at(cloud)) == 1
