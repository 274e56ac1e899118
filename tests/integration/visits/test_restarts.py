"""Visits outlive reloads and restarts, and nobody arrives by one."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from ..answers import plate
from .driveway import GOLF, UNSURE, Driveway, elsewhere, golf, watching

PRESENT = "binary_sensor.golf_present"
STORED = "plate_recognizer.01ACCOUNT00000000000000000.visits"


async def unload(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    assert await hass.config_entries.async_unload(entry.entry_id)


async def start(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done(wait_background_tasks=True)


async def restart(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    await unload(hass, entry)
    await start(hass, entry)


async def restart_slowly(drive: Driveway, entry: MockConfigEntry) -> None:
    """Restart so slowly that the next check is overdue."""
    await unload(drive.hass, entry)
    drive.freezer.tick(timedelta(minutes=1))
    await start(drive.hass, entry)


async def test_who_is_here_is_so_after_a_restart(drive: Driveway, hass: HomeAssistant) -> None:
    entry = await drive.looked_at()
    await drive.move(plate(GOLF))

    await restart(hass, entry)

    assert drive.state(PRESENT) == "on"
    assert drive.state("binary_sensor.driveway_occupied") == "on"
    await drive.leave()
    assert drive.ended[0].data["visit_id"] == drive.started[0].data["visit_id"]
    assert drive.ended[0].data["vehicle"] == "Golf"
    assert drive.state(PRESENT) == "off"


@pytest.mark.parametrize("may_open", [True, False], ids=["may open", "may not open"])
async def test_who_left_during_a_restart_is_soon_found_to_have_left(
    drive: Driveway, *, may_open: bool
) -> None:
    entry = await drive.looked_at(watching(), golf(may_open=may_open))
    await drive.move(plate(GOLF))
    drive.show()

    await restart_slowly(drive, entry)
    await drive.wait(10)
    await drive.wait(10)

    assert drive.end_reasons == ["left"]
    assert drive.state(PRESENT) == "off"


async def test_who_is_here_is_looked_at_once_the_rush_of_a_restart_is_over(
    drive: Driveway,
) -> None:
    entry = await drive.looked_at()
    await drive.move(plate(GOLF))
    asked = drive.camera.asked

    await restart_slowly(drive, entry)
    await drive.wait(9)
    assert drive.camera.asked == asked
    await drive.wait(1)

    assert drive.camera.asked == asked + 1
    assert drive.decision()[1] == "spot_check"


@pytest.mark.parametrize(("interval", "looks"), [(0, 3), (3600, 0)], ids=["watch", "interval"])
async def test_from_its_start_on_a_camera_with_triggers_alone_looks_every_five_minutes(
    drive: Driveway, interval: int, looks: int
) -> None:
    await drive.set_up(watching(scan_interval=interval), golf())
    await drive.wait(299)
    assert drive.camera.asked == 0

    for seconds in (1, 300, 300):
        await drive.wait(seconds)

    assert drive.camera.asked == looks


async def test_nobody_arrives_whom_the_first_check_after_a_restart_sees(
    drive: Driveway, hass: HomeAssistant
) -> None:
    entry = await drive.looked_at()
    await restart(hass, entry)

    drive.show(plate(GOLF))
    await drive.wait(300)

    assert drive.reasons == ["first_scan"]


async def test_nobody_who_stands_here_arrives_by_a_restart(
    drive: Driveway, hass: HomeAssistant
) -> None:
    entry = await drive.looked_at(watching(), golf(may_open=True))
    await drive.move(plate(GOLF))

    for _ in range(3):
        await restart(hass, entry)
        await drive.move(plate(GOLF))
        await drive.move(plate(GOLF))

    assert drive.arrivals == ["AB12CDE"]
    assert len(drive.started) == 1


async def test_an_unsure_opening_is_no_arrival_after_a_restart(
    drive: Driveway, hass: HomeAssistant
) -> None:
    entry = await drive.looked_at(watching(frames=1), golf())
    await drive.move(plate(GOLF, UNSURE))

    await restart(hass, entry)
    await drive.move()
    await drive.move(plate(GOLF))

    assert drive.arrivals == []


async def test_who_came_while_nobody_looked_has_not_arrived(
    drive: Driveway, hass: HomeAssistant
) -> None:
    entry = await drive.looked_at()
    await restart(hass, entry)

    await drive.move(plate(GOLF))

    assert drive.reasons == ["first_scan"]


async def test_a_spot_outlives_time_out_and_restart(drive: Driveway, hass: HomeAssistant) -> None:
    entry = await drive.looked_at()
    await drive.move(plate(GOLF))
    await drive.time_out()
    assert drive.end_reasons == ["timeout"]

    await restart(hass, entry)
    await drive.move(plate("xy98zzz"))
    await drive.move(plate(GOLF))

    assert drive.reasons == ["arrived", "first_scan", "same_spot"], "it was hidden at first"


async def test_a_visit_times_out_though_nothing_was_running(
    drive: Driveway, hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    entry = await drive.looked_at()
    await drive.move(plate(GOLF))
    await unload(hass, entry)
    freezer.tick(timedelta(hours=12))
    await start(hass, entry)

    assert drive.end_reasons == ["timeout"]
    assert drive.state(PRESENT) == "off"
    await drive.move(elsewhere(plate("xy98zzz")), plate(GOLF))
    assert drive.arrivals == ["AB12CDE"], "only when it came first"


async def test_what_changes_is_written_down_soon(
    drive: Driveway, hass: HomeAssistant, hass_storage: dict[str, Any]
) -> None:
    await drive.looked_at()
    await drive.move(plate(GOLF))

    await drive.wait(2)

    [visit] = hass_storage[STORED]["data"]["visits"]
    assert visit["visit_id"] == drive.started[0].data["visit_id"]
    assert hass_storage[STORED]["data"]["parked"] == []


async def test_what_home_assistant_kept_is_where_it_goes_on(
    drive: Driveway, hass: HomeAssistant, hass_storage: dict[str, Any]
) -> None:
    entry = await drive.looked_at()
    await drive.move(plate(GOLF))
    await unload(hass, entry)
    kept = hass_storage[STORED]["data"]
    hass_storage[STORED]["data"] = {"visits": [], "parked": kept["visits"]}

    await start(hass, entry)

    assert drive.state(PRESENT) == "off"
    await drive.move(plate(GOLF))
    assert drive.reasons == ["arrived", "first_scan"]


@pytest.mark.parametrize(
    "damaged",
    [
        {},
        {"visits": [{}], "parked": []},
        {"visits": None, "parked": []},
        {"visits": [], "parked": ["?"]},
        [],
        {"visits": [{"visit_id": "x"}], "parked": []},
    ],
)
async def test_what_cannot_be_read_is_forgotten_and_nobody_arrives_by_that(
    drive: Driveway,
    hass: HomeAssistant,
    hass_storage: dict[str, Any],
    caplog: pytest.LogCaptureFixture,
    damaged: object,
) -> None:
    hass_storage[STORED] = {"version": 1, "minor_version": 1, "key": STORED, "data": damaged}

    await drive.set_up()

    assert "Who was here before the start can't be read" in caplog.text
    await drive.move(plate(GOLF))
    await drive.move(plate(GOLF))
    assert drive.reasons == ["first_scan"]


async def test_what_a_newer_version_has_kept_is_forgotten(
    drive: Driveway, hass_storage: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    hass_storage[STORED] = {"version": 9, "minor_version": 1, "key": STORED, "data": {}}

    await drive.set_up()

    assert "Who was here before the start can't be read" in caplog.text
    await drive.move(plate(GOLF))
    assert drive.reasons == ["first_scan"]


async def test_a_reload_for_other_options_keeps_who_is_here(
    drive: Driveway, hass: HomeAssistant
) -> None:
    entry = await drive.looked_at()
    await drive.move(plate(GOLF))

    hass.config_entries.async_update_entry(entry, options={"visit_timeout": 1})
    await drive.settled()
    assert drive.state(PRESENT) == "on"
    await drive.wait(3600)

    assert drive.end_reasons == ["timeout"]


async def test_with_the_account_goes_what_was_kept_of_it(
    drive: Driveway, hass: HomeAssistant, hass_storage: dict[str, Any]
) -> None:
    entry = await drive.looked_at()
    await drive.move(plate(GOLF))
    await drive.wait(2)
    assert STORED in hass_storage

    await hass.config_entries.async_remove(entry.entry_id)
    await drive.settled()

    assert STORED not in hass_storage


async def test_what_has_changed_since_it_was_written_down_is_written_down_anew(
    drive: Driveway, hass: HomeAssistant
) -> None:
    entry = await drive.looked_at()
    await drive.move(plate(GOLF))
    await entry.runtime_data.visits.async_save()
    await drive.move(elsewhere(plate(GOLF)))
    before = entry.runtime_data.visits.tracker.visits

    await hass.config_entries.async_reload(entry.entry_id)
    await drive.settled()

    [visit], [was] = entry.runtime_data.visits.tracker.visits, before
    [spot], [stood] = visit.spots, was.spots
    assert replace(spot, empty_since=None) == replace(stood, empty_since=None)
