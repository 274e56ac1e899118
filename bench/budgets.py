"""The budgets, and how figures are held against them."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
import operator
from typing import Final

from .figures import Quartiles, ratios


class Budget(StrEnum):
    """What something may cost, in the order in which it is told."""

    FORCED_SCAN = "Forced scan, picture sent as it is"
    PREPARED_SCAN = "Forced scan with zone, masks or fitting"
    GATE = "Change gate, nothing new"
    CALLBACKS = "The longest of our own callbacks"
    LOOP = "Event loop late while 4K is scanned"
    TRIGGER = "Trigger to event, beyond API and decoding"
    LOOKUPS = "Lookups for each visit, simulated day"
    READ = "Readable visits read, simulated day"
    THROTTLED = "Vehicles lost, 4 cameras on 1 lookup a second"
    MATCHING = "One plate against 10,000 known"
    MEMORY = "Memory after 100,000 scans"
    START = "Start with 20 cameras and 500 vehicles, beyond stubs"


class Unit(StrEnum):
    """What a figure counts."""

    RATIO = "x"
    SECONDS = "s"
    SHARE = "share"
    COUNT = "count"
    BYTES = "bytes"


_MEETS: Final = {"<=": operator.le, "<": operator.lt, ">=": operator.ge}


@dataclass(frozen=True, slots=True)
class Target:
    """What was aimed at."""

    relation: str
    """`<=`, `<` or `>=`."""
    value: float

    def is_met_by(self, figure: float) -> bool:
        """Say whether a figure is as good as it should be."""
        return bool(_MEETS[self.relation](figure, self.value))


@dataclass(frozen=True, slots=True)
class BudgetRow:
    """One figure held against its budget."""

    budget: Budget
    case: str
    """Of what the budget is about."""
    unit: Unit
    """Of the figure and the target."""
    figure: float
    target: Target
    spread: Quartiles | None = None
    """Of the figure over the rounds; None where it is one count, or the worst of all."""
    takes: float | None = None
    """Seconds, the median."""
    baseline: float | None = None
    """Seconds that the baseline takes, the median."""

    @property
    def is_met(self) -> bool:
        """Whether the figure is as good as it should be."""
        return self.target.is_met_by(self.figure)


@dataclass(frozen=True, slots=True)
class Beside:
    """One figure beside that of the older integration."""

    what: str
    unit: Unit
    ours: float
    older: float


def ratio_row(
    budget: Budget, case: str, taken: Sequence[float], baseline: Sequence[float], most: float
) -> BudgetRow:
    """Judge the ratio of what was taken in the same rounds. Both in seconds."""
    spread = Quartiles.of(ratios(taken, baseline))
    return BudgetRow(
        budget,
        case,
        Unit.RATIO,
        spread.median,
        Target("<=", most),
        spread,
        takes=Quartiles.of(taken).median,
        baseline=Quartiles.of(baseline).median,
    )


def difference_row(
    budget: Budget, case: str, taken: Sequence[float], baseline: Sequence[float], most: float
) -> BudgetRow:
    """Judge by how much more was taken in the same rounds. All in seconds."""
    spread = Quartiles.of([ours - its for ours, its in zip(taken, baseline, strict=True)])
    return BudgetRow(
        budget,
        case,
        Unit.SECONDS,
        spread.median,
        Target("<", most),
        spread,
        takes=Quartiles.of(taken).median,
        baseline=Quartiles.of(baseline).median,
    )
