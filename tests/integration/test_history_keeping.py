"""What becomes of an account's history: its settings, its troubles, backups, its end."""

import asyncio
from datetime import timedelta
from pathlib import Path
import sqlite3
from threading import Event

from freezegun.api import FrozenDateTimeFactory
from homeassistant.const import EVENT_HOMEASSISTANT_CLOSE
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import issue_registry as ir
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_fire_time_changed

from custom_components.plate_recognizer import backup
from custom_components.plate_recognizer.const import DOMAIN
from custom_components.plate_recognizer.history.records import Limits, Wanted
from custom_components.plate_recognizer.history.store import HistoryStore
from custom_components.plate_recognizer.history_settings import HistorySettings, PictureKeeping
from custom_components.plate_recognizer.keeper import _HISTORIES, History, async_history
from sandbox.process import SandboxProcess
from tests.history.told import sighting

from .action import act
from .answers import plate
from .conftest import camera_subentry, cloud_entry, scan, set_up

pytestmark = pytest.mark.usefixtures("camera")


async def seen(hass: HomeAssistant, cloud: SandboxProcess, *texts: str) -> None:
    for text in texts:
        cloud.answer([plate(text)])
        await scan(hass)


async def plates(hass: HomeAssistant) -> list[str]:
    return [each["plate"] for each in (await act(hass, "get_sightings"))["sightings"]]


async def failed(hass: HomeAssistant) -> str | None:
    with pytest.raises(HomeAssistantError) as failure:
        await act(hass, "get_sightings")
    return failure.value.translation_key


def files(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.glob("*.db*"))


def issues(hass: HomeAssistant) -> list[str]:
    return [
        issue.translation_key or ""
        for (domain, _), issue in ir.async_get(hass).issues.items()
        if domain == DOMAIN
    ]


async def changed(hass: HomeAssistant, account: MockConfigEntry, **history: object) -> None:
    hass.config_entries.async_update_entry(account, options={"history": history})
    await hass.async_block_till_done(wait_background_tasks=True)


async def test_with_no_days_nothing_is_left_on_disk_and_it_goes_on_in_memory(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry, own_history: Path
) -> None:
    await seen(hass, cloud, "ab12cde")
    assert files(own_history)

    await changed(hass, account, history_days=0)
    assert files(own_history) == []
    await seen(hass, cloud, "xy98zzz")

    assert await plates(hass) == ["XY98ZZZ"]
    assert files(own_history) == []

    await changed(hass, account, history_days=30)
    await seen(hass, cloud, "qq11qqq")
    assert await plates(hass) == ["QQ11QQQ"]
    assert files(own_history)


async def test_fewer_days_drop_what_is_older_and_so_does_every_hour(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    account: MockConfigEntry,
    freezer: FrozenDateTimeFactory,
) -> None:
    async def days_pass(days: int) -> None:
        for _ in range(days * 2):
            freezer.tick(timedelta(hours=12))
            async_fire_time_changed(hass)
            await hass.async_block_till_done(wait_background_tasks=True)

    await seen(hass, cloud, "ab12cde")
    await days_pass(3)
    await seen(hass, cloud, "xy98zzz")
    assert await plates(hass) == ["XY98ZZZ", "AB12CDE"]

    await changed(hass, account, history_days=2)
    assert await plates(hass) == ["XY98ZZZ"]

    await days_pass(3)
    assert await plates(hass) == []


