"""Starts a sandbox as a process of its own: for tests, benchmarks and the demo.

::

    with SandboxProcess("cloud", rate=1) as sandbox:
        sandbox.fail(Fault(kind="status", status=503, body="down"))
        ...  # look up at sandbox.url with sandbox.token, twice
        assert [request.status for request in sandbox.requests()] == [503, 201]
"""

from collections.abc import Sequence
import json
from pathlib import Path
import select
import subprocess
import sys
from tempfile import TemporaryFile
from types import TracebackType
from typing import Self, Unpack

from .api_server.account import AccountChanges
from .api_server.manner import MannerName
from .api_server.webhooks import WebhookTarget
from .control_client import SandboxControl

_ROOT = Path(__file__).parents[1]
_START_TIMEOUT = 30.0
_STOP_TIMEOUT = 5.0
"""Seconds."""


class SandboxStartError(Exception):
    """The sandbox didn't start; the text has what it wrote to stderr."""


class SandboxProcess(SandboxControl):
    """A running sandbox: starts when made, ends with :meth:`stop` or its ``with`` block.

    Making one waits about a second: inside an event loop hand it to a thread.
    """

    def __init__(
        self,
        manner: MannerName = "cloud",
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        webhooks: Sequence[WebhookTarget] = (),
        health_port: int | None = None,
        **account: Unpack[AccountChanges],
    ) -> None:
        """Start it on this machine.

        Args:
            manner: who is imitated.
            host: a loopback address.
            port: 0 takes any free one.
            webhooks: where to send one after each answered lookup.
            health_port: where an SDK tells its health, the same; None for none.
            account: see :class:`AccountChanges`.

        Raises:
            SandboxStartError: it ended, or said nothing for half a minute.
        """
        options = [("manner", manner), ("host", host), ("port", port), *account.items()]
        options += [("webhook", json.dumps(target.to_json())) for target in webhooks]
        if health_port is not None:
            options.append(("health_port", health_port))
        # A file, not a pipe: nobody empties it while the sandbox runs.
        self._stderr = TemporaryFile()  # noqa: SIM115 - stop() closes it
        self._process = subprocess.Popen(  # noqa: S603 - our own module, with options as a list
            [sys.executable, "-m", "sandbox", *map(_option, options)],
            cwd=_ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=self._stderr,
            text=True,
        )
        try:
            ready = self._ready()
        except BaseException:
            self.stop()
            raise
        super().__init__(ready["url"])
        self.token = ready["token"]
        """What the cloud manner asks for."""
        self.health_url = ready.get("health_url")
        """Where the health of an SDK is told, None if nowhere."""

    @property
    def pid(self) -> int:
        """Of the process, to have it fail as a machine does."""
        return self._process.pid

    def stop(self) -> None:
        """End it, kindly first; does nothing if it has ended."""
        self._process.terminate()
        try:
            self._process.wait(_STOP_TIMEOUT)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stdout:
            self._process.stdout.close()
        self._stderr.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.stop()

    def _ready(self) -> dict[str, str]:
        """Wait for the line of JSON that says where it listens."""
        stdout = self._process.stdout
        assert stdout is not None  # noqa: S101 - a pipe, as asked for
        has_line, _, _ = select.select([stdout], [], [], _START_TIMEOUT)
        line = stdout.readline() if has_line else ""
        if not line:
            self._stderr.seek(0)
            said = self._stderr.read().decode(errors="replace")
            raise SandboxStartError(f"The sandbox didn't start. It wrote: {said or 'nothing'}")
        ready: dict[str, str] = json.loads(line)
        return ready


def _option(option: tuple[str, object]) -> str:
    name, value = option
    return f"--{name.replace('_', '-')}={'none' if value is None else value}"
