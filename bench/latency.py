"""How late Home Assistant's event loop is while pictures are scanned without a break."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

from .baselines import bare_post
from .bench import Bench
from .cases import Case
from .figures import Tail
from .heartbeat import heartbeat
from .pictures import UHD
from .rounds import own_garbage_only

LATEST: Final = 0.020
"""Seconds that the loop may be late in 99 of 100 cases while 4K is scanned."""

_TURN: Final = 0.25
"""Seconds of one kind of work, then of the next: so that what else the machine does meets all."""


@dataclass(frozen=True, slots=True)
class Lateness:
    """The loop's, during one kind of work."""

    work: str
    done: int
    """How often the work was done meanwhile."""
    seconds: Tail
    is_scan: bool


async def measure_lateness(bench: Bench) -> list[Lateness]:
    """Measure it idle, during bare POSTs and during scans of each 4K case, in turn.

    A collection of garbage that looks through all of Home Assistant takes 130 ms. It comes after
    thousands of scans, whoever makes them, and is left out: see `own_garbage_only`.
    """
    bench.api.take_time(0)
    large = [case for case in bench.cases if case.resolution == UHD]
    session, url = bench.home.session, bench.api.lookup_url
    works: dict[str, Callable[[], Awaitable[object]]] = {
        "nothing": lambda: asyncio.sleep(0.02),
        f"bare POSTs of {large[0].name}": lambda: bare_post(session, url, large[0].picture),
        **{f"scans of {case.name}": _scan(bench, case) for case in large},
    }
    late: dict[str, list[float]] = {work: [] for work in works}
    done = dict.fromkeys(works, 0)
    with own_garbage_only():
        for work, do in [*works.items()] * bench.rounds:
            async with heartbeat() as beats:
                done[work] += await _repeat(do, _TURN)
            late[work] += beats
    return [
        Lateness(work, done[work], Tail.of(beats), work.startswith("scans"))
        for work, beats in late.items()
    ]


def _scan(bench: Bench, case: Case) -> Callable[[], Awaitable[object]]:
    return lambda: bench.home.scan(case.name)


async def _repeat(do: Callable[[], Awaitable[object]], seconds: float) -> int:
    """Do something again and again, at least once; return how often it was done."""
    loop = asyncio.get_running_loop()
    end = loop.time() + seconds
    times = 0
    while not times or loop.time() < end:
        await do()
        times += 1
    return times
