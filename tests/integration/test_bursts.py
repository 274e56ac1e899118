"""A trigger starts a burst: frames of after it, until every plate on them is sure."""

import asyncio
from io import BytesIO
from typing import Any

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er
from homeassistant.util import dt as dt_util
from PIL import Image, ImageChops
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_capture_events

from custom_components.plate_recognizer.api.form import LookupRequest
from custom_components.plate_recognizer.api.models import Recognition
from custom_components.plate_recognizer.api.picture import PictureFile
from custom_components.plate_recognizer.const import EVENT_FOUND_PLATE, EVENT_SIGHTING
from sandbox.api_server.faults import Fault
from sandbox.process import SandboxProcess

from .answers import box, plate
from .conftest import (
    CAMERA_SUBENTRY,
    answered_with,
    asked,
    camera_subentry,
    cloud_entry,
    lookups_at,
    scan,
    set_up,
    until,
)
from .fake_camera import Car, FakeCamera, jpeg, scene

MOTION = "binary_sensor.motion"
SURE, UNSURE = 0.95, 0.75


FAR, NEAR, NEARER = Car(112, 80, 208, 152), Car(80, 52, 250, 168), Car(16, 12, 296, 196)


async def watch(hass: HomeAssistant, cloud: SandboxProcess, **data: object) -> MockConfigEntry:
    """Set an account up whose camera is triggered by motion."""
    hass.states.async_set(MOTION, "off")
    subentry = camera_subentry()
    settings = {"triggers": [MOTION], "spacing": 0.05, "cooldown": 0, **data}
    subentry["data"] = {**subentry["data"], **settings}
    return await set_up(hass, cloud_entry(cloud, subentry))


APART = 0.5
"""Seconds between pictures that a test counts: longer than a lookup waits for its turn, meanwhile
others would be taken."""


async def look_at_the_empty_ground(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera
) -> None:
    """Have it looked up, so that only what comes is new."""
    camera.film(())
    cloud.answer([])
    await scan(hass)
    cloud.reset()


def changed(picture: Image.Image, ground: bytes) -> int:
    """Return how many pixels of a picture differ from the ground."""
    apart = ImageChops.difference(picture.convert("L"), Image.open(BytesIO(ground)).convert("L"))
    return sum(apart.histogram()[64:])


async def settled(hass: HomeAssistant) -> None:
    await hass.async_block_till_done(wait_background_tasks=True)


async def move(hass: HomeAssistant, entity_id: str = MOTION) -> None:
    """Let the sensor see something, and wait for the burst."""
    hass.states.async_set(entity_id, "off")
    hass.states.async_set(entity_id, "on")
    await settled(hass)


def decision(hass: HomeAssistant) -> tuple[str, dict[str, Any]]:
    state = hass.states.get("sensor.driveway_decision")
    assert state is not None
    return state.state, dict(state.attributes)


