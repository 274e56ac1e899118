"""The line between an account and the sandbox: an honest relay, until a test has it misbehave."""

import asyncio
from asyncio import StreamReader, StreamWriter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from http import HTTPStatus
import re
import socket
from ssl import SSLContext
from typing import Final, Self

from yarl import URL

type Act = Callable[[StreamReader, StreamWriter], Awaitable[None]]
"""What is done with a request that has come, instead of handing it on."""

_LENGTH: Final = re.compile(rb"(?im)^content-length: *(\d+)")
_CONNECTION: Final = re.compile(rb"(?im)^connection:[^\r]*\r\n")
_HELLO: Final = b"\x16"
"""What somebody begins with who speaks TLS."""
_BLOCK: Final = 65_536


class Wire:
    """Relays requests, one for each connection: whatever breaks meets no kept connection.

    Args:
        sandbox_url: where they go.
        tls: spoken with who connects; None for plain HTTP.
    """

    def __init__(self, sandbox_url: str, tls: SSLContext | None = None) -> None:
        self._sandbox = URL(sandbox_url)
        self._scheme = "https" if tls else "http"
        self._speaks = tls
        self._port = 0
        # Keeps the port, also while nobody listens: else somebody's connection might take it.
        self._reserved = socket.socket()
        self._server: asyncio.Server | None = None
        self._exchanges: set[asyncio.Task[None]] = set()
        self._acts: dict[str, Act] = {}
        self._only: dict[str, frozenset[int]] = {}
        """By the path, the numbers of the requests with which it is done, where not with all."""
        self.connections = 0
        """How many have come so far."""
        self.asked: list[str] = []
        """The paths of all requests so far."""

    async def __aenter__(self) -> Self:
        """Listen, on a port of this machine that stays the same from then on."""
        self._reserved.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        self._reserved.bind(("127.0.0.1", 0))
        self._port = self._reserved.getsockname()[1]
        await self._listen()
        return self

    async def __aexit__(self, *_: object) -> None:
        """Listen no more."""
        await self._close()
        self._reserved.close()

    @property
    def url(self) -> str:
        """Its address, with a name that has to be looked up."""
        return f"{self._scheme}://localhost:{self._port}"

    @contextmanager
    def does(self, act: Act, path: str = "/v1/plate-reader/") -> Iterator[None]:
        """Do this with all requests for a path, meanwhile."""
        self._acts[path] = act
        try:
            yield
        finally:
            del self._acts[path]

    @contextmanager
    def meets(self, act: Act, path: str, *numbers: int) -> Iterator[None]:
        """Do this with those requests for a path alone, counted from now on, beginning with 1."""
        until = self.asked.count(path)
        self._only[path] = frozenset(until + number for number in numbers)
        try:
            with self.does(act, path):
                yield
        finally:
            del self._only[path]

    @asynccontextmanager
    async def is_gone(self) -> AsyncIterator[None]:
        """Have nobody listen, meanwhile."""
        await self._close()
        yield
        await self._listen()

    @contextmanager
    def speaks(self, tls: SSLContext | None) -> Iterator[None]:
        """Speak with this certificate meanwhile; with none, plain HTTP."""
        own, self._speaks = self._speaks, tls
        try:
            yield
        finally:
            self._speaks = own

    async def _listen(self) -> None:
        self._server = await asyncio.start_server(
            self._connected, "127.0.0.1", self._port, limit=_BLOCK, reuse_port=True
        )

    async def _close(self) -> None:
        assert self._server is not None
        self._server.close()
        for exchange in self._exchanges:
            exchange.cancel()
        await asyncio.gather(*self._exchanges, return_exceptions=True)
        await self._server.wait_closed()

    async def _connected(self, reader: StreamReader, writer: StreamWriter) -> None:
        exchange = asyncio.current_task()
        assert exchange is not None
        self._exchanges.add(exchange)
        self.connections += 1
        try:
            with suppress(OSError, asyncio.IncompleteReadError):
                await self._exchange(reader, writer)
        finally:
            self._exchanges.discard(exchange)
            writer.close()

    async def _exchange(self, reader: StreamReader, writer: StreamWriter) -> None:
        if self._speaks is not None:
            await writer.start_tls(self._speaks)
        head = await reader.readexactly(1)
        if head == _HELLO:
            writer.write(head_of(400, 0))
            return
        head += await reader.readuntil(b"\r\n\r\n")
        length = _LENGTH.search(head)
        body = await reader.readexactly(int(length[1]) if length else 0)
        path = head.split(b" ", 2)[1].decode()
        self.asked.append(path)
        number = self.asked.count(path)
        if (act := self._acts.get(path)) and number in self._only.get(path, (number,)):
            await act(reader, writer)
        else:
            await self._relay(_CONNECTION.sub(b"", head), body, writer)
        await writer.drain()

    async def _relay(self, head: bytes, body: bytes, writer: StreamWriter) -> None:
        assert self._sandbox.port is not None
        answer, request = await asyncio.open_connection("127.0.0.1", self._sandbox.port)
        try:
            request.write(head[:-2] + b"Connection: close\r\n\r\n" + body)
            while block := await answer.read(_BLOCK):
                writer.write(block)
                await writer.drain()
        finally:
            request.close()


def sends(*blocks: bytes) -> Act:
    """Answer with these bytes, whatever they are, and hang up."""

    async def act(_reader: StreamReader, writer: StreamWriter) -> None:
        for block in blocks:
            writer.write(block)
            await writer.drain()

    return act


def says(status: int, body: bytes = b"", **headers: str) -> Act:
    """Answer with a status and a body."""
    return sends(head_of(status, len(body), **headers) + body)


def head_of(status: int, length: int | None = None, **headers: str) -> bytes:
    """Return the head of an answer, with the length of its body if it is told."""
    reasons = {each.value: each.phrase for each in HTTPStatus}
    told = {"Connection": "close", **({} if length is None else {"Content-Length": str(length)})}
    told |= {name.replace("_", "-"): value for name, value in headers.items()}
    lines = [f"HTTP/1.1 {status} {reasons.get(status, 'Whatever')}"]
    lines += [f"{name}: {value}" for name, value in told.items()]
    return "\r\n".join([*lines, "", ""]).encode()


async def hangs_up(_reader: StreamReader, writer: StreamWriter) -> None:
    """Drop the connection without a word."""
    writer.transport.abort()


def stalls(after: bytes = b"") -> Act:
    """Send this, then nothing more until the other side gives up."""

    async def act(reader: StreamReader, writer: StreamWriter) -> None:
        writer.write(after)
        await reader.read()

    return act


def waits_for(goes: asyncio.Event, act: Act) -> Act:
    """Do this when a test lets it go."""

    async def waiting(reader: StreamReader, writer: StreamWriter) -> None:
        await goes.wait()
        await act(reader, writer)

    return waiting


def drips(head: bytes, drop: bytes = b" ") -> Act:
    """Send a drop of the body now and then, for ever."""

    async def act(_reader: StreamReader, writer: StreamWriter) -> None:
        writer.write(head)
        while True:
            writer.write(drop)
            await writer.drain()
            await asyncio.sleep(0.01)

    return act


def floods(head: bytes, megabytes: int) -> Act:
    """Send a body of so many megabytes, as far as anybody takes it."""
    return sends(head, *([b"x" * 1_000_000] * megabytes))
