"""The examples of docs/actions.md do what it says, as they stand there."""

from pathlib import Path
import re
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components.automation import DOMAIN as AUTOMATION
from homeassistant.core import HomeAssistant, ServiceCall
from homeassistant.setup import async_setup_component
from homeassistant.util.yaml import parse_yaml
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_mock_service

from sandbox.process import SandboxProcess

from .answers import box, plate
from .conftest import lookups_at, scan, until
from .fake_camera import FakeCamera, jpeg
from .fake_image import add_image

ANSWER = "mobile_app_notification_action"
SCAN_BUTTON = {"entity_id": "button.driveway_scan"}
_TEXT = (Path(__file__).parents[2] / "docs" / "actions.md").read_text()


def example(title: str) -> dict[str, Any]:
    """Return the first example below a heading."""
    _, below = _TEXT.split(f"\n## {title}\n", 1)
    found = re.search(r"```yaml\n(.*?)```", below, re.DOTALL)
    assert found is not None
    parsed = parse_yaml(found[1])
    assert isinstance(parsed, dict)
    return dict(parsed)


async def automate(hass: HomeAssistant, automation: dict[str, Any]) -> None:
    assert await async_setup_component(hass, AUTOMATION, {AUTOMATION: automation})
    await hass.async_block_till_done()


async def seen(hass: HomeAssistant, cloud: SandboxProcess, text: str) -> None:
    cloud.answer([plate(text)])
    await scan(hass)


@pytest.fixture(autouse=True)
async def _noon(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    await hass.config.async_set_time_zone("UTC")
    freezer.move_to("2026-07-01T12:00:00+00:00")


async def test_who_stands_before_the_house_is_told_when_somebody_rings(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    account: MockConfigEntry,
    freezer: FrozenDateTimeFactory,
) -> None:
    told: list[ServiceCall] = async_mock_service(hass, "notify", "notify")
    doorbell = await add_image(hass)
    await automate(hass, {"alias": "Example", **example("recognize")})
    golf = {"name": "Anna", "plates": "AB12 CDE"}
    await hass.services.async_call("plate_recognizer", "add_vehicle", golf, blocking=True)
    cloud.answer([plate("ab12cde"), plate("xy98zzz", 0.8), plate("smudge1", 0.4)])
    cloud.answer([])

    for color in ("red", "green"):
        freezer.tick(60)
        doorbell.take(jpeg(color=color))
        await hass.async_block_till_done()

    assert len(lookups_at(cloud)) == 2
    assert [call.data["message"] for call in told] == ["Before the house: Anna, XY98ZZZ, unread"]


async def test_the_strangers_since_yesterday_evening_are_told(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry
) -> None:
    told: list[ServiceCall] = async_mock_service(hass, "notify", "notify")
    go = {"triggers": {"trigger": "event", "event_type": "go"}}
    await automate(hass, {"alias": "Example", **go, **example("get_sightings")})
    for text in ("ab12cde", "xy98zzz", "ab12cde"):
        await seen(hass, cloud, text)

    hass.bus.async_fire("go")
    await hass.async_block_till_done()

    assert [call.data["message"] for call in told] == ["AB12CDE, XY98ZZZ"]


async def test_what_happened_in_the_night_is_told(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    account: MockConfigEntry,
    freezer: FrozenDateTimeFactory,
) -> None:
    told: list[ServiceCall] = async_mock_service(hass, "notify", "notify")
    go = {"triggers": {"trigger": "event", "event_type": "go"}}
    await automate(hass, {"alias": "Example", **go, **example("get_decisions")})
    await seen(hass, cloud, "ab12cde")
    freezer.move_to("2026-07-02T03:00:00+00:00")
    await scan(hass)
    freezer.move_to("2026-07-02T08:00:00+00:00")

    hass.bus.async_fire("go")
    await hass.async_block_till_done()

    [call] = told
    assert call.data["message"] == (
        "Between 00:00 and 06:00: Driveway took one picture: 1 without a vehicle. "
        "No vehicle was sighted."
    )


async def test_a_stranger_is_let_in_for_today_by_the_answer_to_a_notification(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    camera: FakeCamera,
    account: MockConfigEntry,
    freezer: FrozenDateTimeFactory,
) -> None:
    asked: list[ServiceCall] = async_mock_service(hass, "notify", "mobile_app_annas_phone")
    await automate(hass, example("add_vehicle"))
    beside = plate("xy98zzz", box=box(220, 120, 300, 140))
    for color, answer in (("red", [plate("ab12cde")]), ("blue", [plate("ab12cde"), beside])):
        camera.picture = jpeg(color=color)
        cloud.answer(answer)
        await hass.services.async_call("button", "press", SCAN_BUTTON, blocking=True)
        freezer.tick(60)
    await until(lambda: hass.bus.async_listeners().get(ANSWER) == 2)

    assert [call.data["message"] for call in asked] == [
        "AB12CDE at Driveway",
        "XY98ZZZ at Driveway",
    ]
    [button] = asked[0].data["data"]["actions"]
    assert button["authenticationRequired"] is True
    hass.bus.async_fire(ANSWER, {"action": button["action"]})
    await until(lambda: bool(account.get_subentries_of_type("vehicle")))
    asking = {"entity_id": "automation.ask_about_strangers"}
    await hass.services.async_call(AUTOMATION, "turn_off", asking, blocking=True)
    await hass.async_block_till_done()

    [guest] = account.get_subentries_of_type("vehicle")
    assert guest.data == {
        "name": "Guest AB12CDE",
        "plates": ["AB12CDE"],
        "category": "guest",
        "matching": "exact",
        "may_open": True,
        "valid_until": "2026-07-01 23:59:59",
    }


async def test_a_guest_whose_time_is_over_is_removed_when_seen_again(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    account: MockConfigEntry,
    freezer: FrozenDateTimeFactory,
) -> None:
    await automate(hass, {"alias": "Example", **example("remove_vehicle")})
    guest = {"name": "Guest", "plates": "AB12 CDE", "category": "guest"}
    await hass.services.async_call(
        "plate_recognizer", "add_vehicle", {**guest, "valid_until": "2026-07-01"}, blocking=True
    )
    await seen(hass, cloud, "ab12cde")
    assert account.get_subentries_of_type("vehicle"), "not before"

    freezer.move_to("2026-07-02T12:00:00+00:00")
    await seen(hass, cloud, "ab12cde")

    assert not account.get_subentries_of_type("vehicle")
