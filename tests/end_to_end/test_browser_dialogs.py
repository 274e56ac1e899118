"""The dialogs as a person goes through them, in a real browser.

Leaves its screenshots in `artifacts/`. With UPDATE_PICTURES=1 in the environment it also takes the
README's pictures anew.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
import re

from playwright.async_api import Locator, Page, expect
import pytest

from sandbox.api_server.faults import Fault
from sandbox.demo.account import DemoAccount, ReadCamera
from sandbox.demo.cameras import show_cameras
from sandbox.demo.programme import CameraProgramme, Shot
from sandbox.driveway.scenes import EMPTY_DRIVEWAY, TWO_CARS
from sandbox.home import Home
from sandbox.process import SandboxProcess

from .background import BackgroundLoop
from .browser import MILLISECONDS, TALL, in_a_browser, see, take_picture, update_readme_pictures
from .camera_dialog import CameraDialog
from .scan import scan
from .vehicles import forget_vehicles

pytestmark = in_a_browser

_SETTLING = 500
"""Milliseconds in which Home Assistant's lists and sections open and close."""

_ATTEMPTS = 5

INTEGRATION = "/config/integrations/integration/plate_recognizer"


async def press(page: Page, name: str) -> None:
    """Press a button of the dialog that is open."""
    await page.get_by_role("button", name=name, exact=True).last.click()


async def choose_camera(page: Page, name: str) -> None:
    """Choose a camera entity from the list of them, where one or several can be chosen."""
    await page.locator("ha-entity-picker").first.click(position={"x": 40, "y": 30})
    await page.locator("ha-combo-box-item", has_text=name).first.click()
    # Until the list has closed, what is typed elsewhere is forgotten.
    await expect(page.get_by_role("dialog")).to_have_count(1, timeout=MILLISECONDS)
    await page.wait_for_timeout(_SETTLING)


async def open_list(page: Page, name: str) -> None:
    """Open the list of what can be chosen in a field, in which something else can be typed.

    A click that comes while the form is still being laid out opens nothing.
    """
    listed = page.locator("ha-picker-combo-box input, ha-combo-box-textfield input").last
    for _ in range(_ATTEMPTS):
        await page.get_by_text(name, exact=True).first.click()
        await page.wait_for_timeout(_SETTLING)
        if await listed.is_visible():
            return
    raise AssertionError(f"the list of {name} doesn't open")


async def open_section(page: Page, name: str) -> None:
    """Open a section of a form, and wait until it stands still."""
    await page.get_by_text(name, exact=True).first.click()
    await page.wait_for_timeout(_SETTLING)


def edge(page: Page, name: str) -> Locator:
    """Return the number beside a slider of the zone."""
    return page.locator("ha-selector-number", has_text=name).locator("input[type=number]")


def text(page: Page, name: str) -> Locator:
    """Return the last field for text of this name."""
    field = page.locator("ha-selector-text", has=page.get_by_text(re.compile(rf"^{name}\*?$")))
    return field.locator("input").last


async def shown_pictures(page: Page) -> list[int]:
    """Wait until the pictures of a dialog are there, and return their widths in pixels."""
    pictures = page.locator("ha-markdown img")
    await expect(pictures.first).to_be_visible(timeout=MILLISECONDS)
    await page.wait_for_load_state("networkidle")
    widths: list[int] = await pictures.evaluate_all(
        "images => images.map(image => image.naturalWidth)"
    )
    return widths


