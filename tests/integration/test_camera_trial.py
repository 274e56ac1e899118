"""Before a camera is stored: what would be sent is shown, and read if the user wants that."""

import asyncio
from http import HTTPStatus
from io import BytesIO
import re

from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.setup import async_setup_component
from PIL import Image, ImageChops
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from sandbox.api_server.faults import Fault
from sandbox.process import SandboxProcess

from .answers import SEDAN, box, plate
from .camera_dialog import CAMERA, read, suggested, tested, words
from .conftest import (
    CAMERA_SUBENTRY,
    choose,
    cloud_entry,
    fill_in_camera,
    lookups_at,
    sdk_entry,
    set_up,
)
from .fake_camera import FakeCamera, noise_over_the_limit


async def test_the_picture_is_shown_as_it_would_be_sent(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    account: MockConfigEntry,
    hass_client_no_auth: ClientSessionGenerator,
) -> None:
    menu = await tested(hass, account, zone={"left": 50, "masks": ["50, 0, 75, 100"]})

    assert menu["type"] is FlowResultType.MENU
    assert menu["step_id"] == "picture"
    said = words(menu)
    assert (said["width"], said["height"]) == ("160", "240")
    browser = await hass_client_no_auth()
    answer = await browser.get(said["picture"])
    assert answer.status == HTTPStatus.OK
    content = await answer.read()
    assert said["kilobytes"] == str(round(len(content) / 1000))
    whole = Image.open(BytesIO(await (await browser.get(said["whole"])).read()))
    assert whole.size == (320, 240)

    await choose(hass, menu, "lookup")
    [lookup] = lookups_at(cloud)
    assert lookup.file_size == len(content)


async def test_it_costs_nothing_until_it_is_read_and_then_one_lookup(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry
) -> None:
    menu = await choose(hass, await tested(hass, account), "test")
    assert lookups_at(cloud) == []

    await choose(hass, menu, "lookup")

    assert len(lookups_at(cloud)) == 1
    used = hass.states.get("sensor.snapshot_cloud_lookups_used")
    assert used is not None
    assert used.state == "1"


async def test_what_was_read_is_told_with_its_box_and_the_height_of_the_plate(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    account: MockConfigEntry,
    hass_client_no_auth: ClientSessionGenerator,
) -> None:
    cloud.answer([{**plate("ab12cde", vehicle=SEDAN), "box": box(20, 50, 120, 90)}])

    result = await choose(hass, await tested(hass, account, zone={"left": 50}), "lookup")

    assert result["step_id"] == "plates"
    said = words(result)
    assert said["rows"] == r"| AB12CDE | 0\.95 | gb | Sedan | 40 px | 180, 50, 280, 90 |"
    assert said["notes"] == ""
    browser = await hass_client_no_auth()
    picture = Image.open(BytesIO(await (await browser.get(said["picture"])).read()))
    assert picture.size == (427, 640), "the half that was sent, as large as its label needs"


async def test_a_plate_that_is_too_small_or_too_unsure_comes_with_advice(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry
) -> None:
    cloud.answer([{**plate("ab12cde", 0.5), "box": box(20, 50, 80, 66)}])

    notes = read(words(await choose(hass, await tested(hass, account), "lookup"))["notes"])

    assert "AB12CDE is 16 pixels high; plates under 25 pixels are often misread." in notes
    assert "AB12CDE has a score of 0.50, below the least score of 0.7" in notes


async def test_nothing_found_is_said_plainly(hass: HomeAssistant, account: MockConfigEntry) -> None:
    result = await choose(hass, await tested(hass, account), "lookup")

    assert result["step_id"] == "no_plates"


async def test_a_lookup_that_fails_says_why_and_can_be_tried_again(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry
) -> None:
    cloud.fail(Fault(kind="status", status=500, body={"detail": "Overloaded"}))

    result = await choose(hass, await tested(hass, account), "lookup")

    assert result["step_id"] == "lookup_failed"
    assert "Overloaded" in words(result)["reason"]
    assert (await choose(hass, result, "lookup"))["step_id"] == "no_plates"


async def test_a_camera_without_a_picture_says_why_and_can_be_saved(
    hass: HomeAssistant, account: MockConfigEntry, camera: FakeCamera
) -> None:
    camera.picture = ValueError("lens cap on")

    menu = await tested(hass, account)

    assert menu["step_id"] == "no_picture"
    assert "lens cap on" in words(menu)["reason"]
    assert (await choose(hass, menu, "save"))["type"] is FlowResultType.CREATE_ENTRY


async def test_a_broken_picture_says_so(
    hass: HomeAssistant, account: MockConfigEntry, camera: FakeCamera
) -> None:
    camera.picture = b"no picture"

    menu = await tested(hass, account)

    assert menu["step_id"] == "no_picture"
    assert "known format" in words(menu)["reason"]


async def test_one_can_go_back_to_the_settings_and_finds_them_as_they_were(
    hass: HomeAssistant, account: MockConfigEntry
) -> None:
    menu = await tested(hass, account, name="Front", zone={"left": 30})

    form = await choose(hass, menu, "settings")

    assert form["step_id"] == "user"
    assert suggested(form)["name"] == "Front"
    assert suggested(form)["zone"]["left"] == 30


