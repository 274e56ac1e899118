"""What holds for drawn pictures holds for photographs, too.

The seventeen of the toll booth were looked at one by one. A white car stands before the barrier in
the first three, and has rolled on by half a hand in the fourth; behind the booth lorries pass, and
the clock goes on. From the fifth on it rolls out of the picture; a red one follows from the tenth
on, and stands nowhere.
"""

from functools import cache

import pytest

from custom_components.plate_recognizer.api.models import Box
from custom_components.plate_recognizer.pipeline.area import WHOLE
from custom_components.plate_recognizer.pipeline.gate import SpotState
from custom_components.plate_recognizer.pipeline.scene import Scene, scene_of
from tests.photos import PHOTOS, needs_photos

from .cut_out_cars import CARS, RED, WHITE, with_car
from .disturbances import UNEVENTFUL, Disturbance, disturbed, exposed, noisy, rainy, shaken, snowy
from .watched import gate_after

pytestmark = needs_photos

PLACES = {"toll-17.jpg": (1000, 760), "toll-08.jpg": (1150, 640), "cars-4k.jpg": (700, 1020)}
"""Where a car may be put into a photograph, in pixels of 1920."""
WHITE_CAR = Box(380, 315, 875, 720)
TOLL = [f"toll-{number:02}.jpg" for number in range(1, 18)]


@cache
def photo(name: str) -> bytes:
    return (PHOTOS / name).read_bytes()


@cache
def scene(name: str) -> Scene:
    return scene_of(photo(name), WHOLE)


def taken(name: str, *disturbances: Disturbance) -> Scene:
    content = photo(name)
    for disturbance in disturbances:
        content = disturbed(content, disturbance, 92)
    return scene_of(content, WHOLE)


@pytest.mark.parametrize("name", ["toll-01.jpg", "toll-08.jpg", "toll-14.jpg", "cars-4k.jpg"])
@pytest.mark.parametrize("what", UNEVENTFUL)
def test_what_is_no_event_is_not_new(name: str, what: str) -> None:
    now = gate_after((scene(name), ())).judge(taken(name, UNEVENTFUL[what]))
    assert not now.is_new, now.amount


@pytest.mark.parametrize("first", TOLL)
def test_the_same_photograph_is_not_new(first: str) -> None:
    assert gate_after((scene(first), ())).judge(scene(first)).amount == 0


@pytest.mark.parametrize("then", TOLL[1:4])
def test_while_the_white_car_stands_lorries_behind_and_the_clock_are_not_new(then: str) -> None:
    before = TOLL[TOLL.index(then) - 1]
    now = gate_after((scene(before), [WHITE_CAR])).judge(scene(then))
    assert not now.is_new, now.amount
    rolls = then == TOLL[3]
    assert now.spot(WHITE_CAR) is (SpotState.CHANGED if rolls else SpotState.SAME)


@pytest.mark.parametrize("then", TOLL[4:])
def test_each_picture_in_which_a_car_rolls_on_is_new(then: str) -> None:
    before = TOLL[TOLL.index(then) - 1]
    assert gate_after((scene(before), ())).judge(scene(then)).is_new


def test_the_coming_of_the_red_car_and_the_leaving_of_the_white_one_are_new() -> None:
    gate = gate_after((scene("toll-01.jpg"), [WHITE_CAR]))
    now = gate.judge(scene("toll-14.jpg"))
    assert now.is_new
    assert now.spot(WHITE_CAR) is SpotState.CHANGED


def test_the_red_car_is_not_new_where_it_was_looked_up() -> None:
    gate = gate_after((scene("toll-17.jpg"), ()), (scene("toll-14.jpg"), [Box(295, 345, 775, 720)]))
    assert not gate.judge(taken("toll-14.jpg", noisy(8), shaken(2, 1))).is_new


