"""The stand-in for Stream: what it sends about pictures and files, and how it ends."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
import json
from pathlib import Path
import subprocess
import sys
from typing import Any

import pytest

from sandbox.api_server.clock import Clock
from sandbox.stream.__main__ import main
from sandbox.stream.payload import StreamCamera
from sandbox.stream.sending import NotAPictureError, Wanted, send_all
from sandbox.webhook_post import BodyKind
from tests.sandbox.conftest import StillTime
from tests.sandbox.drawn import blank_picture, plate_picture
from tests.sandbox.receiving import Receiver

ROOT = Path(__file__).parents[3]
RECORDED = ROOT / "tests" / "api" / "samples" / "field-webhook-stream.json"


@pytest.fixture
def time() -> StillTime:
    """A clock on which the interval passes at once."""
    return StillTime()


@pytest.fixture
def clock(time: StillTime) -> Clock:
    """The same, as the stand-in takes it."""
    return time.clock()


@pytest.fixture
def pictures(tmp_path: Path) -> tuple[Path, ...]:
    """A picture of a plate, one of another, and one of none."""
    files = []
    for name, content in (
        ("first", plate_picture("AB12 CDE")[0]),
        ("second", plate_picture("XY34 FGH")[0]),
        ("empty", blank_picture(640, 480)),
    ):
        files.append(tmp_path / f"{name}.jpg")
        files[-1].write_bytes(content)
    return tuple(files)


@pytest.fixture
def wanted(receiver: Receiver, pictures: tuple[Path, ...]) -> Wanted:
    """All three pictures once, in the usual body."""
    return Wanted(
        camera=StreamCamera("north gate", "lane 1", receiver.url),
        pictures=pictures,
        payload=None,
        count=3,
        interval=2.5,
        kind="form",
        headers={},
    )


def plates_of(receiver: Receiver) -> list[list[str]]:
    return [
        [result["plate"] for result in webhook.payload["data"]["results"]]
        for webhook in receiver.received
    ]


def shape(value: Any) -> Iterator[str]:  # noqa: ANN401 - JSON
    """List the keys of decoded JSON with the places where they stand."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from (f"{key}.{rest}" for rest in shape(inner))
    elif isinstance(value, list):
        for inner in value:
            yield from (f"[].{rest}" for rest in shape(inner))
    else:
        yield ""


async def test_what_is_read_in_the_pictures_is_sent_one_after_the_other(
    wanted: Wanted, clock: Clock, receiver: Receiver, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await send_all(wanted, clock)

    assert plates_of(receiver) == [["ab12cde"], ["xy34fgh"], []]
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line.keys() for line in lines] == [{"status", "milliseconds"}] * 3
    assert [line["status"] for line in lines] == [200] * 3


async def test_a_webhook_has_the_shape_of_the_recorded_one(
    wanted: Wanted, clock: Clock, receiver: Receiver
) -> None:
    await send_all(replace(wanted, count=1), clock)

    payload = receiver.received[0].payload
    recorded = set(shape(json.loads(RECORDED.read_bytes())))
    assert set(shape(payload)) == recorded | {"data.timestamp_local."}


async def test_a_webhook_says_which_camera_took_the_picture_and_when(
    wanted: Wanted, clock: Clock, time: StillTime, receiver: Receiver
) -> None:
    await send_all(replace(wanted, count=2), clock)

    hook, data = receiver.received[1].payload["hook"], receiver.received[1].payload["data"]
    local = time.now.astimezone()
    screenshot = f"north gate_screenshots/{local:%y-%m-%d/%H-%M-%S}.318254.jpg"
    assert hook == {
        "target": receiver.url,
        "id": "north gate",
        "event": "recognition",
        "filename": screenshot,
    }
    assert (data["camera_id"], data["filename"]) == ("north gate", screenshot)
    assert data["timestamp"] == "2026-02-11T09:14:07.318254Z"
    assert data["timestamp_local"] == local.isoformat(" ")
    (result,) = data["results"]
    assert (result["position_sec"], result["user_data"]) == (2.5, "lane 1")
    assert result["candidates"][0] == {"plate": "xy34fgh"}


async def test_one_picture_is_repeated_as_often_as_wanted(
    wanted: Wanted, clock: Clock, time: StillTime, receiver: Receiver
) -> None:
    started = time.seconds

    await send_all(replace(wanted, pictures=wanted.pictures[:1], count=3), clock)

    assert plates_of(receiver) == [["ab12cde"]] * 3
    assert time.seconds - started == 5.0


