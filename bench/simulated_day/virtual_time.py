"""An event loop whose time jumps: nobody waits, and a day passes as fast as it can be worked off.

Whenever nothing is ready, the clock is put forward to the next timer. Home Assistant and the
integration see one clock, by whatever name they ask for it.
"""

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, tzinfo
from selectors import DefaultSelector, SelectorKey
from typing import Final, override
from unittest.mock import patch

from homeassistant.util import dt as dt_util

from ..errors import BenchError

_PATIENCE: Final = 5.0
"""Seconds of real time for something outside to happen, where nothing else is to be done."""


class VirtualClock:
    """The time of a simulation.

    Args:
        start: what time it is at first.
    """

    def __init__(self, start: datetime) -> None:
        self._start = start.timestamp()
        self.seconds = 0.0
        """Since the start."""

    def timestamp(self) -> float:
        """Say what `time.time` would say."""
        return self._start + self.seconds

    def utcnow(self) -> datetime:
        """Say what time it is, in UTC."""
        return datetime.fromtimestamp(self.timestamp(), UTC)

    def now(self, time_zone: tzinfo | None = None) -> datetime:
        """Say what time it is at home."""
        return self.utcnow().astimezone(time_zone or dt_util.get_default_time_zone())

    @contextmanager
    def everywhere(self) -> Iterator[None]:
        """Have everybody in this process go by this clock."""
        with ExitStack() as stack:
            for name, says in (
                ("time.time", self.timestamp),
                ("time.monotonic", lambda: self.seconds),
                ("homeassistant.util.dt.utcnow", self.utcnow),
                ("homeassistant.util.dt.now", self.now),
                ("homeassistant.helpers.event.time_tracker_utcnow", self.utcnow),
                ("homeassistant.helpers.event.time_tracker_timestamp", self.timestamp),
            ):
                stack.enter_context(patch(name, says))
            yield


class _JumpingSelector(DefaultSelector):
    """Instead of waiting for a timer, puts the clock forward."""

    def __init__(self, clock: VirtualClock) -> None:
        super().__init__()
        self._clock = clock

    @override
    def select(self, timeout: float | None = None) -> list[tuple[SelectorKey, int]]:
        ready = super().select(0)
        if ready or (timeout is not None and timeout <= 0):
            return ready
        if timeout is not None:
            self._clock.seconds += timeout
            return ready
        ready = super().select(_PATIENCE)
        if not ready:
            raise BenchError("Nothing is left to be done, and the simulation isn't over")
        return ready


class VirtualLoop(asyncio.SelectorEventLoop):
    """An event loop that goes by a virtual clock. What is for the executor is done at once."""

    def __init__(self, clock: VirtualClock) -> None:
        super().__init__(_JumpingSelector(clock))
        self._clock = clock

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
        future: asyncio.Future[Result] = self.create_future()
        try:
            future.set_result(func(*args))
        except Exception as error:  # noqa: BLE001 - as an executor does
            future.set_exception(error)
        return future
