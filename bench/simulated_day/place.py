"""What an account watches for some time."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from sandbox.driveway.day.day import DayCamera

from .plain import LEAST_APART
from .span import Span


@dataclass(frozen=True, slots=True)
class Place:
    """The cameras of one account. Times are seconds since midnight."""

    cameras: Mapping[str, DayCamera]
    """By name."""
    seed: int
    """Of the reader's errors."""
    start: float
    end: float
    least_apart: float = LEAST_APART
    """Seconds between two lookups that the account allows; 0 for one that isn't throttled."""

    @classmethod
    def of(cls, span: Span) -> Self:
        """Take the cameras of a day."""
        cameras = {view.value: camera for view, camera in span.day.cameras.items()}
        return cls(cameras, span.day.seed, span.start, span.end)
