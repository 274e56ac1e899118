"""A process of its own, which does what it is told and answers."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any

from .errors import BenchError

_PATIENCE = 120.0
"""Seconds for the process to start or to answer."""


class Process:
    """A running one. Its methods wait for it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def ask(self, order: object) -> Any:  # noqa: ANN401 - whatever it pickles
        """Tell the process to do something; return its answer.

        Raises:
            BenchError: there is none.
        """
        self._connection.send(order)
        return self.receive()

    def receive(self) -> Any:  # noqa: ANN401
        """Return what the process says by itself.

        Raises:
            BenchError: it says nothing.
        """
        try:
            if self._connection.poll(_PATIENCE):
                return self._connection.recv()
        except EOFError, OSError:  # it is gone
            pass
        raise BenchError("A process of the benchmark doesn't answer")


@contextmanager
def process(run: Callable[..., None], *arguments: object) -> Iterator[Process]:
    """Run a function in a process for as long as the block takes.

    Args:
        run: is given this end's counterpart, a `Connection`, and then the arguments.
        arguments: which can be pickled.
    """
    context = get_context("spawn")
    connection, its_connection = context.Pipe()
    running = context.Process(target=run, args=(its_connection, *arguments), daemon=True)
    running.start()
    its_connection.close()
    try:
        yield Process(connection)
    finally:
        running.terminate()
        running.join()
