"""From a picture before a camera to entities and events, in a real Home Assistant."""

from datetime import datetime, timedelta

import pytest

from sandbox.demo.account import DemoAccount, ReadCamera
from sandbox.driveway.scenes import TWO_CARS
from sandbox.home import Home
from tests.boxes import overlap
from tests.contract import SIGHTING_KEYS

from .background import BackgroundLoop
from .scan import Scanned, scan

pytestmark = pytest.mark.end_to_end


@pytest.fixture(scope="module")
def driveway(account: DemoAccount) -> ReadCamera:
    """The camera before which two cars stand first."""
    return next(camera for camera in account.cameras if camera.camera.name == "Driveway")


@pytest.fixture(scope="module")
def two_cars(home: Home, background: BackgroundLoop, driveway: ReadCamera) -> Scanned:
    driveway.camera.driveway.show(0)
    return background.run(scan(home, driveway))


def test_every_plate_of_every_scene_stands_in_the_states_of_its_camera(
    home: Home, background: BackgroundLoop, account: DemoAccount
) -> None:
    for camera in account.cameras:
        for index, shot in enumerate(camera.camera.shots):
            camera.camera.driveway.show(index)

            scanned = background.run(scan(home, camera))

            assert scanned.plates.keys() == shot.plates
            if shot.plates:
                assert scanned.states[camera.entity("sensor", "plate")].state in shot.plates


def test_both_cars_of_one_picture_are_read_where_they_stand(two_cars: Scanned) -> None:
    assert two_cars.plates.keys() == {"FT482KX", "KV19PNE"}
    for drawn in TWO_CARS.plates:
        assert overlap(two_cars.boxes[drawn.plate], drawn.box) > 0.5


def test_each_vehicle_is_told_on_the_bus_with_every_key_of_the_contract(two_cars: Scanned) -> None:
    assert {event["plate"] for event in two_cars.sightings} == {"FT482KX", "KV19PNE"}
    for event in two_cars.sightings:
        assert event.keys() == SIGHTING_KEYS


def test_an_event_says_where_when_and_how_surely(
    two_cars: Scanned, driveway: ReadCamera, account: DemoAccount
) -> None:
    event = next(event for event in two_cars.sightings if event["plate"] == "KV19PNE")

    assert event["account_id"] == account.entry_id
    assert (event["camera"], event["place"]) == ("Driveway", "Driveway")
    assert event["camera_entity_id"] == driveway.camera.entity_id
    assert event["device_id"] == driveway.entities[0].device_id
    assert event["source"] == "action"
    assert event["plate_raw"] == "kv19pne"
    assert 0 < event["score"] <= 1
    assert event["candidates"][0]["plate"] == "KV19PNE"
    assert (event["image_width"], event["image_height"]) == (1920, 1080)
    assert (event["status"], event["match"], event["vehicle"]) == ("stranger", "none", None)
    assert datetime.fromisoformat(event["taken_at"]).utcoffset() == timedelta(0)


def test_what_the_api_did_not_say_is_null(two_cars: Scanned) -> None:
    for event in two_cars.sightings:
        assert event["region"] is None
        assert event["vehicle_type"] is None
        assert event["make"] is None


def test_an_empty_driveway_shows_no_plate_but_keeps_the_last_one_read(
    home: Home, background: BackgroundLoop, driveway: ReadCamera, two_cars: Scanned
) -> None:
    before = two_cars.states[driveway.entity("sensor", "plate")].state
    driveway.camera.driveway.show(1)

    scanned = background.run(scan(home, driveway))

    assert scanned.sightings == []
    assert scanned.states[driveway.entity("image_processing", "plates")].state == "unknown"
    assert scanned.states[driveway.entity("sensor", "plate")].state == before


def test_the_scan_button_reads_too(
    home: Home, background: BackgroundLoop, driveway: ReadCamera
) -> None:
    async def press() -> None:
        driveway.camera.driveway.show(2)
        await home.rest.act("button.press", entity_id=driveway.entity("button", "scan"))
        plate = driveway.entity("sensor", "plate")
        await home.wait_for(lambda states: states[plate].state == "LB21XKT", seconds=30)

    background.run(press())
