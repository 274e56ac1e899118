"""What was decided, over restarts: what is kept, when, and what is said of the time between."""

import asyncio
from datetime import timedelta
from pathlib import Path
import sqlite3
from threading import Event
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.config_entries import ConfigEntryState
from homeassistant.const import EVENT_HOMEASSISTANT_FINAL_WRITE
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_fire_time_changed

from custom_components.plate_recognizer import keeper
from custom_components.plate_recognizer.const import CONF_HISTORY, CONF_HISTORY_DAYS
from custom_components.plate_recognizer.decision_keeper import (
    DecisionKeeper,
    async_delete_decisions,
    async_forget_decisions,
)
from custom_components.plate_recognizer.diagnostics import async_get_config_entry_diagnostics
from custom_components.plate_recognizer.history.store import HistoryStore
from sandbox.api_server.faults import Fault
from sandbox.process import SandboxProcess

from .action import act
from .answers import plate
from .conftest import camera_subentry, cloud_entry, scan, set_up
from .fake_camera import FakeCamera, jpeg

NOW = "2026-07-01T12:00:00+00:00"


@pytest.fixture(autouse=True)
async def _noon(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    await hass.config.async_set_time_zone("UTC")
    freezer.move_to(NOW)


async def pass_time(hass: HomeAssistant, freezer: FrozenDateTimeFactory, **time: float) -> None:
    freezer.tick(timedelta(**time))
    async_fire_time_changed(hass)
    await hass.async_block_till_done(wait_background_tasks=True)


async def stop_home(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """Have Home Assistant stop, as far as an account knows."""
    hass.bus.async_fire(EVENT_HOMEASSISTANT_FINAL_WRITE)
    await hass.async_block_till_done()
    await kill_home(hass, entry)


async def kill_home(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """Take everything away that is only in memory; nobody is told, and the file stays open."""
    async_forget_decisions(hass, entry.entry_id)
    await hass.config_entries.async_unload(entry.entry_id)
    hass.data[keeper._HISTORIES].pop(entry.entry_id)


async def start_home(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    assert entry.state is ConfigEntryState.LOADED


def reasons(answer: dict[str, Any]) -> list[tuple[str, int]]:
    return [(each["reason"], each["count"]) for each in answer["decisions"]]


def rows(folder: Path, entry: MockConfigEntry, what: str = "reason") -> list[Any]:
    """Return what is on disk, as somebody else reads it."""
    with sqlite3.connect(folder / f"{entry.entry_id}.db") as db:
        found = [row[0] for row in db.execute(f"SELECT {what} FROM decisions ORDER BY run")]  # noqa: S608 - the tests' own
    db.close()
    return found


def on_disk(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


async def test_a_restart_forgets_nothing_and_its_time_is_named(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    account: MockConfigEntry,
    freezer: FrozenDateTimeFactory,
) -> None:
    await hass.services.async_call(
        "switch", "turn_off", {"entity_id": "switch.driveway_scanning"}, blocking=True
    )  # else the camera looks again by itself whether who was seen is still there
    cloud.answer([plate("ab12cde")])
    await scan(hass)
    freezer.tick(timedelta(minutes=1))
    await scan(hass)
    freezer.tick(timedelta(minutes=4))
    await stop_home(hass, account)
    freezer.tick(timedelta(minutes=25))
    await start_home(hass, account)
    await scan(hass)

    answer = await act(hass, "get_decisions")

    assert reasons(answer) == [("nothing_found", 2), ("sighted", 1)], "the run went on"
    assert answer["summary"] == (
        "Between 12:00 and 12:30: Driveway took 3 pictures: 2 without a vehicle; 1 with "
        'vehicles. The action "Get sightings" tells who was seen. Home Assistant was stopped at '
        "12:05, and Snapshot Cloud ran again at 12:30."
    )
    diagnostics = await async_get_config_entry_diagnostics(hass, account)
    assert [each["count"] for each in diagnostics["decisions"]] == [2, 1]
    assert diagnostics["decisions_since"].isoformat() == NOW


async def test_of_a_kill_it_is_said_from_when_on_nobody_knows(
    hass: HomeAssistant, account: MockConfigEntry, freezer: FrozenDateTimeFactory
) -> None:
    await scan(hass)
    await pass_time(hass, freezer, minutes=1)
    freezer.tick(timedelta(seconds=50))
    await scan(hass)
    await kill_home(hass, account)
    freezer.tick(timedelta(minutes=10))
    await start_home(hass, account)

    answer = await act(hass, "get_decisions")

    assert reasons(answer) == [("nothing_found", 1)], "one is lost: it was less than a minute old"
    assert answer["summary"].endswith(
        "Home Assistant ended some time after 12:01 without a chance to write anything down, and "
        "Snapshot Cloud ran again at 12:11: what was decided in between isn't known."
    )


async def test_also_a_kill_right_after_the_start_is_told_of(
    hass: HomeAssistant, account: MockConfigEntry, freezer: FrozenDateTimeFactory
) -> None:
    await stop_home(hass, account)
    freezer.tick(timedelta(minutes=5))
    await start_home(hass, account)
    freezer.tick(timedelta(seconds=20))
    await kill_home(hass, account)
    freezer.tick(timedelta(minutes=5))
    await start_home(hass, account)

    told = (await act(hass, "get_decisions"))["summary"]

    assert "was stopped at 12:00, and Snapshot Cloud ran again at 12:05" in told
    assert "ended some time after 12:05" in told


async def test_an_account_without_decisions_is_known_to_run_to_the_quarter_of_an_hour(
    hass: HomeAssistant, account: MockConfigEntry, freezer: FrozenDateTimeFactory
) -> None:
    for _ in range(50):
        await pass_time(hass, freezer, minutes=1)
    await kill_home(hass, account)
    await start_home(hass, account)

    told = (await act(hass, "get_decisions"))["summary"]

    assert "ended some time after 12:45" in told


async def test_decisions_are_written_once_a_minute_and_at_the_end(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    account: MockConfigEntry,
    freezer: FrozenDateTimeFactory,
    own_history: Path,
) -> None:
    await scan(hass)
    await pass_time(hass, freezer, seconds=59)
    assert rows(own_history, account) == []
    await pass_time(hass, freezer, seconds=1)
    assert rows(own_history, account) == ["nothing_found"]

    cloud.answer([plate("ab12cde")])
    await scan(hass)
    await hass.config_entries.async_unload(account.entry_id)

    assert rows(own_history, account) == ["nothing_found", "sighted"]


async def test_what_could_not_be_written_is_written_later(
    hass: HomeAssistant,
    account: MockConfigEntry,
    freezer: FrozenDateTimeFactory,
    own_history: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    await scan(hass)
    other = sqlite3.connect(own_history / f"{account.entry_id}.db", isolation_level=None)
    other.execute("DROP TABLE decisions")
    await pass_time(hass, freezer, minutes=1)
    await pass_time(hass, freezer, minutes=1)
    assert caplog.text.count("Decisions can't be kept") == 1
    other.execute(
        "CREATE TABLE decisions (run INTEGER PRIMARY KEY, camera_id, camera, camera_entity_id,"
        " reason, since, until, counts, first, last)"
    )
    other.close()
    await pass_time(hass, freezer, minutes=1)

    assert rows(own_history, account) == ["nothing_found"]
    assert "Decisions can't be kept: works again" in caplog.text


async def test_who_is_stopped_while_it_waits_to_write_loses_nothing(
    hass: HomeAssistant,
    account: MockConfigEntry,
    freezer: FrozenDateTimeFactory,
    own_history: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def nothing_is_old(*_: object) -> None:
        """Have the write be what it waits for."""

    monkeypatch.setattr(DecisionKeeper, "_async_forget_old", nothing_is_old)
    history = keeper.async_history(hass, account.entry_id)
    has_begun, may_go_on = Event(), Event()

    def slow(_store: HistoryStore) -> None:
        has_begun.set()
        may_go_on.wait(30)

    await scan(hass)
    task = hass.async_create_task(history.async_ask(slow))
    await hass.async_add_executor_job(has_begun.wait, 30)
    before = asyncio.all_tasks()
    freezer.tick(timedelta(minutes=1))
    async_fire_time_changed(hass)
    for _ in range(10):
        await asyncio.sleep(0)
    for waiting in asyncio.all_tasks() - before:
        waiting.cancel()  # as Home Assistant does with what is in the background
    await asyncio.sleep(0)
    may_go_on.set()
    await task
    assert rows(own_history, account) == []

    await stop_home(hass, account)
    assert rows(own_history, account) == ["nothing_found"]


async def test_a_clock_that_jumps_ahead_makes_no_decision_old(
    hass: HomeAssistant,
    account: MockConfigEntry,
    freezer: FrozenDateTimeFactory,
    own_history: Path,
) -> None:
    await scan(hass)
    await pass_time(hass, freezer, minutes=5)
    assert rows(own_history, account) == ["nothing_found"]

    await pass_time(hass, freezer, days=4_000)
    await pass_time(hass, freezer, minutes=20)

    assert rows(own_history, account) == ["nothing_found"]


async def test_a_history_that_cannot_be_read_keeps_no_account_from_starting(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera, own_history: Path
) -> None:
    entry = cloud_entry(cloud, camera_subentry())
    (own_history / f"{entry.entry_id}.db").mkdir()

    await set_up(hass, entry)
    await scan(hass)

    assert entry.state is ConfigEntryState.LOADED
    assert reasons(await act(hass, "get_decisions")) == [("nothing_found", 1)]


async def test_a_row_that_cannot_be_read_costs_no_other(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    account: MockConfigEntry,
    own_history: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    await scan(hass)
    cloud.answer([plate("ab12cde")])
    await scan(hass)
    await stop_home(hass, account)
    with sqlite3.connect(own_history / f"{account.entry_id}.db") as db:
        db.execute("UPDATE decisions SET reason = 'later' WHERE run = 0")
    db.close()
    await start_home(hass, account)

    assert reasons(await act(hass, "get_decisions")) == [("sighted", 1)]
    assert "1 rows of what was decided can't be read" in caplog.text
    assert rows(own_history, account) == ["sighted"], "so it is said once"


async def test_without_a_history_decisions_stay_in_memory(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    camera: FakeCamera,
    own_history: Path,
    freezer: FrozenDateTimeFactory,
) -> None:
    entry = cloud_entry(cloud, camera_subentry(), options={CONF_HISTORY: {CONF_HISTORY_DAYS: 0}})
    await set_up(hass, entry)
    await scan(hass)
    await pass_time(hass, freezer, minutes=1)

    await hass.config_entries.async_reload(entry.entry_id)
    assert reasons(await act(hass, "get_decisions")) == [("nothing_found", 1)]
    await stop_home(hass, entry)
    await start_home(hass, entry)

    answer = await act(hass, "get_decisions", since="2026-07-01 11:00")
    assert reasons(answer) == []
    assert "What was before 12:01 isn't remembered" in answer["summary"]
    assert on_disk(own_history) == {}


async def test_all_that_is_remembered_is_kept_as_soon_as_a_history_is_wanted(
    hass: HomeAssistant, cloud: SandboxProcess, camera: FakeCamera, own_history: Path
) -> None:
    entry = cloud_entry(cloud, camera_subentry(), options={CONF_HISTORY: {CONF_HISTORY_DAYS: 0}})
    await set_up(hass, entry)
    await scan(hass)
    assert on_disk(own_history) == {}
    hass.data[keeper._HISTORIES].pop(entry.entry_id)  # as a change of the options does

    hass.config_entries.async_update_entry(entry, options={CONF_HISTORY: {CONF_HISTORY_DAYS: 30}})
    await hass.async_block_till_done()

    assert rows(own_history, entry) == ["nothing_found"]


async def test_a_history_that_is_another_one_after_a_reload_has_all_that_is_remembered(
    hass: HomeAssistant, account: MockConfigEntry, own_history: Path
) -> None:
    await scan(hass)
    await hass.config_entries.async_unload(account.entry_id)
    await keeper.async_forget_history(hass, account.entry_id)
    assert on_disk(own_history) == {}

    await start_home(hass, account)

    assert rows(own_history, account) == ["nothing_found"]


async def test_what_is_older_than_the_history_is_forgotten(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    camera: FakeCamera,
    freezer: FrozenDateTimeFactory,
    own_history: Path,
) -> None:
    entry = cloud_entry(cloud, camera_subentry(), options={CONF_HISTORY: {CONF_HISTORY_DAYS: 2}})
    await set_up(hass, entry)
    await scan(hass)
    for hours in (12, 12, 12, 11):
        await pass_time(hass, freezer, hours=hours)
    cloud.answer([plate("ab12cde")])
    await scan(hass)
    assert rows(own_history, entry) == ["nothing_found"]
    await pass_time(hass, freezer, hours=2)

    assert rows(own_history, entry) == ["sighted"]
    answer = await act(hass, "get_decisions", since="2026-07-01")
    assert reasons(answer) == [("sighted", 1)]
    assert "What was before 2026-07-01 13:00 isn't remembered" in answer["summary"]


async def test_no_stranger_is_named_on_disk(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    account: MockConfigEntry,
    camera: FakeCamera,
    freezer: FrozenDateTimeFactory,
    own_history: Path,
) -> None:
    for number, fault in enumerate(
        (
            Fault(kind="status", status=200, body="{'plate': 'zz99abc'"),
            Fault(kind="status", status=500, body="KeyError at zz99abc"),
            Fault(kind="status", status=400, body={"detail": "No vehicle at zz99abc."}),
        )
    ):
        camera.picture = jpeg(color=f"rgb({number * 90}, 0, 0)")
        cloud.fail(fault)
        await scan(hass)
    answer = await act(hass, "get_decisions")
    assert "zz99abc" in answer["decisions"][2]["meaning"], "as long as it is in memory"
    await stop_home(hass, account)

    assert rows(own_history, account) == ["unreadable_answer", "server_error", "bad_request"]
    assert all(b"zz99abc" not in content.lower() for content in on_disk(own_history).values())

    await start_home(hass, account)
    answer = await act(hass, "get_decisions")
    assert [each["details"] for each in answer["decisions"]] == [
        {"http_status": 400},
        {"http_status": 500},
        {"http_status": 200},
    ]
    assert "The server says: -" in answer["decisions"][1]["meaning"]


@pytest.mark.parametrize("is_running", [True, False], ids=["running", "stopped"])
async def test_all_decisions_can_be_deleted(
    hass: HomeAssistant,
    account: MockConfigEntry,
    freezer: FrozenDateTimeFactory,
    own_history: Path,
    *,
    is_running: bool,
) -> None:
    await scan(hass)
    freezer.tick(timedelta(minutes=5))
    if not is_running:
        await stop_home(hass, account)

    await async_delete_decisions(hass, account)

    assert rows(own_history, account) == []
    freezer.tick(timedelta(minutes=5))
    if not is_running:
        await start_home(hass, account)
    await scan(hass)
    answer = await act(hass, "get_decisions", since="2026-07-01 12:01")
    assert reasons(answer) == [("nothing_found", 1)]
    assert "What was before 12:05 isn't remembered" in answer["summary"]
    assert ("wasn't running from 12:05 to 12:10" in answer["summary"]) is not is_running
    await pass_time(hass, freezer, minutes=1)
    assert rows(own_history, account) == ["nothing_found"]


async def test_of_an_account_that_is_gone_nothing_is_written(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    account: MockConfigEntry,
    freezer: FrozenDateTimeFactory,
    own_history: Path,
) -> None:
    await scan(hass)
    await hass.config_entries.async_remove(account.entry_id)
    await pass_time(hass, freezer, minutes=2)
    await pass_time(hass, freezer, minutes=20)
    assert on_disk(own_history) == {}

    await set_up(hass, cloud_entry(cloud, camera_subentry()))
    assert reasons(await act(hass, "get_decisions")) == []


@pytest.mark.parametrize("expected_lingering_timers", [True])  # as nothing of it is stopped
async def test_also_not_if_it_could_not_be_stopped(
    hass: HomeAssistant,
    account: MockConfigEntry,
    freezer: FrozenDateTimeFactory,
    own_history: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def not_unloaded(*_: object) -> bool:
        return False

    monkeypatch.setattr(hass.config_entries, "async_unload_platforms", not_unloaded)
    await scan(hass)
    await hass.config_entries.async_remove(account.entry_id)
    await pass_time(hass, freezer, minutes=20)

    assert on_disk(own_history) == {}
