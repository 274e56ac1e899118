"""Before it believes that a vehicle has left, a camera looks for those without a plate, too."""

import json
from typing import Any

import pytest

from sandbox.api_server.faults import Fault

from ..answers import SEDAN, VEHICLE_BOX, plate
from ..conftest import lookups_at
from ..fake_camera import Car
from .driveway import GOLF, Driveway, golf, watching

VEHICLE_MODE: dict[str, Any] = {"detection_mode": "vehicle"}
VAN: dict[str, Any] = {"vehicle": {"type": "Van", "score": 0.9, "box": VEHICLE_BOX}, "plate": None}
"""A van without a readable plate, as the API answers in that mode, right before the Golf."""


def modes(drive: Driveway) -> list[str]:
    """Return in which detection mode each lookup was asked for since the last picture changed."""
    configs = [each.fields.get("config", ["{}"])[0] for each in lookups_at(drive.cloud)]
    return [json.loads(config).get("detection_mode", "plate") for config in configs]


async def test_a_parked_vehicle_that_a_van_without_a_plate_hides_does_not_arrive_again(
    drive: Driveway,
) -> None:
    await drive.looked_at(watching(frames=2), golf(may_open=True))
    await drive.move(plate(GOLF))
    await drive.wait(600)
    drive.lookups()

    await drive.move(VAN)  # in plate mode, the API would find no van
    assert modes(drive) == ["vehicle"]
    await drive.wait(60)
    await drive.move(plate(GOLF))

    assert drive.ended == []
    assert drive.arrivals == ["AB12CDE"], "once, when it came"


async def test_a_parked_vehicle_whose_plate_is_dazzled_is_still_there(drive: Driveway) -> None:
    await drive.looked_at(watching(frames=1), golf())
    await drive.move(plate(GOLF, vehicle=SEDAN))

    await drive.move(VAN)
    await drive.wait(10)

    assert drive.ended == []
    assert drive.state("binary_sensor.golf_present") == "on"


async def test_what_is_found_only_because_of_a_doubt_is_nobody_elses_business(
    drive: Driveway,
) -> None:
    await drive.looked_at(watching(frames=2), golf())
    await drive.move(plate(GOLF))
    told = len(drive.sightings)

    await drive.move(VAN)

    assert modes(drive) == ["vehicle"]
    assert len(drive.sightings) == told
    assert drive.decision()[0] == "no_change", "what was looked up isn't new any more"
    state = drive.hass.states.get("image_processing.driveway_plates")
    assert state is not None
    assert state.attributes["vehicles"] == 0
    assert len(drive.started) == 1, "the van begins no visit where nobody asked for vans"


async def test_who_asks_for_all_vehicles_is_told_of_them(drive: Driveway) -> None:
    await drive.looked_at(watching(engine=VEHICLE_MODE))

    await drive.move(VAN)

    assert [event.data["status"] for event in drive.sightings] == ["unread"]
    assert drive.state("binary_sensor.driveway_occupied") == "on"


async def test_where_the_ground_was_seen_before_it_takes_no_lookup_to_find_out_that_one_has_left(
    drive: Driveway,
) -> None:
    await drive.looked_at()
    await drive.move(plate(GOLF))
    drive.lookups()

    await drive.move()
    await drive.wait(10)

    assert drive.lookups() == 0
    assert drive.end_reasons == ["left"]


async def test_where_nobody_has_seen_the_ground_it_takes_two_lookups_for_all_vehicles(
    drive: Driveway,
) -> None:
    await drive.set_up()
    await drive.move(plate(GOLF))
    drive.lookups()

    await drive.move()
    await drive.wait(10)

    assert modes(drive) == ["vehicle", "vehicle"]
    assert drive.end_reasons == ["left"]
    await drive.move(plate(GOLF))
    assert modes(drive) == ["plate"], "nobody is in doubt any more"


async def test_what_comes_too_early_to_settle_a_doubt_costs_nothing(drive: Driveway) -> None:
    await drive.set_up()
    await drive.move(plate(GOLF))
    drive.let_pass(5)
    await drive.move()
    assert drive.lookups() == 2, "who comes, and that it isn't seen any more"

    asked = drive.camera.asked
    await drive.wait(5)  # the check that is due ten seconds after it came
    assert (drive.camera.asked, drive.lookups()) == (asked + 1, 0)
    await (
        drive.trigger()
    )  # a burst is to settle it instead, and its first picture is too early, too
    await drive.wait(10)
    assert (drive.lookups(), drive.end_reasons) == (1, ["left"])


async def test_a_server_that_finds_plates_alone_is_believed(
    drive: Driveway, caplog: pytest.LogCaptureFixture
) -> None:
    await drive.set_up()
    await drive.move(plate(GOLF))

    drive.show()
    drive.cloud.fail(Fault(kind="status", status=400, body={"error": "unknown detection_mode"}))
    await drive.trigger()
    assert modes(drive) == ["vehicle", "plate"]
    await drive.wait(10)

    assert drive.end_reasons == ["left"]
    assert caplog.text.count("finds no vehicles without a plate") == 1
    await drive.move(plate(GOLF))
    drive.film((Car(40, 30, 300, 200, "van"),))
    await drive.move()
    assert modes(drive) == ["plate"], "it is asked for that no more"


async def test_a_picture_that_is_refused_in_any_mode_says_nothing_of_the_server(
    drive: Driveway,
) -> None:
    await drive.set_up()
    await drive.move(plate(GOLF))
    refusal = Fault(kind="status", status=400, body={"error": "bad image"}, times=2)

    drive.show()
    drive.cloud.fail(refusal)
    await drive.trigger()
    assert modes(drive) == ["vehicle", "plate"]
    assert drive.decision()[0] == "bad_request"
    await drive.wait(10)
    await drive.wait(10)

    assert modes(drive)[-1] == "vehicle"
    assert drive.end_reasons == ["left"]


async def test_a_doubt_is_settled_by_a_burst_that_leaves_no_time_for_a_check(
    drive: Driveway,
) -> None:
    await drive.set_up(watching(frames=5), golf())
    await drive.move(plate(GOLF))
    await drive.wait(600)
    await drive.move()
    assert drive.ended == [], "one look isn't enough, where nobody knows the ground"

    drive.once_during_a_picture(lambda: drive.let_pass(11))
    await drive.trigger()

    assert drive.end_reasons == ["left"]
