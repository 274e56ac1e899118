"""The blueprint for notifications with buttons: what phones are told, and what a button does."""

from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant, ServiceCall
from homeassistant.helpers import device_registry as dr, entity_registry as er
import pytest

from custom_components.plate_recognizer.const import DOMAIN

from ..bus_events import STRANGER, UNREAD, settle, simulated, tell, visit
from .phones import add_phone
from .running import automate, change, let_time_pass, take_action

GATE = "cover.gate"
OLD_GUEST = {
    "status": "expired",
    "status_reason": "no_longer_valid",
    "category": "guest",
    "vehicle": "Guest AB12CDE",
}
EVERYBODY = ["known", "stranger", "blocked", "expired", "ignored", "unread"]


@pytest.fixture
def phone(hass: HomeAssistant) -> str:
    """Anna's phone, by the id of its device."""
    return add_phone(hass, "Anna's phone")


@pytest.fixture
def shown(hass: HomeAssistant) -> list[ServiceCall]:
    """What Anna's phone was asked to show."""
    return take_action(hass, "notify", "mobile_app_anna_s_phone")


@pytest.fixture
def opened(hass: HomeAssistant) -> list[ServiceCall]:
    return take_action(hass, "cover", "open_cover")


@pytest.fixture
def added(hass: HomeAssistant) -> list[ServiceCall]:
    return take_action(hass, DOMAIN, "add_vehicle")


def buttons(call: ServiceCall) -> dict[str, str]:
    """Return the buttons of a notification: their titles, and what they are called inside."""
    return {each["title"]: each["action"] for each in call.data["data"].get("actions", ())}


async def press(hass: HomeAssistant, action: str) -> None:
    hass.bus.async_fire("mobile_app_notification_action", {"action": action})
    await settle()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (STRANGER, "A stranger has arrived at Driveway (XY98ZZZ)"),
        (
            {**STRANGER, "color": "white", "make": "Ford", "model": "Transit"},
            "A stranger has arrived at Driveway (XY98ZZZ, white Ford Transit)",
        ),
        (
            {**STRANGER, "vehicle_type": "Van"},
            "A stranger has arrived at Driveway (XY98ZZZ, Van)",
        ),
        ({**STRANGER, "plate": "12E34"}, "A stranger has arrived at Driveway (12E34)"),
        ({**STRANGER, "plate": "0"}, "A stranger has arrived at Driveway (0)"),
        ({"vehicle": "1.50", "plate": "007"}, "1.50 has arrived at Driveway (007)"),
        ({}, "Anna's Golf has arrived at Driveway (AB12CDE)"),
        ({"status": "blocked"}, "Anna's Golf has arrived at Driveway (AB12CDE, blocked)"),
        ({"status": "expired"}, "Anna's Golf has arrived at Driveway (AB12CDE, not valid now)"),
        (
            {**UNREAD, "arrival": False, "arrival_reason": "unread"},
            "A vehicle whose plate couldn't be read was seen at Driveway",
        ),
        (
            {**STRANGER, "arrival": False, "arrival_reason": "not_sure"},
            "A stranger was seen at Driveway (XY98ZZZ)",
        ),
    ],
)
async def test_the_phone_says_who_has_come(
    hass: HomeAssistant, phone: str, shown: list[ServiceCall], data: dict[str, Any], message: str
) -> None:
    await automate(hass, "notify", phones=[phone], statuses=EVERYBODY)

    await tell(hass, "visit_started", visit(**data))

    assert [call.data["message"] for call in shown] == [message]
    assert buttons(shown[0]) == {}
    assert shown[0].data["data"]["tag"] == "plate_recognizer_01VISIT"


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"status": "ignored"},
        {**STRANGER, "place": "Gate"},
        *(
            {**STRANGER, "arrival": False, "arrival_reason": reason}
            for reason in ("first_scan", "same_spot", "visit_open", "receding", "old_picture")
        ),
        dict.fromkeys(visit()),
    ],
)
async def test_the_phone_says_nothing_of_others(
    hass: HomeAssistant, phone: str, shown: list[ServiceCall], data: dict[str, Any]
) -> None:
    await automate(hass, "notify", phones=[phone], places=["driveway"])
    await tell(hass, "visit_started", visit(**data))
    await tell(hass, "simulated_sighting", simulated(**STRANGER))
    assert not shown


