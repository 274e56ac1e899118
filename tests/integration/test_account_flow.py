"""Setting an account up as a person does it, and changing it later."""

from typing import Any
from unittest.mock import patch

from homeassistant.config_entries import (
    SOURCE_RECONFIGURE,
    SOURCE_USER,
    ConfigEntry,
    ConfigEntryState,
    ConfigFlowResult,
)
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.plate_recognizer.const import DOMAIN
from custom_components.plate_recognizer.rates import async_rate
from sandbox.api_server.faults import Fault
from sandbox.process import SandboxProcess

from .camera_dialog import read
from .conftest import TOKEN, add_cameras, camera_subentry, cloud_entry, sdk_entry, set_up
from .quota import value

ENGINE = {
    "detection_mode": "plate",
    "detection_rule": "normal",
    "region": "normal",
    "mode": "normal",
    "text_formats": [],
}
"""The engine section as the form sends it when nothing is changed."""

RECOGNITION = {"regions": ["gb"], "mmc": False, "engine": ENGINE}


async def start(hass: HomeAssistant, kind: str) -> ConfigFlowResult:
    """Open the dialog and choose a kind of account."""
    menu = await hass.config_entries.flow.async_init(DOMAIN, context={"source": SOURCE_USER})
    assert menu["type"] is FlowResultType.MENU
    assert menu["menu_options"] == ["cloud", "sdk", "webhook"]
    form = await proceed(hass, menu, {"next_step_id": kind})
    assert form["step_id"] == kind
    return form


async def proceed(
    hass: HomeAssistant, result: ConfigFlowResult, user_input: dict[str, Any]
) -> ConfigFlowResult:
    """Fill in the form that the dialog shows."""
    result = await hass.config_entries.flow.async_configure(result["flow_id"], user_input)
    await hass.async_block_till_done()
    return result


def note(form: ConfigFlowResult) -> str:
    """Return what a form notes beside its fields."""
    placeholders = form["description_placeholders"]
    assert placeholders is not None
    return read(placeholders["notes"])


def cloud_input(cloud: SandboxProcess, token: str = TOKEN) -> dict[str, Any]:
    """Return what a person fills in for the cloud."""
    return {"token": token, "advanced": {"url": cloud.url}}


async def test_a_cloud_account_with_two_cameras(hass: HomeAssistant, cloud: SandboxProcess) -> None:
    await add_cameras(hass, "Driveway", "Gate")

    form = await start(hass, "cloud")
    form = await proceed(hass, form, cloud_input(cloud))
    assert form["step_id"] == "recognition"
    form = await proceed(hass, form, RECOGNITION)
    assert form["step_id"] == "cameras"
    result = await proceed(hass, form, {"cameras": ["camera.driveway", "camera.gate"]})

    assert result["type"] is FlowResultType.CREATE_ENTRY
    entry = result["result"]
    assert entry.title == "Snapshot Cloud"
    assert entry.unique_id is None
    assert entry.data == {"kind": "cloud", "token": TOKEN, "url": cloud.url}
    assert entry.options == RECOGNITION
    assert entry.state is ConfigEntryState.LOADED
    driveway, gate = entry.subentries.values()
    assert (driveway.title, gate.title) == ("Driveway", "Gate")
    assert (driveway.unique_id or "").startswith("camera:")
    registered = er.async_get(hass).async_get("camera.driveway")
    assert registered is not None
    assert driveway.data == {"camera_entity_id": registered.id, "name": "Driveway"}
    assert hass.states.get("image_processing.gate_plates") is not None
    assert not [each for each in cloud.requests() if each.billed]


async def test_an_sdk_account_without_cameras(hass: HomeAssistant, sdk: SandboxProcess) -> None:
    form = await start(hass, "sdk")
    form = await proceed(hass, form, {"url": f"{sdk.url}/v1/plate-reader/"})
    form = await proceed(hass, form, RECOGNITION)
    result = await proceed(hass, form, {"cameras": []})

    entry = result["result"]
    assert entry.title == "On-Premise SDK (127.0.0.1)"
    assert entry.data == {"kind": "sdk", "url": sdk.url}
    assert entry.state is ConfigEntryState.LOADED
    assert not entry.subentries


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault(kind="status", status=403, endpoint="statistics"), "token_refused"),
        (Fault(kind="status", status=429, endpoint="statistics"), "throttled"),
        (Fault(kind="status", status=404, endpoint="statistics"), "bad_request"),
        (Fault(kind="status", status=500, endpoint="statistics"), "server_error"),
        (Fault(kind="status", status=200, body="Hi", endpoint="statistics"), "unreadable_answer"),
        (Fault(kind="drop", endpoint="statistics", times=2), "connection_lost"),
    ],
)
async def test_a_failed_check_says_why_and_lets_one_try_again(
    hass: HomeAssistant, cloud: SandboxProcess, fault: Fault, error: str
) -> None:
    form = await start(hass, "cloud")
    cloud.fail(fault)

    form = await proceed(hass, form, cloud_input(cloud))
    assert form["type"] is FlowResultType.FORM
    assert form["step_id"] == "cloud"
    assert form["errors"] == {"token" if error == "token_refused" else "base": error}
    assert (form["description_placeholders"] or {})["detail"]

    form = await proceed(hass, form, cloud_input(cloud))
    assert form["step_id"] == "recognition"


