"""Where a door may depend on it, a camera looks once before any trigger does."""

from typing import Any

from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_capture_events

from custom_components.plate_recognizer.const import EVENT_VISIT_STARTED
from sandbox.api_server.faults import Fault
from sandbox.process import SandboxProcess

from .answers import plate
from .conftest import (
    CAMERA_SUBENTRY,
    camera_subentry,
    cloud_entry,
    lookups_at,
    set_up,
    vehicle_subentry,
)
from .fake_camera import FakeCamera, jpeg

MOTION = "binary_sensor.motion"


async def start(
    hass: HomeAssistant, cloud: SandboxProcess, *, may_open: bool = True, **data: object
) -> MockConfigEntry:
    """Set up an account with a triggered camera and a resident, and wait for what it does."""
    hass.states.async_set(MOTION, "off")
    camera = camera_subentry()
    settings = {"triggers": [MOTION], "spacing": 0.05, "cooldown": 0, **data}
    camera["data"] = {**camera["data"], **settings}
    entry = cloud_entry(
        cloud,
        camera,
        vehicle_subentry("Golf", "AB12 CDE", may_open=may_open),
    )
    await set_up(hass, entry)
    await settled(hass)
    return entry


async def settled(hass: HomeAssistant) -> None:
    await hass.async_block_till_done(wait_background_tasks=True)


async def move(hass: HomeAssistant, camera: FakeCamera, color: str) -> None:
    """Let the sensor see something on another picture, and wait for the burst."""
    camera.picture = jpeg(color=color)
    hass.states.async_set(MOTION, "off")
    hass.states.async_set(MOTION, "on")
    await settled(hass)


def decision(hass: HomeAssistant) -> tuple[str, object]:
    state = hass.states.get("sensor.driveway_decision")
    assert state is not None
    return state.state, state.attributes.get("cause")


@pytest.mark.usefixtures("camera")
async def test_it_happens_by_itself_and_its_decision_says_why(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    await start(hass, cloud)

    assert len(lookups_at(cloud)) == 1
    assert decision(hass) == ("nothing_found", "first_look")


async def test_who_comes_home_first_after_a_start_arrives(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera
) -> None:
    await start(hass, cloud)
    visits = async_capture_events(hass, EVENT_VISIT_STARTED)
    cloud.answer([plate("ab12cde")], times=5)

    await move(hass, camera, "red")

    [visit] = visits
    assert (visit.data["vehicle"], visit.data["arrival"]) == ("Golf", True)


async def test_who_stands_there_already_does_not(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera
) -> None:
    visits = async_capture_events(hass, EVENT_VISIT_STARTED)
    cloud.answer([plate("ab12cde")], times=9)
    await start(hass, cloud)

    await move(hass, camera, "red")

    [visit] = visits
    assert (visit.data["arrival"], visit.data["arrival_reason"]) == (False, "first_scan")


@pytest.mark.usefixtures("camera")
@pytest.mark.parametrize(
    "settings",
    [{"may_open": False}, {"triggers": []}],
    ids=["nobody may open", "nothing triggers"],
)
async def test_it_costs_nothing_where_no_door_depends_on_it(
    hass: HomeAssistant, cloud: SandboxProcess, settings: dict[str, Any]
) -> None:
    await start(hass, cloud, **settings)

    assert lookups_at(cloud) == []


async def test_a_camera_that_was_changed_looks_again(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera
) -> None:
    entry = await start(hass, cloud)
    camera.picture = jpeg(color="red")
    subentry = entry.subentries[CAMERA_SUBENTRY]

    hass.config_entries.async_update_subentry(
        entry,
        subentry,
        data={**subentry.data, "zone": {"left": 0, "top": 0, "right": 50, "bottom": 50}},
    )
    await settled(hass)

    assert len(lookups_at(cloud)) == 2


async def test_a_vehicle_that_may_open_has_the_camera_look(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera
) -> None:
    entry = await start(hass, cloud, may_open=False)
    [vehicle] = entry.get_subentries_of_type("vehicle")

    hass.config_entries.async_update_subentry(
        entry, vehicle, data={**vehicle.data, "may_open": True}
    )
    await settled(hass)

    assert len(lookups_at(cloud)) == 1


async def test_one_that_fails_is_not_tried_again(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera
) -> None:
    cloud.fail(Fault(kind="status", status=500))
    entry = await start(hass, cloud)
    [vehicle] = entry.get_subentries_of_type("vehicle")

    hass.config_entries.async_update_subentry(entry, vehicle, title="Anna's Golf")
    await settled(hass)

    assert len(lookups_at(cloud)) == 1
    assert decision(hass)[0] == "server_error"


@pytest.mark.parametrize(
    "area",
    [{"zone": {"left": 40, "top": 0, "right": 65, "bottom": 100}}, {}],
    ids=["tall zone", "no zone"],
)
async def test_the_first_look_is_one_whatever_the_shape_of_the_picture(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera, area: dict[str, Any]
) -> None:
    await start(hass, cloud, **area)
    assert (len(lookups_at(cloud)), decision(hass)) == (1, ("nothing_found", "first_look"))

    visits = async_capture_events(hass, EVENT_VISIT_STARTED)
    cloud.answer([plate("ab12cde")], times=5)
    await move(hass, camera, "red")

    assert [visit.data["arrival_reason"] for visit in visits] == ["arrived"]


async def test_a_first_look_that_had_to_wait_with_a_picture_that_stays_has_looked(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera
) -> None:
    cloud.fail(Fault(kind="status", status=429, headers={"Retry-After": "1"}))
    await start(hass, cloud)
    assert [lookup.status for lookup in lookups_at(cloud)] == [429, 201]

    visits = async_capture_events(hass, EVENT_VISIT_STARTED)
    cloud.answer([plate("ab12cde")], times=5)
    await move(hass, camera, "red")

    assert [visit.data["arrival_reason"] for visit in visits] == ["arrived"]
