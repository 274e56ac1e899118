"""The page on which a camera's zone and masks are drawn, as one who looks at it finds its parts."""

from typing import Final

from playwright.async_api import Locator, Page, expect

from sandbox.demo.account import DemoAccount

from .browser import MILLISECONDS

SAVED: Final = "Saved: they hold from the next picture on."


class AreasPage:
    """The page of one camera."""

    def __init__(self, page: Page, account: DemoAccount, camera: str) -> None:
        self.page = page
        self.address = f"/plate-recognizer?account={account.entry_id}&camera={camera}"

    async def open(self) -> None:
        """Open it by its address, and wait until it shows the camera's zone."""
        await self.page.goto(self.address)
        await expect(self.area("Zone")).to_be_visible(timeout=MILLISECONDS)

    @property
    def panel(self) -> Locator:
        """All of it."""
        return self.page.locator("plate-recognizer-panel")

    def area(self, name: str) -> Locator:
        """Return a zone or mask on the picture."""
        return self.panel.locator(f"svg [aria-label^='{name}']")

    async def drag(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """Drag with the mouse, from and to places in shares of the picture."""
        picture = self.panel.locator(".picture img")
        await picture.evaluate("image => image.decode()")  # until then it has no height
        drawing = self.panel.locator("svg")
        await drawing.hover(timeout=MILLISECONDS)  # which waits until the page has come to rest
        box = await drawing.bounding_box()
        assert box is not None
        first, last = (
            (box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in (start, end)
        )
        await self.page.mouse.move(*first)
        await self.page.mouse.down()
        await self.page.mouse.move(*last, steps=5)
        await self.page.mouse.up()

    async def press(self, button: str) -> None:
        """Press a button of this very name."""
        await self.panel.get_by_role("button", name=button, exact=True).click()
