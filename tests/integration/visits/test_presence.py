"""Who is told that a vehicle is here: only those whose vehicle has come or gone."""

from ..answers import plate
from .driveway import GOLF, GOLF_ID, Driveway
from .test_visits import POLO, PRESENT


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


async def test_nobody_is_kept_who_waits_for_a_vehicle_that_was_removed(drive: Driveway) -> None:
    entry = await drive.looked_at()
    account = entry.runtime_data
    waiting = (account.vehicles._listeners, account.visits._presence_listeners)
    assert all(each._listeners for each in waiting)

    drive.hass.config_entries.async_remove_subentry(entry, GOLF_ID)
    await drive.settled()

    assert not any(each._listeners for each in waiting)
