"""Real photographs, from a camera to the states of a real Home Assistant.

They are no part of the project; where they are not beside it, these tests are skipped.
"""

import pytest

from sandbox.demo.account import DemoAccount
from sandbox.driveway.playback import Driveway
from sandbox.home import Home
from sandbox.plate_read import Box
from tests.boxes import overlap
from tests.photos import PHOTOS, needs_photos

from .background import BackgroundLoop
from .scan import Scanned, scan

CLOUD_LIMIT = 3_000_000

pytestmark = [pytest.mark.end_to_end, needs_photos]

CARS_4K = {
    "AB123CD": Box(592, 1388, 930, 1480),
    "EF668GH": Box(1976, 1376, 2256, 1462),
    "NKD22DP": Box(3566, 1212, 3768, 1272),
}
"""Plates on cars-4k.jpg that a person can read, and where they are in its 3840 by 2160 pixels."""


@pytest.fixture
def scanned(
    request: pytest.FixtureRequest, home: Home, background: BackgroundLoop, account: DemoAccount
) -> Scanned:
    """What came of scanning the photograph of this name."""
    camera = account.cameras[0]
    Driveway(camera.camera.driveway.file, [(PHOTOS / request.param).read_bytes()])
    return background.run(scan(home, camera))


@pytest.mark.parametrize("scanned", ["cars-4k.jpg"], indirect=True)
def test_three_plates_of_a_picture_over_the_clouds_limit_are_read_where_they_are(
    scanned: Scanned,
) -> None:
    assert (PHOTOS / "cars-4k.jpg").stat().st_size > CLOUD_LIMIT
    assert scanned.plates.keys() >= CARS_4K.keys()
    for plate, box in CARS_4K.items():
        assert overlap(scanned.boxes[plate], box) > 0.5
    assert {(event["image_width"], event["image_height"]) for event in scanned.sightings} == {
        (3840, 2160)
    }


@pytest.mark.parametrize(
    ("scanned", "plate"),
    [("toll-01.jpg", "34A36837"), ("toll-14.jpg", "34A23126")],
    indirect=["scanned"],
)
def test_a_plate_of_a_toll_camera_is_read(scanned: Scanned, plate: str) -> None:
    assert plate in scanned.plates
