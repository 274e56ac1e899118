"""The pace of an account's lookups, seen from what its counter stood at."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, strategies as st
import pytest

from custom_components.plate_recognizer.pipeline.usage_history import (
    KEPT_FOR,
    Pace,
    UsageHistory,
    UsageSample,
)

NOW = datetime(2026, 3, 20, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def sample(ago: timedelta, used: int, interval: int = 0) -> UsageSample:
    return UsageSample(NOW - ago, used, interval)


def history(*samples: UsageSample) -> UsageHistory:
    seen = UsageHistory()
    for each in samples:
        seen = seen.with_sample(each)
    return seen


def test_nothing_is_known_of_a_fresh_account() -> None:
    assert UsageHistory().pace(sample(timedelta(), 100)) == Pace()


@given(per_hour=st.integers(0, 50), hours=st.integers(24, 24 * 14), every=st.integers(1, 30))
def test_an_even_pace_is_seen_as_it_is_however_it_was_sampled(
    per_hour: int, hours: int, every: int
) -> None:
    samples = [sample(ago * HOUR, (hours - ago) * per_hour) for ago in range(hours, 0, -every)]

    pace = history(*samples).pace(sample(timedelta(), hours * per_hour))

    assert pace.total == pytest.approx(per_hour * 24)


def test_the_first_hour_is_not_taken_for_every_hour() -> None:
    pace = history(sample(HOUR, 100)).pace(sample(timedelta(), 120))

    assert pace.total == pytest.approx(20, rel=0.2)
    assert pace.known_for == HOUR


def test_lookups_of_others_with_the_same_token_count_and_are_told_from_interval_scans() -> None:
    pace = history(sample(2 * DAY, 0)).pace(sample(timedelta(), 100, interval=40))

    assert pace.interval == pytest.approx(20)
    assert pace.others == pytest.approx(30)


def test_the_latest_days_count_most() -> None:
    seen = history(sample(10 * DAY, 0), sample(2 * DAY, 0))

    assert seen.pace(sample(timedelta(), 200)).total > 200 / 10


def test_a_reset_is_no_lookups_given_back() -> None:
    seen = history(sample(2 * DAY, 2_000), sample(DAY, 2_100), sample(DAY / 2, 30))

    pace = seen.pace(sample(timedelta(), 80))

    assert pace.total == pytest.approx((100 + 30 + 50) / 2, rel=0.2)


def test_a_correction_of_the_count_is_no_reset() -> None:
    seen = history(sample(DAY, 2_001))

    assert seen.pace(sample(timedelta(), 2_000)).total == 0


def test_two_samples_are_an_hour_apart() -> None:
    first = history(sample(2 * HOUR, 1))

    assert first.with_sample(sample(timedelta(minutes=61), 2)) == first
    assert len(first.with_sample(sample(HOUR, 2)).samples) == 2


def test_what_is_older_than_two_weeks_is_forgotten() -> None:
    seen = history(sample(KEPT_FOR + HOUR, 1), sample(DAY, 2), sample(timedelta(), 3))

    assert [each.used for each in seen.samples] == [2, 3]


def test_samples_of_a_clock_that_was_ahead_are_dropped_and_their_lookups_are_not() -> None:
    seen = history(sample(2 * DAY, 100), sample(-2 * DAY, 110))

    back = seen.with_sample(sample(timedelta(), 120))

    assert [each.used for each in back.samples] == [100, 120]
    assert back.pace(sample(timedelta(), 120)).total == pytest.approx(10)


def test_since_when_a_quota_is_used_up_outlives_the_hour_in_which_it_was_seen() -> None:
    seen = history(sample(3 * DAY, 2_499), sample(2 * DAY, 2_500), sample(DAY, 2_500))

    assert seen.used_up_since(2_500, NOW) == NOW - 2 * DAY
    assert seen.used_up_since(2_501, NOW) == NOW


counters = st.integers(0, 3_000)


@given(
    readings=st.lists(
        st.tuples(st.integers(-3_000, 30_000), counters, counters),  # minutes, which may go back
        max_size=30,
    )
)
def test_whatever_clock_and_counters_do_a_pace_is_no_nonsense(
    readings: list[tuple[int, int, int]],
) -> None:
    seen, at = UsageHistory(), NOW
    for minutes, used, interval in readings:
        at += timedelta(minutes=minutes)
        reading = UsageSample(at, used, interval)
        seen = seen.with_sample(reading)
        pace = seen.pace(reading)
        assert pace.others >= 0
        assert pace.interval >= 0
        assert timedelta() <= pace.known_for <= KEPT_FOR
        ages = [at - each.at for each in seen.samples]
        assert all(timedelta() <= age <= KEPT_FOR for age in ages)
        assert len(seen.samples) <= KEPT_FOR / HOUR + 1
