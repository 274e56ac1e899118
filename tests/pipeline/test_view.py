"""Of a frame with a zone and masks only that is sent which may be seen, and boxes still fit."""

from pathlib import Path
from unittest.mock import patch

from hypothesis import assume, example, given, settings, strategies as st
from PIL import Image, ImageChops
from PIL.ExifTags import Base as ExifTag
from PIL.ImageFile import ImageFile
import pytest

from custom_components.plate_recognizer.api.models import Box
from custom_components.plate_recognizer.pipeline.area import Area, View
from custom_components.plate_recognizer.pipeline.fitting import QUALITIES
from custom_components.plate_recognizer.pipeline.frame import BrokenPicture, prepare

from .pictures import (
    MARK,
    STORED,
    assert_near,
    coarseness,
    decoded,
    encoded,
    find_mark,
    frame,
    marked,
    noise,
    two_halves,
)

GREY = 128
TOLL = Path(__file__).parents[3] / "shared/photos/toll-01.jpg"
CAPTION = Area(38, 0, 100, 6.5)

AROUND_MARK = View(Area(20, 5, 70, 60))
"""In the marked picture 48 pixels from the left and 8 from the top."""
OVER_MARK = View(masks=(Area(25, 5, 50, 20),))


def levels(image: Image.Image) -> tuple[int, int]:
    """Give the darkest and the brightest level of any color."""
    pixels = image.tobytes()
    return min(pixels), max(pixels)


def difference(one: Image.Image, other: Image.Image) -> int:
    """Give by how many levels two pictures differ where they differ most."""
    return levels(ImageChops.difference(one, other))[1]


