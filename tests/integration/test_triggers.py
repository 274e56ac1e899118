"""Triggers of automations: what sets them off, what doesn't, and what they tell."""

from collections import defaultdict
from typing import Any

from homeassistant.components.automation import DOMAIN as AUTOMATION
from homeassistant.core import HomeAssistant, ServiceCall
from homeassistant.helpers import area_registry as ar, device_registry as dr, entity_registry as er
from homeassistant.helpers.trigger import async_get_all_descriptions
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_mock_service
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

from custom_components.plate_recognizer.const import DOMAIN
from custom_components.plate_recognizer.trigger import TRIGGERS
from sandbox.process import SandboxProcess

from .answers import plate
from .bus_events import GOLF_ID, STRANGER, UNREAD, sighting, simulated, tell, visit
from .conftest import CAMERA_SUBENTRY, camera_subentry, cloud_entry, scan, set_up, vehicle_subentry

NOT_OFFERED: defaultdict[str, set[str]] = defaultdict(
    set,
    vehicle_left={"simulated"},
    stranger_sighted={"vehicle", "category", "may_open"},
)
"""Options that never hold there. Whoever writes them in YAML isn't refused."""
TELL_ALL = {
    "description": "{{ trigger.description }}",
    "platform": "{{ trigger.platform }}",
    "plate": "{{ (trigger.sighting | default(trigger.visit)).plate }}",
}
Acts = list[ServiceCall]


async def automate(
    hass: HomeAssistant, trigger: str, target: dict[str, Any] | None = None, **options: object
) -> Acts:
    """Set an automation up that has one of our triggers, and return what it does."""
    acts: Acts = async_mock_service(hass, "test", "act")
    config: dict[str, Any] = {"trigger": f"{DOMAIN}.{trigger}", "options": options}
    if target is not None:
        config["target"] = target
    automation = {
        "id": "tested",
        "alias": "Tested",
        "triggers": [config],
        "actions": [{"action": "test.act", "data": TELL_ALL}],
        "mode": "parallel",
    }
    assert await async_setup_component(hass, AUTOMATION, {AUTOMATION: automation})
    await hass.async_block_till_done()
    return acts


def add_device(hass: HomeAssistant, subentry_id: str) -> dr.DeviceEntry:
    """Add a device of a camera, a vehicle or a list, as an account does."""
    entry = MockConfigEntry(domain=DOMAIN)
    entry.add_to_hass(hass)
    return dr.async_get(hass).async_get_or_create(
        config_entry_id=entry.entry_id, identifiers={(DOMAIN, subentry_id)}
    )


async def test_a_sighting_sets_off_and_tells_what_was_seen(hass: HomeAssistant) -> None:
    acts = await automate(hass, "vehicle_sighted")

    await tell(hass, "sighting", sighting())

    assert [act.data for act in acts] == [
        {
            "description": "Anna's Golf was seen at Driveway (AB12CDE, read twice)",
            "platform": "plate_recognizer.vehicle_sighted",
            "plate": "AB12CDE",
        }
    ]


