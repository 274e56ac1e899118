"""A picture that is recorded joins like any scan's; one that isn't leaves nothing behind."""

from base64 import b64encode
import json
from typing import Any

from homeassistant.core import Event, HomeAssistant
from homeassistant.exceptions import HomeAssistantError
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_capture_events

from custom_components.plate_recognizer.const import (
    EVENT_FOUND_PLATE,
    EVENT_SIGHTING,
    EVENT_VISIT_ENDED,
    EVENT_VISIT_STARTED,
)
from custom_components.plate_recognizer.decision_keeper import decision_journal
from custom_components.plate_recognizer.history.records import Wanted
from sandbox.process import SandboxProcess
from tests.contract import SIGHTING_KEYS

from ..action import act
from ..answers import MMC, SEDAN, plate
from ..conftest import (
    CAMERA_SUBENTRY,
    add_cameras,
    camera_subentry,
    cloud_entry,
    lookups_at,
    scan,
    set_up,
    until,
    vehicle_subentry,
)
from ..fake_camera import FakeCamera
from .gallery import PICTURE

BASE64 = b64encode(PICTURE).decode()
OTHER_EVENTS = (EVENT_FOUND_PLATE, EVENT_VISIT_STARTED, EVENT_VISIT_ENDED, "state_changed")
COUNTS = {"sensor.snapshot_cloud_lookups_used", "sensor.snapshot_cloud_lookups_remaining"}
GOLF = vehicle_subentry("Golf", "AB12 CDE", may_open=True)


def state(hass: HomeAssistant, entity_id: str) -> str:
    found = hass.states.get(entity_id)
    assert found is not None
    return found.state


@pytest.mark.parametrize(
    "fields",
    [
        {"base64": BASE64},
        {"base64": BASE64, "camera": "Driveway"},
        {"camera_entity_id": "camera.driveway", "camera": "Driveway"},
    ],
)
@pytest.mark.usefixtures("camera")
async def test_what_is_not_recorded_only_counts_as_a_lookup(
    hass: HomeAssistant, cloud: SandboxProcess, fields: dict[str, Any]
) -> None:
    account = await set_up(hass, cloud_entry(cloud, camera_subentry(), GOLF))
    cloud.answer([plate("xy98zzz")])
    await scan(hass)
    running = account.runtime_data
    before = {each.entity_id: each for each in hass.states.async_all()}
    visits, sightings = (
        running.visits.tracker.visits,
        await running.history.async_find(Wanted(), 100),
    )
    decisions = list(decision_journal(hass, account.entry_id).entries())
    looks = running.scanners[CAMERA_SUBENTRY].looks.answers
    events: list[Event[Any]] = []
    for name in (EVENT_SIGHTING, *OTHER_EVENTS):
        hass.bus.async_listen(name, events.append)
    cloud.answer([plate("ab12cde", vehicle=SEDAN, **MMC)])

    answer = await act(hass, "recognize", **fields)
    await hass.async_block_till_done(wait_background_tasks=True)

    assert answer["detections"][0]["vehicle"] == "Golf"
    assert {event.data.get("entity_id") for event in events} == COUNTS
    after = {each.entity_id: each for each in hass.states.async_all()}
    assert {key for key in after if after[key] != before.get(key)} == COUNTS
    assert after.keys() == before.keys()
    assert running.visits.tracker.visits == visits
    assert await running.history.async_find(Wanted(), 100) == sightings
    assert list(decision_journal(hass, account.entry_id).entries()) == decisions
    assert running.scanners[CAMERA_SUBENTRY].looks.answers == looks
    assert state(hass, "sensor.snapshot_cloud_lookups_used") == "2"


