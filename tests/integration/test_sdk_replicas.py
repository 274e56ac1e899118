"""Several SDKs behind a load balancer are shown as one: what it says never jumps to and fro."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.const import CONF_URL, EVENT_HOMEASSISTANT_FINAL_WRITE
from homeassistant.core import Event, EventStateChangedData, HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers.event import async_track_state_change_event
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_capture_events

from custom_components.plate_recognizer import account
from custom_components.plate_recognizer.api.models import Usage
from sandbox.api_server.faults import Fault
from sandbox.process import SandboxProcess

from .conftest import camera_subentry, lookups_at, scan, sdk_entry
from .quota import decision, issue, pass_time, refresh, value
from .round_robin import RoundRobin

ACCOUNT = "on_premise_sdk"

pytestmark = pytest.mark.usefixtures("camera")


@pytest.fixture(scope="module")
def second_process() -> Iterator[SandboxProcess]:
    with SandboxProcess(manner="sdk") as process:
        yield process


@pytest.fixture
def busy(sdk: SandboxProcess) -> SandboxProcess:
    """One that has read much."""
    sdk.set_account(calls=1000, limit=2500)
    return sdk


@pytest.fixture
def idle(second_process: SandboxProcess, socket_enabled: None) -> SandboxProcess:
    """One that has hardly read anything, and has another limit."""
    second_process.reset()
    second_process.set_account(calls=40, limit=100_000)
    return second_process


@pytest.fixture
async def balancer(busy: SandboxProcess, idle: SandboxProcess) -> AsyncIterator[RoundRobin]:
    """What stands before them. The busy one's turn comes first."""
    async with RoundRobin(busy.url, idle.url) as running:
        yield running


@pytest.fixture
async def entry(hass: HomeAssistant, balancer: RoundRobin, busy: SandboxProcess) -> MockConfigEntry:
    """An account whose address is the load balancer's."""
    entry = sdk_entry(busy, camera_subentry())
    entry.add_to_hass(hass)
    hass.config_entries.async_update_entry(entry, data={**entry.data, CONF_URL: balancer.url})
    return entry


