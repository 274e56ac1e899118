"""What is written into pictures: people's names in their own letters, and never an empty box."""

from PIL import features
from PIL.ImageFont import FreeTypeFont, Layout, truetype
import pytest

from custom_components.plate_recognizer.pipeline.lettering import (
    fitted,
    font_of,
    legible,
    legible_plate,
)

FONT = font_of(30)


def drawn(text: str) -> tuple[tuple[int, int], bytes]:
    mask = FONT.getmask(text)
    return mask.size, bytes(mask)


def without_fribidi() -> FreeTypeFont:
    return truetype(FONT.path, 30, layout_engine=Layout.BASIC)


@pytest.mark.parametrize(
    "name",
    [
        "Jürgens Straße",
        "Łukasz",
        "Жанна",
        "Ωμέγα",
        "Đặng Thị",
        "Şule",
        "Հայկ",
        "ნინო",
        "№ 5, 10 €",
    ],
)
def test_names_are_written_in_their_own_letters(name: str) -> None:
    assert legible(name, FONT) == name
    assert legible(name, without_fribidi()) == name


@pytest.mark.skipif(not features.check("raqm"), reason="FriBiDi is not installed")
@pytest.mark.parametrize("name", ["مريم", "דוד", "نیلوفر", "می\u200cرود"])
def test_names_from_right_to_left_are_written_only_where_pillow_can_turn_them(name: str) -> None:
    assert legible(name, FONT) == name
    assert legible(f"Anna {name}", without_fribidi()) == "Anna"


@pytest.mark.parametrize(
    ("name", "left"),
    [
        ("Anna 🚗", "Anna"),
        ("Anna🚗👩‍👧", "Anna"),
        ("❤️ Golf", "Golf"),
        ("田中さん Tanaka", "Tanaka"),
        ("田中のGolf", ""),
        ("สมชาย", ""),
        ("Anna\n\t Golf", "Anna Golf"),
        ("\u202eAnna\ufeff", "Anna"),
        ("", ""),
    ],
)
def test_of_what_the_font_lacks_whole_words_are_left_out_and_signs_alone(
    name: str, left: str
) -> None:
    assert legible(name, FONT) == left


@pytest.mark.parametrize("text", ["Jürgen", "Ж", "🚗 Anna", "京A12345"])
def test_no_empty_box_is_ever_drawn(text: str) -> None:
    box = drawn("\uffff")

    for written in (legible(text, FONT), legible_plate(text, FONT)):
        assert all(drawn(sign) != box for sign in written)


def test_letters_that_pillows_own_font_draws_as_one_and_the_same_box_are_told_apart() -> None:
    assert len({drawn(sign) for sign in "üßŁЖه"}) == 5


def test_a_letter_and_its_accent_count_as_the_one_letter_that_they_are() -> None:
    assert legible("Ju\u0308rgen", FONT) == "Jürgen"


def test_a_plates_missing_signs_are_dots() -> None:
    assert legible_plate("京A12345", FONT) == "·A12345"
    assert legible_plate("AB 123", FONT) == "AB 123"


def test_what_is_too_wide_is_cut_and_says_so() -> None:
    cut = fitted("Gärtnerei Weiß", FONT, 120)

    assert cut.endswith("…")
    assert "Gärtnerei".startswith(cut.removesuffix("…"))
    assert FONT.getlength(cut) <= 120
    assert fitted("Anna", FONT, 120) == "Anna"


def test_an_endless_name_is_written_as_far_as_it_could_fit() -> None:
    assert len(legible("a" * 100_000, FONT)) == 64
