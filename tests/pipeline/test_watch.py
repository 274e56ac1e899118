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
    FrameNews,
    KnownSpot,
    changed_in,
    emptied_in,
    glance_without_lookup,
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
GOLF = KnownSpot("golf", "AB12CDE", Spot.of(AT_GARAGE, "camera", NOON))
POLO = KnownSpot("polo", "XY98ZZZ", Spot.of(AT_GATE, "camera", NOON))
DOUBTED = replace(GOLF, spot=replace(GOLF.spot, empty_since=NOON))
HERE = (GOLF, POLO)


def plates(glance: Glance | None) -> list[str | None] | None:
    return None if glance is None else [each.plate for each in glance.sightings]


def test_who_looks_the_same_is_still_here() -> None:
    states = change({GARAGE: SAME, GATE: SAME})

    glance = glance_without_lookup(seen(AT_GARAGE, AT_GATE), FrameNews(states, LATER), HERE, ())

    assert glance is not None
    assert plates(glance) == ["AB12CDE", "XY98ZZZ"]
    assert {each.look.taken_at for each in glance.sightings} == {glance.taken_at} == {LATER}
    assert glance.sees_all, "no lookup that finds plates alone could say less"


def test_whose_spot_looks_empty_is_here_no_more_and_the_other_one_is() -> None:
    states = change({GARAGE: EMPTY, GATE: SAME})
    emptied = emptied_in(states, HERE, ())
    assert emptied == {"golf"}

    glance = glance_without_lookup(
        seen(AT_GARAGE, AT_GATE), FrameNews(states, LATER), HERE, emptied
    )

    assert plates(glance) == ["XY98ZZZ"]


def test_a_spot_that_looks_otherwise_is_a_question_for_a_lookup() -> None:
    states = change({GARAGE: CHANGED, GATE: SAME})

    assert changed_in(states, HERE) == {"golf"}
    assert (
        glance_without_lookup(seen(AT_GARAGE, AT_GATE), FrameNews(states, LATER), HERE, ()) is None
    )


def test_so_is_one_who_was_seen_and_has_no_visit() -> None:
    states = change({GARAGE: CHANGED, GATE: SAME})

    assert (
        glance_without_lookup(seen(AT_GARAGE, AT_GATE), FrameNews(states, LATER), [POLO], ())
        is None
    )


def test_whoever_was_seen_without_a_visit_and_has_gone_is_left_out() -> None:
    states = change({GARAGE: EMPTY, GATE: SAME})

    glance = glance_without_lookup(seen(AT_GARAGE, AT_GATE), FrameNews(states, LATER), [POLO], ())

    assert plates(glance) == ["XY98ZZZ"]


def test_whom_a_lookup_has_not_found_is_not_found_to_have_left_by_a_picture_alike() -> None:
    states = change({GARAGE: SAME})

    assert glance_without_lookup(seen(), FrameNews(states, LATER), [DOUBTED], ()) is None


def test_whose_spot_the_gate_has_seen_empty_stays_away_while_nothing_changes() -> None:
    emptied = emptied_in(change({GARAGE: EMPTY}), [DOUBTED], ())
    assert emptied == {"golf"}

    alike = change({GARAGE: SAME})
    emptied = emptied_in(alike, [DOUBTED], emptied)

    assert emptied == {"golf"}
    assert plates(glance_without_lookup(seen(), FrameNews(alike, LATER), [DOUBTED], emptied)) == []


def test_until_something_new_comes_to_the_spot() -> None:
    states = change({GARAGE: CHANGED}, is_new=True)

    assert emptied_in(states, [DOUBTED], {"golf"}) == frozenset()
    assert glance_without_lookup(seen(), FrameNews(states, LATER), [DOUBTED], ()) is None


def test_of_a_vehicle_without_a_box_nobody_can_say_that_it_has_gone() -> None:
    nowhere = read("AB12CDE", None)
    known = KnownSpot("golf", "AB12CDE", Spot.of(nowhere, "camera", NOON))
    states = change({})

    assert state_of(states, nowhere) is SAME
    assert plates(glance_without_lookup(seen(nowhere), FrameNews(states, LATER), [known], ())) == [
        "AB12CDE"
    ]


def test_an_unread_vehicle_is_known_by_its_spot_and_a_read_one_by_its_plate() -> None:
    unread = KnownSpot("van", None, GOLF.spot)

    assert GOLF.is_of(read("AB12 CDE", GATE))
    assert not GOLF.is_of(AT_GATE)
    assert unread.is_of(read("", GARAGE))
    assert not unread.is_of(read("", GATE))
    assert not unread.is_of(AT_GARAGE)
    assert not GOLF.is_of(read("", GARAGE))


@given(at_garage=STATES, at_gate=STATES, is_new=booleans(), before=sets(sampled_from(["golf"])))
def test_whoever_is_said_to_have_left_has_left_an_empty_spot(
    at_garage: SpotState,
    at_gate: SpotState,
    is_new: bool,  # noqa: FBT001 - as hypothesis hands it in
    before: set[str],
) -> None:
    states = change({GARAGE: at_garage, GATE: at_gate}, is_new=is_new)
    emptied = emptied_in(states, HERE, before)
    glance = glance_without_lookup(
        seen(AT_GARAGE, AT_GATE), FrameNews(states, LATER), HERE, emptied
    )

    if glance is not None:
        assert ("AB12CDE" in (plates(glance) or [])) is ("golf" not in emptied)
        assert ("XY98ZZZ" in (plates(glance) or [])) is ("polo" not in emptied)
    for visit_id, state in (("golf", at_garage), ("polo", at_gate)):
        if visit_id in emptied:
            assert state is EMPTY or visit_id in before
    assert emptied <= changed_in(states, HERE) | before
