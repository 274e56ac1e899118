"""The picture of a camera: what was seen last, with who it was drawn into it."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta
from http import HTTPStatus
from io import BytesIO
from threading import Event

from homeassistant.core import Event as HomeEvent, HomeAssistant, callback
from PIL import Image, ImageChops
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.plate_recognizer import image
from custom_components.plate_recognizer.const import DOMAIN, EVENT_SIGHTING
from custom_components.plate_recognizer.history.records import Wanted
from custom_components.plate_recognizer.pipeline.annotation import Mark, annotated
from custom_components.plate_recognizer.pipeline.seen_picture import SeenPicture
from sandbox.process import SandboxProcess

from .answers import PLATE_BOX, SEDAN, VEHICLE_BOX, plate
from .conftest import CAMERA_SUBENTRY, camera_subentry, cloud_entry, scan, set_up, vehicle_subentry
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
    def sighted(event: HomeEvent) -> None:
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


async def test_a_masked_strangers_plate_cannot_be_read_on_it(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    camera: FakeCamera,
    hass_client: ClientSessionGenerator,
) -> None:
    masked = {"privacy": {"strangers": "masked", "strangers_days": 7}}
    await set_up(hass, cloud_entry(cloud, camera_subentry(), options=masked))
    camera.picture = PLAIN
    cloud.answer([plate("zz99zzz", vehicle=SEDAN)])

    await scan(hass)

    inside = (PLATE_BOX["xmin"], PLATE_BOX["ymin"], PLATE_BOX["xmax"], PLATE_BOX["ymax"])
    low, high = (await shown(hass_client)).convert("L").crop(inside).getextrema()
    assert isinstance(low, int | float)
    assert isinstance(high, int | float)
    assert high - low < 30, "nothing of the pattern is left"


@pytest.fixture
def drawing(monkeypatch: pytest.MonkeyPatch) -> Iterator[Drawing]:
    """Have each drawing wait until it may go on."""
    held = Drawing()

    def slow(content: bytes, marks: Iterable[Mark]) -> bytes:
        held.under_way += 1
        held.most = max(held.most, held.under_way)
        held.has_begun.set()
        assert held.may_end.wait(10)
        held.under_way -= 1
        held.drawn += 1
        return annotated(content, marks)

    monkeypatch.setattr(image, "annotated", slow)
    yield held
    held.may_end.set()


class Drawing:
    """What is drawn, and how much of it at once."""

    def __init__(self) -> None:
        self.has_begun, self.may_end = Event(), Event()
        self.under_way = self.most = self.drawn = 0


async def test_what_is_deleted_while_it_is_drawn_is_not_shown(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    camera: FakeCamera,
    account: MockConfigEntry,
    hass_client: ClientSessionGenerator,
    drawing: Drawing,
) -> None:
    camera.picture = PLAIN
    cloud.answer([plate("ab12cde")])
    await scan(hass)
    client = await hass_client()
    looking = hass.async_create_task(client.get(ADDRESS))
    await hass.loop.run_in_executor(None, drawing.has_begun.wait, 10)

    deletion = {"plate": "AB12CDE"}  # `act` would wait until the drawing is done
    await hass.services.async_call(
        DOMAIN, "delete_sightings", deletion, blocking=True, return_response=True
    )
    drawing.may_end.set()

    assert (await looking).status == HTTPStatus.INTERNAL_SERVER_ERROR
    assert state(hass) == "unknown"


async def test_it_is_drawn_once_however_many_look(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    camera: FakeCamera,
    account: MockConfigEntry,
    hass_client: ClientSessionGenerator,
    drawing: Drawing,
) -> None:
    camera.picture = PLAIN
    cloud.answer([plate("ab12cde")])
    await scan(hass)
    client = await hass_client()
    looking = [hass.async_create_task(client.get(ADDRESS)) for _ in range(5)]
    await hass.loop.run_in_executor(None, drawing.has_begun.wait, 10)

    drawing.may_end.set()

    assert {(await each).status for each in looking} == {HTTPStatus.OK}
    assert (drawing.drawn, drawing.most) == (1, 1)


async def test_the_rest_of_a_burst_takes_nobody_off_it_who_came_later(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera, account: MockConfigEntry
) -> None:
    camera.picture = PLAIN
    cloud.answer([plate("ab12cde")])
    await scan(hass)
    first = state(hass)
    [sighting] = await account.runtime_data.history.async_find(Wanted(), 1)
    news = account.runtime_data.scanners[CAMERA_SUBENTRY].news
    [seen] = news.last_scan.sightings

    def told_at(at: timedelta) -> None:
        look = replace(seen.look, taken_at=sighting.taken_at + at)
        each = replace(seen, look=look)
        picture = SeenPicture(PLAIN, (each,))
        news.async_tell_sightings([each], {look.taken_at: picture})

    told_at(timedelta(seconds=-5))
    assert state(hass) == first

    told_at(timedelta(hours=-5))
    assert state(hass) < first, "by a clock that was put back"


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
