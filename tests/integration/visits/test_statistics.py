"""Sensors show what the visits come to: of the day, of the week, and of each vehicle."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
import sqlite3
from threading import Event
from unittest.mock import patch

from freezegun.api import FrozenDateTimeFactory
from homeassistant.const import ATTR_UNIT_OF_MEASUREMENT
from homeassistant.core import CALLBACK_TYPE, HassJob, HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.event import async_track_point_in_utc_time
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_capture_events
from syrupy.assertion import SnapshotAssertion

from custom_components.plate_recognizer import keeper, visit_statistics
from custom_components.plate_recognizer.history.statistics import Statistics, statistics
from custom_components.plate_recognizer.history.store import HistoryStore
from custom_components.plate_recognizer.keeper import async_history
from custom_components.plate_recognizer.sensor import LastStaySensor

from ..answers import plate
from ..bus_events import GOLF_ID, STRANGER, visit
from ..conftest import plate_list_subentry
from .driveway import GOLF, Driveway, golf, watching

VISITS = "sensor.snapshot_cloud_visits_today"
STRANGERS = "sensor.snapshot_cloud_strangers_in_7_days"
AVERAGE = "sensor.snapshot_cloud_average_stay"
LAST = "sensor.golf_last_stay"
ALL = (VISITS, STRANGERS, AVERAGE, LAST)

IN_MEMORY = {"history": {"history_days": 0}}

SETTLED = visit_statistics.SETTLED.total_seconds()
LULL = visit_statistics.LULL.total_seconds()


@pytest.fixture(autouse=True)
async def _noon(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """It is noon in a home where the clock shows UTC."""
    await hass.config.async_set_time_zone("UTC")
    freezer.move_to("2026-03-04T12:00:00+00:00")


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """When the history was asked, by the beginnings of the day that it was asked for."""
    days: list[datetime] = []
    ask = statistics

    def count(db: sqlite3.Connection, today: datetime, week: datetime) -> Statistics:
        days.append(today)
        return ask(db, today, week)

    monkeypatch.setattr(visit_statistics, "statistics", count)
    return days


def shown(drive: Driveway) -> dict[str, str | None]:
    return {entity_id: drive.state(entity_id) for entity_id in ALL}


def kept(drive: Driveway, began: str, **changed: object) -> None:
    """Have a visit in the history, of Anna's Golf or as it is changed."""
    data = visit(visit_id=began, started_at=began, **changed)
    write(drive, lambda store: store.keep_visit(data))


def write(drive: Driveway, change: Callable[[HistoryStore], object]) -> None:
    """Have the history changed."""
    [entry] = drive.hass.config_entries.async_entries("plate_recognizer")
    history = async_history(drive.hass, entry.entry_id)

    def write() -> None:
        history._keeping.ask(change)

    history._async_do(history._async_write(write))


async def shows_it(drive: Driveway) -> None:
    """Let so much time pass that what has changed is shown."""
    await drive.settled()
    await drive.wait(LULL)


async def midnight(drive: Driveway, moment: str) -> None:
    """Let a day begin."""
    drive.freezer.move_to(moment)
    await drive.wait(0)


async def restart(drive: Driveway, entry: MockConfigEntry) -> None:
    """Restart as Home Assistant does: what is in memory alone is gone."""
    assert await drive.hass.config_entries.async_unload(entry.entry_id)
    await async_history(drive.hass, entry.entry_id).async_close()
    drive.hass.data.pop(keeper._HISTORIES)
    assert await drive.hass.config_entries.async_setup(entry.entry_id)
    await drive.settled()


async def test_the_sensors_of_an_account_and_of_a_vehicle(
    drive: Driveway, snapshot: SnapshotAssertion
) -> None:
    await drive.looked_at()
    await drive.move(plate(GOLF))
    await drive.wait(600)
    await drive.leave()
    await shows_it(drive)

    found = {}
    for entity_id in ALL:
        entity, state = (
            er.async_get(drive.hass).async_get(entity_id),
            drive.hass.states.get(entity_id),
        )
        assert entity is not None
        assert state is not None
        found[entity_id] = {
            "state": state.state,
            "attributes": {str(key): each for key, each in state.attributes.items()},
            "translation_key": entity.translation_key,
            "category": entity.entity_category,
            "disabled_by": entity.disabled_by,
            "unique_id": entity.unique_id,
            "options": entity.options,
        }
    assert found == snapshot


