"""Visits: who comes, who is here and who has left, as automations are told of it."""

from datetime import datetime, timedelta
from typing import Any

from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.util import dt as dt_util
import pytest

from custom_components.plate_recognizer.const import (
    EVENT_SIGHTING,
    EVENT_VISIT_ENDED,
    EVENT_VISIT_STARTED,
)
from tests.contract import SIGHTING_KEYS, VISIT_KEYS

from ..answers import MMC, SEDAN, plate
from .driveway import (
    EMPTY,
    GOLF,
    GOLF_ID,
    PARKED,
    UNSURE,
    Driveway,
    elsewhere,
    golf,
    unread,
    watching,
)

OCCUPIED, PRESENT = "binary_sensor.driveway_occupied", "binary_sensor.golf_present"
AT_CAMERA, OF_GOLF = "event.driveway_visit", "event.golf_visit"
POLO = "xy98zzz"


async def test_who_comes_arrives(drive: Driveway) -> None:
    await drive.looked_at()
    came_at = dt_util.utcnow()

    await drive.move(plate(GOLF))

    [visit] = drive.started
    assert visit.data.keys() == VISIT_KEYS
    assert (visit.data["arrival"], visit.data["arrival_reason"]) == (True, "arrived")
    assert datetime.fromisoformat(visit.data["started_at"]) == came_at
    assert (visit.data["place"], visit.data["camera"]) == ("Driveway", "Driveway")
    assert (visit.data["plate"], visit.data["vehicle"]) == ("AB12CDE", "Golf")
    assert (visit.data["vehicle_id"], visit.data["status"]) == (GOLF_ID, "known")
    assert (visit.data["ended_at"], visit.data["duration"]) == (None, None)
    assert (visit.data["end_reason"], visit.data["motion"]) == (None, "unknown")
    [sighting] = drive.sightings
    assert sighting.data.keys() == SIGHTING_KEYS
    assert sighting.data["visit_id"] == visit.data["visit_id"]
    assert sighting.data["sighting_id"] == visit.data["sighting_id"]
    assert drive.lookups() == 1


async def test_who_has_left_is_told_of_with_how_long_it_stayed(drive: Driveway) -> None:
    drive.film(EMPTY)
    await drive.looked_at()
    drive.film(PARKED)
    await drive.move(plate(GOLF, vehicle=SEDAN))
    [begun] = drive.started
    await drive.wait(600)
    drive.film(EMPTY)
    gone_at = dt_util.utcnow()

    await drive.leave()

    [visit] = drive.ended
    assert visit.data.keys() == VISIT_KEYS
    assert visit.data["visit_id"] == begun.data["visit_id"]
    assert datetime.fromisoformat(visit.data["ended_at"]) == gone_at
    stayed = gone_at - datetime.fromisoformat(begun.data["started_at"])
    assert visit.data["duration"] == stayed / timedelta(seconds=1)
    assert (visit.data["end_reason"], visit.data["arrival"]) == ("left", True)


async def test_a_visit_describes_its_vehicle(drive: Driveway) -> None:
    await drive.looked_at(watching(place="Gate"))

    await drive.move(plate(POLO, vehicle=SEDAN, **MMC))

    [visit] = drive.started
    described = {key: visit.data[key] for key in ("vehicle_type", "make", "model", "color")}
    assert described == {
        "vehicle_type": "Sedan",
        "make": "Riley",
        "model": "RMF",
        "color": "black",
    }
    assert (visit.data["orientation"], visit.data["region"]) == ("Front", "gb")
    assert (visit.data["status"], visit.data["match"]) == ("stranger", "none")
    assert (visit.data["vehicle"], visit.data["may_open"]) == (None, None)
    assert visit.data["place"] == "Gate"


async def test_states_show_who_is_here(drive: Driveway) -> None:
    await drive.looked_at()
    assert (drive.state(OCCUPIED), drive.state(PRESENT)) == ("off", "off")

    await drive.move(plate(POLO))
    assert (drive.state(OCCUPIED), drive.state(PRESENT)) == ("on", "off")

    await drive.move(plate(POLO), elsewhere(plate(GOLF)))
    assert (drive.state(OCCUPIED), drive.state(PRESENT)) == ("on", "on")

    await drive.leave()
    assert (drive.state(OCCUPIED), drive.state(PRESENT)) == ("off", "off")


async def test_a_camera_s_occupied_names_its_place(drive: Driveway) -> None:
    await drive.looked_at(watching(place="Gate"))

    state = drive.hass.states.get(OCCUPIED)

    assert state is not None
    assert state.attributes["place"] == "Gate"


