"""Changing an account while it runs, in a real Home Assistant."""

import pytest

from sandbox.demo.account import DemoAccount
from sandbox.demo.cameras import show_cameras
from sandbox.demo.programme import CameraProgramme, Shot
from sandbox.driveway.scenes import GERMAN_CAR_AT_THE_GATE
from sandbox.home import Flow, FlowKind, Home
from sandbox.process import SandboxProcess

from .background import BackgroundLoop
from .camera_dialog import CameraDialog
from .scan import scan
from .versions import also_on_other_versions

pytestmark = [pytest.mark.end_to_end, also_on_other_versions]


def test_a_camera_added_later_is_read_like_the_others(
    home: Home, background: BackgroundLoop, account: DemoAccount
) -> None:
    async def add_and_scan() -> set[str]:
        shot = Shot(GERMAN_CAR_AT_THE_GATE.to_jpeg(), frozenset({"MKX4827"}))
        cameras = await show_cameras(home, [CameraProgramme("Garage", ".jpg", (shot,))])
        dialog = CameraDialog(home, account)
        step = await dialog.fill_in(camera_entity_id=cameras[0].entity_id)
        camera = await dialog.save(step, cameras[0])
        return set((await scan(home, camera)).plates)

    assert background.run(add_and_scan()) == {"MKX4827"}


def test_changed_options_hold_for_the_next_lookup(
    home: Home, background: BackgroundLoop, account: DemoAccount, sandbox: SandboxProcess
) -> None:
    camera = account.cameras[0]

    async def change_and_scan() -> None:
        async with home.socket.events("state_changed") as changes:
            flow = Flow(home.rest, FlowKind.OPTIONS, account.entry_id)
            await flow.complete(
                [{"regions": ["nl"], "mmc": False, "engine": {}, "found_plate": True}]
            )
            # The account starts anew: its entities go and come back, this one last of all.
            last = camera.entity("image_processing", "plates")
            states = (
                change["data"]["new_state"]["state"]
                async for change in changes
                if change["data"]["entity_id"] == last
            )
            assert await anext(states) == "unavailable"
            assert await anext(states) != "unavailable"
        await scan(home, camera)

    background.run(change_and_scan())

    lookups = [request for request in sandbox.requests() if request.endpoint == "lookup"]
    assert lookups[-1].fields["regions"] == ["nl"]
