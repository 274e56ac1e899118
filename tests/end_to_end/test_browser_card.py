"""The dashboard card, as a person uses it, in a real browser.

Leaves its screenshots in `artifacts/`. With UPDATE_PICTURES=1 in the environment it also takes the
pictures of docs/card.md anew.
"""

from collections.abc import Iterator
from datetime import datetime
import json
import re
from typing import Final, Literal
from zoneinfo import ZoneInfo

from playwright.async_api import Page, ViewportSize, expect
import pytest
import pytest_socket

from sandbox.demo.account import DemoAccount, keep_pictures
from sandbox.demo.vehicles import introduce_vehicles
from sandbox.home import Home
from sandbox.home.home import INTEGRATION

from .background import BackgroundLoop
from .browser import (
    MILLISECONDS,
    in_a_browser,
    note,
    see,
    take_picture,
    take_picture_of,
    update_readme_pictures,
)
from .card_page import (
    CARD_DASHBOARD,
    CardPage,
    add_card_dashboard,
    card_config,
    form_of,
    grave_violations,
    needs_axe,
    subentries,
)
from .scan import scan
from .vehicles import forget_vehicles

pytestmark = [*in_a_browser, pytest.mark.slow]

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

STRANGER: Final = "FT482KX"
"""Stands beside Anna's car in the driveway."""
OTHER_STRANGER: Final = "MKX4827"
"""Stands before the gate."""


@pytest.fixture(scope="module", autouse=True)
def visitors(home: Home, background: BackgroundLoop, account: DemoAccount) -> Iterator[None]:
    """Cars before each camera, of which pictures are kept; a dashboard with the card."""
    # Of a whole module: this is set up before sockets are allowed in each test.
    pytest_socket.enable_socket()

    async def begin() -> None:
        await forget_vehicles(home, account.entry_id)
        await introduce_vehicles(home, account.entry_id)
        await keep_pictures(home, account.entry_id)
        await add_card_dashboard(home)
        for camera in account.cameras:
            camera.camera.driveway.show(0)
            await scan(home, camera)

    async def end() -> None:
        await forget_vehicles(home, account.entry_id)
        await keep_pictures(home, account.entry_id, "off")

    background.run(begin())
    yield
    background.run(end())


def today() -> str:
    """Return the day that it is at home."""
    return datetime.now(ZoneInfo("Europe/London")).date().isoformat()


@pytest.fixture
def card(owners_page: Page) -> CardPage:
    """The card before the owner, not opened yet."""
    return CardPage(owners_page)


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


def test_scan_now_looks_at_once_and_who_came_is_shown_without_a_reload(
    background: BackgroundLoop, card: CardPage, account: DemoAccount
) -> None:
    gate = account.cameras[1].camera
    newcomer = "GH736TR"

    async def go_through() -> None:
        await card.open()
        await expect(card.row(newcomer)).to_have_count(0)
        gate.driveway.show(1)
        await card.card.get_by_role("button", name="Scan now: Gate").click()
        await expect(card.row(newcomer)).to_be_visible(timeout=MILLISECONDS)

    background.run(go_through())


def test_a_stranger_gets_a_name_and_is_known_from_then_on(
    background: BackgroundLoop, card: CardPage, home: Home, account: DemoAccount
) -> None:
    async def name_it() -> dict[str, object]:
        await card.open()
        await card.press(STRANGER, "Give it a name")
        await expect(card.page.get_by_role("textbox", name="Name")).to_be_focused()
        hint = card.page.locator("plate-recognizer-name").get_by_role("status")
        await card.page.keyboard.type("anna's car")
        await expect(hint).to_contain_text(f"{STRANGER} becomes another one")
        await card.page.get_by_role("textbox", name="Name").fill("Carol")
        await expect(hint).to_have_text("")
        await card.page.keyboard.press("Enter")
        await expect(card.page.locator("plate-recognizer-name dialog")).not_to_be_visible()
        await expect(card.row("Carol", "Here now")).to_contain_text("Known", timeout=MILLISECONDS)
        vehicles = await subentries(home, account, "vehicle")
        return await form_of(home, account, "vehicle", vehicles["Carol"])

    form = background.run(name_it())

    assert form["plates"] == [STRANGER]
    assert not form["may_open"]
    assert not form["valid_until"]


def test_let_in_today_makes_a_guest_that_may_open_until_midnight(
    background: BackgroundLoop, card: CardPage, home: Home, account: DemoAccount
) -> None:
    async def let_in() -> dict[str, object]:
        await card.open()
        await card.press(OTHER_STRANGER, "Let in today")
        await see(card.page, f"Let {OTHER_STRANGER} in today?")
        await card.page.keyboard.press("Enter")
        await expect(card.row(OTHER_STRANGER)).to_contain_text("Known", timeout=MILLISECONDS)
        vehicles = await subentries(home, account, "vehicle")
        return await form_of(home, account, "vehicle", vehicles[OTHER_STRANGER])

    days = [today()]
    form = background.run(let_in())
    days.append(today())

    assert form["category"] == "guest"
    assert form["may_open"] is True
    assert form["valid_until"] in {f"{day} 23:59:59" for day in days}


def test_a_name_that_is_refused_is_explained_in_the_dialog(
    background: BackgroundLoop, card: CardPage, home: Home, account: DemoAccount
) -> None:
    plate = "8KPR429"

    async def name_it_as_another() -> None:
        await card.open()
        await card.press(plate, "Give it a name")
        meanwhile = {"name": "Dave", "plates": [plate], "config_entry_id": account.entry_id}
        await home.rest.post("/api/services/plate_recognizer/add_vehicle", list, meanwhile)
        await card.page.keyboard.type("Erin")
        await card.page.keyboard.press("Enter")
        await expect(card.card.get_by_role("alert")).to_contain_text("Dave")
        await card.page.keyboard.press("Escape")
        await expect(card.page.locator("plate-recognizer-name dialog")).not_to_be_visible()

    background.run(name_it_as_another())


def test_the_cards_options_are_changed_in_a_form(
    background: BackgroundLoop, card: CardPage, home: Home
) -> None:
    page = card.page

    async def change() -> dict[str, object]:
        await card.open()
        await page.goto(f"{page.url}?edit=1")
        await expect(card.row("")).to_be_visible(timeout=MILLISECONDS)
        # In edit mode, all of the card is under what opens the form.
        await page.locator("hui-card-edit-mode").first.click(position={"x": 200, "y": 200})
        editor = page.locator("plate-recognizer-card-editor")
        await editor.locator("ha-selector-text input").first.fill("Who came?")
        await editor.get_by_text("Cameras", exact=True).click()
        await see(page, "Who came?")
        preview = page.locator("hui-card-preview, .element-preview").last
        await expect(preview.get_by_role("button", name="Scan now")).to_have_count(0)
        await page.wait_for_load_state("networkidle")
        await take_picture(page, "card_editor")
        await page.get_by_role("button", name="Save", exact=True).last.click()
        await expect(editor).to_have_count(0)
        return await card_config(home)

    stored = background.run(change())

    assert stored["title"] == "Who came?"
    assert stored["show"] == ["here", "timeline", "quota"]
    update_readme_pictures(["card_editor"])


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
