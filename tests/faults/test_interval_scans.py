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

BY_ITSELF: Final = tuple(
    {(case.account, case.decision): case for case in reversed(CASES) if case.decision}.values()
)[::-1]
"""The first of those that lead to the same decision of the same kind of account."""


AFTERWARDS: Final = {"no_credits": "reserved"}
"""What later decisions say, where it is known by then that there is nothing to ask with."""


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
    before = house.states(but=case.tells)

    async with case.ways[0](house):
        await tick(house)
        assert house.decision() == case.decision
        for _ in range(2):
            await tick(house)
        assert house.decision() == AFTERWARDS.get(str(case.decision), case.decision)
        assert house.states(but=case.tells) == before
        assert not house.plates()
        assert len(house.warnings()) == 1

    await case.recovery(house)
    house.sandbox.answer([plate(KNOWN.lower())])
    await tick(house)

    assert house.plates() == [KNOWN]
    assert not house.tracebacks()