@pytest.mark.parametrize(
    ("data", "inputs", "titles"),
    [
        (STRANGER, {}, []),
        (STRANGER, {"door": [GATE]}, ["Open gate", "Ignore"]),
        (
            STRANGER,
            {"door": [GATE], "let_in": True},
            ["Open gate", "Let in for today", "Ignore"],
        ),
        (STRANGER, {"let_in": True}, ["Let in for today", "Ignore"]),
        ({**STRANGER, "plate": None}, {"let_in": True}, []),
        ({**STRANGER, "sure": False}, {"door": [GATE], "let_in": True}, ["Open gate", "Ignore"]),
        (OLD_GUEST, {"let_in": True}, ["Let in for today", "Ignore"]),
        ({**OLD_GUEST, "sure": False}, {"let_in": True}, []),
        ({**OLD_GUEST, "vehicle": "Aunt May"}, {"let_in": True}, []),
        ({**OLD_GUEST, "category": "blocked"}, {"let_in": True}, []),
        ({**OLD_GUEST, "status_reason": "outside_times"}, {"let_in": True}, []),
        ({**OLD_GUEST, "vehicle_id": "01LIST:AB12CDE"}, {"let_in": True}, []),
        ({}, {"door": [GATE], "let_in": True}, ["Open gate", "Ignore"]),
        (UNREAD, {"door": [GATE], "let_in": True}, ["Open gate", "Ignore"]),
        ({"status": "blocked"}, {"door": [GATE], "let_in": True}, []),
    ],
)
async def test_buttons_are_those_that_make_sense_and_opening_asks_for_an_unlocked_phone(
    hass: HomeAssistant,
    phone: str,
    shown: list[ServiceCall],
    data: dict[str, Any],
    inputs: dict[str, Any],
    titles: list[str],
) -> None:
    await automate(hass, "notify", phones=[phone], statuses=EVERYBODY, **inputs)
    await tell(hass, "visit_started", visit(**data))
    assert list(buttons(shown[0])) == titles
    for button in shown[0].data["data"]["actions"]:
        assert button.get("authenticationRequired", False) is (button["title"] != "Ignore")


async def test_open_opens_and_the_notification_goes(
    hass: HomeAssistant,
    phone: str,
    shown: list[ServiceCall],
    opened: list[ServiceCall],
    added: list[ServiceCall],
) -> None:
    await automate(hass, "notify", phones=[phone], door=[GATE], let_in=True)
    await tell(hass, "visit_started", visit(**STRANGER))

    await press(hass, buttons(shown[0])["Open gate"])

    assert [call.data["entity_id"] for call in opened] == [[GATE]]
    assert not added
    assert shown[1].data["message"] == "clear_notification"
    assert shown[1].data["data"]["tag"] == shown[0].data["data"]["tag"]


async def test_let_in_opens_and_makes_a_guest_known_until_midnight(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    phone: str,
    shown: list[ServiceCall],
    opened: list[ServiceCall],
    added: list[ServiceCall],
) -> None:
    await hass.config.async_set_time_zone("Europe/Berlin")
    freezer.move_to("2026-11-25T23:30:00+00:00")
    await automate(hass, "notify", phones=[phone], door=[GATE], let_in=True)
    await tell(hass, "visit_started", visit(**{**STRANGER, "plate": "123456"}))

    await press(hass, buttons(shown[0])["Let in for today"])

    assert len(opened) == 1
    assert [call.data for call in added] == [
        {
            "config_entry_id": "01ACCOUNT",
            "name": "Guest 123456",
            "plates": ["123456"],
            "category": "guest",
            "may_open": True,
            "valid_until": "2026-11-26 23:59:59",
        }
    ]