async def test_a_quiet_account_has_counted_nobody_and_knows_of_no_stay(drive: Driveway) -> None:
    await drive.set_up()

    assert shown(drive) == {VISITS: "0", STRANGERS: "0", AVERAGE: "unknown", LAST: "unknown"}


async def test_who_comes_counts_soon_and_has_stayed_when_it_has_left(drive: Driveway) -> None:
    await drive.looked_at()
    await drive.wait(2 * LULL)

    await drive.move(plate(GOLF))
    await drive.wait(SETTLED)
    assert shown(drive) == {VISITS: "1", STRANGERS: "0", AVERAGE: "unknown", LAST: "unknown"}

    await drive.wait(600)
    await drive.leave()
    await shows_it(drive)
    [left] = drive.ended
    minutes = f"{left.data['duration'] / 60:.1f}"
    assert float(minutes) >= 10
    assert shown(drive) == {VISITS: "1", STRANGERS: "0", AVERAGE: minutes, LAST: minutes}


async def test_a_stranger_counts_once_in_the_week_and_each_time_on_the_day(
    drive: Driveway,
) -> None:
    await drive.looked_at()

    for _ in range(2):
        await drive.move(plate("xy98zzz"))
        await drive.leave()
    await shows_it(drive)

    assert (drive.state(VISITS), drive.state(STRANGERS)) == ("2", "1")
    assert drive.state(LAST) == "unknown"


async def test_who_times_out_has_stayed_for_nobody_knows_how_long(drive: Driveway) -> None:
    await drive.looked_at()
    await drive.move(plate(GOLF))

    await drive.time_out()
    await shows_it(drive)

    assert drive.end_reasons == ["timeout"]
    assert (drive.state(AVERAGE), drive.state(LAST)) == ("unknown", "unknown")


async def test_a_list_of_plates_shows_the_last_stay_of_any_on_it(drive: Driveway) -> None:
    yard = plate_list_subentry("Yard", "AB12 CDE,Anna", "XY98 ZZZ,Ben")
    await drive.looked_at(watching(), yard)

    await drive.move(plate("xy98zzz"))
    await drive.leave()
    await shows_it(drive)

    [left] = drive.ended
    assert drive.state("sensor.yard_last_stay") == f"{left.data['duration'] / 60:.1f}"


async def test_at_midnight_the_day_begins_anew_and_the_week_goes_on(drive: Driveway) -> None:
    await drive.hass.config.async_set_time_zone("Europe/Berlin")
    await drive.set_up()
    kept(drive, "2026-03-04T11:00:00+00:00", **STRANGER)
    await shows_it(drive)
    assert (drive.state(VISITS), drive.state(STRANGERS)) == ("1", "1")

    await midnight(drive, "2026-03-04T22:59:59+00:00")
    assert drive.state(VISITS) == "1"
    await midnight(drive, "2026-03-04T23:00:01+00:00")

    assert (drive.state(VISITS), drive.state(STRANGERS)) == ("0", "1")
    state = drive.hass.states.get(VISITS)
    assert state is not None
    assert state.attributes["last_reset"] == "2026-03-04T23:00:00+00:00"


async def test_the_week_is_today_and_the_six_days_before(drive: Driveway) -> None:
    await drive.set_up()
    kept(
        drive,
        "2026-03-04T01:00:00+00:00",
        ended_at="2026-03-04T02:00:00+00:00",
        end_reason="left",
        **STRANGER,
    )
    await shows_it(drive)

    await midnight(drive, "2026-03-10T00:00:01+00:00")
    assert (drive.state(STRANGERS), drive.state(AVERAGE)) == ("1", "60.0")
    await midnight(drive, "2026-03-11T00:00:01+00:00")

    assert (drive.state(STRANGERS), drive.state(AVERAGE)) == ("0", "unknown")


