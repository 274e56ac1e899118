"""Bodies of webhooks over real HTTP: whatever their label, the JSON in them is found or missed."""

import asyncio
from collections.abc import AsyncIterator, Mapping
import contextlib
from dataclasses import dataclass, field
import json
from urllib.parse import urlencode

from aiohttp import ClientError, ClientSession, FormData, MultipartWriter, web
from homeassistant.util.aiohttp import MockRequest
from hypothesis import given, strategies as st
import pytest

from custom_components.plate_recognizer.api.webhook_body import (
    MOST_BYTES,
    MOST_TEXT_BYTES,
    BodyTooLarge,
    NoPayload,
    WebhookBody,
    decoded,
    read_body,
)

from .recorded import FOLDER, raw

WEBHOOKS = sorted(path.stem for path in FOLDER.glob("*webhook*.json"))
TEXT = raw("field-webhook-stream.json")
PICTURE = b"\xff\xd8\r\n--not the boundary\r\n\r\njson=1&\x00\xff\xd9"
"""No picture, but all that could be mistaken for the form around it."""
CONTENT_TYPES = (
    None,
    "application/json",
    "text/plain",
    "application/octet-stream",
    "application/x-www-form-urlencoded",
    "multipart/form-data",
    "multipart/form-data; boundary=another",
    'multipart/form-data; boundary="',
    "no type at all; charset=none",
)

type Outcome = WebhookBody | NoPayload | BodyTooLarge


@dataclass
class Receiver:
    """A server that reads the body of whatever is posted to it, and a client of it."""

    session: ClientSession
    port: int = 0
    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    outcomes: asyncio.Queue[Outcome] = field(default_factory=asyncio.Queue)

    async def handle(self, request: web.Request) -> web.Response:
        self.arrived.set()
        try:
            outcome: Outcome = await read_body(request)
        except (NoPayload, BodyTooLarge) as err:
            outcome = err
        self.outcomes.put_nowait(outcome)
        return web.Response()

    async def post(self, body: object, content_type: str | None = None, **headers: str) -> Outcome:
        """Post a body. Without a content type it goes as it is, or as its form says."""
        if content_type is not None:
            headers["Content-Type"] = content_type
        async with self.session.post(
            f"http://127.0.0.1:{self.port}/",
            data=body,
            headers=headers,
            skip_auto_headers={"Content-Type"} if isinstance(body, bytes) else (),
        ) as response:
            assert response.status == 200
        return await self.outcomes.get()

    async def send(self, *lines: str, body: bytes = b"") -> Outcome:
        """Write a request to the wire, hang up, and return what came of it."""
        _, writer = await asyncio.open_connection("127.0.0.1", self.port)
        writer.write("\r\n".join(("POST / HTTP/1.1", "Host: here", *lines, "", "")).encode())
        await self.arrived.wait()
        writer.write(body)
        writer.close()
        return await self.outcomes.get()


@pytest.fixture
async def receiver(socket_enabled: None) -> AsyncIterator[Receiver]:
    """A receiver on this machine. Its handler goes on where nobody waits for an answer any more."""
    async with ClientSession() as session:
        receiver = Receiver(session)
        app = web.Application()
        app.router.add_post("/", receiver.handle)
        runner = web.AppRunner(app, access_log=None, lingering_time=0)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        receiver.port = runner.addresses[0][1]
        yield receiver
        await runner.cleanup()


def form(**parts: bytes) -> FormData:
    """Build a multipart form as a sender does: `json` is a field, everything else a file."""
    data = FormData(default_to_multipart=True)
    for name, content in parts.items():
        if name == "json":
            data.add_field(name, content.decode())
        else:
            data.add_field(name, content, filename=f"../{name}; name=json.jpg")
    return data


async def test_json_is_found_under_any_content_type(receiver: Receiver) -> None:
    for name in WEBHOOKS:
        for content_type in CONTENT_TYPES:
            outcome = await receiver.post(raw(f"{name}.json"), content_type)

            assert outcome == WebhookBody(raw(f"{name}.json"), None), content_type


async def test_an_urlencoded_field_is_found_under_any_content_type(receiver: Receiver) -> None:
    for content_type in CONTENT_TYPES:
        body = urlencode({"first": "1", "json": TEXT, "last": "&="}).encode()

        assert await receiver.post(body, content_type) == WebhookBody(TEXT, None)


async def test_the_recorded_urlencoded_webhook_of_stream_is_read(receiver: Receiver) -> None:
    head, body = raw("field-webhook-urlencoded.txt").rstrip().split(b"\n\n")

    outcome = await receiver.post(body, "application/x-www-form-urlencoded")

    assert b"Content-Type: application/x-www-form-urlencoded" in head
    assert isinstance(outcome, WebhookBody)
    assert decoded(outcome.text) == {
        "hook": {
            "target": "http://receiver.example:8001/",
            "id": "camera-1",
            "event": "recognition",
        },
        "data": {
            "camera_id": "camera-1",
            "filename": "a.jpg",
            "timestamp": "2026-02-11T09:14:07Z",
            "results": [],
        },
    }


