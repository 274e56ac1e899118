"""An On-Premise SDK with its health port, in a real Home Assistant."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import pytest_socket

from sandbox.home import Flow, FlowKind, Home, running_home
from sandbox.process import SandboxProcess

from .background import BackgroundLoop
from .home_log import complaints_in
from .versions import also_on_other_versions

pytestmark = [pytest.mark.end_to_end, pytest.mark.slow, also_on_other_versions]

HOST = "127.81.0.1"
"""An address of this machine of its own: the health port has one number everywhere."""
HEALTH_PORT = 8081
READY = "binary_sensor.on_premise_sdk_127_81_0_1_ready"


@pytest.fixture
def sdk(sockets_in_each_test: None) -> Iterator[SandboxProcess]:
    pytest_socket.socket_allow_hosts(["127.0.0.1", HOST])
    with SandboxProcess("sdk", host=HOST, health_port=HEALTH_PORT) as process:
        yield process


async def wait_until_shown(home: Home, state: str, alive: object) -> None:
    await home.wait_for(
        lambda states: (
            READY in states
            and (states[READY].state, states[READY].attributes.get("alive")) == (state, alive)
        ),
        seconds=60,
    )


async def add_account(home: Home, address: str) -> str:
    flow = Flow(home.rest, FlowKind.ENTRY, "plate_recognizer")
    step = await flow.start()
    answers: list[dict[str, Any]] = [
        {"next_step_id": "sdk"},
        {"url": address},
        {"regions": [], "mmc": False, "engine": {}},
        {"cameras": []},
    ]
    for fields in answers:
        step = await flow.answer(step, fields)
    return flow.finished(step).entry_id


def test_home_assistant_sees_an_sdk_start_and_end(
    background: BackgroundLoop, sdk: SandboxProcess, home_assistant: Path
) -> None:
    async def steps() -> tuple[str, dict[str, object]]:
        async with running_home(frontend=False, python=home_assistant) as home:
            sdk.set_health(ready=False)
            entry_id = await add_account(home, f"{sdk.url}/v1/plate-reader/")
            await wait_until_shown(home, "off", alive=True)

            sdk.set_health(ready=True)
            await home.rest.act("homeassistant.update_entity", entity_id=[READY])
            await wait_until_shown(home, "on", alive=True)
            assert complaints_in(home.process.log()) == []

            sdk.set_health(closed=True)
            await wait_until_shown(home, "unavailable", alive=None)  # by itself
            return home.process.log(), await home.rest.diagnostics(entry_id)

    log, diagnostics = background.run(steps())

    assert len(complaints_in(log)) == 1, "once"
    assert "no longer says whether it is ready" in log
    assert "sandbox-license-key" not in f"{log}{diagnostics}"
    assert HOST not in str(diagnostics)
