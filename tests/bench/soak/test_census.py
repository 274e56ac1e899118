"""What is counted: each thing that the integration keeps, by the way to it."""

import asyncio
from collections import deque
from functools import partial
from types import SimpleNamespace
from typing import Any, cast

from homeassistant.core import HassJob, HomeAssistant
from homeassistant.helpers.event import async_call_later
import pytest

from bench.soak import census
from bench.soak.memory import Memory
from custom_components.plate_recognizer.keeper import History
from custom_components.plate_recognizer.listeners import ListenersByKey


def counted(runtime_data: object, **data: object) -> dict[str, int]:
    hass = cast("HomeAssistant", SimpleNamespace(data=data))
    return census.containers(hass, [cast("Any", SimpleNamespace(runtime_data=runtime_data))])


def test_entries_are_counted_by_the_way_to_them_alike_ones_together() -> None:
    kept = ListenersByKey[str, []]()
    for key in ("golf", "polo", "polo"):
        kept.async_add(key, print)

    sizes = counted(kept)

    assert sizes["Account._listeners"] == 2
    assert sizes["Account._listeners[]._listeners"] == 3


def test_of_home_assistants_data_what_is_the_integrations_is_counted() -> None:
    sizes = counted(None, plate_recognizer_journals={"account": [1, 2, 3]}, others=[1])

    assert sizes == {"plate_recognizer_journals": 1, "plate_recognizer_journals[]": 3}


def test_what_drops_its_oldest_by_itself_is_not_counted() -> None:
    assert counted(None, plate_recognizer=deque([1, 2], maxlen=2)) == {}
    assert counted(None, plate_recognizer=deque([1, 2])) == {"plate_recognizer": 2}


@pytest.mark.parametrize(
    "what", [History.async_close, HassJob(History.async_close), partial(History.async_close)]
)
def test_a_function_is_named_whoever_hands_it_on(what: object) -> None:
    name = "custom_components.plate_recognizer.keeper.History.async_close"

    assert census._named(what) == name


async def test_a_timer_is_named_after_what_it_calls_in_the_end(hass: HomeAssistant) -> None:
    end = async_call_later(hass, 60, cast("Any", History.async_close))
    timers: list[asyncio.TimerHandle] = hass.loop._scheduled  # type: ignore[attr-defined]
    names = [census._timer_name(timer) for timer in timers]
    end()

    assert "custom_components.plate_recognizer.keeper.History.async_close" in names


def test_memory_in_use_grows_with_what_is_kept() -> None:
    before = Memory.now()
    kept = bytearray(50_000_000), [object() for _ in range(100_000)]
    after = Memory.now()

    assert after.heap - before.heap > 40_000
    assert after.blocks - before.blocks > 90_000
    assert after.resident <= after.untrimmed
    del kept
    assert Memory.now().heap - before.heap < 10_000
