"""What the integration's code costs the event loop, callback by callback."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
import sys
from threading import get_ident
from time import thread_time
from types import CodeType
from typing import Final
from unittest.mock import patch

import custom_components.plate_recognizer

from .bench import Bench
from .errors import BenchError
from .figures import Tail

LONGEST: Final = 0.005
"""Seconds of CPU that a callback may take."""

_OURS: Final = str(Path(custom_components.plate_recognizer.__file__).parent)
_TOOL: Final = sys.monitoring.PROFILER_ID
_EVENTS: Final = sys.monitoring.events.PY_START | sys.monitoring.events.PY_RESUME


@dataclass(frozen=True, slots=True)
class Callbacks:
    """Those of a case in which the integration's code ran."""

    case: str
    scans: int
    seconds: Tail
    """Of CPU, each."""
    longest: str
    """The integration's function that ran first in the longest."""


async def measure_callbacks(bench: Bench) -> list[Callbacks]:
    """Scan each case some times, one scan after the other."""
    bench.api.take_time(0)
    measured = []
    for case in bench.cases:
        await bench.home.scan(case.name)
        with watched() as callbacks:
            for _ in range(bench.rounds):
                await bench.home.scan(case.name)
        if not callbacks:
            raise BenchError(f"{case.name}: no callback of the integration was seen")
        tail = Tail.of([seconds for seconds, _ in callbacks])
        measured.append(Callbacks(case.name, bench.rounds, tail, max(callbacks)[1]))
    return measured


@contextmanager
def watched() -> Iterator[list[tuple[float, str]]]:
    """Give a list of what the loop runs: seconds of CPU, and the integration's first function.

    A callback, or a task's step, counts if any code of the integration ran in it, and with all
    that ran in it, Home Assistant's and aiohttp's code too: what it costs is rather overstated.
    """
    callbacks: list[tuple[float, str]] = []
    seen: list[str] = []
    loop_thread = get_ident()
    run = asyncio.Handle._run  # noqa: SLF001 - the one door that all callbacks go through

    def watched_run(handle: asyncio.Handle) -> None:
        seen.clear()
        started = thread_time()
        run(handle)
        if seen:
            callbacks.append((thread_time() - started, seen[0]))

    def on_code(code: CodeType, _offset: int) -> object:
        if not code.co_filename.startswith(_OURS):
            return sys.monitoring.DISABLE
        if get_ident() == loop_thread:
            seen.append(code.co_qualname)
        return None

    sys.monitoring.use_tool_id(_TOOL, "bench")
    for event in (sys.monitoring.events.PY_START, sys.monitoring.events.PY_RESUME):
        sys.monitoring.register_callback(_TOOL, event, on_code)
    sys.monitoring.set_events(_TOOL, _EVENTS)
    try:
        with patch.object(asyncio.Handle, "_run", watched_run):
            yield callbacks
    finally:
        sys.monitoring.set_events(_TOOL, sys.monitoring.events.NO_EVENTS)
        sys.monitoring.free_tool_id(_TOOL)