@pytest.mark.usefixtures("camera")
async def test_an_automation_from_before_the_account_hears_of_a_real_scan_and_after_a_reload(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    acts = await automate(hass, "known_vehicle_sighted")
    golf = vehicle_subentry("Golf", "AB12 CDE", subentry_id=GOLF_ID)
    entry = await set_up(hass, cloud_entry(cloud, camera_subentry(), golf))
    cloud.answer([plate("ab12cde")])

    await scan(hass)
    assert len(acts) == 1

    await hass.config_entries.async_reload(entry.entry_id)
    cloud.answer([plate("ab12cde")])
    await scan(hass)
    assert len(acts) == 2


@pytest.mark.parametrize(
    ("trigger", "data", "acts"),
    [
        ("known_vehicle_sighted", sighting(), True),
        ("known_vehicle_sighted", sighting(**STRANGER), False),
        ("known_vehicle_sighted", sighting(status="expired"), False),
        ("stranger_sighted", sighting(**STRANGER), True),
        ("stranger_sighted", sighting(), False),
        ("stranger_sighted", sighting(**UNREAD), False),
        ("vehicle_sighted", sighting(**UNREAD), True),
    ],
)
async def test_each_trigger_is_for_its_statuses(
    hass: HomeAssistant, trigger: str, data: dict[str, Any], *, acts: bool
) -> None:
    calls = await automate(hass, trigger)
    await tell(hass, "sighting", data)
    assert bool(calls) is acts


@pytest.mark.parametrize(
    ("options", "data", "acts"),
    [
        ({"status": ["blocked", "known"]}, {}, True),
        ({"status": ["blocked"]}, {}, False),
        ({"status": "known"}, {}, True),
        ({"category": ["resident", "guest"]}, {}, True),
        ({"category": ["guest"]}, {}, False),
        ({"category": ["guest"]}, STRANGER, False),
        ({"place": ["drIVEway "]}, {}, True),
        ({"place": ["STRASSE"]}, {"place": "Straße"}, True),
        ({"place": ["Gate"]}, {}, False),
        ({"may_open": True}, {}, True),
        ({"may_open": True}, {"may_open": False}, False),
        ({"may_open": True}, STRANGER, False),
        ({"may_open": False}, {"may_open": False}, True),
        ({"sure": True}, {}, True),
        ({"sure": True}, {"sure": False}, False),
        ({"sure": False}, {"sure": False}, True),
        ({"place": [], "category": [], "status": [], "vehicle": []}, STRANGER, True),
    ],
)
async def test_options_narrow_down_what_sets_off(
    hass: HomeAssistant, options: dict[str, Any], data: dict[str, Any], *, acts: bool
) -> None:
    calls = await automate(hass, "vehicle_sighted", **options)
    await tell(hass, "sighting", sighting(**data))
    assert bool(calls) is acts


@pytest.mark.parametrize(
    "trigger", ["known_vehicle_sighted", "stranger_sighted", "vehicle_arrived", "vehicle_left"]
)
async def test_only_the_first_trigger_asks_for_a_status(hass: HomeAssistant, trigger: str) -> None:
    await automate(hass, trigger, status=["known"])
    state = hass.states.get("automation.tested")
    assert state is not None
    assert state.state == "unavailable"


async def test_an_automation_that_was_turned_off_hears_nothing(hass: HomeAssistant) -> None:
    acts = await automate(hass, "vehicle_sighted")
    turned_off = {"entity_id": "automation.tested"}
    await hass.services.async_call(AUTOMATION, "turn_off", turned_off, blocking=True)
    await tell(hass, "sighting", sighting())
    assert not acts


async def test_an_arrival_sets_off_once_also_where_it_is_told_of_again(
    hass: HomeAssistant,
) -> None:
    acts = await automate(hass, "vehicle_arrived")

    await tell(hass, "visit_started", visit(arrival=False, arrival_reason="not_sure"))
    assert not acts
    await tell(hass, "visit_started", visit())
    await tell(hass, "visit_started", visit())
    assert [act.data["description"] for act in acts] == [
        "Anna's Golf arrived at Driveway (AB12CDE, read twice)"
    ]

    await tell(hass, "visit_started", visit(visit_id="01NEXTVISIT"))
    assert len(acts) == 2


@pytest.mark.parametrize("arrival", [False, None, "no"])
async def test_the_start_of_a_visit_that_is_no_arrival_sets_nothing_off(
    hass: HomeAssistant, arrival: object
) -> None:
    acts = await automate(hass, "vehicle_arrived")
    await tell(hass, "visit_started", visit(arrival=arrival))
    await tell(hass, "sighting", sighting())
    await tell(hass, "visit_ended", visit(end_reason="left"))
    assert not acts


async def test_a_departure_sets_off_and_a_time_out_is_none(hass: HomeAssistant) -> None:
    acts = await automate(hass, "vehicle_left")

    await tell(hass, "visit_started", visit())
    await tell(hass, "visit_ended", visit(end_reason="timeout", duration=43_200))
    assert not acts

    await tell(hass, "visit_ended", visit(end_reason="left", duration=7_800))
    assert [act.data["description"] for act in acts] == [
        "Anna's Golf left Driveway after 2 h 10 min"
    ]


@pytest.mark.parametrize(
    ("trigger", "options", "acts"),
    [
        ("vehicle_sighted", {}, False),
        ("vehicle_sighted", {"simulated": True}, True),
        ("stranger_sighted", {"simulated": True}, False),
        ("vehicle_arrived", {}, False),
        ("vehicle_arrived", {"simulated": True}, True),
        ("vehicle_left", {"simulated": True}, False),
    ],
)
async def test_a_simulation_sets_off_only_what_asks_for_it(
    hass: HomeAssistant, trigger: str, options: dict[str, Any], *, acts: bool
) -> None:
    calls = await automate(hass, trigger, **options)
    await tell(hass, "simulated_sighting", simulated())
    assert bool(calls) is acts


async def test_each_simulation_acts_as_long_as_it_would_be_an_arrival(
    hass: HomeAssistant,
) -> None:
    acts = await automate(hass, "vehicle_arrived", simulated=True)

    await tell(hass, "simulated_sighting", simulated(arrival=False, arrival_reason="same_spot"))
    assert not acts
    await tell(hass, "simulated_sighting", simulated(visit_id="01VISIT"))
    await tell(hass, "simulated_sighting", simulated(visit_id="01VISIT"))
    assert len(acts) == 2
    assert acts[0].data["description"].startswith("Simulated: Anna's Golf arrived")
    await tell(hass, "visit_started", visit())
    assert len(acts) == 3


async def test_a_vehicle_is_chosen_by_its_device_which_may_come_later(hass: HomeAssistant) -> None:
    device = add_device(hass, GOLF_ID)
    other = add_device(hass, "01VEHICLEOTHER")
    acts = await automate(hass, "vehicle_arrived", vehicle=[device.id])

    await tell(hass, "visit_started", visit())
    assert len(acts) == 1
    await tell(hass, "visit_started", visit(visit_id="2", vehicle_id="01VEHICLEOTHER"))
    await tell(hass, "visit_started", visit(visit_id="3", **STRANGER))
    assert len(acts) == 1

    dr.async_get(hass).async_remove_device(device.id)
    await tell(hass, "visit_started", visit(visit_id="4"))
    assert len(acts) == 1, "an unknown device is nobody's"
    assert other.id != device.id


async def test_a_row_of_a_list_is_chosen_by_the_lists_device(hass: HomeAssistant) -> None:
    device = add_device(hass, "01LIST")
    acts = await automate(hass, "vehicle_arrived", vehicle=[device.id])
    await tell(hass, "visit_started", visit(vehicle_id="01LIST:AB12CDE"))
    await tell(hass, "visit_started", visit(visit_id="2", vehicle_id="01OTHERLIST:AB12CDE"))
    assert len(acts) == 1


async def test_a_target_may_be_the_camera_the_vehicle_an_entity_or_an_area_and_acts_once(
    hass: HomeAssistant,
) -> None:
    camera, golf = add_device(hass, CAMERA_SUBENTRY), add_device(hass, GOLF_ID)
    [entry] = [
        entry
        for entry in hass.config_entries.async_entries(DOMAIN)
        if entry.entry_id == camera.config_entry_id
    ]
    entity = er.async_get(hass).async_get_or_create(
        "event", DOMAIN, "sighting", config_entry=entry, device_id=camera.id
    )
    area = ar.async_get(hass).async_create("Garden")
    dr.async_get(hass).async_update_device(golf.id, area_id=area.id)
    shed = ar.async_get(hass).async_create("Shed")
    moved = er.async_get(hass).async_get_or_create(
        "event", DOMAIN, "moved", config_entry=entry, device_id=camera.id, original_name="Moved"
    )
    er.async_get(hass).async_update_entity(moved.entity_id, area_id=shed.id)
    targets: list[dict[str, Any]] = [
        {"area_id": shed.id},
        {"device_id": [camera.id]},
        {"device_id": golf.id},
        {"entity_id": entity.entity_id},
        {"area_id": area.id},
        {"device_id": [camera.id, golf.id], "area_id": area.id, "entity_id": entity.entity_id},
        {},
    ]
    acts = async_mock_service(hass, "test", "act")
    automations = [
        {
            "alias": str(number),
            "triggers": [{"trigger": f"{DOMAIN}.vehicle_sighted", "target": target}],
            "actions": [{"action": "test.act", "data": {"number": number}}],
        }
        for number, target in enumerate(targets)
    ]
    assert await async_setup_component(hass, AUTOMATION, {AUTOMATION: automations})

    await tell(hass, "sighting", sighting(device_id=camera.id))
    assert sorted(act.data["number"] for act in acts) == list(range(len(targets)))

    acts.clear()
    await tell(hass, "sighting", sighting(sighting_id="2", device_id="another", **STRANGER))
    assert [act.data["number"] for act in acts] == [len(targets) - 1]


@pytest.mark.parametrize(
    ("options", "data", "reason"),
    [
        ({}, {"arrival": False, "arrival_reason": "same_spot"}, "not_an_arrival"),
        ({"may_open": True}, {"may_open": False}, "may_not_open"),
        ({"sure": True}, {"sure": False}, "not_sure"),
    ],
)
async def test_a_trace_says_why_an_arrival_did_not_set_off(
    hass: HomeAssistant,
    hass_ws_client: WebSocketGenerator,
    options: dict[str, Any],
    data: dict[str, Any],
    reason: str,
) -> None:
    await automate(hass, "vehicle_arrived", **options)
    await tell(hass, "visit_started", visit(**data))
    assert await why_not(hass, hass_ws_client) == reason


async def test_a_trace_says_that_something_was_only_simulated(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator
) -> None:
    await automate(hass, "vehicle_sighted")
    await tell(hass, "simulated_sighting", simulated())
    assert await why_not(hass, hass_ws_client) == "simulated"


async def test_other_vehicles_leave_no_trace(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator
) -> None:
    await automate(hass, "vehicle_arrived", category=["guest"], may_open=True)
    await tell(hass, "visit_started", visit(arrival=False))
    assert await why_not(hass, hass_ws_client) is None


async def why_not(hass: HomeAssistant, hass_ws_client: WebSocketGenerator) -> str | None:
    """Return what the automation's traces say of why it wasn't set off."""
    client = await hass_ws_client()
    item = {"domain": AUTOMATION, "item_id": "tested"}
    await client.send_json_auto_id({"type": "trace/list", **item})
    traces = (await client.receive_json())["result"]
    if not traces:
        return None
    await client.send_json_auto_id({"type": "trace/get", **item, "run_id": traces[0]["run_id"]})
    trace = (await client.receive_json())["result"]["trace"]
    return str(trace["trigger/0"][0]["result"]["reason"])


async def test_a_wrong_option_is_refused(hass: HomeAssistant) -> None:
    await automate(hass, "vehicle_arrived", category=["friend"])
    state = hass.states.get("automation.tested")
    assert state is not None
    assert state.state == "unavailable"


async def test_what_is_not_offered_for_strangers_can_still_be_written_and_never_holds(
    hass: HomeAssistant,
) -> None:
    acts = await automate(hass, "stranger_sighted", category=["resident"], may_open=True)

    await tell(hass, "sighting", sighting(**STRANGER))

    assert not acts


async def test_every_trigger_and_each_of_its_fields_is_described_for_the_editor(
    hass: HomeAssistant,
) -> None:
    await automate(hass, "vehicle_sighted")
    described = await async_get_all_descriptions(hass)
    for name, trigger in TRIGGERS.items():
        description = described[f"{DOMAIN}.{name}"]
        assert description is not None
        assert description["target"] == {"entity": [{"domain": ["event"], "integration": DOMAIN}]}
        [options] = [value for key, value in trigger.schema.schema.items() if str(key) == "options"]
        assert {str(key) for key in options} - description["fields"].keys() == NOT_OFFERED[name]
        assert description["fields"].keys() <= {str(key) for key in options}
