"""The blueprint for a gate or a garage door: what opens it, and what it says where it doesn't."""

from datetime import timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant, ServiceCall
from homeassistant.helpers import device_registry as dr
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
)

from custom_components.plate_recognizer.const import DOMAIN

from ..bus_events import GOLF_ID, STRANGER, UNREAD, settle, simulated, tell, visit
from .conftest import GATE, PHONE
from .running import automate, let_time_pass, take_action

EVERY_REASON = ["permission", "certainty", "door", "coming"]


async def test_it_opens_for_a_known_vehicle_that_arrives_and_may_open(
    hass: HomeAssistant, opened: list[ServiceCall], told: list[ServiceCall]
) -> None:
    await automate(hass, "open_door", door=GATE, phones=[PHONE], reasons=EVERY_REASON)

    await tell(hass, "visit_started", visit())

    assert [call.data["entity_id"] for call in opened] == [[GATE]]
    assert not told


@pytest.mark.parametrize(
    ("door", "state", "action", "expected"),
    [
        ("lock.gate", "locked", ("lock", "unlock"), {}),
        ("switch.gate", "off", ("switch", "turn_on"), {}),
        ("script.gate", "off", ("script", "turn_on"), {"variables": {"visit": visit()}}),
    ],
)
async def test_it_opens_each_kind_of_door_in_its_own_way(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    door: str,
    state: str,
    action: tuple[str, str],
    expected: dict[str, Any],
) -> None:
    calls = take_action(hass, *action)
    hass.states.async_set(door, state)
    freezer.tick(timedelta(hours=1))
    await automate(hass, "open_door", door=door)

    await tell(hass, "visit_started", visit())

    assert [call.data for call in calls] == [{"entity_id": [door], **expected}]


NOTHING_SAID = None
NOT_SURE = (
    "Its plate was not read surely enough."
    " The door opens if another picture confirms it within a minute."
)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ({"may_open": False}, "It is known, but may not open."),
        (
            {"status": "expired", "status_reason": "no_longer_valid", "may_open": False},
            "It is no longer valid.",
        ),
        (
            {"status": "expired", "status_reason": "outside_times", "may_open": True},
            "It is outside its times.",
        ),
        ({"status": "blocked", "may_open": False}, "It is blocked."),
        ({"status": "ignored", "may_open": False}, NOTHING_SAID),
        ({"status": "ignored", "may_open": True}, NOTHING_SAID),
        (STRANGER, NOTHING_SAID),
        ({**STRANGER, "may_open": True}, NOTHING_SAID),
        (
            {**STRANGER, "resembles": {"vehicle_id": GOLF_ID, "match": "lookalike"}},
            "Its plate only resembles that of a vehicle you know.",
        ),
        (
            {**STRANGER, "status_reason": "ambiguous"},
            "Its plate is equally near to those of several vehicles.",
        ),
        (
            {**UNREAD, "arrival": False, "arrival_reason": "unread"},
            "Its plate couldn't be read.",
        ),
        (
            {"sure": False},
            NOT_SURE,
        ),
        (
            {"sure": False, "arrival": False, "arrival_reason": "not_sure"},
            NOT_SURE,
        ),
        (
            {"arrival": False, "arrival_reason": "old_picture"},
            "The picture was an old one: it may not be there at all.",
        ),
        ({"arrival": False, "arrival_reason": "receding"}, "It is driving away."),
        (
            {"arrival": False, "arrival_reason": "first_scan"},
            "It was there at the first look after a start, and may have been before.",
        ),
        (
            {"arrival": False, "arrival_reason": "same_spot"},
            "It was seen where it stood before.",
        ),
        (
            {"arrival": False, "arrival_reason": "visit_open"},
            "It has been here all along.",
        ),
        (
            {"arrival": False, "arrival_reason": "new_reason"},
            "Nothing proves that it has just come.",
        ),
        (
            {
                "status": "expired",
                "may_open": False,
                "arrival": False,
                "arrival_reason": "receding",
            },
            NOTHING_SAID,
        ),
        (dict.fromkeys(visit()), NOTHING_SAID),
        ({"may_open": "yes"}, "It is known, but may not open."),
    ],
)
async def test_it_stays_shut_for_everything_else_and_says_why(
    hass: HomeAssistant,
    opened: list[ServiceCall],
    told: list[ServiceCall],
    data: dict[str, Any],
    why: str | None,
) -> None:
    await automate(hass, "open_door", door=GATE, phones=[PHONE], reasons=EVERY_REASON)

    await tell(hass, "visit_started", visit(**data))

    assert not opened
    who = "Anna's Golf"
    if data.get("vehicle", ...) is None:
        who = f"A vehicle with the plate {data['plate']}" if data["plate"] else "A vehicle"
    assert [call.data for call in told] == (
        []
        if why is None
        else [
            {
                "entity_id": [PHONE],
                "title": "Gate stays shut",
                "message": f"{who} at Driveway: {why}",
            }
        ]
    )


