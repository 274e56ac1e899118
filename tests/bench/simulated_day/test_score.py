"""How strategies are judged, on a real day's truth."""

from collections.abc import Iterable
from itertools import pairwise

import pytest

from bench.simulated_day.outcome import Lookup, Outcome, Told
from bench.simulated_day.plain import LEAST_APART, polling, scans_on_motion
from bench.simulated_day.score import Score, score_of, sets_out
from bench.simulated_day.span import Span
from bench.simulated_day.spending import Event, spent_on
from sandbox.driveway.day.day import Day
from sandbox.driveway.day.happenings import Caller, Stay, View
from sandbox.driveway.day.schedule import HOUR


@pytest.fixture(scope="module")
def span() -> Span:
    return Span.of(Day(1), 0, 24)


@pytest.fixture(scope="module")
def stay(span: Span) -> Stay:
    """Return a delivery that drives in."""
    return next(
        visit.stay
        for visit in span.day.visits(span.start, span.end)
        if visit.stay.caller is Caller.DELIVERY and len(visit.stay.seen) > 1
    )


def judge(span: Span, **told: Iterable[object]) -> Score:
    outcome = Outcome("a strategy", tells_visits=True)
    for name, values in told.items():
        getattr(outcome, name).extend(values)
    return score_of(span, outcome)


def test_who_does_nothing_misses_all_and_costs_nothing(span: Span) -> None:
    score = judge(span)
    assert (score.lookups, score.read, score.share_read, score.false_sightings) == (0, 0, 0, 0)
    assert score.arrivals_missed == score.readable > 0


def test_a_sighting_counts_while_the_vehicle_is_there(span: Span, stay: Stay) -> None:
    during, before = Told(stay.comes + 20, stay.plate), Told(stay.comes - 20, stay.plate)
    assert judge(span, sightings=[during]).read == 1
    assert judge(span, sightings=[before]).read == 0
    assert judge(span, sightings=[before]).false_sightings == 1


def test_the_first_sighting_makes_the_delay(span: Span, stay: Stay) -> None:
    times = (stay.comes + 30, stay.comes + 20)
    (delay,) = judge(span, sightings=[Told(t, stay.plate) for t in times]).delays
    assert delay < 20


def test_a_plate_that_never_came_is_a_false_sighting(span: Span, stay: Stay) -> None:
    assert judge(span, sightings=[Told(stay.comes + 20, "NOBODY")]).false_sightings == 1


def test_an_arrival_is_right_once_and_only_before_the_vehicle_sets_out(
    span: Span, stay: Stay
) -> None:
    arrives, leaves = Told(stay.comes + 20, stay.plate), Told(sets_out(stay) + 2, stay.plate)
    score = judge(span, arrivals=[arrives, arrives, leaves])
    assert (score.arrivals_right, score.arrivals_repeated, score.arrivals_false) == (1, 1, 1)


def test_a_departure_is_noticed_if_it_is_told_soon(span: Span, stay: Stay) -> None:
    soon, late = Told(stay.leaves + 60, stay.plate), Told(stay.leaves + HOUR, stay.plate)
    assert judge(span, departures=[soon]).departures_noticed == 1
    assert judge(span, departures=[late]).departures_noticed == 0


def test_lookups_by_night_before_a_parked_car_are_counted(span: Span) -> None:
    t = 2.51 * HOUR
    parked, empty = Lookup(t, View.DRIVEWAY), Lookup(t, View.GATE)
    assert spent_on(span.day, [parked, empty])[Event.PARKED] >= 1
    assert judge(span, lookups=[parked]).lookups_by_night == 1


def test_lookups_are_put_down_to_what_happened(span: Span, stay: Stay) -> None:
    _, visit = stay.seen[0]
    times = (visit.parks - 1, visit.parks + 1, visit.leaves - 1)
    spent = spent_on(span.day, [Lookup(t, View.GATE) for t in times])
    assert spent[Event.COMES] == spent[Event.HAS_COME] == spent[Event.LEAVES] == 1


def test_polling_looks_up_both_cameras_every_ten_seconds(span: Span) -> None:
    hour = Span.of(span.day, 12, 1)
    assert len(polling(hour).lookups) == 720


def test_scans_on_motion_keep_the_rate_of_the_account(span: Span) -> None:
    times = sorted(lookup.t for lookup in scans_on_motion(span).lookups)
    assert all(later - time >= LEAST_APART - 1e-6 for time, later in pairwise(times))
