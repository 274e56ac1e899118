"""Where a clock that is set could have opened a door."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from custom_components.plate_recognizer import visits
from tests.integration.answers import plate
from tests.integration.conftest import lookups_at
from tests.integration.visits.driveway import GOLF, UNSURE, unread

from .home_faults import HOUR
from .house import KNOWN
from .parked import ParkedHome
from .table import RESULT, Row

type Record = Callable[[str, object], None]


def row(fault: str) -> list[str]:
    """Return a row of the table."""
    return [*Row("clock", fault, recovers="goes on")]


@pytest.mark.parametrize(
    ("name", "jump"),
    [("11 s ahead", timedelta(seconds=11)), ("an hour ahead", HOUR), ("an hour back", -HOUR)],
)
async def test_two_looks_a_second_apart_prove_no_empty_spot_whatever_the_clock_says(
    parked: ParkedHome, name: str, jump: timedelta, record_property: Record
) -> None:
    drive = parked.drive
    await drive.scan()  # it is missed
    parked.clock.set(jump)
    await drive.scan()
    await parked.moves()

    assert drive.ended == []
    assert drive.arrivals == [KNOWN]
    record_property(RESULT, row(f"clock {name} between two looks that miss who is there"))


async def test_a_look_that_began_before_the_jump_counts_as_a_moment_ago(
    parked: ParkedHome, record_property: Record
) -> None:
    drive = parked.drive
    drive.show()
    drive.once_during_a_picture(lambda: parked.clock.set(HOUR))  # it was asked for before
    await parked.house.scan()
    await drive.scan()
    await parked.moves()

    assert drive.ended == []
    assert drive.arrivals == [KNOWN]
    record_property(RESULT, row("clock an hour ahead in a look that misses who is there"))


async def reload(parked: ParkedHome, meanwhile: timedelta = timedelta()) -> None:
    """Reload the account, and set the clock while it isn't loaded."""
    entries, entry_id = parked.drive.hass.config_entries, parked.entry.entry_id
    assert await entries.async_unload(entry_id)
    parked.clock.set(meanwhile)
    assert await entries.async_setup(entry_id)
    await parked.drive.settled()


@pytest.mark.parametrize(("meanwhile", "later"), [(HOUR, timedelta()), (timedelta(), HOUR)])
async def test_a_reload_forgets_nothing_of_what_the_clock_has_told(
    parked: ParkedHome, meanwhile: timedelta, later: timedelta
) -> None:
    drive = parked.drive
    await drive.scan()  # it is missed
    await reload(parked, meanwhile)
    parked.clock.set(later)
    await drive.scan()
    await parked.moves()

    assert drive.ended == []
    assert drive.arrivals == [KNOWN]


@pytest.mark.parametrize("meanwhile", [timedelta(), timedelta(days=1)])
async def test_who_was_here_before_a_reload_is_not_timed_out_by_a_day_that_never_was(
    parked: ParkedHome, meanwhile: timedelta
) -> None:
    await reload(parked, meanwhile)
    parked.clock.set(timedelta(days=1))
    await reload(parked)
    await reload(parked)

    assert parked.drive.ended == []
    assert parked.drive.state("binary_sensor.golf_present") == "on"


async def test_what_was_made_of_a_jump_is_written_down(
    parked: ParkedHome, hass_storage: dict[str, Any]
) -> None:
    drive = parked.drive
    await drive.wait(2)
    parked.clock.set(HOUR)
    parked.entry.runtime_data.visits.async_follow_clock()
    await drive.wait(2)

    stored = hass_storage[f"plate_recognizer.{parked.entry.entry_id}.visits"]
    [visit] = stored["data"]["visits"]
    age = drive.freezer().replace(tzinfo=UTC) - datetime.fromisoformat(visit["started_at"])
    assert age < HOUR


async def test_who_was_seen_in_the_future_before_a_start_is_not_here_until_then(
    parked: ParkedHome,
) -> None:
    drive, year = parked.drive, timedelta(days=365)
    parked.clock.set(year)
    await parked.moves()
    parked.clock.set(-year)
    parked.drive.hass.data.pop(visits._CLOCKS)
    await reload(parked)
    await drive.time_out()

    assert drive.end_reasons == ["timeout"]
    assert drive.state("binary_sensor.golf_present") == "off"


@pytest.mark.parametrize("by", [HOUR, -HOUR])
async def test_who_comes_while_the_clock_is_set_is_here_since_then_and_no_arrival(
    parked: ParkedHome, by: timedelta
) -> None:
    drive = parked.drive
    await drive.leave()
    drive.freezer.tick(600)
    drive.is_windy = True
    drive.show_in_turn([plate(GOLF, UNSURE)], *[[unread()]] * 3)

    def set_clock() -> None:
        answered = [each for each in lookups_at(drive.cloud) if each.status in {200, 201}]
        if answered and set_clock in drive.on_picture:
            drive.on_picture.remove(set_clock)
            parked.clock.set(by)

    drive.on_picture.append(set_clock)
    begun = len(drive.started)
    await drive.trigger()
    assert set_clock not in drive.on_picture
    assert drive.reasons[begun:] == ["visit_open"]

    if by < timedelta():
        drive.freezer.tick(-by)
    await drive.scan(plate(GOLF))
    await drive.leave()

    assert drive.arrivals == [KNOWN]
    assert 0 <= drive.ended[-1].data["duration"] <= 2 * HOUR.total_seconds()


async def test_the_picture_of_now_is_shown_though_one_before_it_was_of_the_future(
    parked: ParkedHome,
) -> None:
    drive = parked.drive
    await drive.scan(plate(GOLF))
    parked.clock.set(timedelta(minutes=-10))
    await drive.scan(plate("qq11qqq"))

    shown = drive.state("image.driveway_picture")
    assert shown is not None
    assert datetime.fromisoformat(shown) <= drive.freezer().replace(tzinfo=UTC)


async def test_who_stood_there_unsure_for_an_hour_does_not_arrive_when_the_clock_goes_back(
    parked: ParkedHome, record_property: Record
) -> None:
    drive = parked.drive
    await drive.leave()
    await drive.scan(plate(GOLF, UNSURE))
    drive.freezer.tick(HOUR)
    parked.clock.set(-HOUR)
    await drive.scan(plate(GOLF))

    assert drive.arrivals == [KNOWN]
    assert drive.state("binary_sensor.golf_present") == "on"
    record_property(RESULT, row("clock an hour back, while somebody stands there unread"))


async def test_what_was_seen_by_a_clock_that_was_wrong_hides_nothing_of_now(
    parked: ParkedHome, record_property: Record
) -> None:
    drive = parked.drive
    parked.clock.set(timedelta(days=365))
    await drive.scan(plate(GOLF))
    parked.clock.set(timedelta(days=-365))
    await drive.scan(plate(GOLF))

    seen = drive.state("sensor.golf_last_seen")
    assert seen is not None
    assert seen[:10] == f"{drive.freezer():%Y-%m-%d}"
    record_property(RESULT, row("a year ahead: last seen in the future"))
