"""What a newcomer sees of the demo, in a real browser.

Leaves its screenshots in `artifacts/`.
"""

from playwright.async_api import Page, expect
import pytest

from .background import BackgroundLoop
from .browser import MILLISECONDS, in_a_browser, take_picture
from .card_page import CardPage
from .demo_process import addresses_in, running_demo

pytestmark = [*in_a_browser, pytest.mark.slow]


def test_the_card_of_the_demo_shows_who_comes(background: BackgroundLoop, page: Page) -> None:
    card = CardPage(page)

    async def look(address: str) -> None:
        await page.goto(address)
        await page.locator("input[name=username]").fill("demo")
        await page.locator("input[name=password]").fill("demo")
        await page.keyboard.press("Enter")
        await expect(card.part("Cameras").get_by_role("button", name="Scan now")).to_have_count(
            3, timeout=MILLISECONDS
        )
        await expect(card.row("")).to_be_visible(timeout=2 * MILLISECONDS)  # the stories begin
        await take_picture(page, "demo_card")

    with running_demo() as said:
        [_, address] = addresses_in(said)
        background.run(look(address))
