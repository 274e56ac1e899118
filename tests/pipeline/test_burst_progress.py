"""Which frames of a burst are looked up: few, and the best."""

from collections.abc import Iterable

from hypothesis import given
from hypothesis.strategies import booleans, builds, floats, integers, lists, sampled_from

from custom_components.plate_recognizer.pipeline.burst_progress import (
    BurstNeeds,
    BurstProgress,
)
from custom_components.plate_recognizer.pipeline.following import Moves
from custom_components.plate_recognizer.pipeline.frame_traits import FrameTraits

CALM = FrameTraits(is_new=False)
UNSURE = BurstNeeds(has_read=True, is_unsure=True)
READ = BurstNeeds(has_read=True)


def new(
    quality: float = 1, *, still: bool = False, early: bool = False, moves: Moves = Moves.NO
) -> FrameTraits:
    return FrameTraits(is_new=True, quality=quality, is_still=still, is_cut=early, moves=moves)


def looked_up(
    frames: Iterable[FrameTraits], needs: BurstNeeds | None = None, *, most: int = 5
) -> list[int]:
    """Return which frames of a burst are looked up, in the order in which that happens."""
    progress = BurstProgress[int](most)
    asked = []
    for number, traits in enumerate(frames):
        if progress.is_over:
            break
        chosen = progress.take(number, traits, needs or BurstNeeds())
        asked += [] if chosen is None else [chosen]
    last = progress.take_last(needs or BurstNeeds())
    return asked if last is None else [*asked, last]


def test_the_first_frame_with_something_new_is_looked_up_at_once() -> None:
    assert looked_up([new()]) == [0]


def test_where_nothing_is_new_nothing_is_looked_up() -> None:
    assert looked_up([CALM] * 9) == []


def test_who_is_on_the_way_out_is_not_looked_up_while_it_gets_smaller() -> None:
    waits_for_the_gate = [new(5, moves=Moves.AWAY)] * 12
    drives_on = [new(quality, moves=Moves.AWAY) for quality in (4, 3, 2, 1)]

    assert looked_up([*waits_for_the_gate, *drives_on, CALM]) == []


def test_who_comes_as_another_is_on_the_way_out_is_looked_up_in_the_end() -> None:
    waits_for_the_gate = [new(5, moves=Moves.AWAY)] * 12
    comes = [new(quality, moves=Moves.AWAY) for quality in (2, 3)]

    assert looked_up([*waits_for_the_gate, *comes, CALM]) == [13]


CALM_AND_STILL = FrameTraits(is_new=False, is_still=True)
SLIGHT, SLIGHT_AND_STILL = (
    FrameTraits(is_new=True, quality=1, is_still=still, is_slight=True) for still in (False, True)
)


def test_who_walks_past_is_never_looked_up() -> None:
    assert looked_up([SLIGHT] * 6) == []


SMALL = FrameTraits(is_new=True, quality=1, is_small=True)


def test_nor_is_who_walks_past_and_looks_as_wide_as_high_in_one_frame() -> None:
    assert looked_up([SLIGHT, SLIGHT, SMALL, SLIGHT, SMALL, CALM]) == []


def test_something_small_that_lasts_is_looked_up_by_its_best_picture_when_it_has_gone() -> None:
    assert looked_up([SLIGHT, SMALL, SMALL, CALM]) == [2]


def test_something_small_that_stands_is_looked_up_at_once() -> None:
    assert looked_up([FrameTraits(is_new=True, quality=1, is_small=True, is_still=True)]) == [0]


def test_something_slight_is_looked_up_once_it_has_stood_still_for_a_while() -> None:
    assert looked_up([*[CALM_AND_STILL] * 4, *[SLIGHT_AND_STILL] * 5, CALM], most=6) == [8]


def test_who_is_on_foot_and_only_pauses_is_not_looked_up() -> None:
    assert looked_up([SLIGHT, *[SLIGHT_AND_STILL] * 3] * 3) == []


def test_a_calm_burst_is_over_after_its_frames() -> None:
    progress = BurstProgress[int](3)
    for number in range(3):
        assert not progress.is_over
        progress.take(number, CALM, BurstNeeds())

    assert progress.is_over


def test_a_burst_goes_on_while_something_happens_that_cannot_be_read_yet() -> None:
    progress = BurstProgress[int](3)
    for number in range(12):
        progress.take(number, new(), BurstNeeds())

    assert not progress.is_over


def test_a_burst_ends_after_half_a_minute_whatever_happens() -> None:
    progress = BurstProgress[int](3)
    for number in range(30):
        progress.take(number, new(), BurstNeeds())

    assert progress.is_over


def test_while_a_vehicle_comes_nearer_only_much_better_pictures_are_looked_up() -> None:
    assert looked_up(map(new, (1, 1.2, 1.4, 1.6, 1.8, 2.2, 2.5))) == [0, 3, 6]


def test_a_vehicle_that_has_come_to_rest_is_looked_up() -> None:
    assert looked_up([new(1), new(1.1), new(1.2, still=True)]) == [0, 2]


