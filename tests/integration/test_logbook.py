"""The logbook says what a person would have written down."""

from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.components.recorder.common import (
    async_wait_recording_done,
)
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

from custom_components.plate_recognizer.const import DOMAIN
from sandbox.process import SandboxProcess

from .answers import plate
from .bus_events import sighting, simulated, tell, visit
from .conftest import CAMERA_SUBENTRY, scan


async def lines(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator, **about: object
) -> list[str]:
    """Return what the logbook shows of this integration, optionally about some devices only."""
    return [
        f"{line['name']} {line['message']}"
        for line in await all_lines(hass, hass_ws_client, **about)
        if line.get("domain") == DOMAIN
    ]


async def all_lines(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator, **about: object
) -> list[dict[str, Any]]:
    """Return what the logbook shows of everything."""
    await async_wait_recording_done(hass)
    client = await hass_ws_client()
    start = dt_util.utcnow().replace(hour=0, minute=0).isoformat()
    await client.send_json_auto_id({"type": "logbook/get_events", "start_time": start, **about})
    answer: dict[str, Any] = await client.receive_json()
    found: list[dict[str, Any]] = answer["result"]
    return found


@pytest.fixture(autouse=True)
def _custom_integrations(recorder_mock: object, enable_custom_integrations: None) -> None:
    """Have a database before anything else of Home Assistant: it insists."""


@pytest.fixture(autouse=True)
async def _logbook(hass: HomeAssistant, request: pytest.FixtureRequest) -> None:
    """Have a logbook, set up as usual or as a test asks for."""
    config = getattr(request, "param", {})
    assert await async_setup_component(hass, "logbook", {"logbook": config})


async def test_a_visit_has_a_line_for_its_start_and_one_for_its_end(
    hass: HomeAssistant, account: MockConfigEntry, hass_ws_client: WebSocketGenerator
) -> None:
    await tell(hass, "visit_started", visit())
    await tell(hass, "sighting", sighting())
    await tell(hass, "sighting", sighting(sighting_id="2"))
    await tell(hass, "visit_ended", visit(end_reason="left", duration=7_800.0))
    await tell(hass, "simulated_sighting", simulated())

    assert await lines(hass, hass_ws_client) == [
        "Anna's Golf arrived at Driveway (AB12CDE, read twice)",
        "Anna's Golf left Driveway after 2 h 10 min",
        "Simulated: Anna's Golf arrived at Driveway (AB12CDE, read twice)",
    ]


@pytest.mark.parametrize(
    ("_logbook", "has_entities"),
    [({}, True), ({"exclude": {"entity_globs": "*.driveway_*"}}, False)],
    indirect=["_logbook"],
)
async def test_entities_have_lines_of_home_assistants_own_which_can_be_left_out(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    account: MockConfigEntry,
    hass_ws_client: WebSocketGenerator,
    *,
    has_entities: bool,
) -> None:
    cloud.answer([plate("ab12cde")])
    await scan(hass)

    everything = await all_lines(hass, hass_ws_client)

    entities = {line["entity_id"] for line in everything if "entity_id" in line}
    assert ("event.driveway_sighting" in entities) is has_entities
    assert ("sensor.driveway_plate" in entities) is has_entities
    assert [line["name"] for line in everything if line.get("domain") == DOMAIN] == ["A stranger"]


async def test_a_cameras_page_has_the_lines_of_that_camera(
    hass: HomeAssistant, account: MockConfigEntry, hass_ws_client: WebSocketGenerator
) -> None:
    [camera] = [
        device.id
        for device in dr.async_entries_for_config_entry(dr.async_get(hass), account.entry_id)
        if (DOMAIN, CAMERA_SUBENTRY) in device.identifiers
    ]
    await tell(hass, "visit_started", visit(device_id=camera))
    await tell(hass, "visit_started", visit(device_id="another camera's", place="Gate"))

    assert await lines(hass, hass_ws_client, device_ids=[camera]) == [
        "Anna's Golf arrived at Driveway (AB12CDE, read twice)"
    ]
