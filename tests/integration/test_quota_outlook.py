"""When the quota runs out is foreseen, and told in time: by a sensor, and by a repair issue."""

from datetime import UTC, datetime, timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.config_entries import ConfigEntryDisabler
from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.plate_recognizer.diagnostics import async_get_config_entry_diagnostics
from sandbox.api_server.account import AccountChanges
from sandbox.api_server.faults import Fault
from sandbox.process import SandboxProcess

from .conftest import camera_subentry, cloud_entry, scan, sdk_entry, set_up
from .quota import issue, pass_time, refresh, statistics_down, value

RESET = datetime(2026, 7, 31, 23, 30, tzinfo=UTC)
"""In London, that is on the first of August."""
FORECAST = "sensor.snapshot_cloud_quota_runs_out"
LOW = "binary_sensor.snapshot_cloud_quota_low"

pytestmark = pytest.mark.usefixtures("camera")


@pytest.fixture(autouse=True)
async def home_in_london(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """A month begins."""
    await hass.config.async_set_time_zone("Europe/London")
    freezer.move_to("2026-07-01T12:00:00+00:00")


async def start(
    hass: HomeAssistant, cloud: SandboxProcess, *, calls: int = 0, limit: int = 1000
) -> MockConfigEntry:
    cloud.set_account(calls=calls, limit=limit, resets_on=RESET.isoformat())
    return await set_up(hass, cloud_entry(cloud, camera_subentry()))


async def days(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    cloud: SandboxProcess,
    *used_after: int,
) -> None:
    """Let days pass, at whose ends the server counts so many lookups."""
    for used in used_after:
        cloud.set_account(calls=used)
        await pass_time(hass, freezer, days=1)


def attributes(hass: HomeAssistant) -> dict[str, Any]:
    state = hass.states.get(FORECAST)
    assert state is not None
    return dict(state.attributes)


async def test_a_fresh_account_foresees_nothing(hass: HomeAssistant, cloud: SandboxProcess) -> None:
    entry = await start(hass, cloud, calls=300)

    assert value(hass, "quota_runs_out") == "unknown"
    assert attributes(hass)["lasts_until_reset"] is None
    assert value(hass, "quota_low") == "off"
    assert not issue(hass, entry, "quota_low")


async def test_at_this_pace_it_runs_out_before_the_reset(
    hass: HomeAssistant, cloud: SandboxProcess, freezer: FrozenDateTimeFactory
) -> None:
    await start(hass, cloud)

    await days(hass, freezer, cloud, 50, 100, 150, 200)

    assert value(hass, "quota_runs_out") == "2026-07-21T12:00:00+00:00"
    assert attributes(hass)["lasts_until_reset"] is False
    assert attributes(hass)["other_lookups_a_day"] == 50


async def test_a_quota_that_lasts_says_so(
    hass: HomeAssistant, cloud: SandboxProcess, freezer: FrozenDateTimeFactory
) -> None:
    await start(hass, cloud)

    await days(hass, freezer, cloud, 20, 40)

    assert value(hass, "quota_runs_out") == "unknown"
    assert attributes(hass)["lasts_until_reset"] is True


async def test_a_lookup_alone_changes_no_state_of_the_forecast(
    hass: HomeAssistant, cloud: SandboxProcess, freezer: FrozenDateTimeFactory
) -> None:
    await start(hass, cloud)
    await days(hass, freezer, cloud, 50, 100)
    reported = [hass.states.get(each).last_reported for each in (FORECAST, LOW)]  # type: ignore[union-attr]

    for _ in range(3):
        freezer.tick(timedelta(seconds=20))
        await scan(hass)

    now = [hass.states.get(each).last_reported for each in (FORECAST, LOW)]  # type: ignore[union-attr]
    assert now == reported


async def test_nothing_is_foreseen_where_the_limit_is_unknown(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    no_limit = {"usage": {"calls": 5, "month": 7, "year": 2026}}
    cloud.fail(Fault(kind="status", status=200, body=no_limit, endpoint="statistics"))
    await start(hass, cloud)
    assert (value(hass, "quota_runs_out"), value(hass, "quota_low")) == (None, None)

    await refresh(hass)

    assert (value(hass, "quota_runs_out"), value(hass, "quota_low")) == ("unknown", "off")


async def test_without_a_reset_day_the_forecast_has_no_bound(
    hass: HomeAssistant, sdk: SandboxProcess, freezer: FrozenDateTimeFactory
) -> None:
    sdk.set_account(calls=0, limit=1000)
    await set_up(hass, sdk_entry(sdk, camera_subentry()))

    await days(hass, freezer, sdk, 10, 20)

    assert value(hass, "quota_runs_out", "on_premise_sdk") == "2026-10-09T12:00:00+00:00"


async def test_half_used_and_running_out_early_is_a_warning_with_all_figures(
    hass: HomeAssistant, cloud: SandboxProcess, freezer: FrozenDateTimeFactory
) -> None:
    entry = await start(hass, cloud)
    await days(hass, freezer, cloud, 100, 200, 300, 400)
    assert value(hass, "quota_low") == "off", "half isn't used yet"

    await days(hass, freezer, cloud, 500)

    assert value(hass, "quota_low") == "on"
    warning = issue(hass, entry, "quota_low")
    assert warning is not None
    assert (warning.severity, warning.is_fixable) == (ir.IssueSeverity.WARNING, False)
    assert warning.translation_key == "quota_low"
    assert warning.translation_placeholders == {
        "account": "Snapshot Cloud",
        "used": "500",
        "limit": "1000",
        "runs_out": "2026-07-11",
        "resets_on": "2026-08-01",
    }


@pytest.mark.parametrize(
    "then",
    [
        {"calls": 3, "resets_on": "2026-08-31T23:30:00Z"},
        {"limit": 10_000},
    ],
    ids=["reset", "more bought"],
)
async def test_the_warning_goes_with_the_reset_and_when_more_were_bought(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    freezer: FrozenDateTimeFactory,
    then: AccountChanges,
) -> None:
    entry = await start(hass, cloud)
    await days(hass, freezer, cloud, 250, 500)
    assert value(hass, "quota_low") == "on"

    cloud.set_account(**then)
    await pass_time(hass, freezer, hours=1, seconds=2)

    assert value(hass, "quota_low") == "off"
    assert not issue(hass, entry, "quota_low")


async def test_ninety_percent_is_low_where_nothing_can_be_foreseen(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    entry = await start(hass, cloud, calls=899)
    assert value(hass, "quota_low") == "off"

    await scan(hass)

    assert value(hass, "quota_low") == "on"
    warning = issue(hass, entry, "quota_low")
    assert warning is not None
    assert warning.translation_key == "quota_low_no_forecast"
    assert warning.translation_placeholders is not None
    assert warning.translation_placeholders["used"] == "900"


async def test_an_sdk_is_low_by_its_share(hass: HomeAssistant, sdk: SandboxProcess) -> None:
    sdk.set_account(calls=900, limit=1000)

    entry = await set_up(hass, sdk_entry(sdk, camera_subentry()))

    assert value(hass, "quota_low", "on_premise_sdk") == "on"
    warning = issue(hass, entry, "quota_low")
    assert warning is not None
    assert warning.translation_key == "quota_low_no_forecast_no_reset"


async def test_an_sdk_that_is_low_by_its_share_says_when_none_are_left_once_its_pace_is_known(
    hass: HomeAssistant, sdk: SandboxProcess, freezer: FrozenDateTimeFactory
) -> None:
    sdk.set_account(calls=700, limit=1000)
    entry = await set_up(hass, sdk_entry(sdk, camera_subentry()))
    await days(hass, freezer, sdk, 800)
    assert not issue(hass, entry, "quota_low")

    await days(hass, freezer, sdk, 900)

    warning = issue(hass, entry, "quota_low")
    assert warning is not None
    assert warning.translation_key == "quota_low_no_reset"
    assert warning.translation_placeholders == {
        "account": "On-Premise SDK",
        "used": "900",
        "limit": "1000",
        "runs_out": "2026-07-04",
    }


async def test_nearly_all_used_is_no_problem_where_it_lasts(
    hass: HomeAssistant, cloud: SandboxProcess, freezer: FrozenDateTimeFactory
) -> None:
    entry = await start(hass, cloud, calls=900)
    assert value(hass, "quota_low") == "on"

    await days(hass, freezer, cloud, 901, 902)

    assert value(hass, "quota_low") == "off"
    assert not issue(hass, entry, "quota_low")


async def test_when_nothing_is_left_another_issue_says_so(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    entry = await start(hass, cloud, calls=999)
    assert issue(hass, entry, "quota_low")

    await scan(hass)

    assert value(hass, "quota_low") == "on"
    assert value(hass, "quota_runs_out") == "2026-07-01T12:00:00+00:00"
    assert issue(hass, entry, "no_credits")
    assert not issue(hass, entry, "quota_low")


async def test_a_warning_and_what_it_rests_on_outlive_a_reload(
    hass: HomeAssistant, cloud: SandboxProcess, freezer: FrozenDateTimeFactory
) -> None:
    entry = await start(hass, cloud)
    await days(hass, freezer, cloud, 250, 500)
    foreseen = value(hass, "quota_runs_out")

    await hass.config_entries.async_reload(entry.entry_id)

    assert value(hass, "quota_low") == "on"
    assert value(hass, "quota_runs_out") == foreseen
    assert issue(hass, entry, "quota_low")


async def test_a_restart_goes_on_with_what_was_written_down(
    hass: HomeAssistant, cloud: SandboxProcess, hass_storage: dict[str, Any]
) -> None:
    key = f"plate_recognizer.{cloud_entry(cloud).entry_id}.usage"
    samples = [("2026-06-27T12:00:00+00:00", 800, 30), ("2026-06-30T12:00:00+00:00", 20, 40)]
    hass_storage[key] = {"version": 1, "key": key, "data": {"samples": samples, "is_low": False}}

    await start(hass, cloud, calls=40)

    assert attributes(hass)["lasts_until_reset"] is True
    assert 5 <= attributes(hass)["other_lookups_a_day"] <= 15


@pytest.mark.parametrize(
    "stored",
    [
        {"version": 1, "data": {"samples": [("nonsense", 1, 1)], "is_low": False}},
        {"version": 1, "data": {"samples": [("2026-06-27T12:00:00+00:00", 1)], "is_low": False}},
        {"version": 1, "data": {"samples": [("2026-06-27T12:00:00+00:00", None, 1)]}},
        {"version": 1, "data": {"samples": []}},
        {"version": 1, "data": [1]},
        {"version": 2, "minor_version": 1, "data": {}},
    ],
)
async def test_what_cannot_be_read_of_the_time_before_is_forgotten(
    hass: HomeAssistant, cloud: SandboxProcess, hass_storage: dict[str, Any], stored: dict[str, Any]
) -> None:
    key = f"plate_recognizer.{cloud_entry(cloud).entry_id}.usage"
    hass_storage[key] = {"key": key, **stored}

    await start(hass, cloud, calls=40)

    assert value(hass, "quota_runs_out") == "unknown"


async def test_usage_is_written_down_at_most_hourly_and_goes_with_the_account(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    hass_storage: dict[str, Any],
    freezer: FrozenDateTimeFactory,
) -> None:
    entry = await start(hass, cloud)
    key = f"plate_recognizer.{entry.entry_id}.usage"
    for _ in range(4):
        await scan(hass)
        await pass_time(hass, freezer, minutes=20)

    assert len(hass_storage[key]["data"]["samples"]) == 2

    await hass.config_entries.async_remove(entry.entry_id)
    assert key not in hass_storage


@pytest.mark.parametrize("disabled", [True, False])
async def test_the_warning_goes_with_its_account(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    disabled: bool,  # noqa: FBT001 - the case: else removed
) -> None:
    entry = await start(hass, cloud, calls=950)
    assert issue(hass, entry, "quota_low")

    if disabled:
        await hass.config_entries.async_set_disabled_by(entry.entry_id, ConfigEntryDisabler.USER)
    else:
        await hass.config_entries.async_remove(entry.entry_id)

    assert not ir.async_get(hass).issues


async def test_while_the_api_is_away_the_forecast_is_unavailable_and_the_warning_stays(
    hass: HomeAssistant, cloud: SandboxProcess, freezer: FrozenDateTimeFactory
) -> None:
    entry = await start(hass, cloud, calls=950)
    statistics_down(cloud, times=100)

    await pass_time(hass, freezer, days=40)

    assert value(hass, "quota_low") == value(hass, "quota_runs_out") == "unavailable"
    assert issue(hass, entry, "quota_low"), "nobody knows better yet"


async def test_diagnostics_tell_how_far_the_quota_goes(
    hass: HomeAssistant, cloud: SandboxProcess, freezer: FrozenDateTimeFactory
) -> None:
    entry = await start(hass, cloud)
    await days(hass, freezer, cloud, 250, 500)

    quota = (await async_get_config_entry_diagnostics(hass, entry))["quota"]

    assert quota["quota"] == {"used": 500, "limit": 1000, "resets_on": RESET}
    assert round(quota["pace"]["others"]) == 250
    assert (quota["is_low"], quota["lasts"]) == (True, False)
    assert quota["runs_out"].date().isoformat() == "2026-07-05"
