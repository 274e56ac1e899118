"""Stories: what is said to be before the camera at a moment follows from the table of visits."""

from dataclasses import replace
from itertools import pairwise

from hypothesis import assume, given, strategies as st
import pytest

from sandbox.driveway.backdrops import draw_driveway
from sandbox.driveway.light import TimeOfDay
from sandbox.driveway.moment import PresentVehicle
from sandbox.driveway.neighbourhood import (
    BEFORE_THE_GARAGE,
    FRENCH,
    OTHER_RESIDENT,
    OTHER_VAN,
    RESIDENT,
    TO_THE_GARAGE,
    TO_THE_HOUSE,
)
from sandbox.driveway.stories import A_DAY_AT_THE_GATE, DRIVEWAY, GATE, STREET, WHOLE_DAY
from sandbox.driveway.story import Story
from sandbox.driveway.visits import Visit, Way
from sandbox.plate_read import Box
from tests.boxes import is_within

SHORT_STORIES = (DRIVEWAY, GATE, STREET)
STORIES = (*SHORT_STORIES, WHOLE_DAY, A_DAY_AT_THE_GATE)
every_story = pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)

BRIGHT_DAY = ((0.0, 1.0),)
DARK_NIGHT = ((0.0, 0.0),)


def visit(comes: float = 10, stands: float = 20, way: Way = TO_THE_HOUSE) -> Visit:
    """Drive for 6 s, stand, and drive back for 6 s."""
    return Visit(vehicle=RESIDENT, comes=comes, way_in=way, stands=stands, way_out=way.back())


def story(*visits: Visit, daylight: tuple[tuple[float, float], ...] = BRIGHT_DAY) -> Story:
    return Story(name="Test", backdrop=draw_driveway, seconds=100, daylight=daylight, visits=visits)


def moments() -> st.SearchStrategy[tuple[Story, float]]:
    """Any moment of any story."""
    return st.sampled_from(STORIES).flatmap(
        lambda story: st.tuples(st.just(story), st.floats(0, story.seconds))
    )


@every_story
def test_a_vehicle_comes_then_parks_then_departs_then_leaves(story: Story) -> None:
    for visit in story.visits:
        assert visit.comes < visit.parks <= visit.departs < visit.leaves


@every_story
def test_the_visits_are_told_in_the_order_in_which_the_vehicles_come(story: Story) -> None:
    times = [visit.comes for visit in story.visits]

    assert times == sorted(times)


@every_story
def test_no_vehicle_is_at_two_places_at_once(story: Story) -> None:
    for plate in {visit.vehicle.inscription for visit in story.visits}:
        own = [visit for visit in story.visits if visit.vehicle.inscription == plate]
        assert all(earlier.leaves <= later.comes for earlier, later in pairwise(own))


@every_story
def test_who_stands_stands_where_the_way_out_begins(story: Story) -> None:
    for visit in story.visits:
        assert visit.way_in.points[-1] == visit.way_out.points[0]
        assert visit.way_in.side is visit.way_out.side


@every_story
def test_a_vehicle_comes_from_outside_the_picture_or_from_afar_and_leaves_likewise(
    story: Story,
) -> None:
    for visit in story.visits:
        for t in (visit.comes, visit.leaves - 1e-6):
            box = visit.car_at(t, by_lamps=False).box
            assert box.xmin >= 1920 or box.xmax <= 0 or box.xmax - box.xmin < 12


@pytest.mark.parametrize("story", SHORT_STORIES, ids=lambda story: story.name)
def test_a_short_story_ends_as_it_begins_so_that_it_can_be_told_again(story: Story) -> None:
    assert story.at(0).vehicles == story.at(story.seconds).vehicles == ()
    assert story.light_at(0).time_of_day is story.light_at(story.seconds).time_of_day


def test_the_short_stories_are_told_by_day_at_dusk_and_by_night_and_never_pause_for_long() -> None:
    assert {DRIVEWAY.light_at(t).time_of_day for t in range(240)} == set(TimeOfDay)
    happenings = sorted(
        time
        for story in SHORT_STORIES
        for visit in story.visits
        for time in (visit.comes, visit.departs)
    )
    assert all(later - earlier <= 20 for earlier, later in pairwise(happenings))


def test_a_vehicle_is_in_the_picture_from_its_coming_until_it_has_left() -> None:
    told = story(visit(comes=10, stands=20))

    def seen(t: float) -> list[tuple[str, bool]]:
        return [(vehicle.plate.plate, vehicle.moves) for vehicle in told.at(t).vehicles]

    assert seen(9) == []
    assert seen(14) == [("KV19PNE", True)]
    assert seen(16) == seen(35.9) == [("KV19PNE", False)]
    assert seen(36) == [("KV19PNE", True)]
    assert seen(42) == []


def test_a_vehicle_that_came_before_the_story_began_is_there_from_the_beginning() -> None:
    (parked,) = story(visit(comes=-500, stands=550)).at(0).vehicles

    assert not parked.moves


@given(moments(), st.floats(0.001, 0.05))
def test_no_vehicle_jumps(moment: tuple[Story, float], step: float) -> None:
    told, t = moment
    before, after = told.at(t), told.at(t + step)

    for earlier, later in pairs(before.vehicles, after.vehicles):
        for one, other in zip(corners(earlier.box), corners(later.box), strict=True):
            assert abs(one - other) <= 2 + 4000 * step


@given(moments())
def test_a_standing_vehicle_stays_where_it_is_and_a_moving_one_does_not(
    moment: tuple[Story, float],
) -> None:
    told, t = moment
    for vehicle in told.at(t).vehicles:
        stay = vehicle.visit
        assert vehicle.moves != (stay.parks <= t < stay.departs)
        if not vehicle.moves:
            assert vehicle.car.wheels == stay.way_in.points[-1]


