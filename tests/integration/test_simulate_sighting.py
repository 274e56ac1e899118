"""A rehearsal says what would happen, and why; and nothing of it happens."""

from datetime import timedelta
from typing import Any

from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import Unauthorized
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    MockUser,
    async_capture_events,
)
import voluptuous as vol

from custom_components.plate_recognizer.const import (
    DOMAIN,
    EVENT_SIGHTING,
    EVENT_SIMULATED_SIGHTING,
    EVENT_VISIT_STARTED,
)
from sandbox.process import SandboxProcess
from tests.contract import SIGHTING_KEYS

from .action import act, refused
from .answers import PLATE_BOX, plate
from .conftest import camera_subentry, cloud_entry, lookups_at, scan, set_up, vehicle_subentry
from .fake_camera import FakeCamera, jpeg

PLATE = "ab12cde"


@pytest.fixture
async def account(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera
) -> MockConfigEntry:
    """An account with a resident, a guest of yesterday and a thief; its camera has looked."""
    yesterday = dt_util.now() - timedelta(days=1)
    entry = cloud_entry(
        cloud,
        camera_subentry(),
        vehicle_subentry("Golf", "AB12 CDE", may_open=True),
        vehicle_subentry("Guest", "GU3 ST", valid_until=yesterday.strftime("%Y-%m-%d %H:%M:%S")),
        vehicle_subentry("Thief", "TH13 VES", category="blocked"),
    )
    await set_up(hass, entry)
    await scan(hass)
    camera.picture = jpeg(color="red")
    return entry


async def simulate(hass: HomeAssistant, **fields: object) -> dict[str, Any]:
    return await act(hass, "simulate_sighting", **{"camera": "Driveway", "plate": PLATE, **fields})


def step(answer: dict[str, Any], name: str) -> dict[str, Any]:
    [found] = [each for each in answer["steps"] if each["step"] == name]
    return {key: value for key, value in found.items() if key != "step"}


@pytest.mark.usefixtures("account")
async def test_a_resident_would_arrive_and_each_step_says_why(hass: HomeAssistant) -> None:
    answer = await simulate(hass)

    assert [each["step"] for each in answer["steps"]] == [
        "matching",
        "verdict",
        "visit",
        "arrival",
        "triggers",
    ]
    assert step(answer, "matching")["vehicle"] == "Golf"
    assert step(answer, "matching")["match"] == "exact"
    assert step(answer, "verdict") == {
        "status": "known",
        "status_reason": "matched",
        "may_open": True,
    }
    assert step(answer, "visit")["begins"]
    assert step(answer, "arrival") == {"arrival": True, "arrival_reason": "arrived"}
    assert step(answer, "triggers")["triggers"] == [
        "vehicle_sighted",
        "known_vehicle_sighted",
        "vehicle_arrived",
    ]
    assert answer["visit"]["arrival"]
    assert answer["sighting"].keys() == SIGHTING_KEYS
    assert answer["sighting"]["source"] == "simulated"
    assert answer["sighting"]["visit_id"] == answer["visit"]["visit_id"]


async def test_nothing_happens_but_one_event_of_its_own(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry
) -> None:
    spent = len(lookups_at(cloud))
    states = {state.entity_id: state.state for state in hass.states.async_all()}
    sightings = async_capture_events(hass, EVENT_SIGHTING)
    visits = async_capture_events(hass, EVENT_VISIT_STARTED)
    rehearsed = async_capture_events(hass, EVENT_SIMULATED_SIGHTING)

    answer = await simulate(hass)
    again = await simulate(hass)

    assert (sightings, visits) == ([], [])
    assert len(lookups_at(cloud)) == spent
    assert account.runtime_data.visits.tracker.visits == ()
    assert {state.entity_id: state.state for state in hass.states.async_all()} == states
    assert step(again, "arrival") == step(answer, "arrival"), "the first one left nothing behind"
    first, _ = rehearsed
    assert first.data == {**answer["visit"], **answer["sighting"]}
    assert first.data["arrival"]


@pytest.mark.parametrize(
    ("fields", "status", "reason"),
    [
        ({"plate": "xx99 xxx"}, "stranger", "no_match"),
        ({"plate": "A812CDE"}, "stranger", "below_matching"),
        ({"plate": "gu3-st"}, "expired", "no_longer_valid"),
        ({"plate": "TH13VE5"}, "blocked", "resembles_blocked"),
        ({"score": 0.3}, "unread", "below_min_score"),
    ],
)
@pytest.mark.usefixtures("account")
async def test_it_judges_as_a_scan_would(
    hass: HomeAssistant, fields: dict[str, object], status: str, reason: str
) -> None:
    verdict = step(await simulate(hass, **fields), "verdict")

    assert (verdict["status"], verdict["status_reason"]) == (status, reason)
    assert not verdict["may_open"]


@pytest.mark.usefixtures("account")
async def test_a_guest_is_judged_by_the_time_that_is_given(hass: HomeAssistant) -> None:
    before = (dt_util.now() - timedelta(days=2)).isoformat()

    assert (
        step(await simulate(hass, plate="gu3st", taken_at=before), "verdict")["status"] == "known"
    )


