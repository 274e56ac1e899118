"""When a visit ends: its vehicle was seen to have left, or nobody has seen it for too long."""

from datetime import timedelta
from itertools import count

import pytest

from custom_components.plate_recognizer.api.models import Box, Detection, VehicleReading
from custom_components.plate_recognizer.pipeline import parked as parked_room, tracking
from custom_components.plate_recognizer.pipeline.tracking import Tracker

from .driveway import (
    CAMERA,
    ELSEWHERE,
    GOLF,
    NEAR,
    OTHER_CAMERA,
    POLO,
    STAND,
    STRANGER,
    TIMEOUT,
    Driveway,
    around,
    plate,
    unread,
    unsure,
    vehicle_at,
)

NEARER = Box(380, 560, 500, 596)
"""The plate of who stands between the camera and the garage."""

MISREAD = GOLF.replace("B", "8")


@pytest.fixture
def drive() -> Driveway:
    return Driveway()


@pytest.fixture
def parked(drive: Driveway) -> Driveway:
    """The Golf stands there, nobody has seen it for long, and its visit has timed out."""
    drive.look(plate(GOLF))
    drive.expire()
    assert drive.visits == []
    return drive


def test_a_vehicle_has_left_when_two_looks_find_its_spot_empty(drive: Driveway) -> None:
    drive.look(plate(GOLF))
    [begun] = drive.tracker.visits
    drive.wait(60)
    assert drive.look().ended == []
    gone_at = drive.now
    drive.wait(10)

    [ended] = drive.look().ended

    assert (ended.visit_id, ended.end_reason, ended.ended_at) == (begun.visit_id, "left", gone_at)
    assert drive.visits == []
    assert drive.tracker.parked == ()


def test_one_look_is_not_enough_nor_are_two_within_ten_seconds(drive: Driveway) -> None:
    drive.look(plate(GOLF))

    assert drive.burst([[]] * 10).ended == []
    assert drive.visits == [GOLF]


def test_who_has_left_arrives_when_it_comes_back_to_the_same_spot(drive: Driveway) -> None:
    drive.look(plate(GOLF))
    drive.leave()

    assert drive.look(plate(GOLF)).arrivals == [GOLF]


def test_a_vehicle_that_is_hidden_has_not_left(drive: Driveway) -> None:
    drive.look(plate(GOLF))

    drive.leave(vehicle_at())
    drive.wait(600)
    told = drive.look(plate(GOLF))

    assert told.begun == []
    assert GOLF in drive.visits


def test_a_vehicle_that_stopped_before_a_parked_one_leaves_though_that_one_stays(
    drive: Driveway,
) -> None:
    behind = plate(GOLF, vehicle=around(STAND))
    drive.look(behind)
    drive.wait(600)
    drive.look(plate(STRANGER, box=NEARER, vehicle=around(NEARER)))

    told = drive.leave(behind)

    assert told.end_reasons == ["left"]
    assert drive.visits == [GOLF]


def test_a_vehicle_that_came_before_a_parked_one_hides_it(drive: Driveway) -> None:
    drive.look(plate(GOLF))
    drive.wait(600)

    told = drive.leave(plate(STRANGER, box=NEARER, vehicle=around(NEARER)))

    assert told.end_reasons == []
    assert set(drive.visits) == {GOLF, STRANGER}


def test_an_unread_or_misread_vehicle_in_its_spot_is_still_the_one_that_parked(
    drive: Driveway,
) -> None:
    drive.look(plate(GOLF))
    drive.wait(100)

    for dirty in (unread(), unsure(MISREAD), plate(MISREAD), unread()):
        drive.wait(10)
        told = drive.look(dirty)
        assert (told.begun, told.ended, drive.visits) == ([], [], [GOLF])


def test_a_visit_goes_on_where_the_vehicle_is_seen_elsewhere(drive: Driveway) -> None:
    drive.look(plate(GOLF))
    drive.wait(100)

    told = drive.look(plate(GOLF, box=ELSEWHERE))

    assert (told.begun, told.ended) == ([], [])
    assert drive.visit.spots[0].plate_box == ELSEWHERE


def test_nobody_leaves_who_has_not_been_told_of(drive: Driveway) -> None:
    told = drive.burst([[plate(GOLF)], [], [], []], spacing=10)

    assert (told.arrivals, told.ended) == ([GOLF], []), "a second picture might have come"
    drive.wait(10)
    assert drive.look().end_reasons == ["left"]


