"""The part of a day that is simulated."""

from dataclasses import dataclass

from sandbox.driveway.day.day import Day
from sandbox.driveway.day.schedule import HOUR


@dataclass(frozen=True, slots=True)
class Span:
    """Some hours of a day."""

    day: Day
    start: float
    """Seconds since midnight, as the following."""
    end: float

    @classmethod
    def of(cls, day: Day, first_hour: float, hours: float) -> Span:
        """Take some hours from one on."""
        return cls(day, first_hour * HOUR, (first_hour + hours) * HOUR)

    def contains(self, t: float) -> bool:
        """Tell whether a time is within it."""
        return self.start <= t < self.end
