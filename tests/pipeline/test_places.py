"""Cameras that share a place, that are set otherwise, and that are gone."""

from dataclasses import replace

import pytest

from .driveway import (
    CAMERA,
    ELSEWHERE,
    GOLF,
    OTHER_CAMERA,
    POLO,
    STAND,
    Driveway,
    plate,
    unread,
    unsure,
)


@pytest.fixture
def drive() -> Driveway:
    return Driveway()


@pytest.mark.parametrize("place", ["Drive", "drive", "DRIVE"])
def test_cameras_of_one_place_share_a_visit(drive: Driveway, place: str) -> None:
    drive.look(plate(GOLF))
    drive.wait(1)

    told = drive.look(plate(GOLF, box=ELSEWHERE), camera=OTHER_CAMERA, place=place)

    assert told.begun == []
    assert {spot.camera_id for spot in drive.visit.spots} == {CAMERA, OTHER_CAMERA}


def test_a_vehicle_is_at_each_place_by_itself(drive: Driveway) -> None:
    drive.look(plate(GOLF))

    assert drive.look(plate(GOLF), camera=OTHER_CAMERA, place="Gate").arrivals == [GOLF]
    assert [visit.place for visit in drive.tracker.visits] == ["Drive", "Gate"]


def test_who_stands_before_one_camera_is_here_though_another_finds_it_gone(
    drive: Driveway,
) -> None:
    drive.look(plate(GOLF))
    drive.look(plate(GOLF), camera=OTHER_CAMERA)

    assert drive.leave().ended == []
    assert [spot.camera_id for spot in drive.visit.spots] == [OTHER_CAMERA]
    assert drive.leave(camera=OTHER_CAMERA).end_reasons == ["left"]


def test_what_only_another_camera_has_seen_is_not_missed(drive: Driveway) -> None:
    drive.look(plate(GOLF))
    drive.look(plate(POLO), camera=OTHER_CAMERA)

    assert drive.leave(plate(POLO), camera=OTHER_CAMERA).ended == []
    assert drive.visits == [GOLF, POLO]


def test_the_spot_of_one_camera_is_none_of_another(drive: Driveway) -> None:
    drive.look(plate(GOLF))
    drive.wait(1)

    told = drive.look(unread(), camera=OTHER_CAMERA)

    assert told.reasons == ["unread"], "nobody can say that it is the same vehicle"


def test_who_parked_before_one_camera_does_not_arrive_before_another(drive: Driveway) -> None:
    drive.look(plate(GOLF))
    drive.expire()

    told = drive.look(plate(GOLF, box=ELSEWHERE), camera=OTHER_CAMERA)

    assert told.reasons == ["same_spot"]
    assert [(spot.camera_id, spot.plate_box) for spot in drive.visit.spots] == [
        (OTHER_CAMERA, ELSEWHERE),
        (CAMERA, STAND),
    ]


def test_who_parked_before_one_camera_is_known_for_that_however_late_another_reads_it(
    drive: Driveway,
) -> None:
    drive.look(plate(GOLF))
    drive.expire()
    assert drive.look(unsure(GOLF.replace("B", "8")), camera=OTHER_CAMERA).reasons == ["not_sure"]
    drive.wait(1)

    assert drive.look(plate(GOLF), camera=OTHER_CAMERA).arrivals == []
    assert drive.tracker.parked == ()
    assert drive.visit.arrival_reason == "same_spot"


def test_visits_go_along_with_their_camera_to_another_place(drive: Driveway) -> None:
    drive.look(plate(GOLF))
    before = drive.visit

    told = drive.look(plate(GOLF), place="Gate")

    assert (told.begun, drive.visit.place, drive.visit.visit_id) == ([], "Gate", before.visit_id)
    drive.expire()
    drive.look(place="Yard")
    assert [visit.place for visit in drive.tracker.parked] == ["Yard"]


def test_visits_stay_with_the_cameras_that_go_on_seeing_them(drive: Driveway) -> None:
    drive.look(plate(GOLF))
    drive.look(plate(GOLF), camera=OTHER_CAMERA)

    drive.look(place="Gate")

    assert (drive.visit.place, drive.visit.spots[0].camera_id) == ("Drive", OTHER_CAMERA)


