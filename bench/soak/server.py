"""A cloud and an SDK in one, which read what pictures say of themselves, and often fail.

What day it is, it takes from the lookups: they come from a home whose time runs ahead.
"""

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
import json
from multiprocessing.connection import Connection
from random import Random
import re
from typing import Final, override

from .faults import FAULTS, Answer, fault, response
from .traffic import results, scene_of

_LOOKUP: Final = b"POST /v1/plate-reader/ "
_STATISTICS: Final = b"GET /v1/statistics/ "
_INFO: Final = b"GET /info/ "
_LENGTH: Final = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_NONCE: Final = re.compile(rb'filename="([0-9a-f]+)\.')
_MOMENT: Final = re.compile(rb'name="timestamp"\r\n\r\n([^\r]+)')
_MONTHLY_LOOKUPS: Final = 60_000
_SLOW_IN_100: Final = 2
_SLOW: Final = 8.0
"""Seconds of the home's clock that a slow answer takes."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What was answered to a lookup."""

    nonce: str
    """That marked it."""
    fault: str | None
    plates: tuple[str, ...]
    """Which a sound answer names."""


@dataclass(slots=True)
class Service:
    """What all connections share."""

    random: Random
    pace: float
    answered: list[Answered] = field(default_factory=list)
    elsewhere: int = 0
    """Requests for what no client of ours may ask for."""
    now: datetime = datetime(1, 1, 1, tzinfo=UTC)
    calls: int = 0
    connections: set[asyncio.Transport] = field(default_factory=set)
    _numbers: count[int] = field(default_factory=count)

    def answer(self, request: bytes) -> Answer:
        """Answer a request."""
        if request.startswith(_LOOKUP):
            return self._look_up(request)
        if request.startswith((_STATISTICS, _INFO)):
            return Answer(response("200 OK", self._usage(is_sdk=request.startswith(_INFO))))
        self.elsewhere += 1
        return Answer(response("404 Not Found", b""))

    def _look_up(self, request: bytes) -> Answer:
        nonce, moment = _NONCE.search(request), _MOMENT.search(request)
        if nonce is None or moment is None:
            raise ValueError("A lookup came without a file, or without a time")
        self._it_is(datetime.fromisoformat(moment[1].decode()).replace(tzinfo=UTC))
        scene = scene_of(request)
        plates = tuple(plate for plate in scene if plate)
        name = fault(self.random)
        self.answered.append(Answered(nonce[1].decode(), name, plates))
        body = json.dumps(
            {
                "processing_time": 40.0,
                "results": list(results(scene, self.random)),
                "filename": f"{next(self._numbers)}_{nonce[1].decode()}.jpg",
                "version": 1,
                "camera_id": None,
                "timestamp": moment[1].decode(),
            }
        ).encode()
        if name is not None:
            return FAULTS[name](body)
        self.calls += 1
        is_slow = self.random.random() * 100 < _SLOW_IN_100
        return Answer(response("201 Created", body), _SLOW if is_slow else 0.0)

    def _it_is(self, now: datetime) -> None:
        if (now.year, now.month) > (self.now.year, self.now.month):
            self.calls = 0
        self.now = max(now, self.now)

    def _usage(self, *, is_sdk: bool) -> bytes:
        if is_sdk:
            usage = {"calls": self.calls, "max_calls": _MONTHLY_LOOKUPS}
            return json.dumps({"version": "1.60.0", "usage": usage}).encode()
        year, month = self.now.year, self.now.month
        resets_on = datetime(year + month // 12, month % 12 + 1, 1, tzinfo=UTC)
        usage = {"month": month, "calls": self.calls, "year": year}
        statistics = {
            "usage": {**usage, "resets_on": resets_on.isoformat()},
            "total_calls": _MONTHLY_LOOKUPS,
        }
        return json.dumps(statistics).encode()


class Exchanges(asyncio.Protocol):
    """One connection: a request, its answer, and so on."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._received = b""

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 - a TCP server's
        self._transport = transport
        self._service.connections.add(transport)

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        self._service.connections.discard(self._transport)

    @override
    def data_received(self, data: bytes) -> None:
        self._received += data
        head, end, body = self._received.partition(b"\r\n\r\n")
        if not end:
            return
        length = _LENGTH.search(head)
        if len(body) < (int(length[1]) if length else 0):
            return
        request, self._received = self._received, b""
        answer = self._service.answer(request)
        if answer.seconds:
            seconds = answer.seconds / self._service.pace
            asyncio.get_running_loop().call_later(seconds, self._send, answer)
        else:
            self._send(answer)

    def _send(self, answer: Answer) -> None:
        if self._transport.is_closing():
            return
        self._transport.write(answer.content)
        if answer.hangs_up:
            self._transport.close()


def serve(connection: Connection, seed: int, now: datetime, pace: float) -> None:
    """Listen on 127.0.0.1 and say on which port, until the process is ended.

    On the connection, None is answered with what was `Answered` since the last time, and how often
    something was asked for that nobody may ask for; True hangs up on everybody.
    """
    asyncio.run(_serve(connection, Service(Random(seed), pace, now=now)))


async def _serve(connection: Connection, service: Service) -> None:
    loop = asyncio.get_running_loop()

    def obey() -> None:
        try:
            order = connection.recv()
        except EOFError:  # whoever started this is gone
            server.close()
            loop.remove_reader(connection.fileno())
            return
        if order is None:
            connection.send((service.answered, service.elsewhere))
            service.answered = []
            return
        for transport in tuple(service.connections):
            transport.abort()
        connection.send(None)

    server = await loop.create_server(lambda: Exchanges(service), "127.0.0.1", 0)
    loop.add_reader(connection.fileno(), obey)
    connection.send(server.sockets[0].getsockname()[1])
    await server.wait_closed()
