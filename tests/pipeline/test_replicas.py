"""Several SDKs behind one address: what stands of what they say."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, strategies as st
import pytest

from custom_components.plate_recognizer.pipeline.replicas import (
    STANDS_FOR,
    Highest,
    newness,
    stands,
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


def test_the_same_count_again_makes_it_stand_for_longer() -> None:
    highest = counts()
    highest.take(1000, START)
    highest.take(1000, START + HOUR)

    assert highest.take(3, START + STANDS_FOR) == 1000


def test_what_was_forgotten_stands_no_more() -> None:
    highest = counts()
    highest.take(1000, START)

    highest.forget()

    assert highest.take(3, START) == 3


def test_a_clock_that_was_ahead_holds_nothing_up() -> None:
    assert not stands(START + HOUR, START)
    highest = counts()
    highest.take(1000, START + timedelta(days=400))

    assert highest.take(3, START) == 3


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 10_000)), min_size=1))
def test_what_stands_is_the_highest_of_the_last_hours(said: list[tuple[int, int]]) -> None:
    highest, now = counts(), START
    heard: list[tuple[datetime, int]] = []
    for hours, count in said:
        now += HOUR * hours
        heard.append((now, count))
        standing = highest.take(count, now)
        assert standing >= count
        assert standing >= max(each for at, each in heard if at == now)
        assert standing in {each for _, each in heard}


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
