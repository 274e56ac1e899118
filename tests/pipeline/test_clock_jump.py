"""A clock that is set: what was told by it before, in the time of now."""

from datetime import UTC, datetime, timedelta

import pytest

from custom_components.plate_recognizer.pipeline.clock_jump import ClockJump, ClockWatch

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)


class Clocks:
    """A clock that may be set, and one that goes on."""

    def __init__(self) -> None:
        self.now = NOON
        self.steady = 100.0

    def go_on(self, by: timedelta) -> None:
        self.now += by
        self.steady += by.total_seconds()


@pytest.fixture
def clocks() -> Clocks:
    return Clocks()


@pytest.fixture
def watch(clocks: Clocks) -> ClockWatch:
    return ClockWatch(lambda: clocks.now, lambda: clocks.steady)


def test_a_clock_that_goes_on_has_not_jumped(clocks: Clocks, watch: ClockWatch) -> None:
    for by in (SECOND, HOUR, timedelta(days=365)):
        clocks.go_on(by)
        assert watch.jumped() is None


@pytest.mark.parametrize("by", [-5 * SECOND, 5 * SECOND])
def test_seconds_are_no_jump(clocks: Clocks, watch: ClockWatch, by: timedelta) -> None:
    clocks.now += by

    assert watch.jumped() is None


@pytest.mark.parametrize("by", [-HOUR, 6 * SECOND, HOUR])
def test_a_jump_is_told_once_with_what_it_was_by(
    clocks: Clocks, watch: ClockWatch, by: timedelta
) -> None:
    clocks.go_on(MINUTE)
    clocks.now += by
    clocks.go_on(SECOND)

    assert watch.jumped() == ClockJump(by, since=NOON, until=NOON + MINUTE + SECOND)
    assert watch.jumped() is None


def test_what_this_clock_has_not_told_stays(clocks: Clocks, watch: ClockWatch) -> None:
    clocks.go_on(MINUTE)
    clocks.now += HOUR
    jump = watch.jumped()
    assert jump is not None

    assert jump.moved(NOON) == NOON + HOUR
    assert jump.moved(NOON + MINUTE) == NOON + MINUTE + HOUR
    assert jump.moved(NOON - SECOND) == NOON - SECOND, "before the start"
    assert jump.moved(NOON + HOUR) == NOON + HOUR, "by a clock that was right before"


@pytest.mark.parametrize("by", [-HOUR, HOUR])
def test_what_began_before_a_jump_is_of_now_after_it(
    clocks: Clocks, watch: ClockWatch, by: timedelta
) -> None:
    began = clocks.now
    assert watch.of_now(began) == began
    clocks.go_on(SECOND)
    clocks.now += by
    watch.jumped()
    later = clocks.now

    assert watch.of_now(began) == began + by
    assert watch.of_now(later) == later


def test_after_a_second_jump_it_is_this_one_that_counts(clocks: Clocks, watch: ClockWatch) -> None:
    clocks.now += HOUR
    watch.jumped()
    clocks.go_on(MINUTE)
    clocks.now -= HOUR
    jump = watch.jumped()

    assert jump == ClockJump(-HOUR, since=NOON + HOUR, until=NOON + HOUR + MINUTE)
