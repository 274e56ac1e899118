"""Something slight is looked up once it has stayed for four minutes."""

from datetime import timedelta

from hypothesis import given
from hypothesis.strategies import floats, lists, sampled_from
import pytest

from custom_components.plate_recognizer.api.models import Box
from custom_components.plate_recognizer.pipeline.lingering import Lingering

from .driveway import NOON

MOTORCYCLE = Box(900, 400, 1000, 560)
SEEN_OTHERWISE = Box(890, 410, 1000, 580)
ELSEWHERE = Box(1300, 400, 1400, 560)


def has_stayed(lingering: Lingering, seconds: float, *regions: Box) -> bool:
    return lingering.has_stayed(regions or (MOTORCYCLE,), NOON + timedelta(seconds=seconds))


@pytest.fixture
def lingering() -> Lingering:
    """Return what has seen a motorcycle come."""
    lingering = Lingering()
    assert not has_stayed(lingering, 0)
    return lingering


def test_what_has_come_has_to_stay_for_four_minutes(lingering: Lingering) -> None:
    assert not any(has_stayed(lingering, seconds) for seconds in (30, 120, 239.9))
    assert has_stayed(lingering, 240)
    assert has_stayed(lingering, 270)


def test_nobody_has_to_look_meanwhile(lingering: Lingering) -> None:
    assert has_stayed(lingering, 3600)


def test_its_edges_may_be_seen_a_little_otherwise(lingering: Lingering) -> None:
    assert not has_stayed(lingering, 120, SEEN_OTHERWISE)
    assert has_stayed(lingering, 240)


def test_only_the_largest_matters(lingering: Lingering) -> None:
    assert has_stayed(lingering, 600, MOTORCYCLE, ELSEWHERE)


def test_what_is_smaller_than_another_one_has_not_stayed(lingering: Lingering) -> None:
    assert not has_stayed(lingering, 600, ELSEWHERE, MOTORCYCLE)


def test_at_another_place_it_begins_anew(lingering: Lingering) -> None:
    assert not has_stayed(lingering, 230, ELSEWHERE)
    assert not has_stayed(lingering, 250, ELSEWHERE)
    assert not has_stayed(lingering, 469, ELSEWHERE)
    assert has_stayed(lingering, 470, ELSEWHERE)


def test_whoever_returns_begins_anew_too(lingering: Lingering) -> None:
    has_stayed(lingering, 120, ELSEWHERE)

    assert not has_stayed(lingering, 240)
    assert has_stayed(lingering, 480)


def test_after_a_picture_without_it_it_begins_anew(lingering: Lingering) -> None:
    lingering.forget()

    assert not has_stayed(lingering, 600)
    assert has_stayed(lingering, 1200)


def test_a_clock_that_was_put_back_begins_anew(lingering: Lingering) -> None:
    assert not has_stayed(lingering, -3600)
    assert not has_stayed(lingering, -3361)
    assert has_stayed(lingering, -3360)


@given(lists(floats(0, 239), max_size=20), sampled_from([MOTORCYCLE, SEEN_OTHERWISE]))
def test_however_often_it_is_seen_four_minutes_are_four_minutes(
    looks: list[float], otherwise: Box
) -> None:
    lingering = Lingering()
    has_stayed(lingering, 0)

    assert not any(has_stayed(lingering, seconds, otherwise) for seconds in sorted(looks))
    assert has_stayed(lingering, 240)
