"""The heartbeat that tells how late an event loop is."""

import asyncio
import time

from bench.heartbeat import heartbeat


async def beats(late: list[float], number: int) -> None:
    """Wait until there are more beats than that."""
    while len(late) <= number:  # noqa: ASYNC110 - a list tells nobody when it grows
        await asyncio.sleep(0)


async def test_an_idle_loop_beats() -> None:
    async with heartbeat() as late:
        await beats(late, 3)

    assert min(late) >= 0


async def test_a_stop_counts_as_every_beat_that_it_kept_from_coming() -> None:
    async with heartbeat() as late:
        await beats(late, 0)
        before = len(late)
        time.sleep(0.1)  # noqa: ASYNC251 - this is the stop
        await beats(late, before)

    # Each of the beats that became due meanwhile is less late than the one before it.
    missed = late[before:]
    assert len(missed) >= 19
    assert missed == sorted(missed, reverse=True)