def test_who_was_never_read_and_is_gone_when_the_burst_ends_has_no_visit(drive: Driveway) -> None:
    assert drive.burst([[unread()], []]).begun == []
    assert drive.visits == []


def test_who_was_read_and_is_gone_when_the_burst_ends_has_one(drive: Driveway) -> None:
    assert drive.burst([[unsure(STRANGER)], []]).reasons == ["not_sure"]
    drive.wait(10)
    assert drive.look().end_reasons == ["left"]


def test_who_came_and_left_within_a_burst_has_no_visit(drive: Driveway) -> None:
    assert drive.burst([[unsure(STRANGER)], [], []], spacing=10).begun == []
    assert drive.visits == []


def test_a_visit_begins_with_the_first_picture_that_shows_the_vehicle(drive: Driveway) -> None:
    first = drive.now + timedelta(seconds=1)

    drive.burst([[], [unread()], [unsure(GOLF)], [unsure(GOLF)], [unsure(GOLF)]])

    assert (drive.visit.started_at, drive.visit.pictures) == (first, 3)


def test_a_vehicle_is_followed_through_the_pictures_of_its_burst(drive: Driveway) -> None:
    similar = GOLF[:-1] + "F"
    first = drive.now

    drive.burst([[unsure(similar)], [plate(POLO, box=ELSEWHERE)], [plate(GOLF)]])

    [polo, golf] = drive.tracker.visits
    assert (golf.plate, golf.started_at) == (GOLF, first), "misread, then hidden for a moment"
    assert polo.started_at == first + timedelta(seconds=1)


def test_a_vehicle_is_followed_after_the_picture_that_shows_it_best(drive: Driveway) -> None:
    drive.burst([[], [unsure(GOLF)], [unread()], [unread()]])

    assert drive.visit.pictures == 3
    assert drive.visit.seen_at == drive.now


def test_its_own_plate_says_where_a_vehicle_is_more_surely_than_another_of_its_plates(
    drive: Driveway,
) -> None:
    drive.identities[STRANGER] = drive.identities[GOLF]
    drive.look(plate(GOLF))

    drive.look(plate(STRANGER, 0.99, Box(0, 0, 100, 30)), plate(GOLF, 0.95, ELSEWHERE))

    assert drive.visit.spots[0].plate_box == ELSEWHERE


def test_another_vehicle_in_the_same_spot_is_not_how_a_visit_began(drive: Driveway) -> None:
    drive.burst([[unsure(STRANGER)], [unsure(GOLF)], [unsure(GOLF)]])

    [stranger, golf] = sorted(drive.tracker.visits, key=lambda visit: visit.started_at)
    assert (stranger.plate, golf.plate) == (STRANGER, GOLF)
    assert golf.started_at == drive.now - timedelta(seconds=1)


def test_a_visit_times_out_when_nobody_has_seen_the_vehicle_for_so_long(drive: Driveway) -> None:
    drive.look(plate(GOLF))
    drive.wait(3600)
    drive.look(plate(GOLF))
    seen_at = drive.now

    drive.now = seen_at + TIMEOUT - timedelta(seconds=1)
    assert drive.tracker.expire(drive.now, TIMEOUT) == ()
    drive.wait(1)
    [ended] = drive.tracker.expire(drive.now, TIMEOUT)

    assert (ended.plate, ended.end_reason, ended.ended_at) == (GOLF, "timeout", drive.now)
    assert drive.visits == []
    assert [visit.plate for visit in drive.tracker.parked] == [GOLF]


def test_who_is_seen_where_it_stood_before_the_time_out_does_not_arrive(parked: Driveway) -> None:
    assert parked.look(plate(GOLF)).reasons == ["same_spot"]
    assert parked.tracker.parked == ()
    assert parked.visits == [GOLF]


def test_who_was_seen_to_leave_after_the_time_out_arrives(parked: Driveway) -> None:
    assert parked.leave().ended == [], "its visit has ended long ago"
    assert parked.tracker.parked == ()

    assert parked.look(plate(GOLF)).arrivals == [GOLF]


def test_who_is_seen_elsewhere_after_the_time_out_arrives(parked: Driveway) -> None:
    assert parked.look(plate(GOLF, box=ELSEWHERE)).arrivals == [GOLF]


def test_a_spot_that_is_hidden_outlives_the_time_out(parked: Driveway) -> None:
    parked.leave(vehicle_at())
    parked.expire()

    assert parked.look(plate(GOLF)).reasons == ["same_spot"]


