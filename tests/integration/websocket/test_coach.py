"""What the coach says of a camera, by what it has really seen."""

from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
from PIL import Image, ImageFilter
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from sandbox.driveway.plates import GB_FRONT, draw_plate
from sandbox.process import SandboxProcess

from ..answers import plate
from ..conftest import CAMERA_SUBENTRY, camera_subentry, cloud_entry, scan, set_up, vehicle_subentry
from ..fake_camera import FakeCamera, jpeg
from ..history_pictures.conftest import KEEP_FULL
from .conftest import Look, Viewer

CAMERA = {"subentry_id": CAMERA_SUBENTRY}
GROUNDS = ("grey", "red", "green", "blue", "brown", "olive", "teal", "navy")
HIGH = {"xmin": 400, "ymin": 300, "xmax": 600, "ymax": 343}
SMALL = {"xmin": 400, "ymin": 300, "xmax": 470, "ymax": 315}
MASKED = {**KEEP_FULL, "privacy": {"strangers": "masked", "strangers_days": 7}}


def picture_of(box: dict[str, int], ground: str, blur: float = 0) -> bytes:
    """Return a picture of a plate on some ground."""
    with Image.open(BytesIO(jpeg(800, 600, color=ground))) as image:
        picture = image.convert("RGB")
    size = box["xmax"] - box["xmin"], box["ymax"] - box["ymin"]
    picture.paste(draw_plate(GB_FRONT, "AB12 CDE").resize(size), (box["xmin"], box["ymin"]))
    file = BytesIO()
    picture.filter(ImageFilter.GaussianBlur(blur)).save(file, "JPEG", quality=90)
    return file.getvalue()


class Watched:
    """A camera before which a car stops again and again."""

    def __init__(
        self,
        hass: HomeAssistant,
        cloud: SandboxProcess,
        camera: FakeCamera,
        clock: FrozenDateTimeFactory,
    ) -> None:
        self.hass, self.cloud, self.camera, self.clock = hass, cloud, camera, clock

    async def see(
        self, times: int, box: dict[str, int] = HIGH, blur: float = 0, text: str = "ab12cde"
    ) -> None:
        """Have it seen so many times."""
        for ground in GROUNDS[:times]:
            self.clock.tick()
            self.camera.picture = picture_of(box, ground, blur)
            self.cloud.answer([{**plate(text), "box": box}])
            await scan(self.hass)


@pytest.fixture
def watched(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera, freezer: FrozenDateTimeFactory
) -> Watched:
    return Watched(hass, cloud, camera, freezer)


async def keep(hass: HomeAssistant, cloud: SandboxProcess, options: dict[str, Any]) -> None:
    """Set an account up that knows a Golf and keeps what these options say."""
    vehicle = vehicle_subentry("Golf", "AB12 CDE")
    await set_up(hass, cloud_entry(cloud, camera_subentry(), vehicle, options=options))


@pytest.fixture
async def kept(hass: HomeAssistant, cloud: SandboxProcess, watched: Watched) -> None:
    """An account that keeps full pictures."""
    await keep(hass, cloud, KEEP_FULL)


async def keys(owner: Viewer) -> list[str]:
    coaching = await owner.result("coach/get", **CAMERA)
    return [each["key"] for each in coaching["advice"]]


@pytest.mark.usefixtures("kept")
async def test_a_camera_with_sharp_and_large_plates_is_fine(
    watched: Watched, owner: Viewer
) -> None:
    began = dt_util.utcnow()
    await watched.see(5)

    coaching = await owner.result("coach/get", **CAMERA)

    assert coaching["sightings"] == 5
    assert datetime.fromisoformat(coaching["since"]) == began + timedelta(seconds=1)
    assert coaching["advice"] == [
        {"key": "fine", "values": {"seen": 5}, "picture": None, "thumbnail": None, "seen_at": None}
    ]


@pytest.mark.usefixtures("kept")
async def test_plates_that_are_too_small_are_told_with_their_height_and_an_example(
    watched: Watched, owner: Viewer, hass_client_no_auth: ClientSessionGenerator
) -> None:
    await watched.see(5, SMALL)

    [advice] = (await owner.result("coach/get", **CAMERA))["advice"]

    assert advice["key"] == "plate_too_small"
    assert advice["values"] == {"height": 15, "least": 25, "seen": 5}
    assert advice["seen_at"] is not None
    nobody = await hass_client_no_auth()
    for address in (advice["picture"], advice["thumbnail"]):
        response = await nobody.get(address)
        assert response.headers["Content-Type"] == "image/jpeg"


@pytest.mark.usefixtures("kept")
async def test_blurred_plates_are_told(watched: Watched, owner: Viewer) -> None:
    await watched.see(5, blur=5)

    assert await keys(owner) == ["blurred"]


@pytest.mark.usefixtures("kept")
async def test_until_enough_is_seen_nothing_but_that_is_told(
    watched: Watched, owner: Viewer
) -> None:
    await watched.see(3, blur=5)

    [advice] = (await owner.result("coach/get", **CAMERA))["advice"]

    assert advice["key"] == "too_little_seen"
    assert advice["values"] == {"seen": 3, "least": 5, "more": 2}


async def test_a_plate_that_is_painted_out_proves_nothing(
    hass: HomeAssistant, cloud: SandboxProcess, watched: Watched, look: Look
) -> None:
    await keep(hass, cloud, MASKED)
    owner = await look()
    await watched.see(5, text="xy98zzz")
    assert await keys(owner) == ["too_little_seen"]

    await watched.see(5)

    assert await keys(owner) == ["fine"]


async def test_a_thumbnail_tells_how_high_a_plate_was_and_no_more(
    hass: HomeAssistant, cloud: SandboxProcess, watched: Watched, look: Look
) -> None:
    await keep(hass, cloud, {**KEEP_FULL, "history": {"history_pictures": "thumbnails"}})
    owner = await look()
    await watched.see(5, SMALL)

    assert await keys(owner) == ["plate_too_small", "too_little_seen"]


async def test_where_no_picture_is_kept_nothing_is_known(
    hass: HomeAssistant, cloud: SandboxProcess, watched: Watched, look: Look
) -> None:
    await keep(hass, cloud, {**KEEP_FULL, "history": {"history_pictures": "off"}})
    owner = await look()
    await watched.see(5)

    coaching = await owner.result("coach/get", **CAMERA)

    assert (coaching["since"], coaching["sightings"]) == (None, 0)
    assert [each["key"] for each in coaching["advice"]] == ["too_little_seen"]


async def test_only_administrators_are_coached(
    account: MockConfigEntry, look: Look, hass_read_only_access_token: str
) -> None:
    guest = await look(access_token=hass_read_only_access_token)

    answer = await guest.ask("coach/get", **CAMERA)

    assert answer["error"]["code"] == "unauthorized"


async def test_a_camera_that_is_none_is_refused_with_a_reason(
    account: MockConfigEntry, owner: Viewer
) -> None:
    answer = await owner.ask("coach/get", subentry_id="nobody")

    assert answer["error"]["translation_key"] == "camera_unknown"
