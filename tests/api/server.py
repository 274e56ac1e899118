"""A real HTTP server that answers as a test tells it, and remembers what it was asked."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from http import HTTPStatus
import json
from ssl import SSLContext
from typing import Self

from aiohttp import BodyPartReader, web
from aiohttp.test_utils import TestServer
from multidict import CIMultiDictProxy

type Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True)
class FormField:
    """One part of a multipart form."""

    name: str | None
    content: bytes
    filename: str | None
    content_type: str | None


@dataclass(frozen=True, slots=True)
class Asked:
    """One request that arrived."""

    method: str
    path: str
    headers: CIMultiDictProxy[str]
    fields: tuple[FormField, ...]


@dataclass
class ScriptedServer:
    """Answers each path with what was set for it, 404 otherwise."""

    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    tls: SSLContext | None = None
    _server: TestServer = field(init=False)

    async def __aenter__(self) -> Self:
        """Listen on a free port of this machine."""
        app = web.Application(client_max_size=16 * 1024**2)
        app.router.add_route("*", "/{path:.*}", self._answer)
        self._server = TestServer(app, host="127.0.0.1")
        await self._server.start_server(ssl=self.tls)
        return self

    async def __aexit__(self, *_: object) -> None:
        """Stop listening."""
        await self._server.close()

    @property
    def url(self) -> str:
        """The base address."""
        return f"{self._server.scheme}://127.0.0.1:{self._server.port}"

    @property
    def paths(self) -> list[str]:
        """What was asked, in order."""
        return [asked.path for asked in self.asked]

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        fields = await _fields(request) if request.can_read_body else ()
        self.asked.append(Asked(request.method, request.path, request.headers, fields))
        return await self.answers.get(request.path, says(HTTPStatus.NOT_FOUND))(request)


def says(status: int, body: bytes | object = b"", **headers: str) -> Answer:
    """Answer with a status and a body, which becomes JSON unless it is bytes."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    named = {name.replace("_", "-"): value for name, value in headers.items()}

    async def answer(_: web.Request) -> web.StreamResponse:
        return web.Response(status=status, body=content, headers=named)

    return answer


def says_compressed(body: bytes, encoding: web.ContentCoding = web.ContentCoding.gzip) -> Answer:
    """Answer 200 with a body in a content encoding."""

    async def answer(_: web.Request) -> web.StreamResponse:
        response = web.Response(body=body)
        response.enable_compression(encoding)
        return response

    return answer


def cuts_off(status: int, body: bytes) -> Answer:
    """Announce more than the body, send the body, and hang up."""

    async def answer(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(status=status)
        response.content_length = len(body) + 1
        await response.prepare(request)
        await response.write(body)
        _hang_up(request)
        return response

    return answer


async def hangs_up(request: web.Request) -> web.StreamResponse:
    """Drop the connection without an answer."""
    _hang_up(request)
    return web.Response()


def stalls(started: asyncio.Event, *, after: bytes | None = None) -> Answer:
    """Never finish; a part of the body may come before."""

    async def answer(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        if after is not None:
            await response.prepare(request)
            await response.write(after)
        started.set()
        await asyncio.Event().wait()
        return response

    return answer


def _hang_up(request: web.Request) -> None:
    assert request.transport is not None
    request.transport.close()


async def _fields(request: web.Request) -> tuple[FormField, ...]:
    fields = []
    async for part in await request.multipart():
        assert isinstance(part, BodyPartReader)
        content = bytes(await part.read())
        content_type = part.headers.get("Content-Type")
        fields.append(FormField(part.name, content, part.filename, content_type))
    return tuple(fields)