def test_a_spot_outlives_any_number_of_time_outs_and_restarts(parked: Driveway) -> None:
    for _ in range(3):
        parked.restart()
        assert parked.look(plate(GOLF)).reasons == ["first_scan"]
        parked.expire()
    parked.has_looked = {CAMERA}

    assert parked.look(plate(GOLF)).reasons == ["same_spot"]


def test_a_spot_that_was_found_empty_only_once_outlives_the_time_out(drive: Driveway) -> None:
    drive.look(plate(GOLF))
    drive.wait(60)
    drive.look()
    drive.expire()

    assert drive.look(plate(GOLF)).reasons == ["same_spot"]


def test_the_second_look_that_finds_a_spot_empty_may_come_after_the_time_out(
    drive: Driveway,
) -> None:
    drive.look(plate(GOLF))
    drive.wait(60)
    drive.look()
    drive.expire()
    drive.look()

    assert drive.tracker.parked == ()
    assert drive.look(plate(GOLF)).arrivals == [GOLF]


def test_a_spot_keeps_its_age_when_the_vehicle_is_seen_again(parked: Driveway) -> None:
    parked.look(plate(GOLF))

    in_half_a_minute = parked.now + timedelta(seconds=30)
    assert parked.tracker.next_check(CAMERA) == in_half_a_minute, "and not in ten seconds"


def test_a_parked_vehicle_stays_who_it_is_when_it_is_unread_after_the_time_out(
    parked: Driveway,
) -> None:
    assert parked.look(unread()).reasons == ["same_spot"]
    assert parked.visits == [GOLF]


def test_how_well_a_parked_vehicle_was_read_is_known_after_the_time_out(drive: Driveway) -> None:
    drive.burst([[unsure(GOLF)], [unsure(GOLF)]])
    drive.expire()
    drive.look(unread())

    assert (drive.visit.reads, drive.visit.sure) == (2, True)


def test_a_van_that_hides_a_parked_vehicle_makes_nobody_arrive(parked: Driveway) -> None:
    parked.burst([[unread()], [unread()]])
    parked.wait(5)
    parked.look(plate(STRANGER))
    parked.wait(600)

    told = parked.look(plate(STRANGER, box=ELSEWHERE), plate(GOLF))

    assert GOLF not in told.arrivals


def test_a_sure_misreading_and_then_a_right_one_after_the_time_out_is_no_arrival(
    parked: Driveway,
) -> None:
    told = parked.burst([[plate(MISREAD)], [plate(GOLF)]])

    assert GOLF not in told.arrivals


def test_a_printed_plate_beside_the_parked_vehicle_makes_nobody_arrive(parked: Driveway) -> None:
    printed = plate(GOLF, 0.99, ELSEWHERE)

    told = parked.look(printed, plate(GOLF, 0.95))

    assert told.arrivals == []


def test_a_first_scan_that_misreads_a_parked_vehicle_makes_nobody_arrive(drive: Driveway) -> None:
    drive.has_looked = set()
    drive.look(plate(MISREAD))
    drive.wait(10)

    assert GOLF not in drive.look(plate(GOLF)).arrivals


def test_a_misread_one_found_as_vehicle_and_plate_apart_does_not_arrive_when_read_rightly(
    drive: Driveway,
) -> None:
    drive.has_looked = set()
    drive.look(plate(MISREAD))
    drive.expire()
    drive.look(vehicle_at(), plate(GOLF))  # one vehicle, which the API hasn't put together
    drive.wait(1)

    assert drive.look(plate(GOLF)).arrivals == []


def test_one_misread_at_the_first_scan_does_not_arrive_when_its_vehicle_is_found_first(
    drive: Driveway,
) -> None:
    drive.has_looked = set()
    drive.look(plate(MISREAD))
    drive.wait(1)
    drive.look(vehicle_at())
    drive.wait(1)

    assert drive.look(plate(GOLF)).arrivals == []


@pytest.mark.parametrize("has_timed_out", [False, True])
def test_one_found_without_its_plate_at_the_first_look_does_not_arrive_when_that_is_found_apart(
    drive: Driveway, *, has_timed_out: bool
) -> None:
    drive.has_looked = set()
    drive.look(vehicle_at())
    if has_timed_out:
        drive.expire()
    drive.wait(60)

    assert drive.look(vehicle_at(), plate(GOLF)).arrivals == []