async def start(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()


async def reload(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """Start the account anew, as a restart does."""
    await hass.config_entries.async_reload(entry.entry_id)
    await hass.async_block_till_done()


@callback
def history_of(hass: HomeAssistant, key: str) -> list[str]:
    """Return a list that gets each state that one of the account's entities has from now on."""
    domain = "binary_sensor" if key == "quota_low" else "sensor"
    states = []

    @callback
    def changed(event: Event[EventStateChangedData]) -> None:
        state = event.data["new_state"]
        assert state is not None
        states.append(state.state)

    async_track_state_change_event(hass, f"{domain}.{ACCOUNT}_{key}", changed)
    return states


def info(**changes: object) -> Fault:
    """Return what an SDK says of itself, in other words than the sandbox's."""
    body: dict[str, Any] = {
        "version": "1.3.8",
        "license_key": "XXX",
        "total_calls": 2500,
        "usage": {"calls": 1000},
        "webhooks": [],
    }
    return Fault(kind="status", status=200, body={**body, **changes}, endpoint="info", times=20)


async def test_the_count_never_falls_while_the_one_with_the_higher_count_answers(
    hass: HomeAssistant, entry: MockConfigEntry, freezer: FrozenDateTimeFactory
) -> None:
    await start(hass, entry)
    used, limits = history_of(hass, "lookups_used"), history_of(hass, "lookups_limit")

    for _ in range(4):
        await scan(hass)
        await scan(hass)
        await pass_time(hass, freezer, minutes=61)

    assert used, "the busy one counts on"
    assert used == sorted(used, key=int)
    assert int(used[0]) > 1000
    assert limits == []
    assert value(hass, "lookups_limit", ACCOUNT) == "2500"


async def test_two_that_nobody_uses_are_still_told_apart_from_a_new_period(
    hass: HomeAssistant, entry: MockConfigEntry, freezer: FrozenDateTimeFactory
) -> None:
    await start(hass, entry)
    used = history_of(hass, "lookups_used")

    for _ in range(24):
        await pass_time(hass, freezer, minutes=61)

    assert used == []
    assert value(hass, "lookups_used", ACCOUNT) == "1000"


async def test_the_warning_of_a_low_quota_stays(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    busy: SandboxProcess,
    freezer: FrozenDateTimeFactory,
) -> None:
    busy.set_account(calls=2400)
    await start(hass, entry)
    assert value(hass, "quota_low", ACCOUNT) == "on"
    low, ends = history_of(hass, "quota_low"), history_of(hass, "quota_runs_out")

    for _ in range(4):
        await scan(hass)
        await scan(hass)
        await pass_time(hass, freezer, minutes=61)

    assert low == []
    assert not {"unknown", "unavailable"}.intersection(ends)
    assert issue(hass, entry, "quota_low")


async def test_an_answer_without_a_limit_leaves_the_one_that_is_known(
    hass: HomeAssistant, entry: MockConfigEntry, busy: SandboxProcess
) -> None:
    await start(hass, entry)
    limits = history_of(hass, "lookups_limit")
    for calls in (1001, 1002):
        body = {"results": [], "usage": {"calls": calls}, "camera_id": "null"}
        busy.fail(Fault(kind="status", status=200, body=body))

    for _ in range(4):
        await scan(hass)

    assert value(hass, "lookups_used", ACCOUNT) == "1002"
    assert limits == []


async def test_answers_without_a_count_are_counted_and_the_other_one_changes_nothing(
    hass: HomeAssistant, entry: MockConfigEntry, busy: SandboxProcess
) -> None:
    await start(hass, entry)
    used = history_of(hass, "lookups_used")
    busy.fail(Fault(kind="status", status=200, body={"results": []}, times=2))

    for _ in range(4):
        await scan(hass)

    assert used == ["1001", "1002"]


async def test_when_the_one_with_the_higher_count_is_gone_the_others_count_is_shown(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    balancer: RoundRobin,
    idle: SandboxProcess,
    freezer: FrozenDateTimeFactory,
) -> None:
    await start(hass, entry)
    used = history_of(hass, "lookups_used")
    balancer.servers = (idle.url,)

    for _ in range(8):
        await pass_time(hass, freezer, minutes=61)

    assert used == ["40"], "once"
    assert value(hass, "lookups_limit", ACCOUNT) == "100000"


async def test_one_that_starts_anew_costs_lookups_and_changes_nothing_that_is_shown(
    hass: HomeAssistant, entry: MockConfigEntry, balancer: RoundRobin, busy: SandboxProcess
) -> None:
    await start(hass, entry)
    balancer.servers = (busy.url, "http://127.0.0.1:1")
    balancer.turn = 1
    used = history_of(hass, "lookups_used")

    await scan(hass)
    assert decision(hass)[0] == "server_error"
    assert used == []

    await scan(hass)
    assert decision(hass)[0] == "nothing_found"
    assert used == ["1001"]


async def test_the_higher_count_outlives_a_restart_in_which_the_other_is_asked_first(
    hass: HomeAssistant, entry: MockConfigEntry, balancer: RoundRobin
) -> None:
    await start(hass, entry)
    balancer.turn = 1

    await reload(hass, entry)

    assert balancer.turn == 2, "the idle one was asked"
    assert value(hass, "lookups_used", ACCOUNT) == "1000"


async def test_the_limit_of_the_higher_count_outlives_a_restart_with_it(
    hass: HomeAssistant, entry: MockConfigEntry, balancer: RoundRobin, busy: SandboxProcess
) -> None:
    busy.set_account(calls=2400)
    await start(hass, entry)
    balancer.turn = 1
    limits, low = history_of(hass, "lookups_limit"), history_of(hass, "quota_low")

    await reload(hass, entry)

    assert value(hass, "lookups_used", ACCOUNT) == "2400"
    assert value(hass, "lookups_limit", ACCOUNT) == "2500"
    assert set(limits) <= {"2500", "unavailable"}
    assert set(low) <= {"on", "unavailable"}
    assert issue(hass, entry, "quota_low")


async def test_a_restart_recalls_the_last_count_and_not_that_of_the_hour(
    hass: HomeAssistant, entry: MockConfigEntry, balancer: RoundRobin
) -> None:
    await start(hass, entry)
    used = history_of(hass, "lookups_used")
    for _ in range(20):
        balancer.turn = 0
        await scan(hass)
    balancer.turn = 1

    await reload(hass, entry)

    counts = [int(each) for each in used if each != "unavailable"]
    assert counts == sorted(counts), "no fall that statistics take for a reset"
    assert value(hass, "lookups_used", ACCOUNT) == "1020"


async def test_what_lookups_have_told_is_written_down_also_where_home_assistant_just_stops(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    balancer: RoundRobin,
    hass_storage: dict[str, Any],
    freezer: FrozenDateTimeFactory,
) -> None:
    await start(hass, entry)
    await pass_time(hass, freezer, minutes=2)
    balancer.turn = 0
    await scan(hass)

    hass.bus.async_fire(EVENT_HOMEASSISTANT_FINAL_WRITE)
    await hass.async_block_till_done()

    stored = hass_storage[f"plate_recognizer.{entry.entry_id}.usage"]["data"]
    assert [count for count, *_ in stored["counts"]] == [1001]


async def test_however_often_lookups_are_told_they_are_written_down_within_minutes(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    balancer: RoundRobin,
    busy: SandboxProcess,
    hass_storage: dict[str, Any],
    freezer: FrozenDateTimeFactory,
) -> None:
    balancer.servers = (busy.url,)
    await start(hass, entry)

    for _ in range(5):
        await scan(hass)
        await pass_time(hass, freezer, seconds=40)

    stored = hass_storage[f"plate_recognizer.{entry.entry_id}.usage"]["data"]
    assert stored["counts"][0][0] >= 1003


@pytest.mark.parametrize(
    ("hours", "used"), [(-7, "40"), (-5, "1000"), (1, "40")], ids=["long ago", "recent", "future"]
)
async def test_what_is_recalled_stands_as_long_as_if_nothing_had_been_stopped(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    balancer: RoundRobin,
    freezer: FrozenDateTimeFactory,
    hours: int,
    used: str,
) -> None:
    await start(hass, entry)
    await hass.config_entries.async_unload(entry.entry_id)
    balancer.turn = 1

    freezer.tick(timedelta(hours=-hours))
    await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()

    assert value(hass, "lookups_used", ACCOUNT) == used


async def test_a_recalled_count_stands_also_after_further_answers(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    balancer: RoundRobin,
    idle: SandboxProcess,
    freezer: FrozenDateTimeFactory,
) -> None:
    await start(hass, entry)
    balancer.servers = (idle.url,)
    await reload(hass, entry)

    await scan(hass)
    assert value(hass, "lookups_used", ACCOUNT) == "1000"
    for _ in range(6):
        await pass_time(hass, freezer, minutes=61)
    assert value(hass, "lookups_used", ACCOUNT) == "41"


async def test_what_an_older_version_has_written_down_is_read(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    balancer: RoundRobin,
    hass_storage: dict[str, Any],
    caplog: pytest.LogCaptureFixture,
) -> None:
    key = f"plate_recognizer.{entry.entry_id}.usage"
    at = dt_util.utcnow().isoformat()
    stored = {"samples": [[at, 900, 7]], "is_low": False, "interval_lookups": 7}
    hass_storage[key] = {"version": 1, "key": key, "data": {**stored, "url": balancer.url}}

    await start(hass, entry)

    assert value(hass, "lookups_used", ACCOUNT) == "1000"
    assert "can't be read" not in caplog.text


async def test_another_address_is_of_others(
    hass: HomeAssistant, entry: MockConfigEntry, idle: SandboxProcess
) -> None:
    await start(hass, entry)

    hass.config_entries.async_update_entry(entry, data={**entry.data, CONF_URL: idle.url})
    await hass.async_block_till_done()

    assert value(hass, "lookups_used", ACCOUNT) == "40"


async def test_a_lookup_that_may_have_been_billed_counts_until_a_higher_count_tells(
    hass: HomeAssistant, entry: MockConfigEntry, balancer: RoundRobin, busy: SandboxProcess
) -> None:
    await start(hass, entry)
    usage = entry.runtime_data.usage
    busy.fail(Fault(kind="drop"))
    balancer.turn = 0

    await scan(hass)
    assert usage.data.quota.used == 1001
    await scan(hass)
    assert usage.data.quota.used == 1001, "the idle one doesn't know"
    await scan(hass)
    assert (usage.data.quota.used, usage.data.unanswered) == (1001, 0)


async def test_the_newest_version_is_shown_and_written_once(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    busy: SandboxProcess,
    idle: SandboxProcess,
    freezer: FrozenDateTimeFactory,
) -> None:
    busy.fail(info(version="1.9.3"))
    idle.fail(info(version="1.10.0", usage={"calls": 40}))
    await start(hass, entry)
    assert version(hass, entry) == "1.9.3"
    written = async_capture_events(hass, dr.EVENT_DEVICE_REGISTRY_UPDATED)

    for _ in range(6):
        await pass_time(hass, freezer, minutes=61)

    assert version(hass, entry) == "1.10.0"
    assert len(written) == 1


def version(hass: HomeAssistant, entry: MockConfigEntry) -> str | None:
    """Return the version that the account's device shows."""
    devices = dr.async_entries_for_config_entry(dr.async_get(hass), entry.entry_id)
    [device] = [each for each in devices if each.via_device_id is None]
    return device.sw_version


async def test_as_long_as_one_has_lookups_left_scans_go_on(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    balancer: RoundRobin,
    busy: SandboxProcess,
    idle: SandboxProcess,
) -> None:
    busy.set_account(calls=2500)
    await start(hass, entry)
    balancer.servers = (busy.url,)
    await scan(hass)
    assert issue(hass, entry, "no_credits")

    balancer.servers = (idle.url,)
    await entry.runtime_data.usage.async_refresh()
    await scan(hass)

    assert issue(hass, entry, "no_credits") is None
    assert len(lookups_at(idle)) == 1


@pytest.mark.parametrize("first", [0, 1])
async def test_while_one_of_two_is_used_up_the_other_reads_every_picture(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    balancer: RoundRobin,
    busy: SandboxProcess,
    idle: SandboxProcess,
    first: int,
) -> None:
    busy.set_account(calls=2500)
    await start(hass, entry)
    balancer.turn = first

    for _ in range(5):
        await scan(hass)
        assert decision(hass)[0] == "nothing_found"

    assert len(lookups_at(idle)) == 5
    assert {each.status for each in lookups_at(busy)} == {403}
    assert issue(hass, entry, "no_credits") is None


async def test_what_refresh_has_shown_outlives_a_restart(
    hass: HomeAssistant, entry: MockConfigEntry, balancer: RoundRobin, idle: SandboxProcess
) -> None:
    await start(hass, entry)
    balancer.servers = (idle.url,)

    await refresh(hass, ACCOUNT)
    await reload(hass, entry)

    assert value(hass, "lookups_used", ACCOUNT) == "40"
    assert value(hass, "lookups_limit", ACCOUNT) == "100000"


async def test_a_refresh_that_is_not_answered_changes_nothing(
    hass: HomeAssistant, entry: MockConfigEntry, balancer: RoundRobin, idle: SandboxProcess
) -> None:
    await start(hass, entry)
    balancer.servers = ("http://127.0.0.1:1",)
    with pytest.raises(HomeAssistantError):
        await refresh(hass, ACCOUNT)

    balancer.servers = (idle.url,)
    await scan(hass)

    assert entry.runtime_data.usage.data.used == 1000


async def test_a_count_that_is_told_while_refresh_waits_gives_way_to_its_answer(
    hass: HomeAssistant, entry: MockConfigEntry, balancer: RoundRobin
) -> None:
    await start(hass, entry)
    usage, balancer.turn = entry.runtime_data.usage, 1

    async with balancer.holding() as held:
        pressed = asyncio.create_task(usage.async_ask_anew())
        await held.wait()
        usage.async_count(Usage(1001, 2500))
    await pressed

    assert value(hass, "lookups_used", ACCOUNT) == "40"


async def test_refresh_shows_its_own_answer_also_where_others_are_waited_for(
    hass: HomeAssistant, entry: MockConfigEntry, balancer: RoundRobin, busy: SandboxProcess
) -> None:
    await start(hass, entry)
    usage, balancer.servers = entry.runtime_data.usage, (busy.url, busy.url, balancer.servers[1])
    balancer.turn = 0

    async with balancer.holding() as held:
        asked = [asyncio.create_task(usage.async_refresh())]
        await held.wait()
        asked.append(asyncio.create_task(usage.async_refresh()))
        asked.append(asyncio.create_task(usage.async_ask_anew()))
    await asyncio.gather(*asked)

    assert balancer.turn == 3
    assert value(hass, "lookups_used", ACCOUNT) == "40"


async def test_a_version_that_was_asked_for_is_not_written_with_each_lookup(
    hass: HomeAssistant, entry: MockConfigEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    await start(hass, entry)
    written: list[str | None] = []
    monkeypatch.setattr(
        account, "account_device", lambda _hass, _entry, version: written.append(version)
    )

    await scan(hass)
    assert written == []

    await refresh(hass, ACCOUNT)
    assert written == ["1.3.8-sandbox"]


async def test_refresh_shows_what_is_said_now(
    hass: HomeAssistant, entry: MockConfigEntry, balancer: RoundRobin
) -> None:
    await start(hass, entry)
    balancer.turn = 1

    await refresh(hass, ACCOUNT)

    assert value(hass, "lookups_used", ACCOUNT) == "40"
    assert value(hass, "lookups_limit", ACCOUNT) == "100000"
