"""Several SDKs behind one address: what stands of what they say."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, strategies as st
import pytest

from custom_components.plate_recognizer.api.models import Usage
from custom_components.plate_recognizer.pipeline.replicas import (
    STANDS_FOR,
    Highest,
    Replicas,
    newness,
)

START = datetime(2026, 7, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def counts() -> Highest[int]:
    return Highest(lambda count: (count,))


def test_a_lower_count_is_another_ones() -> None:
    highest = counts()

    said = (1000, 44, 1001, 45, 46)

    taken = [highest.take(count, START + HOUR * n) for n, count in enumerate(said)]
    assert taken == [1000, 1000, 1001, 1001, 1001]


def test_a_lower_count_stands_when_nothing_as_high_was_said_for_six_hours() -> None:
    highest = counts()
    highest.take(1000, START)

    assert highest.take(3, START + STANDS_FOR - timedelta(seconds=1)) == 1000
    assert highest.take(3, START + STANDS_FOR) == 3
    assert highest.take(2, START + STANDS_FOR + HOUR) == 3


def test_of_those_that_are_left_the_highest_stands_whoever_answers_next() -> None:
    highest = counts()
    highest.take(1000, START)
    for n in range(1, 6):
        for count in (900, 40):
            assert highest.take(count, START + HOUR * n) == 1000

    assert highest.take(40, START + STANDS_FOR) == 900
    assert highest.take(900, START + STANDS_FOR + HOUR) == 900


def test_the_same_count_again_makes_it_stand_for_longer() -> None:
    highest = counts()
    highest.take(1000, START)
    highest.take(1000, START + HOUR)

    assert highest.take(3, START + STANDS_FOR) == 1000


def test_a_clock_that_was_ahead_holds_nothing_up() -> None:
    highest = counts()
    highest.take(1000, START + timedelta(days=400))

    assert highest.take(3, START) == 3


def test_one_that_counts_down_fills_no_memory() -> None:
    highest = counts()

    taken = [highest.take(count, START) for count in range(1000, 0, -1)]

    assert set(taken) == {1000}
    assert len(highest.heard) == 100
    assert highest.heard[-1] == (1, START)


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 10_000)), min_size=1))
def test_what_stands_is_the_highest_of_the_last_hours(said: list[tuple[int, int]]) -> None:
    highest, now = counts(), START
    heard: list[tuple[datetime, int]] = []
    for hours, count in said:
        now += HOUR * hours
        heard.append((now, count))
        assert highest.take(count, now) == max(each for at, each in heard if now - at < STANDS_FOR)


def test_a_count_stands_with_the_limit_that_was_said_with_it() -> None:
    replicas = Replicas()

    assert replicas.take_usage(Usage(1000, 2500), START) == Usage(1000, 2500)
    assert replicas.take_usage(Usage(40, 100_000), START) == Usage(1000, 2500)
    assert replicas.take_usage(Usage(40, 100_000), START + STANDS_FOR) == Usage(40, 100_000)


def test_a_count_without_a_limit_has_that_of_whoever_says_one() -> None:
    replicas = Replicas()

    assert replicas.take_usage(Usage(1000), START) == Usage(1000)
    assert replicas.take_usage(Usage(40, 2500), START) == Usage(1000, 2500)


def test_what_was_heard_goes_on_where_it_is_handed_on() -> None:
    before = Replicas()
    before.take_usage(Usage(1000, 2500), START)
    before.take_usage(Usage(900, 3000), START + HOUR)

    after = Replicas(before.counts)

    assert after.take_usage(Usage(40, 9), START + HOUR) == Usage(1000, 2500)
    assert after.take_usage(Usage(40, 9), START + STANDS_FOR) == Usage(900, 3000)


@pytest.mark.parametrize(
    ("newer", "older"),
    [
        ("1.10.2", "1.9.3"),
        ("1.53", "1.3.8"),
        ("2", "1.99"),
        ("1.3.8.1", "1.3.8"),
        ("1.3.9-rc1", "1.3.8"),
        ("v2026.1", "v2025.12"),
        ("9" * 5000, "latest"),
    ],
)
def test_versions_are_compared_by_their_numbers(newer: str, older: str) -> None:
    assert newness(newer) > newness(older)
