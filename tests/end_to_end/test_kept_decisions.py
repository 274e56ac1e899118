"""What was decided is told after a restart of a real Home Assistant, and after it was killed."""

from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from sandbox.demo.account import set_up_account
from sandbox.demo.cameras import show_cameras
from sandbox.demo.programme import drawn_programme
from sandbox.home import Home, JsonObject, restarted, running_home
from sandbox.process import SandboxProcess

from .background import BackgroundLoop
from .versions import also_on_other_versions

pytestmark = [pytest.mark.end_to_end, also_on_other_versions]


async def decisions(home: Home) -> JsonObject:
    return await home.rest.ask("plate_recognizer.get_decisions")


def test_a_restart_forgets_no_decision_and_a_kill_says_that_it_may_have(
    background: BackgroundLoop, sandbox: SandboxProcess, home_assistant: Path
) -> None:
    async def told() -> list[JsonObject]:
        async with AsyncExitStack() as ending:
            home = await ending.enter_async_context(
                running_home(frontend=False, python=home_assistant)
            )
            [camera, *_] = await show_cameras(home, drawn_programme())
            account = await set_up_account(home, sandbox.url, sandbox.token, [camera])
            [read] = account.cameras
            await home.rest.act(
                "image_processing.scan", entity_id=read.entity("image_processing", "plates")
            )
            answers = [await decisions(home)]
            home = await ending.enter_async_context(restarted(home))
            answers.append(await decisions(home))
            await home.process.kill()
            home = await ending.enter_async_context(restarted(home))
            return [*answers, await decisions(home)]

    before, after_restart, after_kill = background.run(told())

    assert sum(before["counts"].values()) >= 1
    for counts in (after_restart["counts"], after_kill["counts"]):
        assert all(counts.get(reason, 0) >= count for reason, count in before["counts"].items())
    assert "Home Assistant ended" not in after_restart["summary"]
    assert "Home Assistant ended some time after" in after_kill["summary"]
