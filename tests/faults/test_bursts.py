"""A fault in the middle of a burst: it opens no door, and nobody is lost by it."""

from collections.abc import Mapping
from typing import Any, Final
from unittest.mock import patch

import pytest

from custom_components.plate_recognizer.api import error_answer
from custom_components.plate_recognizer.const import EVENT_SIGHTING
from tests.integration.answers import plate

from .api_faults import HTML, SAMPLE
from .breaking import LOOKUP
from .conftest import OpenHouse
from .house import KNOWN, House
from .wire import Act, floods, hangs_up, head_of, says, sends

MOTION: Final = "binary_sensor.motion"
UNSURE: Final = 0.75
"""One picture with this score is no proof; two are."""

PASSING: Final[Mapping[str, Act]] = {
    "HTTP 408": says(408),
    "HTTP 429": says(429),
    "HTTP 429 that names a time": says(429, Retry_After="0.05"),
    "HTTP 500": says(500),
    "HTTP 502 with a page": says(502, HTML),
    "HTTP 200 with a page": says(200, HTML),
    "HTTP 200 with nothing": says(200),
    "HTTP 200 with half of an answer": says(200, SAMPLE[:300]),
    "HTTP 200 with null as results": says(200, b'{"results": null}'),
    "HTTP 200 with 100 MB": floods(head_of(200), 100),
    "dropped before the answer": hangs_up,
    "dropped in the answer": sends(head_of(200, len(SAMPLE)) + SAMPLE[:300]),
    "no HTTP": sends(b"SSH-2.0-OpenSSH_9.9\r\n"),
    "a redirect": says(302, Location="http://127.0.0.1:9/"),
}
"""After these, the next frame is looked up as ever."""

HOPELESS: Final[Mapping[str, Act]] = {
    f"HTTP {status}": says(status) for status in (400, 403, 404, 413)
}
"""With these, the next frame would fare no better: the burst is over."""

SOME: Final = ("HTTP 500", "HTTP 200 with half of an answer", "dropped before the answer")


@pytest.fixture
async def house(open_house: OpenHouse) -> House:
    """A house whose driveway is looked at when something moves."""
    house = await open_house(triggers=[MOTION], spacing=0.02, cooldown=0, frames=5)
    house.hass.states.async_set(MOTION, "off")
    await house.hass.async_block_till_done(wait_background_tasks=True)
    house.sandbox.answer([])
    await house.scan()
    house.sandbox.reset()
    return house


async def burst(house: House, act: Act, *met: int) -> list[Mapping[str, Any]]:
    """Let something move, and these lookups of the burst meet a fault; return what was told."""
    before = len(house.events()[EVENT_SIGHTING])
    asked = len(house.outside.wire.asked)
    with (
        house.outside.wire.meets(act, LOOKUP, *met),
        patch.object(error_answer, "USUAL_WAIT", 0.05),
    ):
        house.hass.states.async_set(MOTION, "on")
        await house.hass.async_block_till_done(wait_background_tasks=True)
    house.hass.states.async_set(MOTION, "off")
    assert len(house.outside.wire.asked) > asked, "a burst has begun"
    return [event.data for event in house.events()[EVENT_SIGHTING][before:]]


@pytest.mark.parametrize("fault", PASSING)
async def test_whoever_is_sure_with_later_frames_is_told_of_once(house: House, fault: str) -> None:
    house.sandbox.answer([plate(KNOWN.lower(), UNSURE)], times=5)

    told = await burst(house, PASSING[fault], 2)

    assert [(each["plate"], each["reads"], each["sure"]) for each in told] == [(KNOWN, 2, True)]
    assert not house.tracebacks()


@pytest.mark.parametrize("fault", SOME)
async def test_a_fault_is_no_second_reading(house: House, fault: str) -> None:
    house.sandbox.answer([plate(KNOWN.lower(), UNSURE)])
    house.sandbox.answer([], times=9)

    told = await burst(house, PASSING[fault], 2)

    assert [(each["plate"], each["reads"], each["sure"]) for each in told] == [(KNOWN, 1, False)]


@pytest.mark.parametrize("fault", [*SOME, "HTTP 403"])
async def test_the_burst_after_one_that_failed_sees_who_comes(house: House, fault: str) -> None:
    act = {**PASSING, **HOPELESS}[fault]
    house.sandbox.answer([plate(KNOWN.lower(), UNSURE)])
    told = await burst(house, act, *range(2, 99))
    assert all(not each["sure"] for each in told)
    house.sandbox.reset()
    house.sandbox.answer([plate(KNOWN.lower())])

    told = await burst(house, act, 99)

    assert [(each["plate"], each["sure"]) for each in told] == [(KNOWN, True)]
    assert not house.tracebacks()


@pytest.mark.parametrize("fault", HOPELESS)
async def test_whoever_was_read_before_a_hopeless_fault_is_told_of_as_unsure(
    house: House, fault: str
) -> None:
    house.sandbox.answer([plate(KNOWN.lower(), UNSURE)], times=5)

    told = await burst(house, HOPELESS[fault], 2)

    assert [(each["plate"], each["reads"], each["sure"]) for each in told] == [(KNOWN, 1, False)]