def test_nor_one_that_had_parked_misread_and_was_found_without_its_plate_in_between(
    drive: Driveway,
) -> None:
    drive.look(plate(MISREAD, vehicle=around(STAND)))
    drive.expire()
    drive.look(vehicle_at())
    drive.wait(5)

    assert drive.look(vehicle_at(), plate(GOLF)).arrivals == []


def test_the_oldest_visits_end_when_there_are_too_many(
    drive: Driveway, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tracking, "MOST_VISITS", 2)
    for number, text in enumerate(("A111", "B222", "C333", "D444")):
        drive.look(plate(text, box=Box(number * 200, 0, number * 200 + 100, 30)))
        drive.wait(1)

    ended = drive.tracker.expire(drive.now, TIMEOUT)

    assert [visit.plate for visit in ended] == ["A111", "B222"]
    assert {visit.end_reason for visit in ended} == {"timeout"}
    assert drive.visits == ["C333", "D444"]
    assert drive.tracker.expire(drive.now, TIMEOUT) == ()


def test_the_oldest_spots_are_forgotten_when_there_are_too_many(
    drive: Driveway, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parked_room, "MOST_PARKED", 2)
    boxes = [Box(left, 0, left + 100, 30) for left in (0, 1000, 2000)]
    drive.look(*(plate(text, box=box) for text, box in zip("ABC", boxes, strict=True)))
    drive.expire()

    assert len(drive.tracker.parked) == 2
    assert [visit.plate for visit in drive.tracker.parked] == ["B", "C"]


def test_a_camera_looks_again_as_soon_as_one_of_its_spots_asks_for_it(drive: Driveway) -> None:
    noon = drive.now
    assert drive.tracker.next_check(CAMERA) is None
    drive.look(plate(GOLF))
    drive.wait(5)
    drive.look(plate(GOLF), plate(POLO, box=ELSEWHERE))

    assert drive.tracker.next_check(CAMERA) == noon + timedelta(seconds=10)
    assert drive.tracker.next_check(OTHER_CAMERA) is None


def test_a_spot_after_the_time_out_is_looked_at_again_when_it_is_found_empty(
    parked: Driveway,
) -> None:
    parked.look()

    assert parked.tracker.next_check(CAMERA) == parked.now + timedelta(seconds=10)


def test_a_copy_goes_on_by_itself(drive: Driveway) -> None:
    drive.look(plate(GOLF))
    drive.look(plate(POLO, box=ELSEWHERE))
    drive.expire()
    drive.look(plate(GOLF))

    copy = drive.tracker.copy()
    assert (copy.visits, copy.parked) == (drive.tracker.visits, drive.tracker.parked)
    copy.expire(drive.now + TIMEOUT, TIMEOUT)
    assert (len(copy.visits), len(drive.tracker.visits)) == (0, 1)
    assert (len(copy.parked), len(drive.tracker.parked)) == (2, 1)


def test_each_visit_has_an_id_of_its_own(drive: Driveway) -> None:
    numbers = count()
    drive.tracker = Tracker(lambda: f"visit {next(numbers)}")
    drive.look(plate(GOLF))
    drive.leave()
    drive.look(plate(GOLF))

    assert drive.visit.visit_id == "visit 1"


def test_a_visit_ends_only_before_the_camera_that_saw_it(drive: Driveway) -> None:
    drive.look(plate(GOLF, box=STAND))

    assert drive.leave(camera=OTHER_CAMERA).ended == []
    assert drive.visits == [GOLF]


def test_who_stood_there_before_hides_nobody(drive: Driveway) -> None:
    drive.look(plate(GOLF, vehicle=around(STAND)))
    drive.wait(600)
    drive.look(plate(POLO, box=NEAR))

    told = drive.leave(plate(GOLF, vehicle=around(STAND)))

    assert [visit.plate for visit in told.ended] == [POLO], "it has stood before the other one"


def test_who_came_after_hides_whoever_stood_there(drive: Driveway) -> None:
    drive.look(plate(GOLF))
    drive.wait(600)
    drive.look(plate(POLO, box=NEAR))

    assert drive.leave(plate(POLO, box=NEAR)).ended == []
    assert drive.visits == [GOLF, POLO]


def test_who_has_moved_hides_whoever_stands_there_now(drive: Driveway) -> None:
    drive.look(plate(POLO, box=ELSEWHERE))
    drive.wait(600)
    drive.look(plate(POLO, box=ELSEWHERE), plate(GOLF))

    assert drive.leave(plate(POLO, box=NEAR)).ended == []
    assert GOLF in drive.visits


