"""What was made of a picture is drawn into it, and the plates can still be read."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Any
from unittest.mock import patch

from hypothesis import given, settings, strategies as st
from PIL import Image, ImageChops
import pytest

from custom_components.plate_recognizer.api.models import Box
from custom_components.plate_recognizer.pipeline import annotation
from custom_components.plate_recognizer.pipeline.annotation import Mark, annotated
from custom_components.plate_recognizer.pipeline.frame import BrokenPicture
from custom_components.plate_recognizer.pipeline.label import Words
from custom_components.plate_recognizer.pipeline.label_layout import place_label
from custom_components.plate_recognizer.pipeline.mark_style import Color, style_of
from custom_components.plate_recognizer.pipeline.sighting import Status

from .pictures import STORED, decoded, encoded, noise, png_header

GREY = (120, 120, 120)
SIZES = [(320, 240), (640, 360), (1920, 1080), (3840, 2160), (1080, 1920)]
ANNA = Words(Status.KNOWN, "Known", "Anna", "AB12CDE", 0.97)

type Size = tuple[int, int]


@cache
def plain(size: Size, orientation: int = 1) -> bytes:
    """Give a grey picture, as a camera that was turned stores it."""
    image = Image.new("RGB", size, GREY)
    stored = STORED[orientation]
    return encoded(image if stored is None else image.transpose(stored), "PNG", orientation)


def mark_in(size: Size, words: Words = ANNA) -> Mark:
    """Give a vehicle in the middle of a picture, with its plate."""
    width, height = size
    vehicle = Box(width * 3 // 10, height * 4 // 10, width * 7 // 10, height * 8 // 10)
    plate = Box(width * 45 // 100, height * 65 // 100, width * 55 // 100, height * 70 // 100)
    return Mark(plate, vehicle, words)


def shown(content: bytes, *marks: Mark) -> Image.Image:
    image = decoded(annotated(content, marks))
    assert image.format == "JPEG"
    assert image.mode == "RGB"
    return image


def scaled(box: Box, size: Size, image: Image.Image) -> Box:
    across, down = image.width / size[0], image.height / size[1]
    return Box(
        round(box.xmin * across),
        round(box.ymin * down),
        round(box.xmax * across),
        round(box.ymax * down),
    )


def changed(image: Image.Image) -> Image.Image:
    """Return a picture that is white where it isn't grey any more."""
    difference = ImageChops.difference(image, Image.new("RGB", image.size, GREY)).convert("L")
    return difference.point(lambda value: 255 * (value > 25))


def unlike(image: Image.Image, color: Color) -> Image.Image:
    """Return how far each pixel is from a color, by the band in which it is farthest."""
    red, green, blue = ImageChops.difference(image, Image.new("RGB", image.size, color)).split()
    return ImageChops.lighter(red, ImageChops.lighter(green, blue))


def has_color(image: Image.Image, color: Color, within: Box) -> bool:
    """Tell whether a color is in a part of a picture, as exactly as JPEG keeps it."""
    part = image.crop((within.xmin, within.ymin, within.xmax, within.ymax))
    return sum(unlike(part, color).histogram()[:40]) > 0


def strips(box: Box, width: int) -> Sequence[Box]:
    """Give what is around a box, on its four sides."""
    return (
        Box(box.xmin - width, box.ymin, box.xmin, box.ymax),
        Box(box.xmax, box.ymin, box.xmax + width, box.ymax),
        Box(box.xmin, box.ymin - width, box.xmax, box.ymin),
        Box(box.xmin, box.ymax, box.xmax, box.ymax + width),
    )


