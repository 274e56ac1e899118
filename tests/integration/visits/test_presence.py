"""Who is told that a vehicle is here: only those whose vehicle has come or gone."""

from ..answers import plate
from ..conftest import plate_list_subentry
from .driveway import GOLF, GOLF_ID, Driveway, golf, watching
from .test_visits import OF_GOLF, POLO, PRESENT


async def test_a_vehicle_is_told_of_once_when_it_comes_and_once_when_it_goes(
    drive: Driveway,
) -> None:
    """Each look would tell hundreds of vehicles otherwise, of which none has moved."""
    entry = await drive.looked_at()
    told: list[str | None] = []
    entry.runtime_data.visits.async_on_presence(GOLF_ID, lambda: told.append(drive.state(PRESENT)))
    seen = []

    for results in ((plate(POLO),), (plate(GOLF),), (plate(GOLF),)):
        await drive.move(*results)
        seen.append(len(told))
    await drive.leave()

    assert seen == [0, 1, 1]
    assert len(told) == 2
    assert drive.state(PRESENT) == "off"


async def test_each_visit_is_told_by_the_vehicle_or_the_list_that_it_belongs_to(
    drive: Driveway,
) -> None:
    yard = plate_list_subentry("Yard", "XY98 ZZZ,Ben", "LM34 NOP,Anna")
    await drive.looked_at(watching(), golf(), yard)
    of_yard = "event.yard_visit"
    told = []

    for results in ((plate(POLO),), (plate("lm34nop"),), (plate(GOLF),)):
        await drive.move(*results)
        told.append((last_visitor(drive, OF_GOLF), last_visitor(drive, of_yard)))
        await drive.leave()
        told.append((last_event(drive, OF_GOLF), last_event(drive, of_yard)))

    assert told == [
        (None, "Ben"),
        (None, "left"),
        (None, "Anna"),
        (None, "left"),
        ("Golf", "Anna"),
        ("left", "left"),
    ]


def last_visitor(drive: Driveway, entity_id: str) -> object:
    return attribute(drive, entity_id, "vehicle")


def last_event(drive: Driveway, entity_id: str) -> object:
    return attribute(drive, entity_id, "event_type")


def attribute(drive: Driveway, entity_id: str, name: str) -> object:
    state = drive.hass.states.get(entity_id)
    assert state is not None
    return state.attributes.get(name)


async def test_nobody_is_kept_who_waits_for_a_vehicle_that_was_removed(drive: Driveway) -> None:
    entry = await drive.looked_at()
    account = entry.runtime_data
    visits = account.visits
    waiting = (account.vehicles._listeners, visits._presence_listeners, visits._vehicle_listeners)
    assert all(each._listeners for each in waiting)

    drive.hass.config_entries.async_remove_subentry(entry, GOLF_ID)
    await drive.settled()

    assert not any(each._listeners for each in waiting)
