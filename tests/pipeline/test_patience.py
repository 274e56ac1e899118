"""A spot is left alone for longer and longer while lookups find it as it was."""

from hypothesis import given
from hypothesis.strategies import floats, lists

from custom_components.plate_recognizer.pipeline.patience import Patience

HOUR = 3600.0


def after(*moments: float) -> Patience:
    patience = Patience()
    for moment in moments:
        patience.was_in_vain(moment)
    return patience


def test_without_any_lookup_in_vain_nothing_has_to_wait() -> None:
    assert after().rests_until(100) == 100


def test_each_lookup_in_vain_doubles_the_pause() -> None:
    assert after(0).rests_until(0) == 30
    assert after(0, 30).rests_until(30) == 30 + 60
    assert after(0, 30, 90).rests_until(90) == 90 + 120


def test_no_pause_is_longer_than_an_hour() -> None:
    assert after(*range(12)).rests_until(12) == 11 + HOUR


def test_what_was_in_vain_six_hours_ago_is_forgotten() -> None:
    assert after(*range(5)).rests_until(7 * HOUR) == 7 * HOUR


@given(lists(floats(0, 24 * HOUR), max_size=40).map(sorted))
def test_a_day_of_swaying_branches_costs_few_lookups(wishes: list[float]) -> None:
    patience = Patience()
    lookups: list[float] = []
    for wish in (*wishes, *(minute * 60.0 for minute in range(24 * 60))):
        if patience.rests_until(wish) <= wish and (not lookups or wish >= lookups[-1]):
            lookups.append(wish)
            patience.was_in_vain(wish)

    for moment in lookups:
        assert sum(moment <= each < moment + 6 * HOUR for each in lookups) <= 14
