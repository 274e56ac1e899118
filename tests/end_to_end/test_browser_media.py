"""Kept pictures in the media browser of a real Home Assistant, in a real browser.

Leaves its screenshots in `artifacts/`. With UPDATE_PICTURES=1 in the environment it also takes the
pictures of docs/history.md anew.
"""

from collections.abc import Iterator

from playwright.async_api import Page, expect
import pytest

from sandbox.demo.account import DemoAccount, keep_pictures
from sandbox.home import Home

from .background import BackgroundLoop
from .browser import MILLISECONDS, in_a_browser, see, take_picture, update_readme_pictures
from .scan import scan

pytestmark = in_a_browser

NAME = "Anna's Golf"
_TITLE = ".child .title"
_ASIDE = 800, 600
"""Where the mouse points at nothing."""
SWITCHED_OFF = "This account is set to keep no pictures"


@pytest.fixture
def known(home: Home, background: BackgroundLoop, account: DemoAccount) -> Iterator[str]:
    """The plate before the first camera, whose vehicle is known; pictures are kept from now on."""

    async def begin() -> str:
        for camera in account.cameras:
            camera.camera.driveway.show(0)
        plate: str = (await scan(home, account.cameras[0])).sightings[0]["plate"]
        await home.rest.act("plate_recognizer.add_vehicle", name=NAME, plates=[plate])
        return plate

    async def end() -> None:
        await keep_pictures(home, account.entry_id, "off")

    yield background.run(begin())
    background.run(end())


async def open_folder(page: Page, title: str) -> None:
    """Open what is called so. Each title is there twice: the other one is its hidden tooltip."""
    await page.locator(_TITLE, has_text=title).first.click()


async def see_folders(page: Page, *titles: str) -> None:
    """Wait until folders or pictures are there whose titles contain these texts."""
    for title in titles:
        found = page.locator(_TITLE, has_text=title).first
        await expect(found).to_be_visible(timeout=MILLISECONDS)
    await page.wait_for_load_state("networkidle")


async def open_media(page: Page) -> None:
    """Go to the integration's pictures."""
    await page.goto("/media-browser")
    await open_folder(page, "Plate Recognizer")


def test_pictures_are_switched_on_found_by_day_and_looked_at(
    background: BackgroundLoop, owners_page: Page, home: Home, account: DemoAccount, known: str
) -> None:
    page = owners_page

    async def find_nothing() -> None:
        await open_media(page)
        await see(page, SWITCHED_OFF)
        await take_picture(page, "media_switched_off")

    async def look() -> int:
        await open_media(page)
        await see_folders(page, "By day", "By camera", "By vehicle", "By place")
        await open_folder(page, "By vehicle")
        await see_folders(page, NAME, "Strangers")
        await take_picture(page, "media_by_vehicle")
        await open_media(page)
        await open_folder(page, "By day")
        await open_folder(page, "20")
        await see_folders(page, f"{NAME}, {known}", "Stranger")
        await page.mouse.move(*_ASIDE)
        await take_picture(page, "media_browser")
        await open_folder(page, NAME)
        image = page.locator("img[src*=authSig]")
        await expect(image).to_be_visible(timeout=MILLISECONDS)
        width: int = await image.evaluate("image => image.decode().then(() => image.naturalWidth)")
        await take_picture(page, "media_picture")
        return width

    async def go_through() -> int:
        await find_nothing()
        await keep_pictures(home, account.entry_id, "full")
        for camera in account.cameras:
            await scan(home, camera)
        return await look()

    assert background.run(go_through()) > 0
    update_readme_pictures(["media_browser", "media_picture"])
