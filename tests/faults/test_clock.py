"""Where a clock that is set could have opened a door."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.integration.answers import plate
from tests.integration.visits.driveway import GOLF, UNSURE

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