@pytest.mark.parametrize(
    ("event", "data"),
    [
        ("sighting", visit()),
        ("visit_ended", visit(end_reason="left")),
        ("simulated_sighting", simulated()),
    ],
)
async def test_nothing_but_the_start_of_a_visit_opens(
    hass: HomeAssistant, opened: list[ServiceCall], event: str, data: dict[str, Any]
) -> None:
    await automate(hass, "open_door", door=GATE)
    await tell(hass, event, data)
    assert not opened


async def test_an_opening_that_becomes_sure_opens_once(
    hass: HomeAssistant, opened: list[ServiceCall], told: list[ServiceCall]
) -> None:
    await automate(hass, "open_door", door=GATE, phones=[PHONE], pause=0)
    await tell(hass, "visit_started", visit(arrival=False, arrival_reason="not_sure", sure=False))
    assert (len(opened), len(told)) == (0, 1)
    await tell(hass, "visit_started", visit())
    await tell(hass, "visit_started", visit())
    assert (len(opened), len(told)) == (1, 1)


@pytest.mark.parametrize(
    ("factors", "opens"),
    [
        ({"person.anna": "home"}, True),
        ({"binary_sensor.phone_near": "on"}, True),
        ({"person.anna": "home", "input_boolean.allowed": "on"}, True),
        ({"person.anna": "not_home"}, False),
        ({"person.anna": "home", "input_boolean.allowed": "off"}, False),
        ({"person.anna": "unavailable"}, False),
        ({"person.anna": "unknown"}, False),
        ({"person.anna": None}, False),
    ],
)
async def test_a_second_factor_has_to_be_there(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    opened: list[ServiceCall],
    told: list[ServiceCall],
    factors: dict[str, str | None],
    *,
    opens: bool,
) -> None:
    for entity_id, state in factors.items():
        if state is not None:
            hass.states.async_set(entity_id, state, {"friendly_name": "Anna"})
    await automate(
        hass, "open_door", door=GATE, phones=[PHONE], second_factor=list(factors), patience=10
    )

    await tell(hass, "visit_started", visit())
    await let_time_pass(hass, freezer, 11)

    assert bool(opened) is opens
    assert bool(told) is not opens
    assert all("The second factor is missing: " in call.data["message"] for call in told)


async def test_a_second_factor_may_come_a_moment_later(
    hass: HomeAssistant, opened: list[ServiceCall], told: list[ServiceCall]
) -> None:
    hass.states.async_set("person.anna", "not_home", {"friendly_name": "Anna"})
    await automate(hass, "open_door", door=GATE, phones=[PHONE], second_factor=["person.anna"])
    await tell(hass, "visit_started", visit())
    assert not opened
    hass.states.async_set("person.anna", "home")
    await settle()
    assert len(opened) == 1
    assert not told


