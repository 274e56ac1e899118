"""An SDK that tells its health no more is asked again by itself: nobody has to ask."""

from datetime import timedelta

from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import async_fire_time_changed

from custom_components.plate_recognizer.const import AccountKind
from custom_components.plate_recognizer.sdk_health import UPDATE_INTERVAL

from .conftest import OpenHouse
from .health_faults import HEALTH_FAULTS, READY, HealthFault
from .house import House


async def half_a_minute(house: House) -> None:
    """Let half a minute pass."""
    async_fire_time_changed(house.hass, dt_util.utcnow() + UPDATE_INTERVAL + timedelta(seconds=1))
    await house.hass.async_block_till_done(wait_background_tasks=True)


@pytest.mark.parametrize("fault", HEALTH_FAULTS, ids=lambda fault: fault.name)
async def test_an_sdk_is_asked_each_half_minute_whatever_it_answers(
    fault: HealthFault, open_house: OpenHouse
) -> None:
    house = await open_house(AccountKind.SDK)
    assert house.state(READY) == "on"

    async with fault.breaks[0](house):
        for _ in range(3):
            asked = house.outside.of_health.connections
            await half_a_minute(house)
            assert house.state(READY) == fault.shows
            assert fault.name == "Nobody listens" or house.outside.of_health.connections > asked

    await half_a_minute(house)
    assert house.state(READY) == "on"
    assert not house.issues()
    assert not house.asks_for_token()
    assert not house.tracebacks()
