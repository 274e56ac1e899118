"""A picture that somebody gives proves nothing of now: nobody arrives by it, and nobody leaves."""

from base64 import b64encode
import json
from typing import Any

from homeassistant.components.camera.const import DATA_COMPONENT
from homeassistant.core import HomeAssistant

from ..action import act
from ..answers import plate
from ..conftest import lookups_at
from ..fake_camera import Car, FakeCamera, jpeg
from .driveway import (
    EMPTY,
    GOLF,
    GOLF_ID,
    PARKED,
    UNSURE,
    Driveway,
    elsewhere,
    golf,
    unread,
    watching,
)

PICTURE = jpeg(color="blue")
BASE64 = b64encode(PICTURE).decode()
LESS = {"threshold_d": 0.99}
"""An engine that misses most of what there is."""
MORE = {"mode": "redaction", "threshold_o": 0}
"""One that reads whatever there is, right or wrong."""


async def give(drive: Driveway, *results: dict[str, Any]) -> dict[str, Any]:
    """Have a picture recorded that shows this, whatever the camera sees meanwhile."""
    drive.cloud.answer_picture(PICTURE, results)
    return await record(drive, base64=BASE64)


async def scan_with(drive: Driveway, **fields: object) -> dict[str, Any]:
    """Have the camera's own picture recorded, and read with what these fields say."""
    return await record(drive, camera_entity_id="camera.driveway", **fields)


async def record(drive: Driveway, **source: object) -> dict[str, Any]:
    """Have a picture recorded as one of the camera."""
    answer = await act(drive.hass, "recognize", camera="Driveway", record=True, **source)
    await drive.settled()
    return answer


async def test_who_is_on_a_given_picture_is_here_without_having_arrived(drive: Driveway) -> None:
    await drive.looked_at(watching(), golf(may_open=True))

    await give(drive, plate(GOLF))

    assert (drive.arrivals, drive.reasons) == ([], ["old_picture"])
    assert drive.state("binary_sensor.golf_present") == "on"


async def test_another_cameras_picture_is_a_given_one_too(
    hass: HomeAssistant, drive: Driveway
) -> None:
    await drive.looked_at(watching(), golf(may_open=True))
    await hass.data[DATA_COMPONENT].async_add_entities([FakeCamera("Gate")])

    drive.show(plate(GOLF))
    await record(drive, camera_entity_id="camera.gate")

    assert drive.reasons == ["old_picture"]


async def test_who_is_on_the_cameras_own_picture_arrives_as_by_any_scan(drive: Driveway) -> None:
    await drive.looked_at(watching(), golf(may_open=True))

    drive.show(plate(GOLF))
    answer = await scan_with(drive, mmc=True)

    assert drive.arrivals == ["AB12CDE"]
    [detection] = answer["detections"]
    assert detection["visit_id"] == drive.started[0].data["visit_id"]


async def test_nobody_leaves_by_a_scan_that_is_told_to_look_otherwise_than_usual(
    drive: Driveway,
) -> None:
    await drive.looked_at(watching(), golf(may_open=True))
    await drive.move(plate(GOLF))
    drive.film(PARKED)
    drive.show_in_turn([], [], [plate(GOLF)])

    for _ in range(2):
        drive.freezer.tick(20)
        answer = await scan_with(drive, engine={**LESS, "detection_mode": "vehicle"})
        assert answer["detections"] == []
    await drive.move(plate(GOLF))

    assert (drive.ended, drive.arrivals) == ([], ["AB12CDE"])


async def test_who_stood_there_when_a_scan_missed_it_that_was_told_to_look_otherwise_was_there(
    drive: Driveway,
) -> None:
    picture, drive.camera.picture = drive.camera.picture, RuntimeError("starting")
    await drive.set_up(watching(), golf(may_open=True))
    drive.camera.picture = picture
    drive.film(PARKED)
    drive.show_in_turn([], [plate(GOLF)])

    await scan_with(drive, engine=LESS)
    drive.film(*((*PARKED, Car(40, 205, 312, 236, f"{step}")) for step in range(5)))
    await drive.trigger()

    assert drive.reasons == ["first_scan"]


async def test_who_comes_is_read_though_a_scan_missed_it_that_was_told_to_look_otherwise(
    drive: Driveway,
) -> None:
    await drive.looked_at(watching(), golf(may_open=True))
    drive.film(PARKED)
    drive.show_in_turn([], [plate(GOLF)])

    await scan_with(drive, engine=LESS)
    await drive.trigger()

    assert drive.arrivals == ["AB12CDE"]


