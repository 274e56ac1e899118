"""What a benchmark is: something that measures, and what is to be said of the figures."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Never

from .budgets import Beside, BudgetRow


def _none(_measured: object) -> Sequence[Never]:
    return ()


@dataclass(frozen=True, slots=True)
class Benchmark[Given, Measured]:
    """Measures, and tells.

    Args:
        measure: is given a `Bench`, or how many rounds it shall run.
        report: says what was measured, in tables.
        rows: holds it against the budgets that it is about.
        beside: puts it beside the older integration.
    """

    measure: Callable[[Given], Measured]
    report: Callable[[Any], str]
    rows: Callable[[Any], Sequence[BudgetRow]] = _none
    beside: Callable[[Any], Sequence[Beside]] = _none


@dataclass(frozen=True, slots=True)
class Result:
    """What a benchmark brought."""

    name: str
    report: str
    rows: Sequence[BudgetRow]
    beside: Sequence[Beside]
    measured: object
    """All figures, as dataclasses, mappings, sequences and plain values."""

    @classmethod
    def of(cls, name: str, benchmark: Benchmark[Any, Any], measured: Any) -> Result:  # noqa: ANN401 - each has its own
        """Put into words what was measured."""
        return cls(
            name,
            benchmark.report(measured),
            benchmark.rows(measured),
            benchmark.beside(measured),
            measured,
        )
