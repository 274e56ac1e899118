"""Figures by hand that just miss their budgets: each is the right one, and is judged so."""

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

import pytest

from bench.baselines import BARE, CUT, LEAST, OLDER
from bench.budget_table import ELSEWHERE
from bench.budgets import Budget, BudgetRow, Target, Unit
from bench.callbacks import Callbacks
from bench.cases import SERVER_SECONDS, Case, cases_of
from bench.command import _COMMANDS
from bench.figures import Tail
from bench.gate import CHANGED, DECODED, UNCHANGED, GateTimes
from bench.latency import Lateness
from bench.matching import BUILD, KNOWN, LOOK_UP, MATCH, SCAN as SCAN_ALL
from bench.pictures import Pictures
from bench.rows import (
    callbacks_rows,
    gate_rows,
    lateness_rows,
    matching_rows,
    scans_beside,
    scans_rows,
    startup_rows,
    triggered_rows,
)
from bench.scans import SCAN, Comparison
from bench.simulated_day.busy import CAMERAS, SHORTEST, Lost
from bench.simulated_day.days import OLDER as DAYS_OLDER, OURS, Days, Watched
from bench.simulated_day.days_report import days_beside, days_rows
from bench.simulated_day.plain import LEAST_APART
from bench.simulated_day.score import Score
from bench.startup import ADD, AGAIN, CHANGE, FIRST, Life, Startup, Taken
from bench.threads import ThreadTimes, threads_beside
from bench.triggered import TRIGGERED, UNAVOIDABLE, Triggered

ROUNDS = [1.0, 2.0, 4.0]
"""Seconds of a baseline. What is measured against it misses its target in the middle round."""

FAST, SLOW = SERVER_SECONDS


def times(*ratios: float) -> list[float]:
    """Return what takes so many times the baseline in each round."""
    return [ratio * seconds for ratio, seconds in zip(ratios, ROUNDS, strict=True)]


def later(*seconds: float) -> list[float]:
    """Return what takes so many seconds more than the baseline in each round."""
    return [more + its for more, its in zip(seconds, ROUNDS, strict=True)]


def judged(rows: Sequence[BudgetRow]) -> list[tuple[Budget, str, Unit, float, Target]]:
    """Return what is said of each figure; none of them meets its target."""
    assert not [row for row in rows if row.is_met]
    return [(row.budget, row.case, row.unit, row.figure, row.target) for row in rows]


def compared(case: Case, server_seconds: float, ratio: float) -> Comparison:
    """Return a case whose scans take so much longer than the baseline, and others far less."""
    seconds = {SCAN: times(1.0, ratio, 9.0), BARE: ROUNDS, CUT: times(9.0, 9.0, 9.0)}
    seconds |= {LEAST: times(8.0, 8.0, 8.0), OLDER: times(1.0, 7.0, 9.0)}
    return Comparison(case, server_seconds, b"", seconds)


CASES = {case.name: case for case in cases_of(Pictures(b"a", b"b", b"c", b"d", "drawn"))}


@pytest.mark.parametrize(
    ("server_seconds", "most", "ratio"), [(FAST, 1.3, 1.3125), (SLOW, 1.05, 1.0625)]
)
def test_a_scan_that_takes_more_than_its_share_of_a_post_misses(
    server_seconds: float, most: float, ratio: float
) -> None:
    [row] = scans_rows([compared(CASES["1080p"], server_seconds, ratio)])

    assert judged([row]) == [(Budget.FORCED_SCAN, row.case, Unit.RATIO, ratio, Target("<=", most))]
    assert row.case.startswith("1080p, server ")
    assert (row.takes, row.baseline) == (2 * ratio, 2.0)


@pytest.mark.parametrize("server_seconds", SERVER_SECONDS)
def test_a_picture_that_is_prepared_is_held_against_what_that_takes(server_seconds: float) -> None:
    rows = scans_rows(
        [compared(case, server_seconds, 1.125) for case in CASES.values() if not case.is_sent_whole]
    )

    expected = (Budget.PREPARED_SCAN, Unit.RATIO, 1.125, Target("<=", 1.1))
    assert [(budget, *said) for budget, _, *said in judged(rows)] == [expected] * len(rows)
    assert [row.case.partition(", server")[0] for row in rows] == [
        *("1080p with zone", "1080p with mask", "4K with zone", "4K with mask"),
        *("4K over the limit, finest", "4K over the limit"),
    ]


def test_there_is_no_budget_for_whole_pictures_of_4k() -> None:
    assert scans_rows([compared(CASES["4K"], FAST, 9.0)]) == []


def test_the_servers_that_scans_are_timed_with_take_nothing_and_50_ms() -> None:
    assert SERVER_SECONDS == (0.0, 0.05)


def test_the_older_integrations_scan_stands_beside_ours() -> None:
    [beside] = scans_beside([compared(CASES["1080p"], FAST, 1.5)])

    assert (beside.unit, beside.ours, beside.older) == (Unit.RATIO, 1.5, 7.0)


def test_one_beat_of_a_hundred_that_is_20_ms_late_misses() -> None:
    tail = Tail(count=1000, median=0.001, p99=0.020, worst=0.5)
    idle = Lateness("nothing", 10, Tail(1000, 1.0, 1.0, 1.0), is_scan=False)

    rows = lateness_rows([idle, Lateness("scans of 4K", 10, tail, is_scan=True)])

    assert judged(rows) == [
        (Budget.LOOP, "scans of 4K, p99", Unit.SECONDS, 0.020, Target("<", 0.020))
    ]


