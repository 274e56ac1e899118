"""An event loop beside the tests.

Home Assistant's test plugin gives each test a loop of its own and looks for what is left on it; a
Home Assistant that serves a whole session is driven from a loop in another thread.
"""

import asyncio
from collections.abc import Coroutine
from threading import Thread
from types import TracebackType
from typing import Self

_SECONDS = 180
"""The longest that anything a test waits for may take: the start of Home Assistant."""


class BackgroundLoop:
    """Runs coroutines on a loop in a thread, from a context's begin to its end."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, name="end-to-end loop", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def run[Result](self, coroutine: Coroutine[object, object, Result]) -> Result:
        """Run a coroutine to its end, and return what it returns."""
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(_SECONDS)
