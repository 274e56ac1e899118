"""How far the rest of a quota goes: what is kept, what a day may have of it, when it runs out."""

from dataclasses import dataclass
from datetime import datetime, timedelta
import math
from typing import Final

from .usage_history import Pace

_DAY: Final = timedelta(days=1)
_PERIOD: Final = timedelta(days=31)
"""The longest: quotas are monthly. A reset that seems further away is seen by a wrong clock."""

_RESERVE: Final = 0.1
"""Of the limit. It shrinks with the days left: always a tenth of what they have in even spending,
and nothing at the reset."""

_FURTHEST: Final = timedelta(days=366)
"""What would run out later than this is said to run out never."""

_ROUNDING: Final = 1e-9
"""Whole lookups are told apart from rounding errors by this."""

_NOTEWORTHY, _NOTEWORTHY_STILL = 0.5, 0.45
"""Share of the limit that is used, below which nobody is warned: a busy first week tells little,
and a reset or more lookups bought end the warning."""

_NEARLY_ALL, _NEARLY_ALL_STILL = 0.9, 0.85
"""Share of the limit that is used, from which its end is near whatever the pace."""

_MARGIN: Final = _DAY
"""By which the quota has to run out before its reset to be worth a warning. Also what lies between
the beginning of one and its end: a pace is never quite the same."""


@dataclass(frozen=True, slots=True)
class Quota:
    """A period's lookups."""

    used: int
    """Also those that may have been billed without an answer."""

    limit: int

    resets_on: datetime | None = None
    """None where nobody knows."""

    @property
    def remaining(self) -> int:
        """How many are left, never below zero."""
        return max(self.limit - self.used, 0)

    @property
    def share(self) -> float:
        """What part of the limit is used."""
        return self.used / self.limit if self.limit else 1.0

    def end(self, now: datetime) -> datetime | None:
        """Return when the lookups have to have lasted; None if unknown, or past and not renewed."""
        if self.resets_on is None or self.resets_on <= now:
            return None
        return min(self.resets_on, now + _PERIOD)

    def is_over(self, now: datetime) -> bool:
        """Say whether these are the figures of a period that has ended."""
        return self.resets_on is not None and self.resets_on <= now

    def days_left(self, now: datetime) -> float:
        """Return the days until the reset: 0 when it has passed, a whole period if unknown."""
        end = self.end(now)
        if end is None:
            return 0 if self.is_over(now) else _PERIOD / _DAY
        return (end - now) / _DAY

    def reserve(self, now: datetime) -> int:
        """Return the lookups that interval scans never touch: none are left of it at the reset."""
        part = self.days_left(now) / (_PERIOD / _DAY)
        return math.ceil(self.limit * _RESERVE * part - _ROUNDING)

    def expected(self, pace: Pace, now: datetime) -> float:
        """Return how many lookups the others will use until the reset; 0 if that is unknown."""
        return 0 if self.end(now) is None else pace.others * self.days_left(now)

    def spendable(self, pace: Pace, now: datetime) -> float:
        """Return what interval scans may spend until the reset; below zero if others need more."""
        return self.remaining - self.reserve(now) - self.expected(pace, now)


@dataclass(frozen=True, slots=True)
class Day:
    """A day here: with the change to summer time it has 23 hours."""

    start: datetime
    end: datetime


def share_of(day: Day, quota: Quota, spent: int, pace: Pace, now: datetime) -> int | None:
    """Return how many lookups interval scans may have spent when a day is over.

    What they may spend from the day's start to the reset is spread evenly over that time. What a
    day leaves is for the days after it.

    Args:
        day: on which they are spent.
        quota: as it stands now.
        spent: by interval scans since the day's start, part of `quota.used`.
        pace: of the other lookups.
        now: a moment of the day.

    Returns:
        None where nobody knows how long the quota has to last.
    """
    end = quota.end(now)
    if end is None:
        return None
    part = min((day.end - day.start) / (end - day.start), 1)
    return math.floor(max(quota.spendable(pace, now) + spent, 0) * part + _ROUNDING)


@dataclass(frozen=True, slots=True)
class Outlook:
    """How far the quota goes, as it looked at a moment."""

    quota: Quota
    pace: Pace
    at: datetime

    used_up_since: datetime | None = None
    """Where nothing is left."""

    @property
    def empties(self) -> datetime | None:
        """When the quota would be used up if it had no reset; None: not for a long time.

        Up to a known reset, interval scans take no more than the others leave: only these can use
        it up early.
        """
        if self.used_up_since is not None:
            return self.used_up_since
        a_day = self.pace.total if self._end is None else self.pace.others
        if a_day * (_FURTHEST / _DAY) <= self.quota.remaining:
            return None
        return self.at + self.quota.remaining / a_day * _DAY

    @property
    def runs_out(self) -> datetime | None:
        """When the quota runs out before its reset, to the hour; None if it isn't known to."""
        empties, end = self.empties, self._end
        if empties is None or (end is not None and empties >= end):
            return None
        if self.quota.is_over(self.at) and self.used_up_since is None:
            return None
        return empties.replace(minute=0, second=0, microsecond=0)

    @property
    def lasts(self) -> bool | None:
        """Whether the quota lasts until its reset; None if that can't be said yet."""
        if self.runs_out is not None:
            return False
        is_known = self._end is not None and self.pace.known_for >= _DAY
        return True if is_known else None

    def is_low(self, *, was_low: bool) -> bool:
        """Say whether the user should know that the quota is coming to its end.

        At half of it, if it runs out a day or more before the reset. At 90 %, unless it is known
        to last. What was low stays so until it is clearly not.
        """
        share, end, empties = self.quota.share, self._end, self.empties
        if self.quota.is_over(self.at):
            return was_low
        if not self.quota.remaining:
            return True
        if share < (_NOTEWORTHY_STILL if was_low else _NOTEWORTHY):
            return False
        if end is not None:
            spare = _FURTHEST if empties is None else empties - end
            least = timedelta() if share >= _NEARLY_ALL else -_MARGIN
            if spare < (least + _MARGIN if was_low else least):
                return True
            if self.lasts:
                return False
        return share >= (_NEARLY_ALL_STILL if was_low else _NEARLY_ALL)

    @property
    def _end(self) -> datetime | None:
        return self.quota.end(self.at)
