"""After a scan the camera looks again by itself, until it is known who stays and who has left."""

import logging
from typing import Any

from homeassistant.core import HomeAssistant
import pytest

from custom_components.plate_recognizer.worth import Purpose
from sandbox.api_server.faults import Fault

from ..answers import SEDAN, plate
from ..conftest import lookups_at, scan, until
from ..fake_camera import Car
from .driveway import (
    EMPTY,
    GOLF,
    PARKED,
    UNSURE,
    Driveway,
    elsewhere,
    golf,
    unread,
    watching,
)
from .test_no_arrival import change, subentry_of_camera, switch

POLO = "xy98zzz"


async def test_who_has_left_is_found_out_by_two_looks_ten_seconds_apart(drive: Driveway) -> None:
    await drive.looked_at()
    await drive.move(plate(GOLF))
    assert drive.lookups() == 1

    await drive.wait(10)
    assert drive.ended == []
    assert drive.decision() == ("no_change", "spot_check")
    await drive.wait(10)

    assert drive.end_reasons == ["left"]
    assert drive.state("binary_sensor.golf_present") == "off"
    await drive.wait(3600)
    assert drive.lookups() == 0, "the empty ground was looked up before the Golf came"


async def test_who_comes_every_day_to_the_same_point_arrives_every_day(drive: Driveway) -> None:
    await drive.looked_at(watching(), golf(may_open=True))

    for _ in range(3):
        await drive.move(plate(GOLF))
        drive.show()
        await drive.wait(10)
        await drive.wait(10)
        await drive.wait(24 * 3600)

    assert drive.arrivals == ["AB12CDE"] * 3
    assert drive.end_reasons == ["left"] * 3


async def test_who_parks_is_looked_at_for_as_long_as_it_stays_and_costs_nothing(
    drive: Driveway,
) -> None:
    drive.film(EMPTY)
    await drive.looked_at()
    drive.film(PARKED)
    await drive.move(plate(GOLF))
    asked = drive.camera.asked
    drive.lookups()

    for seconds in (10, 20, 60, 180):
        await drive.wait(seconds)
    for _ in range(20):
        await drive.wait(30)
    for _ in range(14):
        await drive.wait(3600)

    assert drive.camera.asked == asked + 4 + 20 + 14
    assert drive.lookups() == 0
    assert drive.decision() == ("no_change", "spot_check")
    assert len(drive.sightings) == 1, "of who is here since an earlier scan nothing is told again"
    assert drive.ended == [], "it is seen to be here, without any lookup"
    assert drive.state("binary_sensor.golf_present") == "on"


async def test_lookups_of_a_parked_car_that_are_in_vain_become_rarer(drive: Driveway) -> None:
    await drive.looked_at()
    await drive.move(plate(GOLF))
    drive.lookups()
    drive.show(plate(GOLF))
    drive.is_windy = True

    for _ in range(6):
        await drive.wait(10)
    in_a_minute = drive.lookups()
    drive.show(plate(GOLF))
    for _ in range(120):
        await drive.wait(30)

    assert (in_a_minute, drive.lookups()) == (2, 5)
    assert drive.state("binary_sensor.golf_present") == "on"


async def test_a_picture_that_is_given_again_ends_no_rest_after_lookups_in_vain(
    drive: Driveway,
) -> None:
    await drive.looked_at()
    await drive.move(plate(GOLF))
    drive.show(plate(GOLF))
    drive.is_windy = True
    for _ in range(6):
        await drive.wait(10)
    drive.freeze()
    await drive.trigger()
    asked = drive.camera.asked

    await drive.wait(10)

    assert drive.camera.asked == asked


async def test_a_check_tells_of_who_has_come_meanwhile(drive: Driveway) -> None:
    await drive.looked_at()
    await drive.move(plate(POLO))

    drive.show(plate(POLO), elsewhere(plate(GOLF)))
    await drive.wait(10)

    assert drive.arrivals == ["XY98ZZZ", "AB12CDE"]
    assert [event.data["plate"] for event in drive.sightings] == ["XY98ZZZ", "AB12CDE"]


