"""What interval scans may spend: so many lookups a day, whatever the number of cameras."""

from dataclasses import dataclass, replace
from datetime import date


@dataclass(frozen=True, slots=True)
class DaySpending:
    """Lookups spent on one day."""

    day: date
    lookups: int = 0


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

    def take(self, day: date) -> bool:
        """Take one lookup of a day's; False when the day has none left."""
        spending = self.spending if self.spending.day == day else DaySpending(day)
        if spending.lookups >= self.cap:
            return False
        self.spending = replace(spending, lookups=spending.lookups + 1)
        return True

    def give_back(self, day: date) -> None:
        """Return one lookup that was taken on a day and turned out to be free."""
        if self.spending.day == day and self.spending.lookups:
            self.spending = replace(self.spending, lookups=self.spending.lookups - 1)
