"""How fast an account may ask: so many lookups in any second, chosen or learned."""

from collections import deque
from contextlib import suppress
from enum import StrEnum
from typing import Final

_WINDOW: Final = 1.0
"""Seconds in which the vendor lets so many lookups in, whenever they begin."""

MARGIN: Final = 0.05
"""Seconds that are kept beyond it: one lookup may be longer on its way than the next one."""

MOST_LEARNED: Final = 8
"""Lookups per second that are tried where the plan isn't known: those of the vendor's plans."""

QUIET: Final = 900.0
"""Seconds without a refusal, after which one lookup per second more is tried."""

_TRIAL: Final = 60.0
"""Seconds in which a refusal means that it was one too many."""


class Plan(StrEnum):
    """What the user says of the account's lookups per second."""

    ONE = "1"
    EIGHT = "8"
    NONE = "none"
    LEARN = "learn"


_LIMITS: Final = {Plan.ONE: 1, Plan.EIGHT: 8, Plan.NONE: None, Plan.LEARN: MOST_LEARNED}


class Rate:
    """Says when the next lookup may start. Times are seconds of a clock that never jumps.

    The server counts the lookups that it let in during the last second, and refuses those above.
    One that learns takes each refusal for news: it then lets through what the server did. Where
    others ask with the same token, that is less than the plan; after a while it tries more again.
    """

    def __init__(self, plan: Plan) -> None:
        self._limit = _LIMITS[plan]
        self._learns = plan is Plan.LEARN
        self._starts: deque[float] = deque(maxlen=self._limit or 1)
        """Of the latest lookups that the server hasn't refused, oldest first."""
        self._settled_at = 0.0
        """When the last refusal came, or more was tried."""
        self._tried_until = 0.0
        self.rests_until = 0.0
        """Until then the server wants to be left alone."""

    @property
    def limit(self) -> int | None:
        """Lookups in a second and the margin; None: any number."""
        return self._limit

    def next_start(self, about_to: int = 0) -> float:
        """Return from when on one more lookup may start, besides some that are about to.

        Infinity, if that depends on those.
        """
        if self._limit is None:
            return self.rests_until
        left = self._limit - about_to
        if left <= 0:
            return float("inf")
        if len(self._starts) < left:
            return self.rests_until
        return max(self.rests_until, self._starts[-left] + _WINDOW + MARGIN)

    def started(self, now: float) -> None:
        """Take note that a lookup is on its way."""
        self._starts.append(now)

    def refused(self, started: float, now: float, wait: float) -> None:
        """Take note that the server refused a lookup as one too many.

        Args:
            started: when it was on its way.
            now: when the refusal came.
            wait: seconds for which nothing is to be asked.
        """
        self.rests_until = max(self.rests_until, now + wait)
        with suppress(ValueError):  # it may be so old that it was forgotten
            self._starts.remove(started)  # the server doesn't count it
        if not self._learns or self._limit is None:
            return
        self._settled_at = now
        # A little more than the window: who came in just before it may have been late at the
        # server. If none of ours was let in, others have used up the second: that says nothing.
        since = started - _WINDOW - 2 * MARGIN
        let_in = sum(since < each <= started for each in self._starts)
        known = self._limit - 1 if now < self._tried_until else self._limit
        self._limit = min(known, let_in or known)
        self._tried_until = now

    def try_more(self, now: float) -> None:
        """Let one more through in a second, if nothing was refused for long. Somebody waits."""
        if not self._learns or self._limit is None or self._limit >= MOST_LEARNED:
            return
        if now - self._settled_at >= QUIET:
            self._limit += 1
            self._settled_at = now
            self._tried_until = now + _TRIAL
