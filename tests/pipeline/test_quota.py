"""How far a quota goes, what interval scans may have of it, and when it is worth a warning."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
import math

from hypothesis import assume, given, strategies as st
import pytest

from custom_components.plate_recognizer.pipeline.quota import Day, Outlook, Quota, share_of
from custom_components.plate_recognizer.pipeline.usage_history import Pace

NOW = datetime(2026, 3, 1, 0, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
RESET = NOW + 30 * DAY
WATCHED = timedelta(days=10)
NO_OTHERS = Pace(known_for=WATCHED)

quotas = st.builds(
    Quota,
    used=st.integers(0, 3_000),
    limit=st.integers(0, 3_000),
    resets_on=st.none() | st.integers(-48, 24 * 40).map(lambda hours: NOW + hours * HOUR),
)
paces = st.builds(
    Pace,
    others=st.floats(0, 500),
    interval=st.floats(0, 500),
    known_for=st.integers(0, 14).map(lambda days: days * DAY),
)


def day_of(moment: datetime) -> Day:
    start = moment.replace(hour=0, minute=0)
    return Day(start, start + DAY)


def outlook(quota: Quota, pace: Pace = NO_OTHERS, at: datetime = NOW) -> Outlook:
    return Outlook(quota, pace, at, None if quota.remaining else at)


# The reserve


def test_the_reserve_is_a_tenth_of_the_limit_and_shrinks_to_nothing_at_the_reset() -> None:
    quota = Quota(0, 3_100, NOW + 31 * DAY)

    assert [quota.reserve(NOW + days * DAY) for days in (0, 15.5, 30, 31)] == [310, 155, 10, 0]


def test_without_a_reset_day_the_reserve_doesnt_shrink() -> None:
    assert Quota(0, 1_000).reserve(NOW + 300 * DAY) == 100


@given(quota=quotas, hours=st.integers(0, 1_000))
def test_the_reserve_never_grows_while_time_passes(quota: Quota, hours: int) -> None:
    assert quota.reserve(NOW + hours * HOUR) <= quota.reserve(NOW) <= quota.limit


# Pacing


def test_a_fresh_account_has_an_even_share_of_what_isnt_reserved() -> None:
    quota = Quota(0, 3_100, NOW + 31 * DAY)

    assert share_of(day_of(NOW), quota, 0, Pace(), NOW) == (3_100 - 310) // 31


def test_what_others_will_need_is_left_to_them() -> None:
    quota = Quota(0, 3_100, NOW + 31 * DAY)

    assert share_of(day_of(NOW), quota, 0, Pace(others=50), NOW) == 90 - 50


def test_the_share_of_a_day_stays_the_same_while_it_is_spent() -> None:
    quota = Quota(100, 1_000, RESET)
    shares = {
        share_of(day_of(NOW), replace(quota, used=100 + spent), spent, NO_OTHERS, NOW)
        for spent in range(20)
    }

    assert len(shares) == 1


def test_the_last_day_has_all_that_is_left() -> None:
    last = RESET - DAY / 2
    quota = Quota(900, 1_000, RESET - timedelta(seconds=1))

    share = share_of(day_of(last), quota, 0, NO_OTHERS, last)

    assert share == 100 - quota.reserve(last)


@pytest.mark.parametrize("hours", [23, 25])
def test_a_day_with_a_change_of_the_clock_has_its_part(hours: int) -> None:
    quota = Quota(0, 1_000, NOW + 10 * DAY)
    day = Day(NOW, NOW + hours * HOUR)

    share = share_of(day, quota, 0, NO_OTHERS, NOW)

    assert share == math.floor((1_000 - quota.reserve(NOW)) * hours / 240)


def test_without_a_reset_day_nothing_is_paced() -> None:
    assert share_of(day_of(NOW), Quota(0, 1_000), 0, NO_OTHERS, NOW) is None


def test_after_the_reset_nobody_guesses_what_the_new_period_has() -> None:
    assert share_of(day_of(NOW), Quota(0, 1_000, NOW), 0, NO_OTHERS, NOW) is None


def test_a_clock_that_is_months_behind_doesnt_starve_interval_scans() -> None:
    share = share_of(day_of(NOW), Quota(0, 2_500, NOW + 200 * DAY), 0, NO_OTHERS, NOW)

    assert share is not None
    assert share >= 50


def run_period(
    quota: Quota, others_a_day: int, demand_an_hour: int
) -> tuple[list[int], list[Quota]]:
    """Have interval scans ask each hour, and others use up what they are expected to.

    Returns the interval lookups of each day, and the quota after each of them.
    """
    assert quota.resets_on is not None
    pace = Pace(others=others_a_day, known_for=WATCHED)
    taken, after = [], []
    for day in range((quota.resets_on - NOW) // DAY):
        spent = 0
        for hour in range(24):
            now = NOW + day * DAY + hour * HOUR
            used_by_others = others_a_day * (hour + 1) // 24 - others_a_day * hour // 24
            for _ in range(demand_an_hour):
                share = share_of(day_of(now), quota, spent, pace, now)
                assert share is not None
                if spent >= share or quota.spendable(pace, now) < 1:
                    break
                spent += 1
                quota = replace(quota, used=quota.used + 1)
                after.append(quota)
                assert quota.remaining >= quota.reserve(now)
            quota = replace(quota, used=quota.used + used_by_others)
        taken.append(spent)
    return taken, after


@given(
    limit=st.integers(0, 3_000),
    used=st.integers(0, 3_000),
    days=st.integers(1, 31),
    others=st.integers(0, 60),
    demand=st.integers(0, 20),
)
def test_interval_scans_never_take_what_is_reserved_or_expected_of_others(
    limit: int, used: int, days: int, others: int, demand: int
) -> None:
    quota = Quota(used, limit, NOW + days * DAY)

    taken, _ = run_period(quota, others, demand)

    assert sum(taken) <= max(quota.remaining - others * days, 0)


@given(limit=st.integers(300, 3_000), days=st.integers(2, 31), others=st.integers(0, 20))
def test_the_last_days_of_a_period_still_have_interval_scans_and_nothing_is_left(
    limit: int, days: int, others: int
) -> None:
    quota = Quota(0, limit, NOW + days * DAY)
    assume(quota.spendable(Pace(others=others), NOW) >= 2 * days)

    taken, after = run_period(quota, others, demand_an_hour=limit)

    assert min(taken) >= 1
    let_go = 0.1 * limit / 31 * (1 + math.log(days))
    assert max(taken) - min(taken) <= let_go + 2, "evenly, but for what the reserve lets go"
    assert after[-1].remaining - others <= 0.1 * limit / 31 + 2


@given(quota=quotas, pace=paces, spent=st.integers(0, 200))
def test_a_share_is_never_more_than_what_may_be_spent_at_all(
    quota: Quota, pace: Pace, spent: int
) -> None:
    share = share_of(day_of(NOW), quota, spent, pace, NOW)

    assert share is None or 0 <= share <= max(quota.spendable(pace, NOW) + spent, 0)


# The forecast


def test_a_quota_that_runs_out_before_the_reset_does_so_to_the_hour() -> None:
    seen = outlook(Quota(500, 1_000, RESET), Pace(others=30, known_for=WATCHED))

    assert seen.runs_out == NOW + 16 * DAY + 16 * HOUR
    assert seen.lasts is False


def test_a_quota_that_lasts_until_the_reset_runs_out_never() -> None:
    seen = outlook(Quota(500, 1_000, RESET), Pace(others=10, known_for=WATCHED))

    assert (seen.runs_out, seen.lasts) == (None, True)


def test_interval_scans_dont_let_it_run_out_since_they_are_paced() -> None:
    seen = outlook(Quota(500, 1_000, RESET), Pace(others=10, interval=50, known_for=WATCHED))

    assert seen.runs_out is None


def test_without_a_reset_day_all_lookups_count_and_there_is_no_bound() -> None:
    seen = outlook(Quota(500, 1_000), Pace(others=1, interval=4, known_for=WATCHED))

    assert (seen.runs_out, seen.lasts) == (NOW + 100 * DAY, False)


def test_what_would_take_years_is_never() -> None:
    assert outlook(Quota(0, 100_000), Pace(others=0.01)).runs_out is None


def test_a_fresh_account_isnt_said_to_last() -> None:
    assert outlook(Quota(0, 1_000, RESET), Pace()).lasts is None


def test_a_period_that_is_over_says_nothing() -> None:
    seen = outlook(Quota(500, 1_000, NOW - HOUR), Pace(others=30, known_for=WATCHED))

    assert (seen.runs_out, seen.lasts) == (None, None)


def test_a_quota_that_is_used_up_ran_out_when_that_was_seen() -> None:
    seen = Outlook(Quota(1_000, 1_000, RESET), NO_OTHERS, NOW, NOW - 5 * HOUR)

    assert seen.runs_out == NOW - 5 * HOUR


NEVER = datetime.max.replace(tzinfo=UTC)


@given(quota=quotas, pace=paces, more=st.integers(0, 500), faster=st.floats(0, 100))
def test_who_uses_more_runs_out_no_later(
    quota: Quota, pace: Pace, more: int, faster: float
) -> None:
    hungrier = outlook(
        replace(quota, used=quota.used + more), replace(pace, others=pace.others + faster)
    )

    assert (hungrier.runs_out or NEVER) <= (outlook(quota, pace).runs_out or NEVER)


@given(quota=quotas, pace=paces)
def test_no_quota_is_said_to_run_out_after_its_reset(quota: Quota, pace: Pace) -> None:
    runs_out = outlook(quota, pace).runs_out

    assert (
        runs_out is None or quota.resets_on is None or runs_out < max(quota.resets_on, NOW + HOUR)
    )


# The warning


@pytest.mark.parametrize(
    ("used", "others", "low"),
    [
        (100, 200, False),  # a busy first week tells little
        (500, 30, True),  # half is used, and the rest lasts half of the time
        (500, 17, False),  # it runs out on the last day: no reason to act
        (899, 3, False),
        (950, 1, False),  # nearly all is used, and lasts
        (950, 2, True),
        (1_000, 0, True),
    ],
)
def test_a_quota_is_low_when_half_is_used_and_it_runs_out_early(
    used: int,
    others: int,
    low: bool,  # noqa: FBT001 - the case's expectation
) -> None:
    seen = outlook(Quota(used, 1_000, RESET), Pace(others=others, known_for=WATCHED))

    assert seen.is_low(was_low=False) is low


@pytest.mark.parametrize("resets_on", [None, RESET])
def test_where_nothing_can_be_foreseen_the_share_decides(resets_on: datetime | None) -> None:
    lows = [
        outlook(Quota(used, 1_000, resets_on), Pace()).is_low(was_low=was_low)
        for used, was_low in [(899, False), (900, False), (899, True), (849, True)]
    ]

    assert lows == [False, True, True, False]


def test_a_warning_doesnt_flap_with_the_pace() -> None:
    quota = Quota(600, 1_000, RESET)
    low, paces_seen = False, (13.3, 14.0, 13.7, 13.4, 13.3)
    lows = []
    for others in paces_seen:
        low = outlook(quota, Pace(others=others, known_for=WATCHED)).is_low(was_low=low)
        lows.append(low)

    assert lows == [False, True, True, True, False]


def test_a_reset_and_lookups_that_were_bought_end_the_warning() -> None:
    pace = Pace(others=100, known_for=WATCHED)

    assert not outlook(Quota(0, 1_000, RESET), pace).is_low(was_low=True)
    assert not outlook(Quota(900, 10_000, RESET), pace).is_low(was_low=True)


@pytest.mark.parametrize("was_low", [False, True])
def test_a_reset_that_nobody_could_ask_about_changes_no_warning(
    was_low: bool,  # noqa: FBT001 - the case
) -> None:
    seen = outlook(Quota(990, 1_000, NOW - HOUR), Pace(others=100, known_for=WATCHED))

    assert seen.is_low(was_low=was_low) is was_low


@given(quota=quotas, pace=paces)
def test_what_begins_a_warning_would_also_keep_it(quota: Quota, pace: Pace) -> None:
    seen = outlook(quota, pace)

    assert seen.is_low(was_low=True) or not seen.is_low(was_low=False)
