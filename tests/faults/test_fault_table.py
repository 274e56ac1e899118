"""Whatever fails: no event, no traceback, one line in the log, and the next vehicle is seen."""

from collections.abc import Callable
import re

import pytest

from .api_faults import API_FAULTS
from .camera_faults import CAMERA_FAULTS
from .case import Case
from .conftest import KNOWN
from .house import House
from .table import RESULT, Row

CASES: list[Case] = [
    *API_FAULTS,
    *CAMERA_FAULTS,
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
async def test_a_fault_tells_nothing_false_and_loses_nothing_later(
    case: Case, house: House, record_property: Callable[[str, object], None]
) -> None:
    await house.sees("XY98ZZZ")
    before, told, seen = house.states(), house.events(), len(house.plates())

    async with case.breaks(house):
        await case.meanwhile(house)

        assert house.events() == told, "nothing was seen"
        assert house.states() == before, "nothing has changed"
        assert house.decision() == (case.decision or "sighted")
        assert house.issues() == ({case.issue} if case.issue else set())
        assert house.asks_for_token() == case.reauth
        lines = house.warnings()
        assert len(lines) == (1 if case.logged else 0), lines
        assert all(re.search(case.logged or "", line) for line in lines), lines

    await case.recovery(house)
    await house.sees(KNOWN)
    assert house.plates()[-1:] == [KNOWN], "the next vehicle is seen"
    assert len(house.plates()) == seen + 1
    assert not house.issues()
    assert not house.tracebacks()
    record_property(RESULT, [*Row.of(case, lines)])
