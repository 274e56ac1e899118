"""What is kept of the pictures on which vehicles are read."""

from base64 import b64encode
from dataclasses import replace
from datetime import timedelta
from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from threading import Event
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.util.ulid import ulid_now
import numpy as np
from PIL import Image
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_fire_time_changed
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.plate_recognizer import keeper
from custom_components.plate_recognizer.history.records import KeptPicture, Wanted
from custom_components.plate_recognizer.keeper import History, async_history
from custom_components.plate_recognizer.pipeline.seen_picture import SeenPicture, Told
from sandbox.process import SandboxProcess

from ..action import act
from ..answers import PLATE_BOX, SEDAN, VEHICLE_BOX, box, plate
from ..conftest import (
    CAMERA_SUBENTRY,
    camera_subentry,
    cloud_entry,
    scan,
    set_up,
    vehicle_subentry,
)
from ..fake_camera import FakeCamera, jpeg
from .conftest import GOLF, KEEP_FULL, see


async def kept(history: History) -> list[KeptPicture | None]:
    """Return the pictures of all sightings, newest first."""
    found = await history.async_find(Wanted(), 100)
    return [await history.async_picture(each.sighting_id) for each in found]


async def number_of_pictures(history: History) -> int:
    """Return how many there are, whoever is on them."""
    [number] = await history.async_ask(
        lambda store: store.db.execute("SELECT count(*) FROM pictures").fetchone()
    )
    return int(number)


def content_of(folder: Path) -> bytes:
    """Return all that is in its files."""
    return b"".join(each.read_bytes() for each in folder.iterdir())


async def keeping(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    options: dict[str, Any],
    **camera: Any,  # noqa: ANN401 - as its subentry has it
) -> History:
    """Return the history of an account with these options and a camera set so."""
    account = await set_up(hass, cloud_entry(cloud, camera_subentry(**camera), options=options))
    return async_history(hass, account.entry_id)


@pytest.mark.parametrize(
    "options", [{}, {"history": {"history_pictures": "full", "history_days": 0}}]
)
async def test_none_is_kept_unless_asked_for_and_never_in_memory(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera, options: dict[str, Any]
) -> None:
    history = await keeping(hass, cloud, options)

    await see(hass, cloud, "xy98zzz")

    assert await kept(history) == [None]
    assert await number_of_pictures(history) == 0


async def test_they_are_kept_from_the_moment_that_somebody_switches_them_on(
    hass: HomeAssistant, cloud: SandboxProcess, restless: FakeCamera
) -> None:
    account = await set_up(hass, cloud_entry(cloud, camera_subentry()))
    await see(hass, cloud, "xy98zzz")

    hass.config_entries.async_update_entry(account, options=KEEP_FULL)
    await hass.async_block_till_done()
    await see(hass, cloud, "ab12cde")

    newest, older = await kept(async_history(hass, account.entry_id))
    assert newest is not None
    assert older is None


async def two_seen(hass: HomeAssistant, cloud: SandboxProcess) -> MockConfigEntry:
    """Return an account of which two full pictures are kept."""
    account = await set_up(hass, cloud_entry(cloud, camera_subentry(), options=KEEP_FULL))
    await see(hass, cloud, "xy98zzz", "ab12cde")
    assert await number_of_pictures(async_history(hass, account.entry_id)) == 2
    return account


async def choose(hass: HomeAssistant, account: MockConfigEntry, pictures: str) -> None:
    """Have the owner choose what is kept of pictures."""
    options = {"history": {"history_pictures": pictures}, "rate": "none"}
    hass.config_entries.async_update_entry(account, options=options)
    await hass.async_block_till_done(wait_background_tasks=True)


async def test_switched_off_those_that_are_kept_go_at_once_and_the_sightings_stay(
    hass: HomeAssistant, cloud: SandboxProcess, restless: FakeCamera
) -> None:
    account = await two_seen(hass, cloud)

    await choose(hass, account, "off")

    history = async_history(hass, account.entry_id)
    assert await kept(history) == [None, None]
    assert await number_of_pictures(history) == 0


async def test_switched_off_while_the_account_did_not_run_they_go_soon_after_the_start(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    restless: FakeCamera,
    freezer: FrozenDateTimeFactory,
) -> None:
    account = await two_seen(hass, cloud)
    await hass.config_entries.async_unload(account.entry_id)
    await async_history(hass, account.entry_id).async_close()
    hass.data.pop(keeper._HISTORIES)  # as a restart does
    await choose(hass, account, "off")

    await hass.config_entries.async_setup(account.entry_id)
    await hass.async_block_till_done()
    freezer.tick(timedelta(minutes=6))
    async_fire_time_changed(hass)
    await hass.async_block_till_done(wait_background_tasks=True)

    history = async_history(hass, account.entry_id)
    assert await kept(history) == [None, None]
    assert await number_of_pictures(history) == 0


