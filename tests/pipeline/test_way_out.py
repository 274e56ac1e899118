"""Something drives out of the picture: it was wholly in it, and then at its edge."""

import pytest

from custom_components.plate_recognizer.api.models import Box
from custom_components.plate_recognizer.pipeline.way_out import WayOut

PICTURE = Box(0, 0, 1920, 1080)
INSIDE = Box(700, 400, 1200, 800)
AT_THE_LEFT, AT_THE_RIGHT = Box(0, 400, 500, 800), Box(1420, 400, 1920, 800)
BELOW, ABOVE = Box(700, 600, 1300, 1080), Box(700, 0, 1200, 400)


def watched(*pictures: tuple[Box, ...]) -> bool:
    way_out = WayOut()
    for regions in pictures:
        way_out.see(regions, PICTURE)
    return way_out.is_taken


@pytest.mark.parametrize("edge", [AT_THE_LEFT, AT_THE_RIGHT, BELOW])
def test_who_was_in_the_picture_and_is_at_its_edge_drives_out(edge: Box) -> None:
    assert watched((), (INSIDE,), (edge,), ())


@pytest.mark.parametrize("edge", [AT_THE_LEFT, AT_THE_RIGHT, BELOW])
def test_who_comes_in_does_not(edge: Box) -> None:
    assert not watched((edge,), (INSIDE,), (INSIDE,))


def test_nor_does_who_comes_in_and_turns_back() -> None:
    assert not watched((BELOW,), (INSIDE,), (BELOW,))


def test_light_that_goes_out_is_never_at_an_edge() -> None:
    assert not watched((INSIDE,), (INSIDE,), ())


def test_the_upper_edge_is_no_way_out() -> None:
    assert not watched((INSIDE,), (ABOVE,))


def test_of_several_one_at_an_edge_is_enough() -> None:
    assert watched((INSIDE,), (INSIDE, AT_THE_LEFT))
    assert not watched((INSIDE, AT_THE_LEFT), (INSIDE, BELOW))
