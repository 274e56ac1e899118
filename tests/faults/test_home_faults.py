"""Whatever happens to the home: who stands there stays, and who comes later arrives."""

from collections.abc import Callable
import re

import pytest

from tests.integration.answers import plate
from tests.integration.visits.driveway import GOLF

from .home_case import HomeCase
from .home_faults import HOME_FAULTS, YEAR
from .house import KNOWN
from .parked import ParkedHome
from .table import RESULT, Row, cell


@pytest.mark.parametrize("case", HOME_FAULTS, ids=lambda case: case.name)
async def test_who_stands_there_neither_arrives_nor_leaves_by_a_fault(
    case: HomeCase, parked: ParkedHome, record_property: Callable[[str, object], None]
) -> None:
    house, drive = parked.house, parked.drive

    await case.happens(parked)
    for _ in range(2):
        await parked.moves()

    assert drive.arrivals == [KNOWN], "nobody has come"
    assert drive.ended == [], "nobody has left"
    lines = house.warnings()
    assert len(lines) == (1 if case.logged else 0), lines
    assert all(re.search(case.logged or "", line) for line in lines), lines
    assert not house.issues()
    assert not house.asks_for_token()

    await drive.leave()
    assert drive.end_reasons == ["left"], "it is seen to leave"
    assert 0 <= drive.ended[0].data["duration"] < YEAR.total_seconds()
    await drive.move(plate(GOLF))
    assert drive.arrivals == [KNOWN, KNOWN], "it arrives again"
    assert not house.tracebacks()
    line = cell(lines[0]) if lines else ""
    row = Row(case.group, case.name, case.decision, logged=line, recovers=case.recovers)
    record_property(RESULT, [*row])
