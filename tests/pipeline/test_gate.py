"""The gate says what is new since the last lookup, and what became of who stood there."""

from itertools import permutations

from hypothesis import given, settings, strategies as st
import pytest

from custom_components.plate_recognizer.api.models import Box
from custom_components.plate_recognizer.pipeline.area import WHOLE, Area, View
from custom_components.plate_recognizer.pipeline.gate import (
    DEFAULT_SENSITIVITY,
    ChangeGate,
    SpotState,
)
from custom_components.plate_recognizer.pipeline.scene import scene_of
from sandbox.driveway import neighbourhood as here
from sandbox.driveway.day.day import Day
from sandbox.driveway.day.happenings import View as DayView
from sandbox.driveway.day.schedule import HOUR
from sandbox.driveway.light import Light
from sandbox.driveway.stories import A_DAY_AT_THE_GATE, WHOLE_DAY

from .disturbances import blurred, disturbed, exposed, with_checks
from .watched import (
    DAY,
    DUSK,
    NIGHT,
    Standing,
    answered,
    boxes_of,
    change,
    gate_after,
    moment,
    picture,
    scene,
    seen_at,
)

RESIDENT = here.RESIDENT, here.TO_THE_HOUSE
OTHER = here.OTHER_RESIDENT, here.TO_THE_GARAGE
FRENCH_THERE = here.FRENCH, here.TO_THE_GARAGE
DUTCH_THERE = here.DUTCH, here.TO_THE_HOUSE
VAN_BEFORE = here.DELIVERY_VAN, here.BEFORE_THE_GARAGE
SOMEBODY = 900, 400, 240
"""Where somebody stands on foot, and how tall."""
LIGHTS = [DAY, DUSK, NIGHT]


def box_of_last(*standing: Standing) -> Box:
    return boxes_of(moment(*standing))[-1]


class TestReference:
    """What a picture is compared with."""

    def test_the_first_picture_is_new_all_of_it(self) -> None:
        first = ChangeGate().judge(scene())
        assert first.is_new
        assert (first.amount, first.regions) == (1, (Box(0, 0, 1920, 1080),))
        assert first.quality > 0

    def test_what_was_looked_up_is_not_new_again(self) -> None:
        again = gate_after(answered(RESIDENT)).judge(scene(RESIDENT))
        assert not again.is_new
        assert (again.amount, again.regions, again.quality) == (0, (), 0)

    def test_judging_changes_nothing(self) -> None:
        gate = gate_after(answered())
        for _ in range(3):
            assert gate.judge(scene(RESIDENT)).is_new

    def test_what_is_forgotten_is_new_again(self) -> None:
        gate = gate_after(answered())
        gate.forget()
        assert gate.judge(scene()).is_new

    def test_a_picture_of_another_size_is_new(self) -> None:
        half = disturbed(picture(), lambda image: image.resize((960, 540)))
        assert change(picture(), half).amount == 1

    def test_a_view_that_was_changed_is_new(self) -> None:
        gate = gate_after(answered())
        zone = View(Area(0, 0, 99, 100))
        mask = View(masks=(Area(0, 0, 30, 10),))
        assert gate.judge(scene_of(picture(), zone)).amount == 1
        assert gate.judge(scene_of(picture(), mask)).amount == 1

    def test_a_slow_change_of_light_is_followed(self) -> None:
        gate = gate_after(answered(RESIDENT))
        for step in range(20):
            light = Light(1 - step / 20)
            now = scene(RESIDENT, light=light, t=50 + step)
            assert not gate.judge(now).is_new, light
            gate.unchanged(now)
        assert gate.judge(scene(RESIDENT, OTHER, light=Light(0.05))).is_new

    def test_who_comes_while_the_light_is_followed_is_not_taken_for_the_ground(self) -> None:
        gate = gate_after(answered())
        for step in range(10):
            gate.unchanged(scene(OTHER, t=50 + step))
        assert gate.judge(scene(OTHER)).is_new


