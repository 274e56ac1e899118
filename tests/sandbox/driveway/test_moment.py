"""The pictures of stories: what is said to be there is drawn there, and can be read."""

from dataclasses import replace
from io import BytesIO

from hypothesis import assume, given, settings, strategies as st
import numpy as np
import numpy.typing as npt
from PIL import Image
import pytest

from sandbox.driveway.light import TimeOfDay
from sandbox.driveway.neighbourhood import (
    BEFORE_THE_GARAGE,
    FRENCH,
    OTHER_RESIDENT,
    TO_THE_GARAGE,
)
from sandbox.driveway.stories import DRIVEWAY, GATE, STREET, WHOLE_DAY
from sandbox.driveway.story import Story
from sandbox.driveway.vehicles import Vehicle
from sandbox.driveway.visits import Visit, Way
from sandbox.plate_read import Box
from sandbox.reader import PlateReader
from tests.boxes import is_within, overlap

type Pixels = npt.NDArray[np.uint8]

NOTICEABLE = 40
"""How much a pixel must change to show a vehicle; grain and the traces of JPEG change less."""
LIKE_NOTHING_ELSE = (255, 0, 255)


@pytest.fixture(scope="module")
def reader() -> PlateReader:
    return PlateReader()


def pixels(told: Story, t: float) -> Pixels:
    """Red, green and blue of each pixel, from the top left."""
    return np.asarray(Image.open(BytesIO(told.at(t).to_jpeg())))


@pytest.mark.parametrize(
    ("told", "t", "time_of_day", "plates"),
    [
        (DRIVEWAY, 40, TimeOfDay.DAY, {"KV19PNE", "FT482KX"}),
        (DRIVEWAY, 108, TimeOfDay.DUSK, {"KV19PNE", "HN7425P"}),
        (DRIVEWAY, 180, TimeOfDay.NIGHT, {"LB21XKT"}),
        (GATE, 20, TimeOfDay.DAY, {"MKX4827"}),
        (GATE, 56, TimeOfDay.DAY, {"GH736TR"}),
        (GATE, 107, TimeOfDay.DUSK, {"HN7425P"}),
        (GATE, 182, TimeOfDay.NIGHT, {"8KPR429"}),
        (GATE, 230, TimeOfDay.DAY, set()),
        (STREET, 60, TimeOfDay.DAY, {"KX493T", "8KPR429"}),
        (STREET, 140, TimeOfDay.NIGHT, {"GH736TR"}),
        (STREET, 211, TimeOfDay.DUSK, {"FT482KX"}),
        (WHOLE_DAY, 3 * 3600, TimeOfDay.NIGHT, {"KV19PNE", "LB21XKT"}),
        (WHOLE_DAY, 10 * 3600 + 1260, TimeOfDay.DAY, {"HN7425P"}),
    ],
    ids=lambda value: value.name if isinstance(value, Story) else None,
)
def test_the_plates_of_those_who_stand_are_read_by_every_light_and_nothing_else(
    told: Story, t: float, time_of_day: TimeOfDay, plates: set[str], reader: PlateReader
) -> None:
    moment = told.at(t)
    read = {found.text.upper(): found.box for found in reader.read(pixels(told, t)[:, :, ::-1])}

    assert moment.light.time_of_day is time_of_day
    assert not any(vehicle.moves for vehicle in moment.vehicles)
    readable = {vehicle.plate for vehicle in moment.vehicles if vehicle.is_readable}
    assert read.keys() == {plate.plate for plate in readable} == plates
    for plate in readable:
        assert overlap(read[plate.plate], plate.box) > 0.5