@pytest.mark.usefixtures("restless")
async def test_a_sure_plate_ends_the_burst_at_once(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    account = await watch(hass, cloud)
    events = async_capture_events(hass, EVENT_SIGHTING)
    cloud.answer([plate("ab12cde", SURE)])

    await move(hass)

    assert len(lookups_at(cloud)) == 1
    assert not account.runtime_data.scanners[CAMERA_SUBENTRY].is_busy, "interval scans go on"
    [event] = events
    assert (event.data["plate"], event.data["reads"], event.data["sure"]) == ("AB12CDE", 1, True)
    assert event.data["source"] == "trigger"


@pytest.mark.usefixtures("restless")
async def test_an_unsure_plate_is_sure_when_two_pictures_agree(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    await watch(hass, cloud)
    events = async_capture_events(hass, EVENT_SIGHTING)
    cloud.answer([plate("ab12cde", UNSURE)], times=5)

    await move(hass)

    assert len(lookups_at(cloud)) == 2
    [event] = events
    assert (event.data["reads"], event.data["sure"]) == (2, True)


async def test_a_vehicle_that_comes_nearer_and_stays_unread_is_told_of_once_at_the_end(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera
) -> None:
    await watch(hass, cloud, frames=3, spacing=APART)
    await look_at_the_empty_ground(hass, cloud, camera)
    events = async_capture_events(hass, EVENT_SIGHTING)
    cloud.answer([plate("ab12cde", 0.4)], times=3)

    coming = Car(104, 76, 216, 158), Car(70, 44, 256, 174), Car(8, 10, 310, 208)
    camera.film(*((each,) for each in coming))
    await move(hass)

    assert len(lookups_at(cloud)) == 3, "each picture is much better than the one before"
    [event] = events
    assert (event.data["status"], event.data["sure"]) == ("unread", False)


async def test_a_picture_that_is_hardly_better_than_the_last_one_is_held_back(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera
) -> None:
    await watch(hass, cloud, frames=4, spacing=APART)
    await look_at_the_empty_ground(hass, cloud, camera)
    decisions = async_capture_events(hass, "state_changed")
    cloud.answer([], times=3)

    camera.film((NEAR,), (Car(80, 52, 254, 172, "a little nearer"),))
    await move(hass)

    assert len(lookups_at(cloud)) == 2
    shown = [
        event.data["new_state"].state
        for event in decisions
        if event.data["entity_id"] == "sensor.driveway_decision"
    ]
    assert shown == ["held_back", "nothing_found", "no_change"], "it is looked up when it stands"


async def test_the_best_picture_of_one_who_drives_through_is_looked_up_when_it_has_gone(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera
) -> None:
    await watch(hass, cloud, frames=5, spacing=APART)
    await look_at_the_empty_ground(hass, cloud, camera)
    events = async_capture_events(hass, EVENT_SIGHTING)
    cloud.answer([])
    cloud.answer([plate("ab12cde", SURE)])

    nearer = Car(56, 40, 270, 188, "nearer")
    camera.film((NEAR,), (nearer,), ())
    await move(hass)

    assert len(lookups_at(cloud)) == 2
    assert [event.data["plate"] for event in events] == ["AB12CDE"]


async def test_who_is_sure_is_told_before_the_burst_is_over(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera
) -> None:
    await watch(hass, cloud, frames=3, spacing=0.2)
    await look_at_the_empty_ground(hass, cloud, camera)
    events = async_capture_events(hass, EVENT_SIGHTING)
    told = asyncio.Event()
    hass.bus.async_listen_once(EVENT_SIGHTING, callback(lambda _: told.set()))
    parked = {**plate("xx99xxx", 0.4), "box": box(250, 10, 300, 20)}
    cloud.answer([plate("ab12cde", SURE), parked], times=3)

    camera.film((NEAR,), (NEARER,))
    hass.states.async_set(MOTION, "on")
    await told.wait()
    assert len(lookups_at(cloud)) == 1
    await settled(hass)

    assert [event.data["plate"] for event in events] == ["AB12CDE", None]
    assert len(lookups_at(cloud)) == 2, "once more, when it stands"


async def test_a_trigger_without_anything_new_costs_nothing(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera
) -> None:
    await watch(hass, cloud, frames=3)
    await look_at_the_empty_ground(hass, cloud, camera)
    before = camera.asked

    await move(hass)

    assert lookups_at(cloud) == []
    assert camera.asked == before + 3
    reason, details = decision(hass)
    assert reason == "no_change"
    assert 0 <= details["changed"] < details["least"]


async def test_what_comes_nearer_costs_no_more_lookups_than_the_camera_is_set_to(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera
) -> None:
    await watch(hass, cloud, frames=2, spacing=APART)
    await look_at_the_empty_ground(hass, cloud, camera)
    events = async_capture_events(hass, EVENT_SIGHTING)
    cloud.answer([], times=3)

    camera.film((FAR,), (NEAR,), (NEARER,))
    await move(hass)

    assert len(lookups_at(cloud)) == 2
    assert events == []
    assert decision(hass)[0] == "nothing_found"


async def test_what_goes_on_without_end_ends_the_burst_after_thirty_pictures(
    hass: HomeAssistant, cloud: SandboxProcess, restless: FakeCamera
) -> None:
    await watch(hass, cloud, frames=3, spacing=0)
    cloud.answer([], times=30)

    await move(hass)

    assert 30 <= restless.asked < 35, "and a few while it waits for its turn at the API"
    assert len(lookups_at(cloud)) <= 3


async def test_the_same_picture_again_costs_nothing_and_proves_nothing(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera
) -> None:
    await watch(hass, cloud, frames=3)
    events = async_capture_events(hass, EVENT_SIGHTING)
    cloud.answer([plate("ab12cde", UNSURE)], times=3)

    await move(hass)

    assert camera.asked == 4, "three in a row that prove nothing are enough"
    assert len(lookups_at(cloud)) == 1
    [event] = events
    assert (event.data["reads"], event.data["sure"]) == (1, False)
    assert decision(hass)[0] == "sighted", "what was found out stays to be seen"


@pytest.mark.usefixtures("restless")
async def test_states_follow_each_frame_and_old_automations_hear_of_a_plate_once(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    await watch(hass, cloud)
    found = async_capture_events(hass, EVENT_FOUND_PLATE)
    cloud.answer([plate("ab12cde", UNSURE)], times=2)

    await move(hass)

    assert [event.data["plate"] for event in found] == ["AB12CDE"]
    state = hass.states.get("image_processing.driveway_plates")
    assert state is not None
    assert state.state == "AB12CDE"


async def test_every_frame_is_asked_for_after_the_trigger_and_its_delay(
    hass: HomeAssistant, cloud: SandboxProcess, restless: FakeCamera
) -> None:
    await watch(hass, cloud, delay=0.3)
    events = async_capture_events(hass, EVENT_SIGHTING)
    cloud.answer([plate("ab12cde", SURE)])
    triggered_at = dt_util.utcnow()

    hass.states.async_set(MOTION, "on")
    await asyncio.sleep(0.15)
    assert restless.asked == 0
    await settled(hass)

    [event] = events
    taken_at = dt_util.parse_datetime(event.data["taken_at"])
    assert taken_at is not None
    assert (taken_at - triggered_at).total_seconds() >= 0.3


async def test_a_trigger_during_a_burst_starts_no_other(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera
) -> None:
    camera.film(())
    await watch(hass, cloud, frames=2, spacing=0.3)
    cloud.answer([])
    hass.states.async_set(MOTION, "on")
    await until(lambda: camera.asked > 0)

    hass.states.async_set(MOTION, "off")
    hass.states.async_set(MOTION, "on")
    reason, details = decision(hass)
    assert (reason, details["trigger"]) == ("busy", MOTION)
    await settled(hass)

    assert camera.asked == 2
    assert len(lookups_at(cloud)) == 1


@pytest.mark.usefixtures("restless")
async def test_a_trigger_soon_after_a_burst_is_part_of_the_same_event(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    await watch(hass, cloud, frames=1, cooldown=5)
    await move(hass)

    await move(hass)
    reason, details = decision(hass)
    assert reason == "cooldown"
    assert 0 < details["seconds_left"] <= 5
    assert len(lookups_at(cloud)) == 1
    await asyncio.sleep(details["seconds_left"] + 0.1)
    await move(hass)

    assert len(lookups_at(cloud)) == 2


@pytest.mark.usefixtures("restless")
async def test_the_switch_stops_triggered_scans_too(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    await watch(hass, cloud)
    await hass.services.async_call(
        "switch", "turn_off", {"entity_id": "switch.driveway_scanning"}, blocking=True
    )

    await move(hass)

    assert lookups_at(cloud) == []
    assert decision(hass)[0] == "scanning_off"


async def test_a_frame_that_fails_is_no_end_of_the_burst(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera
) -> None:
    camera.film(())
    await watch(hass, cloud, frames=3)
    events = async_capture_events(hass, EVENT_SIGHTING)
    cloud.fail(Fault(kind="status", status=500))
    cloud.answer([plate("ab12cde", SURE)])

    await move(hass)

    assert [lookup.status for lookup in lookups_at(cloud)] == [500, 201]
    assert [event.data["plate"] for event in events] == ["AB12CDE"]


async def test_a_broken_picture_is_no_end_of_the_burst(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera
) -> None:
    whole = jpeg()
    camera.picture = whole[: len(whole) // 2]
    await watch(hass, cloud, frames=3, spacing=0.2)
    events = async_capture_events(hass, EVENT_SIGHTING)
    cloud.answer([plate("ab12cde", SURE)])

    hass.states.async_set(MOTION, "on")
    await until(lambda: decision(hass)[0] == "broken_picture")
    camera.picture = whole
    await settled(hass)

    assert [event.data["plate"] for event in events] == ["AB12CDE"]


async def test_a_camera_that_gives_no_whole_picture_ends_the_burst_after_its_frames(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera
) -> None:
    camera.picture = jpeg()[:500]
    await watch(hass, cloud, frames=3, spacing=0)

    await move(hass)

    assert camera.asked == 3
    assert lookups_at(cloud) == []


async def test_while_the_api_wants_to_be_left_alone_the_burst_waits_with_the_best_picture(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    camera: FakeCamera,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    account = await watch(hass, cloud, frames=3, spacing=0.1)
    await look_at_the_empty_ground(hass, cloud, camera)
    client = account.runtime_data.lookups._client
    ask, sent = client.lookup, []

    async def noted(request: LookupRequest) -> Recognition:
        assert isinstance(request.picture, PictureFile)
        sent.append(request.picture.content)
        recognition: Recognition = await ask(request)
        return recognition

    monkeypatch.setattr(client, "lookup", noted)
    cloud.fail(Fault(kind="status", status=429, headers={"Retry-After": "3"}))
    cloud.answer([plate("ab12cde", SURE)])
    camera.film((NEAR,))

    hass.states.async_set(MOTION, "on")
    await answered_with(cloud, 429)
    camera.film((NEARER,), (FAR,))
    await settled(hass)

    refused, answered = map(Image.open, map(BytesIO, sent))
    ground = scene()
    assert [lookup.status for lookup in lookups_at(cloud)] == [429, 201]
    assert changed(answered, ground) > changed(refused, ground) > 0


async def test_a_burst_that_waits_for_its_turn_ends_with_its_account(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera
) -> None:
    camera.film((NEAR,))
    account = await watch(hass, cloud, frames=3, spacing=0.05)
    cloud.fail(Fault(kind="status", status=429, headers={"Retry-After": "20"}))
    hass.states.async_set(MOTION, "on")
    await answered_with(cloud, 429)

    await hass.config_entries.async_unload(account.entry_id)
    before = camera.asked
    await settled(hass)

    assert camera.asked == before
    assert [lookup.status for lookup in lookups_at(cloud)] == [429]


async def test_a_refused_token_ends_the_burst(
    hass: HomeAssistant, cloud: SandboxProcess, restless: FakeCamera
) -> None:
    await watch(hass, cloud, spacing=APART)
    cloud.set_account(token="another")

    await move(hass)

    assert len(lookups_at(cloud)) == 1
    assert restless.asked == 1
    assert decision(hass)[0] == "token_refused"


async def test_a_scan_somebody_asks_for_goes_between_two_frames(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera
) -> None:
    camera.film(())
    await watch(hass, cloud, frames=2, spacing=2)
    events = async_capture_events(hass, EVENT_SIGHTING)
    hass.states.async_set(MOTION, "on")
    await until(lambda: decision(hass)[0] == "nothing_found")
    cloud.answer([plate("ab12cde", SURE)])

    await scan(hass)
    assert [event.data["source"] for event in events] == ["action"]
    await settled(hass)

    assert camera.asked == 3
    assert len(lookups_at(cloud)) == 2, "the second frame of the burst shows nothing new"


@pytest.mark.usefixtures("restless")
async def test_a_burst_ends_with_its_account(hass: HomeAssistant, cloud: SandboxProcess) -> None:
    account = await watch(hass, cloud, frames=5, spacing=0.1)
    cloud.fail(Fault(kind="slow", seconds=1))
    hass.states.async_set(MOTION, "on")
    await asked(cloud)

    await hass.config_entries.async_unload(account.entry_id)
    await settled(hass)
    await move(hass)

    assert len(lookups_at(cloud)) == 1


async def test_a_burst_ends_with_its_account_while_the_camera_is_asked(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    camera: FakeCamera,
    caplog: pytest.LogCaptureFixture,
) -> None:
    account = await watch(hass, cloud)
    camera.goes = asyncio.Event()
    hass.states.async_set(MOTION, "on")
    await until(lambda: camera.asked == 1)

    await hass.config_entries.async_unload(account.entry_id)

    assert lookups_at(cloud) == []
    assert "Unable to get image" not in caplog.text, "it was never waited for"


async def test_no_more_pictures_are_taken_once_a_lookup_is_answered(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera
) -> None:
    camera.film(())
    await watch(hass, cloud, frames=1)
    cloud.fail(Fault(kind="slow", seconds=1.5))
    hass.states.async_set(MOTION, "on")
    await until(lambda: camera.asked == 1)
    camera.goes = asyncio.Event()
    await until(lambda: camera.asked == 2)

    await settled(hass)

    assert camera.asked == 2, "the answer has ended what the camera was still asked for"


@pytest.mark.usefixtures("restless")
async def test_a_renamed_trigger_goes_on_triggering(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    registry = er.async_get(hass)
    sensor = registry.async_get_or_create("binary_sensor", "test", "1", suggested_object_id="yard")
    hass.states.async_set("binary_sensor.yard", "off")
    account = await watch(hass, cloud, frames=1, triggers=[sensor.id])
    await move(hass, "binary_sensor.yard")
    assert len(lookups_at(cloud)) == 1

    registry.async_update_entity("binary_sensor.yard", new_entity_id="binary_sensor.gate")
    await hass.async_block_till_done()
    await move(hass, "binary_sensor.gate")

    assert len(lookups_at(cloud)) == 2
    assert account.runtime_data is not None


@pytest.mark.usefixtures("restless")
async def test_changed_triggers_hold_at_once(hass: HomeAssistant, cloud: SandboxProcess) -> None:
    account = await watch(hass, cloud, frames=1)
    subentry = account.subentries[CAMERA_SUBENTRY]
    hass.states.async_set("binary_sensor.other", "off")

    hass.config_entries.async_update_subentry(
        account, subentry, data={**subentry.data, "triggers": ["binary_sensor.other"]}
    )
    await hass.async_block_till_done()
    await move(hass)
    assert lookups_at(cloud) == []
    await move(hass, "binary_sensor.other")

    assert len(lookups_at(cloud)) == 1


async def test_a_camera_that_gives_its_old_picture_again_brings_nobody_back(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera
) -> None:
    await watch(hass, cloud, frames=2)
    cloud.answer([plate("ab12cde", SURE)], times=3)
    await move(hass)
    events = async_capture_events(hass, EVENT_SIGHTING)

    for _ in range(3):
        await move(hass)
        assert decision(hass)[0] == "same_picture"
    assert events == []
    assert len(lookups_at(cloud)) == 1

    camera.picture = jpeg(color="green")
    await move(hass)
    assert [event.data["plate"] for event in events] == ["AB12CDE"]


async def test_a_picture_that_a_scan_somebody_asked_for_has_had_proves_no_coming(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera
) -> None:
    await watch(hass, cloud, frames=2)
    cloud.answer([plate("ab12cde", SURE)], times=2)
    await scan(hass)
    events = async_capture_events(hass, EVENT_SIGHTING)

    await move(hass)

    assert events == []
    assert decision(hass)[0] == "same_picture"
    assert camera.asked == 3


async def test_a_picture_of_now_whose_lookup_failed_is_looked_up_again_in_the_burst(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera
) -> None:
    await watch(hass, cloud, frames=3)
    cloud.fail(Fault(kind="status", status=500))
    cloud.answer([plate("ab12cde", SURE)])

    await move(hass)

    assert [lookup.status for lookup in lookups_at(cloud)] == [500, 201]


@pytest.mark.usefixtures("restless")
@pytest.mark.parametrize(("delay", "lookups"), [(0, 1), (1, 0)])
async def test_the_switch_ends_a_burst_that_is_under_way(
    hass: HomeAssistant, cloud: SandboxProcess, delay: int, lookups: int
) -> None:
    await watch(hass, cloud, frames=5, spacing=1, delay=delay)
    hass.states.async_set(MOTION, "on")
    await asked(cloud, lookups)

    await hass.services.async_call(
        "switch", "turn_off", {"entity_id": "switch.driveway_scanning"}, blocking=True
    )
    await settled(hass)

    assert len(lookups_at(cloud)) == lookups
    assert decision(hass)[0] == "scanning_off"


@pytest.mark.usefixtures("restless")
async def test_a_camera_that_is_set_otherwise_ends_its_burst(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    account = await watch(hass, cloud, frames=5, spacing=1)
    subentry = account.subentries[CAMERA_SUBENTRY]
    hass.states.async_set(MOTION, "on")
    await asked(cloud)

    hass.config_entries.async_update_subentry(
        account, subentry, data={**subentry.data, "place": "Yard"}
    )
    await settled(hass)

    assert len(lookups_at(cloud)) == 1


@pytest.mark.usefixtures("restless")
async def test_lookups_that_are_lost_end_the_burst_before_they_are_many(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    await watch(hass, cloud, frames=5)
    cloud.fail(Fault(kind="drop", times=5))

    await move(hass)

    assert len(lookups_at(cloud)) == 2


async def test_a_burst_without_an_answer_is_followed_by_no_rest(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera
) -> None:
    await watch(hass, cloud, frames=1, cooldown=60)
    picture, camera.picture = camera.picture, None
    await move(hass)
    assert decision(hass)[0] == "camera_failed"

    camera.picture = picture
    await move(hass)

    assert len(lookups_at(cloud)) == 1


@pytest.mark.usefixtures("restless")
async def test_a_trigger_that_comes_back_to_the_registry_is_watched_again(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    registry = er.async_get(hass)
    sensor = registry.async_get_or_create("binary_sensor", "test", "1", suggested_object_id="yard")
    await watch(hass, cloud, frames=1, triggers=[sensor.id])
    registry.async_remove(sensor.entity_id)
    await hass.async_block_till_done()
    again = registry.async_get_or_create("binary_sensor", "test", "1", suggested_object_id="yard")
    await hass.async_block_till_done()
    assert again.id == sensor.id, "Home Assistant gives a removed entity its old id"

    await move(hass, again.entity_id)

    assert len(lookups_at(cloud)) == 1


FAR_OFF = tuple(Car(100 + 6 * n, 60 + n, 148 + 6 * n, 104 + n, "car") for n in range(5))
"""Who comes, too small to be looked up."""


@pytest.mark.parametrize("nothing", [None, b"broken"], ids=["no picture", "a broken one"])
async def test_a_frame_that_fails_while_somebody_comes_is_no_end_of_the_burst(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera, nothing: bytes | None
) -> None:
    await watch(hass, cloud)
    await look_at_the_empty_ground(hass, cloud, camera)
    events = async_capture_events(hass, EVENT_SIGHTING)
    cloud.answer([plate("ab12cde", SURE)], times=5)

    camera.play(*(scene(each) for each in FAR_OFF), nothing, scene(NEARER))
    await move(hass)

    assert [event.data["plate"] for event in events] == ["AB12CDE"]


async def test_a_car_that_drives_through_a_tall_zone_and_fills_it_is_read(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera
) -> None:
    await watch(hass, cloud, zone={"left": 40, "top": 0, "right": 65, "bottom": 100})
    await look_at_the_empty_ground(hass, cloud, camera)
    events = async_capture_events(hass, EVENT_SIGHTING)
    cloud.answer([plate("ab12cde", SURE)], times=5)

    passing = (Car(60 + n, 60 + n, 290 + n, 200 + n, f"car {n}") for n in range(0, 12, 3))
    camera.film(*((each,) for each in passing), ())
    await move(hass)

    assert [event.data["plate"] for event in events] == ["AB12CDE"]
