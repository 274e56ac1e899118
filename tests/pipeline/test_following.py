"""Who has just come is followed to where it comes to rest, for nothing."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest

from custom_components.plate_recognizer.api.models import Box
from custom_components.plate_recognizer.pipeline.following import (
    Before,
    Moves,
    glance_by_following,
    moves_in,
)
from custom_components.plate_recognizer.pipeline.gate import Change
from custom_components.plate_recognizer.pipeline.glance import Glance
from custom_components.plate_recognizer.pipeline.outlook import SpotState

from .driveway import (
    CAMERA,
    ELSEWHERE,
    GOLF,
    OTHER_CAMERA,
    POLO,
    STAND,
    Driveway,
    around,
    plate,
    unsure,
)

FARTHER_ON = Box(300, 300, 800, 800)
"""Where who has come has driven on to, before the same camera."""
CAR, NEIGHBOUR = around(STAND), around(ELSEWHERE)
SAME, EMPTY, CHANGED = SpotState.SAME, SpotState.EMPTY, SpotState.CHANGED


def change(*regions: Box, states: Mapping[Box, SpotState] | None = None) -> Change:
    """Return what the gate says of a picture with this news."""
    by_extent = {CAR: CHANGED, **(states or {})}
    return Change(
        is_new=bool(regions),
        amount=0.1,
        least=0.014,
        regions=regions,
        quality=1.0,
        _state_of=by_extent.__getitem__,
    )


def arrived(text: str = GOLF, *, camera: str = CAMERA) -> tuple[Driveway, Glance]:
    """Return a driveway where one has just come, and what the camera has seen of it."""
    drive = Driveway()
    detection = plate(text, vehicle=CAR)
    drive.look(detection, camera=camera)
    return drive, drive.glance(detection, camera=camera)


def followed(
    drive: Driveway,
    last: Glance,
    now: Change,
    tracked: str | None = None,
) -> Glance | None:
    drive.wait(1)
    look = replace(drive.glance(plate(GOLF)).sightings[0].look, taken_at=drive.now)
    return glance_by_following(Before(last, drive.tracker.visits, frozenset(), tracked), now, look)


def test_who_was_watched_since_it_was_read_is_followed_before_the_same_camera() -> None:
    drive, last = arrived()

    glance = followed(drive, last, change(FARTHER_ON), GOLF)

    assert glance is not None
    [golf] = glance.sightings
    assert (golf.plate, golf.vehicle_box, golf.plate_box) == (GOLF, FARTHER_ON, None)
    assert golf.look.taken_at == glance.taken_at == drive.now


@pytest.mark.parametrize("tracked", [None, POLO])
def test_who_was_not_is_not(tracked: str | None) -> None:
    drive, last = arrived()

    assert followed(drive, last, change(FARTHER_ON), tracked) is None


def test_who_comes_from_another_camera_is_followed_without_having_been_watched() -> None:
    drive, _ = arrived(camera=OTHER_CAMERA)

    glance = followed(drive, drive.glance(), change(FARTHER_ON))

    assert glance is not None
    assert [each.plate for each in glance.sightings] == [GOLF]


def test_where_two_may_have_moved_nobody_knows_who_it_is() -> None:
    drive, last = arrived()
    drive.look(plate(POLO, vehicle=CAR), camera=OTHER_CAMERA)

    assert followed(drive, last, change(FARTHER_ON), GOLF) is None


@pytest.mark.parametrize("regions", [(), (FARTHER_ON, Box(1500, 300, 1800, 600))])
def test_it_is_the_only_thing_that_is_new(regions: tuple[Box, ...]) -> None:
    drive, last = arrived()

    assert followed(drive, last, change(*regions), GOLF) is None


@pytest.mark.parametrize(("seconds", "is_followed"), [(80, True), (100, False)])
def test_who_came_a_while_ago_is_not_on_its_way(
    seconds: float,
    is_followed: bool,  # noqa: FBT001 - as pytest hands it in
) -> None:
    drive, last = arrived()
    drive.wait(seconds)

    assert (followed(drive, last, change(FARTHER_ON), GOLF) is not None) is is_followed


def test_before_a_clock_that_was_put_back_nobody_is() -> None:
    drive, last = arrived()
    drive.now -= timedelta(hours=1)

    assert followed(drive, last, change(FARTHER_ON), GOLF) is None


def test_who_was_not_read_surely_is_not_followed() -> None:
    drive = Driveway()
    detection = replace(unsure(GOLF), vehicle=plate(GOLF, vehicle=CAR).vehicle)
    drive.look(detection)

    assert followed(drive, drive.glance(detection), change(FARTHER_ON), GOLF) is None


def with_neighbour() -> tuple[Driveway, Glance]:
    """Return a driveway with one that has parked long ago, beside one that has just come."""
    drive = Driveway()
    neighbour = plate(POLO, box=ELSEWHERE, vehicle=NEIGHBOUR)
    drive.look(neighbour)
    drive.wait(3600)
    detections = neighbour, plate(GOLF, vehicle=CAR)
    drive.look(*detections)
    return drive, drive.glance(*detections)


def test_who_stands_beside_it_is_still_there() -> None:
    drive, last = with_neighbour()

    glance = followed(drive, last, change(FARTHER_ON, states={NEIGHBOUR: SAME}), GOLF)

    assert glance is not None
    boxes = {each.plate: each.vehicle_box for each in glance.sightings}
    assert boxes == {POLO: NEIGHBOUR, GOLF: FARTHER_ON}


def test_unless_nobody_can_tell() -> None:
    drive, last = with_neighbour()

    now = change(FARTHER_ON, states={NEIGHBOUR: CHANGED})

    assert followed(drive, last, now, GOLF) is None


LAMPS, SHADOW = Box(906, 394, 1099, 502), Box(672, 565, 1163, 694)
"""What shows by night of one dark car."""


@pytest.mark.parametrize(
    ("regions", "may_be_it"),
    [
        ((LAMPS, SHADOW), True),
        ((LAMPS, Box(300, 394, 500, 502)), False),  # beside each other
        ((Box(906, 94, 1099, 202), SHADOW), False),  # far above
        ((Box(1150, 394, 1400, 502), SHADOW), False),  # above, and to the side
        ((Box(500, 100, 800, 330), Box(450, 360, 900, 700)), False),  # two cars in a row
    ],
)
def test_lamps_above_a_shadow_may_be_one_vehicle_that_moves(
    regions: tuple[Box, ...], *, may_be_it: bool
) -> None:
    drive, _ = arrived(camera=OTHER_CAMERA)

    moves = moves_in(change(*regions), drive.tracker.visits, (), CAMERA, drive.now)

    assert moves is (Moves.HERE if may_be_it else Moves.NO)
