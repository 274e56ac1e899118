"""What is only heard of a vehicle: it holds no longer than that, and stands in nobody's way."""

from dataclasses import replace
from datetime import timedelta

import pytest

from custom_components.plate_recognizer.pipeline.visit import ArrivalReason

from .driveway import CAMERA, ELSEWHERE, GOLF, OTHER_CAMERA, Driveway, plate, unsure

MISREAD = "AB12CDF"
TOLD = OTHER_CAMERA
"""Of this camera only somebody else tells."""


@pytest.fixture
def drive() -> Driveway:
    drive = Driveway()
    drive.tracker.hearsay = {TOLD: timedelta(minutes=10)}
    return drive


def test_a_visit_that_was_only_heard_of_ends_early(drive: Driveway) -> None:
    drive.look(plate(GOLF), camera=TOLD)

    assert drive.expire(hours=9 / 60) == ()
    [ended] = drive.expire(hours=1 / 60)
    assert ended.end_reason == "timeout"


def test_one_that_a_camera_has_seen_as_well_lasts_as_long_as_any(drive: Driveway) -> None:
    drive.look(plate(GOLF), camera=TOLD)
    drive.look(plate(GOLF))

    assert drive.expire(hours=11) == ()


def test_one_that_a_camera_has_seen_leave_lasts_no_longer_than_what_was_heard_since(
    drive: Driveway,
) -> None:
    drive.look(plate(GOLF))
    drive.wait(5)
    drive.look(plate(GOLF), camera=TOLD)
    drive.leave()

    [ended] = drive.expire(hours=10 / 60)

    assert ended.end_reason == "timeout"


def test_who_is_seen_to_leave_has_left_whatever_was_heard_before(drive: Driveway) -> None:
    drive.look(plate(GOLF), camera=TOLD)
    drive.wait(5)
    drive.look(plate(GOLF))

    assert drive.leave().end_reasons == ["left"]


def test_what_was_heard_since_counts_for_more_than_an_older_look(drive: Driveway) -> None:
    drive.look(plate(GOLF))
    drive.wait(5)
    drive.look(plate(GOLF), camera=TOLD)

    assert drive.leave().ended == []
    assert [spot.camera_id for spot in drive.visit.spots] == [TOLD]


def test_who_was_heard_of_once_arrives_before_a_camera_that_looks(drive: Driveway) -> None:
    drive.look()
    drive.look(plate(GOLF), camera=TOLD)
    drive.expire(hours=1)

    assert drive.look(plate(GOLF), camera=CAMERA).arrivals == [GOLF]


def test_who_is_heard_of_again_in_its_spot_has_stayed_there(drive: Driveway) -> None:
    drive.look(camera=TOLD)
    assert drive.look(plate(GOLF), camera=TOLD).arrivals == [GOLF]
    drive.expire(hours=1)

    assert drive.look(plate(GOLF), camera=TOLD).reasons == ["same_spot"]


def test_who_is_heard_of_elsewhere_has_moved_since(drive: Driveway) -> None:
    drive.look(camera=TOLD)
    drive.look(plate(GOLF), camera=TOLD)
    drive.expire(hours=1)

    assert drive.look(plate(GOLF, box=ELSEWHERE), camera=TOLD).arrivals == [GOLF]


@pytest.mark.parametrize("camera", [CAMERA, TOLD])
def test_hearsay_makes_nobody_arrive_whose_burst_is_not_over(drive: Driveway, camera: str) -> None:
    drive.look()
    drive.look(camera=TOLD)
    first = drive.glance(unsure(GOLF))
    drive.tracker.see(first)
    visit = drive.tracker.tell(first.sightings[0], [first], None)
    assert visit is not None
    heard = replace(drive.glance(plate(GOLF), camera=camera), proves=False)
    drive.tracker.see(heard)
    drive.tracker.tell(heard.sightings[0], [heard], ArrivalReason.WEBHOOK)

    [begun] = drive.tracker.decide([visit.visit_id], is_over=True)

    assert (begun.arrival_reason, begun.sure, begun.pictures) == ("not_sure", False, 1)


def test_who_has_parked_does_not_arrive_though_somebody_tells_of_it_first(drive: Driveway) -> None:
    drive.look()
    drive.look(camera=TOLD)
    assert drive.look(plate(GOLF)).arrivals == [GOLF]
    drive.expire()
    heard = replace(drive.glance(plate(GOLF), camera=TOLD), is_hearsay=True, proves=False)
    drive.tracker.see(heard)
    visit = drive.tracker.tell(heard.sightings[0], [heard], ArrivalReason.WEBHOOK)
    assert visit is not None
    drive.tracker.decide([visit.visit_id], is_over=True)
    drive.wait(1)

    assert drive.look(plate(GOLF)).arrivals == []
    assert drive.visit.arrival_reason == "same_spot"


@pytest.mark.parametrize("told", [(GOLF, MISREAD), (MISREAD, GOLF), (MISREAD,)])
def test_whom_a_camera_reads_itself_arrives_though_somebody_has_just_told_of_it_misread(
    told: tuple[str, ...],
) -> None:
    drive = Driveway()
    for text in told:
        glance = replace(drive.glance(plate(text)), is_hearsay=True, proves=False)
        drive.tracker.see(glance)
        [sighting] = glance.sightings
        visit = drive.tracker.tell(sighting, [glance], ArrivalReason.WEBHOOK)
        assert visit is not None
        drive.tracker.decide([visit.visit_id], is_over=True)
        drive.wait(2)

    assert drive.look(plate(GOLF)).arrivals == [GOLF]
