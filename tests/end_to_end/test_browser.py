"""What a person sees: the pages of a real Home Assistant in a real browser.

Leaves its screenshots in `artifacts/`. With UPDATE_PICTURES=1 in the environment it also takes the
README's pictures anew.
"""

from collections.abc import Iterator
from typing import Literal

from playwright.async_api import Page, ViewportSize
import pytest

from sandbox.demo.account import DemoAccount
from sandbox.demo.dashboard import DASHBOARD, add_dashboard
from sandbox.demo.vehicles import introduce_vehicles
from sandbox.home import Home

from .background import BackgroundLoop
from .browser import DESKTOP, PHONE, TALL, in_a_browser, see, take_picture, update_readme_pictures
from .scan import scan
from .vehicles import forget_vehicles

pytestmark = in_a_browser


@pytest.fixture(scope="module")
def plates(home: Home, background: BackgroundLoop, account: DemoAccount) -> Iterator[list[str]]:
    """The plates that the cameras show, whose vehicles have just come; the dashboard is there."""

    async def scan_all(picture: int) -> list[str]:
        best = []
        for camera in account.cameras:
            camera.camera.driveway.show(picture)
            scanned = await scan(home, camera)
            best.append(scanned.states[camera.entity("sensor", "plate")].state)
        return best

    async def visits_are_counted() -> None:
        """Wait for a number that is asked for some seconds after a change."""
        counted = account.entity("sensor", "visits_today")
        await home.wait_for(
            lambda states: states[counted].state not in {"0", "unknown"}, seconds=60
        )

    async def begin() -> list[str]:
        await forget_vehicles(home, account.entry_id)
        await introduce_vehicles(home, account.entry_id)
        await add_dashboard(home, account)
        await scan_all(1)
        best = await scan_all(0)
        await visits_are_counted()
        return best

    yield background.run(begin())
    background.run(forget_vehicles(home, account.entry_id))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("device", "size"), [("desktop", DESKTOP), ("phone", PHONE)])
def test_the_dashboard_shows_who_was_read_where_and_what_lookups_are_left(
    background: BackgroundLoop,
    owners_page: Page,
    plates: list[str],
    device: str,
    size: ViewportSize,
    scheme: Literal["light", "dark"],
) -> None:
    name = f"dashboard_{device}_{scheme}"

    async def look() -> list[int]:
        await owners_page.emulate_media(color_scheme=scheme)
        await owners_page.set_viewport_size(size)
        await owners_page.goto(f"/{DASHBOARD}")
        await see(owners_page, "Driveway", "Gate", "Street", "Latest visits", "Lookups remaining")
        await see(owners_page, *plates, exact=False)
        await see(owners_page, "Anna's car", "Visits today", exact=False)
        await owners_page.wait_for_load_state("networkidle")
        await take_picture(owners_page, name)
        widths: list[int] = await owners_page.locator("hui-image img").evaluate_all(
            "images => images.map(image => image.naturalWidth)"
        )
        return widths

    widths = background.run(look())

    assert len(widths) == 3
    assert all(widths)
    update_readme_pictures([name])


def test_the_integrations_page_shows_the_account_and_its_cameras(
    background: BackgroundLoop, owners_page: Page, plates: list[str]
) -> None:
    async def look() -> None:
        await owners_page.goto("/config/integrations/integration/plate_recognizer")
        await see(owners_page, "Plate Recognizer", "Snapshot Cloud", "Driveway", "Gate", "Street")
        await owners_page.wait_for_load_state("networkidle")
        await take_picture(owners_page, "integration")

    background.run(look())
    update_readme_pictures(["integration"])


def test_a_cameras_device_page_shows_its_plate_and_its_scan_button(
    background: BackgroundLoop, owners_page: Page, account: DemoAccount, plates: list[str]
) -> None:
    async def look() -> None:
        await owners_page.set_viewport_size(TALL)
        device_id = account.cameras[0].entities[0].device_id
        await owners_page.goto(f"/config/devices/device/{device_id}")
        await see(owners_page, "Driveway", plates[0], "Scan")
        await owners_page.wait_for_load_state("networkidle")
        await take_picture(owners_page, "device")

    background.run(look())
    update_readme_pictures(["device"])


def test_the_user_whom_the_demo_prints_can_log_in(
    background: BackgroundLoop, page: Page, home: Home, plates: list[str]
) -> None:
    async def log_in() -> None:
        await page.goto(f"/{DASHBOARD}")
        await page.locator("input[name=username]").fill(home.owner.username)
        await page.locator("input[name=password]").fill(home.owner.password)
        await page.keyboard.press("Enter")
        await see(page, *plates, exact=False)

    background.run(log_in())
