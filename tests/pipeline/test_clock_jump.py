"""A clock that is set: what was told by it before, in the time of now."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from custom_components.plate_recognizer.pipeline.clock_jump import ClockJump, ClockWatch
from custom_components.plate_recognizer.pipeline.visit import ArrivalReason

from .driveway import CAMERA, GOLF, Driveway, plate

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


@pytest.mark.parametrize("by", [-SECOND / 2, SECOND / 2])
def test_half_a_second_is_no_jump(clocks: Clocks, watch: ClockWatch, by: timedelta) -> None:
    clocks.now += by

    assert watch.jumped() is None


def test_what_is_set_little_by_little_is_found_out(clocks: Clocks, watch: ClockWatch) -> None:
    clocks.now += SECOND / 2
    assert watch.jumped() is None
    clocks.now += SECOND / 2

    jump = watch.jumped()
    assert jump is not None
    assert jump.by == SECOND


def test_a_clock_that_is_put_right_by_seconds_leaves_no_doubt(
    clocks: Clocks, watch: ClockWatch
) -> None:
    def is_doubtful(by: timedelta) -> bool:
        clocks.now += by
        jump = watch.jumped()
        assert jump is not None
        return jump.is_doubtful

    assert not is_doubtful(5 * SECOND)
    assert not is_doubtful(-5 * SECOND)
    assert is_doubtful(6 * SECOND)
    assert is_doubtful(-6 * SECOND)


@pytest.mark.parametrize("by", [-HOUR, 2 * SECOND, HOUR])
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


@pytest.mark.parametrize("by", [-HOUR, -6 * SECOND, 6 * SECOND, HOUR])
@pytest.mark.parametrize("went_on", [SECOND, MINUTE])
def test_what_began_before_a_jump_is_of_now_after_it(
    clocks: Clocks, watch: ClockWatch, by: timedelta, went_on: timedelta
) -> None:
    began, steady = clocks.now, watch.steady_now
    assert watch.of_now(began, steady) == began
    clocks.now += by
    clocks.go_on(went_on)
    later = clocks.now

    assert watch.of_now(began, steady) == began + by
    assert watch.of_now(later, watch.steady_now) == later
    assert watch.of_now(began, None) == began, "nobody has asked the steady clock"


def test_after_a_second_jump_it_is_this_one_that_counts(clocks: Clocks, watch: ClockWatch) -> None:
    clocks.now += HOUR
    watch.jumped()
    clocks.go_on(MINUTE)
    clocks.now -= HOUR
    jump = watch.jumped()

    assert jump == ClockJump(-HOUR, since=NOON + HOUR, until=NOON + HOUR + MINUTE)


@pytest.mark.parametrize("by", [HOUR, -HOUR])
def test_who_was_only_told_of_before_a_jump_does_not_arrive_by_a_look_after_it(
    by: timedelta,
) -> None:
    drive = Driveway()
    drive.look()
    heard = replace(drive.glance(plate(GOLF)), is_hearsay=True, proves=False)
    drive.tracker.hearsay = {CAMERA: 12 * HOUR}
    drive.tracker.see(heard)
    visit = drive.tracker.tell(heard.sightings[0], [heard], ArrivalReason.WEBHOOK)
    assert visit is not None
    drive.tracker.decide([visit.visit_id], is_over=True)
    told_at = drive.now
    drive.wait(30)
    jump = ClockJump(by, since=told_at, until=drive.now)
    drive.now += by
    drive.tracker.follow(jump, drive.now)

    assert drive.look(plate(GOLF)).begun == []


def test_what_was_told_before_the_start_is_put_right_when_the_clock_is() -> None:
    drive = Driveway()
    drive.now = NOON + 400 * 24 * HOUR
    drive.look(plate(GOLF))
    drive.now = began = datetime(1970, 1, 1, tzinfo=UTC)
    drive.restart()
    assert drive.visit.seen_at > NOON, "by a clock that is wrong itself"
    drive.wait(60)
    jump = ClockJump(NOON - drive.now, since=began, until=drive.now)
    drive.now = NOON
    drive.tracker.follow(jump, drive.now)

    assert drive.visit.seen_at == NOON
    assert [visit.plate for visit in drive.expire()] == [GOLF]


def test_a_visit_begins_no_later_than_it_ends() -> None:
    drive = Driveway()
    drive.look(plate(GOLF))
    drive.now = datetime(1970, 1, 1, tzinfo=UTC)
    drive.restart()
    [ended] = drive.leave().ended

    assert ended.started_at == ended.ended_at
