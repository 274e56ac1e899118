"""What is left of a JPEG with a zone or masks stays as the camera encoded it, where it can."""

from PIL import Image, ImageChops
import pytest

from custom_components.plate_recognizer.pipeline.area import Area, View
from custom_components.plate_recognizer.pipeline.fitting import QUALITIES
from custom_components.plate_recognizer.pipeline.frame import prepare

from .pictures import coarseness, decoded, encoded, frame, noise

PICTURE = noise(160, 120).resize((320, 240))
CORNER = View(masks=(Area(0, 0, 20, 20),))
FINEST = coarseness(decoded(encoded(PICTURE, quality=QUALITIES[0])))


@pytest.mark.parametrize("quality", [60, 75, 98])
@pytest.mark.parametrize("sampling", [0, 1, 2])
def test_beside_masks_it_loses_less_than_in_the_finest_quality(quality: int, sampling: int) -> None:
    content = encoded(PICTURE, quality=quality, subsampling=sampling)
    source = decoded(content)

    sent = decoded(prepare(frame(content), None, CORNER).content)

    finest = decoded(encoded(source, quality=QUALITIES[0], subsampling=sampling))
    assert loss(sent, source) < loss(finest, source)


@pytest.mark.parametrize("quality", [60, 75, 98])
def test_a_mask_makes_it_no_larger(quality: int) -> None:
    content = encoded(PICTURE, quality=quality)

    assert len(prepare(frame(content), None, CORNER).content) <= len(content)


def test_a_zone_that_begins_with_a_block_keeps_its_quality() -> None:
    content = encoded(PICTURE, quality=75)

    sent = decoded(prepare(frame(content), None, View(Area(5, 20, 52, 67))).content)

    assert coarseness(sent) == coarseness(decoded(content))


@pytest.mark.parametrize("zone", [Area(7, 20, 100, 100), Area(5, 22, 100, 100)])
def test_a_zone_that_cuts_its_blocks_is_sent_in_the_finest_quality(zone: Area) -> None:
    content = encoded(PICTURE, quality=75)

    sent = decoded(prepare(frame(content), None, View(zone)).content)

    assert coarseness(sent) == FINEST


def test_one_that_is_turned_is_sent_in_the_finest_quality() -> None:
    content = encoded(PICTURE, orientation=6, quality=75)

    sent = decoded(prepare(frame(content), None, CORNER).content)

    assert coarseness(sent) == FINEST


def test_one_over_the_limit_is_sent_in_the_finest_quality_that_fits() -> None:
    content = encoded(PICTURE, quality=98)

    sent = decoded(prepare(frame(content), len(content) - 1, CORNER).content)

    assert coarseness(sent) == FINEST


def test_one_that_the_camera_packed_more_tightly_fits_all_the_same() -> None:
    content = encoded(PICTURE, quality=75, optimize=True, progressive=True)
    limit = len(content)

    upload = prepare(frame(content), limit, View(masks=(Area(0, 0, 1, 1),)))

    assert len(upload.content) <= limit
    assert upload.width == 320


def loss(sent: Image.Image, source: Image.Image) -> float:
    """Give how many levels of brightness lie between two pictures, below their upper third."""
    below = (0, source.height // 3, *source.size)
    pixels = ImageChops.difference(sent.convert("L"), source.convert("L")).crop(below).tobytes()
    return sum(pixels) / len(pixels)