def test_one_callback_that_takes_5_ms_misses_whatever_the_others_take() -> None:
    quick, slow = Tail(1000, 0.0001, 0.001, 0.002), Tail(234, 0.0001, 0.001, 0.005)

    rows = callbacks_rows(
        [
            Callbacks("1080p", 9, quick, "a"),
            Callbacks("4K", 9, slow, "b"),
            Callbacks("4K", 9, quick, "c"),
        ]
    )

    assert judged(rows) == [
        (Budget.CALLBACKS, "worst of 2,234: b", Unit.SECONDS, 0.005, Target("<", 0.005))
    ]


def test_a_trigger_that_takes_a_tenth_of_a_second_too_long_misses() -> None:
    seconds = {TRIGGERED: later(0, 0.125, 9), UNAVOIDABLE: ROUNDS}

    [row] = triggered_rows([Triggered("4K", SLOW, seconds)])

    assert judged([row]) == [(Budget.TRIGGER, row.case, Unit.SECONDS, 0.125, Target("<", 0.1))]
    assert (row.takes, row.baseline) == (2.125, 2.0)


def test_a_gate_that_takes_longer_than_decoding_misses() -> None:
    seconds = {UNCHANGED: times(1, 1.25, 9), DECODED: ROUNDS, CHANGED: times(1, 1, 1)}

    rows = gate_rows([GateTimes("4K", b"", seconds)])

    assert judged(rows) == [(Budget.GATE, "4K", Unit.RATIO, 1.25, Target("<=", 1.2))]


def test_a_plate_that_takes_a_millisecond_misses() -> None:
    quick = [0.0001] * 3

    rows = matching_rows(
        {MATCH: [0.0001, 0.001, 0.002], LOOK_UP: quick, SCAN_ALL: quick, BUILD: quick}
    )

    assert judged(rows) == [(Budget.MATCHING, "reading", Unit.SECONDS, 0.001, Target("<", 0.001))]
    assert KNOWN == 10_000


def test_a_start_that_takes_a_second_more_than_stubs_misses() -> None:
    account, stub = (
        Life({what: Taken(seconds) for what, seconds in taken.items()})
        for taken in (
            {FIRST: later(0, 1.0, 9), AGAIN: later(0, 1.5, 9), ADD: ROUNDS, CHANGE: ROUNDS},
            dict.fromkeys((FIRST, AGAIN, ADD, CHANGE), ROUNDS),
        )
    )

    rows = startup_rows(Startup(2500, account, stub))

    most = Target("<", 1.0)
    assert judged(rows) == [
        (Budget.START, FIRST, Unit.SECONDS, 1.0, most),
        (Budget.START, AGAIN, Unit.SECONDS, 1.5, most),
    ]


def watched(visits: int, lookups: int, read: int, false_doors: int) -> Watched:
    """Return a day of a hundred readable visits."""
    nothing: dict[str, Any] = dict.fromkeys((field.name for field in fields(Score)), 0)
    counts = {"visits": visits, "readable": 100, "lookups": lookups, "read": read}
    return Watched(Score(**{**nothing, **counts, "false_sightings": 2 * false_doors}), false_doors)


def lost(to_throttling: int) -> Lost:
    """Return what became of a hundred vehicles before busy cameras."""
    return Lost(100, SHORTEST, lost=9, lost_anyway=8, to_throttling=to_throttling, lookups=50)


DAYS = Days(
    days=[
        {OURS: watched(4, 7, 97, 1), DAYS_OLDER: watched(9, 9, 100, 3)},
        {OURS: watched(4, 7, 99, 2), DAYS_OLDER: watched(9, 9, 100, 4)},
    ],
    busy={OURS: lost(1), DAYS_OLDER: lost(0)},
)


def test_lookups_and_readings_of_days_are_held_against_what_they_may_be() -> None:
    case = "2 days, 8 visits"

    assert judged(days_rows(DAYS)) == [
        (Budget.LOOKUPS, case, Unit.COUNT, 1.75, Target("<=", 1.5)),
        (Budget.READ, case, Unit.SHARE, 0.98, Target(">=", 0.99)),
        (Budget.THROTTLED, "of 100 vehicles", Unit.COUNT, 1, Target("<=", 0)),
    ]


def test_the_busy_cameras_are_as_many_and_the_account_as_slow_as_the_budget_says() -> None:
    assert (CAMERAS, SHORTEST, LEAST_APART) == (4, 4.0, 1.0)


def test_the_older_way_stands_beside_ours_in_days_and_threads() -> None:
    threads = ThreadTimes("1080p", FAST, ours=[1.0, 2.0, 9.0], older=[1.0, 3.0, 9.0])

    assert [(each.unit, each.ours, each.older) for each in days_beside(DAYS)] == [
        (Unit.COUNT, 14, 18),
        (Unit.COUNT, 6, 14),
        (Unit.COUNT, 3, 7),
        (Unit.COUNT, 1, 0),
    ]
    assert [(each.unit, each.ours, each.older) for each in threads_beside([threads])] == [
        (Unit.SECONDS, 2.0, 3.0)
    ]


def test_what_is_measured_elsewhere_is_measured_by_a_command_that_there_is() -> None:
    for command in ELSEWHERE.values():
        script, name = command.split()
        assert script == "script/bench"
        assert name in _COMMANDS
