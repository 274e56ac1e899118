"""Cameras that look at one place share its visits; and what becomes of visits without camera."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from homeassistant.config_entries import ConfigSubentry
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.plate_recognizer.decision_keeper import decision_journal
from custom_components.plate_recognizer.pipeline.sighting import MOST_IN_A_PICTURE
from custom_components.plate_recognizer.pipeline.tracking import MOST_VISITS

from ..answers import plate
from .driveway import GOLF, UNSURE, Driveway, elsewhere, golf, watching

PRESENT = "binary_sensor.golf_present"
OCCUPIED, GATE_OCCUPIED = "binary_sensor.driveway_occupied", "binary_sensor.gate_occupied"
POLO = "xy98zzz"
GATE = "binary_sensor.gate"


async def two_cameras(drive: Driveway, place: str = "driveway") -> MockConfigEntry:
    """Have another camera look, too, which only looks when it is asked to."""
    gate = watching("Gate", camera_entity_id="camera.driveway", triggers=[], place=place)
    entry = await drive.looked_at(watching(), gate, golf())
    await drive.scan(name="gate")
    drive.lookups()
    return entry


def camera_named(entry: MockConfigEntry, name: str) -> ConfigSubentry:
    subentries: Iterable[ConfigSubentry] = entry.subentries.values()
    return next(each for each in subentries if each.title == name)


async def test_a_vehicle_arrives_once_at_a_place_however_many_cameras_see_it(
    drive: Driveway,
) -> None:
    await two_cameras(drive)

    await drive.move(plate(GOLF))
    await drive.scan(elsewhere(plate(GOLF)), name="gate")

    [visit] = drive.started
    assert {event.data["visit_id"] for event in drive.sightings} == {visit.data["visit_id"]}
    assert [event.data["camera"] for event in drive.sightings] == ["Driveway", "Gate"]


async def test_all_cameras_of_a_place_show_that_it_is_occupied_and_tell_who_comes(
    drive: Driveway,
) -> None:
    await two_cameras(drive)

    await drive.move(plate(GOLF))

    assert (drive.state(OCCUPIED), drive.state(GATE_OCCUPIED)) == ("on", "on")
    assert drive.state("event.gate_visit") == drive.state("event.driveway_visit") != "unknown"


async def test_cameras_of_other_places_do_not(drive: Driveway) -> None:
    await two_cameras(drive, place="Gate")

    await drive.move(plate(GOLF))

    assert (drive.state(OCCUPIED), drive.state(GATE_OCCUPIED)) == ("on", "off")
    assert drive.state("event.gate_visit") == "unknown"
    await drive.scan(plate(GOLF), name="gate")
    assert [visit.data["place"] for visit in drive.started] == ["Driveway", "Gate"]
    assert drive.arrivals == ["AB12CDE"] * 2


async def test_an_unsure_opening_that_another_camera_makes_sure_is_its_arrival(
    drive: Driveway,
) -> None:
    await two_cameras(drive)
    await drive.scan(plate(GOLF, UNSURE))

    await drive.scan(plate(GOLF, UNSURE), name="gate")

    assert drive.reasons == ["not_sure", "arrived"]
    assert drive.started[1].data["camera"] == "Gate"


async def test_a_vehicle_is_here_until_no_camera_sees_it_any_more(drive: Driveway) -> None:
    await two_cameras(drive)
    await drive.move(plate(GOLF))
    await drive.scan(plate(GOLF), name="gate")

    drive.show()
    await drive.move()
    await drive.scan(plate(GOLF), name="gate")
    drive.show(plate(GOLF))
    await drive.wait(10)

    assert (drive.state(PRESENT), drive.ended) == ("on", [])
    for _ in range(3):
        await drive.leave()
    assert drive.end_reasons == ["left"]


async def test_with_a_camera_go_the_visits_that_only_it_has_seen(
    drive: Driveway, hass: HomeAssistant
) -> None:
    entry = await two_cameras(drive)
    await drive.move(plate(GOLF))
    await drive.scan(elsewhere(plate(POLO)), name="gate")

    gate = camera_named(entry, "Gate")
    hass.config_entries.async_remove_subentry(entry, gate.subentry_id)
    await drive.settled()

    assert [(each.data["plate"], each.data["end_reason"]) for each in drive.ended] == [
        ("XY98ZZZ", "timeout")
    ]
    assert drive.state(PRESENT) == "on"


async def test_what_a_removed_camera_is_just_looking_at_belongs_to_nobody(
    drive: Driveway, hass: HomeAssistant
) -> None:
    entry = await two_cameras(drive)
    camera = camera_named(entry, "Driveway")
    drive.once_during_a_picture(
        lambda: hass.config_entries.async_remove_subentry(entry, camera.subentry_id)
    )

    await drive.move(plate(GOLF))

    assert (drive.started, drive.sightings) == ([], [])
    assert drive.state(PRESENT) == "off"


async def test_visits_move_with_the_place_of_their_camera(
    drive: Driveway, hass: HomeAssistant
) -> None:
    entry = await drive.looked_at()
    await drive.move(plate(GOLF))
    camera = camera_named(entry, "Driveway")
    hass.config_entries.async_update_subentry(entry, camera, data={**camera.data, "place": "Yard"})
    await drive.settled()

    await drive.move(plate(GOLF))

    assert len(drive.started) == 1
    assert drive.state(OCCUPIED) == "on"
    await drive.leave()
    assert drive.ended[0].data["place"] == "Yard"


async def test_a_visit_times_out_when_nobody_has_seen_the_vehicle_for_so_long(
    drive: Driveway,
) -> None:
    await drive.set_up(watching(), golf(), options={"visit_timeout": 2})
    await drive.move()
    await drive.move(plate(GOLF))
    drive.show(plate(GOLF))
    await drive.wait(3600)
    await drive.wait(3600)
    assert drive.ended == [], "it is seen again and again"
    await drive.move(plate(GOLF))
    seen_at = dt_util.utcnow() - timedelta(seconds=1)
    drive.camera.picture = RuntimeError("broken")
    await drive.wait(30)
    await drive.wait(10)

    drive.freezer.move_to(seen_at + timedelta(hours=2) - timedelta(seconds=2))
    await drive.wait(0)
    assert (drive.state(PRESENT), drive.ended) == ("on", [])
    await drive.wait(5)

    [visit] = drive.ended
    assert (visit.data["end_reason"], visit.data["vehicle"]) == ("timeout", "Golf")
    assert (drive.state(PRESENT), drive.state(OCCUPIED)) == ("off", "off")
    state = drive.hass.states.get("event.golf_visit")
    assert state is not None
    assert state.attributes["event_type"] == "arrived", "nobody knows that it has left"


async def test_visits_beyond_the_most_end_at_once(drive: Driveway) -> None:
    await drive.looked_at()
    await drive.scan(plate(GOLF))

    await drive.scan(*others(MOST_VISITS // 2, "p"))
    await drive.scan(*others(MOST_VISITS - MOST_VISITS // 2, "q"))

    assert len(drive.started) == MOST_VISITS + 1
    assert drive.end_reasons == ["timeout"]


async def test_who_is_not_among_the_best_read_of_a_full_picture_has_not_left(
    drive: Driveway,
) -> None:
    await drive.looked_at()
    await drive.scan(plate(GOLF, 0.9))
    crowd = [plate(GOLF, 0.9), *others(MOST_IN_A_PICTURE, "p")]

    for _ in range(3):
        await drive.wait(60)
        await drive.scan(*crowd)

    assert "left" not in drive.end_reasons
    await drive.wait(60)
    await drive.scan(plate(GOLF, 0.9))
    assert drive.arrivals.count(GOLF.upper()) == 1, "before the others were there"


def others(count: int, letter: str) -> list[dict[str, Any]]:
    """Return vehicles that are read better than any other, not where the others are."""
    return [elsewhere(plate(f"{letter}{each:02}{each:02}x", 0.99)) for each in range(count)]


async def places_with_own_triggers(drive: Driveway, place: str = "Driveway") -> None:
    """Have a vehicle stand before one camera, and another camera have a trigger of its own."""
    gate = watching("Gate", camera_entity_id="camera.driveway", triggers=[GATE], place=place)
    drive.hass.states.async_set(GATE, "off")
    await drive.looked_at(watching(), gate, golf())
    await drive.move(plate(GOLF))
    await drive.wait(600)


def looks(drive: Driveway, name: str) -> int:
    [account] = drive.hass.config_entries.async_entries("plate_recognizer")
    entries = decision_journal(drive.hass, account.entry_id).entries()
    return sum(each.count for each in entries if each.camera.name == name)


async def test_what_moves_before_one_camera_has_the_others_of_the_place_look_who_has_left(
    drive: Driveway,
) -> None:
    await places_with_own_triggers(drive)
    before = looks(drive, "Driveway")

    drive.hass.states.async_set(GATE, "on")
    await drive.settled()

    assert looks(drive, "Driveway") == before + 1
    assert drive.decision()[1] == "spot_check"


async def test_cameras_of_other_places_are_not_hurried(drive: Driveway) -> None:
    await places_with_own_triggers(drive, place="Gate")
    before = looks(drive, "Driveway")

    drive.hass.states.async_set(GATE, "on")
    await drive.settled()

    assert looks(drive, "Driveway") == before


async def test_a_camera_that_gives_no_pictures_is_not_hurried(drive: Driveway) -> None:
    await places_with_own_triggers(drive)
    drive.camera.picture = RuntimeError("broken")
    await drive.wait(30)
    before = looks(drive, "Driveway")

    drive.hass.states.async_set(GATE, "on")
    await drive.settled()

    assert looks(drive, "Driveway") == before
