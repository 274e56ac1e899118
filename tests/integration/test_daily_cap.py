"""Interval scans can't drain a quota: a day has so many lookups for them, and no more."""

from datetime import timedelta
from typing import Any
from unittest.mock import patch

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_fire_time_changed

from custom_components.plate_recognizer.const import DEFAULT_DAILY_CAP
from sandbox.api_server.faults import Fault
from sandbox.process import SandboxProcess

from .conftest import add_cameras, camera_subentry, cloud_entry, lookups_at, scan, set_up
from .fake_camera import FakeCamera

INTERVAL = 10


@pytest.fixture(autouse=True)
async def home_in_london(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """A day here ends at 23:00 UTC: summer time."""
    await hass.config.async_set_time_zone("Europe/London")
    freezer.move_to("2026-07-01T21:00:00+00:00")


async def start(hass: HomeAssistant, cloud: SandboxProcess, **options: int) -> MockConfigEntry:
    subentry = camera_subentry(scan_interval=INTERVAL)
    return await set_up(hass, cloud_entry(cloud, subentry, options=options))


async def tick(hass: HomeAssistant, freezer: FrozenDateTimeFactory, times: int = 1) -> None:
    """Let intervals pass, one after another."""
    for _ in range(times):
        freezer.tick(timedelta(seconds=INTERVAL))
        async_fire_time_changed(hass)
        await hass.async_block_till_done(wait_background_tasks=True)


def decision(hass: HomeAssistant) -> tuple[str, dict[str, Any]]:
    state = hass.states.get("sensor.driveway_decision")
    assert state is not None
    return state.state, dict(state.attributes)


async def test_beyond_the_cap_nothing_is_asked_and_the_decision_tells_the_numbers(
    hass: HomeAssistant, cloud: SandboxProcess, restless: FakeCamera, freezer: FrozenDateTimeFactory
) -> None:
    await start(hass, cloud, daily_cap=2)

    await tick(hass, freezer, times=4)

    assert len(lookups_at(cloud)) == 2
    assert restless.asked == 4, "whether anything is new costs nothing to find out"
    reason, details = decision(hass)
    assert reason == "daily_cap_reached"
    assert (details["interval_lookups"], details["daily_cap"]) == (2, 2)


@pytest.mark.usefixtures("restless")
async def test_the_cap_is_fifty_unless_the_user_says_otherwise(
    hass: HomeAssistant, cloud: SandboxProcess, freezer: FrozenDateTimeFactory
) -> None:
    await start(hass, cloud)

    await tick(hass, freezer, times=DEFAULT_DAILY_CAP + 1)

    assert len(lookups_at(cloud)) == DEFAULT_DAILY_CAP == 50


@pytest.mark.usefixtures("restless")
async def test_scans_that_somebody_asks_for_neither_count_nor_stop(
    hass: HomeAssistant, cloud: SandboxProcess, freezer: FrozenDateTimeFactory
) -> None:
    await start(hass, cloud, daily_cap=1)

    await scan(hass)
    await tick(hass, freezer, times=2)
    await scan(hass)

    assert len(lookups_at(cloud)) == 3


async def test_all_cameras_of_an_account_share_the_cap(
    hass: HomeAssistant, cloud: SandboxProcess, freezer: FrozenDateTimeFactory
) -> None:
    for camera in await add_cameras(hass, "Driveway", "Gate"):
        camera.is_restless = True
    gate = camera_subentry("Gate", "01GATE00000000000000000000", scan_interval=INTERVAL)
    driveway = camera_subentry(scan_interval=INTERVAL)
    await set_up(hass, cloud_entry(cloud, driveway, gate, options={"daily_cap": 3}))

    await tick(hass, freezer, times=3)

    assert len(lookups_at(cloud)) == 3


@pytest.mark.usefixtures("restless")
async def test_midnight_here_begins_a_new_day(
    hass: HomeAssistant, cloud: SandboxProcess, freezer: FrozenDateTimeFactory
) -> None:
    await start(hass, cloud, daily_cap=1)
    await tick(hass, freezer, times=2)
    assert len(lookups_at(cloud)) == 1

    freezer.move_to("2026-07-01T22:59:30+00:00")
    await tick(hass, freezer)
    assert len(lookups_at(cloud)) == 1
    freezer.move_to("2026-07-01T23:00:00+00:00")
    await tick(hass, freezer)

    assert len(lookups_at(cloud)) == 2


@pytest.mark.usefixtures("restless")
async def test_a_reload_does_not_begin_a_new_day(
    hass: HomeAssistant, cloud: SandboxProcess, freezer: FrozenDateTimeFactory
) -> None:
    account = await start(hass, cloud, daily_cap=1)
    await tick(hass, freezer)

    await hass.config_entries.async_reload(account.entry_id)
    await hass.async_block_till_done()
    await tick(hass, freezer)

    assert len(lookups_at(cloud)) == 1
    assert decision(hass)[0] == "daily_cap_reached"


@pytest.mark.usefixtures("restless")
async def test_a_restart_does_not_begin_a_new_day(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    hass_storage: dict[str, Any],
    freezer: FrozenDateTimeFactory,
) -> None:
    entry = cloud_entry(cloud, camera_subentry(scan_interval=INTERVAL), options={"daily_cap": 3})
    key = f"plate_recognizer.{entry.entry_id}.interval_lookups"
    hass_storage[key] = {
        "version": 1,
        "key": key,
        "data": {"day": "2026-07-01", "lookups": 2},
    }
    await set_up(hass, entry)

    await tick(hass, freezer, times=2)

    assert len(lookups_at(cloud)) == 1
    freezer.tick(timedelta(seconds=10))
    async_fire_time_changed(hass)
    await hass.async_block_till_done()
    assert hass_storage[key]["data"] == {"day": "2026-07-01", "lookups": 3}


@pytest.mark.parametrize(
    ("fault", "counts"),
    [
        (Fault(kind="status", status=413, body={"error": "Invalid file."}), False),
        (Fault(kind="status", status=403, body={"detail": "Not today."}), False),
        (Fault(kind="status", status=429, headers={"Retry-After": "600"}), False),
        (Fault(kind="status", status=201, body="<html>paid, but unreadable</html>"), True),
        (Fault(kind="status", status=504), True),
        (Fault(kind="drop"), True),
    ],
)
@pytest.mark.usefixtures("restless")
async def test_only_what_may_have_been_billed_counts(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    freezer: FrozenDateTimeFactory,
    fault: Fault,
    counts: bool,  # noqa: FBT001 - the case's expectation
) -> None:
    account = await start(hass, cloud, daily_cap=1)
    cloud.fail(fault)

    await tick(hass, freezer)

    assert account.runtime_data.interval_budget.spent_today == int(counts)


async def test_a_camera_that_gives_no_picture_spends_nothing(
    hass: HomeAssistant, cloud: SandboxProcess, restless: FakeCamera, freezer: FrozenDateTimeFactory
) -> None:
    account = await start(hass, cloud, daily_cap=1)
    restless.picture = None

    await tick(hass, freezer, times=3)

    assert account.runtime_data.interval_budget.spent_today == 0
    assert decision(hass)[0] == "camera_failed"


@pytest.mark.usefixtures("restless")
async def test_what_was_counted_goes_with_the_account(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    hass_storage: dict[str, Any],
    freezer: FrozenDateTimeFactory,
) -> None:
    account = await start(hass, cloud)
    await tick(hass, freezer)

    await hass.config_entries.async_remove(account.entry_id)
    freezer.tick(timedelta(seconds=10))
    async_fire_time_changed(hass)
    await hass.async_block_till_done()

    assert not [key for key in hass_storage if "interval_lookups" in key]


@pytest.mark.parametrize(
    "stored",
    [
        {"version": 1, "data": {"day": "nonsense", "lookups": 2}},
        {"version": 1, "data": {"lookups": 2}},
        {"version": 1, "data": [1]},
        {"version": 1, "data": {"day": "2026-07-01", "lookups": None}},
        {"version": 2, "minor_version": 1, "data": {"day": "2026-07-01", "lookups": 2}},
    ],
)
@pytest.mark.usefixtures("restless")
async def test_what_was_written_down_and_cannot_be_read_counts_as_nothing(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    hass_storage: dict[str, Any],
    freezer: FrozenDateTimeFactory,
    stored: dict[str, Any],
) -> None:
    entry = cloud_entry(cloud, camera_subentry(scan_interval=INTERVAL))
    key = f"plate_recognizer.{entry.entry_id}.interval_lookups"
    hass_storage[key] = {"key": key, **stored}

    await set_up(hass, entry)
    await tick(hass, freezer)

    assert len(lookups_at(cloud)) == 1


@pytest.mark.usefixtures("restless")
async def test_however_often_lookups_come_they_are_written_down_within_seconds(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    hass_storage: dict[str, Any],
    freezer: FrozenDateTimeFactory,
) -> None:
    subentry = camera_subentry(scan_interval=1)
    entry = await set_up(hass, cloud_entry(cloud, subentry))

    for _ in range(8):
        freezer.tick(timedelta(seconds=1))
        async_fire_time_changed(hass)
        await hass.async_block_till_done(wait_background_tasks=True)

    key = f"plate_recognizer.{entry.entry_id}.interval_lookups"
    assert hass_storage[key]["data"]["lookups"] >= 5


async def test_a_lookup_that_is_put_off_by_a_throttle_is_taken_once(
    hass: HomeAssistant, cloud: SandboxProcess, restless: FakeCamera, freezer: FrozenDateTimeFactory
) -> None:
    account = await start(hass, cloud, daily_cap=1)
    cloud.fail(Fault(kind="status", status=429, headers={"Retry-After": "0"}))

    await tick(hass, freezer)

    assert [lookup.status for lookup in lookups_at(cloud)] == [429, 201]
    assert account.runtime_data.interval_budget.spent_today == 1
    assert restless.asked == 1, "it is not a second old when it is looked up"


@pytest.mark.usefixtures("restless")
async def test_a_server_that_nobody_reaches_spends_nothing(
    hass: HomeAssistant, cloud: SandboxProcess, freezer: FrozenDateTimeFactory
) -> None:
    account = await start(hass, cloud, daily_cap=1)
    transport = account.runtime_data.lookups._client._transport
    with patch.object(transport, "_base_url", "http://127.0.0.1:1"):
        await tick(hass, freezer)

    assert decision(hass)[0] == "unreachable"
    assert account.runtime_data.interval_budget.spent_today == 0


@pytest.mark.usefixtures("restless")
async def test_what_was_spent_yesterday_is_not_todays(
    hass: HomeAssistant, cloud: SandboxProcess, freezer: FrozenDateTimeFactory
) -> None:
    account = await start(hass, cloud)
    await tick(hass, freezer)
    assert account.runtime_data.interval_budget.spent_today == 1

    freezer.tick(timedelta(days=1))

    assert account.runtime_data.interval_budget.spent_today == 0


async def test_scans_that_spend_nothing_write_nothing_down(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    restless: FakeCamera,
    hass_storage: dict[str, Any],
    freezer: FrozenDateTimeFactory,
) -> None:
    account = await start(hass, cloud)
    restless.picture = None

    await tick(hass, freezer, times=3)

    assert f"plate_recognizer.{account.entry_id}.interval_lookups" not in hass_storage