@pytest.mark.parametrize(
    ("kind", "user_input", "errors"),
    [
        (
            "cloud",
            {"token": "t", "advanced": {"url": "http://example.com"}},
            {"advanced": "url_not_https"},
        ),
        (
            "cloud",
            {"token": "t", "advanced": {"url": "https://me:you@example.com"}},
            {"advanced": "url_invalid"},
        ),
        (
            "cloud",
            {"token": "a b", "advanced": {"url": "https://example.com"}},
            {"token": "token_refused"},
        ),
        ("sdk", {"url": "not an address"}, {"url": "url_invalid"}),
        ("sdk", {"url": "127.0.0.1:1"}, {"url": "unreachable"}),
    ],
)
@pytest.mark.usefixtures("socket_enabled")
async def test_an_unfit_address_or_token_is_refused(
    hass: HomeAssistant, kind: str, user_input: dict[str, Any], errors: dict[str, str]
) -> None:
    form = await start(hass, kind)

    form = await proceed(hass, form, user_input)

    assert form["errors"] == errors


@pytest.mark.parametrize(
    ("changes", "errors", "placeholders"),
    [
        ({"region": "strict"}, {"regions": "region_strict_without_regions"}, {}),
        ({"text_formats": ["[0-9"]}, {"engine": "text_format_invalid"}, {"pattern": "[0-9"}),
        ({"text_formats": ["[A-Z]"]}, {"engine": "text_format_capitals"}, {"pattern": "[A-Z]"}),
        ({"threshold_o": "nan"}, {"engine": "value_unknown"}, {"key": "threshold_o"}),
    ],
)
async def test_an_engine_configuration_that_contradicts_itself_is_refused(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    changes: dict[str, Any],
    errors: dict[str, str],
    placeholders: dict[str, str],
) -> None:
    form = await start(hass, "cloud")
    form = await proceed(hass, form, cloud_input(cloud))

    form = await proceed(hass, form, {"regions": [], "mmc": False, "engine": ENGINE | changes})
    assert form["step_id"] == "recognition"
    assert form["errors"] == errors
    assert placeholders.items() <= (form["description_placeholders"] or {}).items()

    form = await proceed(hass, form, RECOGNITION)
    assert form["step_id"] == "cameras"


