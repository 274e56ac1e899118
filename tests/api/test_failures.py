"""What a failing server, network or address becomes: always an error of ours."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import aiohttp
import pytest

from custom_components.plate_recognizer.api.client import CloudClient, SdkClient
from custom_components.plate_recognizer.api.errors import (
    BadRequest,
    ConnectionLost,
    ServerError,
    SnapshotError,
    Throttled,
    TimedOut,
    TokenRefused,
    TooLarge,
    Unreachable,
    UnreadableAnswer,
)
from custom_components.plate_recognizer.api.transport import ANSWER_LIMIT

from .conftest import TOKEN
from .lookups import PLAIN
from .recorded import raw
from .server import Answer, ScriptedServer, cuts_off, hangs_up, says, says_compressed, stalls

LOOKUP = "/v1/plate-reader/"
STATISTICS = "/v1/statistics/"
ANSWER = raw("ref-plate-mode-mmc.json")


async def failure_of(call: Awaitable[Any]) -> SnapshotError:
    with pytest.raises(SnapshotError) as caught:
        await call
    return caught.value


@pytest.fixture
async def not_http(socket_enabled: None) -> AsyncIterator[Callable[[bytes], Awaitable[str]]]:
    """Servers that answer anything with the same bytes; gives their addresses."""
    servers = []

    async def start(answer: bytes) -> str:
        async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await reader.readuntil(b"\r\n\r\n")
            writer.write(answer)
            await writer.drain()
            writer.close()

        server = await asyncio.start_server(handle, "127.0.0.1", 0)
        servers.append(server)
        return f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"

    yield start
    for server in servers:
        server.close()
        await server.wait_closed()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "field-error-400-upload-field.json",
            (BadRequest, 400, "upload: The submitted file is empty."),
        ),
        (
            "field-error-413-too-large.json",
            (TooLarge, 413, "Invalid file. See …/upload-limit/"),
        ),
        (
            "ref-error-429-throttled.json",
            (Throttled, 429, "Request was throttled. Expected available in 1 second."),
        ),
        (
            "field-error-502-not-json.html",
            (ServerError, 502, "502 Bad Gateway 502 Bad Gateway proxy"),
        ),
        (
            "field-2xx-with-error-key.json",
            (UnreadableAnswer, 201, "The image could not be read."),
        ),
    ],
)
async def test_a_failure_carries_its_status_and_the_servers_words(
    server: ScriptedServer,
    cloud: CloudClient,
    name: str,
    expected: tuple[type[SnapshotError], int, str],
) -> None:
    server.answers[LOOKUP] = says(expected[1], raw(name))

    error = await failure_of(cloud.lookup(PLAIN))

    assert (type(error), error.status, error.detail) == expected


async def test_a_429_carries_the_wait_of_its_header(
    server: ScriptedServer, cloud: CloudClient
) -> None:
    server.answers[LOOKUP] = says(429, raw("ref-error-429-throttled.json"), retry_after="3")

    error = await failure_of(cloud.lookup(PLAIN))

    assert isinstance(error, Throttled)
    assert error.retry_after == 3.0


@pytest.mark.parametrize("status", [400, 413, 429, 500, 502, 504])
async def test_a_lookup_is_never_repeated_by_itself(
    server: ScriptedServer, cloud: CloudClient, status: int
) -> None:
    server.answers[LOOKUP] = says(status)

    await failure_of(cloud.lookup(PLAIN))

    assert server.paths == [LOOKUP]


async def test_a_lookup_on_a_kept_connection_that_drops_is_not_sent_again(
    server: ScriptedServer, cloud: CloudClient
) -> None:
    server.answers[LOOKUP] = says(201, ANSWER)
    await cloud.lookup(PLAIN)
    server.answers[LOOKUP] = hangs_up

    error = await failure_of(cloud.lookup(PLAIN))

    assert type(error) is ConnectionLost
    assert server.paths == [LOOKUP, LOOKUP]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_a_redirect_is_not_followed_and_the_token_stays_here(
    server: ScriptedServer, cloud: CloudClient, status: int
) -> None:
    async with ScriptedServer() as elsewhere:
        elsewhere.answers[LOOKUP] = says(201, ANSWER)
        server.answers[LOOKUP] = says(status, Location=elsewhere.url + LOOKUP)

        error = await failure_of(cloud.lookup(PLAIN))

        assert elsewhere.asked == []
        assert server.paths == [LOOKUP]
        assert (type(error), error.status) == (UnreadableAnswer, status)
        assert elsewhere.url in error.detail


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        (b"", ""),
        (b"<html><title>Log in</title></html>", "Log in"),
        (ANSWER[:200], ANSWER[:200].decode()),
        (b'{"results": "\xff"}', '{"results": "\ufffd"}'),
        (b"[]", "the answer is no JSON object"),
        (b"{}", "the answer has no list of results"),
        (b'{"results": [1]}', "a result in the answer is no object"),
        (b"[" * 100_000, "[" * 199 + "…"),
        (b" " * (ANSWER_LIMIT + 1), f"an answer of more than {ANSWER_LIMIT} bytes"),
    ],
)
async def test_a_2xx_that_cannot_be_read_says_what_came_instead(
    server: ScriptedServer, cloud: CloudClient, body: bytes, detail: str
) -> None:
    server.answers[LOOKUP] = says(201, body)

    error = await failure_of(cloud.lookup(PLAIN))

    assert (type(error), error.status) == (UnreadableAnswer, 201)
    assert error.detail == " ".join(detail.split())


async def test_an_answer_that_is_cut_off_is_unreadable_because_it_was_billed(
    server: ScriptedServer, cloud: CloudClient
) -> None:
    server.answers[LOOKUP] = cuts_off(201, ANSWER)

    error = await failure_of(cloud.lookup(PLAIN))

    assert (type(error), error.status) == (UnreadableAnswer, 201)
    assert error.detail == "an answer that was cut off"


async def test_an_error_that_is_cut_off_is_still_told_by_its_status(
    server: ScriptedServer, cloud: CloudClient
) -> None:
    server.answers[LOOKUP] = cuts_off(503, b"Overloaded.")

    error = await failure_of(cloud.lookup(PLAIN))

    assert (type(error), error.status, error.detail) == (ServerError, 503, "Overloaded.")


@pytest.mark.parametrize(
    "answer",
    [
        says(200, b"no gzip", Content_Encoding="gzip"),
        says(200, b"no encoding that there is", Content_Encoding="rot13"),
        says_compressed(b"0" * (ANSWER_LIMIT * 50)),
    ],
    ids=["no gzip", "unknown encoding", "bomb"],
)
async def test_an_answer_in_a_bad_encoding_is_unreadable(
    server: ScriptedServer, cloud: CloudClient, answer: Answer
) -> None:
    server.answers[LOOKUP] = answer

    error = await failure_of(cloud.lookup(PLAIN))

    assert type(error) is UnreadableAnswer


async def test_an_endless_error_page_is_read_only_as_far_as_its_message(
    server: ScriptedServer, cloud: CloudClient
) -> None:
    server.answers[LOOKUP] = says(500, b"Out of order. " * 1_000_000)

    error = await failure_of(cloud.lookup(PLAIN))

    assert type(error) is ServerError
    assert error.detail.startswith("Out of order. Out of order.")


@pytest.mark.parametrize(
    "answer", [b"SSH-2.0-OpenSSH_9.9\r\n", b"HTTP/1.1 abc\r\n\r\n", b"HTTP/1.1 200 OK\r\nX\r\n\r\n"]
)
async def test_a_service_that_does_not_speak_http_is_unreadable(
    not_http: Callable[[bytes], Awaitable[str]], session: aiohttp.ClientSession, answer: bytes
) -> None:
    client = SdkClient(session, await not_http(answer), TOKEN)

    error = await failure_of(client.info())

    assert (type(error), error.status) == (UnreadableAnswer, None)
    assert error.__cause__ is None


async def test_a_connection_dropped_without_an_answer_is_lost(
    server: ScriptedServer, cloud: CloudClient
) -> None:
    server.answers[LOOKUP] = hangs_up

    error = await failure_of(cloud.lookup(PLAIN))

    assert (type(error), error.status) == (ConnectionLost, None)
    assert error.detail == "Server disconnected"


async def test_nobody_listening_is_unreachable(session: aiohttp.ClientSession) -> None:
    async with ScriptedServer() as gone:
        url = gone.url

    assert type(await failure_of(SdkClient(session, url).info())) is Unreachable


@pytest.mark.parametrize("host", ["a..b", f"{'a' * 64}.example"])
async def test_a_name_that_no_host_can_have_is_unreachable(
    session: aiohttp.ClientSession, host: str
) -> None:
    assert type(await failure_of(SdkClient(session, f"http://{host}").info())) is Unreachable


async def test_a_server_without_tls_is_unreachable_by_https(
    server: ScriptedServer, session: aiohttp.ClientSession
) -> None:
    client = CloudClient(session, TOKEN, server.url.replace("http:", "https:"))

    assert type(await failure_of(client.statistics())) is Unreachable


@pytest.mark.parametrize("after", [None, b'{"results": ['], ids=["no answer", "half an answer"])
async def test_no_complete_answer_in_time_is_a_time_out(
    server: ScriptedServer, session: aiohttp.ClientSession, after: bytes | None
) -> None:
    server.answers[LOOKUP] = stalls(asyncio.Event(), after=after)
    client = CloudClient(session, TOKEN, server.url, timeout=aiohttp.ClientTimeout(total=0.1))

    assert type(await failure_of(client.lookup(PLAIN))) is TimedOut


async def test_a_cancelled_lookup_is_cancelled(server: ScriptedServer, cloud: CloudClient) -> None:
    arrived = asyncio.Event()
    server.answers[LOOKUP] = stalls(arrived)
    lookup = asyncio.create_task(cloud.lookup(PLAIN))
    await arrived.wait()

    lookup.cancel()

    with pytest.raises(asyncio.CancelledError):
        await lookup


@pytest.mark.parametrize("token", ["two words", "line\nbreak", "null\x00", "ключ", "ü", "\ud800"])
async def test_a_token_that_no_header_can_carry_is_refused_before_it_is_sent(
    server: ScriptedServer, session: aiohttp.ClientSession, token: str
) -> None:
    client = CloudClient(session, token, server.url)

    for call in (client.lookup(PLAIN), client.statistics()):
        error = await failure_of(call)

        assert type(error) is TokenRefused
        assert token not in str(error)
    assert server.asked == []


@pytest.mark.parametrize("status", [201, 400, 403, 429, 500])
@pytest.mark.parametrize(
    "body",
    [
        {"error": f"Bad token {TOKEN}"},
        {"error": "x" * 190 + TOKEN},
        {"upload": [TOKEN]},
        f"<h1>{TOKEN}</h1>".encode(),
    ],
)
async def test_a_token_that_the_server_repeats_is_not_passed_on(
    server: ScriptedServer, cloud: CloudClient, status: int, body: object
) -> None:
    server.answers[LOOKUP] = server.answers[STATISTICS] = says(status, body)

    error = await failure_of(cloud.lookup(PLAIN))

    assert TOKEN[:8] not in str(error)


@pytest.mark.parametrize("status", [400, 500])
async def test_half_a_token_at_the_end_of_an_answer_that_was_cut_off_is_not_passed_on(
    server: ScriptedServer, cloud: CloudClient, status: int
) -> None:
    server.answers[LOOKUP] = cuts_off(status, f"Bad token {TOKEN[:-2]}".encode())

    error = await failure_of(cloud.lookup(PLAIN))

    assert error.detail == "Bad token"
