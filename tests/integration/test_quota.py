"""Lookups are counted, used-up credits stop them, and they go on by themselves."""

from datetime import timedelta
from unittest.mock import patch

from freezegun.api import FrozenDateTimeFactory
from homeassistant.config_entries import ConfigEntryDisabler
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import issue_registry as ir
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_fire_time_changed

from custom_components.plate_recognizer.const import DOMAIN
from custom_components.plate_recognizer.usage import UPDATE_INTERVAL
from sandbox.api_server.faults import Fault
from sandbox.process import SandboxProcess

from .conftest import camera_subentry, cloud_entry, lookups_at, scan, sdk_entry, set_up
from .fake_camera import FakeCamera


def value(hass: HomeAssistant, entity_id: str) -> str | None:
    """Return an entity's state, None if there is no such entity."""
    state = hass.states.get(entity_id)
    return state.state if state else None


def cloud_value(hass: HomeAssistant, key: str) -> str | None:
    """Return the state of one of the cloud account's sensors."""
    return value(hass, f"sensor.snapshot_cloud_{key}")


@pytest.mark.usefixtures("camera")
async def test_the_account_shows_its_statistics(hass: HomeAssistant, cloud: SandboxProcess) -> None:
    cloud.set_account(calls=128, limit=2500, resets_on="2026-12-14T00:00:00Z")

    await set_up(hass, cloud_entry(cloud, camera_subentry()))

    assert cloud_value(hass, "lookups_used") == "128"
    assert cloud_value(hass, "lookups_remaining") == "2372"
    assert cloud_value(hass, "lookups_limit") == "2500"
    assert cloud_value(hass, "quota_resets") == "2026-12-14T00:00:00+00:00"


