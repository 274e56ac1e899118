"""What is seen of a spot when a vehicle before it has left, or when only a little is there."""

from collections.abc import Callable
from io import BytesIO

import numpy as np
from PIL import Image, ImageDraw
import pytest

from custom_components.plate_recognizer.api.models import Box
from custom_components.plate_recognizer.pipeline.area import WHOLE
from custom_components.plate_recognizer.pipeline.gate import Change, ChangeGate
from custom_components.plate_recognizer.pipeline.outlook import SpotState
from custom_components.plate_recognizer.pipeline.placed import overlap
from custom_components.plate_recognizer.pipeline.scene import scene_of
from custom_components.plate_recognizer.pipeline.witnesses import Witness
from sandbox.driveway import neighbourhood as here
from sandbox.driveway.bodies import Side
from sandbox.driveway.light import Light
from sandbox.driveway.visits import Way

from .disturbances import disturbed, exposed, with_checks
from .watched import (
    DAY,
    DUSK,
    NIGHT,
    Standing,
    answered,
    boxes_of,
    gate_after,
    moment,
    picture,
    scene,
)

SAME, EMPTY, CHANGED = SpotState.SAME, SpotState.EMPTY, SpotState.CHANGED
LIGHTS = [DAY, DUSK, NIGHT]

PARKED = here.OTHER_RESIDENT, here.TO_THE_GARAGE
RIGHT_BEFORE_IT = Way(((2600, 1060), (1700, 1000), (1320, 890)), 6, Side.REAR)
CLOSE_BEFORE = here.FRENCH, RIGHT_BEFORE_IT
VAN_BEFORE = here.DELIVERY_VAN, RIGHT_BEFORE_IT
DUTCH_A_LITTLE_NEARER = here.DUTCH, Way(((2600, 1050), (1750, 930), (1290, 810)), 6, Side.REAR)
VAN_IN_ITS_PLACE = here.OTHER_VAN, here.TO_THE_GARAGE
BESIDE_IT = here.RESIDENT, here.TO_THE_HOUSE


def box_of(standing: Standing) -> Box:
    [box] = boxes_of(moment(standing))
    return box


SPOT = box_of(PARKED)
FRONTS = [CLOSE_BEFORE, VAN_BEFORE]


def gate_behind(front: Standing, light: Light = DAY) -> ChangeGate:
    """Return a gate for which a lookup has found only the car before the parked one."""
    return gate_after(
        answered(light=light),
        answered(PARKED, light=light),
        (scene(PARKED, front, light=light, t=50), [box_of(front)]),
    )


class TestBehind:
    """A parked car, and another one that stops right before it."""

    @pytest.mark.parametrize("light", LIGHTS)
    @pytest.mark.parametrize("front", FRONTS)
    def test_when_the_one_before_it_has_left_its_spot_is_empty_and_the_parked_one_is_seen_again(
        self, light: Light, front: Standing
    ) -> None:
        before_it = box_of(front)
        assert 0.2 < overlap(SPOT, before_it) < 0.7
        gate = gate_behind(front, light)

        now = gate.judge(scene(PARKED, light=light), [SPOT, before_it])

        assert (now.spot(before_it), now.spot(SPOT)) == (EMPTY, SAME)
        assert not now.is_new

    @pytest.mark.parametrize("front", FRONTS)
    def test_while_it_stands_there_it_looks_the_same(self, front: Standing) -> None:
        now = gate_behind(front).judge(scene(PARKED, front), [SPOT])

        assert now.spot(box_of(front)) is SAME
        assert not now.is_new

    @pytest.mark.parametrize("front", FRONTS)
    def test_who_is_not_known_to_stand_behind_it_is_news(self, front: Standing) -> None:
        assert gate_behind(front).judge(scene(PARKED)).is_new

    @pytest.mark.parametrize("front", FRONTS)
    def test_when_both_have_left_both_spots_are_empty(self, front: Standing) -> None:
        now = gate_behind(front).judge(scene(), [SPOT])

        assert (now.spot(box_of(front)), now.spot(SPOT)) == (EMPTY, EMPTY)

    @pytest.mark.parametrize("front", FRONTS)
    @pytest.mark.parametrize("other", [DUTCH_A_LITTLE_NEARER, VAN_IN_ITS_PLACE])
    def test_another_one_where_the_parked_one_stood_is_not_it(
        self, front: Standing, other: Standing
    ) -> None:
        now = gate_behind(front).judge(scene(other), [SPOT])

        assert now.spot(SPOT) is CHANGED
        assert now.is_new

    def test_neither_is_it_with_something_right_before_it(self) -> None:
        boxed = scene_of(disturbed(picture(PARKED), with_checks(1200, 600, 200)), WHOLE)

        now = gate_behind(VAN_BEFORE).judge(boxed, [SPOT])

        assert (now.spot(box_of(VAN_BEFORE)), now.spot(SPOT)) == (EMPTY, CHANGED)

    @pytest.mark.parametrize("front", FRONTS)
    def test_once_it_has_left_the_parked_one_is_on_the_picture_with_which_is_compared(
        self, front: Standing
    ) -> None:
        gate = gate_behind(front)
        assert gate.present == (box_of(front),)

        gate.unchanged(scene(PARKED), [SPOT])

        assert gate.present == (SPOT,)

    def test_until_then_it_is_not(self) -> None:
        gate = gate_behind(CLOSE_BEFORE)

        gate.unchanged(scene(PARKED, CLOSE_BEFORE, t=60), [SPOT])

        assert gate.present == (box_of(CLOSE_BEFORE),)

    @pytest.mark.parametrize("front", FRONTS)
    def test_no_picture_of_the_parked_one_proves_later_that_its_spot_is_empty(
        self, front: Standing
    ) -> None:
        gate = gate_behind(front)
        for t in (60, 61, 62):
            gate.unchanged(scene(PARKED, t=t), [SPOT])
        gate.looked_up(scene(PARKED, VAN_BEFORE, t=70), [box_of(VAN_BEFORE)])

        for standing in ([SPOT], []):
            now = gate.judge(scene(PARKED), standing)
            assert now.spot(SPOT) is not EMPTY
        both = [SPOT, box_of(VAN_BEFORE)]
        assert gate.judge(scene(PARKED), both).spot(SPOT) is SAME
        assert gate.judge(scene(), [SPOT]).spot(SPOT) is EMPTY


