"""What Home Assistant's page "System information" says of the accounts, asked as the page does."""

import json
from typing import Any

from homeassistant.config_entries import ConfigEntryDisabler, ConfigEntryState
from homeassistant.const import CONF_URL
from homeassistant.core import HomeAssistant
from homeassistant.helpers.translation import async_get_translations
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

from custom_components.plate_recognizer import system_health
from custom_components.plate_recognizer.const import CONF_KIND, DOMAIN, AccountKind
from sandbox.api_server.faults import Fault
from sandbox.process import SandboxProcess

from .conftest import (
    TOKEN,
    add_cameras,
    camera_subentry,
    cloud_entry,
    lookups_at,
    plate_list_subentry,
    sdk_entry,
    set_up,
    until,
    vehicle_subentry,
)
from .receiving.conftest import SECRET, WEBHOOK_ID, receiver_entry

NOBODY = "http://127.0.0.1:9"
"""Where nothing listens."""


@pytest.fixture(autouse=True)
async def page(hass: HomeAssistant) -> None:
    """Have the page that is asked."""
    assert await async_setup_component(hass, "system_health", {})


async def told(hass: HomeAssistant, hass_ws_client: WebSocketGenerator) -> dict[str, Any]:
    """Open the page and wait for all of it; return what it says of this integration."""
    client = await hass_ws_client(hass)
    await client.send_json_auto_id({"type": "system_health/info"})
    assert (await client.receive_json())["success"]
    event = (await client.receive_json())["event"]
    info: dict[str, Any] = event["data"][DOMAIN]["info"]
    while event["type"] != "finish":
        event = (await client.receive_json())["event"]
        if event["type"] == "update" and event["domain"] == DOMAIN:
            assert event["success"], event
            info[event["key"]] = event["data"]
    return info


def failed(why: str) -> dict[str, str]:
    return {"type": "failed", "error": why}


async def test_each_kind_is_reached_and_counted_without_a_lookup_and_without_a_secret(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    sdk: SandboxProcess,
    hass_ws_client: WebSocketGenerator,
) -> None:
    await add_cameras(hass, "Driveway", "Gate")
    cloud.set_account(calls=100, limit=2500)
    sdk.set_account(calls=7, limit=1000)
    golf = vehicle_subentry("Annas_Golf", "AB12 CDE", "EF34 GHJ")
    yard = plate_list_subentry("Yard", "plate", "KL56 MNO", "PQ78 RST")
    gate = camera_subentry("Gate", "01GATE00000000000000000000")
    await set_up(hass, cloud_entry(cloud, camera_subentry(), golf, yard))
    await set_up(hass, sdk_entry(sdk, gate))
    await set_up(hass, receiver_entry())

    info = await told(hass, hass_ws_client)

    assert info == {
        "accounts": 3,
        "accounts_running": 3,
        "can_reach_cloud": "ok",
        "cloud_elsewhere": True,
        "can_reach_sdk": "ok",
        "lookups_left": "2400, 993",
        "longest_wait": 0,
        "cameras": 2,
        "vehicles": 3,
    }
    assert not lookups_at(cloud)
    assert not lookups_at(sdk)
    text = json.dumps(info).lower()
    for secret in (TOKEN, SECRET, WEBHOOK_ID, "127.0.0.1", "golf", "ab12", "kl56", "driveway"):
        assert secret.lower() not in text, secret


async def test_each_line_is_worded(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    sdk: SandboxProcess,
    hass_ws_client: WebSocketGenerator,
) -> None:
    await set_up(hass, cloud_entry(cloud))
    await set_up(hass, sdk_entry(sdk))

    info = await told(hass, hass_ws_client)

    texts = await async_get_translations(hass, "en", "system_health", {DOMAIN})
    assert texts.keys() == {f"component.{DOMAIN}.system_health.info.{key}" for key in info}


async def test_an_account_that_could_not_be_started_is_told_with_what_is_in_its_way(
    hass: HomeAssistant, cloud: SandboxProcess, hass_ws_client: WebSocketGenerator
) -> None:
    await set_up(hass, cloud_entry(cloud))
    lost = MockConfigEntry(
        domain=DOMAIN,
        title="On-Premise SDK",
        data={CONF_KIND: AccountKind.SDK, CONF_URL: NOBODY},
        subentries_data=[camera_subentry()],
    )
    await set_up(hass, lost)
    assert lost.state is ConfigEntryState.SETUP_RETRY

    info = await told(hass, hass_ws_client)

    assert (info["accounts"], info["accounts_running"], info["cameras"]) == (2, 1, 1)
    assert info["can_reach_sdk"] == failed("unreachable")
    assert info["can_reach_cloud"] == "ok", "the one says nothing of the other"