async def test_what_the_account_cannot_know_is_no_entity(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    cloud.set_account(resets_on=None)
    await set_up(hass, cloud_entry(cloud))
    assert cloud_value(hass, "quota_resets") is None

    cloud.set_account(resets_on="2026-12-14T00:00:00Z")
    await press_refresh(hass)
    assert cloud_value(hass, "quota_resets") == "2026-12-14T00:00:00+00:00"


@pytest.mark.usefixtures("account")
async def test_each_lookup_is_counted_without_asking(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    await scan(hass)
    await scan(hass)

    assert cloud_value(hass, "lookups_used") == "2"
    assert cloud_value(hass, "lookups_remaining") == "2498"
    assert len(cloud.requests()) == 3, "statistics at the start, two lookups"


@pytest.mark.usefixtures("account")
async def test_remaining_is_never_below_zero(hass: HomeAssistant, cloud: SandboxProcess) -> None:
    cloud.set_account(calls=2510, limit=2500)

    await press_refresh(hass)

    assert cloud_value(hass, "lookups_remaining") == "0"


async def test_used_up_credits_stop_lookups_until_there_are_some_again(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry, camera: FakeCamera
) -> None:
    issue_id = f"no_credits_{account.entry_id}"
    issues = ir.async_get(hass)
    cloud.set_account(calls=2500, limit=2500)

    await scan(hass)
    assert value(hass, "sensor.driveway_decision") == "no_credits"
    issue = issues.async_get_issue(DOMAIN, issue_id)
    assert issue is not None
    assert issue.translation_placeholders == {"account": "Snapshot Cloud"}
    assert issue.severity is ir.IssueSeverity.ERROR
    assert cloud_value(hass, "lookups_remaining") == "0"

    await scan(hass)
    assert len(lookups_at(cloud)) == 1, "the second one isn't even asked for"

    cloud.set_account(calls=0)
    await press_refresh(hass)
    assert issues.async_get_issue(DOMAIN, issue_id) is None
    await scan(hass)
    assert value(hass, "sensor.driveway_decision") == "nothing_found"
    assert camera.asked == 3


async def test_the_reset_of_the_period_is_noticed_by_itself(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    camera: FakeCamera,
    freezer: FrozenDateTimeFactory,
) -> None:
    freezer.move_to("2026-03-01T11:50:00+00:00")
    cloud.set_account(calls=2500, limit=2500, resets_on="2026-03-01T12:00:00Z")
    entry = await set_up(hass, cloud_entry(cloud, camera_subentry()))
    await scan(hass)
    issue_id = f"no_credits_{entry.entry_id}"
    assert ir.async_get(hass).async_get_issue(DOMAIN, issue_id)

    cloud.set_account(calls=0, resets_on="2026-04-01T12:00:00Z")
    freezer.tick(timedelta(minutes=12))
    async_fire_time_changed(hass)
    await hass.async_block_till_done(wait_background_tasks=True)

    assert cloud_value(hass, "lookups_used") == "0"
    assert ir.async_get(hass).async_get_issue(DOMAIN, issue_id) is None
    assert camera.asked == 1


async def test_the_repair_issue_goes_with_its_account(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry
) -> None:
    cloud.set_account(calls=2500, limit=2500)
    await scan(hass)

    await hass.config_entries.async_remove(account.entry_id)

    assert not ir.async_get(hass).issues


async def test_a_throttled_lookup_waits_and_is_tried_again(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry
) -> None:
    cloud.set_account(rate=1)

    await scan(hass)
    await scan(hass)

    assert [lookup.status for lookup in lookups_at(cloud)] == [201, 429, 201]
    assert value(hass, "sensor.driveway_decision") == "nothing_found"
    assert cloud_value(hass, "lookups_used") == "2"
    assert account.state.recoverable


async def test_an_sdk_tells_its_usage_with_each_answer(
    hass: HomeAssistant, sdk: SandboxProcess, camera: FakeCamera
) -> None:
    sdk.set_account(calls=10, limit=1000)
    await set_up(hass, sdk_entry(sdk, camera_subentry()))
    assert value(hass, "sensor.on_premise_sdk_lookups_used") == "10"
    assert value(hass, "sensor.on_premise_sdk_lookups_limit") == "1000"
    assert value(hass, "sensor.on_premise_sdk_quota_resets") is None

    sdk.set_account(calls=500)  # others use it too
    await scan(hass)

    assert value(hass, "sensor.on_premise_sdk_lookups_used") == "501"
    assert camera.asked == 1


async def press_refresh(hass: HomeAssistant) -> None:
    """Press the account's button."""
    await hass.services.async_call(
        "button", "press", {"entity_id": "button.snapshot_cloud_refresh"}, blocking=True
    )
    await hass.async_block_till_done()


async def test_a_reload_doesnt_forget_that_credits_are_used_up(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry
) -> None:
    cloud.set_account(calls=2500, limit=2500)
    await scan(hass)
    await hass.config_entries.async_reload(account.entry_id)
    await scan(hass)
    assert len(lookups_at(cloud)) == 1

    cloud.set_account(calls=0)
    await hass.config_entries.async_reload(account.entry_id)
    assert not ir.async_get(hass).issues
    await scan(hass)
    assert len(lookups_at(cloud)) == 2


async def test_a_disabled_account_has_no_repair_issue(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry
) -> None:
    cloud.set_account(calls=2500, limit=2500)
    await scan(hass)

    await hass.config_entries.async_set_disabled_by(account.entry_id, ConfigEntryDisabler.USER)

    assert not ir.async_get(hass).issues


@pytest.mark.usefixtures("account")
async def test_statistics_that_fail_are_no_sign_of_new_credits(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    cloud.set_account(calls=2500, limit=2500)
    cloud.fail(
        Fault(kind="slow", seconds=0.01, endpoint="statistics"),
        Fault(kind="status", status=503, endpoint="statistics"),
    )

    await scan(hass)
    await scan(hass)

    assert len(lookups_at(cloud)) == 1


async def test_statistics_are_asked_every_hour_however_often_a_camera_is_scanned(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    account: MockConfigEntry,
    freezer: FrozenDateTimeFactory,
) -> None:
    cloud.set_account(resets_on=None)
    await hass.config_entries.async_reload(account.entry_id)
    asked = len(cloud.requests())
    freezer.tick(timedelta(minutes=50))
    async_fire_time_changed(hass)
    await scan(hass)
    freezer.tick(timedelta(minutes=11))
    async_fire_time_changed(hass)
    await hass.async_block_till_done(wait_background_tasks=True)

    assert [each.endpoint for each in cloud.requests()[asked:]] == ["lookup", "statistics"]


async def test_a_reset_in_the_past_hurries_nobody(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera
) -> None:
    cloud.set_account(resets_on="2020-01-01T00:00:00Z")

    entry = await set_up(hass, cloud_entry(cloud, camera_subentry()))

    assert entry.runtime_data.usage.update_interval == UPDATE_INTERVAL
    assert camera.asked == 0


async def test_statistics_are_asked_when_the_counter_can_be_trusted_to_be_reset(
    hass: HomeAssistant, cloud: SandboxProcess, freezer: FrozenDateTimeFactory
) -> None:
    freezer.move_to("2026-03-01T11:50:00+00:00")
    cloud.set_account(resets_on="2026-03-01T12:00:00Z")

    entry = await set_up(hass, cloud_entry(cloud))

    assert entry.runtime_data.usage.update_interval == timedelta(minutes=11)


@pytest.mark.parametrize(("longest", "lookups"), [(30.0, 2), (0.2, 1)])
@pytest.mark.usefixtures("account")
async def test_a_throttle_is_waited_out_as_long_as_the_frame_is_worth_it(
    hass: HomeAssistant, cloud: SandboxProcess, longest: float, lookups: int
) -> None:
    cloud.fail(Fault(kind="status", status=429, headers={"Retry-After": "0.3"}))

    with patch("custom_components.plate_recognizer.limiter.LONGEST_WAIT", longest):
        await scan(hass)

    assert len(lookups_at(cloud)) == lookups


async def test_an_sdk_tells_a_new_limit_with_its_answer(
    hass: HomeAssistant, sdk: SandboxProcess, camera: FakeCamera
) -> None:
    await set_up(hass, sdk_entry(sdk, camera_subentry()))
    sdk.set_account(limit=3000)

    await scan(hass)

    assert value(hass, "sensor.on_premise_sdk_lookups_limit") == "3000"
    assert camera.asked == 1


@pytest.mark.usefixtures("account")
async def test_a_count_that_the_cloud_tells_with_an_answer_is_believed_also_when_it_is_lower(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    for calls in (2400, 1):
        body = {"results": [], "usage": {"calls": calls}}
        cloud.fail(Fault(kind="status", status=201, body=body))
        await scan(hass)
        assert cloud_value(hass, "lookups_used") == str(calls)


async def test_the_token_of_an_sdk_is_sent(hass: HomeAssistant, sdk: SandboxProcess) -> None:
    entry = sdk_entry(sdk)
    entry.add_to_hass(hass)
    hass.config_entries.async_update_entry(entry, data={**entry.data, "token": "one"})

    await hass.config_entries.async_setup(entry.entry_id)

    assert {request.authorization for request in sdk.requests()} != {"absent"}


async def test_refresh_can_be_pressed_while_the_api_is_away_and_says_so(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry
) -> None:
    for _ in range(2):
        cloud.fail(Fault(kind="status", status=503, body="Busy", endpoint="statistics"))
        with pytest.raises(HomeAssistantError) as raised:
            await press_refresh(hass)
        assert raised.value.translation_key == "server_error"
    assert cloud_value(hass, "lookups_used") == "unavailable"
    assert value(hass, "button.snapshot_cloud_refresh") != "unavailable"

    await press_refresh(hass)
    assert cloud_value(hass, "lookups_used") == "0"
    assert account.runtime_data.usage.last_update_success
