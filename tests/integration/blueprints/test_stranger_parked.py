"""The blueprint that tells of strangers who stay."""

from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant, ServiceCall
import pytest

from ..bus_events import STRANGER, UNREAD, simulated, tell, visit
from .conftest import PHONE
from .running import automate, change, let_time_pass, take_action

Freezer = FrozenDateTimeFactory
Calls = list[ServiceCall]


def messages(told: Calls) -> list[str]:
    return [call.data["message"] for call in told]


async def test_a_stranger_who_stays_is_told_of_once(
    hass: HomeAssistant, freezer: Freezer, told: Calls
) -> None:
    looked = take_action(hass, "camera", "snapshot")
    more = [{"action": "camera.snapshot", "data": {"plate": "{{ visit.plate }}"}}]
    await automate(hass, "stranger_parked", phones=[PHONE], more=more)
    await tell(hass, "visit_started", visit(**STRANGER, vehicle_type="Van"))
    await let_time_pass(hass, freezer, 14 * 60)
    assert not told

    await let_time_pass(hass, freezer, 61)
    assert messages(told) == ["A stranger (XY98ZZZ, Van) has been at Driveway for 15 minutes"]
    assert [call.data for call in looked] == [{"plate": "XY98ZZZ"}]
    await let_time_pass(hass, freezer, 7_200)
    assert len(told) == 1


@pytest.mark.parametrize("end_reason", ["left", "timeout"])
async def test_a_stranger_who_goes_in_time_is_not_told_of(
    hass: HomeAssistant, freezer: Freezer, told: Calls, end_reason: str
) -> None:
    await automate(hass, "stranger_parked", phones=[PHONE])
    await tell(hass, "visit_started", visit(**STRANGER))
    await tell(hass, "visit_ended", visit(**STRANGER, end_reason=end_reason))
    await let_time_pass(hass, freezer, 3_600)
    assert not told


async def test_that_another_one_goes_changes_nothing(
    hass: HomeAssistant, freezer: Freezer, told: Calls
) -> None:
    await automate(hass, "stranger_parked", phones=[PHONE], patience=1)
    await tell(hass, "visit_started", visit(**STRANGER))
    other = {**STRANGER, "visit_id": "02VISIT", "plate": "OTHER1"}
    await tell(hass, "visit_started", visit(**other))
    await tell(hass, "visit_ended", visit(**other, end_reason="left"))
    await let_time_pass(hass, freezer, 61)
    assert messages(told) == ["A stranger (XY98ZZZ) has been at Driveway for 1 minute"]


async def test_what_becomes_sure_is_told_of_once(
    hass: HomeAssistant, freezer: Freezer, told: Calls
) -> None:
    statuses = ["unread", "stranger"]
    await automate(hass, "stranger_parked", phones=[PHONE], statuses=statuses, patience=5)
    await tell(hass, "visit_started", visit(**UNREAD, arrival=False, arrival_reason="unread"))
    await tell(hass, "visit_started", visit(**STRANGER))
    await let_time_pass(hass, freezer, 3_600)
    assert messages(told) == ["A stranger (XY98ZZZ) has been at Driveway for 5 minutes"]


async def test_who_turns_out_to_be_known_is_not_told_of(
    hass: HomeAssistant, freezer: Freezer, told: Calls
) -> None:
    await automate(hass, "stranger_parked", phones=[PHONE], statuses=["unread"])
    await tell(hass, "visit_started", visit(**UNREAD, arrival=False, arrival_reason="unread"))
    await tell(hass, "visit_started", visit())
    await let_time_pass(hass, freezer, 3_600)
    assert not told


@pytest.mark.parametrize(
    ("event", "data"),
    [
        ("visit_started", visit()),
        ("visit_started", visit(status="ignored")),
        ("visit_started", visit(**UNREAD)),
        ("visit_started", visit(**STRANGER, place="Street")),
        ("visit_started", visit(**STRANGER, visit_id=None)),
        ("visit_started", dict.fromkeys(visit())),
        ("simulated_sighting", simulated(**STRANGER)),
    ],
)
async def test_others_are_not_told_of(
    hass: HomeAssistant, freezer: Freezer, told: Calls, event: str, data: dict[str, Any]
) -> None:
    await automate(hass, "stranger_parked", phones=[PHONE], places=["driveway"])
    await tell(hass, event, data)
    await let_time_pass(hass, freezer, 3_600)
    assert not told


async def test_a_change_of_the_automation_forgets_those_that_stand_there(
    hass: HomeAssistant, freezer: Freezer, told: Calls
) -> None:
    await automate(hass, "stranger_parked", phones=[PHONE], patience=5)
    await tell(hass, "visit_started", visit(**STRANGER))
    await change(hass, "stranger_parked", phones=[PHONE], patience=6)
    await let_time_pass(hass, freezer, 3_600)
    assert not told

    await tell(hass, "visit_started", visit(**STRANGER, visit_id="2"))
    await let_time_pass(hass, freezer, 361)
    assert messages(told) == ["A stranger (XY98ZZZ) has been at Driveway for 6 minutes"]


async def test_a_reload_that_changes_nothing_forgets_nobody(
    hass: HomeAssistant, freezer: Freezer, told: Calls
) -> None:
    await automate(hass, "stranger_parked", phones=[PHONE], patience=5)
    await tell(hass, "visit_started", visit(**STRANGER))
    await change(hass, "stranger_parked", phones=[PHONE], patience=5)
    await let_time_pass(hass, freezer, 301)
    assert len(told) == 1


async def test_a_plate_of_digits_stays_as_it_is(
    hass: HomeAssistant, freezer: Freezer, told: Calls
) -> None:
    await automate(hass, "stranger_parked", phones=[PHONE], patience=1, places=["STRASSE"])
    await tell(hass, "visit_started", visit(**{**STRANGER, "plate": "0", "place": "Straße"}))
    await let_time_pass(hass, freezer, 61)
    assert messages(told) == ["A stranger (0) has been at Straße for 1 minute"]
