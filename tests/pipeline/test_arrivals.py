"""Whether the start of a visit is proof that a vehicle has come."""

import pytest

from custom_components.plate_recognizer.api.models import Box, Detection, VehicleReading
from custom_components.plate_recognizer.pipeline.visit import ArrivalReason

from .driveway import (
    A_LITTLE_NEARER,
    CAMERA,
    ELSEWHERE,
    GOLF,
    NEAR,
    OTHER_CAMERA,
    POLO,
    STAND,
    STRANGER,
    Driveway,
    plate,
    unread,
    unsure,
)

MISREAD = GOLF.replace("B", "8")
FAR_OFF = Box(2000, 300, 2100, 330)
FAR = Box(410, 505, 490, 529)
"""The plate of who has driven away from where the camera saw it first."""


@pytest.fixture
def drive() -> Driveway:
    return Driveway()


def test_who_is_read_surely_has_arrived(drive: Driveway) -> None:
    told = drive.look(plate(STRANGER))

    assert (told.arrivals, told.reasons) == ([STRANGER], ["arrived"])
    assert drive.visit.started_at == drive.now
    assert drive.visit.best.plate == STRANGER
    assert (drive.visit.place, drive.visit.reads, drive.visit.sure) == ("Drive", 1, True)


def test_nobody_arrives_twice(drive: Driveway) -> None:
    drive.look(plate(STRANGER))
    drive.wait(1)

    assert drive.look(plate(STRANGER)).begun == []
    assert drive.burst([[plate(STRANGER)], [plate(STRANGER)]]).begun == []


def test_who_is_seen_by_the_first_scan_may_have_stood_there(drive: Driveway) -> None:
    drive.has_looked = set()

    assert drive.look(plate(GOLF)).reasons == ["first_scan"]
    drive.wait(1)
    assert drive.look(plate(GOLF), plate(POLO, box=ELSEWHERE)).arrivals == [POLO]


def test_nobody_on_a_picture_of_the_first_burst_arrives(drive: Driveway) -> None:
    drive.has_looked = set()

    assert drive.burst([[], [plate(GOLF)], [plate(GOLF)]]).reasons == ["first_scan"]


def test_a_first_scan_is_decided_without_another_picture(drive: Driveway) -> None:
    glances = [drive.glance(unsure(GOLF))]
    drive.tracker.see(glances[0])
    drive.tracker.tell(glances[0].sightings[0], glances, ArrivalReason.FIRST_SCAN)

    [visit] = drive.tracker.decide([drive.visit.visit_id], is_over=False)

    assert visit.arrival_reason == "first_scan"


def test_only_who_may_have_been_misread_at_the_first_scan_stood_there(drive: Driveway) -> None:
    drive.has_looked = set()
    drive.look(plate(MISREAD), plate(POLO, box=FAR_OFF))
    drive.wait(30)

    told = drive.look(plate(MISREAD), plate(GOLF, box=ELSEWHERE), plate(STRANGER, box=FAR_OFF))

    assert sorted(filter(None, told.arrivals)) == [GOLF, STRANGER]


def test_each_camera_has_a_first_scan_of_its_own(drive: Driveway) -> None:
    drive.has_looked = {CAMERA}

    assert drive.look(plate(GOLF), camera=OTHER_CAMERA).reasons == ["first_scan"]


def test_one_reading_that_is_not_sure_proves_nothing(drive: Driveway) -> None:
    told = drive.look(unsure(STRANGER))

    assert (told.arrivals, told.reasons) == ([], ["not_sure"])


def test_two_pictures_of_a_burst_that_agree_prove_an_arrival(drive: Driveway) -> None:
    told = drive.burst([[unsure(STRANGER)], [unsure(STRANGER)]])

    assert told.arrivals == [STRANGER]
    assert (drive.visit.reads, drive.visit.sure) == (2, True)


def test_two_pictures_that_disagree_prove_none(drive: Driveway) -> None:
    assert drive.burst([[unsure(GOLF)], [unsure(MISREAD)]]).reasons == ["not_sure"]


