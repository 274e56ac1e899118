"""A deletion takes its rows out of the recorder's database, and no others."""

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta
import logging
import threading
from typing import override

from homeassistant.components.recorder import Recorder
from homeassistant.components.recorder.tasks import RecorderTask
from homeassistant.const import CONF_TOKEN, CONF_URL
from homeassistant.core import CoreState, HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from sqlalchemy.exc import OperationalError

from custom_components.plate_recognizer import recorder_purge
from custom_components.plate_recognizer.const import CONF_KIND, DOMAIN, EVENT_SIGHTING, AccountKind
from custom_components.plate_recognizer.pipeline.traces import Traces
from custom_components.plate_recognizer.recorder_rows import async_purge_traces
from sandbox.process import SandboxProcess
from tests.databases import MariaDb, PostgreSql

from ..answers import plate
from ..conftest import TOKEN, camera_subentry, cloud_entry, scan, set_up
from ..databases import also_on
from ..fake_camera import FakeCamera
from .database import committed, count, dangling, recorded_tables_with, tables_with

pytestmark = also_on(PostgreSql, MariaDb)

STRANGER, LONGER, OTHER = "zq99zqz", "zq99zqz1", "ab12cde"
DELETED = Traces(frozenset({"ZQ99ZQZ"}))
EVERYTHING = Traces(everything=True)
ELSEWHERE_ID = "01CAMERAELSEWHERE000000000"


async def see(hass: HomeAssistant, cloud: SandboxProcess, *plates: str) -> None:
    """Have the camera see these plates, one after another."""
    for each in plates:
        cloud.answer([plate(each)])
        await scan(hass)


async def delete(hass: HomeAssistant, entry: MockConfigEntry, traces: Traces = DELETED) -> bool:
    """Do what a deletion does beyond the history."""
    await entry.runtime_data.async_forget(traces)
    return await async_purge_traces(hass, entry, traces)


async def test_no_row_of_any_table_holds_a_deleted_plate(
    hass: HomeAssistant, recorded: MockConfigEntry, recorder: Recorder, cloud: SandboxProcess
) -> None:
    await see(hass, cloud, STRANGER, OTHER)
    before = await recorded_tables_with(recorder, STRANGER)
    assert before.keys() == {"states", "state_attributes", "event_data"}

    assert await delete(hass, recorded)

    assert not await recorded_tables_with(recorder, STRANGER)
    assert (await recorded_tables_with(recorder, OTHER)).keys() == before.keys()
    assert not await dangling(recorder)


async def test_a_plate_of_which_the_deleted_one_is_a_part_stays(
    hass: HomeAssistant, recorded: MockConfigEntry, recorder: Recorder, cloud: SandboxProcess
) -> None:
    await see(hass, cloud, LONGER, OTHER)
    before = await recorded_tables_with(recorder, LONGER)
    assert before["states"]
    assert before["state_attributes"]
    assert before["event_data"]

    assert await delete(hass, recorded)

    assert await recorded_tables_with(recorder, LONGER) == before


async def test_rows_of_other_accounts_and_other_entities_stay(
    hass: HomeAssistant, recorder: Recorder, cloud: SandboxProcess, restless: FakeCamera
) -> None:
    account = await set_up(hass, cloud_entry(cloud, camera_subentry()))
    other = MockConfigEntry(
        domain=DOMAIN,
        data={CONF_KIND: AccountKind.CLOUD, CONF_TOKEN: TOKEN + "2", CONF_URL: cloud.url},
    )
    other.add_to_hass(hass)
    er.async_get(hass).async_get_or_create(
        "sensor", DOMAIN, "elsewhere_plate", config_entry=other, suggested_object_id="elsewhere"
    )
    for entity_id in ("sensor.elsewhere", "sensor.somebody_elses"):
        hass.states.async_set(entity_id, "ZQ99ZQZ", {"plate": "ZQ99ZQZ"})
        hass.states.async_set(entity_id, "unknown")
    hass.bus.async_fire(EVENT_SIGHTING, {"account_id": other.entry_id, "plate": "ZQ99ZQZ"})
    hass.bus.async_fire("somebody_elses", {"plate": "ZQ99ZQZ"})
    hass.bus.async_fire(
        "image_processing.found_plate", {"plate": "ZQ99ZQZ", "entity_id": "sensor.elsewhere"}
    )
    others = await recorded_tables_with(recorder, STRANGER)
    assert others == {"states": 2, "state_attributes": 1, "event_data": 3}
    await see(hass, cloud, STRANGER, OTHER)
    assert await recorded_tables_with(recorder, STRANGER) != others

    assert await delete(hass, account)
    assert await recorded_tables_with(recorder, STRANGER) == others

    assert await delete(hass, account, EVERYTHING)
    assert await recorded_tables_with(recorder, STRANGER) == others


