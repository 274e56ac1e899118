"""The dashboard card, as a person looks at it, in a real browser.

Leaves its screenshots in `artifacts/`. With UPDATE_PICTURES=1 in the environment it also takes the
pictures of docs/card.md anew.
"""

import json
import re
from typing import Final, Literal

from playwright.async_api import Page, ViewportSize, expect
import pytest

from sandbox.home import Home
from sandbox.home.home import INTEGRATION

from .background import BackgroundLoop
from .browser import (
    MILLISECONDS,
    in_a_browser,
    note,
    take_picture,
    take_picture_of,
    update_readme_pictures,
)
from .card_page import CARD_DASHBOARD, STRANGER, CardPage, grave_violations, needs_axe

pytestmark = [*in_a_browser, pytest.mark.slow, pytest.mark.usefixtures("visitors")]

HANDHELD: Final[ViewportSize] = {"width": 390, "height": 844}
LONG: Final[ViewportSize] = {"width": 390, "height": 1680}
"""As wide as that; taller, so that all of the card is seen."""
WIDE: Final[ViewportSize] = {"width": 1100, "height": 1500}
GUEST: Final = "guest"
READ_ONLY: Final = "system-read-only"

_LOADED: Final = """() => [
    ...performance.getEntriesByType("resource")
        .filter(({ name }) => name.includes("/plate_recognizer/frontend/"))
        .map(({ name, startTime, duration, encodedBodySize }) =>
            ({ name, startTime, duration, encodedBodySize })),
    { name: "the first visit is seen", startTime: performance.now() },
]"""
"""What came of the integration, and until when."""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("device", "size"), [("desktop", WIDE), ("phone", LONG)])
def test_the_card_shows_who_is_here_who_came_and_what_lookups_are_left(
    background: BackgroundLoop,
    card: CardPage,
    device: str,
    size: ViewportSize,
    scheme: Literal["light", "dark"],
) -> None:
    name = f"card_{device}_{scheme}"

    async def look() -> list[int]:
        await card.page.emulate_media(color_scheme=scheme)
        await card.page.set_viewport_size(size)
        await card.open()
        for part in ("Here now", "Latest visits"):
            await expect(card.row("Anna's car", part)).to_contain_text("Known")
            await expect(card.row(STRANGER, part)).to_contain_text("Stranger")
        await expect(card.part("Lookups").get_by_role("progressbar")).to_be_visible()
        await expect(card.part("Lookups")).to_contain_text("left")
        await expect(card.part("Cameras").get_by_role("button", name="Scan now")).to_have_count(3)
        await card.row(STRANGER, "Here now").locator("summary").click()
        await card.page.wait_for_load_state("networkidle")
        await take_picture(card.page, name)
        widths: list[int] = await card.card.locator("summary img").evaluate_all(
            "images => images.map(image => image.decode().then(() => image.naturalWidth))"
            ".reduce(async (all, one) => [...await all, await one], [])"
        )
        return widths

    widths = background.run(look())

    assert widths
    assert all(widths)
    update_readme_pictures([name])


def test_a_row_says_why_it_has_its_verdict_and_shows_the_picture(
    background: BackgroundLoop, card: CardPage
) -> None:
    async def look() -> None:
        await card.open()
        row = card.row(STRANGER)
        picture = row.get_by_role("img", name=STRANGER)
        await expect(picture).not_to_be_visible()
        await row.locator("summary").focus()
        await card.page.keyboard.press("Enter")
        await expect(row).to_contain_text("The plate belongs to nobody you know.")
        await expect(picture).to_be_visible()

    background.run(look())


def test_a_guest_sees_who_came_but_neither_lookups_nor_what_changes_anything(
    background: BackgroundLoop, page: Page, home: Home
) -> None:
    guests = CardPage(page)

    async def look() -> list[int]:
        made = await home.socket.command(
            "config/auth/create", dict, name="Guest", group_ids=[READ_ONLY]
        )
        await home.socket.command(
            "config/auth_provider/homeassistant/create",
            type(None),
            user_id=made["user"]["id"],
            username=GUEST,
            password=GUEST,
        )
        await page.goto(f"/{CARD_DASHBOARD}")
        await page.locator("input[name=username]").fill(GUEST)
        await page.locator("input[name=password]").fill(GUEST)
        await page.keyboard.press("Enter")
        await expect(guests.row("Anna's car")).to_be_visible(timeout=MILLISECONDS)
        row = guests.row("Stranger")
        await row.locator("summary").click()
        await expect(row.get_by_role("img")).to_be_visible()
        await take_picture_of(guests.card, "card_of_a_guest")
        unseen = [
            page.get_by_role("progressbar"),
            guests.card.get_by_role("button"),
            guests.card.get_by_role("link"),
        ]
        return [await each.count() for each in unseen]

    assert background.run(look()) == [0, 0, 0]


def test_the_card_speaks_the_language_of_who_looks(
    background: BackgroundLoop, card: CardPage
) -> None:
    german = json.loads((INTEGRATION / "translations" / "de.json").read_text(encoding="utf-8"))
    texts = german["common"]

    async def look() -> None:
        await card.page.add_init_script("""localStorage.setItem("selectedLanguage", '"de"');""")
        await card.page.goto(f"/{CARD_DASHBOARD}")
        await expect(card.row("Anna's car", texts["card_timeline"])).to_contain_text("Bekannt")
        lookups = card.card.get_by_role("heading", name=texts["card_quota"])
        await expect(lookups).to_be_visible()

    background.run(look())


def test_a_dashboard_loads_one_file_for_the_card(
    background: BackgroundLoop, card: CardPage
) -> None:
    """Leave how long that took in `artifacts/`, for docs/card.md."""

    async def look() -> list[dict[str, float | str]]:
        await card.open()
        loaded: list[dict[str, float | str]] = await card.page.evaluate(_LOADED)
        return loaded

    [file, page] = background.run(look())
    note("card_load.json", json.dumps([file, page], indent=1))

    assert re.search(r"/plate-recognizer-card\.js\?\d+\.\d+\.\d+$", str(file["name"]))


@needs_axe
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_card_and_dialog_have_no_grave_barrier(
    background: BackgroundLoop, card: CardPage, scheme: Literal["light", "dark"]
) -> None:
    async def look() -> list[list[str]]:
        await card.page.emulate_media(color_scheme=scheme)
        await card.page.set_viewport_size(HANDHELD)
        await card.open()
        row = card.row("Stranger")
        await row.locator("summary").click()
        of_card = await grave_violations(card.card)
        await row.get_by_role("button", name="Let in today").click()
        dialog = card.card.get_by_role("dialog")
        await expect(dialog).to_be_visible()
        await take_picture(card.page, f"card_dialog_{scheme}")
        return of_card + await grave_violations(dialog)

    assert background.run(look()) == []