async def test_nobody_arrives_by_a_scan_that_is_told_to_read_more_than_usual(
    drive: Driveway,
) -> None:
    await drive.looked_at(watching(), golf(may_open=True))

    drive.show(plate(GOLF))
    answer = await scan_with(drive, engine=MORE)

    assert drive.reasons == ["old_picture"]
    assert answer["detections"][0]["visit_id"] == drive.started[0].data["visit_id"]
    assert drive.state("binary_sensor.golf_present") == "on"


async def test_an_opening_that_is_not_sure_becomes_no_arrival_by_such_a_scan(
    drive: Driveway,
) -> None:
    await drive.looked_at(watching(frames=1), golf(may_open=True))
    await drive.move(plate(GOLF, UNSURE))

    drive.show(plate(GOLF))
    await scan_with(drive, engine=MORE)

    assert drive.reasons == ["not_sure"]


async def test_a_scan_that_is_told_how_to_look_looks_so_though_somebody_may_have_left(
    drive: Driveway,
) -> None:
    await drive.looked_at(watching(), golf(may_open=True))
    await drive.move(plate(GOLF))
    await drive.move()  # once: it may have left

    await scan_with(drive, engine=LESS)

    assert json.loads(lookups_at(drive.cloud)[-1].fields["config"][0]) == LESS


async def test_whoever_begins_with_a_given_picture_does_not_arrive_by_later_ones(
    drive: Driveway,
) -> None:
    await drive.looked_at(watching(), golf(may_open=True))
    await give(drive, plate(GOLF))

    await drive.move(plate(GOLF))
    await give(drive, plate(GOLF))

    assert (drive.arrivals, len(drive.started)) == ([], 1)


async def test_an_opening_that_is_not_sure_becomes_no_arrival_by_a_given_picture(
    drive: Driveway,
) -> None:
    await drive.looked_at(watching(frames=1), golf())
    await drive.move(plate(GOLF, UNSURE))
    assert drive.reasons == ["not_sure"]

    answer = await give(drive, plate(GOLF))

    assert drive.reasons == ["not_sure"]
    assert answer["detections"][0]["visit_id"] == drive.started[0].data["visit_id"]


async def test_nobody_leaves_by_given_pictures_of_an_empty_place(drive: Driveway) -> None:
    account = await drive.looked_at(watching(), golf(may_open=True))
    await drive.move(plate(GOLF))
    tracker = account.runtime_data.visits.tracker
    [before] = tracker.visits

    for _ in range(3):
        await give(drive)
        drive.freezer.tick(20)
    await give(drive, elsewhere(plate(GOLF)))

    [visit] = tracker.visits
    assert (visit.visit_id, visit.best) == (before.visit_id, before.best)
    assert visit.spots[0].plate_box == before.spots[0].plate_box
    await drive.move(plate(GOLF))
    assert (drive.ended, drive.arrivals) == ([], ["AB12CDE"])


async def test_a_car_whose_visit_timed_out_stays_where_it_was_seen(drive: Driveway) -> None:
    await drive.looked_at(watching(), golf(may_open=True))
    await drive.move(plate(GOLF))
    await drive.time_out()

    answer = await give(drive, elsewhere(plate(GOLF)))

    assert answer["detections"][0]["visit_id"] is None
    assert answer["detections"][0]["vehicle_id"] == GOLF_ID
    await drive.scan(plate(GOLF))

    assert drive.reasons == ["arrived", "same_spot"]


async def test_who_comes_arrives_though_something_unread_was_on_a_given_picture(
    drive: Driveway,
) -> None:
    await drive.looked_at(watching(), golf(may_open=True))

    answer = await give(drive, unread())
    assert answer["detections"][0]["visit_id"] is None
    await drive.move(plate(GOLF))

    assert drive.reasons == ["arrived"]


async def test_a_camera_that_is_scanned_only_when_asked_looks_whether_they_are_there(
    drive: Driveway,
) -> None:
    await drive.set_up(watching(triggers=[]), golf(may_open=True))
    await drive.scan()
    drive.film(EMPTY)

    await give(drive, plate(GOLF))
    for _ in range(3):
        await drive.wait(10)

    assert (drive.reasons, drive.end_reasons) == (["old_picture"], ["left"])