async def test_everything_leaves_no_row_of_our_entities_and_events(
    hass: HomeAssistant, recorded: MockConfigEntry, recorder: Recorder, cloud: SandboxProcess
) -> None:
    await see(hass, cloud, STRANGER, OTHER)
    ours = (
        "SELECT COUNT(*) FROM states JOIN states_meta m USING (metadata_id) "
        "WHERE m.entity_id LIKE '%.driveway%' AND m.entity_id NOT IN"
        " ('camera.driveway', 'switch.driveway_scanning', 'button.driveway_scan')"
    )
    await committed(recorder)
    assert await count(recorder, ours)

    assert await delete(hass, recorded, EVERYTHING)

    for word in (STRANGER, OTHER, recorded.entry_id):
        assert not await recorded_tables_with(recorder, word)
    assert await count(recorder, ours) == 0
    assert not await dangling(recorder)


async def test_what_the_recorder_has_not_written_yet_is_never_written(
    hass: HomeAssistant, recorded: MockConfigEntry, recorder: Recorder, cloud: SandboxProcess
) -> None:
    await committed(recorder)
    await see(hass, cloud, STRANGER, OTHER)
    assert not await tables_with(recorder, STRANGER)
    assert not await tables_with(recorder, OTHER)

    assert await delete(hass, recorded)

    assert (await tables_with(recorder, OTHER)).keys() == {
        "states",
        "state_attributes",
        "event_data",
    }
    assert not await recorded_tables_with(recorder, STRANGER)


async def test_what_happens_again_after_a_deletion_is_recorded_again(
    hass: HomeAssistant,
    recorded: MockConfigEntry,
    recorder: Recorder,
    cloud: SandboxProcess,
    caplog: pytest.LogCaptureFixture,
) -> None:
    data = {"account_id": recorded.entry_id, "plate": "ZQ99ZQZ"}
    hass.bus.async_fire(EVENT_SIGHTING, data)
    await see(hass, cloud, STRANGER)
    before = await recorded_tables_with(recorder, STRANGER)
    assert await delete(hass, recorded)

    hass.bus.async_fire(EVENT_SIGHTING, data)
    await see(hass, cloud, STRANGER)

    again = await recorded_tables_with(recorder, STRANGER)
    assert again.keys() == before.keys()
    assert again["event_data"] >= 2
    assert not await dangling(recorder)
    assert await delete(hass, recorded)
    assert not await recorded_tables_with(recorder, STRANGER)
    assert [each for each in caplog.records if each.levelno >= logging.WARNING] == []


async def test_a_state_whose_like_and_whose_last_one_are_gone_is_recorded(
    hass: HomeAssistant, recorded: MockConfigEntry, recorder: Recorder
) -> None:
    entity_id, attributes = "sensor.driveway_plate", {"plate": "ZQ99ZQZ"}
    hass.states.async_set(entity_id, "1", attributes)
    assert await recorded_tables_with(recorder, STRANGER) == {"state_attributes": 1}
    assert await async_purge_traces(hass, recorded, DELETED)
    assert not await recorded_tables_with(recorder, STRANGER)

    hass.states.async_set(entity_id, "2", attributes)

    assert await recorded_tables_with(recorder, STRANGER) == {"state_attributes": 1}
    assert not await dangling(recorder)


async def test_each_state_that_stays_follows_the_last_one_that_stays(
    hass: HomeAssistant, recorded: MockConfigEntry, recorder: Recorder, cloud: SandboxProcess
) -> None:
    await see(hass, cloud, OTHER, STRANGER, "ef34ghi", STRANGER, OTHER)

    assert await delete(hass, recorded)

    followed = (
        "SELECT COUNT(*) FROM states s JOIN states t ON s.old_state_id = t.state_id "
        "JOIN states_meta m ON s.metadata_id = m.metadata_id AND t.metadata_id = m.metadata_id "
        "WHERE m.entity_id = 'sensor.driveway_plate' "
        "AND (t.state, s.state) IN (VALUES ('AB12CDE', 'EF34GHI'), ('EF34GHI', 'AB12CDE'))"
    )
    assert await count(recorder, followed) == 2
    assert not await dangling(recorder)


async def test_only_rows_from_before_are_removed(
    hass: HomeAssistant, recorded: MockConfigEntry, recorder: Recorder, cloud: SandboxProcess
) -> None:
    await see(hass, cloud, STRANGER)
    first = await recorded_tables_with(recorder, STRANGER)
    between = dt_util.utcnow()
    await see(hass, cloud, OTHER, STRANGER)
    assert (await recorded_tables_with(recorder, STRANGER))["event_data"] > first["event_data"]

    assert await async_purge_traces(hass, recorded, DELETED, between)

    left = await recorded_tables_with(recorder, STRANGER)
    assert left["states"] == first["states"]
    assert await async_purge_traces(hass, recorded, DELETED, between - timedelta(days=1))
    assert await recorded_tables_with(recorder, STRANGER) == left


async def test_a_deletion_that_runs_twice_finds_nothing_more(
    hass: HomeAssistant, recorded: MockConfigEntry, recorder: Recorder, cloud: SandboxProcess
) -> None:
    await see(hass, cloud, STRANGER, OTHER)

    done = await asyncio.gather(
        *(async_purge_traces(hass, recorded, DELETED) for _ in range(2)),
    )

    assert done == [True, True]
    assert not await recorded_tables_with(recorder, STRANGER)
    assert await recorded_tables_with(recorder, OTHER)