class TestRegions:
    """Where something is new."""

    @pytest.mark.parametrize("light", LIGHTS)
    def test_a_car_that_has_come_is_new_where_it_stands(self, light: Light) -> None:
        now = gate_after(answered(light=light)).judge(scene(RESIDENT, light=light))
        box = box_of_last(RESIDENT)
        assert now.is_new
        region = now.regions[0]
        assert (region.xmin + region.xmax) / 2 == pytest.approx((box.xmin + box.xmax) / 2, abs=80)
        assert (region.ymin + region.ymax) / 2 == pytest.approx((box.ymin + box.ymax) / 2, abs=120)
        share = (box.xmax - box.xmin) * (box.ymax - box.ymin) / (1920 * 1080)
        assert now.amount == pytest.approx(share, rel=0.5)

    @pytest.mark.parametrize("light", LIGHTS)
    def test_a_second_car_is_new_beside_a_parked_one(self, light: Light) -> None:
        gate = gate_after(answered(RESIDENT, light=light))
        now = gate.judge(scene(RESIDENT, OTHER, light=light))
        assert now.is_new
        assert now.regions[0].xmin > boxes_of(moment(RESIDENT))[0].xmin + 300

    @pytest.mark.parametrize("light", LIGHTS)
    def test_another_car_in_the_same_spot_is_new(self, light: Light) -> None:
        gate = gate_after(answered(OTHER, light=light))
        assert gate.judge(scene(VAN_BEFORE, light=light)).is_new
        assert gate.judge(scene((here.FRENCH, here.BEFORE_THE_GARAGE), light=light)).is_new

    @pytest.mark.parametrize("light", LIGHTS)
    @pytest.mark.parametrize("seconds", [1, 1.5, 2])
    def test_a_car_that_rolls_on_by_a_part_of_its_width_is_new(
        self, light: Light, seconds: float
    ) -> None:
        rolling = moment(RESIDENT, light=light, t=6 - seconds)
        gate = gate_after((scene_of(rolling.to_jpeg(), WHOLE), boxes_of(rolling)))
        assert gate.judge(scene(RESIDENT, light=light)).is_new

    def test_two_cars_are_two_regions_the_largest_first(self) -> None:
        both = gate_after(answered()).judge(
            scene((here.RESIDENT, here.TO_THE_HOUSE), (here.FRENCH, here.TO_THE_GARAGE))
        )
        areas = [(box.xmax - box.xmin) * (box.ymax - box.ymin) for box in both.regions]
        assert areas == sorted(areas, reverse=True)


class TestSensitivity:
    """One slider."""

    @given(st.floats(0, 99), st.floats(0.1, 1))
    def test_the_more_sensitive_the_less_is_needed(self, low: float, more: float) -> None:
        assert ChangeGate(low).least > ChangeGate(low + more).least > 0

    def test_it_can_be_set_at_any_time(self) -> None:
        gate = gate_after(answered())
        now = scene(OTHER)
        assert gate.judge(now).is_new
        gate.sensitivity = 0
        assert not gate.judge(now).is_new
        assert gate.judge(now).least == pytest.approx(0.165)

    @pytest.mark.parametrize(("size", "sensitivity"), [(330, 50), (160, 75), (60, 100)])
    def test_what_is_too_small_for_half_the_way_down_is_seen_further_up(
        self, size: int, sensitivity: int
    ) -> None:
        now = scene_of(disturbed(picture(), with_checks(800, 700, size)), WHOLE)
        gate = gate_after(answered())
        gate.sensitivity = sensitivity
        assert gate.judge(now).is_new
        gate.sensitivity = sensitivity - 45
        assert not gate.judge(now).is_new

    def test_at_first_it_is_in_the_middle(self) -> None:
        assert ChangeGate().sensitivity == DEFAULT_SENSITIVITY == 50


class TestQuality:
    """Which picture of a burst to read."""

    def test_the_nearer_a_car_the_better(self) -> None:
        gate = gate_after((seen_at(A_DAY_AT_THE_GATE, 0), ()))
        arrival = [gate.judge(seen_at(A_DAY_AT_THE_GATE, 8 * 3600 + t)) for t in (3, 5, 7)]
        qualities = [each.quality for each in arrival]
        assert qualities == sorted(qualities)
        assert len(set(qualities)) == 3

    def test_a_blurred_one_is_worse(self) -> None:
        soft = disturbed(picture(RESIDENT), blurred)
        assert 0 < change(picture(), soft).quality < change(picture(), picture(RESIDENT)).quality


