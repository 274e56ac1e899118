"""Who goes next: the most urgent first, cameras in turn, nobody waits for ever.

The server here lets in what its plan allows; the clock jumps, so that minutes take no time.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
import math
import time

from freezegun import freeze_time
from hypothesis import given, settings, strategies as st
import pytest

from custom_components.plate_recognizer.api.errors import Throttled
from custom_components.plate_recognizer.limiter import (
    LONGEST_WAIT,
    MOST_WAITING,
    Limiter,
    Priority,
    WaitedTooLong,
)
from custom_components.plate_recognizer.pipeline.rate import Plan, Rate

from .jumping_time import run


@dataclass
class Home:
    """Cameras that ask a server which takes a tenth of a second."""

    plan: Plan = Plan.ONE
    at_once: int | None = None
    server_plan: int | None = 1
    seconds: float = 0.1
    asked: list[str] = field(default_factory=list)
    """What the server let in, in that order."""
    refused: list[str] = field(default_factory=list)
    chosen: list[str] = field(default_factory=list)
    failures: deque[Exception] = field(default_factory=deque)
    """That the server meets next."""
    most_under_way: int = 0
    limiter: Limiter = field(init=False)
    _let_in: deque[float] = field(default_factory=deque)
    _under_way: int = 0

    def __post_init__(self) -> None:
        loop = asyncio.get_running_loop()
        self.limiter = Limiter(loop, Rate(self.plan), self.at_once)

    async def _send(self, picture: str) -> str:
        now = asyncio.get_running_loop().time()
        while self._let_in and now - self._let_in[0] >= 1:
            self._let_in.popleft()
        if self.failures:
            self.refused.append(picture)
            raise self.failures.popleft()
        if self.server_plan is not None and len(self._let_in) >= self.server_plan:
            self.refused.append(picture)
            wait = self._let_in[-self.server_plan] + 1 - now
            raise Throttled(retry_after=math.ceil(wait))
        self._let_in.append(now)
        self.asked.append(picture)
        self._under_way += 1
        self.most_under_way = max(self.most_under_way, self._under_way)
        await asyncio.sleep(self.seconds)
        self._under_way -= 1
        return picture

    def look_up(
        self,
        camera: str,
        priority: Priority = Priority.TRIGGER,
        choose: Callable[[], Awaitable[str | None]] | None = None,
    ) -> asyncio.Task[str | None]:
        """Have a camera ask; its picture is called as the camera is."""

        async def its_name() -> str | None:
            self.chosen.append(camera)
            return camera

        asking = self.limiter.async_ask(
            choose or its_name, self._send, camera_id=camera, priority=priority
        )
        return asyncio.create_task(asking)


async def at(moment: float) -> None:
    """Wait for a moment of the scenario, which begins at 0."""
    await asyncio.sleep(1000 + moment - asyncio.get_running_loop().time())


def test_lookups_follow_each_other_as_the_plan_allows() -> None:
    async def scenario() -> None:
        home = Home()
        await asyncio.gather(*(home.look_up(camera) for camera in "abcd"))

        assert home.asked == ["a", "b", "c", "d"]
        assert home.refused == []
        assert asyncio.get_running_loop().time() < 1000 + 4, "each has its first within 4 s"

    run(scenario())


def test_the_most_urgent_goes_first() -> None:
    async def scenario() -> None:
        home = Home()
        first = home.look_up("first")
        await asyncio.sleep(0)
        waiting = [home.look_up(each.name, each) for each in reversed(Priority)]
        await asyncio.gather(first, *waiting)

        assert home.asked == ["first", "ACTION", "TRIGGER", "CHECK", "INTERVAL"]

    run(scenario())


def test_cameras_take_turns() -> None:
    async def scenario() -> None:
        home = Home()

        async def burst(camera: str) -> None:
            for _ in range(3):
                await home.look_up(camera)

        busy = asyncio.create_task(burst("a"))
        await at(0.5)
        await asyncio.gather(busy, burst("b"), burst("c"))

        assert home.asked == [*"abc"] * 3
        assert home.refused == []

    run(scenario())


def test_a_burst_that_was_served_lets_the_first_picture_of_another_camera_go_first() -> None:
    async def scenario() -> None:
        home = Home()
        await home.look_up("a")
        second = home.look_up("a")
        await at(0.5)
        await asyncio.gather(second, home.look_up("b"))

        assert home.asked == ["a", "b", "a"]

    run(scenario())


def test_who_was_served_long_ago_waits_as_anybody() -> None:
    async def scenario() -> None:
        home = Home()
        await home.look_up("a")
        await at(LONGEST_WAIT + 5)
        first = home.look_up("someone")
        await asyncio.sleep(0)
        await asyncio.gather(first, home.look_up("a"), home.look_up("b"))

        assert home.asked == ["a", "someone", "a", "b"]

    run(scenario())


def test_the_picture_is_chosen_when_the_turn_has_come() -> None:
    async def scenario() -> None:
        home = Home()
        shown = "old"

        async def newest() -> str:
            return shown

        first = home.look_up("first")
        await asyncio.sleep(0)
        second = home.look_up("second", choose=newest)
        await at(0.5)
        shown = "new"
        await asyncio.gather(first, second)

        assert home.asked == ["first", "new"]

    run(scenario())


def test_a_turn_that_is_given_back_costs_nothing() -> None:
    async def scenario() -> None:
        home = Home()

        async def nothing_new() -> None:
            return None

        assert await home.look_up("a", choose=nothing_new) is None
        await home.look_up("b")

        assert home.asked == ["b"]
        assert asyncio.get_running_loop().time() < 1001, "b hasn't waited for the rate"

    run(scenario())


def test_a_camera_that_fails_gives_its_turn_back() -> None:
    async def scenario() -> None:
        home = Home()

        async def fails() -> str:
            raise OSError("no picture")

        broken, other = home.look_up("a", choose=fails), home.look_up("b")
        with pytest.raises(OSError, match="no picture"):
            await broken
        await other

        assert home.asked == ["b"]

    run(scenario())


def test_two_that_choose_at_the_same_time_never_start_within_the_window() -> None:
    async def scenario() -> None:
        home = Home(Plan.EIGHT, server_plan=8)

        def slowly(seconds: float) -> Callable[[], Awaitable[str]]:
            async def choose() -> str:
                await asyncio.sleep(seconds)
                return "picture"

            return choose

        cameras = [home.look_up(str(each), choose=slowly(each % 7 / 10)) for each in range(40)]
        await asyncio.gather(*cameras)

        assert home.refused == []
        assert len(home.asked) == 40

    run(scenario())


def test_a_slow_camera_lets_a_ready_one_go_first_and_then_sends_the_picture_that_it_took() -> None:
    async def scenario() -> None:
        home = Home()
        taken: list[int] = []

        async def slowly() -> str:
            taken.append(1)
            await asyncio.sleep(1)
            return "slow"

        slow = home.look_up("slow", choose=slowly)
        await asyncio.sleep(0)
        await asyncio.gather(slow, *(home.look_up(each) for each in "abc"))

        assert home.asked == ["a", "slow", "b", "c"]
        assert taken == [1]
        assert home.refused == []

    run(scenario())


def test_a_slow_camera_keeps_its_turn_while_nobody_else_can_use_it() -> None:
    async def scenario() -> None:
        home = Home()

        async def slowly() -> str:
            await asyncio.sleep(1)
            return "slow"

        slow = home.look_up("slow", choose=slowly)
        await asyncio.sleep(0)
        less_urgent = home.look_up("interval", Priority.INTERVAL)
        await asyncio.gather(slow, less_urgent)

        assert home.asked == ["slow", "interval"]

    run(scenario())


def test_what_is_more_urgent_does_not_wait_for_a_slow_camera() -> None:
    async def scenario() -> None:
        home = Home()
        goes_on = asyncio.Event()

        async def slowly() -> str:
            await goes_on.wait()
            return "slow"

        slow = home.look_up("slow", Priority.INTERVAL, slowly)
        await asyncio.sleep(0)
        assert await home.look_up("action", Priority.ACTION) == "action"
        goes_on.set()
        await slow

        assert home.asked == ["action", "slow"]
        assert home.refused == []

    run(scenario())


def test_a_refused_lookup_keeps_its_place_and_chooses_again() -> None:
    async def scenario() -> None:
        home = Home()
        home.failures.append(Throttled(retry_after=5))
        first = home.look_up("a")
        await asyncio.sleep(0)
        others = [home.look_up("b"), home.look_up("c", Priority.ACTION)]
        await asyncio.gather(first, *others)

        assert home.refused == ["a"]
        assert home.asked == ["c", "a", "b"]
        assert home.chosen == ["a", "c", "a", "b"]
        assert asyncio.get_running_loop().time() >= 1005, "nobody has asked before"

    run(scenario())


def test_who_chooses_while_the_server_refuses_another_one_does_not_ask_before_it_may() -> None:
    async def scenario() -> None:
        home = Home(Plan.EIGHT, server_plan=8)

        async def slowly() -> str:
            await asyncio.sleep(0.5)
            return "slow"

        slow = home.look_up("slow", choose=slowly)
        await asyncio.sleep(0)
        home.failures.append(Throttled(retry_after=3))
        await asyncio.gather(slow, home.look_up("refused"))

        assert home.refused == ["refused"]
        assert home.asked == ["slow", "refused"]
        assert asyncio.get_running_loop().time() >= 1003

    run(scenario())


def test_a_lookup_that_has_waited_too_long_is_dropped_and_says_how_many_were_before_it() -> None:
    async def scenario() -> None:
        home = Home()
        forced = [home.look_up(f"a{each}", Priority.ACTION) for each in range(31)]
        late = home.look_up("late", Priority.INTERVAL)
        with pytest.raises(WaitedTooLong) as raised:
            await late
        results = await asyncio.gather(*forced, return_exceptions=True)

        assert raised.value.waited == pytest.approx(LONGEST_WAIT)
        assert raised.value.ahead == 2
        assert "late" not in home.asked
        assert [each for each in results if isinstance(each, Exception)] == [
            results[-2],
            results[-1],
        ], "29 can be served in that time"

    run(scenario())


def test_a_refused_lookup_has_no_more_time_than_others() -> None:
    async def scenario() -> None:
        home = Home()
        home.failures.extend(Throttled(retry_after=20) for _ in range(2))

        with pytest.raises(Throttled):
            await home.look_up("a")

        assert home.refused == ["a", "a"]
        assert asyncio.get_running_loop().time() < 1000 + LONGEST_WAIT

    run(scenario())


def test_where_the_server_asks_for_more_time_than_anybody_has_all_are_told_at_once() -> None:
    async def scenario() -> None:
        home = Home()
        home.failures.append(Throttled(retry_after=600))
        results = await asyncio.gather(home.look_up("a"), home.look_up("b"), return_exceptions=True)
        later = await asyncio.gather(home.look_up("c"), return_exceptions=True)

        waits = [each.retry_after for each in (*results, *later) if isinstance(each, Throttled)]
        assert waits == [600, 600, 600]
        assert home.refused == ["a"]
        assert asyncio.get_running_loop().time() == pytest.approx(1000)
        await at(601)
        assert await home.look_up("d") == "d"

    run(scenario())


def test_where_too_many_wait_the_newest_of_the_least_urgent_is_refused_at_once() -> None:
    async def scenario() -> None:
        home = Home()
        first = home.look_up("first")
        await asyncio.sleep(0)
        waiting = [home.look_up(f"i{each}", Priority.INTERVAL) for each in range(MOST_WAITING)]
        await asyncio.sleep(0)

        with pytest.raises(WaitedTooLong):
            await home.look_up("newest", Priority.INTERVAL)
        forced = home.look_up("forced", Priority.ACTION)
        with pytest.raises(WaitedTooLong):
            await waiting[-1]
        await asyncio.gather(first, forced)

        assert home.asked == ["first", "forced"]
        home.limiter.async_stop()
        assert set(await asyncio.gather(*waiting[:-1])) == {None}

    run(scenario())


def test_a_lookup_that_is_cancelled_frees_its_place() -> None:
    async def scenario() -> None:
        home = Home()
        goes_on = asyncio.Event()

        async def never() -> None:
            await goes_on.wait()

        choosing = home.look_up("choosing", choose=never)
        await asyncio.sleep(0)
        waiting = home.look_up("waiting")
        third = home.look_up("third")
        await asyncio.sleep(0)
        for task in (waiting, choosing):
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
        await third

        assert home.asked == ["third"]
        assert asyncio.get_running_loop().time() < 1001

    run(scenario())


def test_a_turn_that_comes_to_a_cancelled_lookup_passes_on() -> None:
    async def scenario() -> None:
        home = Home()
        first = home.look_up("a")
        await asyncio.sleep(0)
        cancelled, other = home.look_up("b"), home.look_up("c")
        await asyncio.sleep(0)
        cancelled.cancel()
        home.limiter._serve()  # before the cancelled task has run
        await asyncio.gather(first, other)

        assert home.asked == ["a", "c"]

    run(scenario())


def test_when_the_account_stops_nobody_waits_and_nothing_more_is_asked() -> None:
    async def scenario() -> None:
        home = Home()
        goes_on = asyncio.Event()

        async def slowly() -> str:
            await goes_on.wait()
            return "slow"

        under_way = home.look_up("under way")
        await at(0.05)
        waiting = home.look_up("waiting")
        await asyncio.sleep(0)
        home.limiter.async_stop()
        assert await waiting is None
        assert await home.look_up("later") is None
        assert await under_way == "under way"

        another = Home()
        slow = another.look_up("slow", choose=slowly)
        await asyncio.sleep(0)
        another.limiter.async_stop()
        goes_on.set()
        assert await slow is None
        assert another.asked == []

    run(scenario())


def test_an_interval_scan_is_needless_where_its_camera_has_something_more_urgent() -> None:
    async def scenario() -> None:
        home = Home()
        first = home.look_up("first")
        await asyncio.sleep(0)
        interval = home.look_up("a", Priority.INTERVAL)
        other = home.look_up("b", Priority.INTERVAL)
        await asyncio.sleep(0)
        home.limiter.async_make_way("a", Priority.TRIGGER)

        assert await interval is None
        await asyncio.gather(first, other)
        assert home.asked == ["first", "b"]

    run(scenario())


def test_an_interval_scan_that_takes_its_picture_makes_way_as_well() -> None:
    async def scenario() -> None:
        home = Home()

        async def slowly() -> str:
            await asyncio.sleep(1)
            return "interval"

        interval = home.look_up("a", Priority.INTERVAL, slowly)
        await at(0.1)
        home.limiter.async_make_way("a", Priority.ACTION)

        assert await interval is None
        assert home.asked == []

    run(scenario())


def test_a_burst_is_as_urgent_as_what_waits_for_it() -> None:
    async def scenario() -> None:
        home = Home()
        first = home.look_up("first")
        await asyncio.sleep(0)
        waiting = [home.look_up("a"), home.look_up("b"), home.look_up("c", Priority.ACTION)]
        await asyncio.sleep(0)
        home.limiter.async_make_way("b", Priority.ACTION)
        await asyncio.gather(first, *waiting)

        assert home.asked == ["first", "b", "c", "a"]

    run(scenario())


def test_only_so_many_are_under_way_at_once_where_the_server_has_no_more_hands() -> None:
    async def scenario() -> None:
        home = Home(Plan.NONE, at_once=2, server_plan=None, seconds=3)
        await asyncio.gather(*(home.look_up(each) for each in "abcde"))

        assert home.asked == [*"abcde"]
        assert home.most_under_way == 2

    run(scenario())


def test_a_failure_is_passed_on_and_frees_the_place() -> None:
    async def scenario() -> None:
        home = Home(Plan.NONE, at_once=1, server_plan=None)
        home.failures.append(OSError("gone"))
        with pytest.raises(OSError, match="gone"):
            await home.look_up("a")
        await home.look_up("b")

        assert home.asked == ["b"]

    run(scenario())


@pytest.mark.parametrize("years", [-3, 3])
def test_a_jump_of_the_time_of_day_changes_nothing(years: int) -> None:
    async def scenario() -> None:
        home = Home()
        await home.look_up("a")
        with freeze_time(f"{time.gmtime().tm_year + years}-01-01", real_asyncio=True):
            await asyncio.gather(*(home.look_up(each) for each in "bcd"))

        assert home.asked == [*"abcd"]
        assert home.refused == []
        assert 1003 < asyncio.get_running_loop().time() < 1004

    run(scenario())


@given(
    st.sampled_from([(Plan.ONE, 1), (Plan.EIGHT, 8), (Plan.LEARN, 1), (Plan.LEARN, 5)]),
    st.lists(
        st.tuples(
            st.floats(0, 20),  # when it asks
            st.sampled_from(Priority),
            st.sampled_from("abcd"),
            st.floats(0, 2),  # how long it chooses
            st.sampled_from(["sends", "gives back", "fails", "is cancelled"]),
        ),
        max_size=25,
    ),
)
@settings(max_examples=150)
def test_whatever_happens_everybody_comes_to_an_end_and_no_turn_is_lost(
    plan: tuple[Plan, int], lookups: list[tuple[float, Priority, str, float, str]]
) -> None:
    async def scenario() -> None:
        home = Home(plan[0], server_plan=plan[1])

        async def ask(when: float, priority: Priority, camera: str, takes: float, how: str) -> None:
            async def choose() -> str | None:
                await asyncio.sleep(takes)
                if how == "fails":
                    raise OSError
                return None if how == "gives back" else camera

            await at(when)
            task = home.look_up(camera, priority, choose)
            if how == "is cancelled":
                await asyncio.sleep(takes)
                task.cancel()
            with suppress(OSError, WaitedTooLong, asyncio.CancelledError):
                await task

        await asyncio.gather(*(ask(*lookup) for lookup in lookups))

        if plan[0] is not Plan.LEARN:
            assert home.refused == []
        await asyncio.sleep(5)
        before = asyncio.get_running_loop().time()
        assert await home.look_up("another") == "another"
        assert asyncio.get_running_loop().time() < before + 1, "every turn was given back"

    run(scenario())
