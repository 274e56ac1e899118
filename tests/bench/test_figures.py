"""The statistics of the benchmarks."""

from hypothesis import given, strategies as st
import pytest

from bench.figures import Quartiles, Tail, percentile, ratios

seconds = st.lists(st.floats(0.001, 1000), min_size=1)


def test_quartiles_lie_where_a_quarter_and_three_quarters_of_the_values_end() -> None:
    assert Quartiles.of([5, 1, 4, 2, 3]) == Quartiles(low=2, median=3, high=4)


def test_between_two_values_quartiles_are_interpolated() -> None:
    assert Quartiles.of([1, 3]) == Quartiles(low=1.5, median=2, high=2.5)


def test_the_quartiles_of_one_value_are_that_value() -> None:
    assert Quartiles.of([7]) == Quartiles(7, 7, 7)


def test_a_round_that_was_slow_for_both_does_not_change_the_ratio() -> None:
    assert ratios([2, 20, 3], [1, 10, 2]) == [2, 2, 1.5]


def test_the_median_of_ratios_is_not_the_ratio_of_medians() -> None:
    measured, baseline = [10, 2, 30], [10, 1, 10]

    assert Quartiles.of(ratios(measured, baseline)).median == 2
    assert Quartiles.of(measured).median / Quartiles.of(baseline).median == 1


def test_rounds_without_a_partner_are_refused() -> None:
    with pytest.raises(ValueError, match="argument 2"):
        ratios([1, 2], [1])


@pytest.mark.parametrize(("percent", "value"), [(0, 1), (1, 1), (50, 50), (99, 99), (100, 100)])
def test_a_percentile_is_the_smallest_value_that_so_many_do_not_exceed(
    percent: float, value: float
) -> None:
    assert percentile(range(100, 0, -1), percent) == value


def test_of_few_values_the_99th_percentile_is_the_worst() -> None:
    assert Tail.of([3, 1, 2]) == Tail(count=3, median=2, p99=3, worst=3)


@given(seconds)
def test_a_tail_never_gets_smaller_towards_its_end(values: list[float]) -> None:
    tail = Tail.of(values)

    assert min(values) <= tail.median <= tail.p99 <= tail.worst == max(values)


@given(seconds, st.floats(0, 100))
def test_a_percentile_is_one_of_the_values_and_holds_for_enough_of_them(
    values: list[float], percent: float
) -> None:
    value = percentile(values, percent)

    assert value in values
    assert sum(other <= value for other in values) >= len(values) * percent / 100 - 1e-9
