"""Sends webhooks as fast as a sender can, and notes how long each waits for its answer.

Written on bare sockets: an HTTP client hides when its last byte has gone.
"""

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
import itertools
import json
from multiprocessing.connection import Connection
from pathlib import Path
import socket
from time import perf_counter
from typing import Any, Final

_SAMPLE: Final = Path(__file__).parents[1] / "tests/api/samples/field-webhook-stream.json"
"""One plate, as Stream was seen to send it."""
_BOUNDARY: Final = "9d1f7c2b5e8a4f60b3c1a7d2e4f58c96"
_VEHICLES: Final = 20
"""That pass the camera in turn. Each has an open visit, which every further picture is held
against: what taking in costs grows with them."""
_PATIENCE: Final = 60.0
"""Seconds for an answer."""
_MOST_HEAD: Final = 65_536
"""Bytes of an answer's head."""

type Blocks = tuple[bytes, ...]
"""A request's bytes, the picture in a block of its own."""


@dataclass(frozen=True, slots=True)
class Receiver:
    """Who is sent to, on this machine."""

    port: int
    path: str
    secret: str
    camera: str


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be sent, and how."""

    to: Receiver
    picture: str | None
    """Its name among those that the sender has; None for JSON alone."""
    count: int = 1
    connections: int = 1
    """That send at once. They are open before the first byte goes."""


@dataclass(frozen=True, slots=True)
class Answered:
    """One webhook."""

    status: int
    sent_at: float
    """When the system had taken its last byte, by a clock that all processes share. Of a large
    body the receiver has megabytes before it then, which the system takes in advance."""
    seconds: float
    """From then until the answer's head had come."""


def serve(connection: Connection, pictures: Mapping[str, bytes]) -> None:
    """Carry out each `Order` that comes, until the process is ended.

    Each is answered by a list of `Answered`. No two webhooks are the same.
    """
    sample = json.loads(_SAMPLE.read_bytes())
    moments = itertools.count()
    while True:
        order: Order = connection.recv()
        picture = pictures[order.picture] if order.picture else None
        request = partial(_request, order.to, picture, sample, moments)
        connection.send(_sent(order, request))


def _sent(order: Order, request: Callable[[int], Blocks]) -> list[Answered]:
    """Send as many requests as are wanted.

    Args:
        order: how many, and over how many connections.
        request: builds one about a vehicle, which it is given the number of.
    """
    numbers = iter(range(order.count))
    connected = [_connected(order.to.port) for _ in range(order.connections)]

    def run(connection: socket.socket) -> list[Answered]:
        with connection:
            return [_answered(connection, request(number % _VEHICLES)) for number in numbers]

    with ThreadPoolExecutor(order.connections) as threads:
        return list(itertools.chain.from_iterable(threads.map(run, connected)))


def _connected(port: int) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", port), _PATIENCE)
    # As HTTP clients have it: else the system keeps the last bytes back for some time.
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return connection


def _answered(connection: socket.socket, blocks: Blocks) -> Answered:
    for block in blocks:
        connection.sendall(block)
    sent = perf_counter()
    head = b""
    while b"\r\n\r\n" not in head:
        more = connection.recv(_MOST_HEAD)
        if not more:
            raise ConnectionError("The receiver hung up")
        head += more
    return Answered(int(head.split(b" ", 2)[1]), sent, perf_counter() - sent)


def _request(
    to: Receiver,
    picture: bytes | None,
    sample: Mapping[str, Any],
    moments: Iterator[int],
    vehicle: int,
) -> Blocks:
    payload = _payload(to.camera, sample, next(moments), vehicle)
    if picture is None:
        return (_head(to, "application/json", len(payload)) + payload,)
    before = (
        f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="json"\r\n\r\n'.encode()
        + payload
        + f'\r\n--{_BOUNDARY}\r\nContent-Disposition: form-data; name="upload"; '
        'filename="car.jpg"\r\nContent-Type: image/jpeg\r\n\r\n'.encode()
    )
    after = f"\r\n--{_BOUNDARY}--\r\n".encode()
    length = len(before) + len(picture) + len(after)
    head = _head(to, f"multipart/form-data; boundary={_BOUNDARY}", length)
    return head + before, picture, after


def _payload(camera: str, sample: Mapping[str, Any], moment: int, vehicle: int) -> bytes:
    (result,) = sample["data"]["results"]
    plate = f"8abc{vehicle:03}"
    data = {
        **sample["data"],
        "camera_id": camera,
        "timestamp": f"2026-02-11T09:14:07.{moment:06}Z",
        "results": [{**result, "plate": plate, "candidates": [{"plate": plate}]}],
    }
    return json.dumps({"hook": {**sample["hook"], "id": camera}, "data": data}).encode()


def _head(to: Receiver, content_type: str, length: int) -> bytes:
    return (
        f"POST {to.path} HTTP/1.1\r\nHost: 127.0.0.1:{to.port}\r\n"
        f"Authorization: Token {to.secret}\r\nContent-Type: {content_type}\r\n"
        f"Content-Length: {length}\r\n\r\n"
    ).encode()
