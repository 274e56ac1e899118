"""All that a run brought, in a form for machines: JSON, with the figures of each round."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields, is_dataclass
from datetime import UTC, datetime
import os
from pathlib import Path
import platform
import re
import shutil
import subprocess
from typing import Any, Final

from homeassistant import const

from .benchmark import Result
from .budgets import Budget, BudgetRow
from .pictures import photo_or_drawn

VERSION: Final = 1
"""Of the form. It grows when a reader of the one before would understand this one wrongly."""

_FOLDER: Final = Path(__file__).parent
_DIGITS: Final = 7


def record_of(results: Sequence[Result], command: str, *, is_quick: bool) -> dict[str, Any]:
    """Put together what a run brought.

    Args:
        results: of all benchmarks that ran.
        command: that was run.
        is_quick: whether its figures mean nothing.
    """
    return {
        "version": VERSION,
        "command": command,
        "date": datetime.now(UTC).date().isoformat(),
        "commit": _commit(),
        "is_quick": is_quick,
        "machine": _machine(),
        "rows": in_order([_row(row) for result in results for row in result.rows]),
        "beside_older": [asdict(each) for result in results for each in result.beside],
        "details": {result.name: plain(result.measured) for result in results},
    }


def in_order(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Sort rows as the budgets are told."""
    order = list(Budget)
    return sorted(rows, key=lambda row: order.index(Budget[row["budget"].upper()]))


def plain(value: object) -> Any:  # noqa: ANN401 - whatever JSON has
    """Return what JSON can say of a value. Of pictures it says how many bytes they have."""
    if is_dataclass(value):
        value = {each.name: getattr(value, each.name) for each in fields(value)}
    match value:
        case bytes():
            return len(value)
        case float():
            return float(f"{value:.{_DIGITS}g}")
        case Mapping():
            return {str(key): plain(each) for key, each in value.items()}
        case list() | tuple():
            return [plain(each) for each in value]
        case _:
            return value


def _row(row: BudgetRow) -> dict[str, Any]:
    said: dict[str, Any] = plain(row)
    return {**said, "budget": row.budget.name.lower(), "met": row.is_met}


def _machine() -> dict[str, Any]:
    return {
        "cores": os.process_cpu_count(),
        "architecture": platform.machine(),
        "cpu": _cpu(),
        "python": platform.python_version(),
        "home_assistant": const.__version__,
        "pictures": photo_or_drawn(),
    }


def _cpu() -> str | None:
    """Say what the processor is called; None where nobody says it."""
    try:
        said = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return None
    model = re.search(r"^model name\s*: (.*)$", said, re.MULTILINE)
    return model[1].strip() if model else None


def _commit() -> str | None:
    """Return the commit that was measured, with a plus if it was changed; None without Git."""
    if (git := shutil.which("git")) is None:
        return None
    described = subprocess.run(  # noqa: S603 - nothing of it comes from outside
        [git, "describe", "--always", "--dirty=+", "--exclude=*"],
        cwd=_FOLDER,
        capture_output=True,
        text=True,
        check=False,
    )
    return described.stdout.strip() or None
