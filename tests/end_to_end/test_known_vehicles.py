"""Vehicles that the home knows, in a real Home Assistant."""

from collections.abc import Iterator

import pytest

from sandbox.demo.account import DemoAccount
from sandbox.demo.vehicles import introduce_vehicles
from sandbox.driveway.scenes import TWO_CARS
from sandbox.home import Home

from .background import BackgroundLoop
from .scan import scan
from .vehicles import forget_vehicles
from .versions import also_on_other_versions

pytestmark = [pytest.mark.end_to_end, also_on_other_versions]

TOLD = ("vehicle", "category", "may_open", "status")


@pytest.fixture
def known_vehicles(home: Home, background: BackgroundLoop, account: DemoAccount) -> Iterator[None]:
    background.run(introduce_vehicles(home, account.entry_id))
    yield
    background.run(forget_vehicles(home, account.entry_id))


@pytest.mark.usefixtures("known_vehicles")
def test_a_known_vehicle_is_told_by_name_and_the_stranger_beside_it_as_one(
    home: Home, background: BackgroundLoop, account: DemoAccount
) -> None:
    camera = account.cameras[0]
    camera.camera.driveway.put(TWO_CARS.to_jpeg())

    scanned = background.run(scan(home, camera))

    told = {each["plate"]: tuple(each[key] for key in TOLD) for each in scanned.sightings}
    assert told == {
        "KV19PNE": ("Anna's car", "resident", True, "known"),
        "FT482KX": (None, None, None, "stranger"),
    }
    assert scanned.states["sensor.anna_s_car_last_place"].state == "Driveway"
    assert scanned.states["event.anna_s_car_sighting"].attributes["event_type"] == "known"
    assert scanned.states["sensor.parcel_van_last_place"].state == "unknown"
