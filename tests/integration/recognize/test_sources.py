"""A picture comes from an entity, a file, a text or an address: it is read all the same."""

from base64 import b64encode
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from homeassistant.core import HomeAssistant
from PIL import Image
from PIL.ExifTags import Base as ExifTag
import pytest

from sandbox.api_server.journal import RequestRecord
from sandbox.process import SandboxProcess
from tests.api.server import ScriptedServer, says

from ..action import act
from ..answers import PLATE_BOX, plate
from ..conftest import lookups_at, sdk_entry, set_up
from ..fake_camera import FakeCamera, noise_over_the_limit
from ..fake_image import FakeImage
from .certificate import own_certificate
from .conftest import Folders
from .gallery import ADDRESS, GALLERY, PICTURE


def only_lookup(sandbox: SandboxProcess) -> RequestRecord:
    [lookup] = lookups_at(sandbox)
    return lookup


def assert_read(sandbox: SandboxProcess, answer: dict[str, object], picture: bytes) -> None:
    """Assert that the picture was uploaded, byte for byte, and a plate found on it."""
    lookup = only_lookup(sandbox)
    assert lookup.sha256 == sha256(picture).hexdigest()
    assert lookup.file_name is not None
    assert isinstance(answer["detections"], list)
    [detection] = answer["detections"]
    assert (detection["plate"], detection["box"]) == ("AB12CDE", PLATE_BOX)
    assert (answer["image_width"], answer["image_height"]) == (320, 240)


@pytest.mark.usefixtures("account")
async def test_a_camera_entity_gives_its_picture_of_now(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera
) -> None:
    cloud.answer([plate("ab12cde")])

    answer = await act(hass, "recognize", camera_entity_id="camera.driveway")

    assert isinstance(camera.picture, bytes)
    assert_read(cloud, answer, camera.picture)
    assert camera.asked == 1
    assert answer["detections"][0]["camera_entity_id"] == "camera.driveway"


@pytest.mark.usefixtures("account")
async def test_an_image_entity_gives_what_it_shows(
    hass: HomeAssistant, cloud: SandboxProcess, doorbell: FakeImage
) -> None:
    cloud.answer([plate("ab12cde")])

    answer = await act(hass, "recognize", image_entity_id="image.doorbell")

    assert isinstance(doorbell.picture, bytes)
    assert_read(cloud, answer, doorbell.picture)
    assert answer["detections"][0]["camera_entity_id"] is None


@pytest.mark.usefixtures("account")
async def test_a_path_names_a_file(
    hass: HomeAssistant, cloud: SandboxProcess, folders: Folders
) -> None:
    cloud.answer([plate("ab12cde")])

    answer = await act(hass, "recognize", path=folders.put("gate.jpg", PICTURE))

    assert_read(cloud, answer, PICTURE)


@pytest.mark.parametrize("is_chosen", [True, False], ids=["as the selector has it", "its id"])
@pytest.mark.usefixtures("account")
async def test_media_name_a_local_file(
    hass: HomeAssistant, cloud: SandboxProcess, folders: Folders, *, is_chosen: bool
) -> None:
    folders.put("gate 1.jpg", PICTURE)
    media_id = "media-source://media_source/local/gate 1.jpg"
    chosen = {"media_content_id": media_id, "media_content_type": "image/jpeg", "metadata": {}}
    cloud.answer([plate("ab12cde")])

    answer = await act(hass, "recognize", media=chosen if is_chosen else media_id)

    assert_read(cloud, answer, PICTURE)


@pytest.mark.parametrize("name", ["camera.driveway", "camera.Driveway", "image.doorbell"])
@pytest.mark.usefixtures("account")
async def test_media_that_are_an_entitys_film_give_its_picture_of_now(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    camera: FakeCamera,
    doorbell: FakeImage,
    name: str,
) -> None:
    cloud.answer([plate("ab12cde")])
    domain, _ = name.split(".")

    answer = await act(hass, "recognize", media=f"media-source://{domain}/{name}")

    picture = camera.picture if domain == "camera" else doorbell.picture
    assert isinstance(picture, bytes)
    assert_read(cloud, answer, picture)


@pytest.mark.usefixtures("account")
async def test_media_that_are_no_local_file_are_fetched_from_home_assistant_itself(
    hass: HomeAssistant, cloud: SandboxProcess, gallery: None
) -> None:
    cloud.answer([plate("ab12cde")])

    answer = await act(hass, "recognize", media=f"{GALLERY}/gate 1.jpg")

    assert_read(cloud, answer, PICTURE)


@pytest.mark.usefixtures("account", "gallery")
async def test_at_home_home_assistant_is_known_without_a_certificate_that_proves_it(
    hass: HomeAssistant, cloud: SandboxProcess, tmp_path: Path
) -> None:
    cloud.answer([plate("ab12cde")])
    async with ScriptedServer(tls=own_certificate(tmp_path)) as server:
        server.answers[ADDRESS] = says(200, PICTURE)
        hass.config.internal_url = server.url

        answer = await act(hass, "recognize", media=f"{GALLERY}/gate 1.jpg")

    assert_read(cloud, answer, PICTURE)


