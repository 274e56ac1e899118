"""Vehicle mode, from the API's answers to entities and events: vehicles without a plate, too."""

from collections.abc import Mapping
from typing import Any, Final

from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_capture_events

from custom_components.plate_recognizer.const import EVENT_SIGHTING, EVENT_VISIT_STARTED
from sandbox.process import SandboxProcess
from tests.api.recorded import sample
from tests.contract import SIGHTING_KEYS, VISIT_KEYS
from tests.modes import in_vehicle_mode

from .answers import MMC, SEDAN, box, plate
from .camera_dialog import tested, words
from .conftest import camera_subentry, choose, cloud_entry, lookups_at, scan, set_up
from .fake_camera import FakeCamera, jpeg

VEHICLE_MODE: Final = {"detection_mode": "vehicle"}
OF_THE_VEHICLE: Final = (
    *("plate", "region", "score", "vehicle_type", "make_model", "color", "orientation"),
    *("year", "direction"),
)
EXTRAS: Final = ("make_model", "color", "orientation", "year", "direction")


@pytest.fixture
async def account(
    hass: HomeAssistant, cloud: SandboxProcess, restless: FakeCamera
) -> MockConfigEntry:
    """An account whose camera finds all vehicles, on pictures as large as the samples need."""
    restless.is_restless = False
    restless.picture = jpeg(1920, 1080)
    return await set_up(hass, cloud_entry(cloud, camera_subentry(engine=VEHICLE_MODE)))


def van(**traits: object) -> dict[str, Any]:
    """Return a van without a plate, as vehicle mode answers it."""
    at = box(40, 30, 300, 200)
    return {"plate": None, "vehicle": {"type": "Van", "score": 0.9, "box": at, "props": traits}}


def shown(hass: HomeAssistant) -> dict[str, str]:
    """Return the states of the camera's sensors that say something of a vehicle."""
    states = {key: hass.states.get(f"sensor.driveway_{key}") for key in OF_THE_VEHICLE}
    return {key: state.state for key, state in states.items() if state is not None}


def known(**states: str) -> dict[str, str]:
    """Return what the sensors that are always there show, with these values known."""
    always = [key for key in OF_THE_VEHICLE if key not in EXTRAS]
    return dict.fromkeys(always, "unknown") | states


def attributes(hass: HomeAssistant) -> Mapping[str, Any]:
    """Return the attributes of the image processing entity."""
    state = hass.states.get("image_processing.driveway_plates")
    assert state is not None
    return state.attributes


@pytest.mark.parametrize(
    ("name", "plates", "vehicles", "sensors"),
    [
        (
            "ref-vehicle-mode",
            {"NHK552": 83.8},
            [("stranger", "Sedan")],
            known(
                plate="NHK552",
                region="gb",
                score="0.838",
                vehicle_type="sedan",
                make_model="Riley RMF",
                color="black",
                orientation="front",
            ),
        ),
        (
            "field-vehicle-mode-plate-null",
            {"FT61KZW": 87.7},
            [("stranger", "Sedan"), ("unread", "Van")],
            known(plate="FT61KZW", region="gb", score="0.877", vehicle_type="sedan"),
        ),
        (
            "field-vehicle-mode-all-plates-null",
            {},
            [("unread", "Bus")],
            known(vehicle_type="bus"),
        ),
        (
            "field-vehicle-mode-key-missing",
            {"HR26DK8337": 79.2},
            [("stranger", None), ("unread", "Motorcycle")],
            known(plate="HR26DK8337", region="in", score="0.792"),
        ),
        (
            "field-vehicle-mode-vehicle-null",
            {"34ABC17": 88.3},
            [("stranger", None)],
            known(plate="34ABC17", region="tr", score="0.883"),
        ),
        (
            "field-vehicle-mode-direction-and-year",
            {"C10DRV": 86.6},
            [("stranger", "Car")],
            known(
                plate="C10DRV",
                region="us-nj",
                score="0.866",
                vehicle_type="car",
                make_model="Volkswagen Golf",
                color="blue",
                orientation="rear",
                year="2013–2017",  # noqa: RUF001 - a span of years
                direction="182.0",
            ),
        ),
    ],
)
@pytest.mark.usefixtures("account")
async def test_every_recorded_answer_reaches_the_entities(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    name: str,
    plates: dict[str, float],
    vehicles: list[tuple[str, str | None]],
    sensors: dict[str, str],
) -> None:
    events = async_capture_events(hass, EVENT_SIGHTING)
    started = async_capture_events(hass, EVENT_VISIT_STARTED)
    results = sample(name)["results"]
    cloud.answer(results)

    await scan(hass)

    assert lookups_at(cloud)[-1].fields["config"] == ['{"detection_mode":"vehicle"}']
    found = attributes(hass)
    assert (found["plates"], found["vehicles"]) == (plates, len(vehicles))
    told = [(event.data["status"], event.data["vehicle_type"]) for event in events]
    assert told == vehicles
    detections = found["detections"]
    assert [(each["status"], each["vehicle_type"]) for each in detections] == vehicles
    assert shown(hass) == sensors
    assert all(event.data.keys() == SIGHTING_KEYS for event in events)
    assert all(event.data.keys() == VISIT_KEYS for event in started)
    boxes = [result["vehicle"]["box"] for result in results if result.get("vehicle")]
    told_boxes = [event.data["vehicle_box"] for event in events if event.data["vehicle_box"]]
    assert sorted(map(str, told_boxes)) == sorted(map(str, boxes))
    event = hass.states.get("event.driveway_sighting")
    assert event is not None
    assert event.attributes["event_type"] == vehicles[-1][0]
    occupied = hass.states.get("binary_sensor.driveway_occupied")
    assert occupied is not None
    assert occupied.state == "on"


