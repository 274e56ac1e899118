"""How late an event loop gets round to what is due."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

_INTERVAL = 0.005
"""Seconds between two beats."""


@asynccontextmanager
async def heartbeat() -> AsyncIterator[list[float]]:
    """Give a list to which each beat adds the seconds that it came too late.

    Beats are due at fixed times. While the loop is busy with something else, several may become
    due, and each of them counts with its own lateness: a long stop is not one late beat.
    """
    late: list[float] = []
    beating = asyncio.create_task(_beat(late))
    try:
        yield late
    finally:
        beating.cancel()


async def _beat(late: list[float]) -> None:
    time = asyncio.get_running_loop().time
    due = time() + _INTERVAL
    while True:
        await asyncio.sleep(due - time())
        now = time()
        while due <= now:
            late.append(now - due)
            due += _INTERVAL
