"""What the changes in a picture are like, as far as it matters for a lookup."""

from hypothesis import given
from hypothesis.strategies import floats, integers
import pytest

from custom_components.plate_recognizer.api.models import Box
from custom_components.plate_recognizer.pipeline.following import Moves
from custom_components.plate_recognizer.pipeline.frame_traits import (
    FrameTraits,
    is_cut,
    traits_of,
)
from custom_components.plate_recognizer.pipeline.gate import Change
from custom_components.plate_recognizer.pipeline.outlook import SpotState

PICTURE = Box(0, 0, 1920, 1080)
CAR = Box(700, 400, 1200, 800)


def traits(*regions: Box, part: Box = PICTURE, amount: float | None = None) -> FrameTraits:
    """Return the traits of a picture in which these regions are new."""
    if amount is None:
        whole = (part.xmax - part.xmin) * (part.ymax - part.ymin)
        amount = max(
            ((each.xmax - each.xmin) * (each.ymax - each.ymin) / whole for each in regions),
            default=0.0,
        )
    change = Change(bool(regions), amount, 0.014, regions, amount, lambda _: SpotState.SAME)
    return traits_of(change, part, Moves.NO, is_still=False)


def test_a_car_in_the_middle_is_new_and_nothing_else() -> None:
    found = traits(CAR)

    assert found.is_new
    assert found.moves is Moves.NO
    assert (found.is_early, found.is_slight, found.is_still) == (False, False, False)
    assert found.quality > 0


def test_a_picture_without_news_has_no_traits() -> None:
    found = traits()

    assert (found.is_new, found.is_slight, found.is_still) == (False, False, False)
    assert found.quality == 0


@pytest.mark.parametrize(
    "region",
    [
        Box(0, 400, 500, 800),
        Box(1420, 400, 1920, 800),
        Box(700, 0, 1200, 400),
        Box(700, 680, 1200, 1080),
        Box(1420, 400, 1900, 800),
    ],
)
def test_what_reaches_the_edge_of_the_picture_may_soon_be_seen_better(region: Box) -> None:
    assert traits(region).is_early


def test_the_edge_is_that_of_the_zone() -> None:
    assert traits(CAR, part=Box(700, 300, 1300, 1000)).is_early
    assert not traits(CAR, part=Box(600, 300, 1300, 1000)).is_early


def test_what_fills_the_picture_is_light_and_reaches_no_edge() -> None:
    assert not traits(PICTURE).is_early


@pytest.mark.parametrize("above", [True, False])
@pytest.mark.parametrize(
    "region",
    [
        Box(0, 400, 500, 800),
        Box(1420, 400, 1920, 800),
        Box(700, 680, 1200, 1080),
        Box(0, 0, 500, 400),
    ],
)
def test_whoever_reaches_a_side_or_the_lower_edge_reaches_beyond_the_picture(
    region: Box,
    above: bool,  # noqa: FBT001 - as pytest hands it in
) -> None:
    assert is_cut(region, PICTURE, above=above)


@pytest.mark.parametrize("top", [0, 21])
def test_the_upper_edge_counts_unless_it_is_left_out(top: int) -> None:
    van = Box(700, top, 1200, 800)

    assert is_cut(van, PICTURE)
    assert not is_cut(van, PICTURE, above=False)


@pytest.mark.parametrize("above", [True, False])
def test_what_fills_the_picture_reaches_beyond_no_edge(
    above: bool,  # noqa: FBT001 - as pytest hands it in
) -> None:
    assert not is_cut(PICTURE, PICTURE, above=above)
    assert not is_cut(CAR, PICTURE, above=above)


def test_in_a_tall_zone_a_window_of_the_gate_is_wider_than_its_width_would_say() -> None:
    zone = Box(700, 0, 1180, 1080)

    assert is_cut(Box(718, 200, 1000, 600), zone)
    assert not is_cut(Box(740, 200, 1000, 600), zone)


def test_who_walks_is_slight() -> None:
    assert traits(Box(900, 300, 1060, 900)).is_slight


def test_so_is_what_is_far_off_and_nearer_it_is_early() -> None:
    assert traits(Box(900, 400, 1100, 560)).is_slight
    nearer = traits(Box(900, 400, 1200, 700))
    assert (nearer.is_slight, nearer.is_early) == (False, True)


def test_a_car_beside_one_who_walks_is_not() -> None:
    assert not traits(CAR, Box(100, 300, 260, 900)).is_slight


@pytest.mark.parametrize("across", [(0, 480), (20, 462)], ids=["to the edges", "nearly"])
def test_of_what_is_as_wide_as_a_tall_zone_nobody_knows_how_narrow_it_is(
    across: tuple[int, int],
) -> None:
    left, right = across
    zone = Box(700, 0, 1180, 1080)
    fills_it = Box(700 + left, 200, 700 + right, 1000)

    assert not traits(fills_it, part=zone).is_slight
    assert traits(Box(900, 200, 1100, 1000), part=zone).is_slight


@given(left=integers(40, 1400), top=integers(30, 700), amount=floats(0.09, 0.3))
def test_a_car_that_is_near_and_not_at_an_edge_is_neither_slight_nor_early(
    left: int, top: int, amount: float
) -> None:
    found = traits(Box(left, top, left + 450, top + 340), amount=amount)

    assert not found.is_slight
    assert not found.is_early