def with_lines(image: Image.Image) -> Image.Image:
    """Let the shadow of bare branches fall on the ground: fine lines, far from each other."""
    shadowed = image.copy()
    draw = ImageDraw.Draw(shadowed)
    for x in (1030, 1320, 1600):
        draw.line((x, 340, x + 40, 810), (30, 30, 30), 5)
    return shadowed


def with_box(size: int) -> Callable[[Image.Image], Image.Image]:
    """Leave something small behind, in the middle of the spot."""
    return with_checks(1200, 600, size)


class TestSlight:
    """Something slight where a car has stood."""

    @staticmethod
    def after_the_car(disturbance: Callable[[Image.Image], Image.Image]) -> Change:
        gate = gate_after(answered(), answered(PARKED))
        return gate.judge(scene_of(disturbed(picture(), disturbance), WHOLE))

    def test_the_edges_of_shadows_leave_a_spot_empty(self) -> None:
        now = self.after_the_car(with_lines)

        assert now.spot(SPOT) is EMPTY
        assert not now.is_new

    @pytest.mark.parametrize("size", [100, 140, 200])
    def test_something_small_and_thick_does_not(self, size: int) -> None:
        assert self.after_the_car(with_box(size)).spot(SPOT) is CHANGED

    @pytest.mark.parametrize("size", [100, 140])
    def test_nor_does_it_among_shadows(self, size: int) -> None:
        now = self.after_the_car(lambda image: with_box(size)(with_lines(image)))

        assert now.spot(SPOT) is CHANGED

    def test_what_is_smaller_than_that_does(self) -> None:
        assert self.after_the_car(with_box(60)).spot(SPOT) is EMPTY


class TestGone:
    """Whether anything is seen any more of who stood there."""

    @pytest.mark.parametrize("light", LIGHTS)
    def test_who_has_left_is_gone_though_nothing_proves_the_ground(self, light: Light) -> None:
        now = gate_after(answered(PARKED, light=light)).judge(scene(light=light))

        assert now.spot(SPOT) is CHANGED
        assert now.is_gone(SPOT)

    def test_so_is_who_has_made_way_for_another_one(self) -> None:
        now = gate_after(answered(PARKED)).judge(scene(VAN_BEFORE))

        assert now.is_gone(SPOT)

    @pytest.mark.parametrize("light", LIGHTS)
    @pytest.mark.parametrize("standing", [(PARKED,), (PARKED, BESIDE_IT)])
    def test_who_stands_there_is_not(self, light: Light, standing: tuple[Standing, ...]) -> None:
        now = gate_after(answered(PARKED, light=light)).judge(scene(*standing, light=light))

        assert not now.is_gone(SPOT)

    @pytest.mark.parametrize("share", [0.2, 0.4, 0.5])
    def test_who_looks_otherwise_in_part_is_not(self, share: float) -> None:
        def hidden(image: Image.Image) -> Image.Image:
            width = round(share * (SPOT.xmax - SPOT.xmin))
            covered = image.copy()
            with Image.open(BytesIO(picture())) as ground:
                covered.paste(
                    ground.crop((SPOT.xmin, SPOT.ymin, SPOT.xmin + width, SPOT.ymax)),
                    (SPOT.xmin, SPOT.ymin),
                )
            return covered

        now = gate_after(answered(PARKED)).judge(
            scene_of(disturbed(picture(PARKED), hidden), WHOLE)
        )

        assert now.spot(SPOT) is CHANGED
        assert not now.is_gone(SPOT)

    @pytest.mark.parametrize("shown", [(PARKED,), ()])
    def test_where_light_blinds_the_camera_nobody_is(self, shown: tuple[Standing, ...]) -> None:
        blind = disturbed(picture(*shown), exposed(12))
        now = gate_after(answered(PARKED)).judge(scene_of(blind, WHOLE))

        assert now.is_blinded(SPOT)
        assert not now.is_gone(SPOT)

    def test_neither_where_it_was_blinded_before_already(self) -> None:
        def glaring(image: Image.Image) -> Image.Image:
            blinded = image.copy()
            ImageDraw.Draw(blinded).rectangle((1000, 300, 1200, 850), "white")
            return blinded

        before, after = (
            scene_of(disturbed(picture(*shown), glaring), WHOLE) for shown in ((PARKED,), ())
        )
        now = gate_after((before, [SPOT])).judge(after)

        assert now.is_blinded(SPOT)
        assert not now.is_gone(SPOT)

    def test_of_a_spot_too_small_to_be_seen_nothing_is_known(self) -> None:
        assert not gate_after(answered(PARKED)).judge(scene()).is_gone(Box(0, 0, 1, 1))

    def test_before_the_first_lookup_nobody_is(self) -> None:
        assert not ChangeGate().judge(scene()).is_gone(SPOT)


