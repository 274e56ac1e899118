"""docs/migration.md is complete, and its examples do what it says, as they stand there."""

from pathlib import Path
import re
from typing import Any

from homeassistant.components.automation import DOMAIN as AUTOMATION
from homeassistant.components.script import DOMAIN as SCRIPT
from homeassistant.core import HomeAssistant, ServiceCall
from homeassistant.setup import async_setup_component
from homeassistant.util.yaml import parse_yaml
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_mock_service

from custom_components.plate_recognizer.actions.old_names import ATTRIBUTES, EVENT_KEYS, OLD_EVENT
from custom_components.plate_recognizer.migration.old_platform import KEYS
from sandbox.process import SandboxProcess

from .answers import plate
from .conftest import scan
from .test_action_examples import example

TEXT = (Path(__file__).parents[2] / "docs" / "migration.md").read_text()


def section(title: str) -> str:
    """Return what stands below a heading, up to the next one."""
    found = re.search(rf"\n#+ {re.escape(title)}\n(.*?)(?=\n##|\Z)", TEXT, re.DOTALL)
    assert found is not None
    return found[1]


def examples(text: str) -> list[dict[str, Any]]:
    return [
        dict(parsed)
        for each in re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
        if isinstance(parsed := parse_yaml(each), dict)
    ]


def new_examples() -> list[dict[str, Any]]:
    """Return those that aren't of the older integration."""
    return [each for each in examples(TEXT) if "platerecognizer" not in str(each.get("triggers"))]


AUTOMATIONS = [each for each in new_examples() if "triggers" in each]


def test_the_tables_have_every_key_attribute_and_event_key() -> None:
    for title, names in (
        ("Keys of the YAML", KEYS - {"platform"}),
        ("Entity and attributes", ATTRIBUTES),
        ("Event", EVENT_KEYS),
    ):
        told = {each.split(":")[0] for each in re.findall(r"`([^`]+)`", section(title))}
        assert told >= set(names), title
    assert OLD_EVENT in section("Event")


@pytest.mark.parametrize("shown", AUTOMATIONS, ids=range(len(AUTOMATIONS)))
async def test_a_new_automation_can_be_used_as_it_is(
    hass: HomeAssistant, shown: dict[str, Any]
) -> None:
    await automate(hass, shown)
    state = hass.states.get("automation.tested")
    assert state is not None
    assert state.state == "on"
    await hass.services.async_call(
        AUTOMATION, "turn_off", {"entity_id": "automation.tested"}, blocking=True
    )


async def automate(hass: HomeAssistant, shown: dict[str, Any]) -> None:
    automation = {"alias": "Tested", **shown}
    assert await async_setup_component(hass, AUTOMATION, {AUTOMATION: automation})
    await hass.async_block_till_done()


async def run(hass: HomeAssistant, shown: dict[str, Any]) -> None:
    script = {"tested": {"sequence": shown["actions"]}}
    assert await async_setup_component(hass, SCRIPT, {SCRIPT: script})
    await hass.services.async_call(SCRIPT, "tested", blocking=True)
    await hass.async_block_till_done()


async def test_all_watched_plates_are_made_known_at_once_and_only_once(
    hass: HomeAssistant, account: MockConfigEntry
) -> None:
    [shown] = examples(section("All watched plates at once"))

    await run(hass, shown)
    await hass.services.async_call(SCRIPT, "tested", blocking=True)
    await hass.async_block_till_done()

    vehicles = account.get_subentries_of_type("vehicle")
    assert [each.title for each in vehicles] == ["KBW46BA", "KFAB726"]


async def test_the_templates_show_what_the_older_attributes_did(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry
) -> None:
    templates = [each["template"][0] for each in examples(TEXT) if "template" in each]
    assert await async_setup_component(hass, "template", {"template": templates})
    await hass.async_block_till_done()
    shown = "binary_sensor.anna_in_the_picture", "sensor.cars"
    states = []
    for texts in ("kbw46ba", "xy98zzz"), ("xy98zzz",), ():
        cloud.answer([plate(text) for text in texts])
        await scan(hass)
        states.append(tuple(hass.states.get(each).state for each in shown))  # type: ignore[union-attr]

    assert states == [("on", "2"), ("off", "1"), ("off", "0")]


async def test_the_automation_with_the_least_change_tells_of_watched_plates_alone(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry
) -> None:
    told: list[ServiceCall] = async_mock_service(hass, "notify", "notify")
    await run(hass, examples(section("All watched plates at once"))[0])
    await automate(hass, examples(section("Somebody whose plate is watched"))[-1])

    for text in ("kbw46ba", "xy98zzz"):
        cloud.answer([plate(text)])
        await scan(hass)

    assert [call.data["message"] for call in told] == ["KBW46BA is here"]


async def test_a_picture_is_kept_of_each_plate_that_was_read(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry
) -> None:
    kept: list[ServiceCall] = async_mock_service(hass, "camera", "snapshot")
    await automate(hass, examples(section("Pictures in a folder"))[0])

    for text, score in (("kbw46ba", 0.9), ("xy98zzz", 0.1)):
        cloud.answer([plate(text, score)])
        await scan(hass)

    [call] = kept
    assert call.data["entity_id"] == ["camera.driveway"]
    assert call.data["filename"] == "/config/plates/KBW46BA.jpg"


async def test_the_steps_can_be_told_as_the_actions_page_shows(
    hass: HomeAssistant, account: MockConfigEntry
) -> None:
    told: list[ServiceCall] = async_mock_service(hass, "notify", "notify")

    await run(hass, example("propose_migration"))

    [call] = told
    assert call.data["message"].startswith("Account 1 is set up already, as Snapshot Cloud.")
