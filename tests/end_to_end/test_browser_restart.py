"""The dashboard card while Home Assistant is restarted, in a real browser that nobody reloads.

Leaves its screenshots in `artifacts/`.
"""

from collections.abc import Iterator
from typing import Final

from playwright.async_api import Locator, Page, expect
import pytest
import pytest_socket

from sandbox.demo.account import DemoAccount, keep_pictures, set_up_account
from sandbox.demo.cameras import show_cameras
from sandbox.demo.programme import drawn_programme
from sandbox.home import Home, restarted, running_home
from sandbox.process import SandboxProcess

from .background import BackgroundLoop
from .browser import MILLISECONDS, in_a_browser, take_picture
from .card_page import CardPage, add_card_dashboard
from .scan import scan

pytestmark = [*in_a_browser, pytest.mark.slow]

BEFORE: Final = "MKX4827"
"""Stands before the gate when Home Assistant ends."""
AFTER: Final = "GH736TR"
"""Has come there when it has started again."""


_NOTE_ALERTS: Final = """() => {
    window.alerts = [];
    customElements.get("plate-recognizer-card").prototype.updated = function () {
        for (const alert of this.renderRoot.querySelectorAll("[role=alert]")) {
            window.alerts.push(alert.textContent);
        }
    };
}"""
"""Notes each alert that any card shows from now on; a page that is loaded anew knows of none."""


@pytest.fixture(scope="module")
def home(sockets: None, background: BackgroundLoop) -> Iterator[Home]:
    """A home of this module's own: the session's has to stay."""
    pytest_socket.enable_socket()
    running = running_home(frontend=True)
    yield background.run(running.__aenter__())
    background.run(running.__aexit__(None, None, None))


@pytest.fixture(scope="module")
def account(home: Home, background: BackgroundLoop, sandbox: SandboxProcess) -> DemoAccount:
    """One with a camera before the gate, pictures of visits, and a dashboard with the card."""

    async def set_up() -> DemoAccount:
        gates = [each for each in drawn_programme() if each.name == "Gate"]
        cameras = await show_cameras(home, gates)
        account = await set_up_account(home, sandbox.url, sandbox.token, cameras)
        await keep_pictures(home, account.entry_id)
        await add_card_dashboard(home)
        await scan(home, account.cameras[0])
        return account

    return background.run(set_up())


async def loaded_width(row: Locator) -> int:
    """Open a row, and return how many pixels wide the picture in it is."""
    await row.locator("summary").click()
    picture = row.get_by_role("img").last
    await expect(picture).to_be_visible()
    width: int = await picture.evaluate("image => image.decode().then(() => image.naturalWidth)")
    return width


def test_after_a_restart_the_card_goes_on_by_itself(
    background: BackgroundLoop, owners_page: Page, home: Home, account: DemoAccount
) -> None:
    card, page = CardPage(owners_page), owners_page
    [camera] = account.cameras

    async def live_through_it() -> tuple[list[str] | None, int]:
        await card.open()
        await expect(card.row(BEFORE, "Here now")).to_be_visible()
        await page.evaluate(_NOTE_ALERTS)
        async with restarted(home) as again:
            camera.camera.driveway.show(1)
            await scan(again, camera)
            await expect(card.row(AFTER, "Here now")).to_be_visible(timeout=MILLISECONDS)
            await expect(card.row(AFTER)).to_be_visible()
            await expect(card.row(BEFORE)).to_be_visible()
            width = await loaded_width(card.row(AFTER))
            await take_picture(page, "card_after_a_restart")
            return await page.evaluate("() => window.alerts"), width

    alerts, width = background.run(live_through_it())

    assert alerts is not None, "the page is still the same"
    assert alerts == []
    assert width
