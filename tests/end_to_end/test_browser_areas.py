"""The page on which a camera's zone and masks are drawn, in a real browser.

Leaves its screenshots in `artifacts/`. With UPDATE_PICTURES=1 in the environment it also takes the
picture of docs/card.md anew.
"""

from collections.abc import Callable, Iterator
import re
from typing import Literal

from playwright.async_api import Page, expect
import pytest

from sandbox.demo.account import DemoAccount
from sandbox.home import Home

from .areas_page import SAVED, AreasPage
from .background import BackgroundLoop
from .browser import (
    MILLISECONDS,
    TALL,
    in_a_browser,
    see,
    take_picture,
    update_readme_pictures,
)
from .card_page import form_of, grave_violations, needs_axe, subentries

pytestmark = [*in_a_browser, pytest.mark.slow]

INTEGRATION = "/config/integrations/integration/plate_recognizer"
WHOLE = {"left": 0, "top": 0, "right": 100, "bottom": 100}
type Stored = Callable[[], tuple[dict[str, float], list[str]]]
"""Reads what the camera's form has for its zone and masks."""


@pytest.fixture
def camera_id(home: Home, background: BackgroundLoop, account: DemoAccount) -> str:
    """The driveway's camera."""
    return background.run(subentries(home, account, "camera"))["Driveway"]


@pytest.fixture
def areas(
    owners_page: Page,
    background: BackgroundLoop,
    home: Home,
    account: DemoAccount,
    camera_id: str,
) -> Iterator[AreasPage]:
    """Its page, with nothing drawn before or after a test."""
    page = AreasPage(owners_page, account, camera_id)
    yield page

    nothing = home.socket.command(
        "plate_recognizer/areas/set",
        type(None),
        config_entry_id=account.entry_id,
        subentry_id=camera_id,
        zone=None,
        masks=[],
    )
    background.run(nothing)


@pytest.fixture
def stored(home: Home, background: BackgroundLoop, account: DemoAccount, camera_id: str) -> Stored:
    """Return what the camera's form has for its zone and masks."""

    def read() -> tuple[dict[str, float], list[str]]:
        form = background.run(form_of(home, account, "camera", camera_id))
        zone = {edge: form[edge] for edge in WHOLE if form[edge] is not None}
        return WHOLE | zone, form["masks"] or []

    return read


def test_a_zone_drawn_with_the_mouse_is_stored(
    background: BackgroundLoop, areas: AreasPage, stored: Stored
) -> None:
    async def draw() -> None:
        await areas.page.set_viewport_size({"width": 860, "height": 1000})
        await areas.open()
        await areas.drag((0.1, 0.3), (0.9, 0.95))
        await areas.press("Draw a mask")
        await areas.drag((0.6, 0.4), (0.8, 0.5))
        await take_picture(areas.page, "areas_editor")
        await areas.press("Save")
        await see(areas.page, SAVED)

    background.run(draw())
    zone, (mask,) = stored()

    assert zone == pytest.approx({"left": 10, "top": 30, "right": 90, "bottom": 95}, abs=0.3)
    edges = [float(edge) for edge in mask.split(",")]
    assert edges == pytest.approx([60, 40, 80, 50], abs=0.3)
    update_readme_pictures(["areas_editor"])


def test_zone_and_masks_are_drawn_with_the_keyboard_alone(
    background: BackgroundLoop, areas: AreasPage, stored: Stored
) -> None:
    async def press(key: str, times: int = 1) -> None:
        for _ in range(times):
            await areas.page.keyboard.press(key)

    async def draw() -> None:
        await areas.open()
        await areas.area("Zone").focus()
        await press("Shift+ArrowLeft", 20)
        await press("Shift+ArrowUp", 10)
        await press("ArrowRight", 5)
        await areas.panel.get_by_role("button", name="Add a mask in the middle").focus()
        await press("Enter", 2)
        await areas.area("Mask 1").focus()
        await press("ArrowDown", 3)
        await areas.area("Mask 2").focus()
        await press("Delete")
        await areas.panel.get_by_role("button", name="Save").focus()
        await press("Enter")
        await see(areas.page, SAVED)

    background.run(draw())

    assert stored() == (
        {"left": 5, "top": 0, "right": 85, "bottom": 90},
        ["40, 43, 60, 63"],
    )


