"""The dialogs of accounts, cameras, vehicles and lists, filled in with anything.

Each answer is a form whose errors have sentences, a menu, an end with a reason that has one, or
something stored that can be set up and scanned with. `InvalidData` is Home Assistant's own no.
"""

from collections.abc import Mapping
import json
from pathlib import Path
from typing import Any

from homeassistant.config_entries import (
    SOURCE_RECONFIGURE,
    SOURCE_USER,
    ConfigEntryState,
    SubentryFlowContext,
)
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType, InvalidData
from hypothesis import given, strategies as st
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.plate_recognizer.const import DOMAIN
from sandbox.process import SandboxProcess
from tests.integration.conftest import TOKEN, scan
from tests.integration.fake_camera import FakeCamera

from .anything import Json, examples, stored_badly
from .conftest import Faults
from .stored import assert_set_up_or_refused, entry_with, lead_home, remove

TEXTS = json.loads(Path("custom_components/plate_recognizer/translations/en.json").read_text())

FORMS: dict[str, Json] = {
    "cloud": {"token": TOKEN, "advanced": {"url": "http://127.0.0.1:1"}},
    "sdk": {"url": "http://127.0.0.1:1", "token": "abc"},
    "webhook": {"local_only": True},
    "receiver": {"webhook_secret": "a-secret-of-the-sender"},
    "recognition": {
        "regions": ["gb"],
        "mmc": False,
        "engine": {
            "detection_mode": "plate",
            "detection_rule": "normal",
            "region": "strict",
            "mode": "fast",
            "threshold_d": 0.2,
            "text_formats": ["[a-z0-9]{4,8}"],
        },
    },
    "cameras": {"cameras": ["camera.driveway"]},
    "camera": {
        "camera_entity_id": "camera.driveway",
        "name": "Driveway",
        "place": "Drive",
        "scan_interval": 60,
        "sensitivity": 50,
        "burst": {
            "triggers": ["binary_sensor.motion"],
            "delay": 0,
            "frames": 2,
            "spacing": 0.1,
            "cooldown": 10,
        },
        "zone": {"left": 0, "top": 10, "right": 90, "bottom": 100, "masks": ["60, 0, 100, 8"]},
        "scores": {"min_score": 0.7, "min_dscore": 0.3, "sure_score": 0.9},
        "regions": ["gb"],
        "engine": {"region": "strict", "threshold_o": 0.5, "text_formats": ["[a-z]+"]},
        "webhook": {"webhook_camera": "gate", "webhook_arrivals": True, "webhook_timeout": 5},
    },
    "vehicle": {
        "name": "Polo",
        "plates": ["XY98 ZZZ"],
        "category": "guest",
        "may_open": True,
        "matching": "candidate",
        "region": "gb",
        "valid_from": "2026-01-01 00:00:00",
        "valid_until": "2026-12-31 00:00:00",
        "times": ["Mo-Fr 08:00-18:00"],
        "note": "a note",
    },
    "plate_list": {
        "name": "Neighbours",
        "category": "resident",
        "may_open": False,
        "matching": "exact",
        "rows": "plate,name,valid_until\nK72 NGX,Jo,2027-01-01\n",
    },
    "options": {
        "regions": ["gb"],
        "mmc": True,
        "engine": {
            "detection_mode": "plate",
            "detection_rule": "normal",
            "region": "normal",
            "mode": "normal",
            "text_formats": [],
        },
        "rate": "none",
        "daily_cap": 50,
        "visit_timeout": 12,
        "found_plate": True,
        "history": {"history_days": 90, "history_pictures": "off", "history_megabytes": 500},
        "privacy": {"strangers": "masked", "strangers_days": 7},
        "receives": True,
        "local_only": True,
    },
}


def filled_in(*names: str) -> st.SearchStrategy[list[dict[str, Any]]]:
    """Draw what somebody, or some script, fills into these forms, one after another."""
    return st.tuples(
        *(
            st.just(FORMS[name])
            | stored_badly([FORMS[name]], most=2).filter(lambda each: isinstance(each, dict))
            for name in names
        )
    ).map(list)


def assert_answered(result: Mapping[str, Any], part: Mapping[str, Any]) -> None:
    """Check that whatever a dialog answers has its sentences, filled in."""
    if result["type"] is FlowResultType.FORM:
        for slug in (result["errors"] or {}).values():
            _assert_sentence(part["error"], slug, result)
    elif result["type"] is FlowResultType.ABORT:
        _assert_sentence(part["abort"], result["reason"], result)
    else:
        assert result["type"] in {FlowResultType.MENU, FlowResultType.CREATE_ENTRY}


