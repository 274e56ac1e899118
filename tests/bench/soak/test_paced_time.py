"""The clock that jumps where only timers are waited for, and waits for whoever is at work."""

import asyncio
from collections.abc import Coroutine
from datetime import UTC, datetime
import threading
from typing import Any

import pytest

from bench.errors import BenchError
from bench.soak.busy import Busy
from bench.soak.paced_time import PacedClock, PacedLoop

START = datetime(2026, 5, 14, 6, 30, tzinfo=UTC)


def run(main: Coroutine[Any, Any, None], clock: PacedClock) -> None:
    loop = PacedLoop(clock, Busy())
    try:
        with clock.everywhere():
            loop.run_until_complete(main)
            loop.run_until_complete(loop.shutdown_default_executor())
    finally:
        loop.close()


@pytest.fixture
def clock() -> PacedClock:
    return PacedClock(START)


def test_a_day_passes_at_once(clock: PacedClock) -> None:
    run(asyncio.sleep(86_400), clock)

    assert clock.seconds == pytest.approx(86_400)


def test_the_clock_does_not_jump_while_the_executor_works(clock: PacedClock) -> None:
    """Else a job that takes a moment would take as long as the next timer is away."""
    is_over = threading.Event()

    async def main() -> None:
        loop = asyncio.get_running_loop()
        paces = []
        due = loop.call_later(3600, pytest.fail)
        job = loop.run_in_executor(None, is_over.wait)
        await asyncio.sleep(0)
        paces.append(clock.pace)
        is_over.set()
        await job
        paces.append(clock.pace)
        due.cancel()
        assert paces == [1.0, None]

    run(main(), clock)
    assert clock.seconds < 3600


def test_the_clock_runs_while_a_server_is_waited_for(clock: PacedClock) -> None:
    async def main() -> None:
        with clock.waiting():
            assert clock.pace is not None
            await asyncio.sleep(1)

    run(main(), clock)
    assert clock.pace is None
    assert clock.seconds == pytest.approx(1, abs=0.5)


def test_no_two_moments_are_the_same(clock: PacedClock) -> None:
    """Else two frames of a camera, which are known by their times, could be taken for one."""
    moments = [clock.utcnow() for _ in range(1000)]

    assert len({*moments}) == 1000
    assert moments == sorted(moments)


def test_timers_that_were_cancelled_are_not_among_those_that_are_left(clock: PacedClock) -> None:
    async def main() -> None:
        loop = asyncio.get_running_loop()
        assert isinstance(loop, PacedLoop)
        loop.call_later(10, print)
        loop.call_later(10, print).cancel()
        assert len(loop.timers) == 1

    run(main(), clock)


def test_a_soak_that_hangs_ends_with_an_error(
    clock: PacedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bench.soak.paced_time._PATIENCE", 0.01)

    async def main() -> None:
        await asyncio.get_running_loop().create_future()

    with pytest.raises(BenchError):
        run(main(), clock)
