"""Every trigger and condition that Home Assistant has of us is in the reference."""

from homeassistant.core import HomeAssistant
from homeassistant.helpers import condition, trigger
import pytest

from custom_components.plate_recognizer.condition import CONDITIONS, async_get_conditions
from custom_components.plate_recognizer.const import DOMAIN
from custom_components.plate_recognizer.trigger import TRIGGERS, async_get_triggers

from .english import node
from .fields import described
from .pages.triggers import condition_schema, options_of, page


async def test_the_triggers_that_are_offered_are_those_of_the_reference(
    hass: HomeAssistant,
) -> None:
    offered = await async_get_triggers(hass)

    assert offered.keys() == described("triggers.yaml").keys() == node("triggers").keys()
    assert all(f"\n## {name}\n" in page() for name in offered)


async def test_the_conditions_that_are_offered_are_those_of_the_reference(
    hass: HomeAssistant,
) -> None:
    offered = await async_get_conditions(hass)

    assert offered.keys() == described("conditions.yaml").keys() == node("conditions").keys()
    assert all(f"\n## {name}\n" in page() for name in offered)


@pytest.mark.usefixtures("account")
async def test_home_assistant_offers_all_of_them(hass: HomeAssistant) -> None:
    triggers = await trigger.async_get_all_descriptions(hass)
    conditions = await condition.async_get_all_descriptions(hass)

    assert {each for each in triggers if each.startswith(f"{DOMAIN}.")} == {
        f"{DOMAIN}.{name}" for name in TRIGGERS
    }
    assert {each for each in conditions if each.startswith(f"{DOMAIN}.")} == {
        f"{DOMAIN}.{name}" for name in CONDITIONS
    }


@pytest.mark.parametrize("name", CONDITIONS)
def test_each_option_that_a_condition_takes_is_in_the_reference(name: str) -> None:
    options = options_of(condition_schema(name))

    assert options.keys() == described("conditions.yaml")[name]["fields"].keys()
    assert options.keys() == node("conditions", name)["fields"].keys()


@pytest.mark.parametrize("name", TRIGGERS)
def test_each_option_that_a_trigger_offers_is_one_that_it_takes(name: str) -> None:
    """It takes more: those that would narrow it to nothing aren't offered."""
    offered = described("triggers.yaml")[name]["fields"].keys()

    assert offered <= options_of(TRIGGERS[name].schema).keys()
    assert offered == node("triggers", name)["fields"].keys()