@pytest.mark.parametrize(
    ("zone", "now", "midnights"),
    [
        (
            "Europe/Berlin",
            "2026-03-28T12:00:00+00:00",
            ["2026-03-28T23:00:00+00:00", "2026-03-29T22:00:00+00:00"],
        ),
        (
            "Europe/Berlin",
            "2026-10-24T12:00:00+00:00",
            ["2026-10-24T22:00:00+00:00", "2026-10-25T23:00:00+00:00"],
        ),
        (  # where that day has no midnight: it begins at one o'clock
            "America/Santiago",
            "2026-09-05T12:00:00+00:00",
            ["2026-09-06T04:00:00+00:00", "2026-09-07T03:00:00+00:00"],
        ),
    ],
    ids=["short day", "long day", "day without a midnight"],
)
async def test_days_begin_when_they_do_here(
    drive: Driveway, asked: list[datetime], zone: str, now: str, midnights: list[str]
) -> None:
    drive.freezer.move_to(now)
    await drive.hass.config.async_set_time_zone(zone)
    await drive.set_up()
    asked.clear()

    for moment in midnights:
        begins = datetime.fromisoformat(moment)
        drive.freezer.move_to(begins - timedelta(seconds=1))
        await drive.wait(0)
        drive.freezer.move_to(begins + timedelta(seconds=1))
        await drive.wait(0)

    assert [day.isoformat() for day in asked] == midnights


async def test_another_time_zone_has_another_day(drive: Driveway) -> None:
    await drive.set_up()
    kept(drive, "2026-03-04T04:00:00+00:00")
    await shows_it(drive)
    assert drive.state(VISITS) == "1"

    await drive.hass.config.async_update(time_zone="America/Los_Angeles")
    await drive.wait(1)
    assert drive.state(VISITS) == "0", "that was yesterday there"
    await midnight(drive, "2026-03-05T08:00:01+00:00")

    state = drive.hass.states.get(VISITS)
    assert state is not None
    assert state.attributes["last_reset"] == "2026-03-05T08:00:00+00:00"


async def test_hundreds_of_changes_in_a_minute_are_one_question(
    drive: Driveway, asked: list[datetime]
) -> None:
    await drive.set_up()
    await drive.wait(LULL)
    asked.clear()

    for number in range(300):
        kept(drive, f"2026-03-04T{number // 60:02}:{number % 60:02}:00+00:00")
    await drive.settled()
    await drive.wait(SETTLED)
    assert (drive.state(VISITS), len(asked)) == ("300", 1)

    for number in range(59):
        kept(drive, f"2026-03-04T07:{number:02}:00+00:00")
        await drive.settled()
        await drive.wait(1)
    assert (drive.state(VISITS), len(asked)) == ("300", 1)
    await drive.wait(1)
    assert (drive.state(VISITS), len(asked)) == ("359", 2)


async def test_only_vehicles_whose_stay_is_another_write_a_state(
    drive: Driveway, monkeypatch: pytest.MonkeyPatch
) -> None:
    polo = "01VEHICLE0000000000000POLO"
    await drive.set_up(
        watching(), golf(), plate_list_subentry("Yard", "XY98 ZZZ", subentry_id=polo)
    )
    written: list[str] = []
    write_state = LastStaySensor.async_write_ha_state

    def count(self: LastStaySensor) -> None:
        written.append(self.entity_id)
        write_state(self)

    monkeypatch.setattr(LastStaySensor, "async_write_ha_state", count)

    kept(
        drive,
        "2026-03-04T10:00:00+00:00",
        ended_at="2026-03-04T10:30:00+00:00",
        end_reason="left",
        vehicle_id=GOLF_ID,
    )
    await shows_it(drive)

    assert written == [LAST]


async def test_the_numbers_are_there_again_after_a_restart(drive: Driveway) -> None:
    entry = await drive.looked_at()
    await drive.move(plate(GOLF))
    await drive.leave()
    await shows_it(drive)
    before = shown(drive)
    assert "unknown" not in before.values()
    states = async_capture_events(drive.hass, "state_changed")

    await restart(drive, entry)

    assert shown(drive) == before
    told = [
        each.data["new_state"].state
        for each in states
        if each.data["entity_id"] == LAST and each.data["new_state"]
    ]
    assert told == ["unavailable", before[LAST]], "the first state is the true one"


async def test_a_history_in_memory_does_not_know_the_visits_of_a_day_on_which_it_began(
    drive: Driveway,
) -> None:
    entry = await drive.set_up(watching(), golf(), options=IN_MEMORY)
    await drive.move()
    await drive.move(plate(GOLF))
    await drive.leave()
    await shows_it(drive)
    assert (drive.state(VISITS), drive.state(STRANGERS)) == ("unknown", "unknown")

    await midnight(drive, "2026-03-05T00:00:01+00:00")
    assert (drive.state(VISITS), drive.state(STRANGERS)) == ("0", "unknown")
    assert drive.state(LAST) != "unknown"

    await restart(drive, entry)
    assert shown(drive) == dict.fromkeys(ALL, "unknown")