async def test_without_patience_the_second_factor_has_to_be_there_at_once(
    hass: HomeAssistant, opened: list[ServiceCall], told: list[ServiceCall]
) -> None:
    hass.states.async_set("person.anna", "not_home", {"friendly_name": "Anna"})
    await automate(
        hass, "open_door", door=GATE, phones=[PHONE], second_factor=["person.anna"], patience=0
    )
    await tell(hass, "visit_started", visit())
    assert not opened
    assert [call.data["message"] for call in told] == [
        "Anna's Golf at Driveway: The second factor is missing: Anna."
    ]


async def test_a_second_factor_opens_nothing_by_itself(
    hass: HomeAssistant, opened: list[ServiceCall]
) -> None:
    hass.states.async_set("person.anna", "not_home")
    await automate(hass, "open_door", door=GATE, second_factor=["person.anna"])
    hass.states.async_set("person.anna", "home")
    await tell(hass, "visit_started", visit(may_open=False))
    assert not opened


async def test_it_may_be_for_some_vehicles_and_places_only(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    opened: list[ServiceCall],
    told: list[ServiceCall],
) -> None:
    entry = MockConfigEntry(domain=DOMAIN)
    entry.add_to_hass(hass)
    golf = dr.async_get(hass).async_get_or_create(
        config_entry_id=entry.entry_id,
        identifiers={(DOMAIN, GOLF_ID), ("other", "01OTHER"), ("three", "parts", "01OTHER")},  # type: ignore[arg-type]
    )
    await automate(
        hass, "open_door", door=GATE, phones=[PHONE], vehicles=[golf.id], places=["driveway"]
    )

    await tell(hass, "visit_started", visit(vehicle_id="01OTHER"))
    await tell(hass, "visit_started", visit(vehicle_id="01OTHER", may_open=False))
    await tell(hass, "visit_started", visit(visit_id="2", place="Gate"))
    await tell(hass, "visit_started", visit(visit_id="2", place="Gate", may_open=False))
    assert (opened, told) == ([], [])

    await tell(hass, "visit_started", visit(visit_id="3", may_open=False))
    assert len(told) == 1
    await tell(hass, "visit_started", visit(visit_id="4"))
    assert len(opened) == 1


@pytest.mark.parametrize("inputs", [{}, {"phones": [PHONE], "reasons": []}])
async def test_who_wants_to_hear_nothing_hears_nothing(
    hass: HomeAssistant,
    opened: list[ServiceCall],
    told: list[ServiceCall],
    inputs: dict[str, Any],
) -> None:
    await automate(hass, "open_door", door=GATE, **inputs)
    await tell(hass, "visit_started", visit(may_open=False))
    hass.states.async_set(GATE, "open")
    await tell(hass, "visit_started", visit(visit_id="2"))
    assert (opened, told) == ([], [])


@pytest.mark.parametrize(("seen_at", "chosen"), [("Straße", "STRASSE"), ("STRASSE", "straße ")])
async def test_places_are_the_same_however_they_are_spelt(
    hass: HomeAssistant,
    opened: list[ServiceCall],
    told: list[ServiceCall],
    seen_at: str,
    chosen: str,
) -> None:
    await automate(hass, "open_door", door=GATE, phones=[PHONE], places=[chosen])
    await tell(hass, "visit_started", visit(may_open=False, place=seen_at))
    assert len(told) == 1
    await tell(hass, "visit_started", visit(visit_id="2", place=seen_at))
    assert len(opened) == 1


async def test_a_name_of_digits_stays_as_it_is(
    hass: HomeAssistant, opened: list[ServiceCall], told: list[ServiceCall]
) -> None:
    await automate(hass, "open_door", door=GATE, phones=[PHONE])
    await tell(hass, "visit_started", visit(may_open=False, vehicle="1.50"))
    assert [call.data["message"] for call in told] == [
        "1.50 at Driveway: It is known, but may not open."
    ]
