"""An On-Premise SDK as an account: its address, its answers, its secrets."""

from collections.abc import AsyncIterator
from dataclasses import replace
import json
import logging
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.config_entries import SOURCE_USER, ConfigEntryState
from homeassistant.const import CONF_TOKEN, CONF_URL
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_capture_events
import pytest_socket
from yarl import URL

from custom_components.plate_recognizer.const import DOMAIN, EVENT_SIGHTING
from custom_components.plate_recognizer.diagnostics import async_get_config_entry_diagnostics
from sandbox.api_server.faults import Fault
from sandbox.api_server.manner import Endpoint
from sandbox.process import SandboxProcess
from tests.api.recorded import sample

from .conftest import camera_subentry, lookups_at, scan, sdk_entry, set_up
from .fake_camera import FakeCamera, noise_over_the_limit
from .quota import decision, pass_time, refresh, value
from .round_robin import RoundRobin

ACCOUNT = "on_premise_sdk"
LICENSE_KEY = "Lk7-SECRET-9x"
INFO: dict[str, Any] = {
    "version": "1.3.8",
    "license_key": LICENSE_KEY,
    "total_calls": 2500,
    "usage": {"calls": 10},
    "webhooks": [],
}


def says(status: int = 200, endpoint: Endpoint = "info", **changes: object) -> Fault:
    """Return an answer of an SDK that has its licence key in it."""
    return Fault(kind="status", status=status, body={**INFO, **changes}, endpoint=endpoint)


async def typed(hass: HomeAssistant, address: str, **more: str) -> MockConfigEntry:
    """Set up an account by what a person types."""
    flows = hass.config_entries.flow
    step = await flows.async_init(DOMAIN, context={"source": SOURCE_USER})
    for answer in (
        {"next_step_id": "sdk"},
        {"url": address, **more},
        {"regions": [], "mmc": False, "engine": {}},
        {"cameras": ["camera.driveway"]},
    ):
        step = await flows.async_configure(step["flow_id"], answer)
        assert not step.get("errors"), step
    await hass.async_block_till_done()
    entry: MockConfigEntry = step["result"]
    return entry


def version(hass: HomeAssistant, entry: MockConfigEntry) -> str | None:
    devices = dr.async_entries_for_config_entry(dr.async_get(hass), entry.entry_id)
    [device] = [each for each in devices if each.via_device_id is None]
    return device.sw_version


@pytest.mark.parametrize("scheme", ["", "http://", "  HTTP://"])
@pytest.mark.parametrize("path", ["", "/", "/v1/plate-reader/", "/v1/plate-reader", "/alpr"])
async def test_every_way_to_write_its_address_reads_plates(
    hass: HomeAssistant, sdk: SandboxProcess, camera: FakeCamera, scheme: str, path: str
) -> None:
    url = URL(sdk.url)

    entry = await typed(hass, f"{scheme}{url.authority}{path}")
    await scan(hass)

    assert entry.data == {"kind": "sdk", "url": sdk.url}
    assert [each.path for each in lookups_at(sdk)] == ["/v1/plate-reader/"]
    assert {each.authorization for each in sdk.requests()} == {"absent"}
    assert camera.asked == 1


@pytest.mark.parametrize("path", ["", "/", "/v1/plate-reader/", "/alpr"])
async def test_a_proxys_path_stands_before_the_sdks(
    hass: HomeAssistant, sdk: SandboxProcess, camera: FakeCamera, path: str
) -> None:
    async with RoundRobin(sdk.url, path="/plates/sdk") as proxy:
        entry = await typed(hass, f"{proxy.url}{path}")
        await scan(hass)

        assert entry.data["url"] == proxy.url
        assert entry.data["url"].endswith("/plates/sdk")
    assert [each.status for each in lookups_at(sdk)] == [200]
    assert camera.asked == 1


@pytest.fixture
async def by_ipv6(sdk: SandboxProcess) -> AsyncIterator[RoundRobin]:
    """What makes the SDK reachable by IPv6."""
    pytest_socket.socket_allow_hosts(["127.0.0.1", "::1"])
    try:
        async with RoundRobin(sdk.url, host="::1") as proxy:
            yield proxy
    except OSError as error:
        pytest.skip(f"This machine has no IPv6: {error}")


@pytest.mark.parametrize("path", ["", "/v1/plate-reader/"])
async def test_an_address_can_be_ipv6(
    hass: HomeAssistant, by_ipv6: RoundRobin, camera: FakeCamera, path: str
) -> None:
    port = URL(by_ipv6.url).port

    entry = await typed(hass, f"[::1]:{port}{path}")
    await scan(hass)

    assert entry.data["url"] == f"http://[::1]:{port}"
    assert entry.title == "On-Premise SDK (::1)"
    assert decision(hass)[0] == "nothing_found"
    diagnostics = await async_get_config_entry_diagnostics(hass, entry)
    assert "::1" not in json.dumps(diagnostics, default=str)
    assert camera.asked == 1


