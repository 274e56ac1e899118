"""The budgets' table and the one beside the older integration, from a record."""

from collections.abc import Mapping
from typing import Any, Final

from .budgets import Budget, Unit
from .table import met, ms, table

ELSEWHERE: Final = {Budget.MEMORY: "script/bench soak"}
"""Budgets that another command measures: it takes longer than all others together."""

_NOTHING: Final = "-"


def budget_table(record: Mapping[str, Any]) -> str:
    """Hold each figure against its budget. A budget without any figure has a row, too."""
    header = (*("Budget", "of", "target", "figure", "quartiles", "takes", "baseline", "met"),)
    rows = [_budget_row(row) for row in record["rows"]]
    measured = {row["budget"] for row in record["rows"]}
    rows += [
        (
            budget,
            f"`{ELSEWHERE[budget]}`" if budget in ELSEWHERE else "not measured",
            *[_NOTHING] * 6,
        )
        for budget in Budget
        if budget.name.lower() not in measured
    ]
    return table(header, rows)


def beside_table(record: Mapping[str, Any]) -> str:
    """Put figures beside those of the older integration's method."""
    header = ("", "this integration", "older integration's method")
    rows = [
        (
            each["what"],
            *(_said(each[whose], Unit(each["unit"])) for whose in ("ours", "older")),
        )
        for each in record["beside_older"]
    ]
    return table(header, rows)


def _budget_row(row: Mapping[str, Any]) -> tuple[str, ...]:
    unit, spread, target = Unit(row["unit"]), row["spread"], row["target"]
    return (
        Budget[row["budget"].upper()],
        row["case"],
        f"{target['relation']} {_said(target['value'], unit)}",
        _said(row["figure"], unit),
        f"{_said(spread['low'], unit)} to {_said(spread['high'], unit)}" if spread else _NOTHING,
        *(_NOTHING if row[key] is None else ms(row[key]) for key in ("takes", "baseline")),
        met(row["met"]),
    )


def _said(figure: float, unit: Unit) -> str:
    match unit:
        case Unit.RATIO:
            return f"{figure:.2f}x"
        case Unit.SECONDS:
            return f"{figure * 1e6:.1f} us" if abs(figure) < 1e-3 else ms(figure)  # noqa: PLR2004 - a millisecond
        case Unit.SHARE:
            return f"{figure:.1%}"
        case Unit.BYTES:
            return f"{figure:,.0f} bytes"
        case Unit.COUNT:
            return f"{figure:,.2f}".removesuffix(".00")
