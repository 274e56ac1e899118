"""Starts the stub server as a process of its own, and talks to it."""

from collections.abc import Iterator
from contextlib import contextmanager

from .process import Process, process
from .stub_server import Received, serve


class StubApi:
    """A running stub server. Its methods wait for it, which takes about a millisecond."""

    def __init__(self, server: Process) -> None:
        self._server = server
        self.url = f"http://127.0.0.1:{server.receive()}"

    @property
    def lookup_url(self) -> str:
        """Where pictures are posted to."""
        return f"{self.url}/v1/plate-reader/"

    @property
    def statistics_url(self) -> str:
        """Where an account's usage is asked for."""
        return f"{self.url}/v1/statistics/"

    def take_time(self, seconds: float) -> None:
        """Have each lookup take that long, from its last byte on."""
        self._server.ask(seconds)

    def received(self) -> list[Received]:
        """Return the pictures that came since this was last asked."""
        received: list[Received] = self._server.ask(None)[0]
        return received

    def last_picture(self) -> bytes:
        """Return the picture that came last, and forget about those before."""
        picture: bytes = self._server.ask(None)[1]
        return picture


@contextmanager
def stub_api() -> Iterator[StubApi]:
    """Run a stub server for as long as the block takes."""
    with process(serve) as server:
        yield StubApi(server)
