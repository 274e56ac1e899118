"""Many vehicles on one picture: each two are compared once while all of it is told."""

from dataclasses import replace
from itertools import count

from hypothesis import given, strategies as st
import pytest

from custom_components.plate_recognizer.api.models import Box, Detection
from custom_components.plate_recognizer.pipeline import glance as glance_module
from custom_components.plate_recognizer.pipeline.glance import Glance, Kinships
from custom_components.plate_recognizer.pipeline.sighting import MOST_IN_A_PICTURE, Sighting
from custom_components.plate_recognizer.pipeline.tracking import MOST_VISITS, Tracker
from custom_components.plate_recognizer.pipeline.visit import Visit

from .driveway import (
    A_LITTLE_NEARER,
    ELSEWHERE,
    GOLF,
    NEAR,
    POLO,
    STAND,
    STRANGER,
    Driveway,
    around,
    plate,
    unread,
    unsure,
    vehicle_at,
)

MISREAD = "AB12CDF"
_SPOTS = (STAND, A_LITTLE_NEARER, NEAR, ELSEWHERE)


def parked(number: int) -> Detection:
    """Return a vehicle of a car park, in a bay of its own."""
    row, column = divmod(number, 10)
    return plate(
        f"CP{number:03}X", box=Box(column * 400, row * 400, column * 400 + 90, row * 400 + 25)
    )


def test_comparisons_grow_with_the_square_of_the_vehicles_and_no_faster(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compared = 0
    kinship = glance_module._kinship

    def counted(sighting: Sighting, visit: Visit, glance: Glance) -> int:
        nonlocal compared
        compared += 1
        return kinship(sighting, visit, glance)

    drive = Driveway()
    now = drive.glance(*map(parked, range(MOST_IN_A_PICTURE)))
    drive.tracker.see(now)
    monkeypatch.setattr(glance_module, "_kinship", counted)
    kinships = Kinships()

    for each in now.sightings:
        drive.tracker.tell(each, [now], None, kinships=kinships)

    assert len(drive.visits) == MOST_IN_A_PICTURE
    # Each with each for the pairs, and half of them again: whose visit it is, before that begins.
    assert compared <= 1.5 * MOST_IN_A_PICTURE**2
    assert MOST_IN_A_PICTURE <= MOST_VISITS, "else they would end each other's visits"


def test_a_visit_that_has_changed_meanwhile_is_compared_anew() -> None:
    drive = Driveway()
    drive.look(plate(GOLF))
    now = drive.glance(plate(GOLF), plate(POLO, box=ELSEWHERE))
    golf, polo = now.sightings
    visit, kinships = drive.visit, Kinships()

    before = kinships.shown_in(now, [visit])
    after = kinships.shown_in(now, [replace(visit, best=polo, spots=())])

    assert before == {visit.visit_id: golf}
    assert after == {visit.visit_id: polo}


detections = st.one_of(
    st.builds(plate, st.sampled_from([GOLF, POLO, STRANGER, MISREAD]), box=st.sampled_from(_SPOTS)),
    st.builds(unsure, st.sampled_from([GOLF, MISREAD]), st.sampled_from(_SPOTS)),
    st.builds(unread, st.sampled_from(_SPOTS)),
    st.builds(vehicle_at, st.sampled_from(_SPOTS)),
    st.builds(
        plate,
        st.sampled_from([GOLF, STRANGER]),
        box=st.sampled_from(_SPOTS),
        vehicle=st.sampled_from([around(each) for each in _SPOTS]),
    ),
)


@given(
    before=st.lists(detections, max_size=4),
    frames=st.lists(st.lists(detections, min_size=1, max_size=5), min_size=1, max_size=3),
    times_out=st.booleans(),
)
def test_what_is_told_at_once_comes_to_what_would_be_told_one_by_one(
    before: list[Detection], *, frames: list[list[Detection]], times_out: bool
) -> None:
    drive = Driveway()
    drive.look(*before)
    drive.wait(30)
    glances = []
    for frame in frames:
        drive.wait(1)
        glances.append(drive.glance(*frame))
        drive.tracker.see(glances[-1])
    if times_out:
        drive.expire()
    visits, parked_before = drive.tracker.visits, drive.tracker.parked

    outcomes = []
    for shared in (Kinships(), None):
        ids = count()
        tracker = Tracker(lambda ids=ids: f"new {next(ids)}", visits, parked_before)  # type: ignore[misc]
        for each in glances[-1].sightings:
            tracker.tell(each, glances, None, kinships=shared)
        outcomes.append((tracker.visits, tracker.parked))

    assert outcomes[0] == outcomes[1]
