"""A picture to draw on is upright and of a size to look at, whatever a camera gives."""

from PIL import Image
import pytest

from custom_components.plate_recognizer.api.models import Box
from custom_components.plate_recognizer.pipeline.canvas import canvas_of
from custom_components.plate_recognizer.pipeline.frame import BrokenPicture

from .pictures import (
    MARK,
    assert_near,
    encoded,
    find_mark,
    marked,
    noise,
    png_header,
    two_halves,
)


@pytest.mark.parametrize(
    ("size", "shown"),
    [
        ((320, 240), (640, 480)),
        ((640, 360), (640, 360)),
        ((1280, 720), (1280, 720)),
        ((3840, 2160), (1920, 1080)),
        ((7680, 4320), (1920, 1080)),
        ((2160, 3840), (1080, 1920)),
        ((4000, 1), (1920, 1)),
        ((1, 1), (640, 640)),
    ],
)
def test_small_pictures_are_enlarged_and_large_ones_shrunk(
    size: tuple[int, int], shown: tuple[int, int]
) -> None:
    canvas = canvas_of(encoded(two_halves(*size)), least=640)

    assert canvas.picture.size == shown
    assert canvas.full_size == size


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF"])
@pytest.mark.parametrize("most", [1920, 60], ids=["enlarged", "shrunk"])
def test_a_turned_picture_stands_upright_with_boxes_where_they_belong(
    orientation: int, kind: str, most: int
) -> None:
    canvas = canvas_of(encoded(marked(orientation), kind, orientation), least=480, most=most)

    assert canvas.full_size == (240, 160)
    assert canvas.picture.size == ((480, 320) if most == 1920 else (60, 40))
    assert_near(find_mark(canvas.jpeg()), canvas.on_canvas(MARK), 2)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16"])
def test_any_form_of_colors_becomes_rgb(mode: str) -> None:
    kind = "TIFF" if mode == "CMYK" else "PNG"
    image = two_halves().convert("L").convert("I;16") if mode == "I;16" else two_halves()
    picture = canvas_of(encoded(image if mode == "I;16" else image.convert(mode), kind)).picture

    assert picture.mode == "RGB"
    left, right = picture.convert("L").resize((2, 1), Image.Resampling.BOX).tobytes()
    assert left > right


@pytest.mark.parametrize(
    "box",
    [Box(-50, -50, 500, 500), Box(110, 30, 70, 10), Box(90, 20, 90, 20), Box(400, 400, 500, 500)],
    ids=["larger", "inverted", "empty", "beside"],
)
def test_any_box_becomes_one_inside_the_picture_with_an_area(box: Box) -> None:
    on = canvas_of(encoded(noise(240, 160)), least=480).on_canvas(box)

    assert 0 <= on.xmin < on.xmax <= 480
    assert 0 <= on.ymin < on.ymax <= 320


def test_the_edges_of_a_box_may_stand_in_any_order() -> None:
    canvas = canvas_of(encoded(noise(240, 160)))
    inverted = Box(MARK.xmax, MARK.ymax, MARK.xmin, MARK.ymin)

    assert canvas.on_canvas(inverted) == canvas.on_canvas(MARK) == MARK


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"no picture", "unknown_format"),
        (encoded(noise(240, 160))[:2000], "damaged"),
        (encoded(noise(240, 160), "PNG")[:2000], "damaged"),
        (png_header(9_000, 9_000), "too_large"),
        (png_header(100_000, 100_000), "too_large"),
    ],
)
def test_what_is_no_whole_picture_is_broken(content: bytes, reason: str) -> None:
    with pytest.raises(BrokenPicture) as broken:
        canvas_of(content)

    assert broken.value.reason == reason
