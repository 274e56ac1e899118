"""A scene is a small picture of the view, whatever the camera gives, and never more than that."""

from io import BytesIO

from hypothesis import assume, example, given, settings, strategies as st
import numpy as np
from PIL import Image
import pytest

from custom_components.plate_recognizer.api.models import Box
from custom_components.plate_recognizer.pipeline.area import WHOLE, Area, AreaError, View
from custom_components.plate_recognizer.pipeline.frame import BrokenPicture
from custom_components.plate_recognizer.pipeline.gate import ChangeGate
from custom_components.plate_recognizer.pipeline.scene import Scene, scene_of
from sandbox.driveway.scenes import TWO_CARS

from .pictures import STORED, encoded, noise, png_header, two_halves

PICTURE = TWO_CARS.to_jpeg()
KB = 1024


def areas() -> st.SearchStrategy[Area]:
    edges = st.tuples(*[st.floats(0, 99)] * 2, *[st.floats(0.1, 100)] * 2)
    return edges.filter(lambda e: e[0] < e[2] and e[1] < e[3]).map(lambda e: Area(*e))


def two_cars() -> Image.Image:
    with Image.open(BytesIO(PICTURE)) as image:
        return image.convert("RGB")


def looks_unchanged(one: Scene, other: Scene) -> bool:
    gate = ChangeGate()
    gate.looked_up(one, ())
    return not gate.judge(other).is_new


class TestBroken:
    """What is no picture."""

    @given(st.binary())
    @example(b"")
    @example(png_header(30_000, 30_000))
    def test_no_bytes_raise_anything_but_broken_picture(self, content: bytes) -> None:
        with pytest.raises(BrokenPicture):
            scene_of(content, WHOLE)

    @given(st.integers(0, len(PICTURE) - 100))
    @settings(deadline=None, max_examples=30)
    def test_a_picture_that_is_cut_off_is_broken(self, length: int) -> None:
        with pytest.raises(BrokenPicture):
            scene_of(PICTURE[:length], WHOLE)

    @given(st.data())
    @settings(deadline=None, max_examples=30)
    def test_wrong_bytes_within_a_picture_raise_nothing_but_broken_picture(
        self, data: st.DataObject
    ) -> None:
        content = bytearray(encoded(two_halves()))
        for _ in range(5):
            content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
        try:
            scene_of(bytes(content), WHOLE)
        except BrokenPicture:
            return


class TestSize:
    """Cameras of all resolutions, and views of all sizes."""

    @given(st.integers(1, 500), st.integers(1, 500), st.none() | areas(), st.lists(areas()))
    @settings(deadline=None)
    def test_any_view_of_any_picture_can_be_judged(
        self, width: int, height: int, zone: Area | None, masks: list[Area]
    ) -> None:
        try:
            view = View(zone, tuple(masks))
        except AreaError:
            assume(False)  # noqa: FBT003 - as hypothesis has it
        content = encoded(Image.new("RGB", (width, height), "gray"), "PNG")
        scene = scene_of(content, view)
        assert (scene.width, scene.height) == (width, height)
        assert scene.part == view.part(width, height)
        assert looks_unchanged(scene, scene_of(content, view))

    @pytest.mark.parametrize("width", [320, 640, 704, 1280, 1920, 2560, 3840])
    def test_it_is_kept_in_some_kilobytes(self, width: int) -> None:
        scene = scene_of(encoded(noise(width, width * 9 // 16)), WHOLE)
        kept = (scene.contrast, scene.brightness, scene.seen)
        assert sum(array.nbytes for array in kept) < 48 * KB

    @pytest.mark.parametrize("width", [640, 1280, 2560, 3840])
    def test_a_picture_looks_alike_in_each_resolution(self, width: int) -> None:
        small = encoded(two_cars().resize((width, width * 9 // 16), Image.Resampling.LANCZOS))
        one, other = scene_of(PICTURE, WHOLE), scene_of(small, WHOLE)
        assert one.contrast.shape == other.contrast.shape
        assert np.corrcoef(one.contrast.ravel(), other.contrast.ravel())[0, 1] > 0.9

    def test_pictures_of_different_resolutions_are_not_compared(self) -> None:
        small = encoded(two_cars().resize((1280, 720)))
        assert not scene_of(PICTURE, WHOLE).is_like(scene_of(small, WHOLE))


class TestForm:
    """All that a frame may be."""

    @pytest.mark.parametrize("orientation", STORED)
    def test_a_turned_picture_stands_upright(self, orientation: int) -> None:
        stored = STORED[orientation]
        image = two_cars() if stored is None else two_cars().transpose(stored)
        scene = scene_of(encoded(image, orientation=orientation, quality=90), WHOLE)
        assert (scene.width, scene.height) == (1920, 1080)
        assert looks_unchanged(scene_of(PICTURE, WHOLE), scene)

    @pytest.mark.parametrize("kind", ["PNG", "WEBP", "GIF", "BMP", "TIFF"])
    def test_every_format_that_is_sent_is_seen(self, kind: str) -> None:
        assert looks_unchanged(scene_of(PICTURE, WHOLE), scene_of(encoded(two_cars(), kind), WHOLE))

    @pytest.mark.parametrize("mode", ["L", "CMYK"])
    def test_so_is_every_kind_of_jpeg(self, mode: str) -> None:
        other = scene_of(encoded(two_cars().convert(mode)), WHOLE)
        assert looks_unchanged(scene_of(PICTURE, WHOLE), other)

    def test_a_progressive_picture_is_as_good(self) -> None:
        other = scene_of(encoded(two_cars(), progressive=True), WHOLE)
        assert looks_unchanged(scene_of(PICTURE, WHOLE), other)

    def test_infrared_in_16_bits_is_seen(self) -> None:
        levels = np.asarray(two_cars().convert("L"), np.uint16) * 64
        other = scene_of(encoded(Image.fromarray(levels), "PNG"), WHOLE)
        assert looks_unchanged(scene_of(PICTURE, WHOLE), other)


class TestView:
    """Only what may be sent is looked at."""

    @pytest.mark.parametrize(
        "view", [View(Area(0, 0, 30, 100)), View(masks=(Area(55, 40, 100, 90),))]
    )
    def test_what_the_view_does_not_show_is_never_new(self, view: View) -> None:
        image = two_cars()
        image.paste(noise(700, 400), (1150, 520))
        other = encoded(image, quality=90)
        assert looks_unchanged(scene_of(PICTURE, view), scene_of(other, view))
        assert not looks_unchanged(scene_of(PICTURE, WHOLE), scene_of(other, WHOLE))

    def test_what_is_new_in_a_zone_is_told_in_pixels_of_the_full_picture(self) -> None:
        view = View(Area(50, 40, 100, 100))
        image = two_cars()
        new = Box(1300, 600, 1700, 900)
        image.paste(noise(400, 300), (new.xmin, new.ymin))
        gate = ChangeGate()
        gate.looked_up(scene_of(PICTURE, view), ())
        (region,) = gate.judge(scene_of(encoded(image), view)).regions
        for edge in ("xmin", "ymin", "xmax", "ymax"):
            assert getattr(region, edge) == pytest.approx(getattr(new, edge), abs=48)
