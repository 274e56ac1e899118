"""The fault table, as the run prints it."""

from collections.abc import Iterable, Sequence
import re
from typing import Final, NamedTuple, Self

from .case import Case

RESULT: Final = "fault"
"""The property of a test's report that holds its row."""

_PORT: Final = re.compile(r"(localhost|127\.0\.0\.1):\d+")
_BEGIN: Final = "<!-- fault table -->"
_END: Final = "<!-- end of the fault table -->"
"""Between which it stands in a page."""
_LONGEST: Final = 110
"""Characters of a cell."""


class Row(NamedTuple):
    """What one fault led to."""

    group: str
    name: str
    decision: str = ""
    seen: str = ""
    """What was rightly told meanwhile."""
    logged: str = ""
    asked: str = ""
    recovers: str = ""

    @classmethod
    def of(cls, case: Case, lines: Sequence[str]) -> Self:
        """Return the row of a case that stood its test, with what the log said first."""
        asked = "reauth" if case.reauth else (case.issue or "")
        line = lines[0] if lines else ""
        seen = case.seen if case.seen_meanwhile else ""
        return cls(
            case.group, case.name, case.decision or "", seen, cell(line), asked, case.recovers
        )


_HEAD = Row("where", "fault", "decision", "seen meanwhile", "log", "asks the owner", "works again")


def cell(text: str) -> str:
    """Return a text as it stands in a cell: the same in each run, and not too long."""
    text = _PORT.sub(r"\1:…", text.replace("|", "\\|"))
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def table(rows: Iterable[Row]) -> str:
    """Return the table in Markdown."""
    lines = [_HEAD, Row(*("---",) * len(_HEAD)), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def with_table(page: str, printed: str) -> str:
    """Return a page with this table in the place of its own."""
    before, found, rest = page.partition(_BEGIN)
    _, ended, after = rest.partition(_END)
    assert found, "the page has a place for it"
    assert ended
    return f"{before}{_BEGIN}\n\n{printed}\n\n{_END}{after}"


def rows_in(page: str) -> list[Row]:
    """Return the rows that stand in a page's table."""
    _, _, rest = page.partition(_BEGIN)
    lines = rest.partition(_END)[0].strip().splitlines()[2:]
    return [Row._make(line.removeprefix("| ").removesuffix(" |").split(" | ")) for line in lines]