@pytest.mark.usefixtures("account")
async def test_a_vehicle_without_a_plate_is_told_of_with_all_that_is_known(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    events = async_capture_events(hass, EVENT_SIGHTING)
    started = async_capture_events(hass, EVENT_VISIT_STARTED)
    props = in_vehicle_mode(plate("ab12cde", vehicle=SEDAN, **MMC))["vehicle"]["props"]
    cloud.answer([{**van(**props, year={"year_range": [2018, 2021]}), "direction": 90}])

    await scan(hass)

    [event], [visit] = events, started
    told = {
        "status": "unread",
        "status_reason": "no_plate",
        "plate": None,
        "plate_raw": None,
        "score": None,
        "candidates": [],
        "box": None,
        "vehicle_type": "Van",
        "vehicle_score": 0.9,
        "make": "Riley",
        "model": "RMF",
        "color": "black",
        "orientation": "Front",
        "year": [2018, 2021],
        "direction": 90,
        "vehicle_box": box(40, 30, 300, 200),
        "sure": False,
        "visit_id": visit.data["visit_id"],
    }
    assert {key: event.data[key] for key in told} == told
    assert (visit.data["status"], visit.data["plate"]) == ("unread", None)
    assert (visit.data["make"], visit.data["color"]) == ("Riley", "black")
    assert (visit.data["arrival"], visit.data["arrival_reason"]) == (False, "first_scan")


@pytest.mark.usefixtures("account")
async def test_two_vehicles_of_one_type_without_plates_are_two(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    events = async_capture_events(hass, EVENT_SIGHTING)
    beside = van()
    beside["vehicle"] = {**beside["vehicle"], "box": box(310, 30, 560, 200)}
    cloud.answer([van(), beside])

    await scan(hass)

    assert attributes(hass)["vehicles"] == len(attributes(hass)["detections"]) == 2
    assert attributes(hass)["plates"] == {}
    assert len({event.data["sighting_id"] for event in events}) == 2
    assert len({event.data["visit_id"] for event in events}) == 2


@pytest.mark.parametrize(
    ("years", "state"),
    [
        ([2018, 2021], "2018–2021"),  # noqa: RUF001 - a span of years
        ([2021, 2018], "2018–2021"),  # noqa: RUF001 - the same
        ([2020, 2020], "2020"),
        ([2020], "2020"),
        ([None, 2020], "2020"),
    ],
)
@pytest.mark.usefixtures("account")
async def test_years_are_shown_as_they_are_written(
    hass: HomeAssistant, cloud: SandboxProcess, years: list[int | None], state: str
) -> None:
    cloud.answer([van(year={"year_range": years})])

    await scan(hass)

    assert shown(hass)["year"] == state


async def test_what_is_a_paid_extra_appears_with_its_first_value_and_is_unknown_where_it_isnt_told(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry
) -> None:
    cloud.answer([van(year={"year_range": None}) | {"direction": ""}])
    await scan(hass)
    assert shown(hass) == known(vehicle_type="van")

    cloud.answer([van(year={"year_range": [2018, 2021]}) | {"direction": 0}])
    await scan(hass)
    assert (shown(hass)["year"], shown(hass)["direction"]) == (
        "2018–2021",  # noqa: RUF001 - a span of years
        "0.0",
    )
    direction = hass.states.get("sensor.driveway_direction")
    assert direction is not None
    assert direction.attributes["unit_of_measurement"] == "°"

    cloud.answer([])
    await scan(hass)
    assert shown(hass)["direction"] == "0.0", "kept until another vehicle is seen"

    cloud.answer([van()])
    await scan(hass)
    assert (shown(hass)["year"], shown(hass)["direction"]) == ("unknown", "unknown")

    assert await hass.config_entries.async_reload(account.entry_id)
    await hass.async_block_till_done()
    assert {"year", "direction"} <= shown(hass).keys(), "what was there once stays"


@pytest.mark.parametrize("mode", ["plate", "vehicle"])
async def test_what_was_taken_for_a_plate_takes_no_vehicle_along(
    hass: HomeAssistant, cloud: SandboxProcess, restless: FakeCamera, mode: str
) -> None:
    await set_up(hass, cloud_entry(cloud, options={"engine": {"detection_mode": mode}}))
    [account] = hass.config_entries.async_entries("plate_recognizer")
    assert isinstance(account, MockConfigEntry)
    menu = await tested(hass, account)
    sticker = plate("forsale", dscore=0.2, vehicle=SEDAN)
    answer = in_vehicle_mode(sticker) if mode == "vehicle" else sticker
    cloud.answer([answer], times=2)

    tried = await choose(hass, menu, "lookup")
    await choose(hass, tried, "save")
    await scan(hass)

    if mode == "vehicle":
        assert words(tried)["rows"] == "| - | - | - | Sedan | - | - |"
        assert [each["vehicle_type"] for each in attributes(hass)["detections"]] == ["Sedan"]
        assert attributes(hass)["detections"][0]["plate_raw"] is None
    else:
        assert tried["step_id"] == "no_plates"
        assert attributes(hass)["vehicles"] == 0
    assert restless.asked == 2