@pytest.mark.parametrize("opening", [plate(GOLF, UNSURE), unread()])
async def test_a_check_within_a_minute_makes_an_unsure_opening_an_arrival(
    drive: Driveway, opening: dict[str, object]
) -> None:
    await drive.looked_at(watching(frames=1), golf())
    await drive.move(opening)
    drive.show(plate(GOLF))

    await drive.wait(10)
    assert drive.decision() == ("held_back", "spot_check"), "it may still be moving"
    await drive.wait(10)

    assert drive.arrivals == ["AB12CDE"]
    assert drive.started[-1].data["sighting_id"] == drive.sightings[-1].data["sighting_id"]
    drive.show(plate(GOLF))
    await drive.wait(20)
    assert len(drive.started) == len(drive.sightings) == 2, "it has been told of"


async def test_a_check_that_shows_the_same_again_of_an_unread_vehicle_tells_nothing(
    drive: Driveway,
) -> None:
    await drive.looked_at()
    await drive.move(unread())
    drive.show(unread())

    await drive.wait(10)

    assert (len(drive.sightings), drive.reasons) == (1, ["unread"])


async def test_a_check_after_a_forced_scan_as_well(drive: Driveway) -> None:
    await drive.looked_at()
    await drive.scan(plate(GOLF))
    drive.show()

    await drive.wait(10)
    await drive.wait(10)

    assert drive.end_reasons == ["left"]


async def test_interval_scans_are_followed_by_checks_as_well(drive: Driveway) -> None:
    drive.film(EMPTY)
    await drive.looked_at(watching(scan_interval=600), golf())
    await drive.wait(600)
    drive.film(PARKED)
    drive.show(plate(GOLF, vehicle=SEDAN))
    await drive.wait(600)
    assert drive.arrivals == ["AB12CDE"]
    assert drive.lookups() == 1

    drive.film(EMPTY)
    await drive.wait(10)
    await drive.wait(10)

    assert drive.end_reasons == ["left"]
    assert drive.lookups() == 0


async def test_a_check_that_fails_is_tried_once_more_and_then_seldom(drive: Driveway) -> None:
    await drive.looked_at()
    await drive.move(plate(GOLF))
    drive.lookups()
    drive.show(plate(GOLF))
    drive.is_windy = True
    drive.cloud.fail(Fault(kind="status", status=500, times=90))

    await drive.wait(10)
    assert drive.decision() == ("server_error", "spot_check")
    for _ in range(5):
        await drive.wait(10)

    assert drive.lookups() == 2
    assert drive.state("binary_sensor.golf_present") == "on", "a failure is no state"
    assert drive.ended == []
    drive.is_windy = False
    await drive.scan(plate(GOLF))
    asked = drive.camera.asked
    await drive.wait(40)
    assert drive.camera.asked == asked + 1, "after the next scan it looks again"


async def test_a_camera_that_fails_is_tried_again_five_minutes_later(drive: Driveway) -> None:
    await drive.looked_at()
    await drive.move(plate(GOLF))
    asked = drive.camera.asked
    drive.camera.picture = RuntimeError("broken")

    for _ in range(5):
        await drive.wait(10)

    assert drive.camera.asked == asked + 2
    assert drive.decision() == ("camera_failed", "spot_check")
    assert drive.ended == []
    await drive.wait(300)
    assert drive.camera.asked == asked + 3


async def test_the_same_picture_again_costs_nothing_and_proves_nothing(drive: Driveway) -> None:
    await drive.looked_at()
    await drive.move(plate(GOLF))
    drive.lookups()
    drive.freeze()
    asked = drive.camera.asked

    for _ in range(360):
        await drive.wait(10)

    assert (drive.lookups(), drive.ended) == (0, [])
    assert drive.decision() == ("no_change", "spot_check")
    assert drive.camera.asked == asked + 6 + 10, "one that hangs is asked ever more seldom"


async def test_one_that_hangs_after_a_failure_is_asked_no_more_often(drive: Driveway) -> None:
    await drive.looked_at()
    await drive.move(plate(GOLF))
    picture, drive.camera.picture = drive.camera.picture, RuntimeError("broken")
    await drive.wait(10)
    drive.camera.picture = picture
    drive.freeze()
    asked = drive.camera.asked

    for _ in range(360):
        await drive.wait(10)

    assert drive.camera.asked <= asked + 6 + 10


async def test_who_has_left_is_found_out_though_the_camera_keeps_its_picture_for_a_while(
    drive: Driveway,
) -> None:
    await drive.looked_at()
    await drive.move(plate(GOLF))
    drive.show()
    await drive.wait(10)
    drive.freeze()
    for _ in range(3):
        await drive.wait(10)
    assert drive.ended == []

    drive.thaw()
    for _ in range(4):
        await drive.wait(10)

    assert drive.end_reasons == ["left"]