async def test_one_of_several_sdks_that_is_lost_is_not_hidden_by_the_others(
    hass: HomeAssistant, sdk: SandboxProcess, hass_ws_client: WebSocketGenerator
) -> None:
    await set_up(hass, sdk_entry(sdk))
    data = {CONF_KIND: AccountKind.SDK, CONF_URL: NOBODY}
    await set_up(hass, MockConfigEntry(domain=DOMAIN, title="Lost", data=data))

    assert (await told(hass, hass_ws_client))["can_reach_sdk"] == failed("unreachable")


@pytest.mark.parametrize(
    ("fault", "verdict"),
    [
        (Fault(kind="status", status=503, endpoint="statistics"), failed("server_error")),
        (
            Fault(kind="status", status=500, body=f"{TOKEN} of AB12", endpoint="statistics"),
            failed("server_error"),
        ),
        (Fault(kind="status", status=429, endpoint="statistics"), "ok"),
    ],
    ids=["server down", "server that talks", "server that wants a rest"],
)
async def test_what_a_server_answers_is_judged_and_never_repeated(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    hass_ws_client: WebSocketGenerator,
    fault: Fault,
    verdict: object,
) -> None:
    await set_up(hass, cloud_entry(cloud))
    cloud.fail(fault)

    assert (await told(hass, hass_ws_client))["can_reach_cloud"] == verdict


async def test_a_token_that_is_refused_is_told(
    hass: HomeAssistant, cloud: SandboxProcess, hass_ws_client: WebSocketGenerator
) -> None:
    cloud.set_account(token="another")
    await set_up(hass, cloud_entry(cloud))

    info = await told(hass, hass_ws_client)

    assert info["can_reach_cloud"] == failed("token_refused")
    assert info["lookups_left"] is None


async def test_a_server_that_says_nothing_keeps_nobody_waiting(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    hass_ws_client: WebSocketGenerator,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    await set_up(hass, cloud_entry(cloud))
    monkeypatch.setattr(system_health, "_PATIENCE", 0.1)
    cloud.fail(Fault(kind="slow", seconds=5, endpoint="statistics"))

    assert (await told(hass, hass_ws_client))["can_reach_cloud"] == failed("timed_out")


@pytest.mark.parametrize("damage", [{CONF_URL: 5}, {CONF_URL: "not an address"}])
async def test_settings_that_cannot_be_read_are_told(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    hass_ws_client: WebSocketGenerator,
    damage: dict[str, object],
) -> None:
    entry = cloud_entry(cloud)
    entry.add_to_hass(hass)
    hass.config_entries.async_update_entry(entry, data={**entry.data, **damage})
    await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()

    assert (await told(hass, hass_ws_client))["can_reach_cloud"] == failed("setting_unreadable")


async def test_a_disabled_account_is_asked_nothing(
    hass: HomeAssistant, cloud: SandboxProcess, hass_ws_client: WebSocketGenerator
) -> None:
    entry = await set_up(hass, cloud_entry(cloud, camera_subentry()))
    await hass.config_entries.async_set_disabled_by(entry.entry_id, ConfigEntryDisabler.USER)
    asked = len(cloud.requests())

    info = await told(hass, hass_ws_client)

    assert (info["accounts"], info["cameras"]) == (0, 0)
    assert "can_reach_cloud" not in info
    assert len(cloud.requests()) == asked


async def test_a_lookup_that_waits_for_its_turn_is_told(
    hass: HomeAssistant, sdk: SandboxProcess, hass_ws_client: WebSocketGenerator
) -> None:
    names = ("Drive", "Gate", "Street")
    await add_cameras(hass, *names)
    cameras = [camera_subentry(name, f"01CAMERA{name.upper():0>18}") for name in names]
    account = await set_up(hass, sdk_entry(sdk, *cameras))
    sdk.fail(Fault(kind="slow", seconds=2, times=len(names)))
    entities = [f"image_processing.{name.lower()}_plates" for name in names]
    scans = hass.async_create_task(
        hass.services.async_call("image_processing", "scan", {"entity_id": entities}, blocking=True)
    )
    await until(lambda: account.runtime_data.lookups.longest_wait > 0)

    info = await told(hass, hass_ws_client)
    await scans

    assert info["longest_wait"] > 0, "an SDK is asked for two at once, and there are three"
    assert (await told(hass, hass_ws_client))["longest_wait"] == 0
