"""Who is deleted while it stands there goes on standing there, and nobody arrives by that."""

from collections.abc import Awaitable, Callable
import json
from types import MappingProxyType
from typing import Any

from homeassistant.config_entries import ConfigSubentry
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.plate_recognizer.pipeline.traces import Traces

from ..action import act
from ..answers import box, plate
from ..conftest import vehicle_subentry
from ..visits.driveway import GOLF, UNSURE, Driveway, elsewhere, golf, watching

STRANGER = "zq99zqz"
DELETED = Traces(frozenset({"ZQ99ZQZ"}))
STORED = "plate_recognizer.01ACCOUNT00000000000000000.visits"
ASIDE = {"type": "Sedan", "score": 0.8, "box": box(40, 30, 300, 200)}


async def forget(entry: MockConfigEntry, traces: Traces = DELETED) -> None:
    await entry.runtime_data.async_forget(traces)


async def make_known(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """Make the stranger a known vehicle that may open."""
    known = vehicle_subentry("Known", STRANGER, may_open=True)
    hass.config_entries.async_add_subentry(
        entry,
        ConfigSubentry(
            data=MappingProxyType(dict(known["data"])),
            subentry_id=known["subentry_id"],
            subentry_type=known["subentry_type"],
            title=known["title"],
            unique_id=known["unique_id"],
        ),
    )
    await hass.async_block_till_done()


def stored(hass_storage: dict[str, Any]) -> str:
    return json.dumps(hass_storage[STORED]).upper()


async def test_a_deleted_stranger_s_visit_goes_on_without_its_plate(
    drive: Driveway, hass_storage: dict[str, Any]
) -> None:
    entry = await drive.looked_at()
    await drive.move(plate(STRANGER))
    await forget(entry, Traces())
    await entry.runtime_data.visits.async_save()
    assert "ZQ99ZQZ" in stored(hass_storage)

    await forget(entry)

    assert "ZQ99ZQZ" not in stored(hass_storage)
    assert drive.state("binary_sensor.driveway_occupied") == "on"
    await drive.leave()
    [ended] = drive.ended
    assert ended.data["visit_id"] == drive.started[0].data["visit_id"]
    assert (ended.data["plate"], ended.data["status"]) == (None, "unread")
    assert (ended.data["vehicle_type"], ended.data["make"]) == (None, None)


async def test_the_file_of_an_account_that_does_not_run_loses_it_and_nothing_is_told_of_it_later(
    drive: Driveway, hass: HomeAssistant, hass_storage: dict[str, Any]
) -> None:
    entry = await drive.looked_at()
    await drive.move(plate(STRANGER), elsewhere(plate(GOLF)))
    assert await hass.config_entries.async_unload(entry.entry_id)
    assert "ZQ99ZQZ" in stored(hass_storage)

    await act(hass, "delete_sightings", plate="ZQ99ZQZ")

    assert "ZQ99ZQZ" not in stored(hass_storage)
    assert "AB12CDE" in stored(hass_storage)
    assert await hass.config_entries.async_setup(entry.entry_id)
    await drive.settled()
    await drive.time_out()
    assert [each.data["plate"] for each in drive.ended] == [None, "AB12CDE"]


@pytest.mark.parametrize("vehicle", [None, ASIDE], ids=["plate alone", "with vehicle"])
@pytest.mark.parametrize("restarts", [False, True], ids=["at once", "after a restart"])
@pytest.mark.parametrize("score", [0.95, UNSURE], ids=["sure", "unsure"])
async def test_a_deleted_stranger_that_is_made_known_where_it_stands_has_not_arrived(
    drive: Driveway,
    hass: HomeAssistant,
    vehicle: dict[str, Any] | None,
    score: float,
    *,
    restarts: bool,
) -> None:
    entry = await drive.looked_at()
    await drive.move(plate(STRANGER, score, vehicle=vehicle))
    arrivals = len(drive.arrivals)
    await forget(entry)
    if restarts:
        assert await hass.config_entries.async_reload(entry.entry_id)
        await drive.settled()
    await make_known(hass, entry)

    for _ in range(3):
        await drive.move(plate(STRANGER, vehicle=vehicle))
        await drive.scan(plate(STRANGER, vehicle=vehicle))
        await drive.wait(30)

    assert len(drive.arrivals) == arrivals
    assert len(drive.started) == 1
    assert drive.ended == []
    assert drive.state("binary_sensor.known_present") == "on"


async def test_a_deleted_stranger_whose_visit_timed_out_has_not_arrived_either(
    drive: Driveway, hass: HomeAssistant, hass_storage: dict[str, Any]
) -> None:
    entry = await drive.looked_at()
    await drive.move(plate(STRANGER))
    await drive.time_out()
    await entry.runtime_data.visits.async_save()
    assert "ZQ99ZQZ" in stored(hass_storage)
    await forget(entry)
    assert "ZQ99ZQZ" not in stored(hass_storage)
    await make_known(hass, entry)

    await drive.scan(plate(STRANGER))

    assert drive.reasons == ["arrived", "same_spot"]


async def test_a_deleted_stranger_that_left_and_comes_again_arrives(
    drive: Driveway, hass: HomeAssistant
) -> None:
    entry = await drive.looked_at()
    await drive.move(plate(STRANGER))
    await forget(entry)
    await make_known(hass, entry)
    await drive.leave()

    await drive.move(plate(STRANGER))

    assert drive.end_reasons == ["left"]
    assert drive.arrivals == ["ZQ99ZQZ", "ZQ99ZQZ"]


async def test_a_deletion_while_somebody_comes_makes_no_arrival(
    drive: Driveway, hass: HomeAssistant
) -> None:
    entry = await drive.looked_at(watching(frames=1), golf())
    await drive.move(plate(STRANGER, UNSURE))
    await forget(entry)
    await make_known(hass, entry)

    await drive.move(plate(STRANGER))

    assert drive.arrivals == []


async def test_known_vehicles_and_other_strangers_keep_their_visits(
    drive: Driveway, hass_storage: dict[str, Any]
) -> None:
    entry = await drive.looked_at()
    await drive.move(plate(GOLF), elsewhere(plate("xy77xyx")))

    await forget(entry, Traces(frozenset({"AB12CDE", "ZQ99ZQZ"})))
    await entry.runtime_data.visits.async_save()

    assert "AB12CDE" in stored(hass_storage)
    assert "XY77XYX" in stored(hass_storage)
    assert drive.state("binary_sensor.golf_present") == "on"


async def test_everything_takes_every_stranger_s_plate_off(
    drive: Driveway, hass_storage: dict[str, Any]
) -> None:
    entry = await drive.looked_at()
    await drive.move(plate(GOLF), elsewhere(plate("xy77xyx")))

    await forget(entry, Traces(everything=True))

    assert "XY77XYX" not in stored(hass_storage)
    assert "AB12CDE" in stored(hass_storage)


async def test_who_was_deleted_costs_no_lookups_while_it_stands_there(drive: Driveway) -> None:
    entry = await drive.looked_at()
    await drive.move(plate(STRANGER))
    await forget(entry)
    [scanner] = entry.runtime_data.scanners.values()
    assert [each.plate for each in scanner.looks._lookups._memory._last.sightings] == [None]
    drive.lookups()
    drive.show(plate(STRANGER))

    for _ in range(10):
        await drive.wait(30)

    assert drive.lookups() == 0
    assert drive.ended == []


# Where a spot says nothing: before another camera, and some metres on.


async def before_another_camera(drive: Driveway) -> None:
    for _ in range(2):
        await drive.scan(elsewhere(plate(STRANGER)), name="gate")


async def some_metres_on(drive: Driveway) -> None:
    for _ in range(2):
        await drive.move({**plate(STRANGER), "box": box(220, 170, 280, 190)})


async def deleted_before_two_cameras(drive: Driveway) -> MockConfigEntry:
    """Have a stranger deleted that stands at a place with two cameras, of which one has read it."""
    gate = watching("Gate", camera_entity_id="camera.driveway", triggers=[], place="driveway")
    entry = await drive.looked_at(watching(), gate, golf(may_open=True))
    await drive.scan(name="gate")
    await drive.move(plate(STRANGER))
    await forget(entry)
    return entry


async def restart_unread(drive: Driveway, hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """Reload the account, and have both cameras look for the first time at who can't be read."""
    drive.show(plate(STRANGER, 0.4))
    assert await hass.config_entries.async_reload(entry.entry_id)
    await drive.settled()
    await drive.move(plate(STRANGER, 0.4))
    await drive.scan(plate(STRANGER, 0.4), name="gate")


@pytest.mark.parametrize(
    "seen", [before_another_camera, some_metres_on], ids=lambda seen: seen.__name__
)
@pytest.mark.parametrize("restarts", [False, True], ids=["at once", "after a restart"])
@pytest.mark.parametrize("is_known", [False, True], ids=["stranger", "made known"])
async def test_a_deleted_stranger_that_is_read_elsewhere_has_not_arrived(
    drive: Driveway,
    hass: HomeAssistant,
    seen: Callable[[Driveway], Awaitable[None]],
    *,
    restarts: bool,
    is_known: bool,
) -> None:
    entry = await deleted_before_two_cameras(drive)
    if is_known:
        await make_known(hass, entry)
    if restarts:
        await restart_unread(drive, hass, entry)

    await seen(drive)

    assert drive.arrivals == ["ZQ99ZQZ"], "only as it came"
    assert drive.reasons[-1] == "visit_open"
    assert drive.started[-1].data["may_open"] is (True if is_known else None)


@pytest.mark.parametrize("restarts", [False, True], ids=["at once", "after a restart"])
async def test_a_resident_arrives_beside_a_deleted_stranger(
    drive: Driveway, hass: HomeAssistant, *, restarts: bool
) -> None:
    entry = await deleted_before_two_cameras(drive)
    await make_known(hass, entry)
    if restarts:
        await restart_unread(drive, hass, entry)

    await drive.scan(elsewhere(plate(GOLF)), name="gate")

    assert drive.arrivals == ["ZQ99ZQZ", "AB12CDE"]
    assert drive.started[-1].data["vehicle"] == "Golf"


async def test_who_has_arrived_is_forgotten_with_the_stranger(
    drive: Driveway, hass: HomeAssistant, hass_storage: dict[str, Any]
) -> None:
    entry = await deleted_before_two_cameras(drive)
    await make_known(hass, entry)
    await entry.runtime_data.visits.async_save()
    assert "01VEHICLE" in "".join(hass_storage[STORED]["data"]["known"]["changed"])

    await drive.leave()
    await entry.runtime_data.visits.async_save()

    assert "known" not in hass_storage[STORED]["data"]
