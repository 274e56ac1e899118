"""A camera that is read by itself, in a real Home Assistant and in real time."""

import asyncio
from dataclasses import replace

import pytest

from sandbox.demo.account import DemoAccount, ReadCamera
from sandbox.home import Home
from sandbox.process import SandboxProcess

from .background import BackgroundLoop
from .camera_dialog import CameraDialog

pytestmark = pytest.mark.end_to_end

SECONDS = 30


@pytest.fixture(scope="module")
def watched(home: Home, background: BackgroundLoop, account: DemoAccount) -> ReadCamera:
    """A camera that is read every second."""
    camera = account.cameras[0].camera
    camera.driveway.show(0)

    async def add() -> ReadCamera:
        dialog = CameraDialog(home, account)
        fields = {"camera_entity_id": camera.entity_id, "name": "Watched", "scan_interval": 1}
        return await dialog.save(await dialog.fill_in(**fields), replace(camera, name="Watched"))

    return background.run(add())


def test_it_is_read_for_what_is_new_until_its_switch_is_off(
    home: Home, background: BackgroundLoop, sandbox: SandboxProcess, watched: ReadCamera
) -> None:
    async def watch() -> list[dict[str, object]]:
        async with (
            asyncio.timeout(SECONDS),
            home.socket.events("plate_recognizer_sighting") as events,
        ):
            seen: list[dict[str, object]] = []
            while len(seen) < 2:
                data = (await anext(events))["data"]
                # Other cameras of this home may look meanwhile whether cars have left.
                if data["camera"] == "Watched":
                    seen.append(data)
            await asyncio.sleep(2.5)
            assert lookups() == 1, "the pictures after the first one show nothing new"
            await home.rest.act("switch.turn_off", entity_id=watched.entity("switch", "scanning"))
        decision = watched.entity("sensor", "decision")
        await home.wait_for(
            lambda states: states[decision].state == "scanning_off", seconds=SECONDS
        )
        return seen

    def lookups() -> int:
        """Count those of this camera alone."""
        camera_id = [watched.entities[0].config_subentry_id]
        return sum(request.fields.get("camera_id") == camera_id for request in sandbox.requests())

    seen = background.run(watch())
    asked = lookups()
    background.run(asyncio.sleep(2))

    assert {event["source"] for event in seen} == {"interval"}
    assert len({event["taken_at"] for event in seen}) == 1, "two cars on one picture"
    assert 0 < asked == lookups()
