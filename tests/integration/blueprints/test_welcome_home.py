"""The blueprint that does something when a resident comes home."""

from typing import Any

from homeassistant.core import HomeAssistant, ServiceCall
from homeassistant.helpers import device_registry as dr
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.plate_recognizer.const import DOMAIN

from ..bus_events import GOLF_ID, STRANGER, UNREAD, settle, simulated, tell, visit
from .running import automate, take_action

LIGHT = {"action": "light.turn_on", "data": {"who": "{{ visit.vehicle }}"}}


@pytest.fixture
def lit(hass: HomeAssistant) -> list[ServiceCall]:
    """The light that is turned on, after dark."""
    hass.states.async_set("sun.sun", "below_horizon")
    return take_action(hass, "light", "turn_on")


async def test_a_resident_who_arrives_after_dark_is_welcomed(
    hass: HomeAssistant, lit: list[ServiceCall]
) -> None:
    await automate(hass, "welcome_home", welcome=[LIGHT])
    await tell(hass, "visit_started", visit())
    assert [call.data for call in lit] == [{"who": "Anna's Golf"}]


@pytest.mark.parametrize(
    ("event", "data"),
    [
        ("visit_started", visit(arrival=False, arrival_reason="same_spot")),
        ("visit_started", visit(status="expired")),
        ("visit_started", visit(category="guest")),
        ("visit_started", visit(category="delivery")),
        ("visit_started", visit(**STRANGER)),
        ("visit_started", visit(**UNREAD)),
        ("visit_started", visit(place="Street")),
        ("visit_ended", visit(end_reason="left")),
        ("simulated_sighting", simulated()),
    ],
)
async def test_nobody_else_and_nothing_else_is(
    hass: HomeAssistant, lit: list[ServiceCall], event: str, data: dict[str, Any]
) -> None:
    await automate(hass, "welcome_home", welcome=[LIGHT], places=["Driveway"])
    await tell(hass, event, data)
    assert not lit


@pytest.mark.parametrize("sun", ["above_horizon", "unavailable", None])
@pytest.mark.parametrize("only_after_dark", [True, False])
async def test_by_day_only_who_wants_it_is_welcomed(
    hass: HomeAssistant, lit: list[ServiceCall], sun: str | None, *, only_after_dark: bool
) -> None:
    if sun is None:
        hass.states.async_remove("sun.sun")
    else:
        hass.states.async_set("sun.sun", sun)
    await automate(hass, "welcome_home", welcome=[LIGHT], only_after_dark=only_after_dark)
    await tell(hass, "visit_started", visit())
    assert bool(lit) is not only_after_dark


@pytest.mark.parametrize(
    ("categories", "welcomed"),
    [
        (["guest", "service"], ["guest", "service"]),
        (["delivery"], ["delivery"]),
        ([], ["resident", "guest", "delivery", "service"]),
    ],
)
async def test_it_may_be_for_some_categories_or_all(
    hass: HomeAssistant, lit: list[ServiceCall], categories: list[str], welcomed: list[str]
) -> None:
    light = {**LIGHT, "data": {"category": "{{ visit.category }}"}}
    await automate(hass, "welcome_home", welcome=[light], categories=categories)
    for category in ("resident", "guest", "delivery", "service"):
        await tell(hass, "visit_started", visit(visit_id=category, category=category))
    assert [call.data["category"] for call in lit] == welcomed


async def test_it_may_be_for_some_vehicles_only(
    hass: HomeAssistant, lit: list[ServiceCall]
) -> None:
    entry = MockConfigEntry(domain=DOMAIN)
    entry.add_to_hass(hass)
    golf = dr.async_get(hass).async_get_or_create(
        config_entry_id=entry.entry_id, identifiers={(DOMAIN, GOLF_ID)}
    )
    await automate(hass, "welcome_home", welcome=[LIGHT], vehicles=[golf.id])
    await tell(hass, "visit_started", visit(vehicle_id="01OTHER"))
    assert not lit
    await tell(hass, "visit_started", visit(visit_id="2", category="delivery"))
    assert len(lit) == 1, "whatever its category"


async def test_who_comes_second_is_welcomed_anew(
    hass: HomeAssistant, lit: list[ServiceCall]
) -> None:
    off = take_action(hass, "light", "turn_off")
    wait = {"wait_template": "{{ is_state('input_boolean.go_on', 'on') }}"}
    await automate(hass, "welcome_home", welcome=[LIGHT, wait, {"action": "light.turn_off"}])
    await tell(hass, "visit_started", visit())
    await tell(hass, "visit_started", visit(visit_id="2", vehicle="Ben's van"))
    assert [call.data["who"] for call in lit] == ["Anna's Golf", "Ben's van"]
    hass.states.async_set("input_boolean.go_on", "on")
    await settle()
    assert len(off) == 1