async def test_what_is_too_much_goes_as_soon_as_it_is(
    hass: HomeAssistant, cloud: SandboxProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("custom_components.plate_recognizer.history_settings._IN_MEMORY", 2)
    await set_up(
        hass, cloud_entry(cloud, camera_subentry(), options={"history": {"history_days": 0}})
    )

    await seen(hass, cloud, "ab12cde", "xy98zzz", "qq11qqq")

    assert await plates(hass) == ["QQ11QQQ", "XY98ZZZ"]


async def test_a_removed_account_leaves_nothing_even_while_it_writes(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry, own_history: Path
) -> None:
    await seen(hass, cloud, "ab12cde")
    history = async_history(hass, account.entry_id)
    may_go_on = Event()
    slow = hass.async_create_task(history.async_ask(lambda _store: may_go_on.wait(30)))
    removal = hass.async_create_task(hass.config_entries.async_remove(account.entry_id))
    late = hass.async_create_task(history.async_ask(HistoryStore.told_cameras))
    await asyncio.sleep(0)

    may_go_on.set()
    assert await slow
    await removal
    await late
    await history.async_ask(HistoryStore.told_cameras)  # by whoever has it still

    assert files(own_history) == []
    assert issues(hass) == []


async def test_who_stops_waiting_for_an_answer_lets_nobody_else_come_in_between(
    hass: HomeAssistant, account: MockConfigEntry
) -> None:
    history = async_history(hass, account.entry_id)
    has_begun, may_go_on, order = Event(), Event(), list[str]()

    def slow(_store: HistoryStore) -> None:
        has_begun.set()
        may_go_on.wait(30)
        order.append("slow")

    impatient = hass.async_create_task(history.async_ask(slow))
    await hass.async_add_executor_job(has_begun.wait, 30)
    impatient.cancel()
    next_one = hass.async_create_task(history.async_ask(lambda _store: order.append("next")))
    for _ in range(10):
        await asyncio.sleep(0)
    may_go_on.set()
    await next_one

    assert order == ["slow", "next"]


async def busy(hass: HomeAssistant, history: History, may_go_on: Event) -> asyncio.Task[bool]:
    """Have its disk be slow until it may go on."""
    has_begun = Event()

    def slow(_store: HistoryStore) -> bool:
        has_begun.set()
        return may_go_on.wait(30)

    task = hass.async_create_task(history.async_ask(slow))
    await hass.async_add_executor_job(has_begun.wait, 30)
    return task


async def test_behind_a_slow_disk_the_newest_wait_in_one_queue_and_the_rest_is_told_once(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    account: MockConfigEntry,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr("custom_components.plate_recognizer.write_queue.MOST", 4)
    history = History(hass, account.entry_id, HistorySettings(days=0), is_first=True)
    may_go_on = Event()
    slow = await busy(hass, history, may_go_on)
    begun = len(hass._tasks)

    for number in range(10):
        history._async_queue_sightings("c", [sighting(str(number), number)], None)
    assert len(hass._tasks) == begun + 1
    may_go_on.set()
    assert await slow

    found = await history.async_find(Wanted(), 10)
    assert [each.sighting_id for each in found] == ["9", "8", "7", "6"]
    await hass.async_block_till_done()
    assert caplog.text.count("The disk was too slow: 6 scans and visits were not kept") == 1
    history._async_queue_sightings("c", [sighting("later", 99)], None)
    await hass.async_block_till_done()
    assert (await history.async_find(Wanted(), 1))[0].sighting_id == "later"


async def test_behind_a_slow_disk_an_account_is_reloaded(
    hass: HomeAssistant,
    account: MockConfigEntry,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for module in ("keeper", "image"):
        monkeypatch.setattr(f"custom_components.plate_recognizer.{module}.PATIENCE", 0.05)
    may_go_on = Event()
    slow = await busy(hass, async_history(hass, account.entry_id), may_go_on)

    assert await hass.config_entries.async_reload(account.entry_id)
    assert not slow.done()

    may_go_on.set()
    assert await slow
    await hass.async_block_till_done(wait_background_tasks=True)


async def test_a_damaged_file_is_told_once_and_everything_goes_on(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    own_history: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    (own_history / "01ACCOUNT00000000000000000.db").write_bytes(b"this is no database" * 100)
    account = await set_up(hass, cloud_entry(cloud, camera_subentry()))

    await seen(hass, cloud, "ab12cde", "xy98zzz")

    assert await plates(hass) == ["XY98ZZZ", "AB12CDE"]
    assert issues(hass) == ["history_damaged"]
    assert caplog.text.count("The history was damaged") == 1

    await async_history(hass, account.entry_id).async_delete(None)
    assert issues(hass) == []


async def test_a_history_out_of_reach_stops_nothing_and_is_told_until_it_is_over(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    account: MockConfigEntry,
    own_history: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    await seen(hass, cloud, "ab12cde")
    await async_history(hass, account.entry_id).async_close()
    path = own_history / f"{account.entry_id}.db"
    path.rename(own_history / "elsewhere")
    path.mkdir()

    await seen(hass, cloud, "xy98zzz", "qq11qqq")
    assert hass.states.is_state("sensor.driveway_plate", "QQ11QQQ")
    assert await failed(hass) == "history_out_of_reach"
    assert issues(hass) == ["history_out_of_reach"]
    assert caplog.text.count("The history can't be written") == 1

    path.rmdir()
    (own_history / "elsewhere").rename(path)
    assert await plates(hass) == ["QQ11QQQ", "XY98ZZZ", "AB12CDE"]
    assert issues(hass) == []


async def test_a_file_of_a_later_version_is_told(
    hass: HomeAssistant, cloud: SandboxProcess, own_history: Path
) -> None:
    path = own_history / "01ACCOUNT00000000000000000.db"
    sqlite3.connect(path).executescript("PRAGMA user_version = 99").close()
    await set_up(hass, cloud_entry(cloud, camera_subentry()))

    await seen(hass, cloud, "ab12cde")

    assert await failed(hass) == "history_later_version"
    assert issues(hass) == ["history_later_version"]


async def test_a_history_that_cannot_be_held_stops_no_backup(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    account: MockConfigEntry,
    own_history: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    await seen(hass, cloud, "ab12cde")
    path = own_history / f"{account.entry_id}.db"
    broken = History(hass, "broken", HistorySettings(), is_first=True)
    (own_history / "broken.db").mkdir()
    histories = hass.data[_HISTORIES]
    histories["broken"], histories[account.entry_id] = broken, histories.pop(account.entry_id)

    await backup.async_pre_backup(hass)
    before = path.read_bytes()
    await seen(hass, cloud, "xy98zzz")
    await async_history(hass, account.entry_id).async_close()

    assert path.read_bytes() == before, "the other one is held all the same"
    assert caplog.text.count("may not be whole in this backup") == 1
    await backup.async_post_backup(hass)
    assert await plates(hass) == ["XY98ZZZ", "AB12CDE"]


async def test_a_file_that_cannot_be_removed_is_told_and_tried_again(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    account: MockConfigEntry,
    own_history: Path,
    freezer: FrozenDateTimeFactory,
) -> None:
    await seen(hass, cloud, "ab12cde")
    obstacle = own_history / f"{account.entry_id}.db-journal"
    obstacle.mkdir()

    await changed(hass, account, history_days=0)
    assert issues(hass) == ["history_left_behind"]
    await seen(hass, cloud, "xy98zzz")
    assert await plates(hass) == ["XY98ZZZ"]
    assert issues(hass) == ["history_left_behind"]

    obstacle.rmdir()
    freezer.tick(timedelta(hours=1))
    async_fire_time_changed(hass)
    await hass.async_block_till_done(wait_background_tasks=True)
    assert issues(hass) == []
    assert files(own_history) == []


async def test_what_a_restart_left_behind_goes_soon_after_it(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    own_history: Path,
    freezer: FrozenDateTimeFactory,
) -> None:
    left = own_history / "01ACCOUNT00000000000000000.db"
    left.write_bytes(b"of before")
    await set_up(
        hass, cloud_entry(cloud, camera_subentry(), options={"history": {"history_days": 0}})
    )

    freezer.tick(timedelta(minutes=5))
    async_fire_time_changed(hass)
    await hass.async_block_till_done(wait_background_tasks=True)

    assert not left.exists()


async def test_at_the_end_one_complete_file_is_left(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry, own_history: Path
) -> None:
    await seen(hass, cloud, "ab12cde")
    assert len(files(own_history)) > 1

    hass.bus.async_fire(EVENT_HOMEASSISTANT_CLOSE)
    await hass.async_block_till_done()

    assert files(own_history) == [f"{account.entry_id}.db"]


def test_the_bounds_are_those_that_the_guide_names() -> None:
    assert HistorySettings().limits == Limits(
        timedelta(days=90), 100_000, 500_000_000, 500_000_000, has_pictures=False
    )
    assert HistorySettings(days=0, megabytes=3).limits == Limits(None, 1_000, 3_000_000, 0)
    assert not HistorySettings(days=0, pictures=PictureKeeping.FULL).keeps_pictures


async def test_what_cannot_be_cleaned_away_is_told(
    hass: HomeAssistant,
    cloud: SandboxProcess,
    account: MockConfigEntry,
    own_history: Path,
) -> None:
    await seen(hass, cloud, "ab12cde")
    history = async_history(hass, account.entry_id)
    obstacle = own_history / f"{account.entry_id}.db.damaged"
    obstacle.mkdir()

    assert (await history.async_delete(None)).plates == {"AB12CDE"}
    assert "history_not_cleaned" in issues(hass)

    obstacle.rmdir()
    await history.async_delete(None)
    assert issues(hass) == []


async def test_a_backup_holds_a_whole_history_that_goes_on_meanwhile(
    hass: HomeAssistant, cloud: SandboxProcess, account: MockConfigEntry, own_history: Path
) -> None:
    await seen(hass, cloud, "ab12cde")

    await backup.async_pre_backup(hass)
    path = own_history / f"{account.entry_id}.db"
    await seen(hass, cloud, "xy98zzz")
    copy = own_history / "copy"
    copy.write_bytes(path.read_bytes())
    assert await plates(hass) == ["XY98ZZZ", "AB12CDE"]
    await backup.async_post_backup(hass)

    copied = sqlite3.connect(copy)
    assert copied.execute("SELECT plate_key FROM sightings").fetchall() == [("AB12CDE",)]
    copied.close()
    await async_history(hass, account.entry_id).async_close()
    assert files(own_history) == [path.name]