def test_visits_of_other_cameras_stay_where_they_are(drive: Driveway) -> None:
    drive.look(plate(GOLF))
    drive.look(plate(POLO), camera=OTHER_CAMERA, place="Gate")

    assert [visit.place for visit in drive.tracker.visits] == ["Drive", "Gate"]


def test_what_a_camera_has_seen_ends_with_it(drive: Driveway) -> None:
    drive.look(plate(GOLF))
    drive.look(plate(POLO, box=ELSEWHERE), camera=OTHER_CAMERA)

    [ended] = drive.tracker.forget_cameras([CAMERA], drive.now)

    assert (ended.plate, ended.end_reason, ended.ended_at) == (POLO, "timeout", drive.now)
    assert drive.visits == [GOLF]
    assert drive.tracker.forget_cameras([CAMERA], drive.now) == ()


def test_what_others_see_too_goes_on_without_a_camera(drive: Driveway) -> None:
    drive.look(plate(GOLF))
    drive.look(plate(GOLF), camera=OTHER_CAMERA)

    assert drive.tracker.forget_cameras([OTHER_CAMERA], drive.now) == ()
    assert [spot.camera_id for spot in drive.visit.spots] == [OTHER_CAMERA]


def test_a_visit_that_a_camera_leaves_undecided_when_it_goes_is_no_arrival(
    drive: Driveway,
) -> None:
    glances = [drive.glance(plate(GOLF))]
    drive.tracker.see(glances[0])
    drive.tracker.tell(glances[0].sightings[0], glances, None)
    drive.look(plate(GOLF), camera=OTHER_CAMERA)
    assert not drive.visit.is_decided

    drive.tracker.forget_cameras([OTHER_CAMERA], drive.now)

    assert (drive.visit.camera_id, drive.visit.is_arrival) == (OTHER_CAMERA, False)
    drive.wait(600)
    assert drive.look(plate(GOLF), camera=OTHER_CAMERA).begun == []
    assert drive.leave(camera=OTHER_CAMERA).end_reasons == ["left"]


def test_spots_after_a_time_out_are_forgotten_with_their_camera(drive: Driveway) -> None:
    drive.look(plate(GOLF))
    drive.expire()

    for camera, left in ((CAMERA, 1), (OTHER_CAMERA, 0)):
        assert drive.tracker.forget_cameras([camera], drive.now) == ()
        assert len(drive.tracker.parked) == left


def test_who_has_timed_out_is_who_it_is_by_today_s_vehicles(drive: Driveway) -> None:
    drive.look(plate(GOLF))
    drive.expire()

    drive.change_vehicles()
    drive.look(unread())

    assert drive.visit.plate == GOLF
    assert drive.visit.vehicle_id is None, "it is known no more"


def test_a_change_of_vehicles_ends_and_begins_no_visit(drive: Driveway) -> None:
    drive.look(plate(GOLF))
    drive.look(unread(ELSEWHERE))
    before = drive.tracker.visits

    drive.change_vehicles(**{GOLF: replace(drive.identities[GOLF], name="Passat")})

    names = [each.best.known and each.best.known.name for each in drive.tracker.visits]
    assert "Passat" in names
    assert [(each.visit_id, each.arrival_reason) for each in drive.tracker.visits] == [
        (each.visit_id, each.arrival_reason) for each in before
    ]


def test_a_look_leaves_visits_of_other_cameras_elsewhere_the_very_objects_that_they_were(
    drive: Driveway,
) -> None:
    drive.look(plate(GOLF), camera=OTHER_CAMERA, place="Gate")
    [before] = drive.tracker.visits

    drive.look(plate(POLO))

    # What is another object is written down anew, at each look of each camera.
    assert drive.tracker.visits[0] is before


def test_who_leaves_past_another_camera_does_not_arrive_though_that_reads_it_late(
    drive: Driveway,
) -> None:
    drive.look(plate(GOLF))
    drive.wait(600)
    drive.look()
    drive.wait(1)
    drive.look(unread(), camera=OTHER_CAMERA)
    drive.wait(10)
    assert drive.look().end_reasons == ["left"]
    drive.wait(1)

    assert drive.look(plate(GOLF), camera=OTHER_CAMERA).arrivals == []
