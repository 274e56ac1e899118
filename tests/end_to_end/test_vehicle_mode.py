"""A camera that finds all vehicles, in a real Home Assistant: set up, seen, and left."""

import asyncio
from dataclasses import asdict, replace
from itertools import count

import pytest

from sandbox.demo.account import DemoAccount, ReadCamera
from sandbox.driveway.light import Light
from sandbox.driveway.moment import Moment
from sandbox.driveway.scenes import EMPTY_DRIVEWAY, TWO_CARS
from sandbox.home import Home, JsonObject
from sandbox.process import SandboxProcess

from .background import BackgroundLoop
from .camera_dialog import CameraDialog
from .scan import scan
from .versions import also_on_other_versions

pytestmark = [pytest.mark.end_to_end, pytest.mark.slow, also_on_other_versions]

OCCUPIED = "binary_sensor.yard_occupied"
SHOWN = ("plate", "vehicle_type", "make_model", "year", "direction")
_SECONDS = 60
"""The longest until a camera has looked twice, ten seconds apart."""


@pytest.fixture(scope="module")
def yard(home: Home, background: BackgroundLoop, account: DemoAccount) -> ReadCamera:
    """A second camera of the account on the same camera entity: it finds all vehicles."""
    camera = account.cameras[0].camera
    dialog = CameraDialog(home, account)

    async def add() -> ReadCamera:
        fields = {
            "camera_entity_id": camera.entity_id,
            "name": "Yard",
            "scan_interval": 0,
            "engine": {"detection_mode": "vehicle"},
        }
        return await dialog.save(await dialog.fill_in(**fields), replace(camera, name="Yard"))

    return background.run(add())


def two_vans() -> list[JsonObject]:
    """Return what vehicle mode answers to the picture of two cars, if no plate can be read."""
    props = {
        "make_model": [{"make": "Ford", "model": "Transit", "score": 0.6}],
        "year": {"year_range": [2018, 2021]},
    }
    return [
        {
            "plate": None,
            "vehicle": {"type": "Van", "score": score, "box": asdict(car.box), "props": props},
            "direction": 182,
        }
        for car, score in zip(TWO_CARS.cars, (0.8, 0.9), strict=True)
    ]


def empty(second: float) -> bytes:
    """Draw the place without anybody, with other grain at each second."""
    return Moment(EMPTY_DRIVEWAY.backdrop, second, Light(), ()).to_jpeg()


async def until_free(home: Home, yard: ReadCamera) -> None:
    """Show the empty place, in a new picture every other second, until nobody is seen there."""
    async with asyncio.timeout(_SECONDS):
        for second in count(2, 2):
            if (await home.rest.states())[OCCUPIED].state == "off":
                return
            yard.camera.driveway.put(await asyncio.to_thread(empty, second))
            await asyncio.sleep(2)


def test_vehicles_without_a_plate_are_seen_make_a_place_occupied_and_leave_it(
    home: Home,
    background: BackgroundLoop,
    sandbox: SandboxProcess,
    yard: ReadCamera,
) -> None:
    # A file of its own: whoever looks this one up afterwards is answered so, too.
    picture = TWO_CARS.to_jpeg() + b"of the yard"
    sandbox.answer_picture(picture, two_vans(), detection_mode="vehicle")
    yard.camera.driveway.put(picture)

    scanned = background.run(scan(home, yard))

    assert scanned.plates == {}
    told = [(each["status"], each["vehicle_type"], each["plate"]) for each in scanned.sightings]
    assert told == [("unread", "Van", None)] * 2
    assert len({each["visit_id"] for each in scanned.sightings}) == 2
    assert scanned.states[OCCUPIED].state == "on"
    states = background.run(home.rest.states())
    assert [states[f"sensor.yard_{key}"].state for key in SHOWN] == [
        "unknown",
        "van",
        "Ford Transit",
        "2018–2021",  # noqa: RUF001 - a span of years
        "182.0",
    ]

    yard.camera.driveway.put(empty(0))
    background.run(scan(home, yard))
    background.run(until_free(home, yard))