def test_no_burst_has_more_lookups_than_it_is_set_to() -> None:
    assert looked_up(map(new, (1, 2, 4, 8, 16)), most=3) == [0, 1, 2]


def test_a_vehicle_that_is_only_partly_in_the_picture_is_waited_for() -> None:
    assert looked_up([new(1, early=True), new(2)]) == [1]


def test_but_not_for_long() -> None:
    assert looked_up([new(1, early=True), new(2, early=True), new(3, early=True)]) == [2]


def test_the_best_picture_of_a_vehicle_that_was_waited_for_is_looked_up_when_it_is_gone() -> None:
    assert looked_up([new(1, early=True), new(3, early=True), CALM]) == [1]
    assert looked_up([new(3, early=True), new(1, early=True), CALM]) == [0]


def test_the_best_of_those_that_were_held_back_is_looked_up_when_the_burst_ends() -> None:
    assert looked_up([new(1), new(1.3), new(1.2)]) == [0, 1]


def test_a_picture_that_is_hardly_better_is_not_worth_another_lookup_at_the_end() -> None:
    assert looked_up([new(1), new(1.1), new(1.1), CALM]) == [0]


def test_what_was_read_needs_no_last_look() -> None:
    progress = BurstProgress[int](5)
    progress.take(0, new(1), BurstNeeds())
    progress.take(1, new(1.4), BurstNeeds())

    assert progress.take_last(READ) is None


def test_who_was_here_and_sets_out_is_not_looked_up() -> None:
    assert looked_up([*[new(moves=Moves.HERE)] * 6, CALM, CALM]) == []


def test_unless_it_comes_to_rest_again() -> None:
    drives, rests = new(moves=Moves.HERE), new(moves=Moves.HERE, still=True)

    assert looked_up([drives, drives, rests, rests]) == [3]


def test_or_moves_on_for_too_long() -> None:
    assert looked_up([new(moves=Moves.HERE)] * 10) == [8]


def test_an_unsure_plate_is_looked_up_again_twice_where_nothing_changes() -> None:
    assert looked_up([CALM] * 5, UNSURE) == [0, 1]


def test_an_unsure_plate_is_looked_up_again_in_each_new_picture() -> None:
    assert looked_up([new(1)] * 4, UNSURE) == [0, 1, 2, 3]


def test_who_may_come_or_go_is_looked_up_in_the_next_picture_that_differs() -> None:
    needs = BurstNeeds(has_read=True, awaits_direction=True)

    assert looked_up([CALM, new(0.5), CALM], needs) == [1]


def test_a_lookup_without_an_answer_makes_the_next_picture_as_good() -> None:
    progress = BurstProgress[int](5)
    assert progress.take(0, new(1), BurstNeeds()) == 0
    progress.was_not_answered()

    assert progress.take(1, new(1), BurstNeeds()) == 1


TRAITS = builds(
    FrameTraits,
    is_new=booleans(),
    quality=floats(0, 10),
    is_still=booleans(),
    is_small=booleans(),
    is_cut=booleans(),
    moves=sampled_from(Moves),
)
NEEDS = builds(BurstNeeds, booleans(), booleans(), booleans())


@given(lists(TRAITS, max_size=60), NEEDS, integers(1, 20))
def test_no_burst_looks_a_frame_up_twice_or_goes_back_or_asks_too_often(
    frames: list[FrameTraits], needs: BurstNeeds, most: int
) -> None:
    asked = looked_up(frames, needs, most=most)

    assert asked == sorted(set(asked))
    assert len(asked) <= most


def test_frames_that_show_nothing_of_now_are_no_end_while_somebody_comes() -> None:
    progress = BurstProgress[int](5)
    for number in range(4):
        progress.take(number, SLIGHT, BurstNeeds())
    progress.take_none()
    assert not progress.is_over

    assert progress.take(5, new(9), BurstNeeds()) == 5


def test_as_many_of_them_in_a_row_as_a_burst_has_frames_are() -> None:
    progress = BurstProgress[int](3)
    progress.take(0, SLIGHT, BurstNeeds())
    for _ in range(2):
        progress.take_none()
    assert not progress.is_over

    progress.take_none()
    assert progress.is_over


def test_once_who_comes_is_followed_no_picture_from_before_is_looked_up() -> None:
    progress = BurstProgress[int](5)
    progress.take(0, new(early=True), BurstNeeds())
    progress.take_followed()

    assert progress.take_last(BurstNeeds()) is None
    assert progress.take(2, new(1), BurstNeeds()) == 2, "none was spent on it"


def test_nor_is_one_whose_last_bit_hardly_shows_as_it_leaves() -> None:
    drives, leaves = new(moves=Moves.HERE), new(moves=Moves.HERE, still=True)

    assert looked_up([drives, leaves, drives, leaves, CALM]) == []


def test_something_small_in_one_frame_is_kept_where_nobody_walks() -> None:
    assert looked_up([SMALL, CALM]) == [0]