@pytest.mark.usefixtures("account")
async def test_an_unsure_reading_would_not_arrive_unless_two_pictures_agree(
    hass: HomeAssistant,
) -> None:
    once = await simulate(hass, score=0.75)
    twice = await simulate(hass, score=0.75, reads=2)

    assert step(once, "arrival") == {"arrival": False, "arrival_reason": "not_sure"}
    assert "vehicle_arrived" not in step(once, "triggers")["triggers"]
    assert step(twice, "arrival")["arrival"]


@pytest.mark.usefixtures("account")
async def test_who_is_here_already_would_not_arrive(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    cloud.answer([plate(PLATE)])
    await scan(hass)

    answer = await simulate(hass, box=PLATE_BOX)

    assert not step(answer, "visit")["begins"]
    assert step(answer, "arrival") == {"arrival": False, "arrival_reason": "visit_open"}


async def test_before_the_first_look_nobody_would_arrive(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera
) -> None:
    await set_up(hass, cloud_entry(cloud, camera_subentry()))

    answer = await simulate(hass)

    assert step(answer, "arrival") == {"arrival": False, "arrival_reason": "first_scan"}


@pytest.mark.usefixtures("account")
async def test_keys_of_the_outcome_are_told_as_given(hass: HomeAssistant) -> None:
    answer = await simulate(hass, status="blocked", vehicle="Somebody")

    assert (answer["sighting"]["status"], answer["sighting"]["vehicle"]) == ("blocked", "Somebody")
    assert step(answer, "verdict")["status"] == "known", "the steps say what would happen"
    assert step(answer, "overridden") == {"keys": ["status", "vehicle"]}


@pytest.mark.usefixtures("account")
async def test_every_key_of_a_sighting_can_be_given(hass: HomeAssistant) -> None:
    given: dict[str, object] = {
        "region": "gb",
        "region_score": 0.8,
        "candidates": [{"plate": "AB12CDE", "score": 0.9}],
        "box": PLATE_BOX,
        "vehicle_box": {"xmin": 1, "ymin": 2, "xmax": 300, "ymax": 200},
        "vehicle_type": "Sedan",
        "vehicle_score": 0.7,
        "make": "Riley",
        "model": "RMF",
        "color": "black",
        "orientation": "Front",
        "direction": 90.0,
        "speed": 12.5,
        "position_sec": 3.0,
        "user_data": {"lane": 2},
        "dscore": 0.9,
        "score": 0.95,
        "reads": 3,
        "sure": True,
        "place": "Gate",
        "timestamp": "2026-03-01T12:00:00Z",
        "image_width": 1920,
    }

    answer = await simulate(hass, **given)

    assert {key: answer["sighting"][key] for key in given} == given
    accepted = {*given, "plate", "camera", "taken_at"}
    for key in SIGHTING_KEYS - accepted:
        await simulate(hass, **{key: None})


@pytest.mark.usefixtures("account")
async def test_a_camera_that_is_none_is_refused(hass: HomeAssistant) -> None:
    assert await refused(hass, "simulate_sighting", camera="Moon", plate=PLATE) == "camera_unknown"


@pytest.mark.usefixtures("account")
async def test_a_plate_that_the_camera_would_drop_is_refused(hass: HomeAssistant) -> None:
    fields = {"camera": "Driveway", "plate": PLATE, "dscore": 0.1}

    assert await refused(hass, "simulate_sighting", **fields) == "simulated_below_dscore"


async def test_a_vehicle_outlives_the_plate_that_a_camera_for_all_vehicles_would_drop(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera
) -> None:
    engine = {"detection_mode": "vehicle"}
    await set_up(hass, cloud_entry(cloud, camera_subentry(engine=engine)))

    answer = await simulate(hass, dscore=0.1, vehicle_type="Van")

    told = {key: answer["sighting"][key] for key in ("plate", "status", "vehicle_type")}
    assert told == {"plate": None, "status": "unread", "vehicle_type": "Van"}
    assert camera.asked == 0


async def test_a_name_that_several_cameras_have_is_refused(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera
) -> None:
    twin = camera_subentry(subentry_id="01CAMERASUBENTRY0000000001")
    twin["unique_id"] = "camera:twin"
    await set_up(hass, cloud_entry(cloud, camera_subentry(), twin))

    reason = await refused(hass, "simulate_sighting", camera="driveway", plate=PLATE)

    assert reason == "several_cameras"


@pytest.mark.usefixtures("account")
@pytest.mark.parametrize(
    "fields",
    [
        {"score": 2},
        {"reads": 0},
        {"box": {"xmin": 5, "ymin": 5, "xmax": 5, "ymax": 9}},
        {"box": {"xmin": 5}},
        {"candidates": [{"score": 1}]},
        {"nonsense": 1},
    ],
)
async def test_what_no_scan_could_bring_is_refused(
    hass: HomeAssistant, fields: dict[str, object]
) -> None:
    with pytest.raises(vol.Invalid):
        await simulate(hass, **fields)


@pytest.mark.usefixtures("account")
async def test_only_administrators_may_rehearse(
    hass: HomeAssistant, hass_read_only_user: MockUser
) -> None:
    with pytest.raises(Unauthorized):
        await hass.services.async_call(
            DOMAIN,
            "simulate_sighting",
            {"camera": "Driveway", "plate": PLATE},
            blocking=True,
            context=Context(user_id=hass_read_only_user.id),
        )