async def test_a_camera_that_gave_a_picture_again_is_looked_at_as_ever_once_it_gives_new_ones(
    drive: Driveway,
) -> None:
    await drive.looked_at()
    await drive.move(plate(GOLF))
    drive.freeze()
    for _ in range(30):
        await drive.wait(10)
    drive.thaw()
    await drive.wait(300)
    asked = drive.camera.asked

    await drive.wait(30)

    assert drive.camera.asked == asked + 1


async def test_a_camera_that_is_off_does_not_look(drive: Driveway, hass: HomeAssistant) -> None:
    await drive.looked_at()
    await drive.move(plate(GOLF))
    drive.lookups()

    await switch(hass, "off")
    await drive.wait(10)

    assert drive.lookups() == 0
    assert drive.state("binary_sensor.golf_present") == "on"


@pytest.mark.parametrize("may_open", [True, False], ids=["may open", "may not open"])
@pytest.mark.parametrize("data", [{}, {"triggers": []}], ids=["triggers", "no triggers"])
async def test_one_that_is_on_again_finds_who_has_left(
    drive: Driveway, hass: HomeAssistant, data: dict[str, Any], *, may_open: bool
) -> None:
    await drive.looked_at(watching(**data), golf(may_open=may_open))
    await drive.scan(plate(GOLF))
    await switch(hass, "off")
    await drive.wait(60)
    drive.show()

    await switch(hass, "on")
    await drive.settled()
    for _ in range(3):
        await drive.wait(10)

    assert drive.end_reasons == ["left"]


async def test_one_that_was_off_during_a_check_looks_once_it_is_on_again(
    drive: Driveway, hass: HomeAssistant
) -> None:
    entry = await drive.looked_at()
    await drive.move(plate(GOLF))
    [scanner] = entry.runtime_data.scanners.values()
    drive.show(plate(GOLF), elsewhere(plate(POLO)))
    drive.once_during_a_picture(lambda: setattr(scanner, "scanning", False))
    await drive.wait(10)
    assert drive.decision()[0] == "scanning_off"

    await switch(hass, "on")
    await drive.wait(10)

    assert drive.reasons == ["arrived", "first_scan"]


async def test_one_that_fails_again_and_again_is_left_alone_though_it_is_on_again(
    drive: Driveway, hass: HomeAssistant
) -> None:
    await drive.looked_at()
    await drive.move(plate(GOLF))
    drive.camera.picture = RuntimeError("broken")
    for _ in range(2):
        await drive.wait(10)
    await switch(hass, "off")
    await drive.wait(300)
    asked = drive.camera.asked

    await switch(hass, "on")
    await drive.wait(299)
    assert drive.camera.asked == asked
    await drive.wait(1)

    assert drive.camera.asked == asked + 1


async def test_a_camera_whose_interval_is_taken_away_looks_every_five_minutes(
    drive: Driveway, hass: HomeAssistant
) -> None:
    entry = await drive.set_up(watching(scan_interval=3600), golf())

    change(hass, entry, scan_interval=0)
    await drive.settled()
    await drive.wait(300)

    assert drive.camera.asked == 1


async def test_nobody_looks_after_the_account_was_unloaded(
    drive: Driveway, hass: HomeAssistant
) -> None:
    entry = await drive.looked_at()
    await drive.move(plate(GOLF))
    drive.lookups()

    await hass.config_entries.async_unload(entry.entry_id)
    await drive.wait(10)
    await drive.wait(13 * 3600)

    assert (drive.lookups(), drive.ended) == (0, [])


async def test_a_change_of_the_camera_puts_no_look_off(
    drive: Driveway, hass: HomeAssistant
) -> None:
    entry = await drive.set_up(watching(), golf())
    await drive.wait(200)

    change(hass, entry, min_dscore=0.3)
    await drive.settled()
    await drive.wait(100)

    assert drive.camera.asked == 1


async def test_a_check_gives_way_to_a_scan_that_is_under_way(drive: Driveway) -> None:
    await drive.looked_at()
    await drive.move(plate(GOLF))
    drive.lookups()
    drive.once_during_a_picture(lambda: drive.let_pass(10))

    await drive.scan(plate(GOLF))

    assert drive.lookups() == 1
    asked = drive.camera.asked
    await drive.wait(20)
    assert drive.camera.asked == asked + 1, "the scan has set off the next one"