@pytest.mark.parametrize(
    ("parts", "picture"),
    [
        ({"json": TEXT}, None),
        ({"json": TEXT, "upload": PICTURE, "plate_img": b"plate"}, PICTURE),
        ({"plate_img": b"plate", "upload": PICTURE, "json": TEXT}, PICTURE),
        ({"json": TEXT, "plate_img": b"plate"}, None),
        ({"json": TEXT, "upload": b""}, None),
    ],
    ids=["alone", "all", "json last", "plate only", "empty picture"],
)
async def test_a_form_holds_the_json_and_maybe_a_picture(
    receiver: Receiver, parts: dict[str, bytes], picture: bytes | None
) -> None:
    assert await receiver.post(form(**parts)) == WebhookBody(TEXT, picture)


async def test_the_json_of_a_form_may_be_a_file(receiver: Receiver) -> None:
    data = FormData()
    data.add_field("upload", PICTURE, filename="a.jpg", content_type="image/jpeg")
    data.add_field("json", TEXT, filename="a.json", content_type="application/json")

    assert await receiver.post(data) == WebhookBody(TEXT, PICTURE)


async def test_a_form_is_found_under_any_content_type(receiver: Receiver) -> None:
    with MultipartWriter("form-data", boundary="b0undary") as writer:
        for name, content in (("json", TEXT), ("upload", PICTURE)):
            writer.append(content).set_content_disposition("form-data", name=name)
    body = await writer.as_bytes()

    for content_type in CONTENT_TYPES:
        assert await receiver.post(body, content_type) == WebhookBody(TEXT, PICTURE)


async def test_of_fields_with_one_name_the_first_counts(receiver: Receiver) -> None:
    data = form(json=TEXT, upload=PICTURE)
    data.add_field("json", "[]")
    data.add_field("upload", b"another", filename="a.jpg")

    assert await receiver.post(data) == WebhookBody(TEXT, PICTURE)
    assert await receiver.post(b"json=1&json=2") == WebhookBody(b"1", None)


async def test_text_that_looks_like_a_form_stays_part_of_the_json(receiver: Receiver) -> None:
    text = b' {"user_data": "a&json=[]&b"}'

    assert await receiver.post(text) == WebhookBody(text, None)


@pytest.mark.parametrize("name", WEBHOOKS)
async def test_what_was_cut_off_has_no_payload(receiver: Receiver, name: str) -> None:
    whole = raw(f"{name}.json").rstrip()

    for end in range(0, len(whole), 50):
        for content_type in CONTENT_TYPES:
            for body in (whole[:end], urlencode({"json": whole[:end]}).encode()):
                assert isinstance(await receiver.post(body, content_type), NoPayload)


async def test_a_form_that_was_cut_off_has_no_payload(receiver: Receiver) -> None:
    whole = await form(json=TEXT, upload=PICTURE)().as_bytes()

    for end in range(0, len(whole.rstrip(b"-\r\n")), 50):
        assert isinstance(await receiver.post(whole[:end]), NoPayload)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\x00\xff\xfe",
        b"hello",
        b"json=",
        b"data={}",
        b"&" * 1000 + b"json={}",
        b'"\xff"',
        b'{"speed": NaN}',
        b'{"speed": 1e999}',
        b'{"user_data": "\\ud800"}',
        b"[" * 100_000,
        b"[" * 5_000 + b"]" * 5_000,
        b"-" * 100,
        b"--",
        b"--\r\n\r\n--",
        b"--b\r\n\r\n--b--",
        b'--b\r\ncontent-disposition: form-data; name="json"\r\n{}\r\n--b--',
        b'--b\r\ncontent-disposition: form-data; name="upload"\r\n\r\n{}\r\n--b--',
        b'--b\r\ncontent-disposition: form-data; filename="json"\r\n\r\n{}\r\n--b--',
        b'--b\r\nx: ; name="json"\r\n\r\n{}\r\n--b--',
        b'--b\r\ncontent-disposition: form-data; name="json"\r\n\r\n{}',
        b'--b\r\ncontent-disposition: form-data; name="json"\r\n\r\n{}\r\n--b',
        b'--b\r\ncontent-disposition: form-data; name="json"\r\n\r\n{}' + b"\r\n--b" * 100 + b"--",
        b"--b\r\nx: " + b"x" * 10_000 + b'\r\ncontent-disposition: form-data; name="json"'
        b"\r\n\r\n{}\r\n--b--",
    ],
    ids=lambda body: repr(body[:40]),
)
async def test_what_is_no_json_has_no_payload(receiver: Receiver, body: bytes) -> None:
    assert isinstance(await receiver.post(body), NoPayload)


async def test_why_there_is_no_payload_tells_nothing_of_the_body(receiver: Receiver) -> None:
    outcome = await receiver.post(b'{"plate": "8abc123"')

    assert isinstance(outcome, NoPayload)
    assert "8abc123" not in repr((outcome, outcome.__cause__))


