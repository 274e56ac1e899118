"""Telling the integration's callbacks from all others."""

import asyncio

from bench.callbacks import listed
from custom_components.plate_recognizer.pipeline.area import Area


async def test_a_callback_counts_if_code_of_the_integration_runs_in_it() -> None:
    with listed() as callbacks:
        asyncio.get_running_loop().call_soon(Area.parse, "0, 0, 50, 50")
        asyncio.get_running_loop().call_soon(sum, range(1000))
        await asyncio.sleep(0)
        await asyncio.sleep(0)

    assert [first for _, first in callbacks] == ["Area.parse"]


async def test_each_step_of_a_task_counts_for_itself() -> None:
    async def scan() -> None:
        Area.parse("0, 0, 50, 50")
        await asyncio.sleep(0)  # a step without the integration
        await asyncio.sleep(0)
        Area.parse("0, 0, 50, 50")

    with listed() as callbacks:
        await asyncio.create_task(scan())

    assert len(callbacks) == 2


async def test_what_runs_in_the_executor_holds_nobody_up() -> None:
    with listed() as callbacks:
        await asyncio.to_thread(Area.parse, "0, 0, 50, 50")

    assert callbacks == []