async def test_a_token_is_sent_where_one_is_typed(
    hass: HomeAssistant, sdk: SandboxProcess, camera: FakeCamera
) -> None:
    entry = await typed(hass, sdk.url, token=f" {sdk.token} ")
    await scan(hass)

    assert entry.data[CONF_TOKEN] == sdk.token
    assert {each.authorization for each in sdk.requests()} == {"right"}
    assert camera.asked == 1


async def test_an_updated_sdk_shows_its_new_version_within_the_hour(
    hass: HomeAssistant, sdk: SandboxProcess, freezer: FrozenDateTimeFactory
) -> None:
    entry = await set_up(hass, sdk_entry(sdk))
    assert version(hass, entry) == "1.3.8-sandbox"

    sdk.fail(says(version="1.53.0"))
    await pass_time(hass, freezer, minutes=61)

    assert version(hass, entry) == "1.53.0"


async def test_an_older_version_is_shown_when_refresh_is_pressed(
    hass: HomeAssistant, sdk: SandboxProcess
) -> None:
    sdk.fail(says(version="1.53.0"), says(version="1.52.9"))
    entry = await set_up(hass, sdk_entry(sdk))

    await refresh(hass, ACCOUNT)

    assert version(hass, entry) == "1.52.9"


async def test_an_answer_without_version_or_usage_leaves_what_was_known(
    hass: HomeAssistant, sdk: SandboxProcess, freezer: FrozenDateTimeFactory
) -> None:
    sdk.fail(
        says(),
        Fault(kind="status", status=200, body={"version": "1.3.9"}, endpoint="info"),
        Fault(kind="status", status=200, body={"usage": {"calls": 12}}, endpoint="info"),
    )
    entry = await set_up(hass, sdk_entry(sdk))

    await pass_time(hass, freezer, minutes=61)
    assert version(hass, entry) == "1.3.9"
    assert value(hass, "lookups_used", ACCOUNT) == "10"

    await pass_time(hass, freezer, minutes=61)
    assert version(hass, entry) == "1.3.9"
    assert value(hass, "lookups_used", ACCOUNT) == "12"
    assert value(hass, "lookups_limit", ACCOUNT) == "2500"


@pytest.mark.parametrize(
    "body",
    [
        {"usage": {"calls": 10}, "total_calls": 700},
        {"usage": {"calls": 10, "max_calls": 700}},
        {"usage": {"calls": 10, "max_calls": 700}, "total_calls": 900},
    ],
)
async def test_each_name_of_the_limit_is_known(
    hass: HomeAssistant, sdk: SandboxProcess, body: dict[str, Any]
) -> None:
    sdk.fail(Fault(kind="status", status=200, body=body, endpoint="info"))

    await set_up(hass, sdk_entry(sdk))

    assert value(hass, "lookups_limit", ACCOUNT) == "700"


@pytest.mark.parametrize(
    ("name", "used", "limit", "plates"),
    [
        ("ref-sdk-lookup", "44", "1000", ["NHK552"]),
        ("field-sdk-plate", "41877", "100000", ["7XKP412"]),
        ("field-sdk-no-plate", "2", "2500", []),
    ],
)
@pytest.mark.usefixtures("camera")
async def test_the_recorded_answers_are_told(
    hass: HomeAssistant,
    sdk: SandboxProcess,
    name: str,
    used: str,
    limit: str,
    plates: list[str],
) -> None:
    sightings = async_capture_events(hass, EVENT_SIGHTING)
    await set_up(hass, sdk_entry(sdk, camera_subentry()))
    sdk.fail(Fault(kind="status", status=200, body=sample(name)))

    await scan(hass)

    assert decision(hass)[0] == ("sighted" if plates else "nothing_found")
    assert value(hass, "lookups_used", ACCOUNT) == used
    assert value(hass, "lookups_limit", ACCOUNT) == limit
    assert [each.data["plate"] for each in sightings] == plates
    for each in sightings:
        assert each.data["taken_at"].endswith("+00:00"), (
            "not the SDK's clock, whose zone is unknown"
        )


async def test_a_picture_of_any_size_is_sent_as_it_is(
    hass: HomeAssistant, sdk: SandboxProcess, camera: FakeCamera
) -> None:
    camera.picture = noise_over_the_limit()
    await set_up(hass, sdk_entry(sdk, camera_subentry()))

    await scan(hass)

    [lookup] = lookups_at(sdk)
    assert (lookup.status, lookup.file_size) == (200, len(camera.picture))
    assert len(camera.picture) > 3_000_000


