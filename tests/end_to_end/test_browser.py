"""What a person sees: the pages of a real Home Assistant in a real browser.

Leaves its screenshots in `artifacts/`. With UPDATE_PICTURES=1 in the environment it also takes the
README's picture anew.
"""

from collections.abc import Iterator
from importlib.util import find_spec
import json
import os
from pathlib import Path
import shutil

from PIL import Image
from playwright.async_api import Browser, Page, async_playwright, expect
import pytest

from sandbox.demo.account import DemoAccount
from sandbox.demo.dashboard import add_dashboard
from sandbox.home import Home

from .background import BackgroundLoop
from .scan import scan

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)

pytestmark = [
    pytest.mark.end_to_end,
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine"),
    pytest.mark.skipif(
        find_spec("hass_frontend") is None, reason="Home Assistant's frontend is not installed"
    ),
]

PROJECT = Path(__file__).parents[2]
ARTIFACTS = PROJECT / "artifacts"
README_PICTURE = PROJECT / "docs" / "images" / "dashboard.png"
LARGEST_README_PICTURE = 300_000

MILLISECONDS = 30_000
"""For anything to be seen: the first page loads some megabytes of scripts."""


@pytest.fixture(scope="module")
def browser(sockets: None, background: BackgroundLoop) -> Iterator[Browser]:
    ARTIFACTS.mkdir(exist_ok=True)
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


@pytest.fixture(scope="module")
def plates(home: Home, background: BackgroundLoop, account: DemoAccount) -> list[str]:
    """The plates that the cameras show, after each was scanned; the dashboard is there."""

    async def scan_all() -> list[str]:
        await add_dashboard(home, account)
        best = []
        for camera in account.cameras:
            camera.camera.driveway.show(0)
            scanned = await scan(home, camera)
            best.append(scanned.states[camera.entity("sensor", "plate")].state)
        return best

    return background.run(scan_all())


def test_the_dashboard_shows_the_cameras_and_the_plates_read_on_them(
    background: BackgroundLoop, owners_page: Page, plates: list[str]
) -> None:
    async def look() -> list[int]:
        await owners_page.goto("/plate-recognizer")
        await see(owners_page, "Driveway", "Gate", "Street", *plates, "Lookups remaining")
        await owners_page.wait_for_load_state("networkidle")
        await owners_page.screenshot(path=screenshot)
        widths: list[int] = await owners_page.locator("hui-image img").evaluate_all(
            "images => images.map(image => image.naturalWidth)"
        )
        return widths

    screenshot = ARTIFACTS / "dashboard.png"

    widths = background.run(look())

    assert len(widths) == 3
    assert all(widths)
    if os.environ.get("UPDATE_PICTURES"):
        update_readme_picture(screenshot)


def test_the_integrations_page_shows_the_account_and_its_cameras(
    background: BackgroundLoop, owners_page: Page, plates: list[str]
) -> None:
    async def look() -> None:
        await owners_page.goto("/config/integrations/integration/plate_recognizer")
        await see(owners_page, "Plate Recognizer", "Snapshot Cloud", "Driveway", "Gate", "Street")
        await owners_page.wait_for_load_state("networkidle")
        await owners_page.screenshot(path=ARTIFACTS / "integration.png")

    background.run(look())


def test_a_cameras_device_page_shows_its_plate_and_its_scan_button(
    background: BackgroundLoop, owners_page: Page, account: DemoAccount, plates: list[str]
) -> None:
    async def look() -> None:
        device_id = account.cameras[0].entities[0].device_id
        await owners_page.goto(f"/config/devices/device/{device_id}")
        await see(owners_page, "Driveway", plates[0], "Scan")
        await owners_page.screenshot(path=ARTIFACTS / "device.png")

    background.run(look())


def test_the_user_whom_the_demo_prints_can_log_in(
    background: BackgroundLoop, page: Page, home: Home, plates: list[str]
) -> None:
    async def log_in() -> None:
        await page.goto("/plate-recognizer")
        await page.locator("input[name=username]").fill(home.owner.username)
        await page.locator("input[name=password]").fill(home.owner.password)
        await page.keyboard.press("Enter")
        await see(page, *plates)

    background.run(log_in())


async def see(page: Page, *texts: str) -> None:
    """Wait until each of the texts can be seen, whole and to the letter."""
    for text in texts:
        await expect(page.get_by_text(text, exact=True).first).to_be_visible(timeout=MILLISECONDS)


def update_readme_picture(screenshot: Path) -> None:
    README_PICTURE.parent.mkdir(parents=True, exist_ok=True)
    with Image.open(screenshot) as picture:
        picture.convert("RGB").save(README_PICTURE, optimize=True)
    assert README_PICTURE.stat().st_size < LARGEST_README_PICTURE
