"""The cards and helpers that the guide to statistics shows fit the sensors that there are."""

from collections.abc import Iterable
from pathlib import Path
import re
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components.sensor.recorder import DEFAULT_STATISTICS
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
from homeassistant.util.yaml import parse_yaml
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.plate_recognizer.visit_statistics import LULL
from sandbox.process import SandboxProcess

from .answers import plate
from .conftest import camera_subentry, cloud_entry, scan, set_up, vehicle_subentry
from .quota import pass_time

GUIDE = Path(__file__).parents[2] / "docs" / "statistics.md"
EXAMPLES: list[dict[str, Any]] = [
    parse_yaml(example)  # type: ignore[misc]
    for example in re.findall(r"```yaml\n(.*?)```", GUIDE.read_text(), re.DOTALL)
]
CARDS = [each for each in EXAMPLES if "type" in each]
HELPERS = [each for each in EXAMPLES if "type" not in each]

KEYS = {
    "statistics-graph": {
        *("type", "title", "entities", "stat_types", "period", "days_to_show", "chart_type")
    },
    "statistic": {"type", "entity", "name", "stat_type", "period"},
}
"""That these cards have, of those that the frontend knows."""
PERIODS = {"5minute", "hour", "day", "week", "month"}
NEEDS = {"mean": "mean", "min": "min", "max": "max", "change": "sum", "sum": "sum", "state": "sum"}
"""What Home Assistant has to compile of a sensor for each kind of statistic."""


@pytest.fixture(autouse=True)
def _custom_integrations(recorder_mock: object, enable_custom_integrations: None) -> None:
    """Have a database before anything else of Home Assistant: it insists."""


async def start(hass: HomeAssistant, cloud: SandboxProcess) -> MockConfigEntry:
    """Start an account that reads the driveway and knows a Golf."""
    return await set_up(
        hass, cloud_entry(cloud, camera_subentry(), vehicle_subentry("Golf", "AB12 CDE"))
    )


def kinds_of(hass: HomeAssistant, entity_id: str) -> Iterable[str]:
    """Return what is compiled of a sensor."""
    state = hass.states.get(entity_id)
    assert state is not None, f"there is no {entity_id}"
    return DEFAULT_STATISTICS[state.attributes["state_class"]].types


@pytest.mark.usefixtures("camera")
@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.get("title", card["type"]))
async def test_a_card_shows_statistics_that_are_kept(
    hass: HomeAssistant, cloud: SandboxProcess, card: dict[str, Any]
) -> None:
    await start(hass, cloud)

    assert card.keys() <= KEYS[card["type"]]
    period = card["period"]
    assert (period if isinstance(period, str) else period["calendar"]["period"]) in PERIODS
    shown = {NEEDS[kind] for kind in card.get("stat_types") or [card["stat_type"]]}
    for entity_id in card.get("entities") or [card["entity"]]:
        assert shown <= set(kinds_of(hass, entity_id))


@pytest.mark.usefixtures("camera")
@pytest.mark.parametrize("expected_lingering_timers", [True])  # the meter's, to its next month
@pytest.mark.parametrize(
    ("helper", "made"),
    [
        (HELPERS[0], "sensor.driveway_occupied_today"),
        (HELPERS[1], "sensor.golf_in_7_days"),
        (HELPERS[2], "sensor.visits_this_month"),
    ],
)
async def test_a_helper_makes_a_number_of_what_a_visit_changes(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    freezer: FrozenDateTimeFactory,
    helper: dict[str, Any],
    made: str,
) -> None:
    [domain] = helper
    assert await async_setup_component(hass, domain, helper)
    entry = await start(hass, cloud)
    cloud.answer([plate("ab12cde")])

    await scan(hass)
    await pass_time(hass, freezer, seconds=LULL.total_seconds())
    await pass_time(hass, freezer, seconds=LULL.total_seconds())

    state = hass.states.get(made)
    assert state is not None
    assert float(state.state) > 0
    # Before the database is closed: History Stats asks it once more.
    assert await hass.config_entries.async_unload(entry.entry_id)
    await hass.async_block_till_done()