@pytest.mark.usefixtures("account")
async def test_media_of_another_server_are_fetched_from_there(
    hass: HomeAssistant, cloud: SandboxProcess, gallery: None
) -> None:
    cloud.answer([plate("ab12cde")])
    async with ScriptedServer() as server:
        server.answers["/gate.jpg"] = says(200, PICTURE)

        answer = await act(hass, "recognize", media=f"{GALLERY}/{server.url}/gate.jpg")

    assert_read(cloud, answer, PICTURE)


@pytest.mark.parametrize("prefix", ["", "data:image/jpeg;base64,"])
@pytest.mark.usefixtures("account")
async def test_base64_is_a_picture_in_one_line_or_many(
    hass: HomeAssistant, cloud: SandboxProcess, prefix: str
) -> None:
    text = b64encode(PICTURE).decode()
    lines = "\n".join(text[start : start + 76] for start in range(0, len(text), 76))
    cloud.answer([plate("ab12cde")])

    answer = await act(hass, "recognize", base64=f"{prefix}{lines}\n")

    assert_read(cloud, answer, PICTURE)


@pytest.mark.usefixtures("account")
async def test_an_address_is_handed_on_to_the_server_which_fetches_the_picture(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    cloud.answer([plate("ab12cde")])
    async with ScriptedServer() as server:
        server.answers["/Gate.jpg"] = says(200, PICTURE)
        url = f"{server.url}/Gate.jpg?at=Now"

        answer = await act(hass, "recognize", url=f" {url} ")

    lookup = only_lookup(cloud)
    assert lookup.fields["upload_url"] == [url]
    assert lookup.sha256 == sha256(PICTURE).hexdigest()
    [detection] = answer["detections"]
    assert (detection["plate"], detection["box"]) == ("AB12CDE", PLATE_BOX)
    assert (answer["image_width"], answer["image_height"]) == (320, 240)


async def test_an_sdk_that_may_fetches_from_an_address_and_says_no_size(
    hass: HomeAssistant, sdk: SandboxProcess
) -> None:
    await set_up(hass, sdk_entry(sdk, options={"allow_url": True}))
    sdk.answer([plate("ab12cde")])
    async with ScriptedServer() as server:
        server.answers["/gate.jpg"] = says(200, PICTURE)

        answer = await act(hass, "recognize", url=f"{server.url}/gate.jpg")

    assert answer["detections"][0]["plate"] == "AB12CDE"
    assert (answer["image_width"], answer["image_height"]) == (None, None)


@pytest.mark.usefixtures("account")
async def test_a_field_that_a_template_left_blank_is_no_picture(
    hass: HomeAssistant, cloud: SandboxProcess, folders: Folders
) -> None:
    path = folders.put("gate.jpg", PICTURE)

    await act(hass, "recognize", path=path, url="", media={}, base64=" ", image_entity_id="")

    assert only_lookup(cloud).sha256 == sha256(PICTURE).hexdigest()


@pytest.mark.usefixtures("account")
async def test_a_picture_over_the_clouds_limit_is_fitted_and_its_boxes_are_of_the_full_one(
    hass: HomeAssistant, cloud: SandboxProcess, folders: Folders
) -> None:
    cloud.answer([plate("ab12cde")])

    answer = await act(hass, "recognize", path=folders.put("4k.jpg", noise_over_the_limit()))

    lookup = only_lookup(cloud)
    assert lookup.image is not None
    assert (lookup.status, answer["image_width"]) == (201, 3600)
    [detection] = answer["detections"]
    factor = 3600 / lookup.image.width
    assert factor > 1
    assert detection["box"]["xmin"] == pytest.approx(PLATE_BOX["xmin"] * factor, abs=factor)


@pytest.mark.usefixtures("account")
async def test_a_picture_that_lies_on_its_side_is_stood_upright(
    hass: HomeAssistant, cloud: SandboxProcess, folders: Folders
) -> None:
    exif, file = Image.Exif(), BytesIO()
    exif[ExifTag.Orientation] = 6
    Image.open(BytesIO(PICTURE)).save(file, "JPEG", exif=exif)

    answer = await act(hass, "recognize", path=folders.put("phone.jpg", file.getvalue()))

    image = only_lookup(cloud).image
    assert image is not None
    assert (image.width, image.height) == (240, 320)
    assert (answer["image_width"], answer["image_height"]) == (240, 320)


@pytest.mark.usefixtures("account")
async def test_a_format_that_the_api_may_not_know_becomes_a_jpeg(
    hass: HomeAssistant, cloud: SandboxProcess, folders: Folders
) -> None:
    file = BytesIO()
    Image.open(BytesIO(PICTURE)).save(file, "WEBP")

    await act(hass, "recognize", path=folders.put("gate.webp", file.getvalue()))

    lookup = only_lookup(cloud)
    assert (lookup.status, lookup.file_name and lookup.file_name.endswith(".jpg")) == (201, True)
