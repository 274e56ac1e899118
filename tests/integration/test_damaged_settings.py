"""Settings in Home Assistant's files that somebody has edited by hand, and not well."""

import re
from typing import Any

from homeassistant.config_entries import SOURCE_RECONFIGURE, ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.exceptions import HomeAssistantError
import pytest

from custom_components.plate_recognizer.stored_values import StoredValueError
from custom_components.plate_recognizer.vehicles import known_vehicle
from sandbox.process import SandboxProcess

from .action import act
from .conftest import camera_subentry, cloud_entry, scan, set_up, vehicle_subentry

pytestmark = pytest.mark.usefixtures("camera")


@pytest.mark.parametrize(
    ("options", "setting"),
    [
        ({"rate": "sometimes"}, "rate"),
        ({"daily_cap": "many"}, "daily_cap"),
        ({"visit_timeout": 1e300}, "visit_timeout"),
        ({"privacy": ["masked"]}, "privacy"),
        ({"privacy": {"strangers": "hidden"}}, "strangers"),
        ({"history": {"history_days": -1}}, "history_days"),
        ({"allow_url": "no"}, "allow_url"),
        ({"privacy": None}, "privacy"),
        ({"privacy": {"strangers": None}}, "strangers"),
        ({"privacy": {"strangers": "masked_later", "strangers_days": None}}, "strangers_days"),
        ({"history": {"history_days": None}}, "history_days"),
        ({"daily_cap": None}, "daily_cap"),
        ({"webhook_local_only": None}, "webhook_local_only"),
    ],
)
async def test_an_account_names_the_option_that_it_can_not_read(
    hass: HomeAssistant, cloud: SandboxProcess, options: dict[str, Any], setting: str
) -> None:
    entry = await set_up(hass, cloud_entry(cloud, options=options))

    assert entry.state is ConfigEntryState.SETUP_ERROR
    assert entry.error_reason_translation_key == "setting_unreadable"
    assert entry.error_reason_translation_placeholders == {"setting": setting}


async def test_what_asks_for_such_an_accounts_history_is_told_the_same(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    await set_up(hass, cloud_entry(cloud, options={"history": {"history_days": "all"}}))

    with pytest.raises(HomeAssistantError, match="history_days is damaged"):
        await act(hass, "get_sightings")


@pytest.mark.parametrize(
    "data",
    [
        {"engine": []},
        {"regions": "gb"},
        {"frames": "five"},
        {"masks": [5]},
        {"zone": {"left": 0}},
        {"scan_interval": 1e300},
        {"place": 5},
        {"triggers": [{}]},
        {"webhook_camera": 5},
        {"min_score": "high"},
        {"min_score": None},
        {"masks": None},
        {"zone": None},
        {"webhook_camera": None},
    ],
    ids=repr,
)
async def test_a_camera_that_can_not_be_read_costs_no_other_one(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    data: dict[str, Any],
    caplog: pytest.LogCaptureFixture,
) -> None:
    damaged = camera_subentry("Gate", "01CAMERAGATE00000000000000", **data)
    entry = await set_up(hass, cloud_entry(cloud, damaged, camera_subentry()))

    assert entry.state is ConfigEntryState.LOADED
    assert hass.states.get("image_processing.gate_plates") is None
    [line] = [each for each in caplog.messages if each.startswith("Gate isn't read")]
    assert re.search(r"\w+Error\('\w", line), "it names what is damaged"
    await scan(hass)


@pytest.mark.parametrize(
    ("data", "setting"),
    [
        ({"may_open": "no"}, "may_open"),
        ({"plates": "AB12CDE"}, "plates"),
        ({"cameras": "01CAMERA"}, "cameras"),
        ({"times": None}, "times"),
        ({"valid_until": 0}, "valid_until"),
        ({"valid_until": None}, "valid_until"),
        ({"category": None}, "category"),
        ({"matching": None}, "matching"),
        ({"region": None}, "region"),
        ({"cameras": None}, "cameras"),
    ],
)
def test_a_vehicle_is_not_let_in_by_what_can_not_be_read(
    data: dict[str, Any], setting: str
) -> None:
    with pytest.raises(StoredValueError) as caught:
        known_vehicle("id", "Golf", {"plates": ["AB12 CDE"], "may_open": True, **data})

    assert caught.value.key == setting


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("camera", {"zone": True, "triggers": 5, "engine": [], "camera_entity_id": {}}),
        ("vehicle", {"cameras": 5, "plates": None, "category": []}),
    ],
)
async def test_what_is_damaged_can_be_mended_in_its_dialog(
    hass: HomeAssistant, cloud: SandboxProcess, kind: str, data: dict[str, Any]
) -> None:
    subentry = camera_subentry() if kind == "camera" else vehicle_subentry("Golf", "AB12 CDE")
    subentry["data"] = {**subentry["data"], **data}
    entry = await set_up(hass, cloud_entry(cloud, subentry))

    form = await hass.config_entries.subentries.async_init(
        (entry.entry_id, kind),
        context={"source": SOURCE_RECONFIGURE, "subentry_id": subentry["subentry_id"]},
    )

    assert form["type"] is FlowResultType.FORM
    assert not form["errors"]


async def test_damaged_options_can_be_mended_in_their_dialog(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    options: dict[str, Any] = {"regions": None, "engine": [], "privacy": 5, "daily_cap": "many"}
    entry = cloud_entry(cloud, options=options)
    entry.add_to_hass(hass)
    hook = {"webhook_id": "0" * 64, "webhook_secret": "s" * 20}
    hass.config_entries.async_update_entry(entry, data={**entry.data, **hook})
    await hass.config_entries.async_setup(entry.entry_id)

    form = await hass.config_entries.options.async_init(entry.entry_id)

    assert form["type"] is FlowResultType.FORM
    hass.config_entries.options.async_abort(form["flow_id"])


@pytest.mark.parametrize(
    ("store", "data"),
    [
        ("usage", {"samples": [["0001-01-01T00:00:00+23:59", 1, 1]]}),
        ("usage", {"samples": [["2026-11-25T12:00:00+00:00", 1.8446744073709552e19, 40]]}),
        ("usage", {"samples": [], "interval_lookups": -1}),
        ("interval_lookups", {"day": "2026-11-25", "lookups": 2**64}),
        ("interval_lookups", {"day": "2026-11-25", "lookups": -50}),
        ("visits", {"visits": {}, "parked": None}),
    ],
    ids=repr,
)
async def test_what_an_account_wrote_down_costs_it_nothing_when_it_is_damaged(
    hass: HomeAssistant,
    hass_storage: dict[str, Any],
    cloud: SandboxProcess,
    store: str,
    data: dict[str, Any],
) -> None:
    entry = cloud_entry(cloud, camera_subentry())
    key = f"plate_recognizer.{entry.entry_id}.{store}"
    data = {"is_low": False, "interval_lookups": 0, **data} if store == "usage" else data
    hass_storage[key] = {"version": 1, "minor_version": 1, "key": key, "data": data}

    await set_up(hass, entry)
    await scan(hass)

    assert entry.state is ConfigEntryState.LOADED
    assert await hass.config_entries.async_unload(entry.entry_id)
