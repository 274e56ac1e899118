"""A real Home Assistant process for the whole session, set up as a person would."""

from collections.abc import Iterator
from importlib.util import find_spec
import json
from pathlib import Path

from playwright.async_api import Browser, Page, async_playwright
import pytest
import pytest_socket

from sandbox.demo.account import DemoAccount, keep_pictures, set_up_account
from sandbox.demo.cameras import ShownCamera, show_cameras
from sandbox.demo.programme import drawn_programme
from sandbox.demo.vehicles import introduce_vehicles
from sandbox.home import THIS_PYTHON, Home, running_home
from sandbox.process import SandboxProcess

from .background import BackgroundLoop
from .browser import CHROMIUM, MILLISECONDS
from .card_page import CardPage, add_card_dashboard
from .scan import scan
from .vehicles import forget_vehicles
from .versions import python_with

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
def home_assistant(request: pytest.FixtureRequest) -> Path:
    """The Python whose Home Assistant is started: the pinned one, if a test asks for no other."""
    version: str | None = getattr(request, "param", None)
    return THIS_PYTHON if version is None else python_with(version)


@pytest.fixture(scope="session")
def home(sockets: None, background: BackgroundLoop, home_assistant: Path) -> Iterator[Home]:
    pytest_socket.enable_socket()  # the fixture does so once, and there may be several homes
    has_pages = home_assistant == THIS_PYTHON and find_spec("hass_frontend") is not None
    running = running_home(frontend=has_pages, python=home_assistant)
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


@pytest.fixture(scope="session")
def browser(sockets: None, background: BackgroundLoop) -> Iterator[Browser]:
    playwright = background.run(async_playwright().start())
    # Without a sandbox of its own, as it can't have one in a container.
    launching = playwright.chromium.launch(
        executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage"]
    )
    browser = background.run(launching)
    yield browser
    background.run(browser.close())
    background.run(playwright.stop())


@pytest.fixture
def page(browser: Browser, background: BackgroundLoop, home: Home) -> Iterator[Page]:
    """A page before anybody has logged in."""

    async def open_page() -> Page:
        context = await browser.new_context(
            base_url=home.url,
            viewport={"width": 1440, "height": 900},
            locale="en-GB",
            service_workers="block",
        )
        context.set_default_timeout(MILLISECONDS)
        return await context.new_page()

    page = background.run(open_page())
    yield page
    background.run(page.context.close())


@pytest.fixture
def owners_page(page: Page, background: BackgroundLoop, home: Home) -> Page:
    """A page of the owner, logged in with a token."""
    tokens = {
        "access_token": home.token,
        "token_type": "Bearer",
        "expires_in": 10**9,
        "expires": 10**15,
        "refresh_token": "",
        "hassUrl": home.url,
        "clientId": f"{home.url}/",
    }
    stored = json.dumps(json.dumps(tokens))
    background.run(page.add_init_script(f"localStorage.setItem('hassTokens', {stored});"))
    return page


@pytest.fixture
def card(owners_page: Page) -> CardPage:
    """The card before the owner, not opened yet."""
    return CardPage(owners_page)


@pytest.fixture(scope="module")
def visitors(home: Home, background: BackgroundLoop, account: DemoAccount) -> Iterator[None]:
    """Cars before each camera, of which pictures are kept; a dashboard with the card."""
    # Of a whole module: this is set up before sockets are allowed in each test.
    pytest_socket.enable_socket()

    async def begin() -> str:
        await forget_vehicles(home, account.entry_id)
        await introduce_vehicles(home, account.entry_id)
        await keep_pictures(home, account.entry_id)
        dashboard_id = await add_card_dashboard(home)
        for camera in account.cameras:
            camera.camera.driveway.show(0)
            await scan(home, camera)
        return dashboard_id

    async def end(dashboard_id: str) -> None:
        await forget_vehicles(home, account.entry_id)
        await keep_pictures(home, account.entry_id, "off")
        await home.socket.command(
            "lovelace/dashboards/delete", type(None), dashboard_id=dashboard_id
        )

    dashboard_id = background.run(begin())
    yield
    background.run(end(dashboard_id))
