"""Which lines of text are plates."""

from hypothesis import given, strategies as st
import numpy as np
import pytest

from sandbox.plate_read import Box, Candidate, PlateRead
from sandbox.reader.detection import TextLine
from sandbox.reader.plates import ReadLine, could_be_plate, plates_among
from sandbox.reader.recognition import Reading


def line(
    raw: str,
    box: tuple[int, int, int, int],
    chance: float = 0.99,
    *others: tuple[str, float],
    dscore: float = 0.8,
) -> ReadLine:
    """Return an upright line with this text in this box, and other readings of it."""
    left, top, right, bottom = box
    quad = np.array([(left, top), (right, top), (right, bottom), (left, bottom)], np.float32)
    text = "".join(filter(str.isalnum, raw)).upper()
    readings = ((text, chance), *others) if text else ()
    return ReadLine(TextLine(quad, dscore), Reading(raw, readings))


def texts(plates: list[PlateRead]) -> list[str]:
    return [plate.text for plate in plates]


@pytest.mark.parametrize("text", ["AB12CDE", "8ABC123", "MXY1234", "34A36837", "765410", "A12B"])
def test_texts_built_like_plates_are_plates(text: str) -> None:
    assert could_be_plate(text)


@pytest.mark.parametrize(
    "text",
    ["", "A12", "AB12CDE3456", "EXIT", "EXIT1", "12345", "A1B2C3", "ABCDEFG12", "1A11", "11111111"],
)
def test_other_texts_are_not(text: str) -> None:
    assert not could_be_plate(text)


ON_ONE_LINE = (100, 100, 300, 150)


def test_a_plate_has_the_box_and_the_readings_of_its_line_in_lower_case() -> None:
    (plate,) = plates_among(
        [line("AB-12 CDE", ON_ONE_LINE, 0.9, ("A812CDE", 0.05), ("AB12CD", 1e-9), dscore=0.77)]
    )

    assert plate.box == Box(100, 100, 300, 150)
    assert plate.dscore == 0.77
    assert plate.candidates == (Candidate("ab12cde", 0.985), Candidate("a812cde", 0.652))


@pytest.mark.parametrize(
    ("raw", "box"),
    [
        pytest.param("12.03.2026 08:15", ON_ONE_LINE, id="a date"),
        pytest.param("Taxi 1234", ON_ONE_LINE, id="small letters"),
        pytest.param("AB12€€CD", ON_ONE_LINE, id="foreign characters"),
        pytest.param("AB12CDE", (100, 100, 160, 150), id="too square"),
        pytest.param("AB12CDE", (100, 100, 700, 150), id="too long"),
        pytest.param("AB12CDE", (100, 100, 135, 112), id="too small"),
    ],
)
def test_what_is_not_printed_or_shaped_like_a_plate_is_none(
    raw: str, box: tuple[int, int, int, int]
) -> None:
    assert plates_among([line(raw, box)]) == []


def test_an_unsure_reading_is_none() -> None:
    assert plates_among([line("AB12CDE", ON_ONE_LINE, 1e-5)]) == []


def test_two_lines_one_under_the_other_are_one_plate() -> None:
    upper = line("AB 1", (100, 100, 200, 150), dscore=0.9)
    lower = line("2CDE", (105, 155, 195, 205))

    for lines in ([upper, lower], [lower, upper]):
        (plate,) = plates_among(lines)
        assert (plate.text, plate.box, plate.dscore) == ("ab12cde", Box(100, 100, 200, 205), 0.8)


@pytest.mark.parametrize(
    "box",
    [
        pytest.param((105, 190, 195, 240), id="too far below"),
        pytest.param((180, 155, 280, 205), id="beside"),
        pytest.param((105, 155, 195, 175), id="much lower"),
        pytest.param((100, 155, 400, 205), id="much wider"),
        pytest.param((100, 100, 200, 150), id="the same place"),
    ],
)
def test_lines_that_do_not_fit_together_are_no_plate(box: tuple[int, int, int, int]) -> None:
    assert plates_among([line("AB 1", (100, 100, 200, 150)), line("2CDE", box)]) == []


def test_of_two_readings_of_one_place_the_surer_is_kept() -> None:
    lines = [line("AB12CD", (110, 100, 290, 150), 0.7), line("AB12CDE", ON_ONE_LINE, 0.9)]

    assert texts(plates_among(lines)) == ["ab12cde"]


def test_the_surest_plate_comes_first() -> None:
    lines = [line("AB12CDE", ON_ONE_LINE, 0.7), line("GK842TR", (100, 300, 300, 350), 0.9)]

    assert texts(plates_among(lines)) == ["gk842tr", "ab12cde"]


_BOXES = st.tuples(
    st.integers(0, 300), st.integers(0, 300), st.integers(1, 300), st.integers(1, 80)
).map(lambda place: (place[0], place[1], place[0] + place[2], place[1] + place[3]))
_LINES = st.builds(
    line, st.from_regex(r"[A-Z0-9 -]{2,8}", fullmatch=True), _BOXES, st.floats(0.001, 1)
)


@given(st.lists(_LINES, max_size=8))
def test_any_lines_give_plates_that_are_whole_and_sorted(lines: list[ReadLine]) -> None:
    plates = plates_among(lines)

    assert [plate.score for plate in plates] == sorted(
        (plate.score for plate in plates), reverse=True
    )
    for plate in plates:
        scores = [candidate.score for candidate in plate.candidates]
        assert 1 <= len(scores) <= 5
        assert scores == sorted(scores, reverse=True)
        assert plate.text == plate.text.lower()
        assert plate.box.xmin < plate.box.xmax
