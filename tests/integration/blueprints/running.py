"""How a blueprint gets into Home Assistant and an automation out of it."""

from collections.abc import Mapping
from datetime import timedelta
import json
from pathlib import Path
import shutil

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components.automation import DOMAIN as AUTOMATION
from homeassistant.core import HomeAssistant, ServiceCall
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
from pytest_homeassistant_custom_component.common import async_fire_time_changed, async_mock_service

from ..bus_events import settle

FOLDER = Path(__file__).parents[3] / "blueprints" / "automation" / "plate_recognizer"


async def automate(hass: HomeAssistant, blueprint: str, **inputs: object) -> None:
    """Import a blueprint, and make an automation of it with these inputs."""
    imported = Path(hass.config.path("blueprints", "automation", "plate_recognizer"))
    await hass.async_add_executor_job(copy, FOLDER / f"{blueprint}.yaml", imported)
    config = {AUTOMATION: automation_of(blueprint, inputs)}
    assert await async_setup_component(hass, AUTOMATION, config)
    await hass.async_block_till_done()
    state = hass.states.get("automation.tested")
    assert state is not None
    assert state.state == "on"


async def change(hass: HomeAssistant, blueprint: str, **inputs: object) -> None:
    """Store the automation with these inputs, as a user who has edited it."""
    stored = Path(hass.config.path("configuration.yaml"))
    config = json.dumps({AUTOMATION: automation_of(blueprint, inputs)})
    await hass.async_add_executor_job(stored.write_text, config)
    await hass.services.async_call(AUTOMATION, "reload", blocking=True)
    await settle()


def automation_of(blueprint: str, inputs: Mapping[str, object]) -> dict[str, object]:
    """Return the automation that is made of a blueprint."""
    return {
        "id": "tested",
        "alias": "Tested",
        "use_blueprint": {"path": f"plate_recognizer/{blueprint}.yaml", "input": dict(inputs)},
    }


def take_action(hass: HomeAssistant, domain: str, name: str) -> list[ServiceCall]:
    """Take an action's place, and return the calls that come."""
    calls: list[ServiceCall] = async_mock_service(hass, domain, name)
    return calls


async def let_time_pass(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, seconds: float
) -> None:
    """Have the clock go on, and let happen what waited for it."""
    freezer.tick(timedelta(seconds=seconds))
    async_fire_time_changed(hass, dt_util.utcnow())
    await settle()


def copy(blueprint: Path, folder: Path) -> None:
    """Copy a blueprint to where Home Assistant looks for those that were imported."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(blueprint, folder)
