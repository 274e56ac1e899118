"""A vehicle that was read is watched until something else could be taken for it."""

from collections.abc import Iterable
from datetime import timedelta

from hypothesis import given
from hypothesis.strategies import floats, integers, lists
import pytest

from custom_components.plate_recognizer.api.models import Box, Detection
from custom_components.plate_recognizer.pipeline.track import Track, track_of

from .driveway import (
    ELSEWHERE,
    GOLF,
    NOON,
    POLO,
    STAND,
    Driveway,
    around,
    plate,
    unread,
    vehicle_at,
)

PICTURE = Box(0, 0, 1920, 1080)
CAR = Box(860, 440, 1060, 640)
NEARER = Box(840, 430, 1080, 670)
AT_THE_LEFT, AT_THE_RIGHT = Box(100, 440, 500, 840), Box(1420, 440, 1820, 840)
ABOVE, BELOW = Box(800, 60, 1200, 460), Box(800, 620, 1200, 1020)
SECOND = timedelta(seconds=1)


def track(box: Box = CAR) -> Track:
    return Track(GOLF, box, NOON)


def watched(*pictures: Iterable[Box], since: Box = CAR, every: timedelta = SECOND) -> Track:
    """Return the track of a vehicle after pictures in which these regions are new."""
    watching = track(since)
    for number, regions in enumerate(pictures, 1):
        watching.see(tuple(regions), PICTURE, NOON + number * every)
    return watching


def enlarged(box: Box, times: float) -> Box:
    """Return a box with so many times the area, on the same ground."""
    side = times**0.5
    middle, width, height = (box.xmin + box.xmax) / 2, box.xmax - box.xmin, box.ymax - box.ymin
    return Box(
        round(middle - side * width / 2),
        round(box.ymax - side * height),
        round(middle + side * width / 2),
        box.ymax,
    )


def test_at_first_it_is_the_vehicle_that_was_read() -> None:
    assert track().kept == GOLF


def test_who_comes_nearer_picture_by_picture_is_kept() -> None:
    steps = [Box(860 - 15 * n, 440 - 10 * n, 1060 + 15 * n, 640 + 20 * n) for n in range(1, 9)]

    assert watched(*([step] for step in steps)).kept == GOLF


@given(lists(floats(0.93, 1.7), max_size=4))
def test_who_stays_whole_and_in_place_is_kept_however_it_grows(growth: list[float]) -> None:
    watching, box = track(Box(950, 700, 1000, 750)), Box(950, 700, 1000, 750)
    for number, times in enumerate(growth, 1):
        box = enlarged(box, times)
        watching.see((box,), PICTURE, NOON + number * SECOND)

    assert watching.kept == GOLF


def test_pictures_without_news_keep_it() -> None:
    assert watched([], [], []).kept == GOLF


def test_after_one_it_is_sought_where_it_was_last_seen() -> None:
    there = Box(940, 440, 1140, 640)
    onwards = Box(955, 440, 1155, 640)

    assert watched([there], [], [onwards]).kept == GOLF
    assert watched([], [], [onwards]).kept is None


def test_a_second_thing_that_is_new_ends_it() -> None:
    right_behind_it = Box(865, 430, 1085, 640)

    assert watched([right_behind_it]).kept == GOLF
    assert watched([NEARER, right_behind_it]).kept is None
    assert watched([NEARER, Box(100, 500, 300, 700)]).kept is None


@pytest.mark.parametrize(
    ("since", "now"),
    [
        (AT_THE_LEFT, Box(5, 440, 480, 840)),
        (AT_THE_RIGHT, Box(1440, 440, 1915, 840)),
        (BELOW, Box(780, 640, 1220, 1075)),
    ],
)
def test_what_reaches_the_left_right_or_lower_edge_may_be_another_one_that_comes_in(
    since: Box, now: Box
) -> None:
    assert watched([since], since=since).kept == GOLF
    assert watched([now], since=since).kept is None


def test_the_upper_edge_is_reached_by_who_is_near() -> None:
    assert watched([Box(780, 0, 1220, 470)], since=ABOVE).kept == GOLF