BOX, FRONT, APART = Box(400, 200, 800, 500), Box(350, 300, 850, 700), Box(1200, 200, 1600, 500)
FRONT_MEASURED_AGAIN = Box(355, 295, 850, 705)


def witness(*occupied: Box) -> Witness:
    return Witness(np.zeros((8, 8), np.int8), np.zeros((2, 2), np.float32), occupied)


class TestWitness:
    """What stood in an earlier picture, and what that says of a spot."""

    def test_who_stands_before_a_spot_as_it_does_now_is_left_out(self) -> None:
        assert witness(FRONT).beside(BOX, [FRONT, BOX]).occupied == ()
        assert witness(FRONT, APART).beside(BOX, [FRONT_MEASURED_AGAIN]).occupied == (APART,)

    def test_who_has_left_since_is_not(self) -> None:
        assert witness(FRONT).beside(BOX, []).occupied == (FRONT,)
        assert witness(FRONT).beside(BOX, [BOX, APART]).occupied == (FRONT,)

    @pytest.mark.parametrize("measured", [BOX, Box(400, 210, 800, 500), Box(400, 200, 800, 590)])
    def test_neither_is_who_stood_in_the_spot_itself(self, measured: Box) -> None:
        assert witness(measured).beside(BOX, [BOX, measured]).occupied == (measured,)

    def test_nor_is_whoever_may_be_the_same_measured_otherwise(self) -> None:
        hardly, farther = Box(464, 200, 864, 500), Box(484, 200, 884, 500)
        assert overlap(farther, BOX) < 0.7 < overlap(hardly, BOX)
        assert overlap(farther, hardly) > 0.8

        assert witness(hardly).beside(BOX, [farther]).occupied == (hardly,)
        assert witness(farther).beside(BOX, [hardly]).occupied == (farther,)

    def test_the_picture_stays_as_it_is(self) -> None:
        before = witness(FRONT)

        beside = before.beside(BOX, [FRONT])

        assert beside.contrast is before.contrast
        assert beside.brightness is before.brightness
        assert before.occupied == (FRONT,)

    def test_it_saw_the_ground_where_nobody_stood(self) -> None:
        assert witness().saw_nothing_in(BOX)
        assert witness(APART).saw_nothing_in(BOX)

    def test_it_saw_nothing_of_the_ground_below_a_vehicle(self) -> None:
        assert not witness(BOX).saw_nothing_in(BOX)
        assert not witness(FRONT).saw_nothing_in(BOX)

    @pytest.mark.parametrize(("width", "is_ground"), [(80, True), (84, False)])
    def test_who_stands_beside_may_cover_a_fifth(
        self,
        width: int,
        is_ground: bool,  # noqa: FBT001 - as pytest hands it in
    ) -> None:
        beside = Box(100, 200, 400 + width, 500)
        left, right = Box(100, 200, 400 + width // 2, 500), Box(800 - width // 2, 200, 1100, 500)

        assert witness(beside).saw_nothing_in(BOX) is is_ground
        assert witness(left, right).saw_nothing_in(BOX) is is_ground

    def test_who_stands_before_it_still_hides_nothing_that_it_did_not_hide_then(self) -> None:
        assert witness(FRONT).beside(BOX, [FRONT]).saw_nothing_in(BOX)
        assert not witness(FRONT, BOX).beside(BOX, [FRONT, BOX]).saw_nothing_in(BOX)