class TestZone:
    """A part of the picture."""

    @given(st.data(), st.integers(40, 400), st.integers(40, 400), st.sampled_from(["JPEG", "PNG"]))
    @settings(deadline=None)
    def test_a_mark_in_any_zone_is_sent_and_its_box_maps_back_onto_it(
        self, data: st.DataObject, width: int, height: int, kind: str
    ) -> None:
        area = Area(*data.draw(st.tuples(*[st.floats(0, 70)] * 2, *[st.floats(71, 100)] * 2)))
        part = area.to_pixels(width, height)
        assume(min(part.xmax - part.xmin, part.ymax - part.ymin) >= 8)
        xmin = data.draw(st.integers(part.xmin, part.xmax - 8))
        ymin = data.draw(st.integers(part.ymin, part.ymax - 8))
        xmax = data.draw(st.integers(xmin + 8, part.xmax))
        ymax = data.draw(st.integers(ymin + 8, part.ymax))
        picture = Image.new("RGB", (width, height), "white")
        picture.paste("black", (xmin, ymin, xmax, ymax))

        upload = prepare(frame(encoded(picture, kind)), None, View(area))

        assert (upload.full_width, upload.full_height) == (width, height)
        assert upload.part == part
        assert decoded(upload.content).size == (upload.width, upload.height)
        assert_near(upload.to_full(find_mark(upload.content)), Box(xmin, ymin, xmax, ymax), 2)

    @pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
    @pytest.mark.parametrize("orientation", STORED)
    def test_it_is_one_of_the_upright_picture(self, kind: str, orientation: int) -> None:
        content = encoded(marked(orientation), kind, orientation)

        upload = prepare(frame(content), None, AROUND_MARK)

        assert (upload.width, upload.height) == (120, 88)
        assert (upload.full_width, upload.full_height) == (240, 160)
        assert_near(find_mark(upload.content), Box(22, 2, 62, 22), 2)
        assert_near(upload.to_full(find_mark(upload.content)), MARK, 2)

    def test_its_pixels_are_those_of_the_picture(self) -> None:
        picture = noise(240, 160).resize((480, 320))

        sent = decoded(prepare(frame(encoded(picture, "PNG")), None, AROUND_MARK).content)

        whole = decoded(encoded(picture, quality=QUALITIES[0], subsampling=0))
        assert difference(sent, whole.crop((96, 16, 336, 192))) == 0

    def test_a_zone_of_everything_is_sent_byte_for_byte(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        content = encoded(two_halves())
        monkeypatch.setattr(ImageFile, "load", lambda _: pytest.fail("decoded"))

        for zone in (Area(0, 0, 100, 100), Area(0.1, 0.1, 99.9, 99.9)):
            assert prepare(frame(content), None, View(zone)).content == content

    def test_a_small_zone_of_a_picture_over_the_limit_loses_nothing(self) -> None:
        content = encoded(marked(1), quality=98, subsampling=0)
        limit = len(content) // 2

        upload = prepare(frame(content), limit, AROUND_MARK)

        assert len(upload.content) <= limit
        assert (upload.width, upload.height) == (120, 88)
        assert coarseness(decoded(upload.content)) == coarseness(
            decoded(encoded(noise(8, 8), quality=QUALITIES[0]))
        )

    def test_a_box_in_a_zone_that_had_to_be_scaled_maps_back(self) -> None:
        upload = prepare(frame(encoded(marked(1), "PNG")), 4_000, AROUND_MARK)

        assert upload.width < 120
        assert_near(upload.to_full(find_mark(upload.content)), MARK, 2 * 120 / upload.width)

    def test_a_picture_that_is_cut_off_is_broken_although_the_zone_is_there(self) -> None:
        content = encoded(noise(60, 40))

        with pytest.raises(BrokenPicture) as caught:
            prepare(frame(content[: len(content) * 9 // 10]), None, View(Area(0, 0, 50, 20)))

        assert caught.value.reason == "damaged"


class TestMasks:
    """What is painted out."""

    @given(
        st.integers(20, 90),
        st.integers(20, 90),
        st.tuples(st.floats(0, 40), st.floats(0, 40), st.floats(45, 80), st.floats(45, 80)),
        st.sampled_from([None, Area(0, 0, 90, 90), Area(33.3, 10, 100, 95)]),
        st.none() | st.integers(700, 2000),
    )
    @example(20, 20, (0, 0, 50, 50), None, None)
    @settings(deadline=None)
    def test_nothing_of_what_they_hide_has_any_influence_on_what_is_sent(
        self,
        width: int,
        height: int,
        edges: tuple[float, float, float, float],
        zone: Area | None,
        limit: int | None,
    ) -> None:
        view = View(zone, (Area(*edges),))
        hidden = view.masks[0].to_pixels(width, height)
        one, other = noise(width, height), noise(width, height)
        other.paste("black", (hidden.xmin, hidden.ymin, hidden.xmax, hidden.ymax))

        uploads = [prepare(frame(encoded(i, "PNG")), limit, view) for i in (one, other)]

        assert uploads[0] == uploads[1]

    @pytest.mark.parametrize("kind", ["JPEG", "PNG"])
    @pytest.mark.parametrize("zone", [None, Area(10, 10, 90, 90)])
    def test_what_they_hide_is_one_neutral_grey(self, kind: str, zone: Area | None) -> None:
        view = View(zone, (Area(22, 25, 61, 70),))

        sent = decoded(prepare(frame(encoded(noise(400, 300), kind)), None, view).content)

        (box,) = view.hidden(400, 300)
        inner = (box.xmin + 16, box.ymin + 16, box.xmax - 16, box.ymax - 16)
        assert levels(sent.crop(inner)) == (GREY, GREY)
        # At the edges JPEG mixes it with what is beside.
        pixels = sent.crop((box.xmin, box.ymin, box.xmax, box.ymax)).convert("L").tobytes()
        assert sum(abs(value - GREY) > 48 for value in pixels) < len(pixels) / 100

    @pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
    @pytest.mark.parametrize("orientation", STORED)
    def test_they_hide_parts_of_the_upright_picture(self, kind: str, orientation: int) -> None:
        content = encoded(marked(orientation), kind, orientation)

        for zone in (None, AROUND_MARK.zone):
            upload = prepare(frame(content), None, View(zone, OVER_MARK.masks))

            assert levels(decoded(upload.content).convert("L"))[0] > 64

    @pytest.mark.parametrize(
        ("mode", "kind"),
        [
            ("L", "JPEG"),
            ("CMYK", "JPEG"),
            ("1", "PNG"),
            ("P", "PNG"),
            ("RGBA", "PNG"),
            ("I;16", "PNG"),
            ("F", "TIFF"),
            ("P", "GIF"),
        ],
    )
    def test_they_hide_in_every_mode(self, mode: str, kind: str) -> None:
        # Pillow makes I;16 of I alone.
        picture = two_halves().convert("I" if mode == "I;16" else "RGB").convert(mode)

        sent = decoded(
            prepare(frame(encoded(picture, kind)), None, View(masks=(Area(0, 0, 50, 100),))).content
        )

        assert levels(sent.crop((0, 0, 16, 48))) == (GREY, GREY)

    def test_what_stands_beside_the_pixels_cannot_give_it_away(self) -> None:
        exif = Image.Exif()
        exif[ExifTag.ImageDescription] = "a picture of the hidden"
        content = encoded(two_halves(), exif=exif, comment=b"the hidden", xmp=b"<hidden/>")
        assert content.count(b"hidden") == 3

        assert b"hidden" not in prepare(frame(content), None, OVER_MARK).content

    def test_all_of_them_are_painted(self) -> None:
        masks = Area(0, 0, 25, 100), Area(75, 0, 100, 100), Area(0, 0, 100, 50)

        sent = decoded(
            prepare(frame(encoded(noise(128, 128), "PNG")), None, View(masks=masks)).content
        )

        for shown in ((0, 0, 32, 128), (96, 0, 128, 128), (0, 0, 128, 64)):
            assert levels(sent.crop(shown)) == (GREY, GREY)
        assert levels(sent.crop((32, 64, 96, 128)))[1] > 200

    def test_one_beside_the_zone_changes_nothing(self) -> None:
        content = encoded(marked(1))
        beside = Area(0, 0, 19, 100), Area(75, 0, 100, 4)

        with_masks = prepare(frame(content), None, View(AROUND_MARK.zone, beside))

        assert with_masks == prepare(frame(content), None, AROUND_MARK)

    def test_hidden_text_of_a_photo_is_not_sent_and_the_plate_is(self) -> None:
        if not TOLL.is_file():
            pytest.skip(f"needs the photo {TOLL.name}, which is not part of this project")
        content = TOLL.read_bytes()
        view = View(masks=(CAPTION,))

        sent, source = decoded(prepare(frame(content), None, view).content), decoded(content)

        (box,) = view.hidden(*source.size)
        text = (box.xmin, box.ymin, box.xmax, 42)
        assert levels(source.crop(text).convert("L")) == (0, 255)
        darkest, brightest = levels(sent.crop(text).convert("L"))
        assert GREY - 16 <= darkest <= brightest <= GREY + 16
        plate = (455, 650, 577, 702)
        assert difference(sent.crop(plate), source.crop(plate)) < 16


@pytest.mark.parametrize("view", [AROUND_MARK, OVER_MARK, View(AROUND_MARK.zone, OVER_MARK.masks)])
def test_a_view_costs_one_decoding_and_one_encoding(view: View) -> None:
    content = encoded(marked(1))

    with (
        patch.object(ImageFile, "load_end", autospec=True) as decoding,
        patch.object(Image.Image, "save", autospec=True, side_effect=Image.Image.save) as encoding,
    ):
        prepare(frame(content), None, view)

    assert (decoding.call_count, encoding.call_count) == (1, 1)