async def test_ignore_only_takes_the_notification_away(
    hass: HomeAssistant,
    phone: str,
    shown: list[ServiceCall],
    opened: list[ServiceCall],
    added: list[ServiceCall],
) -> None:
    await automate(hass, "notify", phones=[phone], door=[GATE], let_in=True)
    await tell(hass, "visit_started", visit(**STRANGER))

    await press(hass, buttons(shown[0])["Ignore"])

    assert (opened, added) == ([], [])
    assert [call.data["message"] for call in shown[1:]] == ["clear_notification"]


async def test_a_button_of_one_car_does_nothing_for_another_and_works_once(
    hass: HomeAssistant,
    phone: str,
    shown: list[ServiceCall],
    opened: list[ServiceCall],
    added: list[ServiceCall],
) -> None:
    await automate(hass, "notify", phones=[phone], door=[GATE], let_in=True)
    await tell(hass, "visit_started", visit(**STRANGER))
    await tell(hass, "visit_started", visit(visit_id="2", **{**STRANGER, "plate": "OTHER1"}))
    first, second = (buttons(call) for call in shown)
    assert set(first.values()).isdisjoint(second.values())

    await press(hass, second["Let in for today"])
    assert [call.data["plates"] for call in added] == [["OTHER1"]]
    await press(hass, second["Let in for today"])
    await press(hass, "OPEN_something else")
    assert (len(added), len(opened)) == (1, 1)

    await press(hass, first["Open gate"])
    assert (len(added), len(opened)) == (1, 2)


async def test_after_a_while_buttons_are_gone_and_do_nothing(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    phone: str,
    shown: list[ServiceCall],
    opened: list[ServiceCall],
) -> None:
    await automate(hass, "notify", phones=[phone], door=[GATE], patience=5)
    await tell(hass, "visit_started", visit(**STRANGER))
    await let_time_pass(hass, freezer, 299)
    assert len(shown) == 1

    await let_time_pass(hass, freezer, 2)
    assert shown[1].data["message"] == shown[0].data["message"]
    assert buttons(shown[1]) == {}
    assert shown[1].data["data"]["alert_once"] is True

    await press(hass, buttons(shown[0])["Open gate"])
    assert not opened


async def test_what_becomes_sure_takes_the_place_of_what_was_not(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    phone: str,
    shown: list[ServiceCall],
    opened: list[ServiceCall],
) -> None:
    await automate(hass, "notify", phones=[phone], statuses=["unread", "stranger"], door=[GATE])
    await tell(hass, "visit_started", visit(**UNREAD, arrival=False, arrival_reason="unread"))
    await tell(hass, "visit_started", visit(**STRANGER))
    assert len(shown) == 2
    assert len({call.data["data"]["tag"] for call in shown}) == 1

    await press(hass, buttons(shown[0])["Open gate"])
    assert not opened
    await press(hass, buttons(shown[1])["Open gate"])
    assert len(opened) == 1
    await let_time_pass(hass, freezer, 3_600)
    assert [call.data["message"] for call in shown[2:]] == ["clear_notification"]


async def test_who_turns_out_to_be_somebody_else_is_told_of_no_more(
    hass: HomeAssistant, phone: str, shown: list[ServiceCall]
) -> None:
    await automate(hass, "notify", phones=[phone], statuses=["unread"], door=[GATE])
    await tell(hass, "visit_started", visit(**UNREAD, arrival=False, arrival_reason="unread"))
    await tell(hass, "visit_started", visit())
    assert [call.data["message"] for call in shown[1:]] == ["clear_notification"]


async def test_strangers_and_guests_of_yesterday_are_told_of_unless_others_are_chosen(
    hass: HomeAssistant, phone: str, shown: list[ServiceCall]
) -> None:
    await automate(hass, "notify", phones=[phone])
    for number, data in enumerate((STRANGER, OLD_GUEST, {}, UNREAD, {"status": "blocked"})):
        await tell(hass, "visit_started", visit(visit_id=str(number), **data))
    assert [call.data["message"] for call in shown] == [
        "A stranger has arrived at Driveway (XY98ZZZ)",
        "Guest AB12CDE has arrived at Driveway (AB12CDE, not valid now)",
    ]


