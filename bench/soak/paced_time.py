"""An event loop whose time runs ahead: it jumps where only timers are waited for.

Unlike that of the simulated day, this one has an executor, sockets, and a server in a process of
its own. While one of those has something to do, the clock doesn't jump. While the executor works it
goes as the real one. While a server is asked it runs a fixed number of times as fast: an answer
takes its time, and a server that never answers is given up after as many seconds as ever.
"""

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from datetime import datetime
from selectors import DefaultSelector, SelectorKey
from time import perf_counter, thread_time
from typing import Final, override

from homeassistant.util.executor import InterruptibleThreadPoolExecutor

from ..errors import BenchError
from ..simulated_day.virtual_time import VirtualClock
from .busy import Busy

PACE: Final = 40.0
"""Seconds of this clock in a real one, while a server is waited for."""
_PATIENCE: Final = 30.0
"""Real seconds for something outside to happen, where nothing else is to be done."""
_MOMENT: Final = 2e-6
"""Seconds from one question for the time to the next, at least."""
_THREADS: Final = 64
"""As Home Assistant has it."""


class PacedClock(VirtualClock):
    """The time of a home, and who outside of its loop is working for it.

    Args:
        start: what time it is at first.
    """

    def __init__(self, start: datetime) -> None:
        super().__init__(start)
        self.jobs = 0
        """How many are under way in the executor."""
        self.exchanges = 0
        """How many are under way with servers."""

    @property
    def pace(self) -> float | None:
        """Seconds of this clock in a real one; None if it jumps, as nobody is at work."""
        if self.jobs:
            return 1.0
        return PACE if self.exchanges else None

    def job_done(self) -> None:
        """Note that a job of the executor has ended."""
        self.jobs -= 1

    @override
    def utcnow(self) -> datetime:
        """Say what time it is, in UTC: as everywhere, no two moments are the same."""
        self.seconds += _MOMENT
        return super().utcnow()

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """Ask a server in the block: meanwhile the clock runs, and doesn't jump."""
        self.exchanges += 1
        try:
            yield
        finally:
            self.exchanges -= 1


class _PacedSelector(DefaultSelector):
    """Puts the clock forward instead of waiting, or while it waits; and notes who kept it busy."""

    def __init__(self, clock: PacedClock, busy: Busy) -> None:
        super().__init__()
        self._clock = clock
        self._busy = busy
        self._since: tuple[float, float] | None = None

    @override
    def select(self, timeout: float | None = None) -> list[tuple[SelectorKey, int]]:
        if self._since is not None:
            wall, cpu = self._since
            self._busy.add(perf_counter() - wall, thread_time() - cpu)
        ready = self._select(timeout)
        self._since = perf_counter(), thread_time()
        return ready

    def _select(self, timeout: float | None) -> list[tuple[SelectorKey, int]]:
        ready = super().select(0)
        if ready or (timeout is not None and timeout <= 0):
            return ready
        if timeout is None:
            ready = super().select(_PATIENCE)
            if not ready:
                raise BenchError("Nothing is left to be done, and the soak isn't over")
            return ready
        if (pace := self._clock.pace) is None:
            self._clock.seconds += timeout
            return ready
        started = perf_counter()
        ready = super().select(timeout / pace)
        passed = (perf_counter() - started) * pace
        self._clock.seconds += min(passed, timeout) if ready else timeout
        return ready


class PacedLoop(asyncio.SelectorEventLoop):
    """An event loop that goes by a paced clock, with an executor as Home Assistant has it."""

    def __init__(self, clock: PacedClock, busy: Busy) -> None:
        super().__init__(_PacedSelector(clock, busy))
        self._clock = clock
        self.set_default_executor(
            InterruptibleThreadPoolExecutor(thread_name_prefix="SyncWorker", max_workers=_THREADS)
        )

    @override
    def time(self) -> float:
        return self._clock.seconds

    @override
    def run_in_executor[*Arguments, Result](
        self,
        executor: Executor | None,
        func: Callable[[*Arguments], Result],
        *args: *Arguments,
    ) -> asyncio.Future[Result]:
        future = super().run_in_executor(executor, func, *args)
        self._clock.jobs += 1
        future.add_done_callback(lambda _: self._clock.job_done())
        return future

    @property
    def timers(self) -> list[asyncio.TimerHandle]:
        """Those that are due later."""
        scheduled: list[asyncio.TimerHandle] = self._scheduled  # type: ignore[attr-defined]
        return [handle for handle in scheduled if not handle.cancelled()]
