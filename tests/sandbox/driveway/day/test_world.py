"""The simulated day: the same for a seed, and its truth is what its pictures show."""

from io import BytesIO
from itertools import pairwise

import numpy as np
from PIL import Image
import pytest

from sandbox.driveway.day.day import CameraIsDownError, Day
from sandbox.driveway.day.happenings import Caller, Figure, Stay, View
from sandbox.driveway.day.place import PICTURE_HEIGHT, PICTURE_WIDTH
from sandbox.driveway.day.schedule import DAY, HOUR
from sandbox.driveway.day.sight import SeenVehicle
from sandbox.driveway.light import TimeOfDay
from sandbox.driveway.plates import draw_plate

SEEDS = (1, 2, 3)


@pytest.fixture(scope="module")
def day() -> Day:
    return Day(1)


def gray(content: bytes) -> np.ndarray:
    with Image.open(BytesIO(content)) as picture:
        return np.asarray(picture.convert("L"), np.float64)


def likeness(content: bytes, vehicle: SeenVehicle) -> float:
    """Correlate what is at a vehicle's plate box with how its plate is drawn; 1 is the same."""
    box = vehicle.plate_box
    drawn = draw_plate(vehicle.car.design, vehicle.car.inscription).convert("L")
    wanted = np.asarray(drawn.resize((box.xmax - box.xmin, box.ymax - box.ymin)), np.float64)
    there = gray(content)[box.ymin : box.ymax, box.xmin : box.xmax]
    return float(np.corrcoef(there.ravel(), wanted.ravel())[0, 1])


def arrivals(day: Day) -> list[Stay]:
    return [visit.stay for visit in day.visits(0, DAY)]


@pytest.mark.parametrize("hour", [3, 12, 19.9])
def test_the_same_seed_gives_the_same_picture_whatever_was_drawn_before(hour: float) -> None:
    first = Day(4).cameras[View.GATE]
    first.picture(hour * HOUR - 50)
    assert first.picture(hour * HOUR) == Day(4).cameras[View.GATE].picture(hour * HOUR)


def test_another_seed_is_another_day() -> None:
    plans = {tuple((stay.plate, stay.comes) for stay in arrivals(Day(seed))) for seed in SEEDS}
    assert len(plans) == len(SEEDS)


def test_no_two_moments_have_the_same_grain(day: Day) -> None:
    camera = day.cameras[View.DRIVEWAY]
    assert camera.picture(2 * HOUR) != camera.picture(2 * HOUR + 0.1)


def test_a_picture_has_its_size(day: Day) -> None:
    assert gray(day.cameras[View.GATE].picture(0)).shape == (PICTURE_HEIGHT, PICTURE_WIDTH)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_readable_plate_is_in_the_picture_where_the_truth_says(seed: int) -> None:
    day = Day(seed)
    for visit in day.visits(0, DAY):
        assert visit.readable_from is not None
        view = next(
            view for view, passage in visit.stay.seen if passage.is_there_at(visit.readable_from)
        )
        camera, t = day.cameras[view], visit.readable_from + 1
        vehicle = camera.at(t).vehicle(visit.stay.plate)
        assert vehicle is not None
        if vehicle.is_readable:
            assert likeness(camera.picture(t), vehicle) > 0.6


def test_a_plate_is_not_in_the_picture_of_the_other_camera(day: Day) -> None:
    """Else the likeness above would prove nothing."""
    stay = next(stay for stay in arrivals(day) if stay.caller is Caller.TURNS_ROUND)
    _, visit = stay.seen[0]
    vehicle = day.cameras[View.GATE].at(visit.parks + 0.5).vehicle(stay.plate)
    assert vehicle is not None
    assert likeness(day.cameras[View.DRIVEWAY].picture(visit.parks + 0.5), vehicle) < 0.3


@pytest.mark.parametrize("seed", SEEDS)
def test_all_kinds_of_callers_come(seed: int) -> None:
    callers = {stay.caller for stay in Day(seed).happenings.stays}
    assert callers >= {Caller.RESIDENT, Caller.DELIVERY, Caller.NEIGHBOUR}


@pytest.mark.parametrize("seed", range(20))
def test_nobody_drives_through_anybody(seed: int) -> None:
    day = Day(seed)
    spans = [
        (visit.comes, visit.leaves)
        for stay in day.happenings.stays
        if stay.caller is not Caller.NEIGHBOUR
        for view, visit in stay.seen
        if view is View.GATE and visit.comes < DAY
    ]
    assert all(end < start for (_, end), (start, _) in pairwise(sorted(spans)))


