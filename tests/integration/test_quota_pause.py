"""When nothing is left nothing is sent, and it goes on by itself when there is something again."""

from datetime import timedelta

from freezegun.api import FrozenDateTimeFactory
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
import pytest

from sandbox.api_server.faults import Fault
from sandbox.process import SandboxProcess

from .conftest import camera_subentry, cloud_entry, lookups_at, scan, sdk_entry, set_up
from .fake_camera import FakeCamera
from .quota import (
    WallClock,
    decision,
    issue,
    pass_time,
    questions_to,
    refresh,
    statistics_down,
    tick,
    value,
)

MOTION = "binary_sensor.motion"

pytestmark = pytest.mark.usefixtures("camera")


async def test_the_last_lookup_is_the_last_that_is_sent(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    cloud.set_account(calls=2499, limit=2500)
    entry = await set_up(hass, cloud_entry(cloud, camera_subentry()))

    await scan(hass)
    assert decision(hass)[0] == "nothing_found"
    assert issue(hass, entry, "no_credits")
    await scan(hass)
    await scan(hass)

    assert decision(hass)[0] == "no_credits"
    assert len(lookups_at(cloud)) == 1
    assert questions_to(cloud) == 2, "at the start, and once to be sure"


async def test_an_account_that_starts_with_nothing_left_sends_nothing(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    cloud.set_account(calls=2500, limit=2500)
    entry = await set_up(hass, cloud_entry(cloud, camera_subentry()))

    await scan(hass)

    assert decision(hass)[0] == "no_credits"
    assert issue(hass, entry, "no_credits")
    assert not lookups_at(cloud)


async def test_a_burst_without_credits_sends_nothing(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    hass.states.async_set(MOTION, "off")
    cloud.set_account(calls=2500, limit=2500)
    await set_up(hass, cloud_entry(cloud, camera_subentry(triggers=[MOTION])))

    hass.states.async_set(MOTION, "on")
    await hass.async_block_till_done(wait_background_tasks=True)

    assert decision(hass)[0] == "no_credits"
    assert not lookups_at(cloud)


async def test_a_count_alone_stops_nothing_where_the_account_has_more(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    cloud.set_account(calls=2499, limit=2500)
    entry = await set_up(hass, cloud_entry(cloud, camera_subentry()))
    cloud.set_account(limit=5000)

    await scan(hass)
    await scan(hass)

    assert len(lookups_at(cloud)) == 2
    assert not issue(hass, entry, "no_credits")
    assert value(hass, "lookups_limit") == "5000"


async def test_where_nobody_can_be_asked_the_api_itself_decides(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    cloud.set_account(calls=2499, limit=2500)
    entry = await set_up(hass, cloud_entry(cloud, camera_subentry()))
    cloud.set_account(limit=5000)
    statistics_down(cloud, times=1)

    await scan(hass)
    await scan(hass)
    await scan(hass)

    assert [each.status for each in lookups_at(cloud)] == [201, 201, 201]
    assert not issue(hass, entry, "no_credits")
    assert questions_to(cloud) == 2, "not with each lookup"


async def test_an_sdk_is_believed_to_stop_at_its_limit_when_it_does(
    hass: HomeAssistant, sdk: SandboxProcess
) -> None:
    sdk.set_account(calls=1000, limit=1000)
    entry = await set_up(hass, sdk_entry(sdk, camera_subentry()))
    assert not issue(hass, entry, "no_credits")

    await scan(hass)
    await scan(hass)

    assert len(lookups_at(sdk)) == 2, "the first one, which another SDK might have taken"
    assert issue(hass, entry, "no_credits")


async def test_a_lookup_without_an_answer_counts_until_the_api_is_asked(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    cloud.set_account(calls=10, limit=100)
    entry = await set_up(hass, cloud_entry(cloud, camera_subentry()))
    cloud.fail(Fault(kind="drop"))

    await scan(hass)

    usage = entry.runtime_data.usage
    assert decision(hass)[0] == "connection_lost"
    assert usage.data.quota.used == 11
    assert value(hass, "lookups_used") == "10", "what is shown is known"
    await refresh(hass)
    assert usage.data.quota.used == 10


@pytest.mark.parametrize(
    "fault", [Fault(kind="status", status=403, body={}), Fault(kind="status", status=413)]
)
async def test_what_is_refused_doesnt_count(
    hass: HomeAssistant, cloud: SandboxProcess, fault: Fault
) -> None:
    entry = await set_up(hass, cloud_entry(cloud, camera_subentry()))
    cloud.fail(fault)

    await scan(hass)

    assert entry.runtime_data.usage.data.quota.used == 0


async def test_more_that_were_bought_are_noticed_within_the_hour(
    hass: HomeAssistant, cloud: SandboxProcess, freezer: FrozenDateTimeFactory
) -> None:
    cloud.set_account(calls=2500, limit=2500, resets_on=None)
    entry = await set_up(hass, cloud_entry(cloud, camera_subentry()))
    cloud.set_account(limit=5000)

    await pass_time(hass, freezer, hours=1, seconds=2)

    assert not issue(hass, entry, "no_credits")
    await scan(hass)
    assert decision(hass)[0] == "nothing_found"


async def test_after_the_reset_statistics_that_are_down_are_asked_ever_more_rarely(
    hass: HomeAssistant, cloud: SandboxProcess, freezer: FrozenDateTimeFactory
) -> None:
    freezer.move_to("2026-03-01T11:50:00+00:00")
    cloud.set_account(calls=2500, limit=2500, resets_on="2026-03-01T12:00:00Z")
    entry = await set_up(hass, cloud_entry(cloud, camera_subentry()))
    usage = entry.runtime_data.usage
    cloud.set_account(calls=0, resets_on="2026-04-01T12:00:00Z")
    statistics_down(cloud, times=9)

    await pass_time(hass, freezer, minutes=11, seconds=2)
    waits = []
    for _ in range(8):
        waits.append(usage.update_interval / timedelta(minutes=1))
        assert issue(hass, entry, "no_credits"), "nobody guesses"
        await pass_time(hass, freezer, seconds=usage.update_interval.total_seconds() + 2)

    assert waits == [1, 2, 4, 8, 16, 32, 60, 60]
    await pass_time(hass, freezer, hours=1, seconds=2)
    assert not issue(hass, entry, "no_credits")
    await scan(hass)
    assert decision(hass)[0] == "nothing_found"


async def test_while_statistics_are_down_scanning_goes_on(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera, freezer: FrozenDateTimeFactory
) -> None:
    freezer.move_to("2026-03-01T00:00:00+00:00")
    cloud.set_account(calls=10, limit=2500, resets_on="2026-03-20T00:00:00Z")
    await set_up(hass, cloud_entry(cloud, camera_subentry(scan_interval=10)))
    statistics_down(cloud, times=3)
    await pass_time(hass, freezer, hours=1, seconds=2)
    assert value(hass, "lookups_used") == "unavailable"
    before = len(lookups_at(cloud))

    camera.is_restless = True
    await scan(hass)
    await tick(hass, freezer, times=2)

    assert len(lookups_at(cloud)) == before + 3


async def test_a_start_while_statistics_are_down_is_tried_again(
    hass: HomeAssistant, cloud: SandboxProcess
) -> None:
    statistics_down(cloud, times=1)

    entry = await set_up(hass, cloud_entry(cloud, camera_subentry()))
    states = [entry.state]
    await hass.config_entries.async_reload(entry.entry_id)
    states.append(entry.state)

    assert states == [ConfigEntryState.SETUP_RETRY, ConfigEntryState.LOADED]


async def test_a_clock_that_jumps_over_the_reset_neither_stops_nor_frees_anything(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    freezer: FrozenDateTimeFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = WallClock(monkeypatch)
    clock.show("2026-03-01T12:00:00+00:00")
    cloud.set_account(calls=2500, limit=2500, resets_on="2026-03-10T00:00:00Z")
    entry = await set_up(hass, cloud_entry(cloud, camera_subentry()))

    clock.show("2026-03-12T12:00:00+00:00")
    await pass_time(hass, freezer, hours=1, seconds=2)
    await scan(hass)
    assert issue(hass, entry, "no_credits"), "the API says that nothing is left"
    assert not lookups_at(cloud)

    clock.show("2026-03-01T13:00:00+00:00")
    cloud.set_account(limit=5000)
    await pass_time(hass, freezer, hours=1, seconds=2)
    await scan(hass)
    assert len(lookups_at(cloud)) == 1
