"""What proves nothing: a parked car, an old picture, a camera that hasn't looked yet."""

from collections.abc import Iterable
from types import MappingProxyType

from homeassistant.config_entries import ConfigSubentry
from homeassistant.const import CONF_NAME
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.plate_recognizer.api.form import LookupRequest
from custom_components.plate_recognizer.api.models import Recognition
from sandbox.api_server.faults import Fault

from ..answers import VEHICLE_BOX, box, plate
from ..conftest import scan, vehicle_subentry
from ..fake_camera import Car, jpeg
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

POLO = "xy98zzz"
FARTHER = box(110, 120, 170, 135)
"""Of the plate, when the vehicle is a third farther away."""
SWITCH = "switch.driveway_scanning"


async def switch(hass: HomeAssistant, to: str) -> None:
    await hass.services.async_call("switch", f"turn_{to}", {"entity_id": SWITCH}, blocking=True)


def change(hass: HomeAssistant, entry: MockConfigEntry, **data: object) -> None:
    """Set the camera otherwise."""
    subentry = subentry_of_camera(entry)
    hass.config_entries.async_update_subentry(entry, subentry, data={**subentry.data, **data})


def subentry_of_camera(entry: MockConfigEntry) -> ConfigSubentry:
    subentries: Iterable[ConfigSubentry] = entry.subentries.values()
    return next(each for each in subentries if each.subentry_type == "camera")


async def test_nobody_arrives_whom_the_first_look_sees(drive: Driveway) -> None:
    await drive.set_up(watching(), golf())

    await drive.move(plate(GOLF))
    await drive.move(plate(GOLF))

    assert drive.reasons == ["first_scan"]
    assert drive.state("binary_sensor.golf_present") == "on"


async def test_nobody_arrives_on_any_picture_of_the_first_burst(drive: Driveway) -> None:
    await drive.set_up(watching(), golf())

    drive.film(EMPTY, PARKED)
    drive.show_in_turn([], [plate(GOLF)])
    await drive.trigger()

    assert drive.lookups() == 2
    assert drive.reasons == ["first_scan"]


async def test_a_scan_that_had_no_answer_was_no_look(drive: Driveway) -> None:
    await drive.set_up(watching(), golf())
    drive.camera.picture = RuntimeError("broken")
    await drive.trigger()
    drive.camera.picture = jpeg()

    await drive.move(plate(GOLF))

    assert drive.reasons == ["first_scan"]


async def test_a_parked_car_does_not_arrive_when_something_moves_beside_it(
    drive: Driveway,
) -> None:
    await drive.looked_at(watching(), golf(may_open=True))
    await drive.move(plate(GOLF))

    for _ in range(3):
        await drive.wait(1000)
        await drive.move(plate(GOLF))
    await drive.move(unread())
    await drive.move(plate(GOLF), elsewhere(plate(POLO)))

    assert drive.arrivals == ["AB12CDE", "XY98ZZZ"]
    assert drive.ended == []


async def test_a_parked_car_does_not_arrive_after_its_visit_has_timed_out(
    drive: Driveway,
) -> None:
    await drive.looked_at(watching(), golf())
    await drive.move(plate(GOLF))
    await drive.time_out()
    assert drive.end_reasons == ["timeout"]
    assert drive.state("event.golf_visit") == drive.state("event.driveway_visit")
    assert drive.state("binary_sensor.golf_present") == "off"

    await drive.move(plate(GOLF))
    assert drive.arrivals == ["AB12CDE"], "once, when it came"
    await drive.scan(plate(GOLF))

    assert drive.reasons == ["arrived", "same_spot"]
    assert drive.state("binary_sensor.golf_present") == "on"


async def test_a_van_that_hides_a_parked_car_for_ten_minutes_makes_it_arrive_neither(
    drive: Driveway,
) -> None:
    await drive.looked_at(watching(), golf(may_open=True))
    await drive.move(plate(GOLF))
    await drive.wait(600)
    van = {"type": "Van", "score": 0.8, "box": VEHICLE_BOX}

    await drive.move(plate(POLO, vehicle=van))
    await drive.wait(600)
    await drive.move(plate(GOLF))

    assert drive.arrivals == ["AB12CDE", "XY98ZZZ"]
    assert drive.state("binary_sensor.golf_present") == "on"


async def test_a_lookalike_is_somebody_else(drive: Driveway) -> None:
    await drive.looked_at(watching(), golf(may_open=True))

    await drive.move(plate("a812cde"))

    [visit] = drive.started
    assert (visit.data["status"], visit.data["vehicle"]) == ("stranger", None)
    assert visit.data["resembles"]["match"] == "lookalike"