@pytest.mark.parametrize("seed", SEEDS)
def test_residents_leave_and_return_and_are_at_home_at_night(seed: int) -> None:
    day = Day(seed)
    at_night = [vehicle.plate for vehicle in day.cameras[View.DRIVEWAY].at(3 * HOUR).vehicles]
    residents = [stay for stay in arrivals(day) if stay.caller is Caller.RESIDENT]
    assert len(set(at_night)) == 2
    assert len(residents) >= 4


def test_a_resident_comes_by_the_gate_to_the_driveway(day: Day) -> None:
    stay = next(stay for stay in arrivals(day) if stay.caller is Caller.RESIDENT)
    assert [view for view, _ in stay.seen] == [View.GATE, View.DRIVEWAY, View.GATE]
    assert all(one.leaves < next_one.comes for (_, one), (_, next_one) in pairwise(stay.seen))


def test_the_neighbour_is_seen_and_cannot_be_read(day: Day) -> None:
    neighbours = [each for each in day.happenings.stays if each.caller is Caller.NEIGHBOUR]
    seen = day.cameras[View.GATE].at(neighbours[-1].comes + HOUR).vehicle(neighbours[-1].plate)
    assert seen is not None
    assert not seen.is_readable


def test_who_is_behind_a_van_cannot_be_read() -> None:
    """A delivery before the garage hides who stands there."""
    covered = 0
    for seed in range(12):
        day = Day(seed)
        for stay in day.happenings.stays:
            if stay.caller is Caller.DELIVERY and len(stay.seen) == 3:
                t = stay.seen[1][1].parks + 30
                sight = day.cameras[View.DRIVEWAY].at(t)
                behind = [each for each in sight.vehicles if each.is_hidden]
                covered += len(behind)
                assert not any(each.is_readable for each in behind)
    assert covered


def test_night_is_seen_without_colors(day: Day) -> None:
    camera = day.cameras[View.GATE]
    assert camera.at(3 * HOUR).sky.light.time_of_day is TimeOfDay.NIGHT
    with Image.open(BytesIO(camera.picture(3 * HOUR))) as picture:
        red, green, blue = (np.asarray(band, np.int16) for band in picture.split())
    assert np.abs(red - green).max() <= 2
    assert np.abs(blue - green).max() <= 2


def test_each_day_has_its_rain() -> None:
    for seed in SEEDS:
        weather = Day(seed).weather
        minutes = sum(weather.rain_at(minute * 60) > 0.5 for minute in range(24 * 60))
        assert 30 <= minutes <= 75


def test_a_camera_that_restarts_gives_no_picture(day: Day) -> None:
    ((view, start, end),) = day.happenings.outages
    with pytest.raises(CameraIsDownError):
        day.cameras[view].picture((start + end) / 2)
    assert day.cameras[view].picture(end + 1)


@pytest.mark.parametrize("view", View)
def test_motion_sensors_notice_nearly_all_who_come(view: View) -> None:
    noticed = come = 0
    for seed in range(12):
        camera = Day(seed).cameras[view]
        for stay, visit in camera.passages:
            if stay.caller is Caller.NEIGHBOUR or not 0 < visit.comes < visit.parks < DAY:
                continue
            come += 1
            noticed += any(
                alarm.on < visit.parks + 2 and alarm.off > visit.comes for alarm in camera.alarms
            )
    assert 0.85 < noticed / come < 1


@pytest.mark.parametrize("view", View)
def test_motion_sensors_have_false_alarms_and_turn_off_again(view: View) -> None:
    alarms = Day(1).cameras[view].alarms
    assert any(alarm.is_false for alarm in alarms)
    assert all(one.off < following.on for one, following in pairwise(alarms))


def test_a_cat_and_people_are_about(day: Day) -> None:
    assert {walk.figure for walk in day.happenings.walks} == set(Figure)


def test_in_the_unchanged_scene_only_the_residents_cars_stand_there() -> None:
    day = Day(5, unchanged=True)
    for hour in range(24):
        assert not day.cameras[View.GATE].at(hour * HOUR).vehicles
        sight = day.cameras[View.DRIVEWAY].at(hour * HOUR)
        assert len(sight.vehicles) == 2
        assert not any(each.moves for each in sight.vehicles)
        assert not sight.walks
