"""Who of an account asks next: the most urgent first, cameras in turn, nobody for too long."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from enum import IntEnum
import itertools
import math
from typing import Final

from homeassistant.core import callback

from .api.errors import Throttled
from .pipeline.rate import Rate

LONGEST_WAIT: Final = 30.0
"""Seconds from asking to the turn, at most: later, the answer is of no use to anybody."""

MOST_WAITING: Final = 64

PATIENCE: Final = 0.25
"""Seconds that a turn is kept for who takes a picture, while another one is ready to go."""


class Priority(IntEnum):
    """What goes first: what somebody waits for, then what may open a door, polling last."""

    ACTION = 0
    TRIGGER = 1
    CHECK = 2
    INTERVAL = 3


class WaitedTooLong(Exception):  # noqa: N818 - as the API's errors, named for what happened
    """A lookup whose turn didn't come in time. Nothing was asked, and nothing was billed."""

    def __init__(self, waited: float, ahead: int) -> None:
        super().__init__(f"waited {waited:.1f} s, {ahead} ahead")
        self.waited = waited
        """Seconds."""
        self.ahead = ahead
        """Lookups that would have gone first."""


@dataclass(slots=True, eq=False)
class _Place:
    """A lookup's place in the queue, from asking to its answer."""

    priority: Priority
    camera_id: str | None
    asked_at: float
    number: int
    """Counts up, in the order of asking."""
    comes_back: bool = False
    """It has had its turn, and couldn't use it."""
    has_ended: bool = False
    turn: asyncio.Future[Exception | None] = field(init=False)
    """While it waits: is there when the turn has come, or with the reason why it won't."""

    @property
    def deadline(self) -> float:
        return self.asked_at + LONGEST_WAIT

    def wake(self, failure: Exception | None = None) -> None:
        """Have it go on, unless it is going already, as it was cancelled."""
        if not self.turn.done():
            self.turn.set_result(failure)