@pytest.mark.parametrize("gone", ["removed", "disabled", "unavailable"])
async def test_a_phone_that_is_gone_silences_no_other(
    hass: HomeAssistant,
    phone: str,
    shown: list[ServiceCall],
    opened: list[ServiceCall],
    gone: str,
) -> None:
    old = add_phone(hass, "Old phone")
    await automate(hass, "notify", phones=[old, phone], door=[GATE])
    if gone == "removed":
        dr.async_get(hass).async_remove_device(old)
    elif gone == "disabled":
        er.async_get(hass).async_update_entity(
            "notify.old_phone", disabled_by=er.RegistryEntryDisabler.USER
        )
    else:
        hass.states.async_set("notify.old_phone", "unavailable")

    await tell(hass, "visit_started", visit(**STRANGER))
    await press(hass, buttons(shown[0])["Open gate"])

    assert (len(opened), len(shown)) == (1, 2)


async def test_a_phone_that_goes_while_it_is_asked_keeps_nobody_from_being_let_in(
    hass: HomeAssistant, phone: str, shown: list[ServiceCall], added: list[ServiceCall]
) -> None:
    await automate(hass, "notify", phones=[phone], let_in=True)
    await tell(hass, "visit_started", visit(**STRANGER))
    dr.async_get(hass).async_remove_device(phone)
    hass.services.async_remove("notify", "mobile_app_anna_s_phone")
    await press(hass, buttons(shown[0])["Let in for today"])
    assert len(added) == 1


@pytest.mark.parametrize(
    ("end_reason", "message"),
    [
        ("left", "A stranger has arrived at Driveway (XY98ZZZ) and has left again"),
        ("timeout", "A stranger has arrived at Driveway (XY98ZZZ)"),
    ],
)
async def test_buttons_end_with_the_visit_and_the_news_stays(
    hass: HomeAssistant,
    phone: str,
    shown: list[ServiceCall],
    opened: list[ServiceCall],
    end_reason: str,
    message: str,
) -> None:
    await automate(hass, "notify", phones=[phone], door=[GATE])
    await tell(hass, "visit_started", visit(**STRANGER))
    await tell(hass, "visit_ended", visit(visit_id="another", end_reason="left"))
    assert len(shown) == 1

    await tell(hass, "visit_ended", visit(**STRANGER, end_reason=end_reason))
    assert [call.data["message"] for call in shown[1:]] == [message]
    assert buttons(shown[1]) == {}
    await press(hass, buttons(shown[0])["Open gate"])
    assert not opened


async def test_many_may_be_waited_for_at_once(
    hass: HomeAssistant, phone: str, shown: list[ServiceCall]
) -> None:
    await automate(hass, "notify", phones=[phone], door=[GATE])
    for number in range(60):
        await tell(hass, "visit_started", visit(**STRANGER, visit_id=str(number)))
    assert len(shown) == 60


async def test_buttons_from_before_a_change_of_the_automation_do_nothing(
    hass: HomeAssistant, phone: str, shown: list[ServiceCall], opened: list[ServiceCall]
) -> None:
    await automate(hass, "notify", phones=[phone], door=[GATE])
    await tell(hass, "visit_started", visit(**STRANGER))
    await change(hass, "notify", phones=[phone], door=[GATE], patience=20)
    await press(hass, buttons(shown[0])["Open gate"])
    assert not opened


@pytest.mark.parametrize("place", ["Straße", "STRASSE "])
async def test_places_are_the_same_however_they_are_spelt(
    hass: HomeAssistant, phone: str, shown: list[ServiceCall], place: str
) -> None:
    await automate(hass, "notify", phones=[phone], places=["strasse"])
    await tell(hass, "visit_started", visit(**STRANGER, place=place))
    assert len(shown) == 1