@pytest.mark.parametrize(
    ("lines", "body"),
    [
        (("Content-Length: 100",), TEXT[:50]),
        (("Transfer-Encoding: chunked",), b"5\r\n{}"),
        (("Transfer-Encoding: chunked",), b"2\r\n{}\r\nno size\r\n\r\n"),
        (("Content-Length: 2", "Content-Encoding: gzip"), b"{}"),
    ],
    ids=["too short", "cut off", "no chunk", "not compressed"],
)
async def test_what_never_arrives_whole_has_no_payload(
    receiver: Receiver, lines: tuple[str, ...], body: bytes
) -> None:
    assert isinstance(await receiver.send(*lines, body=body), NoPayload)


async def test_a_body_as_large_as_home_assistant_takes_is_read(receiver: Receiver) -> None:
    picture = bytes(MOST_BYTES - 2 * MOST_TEXT_BYTES)

    assert await receiver.post(form(json=TEXT, upload=picture)) == WebhookBody(TEXT, picture)


async def test_a_body_that_says_it_is_larger_is_refused_unread(receiver: Receiver) -> None:
    outcome = await receiver.send(f"Content-Length: {MOST_BYTES + 1}")

    assert isinstance(outcome, BodyTooLarge)


async def test_a_body_that_turns_out_larger_is_refused(receiver: Receiver) -> None:
    whole = await form(json=TEXT, upload=bytes(MOST_BYTES))().as_bytes()

    async def chunks() -> AsyncIterator[bytes]:
        for start in range(0, len(whole), MOST_TEXT_BYTES):
            yield whole[start : start + MOST_TEXT_BYTES]

    posting = asyncio.create_task(receiver.post(chunks()))

    assert isinstance(await receiver.outcomes.get(), BodyTooLarge)
    posting.cancel()
    with contextlib.suppress(asyncio.CancelledError, ClientError):
        await posting


@pytest.mark.parametrize("over", [0, 1])
async def test_the_json_may_have_so_many_bytes_and_no_more(receiver: Receiver, over: int) -> None:
    text = b"[" + b" " * (MOST_TEXT_BYTES - 2 + over) + b"]"
    expected = BodyTooLarge if over else WebhookBody

    for body in (text, form(json=text), FormData({"json": text.decode()})):
        assert isinstance(await receiver.post(body), expected)


async def test_a_body_without_a_picture_may_not_be_so_large(receiver: Receiver) -> None:
    body = b"json={}&picture=" + bytes(3 * MOST_TEXT_BYTES)

    assert isinstance(await receiver.post(body), BodyTooLarge)


async def test_a_webhook_that_came_through_home_assistants_cloud_is_read() -> None:
    headers = {"Content-Type": "application/json", "Content-Length": str(len(TEXT))}

    assert await passed_on(TEXT, headers) == WebhookBody(TEXT, None)
    assert isinstance(await passed_on(b"", {"Content-Length": "9" * 9000}), BodyTooLarge)


async def passed_on(body: bytes, headers: Mapping[str, str]) -> Outcome:
    """Read a request as the cloud hands it on: no server, and few of its methods."""
    request = MockRequest(body, "cloud", "POST", headers=dict(headers))
    try:
        return await read_body(request)  # type: ignore[arg-type]  # it only has what is needed
    except (NoPayload, BodyTooLarge) as err:
        return err


@pytest.mark.parametrize("name", sorted(path.name for path in FOLDER.glob("*.json")))
async def test_whatever_else_the_api_says_has_no_payload_once_it_is_cut_off(name: str) -> None:
    whole = raw(name).rstrip()

    for end in range(0, len(whole), 50):
        for content_type in CONTENT_TYPES[1:]:
            headers = {"Content-Type": str(content_type)}
            assert isinstance(await passed_on(whole[:end], headers), NoPayload)


PIECES = (
    b"--",
    b"--b",
    b"\r\n",
    b"\r\n--b\r\n",
    b"\r\n--b--\r\n",
    b'Content-Disposition: form-data; name="json"\r\n\r\n',
    b"json=",
    b"&",
    b"%7B%7D",
    b"{}",
    b'{"data": {"results": []}}',
)
bodies = st.lists(st.sampled_from(PIECES) | st.binary(max_size=8), max_size=8).map(b"".join)
header_values = st.sampled_from(CONTENT_TYPES[1:]) | st.text(max_size=20)


@given(bodies, st.dictionaries(st.sampled_from(("Content-Type", "Content-Length")), header_values))
async def test_any_body_has_a_payload_or_none(body: bytes, headers: dict[str, str]) -> None:
    outcome = await passed_on(body, headers)

    if isinstance(outcome, WebhookBody):
        assert decoded(outcome.text) == json.loads(outcome.text)


@given(st.dictionaries(st.sampled_from(("json", "upload", "plate_img")), st.binary()))
async def test_any_form_is_taken_apart_as_it_was_put_together(parts: dict[str, bytes]) -> None:
    parts["json"] = TEXT
    body = await form(**parts)().as_bytes()

    assert await passed_on(body, {}) == WebhookBody(TEXT, parts.get("upload") or None)
