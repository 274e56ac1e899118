"""What a person is shown while setting a camera up: which part of its picture is sent."""

from io import BytesIO

from PIL import Image
import pytest

from custom_components.plate_recognizer.pipeline.area import Area, View
from custom_components.plate_recognizer.pipeline.frame import BrokenPicture
from custom_components.plate_recognizer.pipeline.preview import located

GREY = (120, 120, 120)


def picture(width: int = 800, height: int = 600) -> bytes:
    file = BytesIO()
    Image.new("RGB", (width, height), GREY).save(file, "PNG")
    return file.getvalue()


def opened(content: bytes) -> Image.Image:
    image = Image.open(BytesIO(content))
    assert image.format == "JPEG"
    return image.convert("RGB")


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
