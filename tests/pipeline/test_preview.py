"""What a person is shown of a picture: what was read on it, and which part of it is sent."""

from io import BytesIO

from PIL import Image, ImageChops
import pytest

from custom_components.plate_recognizer.api.models import Box
from custom_components.plate_recognizer.pipeline.area import Area, View
from custom_components.plate_recognizer.pipeline.frame import BrokenPicture
from custom_components.plate_recognizer.pipeline.preview import Mark, located, marked

GREY = (120, 120, 120)


def picture(width: int = 800, height: int = 600) -> bytes:
    file = BytesIO()
    Image.new("RGB", (width, height), GREY).save(file, "PNG")
    return file.getvalue()


def opened(content: bytes) -> Image.Image:
    image = Image.open(BytesIO(content))
    assert image.format == "JPEG"
    return image.convert("RGB")


def changed(content: bytes) -> tuple[int, int, int, int]:
    """Return the edges of what is no longer grey."""
    image = opened(content)
    difference = ImageChops.difference(image, Image.new("RGB", image.size, GREY)).convert("L")
    edges = difference.point(lambda value: 255 * (value > 40)).getbbox()
    assert edges is not None
    return edges


def test_a_box_is_drawn_around_what_was_read_with_its_text_above() -> None:
    left, top, right, bottom = changed(
        marked(picture(), [Mark(Box(300, 300, 420, 330), "AB12CDE")])
    )

    assert 290 <= left <= 300
    assert top < 295, "the text stands above"
    assert 420 <= right <= 480
    assert 330 <= bottom <= 340


def test_what_is_in_the_box_stays_as_it_is() -> None:
    image = opened(marked(picture(), [Mark(Box(300, 300, 420, 330), "AB12CDE")]))

    inside = image.crop((304, 304, 416, 326))
    difference = ImageChops.difference(inside, Image.new("RGB", inside.size, GREY)).convert("L")
    _, largest = difference.getextrema()
    assert isinstance(largest, int | float)
    assert largest < 12


@pytest.mark.parametrize(
    "box",
    [Box(0, 0, 100, 20), Box(700, 0, 800, 20), Box(0, 580, 100, 600), Box(700, 580, 800, 600)],
)
def test_a_text_in_a_corner_is_inside_the_picture(box: Box) -> None:
    without = opened(marked(picture(), [Mark(box, "")]))
    image = opened(marked(picture(), [Mark(box, "AB12CDE")]))

    edges = ImageChops.difference(image, without).convert("L").point(lambda v: 255 * (v > 40))
    left, top, right, bottom = edges.getbbox() or (0, 0, 0, 0)
    assert right - left > 80, "seven characters take their room"
    assert 0 <= left < right <= 800
    assert 0 <= top < bottom <= 600


@pytest.mark.parametrize("box", [Box(0, 0, 1, 1), Box(0, 0, 800, 600)])
def test_any_box_can_be_marked(box: Box) -> None:
    assert opened(marked(picture(), [Mark(box, "AB12CDE" * 20)])).size == (800, 600)


def test_a_large_picture_is_shown_smaller_with_its_boxes_in_place() -> None:
    content = marked(picture(3200, 2400), [Mark(Box(1600, 1200, 2000, 1280), "AB12CDE")])

    assert opened(content).size == (1600, 1200)
    left, _, right, bottom = changed(content)
    assert 785 <= left <= 800
    assert right >= 1000
    assert 640 <= bottom <= 655


def test_what_is_not_sent_is_dark_and_what_is_masked_is_red() -> None:
    view = View(zone=Area(0, 50, 100, 100), masks=(Area(0, 75, 25, 100),))

    image = opened(located(picture(), view))

    dark, sent, masked = (image.getpixel(at) for at in ((430, 130), (430, 430), (70, 570)))
    assert isinstance(dark, tuple)
    assert isinstance(sent, tuple)
    assert isinstance(masked, tuple)
    assert max(dark) < 80
    assert all(abs(value - 120) < 6 for value in sent)
    assert masked[0] > masked[1] + 30


def test_the_ruler_tells_ten_per_cent_by_ten() -> None:
    image = opened(located(picture(), View()))

    lines = [
        x
        for x in range(20, 799)
        if (pixel := image.getpixel((x, 330))) and isinstance(pixel, tuple) and pixel[0] > 135
    ]
    assert {round(x / 80) for x in lines} == set(range(1, 10))
    assert all(abs(x - 80 * round(x / 80)) <= 1 for x in lines)


def test_a_zone_ends_at_each_of_its_edges() -> None:
    image = opened(located(picture(), View(zone=Area(25, 25, 75, 75))))

    outside = [(100, 330), (700, 330), (430, 100), (430, 500)]
    dark = [image.getpixel(at) for at in outside]
    assert all(isinstance(pixel, tuple) and max(pixel) < 80 for pixel in dark)


def test_a_picture_that_was_taken_upright_is_shown_upright() -> None:
    turned = Image.Exif()
    turned[0x0112] = 6
    file = BytesIO()
    Image.new("RGB", (800, 600), GREY).save(file, "JPEG", exif=turned)

    assert opened(located(file.getvalue(), View())).size == (600, 800)


def test_what_cannot_be_decoded_is_broken() -> None:
    with pytest.raises(BrokenPicture):
        located(picture()[:200], View())
