"""Measures several things in turn, so that what disturbs one disturbs the others, too."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
import gc
from time import perf_counter

type Step[T = float] = Callable[[], Awaitable[T]]
"""Does something once; returns the seconds that it took, or whatever else was measured."""

_PAUSE = 0.003
"""Seconds in which everybody is done with what the last step left behind."""


async def in_turn[T](steps: Mapping[str, Step[T]], rounds: int) -> dict[str, list[T]]:
    """Run each step once in each round, after a round that doesn't count; return what they return.

    Who comes first changes from round to round. Garbage is collected before each step, and the
    collector stays on during it: each step pays for its own garbage and for nobody else's.
    """
    names = list(steps)
    measured: dict[str, list[T]] = {name: [] for name in names}
    for name in names:
        await steps[name]()
    with own_garbage_only():
        for first in range(rounds):
            for place in range(len(names)):
                name = names[(first + place) % len(names)]
                await asyncio.sleep(_PAUSE)
                gc.collect()
                measured[name].append(await steps[name]())
    return measured


@contextmanager
def own_garbage_only() -> Iterator[None]:
    """Have the collector, which stays on, look through nothing that was there before the block."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


async def timed(what: Awaitable[object]) -> float:
    """Wait for something; return the seconds that it took."""
    started = perf_counter()
    await what
    return perf_counter() - started