@dataclass(slots=True)
class Backup(RecorderTask):
    """Keeps the recorder from all else, as a backup does."""

    begun: threading.Event = field(default_factory=threading.Event)
    over: threading.Event = field(default_factory=threading.Event)

    @override
    def run(self, instance: Recorder) -> None:
        self.begun.set()
        self.over.wait()


async def test_a_recorder_that_is_busy_does_it_afterwards(
    hass: HomeAssistant,
    recorded: MockConfigEntry,
    recorder: Recorder,
    cloud: SandboxProcess,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(recorder_purge, "_ROWS", 3)
    backup = Backup()
    recorder.queue_task(backup)
    await hass.async_add_executor_job(backup.begun.wait)
    await see(hass, cloud, STRANGER)
    await recorded.runtime_data.async_forget(DELETED)
    purge = asyncio.create_task(async_purge_traces(hass, recorded, DELETED))
    await see(hass, cloud, OTHER)
    assert not purge.done()

    backup.over.set()

    assert await purge
    assert not await recorded_tables_with(recorder, STRANGER)
    assert (await recorded_tables_with(recorder, OTHER))["states"]
    assert not await dangling(recorder)


async def test_a_recorder_that_is_not_ready_does_it_when_it_is(
    hass: HomeAssistant,
    recorded: MockConfigEntry,
    recorder: Recorder,
    cloud: SandboxProcess,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    await see(hass, cloud, STRANGER, OTHER)
    with monkeypatch.context() as migrating:
        migrating.setattr(recorder, "migration_in_progress", True)
        assert not await async_purge_traces(hass, recorded, DELETED)
    async with asyncio.timeout(30):
        while await recorded_tables_with(recorder, STRANGER):
            pass

    hass.set_state(CoreState.starting)
    assert not await async_purge_traces(hass, recorded, DELETED)
    hass.set_state(CoreState.running)


async def test_a_purge_that_fails_says_so_and_the_recorder_goes_on(
    hass: HomeAssistant,
    recorded: MockConfigEntry,
    recorder: Recorder,
    cloud: SandboxProcess,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fail(*_: object) -> None:
        raise OperationalError("DELETE", {}, Exception("the disk is full"))

    await see(hass, cloud, STRANGER)
    with monkeypatch.context() as failing:
        failing.setattr(recorder_purge, "_purge_page", fail)
        assert not await delete(hass, recorded)
    await see(hass, cloud, OTHER)
    assert (await recorded_tables_with(recorder, OTHER))["states"]
    assert "database error" in caplog.text
    assert "ZQ99ZQZ" not in "".join(
        each.message for each in caplog.records if each.levelno >= logging.WARNING
    )
    assert await delete(hass, recorded)
    assert not await recorded_tables_with(recorder, STRANGER)


async def test_without_a_recorder_there_is_nothing_to_do(
    hass: HomeAssistant, account: MockConfigEntry
) -> None:
    assert await async_purge_traces(hass, account, DELETED)


@pytest.mark.parametrize(
    "recorder_config",
    [
        {
            "exclude": {
                "domains": ["sensor", "event", "image_processing"],
                "event_types": ["plate_recognizer_sighting", "plate_recognizer_visit_started"],
            }
        }
    ],
)
async def test_a_recorder_that_records_nothing_of_ours_is_left_as_it_is(
    hass: HomeAssistant, recorded: MockConfigEntry, recorder: Recorder, cloud: SandboxProcess
) -> None:
    await see(hass, cloud, STRANGER)
    assert not await recorded_tables_with(recorder, STRANGER)

    assert await delete(hass, recorded)
    assert await delete(hass, recorded, EVERYTHING)


async def test_the_call_that_names_the_plate_is_not_kept_either(
    hass: HomeAssistant, recorded: MockConfigEntry, recorder: Recorder
) -> None:
    await hass.services.async_call(
        DOMAIN,
        "get_sightings",
        {"config_entry_id": recorded.entry_id, "plate": ["zq99 zqz"]},
        blocking=True,
        return_response=True,
    )
    assert await recorded_tables_with(recorder, "zq99 zqz") == {"event_data": 1}

    assert await delete(hass, recorded)

    assert not await recorded_tables_with(recorder, "zq99 zqz")


async def test_rows_of_renamed_and_of_removed_entities_go_too(
    hass: HomeAssistant, recorded: MockConfigEntry, recorder: Recorder, cloud: SandboxProcess
) -> None:
    await see(hass, cloud, STRANGER)
    registry = er.async_get(hass)
    registry.async_update_entity("sensor.driveway_plate", new_entity_id="sensor.who_is_it")
    await hass.async_block_till_done()
    hass.config_entries.async_remove_subentry(recorded, next(iter(recorded.subentries)))
    await hass.async_block_till_done()
    assert registry.async_get("sensor.who_is_it") is None
    assert await recorded_tables_with(recorder, STRANGER)

    assert await delete(hass, recorded)

    assert not await recorded_tables_with(recorder, STRANGER)
