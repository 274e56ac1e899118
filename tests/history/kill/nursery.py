"""Has children keep a history, each of which is killed, and looks at what they leave.

A process of its own, so that a child is only forked, and needs not load anything.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
import os
from pathlib import Path
from random import Random
import shutil
import signal
import sys
import tempfile
import time
from typing import NoReturn

from .deadly_calls import DeadlyCalls, DeadlyConnection
from .operations import Operation, Snapshot, history, operations, snapshot


class Nursery:
    """What children do, and what there has to be after each of it."""

    def __init__(self) -> None:
        self.operations: Sequence[Operation] = [*operations()]
        store = history(None)
        self.states: list[Snapshot] = [snapshot(store)]
        for operation in self.operations:
            if not operation.reopens:
                operation.do(store)
            self.states.append(snapshot(store))

    def outlived(self, kill: str, number: int) -> bool:
        """Have a child be killed; say whether it lived to the end, and check what it left.

        Raises:
            AssertionError: that isn't as it has to be.
        """
        with _folder() as folder:
            acknowledged, status = self._life(folder / "history.db", kill, number)
            where = f"{kill} {number}, after {acknowledged} operations"
            assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, f"{where}: it failed"
            self._check(folder / "history.db", acknowledged, where)
            return not os.WIFSIGNALED(status)

    def life(self) -> int:
        """Return how long a life takes that nobody ends, in microseconds."""
        began = time.monotonic()
        with _folder() as folder:
            self._life(folder / "history.db", "statement", 0)
        return round((time.monotonic() - began) * 1e6)

    def _life(self, path: Path, kill: str, number: int) -> tuple[int, int]:
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            self._live(path, kill, number, writing)
        os.close(writing)
        if kill == "outside":
            time.sleep(number / 1e6)  # a moment like any other
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        acknowledged = b""
        while more := os.read(reading, 1000):
            acknowledged += more
        os.close(reading)
        return len(acknowledged), status

    def _live(self, path: Path, kill: str, number: int, acknowledge: int) -> NoReturn:
        try:
            DeadlyConnection.count, DeadlyConnection.deadly = (
                0,
                number if kill == "statement" else 0,
            )
            if kill in {"write", "torn"}:
                DeadlyCalls(number, is_torn=kill == "torn").install()
            store = history(path)
            for operation in self.operations:
                operation.do(store)
                if operation.reopens:
                    store = history(path)
                os.write(acknowledge, b".")
            store.close()
        except BaseException:  # noqa: BLE001 - there is nobody else in this process
            sys.excepthook(*sys.exc_info())
            os._exit(1)
        os._exit(0)

    def _check(self, path: Path, acknowledged: int, where: str) -> None:
        gone = _needles(self.operations[:acknowledged])
        _assert_gone(path.parent, gone, where)
        store = history(path)
        assert store.db.execute("PRAGMA integrity_check").fetchall() == [("ok",)], where
        assert store.db.execute("PRAGMA foreign_key_check").fetchall() == [], where
        found = snapshot(store)
        possible = self.states[acknowledged : acknowledged + 2]
        assert found in possible, f"{where}: something is missing, or half"
        if found != possible[0]:  # the last one was done, though nobody heard of it
            gone |= _needles(self.operations[acknowledged : acknowledged + 1])
        _assert_gone(path.parent, gone, where)
        store.close()


def _needles(done: Sequence[Operation]) -> set[str]:
    return {needle for operation in done for needle in operation.gone}


def _assert_gone(folder: Path, needles: set[str], where: str) -> None:
    raw = b"".join(each.read_bytes() for each in folder.iterdir())
    left = [needle for needle in needles if needle.encode() in raw]
    assert not left, f"{where}: {left} can still be read"


@contextmanager
def _folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp())
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


_DEATHS = 30
"""At random moments, in each of the processes."""
_MOST_LIVES = 10 * _DEATHS
"""On a machine that is busy with other things, a child is often quicker than its killer."""


def main(kill: str, first: int, step: int) -> None:
    """Kill children at every so many moments of a kind, from the first on."""
    nursery, killed = Nursery(), 0
    if kill == "outside":
        random = Random(first)  # noqa: S311 - not the same each time anyway
        longest = nursery.life()
        for _ in range(_MOST_LIVES):
            killed += not nursery.outlived(kill, random.randrange(longest))
            if killed == _DEATHS:
                break
    else:
        number = 1 + first
        while not nursery.outlived(kill, number):
            killed += 1
            number += step
    print(killed)  # noqa: T201 - for the one who started this
