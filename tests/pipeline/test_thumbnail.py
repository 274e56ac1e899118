"""A small picture, for lists of many."""

from PIL import Image
import pytest

from custom_components.plate_recognizer.pipeline.frame import BrokenPicture
from custom_components.plate_recognizer.pipeline.thumbnail import thumbnail
from tests.photos import PHOTOS, needs_photos

from .pictures import LEFT, decoded, encoded, two_halves


@pytest.mark.parametrize(
    ("size", "small"),
    [((1920, 1080), (320, 180)), ((1080, 1920), (180, 320)), ((100, 60), (100, 60))],
)
def test_its_longer_side_has_at_most_320_pixels(
    size: tuple[int, int], small: tuple[int, int]
) -> None:
    image = decoded(thumbnail(encoded(two_halves(*size))))

    assert (image.format, image.size) == ("JPEG", small)


def test_it_is_upright_and_nothing_stands_beside_it() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # Orientation
    exif[0x010F] = "Maker"
    content = encoded(two_halves(800, 600), exif=exif, comment=b"driveway")

    image = decoded(thumbnail(content))

    assert image.size == (240, 320)
    pixel = image.getpixel((120, 20))
    assert isinstance(pixel, tuple)
    assert all(abs(value - wanted) < 9 for value, wanted in zip(pixel, LEFT, strict=True))
    assert not image.getexif()
    assert "comment" not in image.info


@needs_photos
@pytest.mark.parametrize("name", ["cars-4k.jpg", "toll-01.jpg", "toll-14.jpg"])
def test_a_photographs_has_at_most_25_kilobytes(name: str) -> None:
    assert len(thumbnail((PHOTOS / name).read_bytes())) <= 25_000


def test_none_is_made_of_a_damaged_picture() -> None:
    with pytest.raises(BrokenPicture):
        thumbnail(encoded(two_halves(), "PNG")[:100])
