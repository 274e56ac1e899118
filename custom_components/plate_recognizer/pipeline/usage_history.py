"""How many lookups a day an account has used lately, from what its counter stood at."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Self

SAMPLE_SPACING: Final = timedelta(hours=1)
"""Between two samples, at least."""

KEPT_FOR: Final = timedelta(days=14)
"""What is older says nothing of the pace any more."""

_HALF_LIFE: Final = timedelta(days=3)
"""After which a lookup counts half: a new habit shows in days, one busy afternoon isn't all."""

_LEAST_SPAN: Final = timedelta(days=1)
"""Over which lookups are spread at least: the first hour's don't foretell a day's."""

_RESET_BELOW: Final = 0.9
"""Of the sample before: a smaller fall is a correction, as in Home Assistant's statistics."""


@dataclass(frozen=True, slots=True)
class UsageSample:
    """What the account's counters stood at."""

    at: datetime

    used: int
    """Lookups in the period, whoever made them. Falls at a reset."""

    interval: int
    """Lookups of interval scans here, ever, also those that were just asked for."""


@dataclass(frozen=True, slots=True)
class Pace:
    """Lookups a day, lately."""

    others: float = 0
    """Of triggers, of people, and of whoever else has the account's token."""

    interval: float = 0
    """Of interval scans here."""

    known_for: timedelta = timedelta()
    """How long the account has been watched."""

    @property
    def total(self) -> float:
        """All lookups a day."""
        return self.others + self.interval


@dataclass(frozen=True, slots=True)
class UsageHistory:
    """The samples of the last two weeks, oldest first."""

    samples: tuple[UsageSample, ...] = ()

    def with_sample(self, sample: UsageSample) -> Self:
        """Return the history with one more sample, or the same where the last one is recent.

        Samples from the future are of a clock that was wrong: they go. One that was wrong by much
        has no samples, since no server is trusted by it.
        """
        kept = tuple(each for each in self.samples if sample.at - KEPT_FOR <= each.at <= sample.at)
        if kept and sample.at - kept[-1].at < SAMPLE_SPACING:
            return self if kept == self.samples else type(self)(kept)
        return type(self)((*kept, sample))

    def pace(self, current: UsageSample) -> Pace:
        """Return the lookups a day until now, the latest days counting most."""
        samples = [each for each in self.samples if each.at < current.at]
        if not samples:
            return Pace()
        total = interval = 0.0
        for before, after in zip(samples, [*samples[1:], current], strict=True):
            density = _density(before.at, after.at, current.at)
            total += _rise(before.used, after.used) * density
            interval += max(after.interval - before.interval, 0) * density
        known_for = current.at - samples[0].at
        weight = _weight(current.at - max(known_for, _LEAST_SPAN), current.at, current.at)
        total, interval = total / weight, min(interval, total) / weight
        return Pace(total - interval, interval, known_for)

    def used_up_since(self, limit: int, now: datetime) -> datetime:
        """Return since when the quota is seen to be used up; now where that is new."""
        since = now
        for sample in reversed(self.samples):
            if sample.used < limit:
                break
            since = min(since, sample.at)
        return since


def _rise(before: int, after: int) -> int:
    """Return by how much the counter has risen, also over a reset."""
    if after < before * _RESET_BELOW:
        return after
    return max(after - before, 0)


def _density(start: datetime, end: datetime, now: datetime) -> float:
    """Return what a lookup between two moments counts, by their weight for each day."""
    start = min(start, end - timedelta(seconds=1))
    return _weight(start, end, now) / ((end - start) / timedelta(days=1))


def _weight(start: datetime, end: datetime, now: datetime) -> float:
    """Return what the time between two moments counts."""
    newer: float = 2 ** (-((now - end) / _HALF_LIFE))
    older: float = 2 ** (-((now - start) / _HALF_LIFE))
    return newer - older
