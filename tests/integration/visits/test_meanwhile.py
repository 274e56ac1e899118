"""What happens while a scan is under way changes nothing of what it proves."""

import asyncio
from dataclasses import replace

from homeassistant.core import HomeAssistant
import pytest

from sandbox.api_server.faults import Fault

from ..answers import box, plate
from ..conftest import scan
from .driveway import GOLF, Driveway, golf, watching
from .test_no_arrival import change, switch

FARTHER = box(110, 122, 170, 137)


async def test_a_scan_that_gets_no_answer_decides_nothing_for_a_burst_under_way(
    drive: Driveway,
) -> None:
    await drive.looked_at(watching(), golf(may_open=True))
    drive.show()
    drive.cloud.reset()
    drive.cloud.answer([plate(GOLF)])
    drive.cloud.fail(Fault(kind="status", status=500))
    drive.cloud.answer([{**plate(GOLF), "box": FARTHER}], times=90)
    forced: list[asyncio.Task[None]] = []

    drive.once_during_a_picture(
        lambda: forced.append(drive.hass.async_create_task(scan(drive.hass)))
    )
    await drive.trigger()

    assert forced
    assert drive.arrivals == []


async def test_a_scan_that_sees_the_same_vehicle_leaves_the_decision_to_the_burst(
    drive: Driveway,
) -> None:
    await drive.looked_at(watching(), golf(may_open=True))
    near, far = plate(GOLF), {**plate(GOLF), "box": FARTHER}
    drive.show_in_turn([near], [near], [far])

    drive.once_during_a_picture(lambda: drive.hass.async_create_task(scan(drive.hass)))
    await drive.trigger()

    assert drive.reasons == ["receding"]


async def test_a_scan_that_waits_while_its_camera_is_changed_looks_for_the_first_time(
    drive: Driveway, hass: HomeAssistant
) -> None:
    entry = await drive.looked_at(watching(), golf(may_open=True))
    drive.show(plate(GOLF))
    [scanner] = entry.runtime_data.scanners.values()

    drive.once_during_a_picture(lambda: scanner.async_change(replace(scanner.settings)))

    scans = [hass.async_create_task(scanner.async_scan()) for _ in range(2)]
    await asyncio.gather(*scans)
    await drive.settled()

    assert drive.sightings
    assert drive.arrivals == []


async def test_who_comes_first_after_scanning_is_switched_on_arrives(
    drive: Driveway, hass: HomeAssistant
) -> None:
    await drive.looked_at(watching(), golf(may_open=True))
    await switch(hass, "off")
    await switch(hass, "on")
    await drive.settled()
    assert drive.decision() == ("no_change", "first_look"), "it is seen for nothing who is there"

    await drive.move(plate(GOLF))

    assert drive.arrivals == ["AB12CDE"]


async def test_a_camera_that_is_set_as_it_was_before_looks_first_again(
    drive: Driveway, hass: HomeAssistant
) -> None:
    entry = await drive.looked_at(watching(), golf(may_open=True))
    for score in (0.2, 0.3):
        change(hass, entry, min_dscore=score)
        await drive.settled()

    await drive.move(plate(GOLF))

    assert drive.arrivals == ["AB12CDE"]


async def test_an_account_that_stops_starts_no_camera_again(
    drive: Driveway, hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = await drive.looked_at(watching(), golf(may_open=True))
    await drive.move(plate(GOLF))
    account = entry.runtime_data
    save = account.visits.async_save

    async def save_during_a_change() -> None:
        await save()
        change(hass, entry, min_dscore=0.2)
        await asyncio.sleep(0)

    monkeypatch.setattr(account.visits, "async_save", save_during_a_change)
    await hass.config_entries.async_unload(entry.entry_id)
    await hass.async_block_till_done()

    assert account.scanners == {}


async def test_a_listener_that_fails_keeps_nobody_from_arriving(
    drive: Driveway, hass: HomeAssistant, caplog: pytest.LogCaptureFixture
) -> None:
    entry = await drive.looked_at(watching(), golf(may_open=True))
    [scanner] = entry.runtime_data.scanners.values()

    def fail(_sighting: object) -> None:
        raise RuntimeError("out of order")

    scanner.news.async_on_sighting(fail)
    await drive.move(plate(GOLF))

    assert drive.arrivals == ["AB12CDE"]
    assert len(drive.sightings) == 1
    assert "out of order" in caplog.text
