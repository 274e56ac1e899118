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
    VehicleReading,
)
from custom_components.plate_recognizer.pipeline.gate import Change
from custom_components.plate_recognizer.pipeline.glance import Glance
from custom_components.plate_recognizer.pipeline.outlook import SpotState
from custom_components.plate_recognizer.pipeline.placed import extent_of
from custom_components.plate_recognizer.pipeline.sighting import (
    Look,
    Sighting,
    Source,
    Thresholds,
    sightings_of,
)
from custom_components.plate_recognizer.pipeline.spots import Spot
from custom_components.plate_recognizer.pipeline.watch import (
    FrameNews,
    KnownSpot,
    changed_in,
    emptied_in,
    glance_without_lookup,
    state_of,
)

from .driveway import vehicle_at

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
LATER = NOON + timedelta(seconds=30)
GARAGE, GATE = Box(400, 500, 500, 530), Box(1200, 500, 1300, 530)
BEHIND, BEFORE = Box(700, 250, 1100, 550), Box(600, 300, 1200, 700)
"""Two cars, one right before the other."""
BESIDE = Box(0, 300, 590, 700)
"""Another one, farther to the left."""
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


def states_in(states: Mapping[Box, SpotState]) -> Change:
    """Return what the gate says where vehicles were seen."""
    return Change(
        is_new=False, amount=0.0, least=0.014, regions=(), quality=0.0, _state_of=states.__getitem__
    )


def parked(visit_id: str, text: str, box: Box) -> KnownSpot:
    """Return where a vehicle stands that was read elsewhere before."""
    best = read(text, GARAGE)
    seen_there = replace(best, detection=Detection(None, VehicleReading("Sedan", 0.9, box)))
    return KnownSpot(visit_id, text, Spot.of(seen_there, "camera", NOON), best)


def standing(known: KnownSpot) -> Sighting:
    """Return the sighting of a vehicle in its spot."""
    sighting = known.seen_again(NOON)
    assert sighting is not None
    return sighting


def seen(*sightings: Sighting) -> Glance:
    return Glance("camera", "Drive", NOON, sightings, sees_all=False)


AT_GARAGE, AT_GATE = read("AB12CDE", GARAGE), read("XY98ZZZ", GATE)
GOLF = KnownSpot("golf", "AB12CDE", Spot.of(AT_GARAGE, "camera", NOON))
POLO = KnownSpot("polo", "XY98ZZZ", Spot.of(AT_GATE, "camera", NOON))
DOUBTED = replace(GOLF, spot=replace(GOLF.spot, empty_since=NOON))
HERE = (GOLF, POLO)
HIDDEN, FRONT, APART = (
    parked("hidden", "AB12CDE", BEHIND),
    parked("front", "XY98ZZZ", BEFORE),
    parked("apart", "LM34NOP", BESIDE),
)


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


def test_an_unread_vehicle_that_only_drove_by_is_no_question() -> None:
    states = change({GARAGE: CHANGED, GATE: SAME})
    drove_by = read("", GARAGE)

    glance = glance_without_lookup(seen(drove_by, AT_GATE), FrameNews(states, LATER), [POLO], ())

    assert plates(glance) == ["XY98ZZZ"]


def test_neither_is_a_vehicle_without_any_plate() -> None:
    drove_by = read("", GARAGE)
    drove_by = replace(drove_by, detection=vehicle_at(GARAGE))
    extent = extent_of(drove_by)
    assert extent is not None

    glance = glance_without_lookup(
        seen(drove_by), FrameNews(states_in({extent: CHANGED}), LATER), [], ()
    )

    assert plates(glance) == []


def test_an_unread_vehicle_that_has_a_visit_is_a_question() -> None:
    states = change({GARAGE: CHANGED, GATE: SAME})
    unread = KnownSpot("van", None, GOLF.spot)

    glance = glance_without_lookup(
        seen(read("", GARAGE), AT_GATE), FrameNews(states, LATER), [unread, POLO], ()
    )

    assert glance is None