def test_who_was_followed_to_where_it_is_read_later_hides_nobody_who_stood_before_it(
    drive: Driveway,
) -> None:
    drive.look(plate(GOLF, box=ELSEWHERE))
    drive.look(plate(GOLF, box=None, vehicle=around(STAND)))
    drive.wait(600)
    drive.look(plate(POLO, box=NEAR))

    assert [visit.plate for visit in drive.leave(plate(GOLF, box=STAND)).ended] == [POLO]


def test_who_comes_back_to_where_it_stood_hides_whoever_parked_meanwhile(drive: Driveway) -> None:
    van, behind_it = plate(POLO, vehicle=around(STAND)), plate(GOLF, box=STAND)
    drive.look(van)
    drive.wait(600)
    drive.look(behind_it)  # the van has left, but the Golf seems to hide it
    drive.wait(600)
    drive.look(van)
    drive.leave(van)

    assert drive.look(behind_it).arrivals == []


def test_beside_whom_it_was_last_seen_does_not_hide_who_may_open(drive: Driveway) -> None:
    van = plate(STRANGER, box=None, vehicle=around(STAND))
    drive.look(van)
    drive.wait(600)
    drive.look(van, plate(GOLF))

    assert [visit.plate for visit in drive.leave(van).ended] == [GOLF]


def test_who_was_seen_beside_it_and_has_moved_may_hide_it(drive: Driveway) -> None:
    drive.look(plate(STRANGER, box=None, vehicle=around(ELSEWHERE)))
    drive.wait(600)
    drive.look(plate(STRANGER, box=None, vehicle=around(ELSEWHERE)), plate(GOLF))

    assert drive.leave(plate(STRANGER, box=None, vehicle=around(STAND))).ended == []


def test_who_stood_there_when_it_came_does_not_hide_who_may_open_nothing(drive: Driveway) -> None:
    van = plate(STRANGER, box=None, vehicle=around(STAND))
    drive.look(van)
    drive.wait(600)
    drive.look(plate(POLO))

    assert [visit.plate for visit in drive.leave(van).ended] == [POLO]


BEHIND = Box(300, 380, 650, 512)
"""A car across the street: it stands higher up on the picture than the plate of who stands here."""


@pytest.mark.parametrize("own", [None, around(STAND)], ids=["by its plate", "by its vehicle"])
def test_who_stands_farther_away_hides_nobody(drive: Driveway, own: Box | None) -> None:
    drive.look(plate(GOLF, vehicle=own))
    neighbour = Detection(None, VehicleReading("Sedan", 0.8, BEHIND))

    assert drive.leave(neighbour).end_reasons == ["left"]


def test_who_was_seen_beside_it_and_rolls_before_it_hides_it(drive: Driveway) -> None:
    golf = plate(GOLF)
    van = plate(POLO, box=Box(60, 600, 200, 640), vehicle=Box(0, 100, 390, 700))
    rolled = plate(POLO, box=Box(190, 600, 330, 640), vehicle=Box(130, 100, 520, 700))
    drive.look(golf, van)
    drive.wait(30)
    drive.look(golf, van)

    assert drive.leave(rolled).end_reasons == []
    assert drive.look(golf).begun == []


def test_who_was_read_in_the_same_spot_hides_it_also_if_both_were_seen_at_once(
    drive: Driveway,
) -> None:
    drive.look(plate(GOLF))
    drive.wait(60)
    drive.burst([[plate(POLO, vehicle=around(STAND))], [vehicle_at(), plate(GOLF)]])

    assert drive.leave(plate(POLO)).end_reasons == []
    assert drive.look(plate(GOLF)).begun == []


def test_who_stood_elsewhere_and_drives_before_it_hides_it(drive: Driveway) -> None:
    drive.look(plate(POLO, box=ELSEWHERE))
    drive.wait(60)
    drive.look(plate(POLO, box=ELSEWHERE), plate(STRANGER))

    assert drive.leave(plate(POLO, box=NEAR)).end_reasons == []
    assert STRANGER in drive.visits


def test_of_too_many_spots_those_of_known_vehicles_are_remembered_longest(
    drive: Driveway, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parked_room, "MOST_PARKED", 1)
    drive.look(plate(GOLF))
    drive.wait(60)
    drive.look(plate(GOLF), plate(STRANGER, box=ELSEWHERE))

    drive.expire()

    assert [visit.plate for visit in drive.tracker.parked] == [GOLF]
