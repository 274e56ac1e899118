"""Whatever fails: no event, no traceback, one line in the log, and the next vehicle is seen."""

from collections.abc import Callable, Iterable
import re

import pytest

from .api_faults import API_FAULTS
from .camera_faults import CAMERA_FAULTS
from .case import Breaks, Case, Meanwhile
from .conftest import OpenHouse
from .connection_faults import CONNECTION_FAULTS, SDK_FAULTS
from .health_faults import HEALTH_FAULTS
from .house import KNOWN, House, Visits
from .table import RESULT, Row
from .usage_faults import USAGE_FAULTS

CASES: list[Case] = [
    *API_FAULTS,
    *CONNECTION_FAULTS,
    *SDK_FAULTS,
    *USAGE_FAULTS,
    *(fault.case for fault in HEALTH_FAULTS),
    *CAMERA_FAULTS,
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.group}: {case.name}")
async def test_a_fault_tells_nothing_false_and_loses_nothing_later(
    case: Case, open_house: OpenHouse, record_property: Callable[[str, object], None]
) -> None:
    house = await open_house(case.account)
    await house.sees("XY98ZZZ")
    lines: list[str] = []

    for number, breaks in enumerate(case.ways):
        meanwhile = case.meanwhile_again if number else case.meanwhile
        lines += await _stand(case, breaks, meanwhile, house)

    record_property(RESULT, [*Row.of(case, lines)])


async def _stand(case: Case, breaks: Breaks, meanwhile: Meanwhile, house: House) -> list[str]:
    """Have a house stand one fault; return what the log said."""
    before, told, seen = house.states(but=case.tells), house.events(), house.plates()
    logged, recovered, visits = len(house.warnings()), len(house.recoveries()), house.visits()

    async with breaks(house):
        await meanwhile(house)

        assert house.plates() == [*seen, *case.plates], "nothing false was seen"
        if not case.plates:
            assert house.events() == told, "nothing was seen"
            assert house.states(but=case.tells) == before, "nothing has changed"
        if case.comes is not None:
            await house.sees(case.comes)
        assert house.plates() == [*seen, *case.seen_meanwhile], "who comes is seen"
        assert house.visits() == _with(visits, case.seen_meanwhile), "and nobody else"
        assert house.decision() == (case.decision or "sighted")
        assert house.issues() == ({case.issue} if case.issue else set())
        assert house.asks_for_token() == case.reauth
        lines = house.warnings()[logged:]
        assert len(house.recoveries()) == recovered, "it isn't over"
        assert len(lines) == (1 if case.logged else 0), lines
        assert all(re.search(case.logged or "", line) for line in lines), lines

    await case.recovery(house)
    await house.sees(KNOWN)
    assert house.plates() == [*seen, *case.seen_meanwhile, KNOWN], "the next vehicle is seen, once"
    told_over = 1 if case.logged and not case.reauth else 0
    assert len(house.recoveries()) == recovered + told_over, "that it is over is told once"
    assert house.visits() == _with(visits, (*case.seen_meanwhile, KNOWN)), "nobody left by it"
    assert not house.issues()
    assert not house.asks_for_token()
    assert house.warnings()[logged:] == lines
    assert not house.tracebacks()
    return lines


def _with(visits: Visits, plates: Iterable[str]) -> Visits:
    """Return visits, and those of others who have come since: none has ended."""
    new = (plate for plate in dict.fromkeys(plates) if plate not in visits.begun)
    return visits._replace(begun=(*visits.begun, *new))