def _assert_sentence(sentences: Mapping[str, str], slug: str, result: Mapping[str, Any]) -> None:
    placeholders = result.get("description_placeholders") or {}
    assert sentences[slug].format_map(placeholders)


async def answered(
    manager: Any,  # noqa: ANN401 - of flows, of any of three kinds
    result: Any,  # noqa: ANN401 - of any of three kinds
    inputs: list[dict[str, Any]],
    part: Mapping[str, Any],
) -> Any:  # noqa: ANN401 - of any of three kinds
    """Fill in one form after another; menus are left by saving. Returns how it ended, if it did."""
    while result["type"] in {FlowResultType.FORM, FlowResultType.MENU}:
        if result["type"] is FlowResultType.MENU:
            if "save" not in result["menu_options"]:
                break
            given_now = {"next_step_id": "save"}
        elif inputs:
            given_now = inputs.pop(0)
        else:
            break
        try:
            result = await manager.async_configure(result["flow_id"], given_now)
        except InvalidData:
            continue
        assert_answered(result, part)
    if result["type"] in {FlowResultType.FORM, FlowResultType.MENU}:
        manager.async_abort(result["flow_id"])
    return result


@pytest.mark.parametrize(
    ("kind", "forms"),
    [
        ("cloud", ("cloud", "recognition", "cameras")),
        ("sdk", ("sdk", "recognition", "cameras")),
        ("webhook", ("webhook", "receiver")),
    ],
)
@given(st.data())
@examples(4)
async def test_whatever_is_filled_in_an_account_is_made_that_can_be_set_up(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    sdk: SandboxProcess,
    camera: FakeCamera,
    faults: Faults,
    kind: str,
    forms: tuple[str, ...],
    data: st.DataObject,
) -> None:
    inputs = data.draw(filled_in(*forms))
    address = {"cloud": cloud.url, "sdk": sdk.url}.get(kind, "")
    lead_home(inputs[0].get("advanced", inputs[0]), address)
    flows = hass.config_entries.flow
    menu = await flows.async_init(DOMAIN, context={"source": SOURCE_USER})
    form = await flows.async_configure(menu["flow_id"], {"next_step_id": kind})
    faults.found.clear()
    result = await answered(flows, form, inputs, TEXTS["config"])
    await hass.async_block_till_done()
    if result["type"] is FlowResultType.CREATE_ENTRY:
        entry = result["result"]
        assert entry.state is ConfigEntryState.LOADED, entry.reason
        await hass.config_entries.async_remove(entry.entry_id)
        await hass.async_block_till_done()
    faults.check()


@pytest.mark.parametrize("source", [SOURCE_USER, SOURCE_RECONFIGURE])
@pytest.mark.parametrize("kind", ["camera", "vehicle", "plate_list"])
@given(st.data())
@examples(4)
async def test_whatever_is_filled_in_what_is_stored_of_it_can_be_set_up_and_scanned_with(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    camera: FakeCamera,
    faults: Faults,
    kind: str,
    source: str,
    data: st.DataObject,
) -> None:
    entry = entry_with(cloud)
    try:
        assert await assert_set_up_or_refused(hass, entry, faults)
        context = SubentryFlowContext(source=source)
        if source == SOURCE_RECONFIGURE:
            context["subentry_id"] = next(
                each.subentry_id for each in entry.subentries.values() if each.subentry_type == kind
            )
        flows = hass.config_entries.subentries
        form = await flows.async_init((entry.entry_id, kind), context=context)
        inputs = data.draw(filled_in(kind, kind))
        await answered(flows, form, inputs, TEXTS["config_subentries"][kind])
        await hass.async_block_till_done()
        await assert_runs_and_scans(hass, entry)
    finally:
        await remove(hass, entry)
    faults.check()


async def assert_runs_and_scans(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """Set an account up anew with what is stored now, and scan."""
    await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done()
    assert entry.state is ConfigEntryState.LOADED, entry.reason
    assert len(entry.runtime_data.scanners) == len(entry.get_subentries_of_type("camera"))
    await scan(hass)


@given(filled_in("options", "receiver"))
@examples(6)
async def test_whatever_options_are_filled_in_the_account_runs_on_with_them(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    camera: FakeCamera,
    faults: Faults,
    inputs: list[dict[str, Any]],
) -> None:
    entry = entry_with(cloud)
    try:
        assert await assert_set_up_or_refused(hass, entry, faults)
        flows = hass.config_entries.options
        form = await flows.async_init(entry.entry_id)
        await answered(flows, form, inputs, TEXTS["options"])
        await hass.async_block_till_done()
        await assert_runs_and_scans(hass, entry)
    finally:
        await remove(hass, entry)
    faults.check()