async def test_states_stand_before_the_events_that_belong_to_them(
    drive: Driveway, hass: HomeAssistant
) -> None:
    await drive.looked_at()
    found: list[tuple[object, str | None, str | None, str | None]] = []

    @callback
    def told(event: Event[dict[str, Any]]) -> None:
        # What an event entity did is its time: it has changed by then.
        seen_by = drive.state(OF_GOLF) if event.event_type != EVENT_SIGHTING else None
        found.append((event.event_type, drive.state(OCCUPIED), drive.state(PRESENT), seen_by))

    for event_type in (EVENT_SIGHTING, EVENT_VISIT_STARTED, EVENT_VISIT_ENDED):
        hass.bus.async_listen(event_type, told)
    await drive.move(plate(GOLF))
    arrived_at = drive.state(OF_GOLF)
    await drive.leave()
    left_at = drive.state(OF_GOLF)

    assert found == [
        (EVENT_SIGHTING, "on", "on", None),
        (EVENT_VISIT_STARTED, "on", "on", arrived_at),
        (EVENT_VISIT_ENDED, "off", "off", left_at),
    ]
    assert arrived_at != left_at != "unknown"


async def test_event_entities_tell_of_arriving_and_leaving(
    drive: Driveway, hass: HomeAssistant
) -> None:
    await drive.looked_at()
    types: list[list[object]] = []

    def now() -> None:
        states = [hass.states.get(each) for each in (AT_CAMERA, OF_GOLF)]
        types.append([state and state.attributes["event_type"] for state in states])

    await drive.move(plate(GOLF))
    now()
    state = hass.states.get(OF_GOLF)
    assert state is not None
    assert state.attributes.keys() >= VISIT_KEYS
    assert state.attributes["visit_id"] == drive.started[0].data["visit_id"]
    await drive.leave()
    now()
    await drive.move(plate(POLO))
    now()

    assert types == [["arrived", "arrived"], ["left", "left"], ["arrived", "left"]]


@pytest.mark.parametrize("seen", [plate(GOLF, UNSURE), unread()])
async def test_an_unsure_opening_is_no_arrival_and_no_event_of_an_entity(
    drive: Driveway, seen: dict[str, Any]
) -> None:
    await drive.looked_at(watching(frames=1), golf())

    await drive.move(seen)

    [visit] = drive.started
    assert not visit.data["arrival"]
    assert drive.state(OCCUPIED) == "on"
    assert (drive.state(AT_CAMERA), drive.state(OF_GOLF)) == ("unknown", "unknown")


async def test_an_unsure_opening_that_becomes_sure_begins_once_more_as_an_arrival(
    drive: Driveway,
) -> None:
    await drive.looked_at(watching(frames=1), golf())
    await drive.move(plate(GOLF, UNSURE))

    await drive.move(plate(GOLF, UNSURE + 0.01))

    assert drive.reasons == ["not_sure", "arrived"]
    first, second = drive.started
    assert first.data["visit_id"] == second.data["visit_id"]
    assert first.data["started_at"] == second.data["started_at"]
    assert [visit.data["reads"] for visit in drive.started] == [1, 2]
    assert drive.state(OF_GOLF) != "unknown"


async def test_sightings_say_which_visit_they_belong_to(drive: Driveway) -> None:
    await drive.looked_at()
    await drive.move(plate(GOLF))
    await drive.scan(plate(GOLF), elsewhere(plate(POLO)))

    ids = [(event.data["plate"], event.data["visit_id"]) for event in drive.sightings]
    golf_id, polo_id = (event.data["visit_id"] for event in drive.started)
    assert ids == [("AB12CDE", golf_id), ("AB12CDE", golf_id), ("XY98ZZZ", polo_id)]
    assert golf_id != polo_id


async def test_who_may_open_and_stands_still_arrives_without_a_second_lookup(
    drive: Driveway,
) -> None:
    await drive.looked_at(watching(), golf(may_open=True))
    asked = drive.camera.asked

    await drive.move(plate(GOLF))

    [visit] = drive.started
    assert (visit.data["arrival"], visit.data["may_open"]) == (True, True)
    assert len(drive.sightings) == 1
    assert drive.camera.asked > asked + 1, "a second picture shows that it doesn't drive away"
    assert drive.lookups() == 1


async def test_who_may_open_and_is_gone_on_the_next_pictures_has_come_all_the_same(
    drive: Driveway,
) -> None:
    await drive.looked_at(watching(frames=4), golf(may_open=True))

    drive.show_in_turn([plate(GOLF)], [])
    await drive.trigger()

    assert drive.arrivals == ["AB12CDE"]


async def test_a_vehicle_that_drives_away_from_the_camera_does_not_arrive(
    drive: Driveway,
) -> None:
    await drive.looked_at(watching(), golf(may_open=True))
    far = {"xmin": 110, "ymin": 122, "xmax": 170, "ymax": 137}

    drive.show_in_turn([plate(GOLF)], [{**plate(GOLF), "box": far}])
    await drive.trigger()

    [visit] = drive.started
    assert (visit.data["arrival"], visit.data["motion"]) == (False, "receding")
    assert visit.data["arrival_reason"] == "receding"
    assert drive.state(OF_GOLF) == "unknown"
