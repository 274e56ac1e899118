"""The second port of the SDK manner: what it says of its health, and when it says nothing."""

import asyncio
from collections.abc import Iterator
import re
import socket
from urllib.error import HTTPError

from aiohttp import ClientConnectionError, ClientSession, ClientTimeout
import pytest

from sandbox.__main__ import main
from sandbox.process import SandboxProcess, SandboxStartError

SOON = ClientTimeout(total=0.3)


@pytest.fixture(scope="module")
def process() -> Iterator[SandboxProcess]:
    with SandboxProcess("sdk", health_port=0) as running:
        yield running


@pytest.fixture
def sdk(process: SandboxProcess, socket_enabled: None) -> SandboxProcess:
    """An SDK that is well."""
    process.reset()
    return process


async def status(sdk: SandboxProcess, question: str, method: str = "GET") -> int:
    async with (
        ClientSession(timeout=SOON) as session,
        session.request(method, f"{sdk.health_url}/{question}/") as answer,
    ):
        return answer.status


async def both(sdk: SandboxProcess) -> tuple[int, int]:
    return await status(sdk, "readiness"), await status(sdk, "liveliness")


async def test_it_says_whether_it_is_ready_and_alive(sdk: SandboxProcess) -> None:
    assert await both(sdk) == (200, 200)

    sdk.set_health(ready=False)
    assert await both(sdk) == (503, 200)

    sdk.set_health(ready=True, alive=False)
    assert await both(sdk) == (200, 503)

    sdk.reset()
    assert await both(sdk) == (200, 200)


async def test_questions_are_in_the_journal(sdk: SandboxProcess) -> None:
    await both(sdk)

    asked = [(each.endpoint, each.status, each.authorization) for each in sdk.requests()]
    assert asked == [("readiness", 200, "absent"), ("liveliness", 200, "absent")]


async def test_what_it_does_not_know_is_refused(sdk: SandboxProcess) -> None:
    assert await status(sdk, "health") == 404
    assert await status(sdk, "readiness", "POST") == 405


async def test_it_can_take_questions_and_never_answer(sdk: SandboxProcess) -> None:
    sdk.set_health(hanging=True)
    with pytest.raises(TimeoutError):
        await status(sdk, "readiness")

    sdk.set_health(hanging=False)
    assert await status(sdk, "readiness") == 200


async def test_it_can_be_closed_also_while_somebody_waits_and_opened_where_it_was(
    sdk: SandboxProcess,
) -> None:
    sdk.set_health(hanging=True)
    async with ClientSession() as session, asyncio.TaskGroup() as group:
        waiting = group.create_task(_is_hung_up_on(session, f"{sdk.health_url}/readiness/"))
        while not sdk.requests():  # noqa: ASYNC110 - it comes in another process
            await asyncio.sleep(0.01)
        await asyncio.to_thread(sdk.set_health, closed=True)
        assert await waiting

    with pytest.raises(ClientConnectionError):
        await status(sdk, "readiness")

    sdk.reset()
    assert await status(sdk, "readiness") == 200


async def test_where_another_one_listens_meanwhile_it_can_be_opened_once_that_is_gone(
    sdk: SandboxProcess,
) -> None:
    sdk.set_health(closed=True)
    port = int((sdk.health_url or "").rpartition(":")[2])
    with socket.create_server(("127.0.0.1", port)), pytest.raises(HTTPError):
        sdk.set_health(closed=False)

    sdk.set_health(closed=False)

    assert await status(sdk, "readiness") == 200


async def _is_hung_up_on(session: ClientSession, url: str) -> bool:
    try:
        await session.get(url)
    except ClientConnectionError:
        return True
    return False


@pytest.mark.parametrize("changes", [{"ready": 1}, {"asleep": True}])
def test_what_does_not_fit_changes_nothing(sdk: SandboxProcess, changes: dict[str, object]) -> None:
    with pytest.raises(HTTPError, match="400"):
        sdk.set_health(**changes)  # type: ignore[arg-type]  # that is the point


@pytest.mark.usefixtures("socket_enabled")
def test_without_its_port_it_has_no_health(sdk_process: SandboxProcess) -> None:
    assert sdk_process.health_url is None
    with pytest.raises(HTTPError, match="404"):
        sdk_process.set_health(ready=False)


def test_the_cloud_has_no_such_port(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--manner=cloud", "--health-port=0"])

    assert "only an SDK has a health port" in capsys.readouterr().err


def test_a_taken_health_port_is_told_in_one_sentence(sdk: SandboxProcess) -> None:
    port = int((sdk.health_url or "").rpartition(":")[2])

    with pytest.raises(
        SandboxStartError, match=re.escape(f"can't listen on 127.0.0.1, port {port}")
    ):
        SandboxProcess("sdk", health_port=port)
