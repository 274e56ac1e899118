"""A real Node-RED with its nodes for Home Assistant, in a process of its own."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, suppress
from hashlib import sha256
import json
import os
from pathlib import Path
import shutil
import signal
import subprocess
from tempfile import TemporaryDirectory
from typing import Final

from aiohttp import ClientError, ClientSession, TCPConnector

from sandbox.home import JsonObject
from sandbox.home.ports import free_port

NPM: Final = shutil.which("npm")
WITHOUT_NPM: Final = "npm isn't there: apt install npm"

_PINNED: Final = Path(__file__).with_name("node_red")
"""What is installed, and which versions of it.

Its lock is made by `npm install --package-lock-only --omit-lockfile-registry-resolved`; what it
says of `funding` is taken out.
"""
_SECONDS: Final = 60
"""The longest that it may take to start, to answer, or to end."""
_LOOK: Final = 0.1
"""Seconds from look to look, whether it answers."""

_SETTINGS: Final = {
    "uiHost": "127.0.0.1",
    "flowFile": "flows.json",
    "credentialSecret": False,
    "telemetry": {"enabled": False, "updateNotification": False},
    "externalModules": {"autoInstall": False, "palette": {"allowInstall": False}},
}


class NodeRedError(Exception):
    """Node-RED didn't start, or did not answer as it should."""


def install() -> Path:
    """Install what is pinned, beside all projects and for all runs, and return where it is.

    Raises:
        NodeRedError: that failed; the text has what npm wrote.
    """
    lock = (_PINNED / "package-lock.json").read_bytes()
    caches = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "plate-recognizer"
    installed = caches / f"node-red-{sha256(lock).hexdigest()[:12]}"
    if installed.exists():
        return installed
    caches.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=caches, prefix="installing-") as temporary:
        folder = Path(temporary) / "node-red"
        folder.mkdir()
        for pins in ("package.json", "package-lock.json"):
            shutil.copy(_PINNED / pins, folder)
        npm = subprocess.run(  # noqa: S603 - npm, with options as a list
            [NPM or "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if npm.returncode:
            raise NodeRedError(f"npm could not install Node-RED. It wrote:\n{npm.stdout}")
        folder.rename(installed)  # at its end, so that half an installation never counts
    return installed


class NodeRed:
    """A running one, spoken to as its editor does.

    Args:
        url: where it listens.
        session: an open session; its owner closes it.
        process: what was started.
        log_file: what it writes.
    """

    def __init__(
        self,
        url: str,
        session: ClientSession,
        process: asyncio.subprocess.Process,
        log_file: Path,
    ) -> None:
        self._url = url
        self._session = session
        self._process = process
        self._log_file = log_file

    @classmethod
    @asynccontextmanager
    async def running(cls, installed: Path, folder: Path) -> AsyncIterator[NodeRed]:
        """Start one without flows; it ends with the block.

        Args:
            installed: see :func:`install`.
            folder: an empty one for all that it stores.

        Raises:
            NodeRedError: it did not start; the text has what it wrote.
        """
        port = free_port()
        settings = folder / "settings.js"
        settings.write_text(f"module.exports = {json.dumps({**_SETTINGS, 'uiPort': port})}\n")
        modules = installed / "node_modules"
        environment = {
            name: value for name, value in os.environ.items() if not name.startswith("NODE_")
        }
        # The Node.js that was installed with it, where there is one, comes before the machine's.
        # Not every npm links what several packages would bring under one name.
        node = map(str, modules.glob("node-linux-*/bin"))
        environment["PATH"] = os.pathsep.join([*node, environment["PATH"]])
        log_file = folder / "node-red.log"
        with log_file.open("wb") as log:
            process = await asyncio.create_subprocess_exec(
                *(str(modules / ".bin" / "node-red"), "--userDir", str(folder)),
                *("--settings", str(settings)),
                cwd=folder,
                env=environment,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=asyncio.subprocess.STDOUT,
                start_new_session=True,
            )
        # Node-RED closes a connection that rests; one that was about to be used is an error then.
        async with ClientSession(connector=TCPConnector(force_close=True)) as session:
            node_red = cls(f"http://127.0.0.1:{port}", session, process, log_file)
            try:
                await node_red._until_it_answers()
                yield node_red
            finally:
                await node_red._stop()

    async def deploy(self, nodes: Iterable[JsonObject]) -> None:
        """Have these nodes run, and no others."""
        headers = {"Node-RED-Deployment-Type": "full"}
        path = f"{self._url}/flows"
        async with self._session.post(path, json=list(nodes), headers=headers) as answer:
            if not answer.ok:
                raise NodeRedError(f"It was not deployed: {await answer.text()}")

    async def flows(self) -> list[JsonObject]:
        """Return the nodes that run."""
        async with self._session.get(f"{self._url}/flows") as answer:
            nodes: list[JsonObject] = await answer.json()
            return nodes

    async def press(self, node: str) -> None:
        """Press the button of an inject node."""
        async with self._session.post(f"{self._url}/inject/{node}") as answer:
            if not answer.ok:
                raise NodeRedError(f"{node} could not be pressed: {answer.status}")

    @asynccontextmanager
    async def debugged(self) -> AsyncIterator[AsyncIterator[JsonObject]]:
        """Listen to what debug nodes show in the sidebar, for as long as the block takes."""
        async with self._session.ws_connect(f"{self._url}/comms") as connection:

            async def shown() -> AsyncIterator[JsonObject]:
                async for message in connection:
                    for told in message.json():
                        if told["topic"] == "debug":
                            yield told["data"]

            yield shown()

    def log(self) -> str:
        """Read everything that it has written so far."""
        return self._log_file.read_text(errors="replace")

    async def _until_it_answers(self) -> None:
        for _ in range(round(_SECONDS / _LOOK)):
            if self._process.returncode is not None:
                break
            with suppress(ClientError):
                async with self._session.get(f"{self._url}/flows") as answer:
                    if answer.ok:
                        return
            await asyncio.sleep(_LOOK)
        raise NodeRedError(f"Node-RED does not start. It wrote:\n{self.log()}")

    async def _stop(self) -> None:
        with suppress(ProcessLookupError):
            self._process.terminate()
        try:
            async with asyncio.timeout(_SECONDS):
                await self._process.wait()
        except TimeoutError:
            os.killpg(self._process.pid, signal.SIGKILL)
            await self._process.wait()