async def test_an_old_picture_proves_nothing(drive: Driveway) -> None:
    await drive.looked_at(watching(), golf())
    await drive.scan()
    drive.freeze()

    await drive.scan(plate(GOLF))

    assert drive.started == []
    [sighting] = drive.sightings
    assert sighting.data["visit_id"] is None
    assert drive.state("binary_sensor.golf_present") == "off"


async def test_an_old_picture_of_who_is_here_says_whose_visit_it_was(drive: Driveway) -> None:
    await drive.looked_at(watching(), golf())
    await drive.scan(plate(GOLF))
    drive.freeze()

    await drive.scan(plate(GOLF))

    ids = {event.data["visit_id"] for event in drive.sightings}
    assert ids == {drive.started[0].data["visit_id"]}


async def test_an_old_picture_is_no_first_look(drive: Driveway, hass: HomeAssistant) -> None:
    await drive.looked_at(watching(), golf())
    await drive.scan()
    await switch(hass, "off")
    await switch(hass, "on")
    drive.freeze()
    await drive.scan()
    drive.thaw()

    await drive.scan(plate(GOLF))

    assert drive.reasons == ["first_scan"], "it may have come while the camera was off"


async def test_one_picture_counts_once_whoever_has_asked_for_it(drive: Driveway) -> None:
    await drive.looked_at(watching(), golf())
    drive.freeze()
    drive.camera.picture = jpeg(color="blue")
    drive.once_during_a_picture(drive.start_trigger)

    await drive.scan(plate(GOLF, UNSURE))

    assert drive.reasons == ["not_sure"], "the burst has got the picture of the scan"
    assert drive.lookups() == 1


async def test_who_came_while_scanning_was_off_does_not_arrive_when_it_is_on_again(
    drive: Driveway, hass: HomeAssistant
) -> None:
    await drive.looked_at(watching(), golf())
    await switch(hass, "off")
    await drive.move(plate(GOLF))
    assert drive.started == []
    await switch(hass, "on")

    await drive.move(plate(GOLF))

    assert drive.reasons == ["first_scan"]


async def test_a_camera_that_is_set_otherwise_has_to_look_anew(
    drive: Driveway, hass: HomeAssistant
) -> None:
    entry = await drive.looked_at(watching(), golf())
    change(hass, entry, min_dscore=0.2)
    await drive.settled()

    await drive.move(plate(GOLF))

    assert drive.reasons == ["first_scan"]


async def test_a_burst_ends_with_a_change_and_was_no_look_of_after_it(
    drive: Driveway, hass: HomeAssistant
) -> None:
    entry = await drive.looked_at(watching(), golf())
    drive.once_during_a_picture(lambda: change(hass, entry, place="Gate"))
    await drive.move(plate(GOLF))
    assert (drive.lookups(), drive.sightings) == (0, []), "nothing is paid for what is thrown away"

    await drive.move(plate(GOLF))

    assert drive.reasons == ["first_scan"]
    assert drive.started[0].data["place"] == "Gate"


async def test_a_scan_that_somebody_asked_for_during_a_change_looks_as_the_camera_is_set_now(
    drive: Driveway, hass: HomeAssistant
) -> None:
    entry = await drive.looked_at(watching(), golf())
    asked = drive.camera.asked
    drive.once_during_a_picture(lambda: change(hass, entry, place="Gate"))

    await drive.scan(plate(GOLF))

    assert drive.camera.asked == asked + 2
    assert drive.lookups() == 1
    [visit] = drive.started
    assert visit.data["place"] == drive.sightings[0].data["place"] == "Gate"
    assert drive.reasons == ["first_scan"]


