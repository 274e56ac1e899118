"""A camera that scans by itself goes on by itself after a fault: nobody has to ask."""

from datetime import timedelta
from typing import Final

from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import async_fire_time_changed

from tests.integration.answers import plate
from tests.integration.fake_camera import Car

from .case import Case
from .conftest import OpenHouse
from .house import KNOWN, House
from .test_fault_table import CASES

INTERVAL: Final = 10
"""Seconds."""

CAR: Final = Car(80, 52, 250, 168)
"""Comes while nobody answers, and stays."""

BY_ITSELF: Final[list[Case]] = [
    case
    for case in CASES
    if case.decision
    in {
        *("server_error", "unreadable_answer", "timed_out", "connection_lost", "unreachable"),
        *("refused", "bad_request"),
    }
    and case.recovers == "at the next look"
    and case.group in {"API", "connection", "SDK"}
][::9]
"""Some of those after which the next look works: what it begins with makes no difference."""


async def tick(house: House) -> None:
    """Let an interval pass."""
    async_fire_time_changed(house.hass, dt_util.utcnow() + timedelta(seconds=INTERVAL + 1))
    await house.hass.async_block_till_done(wait_background_tasks=True)


@pytest.mark.parametrize("case", BY_ITSELF, ids=lambda case: f"{case.group}: {case.name}")
async def test_interval_scans_go_on_by_themselves(case: Case, open_house: OpenHouse) -> None:
    house = await open_house(case.account, scan_interval=INTERVAL)
    house.camera.is_restless = False
    house.camera.film((), (CAR,))
    house.sandbox.answer([])
    await tick(house)
    before = house.states()

    async with case.ways[0](house):
        for _ in range(3):
            await tick(house)
        assert house.decision() == case.decision
        assert house.states() == before
        assert not house.plates()
        assert len(house.warnings()) == 1

    house.sandbox.answer([plate(KNOWN.lower())])
    await tick(house)

    assert house.plates() == [KNOWN]
    assert not house.tracebacks()