def test_an_unread_vehicle_has_not_arrived(drive: Driveway) -> None:
    assert drive.look(unread()).reasons == ["unread"]
    assert drive.visits == [None]


@pytest.mark.parametrize("score", [0.95, 0.75])
def test_a_further_picture_within_a_minute_makes_an_unsure_opening_an_arrival(
    drive: Driveway, score: float
) -> None:
    drive.look(unsure(GOLF))
    begun = drive.visit
    drive.wait(60)

    told = drive.look(plate(GOLF, score))

    assert told.arrivals == [GOLF]
    assert told.begun[0].visit_id == begun.visit_id, "it is still the same visit"
    assert (told.begun[0].reads, told.begun[0].started_at) == (2, begun.started_at)


def test_a_picture_after_the_first_minute_is_too_late(drive: Driveway) -> None:
    drive.look(unsure(GOLF))
    drive.wait(61)

    assert drive.look(plate(GOLF)).begun == []
    assert drive.visit.sure, "but says who it is"
    assert not drive.visit.is_arrival


def test_two_unsure_readings_more_than_a_minute_apart_make_nobody_sure(drive: Driveway) -> None:
    drive.look(unsure(GOLF))
    drive.wait(61)
    drive.look(unsure(GOLF))

    assert (drive.visit.reads, drive.visit.sure) == (1, False)


def test_an_unread_opening_becomes_an_arrival_when_the_plate_is_read(drive: Driveway) -> None:
    drive.look(unread())
    drive.wait(10)

    told = drive.look(plate(GOLF))

    assert told.arrivals == [GOLF]
    assert drive.visits == [GOLF]


def test_an_unread_opening_that_is_read_unsurely_waits_for_another_picture(drive: Driveway) -> None:
    drive.look(unread())
    drive.wait(1)
    assert drive.look(unsure(GOLF)).begun == []
    drive.wait(1)

    assert drive.look(unsure(GOLF)).arrivals == [GOLF]
    assert drive.visit.reads == 2


def test_a_misread_opening_is_put_right_by_a_sure_reading(drive: Driveway) -> None:
    drive.look(unsure(MISREAD))
    drive.wait(5)

    assert drive.look(plate(GOLF)).arrivals == [GOLF]
    assert drive.visits == [GOLF]


def test_an_unsure_misreading_changes_nothing(drive: Driveway) -> None:
    drive.look(unsure(GOLF))
    drive.wait(5)

    assert drive.look(unsure(MISREAD)).begun == []
    assert drive.visits == [GOLF]


def test_an_unsure_misreading_of_who_has_just_arrived_is_nobody_else(drive: Driveway) -> None:
    drive.look(plate(GOLF))
    drive.wait(5)

    assert drive.look(unsure(MISREAD)).begun == []
    assert drive.visits == [GOLF]


def test_an_opening_becomes_an_arrival_once(drive: Driveway) -> None:
    drive.look(unsure(GOLF))
    drive.wait(1)
    drive.look(unsure(GOLF))
    drive.wait(1)

    assert drive.look(plate(GOLF)).begun == []


def test_an_opening_that_another_camera_makes_sure_is_an_arrival(drive: Driveway) -> None:
    drive.look(unsure(STRANGER))
    drive.wait(1)

    told = drive.look(plate(STRANGER, box=ELSEWHERE), camera=OTHER_CAMERA)

    assert told.arrivals == [STRANGER]
    assert told.begun[0].camera_id == OTHER_CAMERA


def test_a_first_scan_is_no_arrival_however_many_pictures_follow(drive: Driveway) -> None:
    drive.has_looked = set()
    assert drive.look(unsure(GOLF)).reasons == ["first_scan"]
    drive.wait(1)

    assert drive.look(plate(GOLF)).begun == []


def test_who_may_open_is_awaited_on_a_second_picture(drive: Driveway) -> None:
    glances = [drive.glance(plate(GOLF))]
    drive.tracker.see(glances[0])
    drive.tracker.tell(glances[0].sightings[0], glances, None)

    own = [drive.visit.visit_id]
    assert drive.tracker.decide(own, is_over=False) == ()
    assert drive.tracker.awaits_direction(own)
    assert not drive.tracker.awaits_direction([])

    drive.wait(1)
    drive.tracker.see(drive.glance(plate(GOLF)))
    [visit] = drive.tracker.decide(own, is_over=False)
    assert visit.is_arrival
    assert not drive.tracker.awaits_direction(own)


