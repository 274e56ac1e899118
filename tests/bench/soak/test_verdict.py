"""The verdicts: what is flat, and what grows."""

from collections.abc import Mapping
from dataclasses import replace
from math import inf
from typing import Any

import pytest

from bench.soak.busy import Busy, Histogram
from bench.soak.census import Census
from bench.soak.household import Plan
from bench.soak.ledger import Ledger
from bench.soak.memory import Memory
from bench.soak.outcome import Outcome
from bench.soak.verdict import LONG, Slope, growing, verdicts

FLAT = Census(
    scans=0,
    days=0.0,
    memory=Memory(untrimmed=320_000, resident=300_000, heap=90_000, blocks=1_700_000),
    objects=500_000,
    ours={},
    tasks=2,
    timers=30,
    listeners=60,
    threads=10,
    files=30,
    containers={"Account.scanners": 20},
    history=1_000_000,
    stored=10_000,
)


def samples(**growth: float) -> list[Census]:
    """Return those of 100,000 scans, in which figures grow by so much with each scan."""
    return [grown(scans, growth) for scans in range(2000, 102_000, 2000)]


def grown(scans: int, growth: Mapping[str, float]) -> Census:
    memory = {name: each for name, each in growth.items() if hasattr(FLAT.memory, name)}
    others = {name: each for name, each in growth.items() if name not in memory}
    return replace(
        FLAT,
        scans=scans,
        memory=replace(FLAT.memory, **_added(FLAT.memory, memory, scans)),
        **_added(FLAT, others, scans),
    )


def _added(before: object, growth: Mapping[str, float], scans: int) -> dict[str, Any]:
    return {name: int(getattr(before, name) + scans * each) for name, each in growth.items()}


def outcome(census: list[Census], scans: int = 100_000) -> Outcome:
    ledger = Ledger(lambda: 0.0, {})
    return Outcome(Plan(scans, 1), ledger, Busy(), census)


def broken(judged: Outcome) -> set[str]:
    return {each.what for each in verdicts(judged) if each.is_met is False}


def test_what_stays_as_it_is_breaks_no_bound() -> None:
    assert not broken(outcome(samples()))


@pytest.mark.parametrize(
    ("figure", "growth", "what"),
    [
        ("resident", 0.4, "resident memory, kB in 1,000 scans"),
        ("heap", 0.1, "memory in use, kB in 1,000 scans"),
        ("blocks", 2, "Python's blocks in 1,000 scans"),
        ("objects", 0.2, "objects in 1,000 scans"),
        ("tasks", 0.001, "tasks when nothing is under way, at most"),
        ("timers", 0.001, "timers when nothing is under way, at most"),
        ("listeners", 0.001, "listeners when nothing is under way, at most"),
        ("files", 0.001, "files when nothing is under way, at most"),
        ("history", 1000, "history on disk"),
        ("stored", 100, "stored by Home Assistant"),
    ],
)
def test_what_grows_breaks_its_bound(figure: str, growth: float, what: str) -> None:
    assert broken(outcome(samples(**{figure: growth}))) == {what}


def test_a_soak_that_is_too_short_says_nothing_of_memory() -> None:
    judged = verdicts(outcome(samples(resident=1.0), scans=LONG - 1))

    (memory,) = [each for each in judged if each.what.startswith("resident")]
    assert memory.is_met is None


def kept(entries: list[int], path: str = "Account.list") -> list[Census]:
    return [
        replace(FLAT, scans=100 * number, containers={path: each})
        for number, each in enumerate(entries, 1)
    ]


def test_a_list_that_gets_longer_with_the_scans_is_found() -> None:
    assert growing(kept([100 * number for number in range(10)])).keys() == {"Account.list"}


def test_what_is_full_does_not_grow() -> None:
    assert not growing(kept([500, 900, 1000, 1000, 1000, 1000, 1000, 1000]))


def test_what_goes_up_and_down_does_not_grow() -> None:
    assert not growing(kept([10, 80, 20, 90, 15, 85, 10, 90, 20, 80]))


def test_what_has_a_limit_of_its_own_may_fill_up_to_it() -> None:
    path = "plate_recognizer_decisions[]._runs[]"

    assert not growing(kept([100 * number for number in range(10)], path))
    assert growing(kept([10_000 * number for number in range(10)], path))


def test_a_slope_of_a_line_is_exact_and_of_two_points_worth_nothing() -> None:
    line = Slope.of(samples(resident=0.5), lambda each: each.memory.resident)
    assert line.value == pytest.approx(500)
    assert line.error == pytest.approx(0, abs=0.01)

    two = Slope.of(samples(resident=0.5)[:2], lambda each: each.memory.resident)
    assert two.most == inf


def test_a_histogram_takes_no_more_room_the_more_it_counts() -> None:
    histogram = Histogram()
    for number in range(1000):
        histogram.add(number / 100_000)

    assert histogram.count == 1000
    assert histogram.percentile(50) == pytest.approx(0.005, abs=0.0006)
    assert histogram.percentile(99) == pytest.approx(0.0099, abs=0.0006)
    assert histogram.worst == 0.00999
    assert len(histogram.counts) == 2000
