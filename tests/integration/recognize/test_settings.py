"""How a picture is read: as the account or a camera is set, where the call says nothing else."""

from base64 import b64encode
import json
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from sandbox.api_server.journal import RequestRecord
from sandbox.process import SandboxProcess
from tests.contract import SIGHTING_KEYS

from ..action import act
from ..answers import MMC, SEDAN, box, plate
from ..conftest import (
    CAMERA_SUBENTRY,
    add_cameras,
    camera_subentry,
    cloud_entry,
    lookups_at,
    set_up,
    vehicle_subentry,
)
from .gallery import PICTURE

BASE64 = b64encode(PICTURE).decode()
OPTIONS: dict[str, Any] = {
    "regions": ["gb"],
    "mmc": True,
    "engine": {"mode": "fast", "threshold_d": 0.3},
}
LOWER_HALF = {"left": 0, "top": 50, "right": 100, "bottom": 100}


async def looked_up(hass: HomeAssistant, cloud: SandboxProcess, **fields: object) -> RequestRecord:
    await act(hass, "recognize", base64=BASE64, **fields)
    return lookups_at(cloud)[-1]


def config(lookup: RequestRecord) -> dict[str, Any] | None:
    return json.loads(lookup.fields["config"][0]) if "config" in lookup.fields else None