async def test_a_region_that_is_not_in_the_list_is_taken_as_it_is_with_a_note(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    form = await start(hass, "cloud")
    form = await proceed(hass, form, cloud_input(cloud))
    form = await proceed(hass, form, {**RECOGNITION, "regions": ["zz-New", "TKS"]})
    assert "Not in the list of regions: zz-New." in note(form)
    result = await proceed(hass, form, {"cameras": []})

    assert result["result"].options["regions"] == ["zz-New", "TKS"]
    options = await hass.config_entries.options.async_init(result["result"].entry_id)
    assert "zz-New" in note(options)


async def test_the_same_token_twice_is_refused(hass: HomeAssistant, cloud: SandboxProcess) -> None:
    await set_up(hass, cloud_entry(cloud))

    result = await proceed(hass, await start(hass, "cloud"), cloud_input(cloud, f" {TOKEN}\n"))

    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == "already_configured"


async def test_the_same_sdk_written_otherwise_is_refused(
    hass: HomeAssistant, sdk: SandboxProcess
) -> None:
    await set_up(hass, sdk_entry(sdk))
    address = sdk.url.removeprefix("http://").upper()

    result = await proceed(hass, await start(hass, "sdk"), {"url": f"{address}/alpr"})

    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == "already_configured"


async def test_a_new_token_brings_a_refused_account_back(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    cloud.set_account(token="new-token")
    entry = await set_up(hass, cloud_entry(cloud))
    assert entry.state is ConfigEntryState.SETUP_ERROR
    [flow] = hass.config_entries.flow.async_progress_by_handler(DOMAIN)
    form = await hass.config_entries.flow.async_configure(flow["flow_id"])
    assert form["step_id"] == "reauth_confirm"

    form = await proceed(hass, form, {"token": "still-wrong"})
    assert form["errors"] == {"token": "token_refused"}
    result = await proceed(hass, form, {"token": "new-token"})

    assert result["reason"] == "reauth_successful"
    assert entry.data["token"] == "new-token"
    assert hass.config_entries.async_loaded_entries(DOMAIN) == [entry]


async def test_a_new_token_reaches_a_running_account(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry
) -> None:
    cloud.set_account(token="new-token")
    form = await account.start_reauth_flow(hass)

    result = await proceed(hass, form, {"token": "new-token"})

    assert result["reason"] == "reauth_successful"
    assert account.state is ConfigEntryState.LOADED
    assert cloud.requests()[-1].authorization == "right"


async def test_the_same_token_brings_an_account_back_that_was_refused_by_mistake(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry
) -> None:
    cloud.fail(Fault(kind="status", status=403, endpoint="statistics"))
    await account.runtime_data.usage.async_refresh()
    await hass.async_block_till_done()
    assert value(hass, "lookups_used") == "unavailable"
    [flow] = hass.config_entries.flow.async_progress_by_handler(DOMAIN)
    form = await hass.config_entries.flow.async_configure(flow["flow_id"])

    result = await proceed(hass, form, {"token": TOKEN})

    assert result["reason"] == "reauth_successful"
    assert value(hass, "lookups_used") == "0"


async def test_a_token_of_another_account_is_no_new_token(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry
) -> None:
    other = MockConfigEntry(
        domain=DOMAIN, data={"kind": "cloud", "token": "other", "url": cloud.url}
    )
    other.add_to_hass(hass)

    result = await proceed(hass, await account.start_reauth_flow(hass), {"token": "other"})

    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == "already_configured"


async def test_changing_the_address_keeps_the_token(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry
) -> None:
    form = await account.start_reconfigure_flow(hass)
    assert form["step_id"] == "reconfigure"
    assert form["data_schema"] is not None
    suggested = {
        str(field): (field.description or {}).get("suggested_value")
        for field in form["data_schema"].schema
    }
    assert suggested == {"url": cloud.url, "token": None}, "a token is never shown again"

    form = await proceed(hass, form, {"url": "http://example.com"})
    assert form["errors"] == {"url": "url_not_https"}
    result = await proceed(hass, form, {"url": f"{cloud.url}/v1/plate-reader/", "token": ""})

    assert result["reason"] == "reconfigure_successful"
    assert account.data == {"kind": "cloud", "token": TOKEN, "url": cloud.url}
    assert account.state is ConfigEntryState.LOADED


def fields(form: ConfigFlowResult) -> set[str]:
    schema = form["data_schema"]
    assert schema is not None
    return {str(key) for key in schema.schema}


async def test_the_rate_is_learned_unless_one_is_chosen(
    hass: HomeAssistant, account: MockConfigEntry
) -> None:
    recognition = {"regions": [], "mmc": False, "engine": ENGINE}
    form = await hass.config_entries.options.async_init(account.entry_id)
    assert "rate" in fields(form)

    await hass.config_entries.options.async_configure(form["flow_id"], recognition)
    assert account.options["rate"] == "learn"
    form = await hass.config_entries.options.async_init(account.entry_id)
    await hass.config_entries.options.async_configure(form["flow_id"], {**recognition, "rate": "1"})
    await hass.async_block_till_done()

    assert account.options["rate"] == "1"
    assert async_rate(hass, account).limit == 1


async def test_an_sdk_has_no_rate(hass: HomeAssistant, sdk: SandboxProcess) -> None:
    entry = await set_up(hass, sdk_entry(sdk))
    hass.config_entries.async_update_entry(entry, options={"rate": "1"})
    await hass.async_block_till_done()

    form = await hass.config_entries.options.async_init(entry.entry_id)

    assert "rate" not in fields(form)
    assert async_rate(hass, entry).limit is None


async def test_only_an_sdk_is_asked_how_many_there_are_and_it_is_one_by_default(
    hass: HomeAssistant, sdk: SandboxProcess, account: MockConfigEntry
) -> None:
    form = await hass.config_entries.options.async_init(account.entry_id)
    assert "replicas" not in fields(form)
    entry = await set_up(hass, sdk_entry(sdk))
    form = await hass.config_entries.options.async_init(entry.entry_id)
    assert "replicas" in fields(form)

    recognition = {"regions": [], "mmc": False, "engine": ENGINE}
    await hass.config_entries.options.async_configure(form["flow_id"], recognition)
    await hass.async_block_till_done()

    assert entry.options["replicas"] == 1


async def test_only_an_sdk_is_asked_if_it_may_fetch_pictures_and_it_may_not_by_default(
    hass: HomeAssistant, sdk: SandboxProcess, account: MockConfigEntry
) -> None:
    form = await hass.config_entries.options.async_init(account.entry_id)
    assert "allow_url" not in fields(form)
    entry = await set_up(hass, sdk_entry(sdk))
    form = await hass.config_entries.options.async_init(entry.entry_id)
    recognition = {"regions": [], "mmc": False, "engine": {}}

    await hass.config_entries.options.async_configure(form["flow_id"], recognition)
    assert entry.options["allow_url"] is False
    form = await hass.config_entries.options.async_init(entry.entry_id)
    allowed = {**recognition, "allow_url": True}
    await hass.config_entries.options.async_configure(form["flow_id"], allowed)
    await hass.async_block_till_done()

    assert entry.options["allow_url"] is True


async def test_options_change_how_pictures_are_read(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry
) -> None:
    form = await hass.config_entries.options.async_init(account.entry_id)
    assert form["step_id"] == "init"
    assert note(form) == ""
    strict = {"regions": [], "mmc": True, "engine": ENGINE | {"region": "strict"}}

    form = await hass.config_entries.options.async_configure(
        form["flow_id"], {**strict, "found_plate": False}
    )
    assert form["errors"] == {"regions": "region_strict_without_regions"}
    await hass.config_entries.options.async_configure(
        form["flow_id"], {**strict, "regions": ["gb"], "daily_cap": 7, "found_plate": False}
    )
    await hass.async_block_till_done()
    await hass.services.async_call(
        "image_processing", "scan", {"entity_id": "image_processing.driveway_plates"}, blocking=True
    )

    assert account.options["found_plate"] is False
    assert account.runtime_data.interval_budget.cap == 7
    lookup = cloud.requests()[-1]
    assert lookup.fields["regions"] == ["gb"]
    assert lookup.fields["mmc"] == ["true"]
    assert lookup.fields["config"] == ['{"region":"strict"}']


async def test_a_camera_with_damaged_settings_keeps_no_options_from_being_changed(
    hass: HomeAssistant, cloud: SandboxProcess, camera: object
) -> None:
    damaged = camera_subentry()
    damaged["data"] = {**damaged["data"], "engine": []}
    entry = await set_up(hass, cloud_entry(cloud, damaged))
    form = await hass.config_entries.options.async_init(entry.entry_id)

    await hass.config_entries.options.async_configure(
        form["flow_id"], {"regions": ["gb"], "mmc": False, "engine": {}}
    )

    assert entry.options["regions"] == ["gb"]


async def test_two_dialogs_at_once_make_one_account(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    dialogs = [
        await proceed(hass, await start(hass, "cloud"), cloud_input(cloud)) for _ in range(2)
    ]
    ends = []
    for form in dialogs:
        cameras = await proceed(hass, form, RECOGNITION)
        ends.append(await proceed(hass, cameras, {"cameras": []}))

    assert [end["type"] for end in ends] == [FlowResultType.CREATE_ENTRY, FlowResultType.ABORT]


async def test_an_sdk_with_another_address_is_called_by_it_unless_it_has_a_name_of_its_own(
    hass: HomeAssistant, sdk: SandboxProcess
) -> None:
    form = await proceed(hass, await start(hass, "sdk"), {"url": sdk.url})
    form = await proceed(hass, form, RECOGNITION)
    entry = (await proceed(hass, form, {"cameras": []}))["result"]
    # No other host can be reached from here.
    with patch(
        "custom_components.plate_recognizer.flows.account.async_find_account_problem",
        return_value=None,
    ):
        await proceed(hass, await start_reconfigure(hass, entry), {"url": "http://127.0.0.9:8080"})
    assert entry.title == "On-Premise SDK (127.0.0.9)"

    hass.config_entries.async_update_entry(entry, title="In the cellar")
    await proceed(hass, await start_reconfigure(hass, entry), {"url": sdk.url})
    assert entry.title == "In the cellar"


async def start_reconfigure(hass: HomeAssistant, entry: ConfigEntry) -> ConfigFlowResult:
    """Open the dialog that changes an account."""
    return await hass.config_entries.flow.async_init(
        DOMAIN, context={"source": SOURCE_RECONFIGURE, "entry_id": entry.entry_id}
    )
