"""The blueprint for a door: what it makes of the state that the door is in, and was in."""

from datetime import timedelta

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant, ServiceCall
from homeassistant.util import dt as dt_util
import pytest

from custom_components.plate_recognizer.const import DOMAIN

from ..bus_events import settle, tell, visit
from .conftest import GATE, PHONE
from .running import automate, take_action


@pytest.mark.parametrize("state", ["open", "opening"])
async def test_it_leaves_a_door_alone_that_is_open(
    hass: HomeAssistant, opened: list[ServiceCall], told: list[ServiceCall], state: str
) -> None:
    hass.states.async_set(GATE, state, {"friendly_name": "Gate"})
    await automate(hass, "open_door", door=GATE, phones=[PHONE], pause=0)
    await tell(hass, "visit_started", visit())
    assert not opened
    assert [call.data["message"] for call in told] == [
        "Anna's Golf at Driveway: The door is open already."
    ]


async def test_a_second_car_waits_until_a_slow_door_says_that_it_opens(
    hass: HomeAssistant, opened: list[ServiceCall], told: list[ServiceCall]
) -> None:
    slow = take_action(hass, "cover", "open_cover")
    await automate(hass, "open_door", door=GATE, phones=[PHONE])
    await tell(hass, "visit_started", visit())
    await tell(hass, "visit_started", visit(visit_id="2", vehicle="Ben's van"))
    assert (len(slow), len(told)) == (1, 0)

    hass.states.async_set(GATE, "opening", {"friendly_name": "Gate"})
    await settle()
    assert (len(slow), len(told)) == (1, 1)


async def test_it_rests_after_it_was_open(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    opened: list[ServiceCall],
    told: list[ServiceCall],
) -> None:
    await automate(hass, "open_door", door=GATE, phones=[PHONE], pause=2)
    hass.states.async_set(GATE, "open")
    hass.states.async_set(GATE, "closed")

    await tell(hass, "visit_started", visit())
    assert not opened
    assert [call.data["message"] for call in told] == [
        "Anna's Golf at Driveway: The door was open a moment ago."
    ]

    freezer.tick(timedelta(seconds=110))
    await tell(hass, "visit_started", visit(visit_id="2"))
    assert not opened

    freezer.tick(timedelta(seconds=11))
    await tell(hass, "visit_started", visit(visit_id="3"))
    assert len(opened) == 1


async def test_a_script_rests_after_it_ran(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, told: list[ServiceCall]
) -> None:
    ran = take_action(hass, "script", "turn_on")
    hass.states.async_set("script.gate", "off", {"last_triggered": dt_util.utcnow()})
    await automate(hass, "open_door", door="script.gate", phones=[PHONE], pause=2)
    await tell(hass, "visit_started", visit())
    assert (len(ran), len(told)) == (0, 1)
    freezer.tick(timedelta(minutes=3))
    await tell(hass, "visit_started", visit(visit_id="2"))
    assert len(ran) == 1


@pytest.mark.parametrize("state", ["unavailable", None])
async def test_it_says_that_a_door_does_not_answer(
    hass: HomeAssistant, opened: list[ServiceCall], told: list[ServiceCall], state: str | None
) -> None:
    if state is None:
        hass.states.async_remove(GATE)
    else:
        hass.states.async_set(GATE, state)
    await automate(hass, "open_door", door=GATE, phones=[PHONE])
    await tell(hass, "visit_started", visit())
    assert not opened
    assert [call.data["message"] for call in told] == [
        "Anna's Golf at Driveway: The door doesn't answer."
    ]


async def test_of_two_cars_at_once_the_second_finds_the_door_open(
    hass: HomeAssistant, opened: list[ServiceCall], told: list[ServiceCall]
) -> None:
    await automate(hass, "open_door", door=GATE, phones=[PHONE])
    hass.bus.async_fire(f"{DOMAIN}_visit_started", visit())
    await tell(hass, "visit_started", visit(visit_id="2", vehicle="Ben's van"))
    assert len(opened) == 1
    assert [call.data["message"] for call in told] == [
        "Ben's van at Driveway: The door is open already."
    ]
