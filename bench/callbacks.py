"""What the integration's code costs the event loop, callback by callback."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from inspect import CO_ASYNC_GENERATOR, CO_COROUTINE, CO_OPTIMIZED
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
from .rounds import own_garbage_only

LONGEST: Final = 0.005
"""Seconds of CPU that a callback may take."""

_OURS: Final = str(Path(custom_components.plate_recognizer.__file__).parent)
_COROUTINE: Final = CO_COROUTINE | CO_ASYNC_GENERATOR
_TOOL: Final = sys.monitoring.PROFILER_ID


@dataclass(frozen=True, slots=True)
class Callbacks:
    """Those of a case in which the integration's code ran."""

    case: str
    times: int
    """How often the case was run."""
    seconds: Tail
    """Of CPU, each."""
    longest: str
    """The integration's function that the longest was about."""


async def measure_callbacks(bench: Bench) -> list[Callbacks]:
    """Scan each case some times, one scan after the other."""
    bench.api.take_time(0)
    measured = []
    for case in bench.cases:
        await bench.home.scan(case.name)
        with own_garbage_only(), listed() as callbacks:
            for _ in range(bench.rounds):
                await bench.home.scan(case.name)
        measured.append(callbacks_of(case.name, bench.rounds, callbacks))
    return measured


def callbacks_of(case: str, times: int, seen: Sequence[tuple[float, str]]) -> Callbacks:
    """Sum up what was watched of a case.

    Raises:
        BenchError: that is nothing.
    """
    if not seen:
        raise BenchError(f"{case}: no callback of the integration was seen")
    return Callbacks(case, times, Tail.of([seconds for seconds, _ in seen]), max(seen)[1])


@contextmanager
def listed() -> Iterator[list[tuple[float, str]]]:
    """Give a list of what the loop runs. See `watched`."""
    callbacks: list[tuple[float, str]] = []
    with watched(callbacks.append):
        yield callbacks


@contextmanager
def watched(note: Callable[[tuple[float, str]], object]) -> Iterator[None]:
    """Note what the loop runs: seconds of CPU, and the function of ours it is about.

    A callback, or a task's step, counts if any code of the integration ran in it, and with all
    that ran in it, Home Assistant's and aiohttp's code too: what it costs is rather overstated.
    It is about the innermost coroutine that it goes on with, or about the first function called.
    """
    started: list[CodeType] = []
    resumed: list[CodeType] = []
    loop_thread = get_ident()
    run = asyncio.Handle._run  # noqa: SLF001 - the one door that all callbacks go through

    def watched_run(handle: asyncio.Handle) -> None:
        started.clear()
        resumed.clear()
        before = thread_time()
        run(handle)
        if codes := resumed or started:
            note((thread_time() - before, codes[-1].co_qualname))

    # What these two take counts as the callback's: there are thousands of calls in some.
    def note_start(code: CodeType, _offset: int) -> object:
        if not code.co_filename.startswith(_OURS):
            return sys.monitoring.DISABLE
        if not started and code.co_flags & CO_OPTIMIZED and get_ident() == loop_thread:
            started.append(code)
        return None

    def note_resumption(code: CodeType, _offset: int) -> object:
        if not code.co_filename.startswith(_OURS) or not code.co_flags & _COROUTINE:
            return sys.monitoring.DISABLE
        if get_ident() == loop_thread:
            resumed.append(code)
        return None

    events = sys.monitoring.events
    sys.monitoring.use_tool_id(_TOOL, "bench")
    sys.monitoring.register_callback(_TOOL, events.PY_START, note_start)
    sys.monitoring.register_callback(_TOOL, events.PY_RESUME, note_resumption)
    sys.monitoring.set_events(_TOOL, events.PY_START | events.PY_RESUME)
    try:
        with patch.object(asyncio.Handle, "_run", watched_run):
            yield
    finally:
        sys.monitoring.set_events(_TOOL, events.NO_EVENTS)
        sys.monitoring.free_tool_id(_TOOL)
