"""Where a vehicle stands before a camera: seen, hidden or empty."""

from datetime import timedelta

import pytest

from custom_components.plate_recognizer.api.models import (
    Box,
    Detection,
    VehicleReading,
)
from custom_components.plate_recognizer.pipeline.sighting import Sighting
from custom_components.plate_recognizer.pipeline.spots import Spot, has_grown

from .driveway import (
    A_LITTLE_NEARER,
    ELSEWHERE,
    GOLF,
    NOON,
    STAND,
    STRANGER,
    Driveway,
    around,
    plate,
    unread,
    vehicle_at,
)


def sighting(detection: Detection) -> Sighting:
    [only] = Driveway().glance(detection).sightings
    return only


def spot(detection: Detection | None = None) -> Spot:
    """Return the spot in which a vehicle was seen at noon."""
    return Spot.of(sighting(detection or plate(GOLF)), "camera", NOON)


def after(seconds: float) -> timedelta:
    return timedelta(seconds=seconds)


def test_a_spot_is_where_the_vehicle_was_seen() -> None:
    both = spot(plate(GOLF, vehicle=around(STAND)))

    assert (both.plate_box, both.vehicle_box) == (STAND, around(STAND))
    assert both.since == both.seen_at == both.looked_at == NOON
    assert not both.is_left


def test_a_spot_follows_a_vehicle_that_moves_a_little() -> None:
    moved = spot().with_vehicle(sighting(plate(GOLF, box=A_LITTLE_NEARER)), NOON + after(5))

    assert moved.plate_box == A_LITTLE_NEARER
    assert moved.since == NOON
    assert moved.seen_at == moved.looked_at == NOON + after(5)


def test_a_spot_follows_a_vehicle_whose_plate_is_not_seen() -> None:
    nearer = around(A_LITTLE_NEARER)

    moved = spot(vehicle_at()).with_vehicle(sighting(vehicle_at(A_LITTLE_NEARER)), NOON)

    assert moved.vehicle_box == nearer != around(STAND)


def test_a_vehicle_that_is_seen_elsewhere_is_in_another_spot() -> None:
    moved = spot().with_vehicle(sighting(plate(GOLF, box=ELSEWHERE)), NOON + after(5))

    assert (moved.plate_box, moved.since) == (ELSEWHERE, NOON + after(5))
    assert (moved.camera_id, moved.vehicle_box) == ("camera", None)


def test_where_a_picture_says_less_of_the_place_what_was_known_stays() -> None:
    both = spot(plate(GOLF, vehicle=around(STAND)))

    for less in (vehicle_at(), plate(GOLF), plate(GOLF, box=None)):
        after_it = both.with_vehicle(sighting(less), NOON + after(5))
        assert (after_it.plate_box, after_it.vehicle_box) == (STAND, around(STAND))
        assert after_it.since == NOON


def test_a_picture_that_says_nothing_of_the_place_leaves_a_plate_where_it_was() -> None:
    assert spot().with_vehicle(sighting(plate(GOLF, box=None)), NOON).plate_box == STAND


def test_a_plate_is_not_kept_where_it_was_when_only_the_vehicle_is_seen_now() -> None:
    # It was read farther away, and followed to where it stands.
    vehicle = around(ELSEWHERE)
    followed = spot().with_vehicle(sighting(plate(GOLF, box=None, vehicle=vehicle)), NOON)

    assert (followed.plate_box, followed.vehicle_box) == (None, vehicle)
    assert not followed.has_been_left_for(sighting(plate(GOLF, box=ELSEWHERE)))


def test_a_plate_that_is_read_beside_where_only_the_vehicle_was_seen_is_in_another_spot() -> None:
    followed = spot(vehicle_at())

    assert followed.has_been_left_for(sighting(plate(GOLF, box=ELSEWHERE)))
    moved = followed.with_vehicle(sighting(plate(GOLF, box=ELSEWHERE)), NOON + after(5))
    assert (moved.plate_box, moved.vehicle_box) == (ELSEWHERE, None)
    assert not followed.has_been_left_for(sighting(plate(GOLF)))


def test_without_boxes_nobody_can_say_that_a_vehicle_is_elsewhere() -> None:
    nowhere = spot(plate(GOLF, box=None))

    assert not nowhere.has_been_left_for(sighting(plate(GOLF)))
    assert nowhere.with_vehicle(sighting(plate(GOLF)), NOON).plate_box == STAND


def test_a_spot_is_left_when_two_looks_ten_seconds_apart_find_it_empty() -> None:
    once = spot().without_vehicle((), NOON + after(60))
    assert once.empty_since == once.looked_at == NOON + after(60)
    assert not once.is_left

    assert not once.without_vehicle((), NOON + after(69)).is_left
    twice = once.without_vehicle((), NOON + after(70))
    assert twice.is_left
    assert twice.empty_since == NOON + after(60), "since when it may have been left"
    assert twice.seen_at == NOON


def test_many_looks_in_a_short_time_are_not_enough_to_believe_it() -> None:
    looked = spot()
    for second in range(10):
        looked = looked.without_vehicle((), NOON + after(second))

    assert not looked.is_left
    assert looked.without_vehicle((), NOON + after(10)).is_left


def test_looks_before_a_clock_was_put_back_say_nothing_of_the_time_since() -> None:
    before = spot().without_vehicle([], NOON)
    put_back = before.without_vehicle([], NOON - after(3600))

    assert not put_back.is_left
    assert put_back.without_vehicle([], NOON - after(3600 - 10)).is_left


def test_a_vehicle_that_is_seen_again_was_never_away() -> None:
    once = spot().without_vehicle((), NOON + after(60))

    seen = once.with_vehicle(sighting(plate(GOLF)), NOON + after(65))

    assert seen.empty_since is None
    assert not seen.without_vehicle((), NOON + after(75)).is_left