def test_an_account_is_set_up_from_the_menu_to_its_cameras(
    background: BackgroundLoop, owners_page: Page, account: DemoAccount
) -> None:
    page = owners_page

    async def choose_kind(kind: str) -> None:
        await page.goto(INTEGRATION)
        await page.get_by_role("button", name="Add service").click()
        await see(page, "Where are plates read?", "Snapshot Cloud", "On-Premise SDK")
        await take_picture(page, "account_1_kind", of_dialog=True)
        await page.get_by_text(kind, exact=True).last.click()

    async def go(sdk: SandboxProcess) -> None:
        await choose_kind("Snapshot Cloud")
        await see(page, "The token is checked with a call that costs no lookup.")
        await text(page, "API token").fill("a-token-that-is-nobody's")
        await take_picture(page, "account_2_cloud", of_dialog=True)
        await choose_kind("On-Premise SDK")
        await text(page, "Address").fill(sdk.url)
        await take_picture(page, "account_2_sdk", of_dialog=True)
        await press(page, "Submit")
        await see(page, "What plates are there?")
        await open_list(page, "Regions")
        await page.keyboard.type("United Kingdom")
        await page.keyboard.press("Enter")
        await page.wait_for_timeout(_SETTLING)
        await take_picture(page, "account_3_recognition", of_dialog=True)
        await press(page, "Submit")
        await see(page, "Which cameras?")
        await choose_camera(page, "Driveway")
        await take_picture(page, "account_4_cameras", of_dialog=True)

    with SandboxProcess("sdk") as sdk:
        background.run(go(sdk))
    update_readme_pictures(
        ["account_1_kind", "account_2_cloud", "account_3_recognition", "account_4_cameras"]
    )


def test_a_camera_is_filled_in_tested_and_saved(
    background: BackgroundLoop,
    owners_page: Page,
    account: DemoAccount,
    sandbox: SandboxProcess,
) -> None:
    camera = account.cameras[0].camera
    camera.driveway.put(TWO_CARS.to_jpeg())
    page = owners_page

    async def fill_in() -> None:
        await page.set_viewport_size(TALL)
        await page.goto(INTEGRATION)
        await page.get_by_role("button", name="Add camera").first.click()
        await see(page, "Add a camera")
        await choose_camera(page, "Driveway")
        await text(page, "Name").fill("Front of the house")
        await text(page, "Place").fill("Driveway")
        await page.wait_for_timeout(_SETTLING)
        await take_picture(page, "camera_1_form", of_dialog=True)
        await open_section(page, "Zone and masks")
        await edge(page, "Top edge").fill("100")
        await take_picture(page, "camera_2_zone", of_dialog=True)
        await press(page, "Next")

    async def mend_and_test() -> list[int]:
        await expect(page.get_by_text("has no size").first).to_be_visible(timeout=MILLISECONDS)
        await take_picture(page, "camera_3_refused", of_dialog=True)
        await open_section(page, "Zone and masks")
        await edge(page, "Top edge").fill("30")
        await page.get_by_role("button", name="Add Mask").click()
        await text(page, "Mask").fill("0, 0, 8, 100")
        await page.wait_for_timeout(_SETTLING)
        await take_picture(page, "camera_4_mask", of_dialog=True)
        await press(page, "Next")
        await see(page, "Test this camera", "Sends this picture to the API: costs one lookup.")
        widths = await shown_pictures(page)
        await take_picture(page, "camera_5_test", of_dialog=True)
        return widths

    async def read() -> list[int]:
        await page.get_by_text("Read this picture", exact=True).click()
        await see(page, "What was read", "KV19PNE", "FT482KX")
        widths = await shown_pictures(page)
        await take_picture(page, "camera_6_read", of_dialog=True)
        return widths

    async def save() -> None:
        await page.get_by_text("Save", exact=True).click()
        await see(page, "Front of the house")

    background.run(fill_in())
    assert background.run(mend_and_test()) == [1920, 1920]
    asked = len(sandbox.requests())
    assert background.run(read()) == [1920]
    assert len(sandbox.requests()) == asked + 1, "the test costs what it says"
    background.run(save())
    update_readme_pictures(["camera_1_form", "camera_4_mask", "camera_5_test", "camera_6_read"])


