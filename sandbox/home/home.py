"""A fresh Home Assistant, started, owned and ready to be driven."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType

from aiohttp import ClientSession

from .configuration import write_configuration
from .errors import HomeError
from .onboarding import Owner, onboard
from .ports import free_port
from .process import THIS_PYTHON, HomeProcess
from .rest import EntityState, RestClient
from .websocket import HomeSocket

INTEGRATION = Path(__file__).parents[2] / "custom_components" / "plate_recognizer"


@dataclass(frozen=True, slots=True)
class Home:
    """A running Home Assistant and the ways to speak to it."""

    url: str
    folder: Path
    owner: Owner
    token: str
    process: HomeProcess
    rest: RestClient
    socket: HomeSocket

    async def wait_for(
        self, wanted: Callable[[Mapping[str, EntityState]], bool], *, seconds: float
    ) -> dict[str, EntityState]:
        """Wait until the states of the entities are as wanted, and return them.

        Raises:
            HomeError: that did not come true in time.
        """
        try:
            async with (
                asyncio.timeout(seconds),
                self.socket.events("state_changed") as changes,
            ):
                while not wanted(states := await self.rest.states()):
                    await anext(changes)
                return states
        except TimeoutError:
            raise HomeError(f"The states were not as wanted within {seconds} s") from None


@asynccontextmanager
async def running_home(  # noqa: PLR0913 - all by name
    *,
    frontend: bool,
    folder: Path | None = None,
    ports: Iterable[int] = (),
    integrations: Iterable[Path] = (INTEGRATION,),
    configuration: str = "",
    python: Path = THIS_PYTHON,
) -> AsyncIterator[Home]:
    """Start a fresh Home Assistant with an owner; it ends with the block.

    Args:
        frontend: whether it serves the user interface, which needs the package of that name.
        folder: where its configuration is written; a temporary folder if there is none.
        ports: the preferred ones, the first that is free is taken.
        integrations: the folders of the custom integrations in it.
        configuration: what else stands in its `configuration.yaml`.
        python: whose Home Assistant is started.

    Raises:
        HomeError: it did not start; the text carries the end of its log.
    """
    with _folder(folder) as chosen:
        port = free_port(ports)
        write_configuration(
            chosen, port=port, frontend=frontend, integrations=integrations, more=configuration
        )
        process = await HomeProcess.start(chosen, python=python)
        try:
            async with ClientSession() as session:
                url, owner = f"http://127.0.0.1:{port}", Owner()
                token = await onboard(session, url, owner)
                async with HomeSocket.open(session, url, token) as socket:
                    await _wait_until_running(socket)
                    rest = RestClient(session, url, token)
                    yield Home(url, chosen, owner, token, process, rest, socket)
        finally:
            await process.stop()


@asynccontextmanager
async def restarted(
    home: Home, environment: Mapping[str, str] = MappingProxyType({})
) -> AsyncIterator[Home]:
    """End a Home Assistant, and start it again with what it has stored; it ends with the block.

    Args:
        home: which one.
        environment: variables that its process has from now on, beside this one's.

    Raises:
        HomeError: it did not start; the text carries the end of its log.
    """
    await home.process.stop()
    process = await HomeProcess.start(home.folder, environment, home.process.python)
    try:
        async with (
            ClientSession() as session,
            HomeSocket.open(session, home.url, home.token) as socket,
        ):
            await _wait_until_running(socket)
            rest = RestClient(session, home.url, home.token)
            yield replace(home, process=process, rest=rest, socket=socket)
    finally:
        await process.stop()


@contextmanager
def _folder(given: Path | None) -> Iterator[Path]:
    if given:
        yield given
    else:
        with TemporaryDirectory(prefix="home-") as temporary:
            yield Path(temporary)


async def _wait_until_running(socket: HomeSocket) -> None:
    """Wait until Home Assistant has started what waits for everything else."""
    async with socket.events("homeassistant_started") as started:
        configuration = await socket.command("get_config", dict)
        if configuration["state"] != "RUNNING":
            await anext(started)