@pytest.mark.usefixtures("camera")
async def test_a_new_period_is_noticed_and_its_end_pauses_nobody_for_longer(
    hass: HomeAssistant, sdk: SandboxProcess, freezer: FrozenDateTimeFactory
) -> None:
    sdk.set_account(calls=1000, limit=1000)
    await set_up(hass, sdk_entry(sdk, camera_subentry()))
    await scan(hass)
    assert decision(hass)[0] == "no_credits"

    sdk.set_account(calls=0)
    await pass_time(hass, freezer, minutes=61)
    await scan(hass)
    assert decision(hass)[0] == "nothing_found"
    assert value(hass, "lookups_used", ACCOUNT) == "1000", "it may be another SDK's"

    for _ in range(6):
        await pass_time(hass, freezer, minutes=61)
    assert value(hass, "lookups_used", ACCOUNT) == "1"


_TRUNCATED = json.dumps(INFO)[:-1]


@pytest.mark.parametrize(
    "fault",
    [
        says(),
        says(500),
        says(403),
        says(200, error=f"License key {LICENSE_KEY} has expired"),
        says(400, detail=f"The license_key: {LICENSE_KEY} is wrong"),
        Fault(kind="status", status=200, body=_TRUNCATED, endpoint="info"),
        Fault(kind="status", status=502, body=f"<p>{_TRUNCATED}</p>", endpoint="info"),
        Fault(kind="status", status=500, body={"info": INFO}, endpoint="info"),
        Fault(kind="status", status=500, body=[[INFO]], endpoint="info"),
    ],
)
async def test_the_licence_key_is_shown_nowhere(
    hass: HomeAssistant,
    sdk: SandboxProcess,
    camera: FakeCamera,
    caplog: pytest.LogCaptureFixture,
    fault: Fault,
) -> None:
    caplog.set_level(logging.DEBUG)
    entry = await set_up(hass, sdk_entry(sdk, camera_subentry()))
    lookup = Fault(kind="status", status=fault.status, body=fault.body)
    sdk.fail(replace(fault, times=5), lookup, Fault(kind="status", status=403))

    await entry.runtime_data.usage.async_refresh()
    await scan(hass)
    await scan(hass)
    diagnostics = await async_get_config_entry_diagnostics(hass, entry)
    failure = entry.runtime_data.usage.last_exception
    decisions = await hass.services.async_call(
        DOMAIN, "get_decisions", blocking=True, return_response=True
    )
    await hass.config_entries.async_reload(entry.entry_id)

    states = [(each.state, dict(each.attributes)) for each in hass.states.async_all()]
    devices = dr.async_entries_for_config_entry(dr.async_get(hass), entry.entry_id)
    shown = (states, diagnostics, failure, decisions, devices, entry.reason, caplog.text)
    assert "SECRET" not in "\n".join(map(str, shown))
    assert camera.asked == 2


async def test_the_dialog_does_not_show_the_licence_key_either(
    hass: HomeAssistant, sdk: SandboxProcess
) -> None:
    sdk.fail(says(500))
    flows = hass.config_entries.flow
    step = await flows.async_init(DOMAIN, context={"source": SOURCE_USER})
    step = await flows.async_configure(step["flow_id"], {"next_step_id": "sdk"})

    step = await flows.async_configure(step["flow_id"], {"url": sdk.url})

    assert step["errors"] == {"base": "server_error"}
    assert "SECRET" not in str(step)


async def test_diagnostics_tell_of_webhooks_but_not_where_they_lead(
    hass: HomeAssistant, sdk: SandboxProcess
) -> None:
    targets = [
        "http://receiver.example:8123/api/webhook/SECRET",
        "https://user:SECRET@receiver.example/?key=SECRET",
        "http://192.0.2.9:8081/",
        "SECRET",
        "http://[SECRET",
    ]
    sdk.fail(says(webhooks=targets))
    entry = await set_up(hass, sdk_entry(sdk))

    diagnostics = await async_get_config_entry_diagnostics(hass, entry)

    assert diagnostics["usage"]["webhooks"] == {
        "count": 5,
        "targets": [
            "http://**REDACTED**:8123/**REDACTED**",
            "https://**REDACTED**:443/**REDACTED**",
            "http://**REDACTED**:8081",
            "**REDACTED**",
            "**REDACTED**",
        ],
    }
    text = json.dumps(diagnostics, default=str)
    assert "SECRET" not in text
    assert "receiver" not in text
    assert "192.0.2.9" not in text
    assert "SECRET" not in repr(entry.runtime_data.usage.data)


async def test_an_sdk_that_is_not_there_is_tried_again(
    hass: HomeAssistant, sdk: SandboxProcess
) -> None:
    entry = sdk_entry(sdk)
    entry.add_to_hass(hass)
    hass.config_entries.async_update_entry(
        entry, data={**entry.data, CONF_URL: "http://127.0.0.1:1"}
    )

    await hass.config_entries.async_setup(entry.entry_id)

    assert entry.state is ConfigEntryState.SETUP_RETRY
    assert entry.reason is not None
    assert entry.reason.startswith("No connection to the server of On-Premise SDK.")
