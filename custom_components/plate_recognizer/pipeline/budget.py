"""What interval scans may spend: so many lookups a day, whatever the number of cameras."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Final

from .decision import Reason

_NO_TIME: Final = timedelta()
_ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DaySpending:
    """Lookups spent on one day."""

    day: date
    lookups: int = 0


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a lookup isn't to be had now."""

    reason: Reason
    details: Mapping[str, int | float] = field(default_factory=dict)
    """The numbers behind it, for the decision."""


class DailyCap:
    """Lets a number of lookups through each day.

    Polling alone can then not use up a quota overnight, whatever it is pointed at.

    Args:
        cap: lookups a day, 0 or more.
        spending: of the last day on which any were spent.
    """

    def __init__(self, cap: int, spending: DaySpending) -> None:
        self.cap = cap
        self.spending = spending

    def spent(self, day: date) -> int:
        """Return the lookups that are spent of a day's.

        The day before the last one on which any were spent is that day: a clock that is put back
        over midnight begins no new one. Further back, the clock was wrong then.
        """
        return self._spending_on(day).lookups

    def take(self, day: date) -> bool:
        """Take one lookup of a day's; False when the day has none left."""
        spending = self._spending_on(day)
        if spending.lookups >= self.cap:
            return False
        self.spending = replace(spending, lookups=spending.lookups + 1)
        return True

    def give_back(self, day: date) -> None:
        """Return one lookup that was taken and turned out to be free.

        Args:
            day: whose it was: `spending.day` after it was taken.
        """
        if self.spending.day == day and self.spending.lookups:
            self.spending = replace(self.spending, lookups=self.spending.lookups - 1)

    def _spending_on(self, day: date) -> DaySpending:
        ahead = self.spending.day - day
        return self.spending if _NO_TIME <= ahead <= _ONE_DAY else DaySpending(day)
