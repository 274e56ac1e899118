"""What is painted out of a picture is gone: from its pixels and from all that is beside them."""

from io import BytesIO

from hypothesis import given, settings, strategies as st
from PIL import Image
import pytest

from custom_components.plate_recognizer.api.models import Box
from custom_components.plate_recognizer.pipeline.area import Area, View
from custom_components.plate_recognizer.pipeline.frame import BrokenPicture
from custom_components.plate_recognizer.pipeline.painting_out import painted_out

from .pictures import MARK, decoded, encoded, marked, noise, png_header, two_halves

WIDTH, HEIGHT = 240, 160
SCENE = noise(WIDTH, HEIGHT)
BOX = Box(100, 60, 160, 80)

edges = st.integers(-50, 300)


def with_black(box: Box) -> bytes:
    """Give the scene with other pixels in a box."""
    left, right = sorted((box.xmin, box.xmax))
    top, bottom = sorted((box.ymin, box.ymax))
    scene = SCENE.copy()
    scene.paste("black", (left, top, right, bottom))
    return encoded(scene, "PNG")


def is_grey(image: Image.Image, at: tuple[int, int]) -> bool:
    pixel = image.convert("RGB").getpixel(at)
    return isinstance(pixel, tuple) and all(abs(value - 128) <= 4 for value in pixel)


@given(st.builds(Box, edges, edges, edges, edges))
@settings(deadline=None)
def test_nobody_can_tell_from_the_picture_what_was_in_a_box(box: Box) -> None:
    assert painted_out(with_black(box), [box]) == painted_out(encoded(SCENE, "PNG"), [box])


def test_a_little_around_a_box_is_gone_too_and_the_rest_is_as_it_was() -> None:
    around = Box(BOX.xmin - 3, BOX.ymin - 3, BOX.xmax + 3, BOX.ymax + 3)

    assert painted_out(with_black(around), [BOX]) == painted_out(encoded(SCENE, "PNG"), [BOX])
    assert painted_out(with_black(Box(0, 0, 80, 40)), [BOX]) != painted_out(
        encoded(SCENE, "PNG"), [BOX]
    )


def test_around_the_smallest_box_two_pixels_are_gone() -> None:
    point, around = Box(100, 60, 101, 61), Box(98, 58, 103, 63)

    assert painted_out(with_black(around), [point]) == painted_out(encoded(SCENE, "PNG"), [point])


@pytest.mark.parametrize("orientation", range(1, 9))
def test_boxes_and_masks_are_those_of_the_upright_picture(orientation: int) -> None:
    content = encoded(marked(orientation), orientation=orientation)
    view = View(zone=Area(0, 0, 10, 10), masks=(Area(50, 50, 100, 100),))

    image = decoded(painted_out(content, [MARK], view))

    assert image.format == "JPEG"
    assert image.size == (WIDTH, HEIGHT), "the zone hides nothing"
    assert is_grey(image, (90, 20)), "the box"
    assert is_grey(image, (180, 120)), "the mask"
    darkest, _ = image.convert("L").getextrema()
    assert isinstance(darkest, int | float)
    assert darkest > 64, "nothing of the dark mark is left"


def test_a_grey_picture_stays_grey() -> None:
    image = decoded(painted_out(encoded(SCENE.convert("L")), [BOX]))

    assert image.mode == "L"
    assert is_grey(image, (130, 70))


def exif_with(orientation: int = 1) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "MakerOfCameras"
    return exif


def with_segment(marker: int, data: bytes) -> bytes:
    """Put a segment before the others of a JPEG."""
    plain = encoded(SCENE)
    segment = bytes([0xFF, marker]) + (len(data) + 2).to_bytes(2) + data
    return plain[:2] + segment + plain[2:]


@pytest.mark.parametrize(
    "content",
    [
        encoded(SCENE, exif=exif_with()),
        encoded(SCENE, exif=exif_with(6)),
        encoded(SCENE, comment=b"MakerOfCameras" * 5),
        with_segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0MakerOfCameras"),
        with_segment(0xE0, b"JFXX\0\x10MakerOfCameras"),
        with_segment(0xED, b"MakerOfCameras"),
        encoded(SCENE, icc_profile=b"MakerOfCameras" * 9),
        encoded(SCENE) + b"MakerOfCameras",
        encoded(SCENE) + encoded(SCENE, comment=b"MakerOfCameras"),
        encoded(SCENE, progressive=True) + b"MakerOfCameras\xff\xd9",
    ],
    ids=[
        "EXIF",
        "EXIF of a turned one",
        "comment",
        "XMP",
        "small picture",
        "IPTC",
        "profile",
        "film",
        "second picture",
        "after another end",
    ],
)
@pytest.mark.parametrize("boxes", [[], [BOX]])
def test_nothing_that_stood_beside_the_picture_is_left(content: bytes, boxes: list[Box]) -> None:
    assert b"MakerOfCameras" in content

    painted = painted_out(content, boxes)

    assert b"MakerOfCameras" not in painted
    image = decoded(painted)
    assert not image.getexif()
    assert image.size in {(WIDTH, HEIGHT), (HEIGHT, WIDTH)}


@pytest.mark.parametrize(
    "content",
    [
        encoded(SCENE),
        encoded(SCENE, comment=b"Lavc59.37.100\0"),
        encoded(SCENE, progressive=True),
        encoded(SCENE, restart_marker_blocks=2),
        encoded(SCENE.convert("L"), optimize=True),
    ],
    ids=["bare", "ffmpeg", "progressive", "with restarts", "grey"],
)
def test_a_plain_jpeg_from_which_nothing_is_taken_stays_byte_for_byte(content: bytes) -> None:
    view = View(zone=Area(0, 0, 50, 50))

    assert painted_out(content, [], view) is content


def test_another_format_becomes_a_jpeg() -> None:
    assert decoded(painted_out(encoded(SCENE, "PNG"))).format == "JPEG"


def test_what_is_encoded_anew_loses_next_to_nothing() -> None:
    content = encoded(SCENE, quality=80, comment=b"MakerOfCameras" * 5)
    again = painted_out(content)

    assert len(again) < 1.1 * len(content)
    before, after = decoded(content).convert("L"), decoded(again).convert("L")
    changes = (abs(a - b) for a, b in zip(before.tobytes(), after.tobytes(), strict=True))
    assert sum(changes) / (WIDTH * HEIGHT) < 1


@pytest.mark.parametrize(
    "content",
    [b"", b"no picture", encoded(SCENE)[:3000], png_header(100_000, 100_000)],
    ids=["empty", "none", "cut off", "huge"],
)
@pytest.mark.parametrize("boxes", [[], [BOX]])
def test_what_is_no_whole_picture_is_broken(content: bytes, boxes: list[Box]) -> None:
    with pytest.raises(BrokenPicture):
        painted_out(content, boxes)


def test_a_picture_in_full_size_stays_in_full_size() -> None:
    file = BytesIO()
    two_halves(3840, 2160).save(file, "JPEG")

    assert decoded(painted_out(file.getvalue(), [BOX])).size == (3840, 2160)