async def test_without_anything_else_it_is_read_as_the_account_is_set(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    await set_up(hass, cloud_entry(cloud, options=OPTIONS))

    lookup = await looked_up(hass, cloud)

    assert lookup.fields["regions"] == ["gb"]
    assert lookup.fields["mmc"] == ["true"]
    assert config(lookup) == {"mode": "fast", "threshold_d": 0.3}
    assert "camera_id" not in lookup.fields


async def test_what_the_call_says_comes_instead_and_unknown_keys_go_through(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    await set_up(hass, cloud_entry(cloud, options=OPTIONS))
    engine = {
        "mode": "normal",
        "threshold_o": 0.5,
        "text_formats": ["[a-z]+"],
        "a_key_of_tomorrow": {"any": ["thing", 1, None]},
    }

    lookup = await looked_up(hass, cloud, regions=["us-ca", "TKS"], mmc=False, engine=engine)

    assert lookup.fields["regions"] == ["us-ca", "TKS"]
    assert "mmc" not in lookup.fields
    assert config(lookup) == {
        "threshold_d": 0.3,
        "threshold_o": 0.5,
        "text_formats": ["[a-z]+"],
        "a_key_of_tomorrow": {"any": ["thing", 1, None]},
    }


async def test_a_text_format_that_an_older_version_has_left_in_the_account_refuses_no_call(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    engine = {"text_formats": ["[A-Z]"]}
    await set_up(hass, cloud_entry(cloud, options={"engine": engine}))

    lookup = await looked_up(hass, cloud, engine={"mode": "fast"})

    assert config(lookup) == {"mode": "fast", **engine}


async def test_no_region_at_all_can_be_asked_for(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    await set_up(hass, cloud_entry(cloud, options=OPTIONS))

    assert "regions" not in (await looked_up(hass, cloud, regions=[])).fields


async def test_a_template_gives_regions_that_are_blank_and_numbers_as_texts(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    await set_up(hass, cloud_entry(cloud))

    lookup = await looked_up(hass, cloud, regions=["gb", " ", ""], engine={"threshold_d": "0.3"})

    assert lookup.fields["regions"] == ["gb"]
    assert config(lookup) == {"threshold_d": 0.3}


async def test_vehicles_without_a_plate_are_answered_only_where_they_are_asked_for(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry
) -> None:
    cloud.answer([{"plate": None, "vehicle": {**SEDAN, "props": {}}}], times=2)

    plates = await act(hass, "recognize", base64=BASE64)
    answer = await act(hass, "recognize", base64=BASE64, engine={"detection_mode": "vehicle"})

    assert plates["detections"] == []
    [detection] = answer["detections"]
    assert (detection["plate"], detection["status"]) == (None, "unread")
    assert detection["vehicle_type"] == "Sedan"


async def test_a_named_camera_reads_it_as_its_own(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    await add_cameras(hass, "Driveway")
    camera = camera_subentry(
        regions=["fr"], engine={"mode": "redaction"}, zone=LOWER_HALF, min_score=0.2, place="Yard"
    )
    golf = vehicle_subentry("Golf", "AB12 CDE", cameras=[CAMERA_SUBENTRY], may_open=True)
    await set_up(hass, cloud_entry(cloud, camera, golf, options=OPTIONS))
    cloud.answer([plate("ab12cde", 0.3) | {"box": box(100, 20, 180, 40)}], times=2)

    whole = await act(hass, "recognize", base64=BASE64)
    part = await act(hass, "recognize", base64=BASE64, camera="driveway")

    of_account, of_camera = lookups_at(cloud)
    assert [each.image and each.image.height for each in (of_account, of_camera)] == [240, 120]
    assert of_camera.fields["camera_id"] == [CAMERA_SUBENTRY]
    assert of_camera.fields["regions"] == ["fr"]
    assert config(of_camera) == {"mode": "redaction", "threshold_d": 0.3}
    [unread], [known] = whole["detections"], part["detections"]
    assert (unread["status"], unread["box"]) == ("unread", box(100, 20, 180, 40))
    assert (unread["camera"], unread["place"], unread["device_id"]) == (None, None, None)
    assert (known["status"], known["vehicle"], known["may_open"]) == ("known", "Golf", True)
    assert known["box"] == box(100, 140, 180, 160), "in pixels of the whole picture"
    assert (known["camera"], known["place"]) == ("Driveway", "Yard")
    device = dr.async_get(hass).async_get(known["device_id"])
    assert device is not None
    assert device.name == "Driveway"
    assert part["image_height"] == 240


async def test_masks_of_a_named_camera_are_painted_over(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    await add_cameras(hass, "Driveway")
    await set_up(hass, cloud_entry(cloud, camera_subentry(masks=["0, 0, 50, 50"])))

    unmasked = await looked_up(hass, cloud)
    masked = await looked_up(hass, cloud, camera="Driveway")

    assert unmasked.sha256 != masked.sha256
    assert unmasked.image == masked.image


async def test_the_answer_has_all_of_a_sightings_keys_and_what_the_lookup_said(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    golf = vehicle_subentry("Golf", "AB12 CDE", may_open=True, category="guest")
    await set_up(hass, cloud_entry(cloud, golf))
    cloud.set_account(calls=100)
    await hass.services.async_call(
        "button", "press", {"entity_id": "button.snapshot_cloud_refresh"}, blocking=True
    )
    cloud.answer([plate("xy98zzz", 0.8), plate("ab12cde", 0.95, vehicle=SEDAN, **MMC)])

    answer = await act(hass, "recognize", base64=BASE64)

    assert answer.keys() == {
        "detections",
        "processing_time",
        "image_width",
        "image_height",
        "lookups_remaining",
    }
    assert isinstance(answer["processing_time"], float)
    assert answer["lookups_remaining"] == 2500 - 101
    known, stranger = answer["detections"]
    assert known.keys() == stranger.keys() == SIGHTING_KEYS
    assert (known["vehicle"], known["category"], known["may_open"]) == ("Golf", "guest", True)
    assert (known["match"], known["make"], known["source"]) == ("exact", "Riley", "action")
    assert (stranger["status"], stranger["sure"]) == ("stranger", False)
    assert (known["sighting_id"], known["visit_id"]) == (None, None), "it is no sighting"


async def test_a_vehicle_that_is_known_before_some_cameras_is_known_before_none(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    await add_cameras(hass, "Driveway")
    golf = vehicle_subentry("Golf", "AB12 CDE", cameras=[CAMERA_SUBENTRY], may_open=True)
    await set_up(hass, cloud_entry(cloud, camera_subentry(), golf))
    cloud.answer([plate("ab12cde")])

    [detection] = (await act(hass, "recognize", base64=BASE64))["detections"]

    assert (detection["status"], detection["status_reason"]) == ("expired", "other_camera")
    assert (detection["vehicle"], detection["may_open"]) == ("Golf", False)


@pytest.mark.usefixtures("account")
async def test_nothing_on_the_picture_is_an_answer_too(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    cloud.answer([])

    answer = await act(hass, "recognize", base64=BASE64)

    assert (answer["detections"], answer["image_width"]) == ([], 320)
    assert lookups_at(cloud)[0].billed
