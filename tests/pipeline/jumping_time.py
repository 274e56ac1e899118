"""An event loop whose clock jumps to whatever is due next: hours of waiting take no time."""

import asyncio
from collections.abc import Coroutine
import selectors
from typing import Any, override


class _NeverWaits(selectors.DefaultSelector):
    """Looks what is ready, and lets the time pass in which it would have waited."""

    passed = 0.0

    @override
    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        assert timeout is not None, "everybody waits for somebody else"
        self.passed += max(timeout, 0.0)
        return super().select(0)


class JumpingLoop(asyncio.SelectorEventLoop):
    """Everything else is as in any loop."""

    def __init__(self) -> None:
        self._jumping = _NeverWaits()
        super().__init__(self._jumping)

    @override
    def time(self) -> float:
        return 1000.0 + self._jumping.passed


def run[T](scenario: Coroutine[Any, Any, T]) -> T:
    """Run a scenario to its end, and see that it leaves nothing behind."""
    with asyncio.Runner(loop_factory=JumpingLoop) as runner:
        return runner.run(_alone(scenario))


async def _alone[T](scenario: Coroutine[Any, Any, T]) -> T:
    result = await scenario
    assert asyncio.all_tasks() == {asyncio.current_task()}
    return result
