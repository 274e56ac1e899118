"""A real Home Assistant in a process of its own."""

import asyncio
from collections import deque
from collections.abc import Mapping
import contextlib
import os
from pathlib import Path
import signal
import sys
from types import MappingProxyType
from typing import Final, Self

from .errors import HomeError
from .voice import voice_stand_ins

THIS_PYTHON: Final = Path(sys.executable)
"""With the Home Assistant that is pinned."""

_READY = "Home Assistant initialized"
"""What Home Assistant logs once all that was configured is set up."""

_START_SECONDS = 120
_STOP_SECONDS = 30
_LONGEST_LINE = 2**20
_TAIL_LINES = 40


class HomeProcess:
    """A running `hass`, in a process group of its own.

    Args:
        python: with which it was started.
        process: what was started; its output is read from a pipe.
        log_file: where Home Assistant writes its log.
    """

    def __init__(self, python: Path, process: asyncio.subprocess.Process, log_file: Path) -> None:
        self.python = python
        self._process = process
        self._log_file = log_file
        self._tail: deque[str] = deque(maxlen=_TAIL_LINES)
        self._reading: asyncio.Task[bool] | None = None

    @classmethod
    async def start(
        cls,
        folder: Path,
        environment: Mapping[str, str] = MappingProxyType({}),
        python: Path = THIS_PYTHON,
    ) -> Self:
        """Start on a written configuration folder and wait until all of it is set up.

        Args:
            folder: the configuration folder.
            environment: variables that the process has beside this one's.
            python: whose Home Assistant is started.

        Raises:
            HomeError: it ended or was not ready in time; the text carries the end of its log.
        """
        log_file = folder / "home-assistant.log"
        process = await asyncio.create_subprocess_exec(
            *(str(python), "-m", "homeassistant"),
            *("--config", str(folder), "--log-file", str(log_file), "--skip-pip"),
            cwd=folder,
            env={**_environment(), **environment},
            limit=_LONGEST_LINE,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            start_new_session=True,
        )
        home = cls(python, process, log_file)
        try:
            await home._wait_until_ready()
        except BaseException:
            await home.stop()
            raise
        home._reading = asyncio.create_task(home._read())
        return home

    async def stop(self) -> None:
        """End the process as Home Assistant wants it, and by force if it doesn't obey."""
        with contextlib.suppress(ProcessLookupError):
            self._process.terminate()
        if self._reading is None:
            self._reading = asyncio.create_task(self._read())
        try:
            async with asyncio.timeout(_STOP_SECONDS):
                await self._process.wait()
        except TimeoutError:
            self._process.kill()
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
        await self._process.wait()
        await self._reading

    async def kill(self) -> None:
        """End the process at once, as a power failure does: it can write nothing more."""
        os.killpg(self._process.pid, signal.SIGKILL)
        await self._process.wait()

    async def wait_until_ended(self) -> None:
        """Wait until the process ends, whoever ends it."""
        await self._process.wait()

    def log(self) -> str:
        """Read everything that Home Assistant has logged so far."""
        return self._log_file.read_text()

    async def _wait_until_ready(self) -> None:
        try:
            async with asyncio.timeout(_START_SECONDS):
                ready = await self._read(until=_READY)
        except TimeoutError:
            raise HomeError(self._failure(f"not ready within {_START_SECONDS} s")) from None
        if not ready:
            raise HomeError(self._failure(f"ended with {await self._process.wait()}"))

    async def _read(self, until: str | None = None) -> bool:
        """Read the output so that the pipe never fills, at most up to a line with `until`.

        Returns whether there was such a line.
        """
        assert self._process.stdout  # noqa: S101 - it was started with a pipe
        async for raw in self._process.stdout:
            line = raw.decode(errors="replace")
            self._tail.append(line)
            if until and until in line:
                return True
        return False

    def _failure(self, what: str) -> str:
        return f"Home Assistant {what}. The end of its log:\n" + "".join(self._tail)


def _environment() -> dict[str, str]:
    """Make the variables that Home Assistant starts with: nothing of this project's on its path."""
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    environment.pop("PYTHONPATH", None)
    if stand_ins := voice_stand_ins():
        environment["PYTHONPATH"] = str(stand_ins)
    return environment
