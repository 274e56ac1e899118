"""The picture of a camera: what was seen last, with who it was drawn into it."""

from http import HTTPStatus
from io import BytesIO

from homeassistant.core import Event, HomeAssistant, callback
from PIL import Image, ImageChops
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.plate_recognizer.const import EVENT_SIGHTING
from sandbox.process import SandboxProcess

from .answers import PLATE_BOX, SEDAN, VEHICLE_BOX, plate
from .conftest import camera_subentry, cloud_entry, scan, set_up, vehicle_subentry
from .fake_camera import FakeCamera, jpeg

PICTURE = "image.driveway_picture"
ADDRESS = f"/api/image_proxy/{PICTURE}"
PLAIN = jpeg(640, 480)
"""Neither enlarged nor made smaller when it is drawn into."""


def state(hass: HomeAssistant) -> str:
    found = hass.states.get(PICTURE)
    assert found is not None
    return found.state


async def shown(hass_client: ClientSessionGenerator) -> Image.Image:
    answer = await (await hass_client()).get(ADDRESS)
    assert answer.status == HTTPStatus.OK
    assert answer.content_type == "image/jpeg"
    with Image.open(BytesIO(await answer.read())) as picture:
        picture.load()
    return picture


def changed(picture: Image.Image, before: bytes = PLAIN) -> tuple[int, int, int, int] | None:
    """Return the part of a picture in which something is drawn."""
    with Image.open(BytesIO(before)) as plain:
        difference = ImageChops.difference(picture.convert("L"), plain.convert("L"))
    return difference.point(lambda value: 255 * (value > 60)).getbbox()


def color(picture: Image.Image) -> tuple[int, ...]:
    """Return the strongest colour of a picture that has none of its own, in few steps of each."""
    found = picture.quantize(16).convert("RGB").getcolors()
    assert found is not None
    colors = [each for _, each in found if isinstance(each, tuple)]
    strongest = max(colors, key=lambda each: max(each) - min(each))
    assert max(strongest) - min(strongest) > 60
    return tuple(round(value / 40) for value in strongest)


async def test_it_shows_the_frame_with_boxes_and_label_when_somebody_looks(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    camera: FakeCamera,
    account: MockConfigEntry,
    hass_client: ClientSessionGenerator,
) -> None:
    camera.picture = PLAIN
    cloud.answer([plate("ab12cde", vehicle=SEDAN)])
    assert state(hass) == "unknown", "nobody was seen yet"

    await scan(hass)

    assert state(hass) != "unknown"
    picture = await shown(hass_client)
    assert picture.size == (640, 480)
    drawn = changed(picture)
    assert drawn is not None
    assert drawn[0] <= VEHICLE_BOX["xmin"]
    assert drawn[2] >= VEHICLE_BOX["xmax"]
    inside = (PLATE_BOX["xmin"], PLATE_BOX["ymin"], PLATE_BOX["xmax"], PLATE_BOX["ymax"])
    with Image.open(BytesIO(PLAIN)) as plain:
        kept = ImageChops.difference(
            picture.convert("L").crop(inside), plain.convert("L").crop(inside)
        )
    assert kept.point(lambda value: 255 * (value > 60)).getbbox() is None, "it can be read"


async def test_who_is_known_is_drawn_otherwise_than_a_stranger(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    camera: FakeCamera,
    hass_client: ClientSessionGenerator,
) -> None:
    await set_up(hass, cloud_entry(cloud, camera_subentry(), vehicle_subentry("Golf", "AB12 CDE")))
    camera.picture = PLAIN
    cloud.answer([plate("ab12cde", vehicle=SEDAN)])
    await scan(hass)
    known = await shown(hass_client)

    cloud.answer([plate("zz99zzz", vehicle=SEDAN)])
    await scan(hass)
    stranger = await shown(hass_client)

    assert color(known) != color(stranger)


async def test_a_scan_that_finds_nobody_leaves_the_last_one(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera, account: MockConfigEntry
) -> None:
    camera.picture = PLAIN
    cloud.answer([plate("ab12cde")])
    await scan(hass)
    before = state(hass)

    cloud.answer([])
    await scan(hass)

    assert state(hass) == before


async def test_it_stands_before_the_event_that_a_notification_waits_for(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera, account: MockConfigEntry
) -> None:
    camera.picture = PLAIN
    cloud.answer([plate("ab12cde")])
    stood: list[tuple[str, str]] = []

    @callback
    def sighted(event: Event) -> None:
        stood.append((state(hass), event.data["taken_at"]))

    hass.bus.async_listen(EVENT_SIGHTING, sighted)

    await scan(hass)

    [(at, taken_at)] = stood
    assert at == taken_at


async def test_what_masks_hide_is_shown_to_nobody(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    camera: FakeCamera,
    hass_client: ClientSessionGenerator,
) -> None:
    await set_up(hass, cloud_entry(cloud, camera_subentry(masks=["50,50,100,100"])))
    camera.picture = PLAIN
    cloud.answer([plate("ab12cde")])

    await scan(hass)

    hidden = (await shown(hass_client)).convert("L").crop((330, 250, 630, 470))
    low, high = hidden.getextrema()
    assert isinstance(low, int | float)
    assert isinstance(high, int | float)
    assert high - low < 8, "one colour"


async def test_it_is_for_those_who_may_look(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    camera: FakeCamera,
    account: MockConfigEntry,
    hass_client_no_auth: ClientSessionGenerator,
) -> None:
    camera.picture = PLAIN
    cloud.answer([plate("ab12cde")])
    await scan(hass)
    client = await hass_client_no_auth()

    assert (await client.get(ADDRESS)).status == HTTPStatus.FORBIDDEN
    found = hass.states.get(PICTURE)
    assert found is not None
    assert (await client.get(found.attributes["entity_picture"])).status == HTTPStatus.OK


@pytest.mark.usefixtures("camera")
async def test_it_is_held_in_memory_and_gone_when_the_account_starts_anew(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera, account: MockConfigEntry
) -> None:
    camera.picture = PLAIN
    cloud.answer([plate("ab12cde")])
    await scan(hass)

    await hass.config_entries.async_reload(account.entry_id)
    await hass.async_block_till_done()

    assert state(hass) == "unknown"
