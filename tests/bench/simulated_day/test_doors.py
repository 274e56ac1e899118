"""Which doors count as opened at the wrong time."""

import pytest

from bench.simulated_day.busy import SHORTEST, busy_place, lost_of, older_busy
from bench.simulated_day.doors import false_doors
from bench.simulated_day.outcome import Told
from bench.simulated_day.score import sets_out
from bench.simulated_day.span import Span
from sandbox.driveway.day.cast import RESIDENTS
from sandbox.driveway.day.day import Day
from sandbox.driveway.day.happenings import Stay

SPAN = Span.of(Day(1), 0, 24)


@pytest.fixture
def home_coming() -> Stay:
    """Return a stay of a resident who comes home by day."""
    residents = {vehicle.plate for vehicle in RESIDENTS}
    return next(
        visit.stay for visit in SPAN.day.visits(0, SPAN.end) if visit.stay.plate in residents
    )


def test_a_door_opens_rightly_for_a_resident_who_comes(home_coming: Stay) -> None:
    assert false_doors(SPAN, [Told(home_coming.comes + 5, home_coming.plate)]) == 0


def test_an_open_door_is_not_opened_again(home_coming: Stay) -> None:
    told = [Told(home_coming.comes + seconds, home_coming.plate) for seconds in (5, 6, 30, 80)]

    assert false_doors(SPAN, told) == 0


def test_a_door_that_opens_for_a_parked_car_is_false(home_coming: Stay) -> None:
    parked = sets_out(home_coming) - 1
    told = [Told(t, home_coming.plate) for t in (home_coming.comes + 5, parked)]

    assert false_doors(SPAN, told) == 1


def test_a_door_that_opens_for_who_leaves_is_false(home_coming: Stay) -> None:
    assert false_doors(SPAN, [Told(sets_out(home_coming) + 5, home_coming.plate)]) == 1


def test_strangers_open_nothing() -> None:
    assert false_doors(SPAN, [Told(50_000, "SOMEBODY")]) == 0


def test_only_who_is_read_without_the_limit_is_lost_to_it() -> None:
    seconds = {**dict.fromkeys("ABCD", SHORTEST + 1), "E": SHORTEST - 0.1}

    lost = lost_of(seconds, limited=[("B", "C"), ()], free=[("A",), ("C",), ("E",)])

    # B, which only the limit has read, doesn't make up for A; nobody has read D.
    assert (lost.vehicles, lost.lost, lost.lost_anyway, lost.to_throttling) == (4, 2, 2, 1)
    assert (lost.shortest, lost.lookups) == (SHORTEST + 1, 2)


def test_four_vehicles_come_within_a_second_again_and_again() -> None:
    place = busy_place(1, 3)

    comes = [[stay.comes for stay, _ in camera.passages] for camera in place.cameras.values()]

    assert len(comes) == 4
    for wave in zip(*comes, strict=True):
        assert max(wave) - min(wave) <= 1


def test_what_comes_too_soon_for_the_account_is_lost_to_who_does_not_wait() -> None:
    lost = older_busy(1, 3)

    assert lost.shortest >= SHORTEST
    assert lost.lost > lost.lost_anyway
