"""A real Home Assistant process for the whole session, set up as a person would."""

from collections.abc import Iterator
from importlib.util import find_spec

import pytest
import pytest_socket

from sandbox.demo.account import DemoAccount, set_up_account
from sandbox.demo.cameras import ShownCamera, show_cameras
from sandbox.demo.programme import drawn_programme
from sandbox.home import Home, running_home
from sandbox.process import SandboxProcess

from .background import BackgroundLoop

TOKEN = "0123456789-a-token-that-stands-nowhere-else"


@pytest.fixture(scope="session")
def sockets() -> None:
    """Let what lives as long as the session use sockets; to 127.0.0.1 only, as everywhere."""
    pytest_socket.enable_socket()


@pytest.fixture(autouse=True)
def sockets_in_each_test() -> None:
    """Undo what Home Assistant's test plugin does before each test."""
    pytest_socket.enable_socket()


@pytest.fixture(autouse=True)
def verify_cleanup() -> None:
    """Take the place of the test plugin's check for threads and timers that a test left.

    Here nothing belongs to a single test: its threads serve the session.
    """


@pytest.fixture(scope="session")
def background() -> Iterator[BackgroundLoop]:
    with BackgroundLoop() as loop:
        yield loop


@pytest.fixture(scope="session")
def sandbox(sockets: None) -> Iterator[SandboxProcess]:
    with SandboxProcess("cloud", token=TOKEN, rate=None) as process:
        yield process


@pytest.fixture(scope="session")
def home(sockets: None, background: BackgroundLoop) -> Iterator[Home]:
    running = running_home(frontend=find_spec("hass_frontend") is not None)
    home = background.run(running.__aenter__())
    yield home
    background.run(running.__aexit__(None, None, None))


@pytest.fixture(scope="session")
def cameras(home: Home, background: BackgroundLoop) -> list[ShownCamera]:
    """The cameras of the demo, before the integration knows them."""
    return background.run(show_cameras(home, drawn_programme()))


@pytest.fixture(scope="session")
def account(
    home: Home,
    background: BackgroundLoop,
    sandbox: SandboxProcess,
    cameras: list[ShownCamera],
) -> DemoAccount:
    return background.run(set_up_account(home, sandbox.url, sandbox.token, cameras))