def test_only_the_scan_that_saw_it_begin_decides(drive: Driveway) -> None:
    glances = [drive.glance(plate(GOLF))]
    drive.tracker.see(glances[0])
    drive.tracker.tell(glances[0].sightings[0], glances, None)

    assert drive.tracker.decide([], is_over=True) == ()
    assert drive.tracker.decide(["of another scan"], is_over=True) == ()
    assert not drive.visit.is_decided


def test_who_may_open_nothing_is_awaited_on_no_second_picture(drive: Driveway) -> None:
    for text, box in ((POLO, STAND), (STRANGER, ELSEWHERE)):
        glance = drive.glance(plate(text, box=box))
        drive.tracker.see(glance)
        drive.tracker.tell(glance.sightings[0], [glance], None)

    own = [visit.visit_id for visit in drive.tracker.visits]
    assert len(drive.tracker.decide(own, is_over=False)) == 2


def test_a_vehicle_that_drives_away_from_the_camera_leaves_and_does_not_arrive(
    drive: Driveway,
) -> None:
    told = drive.burst([[plate(GOLF)], [plate(GOLF, box=FAR)]])

    assert told.reasons == ["receding"]
    assert drive.visit.motion.value == "receding"
    drive.wait(1)
    assert drive.look(plate(GOLF, box=FAR)).begun == [], "nor does it on the next picture"


@pytest.mark.parametrize(
    ("then", "motion"),
    [(NEAR, "approaching"), (A_LITTLE_NEARER, "unknown"), (ELSEWHERE, "unknown")],
)
def test_a_vehicle_that_comes_near_or_stands_or_drives_across_arrives(
    drive: Driveway, then: Box, motion: str
) -> None:
    told = drive.burst([[plate(GOLF)], [plate(GOLF, box=then)]])

    assert told.arrivals == [GOLF]
    assert told.begun[0].motion.value == motion


@pytest.mark.parametrize(
    ("side", "motion"),
    [(109, "unknown"), (110, "approaching"), (91, "unknown"), (90, "receding")],
)
def test_a_vehicle_moves_when_it_grows_or_shrinks_by_a_tenth(
    drive: Driveway, side: int, motion: str
) -> None:
    drive.burst([[plate(GOLF, box=Box(0, 0, 100, 100))], [plate(GOLF, box=Box(0, 0, side, side))]])

    assert drive.visit.motion.value == motion


def test_motion_counts_from_the_first_picture_of_the_burst_though_it_was_not_read(
    drive: Driveway,
) -> None:
    told = drive.burst([[unread()], [plate(POLO, box=A_LITTLE_NEARER)], [plate(POLO, box=FAR)]])
    assert told.reasons == ["arrived"], "who may open nothing is told of at once"

    drive = Driveway()
    told = drive.burst([[unread(NEAR)], [unread()], [plate(POLO)]])

    assert told.reasons == ["receding"]
    assert drive.visit.started_at == drive.now.replace(second=0)


def test_an_unsure_opening_that_recedes_does_not_arrive_when_it_is_sure(drive: Driveway) -> None:
    drive.look(unsure(GOLF))
    drive.wait(2)

    told = drive.look(plate(GOLF, box=FAR))

    assert told.begun == [], "it was told of, and has not become an arrival"
    assert drive.visit.arrival_reason == "receding"


def test_what_another_camera_sees_says_nothing_of_motion(drive: Driveway) -> None:
    drive.look(unsure(POLO))
    drive.wait(1)

    told = drive.look(plate(POLO, box=FAR), camera=OTHER_CAMERA)

    assert (told.arrivals, told.begun[0].motion.value) == ([POLO], "unknown")