class Limiter:
    """Lets an account's lookups through: one after another, as fast as its rate allows.

    The picture is chosen when the turn has come. Meanwhile the turn is taken, so that no two
    lookups share one. But who takes long over it (a camera that is slow) loses it to another one
    that is ready, and then comes first of its priority, with the picture that it has.

    Everything is timed by the event loop's clock: a change of the time of day changes nothing.

    Args:
        loop: in which everything happens.
        rate: of the account.
        at_once: lookups that may be under way together; None for any number.
    """

    def __init__(
        self, loop: asyncio.AbstractEventLoop, rate: Rate, at_once: int | None = None
    ) -> None:
        self._loop = loop
        self._rate = rate
        self._at_once = at_once
        self._numbers = itertools.count()
        self._waiting: list[_Place] = []
        self._asking: dict[_Place, None] = {}
        """All, from asking to their answer: also who has lost its turn, or is under way."""
        self._choosing: dict[_Place, float] = {}
        """Whose turn it is, and since when."""
        self._under_way = 0
        self._served: dict[tuple[Priority, str | None], float] = {}
        """When each camera last had a turn, in the latest time that anybody waits."""
        self._wake: asyncio.TimerHandle | None = None
        self._has_stopped = False

    async def async_ask[Chosen, Answer](
        self,
        choose: Callable[[], Awaitable[Chosen | None]],
        send: Callable[[Chosen], Awaitable[Answer]],
        *,
        camera_id: str | None,
        priority: Priority,
    ) -> Answer | None:
        """Wait for the turn, choose what to send, and send it.

        Args:
            choose: is called when the turn has come, and again where the server has refused one
                lookup too many. None gives the turn back; what it raises does, too.
            send: asks the API.
            camera_id: whose lookup it is; a camera that had its turn lets others go first.
            priority: what goes before what.

        Returns the answer; None if nothing was chosen, or if the lookup became needless.

        Raises:
            WaitedTooLong: the turn didn't come in time.
            Throttled: the server wants to be left alone for longer than it can wait.
        """
        place = _Place(priority, camera_id, self._loop.time(), next(self._numbers))
        self._make_room_for(place)
        self._asking[place] = None
        try:
            while await self._turn(place):
                if (chosen := await choose()) is None:
                    return None
                if not await self._turn(place):  # it may have lost it meanwhile
                    return None
                started = self._start(place)
                try:
                    return await send(chosen)
                except Throttled as throttled:
                    self._refused(place, started, throttled)
                    if self._is_refused_until(place.deadline):
                        raise
                finally:
                    self._under_way -= 1
            return None
        finally:
            del self._asking[place]
            self._choosing.pop(place, None)
            self._serve()

    @property
    def longest_wait(self) -> float:
        """Seconds for which the oldest one waits for its turn; 0 if none does."""
        now = self._loop.time()
        return max((now - place.asked_at for place in self._waiting), default=0.0)

    @callback
    def async_make_way(self, camera_id: str, priority: Priority) -> None:
        """Let what a camera has waiting not keep a more urgent lookup of the same camera waiting.

        An interval scan becomes needless: the other one shows what is there now. Everything else
        goes as early as the other one would, which comes after it.
        """
        for place in tuple(self._asking):
            if place.camera_id != camera_id or place.priority <= priority:
                continue
            if place.priority is Priority.INTERVAL:
                self._end(place)
            else:
                place.priority = priority
        self._serve()

    @callback
    def async_stop(self) -> None:
        """End what waits, and let nothing more through. What is under way goes on."""
        self._has_stopped = True
        for place in tuple(self._asking):
            self._end(place)
        self._serve()

    def _make_room_for(self, place: _Place) -> None:
        """Refuse the newest of the least urgent lookups where too many wait."""
        if len(self._waiting) < MOST_WAITING:
            return
        last = max(*self._waiting, place, key=lambda each: (each.priority, each.number))
        if last is place:
            raise WaitedTooLong(0.0, len(self._waiting))
        self._fail(last)

    async def _turn(self, place: _Place) -> bool:
        """Wait until it is a place's turn, if it isn't. False: it has become needless."""
        while place not in self._choosing:
            if place.has_ended or self._has_stopped:
                return False
            place.turn = self._loop.create_future()
            self._waiting.append(place)
            self._serve()
            try:
                failure = await place.turn
            finally:
                if place in self._waiting:  # it was cancelled
                    self._waiting.remove(place)
            if failure is not None:
                raise failure
        return True

    def _start(self, place: _Place) -> float:
        del self._choosing[place]
        self._under_way += 1
        now = self._loop.time()
        self._rate.started(now)
        self._serve()
        return now

    def _refused(self, place: _Place, started: float, throttled: Throttled) -> None:
        """Take note that a lookup was one too many. It keeps its place, before all like it."""
        self._rate.refused(started, self._loop.time(), throttled.retry_after)
        place.comes_back = True
        for each in tuple(self._choosing):  # nobody asks before the server wants to be asked
            self._take_turn_from(each)

    def _take_turn_from(self, place: _Place) -> None:
        del self._choosing[place]
        place.comes_back = True

    def _end(self, place: _Place) -> None:
        """Have a lookup that wasn't sent yet end without an answer."""
        place.has_ended = True
        self._choosing.pop(place, None)
        if place in self._waiting:
            self._waiting.remove(place)
            place.wake()

    def _fail(self, place: _Place) -> None:
        """Have a lookup end that waits in vain."""
        now = self._loop.time()
        ahead = sum(self._rank(each) < self._rank(place) for each in self._waiting)
        self._waiting.remove(place)
        if self._is_refused_until(place.deadline):
            place.wake(Throttled(retry_after=math.ceil(self._rate.rests_until - now)))
        else:
            place.wake(WaitedTooLong(now - place.asked_at, ahead))

    def _is_refused_until(self, deadline: float) -> bool:
        """Say whether the server wants to be left alone until then, or longer."""
        return self._rate.rests_until >= deadline

    def _rank(self, place: _Place) -> tuple[int, bool, float, int]:
        """Return what puts lookups into order: the least goes first."""
        served = self._served.get((place.priority, place.camera_id), -math.inf)
        return (
            place.priority,
            not place.comes_back,
            -math.inf if place.comes_back else served,
            place.number,
        )

    def _next_start(self, *, without_one_choosing: bool = False) -> float:
        choosing = len(self._choosing) - without_one_choosing
        if self._at_once is not None and self._under_way + choosing >= self._at_once:
            return math.inf
        return self._rate.next_start(choosing)

    def _serve(self) -> None:
        """Give out the turns that are free now, and come back when there may be others."""
        now = self._loop.time()
        self._forget_served_before(now - LONGEST_WAIT)
        # The last one first: to it the others are still ahead.
        for place in sorted(self._waiting, key=self._rank, reverse=True):
            if now >= place.deadline or self._is_refused_until(place.deadline):
                self._fail(place)
        while self._waiting and self._make_turn(now):
            place = min(self._waiting, key=self._rank)
            self._waiting.remove(place)
            self._choosing[place] = self._served[place.priority, place.camera_id] = now
            place.wake()
        self._come_back(now)

    def _make_turn(self, now: float) -> bool:
        """Say whether a turn is free now, if need be by taking one from who doesn't use it."""
        if self._next_start() > now:
            self._rate.try_more(now)
        if self._next_start() <= now:
            return True
        if self._next_start(without_one_choosing=True) > now:
            return False
        next_one = min(self._waiting, key=self._rank)
        for place, since in self._choosing.items():
            if next_one.priority < place.priority or (
                next_one.priority == place.priority and now >= since + PATIENCE
            ):
                self._take_turn_from(place)
                return True
        return False

    def _forget_served_before(self, moment: float) -> None:
        for key in [key for key, at in self._served.items() if at < moment]:
            del self._served[key]

    def _come_back(self, now: float) -> None:
        if self._wake is not None:
            self._wake.cancel()
            self._wake = None
        if not self._waiting:
            return
        moments = [
            self._next_start(),
            self._next_start(without_one_choosing=True),
            *(place.deadline for place in self._waiting),
            *(since + PATIENCE for since in self._choosing.values()),
        ]
        later = [moment for moment in moments if moment > now]
        self._wake = self._loop.call_at(min(later), self._serve)