async def test_no_check_begins_while_one_waits_for_its_turn_at_the_api(
    drive: Driveway, hass: HomeAssistant
) -> None:
    gate = watching("Gate", camera_entity_id="camera.driveway", triggers=[], place="Gate")
    await drive.looked_at(watching(), gate, golf())
    await drive.move(plate(GOLF))
    drive.is_windy = True
    drive.cloud.fail(Fault(kind="status", status=429, headers={"Retry-After": "25"}))
    drive.once_during_a_picture(lambda: drive.let_pass(8))
    throttled = hass.async_create_background_task(scan(hass, "gate"), "scan of the gate")
    await until(lambda: len(lookups_at(drive.cloud)) == 2)
    drive.let_pass(10)
    await hass.async_block_till_done()
    drive.camera.picture = RuntimeError("broken")
    await scan(hass)  # it ends at once, and has a check planned
    asked = drive.camera.asked

    drive.let_pass(10)
    await hass.async_block_till_done()

    assert drive.camera.asked == asked
    await throttled


async def test_a_check_that_raises_is_said_in_the_log(
    drive: Driveway, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = await drive.looked_at()
    await drive.move(plate(GOLF))
    [scanner] = entry.runtime_data.scanners.values()

    async def broken(purpose: Purpose) -> None:
        raise RuntimeError(purpose.cause)

    monkeypatch.setattr(scanner, "async_look", broken)
    await drive.wait(10)

    assert "The spot check of Driveway failed" in caplog.text
    assert [each for each in caplog.records if each.levelno == logging.ERROR and each.exc_info]


async def test_a_check_that_raises_when_its_camera_is_gone_is_the_last_one(
    drive: Driveway, hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = await drive.looked_at()
    await drive.move(plate(GOLF))
    [scanner] = entry.runtime_data.scanners.values()
    checks = []

    async def broken(purpose: Purpose) -> None:
        checks.append(purpose)
        hass.config_entries.async_remove_subentry(entry, subentry_of_camera(entry).subentry_id)
        await until(lambda: scanner.is_stopped)
        raise RuntimeError(purpose.cause)

    monkeypatch.setattr(scanner, "async_look", broken)
    for _ in range(3):
        await drive.wait(10)

    assert len(checks) == 1


async def test_a_burst_that_raises_has_told_what_it_knew(
    drive: Driveway, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = await drive.looked_at(watching(frames=3), golf(may_open=True))
    [scanner] = entry.runtime_data.scanners.values()
    lookups = scanner.looks._lookups
    ask, pictures = lookups.async_look_up, []

    async def broken_at_the_second(*args: object) -> object:
        pictures.append(args)
        if len(pictures) == 2:
            raise RuntimeError("a fault of ours")
        return await ask(*args)

    monkeypatch.setattr(lookups, "async_look_up", broken_at_the_second)
    await drive.move(plate(GOLF), elsewhere(plate(POLO, UNSURE)))

    assert "The burst of Driveway failed" in caplog.text
    assert [event.data["plate"] for event in drive.sightings] == ["AB12CDE", "XY98ZZZ"]
    assert sorted(drive.reasons, key=str) == ["arrived", "not_sure"]
    await drive.move(plate(GOLF))
    assert len(drive.started) == 2


async def test_a_picture_of_before_is_not_looked_up_by_a_check_though_no_lookup_has_answered_it(
    drive: Driveway,
) -> None:
    await drive.looked_at(watching(frames=1), golf())
    await drive.move(plate(GOLF))
    await drive.wait(600)
    drive.lookups()

    drive.show(plate(GOLF))
    drive.film((Car(40, 32, 296, 200, "van"),))
    drive.cloud.fail(Fault(kind="status", status=500))
    await drive.wait(30)
    await drive.wait(30)
    drive.freeze()
    for _ in range(6):
        await drive.wait(30)
    assert [lookup.status for lookup in lookups_at(drive.cloud)] == [500]
    assert drive.decision()[0] == "same_picture"

    drive.thaw()
    await drive.wait(300)
    assert [lookup.status for lookup in lookups_at(drive.cloud)] == [500, 201]
