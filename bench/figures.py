"""The statistics: of a few dozen rounds on a machine that others use, too."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from statistics import quantiles
from typing import Self


@dataclass(frozen=True, slots=True)
class Quartiles:
    """The middle of some values, and between what their middle half lies."""

    low: float
    median: float
    high: float

    @classmethod
    def of(cls, values: Sequence[float]) -> Self:
        """Take at least one value."""
        return cls(*quantiles(values, n=4, method="inclusive"))


def ratios(measured: Sequence[float], baseline: Sequence[float]) -> list[float]:
    """Divide round by round, so that what slows a whole round down falls out.

    Raises:
        ValueError: there are not as many of one as of the other.
    """
    return [ours / theirs for ours, theirs in zip(measured, baseline, strict=True)]


@dataclass(frozen=True, slots=True)
class Tail:
    """How large some values get."""

    count: int
    median: float
    p99: float
    worst: float

    @classmethod
    def of(cls, values: Sequence[float]) -> Self:
        """Take at least one value."""
        return cls(len(values), percentile(values, 50), percentile(values, 99), max(values))


def percentile(values: Sequence[float], percent: float) -> float:
    """Return the smallest value that so many per cent of them don't exceed (nearest rank)."""
    return sorted(values)[max(ceil(len(values) * percent / 100), 1) - 1]