def test_a_test_that_goes_wrong_says_why_and_what_to_do(
    background: BackgroundLoop,
    owners_page: Page,
    account: DemoAccount,
    sandbox: SandboxProcess,
) -> None:
    driveway = account.cameras[0].camera.driveway
    page = owners_page

    async def test_again() -> None:
        await page.get_by_text("Take another picture", exact=True).click()

    async def change_camera() -> None:
        await page.set_viewport_size(TALL)
        await page.goto(INTEGRATION)
        await page.get_by_role("button", name="Change camera").first.click()
        await see(page, "Change the camera")
        await take_picture(page, "camera_7_change", of_dialog=True)
        await press(page, "Next")
        await shown_pictures(page)

    async def lookup_fails() -> None:
        await page.get_by_text("Read this picture", exact=True).click()
        await see(page, "Nothing was read")
        await expect(page.get_by_text("Overloaded").first).to_be_visible()
        await take_picture(page, "camera_8_lookup_failed", of_dialog=True)

    async def nothing_is_found() -> None:
        await page.get_by_text("Read this picture", exact=True).click()
        await see(page, "No plate.")
        await take_picture(page, "camera_9_no_plates", of_dialog=True)

    async def camera_fails() -> None:
        await test_again()
        await expect(page.get_by_text("can't be read").first).to_be_visible(timeout=MILLISECONDS)
        await take_picture(page, "camera_10_no_picture", of_dialog=True)

    driveway.put(EMPTY_DRIVEWAY.to_jpeg())
    background.run(change_camera())
    sandbox.fail(Fault(kind="status", status=500, body={"detail": "Overloaded"}))
    background.run(lookup_fails())
    background.run(nothing_is_found())
    driveway.put(b"no picture")
    background.run(camera_fails())
    driveway.put(TWO_CARS.to_jpeg())


def test_the_options_show_what_interval_scans_may_spend(
    background: BackgroundLoop, owners_page: Page, account: DemoAccount
) -> None:
    async def look() -> None:
        await owners_page.goto(INTEGRATION)
        await owners_page.get_by_role("button", name="Configure").first.click()
        await see(owners_page, "Settings of the account", "Interval lookups a day*")
        await take_picture(owners_page, "options", of_dialog=True)

    background.run(look())


@pytest.fixture
def orphan(home: Home, background: BackgroundLoop, account: DemoAccount) -> ReadCamera:
    """A camera of the account whose camera entity has been deleted."""

    async def make() -> ReadCamera:
        shot = Shot(TWO_CARS.to_jpeg(), frozenset())
        (camera,) = await show_cameras(home, [CameraProgramme("Old gate", ".jpg", (shot,))])
        dialog = CameraDialog(home, account)
        step = await dialog.fill_in(camera_entity_id=camera.entity_id, name="Lost")
        read = await dialog.save(step, replace(camera, name="Lost"))
        await home.socket.command(
            "config/entity_registry/remove", type(None), entity_id=camera.entity_id
        )
        return read

    return background.run(make())


def test_a_camera_that_lost_its_entity_is_repaired(
    home: Home, background: BackgroundLoop, owners_page: Page, orphan: ReadCamera
) -> None:
    async def repair() -> None:
        await owners_page.goto("/config/repairs")
        await owners_page.get_by_text("The camera entity of Lost is gone", exact=True).first.click()
        await see(owners_page, "Which camera is Lost?")
        await choose_camera(owners_page, "Gate")
        await take_picture(owners_page, "repair", of_dialog=True)
        await press(owners_page, "Submit")
        await expect(owners_page.get_by_text("The camera entity of Lost is gone")).to_have_count(
            0, timeout=MILLISECONDS
        )
        button = orphan.entity("button", "scan")
        await home.rest.act("button.press", entity_id=button)

    background.run(repair())


