"""What a picture without news says of who is here, for nothing."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis.strategies import booleans, sampled_from, sets

from custom_components.plate_recognizer.api.models import (
    Box,
    Candidate,
    Detection,
    PlateReading,
)
from custom_components.plate_recognizer.pipeline.gate import Change
from custom_components.plate_recognizer.pipeline.glance import Glance
from custom_components.plate_recognizer.pipeline.outlook import SpotState
from custom_components.plate_recognizer.pipeline.sighting import (
    Look,
    Sighting,
    Source,
    Thresholds,
    sightings_of,
)
from custom_components.plate_recognizer.pipeline.spots import Spot, extent_of
from custom_components.plate_recognizer.pipeline.watch import (
    changed_in,
    emptied_in,
    glance_without_lookup,
    is_open_question,
    state_of,
)

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
LATER = NOON + timedelta(seconds=30)
GARAGE, GATE = Box(400, 500, 500, 530), Box(1200, 500, 1300, 530)
SAME, EMPTY, CHANGED = SpotState.SAME, SpotState.EMPTY, SpotState.CHANGED
STATES = sampled_from(SpotState)


def change(states: Mapping[Box, SpotState], *, is_new: bool = False) -> Change:
    """Return what the gate says where the plates of vehicles in these spots were seen."""
    by_extent = {
        extent_of(Spot.of(read("AB12CDE", box), "camera", NOON)): state
        for box, state in states.items()
    }
    return Change(is_new, 0.0, 0.014, (), 0.0, lambda extent: by_extent[extent])


def read(text: str, box: Box | None) -> Sighting:
    """Return a sighting of a plate in a box."""
    look = Look("account", "Drive", "Drive", None, "device", Source.TRIGGER, NOON)
    plate = PlateReading(text.lower(), 0.95, 0.9, box, (Candidate(text.lower(), 0.95),))
    [sighting] = sightings_of([Detection(plate, None)], look, Thresholds(), lambda: text)
    return sighting


def seen(*sightings: Sighting) -> Glance:
    return Glance("camera", "Drive", NOON, sightings, sees_all=False)


AT_GARAGE, AT_GATE = read("AB12CDE", GARAGE), read("XY98ZZZ", GATE)
SPOT_AT_GARAGE = Spot.of(AT_GARAGE, "camera", NOON)
SPOT_AT_GATE = Spot.of(AT_GATE, "camera", NOON)
DOUBTED = replace(SPOT_AT_GARAGE, empty_since=NOON)
HERE = (("golf", SPOT_AT_GARAGE), ("polo", SPOT_AT_GATE))


def test_who_looks_the_same_is_still_here() -> None:
    states = change({GARAGE: SAME, GATE: SAME})

    glance = glance_without_lookup(seen(AT_GARAGE, AT_GATE), states, HERE, (), LATER)

    assert glance is not None
    assert [each.plate for each in glance.sightings] == ["AB12CDE", "XY98ZZZ"]
    assert {each.look.taken_at for each in glance.sightings} == {glance.taken_at} == {LATER}
    assert glance.sees_all, "no lookup that finds plates alone could say less"


def test_whose_spot_looks_empty_is_here_no_more_and_the_other_one_is() -> None:
    states = change({GARAGE: EMPTY, GATE: SAME})

    glance = glance_without_lookup(seen(AT_GARAGE, AT_GATE), states, HERE, (), LATER)

    assert glance is not None
    assert [each.plate for each in glance.sightings] == ["XY98ZZZ"]


def test_a_spot_that_looks_otherwise_is_a_question_for_a_lookup() -> None:
    states = change({GARAGE: CHANGED, GATE: SAME})

    assert is_open_question(states, HERE, ())
    assert glance_without_lookup(seen(AT_GARAGE, AT_GATE), states, HERE, (), LATER) is None


def test_so_is_one_who_was_seen_and_has_no_visit() -> None:
    states = change({GARAGE: CHANGED, GATE: SAME})

    assert not is_open_question(states, HERE[1:], ())
    assert glance_without_lookup(seen(AT_GARAGE, AT_GATE), states, HERE[1:], (), LATER) is None


def test_whom_a_lookup_has_not_found_is_not_found_to_have_left_by_a_picture_alike() -> None:
    states = change({GARAGE: SAME})

    assert is_open_question(states, [("golf", DOUBTED)], ())
    assert glance_without_lookup(seen(), states, [("golf", DOUBTED)], (), LATER) is None


def test_whose_spot_the_gate_has_seen_empty_stays_away_while_nothing_changes() -> None:
    first = change({GARAGE: EMPTY})
    spots = [("golf", DOUBTED)]
    emptied = emptied_in(first, spots, ())
    assert emptied == {"golf"}

    alike = change({GARAGE: SAME})
    glance = glance_without_lookup(seen(), alike, spots, emptied, LATER)

    assert glance is not None
    assert glance.sightings == ()
    assert emptied_in(alike, spots, emptied) == {"golf"}


def test_until_something_new_comes_to_the_spot() -> None:
    states = change({GARAGE: CHANGED}, is_new=True)

    assert is_open_question(states, [("golf", DOUBTED)], {"golf"})
    assert emptied_in(states, [("golf", DOUBTED)], {"golf"}) == frozenset()


def test_of_a_vehicle_without_a_box_nobody_can_say_that_it_has_gone() -> None:
    nowhere = read("AB12CDE", None)
    states = change({})

    assert state_of(states, nowhere) is SAME
    assert not is_open_question(states, [("golf", Spot.of(nowhere, "camera", NOON))], ())


@given(at_garage=STATES, at_gate=STATES, is_new=booleans(), before=sets(sampled_from(["golf"])))
def test_whoever_is_said_to_have_left_has_left_an_empty_spot(
    at_garage: SpotState,
    at_gate: SpotState,
    is_new: bool,  # noqa: FBT001 - as hypothesis hands it in
    before: set[str],
) -> None:
    states = change({GARAGE: at_garage, GATE: at_gate}, is_new=is_new)
    glance = glance_without_lookup(seen(AT_GARAGE, AT_GATE), states, HERE, before, LATER)

    if glance is not None:
        shown = {each.plate for each in glance.sightings}
        assert ("AB12CDE" in shown) is (at_garage is SAME)
        assert ("XY98ZZZ" in shown) is (at_gate is SAME)
    assert changed_in(states, HERE) == {
        visit_id
        for visit_id, state in (("golf", at_garage), ("polo", at_gate))
        if state is not SAME
    }
    assert emptied_in(states, HERE, before) <= changed_in(states, HERE) | before