async def test_from_full_to_small_ones_those_that_are_kept_stay_as_they_are(
    hass: HomeAssistant, cloud: SandboxProcess, restless: FakeCamera
) -> None:
    account = await two_seen(hass, cloud)
    before = await kept(async_history(hass, account.entry_id))

    await choose(hass, account, "thumbnails")

    assert await kept(async_history(hass, account.entry_id)) == before


async def test_a_full_picture_is_kept_byte_for_byte(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera
) -> None:
    history = await keeping(hass, cloud, KEEP_FULL)

    await see(hass, cloud, "xy98zzz")

    [picture] = await kept(history)
    assert picture is not None
    assert picture.content == camera.picture
    assert (picture.content_type, picture.width, picture.height) == ("image/jpeg", 320, 240)


@pytest.mark.parametrize("pictures", ["full", "thumbnails"])
async def test_what_masks_hide_is_not_kept_and_what_is_beside_the_zone_is(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera, pictures: str
) -> None:
    camera.picture = jpeg(640, 480)
    options: dict[str, Any] = {"history": {"history_pictures": pictures}}
    zone = {"left": 50, "top": 0, "right": 100, "bottom": 100}
    history = await keeping(hass, cloud, options, zone=zone, masks=["0, 0, 100, 50"])

    await see(hass, cloud, "xy98zzz")

    [picture] = await kept(history)
    assert picture is not None
    with Image.open(BytesIO(picture.content)) as image:
        levels = np.asarray(image.convert("L")).astype(int)
    height, width = levels.shape
    hidden = levels[: height // 2 - 8]
    shown = levels[height // 2 + 8 :, : width // 2 - 8]
    assert np.abs(hidden - 128).max() <= 1
    assert np.ptp(shown) > 50, "left of the zone, the pattern is there"


@pytest.mark.parametrize("pictures", ["full", "thumbnails"])
async def test_of_a_masked_stranger_no_plate_is_kept(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera, pictures: str, own_history: Path
) -> None:
    options = {"history": {"history_pictures": pictures}, "privacy": {"strangers": "masked"}}
    history = await keeping(hass, cloud, options)

    await see(hass, cloud, "xy98zzz")

    [picture] = await kept(history)
    assert picture is not None
    assert (picture.shown[0].plate or "").startswith("#")
    with Image.open(BytesIO(picture.content)) as image:
        levels = np.asarray(image.convert("L")).astype(int)
    plate_box = levels[125:135, 105:175]
    assert np.abs(plate_box - 128).max() <= 2
    await history.async_close()
    assert b"xy98zzz" not in content_of(own_history).lower()


async def test_a_thumbnail_is_small_and_its_boxes_are_those_of_the_full_picture(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera
) -> None:
    camera.picture = jpeg(640, 480)
    history = await keeping(hass, cloud, {"history": {"history_pictures": "thumbnails"}})

    await see(hass, cloud, "xy98zzz")

    [picture] = await kept(history)
    assert picture is not None
    with Image.open(BytesIO(picture.content)) as image:
        assert image.size == (320, 240)
    assert (picture.width, picture.height) == (640, 480)
    assert picture.shown[0].box is not None
    assert picture.shown[0].box.xmax == PLATE_BOX["xmax"]


async def test_a_picture_is_kept_once_with_all_who_are_on_it(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera
) -> None:
    golf = vehicle_subentry("Golf", "AB12 CDE", subentry_id=GOLF)
    account = await set_up(hass, cloud_entry(cloud, camera_subentry(), golf, options=KEEP_FULL))
    history = async_history(hass, account.entry_id)
    other = plate("xy98zzz", 0.8, vehicle={**SEDAN, "box": box(10, 10, 90, 90)})
    cloud.answer([plate("ab12cde", vehicle=SEDAN), {**other, "box": box(20, 60, 60, 80)}])

    await scan(hass)

    first, second = await kept(history)
    assert first is not None
    assert first == second
    assert await number_of_pictures(history) == 1
    assert {(each.status, each.plate, each.vehicle, each.score) for each in first.shown} == {
        ("known", "AB12CDE", "Golf", 0.95),
        ("stranger", "XY98ZZZ", None, 0.8),
    }
    of_golf = next(each for each in first.shown if each.vehicle_id == GOLF)
    assert of_golf.vehicle_box is not None
    assert of_golf.vehicle_box.xmax == VEHICLE_BOX["xmax"]


async def told_once(hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry) -> Told:
    """Return what a scan tells."""
    told: list[Told] = []
    account.runtime_data.scanners[CAMERA_SUBENTRY].news.async_on_told(told.extend)
    await see(hass, cloud, "xy98zzz")
    [one] = told
    return one


def again(told: Told, content: bytes) -> Told:
    """Return another sighting, on another picture."""
    sighting = replace(told.sighting, sighting_id=ulid_now())
    return Told(sighting, SeenPicture(content, (sighting,)))


async def test_each_frame_of_a_burst_is_kept_for_the_sightings_that_were_read_on_it(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry
) -> None:
    history = async_history(hass, account.entry_id)
    told = await told_once(hass, cloud, account)
    red, blue = again(told, jpeg(color="red")), again(told, jpeg(color="blue"))

    history.async_keep(CAMERA_SUBENTRY, (red, blue))

    for each in (red, blue):
        picture = await history.async_picture(each.sighting.sighting_id)
        assert picture is not None
        assert each.picture is not None
        assert picture.content == each.picture.content


async def test_a_sighting_is_kept_also_if_its_picture_is_damaged(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry
) -> None:
    history = async_history(hass, account.entry_id)
    told = again(await told_once(hass, cloud, account), jpeg()[:500])

    history.async_keep(CAMERA_SUBENTRY, (told,))

    assert await history.async_get(told.sighting.sighting_id) is not None
    assert await history.async_picture(told.sighting.sighting_id) is None


async def test_pictures_do_not_pile_up_in_memory_while_sightings_are_all_kept(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry
) -> None:
    history = async_history(hass, account.entry_id)
    told = await told_once(hass, cloud, account)
    is_slow = Event()
    busy = hass.async_create_task(history.async_ask(lambda _store: is_slow.wait(60)))

    for _ in range(30):
        history.async_keep(CAMERA_SUBENTRY, (again(told, jpeg()),))

    is_slow.set()
    assert await busy
    assert len(await history.async_find(Wanted(), 100)) == 31
    assert await number_of_pictures(history) == 1 + 8
    await hass.async_block_till_done()
    history.async_keep(CAMERA_SUBENTRY, (again(told, jpeg()),))
    assert await number_of_pictures(history) == 1 + 8 + 1, "as soon as those are written"


async def test_the_cameras_picture_is_there_again_after_a_restart_until_it_is_deleted(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    camera: FakeCamera,
    hass_client: ClientSessionGenerator,
) -> None:
    history = await keeping(hass, cloud, KEEP_FULL)
    await see(hass, cloud, "xy98zzz")
    [entry] = hass.config_entries.async_entries("plate_recognizer")
    before = hass.states.get("image.driveway_picture")

    await hass.config_entries.async_unload(entry.entry_id)
    await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()

    after = hass.states.get("image.driveway_picture")
    assert before is not None
    assert after is not None
    assert after.state == before.state
    answer = await (await hass_client()).get("/api/image_proxy/image.driveway_picture")
    assert answer.status == HTTPStatus.OK
    with Image.open(BytesIO(await answer.read())) as picture:
        assert picture.size == (640, 480)

    await act(hass, "delete_sightings", plate="XY98ZZZ")

    assert await kept(history) == []
    gone = hass.states.get("image.driveway_picture")
    assert gone is not None
    assert gone.state == "unknown"


async def test_the_cameras_picture_is_gone_when_the_kept_one_is_dropped(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera
) -> None:
    history = await keeping(hass, cloud, KEEP_FULL)
    await see(hass, cloud, "xy98zzz")
    [entry] = hass.config_entries.async_entries("plate_recognizer")
    await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done()
    shown = hass.states.get("image.driveway_picture")
    assert shown is not None
    assert shown.state != "unknown"

    await history.async_ask(lambda store: store.db.execute("DELETE FROM pictures"))
    history.async_keep_visit(entry.runtime_data.visits.tracker.visits[0])
    await hass.async_block_till_done()

    gone = hass.states.get("image.driveway_picture")
    assert gone is not None
    assert gone.state == "unknown"


async def test_a_recorded_picture_is_kept_with_its_sighting(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera
) -> None:
    history = await keeping(hass, cloud, KEEP_FULL)
    cloud.answer([plate("xy98zzz")])
    given = jpeg(640, 480, color="green")

    await act(hass, "recognize", base64=b64encode(given).decode(), camera="Driveway", record=True)

    [picture] = await kept(history)
    assert picture is not None
    assert picture.content == given
