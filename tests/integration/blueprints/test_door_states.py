"""The blueprint for a door: what it makes of the state that the door is in, and was in."""

from collections.abc import Mapping
from datetime import timedelta

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant, ServiceCall, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.util import dt as dt_util
import pytest

from custom_components.plate_recognizer.const import DOMAIN

from ..bus_events import settle, tell, visit
from .conftest import GATE, PHONE
from .running import automate, let_time_pass, take_action

NAMED = {"friendly_name": "Gate"}
RESTS = "Anna's Golf at Driveway: The door was open, or could not be reached, a moment ago."
STUCK = "Anna's Golf at Driveway: The door was asked to open, and doesn't move."


def messages(told: list[ServiceCall]) -> list[str]:
    return [call.data["message"] for call in told]


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


@pytest.mark.parametrize("before", ["open", "unavailable"])
async def test_it_rests_after_it_was_open_or_could_have_been(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    opened: list[ServiceCall],
    told: list[ServiceCall],
    before: str,
) -> None:
    await automate(hass, "open_door", door=GATE, phones=[PHONE], pause=2)
    freezer.tick(timedelta(minutes=5))
    hass.states.async_set(GATE, before)
    hass.states.async_set(GATE, "closed")

    await tell(hass, "visit_started", visit())
    assert not opened
    assert messages(told) == [RESTS]

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


async def test_a_door_that_only_became_known_after_a_start_does_not_rest(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, opened: list[ServiceCall]
) -> None:
    hass.states.async_set(GATE, "unavailable", NAMED)
    await automate(hass, "open_door", door=GATE)
    freezer.tick(timedelta(seconds=50))
    hass.states.async_set(GATE, "closed", NAMED)

    await tell(hass, "visit_started", visit())

    assert len(opened) == 1


async def test_a_door_that_was_opened_right_after_a_start_rests(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, opened: list[ServiceCall]
) -> None:
    await automate(hass, "open_door", door=GATE)
    freezer.tick(timedelta(seconds=5))
    await tell(hass, "visit_started", visit())
    freezer.tick(timedelta(seconds=20))
    hass.states.async_set(GATE, "closed", NAMED)

    await tell(hass, "visit_started", visit(visit_id="2"))

    assert len(opened) == 1


async def test_a_door_that_is_closing_is_opened_again(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, opened: list[ServiceCall]
) -> None:
    await automate(hass, "open_door", door=GATE)
    freezer.tick(timedelta(minutes=5))
    hass.states.async_set(GATE, "closing", NAMED)
    await tell(hass, "visit_started", visit())
    assert len(opened) == 1


async def test_a_door_that_never_says_how_it_stands_is_opened_and_nothing_is_made_of_its_silence(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    told: list[ServiceCall],
) -> None:
    asked = take_action(hass, "cover", "open_cover")
    hass.states.async_set(GATE, "unknown", NAMED)
    freezer.tick(timedelta(hours=1))
    await automate(hass, "open_door", door=GATE, phones=[PHONE])
    await tell(hass, "visit_started", visit())
    await let_time_pass(hass, freezer, 60)
    assert (len(asked), len(told)) == (1, 0)


async def test_a_door_that_does_not_move_is_told_of(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    opened: list[ServiceCall],
    told: list[ServiceCall],
) -> None:
    asked = take_action(hass, "cover", "open_cover")
    await automate(hass, "open_door", door=GATE, phones=[PHONE])
    await tell(hass, "visit_started", visit())
    await let_time_pass(hass, freezer, 14)
    assert (len(asked), len(told)) == (1, 0)
    await let_time_pass(hass, freezer, 2)
    assert (len(asked), messages(told)) == (1, [STUCK])


@pytest.mark.parametrize("inputs", [{}, {"phones": [PHONE], "reasons": ["permission"]}])
async def test_who_does_not_want_to_hear_of_doors_does_not_hear_that_one_is_stuck(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    opened: list[ServiceCall],
    told: list[ServiceCall],
    inputs: Mapping[str, object],
) -> None:
    take_action(hass, "cover", "open_cover")
    await automate(hass, "open_door", door=GATE, **inputs)
    await tell(hass, "visit_started", visit())
    await let_time_pass(hass, freezer, 20)
    assert not told


async def test_a_door_that_refuses_is_told_of_and_the_next_car_is_served(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    opened: list[ServiceCall],
    told: list[ServiceCall],
    caplog: pytest.LogCaptureFixture,
) -> None:
    @callback
    def refuse(call: ServiceCall) -> None:
        raise HomeAssistantError("The motor is too hot")

    hass.services.async_register("cover", "open_cover", refuse)
    await automate(hass, "open_door", door=GATE, phones=[PHONE])
    await tell(hass, "visit_started", visit())
    await let_time_pass(hass, freezer, 16)
    assert messages(told) == [STUCK]
    assert "The motor is too hot" in caplog.text
    caplog.clear()

    asked = take_action(hass, "cover", "open_cover")
    await tell(hass, "visit_started", visit(visit_id="2"))
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("door", "why"),
    [
        ("switch.gate", RESTS),
        ("script.gate", "Anna's Golf at Driveway: The script ran a moment ago."),
    ],
)
async def test_of_two_cars_at_once_one_pulses_an_impulse_gate(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    told: list[ServiceCall],
    door: str,
    why: str,
) -> None:
    domain = door.split(".", maxsplit=1)[0]
    pulses: list[ServiceCall] = []

    @callback
    def pulse(call: ServiceCall) -> None:
        pulses.append(call)
        hass.states.async_set(door, "on")
        hass.states.async_set(door, "off", {"last_triggered": dt_util.utcnow()})

    hass.services.async_register(domain, "turn_on", pulse)
    hass.states.async_set(door, "off")
    await automate(hass, "open_door", door=door, phones=[PHONE], pause=0)
    freezer.tick(timedelta(hours=1))
    for number in range(5):
        hass.bus.async_fire(f"{DOMAIN}_visit_started", visit(visit_id=str(number)))
    await settle()
    await let_time_pass(hass, freezer, 20)

    assert len(pulses) == 1
    assert messages(told) == [why] * 4
