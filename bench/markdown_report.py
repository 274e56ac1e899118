"""The report as a page of the documentation, from a record."""

from collections.abc import Mapping
from pathlib import Path
from string import Template
from typing import Any, Final

from .budget_table import beside_table, budget_table

_TEMPLATE: Final = Path(__file__).with_name("benchmarks.md.template")
_QUICK: Final = " It was a quick run, whose figures mean nothing."


def markdown_report(record: Mapping[str, Any]) -> str:
    """Write the page."""
    machine, rows = record["machine"], record["rows"]
    return Template(_TEMPLATE.read_text(encoding="utf-8")).substitute(
        command=record["command"],
        date=record["date"],
        commit=record["commit"] or "unknown",
        machine=(
            f"{machine['cores']} cores of {machine['cpu'] or machine['architecture']}, Python "
            f"{machine['python']}, Home Assistant {machine['home_assistant']}; the 4K pictures are "
            f"{machine['pictures']}"
        ),
        warning=_QUICK if record["is_quick"] else "",
        met=str(sum(row["met"] for row in rows)),
        count=str(len(rows)),
        budgets=budget_table(record),
        beside=beside_table(record),
    )
