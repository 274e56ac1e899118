"""Blueprints with a real account behind them: a scan's arrival opens, a button adds a vehicle."""

from collections.abc import Mapping
from typing import Any

from homeassistant.core import HomeAssistant, ServiceCall
from homeassistant.util import dt as dt_util
from pytest_homeassistant_custom_component.common import async_capture_events

from custom_components.plate_recognizer.const import DOMAIN, SUBENTRY_TYPE_VEHICLE
from sandbox.process import SandboxProcess

from ..answers import plate
from ..bus_events import settle, tell, visit
from ..conftest import camera_subentry, cloud_entry, scan, set_up, vehicle_subentry
from ..fake_camera import FakeCamera, jpeg
from .conftest import PHONE
from .phones import add_phone
from .running import automate, take_action


async def empty_then(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera, text: str
) -> None:
    """Have a vehicle come before the camera where nothing was before."""
    cloud.answer([])
    await scan(hass)
    await comes(hass, cloud, camera, text)


async def comes(hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera, text: str) -> None:
    camera.picture = jpeg(color="red")
    cloud.answer([plate(text)])
    await hass.services.async_call(
        "image_processing", "scan", {"entity_id": "image_processing.driveway_plates"}, blocking=True
    )
    await settle()


async def test_a_vehicle_that_a_scan_shows_arriving_opens_the_gate(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera
) -> None:
    golf = vehicle_subentry("Golf", "AB12 CDE", may_open=True)
    await set_up(hass, cloud_entry(cloud, camera_subentry(), golf))
    opened = take_action(hass, "script", "turn_on")
    hass.states.async_set("script.gate", "off")
    await automate(hass, "open_door", door="script.gate")

    await empty_then(hass, cloud, camera, "ab12cde")

    assert [call.data["variables"]["visit"]["plate"] for call in opened] == ["AB12CDE"]


async def test_a_switch_of_the_integration_is_no_door_and_that_is_said(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera, told: list[ServiceCall]
) -> None:
    golf = vehicle_subentry("Golf", "AB12 CDE", may_open=True)
    await set_up(hass, cloud_entry(cloud, camera_subentry(), golf))
    notified = take_action(hass, "persistent_notification", "create")
    turned_on = take_action(hass, "switch", "turn_on")
    await automate(
        hass, "open_door", door="switch.driveway_scanning", phones=[PHONE], reasons=["door"]
    )

    await empty_then(hass, cloud, camera, "ab12cde")

    assert not turned_on
    why = (
        "The chosen door is a switch of Plate Recognizer itself, and no door. "
        "Choose the gate in this automation."
    )
    [call] = notified
    assert call.data == {
        "notification_id": "plate_recognizer_no_door_automation.tested",
        "title": "Tested opens nothing",
        "message": why,
    }
    assert [call.data["message"] for call in told] == [f"Golf at Driveway: {why}"]


async def test_a_vehicle_that_has_left_while_others_were_before_it_does_not_open(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera
) -> None:
    golf = vehicle_subentry("Golf", "AB12 CDE", may_open=True)
    await set_up(hass, cloud_entry(cloud, camera_subentry(), golf))
    opened = take_action(hass, "script", "turn_on")
    hass.states.async_set("script.gate", "off")
    hass.states.async_set("person.anna", "not_home")
    cloud.answer([])
    await scan(hass)
    started = async_capture_events(hass, f"{DOMAIN}_visit_started")
    await automate(hass, "open_door", door="script.gate", second_factor=["person.anna"])

    await tell(hass, "visit_started", visit())
    await comes(hass, cloud, camera, "ab12cde")
    assert [event.data["arrival"] for event in started] == [True, True]
    assert hass.states.is_state("binary_sensor.golf_present", "on")
    hass.states.async_set("binary_sensor.golf_present", "off")
    await tell(hass, "visit_ended", visit(end_reason="left"))
    hass.states.async_set("person.anna", "home")
    await settle()

    assert not opened


async def test_a_guest_of_yesterday_is_let_in_for_today_by_the_same_button(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera
) -> None:
    guest = vehicle_subentry(
        "Guest XY98ZZZ",
        "XY98ZZZ",
        category="guest",
        may_open=True,
        valid_until="2020-01-01 23:59:59",
    )
    account = await set_up(hass, cloud_entry(cloud, camera_subentry(), guest))
    shown = take_action(hass, "notify", "mobile_app_phone")
    await automate(hass, "notify", phones=[add_phone(hass, "Phone")], let_in=True)

    await empty_then(hass, cloud, camera, "xy98zzz")
    await press(hass, shown[0], "Let in for today")
    await hass.async_block_till_done()

    [vehicle] = account.get_subentries_of_type(SUBENTRY_TYPE_VEHICLE)
    assert vehicle.title == "Guest XY98ZZZ"
    assert vehicle.data["valid_until"] > dt_util.now().strftime("%Y-%m-%d")


async def test_a_stranger_who_is_let_in_is_a_guest_that_may_open(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera
) -> None:
    account = await set_up(hass, cloud_entry(cloud, camera_subentry()))
    shown = take_action(hass, "notify", "mobile_app_phone")
    opened = take_action(hass, "script", "turn_on")
    await automate(
        hass, "notify", phones=[add_phone(hass, "Phone")], door=["script.gate"], let_in=True
    )

    await empty_then(hass, cloud, camera, "xy98zzz")
    await press(hass, shown[0], "Let in for today")
    await hass.async_block_till_done()

    assert len(opened) == 1
    [added] = [
        each.data
        for each in account.subentries.values()
        if each.subentry_type == SUBENTRY_TYPE_VEHICLE
    ]
    assert added["plates"] == ["XY98ZZZ"]
    assert added["category"] == "guest"
    assert added["may_open"] is True
    assert added["valid_until"].endswith("23:59:59")


async def press(hass: HomeAssistant, notification: ServiceCall, title: str) -> None:
    buttons: list[Mapping[str, Any]] = notification.data["data"]["actions"]
    [action] = [button["action"] for button in buttons if button["title"] == title]
    hass.bus.async_fire("mobile_app_notification_action", {"action": action})
    await settle()
