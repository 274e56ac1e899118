"""So many lookups a day, and a new day begins with all of them."""

from datetime import date, timedelta

from hypothesis import given, strategies as st

from custom_components.plate_recognizer.pipeline.budget import DailyCap, DaySpending

DAY = date(2026, 11, 25)
NEVER = DaySpending(date.min)


def test_a_day_has_as_many_lookups_as_the_cap_says() -> None:
    cap = DailyCap(2, NEVER)

    assert [cap.take(DAY) for _ in range(3)] == [True, True, False]
    assert cap.spending == DaySpending(DAY, 2)


def test_the_next_day_begins_anew() -> None:
    cap = DailyCap(1, DaySpending(DAY, 1))

    assert not cap.take(DAY)
    assert cap.take(DAY + timedelta(days=1))


def test_what_was_spent_before_a_restart_is_spent() -> None:
    assert not DailyCap(5, DaySpending(DAY, 5)).take(DAY)


def test_a_cap_that_was_lowered_below_what_is_spent_lets_none_through() -> None:
    assert not DailyCap(3, DaySpending(DAY, 50)).take(DAY)


def test_a_cap_of_zero_lets_none_through() -> None:
    assert not DailyCap(0, NEVER).take(DAY)


def test_a_lookup_that_was_free_can_be_taken_again() -> None:
    cap = DailyCap(1, NEVER)
    cap.take(DAY)

    cap.give_back(DAY)

    assert cap.take(DAY)


def test_what_is_given_back_after_midnight_is_none_of_the_new_days() -> None:
    cap = DailyCap(1, NEVER)
    cap.take(DAY)
    cap.take(DAY + timedelta(days=1))

    cap.give_back(DAY)

    assert not cap.take(DAY + timedelta(days=1))


@given(
    cap=st.integers(0, 5),
    steps=st.lists(st.tuples(st.sampled_from(["take", "give back"]), st.integers(0, 2))),
)
def test_no_day_ever_holds_more_than_the_cap_or_less_than_nothing(
    cap: int, steps: list[tuple[str, int]]
) -> None:
    daily = DailyCap(cap, NEVER)
    for step, days in steps:
        day = DAY + timedelta(days=days)
        if step == "take":
            daily.take(day)
        else:
            daily.give_back(day)
        assert 0 <= daily.spending.lookups <= cap


def test_a_clock_that_is_put_back_over_midnight_begins_no_new_day() -> None:
    cap = DailyCap(1, DaySpending(DAY, 1))

    assert not cap.take(DAY - timedelta(days=1))
    assert not cap.take(DAY)


def test_a_day_in_the_far_future_was_a_wrong_clocks() -> None:
    assert DailyCap(1, DaySpending(date(2039, 1, 1), 1)).take(DAY)
