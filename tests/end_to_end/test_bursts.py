"""A button that starts a burst, in a real Home Assistant."""

import asyncio
from dataclasses import replace

import pytest

from sandbox.demo.account import DemoAccount
from sandbox.driveway.scenes import BRITISH_CAR_ARRIVES
from sandbox.home import Home, JsonObject
from sandbox.process import SandboxProcess

from .background import BackgroundLoop
from .camera_dialog import CameraDialog
from .versions import also_on_other_versions

pytestmark = [pytest.mark.end_to_end, also_on_other_versions]

SECONDS = 30


def test_a_press_has_the_car_read_once_and_told_of_once(
    home: Home, background: BackgroundLoop, account: DemoAccount, sandbox: SandboxProcess
) -> None:
    camera = account.cameras[0].camera
    camera.driveway.put(BRITISH_CAR_ARRIVES.to_jpeg())

    async def ring() -> JsonObject:
        await home.socket.command("input_button/create", dict, name="Doorbell")
        dialog = CameraDialog(home, account)
        step = await dialog.fill_in(
            camera_entity_id=camera.entity_id,
            name="Door",
            burst={"triggers": ["input_button.doorbell"]},
        )
        await dialog.save(step, replace(camera, name="Door"))
        async with (
            asyncio.timeout(SECONDS),
            home.socket.events("plate_recognizer_sighting") as events,
        ):
            await home.rest.act("input_button.press", entity_id="input_button.doorbell")
            told: JsonObject = (await anext(events))["data"]
        return told

    asked = len(sandbox.requests())
    told = background.run(ring())

    assert (told["camera"], told["source"]) == ("Door", "trigger")
    assert (told["plate"], told["reads"], told["sure"]) == ("LB21XKT", 1, True)
    assert len(sandbox.requests()) == asked + 1
