"""A picture over the limit: quality first, then size, and no more of either than it takes."""

from functools import cache
from io import BytesIO

from hypothesis import given, settings, strategies as st
from PIL import Image
from PIL.JpegImagePlugin import get_sampling
import pytest

from custom_components.plate_recognizer.pipeline.fitting import QUALITIES, SCALED_QUALITY
from custom_components.plate_recognizer.pipeline.frame import BrokenPicture, prepare
from tests.photos import PHOTOS, needs_photos

from .pictures import coarseness, decoded, encoded, frame, noise

# Detail of two pixels and more, as lenses leave it: single ones would go with any scaling.
PICTURE = noise(160, 120).resize((320, 240))
SOURCE = encoded(PICTURE, "BMP")

# Wide enough for a sample, and another one in each of its parts.
LARGE = noise(32, 18).resize((2560, 1440), Image.Resampling.BICUBIC)
LARGE.paste(noise(640, 360).resize((1280, 720)), (900, 500))

CLOUD_LIMIT = 2_990_000


@cache
def in_quality(quality: int) -> bytes:
    return encoded(PICTURE, quality=quality, subsampling=0)


FINEST, COARSEST = len(in_quality(QUALITIES[0])), len(in_quality(QUALITIES[-1]))


@given(st.integers(COARSEST, 2 * FINEST))
@settings(deadline=None)
def test_in_full_resolution_the_best_quality_that_fits_is_sent(limit: int) -> None:
    best = max(quality for quality in QUALITIES if len(in_quality(quality)) <= limit)

    assert prepare(frame(SOURCE), limit).content == in_quality(best)


@given(st.integers(COARSEST // 4, COARSEST - 1))
@settings(deadline=None)
def test_only_what_fits_in_no_quality_is_scaled_and_then_not_by_much_more_than_needed(
    limit: int,
) -> None:
    upload = prepare(frame(SOURCE), limit)

    assert 0.8 * limit < len(upload.content) <= limit
    assert upload.width < upload.full_width == PICTURE.width
    assert upload.width / upload.height == pytest.approx(PICTURE.width / PICTURE.height, rel=0.1)
    assert decoded(upload.content).size == (upload.width, upload.height)


@pytest.mark.parametrize("quality", QUALITIES)
def test_a_large_picture_is_encoded_once_in_the_best_quality_that_fits(
    quality: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = encoded(LARGE, "BMP")
    best = encoded(LARGE, quality=quality, subsampling=0)
    sizes = []
    save = Image.Image.save

    def noted_save(image: Image.Image, file: BytesIO, kind: str, **how: object) -> None:
        sizes.append(image.size)
        save(image, file, kind, **how)

    monkeypatch.setattr(Image.Image, "save", noted_save)
    sent = prepare(frame(source), len(best) + len(best) // 50).content

    assert coarseness(decoded(sent)) == coarseness(decoded(best))
    assert sizes.count(LARGE.size) == 1


def test_what_is_left_after_scaling_is_shown_well() -> None:
    sent = decoded(prepare(frame(SOURCE), COARSEST // 2).content)

    assert coarseness(sent) == coarseness(decoded(in_quality(SCALED_QUALITY)))


def test_what_fits_in_no_size_is_refused() -> None:
    with pytest.raises(BrokenPicture) as caught:
        prepare(frame(SOURCE), 100)

    assert caught.value.reason == "too_large"


def test_without_a_limit_nothing_is_shrunk() -> None:
    upload = prepare(frame(SOURCE), None)

    assert upload.content == in_quality(QUALITIES[0])


@pytest.mark.parametrize("sampling", [0, 1, 2])
def test_a_jpeg_keeps_the_resolution_of_its_colors(sampling: int) -> None:
    content = encoded(PICTURE, quality=98, subsampling=sampling)

    sent = decoded(prepare(frame(content), len(content) - 1).content)

    assert get_sampling(sent) == sampling


@needs_photos
def test_a_4k_photo_fits_into_the_cloud_limit_in_full_resolution() -> None:
    content = (PHOTOS / "cars-4k.jpg").read_bytes()
    assert len(content) > CLOUD_LIMIT

    upload = prepare(frame(content), CLOUD_LIMIT)

    assert len(upload.content) <= CLOUD_LIMIT
    assert (upload.width, upload.height) == (upload.full_width, upload.full_height) == (3840, 2160)
    assert coarseness(decoded(upload.content)) <= coarseness(decoded(in_quality(85)))