async def test_an_account_that_does_not_run_can_get_cameras_but_reads_nothing(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera
) -> None:
    cloud.fail(Fault(kind="status", status=500, endpoint="statistics"))
    account = await set_up(hass, cloud_entry(cloud))

    result = await choose(hass, await tested(hass, account), "lookup")

    assert result["step_id"] == "lookup_failed"
    assert "running" in words(result)["reason"]
    assert lookups_at(cloud) == []
    assert camera.asked == 1
    assert (await choose(hass, result, "save"))["type"] is FlowResultType.CREATE_ENTRY


async def test_a_region_that_no_list_has_is_taken_with_a_note(
    hass: HomeAssistant, account: MockConfigEntry
) -> None:
    menu = await tested(hass, account, regions=["gb", "zz-new"])

    assert menu["step_id"] == "picture"
    assert "Not in the list of regions: zz-new." in read(words(menu)["notes"])


async def test_a_changed_camera_is_read_under_the_id_that_the_api_knows(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry
) -> None:
    form = await account.start_subentry_reconfigure_flow(hass, CAMERA_SUBENTRY)
    await choose(hass, await fill_in_camera(hass, form, camera_entity_id=CAMERA), "lookup")

    [lookup] = lookups_at(cloud)
    assert lookup.fields["camera_id"] == [CAMERA_SUBENTRY]


async def test_words_of_a_server_are_shown_as_they_are_not_as_markup(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry
) -> None:
    cloud.answer([{**plate("![x](http://evil/)", 0.5), "box": box(20, 50, 80, 66)}])
    cloud.fail(Fault(kind="status", status=500, body={"detail": "<img src=x> ![y](http://evil/)"}))

    failed = await choose(hass, await tested(hass, account), "lookup")
    answered = await choose(hass, failed, "lookup")

    tags = re.compile("</?ha-alert[^>]*>")
    notes = tags.sub("", words(answered)["notes"])
    assert notes.casefold().count("evil") == 2
    for text in (words(failed)["reason"], words(answered)["rows"], notes):
        assert re.search(r"(?<!\\)[<!\[\]()]", text) is None
        assert "//" not in text


async def test_a_page_that_asks_again_is_shown_the_same_and_pays_nothing(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    account: MockConfigEntry,
    hass_client: ClientSessionGenerator,
) -> None:
    assert await async_setup_component(hass, "config", {})
    result = await choose(hass, await tested(hass, account), "lookup")
    browser = await hass_client()

    answer = await browser.get(f"/api/config/config_entries/subentries/flow/{result['flow_id']}")

    assert (await answer.json())["step_id"] == "no_plates"
    assert len(lookups_at(cloud)) == 1


async def test_what_the_camera_drops_is_told_apart_from_nothing(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry
) -> None:
    cloud.answer([plate("ab12cde", dscore=0.2)])

    result = await choose(hass, await tested(hass, account), "lookup")

    assert result["step_id"] == "no_plates"
    assert "found something (1)" in read(words(result)["notes"])
    assert "least score of the plate is 0.3" in read(words(result)["notes"])


async def test_a_plate_of_several_lines_is_one_row(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry
) -> None:
    cloud.answer([{**plate("ab\n12"), "box": box(20, 50, 80, 96)}])

    result = await choose(hass, await tested(hass, account), "lookup")

    assert words(result)["rows"].startswith("| AB 12 |")
    assert "\n" not in words(result)["rows"]


async def test_a_picture_that_is_sent_as_it_is_and_cannot_be_shown_is_broken(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry, camera: FakeCamera
) -> None:
    file = BytesIO()
    Image.effect_noise((320, 240), 50).save(file, "PNG")
    damaged = bytearray(file.getvalue())
    damaged[2000:3000] = bytes(1000)
    camera.picture = bytes(damaged)

    menu = await tested(hass, account)

    assert menu["step_id"] == "no_picture"
    assert lookups_at(cloud) == []


@pytest.mark.parametrize("option", ["save", "lookup", "test", "settings"])
async def test_a_dialog_outlives_its_account(
    hass: HomeAssistant,
    account: MockConfigEntry,
    hass_client: ClientSessionGenerator,
    option: str,
) -> None:
    assert await async_setup_component(hass, "config", {})
    menu = await tested(hass, account)
    browser = await hass_client()
    await hass.config_entries.async_remove(account.entry_id)

    answer = await browser.post(
        f"/api/config/config_entries/subentries/flow/{menu['flow_id']}",
        json={"next_step_id": option},
    )

    assert answer.status == HTTPStatus.OK
    told = await answer.json()
    if option == "save":
        assert (told["type"], told["reason"]) == (FlowResultType.ABORT, "gone")