def test_the_edges_are_those_of_the_part_that_is_looked_at() -> None:
    watching = track()
    watching.see((NEARER,), Box(835, 0, 1920, 1080), NOON + SECOND)

    assert watching.kept is None


@pytest.mark.parametrize("right", [-150, 150, 700])
def test_who_is_elsewhere_in_the_next_picture_is_another_one(right: int) -> None:
    moved = Box(CAR.xmin + right, CAR.ymin, CAR.xmax + right, CAR.ymax)

    assert watched([moved]).kept is None


def test_who_stood_behind_it_and_is_seen_now_looks_smaller() -> None:
    assert watched([enlarged(CAR, 0.85)]).kept == GOLF
    assert watched([enlarged(CAR, 0.75)]).kept is None


def test_what_is_much_larger_at_once_is_not_it_alone() -> None:
    assert watched([enlarged(CAR, 2.4)]).kept == GOLF
    assert watched([enlarged(CAR, 2.6)]).kept is None


def test_from_the_second_picture_on_less_is_believed() -> None:
    for times, kept in ((0.92, GOLF), (0.83, None), (1.7, GOLF), (1.9, None)):
        assert watched([CAR], [enlarged(CAR, times)]).kept == kept, times


def test_in_more_than_a_second_and_a_half_another_one_may_have_taken_its_place() -> None:
    longest = timedelta(seconds=1.5)

    assert watched([NEARER], every=longest).kept == GOLF
    assert watched([NEARER], every=longest + timedelta(milliseconds=1)).kept is None


def test_the_time_is_that_between_two_pictures() -> None:
    assert watched(*[[NEARER]] * 20).kept == GOLF


def test_a_picture_that_comes_late_ends_it_without_news_too() -> None:
    assert watched([], every=timedelta(seconds=3)).kept is None


def test_with_a_clock_put_back_nobody_knows_how_long_it_was() -> None:
    watching = watched([NEARER], [NEARER])
    watching.see((NEARER,), PICTURE, NOON + SECOND)

    assert watching.kept is None


@pytest.mark.parametrize(
    "loss", [[NEARER, ELSEWHERE], [ELSEWHERE], [enlarged(CAR, 0.5)], [Box(0, 440, 1060, 640)]]
)
def test_once_lost_it_is_never_kept_again(loss: list[Box]) -> None:
    assert watched(loss, [CAR], [], [CAR], [NEARER]).kept is None


@given(
    lists(
        lists(
            integers(1, 1700).map(lambda x: Box(x, 300, x + 200, 600)),
            max_size=2,
        ),
        max_size=8,
    )
)
def test_no_picture_brings_a_lost_one_back(pictures: list[list[Box]]) -> None:
    kept = [watched(*pictures[:number]).kept for number in range(len(pictures) + 1)]

    assert kept == sorted(kept, key=lambda each: each is None)


@pytest.mark.parametrize("vehicle", [None, around(STAND)])
def test_the_only_vehicle_of_a_lookup_is_watched(vehicle: Box | None) -> None:
    watching = track_of(Driveway().glance(plate("AB12 cde", vehicle=vehicle)))

    assert watching is not None
    assert watching.kept == GOLF
    watching.see((around(STAND),), PICTURE, NOON + SECOND)
    assert watching.kept == GOLF


def test_from_when_its_picture_was_taken() -> None:
    drive = Driveway()
    drive.wait(60)
    watching = track_of(drive.glance(plate(GOLF)))

    assert watching is not None
    watching.see((), PICTURE, drive.now + SECOND)
    assert watching.kept == GOLF


@pytest.mark.parametrize(
    "detections",
    [
        [],
        [plate(GOLF), plate(POLO, box=ELSEWHERE)],
        [plate(GOLF), vehicle_at(ELSEWHERE)],
        [unread()],
        [vehicle_at()],
        [plate(GOLF, box=None)],
    ],
    ids=["nobody", "two", "one beside it", "unread", "no plate", "nowhere"],
)
def test_of_others_nobody_is_watched(detections: list[Detection]) -> None:
    assert track_of(Driveway().glance(*detections)) is None


def test_without_a_lookup_nobody_is_watched() -> None:
    assert track_of(None) is None
