"""The blueprint for a door: vehicles that wait, for a second factor or for each other."""

import asyncio
from collections.abc import Iterator

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant, ServiceCall
import pytest

from custom_components.plate_recognizer.const import DOMAIN

from ..bus_events import settle, tell, visit
from .conftest import GATE, PHONE
from .running import automate, change, let_time_pass

ANNA = "person.anna"
VAN = {"visit_id": "02VISIT", "vehicle": "Ben's van"}


@pytest.fixture
def away(hass: HomeAssistant) -> None:
    """Anna, who is the second factor, and isn't at home."""
    hass.states.async_set(ANNA, "not_home", {"friendly_name": "Anna"})


@pytest.fixture
def slow_phone(hass: HomeAssistant) -> Iterator[asyncio.Event]:
    """A phone that takes messages only when this is set."""
    answers = asyncio.Event()

    async def wait(call: ServiceCall) -> None:
        await answers.wait()

    hass.services.async_register("notify", "send_message", wait)
    yield answers
    answers.set()


def messages(told: list[ServiceCall]) -> list[str]:
    return [call.data["message"] for call in told]


@pytest.mark.usefixtures("away")
async def test_it_stays_shut_for_who_leaves_while_the_second_factor_is_waited_for(
    hass: HomeAssistant, opened: list[ServiceCall], told: list[ServiceCall]
) -> None:
    await automate(hass, "open_door", door=GATE, phones=[PHONE], second_factor=[ANNA])
    await tell(hass, "visit_started", visit())
    await tell(hass, "visit_ended", visit(**VAN, end_reason="left"))
    assert not told, "that was another one"

    await tell(hass, "visit_ended", visit(end_reason="left"))
    hass.states.async_set(ANNA, "home")
    await settle()

    assert not opened
    assert messages(told) == ["Anna's Golf at Driveway: It has left again."]


@pytest.mark.usefixtures("away")
async def test_who_came_second_is_served_when_the_first_has_left(
    hass: HomeAssistant, opened: list[ServiceCall], told: list[ServiceCall]
) -> None:
    await automate(hass, "open_door", door=GATE, phones=[PHONE], second_factor=[ANNA])
    await tell(hass, "visit_started", visit())
    await tell(hass, "visit_started", visit(**VAN))
    await tell(hass, "visit_ended", visit(end_reason="left"))
    hass.states.async_set(ANNA, "home")
    await settle()
    assert (len(opened), len(told)) == (1, 1)


@pytest.mark.usefixtures("away")
async def test_nobody_waits_longer_because_of_those_before(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    opened: list[ServiceCall],
    told: list[ServiceCall],
) -> None:
    await automate(hass, "open_door", door=GATE, phones=[PHONE], second_factor=[ANNA], patience=10)
    for number in range(10):
        await tell(hass, "visit_started", visit(visit_id=str(number)))
    await let_time_pass(hass, freezer, 11)
    assert messages(told) == ["Anna's Golf at Driveway: The second factor is missing: Anna."] * 10
    hass.states.async_set(ANNA, "home")
    await settle()
    assert not opened


async def test_it_stays_shut_for_who_was_kept_waiting_for_too_long(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    opened: list[ServiceCall],
    slow_phone: asyncio.Event,
) -> None:
    await automate(hass, "open_door", door=GATE, phones=[PHONE], patience=20)
    await tell(hass, "visit_started", visit(visit_id="1", may_open=False))
    await tell(hass, "visit_started", visit(visit_id="2"))
    await let_time_pass(hass, freezer, 51)
    slow_phone.set()
    await settle()
    assert not opened

    await tell(hass, "visit_started", visit(visit_id="3"))
    assert len(opened) == 1


async def test_many_who_may_not_come_in_take_nobodys_place(
    hass: HomeAssistant, opened: list[ServiceCall], slow_phone: asyncio.Event
) -> None:
    await automate(hass, "open_door", door=GATE, phones=[PHONE])
    for number in range(50):
        hass.bus.async_fire(f"{DOMAIN}_visit_started", visit(visit_id=str(number), may_open=False))
    await settle()
    await tell(hass, "visit_started", visit())
    slow_phone.set()
    await settle()
    assert len(opened) == 1


@pytest.mark.usefixtures("away")
async def test_words_about_others_wait_for_their_turn(
    hass: HomeAssistant, opened: list[ServiceCall], told: list[ServiceCall]
) -> None:
    await automate(hass, "open_door", door=GATE, phones=[PHONE], second_factor=[ANNA])
    await tell(hass, "visit_started", visit())
    await tell(hass, "visit_started", visit(**VAN, may_open=False))
    assert not told
    hass.states.async_set(ANNA, "home")
    await settle()
    assert len(opened) == 1
    assert messages(told) == ["Ben's van at Driveway: It is known, but may not open."]


@pytest.mark.usefixtures("away")
async def test_a_change_of_the_automation_ends_the_waiting_and_the_next_car_is_served(
    hass: HomeAssistant, opened: list[ServiceCall]
) -> None:
    inputs = {"door": GATE, "second_factor": [ANNA], "patience": 20}
    await automate(hass, "open_door", **inputs)
    await tell(hass, "visit_started", visit())
    await change(hass, "open_door", **{**inputs, "patience": 30})
    hass.states.async_set(ANNA, "home")
    await settle()
    assert not opened

    await tell(hass, "visit_started", visit(**VAN))
    assert len(opened) == 1


@pytest.mark.usefixtures("away")
async def test_a_reload_that_changes_nothing_leaves_those_alone_who_wait(
    hass: HomeAssistant, opened: list[ServiceCall]
) -> None:
    inputs = {"door": GATE, "second_factor": [ANNA]}
    await automate(hass, "open_door", **inputs)
    await tell(hass, "visit_started", visit())
    await change(hass, "open_door", **inputs)
    hass.states.async_set(ANNA, "home")
    await settle()
    assert len(opened) == 1
