"""Time as the sandbox is told it, and waiting."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
import time


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Clock:
    """Where the sandbox takes the time from, so that a test can hand in another."""

    monotonic: Callable[[], float] = time.monotonic
    """Seconds that never jump: for the throttle and durations."""
    now: Callable[[], datetime] = _utc_now
    """The aware time of day: for timestamps and the account's period."""
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    """Waits so many seconds."""
