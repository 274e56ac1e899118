"""A sandbox as a process: how it starts, is steered from outside, and ends."""

import asyncio
import json
from pathlib import Path
import signal
import subprocess
import sys
from urllib.error import HTTPError

from aiohttp import ClientError, ClientSession
import pytest

from sandbox.__main__ import main
from sandbox.api_server.faults import Fault
from sandbox.plate_read import ImageSize
from sandbox.process import SandboxProcess, SandboxStartError
from tests.sandbox.asking import STATISTICS, Api
from tests.sandbox.drawn import plate_picture

ROOT = Path(__file__).parents[3]
COMMAND = (sys.executable, "-m", "sandbox", "--rate", "none")


async def test_it_listens_on_this_machine_alone(cloud_process: SandboxProcess) -> None:
    assert cloud_process.url.startswith("http://127.0.0.1:")
    assert cloud_process.token == "sandbox-token"


async def test_faults_and_answers_are_set_and_requests_seen_from_outside(
    reading_cloud: Api, cloud_process: SandboxProcess
) -> None:
    cloud_process.fail(Fault(kind="status", status=503, body="down"))
    cloud_process.answer([{"plate": "scripted"}])
    await reading_cloud.lookup(("regions", "mx"))
    answer = await reading_cloud.lookup()

    refused, answered = cloud_process.requests()
    assert (refused.status, refused.fault, refused.fields) == (503, "status", {"regions": ["mx"]})
    assert (answered.status, answered.answered_by) == (201, "scripted")
    assert answered.image == ImageSize(64, 48)
    assert answer.body["results"] == [{"plate": "scripted"}]


async def test_the_account_is_changed_from_outside(
    reading_cloud: Api, cloud_process: SandboxProcess
) -> None:
    cloud_process.set_account(calls=10, limit=10, resets_on=None)

    assert (await reading_cloud.lookup()).status == 403
    assert (await reading_cloud.statistics())["usage"].keys() == {"month", "calls", "year"}


@pytest.mark.usefixtures("socket_enabled")
async def test_the_account_is_given_at_the_start() -> None:
    with SandboxProcess("cloud", token="another", calls=44, limit=1000, resets_on=None) as process:
        async with ClientSession(process.url) as session:
            headers = {"Authorization": f"Token {process.token}"}
            statistics = await Api(session).ask("GET", STATISTICS, headers=headers)

    assert process.token == "another"
    assert statistics.body["usage"].keys() == {"month", "calls", "year"}
    assert (statistics.body["usage"]["calls"], statistics.body["total_calls"]) == (44, 1000)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.usefixtures("socket_enabled")
async def test_it_ends_cleanly_in_the_middle_of_reading(number: signal.Signals) -> None:
    process = await asyncio.create_subprocess_exec(
        *COMMAND, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT
    )
    assert process.stdout is not None
    try:
        ready = json.loads(await process.stdout.readline())
        async with ClientSession(ready["url"]) as session:
            pictures = [plate_picture(f"AB{row} CDE")[0] for row in range(10, 15)]
            lookups = [
                asyncio.create_task(Api(session).lookup(image=picture)) for picture in pictures
            ]
            await asyncio.wait(lookups, return_when=asyncio.FIRST_COMPLETED)
            process.send_signal(number)
            answers = await asyncio.gather(*lookups, return_exceptions=True)
        rest, errors = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()

    assert ready.keys() == {"url", "manner", "token"}
    assert any(isinstance(answer, ClientError) for answer in answers)
    assert (process.returncode, rest, errors) == (0, b"", b"")


@pytest.mark.parametrize(
    ("option", "why"),
    [
        ("--host=0.0.0.0", "0.0.0.0 is no loopback address"),
        ("--host=example.com", "example.com is no loopback address"),
        ("--rate=0", "rate: must be a whole number from 1, or null."),
        ("--rate=fast", "invalid"),
        ("--limit=-1", "limit: must be a whole number from 0."),
        ("--manner=stream", "invalid choice"),
        ("--webhook=here", "target: must be an http or https address."),
        ('--webhook={"url": "http://127.0.0.1/"}', 'A webhook is {"target": '),
        ("--webhook={", "Expecting property name"),
    ],
)
def test_options_that_do_not_fit_are_refused(
    option: str, why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main([option])

    assert why in capsys.readouterr().err


@pytest.mark.usefixtures("socket_enabled")
def test_a_taken_port_is_told_in_one_sentence(cloud_process: SandboxProcess) -> None:
    port = int(cloud_process.url.rpartition(":")[2])

    with pytest.raises(SandboxStartError, match=rf"can't listen on 127\.0\.0\.1, port {port}"):
        SandboxProcess("cloud", port=port)


@pytest.mark.usefixtures("socket_enabled")
def test_what_the_control_interface_refuses_is_raised(cloud_process: SandboxProcess) -> None:
    with pytest.raises(HTTPError, match="400"):
        cloud_process.set_account(calls=-1)
