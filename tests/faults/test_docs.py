"""The page that shows the fault table shows all of it, and nothing that isn't tried."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from .home_faults import HOME_FAULTS
from .odd_answers import MODES
from .table import Row, rows_in
from .test_fault_table import CASES
from .test_odd_pictures import ODD

PAGE: Final = Path(__file__).parents[2] / "docs" / "reliability.md"

OF_THEIR_OWN: Final[Mapping[str, set[str]]] = {
    "answer": {
        "any field of a second result is wrong",
        "in vehicle mode, any field of a second result is wrong",
        "the second result is no object",
    },
    "camera": {"takes 5 s for a picture"},
    "clock": {
        "clock 11 s ahead between two looks that miss who is there",
        "clock an hour ahead between two looks that miss who is there",
        "clock an hour back between two looks that miss who is there",
        "clock an hour ahead in a look that misses who is there",
        "clock an hour back, while somebody stands there unread",
        "a year ahead: last seen in the future",
    },
    "disk": {
        *("disk full", "folder read-only", "no room in .storage"),
        *("history locked", "history overwritten", "history deleted"),
    },
    "home": {
        *("account unloaded in a lookup", "account reloaded in a lookup"),
        *("account removed in a lookup", "Home Assistant stops in a lookup"),
        *("camera removed in a lookup", "camera removed in a lookup, beside another one"),
        *(
            f"camera removed {when}"
            for when in (
                "in a lookup of its burst",
                "in a picture of its burst",
                "in a picture of its burst that fails",
                "between two pictures of its burst",
                "while its burst watches where somebody drives",
            )
        ),
        *(
            f"Home Assistant {how} {when} of a burst, and started again"
            for how in ("stopped", "killed")
            for when in ("in a lookup", "between two pictures")
        ),
        *("permission withdrawn in a lookup", "vehicle blocked in a lookup"),
        *("vehicle removed in a lookup", "device disabled in a lookup"),
        *("two accounts with one camera", "somebody's listener raises"),
    },
}
"""Faults that stand in no list: each has a test of its own."""


def _but_for_the_log(rows: Iterable[Row]) -> set[Row]:
    """Return rows without the line in the log, which a run alone can tell."""
    return {row._replace(logged="") for row in rows}


def test_the_page_has_a_row_for_each_fault() -> None:
    rows = rows_in(PAGE.read_text())
    told = _but_for_the_log(rows)
    listed = {Row.of(case, ()) for case in CASES}
    listed |= {
        Row(case.group, case.name, case.decision, recovers=case.recovers) for case in HOME_FAULTS
    }
    listed |= {Row("camera", odd.name, "sighted", recovers="is read as any other") for odd in ODD}
    named = {(group, name) for group, names in OF_THEIR_OWN.items() for name in names}
    named |= {
        ("answer", f"{mode.name_of(field)} is wrong") for mode in MODES for field in mode.fields
    }

    assert listed <= told, "script/test tests/faults --fault-table writes it"
    assert {(row.group, row.name) for row in told - listed} == named
    assert len(rows) == len(listed) + len(named), "and each once"


def test_a_line_in_the_log_is_told_where_there_is_one() -> None:
    lines = {(row.group, row.name): row.logged for row in rows_in(PAGE.read_text())}

    for case in CASES:
        assert bool(lines[case.group, case.name]) == bool(case.logged), case.name