def test_a_corner_is_dragged_and_numbers_can_be_typed(
    background: BackgroundLoop, areas: AreasPage, stored: Stored
) -> None:
    async def draw() -> None:
        await areas.open()
        left = areas.panel.get_by_label("Left in per cent").first
        await left.fill("20")
        await left.press("Enter")
        await areas.drag((1, 1), (0.7, 0.8))
        await areas.press("Add a mask in the middle")
        await areas.press("Remove mask 1")
        await areas.press("Save")
        await see(areas.page, SAVED)

    background.run(draw())
    zone, masks = stored()

    assert zone == pytest.approx({"left": 20, "top": 0, "right": 70, "bottom": 80}, abs=0.3)
    assert masks == []


def test_areas_that_leave_nothing_to_read_are_refused_with_the_forms_sentence(
    background: BackgroundLoop, areas: AreasPage, stored: Stored
) -> None:
    async def draw() -> None:
        await areas.open()
        await areas.press("Draw a mask")
        await areas.drag((0, 0), (1, 1))
        await areas.press("Save")
        refused = areas.panel.get_by_role("alert")
        await expect(refused).to_contain_text("The masks hide everything that the zone shows")

    background.run(draw())

    assert stored() == (WHOLE, [])


def test_the_link_in_the_cameras_form_opens_its_page(
    background: BackgroundLoop, areas: AreasPage, stored: Stored
) -> None:
    page = areas.page

    async def follow_and_draw() -> None:
        await page.set_viewport_size(TALL)
        await page.goto(INTEGRATION)
        await page.get_by_role("button", name="Change camera").first.click()
        link = page.get_by_role("link", name="Draw zone and masks on a picture")
        await expect(link).to_be_visible(timeout=MILLISECONDS)
        await take_picture(page, "areas_link", of_dialog=True)
        await link.click()
        await expect(areas.area("Zone")).to_be_visible(timeout=MILLISECONDS)
        await take_picture(page, "areas_by_link")
        await expect(page).to_have_url(re.compile(f"{re.escape(areas.address)}$"))
        await see(page, "Driveway: zone and masks")
        await areas.drag((0.1, 0.3), (0.9, 0.95))
        await areas.press("Save")
        await see(page, SAVED)
        await areas.press("Back")
        await expect(page).to_have_url(re.compile(f"{INTEGRATION}$"))
        await see(page, "Snapshot Cloud")

    background.run(follow_and_draw())
    zone, _ = stored()

    assert zone == pytest.approx({"left": 10, "top": 30, "right": 90, "bottom": 95}, abs=0.3)


@needs_axe
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_has_no_grave_barrier(
    background: BackgroundLoop, areas: AreasPage, scheme: Literal["light", "dark"]
) -> None:
    async def look() -> list[list[str]]:
        await areas.page.emulate_media(color_scheme=scheme)
        await areas.open()
        await areas.press("Add a mask in the middle")
        return await grave_violations(areas.panel)

    assert background.run(look()) == []


def test_the_coach_says_below_the_picture_what_it_knows_of_the_camera(
    background: BackgroundLoop, areas: AreasPage
) -> None:
    async def read() -> str:
        await areas.page.set_viewport_size({"width": 860, "height": 1500})
        await areas.open()
        await expect(areas.panel.get_by_role("heading", name="Better pictures")).to_be_visible()
        await take_picture(areas.page, "areas_coach")
        return await areas.panel.locator("section").inner_text()

    said = background.run(read())

    assert "{" not in said, "no value is missing"
    assert "card_" not in said, "nor any text"
    assert "sightings of this camera" in said
    assert len(said.splitlines()) > 2, "there is advice"