async def test_what_was_looked_up_during_a_change_of_the_place_was_at_the_former_one(
    drive: Driveway, hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = await drive.looked_at(watching(), golf())
    client = entry.runtime_data.lookups._client
    ask = client.lookup

    async def changed_meanwhile(request: LookupRequest) -> Recognition:
        change(hass, entry, place="Gate")
        monkeypatch.setattr(client, "lookup", ask)
        recognition: Recognition = await ask(request)
        return recognition

    monkeypatch.setattr(client, "lookup", changed_meanwhile)
    await drive.move(plate(GOLF))

    [visit] = drive.started
    assert visit.data["place"] == drive.sightings[0].data["place"] == "Driveway"


async def test_a_burst_may_look_a_picture_up_again_that_had_no_answer(drive: Driveway) -> None:
    await drive.looked_at(watching(), golf())
    drive.show()
    drive.cloud.reset()
    drive.cloud.fail(Fault(kind="status", status=500))
    drive.cloud.answer([plate(GOLF)], times=9)
    drive.freeze()
    drive.camera.picture = jpeg(color="blue")

    await drive.trigger()

    assert drive.arrivals == ["AB12CDE"]


async def test_a_vehicle_that_is_added_while_it_stands_there_does_not_arrive(
    drive: Driveway, hass: HomeAssistant
) -> None:
    entry = await drive.looked_at(watching())
    await drive.move(plate(GOLF))
    [visit] = drive.started

    vehicle = golf(may_open=True)
    subentry = ConfigSubentry(
        data=MappingProxyType(dict(vehicle["data"])),
        subentry_type=vehicle["subentry_type"],
        title=vehicle["title"],
        unique_id=vehicle["unique_id"],
    )
    hass.config_entries.async_add_subentry(entry, subentry)
    await drive.settled()

    assert drive.state("binary_sensor.golf_present") == "on"
    await drive.wait(5)
    await drive.move(plate(GOLF))
    assert len(drive.started) == 1
    await drive.leave()
    assert drive.ended[0].data["visit_id"] == visit.data["visit_id"]
    assert drive.ended[0].data["vehicle"] == "Golf"
    assert drive.state("event.golf_visit") != "unknown", "it has left"


async def test_a_vehicle_that_is_removed_is_here_as_a_stranger(
    drive: Driveway, hass: HomeAssistant
) -> None:
    vehicle = golf()
    entry = await drive.looked_at(watching(), vehicle)
    await drive.move(plate(GOLF))

    assert vehicle["subentry_id"] is not None
    hass.config_entries.async_remove_subentry(entry, vehicle["subentry_id"])
    await drive.settled()

    assert drive.state("binary_sensor.driveway_occupied") == "on"
    await drive.leave()
    assert (drive.ended[0].data["vehicle"], drive.ended[0].data["status"]) == (None, "stranger")


async def test_a_vehicle_that_is_renamed_stays_here(drive: Driveway, hass: HomeAssistant) -> None:
    vehicle = golf()
    entry = await drive.looked_at(watching(), vehicle, vehicle_subentry("Polo", POLO))
    await drive.move(plate(GOLF))

    subentry = entry.subentries[str(vehicle["subentry_id"])]
    data = {**subentry.data, CONF_NAME: "Passat"}
    hass.config_entries.async_update_subentry(entry, subentry, data=data, title="Passat")
    await drive.settled()

    assert len(drive.started) == 1
    await drive.leave()
    assert drive.ended[0].data["vehicle"] == "Passat"


@pytest.mark.parametrize("ways", ["scan", "burst"])
async def test_one_picture_of_who_may_open_is_followed_by_another_that_tells_the_direction(
    drive: Driveway, ways: str
) -> None:
    await drive.looked_at(watching(frames=1), golf(may_open=True))
    near, far = plate(GOLF), {**plate(GOLF), "box": FARTHER}

    drive.show_in_turn([near], [far])
    await (drive.trigger() if ways == "burst" else scan(drive.hass))
    await drive.settled()

    assert drive.reasons == ["receding"]
    assert drive.decision()[1] == "direction"
    assert [event.data["plate"] for event in drive.sightings] == ["AB12CDE"]


async def test_nobody_else_costs_a_second_picture(drive: Driveway) -> None:
    await drive.looked_at(watching(frames=1), golf())

    await drive.scan(plate(GOLF))

    assert drive.arrivals == ["AB12CDE"]
    assert drive.lookups() == 1


async def test_where_no_second_picture_comes_the_arrival_is_decided_without(
    drive: Driveway,
) -> None:
    await drive.looked_at(watching(frames=1), golf(may_open=True))
    drive.show(plate(GOLF))
    drive.once_during_a_picture(drive.freeze)

    await scan(drive.hass)
    await drive.settled()

    assert drive.arrivals == ["AB12CDE"]


async def test_who_came_while_scanning_was_off_and_stands_far_off_does_not_arrive_when_it_is_on(
    drive: Driveway, hass: HomeAssistant
) -> None:
    await drive.looked_at(watching(), golf(may_open=True))
    await switch(hass, "off")
    await drive.wait(60)
    drive.show(plate(GOLF))
    drive.film((Car(180, 60, 230, 100, "golf"),))

    await switch(hass, "on")
    await drive.settled()
    for _ in range(20):
        await drive.wait(30)

    assert drive.reasons == ["first_scan"]