class TestSpot:
    """What became of who stood there."""

    @pytest.mark.parametrize("light", LIGHTS)
    def test_who_still_stands_there_looks_the_same(self, light: Light) -> None:
        gate = gate_after(answered(RESIDENT, OTHER, light=light))
        now = gate.judge(scene(RESIDENT, OTHER, light=light))
        assert {now.spot(box) for box in boxes_of(moment(RESIDENT, OTHER))} == {SpotState.SAME}

    def test_the_grain_of_a_night_changes_nobody(self) -> None:
        camera, evening = Day(1).cameras[DayView.DRIVEWAY], 21.25 * HOUR
        night = [scene_of(camera.picture(evening + t), WHOLE) for t in (2, 14, 26, 38, 50, 122)]
        boxes = [each.box for each in camera.at(evening).vehicles]
        parked = [Box(each.xmin, each.ymin, each.xmax, each.ymax) for each in boxes]
        states = {
            gate_after((before, parked)).judge(now).spot(box)
            for before, now in permutations(night, 2)
            for box in parked
        }
        assert states == {SpotState.SAME}

    @pytest.mark.parametrize("light", LIGHTS)
    @pytest.mark.parametrize("then", LIGHTS)
    def test_who_has_left_is_known_by_the_empty_spot(self, light: Light, then: Light) -> None:
        gate = gate_after(answered(light=then), answered(RESIDENT, light=light))
        now = gate.judge(scene(light=light))
        assert now.spot(box_of_last(RESIDENT)) is SpotState.EMPTY
        assert not now.is_new

    def test_without_an_empty_look_nobody_is_known_to_have_left(self) -> None:
        now = gate_after(answered(RESIDENT)).judge(scene())
        assert now.spot(box_of_last(RESIDENT)) is SpotState.CHANGED
        assert now.is_new

    def test_an_earlier_look_with_somebody_there_is_none(self) -> None:
        gate = gate_after(answered(DUTCH_THERE), answered(RESIDENT))
        now = gate.judge(scene(DUTCH_THERE))
        assert now.spot(box_of_last(RESIDENT)) is not SpotState.EMPTY

    def test_a_van_that_comes_before_it_does_not_make_it_empty(self) -> None:
        gate = gate_after(answered(), answered(OTHER))
        now = gate.judge(scene(OTHER, VAN_BEFORE))
        assert now.is_new
        assert now.spot(box_of_last(OTHER)) is SpotState.CHANGED

    @pytest.mark.parametrize("level", [0, 20, 128, 255])
    def test_a_picture_of_nothing_makes_nothing_empty_or_same(self, level: int) -> None:
        gate = gate_after(answered(), answered(RESIDENT))
        nothing = disturbed(picture(), lambda image: image.point([level] * 768))
        state = gate.judge(scene_of(nothing, WHOLE)).spot(box_of_last(RESIDENT))
        assert state is SpotState.CHANGED

    @pytest.mark.parametrize("by", [0.04, 12.0])
    def test_neither_does_darkness_or_glare(self, by: float) -> None:
        gate = gate_after(answered(), answered(RESIDENT))
        blind = disturbed(picture(), exposed(by))
        assert gate.judge(scene_of(blind, WHOLE)).spot(box_of_last(RESIDENT)) is SpotState.CHANGED

    def test_one_of_two_that_leaves_is_empty_and_the_other_the_same(self) -> None:
        gate = gate_after(answered(), answered(RESIDENT, OTHER))
        now = gate.judge(scene(RESIDENT))
        resident, other = (box_of_last(each) for each in (RESIDENT, OTHER))
        assert (now.spot(resident), now.spot(other)) == (SpotState.SAME, SpotState.EMPTY)
        assert not now.is_new

    def test_that_somebody_on_foot_has_gone_is_not_new(self) -> None:
        gate = gate_after(answered())
        on_foot = scene_of(disturbed(picture(), with_checks(*SOMEBODY)), WHOLE)
        gate.looked_up(on_foot, (), gate.judge(on_foot).regions)
        assert not gate.judge(scene()).is_new

    def test_who_comes_where_somebody_was_on_foot_is_new(self) -> None:
        gate = gate_after(answered())
        on_foot = scene_of(disturbed(picture(), with_checks(*SOMEBODY)), WHOLE)
        gate.looked_up(on_foot, (), gate.judge(on_foot).regions)
        assert gate.judge(scene(RESIDENT)).is_new

    def test_who_comes_as_another_leaves_is_new(self) -> None:
        gate = gate_after(answered(), answered(RESIDENT))
        now = gate.judge(scene(OTHER))
        assert now.is_new
        assert now.spot(box_of_last(RESIDENT)) is SpotState.EMPTY

    @pytest.mark.parametrize("light", LIGHTS)
    def test_who_has_left_and_comes_back_is_new(self, light: Light) -> None:
        gate = gate_after(answered(light=light), answered(RESIDENT, light=light))
        for step in range(3):
            gone = scene(light=light, t=60 + step)
            assert not gate.judge(gone).is_new
            gate.unchanged(gone)
        assert gate.judge(gone).spot(box_of_last(RESIDENT)) is SpotState.EMPTY
        assert gate.judge(scene(RESIDENT, light=light)).is_new
        assert gate.judge(scene(OTHER, light=light)).is_new

    def test_a_plate_alone_stands_for_its_car(self) -> None:
        plates = [vehicle.plate.box for vehicle in moment(RESIDENT).vehicles]
        boxes = [Box(plate.xmin, plate.ymin, plate.xmax, plate.ymax) for plate in plates]
        gate = gate_after(answered(), (scene(RESIDENT), boxes))
        assert not gate.judge(scene()).is_new

    @pytest.mark.parametrize("box", [Box(0, 0, 1, 1), Box(1919, 1079, 1920, 1080)])
    def test_of_a_spot_too_small_to_be_seen_nothing_is_known(self, box: Box) -> None:
        assert gate_after(answered()).judge(scene()).spot(box) is SpotState.CHANGED

    def test_of_a_spot_beside_the_view_nothing_is_known(self) -> None:
        view = View(Area(60, 0, 100, 100))
        gate = gate_after((scene_of(picture(RESIDENT), view), ()))
        now = gate.judge(scene_of(picture(RESIDENT), view))
        assert now.spot(Box(100, 400, 900, 900)) is SpotState.CHANGED

    @given(st.tuples(*[st.integers(-100, 2500)] * 2), st.tuples(*[st.integers(1, 3000)] * 2))
    @settings(deadline=None, max_examples=50)
    def test_any_box_can_be_asked_for(self, corner: tuple[int, int], size: tuple[int, int]) -> None:
        box = Box(*corner, corner[0] + size[0], corner[1] + size[1])
        gate = gate_after(answered(), answered(RESIDENT))
        assert gate.judge(scene(RESIDENT)).spot(box) is not SpotState.EMPTY

    def test_what_was_learnt_of_empty_spots_lasts_over_many_lookups(self) -> None:
        gate = gate_after(answered())
        for t in range(20):
            gate.looked_up(*answered(RESIDENT, OTHER, t=10 + t))
        assert not gate.judge(scene(OTHER)).is_new


class TestDay:
    """A whole day, with two lookups at most for each coming and going."""

    def test_only_what_happens_is_looked_up(self) -> None:
        gate, lookups, standing = ChangeGate(), 0, None
        events = sorted(
            time
            for visit in WHOLE_DAY.visits
            for time in (visit.parks + 1, visit.leaves + 1)
            if 0 <= time < WHOLE_DAY.seconds
        )
        quiet = range(0, 24 * 3600, 3600)
        for t in sorted({*events, *quiet}):
            shown = WHOLE_DAY.at(t)
            now = scene_of(shown.to_jpeg(), WHOLE)
            vehicles = {vehicle.visit for vehicle in shown.vehicles}
            verdict = gate.judge(now)
            if standing is not None and vehicles - standing:
                assert verdict.is_new, t
            if vehicles == standing:
                assert not verdict.is_new, t
            standing = vehicles
            if verdict.is_new:
                lookups += 1
                gate.looked_up(now, boxes_of(shown))
            else:
                gate.unchanged(now)
        assert lookups < len(events)
