"""How long the event loop is kept busy at a stretch, counted without keeping each of them."""

from dataclasses import dataclass, field
from typing import Final

_STEP: Final = 0.0005
_MOST: Final = 2000
"""Steps: what takes longer than a second counts as one that took a second."""


@dataclass(slots=True)
class Histogram:
    """Times in steps of half a millisecond, which takes no more room however many they are."""

    counts: list[int] = field(default_factory=lambda: [0] * _MOST)
    count: int = 0
    worst: float = 0.0

    def add(self, seconds: float) -> None:
        """Count a time."""
        self.counts[min(int(seconds / _STEP), _MOST - 1)] += 1
        self.count += 1
        self.worst = max(self.worst, seconds)

    def percentile(self, percent: float) -> float:
        """Return the upper end of the step in which so many per cent of the times end."""
        wanted, seen = self.count * percent / 100, 0
        for step, count in enumerate(self.counts):
            seen += count
            if seen >= wanted:
                return min((step + 1) * _STEP, self.worst)
        return self.worst


class Busy:
    """What the loop does between two looks at its sockets and timers: so late is whatever is due.

    That is never less than what one callback takes, and mostly that of some of them together.
    """

    def __init__(self) -> None:
        self.wall = Histogram()
        """By the clock: with what else the machine does."""
        self.cpu = Histogram()
        """Of the loop's thread."""
        self.is_counting = False

    def add(self, wall: float, cpu: float) -> None:
        """Count a stretch, unless nobody wants to know."""
        if self.is_counting:
            self.wall.add(wall)
            self.cpu.add(cpu)