UNKNOWN = dict.fromkeys((VISITS, STRANGERS, AVERAGE), "unknown")


def shown_of_spans(drive: Driveway) -> dict[str, str | None]:
    return {entity_id: drive.state(entity_id) for entity_id in UNKNOWN}


async def choose(drive: Driveway, entry: MockConfigEntry, days: int) -> None:
    """Have the owner choose how long it is kept."""
    drive.hass.config_entries.async_update_entry(entry, options={"history": {"history_days": days}})
    await shows_it(drive)


@pytest.mark.parametrize(("before", "after"), [(90, 0), (0, 90)])
async def test_what_a_history_left_behind_when_it_moved_is_missing(
    drive: Driveway, before: int, after: int
) -> None:
    options = {"history": {"history_days": before}}
    entry = await drive.set_up(watching(), golf(), options=options)
    kept(drive, "2026-03-04T10:00:00+00:00", **STRANGER)
    await shows_it(drive)

    await choose(drive, entry, after)
    assert shown_of_spans(drive) == UNKNOWN

    await midnight(drive, "2026-03-05T00:00:01+00:00")
    assert shown_of_spans(drive) == {**UNKNOWN, VISITS: "0"}
    await midnight(drive, "2026-03-11T00:00:01+00:00")
    assert drive.state(STRANGERS) == ("0" if after else "unknown")


async def test_what_was_in_a_damaged_file_is_missing(drive: Driveway, own_history: Path) -> None:
    entry = await drive.set_up()
    kept(drive, "2026-03-04T10:00:00+00:00", **STRANGER)
    await shows_it(drive)
    assert (drive.state(VISITS), drive.state(STRANGERS)) == ("1", "1")
    await async_history(drive.hass, entry.entry_id).async_close()
    (own_history / f"{entry.entry_id}.db").write_bytes(b"this is no database" * 1_000)

    kept(drive, "2026-03-04T11:00:00+00:00")
    await shows_it(drive)

    assert shown_of_spans(drive) == UNKNOWN


async def test_what_was_dropped_is_missing_also_when_more_is_kept_from_then_on(
    drive: Driveway,
) -> None:
    options = {"history": {"history_days": 1}}
    entry = await drive.set_up(watching(), golf(), options=options)
    times = {"ended_at": "2026-03-02T11:00:00+00:00", "end_reason": "left"}
    kept(drive, "2026-03-02T10:00:00+00:00", **STRANGER | times)
    await drive.wait(3_600)
    await shows_it(drive)

    await choose(drive, entry, 90)

    assert shown_of_spans(drive) == {**UNKNOWN, VISITS: "0"}


