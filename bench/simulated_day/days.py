"""Some days and four busy cameras, watched by the integration and as the older one does it."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
import logging
from typing import Final

from sandbox.driveway.day.day import Day

from .busy import Lost, older_busy, ours_busy
from .doors import false_doors
from .ours import WITH_TRIGGERS, run_ours
from .outcome import Outcome
from .plain import older_on_motion
from .score import Score, score_of
from .span import Span

OURS: Final = "ours"
OLDER: Final = "older integration, 5 scans after motion"

_SEEDS: Final = (1, 2, 3)
_WAVES: Final = 24
_FEW_HOURS: Final = (12.6, 0.3)
"""The first and how many: somebody comes."""


@dataclass(frozen=True, slots=True)
class Watched:
    """What a way of spending lookups made of one day."""

    score: Score
    false_doors: int


@dataclass(frozen=True, slots=True)
class Days:
    """What was counted. Nothing of it depends on the machine."""

    days: Sequence[Mapping[str, Watched]]
    """By who watched; the seeds are 1, 2, 3."""
    busy: Mapping[str, Lost]

    def total(self, whose: str, what: str) -> float:
        """Add up one of a score's counts over all days."""
        return float(sum(getattr(day[whose].score, what) for day in self.days))

    def false_doors(self, whose: str) -> int:
        """Add up the doors that opened at the wrong time."""
        return sum(day[whose].false_doors for day in self.days)


def measure_days(*, is_quick: bool) -> Days:
    """Watch three whole days, and 24 times four vehicles at once; or a few minutes of all."""
    with quiet():
        hours = _FEW_HOURS if is_quick else (0, 24)
        spans = [Span.of(Day(seed), *hours) for seed in (_SEEDS[:1] if is_quick else _SEEDS)]
        waves = 1 if is_quick else _WAVES
        return Days(
            days=[
                {
                    OURS: _watched(span, run_ours(span, WITH_TRIGGERS)),
                    OLDER: _watched(span, older_on_motion(span)),
                }
                for span in spans
            ],
            busy={OURS: ours_busy(_SEEDS[0], waves), OLDER: older_busy(_SEEDS[0], waves)},
        )


@contextmanager
def quiet() -> Iterator[None]:
    """Have the integration say nothing: cameras that restart and throttling are in the figures."""
    logger = logging.getLogger("custom_components.plate_recognizer")
    before = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(before)


def _watched(span: Span, outcome: Outcome) -> Watched:
    acted_on = outcome.arrivals if outcome.tells_visits else outcome.sightings
    return Watched(score_of(span, outcome), false_doors(span, acted_on))
