"""The dashboard card, as a person uses it, in a real browser.

Leaves its screenshots in `artifacts/`. With UPDATE_PICTURES=1 in the environment it also takes the
pictures of docs/card.md anew.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from playwright.async_api import expect
import pytest

from sandbox.demo.account import DemoAccount
from sandbox.home import Home

from .background import BackgroundLoop
from .browser import MILLISECONDS, in_a_browser, see, take_picture, update_readme_pictures
from .card_page import OTHER_STRANGER, STRANGER, CardPage, card_config, form_of, subentries

pytestmark = [*in_a_browser, pytest.mark.slow, pytest.mark.usefixtures("visitors")]


def today() -> str:
    """Return the day that it is at home."""
    return datetime.now(ZoneInfo("Europe/London")).date().isoformat()


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
