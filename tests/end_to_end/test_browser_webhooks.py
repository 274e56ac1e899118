"""Opening a receiver, and taking a sender's camera in, in a real browser.

Leaves its screenshots in `artifacts/`. With UPDATE_PICTURES=1 in the environment it also takes the
pictures of docs/webhooks.md anew.
"""

from pathlib import Path

from playwright.async_api import Page

from sandbox.driveway.scenes import BRITISH_CAR_ARRIVES
from sandbox.home import Home

from .background import BackgroundLoop
from .browser import MILLISECONDS, in_a_browser, see, take_picture, update_readme_pictures
from .sender import OpenReceiver, remove_receivers, stream, until_listed

pytestmark = in_a_browser

_SETTLING = 1000
"""Milliseconds in which Home Assistant's pages come to rest."""

ADD = "/config/integrations/dashboard/add?domain=plate_recognizer"
CAMERA = "south gate"


async def press(page: Page, name: str) -> None:
    """Press a button of the dialog that is open."""
    await page.get_by_role("button", name=name, exact=True).last.click()


async def open_receiver(page: Page, home: Home) -> OpenReceiver:
    """Set a receiver up, and copy from its page what the sender needs."""
    await page.goto(ADD)
    await press(page, "OK")
    await page.get_by_text("Webhook receiver", exact=True).first.click()
    await see(page, "Only from my own network")
    await press(page, "Submit")
    await see(page, "What the sender needs")
    await page.wait_for_timeout(_SETTLING)
    await take_picture(page, "webhook_1_receiver", of_dialog=True)
    address = await page.locator("code", has_text="/api/webhook/").first.inner_text()
    secret = await page.locator("ha-selector-text input").first.input_value()
    await press(page, "Submit")
    await see(page, "Skip and finish")
    await press(page, "Skip and finish")
    # What the home calls itself is no address of this machine's loopback.
    return OpenReceiver("", f"{home.url}/api{address.partition('/api')[2]}", secret)


async def adopt(page: Page) -> None:
    """Take the camera in that the sender has named."""
    await page.goto("/config/repairs")
    await page.get_by_text(f"Webhooks tell of a camera called {CAMERA}").first.click()
    await see(page, f"Add {CAMERA}?")
    await page.wait_for_timeout(_SETTLING)
    await take_picture(page, "webhook_2_adopt", of_dialog=True)
    await press(page, "Submit")
    await see(page, "The issue is repaired!")


async def show_camera(page: Page, home: Home) -> None:
    """Look at the camera's device."""
    devices = await home.socket.command("config/device_registry/list", list)
    (device,) = [each["id"] for each in devices if each["name"] == CAMERA]
    await page.goto(f"/config/devices/device/{device}")
    await see(page, BRITISH_CAR_ARRIVES.plates[0].plate, "Picture")
    await page.wait_for_timeout(_SETTLING)
    await take_picture(page, "webhook_3_device")


def test_a_receiver_is_opened_and_its_senders_camera_taken_in(
    owners_page: Page, home: Home, background: BackgroundLoop, tmp_path: Path
) -> None:
    picture = tmp_path / "car.jpg"
    picture.write_bytes(BRITISH_CAR_ARRIVES.to_jpeg())
    options = ("--picture", str(picture), "--camera", CAMERA, "--body", "multipart")

    async def go_through() -> list[int]:
        owners_page.set_default_timeout(MILLISECONDS)
        receiver = await open_receiver(owners_page, home)
        before = await stream(receiver, *options)
        await until_listed(home, CAMERA)
        await adopt(owners_page)
        after = await stream(receiver, *options)
        await show_camera(owners_page, home)
        return before + after

    try:
        assert background.run(go_through()) == [200, 200]
    finally:
        background.run(remove_receivers(home))
    update_readme_pictures(("webhook_1_receiver", "webhook_2_adopt"))
