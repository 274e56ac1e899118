"""The page that shows the fault table shows all of it, and nothing that isn't tried."""

from pathlib import Path
from typing import Final

from .home_faults import HOME_FAULTS
from .odd_answers import FIELDS, name_of
from .table import rows_in
from .test_fault_table import CASES
from .test_odd_pictures import ODD

PAGE: Final = Path(__file__).parents[2] / "docs" / "reliability.md"


HAVE_TESTS_OF_THEIR_OWN: Final = {"clock", "disk", "home"}
"""Where there are faults that stand in no list."""


def test_the_page_has_a_row_for_each_fault() -> None:
    tried = {(case.group, case.name) for case in CASES}
    tried |= {(case.group, case.name) for case in HOME_FAULTS}
    tried |= {("answer", f"{name_of(field)} is wrong") for field in FIELDS}
    tried |= {("camera", odd.name) for odd in ODD}
    rows = rows_in(PAGE.read_text())

    assert rows >= tried, "script/test tests/faults --fault-table writes it"
    assert {group for group, _ in rows - tried} == HAVE_TESTS_OF_THEIR_OWN