def test_a_read_vehicle_is_one_though_its_visit_stands_elsewhere() -> None:
    states = change({GARAGE: CHANGED, GATE: SAME})
    moved = replace(POLO, visit_id="golf", plate="AB12CDE")

    glance = glance_without_lookup(seen(AT_GARAGE), FrameNews(states, LATER), [moved], ())

    assert glance is None


def test_whoever_is_seen_again_is_who_was_read_and_stands_where_it_stood() -> None:
    again = HIDDEN.seen_again(LATER)

    assert again is not None
    assert again.plate == "AB12CDE"
    assert again.reading is not None
    assert again.reading.text == "ab12cde"
    assert (again.vehicle_box, again.plate_box) == (BEHIND, None), "it was read elsewhere"
    assert again.look.taken_at == LATER
    assert HIDDEN.is_of(again)


def test_so_is_one_whose_plate_alone_was_seen() -> None:
    again = replace(GOLF, best=read("AB12CDE", GATE)).seen_again(LATER)

    assert again is not None
    assert (again.vehicle_box, again.plate_box) == (None, GARAGE)


def test_so_is_one_without_a_plate() -> None:
    best = replace(read("", None), detection=vehicle_at())
    again = KnownSpot("van", None, HIDDEN.spot, best).seen_again(LATER)

    assert again is not None
    assert (again.reading, again.vehicle_type) == (None, "Van")
    assert again.vehicle_box == BEHIND


def test_of_whom_nobody_knows_a_sighting_there_is_none_again() -> None:
    assert GOLF.best is None
    assert GOLF.seen_again(LATER) is None


def test_who_stood_behind_a_vehicle_that_has_left_is_seen_again() -> None:
    states = states_in({BEFORE: EMPTY, BEHIND: SAME})

    glance = glance_without_lookup(
        seen(standing(FRONT)), FrameNews(states, LATER), [HIDDEN, FRONT], {"front"}
    )

    assert glance is not None
    assert glance.sightings == (HIDDEN.seen_again(LATER),)


def test_and_only_once() -> None:
    states = states_in({BEFORE: EMPTY, BEHIND: SAME})

    glance = glance_without_lookup(
        seen(standing(HIDDEN), standing(FRONT)),
        FrameNews(states, LATER),
        [HIDDEN, FRONT],
        {"front"},
    )

    assert plates(glance) == ["AB12CDE"]


def test_who_is_still_hidden_is_not_though_it_looks_as_on_the_picture_before() -> None:
    states = states_in({BEFORE: SAME, BEHIND: SAME})

    glance = glance_without_lookup(
        seen(standing(FRONT)), FrameNews(states, LATER), [HIDDEN, FRONT], ()
    )

    assert plates(glance) == ["XY98ZZZ"]


def test_neither_is_one_when_another_vehicle_leaves_that_stood_beside() -> None:
    states = states_in({BEFORE: SAME, BEHIND: SAME, BESIDE: EMPTY})

    glance = glance_without_lookup(
        seen(standing(FRONT), standing(APART)),
        FrameNews(states, LATER),
        [HIDDEN, FRONT, APART],
        {"apart"},
    )

    assert plates(glance) == ["XY98ZZZ"]


def test_who_has_left_behind_one_that_leaves_is_not_seen_again() -> None:
    states = states_in({BEFORE: EMPTY, BEHIND: SAME})

    glance = glance_without_lookup(
        seen(standing(FRONT)), FrameNews(states, LATER), [HIDDEN, FRONT], {"front", "hidden"}
    )

    assert plates(glance) == []


def test_who_is_seen_again_but_was_found_to_have_left_is_a_question() -> None:
    states = states_in({BEFORE: EMPTY, BEHIND: SAME})
    doubted = replace(HIDDEN, spot=replace(HIDDEN.spot, empty_since=NOON))

    glance = glance_without_lookup(
        seen(standing(FRONT)), FrameNews(states, LATER), [doubted, FRONT], {"front"}
    )

    assert glance is None


def test_who_looks_otherwise_behind_one_that_has_left_is_a_question() -> None:
    states = states_in({BEFORE: EMPTY, BEHIND: CHANGED})

    glance = glance_without_lookup(
        seen(standing(FRONT)), FrameNews(states, LATER), [HIDDEN, FRONT], {"front"}
    )

    assert glance is None


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
