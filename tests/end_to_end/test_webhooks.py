"""Stream and Snapshot, each a process of its own, send to a real Home Assistant."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest

from sandbox.api_server.webhooks import WebhookTarget
from sandbox.demo.account import DemoAccount
from sandbox.driveway.scenes import BRITISH_CAR_ARRIVES
from sandbox.home import Flow, FlowKind, FlowStep, Home, JsonObject
from sandbox.process import SandboxProcess

from .background import BackgroundLoop
from .repairs import fix, issues_of
from .scan import scan
from .sender import OpenReceiver, remove_receivers, stream, until_listed
from .versions import also_on_other_versions

pytestmark = [pytest.mark.end_to_end, also_on_other_versions]

_SECONDS = 30


@pytest.fixture(scope="module")
def receiver(
    home: Home, background: BackgroundLoop, account: DemoAccount
) -> Iterator[OpenReceiver]:
    """Set up through the dialog."""

    async def open_receiver() -> OpenReceiver:
        flow = Flow(home.rest, FlowKind.ENTRY, "plate_recognizer")
        step = await flow.answer(await flow.start(), {"next_step_id": "webhook"})
        step = await flow.answer(step, {"webhook_local_only": True})
        address = step.answer["description_placeholders"]["address"]
        secret = shown(step, "webhook_secret")
        end = flow.finished(await flow.answer(step, {"webhook_secret": secret}))
        # What the home calls itself is no address of this machine's loopback.
        return OpenReceiver(end.entry_id, f"{home.url}/api{address.partition('/api')[2]}", secret)

    yield background.run(open_receiver())
    background.run(remove_receivers(home))


def shown(step: FlowStep, field: str) -> str:
    """Return what a form shows in a field."""
    (row,) = [row for row in step.answer["data_schema"] if row["name"] == field]
    text: str = row["description"]["suggested_value"]
    return text


@pytest.fixture(scope="module")
def picture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("pictures") / "car.jpg"
    file.write_bytes(BRITISH_CAR_ARRIVES.to_jpeg())
    return file


async def adopt(home: Home, receiver: OpenReceiver, name: str) -> None:
    """Add the camera of a sender, as the user does in the repairs."""
    (issue,) = [
        each
        for each in await issues_of(home)
        if each["translation_placeholders"] == {"account": "Webhook receiver", "camera": name}
    ]
    await fix(home, issue, {"name": name.title()})


def test_what_stream_reads_arrives_with_all_it_knows(
    home: Home, background: BackgroundLoop, receiver: OpenReceiver, picture: Path
) -> None:
    async def send() -> tuple[list[int], JsonObject, dict[str, Any]]:
        first = await stream(receiver, "--picture", str(picture), "--camera", "north gate")
        await until_listed(home, "north gate")
        await adopt(home, receiver, "north gate")
        await home.wait_for(lambda states: "image.north_gate_picture" in states, seconds=_SECONDS)
        async with (
            asyncio.timeout(_SECONDS),
            home.socket.events("plate_recognizer_sighting") as events,
        ):
            second = await stream(
                receiver,
                *("--picture", str(picture), "--camera", "north gate"),
                *("--body", "multipart", "--user-data", "lane 2"),
            )
            sighting = (await anext(events))["data"]
        return first + second, sighting, dict(await home.rest.states())

    statuses, sighting, states = background.run(send())

    assert statuses == [200, 200]
    assert sighting["plate"] == BRITISH_CAR_ARRIVES.plates[0].plate
    assert (sighting["source"], sighting["camera"]) == ("webhook", "North Gate")
    assert sighting["user_data"] == "lane 2"
    assert isinstance(sighting["direction"], int | float)
    assert isinstance(sighting["speed"], int | float)
    assert sighting["image_width"] is not None
    assert states["sensor.north_gate_plate"].state == sighting["plate"]
    assert states["binary_sensor.north_gate_occupied"].state == "on"
    assert states["image.north_gate_picture"].state != "unknown"


def test_a_sender_without_the_secret_is_refused(
    background: BackgroundLoop, receiver: OpenReceiver, picture: Path
) -> None:
    statuses = background.run(stream(receiver, "--picture", str(picture), secret="guessed-wrong"))

    assert statuses == [401]


@pytest.fixture
def telling_sandbox(sandbox: SandboxProcess, receiver: OpenReceiver) -> Iterator[SandboxProcess]:
    """A cloud that sends a webhook of each lookup, with its picture."""
    sandbox.send_webhooks(
        WebhookTarget(receiver.address, {"Authorization": receiver.header}, image=True)
    )
    yield sandbox
    sandbox.send_webhooks()


def test_snapshot_tells_of_others_lookups_and_the_echo_of_our_own_is_dropped(
    home: Home,
    background: BackgroundLoop,
    account: DemoAccount,
    receiver: OpenReceiver,
    telling_sandbox: SandboxProcess,
    picture: Path,
) -> None:
    async def look_up_both_ways() -> tuple[JsonObject, JsonObject]:
        await scan(home, account.cameras[0])
        ours = await asyncio.to_thread(telling_sandbox.webhooks)
        await asyncio.to_thread(look_up, telling_sandbox, picture)
        theirs = await asyncio.to_thread(telling_sandbox.webhooks)
        assert [each.status for each in (*ours, *theirs)] == [200] * (len(ours) + len(theirs))
        assert len(theirs) == len(ours) + 1
        await until_listed(home, "their-camera")
        path = f"/api/diagnostics/config_entry/{receiver.entry_id}"
        diagnostics = await home.rest.get(path, dict)
        return diagnostics["data"]["received"], {"webhooks": len(theirs)}

    received, sent = background.run(look_up_both_ways())

    assert received["outcomes"]["echo"] == sent["webhooks"] - 1
    assert received["outcomes"]["unknown_camera"] >= 1
    assert received["waiting"] == 0


def look_up(sandbox: SandboxProcess, picture: Path) -> None:
    """Look up a picture as somebody else does with the same token."""
    boundary = "boundary"
    fields = "".join(
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in {"camera_id": "their-camera"}.items()
    )
    head = (
        f'{fields}--{boundary}\r\nContent-Disposition: form-data; name="upload"; '
        'filename="car.jpg"\r\nContent-Type: image/jpeg\r\n\r\n'
    )
    body = head.encode() + picture.read_bytes() + f"\r\n--{boundary}--\r\n".encode()
    request = Request(  # noqa: S310 - the sandbox on this machine
        f"{sandbox.url}/v1/plate-reader/",
        data=body,
        headers={
            "Authorization": f"Token {sandbox.token}",
            "Content-Type": f"multipart/form-data; boundary={boundary}",
        },
    )
    with urlopen(request, timeout=_SECONDS) as response:  # noqa: S310 - see above
        assert response.status == 201
