"""The automations that the guide shows are ones that Home Assistant takes."""

from pathlib import Path
import re

from homeassistant.components.automation import DOMAIN as AUTOMATION
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
from homeassistant.util.yaml import parse_yaml
import pytest

DOCS = Path(__file__).parents[2] / "docs"
EXAMPLES = [
    pytest.param(example, id=f"{guide}-{number}")
    for guide in ("automations", "doors", "history", "sdk")
    for number, example in enumerate(
        re.findall(r"```yaml\n(.*?)```", (DOCS / f"{guide}.md").read_text(), re.DOTALL)
    )
    if not example.startswith("type: ")  # a card of a dashboard
]


@pytest.mark.parametrize("example", EXAMPLES)
async def test_an_example_can_be_used_as_it_is(hass: HomeAssistant, example: str) -> None:
    shown = parse_yaml(example)
    assert isinstance(shown, dict)
    automation = {"alias": "Tested", **shown}
    assert await async_setup_component(hass, AUTOMATION, {AUTOMATION: automation})
    await hass.async_block_till_done()
    state = hass.states.get("automation.tested")
    assert state is not None
    assert state.state == "on"
    await hass.services.async_call(
        AUTOMATION, "turn_off", {"entity_id": "automation.tested"}, blocking=True
    )
