"""What the coach says of a camera, and by how many sightings."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from hypothesis import given, strategies as st
from PIL import Image
import pytest

from custom_components.plate_recognizer.api.models import Box
from custom_components.plate_recognizer.pipeline.coach import (
    LEAST_SEEN,
    READABLE_HEIGHT,
    Advice,
    AdviceKey,
    Glimpse,
    advise,
)
from custom_components.plate_recognizer.pipeline.frame import BrokenPicture
from custom_components.plate_recognizer.pipeline.plate_look import PlateLook, plate_look

from .pictures import encoded, noise

NOON = datetime(2026, 10, 4, 12, tzinfo=UTC)
SIZE = 64, 48
PLATE = Box(10, 10, 54, 38)


def look(
    *,
    sharpness: float = 0.6,
    white: float = 0.0,
    brightness: float = 200,
    surroundings: float = 100,
    tilt: int = 0,
    quality: int | None = 90,
) -> PlateLook:
    return PlateLook(sharpness, white, brightness, surroundings, tilt, quality)


GOOD = look()
BLURRED = look(sharpness=0.1)
SHOWS_NOTHING = None


def glimpses(
    looks: Iterable[PlateLook | None], heights: Iterable[int] | None = None
) -> list[Glimpse]:
    looks = list(looks)
    heights = heights or [40] * len(looks)
    return [
        Glimpse(str(number), NOON + timedelta(minutes=number), height, each)
        for number, (each, height) in enumerate(zip(looks, heights, strict=True))
    ]


def keys(advice: Iterable[Advice]) -> list[str]:
    return [each.key.value for each in advice]


def test_a_camera_without_a_flaw_is_fine() -> None:
    assert advise(glimpses([GOOD] * 5)) == (Advice(AdviceKey.FINE, {"seen": 5}),)


@pytest.mark.parametrize("number", range(LEAST_SEEN))
def test_by_fewer_than_five_plates_nothing_is_said_but_how_many_are_missing(number: int) -> None:
    [advice] = advise(glimpses([BLURRED] * number, [10] * number))

    assert advice.key is AdviceKey.TOO_LITTLE_SEEN
    assert advice.values == {"seen": number, "least": 5, "more": 5 - number}


def test_plates_that_are_painted_out_or_in_thumbnails_prove_nothing_about_sharpness() -> None:
    [advice] = advise(glimpses([BLURRED] * 4 + [SHOWS_NOTHING] * 20))

    assert (advice.key, advice.values["seen"]) == (AdviceKey.TOO_LITTLE_SEEN, 4)


def test_how_high_plates_are_is_known_also_of_those() -> None:
    small, missing = advise(glimpses([SHOWS_NOTHING] * 5, [18, 20, 22, 24, 60]))

    assert keys([small, missing]) == ["plate_too_small", "too_little_seen"]
    assert small.values == {"height": 22, "least": READABLE_HEIGHT, "seen": 5}


def test_single_small_plates_are_no_flaw_of_the_camera() -> None:
    assert keys(advise(glimpses([GOOD] * 5, [10, 10, 40, 40, 40]))) == ["fine"]


def test_the_smallest_plate_that_can_be_looked_at_is_the_example() -> None:
    small, *_ = advise(glimpses([GOOD] * 4 + [SHOWS_NOTHING], [20, 15, 18, 17, 10]))

    assert small.example is not None
    assert small.example.height == 15


@pytest.mark.parametrize(
    ("flawed", "good", "said"), [(2, 3, "fine"), (3, 6, "blurred"), (3, 7, "fine")]
)
def test_three_plates_and_a_third_of_them_have_to_be_blurred(
    flawed: int, good: int, said: str
) -> None:
    advice = advise(glimpses([BLURRED] * flawed + [GOOD] * good))

    assert keys(advice) == [said]


def test_the_worst_plate_is_the_example() -> None:
    looks = [look(sharpness=value) for value in (0.2, 0.05, 0.1, 0.6, 0.6)]

    [advice] = advise(glimpses(looks))

    assert advice.values == {"count": 3, "seen": 5}
    assert advice.example is not None
    assert advice.example.look == looks[1]


def test_glare_is_measured_by_those_that_are_seen_in_the_dark() -> None:
    glaring = look(white=0.5, surroundings=20)

    [advice] = advise(glimpses([glaring] * 3 + [GOOD] * 40))

    assert (advice.key, advice.values) == (AdviceKey.GLARE, {"count": 3, "seen": 3})


def test_white_plates_by_day_are_no_glare() -> None:
    assert keys(advise(glimpses([look(white=0.5)] * 5))) == ["fine"]


@pytest.mark.parametrize(
    ("seen", "key"),
    [
        (look(brightness=30, sharpness=0.1, tilt=40), "dark"),
        (look(white=0.5, surroundings=20, sharpness=0.1, tilt=40), "glare"),
    ],
)
def test_where_no_letters_show_they_are_called_neither_blurred_nor_askew(
    seen: PlateLook, key: str
) -> None:
    assert keys(advise(glimpses([seen] * 5))) == [key]


def test_small_plates_are_not_called_blurred_as_well() -> None:
    assert keys(advise(glimpses([BLURRED] * 5, [20] * 5))) == ["plate_too_small"]


def test_several_flaws_are_told_together_with_their_numbers() -> None:
    seen = look(sharpness=0.1, tilt=30, quality=9)

    blurred, angle, compressed = advise(glimpses([seen] * 5))

    assert keys([blurred, angle, compressed]) == ["blurred", "angle", "compressed"]
    assert angle.values == {"count": 5, "seen": 5, "degrees": 30}
    assert compressed.values == {"count": 5, "seen": 5, "quality": 9, "least": 25}


def test_a_picture_that_is_no_jpeg_is_not_too_strongly_compressed() -> None:
    assert keys(advise(glimpses([look(quality=None)] * 5))) == ["fine"]


@pytest.mark.parametrize("quality", [5, 10, 25, 50, 75, 95])
def test_the_quality_of_a_jpeg_is_told_as_programs_count_it(quality: int) -> None:
    seen = plate_look(encoded(noise(*SIZE), quality=quality), PLATE, *SIZE)

    assert seen is not None
    assert seen.quality == pytest.approx(quality, abs=1)


def test_of_a_png_no_quality_is_told() -> None:
    seen = plate_look(encoded(noise(*SIZE), "PNG"), PLATE, *SIZE)

    assert seen is not None
    assert seen.quality is None


def test_a_plate_that_is_painted_out_shows_nothing() -> None:
    picture = noise(*SIZE)
    picture.paste((128, 128, 128), (PLATE.xmin, PLATE.ymin, PLATE.xmax, PLATE.ymax))

    assert plate_look(encoded(picture, "PNG"), PLATE, *SIZE) is None


@pytest.mark.parametrize("color", ["black", "white"])
def test_a_plate_without_any_light_or_with_far_too_much_does_show_that(color: str) -> None:
    assert plate_look(encoded(Image.new("RGB", SIZE, color)), PLATE, *SIZE) is not None


def test_a_thumbnail_shows_nothing() -> None:
    assert plate_look(encoded(noise(*SIZE)), PLATE, 640, 480) is None


edges = st.integers(-100, 200) | st.integers(-(2**40), 2**40)


@given(
    size=st.tuples(st.integers(1, 80), st.integers(1, 80)),
    box=st.builds(Box, edges, edges, edges, edges),
    kind=st.sampled_from(["JPEG", "PNG", "GIF"]),
    mode=st.sampled_from(["L", "RGB", "1"]),
)
def test_any_box_on_any_picture_is_measured_or_is_not(
    size: tuple[int, int], box: Box, kind: str, mode: str
) -> None:
    seen = plate_look(encoded(noise(*size).convert(mode), kind), box, *size)

    assert seen is None or advise(glimpses([seen] * 5))


@given(content=st.binary(max_size=200), cut=st.integers(0, 2000))
def test_what_is_no_picture_is_refused_as_such(content: bytes, cut: int) -> None:
    for broken in (content, encoded(noise(*SIZE))[:cut]):
        try:
            plate_look(broken, PLATE, *SIZE)
        except BrokenPicture as error:
            assert error.reason  # noqa: PT017 - or none is raised
