"""What a camera's zone and masks leave of real photographs, on the way to the API."""

from dataclasses import replace
from hashlib import sha256
from io import BytesIO

from PIL import Image, ImageChops, ImageStat
import pytest

from sandbox.demo.account import DemoAccount, ReadCamera
from sandbox.driveway.playback import Driveway
from sandbox.home import Home
from sandbox.process import SandboxProcess
from tests.boxes import overlap
from tests.photos import PHOTOS, needs_photos

from .background import BackgroundLoop
from .camera_dialog import CameraDialog
from .scan import scan

pytestmark = [pytest.mark.end_to_end, needs_photos]

CLOCK = (496, 0, 1280, 42)
"""Where the toll camera burns in the time and its name, which reads like a plate, in pixels."""
MASK = "38, 0, 100, 6"
ZONE = {"left": 25, "top": 55, "right": 75, "bottom": 100}
"""Per cent of the picture: the lane before the toll camera."""


def show(camera: ReadCamera, photo: str) -> None:
    Driveway(camera.camera.driveway.file, [(PHOTOS / photo).read_bytes()])


def contrast(picture: Image.Image) -> float:
    """Return how far brightness is spread: text on a ground has much of it, a mask none."""
    return ImageStat.Stat(picture.convert("L")).stddev[0]


@pytest.mark.parametrize("photo", ["toll-01.jpg", "toll-03.jpg", "toll-14.jpg"])
def test_a_mask_hides_the_burnt_in_text_from_what_is_sent_and_nothing_else(
    home: Home,
    background: BackgroundLoop,
    account: DemoAccount,
    sandbox: SandboxProcess,
    photo: str,
) -> None:
    camera = account.cameras[0]
    show(camera, photo)
    dialog = CameraDialog(home, account)

    step = background.run(
        dialog.fill_in(camera_entity_id=camera.camera.entity_id, zone={"masks": [MASK]})
    )
    picture = dialog.picture(step)
    background.run(dialog.choose(step, "lookup"))

    lookup = next(
        each for each in reversed(sandbox.requests()) if "camera_id" not in each.fields
    )  # other cameras of this home may look meanwhile
    assert lookup.status == 201
    assert lookup.sha256 == sha256(picture).hexdigest(), "what was shown is what was sent"
    sent, taken = Image.open(BytesIO(picture)), Image.open(PHOTOS / photo)
    assert contrast(taken.crop(CLOCK)) > 50
    assert contrast(sent.crop(CLOCK)) < 2
    below = (0, 48, *taken.size)
    difference = ImageChops.difference(sent.crop(below), taken.crop(below)).convert("L")
    assert ImageStat.Stat(difference).mean[0] < 1


@pytest.fixture(scope="module")
def lane(home: Home, background: BackgroundLoop, account: DemoAccount) -> ReadCamera:
    """A second camera of the account on the same camera entity: it sends the lane alone."""
    camera = account.cameras[0].camera
    dialog = CameraDialog(home, account)

    async def add() -> ReadCamera:
        fields = {"camera_entity_id": camera.entity_id, "name": "Lane", "zone": ZONE}
        return await dialog.save(await dialog.fill_in(**fields), replace(camera, name="Lane"))

    return background.run(add())


@pytest.mark.parametrize("photo", ["toll-01.jpg", "toll-02.jpg", "toll-04.jpg", "toll-14.jpg"])
def test_a_zone_gives_the_same_plates_and_boxes_as_the_full_picture(
    home: Home,
    background: BackgroundLoop,
    account: DemoAccount,
    sandbox: SandboxProcess,
    lane: ReadCamera,
    photo: str,
) -> None:
    whole = account.cameras[0]
    show(whole, photo)

    full = background.run(scan(home, whole))
    zoned = background.run(scan(home, lane))

    sent_full, sent_zone = (
        next(
            request.image
            for request in reversed(sandbox.requests())
            if request.fields.get("camera_id") == [camera.entities[0].config_subentry_id]
        )
        for camera in (whole, lane)
    )
    assert sent_full is not None
    assert sent_zone is not None
    assert (sent_full.width, sent_full.height) == (1280, 720)
    assert (sent_zone.width, sent_zone.height) == (640, 324)
    assert zoned.plates.keys() == full.plates.keys() != set()
    for plate, box in full.boxes.items():
        assert overlap(zoned.boxes[plate], box) > 0.8
    assert {(each["image_width"], each["image_height"]) for each in zoned.sightings} == {
        (1280, 720)
    }
