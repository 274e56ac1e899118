"""The clock that jumps: everybody goes by it, and nobody waits."""

import asyncio
from collections.abc import Coroutine
from datetime import UTC, datetime, timedelta
import time
from typing import Any

from homeassistant.util import dt as dt_util
import pytest

from bench.errors import BenchError
from bench.simulated_day.virtual_time import VirtualClock, VirtualLoop

START = datetime(2026, 5, 14, 6, 30, tzinfo=UTC)


def run(main: Coroutine[Any, Any, None]) -> VirtualClock:
    clock = VirtualClock(START)
    loop = VirtualLoop(clock)
    try:
        with clock.everywhere():
            loop.run_until_complete(main)
    finally:
        loop.close()
    return clock


def test_a_day_passes_at_once_and_timers_keep_their_order() -> None:
    order = []

    async def note(seconds: float) -> None:
        await asyncio.sleep(seconds)
        order.append(seconds)

    async def main() -> None:
        await asyncio.gather(note(86_400), note(1), note(3600))

    clock = run(main())
    assert order == [1, 3600, 86_400]
    assert clock.seconds == pytest.approx(86_400)


def test_everybody_is_told_the_same_time() -> None:
    async def main() -> None:
        await asyncio.sleep(90)
        then = START + timedelta(seconds=90)
        assert dt_util.utcnow() == then
        assert dt_util.now() == then
        assert time.time() == then.timestamp()

    run(main())


def test_the_real_time_is_back_afterwards() -> None:
    async def main() -> None:
        await asyncio.sleep(1)

    run(main())
    assert abs(dt_util.utcnow() - datetime.now(UTC)) < timedelta(days=1)


def test_what_is_for_the_executor_is_done_at_once_with_its_failures() -> None:
    def fail() -> None:
        raise ValueError("on purpose")

    async def main() -> None:
        loop = asyncio.get_running_loop()
        assert await loop.run_in_executor(None, sum, (1, 2)) == 3
        with pytest.raises(ValueError, match="on purpose"):
            await loop.run_in_executor(None, fail)

    assert run(main()).seconds == 0


def test_a_simulation_that_hangs_ends_with_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bench.simulated_day.virtual_time._PATIENCE", 0.01)

    async def main() -> None:
        await asyncio.get_running_loop().create_future()

    with pytest.raises(BenchError):
        run(main())
