"""The API as cheap as it can be: takes a request's bytes and writes a fixed answer.

It knows just enough of HTTP for the clients of the benchmarks, which all send a Content-Length.
What the server takes, scan and baseline both wait for, and it makes their ratio look better: with
the sandbox, which takes the form apart and opens the picture, a bare POST takes thrice as long.
An aiohttp server that reads the body and does nothing else is as quick as this one within a tenth.
"""

import asyncio
from dataclasses import dataclass, field
import json
from multiprocessing.connection import Connection
from pathlib import Path
import re
from typing import Final, override
from zlib import crc32

NOBODY: Final = b"nobody is there"
"""What a picture begins with, in a comment of its own, that has no plate on it."""
_FIRST_CHUNKS: Final = 3
"""In which a picture's beginning is, and which don't take long to look through."""

_SAMPLES: Final = Path(__file__).parents[1] / "tests/api/samples"
_LOOKUP: Final = b"POST /v1/plate-reader/ "
_LENGTH: Final = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_FILE: Final = re.compile(
    rb'filename="(?P<name>[^"]*)"[^\0]*?\r\n\r\n(?P<content>.*)\r\n--', re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Received:
    """A picture that was uploaded."""

    name: str
    """Of its file, as the client gave it."""
    length: int
    """Bytes."""
    checksum: int
    """CRC-32 of its bytes."""

    @classmethod
    def of(cls, name: str, content: bytes) -> Received:
        """Describe a picture."""
        return cls(name, len(content), crc32(content))


@dataclass(slots=True)
class Api:
    """What all connections of the server share."""

    seconds: float = 0.0
    """From a lookup's last byte to its answer."""
    received: list[Received] = field(default_factory=list)
    picture: bytes = b""
    """The last one received."""

    def take(self, body: bytes) -> None:
        """Note which picture a lookup brought."""
        if (file := _FILE.search(body)) is None:
            raise ValueError("A lookup came without a file")
        self.picture = file["content"]
        self.received.append(Received.of(file["name"].decode(), self.picture))


class Exchanges(asyncio.Protocol):
    """One connection: a request, its answer, and so on."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self._chunks: list[bytes] = []
        self._missing: int | None = None
        """Bytes; None until the request's head is there."""

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 - a TCP server's
        self._transport = transport

    @override
    def data_received(self, data: bytes) -> None:
        self._chunks.append(data)
        if self._missing is None:
            self._read_head()
        else:
            self._missing -= len(data)
        if self._missing is not None and self._missing <= 0:
            request, self._chunks, self._missing = self._chunks, [], None
            self._answer(request)

    def _read_head(self) -> None:
        self._chunks = [b"".join(self._chunks)]
        head, end, body = self._chunks[0].partition(b"\r\n\r\n")
        if end:
            length = _LENGTH.search(head)
            self._missing = (int(length[1]) if length else 0) - len(body)

    def _answer(self, request: list[bytes]) -> None:
        if not request[0].startswith(_LOOKUP):
            self._transport.write(_STATISTICS)
            return
        loop = asyncio.get_running_loop()
        is_empty = any(NOBODY in chunk for chunk in request[:_FIRST_CHUNKS])
        answer = _NOTHING if is_empty else _RECOGNITION
        if self._api.seconds:
            loop.call_later(self._api.seconds, self._transport.write, answer)
        else:
            self._transport.write(answer)
        # The client has its answer, or waits for it: only now is there time to look.
        loop.call_soon(lambda: self._api.take(b"".join(request)))


def serve(connection: Connection) -> None:
    """Listen on 127.0.0.1 and say on which port, until the process is ended.

    On the connection, a number sets the seconds that a lookup takes; None is answered with the
    pictures received since the last None, and with the content of the last of them.
    """
    asyncio.run(_serve(connection))


async def _serve(connection: Connection) -> None:
    api = Api()
    loop = asyncio.get_running_loop()

    def obey() -> None:
        match connection.recv():
            case None:
                connection.send((api.received, api.picture))
                api.received = []
            case seconds:
                api.seconds = seconds
                connection.send(seconds)

    server = await loop.create_server(lambda: Exchanges(api), "127.0.0.1", 0)
    loop.add_reader(connection.fileno(), obey)
    connection.send(server.sockets[0].getsockname()[1])
    await server.serve_forever()


def _sample(name: str) -> bytes:
    return (_SAMPLES / name).read_bytes()


def _response(status: str, body: bytes) -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {len(body)}"
    return f"{head}\r\n\r\n".encode() + body


_RECOGNITION: Final = _response("201 Created", _sample("ref-plate-mode-mmc.json"))
_NOTHING: Final = _response(
    "201 Created",
    json.dumps({**json.loads(_sample("ref-plate-mode-mmc.json")), "results": []}).encode(),
)
_STATISTICS: Final = _response("200 OK", _sample("ref-statistics.json"))
"""What the API's reference shows."""
