"""Starts the stub server as a process of its own, and talks to it."""

from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any

from .errors import BenchError
from .stub_server import Received, serve

_PATIENCE = 30.0
"""Seconds for the process to start or to answer."""


class StubApi:
    """A running stub server. Its methods wait for it, which takes about a millisecond."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.url = f"http://127.0.0.1:{self._receive()}"

    @property
    def lookup_url(self) -> str:
        """Where pictures are posted to."""
        return f"{self.url}/v1/plate-reader/"

    def take_time(self, seconds: float) -> None:
        """Have each lookup take that long, from its last byte on."""
        self._connection.send(seconds)
        self._receive()

    def received(self) -> list[Received]:
        """Return the pictures that came since this was last asked."""
        received: list[Received] = self._ask()[0]
        return received

    def last_picture(self) -> bytes:
        """Return the picture that came last, and forget about those before."""
        picture: bytes = self._ask()[1]
        return picture

    def _ask(self) -> Any:  # noqa: ANN401 - whatever was pickled
        self._connection.send(None)
        return self._receive()

    def _receive(self) -> Any:  # noqa: ANN401
        if not self._connection.poll(_PATIENCE):
            raise BenchError("The stub server doesn't answer")
        return self._connection.recv()


@contextmanager
def stub_api() -> Iterator[StubApi]:
    """Run a stub server for as long as the block takes."""
    context = get_context("spawn")
    connection, its_connection = context.Pipe()
    process = context.Process(target=serve, args=(its_connection,), daemon=True)
    process.start()
    try:
        yield StubApi(connection)
    finally:
        process.terminate()
        process.join()
