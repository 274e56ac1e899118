"""Each message under "Repairs" is raised by a test, and each that can be mended is mended in one.

The dialogs are gone through as the frontend does it, over HTTP, to the end: until it is gone.
"""

from collections.abc import Mapping
import json
from pathlib import Path
from typing import Any, Final

from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator, WebSocketGenerator

import custom_components.plate_recognizer as integration
from custom_components.plate_recognizer.const import DOMAIN
from sandbox.process import SandboxProcess

from .conftest import camera_subentry, lookups_at, scan, sdk_entry, set_up
from .quota import issue, statistics_down
from .repairs import FIX, listed

HERE: Final = Path(__file__).parent
ISSUES: Final[Mapping[str, Any]] = json.loads(
    (Path(integration.__file__).parent / "translations" / "en.json").read_text()
)["issues"]

RAISED: Final = {
    "camera_missing": "test_missing_camera.py::"
    "test_an_entity_that_is_removed_is_told_at_once_and_by_name",
    "history_damaged": "test_history_keeping.py::"
    "test_a_damaged_file_is_told_once_and_everything_goes_on",
    "history_later_version": "test_history_keeping.py::test_a_file_of_a_later_version_is_told",
    "history_left_behind": "test_history_keeping.py::"
    "test_a_file_that_cannot_be_removed_is_told_and_tried_again",
    "history_not_cleaned": "test_history_keeping.py::test_what_cannot_be_cleaned_away_is_told",
    "history_out_of_reach": "test_history_keeping.py::"
    "test_a_history_out_of_reach_stops_nothing_and_is_told_until_it_is_over",
    "no_credits": "test_quota.py::test_used_up_credits_stop_lookups_until_there_are_some_again",
    "quota_low": "test_quota_outlook.py::"
    "test_half_used_and_running_out_early_is_a_warning_with_all_figures",
    "quota_low_no_forecast": "test_quota_outlook.py::"
    "test_ninety_percent_is_low_where_nothing_can_be_foreseen",
    "quota_low_no_forecast_no_reset": "test_quota_outlook.py::test_an_sdk_is_low_by_its_share",
    "quota_low_no_reset": "test_quota_outlook.py::"
    "test_an_sdk_that_is_low_by_its_share_says_when_none_are_left_once_its_pace_is_known",
    "webhook_camera_unknown": "receiving/test_senders_cameras.py::"
    "test_an_unknown_camera_is_adopted_in_the_ui",
    "webhook_not_understood": "receiving/test_answers.py::"
    "test_json_that_nobody_understands_is_taken_and_told_of_without_its_values",
    "webhook_secret_wrong": "receiving/test_answers.py::"
    "test_without_the_secret_nothing_is_taken_in_and_the_user_is_told",
}
"""By which test, in a situation that makes it come."""

MENDED: Final = {
    "camera_missing": "test_missing_camera.py::"
    "test_the_dialog_has_another_camera_chosen_and_leaves_all_else_as_it_was",
    "no_credits": "test_repairs.py::test_lookups_that_were_bought_are_noticed_at_once",
    "webhook_camera_unknown": "receiving/test_senders_cameras.py::"
    "test_an_unknown_camera_is_adopted_in_the_ui",
    "webhook_not_understood": "receiving/test_repair_dialogs.py::"
    "test_a_webhook_that_nobody_understands_is_read_of_and_goes_until_the_next_one",
}
"""By which test, through its dialog."""


@pytest.fixture(autouse=True)
async def repairs(hass: HomeAssistant) -> None:
    """Have Home Assistant's own dialogs."""
    assert await async_setup_component(hass, "repairs", {})


def test_each_message_is_raised_by_a_test_and_each_dialog_gone_through() -> None:
    assert RAISED.keys() == ISSUES.keys()
    assert MENDED.keys() == {key for key, texts in ISSUES.items() if "fix_flow" in texts}
    for key, where in (*RAISED.items(), *MENDED.items()):
        file, _, test = where.partition("::")
        assert f"def {test}(" in (HERE / file).read_text(), f"{key}: {where}"


@pytest.mark.usefixtures("camera")
async def test_lookups_that_were_bought_are_noticed_at_once(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    account: MockConfigEntry,
    hass_client: ClientSessionGenerator,
    hass_ws_client: WebSocketGenerator,
) -> None:
    cloud.set_account(calls=2500, limit=2500)
    await scan(hass)
    told = await listed(hass, hass_ws_client, "no_credits")
    assert told["is_fixable"]

    client = await hass_client()
    start = {"handler": DOMAIN, "issue_id": told["issue_id"]}
    form = await (await client.post(FIX, json=start)).json()
    assert (form["step_id"], form["data_schema"]) == ("credits", [])
    assert form["description_placeholders"] == {"account": "Snapshot Cloud"}

    async def submit() -> dict[str, Any]:
        answer = await client.post(f"{FIX}/{form['flow_id']}", json={})
        await hass.async_block_till_done()
        return dict(await answer.json())

    assert (await submit())["errors"] == {"base": "still_used_up"}
    statistics_down(cloud, 1)
    assert (await submit())["errors"] == {"base": "not_answered"}
    assert issue(hass, account, "no_credits"), "nobody knows better yet"

    cloud.set_account(limit=10_000)
    assert (await submit())["type"] == "create_entry"
    assert not issue(hass, account, "no_credits")
    lookups = len(lookups_at(cloud))
    await scan(hass)
    assert len(lookups_at(cloud)) == lookups + 1


@pytest.mark.usefixtures("camera")
async def test_an_sdk_with_a_new_licence_is_mended_alike(
    hass: HomeAssistant, sdk: SandboxProcess, hass_client: ClientSessionGenerator
) -> None:
    sdk.set_account(calls=1000, limit=1000)
    account = await set_up(hass, sdk_entry(sdk, camera_subentry()))
    await scan(hass)
    assert issue(hass, account, "no_credits")

    sdk.set_account(limit=2000)
    client = await hass_client()
    start = {"handler": DOMAIN, "issue_id": f"no_credits_{account.entry_id}"}
    flow = await (await client.post(FIX, json=start)).json()
    ended = await (await client.post(f"{FIX}/{flow['flow_id']}", json={})).json()

    assert ended["type"] == "create_entry"
    assert not issue(hass, account, "no_credits")


@pytest.mark.usefixtures("camera")
async def test_an_account_that_stopped_meanwhile_cannot_be_asked(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    account: MockConfigEntry,
    hass_client: ClientSessionGenerator,
) -> None:
    cloud.set_account(calls=2500, limit=2500)
    await scan(hass)
    client = await hass_client()
    start = {"handler": DOMAIN, "issue_id": f"no_credits_{account.entry_id}"}
    form = await (await client.post(FIX, json=start)).json()

    await hass.config_entries.async_unload(account.entry_id)

    ended = await (await client.post(f"{FIX}/{form['flow_id']}", json={})).json()
    assert (ended["type"], ended["reason"]) == ("abort", "account_not_running")