@settings(max_examples=12)
@given(st.sampled_from([DRIVEWAY, GATE, STREET]), st.data())
def test_a_vehicle_is_drawn_where_it_is_said_to_be(told: Story, data: st.DataObject) -> None:
    visit = data.draw(st.sampled_from(told.visits))
    visit = replace(visit, vehicle=replace(visit.vehicle, paint=LIKE_NOTHING_ELSE))
    told = replace(told, visits=(visit,), daylight=((0, 1),))
    t = data.draw(st.floats(visit.comes, visit.leaves, exclude_max=True))
    box = next((vehicle.box for vehicle in told.at(t).vehicles), Box(0, 0, 0, 0))
    # Cut off by the picture's edge it shows no more than a part of its height.
    assume(box.xmin >= 0 and box.xmax <= 1920 and box.xmax - box.xmin > 30)

    drawn = extent_of_change(pixels(replace(told, visits=()), t), pixels(told, t))

    # Its shadow reaches a little further than the vehicle itself.
    shadow = 4 + 0.06 * (box.xmax - box.xmin)
    assert drawn.ymin == pytest.approx(max(0, box.ymin), abs=4)
    assert drawn.xmin == pytest.approx(box.xmin, abs=shadow)
    assert drawn.xmax == pytest.approx(box.xmax, abs=shadow)
    assert drawn.ymax == pytest.approx(min(1080, box.ymax), abs=shadow)


def test_a_moment_is_the_same_picture_each_time_and_another_one_a_moment_later() -> None:
    first = DRIVEWAY.at(100).to_jpeg()

    assert DRIVEWAY.at(100).to_jpeg() == first
    assert Image.open(BytesIO(first)).size == (1920, 1080)
    assert DRIVEWAY.at(100.1).to_jpeg() != first


def test_grain_differs_from_frame_to_frame_all_over_though_nothing_happens() -> None:
    before, after = pixels(GATE, 160), pixels(GATE, 161)

    changed = before != after
    assert all(changed[rows].any() for rows in np.array_split(np.arange(1080), 20))
    assert np.abs(before.astype(int) - after).mean() < NOTICEABLE / 4


def test_by_night_there_are_no_colors_and_little_light_beside_the_beam() -> None:
    night = pixels(GATE, 135).astype(int)

    assert np.ptp(night, axis=2).max() <= 2
    assert night[:60, :60].mean() < night[760:820, 930:990].mean() / 2


def test_the_lamps_of_who_drives_in_the_dark_shine() -> None:
    def brightness_of_a_lamp(t: float) -> int:
        (van,) = GATE.at(t).vehicles
        (x, y) = replace(van.car, has_lights_on=True).glows[0].center
        return int(pixels(GATE, t)[round(y), round(x)].min())

    assert brightness_of_a_lamp(103) > 240
    assert brightness_of_a_lamp(107) < 200


def test_the_lamps_of_a_car_behind_another_do_not_shine_through_it() -> None:
    def stay(vehicle: Vehicle, way: Way, stands: float) -> Visit:
        return Visit(vehicle=vehicle, comes=0, way_in=way, stands=stands, way_out=way.back())

    behind = stay(OTHER_RESIDENT, TO_THE_GARAGE, 10)
    before = stay(FRENCH, BEFORE_THE_GARAGE, 50)
    both = replace(DRIVEWAY, visits=(behind, before), daylight=((0, 0),))
    t = behind.departs + 0.1
    hidden, hiding = both.at(t).vehicles

    assert hidden.car.glows
    assert is_within(hidden.box, hiding.box)
    assert both.at(t).to_jpeg() == replace(both, visits=(before,)).at(t).to_jpeg()


def test_it_gets_darker_from_day_to_dusk() -> None:
    assert pixels(STREET, 95).mean() < pixels(STREET, 0).mean() * 0.9
    assert pixels(STREET, 105).mean() < pixels(STREET, 95).mean()


def extent_of_change(one: Pixels, other: Pixels) -> Box:
    """Return where the pictures differ noticeably."""
    changed = np.abs(one.astype(int) - other).max(axis=2) > NOTICEABLE
    rows, columns = np.flatnonzero(changed.any(axis=1)), np.flatnonzero(changed.any(axis=0))
    return Box(int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1)


@pytest.mark.parametrize("told", [DRIVEWAY, GATE, STREET], ids=lambda told: told.name)
def test_a_vehicle_can_be_drawn_as_far_away_as_it_comes_and_goes(told: Story) -> None:
    edges = [t for visit in told.visits for t in (visit.comes, visit.leaves)]
    moments = [edge + step / 1000 for edge in edges for step in range(-40, 41, 2)]
    farthest = [
        t
        for t in moments
        for vehicle in told.at(t).vehicles
        if vehicle.plate.box.ymax - vehicle.plate.box.ymin <= 1
    ]

    for t in farthest:
        assert told.at(t).to_jpeg()
    assert farthest or told is DRIVEWAY