@pytest.mark.parametrize(
    ("kind", "content_type", "has_picture"),
    [
        ("form", "application/x-www-form-urlencoded", False),
        ("multipart", "multipart/form-data", True),
        ("json", "application/json", False),
    ],
)
async def test_the_body_is_of_the_kind_that_is_wanted(
    wanted: Wanted,
    clock: Clock,
    receiver: Receiver,
    kind: BodyKind,
    content_type: str,
    *,
    has_picture: bool,
) -> None:
    await send_all(replace(wanted, count=1, kind=kind, headers={"X-Key": "a b"}), clock)

    (webhook,) = receiver.received
    assert (webhook.content_type, webhook.headers["X-Key"]) == (content_type, "a b")
    assert webhook.payload["hook"]["event"] == "recognition"
    if has_picture:
        assert (webhook.file_name, webhook.picture) == (
            "first.jpg",
            wanted.pictures[0].read_bytes(),
        )
    else:
        assert webhook.picture is None


@pytest.mark.parametrize("kind", ["form", "multipart", "json"])
async def test_a_file_is_sent_as_it_is(
    wanted: Wanted, clock: Clock, receiver: Receiver, tmp_path: Path, kind: BodyKind
) -> None:
    payload = tmp_path / "payload"
    payload.write_bytes('{ "no webhook": "ä&=%" '.encode())

    await send_all(replace(wanted, pictures=(), payload=payload, count=1, kind=kind), clock)

    (webhook,) = receiver.received
    assert (webhook.text, webhook.picture) == (payload.read_bytes(), None)


async def test_a_file_goes_with_a_picture_that_nobody_reads(
    wanted: Wanted, clock: Clock, receiver: Receiver
) -> None:
    await send_all(replace(wanted, payload=RECORDED, count=1, kind="multipart"), clock)

    (webhook,) = receiver.received
    assert (webhook.text, webhook.picture) == (
        RECORDED.read_bytes(),
        wanted.pictures[0].read_bytes(),
    )


async def test_one_that_was_not_taken_is_told_and_the_others_are_sent(
    wanted: Wanted, clock: Clock, receiver: Receiver, capsys: pytest.CaptureFixture[str]
) -> None:
    receiver.first_statuses = [302]

    assert not await send_all(replace(wanted, count=2), clock)

    assert [json.loads(line)["status"] for line in capsys.readouterr().out.splitlines()] == [
        302,
        200,
    ]


async def test_nobody_there_is_told_as_no_status(
    wanted: Wanted, clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    nobody = replace(wanted.camera, target="http://127.0.0.1:1/")

    assert not await send_all(replace(wanted, camera=nobody, count=1), clock)

    assert json.loads(capsys.readouterr().out)["status"] is None


async def test_what_is_no_picture_is_named(wanted: Wanted, clock: Clock) -> None:
    with pytest.raises(NotAPictureError, match=r"test_stream\.py is no picture"):
        await send_all(replace(wanted, pictures=(Path(__file__),)), clock)


@pytest.mark.parametrize(("answered", "status"), [(200, 0), (500, 1)])
async def test_the_command_ends_as_its_webhooks_were_answered(
    receiver: Receiver, pictures: tuple[Path, ...], answered: int, status: int
) -> None:
    receiver.status = answered
    options = ("--camera=yard", "--body=multipart", "--header=X-Key: a:b", "--interval=0")

    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "sandbox.stream", receiver.url, *options),
        *("--user-data", "lane 2", "--picture", *map(str, pictures[:2])),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
    )
    printed, errors = await process.communicate()

    assert (process.returncode, errors) == (status, b"")
    assert [json.loads(line)["status"] for line in printed.splitlines()] == [answered] * 2
    assert plates_of(receiver) == [["ab12cde"], ["xy34fgh"]]
    for webhook in receiver.received:
        assert webhook.headers["X-Key"] == "a:b"
        assert webhook.payload["data"]["camera_id"] == "yard"
        assert webhook.payload["data"]["results"][0]["user_data"] == "lane 2"


@pytest.mark.parametrize(
    ("options", "why"),
    [
        ((), "give a --picture or a --payload"),
        (("--payload=a", "--count=0"), "at least 1"),
        (("--payload=a", "--interval=-1"), "at least 0"),
        (("--payload=a", "--header=key"), "key is no NAME:VALUE"),
        (("--payload=a", "--body=xml"), "invalid choice"),
    ],
)
def test_options_that_do_not_fit_are_refused(
    options: tuple[str, ...], why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["http://127.0.0.1:1/", *options])

    assert caught.value.code == 2
    assert why in capsys.readouterr().err


@pytest.mark.usefixtures("socket_enabled")
def test_a_file_that_is_not_there_is_told_in_one_sentence(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["http://127.0.0.1:1/", "--payload=nowhere.json"]) == 1

    assert "nowhere.json" in capsys.readouterr().err
