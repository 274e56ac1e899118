"""Zone and masks of a camera, drawn on its picture."""

from base64 import b64decode
from io import BytesIO

from homeassistant.core import HomeAssistant
from PIL import Image
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from sandbox.process import SandboxProcess

from ..conftest import CAMERA_SUBENTRY, camera_subentry, cloud_entry, set_up
from ..fake_camera import FakeCamera, jpeg
from .conftest import Look, Viewer

ZONE = {"left": 10, "top": 20.5, "right": 90, "bottom": 100}
MASK = {"left": 60, "top": 0, "right": 100, "bottom": 8}
CAMERA = {"subentry_id": CAMERA_SUBENTRY}


async def test_a_camera_gives_its_picture_and_its_areas_to_draw_on(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera, look: Look
) -> None:
    camera.picture = jpeg(640, 360)
    subentry = camera_subentry(zone=ZONE, masks=["60, 0, 100, 8"])
    await set_up(hass, cloud_entry(cloud, subentry))
    owner = await look()

    areas = await owner.result("areas/get", **CAMERA)

    kind, _, content = areas["picture"].partition(",")
    assert kind == "data:image/jpeg;base64"
    assert Image.open(BytesIO(b64decode(content))).size == (640, 360)
    assert (areas["width"], areas["height"], areas["camera"]) == (640, 360, "Driveway")
    assert (areas["zone"], areas["masks"]) == (ZONE, [MASK])


async def test_what_is_drawn_holds_from_the_next_picture_on(
    hass: HomeAssistant, account: MockConfigEntry, owner: Viewer
) -> None:
    scanner = account.runtime_data.scanners[CAMERA_SUBENTRY]

    await owner.result("areas/set", **CAMERA, zone=ZONE, masks=[MASK])
    await hass.async_block_till_done()

    stored = account.subentries[CAMERA_SUBENTRY].data
    assert (stored["zone"], stored["masks"]) == (ZONE, ["60, 0, 100, 8"])
    assert account.runtime_data.scanners[CAMERA_SUBENTRY] is scanner
    assert scanner.settings.view.zone is not None


async def test_no_zone_and_no_masks_are_the_whole_picture_again(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera, look: Look
) -> None:
    subentry = camera_subentry(zone=ZONE, masks=["60, 0, 100, 8"], sensitivity=0.7)
    account = await set_up(hass, cloud_entry(cloud, subentry))
    owner = await look()

    await owner.result("areas/set", **CAMERA, zone=None, masks=[])

    stored = account.subentries[CAMERA_SUBENTRY].data
    assert stored.keys().isdisjoint({"zone", "masks"})
    assert stored["sensitivity"] == 0.7, "all else stays"


@pytest.mark.parametrize(
    ("zone", "masks", "key"),
    [
        ({**ZONE, "left": 95}, [], "zone_without_size"),
        (ZONE, [{**MASK, "right": 101}], "mask_outside_picture"),
        (ZONE, [{"left": 0, "top": 0, "right": 100, "bottom": 100}], "masks_cover_everything"),
        (ZONE, [MASK] * 21, "too_many_masks"),
    ],
)
async def test_what_the_form_would_refuse_is_refused_in_its_words(
    account: MockConfigEntry,
    owner: Viewer,
    zone: dict[str, float],
    masks: list[dict[str, float]],
    key: str,
) -> None:
    answer = await owner.ask("areas/set", **CAMERA, zone=zone, masks=masks)

    assert (answer["error"]["code"], answer["error"]["translation_key"]) == ("invalid_area", key)
    assert "zone" not in account.subentries[CAMERA_SUBENTRY].data


async def test_a_camera_without_a_picture_says_why(
    account: MockConfigEntry, camera: FakeCamera, owner: Viewer
) -> None:
    camera.picture = b""

    answer = await owner.ask("areas/get", **CAMERA)

    assert answer["error"]["translation_key"] == "camera_failed"
    assert answer["error"]["translation_placeholders"]["camera"] == "Driveway"


async def test_only_administrators_draw(
    account: MockConfigEntry, look: Look, hass_read_only_access_token: str
) -> None:
    guest = await look(access_token=hass_read_only_access_token)

    for command, fields in (("areas/get", {}), ("areas/set", {"zone": ZONE, "masks": []})):
        answer = await guest.ask(command, **CAMERA, **fields)
        assert answer["error"]["code"] == "unauthorized"