@pytest.mark.parametrize("option", ["save", "lookup"])
async def test_a_dialog_outlives_the_camera_that_it_changes(
    hass: HomeAssistant, account: MockConfigEntry, option: str
) -> None:
    form = await account.start_subentry_reconfigure_flow(hass, CAMERA_SUBENTRY)
    menu = await fill_in_camera(hass, form, camera_entity_id=CAMERA)
    hass.config_entries.async_remove_subentry(account, CAMERA_SUBENTRY)

    result = await choose(hass, menu, option)

    assert (result["type"], result["reason"]) == (FlowResultType.ABORT, "gone")


async def test_a_second_click_pays_no_second_time(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry
) -> None:
    cloud.fail(Fault(kind="slow", seconds=0.2))
    menu = await tested(hass, account)

    results = await asyncio.gather(*(choose(hass, menu, "lookup") for _ in range(2)))

    assert [result["step_id"] for result in results] == ["no_plates", "no_plates"]
    assert len(lookups_at(cloud)) == 1


async def test_a_new_picture_can_be_read_again(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry
) -> None:
    read_once = await choose(hass, await tested(hass, account), "lookup")

    await choose(hass, await choose(hass, read_once, "test"), "lookup")

    assert len(lookups_at(cloud)) == 2


@pytest.mark.parametrize("height", [24, 25])
async def test_twenty_five_pixels_are_high_enough(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry, height: int
) -> None:
    cloud.answer([{**plate("ab12cde"), "box": box(20, 50, 80, 50 + height)}])

    result = await choose(hass, await tested(hass, account), "lookup")

    assert ("pixels high" in words(result)["notes"]) is (height < 25)


async def test_the_cameras_own_scores_decide_what_counts_as_read(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry
) -> None:
    cloud.answer([{**plate("ab12cde", 0.5), "box": box(20, 50, 80, 90)}])

    menu = await tested(hass, account, scores={"min_score": 0.4})

    assert words(await choose(hass, menu, "lookup"))["notes"] == ""


def colored(content: bytes, width: int, row: int) -> list[int]:
    """Return the columns in which something colored crosses a row of a grey picture.

    The picture may be shown larger; rows and columns are those of one so wide.
    """
    picture = Image.open(BytesIO(content))
    scale = picture.width / width
    _, saturation, brightness = picture.convert("HSV").split()
    colorful = ImageChops.darker(saturation, brightness)
    line = colorful.crop((0, round(row * scale), picture.width, round(row * scale) + 1)).tobytes()
    found = [x for x, value in enumerate(line) if value > 150]
    lines = [x for x in found if x - 1 not in found]
    return [round(x / scale) for x in lines]


@pytest.mark.parametrize(
    ("result", "edges"),
    [
        ({**plate("ab12cde", vehicle=SEDAN), "box": box(100, 120, 180, 160)}, [40, 100, 180, 300]),
        ({"plate": None, "vehicle": SEDAN}, [40, 300]),
    ],
    ids=["a plate on a vehicle", "a vehicle without one"],
)
async def test_what_was_read_is_marked_where_it_is(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    account: MockConfigEntry,
    hass_client_no_auth: ClientSessionGenerator,
    result: dict[str, object],
    edges: list[int],
) -> None:
    cloud.answer([result])
    menu = await tested(hass, account, engine={"detection_mode": "vehicle"})

    step = await choose(hass, menu, "lookup")

    browser = await hass_client_no_auth()
    picture = await (await browser.get(words(step)["picture"])).read()
    lines = colored(picture, int(words(menu)["width"]), row=140)
    assert len(lines) == len(edges)
    assert all(abs(line - edge) <= 4 for line, edge in zip(lines, edges, strict=True)), lines


async def test_a_picture_over_the_clouds_limit_is_shown_as_it_is_made_to_fit(
    hass: HomeAssistant, account: MockConfigEntry, camera: FakeCamera
) -> None:
    camera.picture = noise_over_the_limit()

    said = words(await tested(hass, account))

    assert int(said["kilobytes"]) < 3000
    assert int(said["width"]) < 3600
    percent = round(100 * int(said["width"]) / 3600)
    assert f"was scaled to {percent} %" in read(said["notes"])


async def test_an_sdk_is_sent_the_same_picture_as_it_is(
    hass: HomeAssistant, sdk: SandboxProcess, camera: FakeCamera
) -> None:
    camera.picture = noise_over_the_limit()
    account = await set_up(hass, sdk_entry(sdk))

    said = words(await tested(hass, account, scan_interval=0))

    assert (said["width"], said["notes"]) == ("3600", "")


async def test_an_endless_plate_is_cut(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry
) -> None:
    cloud.answer([{**plate("ab12" * 1000, 0.5), "box": box(20, 50, 80, 66)}])

    said = words(await choose(hass, await tested(hass, account), "lookup"))

    assert len(said["rows"]) < 200
    assert len(said["notes"]) < 600


@pytest.mark.parametrize(
    ("interval", "note"),
    [(0, None), (5, "50 interval lookups a day last for 4 minutes"), (1728, None)],
)
async def test_an_interval_that_spends_the_days_lookups_early_is_said_so(
    hass: HomeAssistant, account: MockConfigEntry, interval: int, note: str | None
) -> None:
    notes = read(words(await tested(hass, account, scan_interval=interval))["notes"])

    assert note in notes if note else notes == ""
