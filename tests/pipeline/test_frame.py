"""A frame becomes what is sent: as it is where it can be, upright, whole, or refused."""

from contextlib import suppress

from hypothesis import given, settings, strategies as st
from PIL import Image
from PIL.ImageFile import ImageFile
import pytest

from custom_components.plate_recognizer.api.models import Box
from custom_components.plate_recognizer.pipeline.area import WHOLE, Area, View
from custom_components.plate_recognizer.pipeline.frame import (
    MAX_PIXELS,
    BrokenPicture,
    Upload,
    prepare,
)

from .pictures import (
    LEFT,
    MARK,
    RIGHT,
    STORED,
    assert_near,
    decoded,
    encoded,
    find_mark,
    frame,
    marked,
    noise,
    png_header,
    two_halves,
)

# Pillow warns of what is damaged before it finds that it cannot read it.
pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:PIL")


def fault_of(content: bytes, limit: int | None = None) -> BrokenPicture:
    with pytest.raises(BrokenPicture) as caught:
        prepare(frame(content), limit)
    return caught.value


class TestKept:
    """What is sent byte for byte."""

    @pytest.mark.parametrize(
        ("kind", "content_type"), [("JPEG", "image/jpeg"), ("PNG", "image/png")]
    )
    def test_an_upright_picture_within_the_limit(self, kind: str, content_type: str) -> None:
        content = encoded(two_halves(), kind)

        upload = prepare(frame(content), len(content))

        assert upload == Upload(content, content_type, 64, 48, 64, 48, Box(0, 0, 64, 48))

    def test_any_size_where_there_is_no_limit(self) -> None:
        content = encoded(noise(300, 200), quality=100)

        assert prepare(frame(content), None).content == content

    @pytest.mark.parametrize("kind", ["JPEG", "PNG"])
    def test_a_whole_one_is_not_decoded(self, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
        content = encoded(two_halves(), kind)
        monkeypatch.setattr(ImageFile, "load", lambda _: pytest.fail("decoded"))

        assert prepare(frame(content), None).content == content

    @pytest.mark.parametrize("length", [32, 1000])
    def test_one_with_padding_behind_its_end(self, length: int) -> None:
        content = encoded(two_halves()) + b"\0" * length

        assert prepare(frame(content), None).content == content

    @pytest.mark.parametrize("exif", [b"Exif\0\0garbage", b"Exif\0\0MM\0*\0\0\0\x08\xff\xff"])
    def test_one_whose_exif_is_garbage(self, exif: bytes) -> None:
        content = encoded(two_halves(), exif=exif)

        assert prepare(frame(content), None).content == content

    def test_one_with_an_orientation_that_does_not_exist(self) -> None:
        content = encoded(two_halves(), orientation=9)

        assert prepare(frame(content), None).content == content


class TestUpright:
    """What EXIF says about the camera's position."""

    @pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
    @pytest.mark.parametrize("orientation", STORED)
    def test_the_picture_is_sent_upright(self, kind: str, orientation: int) -> None:
        upload = prepare(frame(encoded(marked(orientation), kind, orientation)), None)

        assert (upload.width, upload.height) == (upload.full_width, upload.full_height)
        assert decoded(upload.content).size == (upload.width, upload.height) == (240, 160)
        assert_near(find_mark(upload.content), MARK, 2)

    @pytest.mark.parametrize("orientation", STORED)
    def test_a_box_in_a_scaled_picture_maps_to_the_upright_full_one(self, orientation: int) -> None:
        upload = prepare(frame(encoded(marked(orientation), "PNG", orientation)), 6_000)

        assert upload.width < upload.full_width == 240
        assert_near(upload.to_full(find_mark(upload.content)), MARK, 2 * 240 / upload.width)

    def test_what_was_turned_says_no_more_that_it_has_to_be(self) -> None:
        upload = prepare(frame(encoded(marked(6), orientation=6)), None)

        assert not decoded(upload.content).getexif()


class TestConverted:
    """What JPEG cannot hold, or the API might not read."""

    @pytest.mark.parametrize(
        ("mode", "kind"),
        [
            ("RGB", "BMP"),
            ("RGB", "GIF"),
            ("RGB", "MPO"),
            ("RGB", "TIFF"),
            ("RGB", "WEBP"),
            ("CMYK", "TIFF"),
            ("P", "GIF"),
            ("RGBA", "WEBP"),
        ],
    )
    def test_other_formats_become_jpeg(self, mode: str, kind: str) -> None:
        image = in_mode(mode, two_halves())
        others = [image] if kind == "MPO" else []

        content = encoded(image, kind, save_all=bool(others), append_images=others)
        upload = prepare(frame(content), None)

        assert upload.content_type == "image/jpeg"
        assert_shows_two_halves(upload)

    @pytest.mark.parametrize(
        ("mode", "kind"),
        [
            ("CMYK", "JPEG"),
            ("P", "PNG"),
            ("RGBA", "PNG"),
        ],
    )
    def test_every_mode_keeps_its_colors(self, mode: str, kind: str) -> None:
        image = in_mode(mode, two_halves().rotate(180))

        assert_shows_two_halves(prepare(frame(encoded(image, kind, 3)), None))

    @pytest.mark.parametrize(("mode", "kind"), [("L", "JPEG"), ("L", "PNG"), ("1", "PNG")])
    def test_a_grey_picture_stays_grey(self, mode: str, kind: str) -> None:
        image = two_halves().convert("L").rotate(180).convert(mode)

        sent = decoded(prepare(frame(encoded(image, kind, 3)), None).content)

        assert sent.mode == "L"
        assert mean(sent, left=True) > mean(sent, left=False)

    @pytest.mark.parametrize(("mode", "kind"), [("I;16", "PNG"), ("I", "TIFF"), ("F", "TIFF")])
    def test_deep_grey_is_spread_over_what_jpeg_has(self, mode: str, kind: str) -> None:
        image = Image.new("I", (64, 48), 300)
        image.paste(1000, (32, 0, 64, 48))

        sent = decoded(prepare(frame(encoded(image.convert(mode), kind, 3)), None).content)

        assert (mean(sent, left=True), mean(sent, left=False)) == pytest.approx((255, 0), abs=2)

    def test_what_is_transparent_turns_white(self) -> None:
        image = Image.new("RGBA", (8, 8), (0, 0, 0, 0))

        sent = decoded(prepare(frame(encoded(image, "WEBP", lossless=True)), None).content)

        assert sent.getpixel((4, 4)) == (255, 255, 255)

    def test_of_a_film_the_first_picture_is_sent(self) -> None:
        black = Image.new("RGB", (64, 48))
        content = encoded(two_halves(), "GIF", save_all=True, append_images=[black])

        assert_shows_two_halves(prepare(frame(content), None))


def in_mode(mode: str, image: Image.Image) -> Image.Image:
    # A palette of the picture's own: that of `convert` is a fixed one.
    return image.quantize() if mode == "P" else image.convert(mode)


def mean(image: Image.Image, *, left: bool) -> float:
    half = image.crop((0, 0, 30, 48) if left else (34, 0, 64, 48))
    values = half.tobytes()
    return sum(values) / len(values)


def assert_shows_two_halves(upload: Upload) -> None:
    sent = decoded(upload.content).convert("RGB")
    assert sent.size == (64, 48)
    assert sent.getpixel((16, 24)) == pytest.approx(LEFT, abs=12)
    assert sent.getpixel((48, 24)) == pytest.approx(RIGHT, abs=12)


class TestBroken:
    """What cannot be sent, and why."""

    def test_nothing(self) -> None:
        assert fault_of(b"").reason == "empty"

    @pytest.mark.parametrize(
        "content",
        [b"<html>Unauthorized</html>", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n"],
        ids=["page", "program"],
    )
    def test_what_is_no_picture(self, content: bytes) -> None:
        fault = fault_of(content)

        assert fault.reason == "unknown_format"
        assert "0x" not in str(fault)

    @pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "BMP", "TIFF"])
    @pytest.mark.parametrize("part", [0.5, 0.9])
    def test_a_picture_cut_off(self, kind: str, part: float) -> None:
        content = encoded(noise(60, 40), kind)

        assert fault_of(content[: int(len(content) * part)]).reason in ("damaged", "unknown_format")

    def test_a_jpeg_cut_off_by_its_last_bytes(self) -> None:
        assert fault_of(encoded(noise(60, 40))[:-40]).reason == "damaged"

    def test_one_without_an_area(self) -> None:
        assert fault_of(png_header(0, 0)).reason == "unknown_format"

    @pytest.mark.parametrize("side", [8_100, 60_000])
    def test_one_that_would_not_fit_into_memory(self, side: int) -> None:
        assert side**2 > MAX_PIXELS
        assert fault_of(png_header(side, side)).reason == "too_large"