@pytest.mark.usefixtures("camera")
async def test_what_is_recorded_is_a_sighting_of_its_camera(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    account = await set_up(hass, cloud_entry(cloud, camera_subentry(), GOLF))
    events = async_capture_events(hass, EVENT_SIGHTING)
    started = async_capture_events(hass, EVENT_VISIT_STARTED)
    found = async_capture_events(hass, EVENT_FOUND_PLATE)
    cloud.answer([plate("ab12cde", vehicle=SEDAN, **MMC), plate("xy98zzz", 0.75)])

    answer = await act(hass, "recognize", base64=BASE64, camera="Driveway", record=True)

    assert [dict(event.data) for event in events] == answer["detections"]
    golf, stranger = answer["detections"]
    assert golf.keys() == SIGHTING_KEYS
    assert (golf["source"], golf["camera"], golf["vehicle"]) == ("action", "Driveway", "Golf")
    assert {golf["visit_id"], stranger["visit_id"]} == {each.data["visit_id"] for each in started}
    assert [each.data["arrival_reason"] for each in started] == ["old_picture"] * 2
    assert [each.data["plate"] for each in found] == ["AB12CDE", "XY98ZZZ"]
    assert state(hass, "image_processing.driveway_plates") == "AB12CDE"
    assert state(hass, "sensor.driveway_decision") == "sighted"
    assert state(hass, "sensor.driveway_make_model") == "Riley RMF"
    assert state(hass, "binary_sensor.golf_present") == "on"
    assert state(hass, "binary_sensor.driveway_occupied") == "on"
    assert float(state(hass, "sensor.driveway_lookup_duration")) > 0
    remembered = [
        each.data["sighting_id"]
        for each in await account.runtime_data.history.async_find(Wanted(), 9)
    ]
    assert set(remembered) == {golf["sighting_id"], stranger["sighting_id"]}
    [entry] = decision_journal(hass, account.entry_id).entries()
    assert (entry.reason, entry.camera.name) == ("sighted", "Driveway")


@pytest.mark.usefixtures("account")
async def test_it_can_be_recorded_without_an_answer(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    cloud.answer([plate("ab12cde")])
    fields = {"base64": BASE64, "camera": "Driveway", "record": True}

    await hass.services.async_call("plate_recognizer", "recognize", fields, blocking=True)

    assert state(hass, "sensor.driveway_plate") == "AB12CDE"


@pytest.mark.usefixtures("account")
async def test_an_empty_picture_that_is_recorded_says_that_nothing_was_found(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    cloud.answer([plate("ab12cde")])
    await scan(hass)
    cloud.answer([])

    answer = await act(hass, "recognize", base64=BASE64, camera="Driveway", record=True)

    assert answer["detections"] == []
    assert state(hass, "image_processing.driveway_plates") == "unknown"
    assert state(hass, "sensor.driveway_decision") == "nothing_found"
    assert state(hass, "binary_sensor.driveway_occupied") == "on", "who knows when that was"


async def test_a_cameras_own_picture_is_read_with_what_the_call_says_this_once(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera, account: MockConfigEntry
) -> None:
    events = async_capture_events(hass, EVENT_SIGHTING)
    cloud.answer([plate("ab12cde")])

    answer = await act(
        hass,
        "recognize",
        camera_entity_id=" camera.Driveway",
        camera="Driveway",
        record=True,
        regions="us-ca",
        mmc=True,
        engine={"mode": "fast", "tomorrow": 1},
    )
    await scan(hass)

    first, second = lookups_at(cloud)
    assert first.fields["regions"] == ["us-ca"]
    assert first.fields["mmc"] == ["true"]
    assert json.loads(first.fields["config"][0]) == {"mode": "fast", "tomorrow": 1}
    assert not second.fields.keys() & {"regions", "mmc", "config"}, "this once"
    assert dict(events[0].data) == answer["detections"][0]
    assert (answer["image_width"], answer["lookups_remaining"]) == (320, 2499)
    assert isinstance(answer["processing_time"], float)
    assert camera.asked == 2
    assert not account.runtime_data.scanners[CAMERA_SUBENTRY].has_looked, "as it is set"


@pytest.mark.usefixtures("account")
async def test_a_cameras_own_picture_that_fails_is_told_as_of_its_scan(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera
) -> None:
    camera.picture = RuntimeError("lens cap")
    fields = {"camera_entity_id": "camera.driveway", "camera": "Driveway", "record": True}

    with pytest.raises(HomeAssistantError) as raised:
        await act(hass, "recognize", **fields)

    assert raised.value.translation_key == "camera_failed"
    assert state(hass, "sensor.driveway_decision") == "camera_failed"
    assert lookups_at(cloud) == []


@pytest.mark.usefixtures("account")
async def test_a_failure_is_no_state_of_the_camera_that_it_was_to_be_recorded_for(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    cloud.answer([plate("ab12cde")])
    await scan(hass)
    cloud.set_account(token="another")

    with pytest.raises(HomeAssistantError):
        await act(hass, "recognize", base64=BASE64, camera="Driveway", record=True)

    assert state(hass, "image_processing.driveway_plates") == "AB12CDE"
    assert state(hass, "sensor.driveway_decision") == "sighted"


async def test_what_comes_for_a_camera_that_was_removed_meanwhile_is_told_to_nobody(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry
) -> None:
    events = async_capture_events(hass, EVENT_SIGHTING)
    cloud.set_account(latency=0.3)
    cloud.answer([plate("ab12cde")])
    fields = {"base64": BASE64, "camera": "Driveway", "record": True}
    running = hass.async_create_task(act(hass, "recognize", **fields))
    limiter = account.runtime_data.lookups._limiter
    await until(lambda: limiter._under_way == 1)

    hass.config_entries.async_remove_subentry(account, CAMERA_SUBENTRY)
    with pytest.raises(HomeAssistantError) as raised:
        await running

    assert raised.value.translation_key == "stopped"
    assert not events


async def test_cameras_of_one_name_are_told_apart_by_their_devices(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    await add_cameras(hass, "Driveway")
    twins = (camera_subentry(), camera_subentry(subentry_id="01TWIN", place="Street"))
    await set_up(hass, cloud_entry(cloud, *twins))

    with pytest.raises(HomeAssistantError) as raised:
        await act(hass, "recognize", base64=BASE64, camera="Driveway", record=True)

    assert raised.value.translation_key == "several_cameras"
    assert lookups_at(cloud) == []