def test_a_vehicle_is_made_known_after_a_warning_of_one_it_is_confused_with(
    background: BackgroundLoop, owners_page: Page, account: DemoAccount
) -> None:
    page = owners_page

    async def add(name: str, plate: str) -> None:
        await page.set_viewport_size(TALL)
        await page.goto(INTEGRATION)
        await page.get_by_role("button", name="Add vehicle").first.click()
        await see(page, "Add a vehicle", "May open")
        await text(page, "Name").fill(name)
        await open_list(page, "Plates")
        await page.keyboard.type(plate)
        await page.keyboard.press("Enter")
        await page.wait_for_timeout(_SETTLING)

    async def add_both() -> None:
        await add("Anna's Golf", "AB12 CDE")
        await take_picture(page, "vehicle_1_form", of_dialog=True)
        await press(page, "Submit")
        await see(page, "Anna's Golf")
        await add("Neighbour", "A812 CDE")
        await press(page, "Submit")
        await see(page, "Plates that are easily confused", "A812 CDE: Anna's Golf")
        await take_picture(page, "vehicle_2_lookalike", of_dialog=True)
        await page.get_by_text("Save", exact=True).click()
        await see(page, "Neighbour")

    background.run(add_both())
    update_readme_pictures(["vehicle_1_form"])


@pytest.fixture
def nobody_known(home: Home, background: BackgroundLoop, account: DemoAccount) -> Iterator[None]:
    """No vehicles of other tests, and none for them."""
    background.run(forget_vehicles(home, account.entry_id))
    yield
    background.run(forget_vehicles(home, account.entry_id))


@pytest.mark.usefixtures("nobody_known")
def test_the_latest_stranger_becomes_a_named_vehicle_by_one_choice(
    home: Home, background: BackgroundLoop, owners_page: Page, account: DemoAccount
) -> None:
    page, camera = owners_page, account.cameras[0]

    async def see_a_stranger() -> None:
        camera.camera.driveway.put(TWO_CARS.to_jpeg())
        await scan(home, camera)

    async def name_it() -> None:
        await page.set_viewport_size(TALL)
        await page.goto(INTEGRATION)
        await page.get_by_role("button", name="Add vehicle").first.click()
        await see(page, "Add a vehicle", "May open")
        strangers = page.get_by_text(re.compile(r"^FT482KX - Driveway, \d\d:\d\d$"))
        await expect(strangers).to_have_count(0)  # none is chosen before somebody chooses it
        await text(page, "Name").fill("Parcel van")
        await open_list(page, "Plates")
        await take_picture(page, "vehicle_3_strangers", of_dialog=True)
        await strangers.first.click()
        await page.wait_for_timeout(_SETTLING)
        await take_picture(page, "vehicle_4_stranger_chosen", of_dialog=True)
        await press(page, "Submit")
        await see(page, "Parcel van")

    background.run(see_a_stranger())
    background.run(name_it())

    [told] = [
        each for each in background.run(scan(home, camera)).sightings if each["plate"] == "FT482KX"
    ]
    assert (told["vehicle"], told["may_open"]) == ("Parcel van", False)


def test_a_list_of_plates_is_taken_from_a_file_and_had_back_as_one(
    background: BackgroundLoop, owners_page: Page, account: DemoAccount, tmp_path: Path
) -> None:
    page = owners_page
    rows = "".join(f"W7{number:05},Owner {number},\n" for number in range(2_000))
    given = tmp_path / "yard.csv"
    given.write_text(rows)

    async def take_in() -> None:
        await page.set_viewport_size(TALL)
        await page.goto(INTEGRATION)
        await page.get_by_role("button", name="Add plate list").first.click()
        await see(page, "Add a list of plates")
        await text(page, "Name").fill("Residents")
        await page.locator("ha-file-upload input[type=file]").set_input_files(given)
        await see(page, "yard.csv")
        await page.wait_for_timeout(_SETTLING)
        await take_picture(page, "plate_list_1_form", of_dialog=True)
        await press(page, "Submit")
        await see(page, "Residents")

    async def have_back() -> Path:
        await page.goto(INTEGRATION)
        await page.get_by_role("button", name="Change plate list").first.click()
        await see(page, "Change the list")
        async with page.expect_download() as started:
            await page.get_by_text("Download the rows").click()
        await take_picture(page, "plate_list_2_change", of_dialog=True)
        download = await started.value
        assert download.suggested_filename == "residents.csv"
        return await download.path()

    background.run(take_in())
    had_back = background.run(have_back()).read_text("utf-8-sig")
    assert had_back == f"plate,name,valid_until\n{rows}"
    update_readme_pictures(["plate_list_1_form"])