def test_a_camera_that_proves_what_another_one_began_has_to_see_the_direction_itself(
    drive: Driveway,
) -> None:
    drive.look(unsure(GOLF))
    drive.wait(5)

    told = drive.burst([[plate(GOLF, box=NEAR)], [plate(GOLF, box=STAND)]], camera=OTHER_CAMERA)

    assert told.arrivals == []
    assert drive.visit.arrival_reason == "receding"


def test_who_drives_away_does_not_arrive_because_its_plate_is_not_readable_any_more(
    drive: Driveway,
) -> None:
    near, far = Box(300, 250, 700, 600), Box(345, 285, 655, 560)
    gone_on = Detection(None, VehicleReading("Sedan", 0.8, far))

    assert drive.burst([[plate(GOLF, vehicle=near)], [gone_on]]).reasons == ["receding"]


def test_motion_is_known_by_vehicles_where_plates_are_not(drive: Driveway) -> None:
    far = Box(200, 200, 400, 400)
    near = Box(150, 150, 450, 450)

    told = drive.burst(
        [[plate(POLO, 0.75, None, vehicle=far)], [plate(POLO, box=None, vehicle=near)]]
    )

    assert told.begun[0].motion.value == "approaching"


def test_without_boxes_nobody_can_say_anything_of_motion(drive: Driveway) -> None:
    told = drive.burst([[unsure(GOLF, None)], [unsure(GOLF)]])

    assert (told.arrivals, told.begun[0].motion.value) == ([GOLF], "unknown")


def test_a_vehicle_that_is_added_while_it_stands_there_does_not_arrive(drive: Driveway) -> None:
    drive.identities = {}
    drive.look(plate(GOLF))
    before = drive.visit

    drive.change_vehicles(**Driveway().identities)

    assert (drive.visit.vehicle_id, drive.visit.visit_id) == ("golf", before.visit_id)
    drive.wait(1)
    assert drive.look(plate(GOLF)).begun == []


def test_a_vehicle_with_another_plate_of_its_own_is_here_already(drive: Driveway) -> None:
    drive.identities[STRANGER] = drive.identities[GOLF]
    drive.look(plate(GOLF))
    drive.wait(100)

    assert drive.look(plate(STRANGER, box=ELSEWHERE)).begun == []
    assert drive.visits == [STRANGER]


def test_two_vehicles_arrive_together(drive: Driveway) -> None:
    told = drive.look(plate(GOLF), plate(POLO, box=ELSEWHERE))

    assert sorted(filter(None, told.arrivals)) == [GOLF, POLO]


def test_a_vehicle_that_follows_another_into_its_spot_arrives_too(drive: Driveway) -> None:
    similar = GOLF[:-1] + "F"
    drive.look(plate(GOLF))
    drive.wait(30)

    assert drive.look(plate(similar)).arrivals == [similar], "both are sure: they are two vehicles"


def test_a_sure_misreading_of_a_parked_vehicle_is_nobody_else(drive: Driveway) -> None:
    drive.look(plate(GOLF))
    drive.wait(61)

    assert drive.look(plate(MISREAD)).begun == []
    assert drive.visits == [GOLF]


def test_what_is_decided_stays_so(drive: Driveway) -> None:
    drive.look(unsure(GOLF))

    assert drive.visit.decided(is_over=True) is drive.visit


def test_a_scan_that_broke_off_leaves_nobody_to_arrive_by_a_later_one(drive: Driveway) -> None:
    glances = [drive.glance(plate(GOLF))]
    drive.tracker.see(glances[0])
    drive.tracker.tell(glances[0].sightings[0], glances, None)
    drive.tracker.give_up(OTHER_CAMERA)
    assert not drive.visit.is_decided

    drive.tracker.give_up(CAMERA)
    drive.wait(600)

    assert drive.look(plate(GOLF)).begun == []
    assert drive.leave().end_reasons == ["left"]


def test_a_scan_that_broke_off_leaves_a_minute_for_another_picture(drive: Driveway) -> None:
    glances = [drive.glance(plate(GOLF))]
    drive.tracker.see(glances[0])
    drive.tracker.tell(glances[0].sightings[0], glances, None)
    drive.tracker.give_up(CAMERA)
    drive.wait(30)

    assert drive.look(plate(GOLF)).arrivals == [GOLF]