@pytest.mark.parametrize(
    "before_it",
    [
        vehicle_at(),
        plate(STRANGER, vehicle=around(STAND)),
        plate(STRANGER, box=STAND),
        unread(A_LITTLE_NEARER),
        plate(STRANGER, box=Box(540, 560, 640, 590)),
        plate(STRANGER, box=Box(300, 760, 400, 790)),
        plate(STRANGER, box=Box(400, 440, 500, 470)),
    ],
    ids=["a van", "a car", "at the plate", "unread", "beside", "before it", "behind it"],
)
def test_a_spot_that_another_vehicle_hides_is_not_empty(before_it: Detection) -> None:
    once = spot().without_vehicle((), NOON + after(60))

    hidden = once.without_vehicle([sighting(before_it)], NOON + after(70))

    assert hidden.empty_since is None
    assert (hidden.looked_at, hidden.seen_at) == (NOON + after(70), NOON)


@pytest.mark.parametrize(
    "beside_it",
    [
        vehicle_at(ELSEWHERE),
        plate(STRANGER, box=ELSEWHERE),
        plate(STRANGER, box=Box(630, 500, 730, 530)),
        plate(STRANGER, box=Box(400, 840, 500, 870)),
        plate(STRANGER, box=Box(400, 400, 500, 430)),
        plate(STRANGER, box=None),
        plate(STRANGER, box=STAND, vehicle=around(ELSEWHERE)),
    ],
    ids=["far", "far plate", "next to it", "below", "above", "nowhere", "said to be elsewhere"],
)
def test_a_vehicle_that_stands_elsewhere_hides_nothing(beside_it: Detection) -> None:
    assert spot().without_vehicle([sighting(beside_it)], NOON).empty_since == NOON


@pytest.mark.parametrize(
    ("before_it", "is_hidden"),
    [
        (Box(-400, 0, 110, 200), False),
        (Box(-400, 0, 111, 200), True),
        (Box(330, 0, 800, 200), False),
        (Box(329, 0, 800, 200), True),
        (Box(0, -400, 440, 181), False),
        (Box(0, -400, 440, 182), True),
        (Box(0, 152, 440, 600), False),
        (Box(0, 151, 440, 600), True),
    ],
)
def test_the_middle_of_a_vehicle_without_plate_has_to_be_hidden(
    before_it: Box, *, is_hidden: bool
) -> None:
    parked = spot(Detection(None, VehicleReading("Van", 0.8, Box(0, 2, 440, 202))))
    other = sighting(Detection(None, VehicleReading("Van", 0.8, before_it)))

    assert (parked.without_vehicle([other], NOON).empty_since is None) == is_hidden


@pytest.mark.parametrize(
    ("before_it", "is_hidden"),
    [
        (Box(175, 500, 275, 530), False),
        (Box(176, 500, 276, 530), True),
        (Box(625, 500, 725, 530), False),
        (Box(624, 500, 724, 530), True),
        (Box(400, 410, 500, 440), False),
        (Box(400, 411, 500, 441), True),
        (Box(400, 830, 500, 860), False),
        (Box(400, 829, 500, 859), True),
    ],
)
def test_a_plate_hides_what_its_car_would_hide(before_it: Box, *, is_hidden: bool) -> None:
    other = sighting(plate(STRANGER, box=before_it))

    assert (spot().without_vehicle([other], NOON).empty_since is None) == is_hidden


def test_nobody_can_see_a_vehicle_gone_of_which_nobody_knows_where_it_stands() -> None:
    nowhere = spot(plate(GOLF, box=None))

    assert nowhere.without_vehicle((), NOON + after(60)).empty_since is None


def test_a_spot_is_looked_at_again_in_ever_longer_times_and_then_twice_a_minute() -> None:
    looked, checks = spot(), []
    for _ in range(6):
        checks.append((looked.next_check - NOON).total_seconds())
        looked = looked.with_vehicle(sighting(plate(GOLF)), looked.next_check)

    assert checks == [10, 30, 90, 270, 300, 330]


def test_a_check_that_came_late_is_not_made_up_for() -> None:
    late = spot().with_vehicle(sighting(plate(GOLF)), NOON + after(40))

    assert late.next_check == NOON + after(90)
    assert spot().with_vehicle(sighting(plate(GOLF)), NOON + after(10)).next_check == (
        NOON + after(30)
    )


def test_an_empty_spot_is_looked_at_once_more_when_that_can_say_something() -> None:
    once = spot().without_vehicle((), NOON + after(1000))

    assert once.next_check == NOON + after(1010)


def test_a_vehicle_grows_by_its_plate_or_else_by_itself() -> None:
    twice = Box(0, 0, 200, 60)
    both = spot(plate(GOLF, vehicle=around(STAND)))

    assert has_grown(spot(), spot(plate(GOLF, box=twice))) == pytest.approx(2)
    assert has_grown(spot(plate(GOLF, box=twice)), spot()) == pytest.approx(0.5)
    assert has_grown(both, spot(vehicle_at())) == pytest.approx(1)
    assert has_grown(spot(), spot(vehicle_at())) is None
    assert has_grown(spot(), spot(plate(GOLF, box=None))) is None


def test_looks_that_would_not_have_found_a_van_find_no_spot_empty() -> None:
    once = spot().without_vehicle((), NOON + after(60), sees_all=False)
    twice = once.without_vehicle((), NOON + after(600), sees_all=False)

    assert twice.empty_since == NOON + after(60), "but they raise a doubt"
    assert not twice.is_left
    assert twice.without_vehicle((), NOON + after(601)).is_left
