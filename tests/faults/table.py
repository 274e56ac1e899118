"""The fault table, as the run prints it."""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple, Self

from .case import Case

RESULT: Final = "fault"
"""The property of a test's report that holds its row."""


class Row(NamedTuple):
    """What one fault led to."""

    group: str
    name: str
    decision: str
    logged: str
    asked: str
    recovers: str

    @classmethod
    def of(cls, case: Case, lines: Sequence[str]) -> Self:
        """Return the row of a case that stood its test, with what the log said."""
        asked = "reauth" if case.reauth else (case.issue or "")
        line = lines[0] if lines else ""
        return cls(case.group, case.name, case.decision or "", line, asked, case.recovers)


_HEAD = Row("where", "fault", "decision", "log, once", "asks the owner", "works again")


def table(rows: Iterable[Row]) -> str:
    """Return the table in Markdown."""
    lines = [_HEAD, Row(*("---",) * len(_HEAD)), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