PICTURES = [
    encoded(noise(24, 16), kind, orientation)
    for kind in ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF")
    for orientation in (1, 6)
]


VIEWS = [WHOLE, View(Area(10, 0, 90, 80), (Area(0, 0, 50, 50),))]


def is_sent_or_broken(content: bytes, limit: int | None, view: View = WHOLE) -> None:
    """Prepare a frame, which must not end in any other way."""
    with suppress(BrokenPicture):
        upload = prepare(frame(content), limit, view)
        assert limit is None or len(upload.content) <= limit


@given(st.binary(max_size=200), st.none() | st.integers(1, 1000))
@settings(deadline=None)
def test_any_bytes_are_sent_or_broken(content: bytes, limit: int | None) -> None:
    is_sent_or_broken(content, limit)


@given(
    st.sampled_from(PICTURES),
    st.integers(0, 2000),
    st.binary(max_size=12),
    st.none() | st.integers(1, 3000),
    st.sampled_from(VIEWS),
)
@settings(deadline=None)
def test_any_damage_leaves_a_picture_that_is_sent_or_broken(
    picture: bytes, start: int, damage: bytes, limit: int | None, view: View
) -> None:
    start %= len(picture)
    is_sent_or_broken(picture[:start] + damage + picture[start + len(damage) :], limit, view)
