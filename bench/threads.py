"""For how long a scan holds one of Home Assistant's threads, of which there are few."""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from time import perf_counter
from typing import Any, Final
from unittest.mock import patch

from .bench import Bench
from .budgets import Beside, Unit
from .cases import SERVER_SECONDS
from .errors import BenchError
from .figures import Quartiles
from .rounds import in_turn
from .table import ms, table

OURS: Final = "scan"
OLDER: Final = "older integration's scan"


@dataclass(frozen=True, slots=True)
class ThreadTimes:
    """The seconds of a thread that scans of a whole picture took, at one speed of the server."""

    case: str
    server_seconds: float
    ours: Sequence[float]
    older: Sequence[float]


async def measure_threads(bench: Bench) -> list[ThreadTimes]:
    """Scan the first case in both manners, and add up what threads were busy with, or waited for.

    Raises:
        BenchError: the executor isn't the one that is expected.
    """
    home, case = bench.home, bench.cases[0]
    steps = {
        OURS: partial(_held, bench, lambda: home.scan(case.name)),
        OLDER: partial(_held, bench, lambda: home.older_scan(case.name)),
    }
    measured = []
    for server_seconds in SERVER_SECONDS:
        bench.api.take_time(server_seconds)
        seconds = await in_turn(steps, bench.rounds)
        measured.append(ThreadTimes(case.name, server_seconds, seconds[OURS], seconds[OLDER]))
    bench.api.received()
    return measured


def threads_report(measured: Sequence[ThreadTimes]) -> str:
    """Tell for how long threads are held."""
    header = ("A thread is held by", "server", OURS, OLDER)
    rows = [
        (
            each.case,
            ms(each.server_seconds),
            *(ms(Quartiles.of(seconds).median) for seconds in (each.ours, each.older)),
        )
        for each in measured
    ]
    return table(header, rows)


def threads_beside(measured: Sequence[ThreadTimes]) -> list[Beside]:
    """Put both beside each other."""
    return [
        Beside(
            f"A thread is held by a scan, {each.case}, server {ms(each.server_seconds)}",
            Unit.SECONDS,
            Quartiles.of(each.ours).median,
            Quartiles.of(each.older).median,
        )
        for each in measured
    ]


async def _held(bench: Bench, scan: Callable[[], Awaitable[float]]) -> float:
    with _threads_of(bench) as seconds:
        await scan()
        await bench.home.hass.async_block_till_done()
    return sum(seconds)


@contextmanager
def _threads_of(bench: Bench) -> Iterator[list[float]]:
    """Give a list to which each job of the event loop's executor adds the seconds it took."""
    executor = getattr(bench.home.hass.loop, "_default_executor", None)
    if executor is None:
        raise BenchError("The event loop has no executor")
    seconds: list[float] = []
    submit = executor.submit

    def timing(job: Callable[..., Any], /, *arguments: Any, **named: Any) -> Any:  # noqa: ANN401 - as an executor's
        def run() -> Any:  # noqa: ANN401
            started = perf_counter()
            try:
                return job(*arguments, **named)
            finally:
                seconds.append(perf_counter() - started)

        return submit(run)

    with patch.object(executor, "submit", timing):
        yield seconds