@pytest.mark.parametrize("status", [*Status, None])
@pytest.mark.parametrize("size", SIZES)
def test_lines_are_drawn_around_vehicle_and_plate(size: Size, status: Status | None) -> None:
    mark = mark_in(size, Words(status))

    image = shown(plain(size), mark)

    for box in (mark.vehicle_box, mark.plate_box):
        assert box is not None
        for strip in strips(scaled(box, size, image), max(6, image.width // 200)):
            assert has_color(image, style_of(status).color, strip)


@pytest.mark.parametrize("beyond", [0, 50])
def test_the_line_around_what_fills_the_picture_is_seen(beyond: int) -> None:
    everything = Box(-beyond, -beyond, 800 + beyond, 600 + beyond)

    image = shown(plain((800, 600)), Mark(None, everything, Words(Status.KNOWN)))

    for strip in strips(Box(6, 6, 794, 594), 6):
        assert has_color(image, style_of(Status.KNOWN).color, strip)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_boxes_are_those_of_the_upright_picture(orientation: int) -> None:
    size = (800, 600)
    upright = shown(plain(size), mark_in(size))

    turned = shown(plain(size, orientation), mark_in(size))

    assert ImageChops.difference(upright, turned).getbbox() is None


@pytest.mark.parametrize("size", SIZES)
def test_a_plates_own_pixels_stay_as_they_are(size: Size) -> None:
    mark = mark_in(size)
    assert mark.plate_box is not None
    # Lines and a label of another one want to go right across it.
    other = Mark(None, Box(0, 0, size[0] // 2, size[1] * 67 // 100), ANNA)

    image = shown(plain(size), mark, other)

    plate = scaled(mark.plate_box, size, image)
    inside = changed(image).crop((plate.xmin + 3, plate.ymin + 3, plate.xmax - 3, plate.ymax - 3))
    assert inside.getbbox() is None


@pytest.mark.parametrize("size", SIZES)
def test_a_label_is_as_high_as_can_be_read_on_a_phone(size: Size) -> None:
    image = shown(plain(size), Mark(None, None, Words(plate="AB12CDE")))

    edges = changed(image).getbbox()
    assert edges is not None
    left, top, right, bottom = edges
    assert (left, top) == (0, 0)
    assert max(image.size) / 25 <= bottom <= max(image.size) / 10
    assert max(image.size) / 10 <= right <= image.width


@pytest.mark.parametrize("status", [*Status, None])
def test_a_label_is_written_in_ink_on_the_color_of_its_status(status: Status | None) -> None:
    image = shown(plain((1280, 720)), Mark(None, None, Words(status, "Word", None, "AB12CDE")))

    edges = changed(image).getbbox()
    assert edges is not None
    style = style_of(status)
    assert has_color(image, style.color, Box(*edges))
    inner = Box(edges[0] + 12, edges[1] + 12, edges[2] - 12, edges[3] - 12)
    assert has_color(image, style.ink, inner)


@pytest.mark.parametrize(
    "words",
    [
        Words(Status.KNOWN, "Known", "Anna", "AB12CDE", 0.97),
        Words(Status.STRANGER, "Known", "Anna", "AB12CDE", 0.97),
        Words(Status.KNOWN, "Bekannt", "Anna", "AB12CDE", 0.97),
        Words(Status.KNOWN, "Known", "Ännä", "AB12CDE", 0.97),
        Words(Status.KNOWN, "Known", None, "AB12CDE", 0.97),
        Words(Status.KNOWN, "Known", "Anna", "AB12CDF", 0.97),
        Words(Status.KNOWN, "Known", "Anna", "AB12CDE", 0.96),
        Words(Status.KNOWN, "Known", "Anna", "AB12CDE"),
    ],
)
def test_everything_that_is_known_is_on_the_label(words: Words) -> None:
    nothing_known = Words()

    image = shown(plain((640, 480)), Mark(None, None, words))

    assert changed(image).getbbox() is not None
    assert changed(shown(plain((640, 480)), Mark(None, None, nothing_known))).getbbox() is None
    if words != ANNA:
        assert image.tobytes() != shown(plain((640, 480)), Mark(None, None, ANNA)).tobytes()


def test_a_name_that_cannot_be_written_leaves_status_and_plate() -> None:
    without = shown(
        plain((640, 480)), Mark(None, None, Words(Status.KNOWN, "Known", None, "AB12CDE"))
    )
    image = shown(
        plain((640, 480)), Mark(None, None, Words(Status.KNOWN, "Known", "田中 🚗", "AB12CDE"))
    )

    assert image.tobytes() == without.tobytes()


def test_a_status_that_cannot_be_written_is_said_in_english() -> None:
    english = shown(plain((640, 480)), Mark(None, None, Words(Status.BLOCKED, "Blocked")))
    image = shown(plain((640, 480)), Mark(None, None, Words(Status.BLOCKED, "封鎖")))

    assert image.tobytes() == english.tobytes()


LONG = "Anna's old Golf that she parks behind the barn now"


def label_of(words: Words, size: Size = (1280, 720)) -> tuple[int, int]:
    """Return how wide and how high a label is."""
    edges = changed(shown(plain(size), Mark(None, None, words))).getbbox()
    assert edges is not None
    return edges[2] - edges[0], edges[3] - edges[1]


@pytest.mark.parametrize("size", SIZES)
def test_a_long_name_leaves_half_of_the_picture_to_its_neighbours(size: Size) -> None:
    width = shown(plain(size)).width

    plate_alone, _ = label_of(Words(plate="AB12CDE", score=0.97), size)
    across, _ = label_of(Words(Status.KNOWN, "Known", LONG, "AB12CDE", 0.97), size)

    assert across <= max(width / 2 + 2, plate_alone)


def test_a_name_stands_beside_its_status_as_long_as_both_have_room_there() -> None:
    _, line = label_of(Words(Status.KNOWN, "Known"))
    names = ["A" * number for number in range(1, 40)]

    labels = [label_of(Words(Status.KNOWN, "Known", name)) for name in names]

    in_one = [width for width, height in labels if height < 1.5 * line]
    in_two = [width for width, height in labels if height > 1.5 * line]
    assert len(in_one) + len(in_two) == len(labels)
    assert in_one == sorted(in_one)
    assert 0.45 * 1280 < in_one[-1] <= 0.5 * 1280 + 2
    assert [height > 1.5 * line for _, height in labels] == [False] * len(in_one) + [True] * len(
        in_two
    ), "no name that fits is below, and none beside that doesn't"


def test_of_a_plate_that_was_not_read_no_score_is_told() -> None:
    unread = Words(Status.UNREAD, "Unread")

    images = [
        shown(plain((640, 480)), Mark(None, None, each))
        for each in (unread, replace(unread, score=0.4))
    ]

    assert images[0].tobytes() == images[1].tobytes()


def test_of_very_many_vehicles_all_have_boxes_and_the_first_have_labels() -> None:
    marks = [
        Mark(None, Box(x, y, x + 30, y + 30), Words(Status.KNOWN, "Known", None, f"AB{x}{y}"))
        for y in range(20, 1060, 80)
        for x in range(20, 1900, 80)
    ]
    assert len(marks) > 300
    placed = list[str]()

    def place(size: Size, anchors: Sequence[Box], *others: Any) -> Box:  # noqa: ANN401 - as it has them
        placed.append(str(anchors))
        return place_label(size, anchors, *others)

    with patch.object(annotation, "place_label", place):
        image = shown(plain((1920, 1080)), *marks)

    assert len(placed) == 24
    last = marks[-1].vehicle_box
    assert last is not None
    for strip in strips(last, 6):
        assert has_color(image, style_of(Status.KNOWN).color, strip)


def test_labels_of_several_vehicles_stand_apart() -> None:
    marks = [
        Mark(None, Box(200 + 40 * n, 200, 500 + 40 * n, 400), Words(status, status, None, "AB12"))
        for n, status in enumerate((Status.KNOWN, Status.STRANGER, Status.BLOCKED))
    ]
    alone = [shown(plain((1280, 720)), mark) for mark in marks]

    together = shown(plain((1280, 720)), *marks)

    def area(image: Image.Image, color: Color) -> int:
        return sum(unlike(image, color).histogram()[:40])

    for mark, image in zip(marks, alone, strict=True):
        color = style_of(mark.words.status).color
        # Lines cross each other.
        assert area(together, color) > 0.8 * area(image, color)


def test_a_label_that_finds_no_room_at_its_plate_is_tied_to_it_by_a_line() -> None:
    plate = Box(620, 350, 660, 362)
    before = [
        Mark(plate, None, Words(status, status, None, "AB12"))
        for status in (Status.KNOWN, Status.STRANGER, Status.BLOCKED, Status.IGNORED)
    ]

    image = shown(
        plain((1280, 720)),
        *before,
        Mark(plate, None, Words(Status.EXPIRED, "expired", None, "AB12")),
    )

    beside = image.crop((0, plate.ymin, image.width, plate.ymax))  # where no other label is
    mask = unlike(beside, style_of(Status.EXPIRED).color).point(lambda value: 255 * (value < 60))
    columns = [x for x in range(mask.width) if mask.crop((x, 0, x + 1, mask.height)).getbbox()]
    assert columns[-1] > plate.xmax + 200, "the label is far away, on the right"
    between = set(range(plate.xmax, columns[-1])) - set(columns)
    assert len(between) < 8, "all but the edges in ink"


edges = st.integers(-100, 500)
boxes = st.none() | st.builds(Box, edges, edges, edges, edges)
texts = st.text(max_size=80)
words = st.builds(
    Words,
    st.none() | st.sampled_from(Status),
    texts,
    st.none() | texts,
    st.none() | texts,
    st.none() | st.floats(0, 1),
)


@given(
    st.tuples(st.integers(1, 400), st.integers(1, 400)),
    st.lists(st.builds(Mark, boxes, boxes, words), max_size=3),
)
@settings(deadline=None, max_examples=150)
def test_anything_can_be_drawn_into_anything(size: Size, marks: list[Mark]) -> None:
    image = decoded(annotated(plain(size), marks))

    assert max(image.size) == 640


@pytest.mark.parametrize(
    "content",
    [b"", b"no picture", encoded(noise(64, 48), "PNG")[:500], png_header(100_000, 100_000)],
)
def test_nothing_is_drawn_into_what_is_broken(content: bytes) -> None:
    with pytest.raises(BrokenPicture):
        annotated(content, [Mark(None, None, ANNA)])
