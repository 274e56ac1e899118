"""So many lookups in any second: chosen, or learned from what the server refuses."""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
import itertools
import math
import random

from hypothesis import given, settings, strategies as st
import pytest

from custom_components.plate_recognizer.pipeline.rate import (
    MARGIN,
    MOST_LEARNED,
    QUIET,
    Plan,
    Rate,
)

HOUR = 3600.0
NEVER = math.inf


@dataclass
class Server:
    """Lets so many lookups in during any second, and says how long to wait in whole ones."""

    plan: Callable[[float], int | None]
    """By the time."""
    refusals: list[float] = field(default_factory=list)
    let_in: list[float] = field(default_factory=list)
    _window: deque[float] = field(default_factory=deque)

    def ask(self, now: float) -> float | None:
        """Return the seconds to wait, None if the lookup is let in."""
        plan = self.plan(now)
        while self._window and now - self._window[0] >= 1:
            self._window.popleft()
        if plan is not None and len(self._window) >= plan:
            self.refusals.append(now)
            return math.ceil(self._window[-plan] + 1 - now) or 1
        self._window.append(now)
        self.let_in.append(now)
        return None


def busy(rate: Rate, server: Server, until: float, ways: Iterator[float]) -> None:
    """Ask as often as the rate allows. Each lookup is on its way for some time, there and back."""
    now = 0.0
    while now < until:
        if (start := rate.next_start()) > now:
            rate.try_more(now)
            start = rate.next_start()
        now = max(now, start)
        rate.started(now)
        way = next(ways)
        if (wait := server.ask(now + way)) is not None:
            rate.refused(now, now + 2 * way, wait)


def ways(seed: int) -> Iterator[float]:
    """Ways to the server of which none is longer than another one by more than the margin."""
    numbers = random.Random(seed)  # noqa: S311 - nobody has to guess it
    return (0.02 + numbers.random() * MARGIN * 0.9 for _ in itertools.count())


def always(plan: int | None) -> Callable[[float], int | None]:
    return lambda _now: plan


@given(st.sampled_from([Plan.ONE, Plan.EIGHT]), st.integers())
@settings(max_examples=50)
def test_a_rate_that_is_known_is_used_and_never_refused(plan: Plan, seed: int) -> None:
    server, lookups = Server(always(int(plan))), int(plan) * 300

    busy(Rate(plan), server, 300, ways(seed))

    assert server.refusals == []
    assert len(server.let_in) >= 0.9 * lookups


@pytest.mark.parametrize("plan", list(Plan))
def test_a_rate_lets_several_through_at_once_and_then_none(plan: Plan) -> None:
    rate = Rate(plan)
    started = 0
    while started < 100 and rate.next_start() <= 10:
        rate.started(10)
        started += 1

    assert started == {Plan.ONE: 1, Plan.EIGHT: 8, Plan.NONE: 100, Plan.LEARN: 8}[plan]


def test_a_lookup_that_is_about_to_start_takes_its_place_already() -> None:
    rate = Rate(Plan.EIGHT)
    for moment in (1.0, 1.2, 1.4):
        rate.started(moment)

    assert rate.next_start(about_to=4) <= 1.5
    assert rate.next_start(about_to=5) == pytest.approx(2 + MARGIN), "when the first one counts out"
    assert rate.next_start(about_to=7) == pytest.approx(2.4 + MARGIN)
    assert rate.next_start(about_to=8) == NEVER, "it depends on when they start"


@pytest.mark.parametrize("plan", list(Plan))
def test_nobody_asks_before_the_server_wants_to_be_asked(plan: Plan) -> None:
    rate = Rate(plan)
    rate.started(1)

    rate.refused(1, 1.5, 7)
    assert rate.next_start() == 8.5

    rate.refused(1, 1.6, 2)
    assert rate.next_start() == 8.5, "a shorter wait takes nothing back"


def test_a_refused_lookup_does_not_count() -> None:
    rate = Rate(Plan.ONE)
    rate.started(5)

    rate.refused(5, 5.1, 0)

    assert rate.next_start() <= 5.1


@given(st.integers(1, 12), st.integers())
@settings(max_examples=50)
def test_what_a_plan_allows_is_learned(plan: int, seed: int) -> None:
    server = Server(always(plan))

    busy(Rate(Plan.LEARN), server, HOUR, ways(seed))

    later = [moment for moment in server.refusals if moment > 60]
    assert len(later) <= HOUR / QUIET, "each time that more is tried"
    assert len(server.let_in) >= 0.9 * HOUR * min(plan, MOST_LEARNED)


def test_without_a_limit_at_the_server_nothing_is_ever_refused() -> None:
    server = Server(always(None))

    busy(Rate(Plan.LEARN), server, HOUR, ways(0))

    assert server.refusals == []
    assert len(server.let_in) >= 0.9 * HOUR * MOST_LEARNED


@given(st.integers(1, 8), st.integers(1, 8), st.integers())
@settings(max_examples=25)
def test_a_plan_that_changes_is_learned_anew(before: int, after: int, seed: int) -> None:
    change = HOUR
    settled = change + MOST_LEARNED * QUIET
    end = settled + HOUR
    server = Server(lambda now: before if now < change else after)

    busy(Rate(Plan.LEARN), server, end, ways(seed))

    assert sum(moment > settled for moment in server.refusals) <= HOUR / QUIET
    assert sum(moment > settled for moment in server.let_in) >= 0.9 * HOUR * after


@pytest.mark.parametrize("at_once", [4, 8])
def test_lookups_that_were_sent_together_teach_the_rate_together(at_once: int) -> None:
    rate, server = Rate(Plan.LEARN), Server(always(1))
    for _ in range(at_once):
        rate.started(1)
    for wait in [server.ask(1.01) for _ in range(at_once)]:
        if wait is not None:
            rate.refused(1, 1.05, wait)

    assert rate.limit == 1


def test_a_refusal_where_none_of_ours_was_let_in_says_nothing_of_the_plan() -> None:
    rate = Rate(Plan.LEARN)
    rate.started(10)

    rate.refused(10, 10.1, 1)

    assert rate.limit == MOST_LEARNED


def test_more_is_tried_only_after_long_quiet_and_never_more_than_plans_have() -> None:
    rate = Rate(Plan.LEARN)
    for _ in range(4):
        rate.started(10)
    rate.refused(10, 10.1, 1)
    assert rate.limit == 3

    rate.try_more(10 + QUIET)
    assert rate.limit == 3
    for count in range(20):
        rate.try_more(11 + (count + 1) * QUIET)
        rate.try_more(12 + (count + 1) * QUIET)
    assert rate.limit == MOST_LEARNED


@pytest.mark.parametrize("plan", [Plan.ONE, Plan.EIGHT, Plan.NONE])
def test_a_rate_that_was_chosen_stays_as_it_is(plan: Plan) -> None:
    rate = Rate(plan)
    before = rate.limit
    for _ in range(8):
        rate.started(10)

    rate.refused(10, 10.1, 1)
    rate.try_more(HOUR * 100)

    assert rate.limit == before
