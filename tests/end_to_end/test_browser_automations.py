"""What a person sees who builds an automation, in the editor of a real Home Assistant."""

import shutil

from playwright.async_api import Page

from sandbox.demo.account import DemoAccount
from sandbox.home import Home

from .background import BackgroundLoop
from .browser import TALL, in_a_browser, see, take_picture, update_readme_pictures
from .gate_home import BLUEPRINTS
from .scan import scan

pytestmark = in_a_browser

SECONDS = 30

ARRIVAL = {
    "alias": "Somebody has come",
    "triggers": [
        {
            "trigger": "plate_recognizer.vehicle_arrived",
            "options": {"category": ["guest"], "place": ["Driveway"], "may_open": True},
        }
    ],
    "conditions": [{"condition": "plate_recognizer.is_occupied", "options": {}}],
    "actions": [],
}


def test_the_editor_shows_a_trigger_with_its_options_and_takes_it_without_a_target(
    background: BackgroundLoop, owners_page: Page, home: Home, account: DemoAccount
) -> None:
    async def look() -> None:
        await owners_page.set_viewport_size(TALL)
        await home.rest.post("/api/config/automation/config/arrival", dict, json=ARRIVAL)
        await home.wait_for(
            lambda states: (
                (automation := states.get("automation.somebody_has_come")) is not None
                and automation.state == "on"
            ),
            seconds=SECONDS,
        )
        await owners_page.goto("/config/automation/edit/arrival")
        # A click that comes while the page is still being built opens nothing.
        await owners_page.wait_for_load_state("networkidle")
        await owners_page.get_by_text("Vehicle arrived").first.click()
        await see(owners_page, "Only if it may open", "Categories", "Places", "Guest")
        await owners_page.wait_for_load_state("networkidle")
        await take_picture(owners_page, "trigger")

    background.run(look())


def test_the_editor_offers_all_triggers_in_plain_words(
    background: BackgroundLoop, owners_page: Page, account: DemoAccount
) -> None:
    async def look_for() -> None:
        await owners_page.goto("/config/automation/edit/new")
        await owners_page.get_by_role("button", name="Add trigger").first.click()
        search = owners_page.get_by_placeholder("Search").first
        await search.fill("vehicle")
        await see(
            owners_page,
            "Vehicle sighted",
            "Known vehicle sighted",
            "Vehicle arrived",
            "Vehicle left",
        )
        await owners_page.wait_for_load_state("networkidle")
        await take_picture(owners_page, "trigger_list")
        await search.fill("stranger")
        await see(owners_page, "Stranger sighted")

    background.run(look_for())
    update_readme_pictures(["trigger_list"])


def test_the_gates_blueprint_asks_for_the_door_and_whom_to_tell(
    background: BackgroundLoop, owners_page: Page, home: Home, account: DemoAccount
) -> None:
    page = owners_page
    imported = home.folder / "blueprints" / "automation" / "plate_recognizer"

    async def look() -> None:
        await page.set_viewport_size(TALL)
        await page.goto("/config/blueprint/dashboard")
        await page.get_by_text("Plate Recognizer: open a gate or a garage door").first.click()
        await see(page, "Door", "Vehicles", "Pause")
        await page.wait_for_load_state("networkidle")
        await page.get_by_role("button", name="Tell me why it stays shut").click()
        await see(page, "Whom to tell", "What to tell")
        await page.wait_for_load_state("networkidle")
        await take_picture(page, "blueprint_form")

    shutil.copytree(BLUEPRINTS, imported)
    try:
        background.run(look())
    finally:
        shutil.rmtree(imported)
    update_readme_pictures(["blueprint_form"])


def test_the_tools_tell_why_nothing_was_recognised(
    background: BackgroundLoop, owners_page: Page, home: Home, account: DemoAccount
) -> None:
    page, camera = owners_page, account.cameras[0]

    async def ask() -> None:
        await scan(home, camera)
        await page.set_viewport_size(TALL)
        await page.goto("/config/tools/action?service=plate_recognizer.get_decisions")
        await see(page, "Get decisions", exact=False)
        await page.get_by_role("button", name="Perform action").first.click()
        await see(page, "Response", "summary", exact=False)
        await see(page, "Perform action")  # again: for a moment, the button shows that it worked
        await page.wait_for_load_state("networkidle")
        await take_picture(page, "get_decisions")

    background.run(ask())
    update_readme_pictures(["get_decisions"])