@given(moments())
def test_a_readable_plate_is_within_the_picture_and_on_its_vehicle(
    moment: tuple[Story, float],
) -> None:
    told, t = moment
    for vehicle in told.at(t).vehicles:
        assert is_within(vehicle.plate.box, vehicle.box)
        if vehicle.is_readable:
            assert is_within(vehicle.plate.box, Box(0, 0, 1920, 1080))


@given(moments())
def test_a_vehicle_behind_another_is_told_before_it_and_readable_only_beside_it(
    moment: tuple[Story, float],
) -> None:
    told, t = moment
    for further, nearer in pairwise(told.at(t).vehicles):
        assert further.car.wheels[1] <= nearer.car.wheels[1]
        assert not (further.is_readable and is_within(further.plate.box, nearer.box))


def test_a_parked_car_can_not_be_read_while_a_van_stands_before_it() -> None:
    parked = replace(visit(-100, 300, TO_THE_GARAGE), vehicle=OTHER_RESIDENT)
    told = story(parked, replace(visit(10, 20, BEFORE_THE_GARAGE), vehicle=FRENCH))

    assert readable(told, 5) == {"LB21XKT"}
    assert readable(told, 20) == {"FT482KX"}
    assert readable(told, 50) == {"LB21XKT"}


def test_a_car_before_the_gate_is_hidden_by_a_van_with_a_plate_and_by_one_without() -> None:
    assert readable(A_DAY_AT_THE_GATE, clock(9)) == {"KV19PNE"}
    assert readable(A_DAY_AT_THE_GATE, clock(9, 25)) == set()
    assert readable(A_DAY_AT_THE_GATE, clock(9, 52)) == {"HN7425P"}
    assert readable(A_DAY_AT_THE_GATE, clock(10)) == {"KV19PNE"}


def test_who_calls_at_the_gate_by_day_can_be_read_where_it_waits() -> None:
    for visit in A_DAY_AT_THE_GATE.visits:
        if visit.vehicle is not OTHER_VAN:
            plate = visit.vehicle.seen(visit.way_in.side, (0, 0), 1).drawn_plate.plate
            assert plate in readable(A_DAY_AT_THE_GATE, visit.parks + 1)


@pytest.mark.parametrize(
    ("wheels", "daylight", "is_readable"),
    [
        pytest.param((960, 900), BRIGHT_DAY, True, id="near"),
        pytest.param((960, 700), BRIGHT_DAY, False, id="too far away"),
        pytest.param((1860, 900), BRIGHT_DAY, False, id="partly outside"),
        pytest.param((140, 780), BRIGHT_DAY, True, id="at the edge by day"),
        pytest.param((140, 780), DARK_NIGHT, False, id="beside the infrared lamp's beam"),
        pytest.param((960, 900), DARK_NIGHT, True, id="in the beam"),
    ],
)
def test_a_plate_is_readable_where_it_is_large_and_bright_enough(
    wheels: tuple[float, float], daylight: tuple[tuple[float, float], ...], *, is_readable: bool
) -> None:
    way = Way(((4000, 900), wheels), 6, TO_THE_HOUSE.side)
    told = story(visit(10, 20, way), daylight=daylight)

    assert [vehicle.is_readable for vehicle in told.at(20).vehicles] == [is_readable]


@given(moments(), st.floats(0.001, 0.5))
def test_daylight_never_jumps_but_is_never_still_either(
    moment: tuple[Story, float], step: float
) -> None:
    told, t = moment
    before, after = told.light_at(t), told.light_at(t + step)
    assume(before.time_of_day is after.time_of_day is not TimeOfDay.NIGHT)

    assert before != after
    assert abs(before.brightness_at((0, 0)) - after.brightness_at((0, 0))) < 0.03


def test_lamps_are_on_while_driving_in_the_dark_only() -> None:
    def lamps(daylight: tuple[tuple[float, float], ...], t: float) -> list[bool]:
        told = story(visit(10, 20), daylight=daylight)
        return [bool(vehicle.car.glows) for vehicle in told.at(t).vehicles]

    assert lamps(DARK_NIGHT, 15) == [True]
    assert lamps(DARK_NIGHT, 20) == [False]
    assert lamps(BRIGHT_DAY, 15) == [False]


def test_news_is_that_a_vehicle_came_to_rest_or_left() -> None:
    told = story(visit(comes=10, stands=20))

    assert [t for t in range(60) if told.has_news(t - 1, t)] == [16, 42]


def test_who_only_passes_is_news_when_gone() -> None:
    told = story(visit(comes=10, stands=0))

    assert [t for t in range(60) if told.has_news(t - 1, t)] == [22]


def test_a_story_says_until_when_nothing_moves() -> None:
    told = story(visit(comes=10, stands=20))

    assert [told.still_until(t) for t in (0, 12, 16, 38, 42)] == [10, 12, 36, 38, 100]


def clock(hours: int, minutes: int = 0) -> float:
    return (hours * 60 + minutes) * 60.0


def readable(told: Story, t: float) -> set[str]:
    return {vehicle.plate.plate for vehicle in told.at(t).vehicles if vehicle.is_readable}


def pairs(
    earlier: tuple[PresentVehicle, ...], later: tuple[PresentVehicle, ...]
) -> list[tuple[PresentVehicle, PresentVehicle]]:
    """Pair what is there of the same visit at two times."""
    return [(one, other) for one in earlier for other in later if one.visit == other.visit]


def corners(box: Box) -> tuple[int, int, int, int]:
    return box.xmin, box.ymin, box.xmax, box.ymax