async def test_a_history_that_begins_later_than_its_account_does_not_know_what_was_before(
    drive: Driveway, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As after an update from a version that kept none."""
    monkeypatch.setattr(keeper, "_NEW", timedelta())
    await drive.set_up()

    assert shown_of_spans(drive) == UNKNOWN


async def test_a_stay_that_was_longer_than_the_history_is_known_as_long_as_any_other(
    drive: Driveway,
) -> None:
    await drive.set_up(watching(), golf(), options={"history": {"history_days": 7}})
    kept(
        drive,
        "2026-02-20T10:00:00+00:00",
        ended_at="2026-03-04T10:00:00+00:00",
        end_reason="left",
        vehicle_id=GOLF_ID,
    )
    await drive.wait(3_600)
    await shows_it(drive)

    assert (drive.state(AVERAGE), drive.state(LAST)) == ("17280.0", "17280.0")


async def test_a_history_of_few_days_does_not_know_the_strangers_of_the_week(
    drive: Driveway,
) -> None:
    await drive.set_up(watching(), golf(), options={"history": {"history_days": 6}})

    kept(
        drive, "2026-03-04T10:00:00+00:00", ended_at="2026-03-04T10:30:00+00:00", end_reason="left"
    )
    await shows_it(drive)

    assert shown(drive) == {VISITS: "1", STRANGERS: "unknown", AVERAGE: "unknown", LAST: "30.0"}


async def test_what_is_deleted_counts_no_more(drive: Driveway) -> None:
    await drive.set_up()
    for hour, minutes in ((8, 10), (9, 20)):
        kept(
            drive,
            f"2026-03-04T{hour:02}:00:00+00:00",
            ended_at=f"2026-03-04T{hour:02}:{minutes}:00+00:00",
            end_reason="left",
        )
    await shows_it(drive)
    assert shown(drive) == {VISITS: "2", STRANGERS: "0", AVERAGE: "15.0", LAST: "20.0"}

    write(drive, lambda store: store.db.execute("DELETE FROM visits WHERE visit_id LIKE '%T09%'"))
    await shows_it(drive)
    assert shown(drive) == {VISITS: "1", STRANGERS: "0", AVERAGE: "10.0", LAST: "10.0"}

    write(drive, lambda store: store.db.execute("DELETE FROM visits"))
    await shows_it(drive)
    assert shown(drive) == {VISITS: "0", STRANGERS: "0", AVERAGE: "unknown", LAST: "unknown"}


async def test_while_the_history_cannot_be_read_nothing_is_counted_and_it_is_said_once(
    drive: Driveway, caplog: pytest.LogCaptureFixture
) -> None:
    await drive.set_up()
    kept(
        drive, "2026-03-04T10:00:00+00:00", ended_at="2026-03-04T10:30:00+00:00", end_reason="left"
    )
    await shows_it(drive)
    before = shown(drive)

    with patch.object(
        visit_statistics, "statistics", side_effect=sqlite3.OperationalError("disk I/O error")
    ):
        for _ in range(3):
            kept(drive, "2026-03-04T11:00:00+00:00")
            await shows_it(drive)
        assert shown(drive) == {
            **dict.fromkeys(ALL, "unavailable"),
            LAST: before[LAST],
        }
        said = [each for each in caplog.messages if "aren't counted" in each]
        assert len(said) == 1
        assert "disk I/O error" in said[0]

    await drive.wait(visit_statistics.RETRY.total_seconds() - 1)
    assert drive.state(VISITS) == "unavailable"
    await drive.wait(1)
    assert shown(drive) == {**before, VISITS: "2"}


async def test_a_history_that_cannot_be_opened_holds_no_start_up(
    drive: Driveway, own_history: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    nowhere = Path("/proc/nobody/may/write/here.db")
    monkeypatch.setattr(keeper, "history_path", lambda _hass, _entry_id: nowhere)

    await drive.set_up()

    assert shown(drive) == {**dict.fromkeys(ALL, "unavailable"), LAST: "unknown"}
    assert drive.state("sensor.snapshot_cloud_lookups_used") != "unavailable"


async def test_an_account_that_stopped_asks_no_more(
    drive: Driveway, asked: list[datetime], hass: HomeAssistant
) -> None:
    entry = await drive.set_up()
    kept(drive, "2026-03-04T10:00:00+00:00")
    await drive.settled()
    assert await hass.config_entries.async_unload(entry.entry_id)
    asked.clear()

    await midnight(drive, "2026-03-05T00:00:01+00:00")

    assert asked == []


async def test_an_answer_that_comes_after_the_stop_plans_no_other_question(
    drive: Driveway, monkeypatch: pytest.MonkeyPatch, hass: HomeAssistant
) -> None:
    entry = await drive.set_up()
    await drive.wait(LULL)
    may_answer, planned = Event(), list[datetime]()

    def plan(
        hass: HomeAssistant, job: HassJob[[datetime], None], moment: datetime
    ) -> CALLBACK_TYPE:
        planned.append(moment)
        return async_track_point_in_utc_time(hass, job, moment)

    def slow(db: sqlite3.Connection, today: datetime, week: datetime) -> Statistics:
        assert may_answer.wait(30)
        return statistics(db, today, week)

    monkeypatch.setattr(visit_statistics, "async_track_point_in_utc_time", plan)
    monkeypatch.setattr(visit_statistics, "statistics", slow)
    ours = entry.runtime_data.statistics
    asking = hass.async_create_task(ours.async_refresh())
    await asyncio.sleep(0)
    await ours.async_shutdown()
    assert not asking.done()
    may_answer.set()
    await asking

    assert planned == []


async def test_a_clock_that_was_put_back_keeps_nobody_waiting(drive: Driveway) -> None:
    drive.freezer.move_to("2026-03-09T12:00:00+00:00")
    await drive.set_up()
    drive.freezer.move_to("2026-03-04T12:00:00+00:00")

    kept(drive, dt_util.utcnow().isoformat())
    await shows_it(drive)

    assert drive.state(VISITS) == "1"
    state = drive.hass.states.get(VISITS)
    assert state is not None
    assert state.attributes[ATTR_UNIT_OF_MEASUREMENT] == "visits"
    assert state.attributes["last_reset"] == "2026-03-04T00:00:00+00:00"
