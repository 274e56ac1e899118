"""A sandbox in the test's own process, with a clock that stands still, and one in another."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime

from aiohttp import ClientSession
from aiohttp.test_utils import TestClient, TestServer
import pytest

from sandbox.api_server.account import Terms
from sandbox.api_server.clock import Clock
from sandbox.api_server.manner import MANNERS, MannerName
from sandbox.api_server.pictures import Pictures
from sandbox.api_server.scripted import ScriptedAnswer
from sandbox.api_server.server import make_app
from sandbox.api_server.state import Running, Sandbox
from sandbox.process import SandboxProcess
from tests.sandbox.asking import Api
from tests.sandbox.receiving import Receiver, receiving


@dataclass
class StillTime:
    """A clock that moves only where somebody waits, and then at once, unless held up."""

    now: datetime = datetime(2026, 2, 11, 9, 14, 7, 318254, UTC)
    seconds: float = 1000.0
    is_awaited: asyncio.Event = field(default_factory=asyncio.Event)
    may_pass: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.may_pass.set()

    async def sleep(self, seconds: float) -> None:
        """Let the time pass."""
        self.is_awaited.set()
        await self.may_pass.wait()
        self.seconds += seconds

    def clock(self) -> Clock:
        return Clock(monotonic=lambda: self.seconds, now=lambda: self.now, sleep=self.sleep)


@dataclass
class SandboxHere:
    """A sandbox in this process, and a client of it."""

    api: Api
    time: StillTime


type StartSandbox = Callable[..., Awaitable[SandboxHere]]


@pytest.fixture
async def start_sandbox(
    socket_enabled: None,
) -> AsyncIterator[StartSandbox]:
    """Start sandboxes that answer every lookup with no plates, without looking at the picture."""
    async with AsyncExitStack() as stack:

        async def start(manner: MannerName = "cloud", **terms: object) -> SandboxHere:
            time = StillTime()
            sandbox = Sandbox(
                manner=MANNERS[manner],
                pictures=Pictures(),
                start=Terms(**terms),  # type: ignore[arg-type]  # as the test names them
                clock=time.clock(),
            )
            sandbox.answers.add(ScriptedAnswer([], times=100))
            app = make_app(Running(sandbox))
            client = await stack.enter_async_context(TestClient(TestServer(app)))
            return SandboxHere(Api(client), time)

        yield start


@pytest.fixture
async def cloud(start_sandbox: StartSandbox) -> Api:
    """A cloud in this process."""
    return (await start_sandbox("cloud")).api


@pytest.fixture
async def sdk(start_sandbox: StartSandbox) -> Api:
    """An SDK in this process."""
    return (await start_sandbox("sdk")).api


@pytest.fixture
async def receiver(socket_enabled: None) -> AsyncIterator[Receiver]:
    """A receiver of webhooks."""
    async with receiving() as running:
        yield running


@pytest.fixture(scope="session")
def cloud_process() -> Iterator[SandboxProcess]:
    """A cloud in a process of its own, which reads pictures."""
    with SandboxProcess("cloud", rate=None) as process:
        yield process


@pytest.fixture(scope="session")
def sdk_process() -> Iterator[SandboxProcess]:
    """The same for an SDK, which takes pictures of any size."""
    with SandboxProcess("sdk") as process:
        yield process


@pytest.fixture
async def reading_cloud(
    cloud_process: SandboxProcess,
    socket_enabled: None,
) -> AsyncIterator[Api]:
    """A client of the cloud in the other process, which is as at its start."""
    cloud_process.reset()
    async with ClientSession(cloud_process.url) as session:
        yield Api(session)


@pytest.fixture
async def reading_sdk(
    sdk_process: SandboxProcess,
    socket_enabled: None,
) -> AsyncIterator[Api]:
    """A client of the SDK in the other process."""
    async with ClientSession(sdk_process.url) as session:
        yield Api(session)