@pytest.mark.parametrize("width", [300, 400, 600, 1000])
@pytest.mark.parametrize("car", CARS)
@pytest.mark.parametrize("name", PLACES)
def test_a_real_car_is_new_wherever_it_stands(name: str, car: str, width: int) -> None:
    now = gate_after((scene(name), ())).judge(
        taken(name, with_car(CARS[car], *PLACES[name], width))
    )
    assert now.is_new, now.amount


@pytest.mark.parametrize("width", [60, 100, 140])
@pytest.mark.parametrize("car", CARS)
@pytest.mark.parametrize("name", PLACES)
def test_a_real_car_far_away_is_not(name: str, car: str, width: int) -> None:
    now = gate_after((scene(name), ())).judge(
        taken(name, with_car(CARS[car], *PLACES[name], width))
    )
    assert not now.is_new, now.amount


@pytest.mark.parametrize(
    "disturbance",
    [exposed(0.6), exposed(1.5), noisy(16), noisy(30), rainy(), snowy(), shaken(4, 3)],
)
@pytest.mark.parametrize("name", PLACES)
def test_a_real_car_is_new_in_any_weather(name: str, disturbance: Disturbance) -> None:
    now = taken(name, with_car(RED, *PLACES[name], 400), disturbance)
    assert gate_after((scene(name), ())).judge(now).is_new


@pytest.mark.parametrize("name", PLACES)
def test_another_car_of_the_same_size_in_the_same_spot_is_new(name: str) -> None:
    x, y = PLACES[name]
    white, red = (taken(name, with_car(car, x, y, 450)) for car in (WHITE, RED))
    assert gate_after((white, ())).judge(red).is_new


@pytest.mark.parametrize("by", [0.1, 0.25, 0.5])
@pytest.mark.parametrize("name", PLACES)
def test_a_real_car_that_rolls_on_is_new(name: str, by: float) -> None:
    x, y = PLACES[name]
    here, there = (taken(name, with_car(RED, x + moved * 500, y, 500)) for moved in (0, by))
    assert gate_after((here, ())).judge(there).is_new


@pytest.mark.parametrize("name", PLACES)
@pytest.mark.parametrize(
    "disturbance", [exposed(0.7), exposed(1.4), noisy(16), shaken(2, -1), rainy(), snowy()]
)
def test_who_has_left_is_never_taken_for_somebody_else(name: str, disturbance: Disturbance) -> None:
    """The spot is empty, or nobody can tell; with another car in it, it is neither."""
    x, y = PLACES[name]
    box = box_in(name, x, y, 450)
    gate = gate_after((scene(name), ()), (taken(name, with_car(WHITE, x, y, 450)), [box]))
    left = gate.judge(taken(name, disturbance)).spot(box)
    assert left in (SpotState.EMPTY, SpotState.CHANGED)
    other = gate.judge(taken(name, with_car(RED, x, y, 450), disturbance))
    assert other.is_new
    assert other.spot(box) is SpotState.CHANGED
    still = gate.judge(taken(name, with_car(WHITE, x, y, 450), disturbance)).spot(box)
    assert still in (SpotState.SAME, SpotState.CHANGED)


@pytest.mark.parametrize("name", ["toll-17.jpg", "toll-08.jpg"])
def test_on_structured_ground_who_has_left_is_known_without_a_lookup(name: str) -> None:
    x, y = PLACES[name]
    box = box_in(name, x, y, 450)
    gate = gate_after((scene(name), ()), (taken(name, with_car(WHITE, x, y, 450)), [box]))
    now = gate.judge(taken(name, exposed(0.8), noisy(6)))
    assert now.spot(box) is SpotState.EMPTY
    assert not now.is_new


def box_in(name: str, x: float, y: float, width: float) -> Box:
    """Give the box of the white car, put there, in pixels of the photograph."""
    by = scene(name).width / 1920
    height = width * 410 / 505
    left, top, right, bottom = (
        round(edge * by) for edge in (x - width / 2, y - height, x + width / 2, y)
    )
    return Box(left, top, right, bottom)
