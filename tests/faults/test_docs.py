"""The page that shows the fault table shows all of it, and nothing that isn't tried."""

from pathlib import Path
from typing import Final

from .odd_answers import FIELDS, name_of
from .table import rows_in
from .test_fault_table import CASES

PAGE: Final = Path(__file__).parents[2] / "docs" / "reliability.md"


def test_the_page_has_a_row_for_each_fault() -> None:
    tried = {(case.group, case.name) for case in CASES}
    tried |= {("answer", f"{name_of(field)} is wrong") for field in FIELDS}

    assert rows_in(PAGE.read_text()) == tried, "script/test tests/faults --fault-table writes it"
