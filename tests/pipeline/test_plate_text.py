"""The normal form: what plates don't differ by goes, what they differ by stays."""

import unicodedata

from hypothesis import example, given, strategies as st
import pytest

from custom_components.plate_recognizer.pipeline.plate_text import normal_form, without_marks


@pytest.mark.parametrize(
    "written",
    [
        "AB12CDE",
        "ab12cde",
        "AB12 CDE",
        " AB-12.CD/E ",
        "AB·12•CD・E",
        "A\N{NO-BREAK SPACE}B12\N{EN DASH}CDE",
        "AB\N{SOFT HYPHEN}12\N{ZERO WIDTH SPACE}CDE\N{LEFT-TO-RIGHT MARK}",
        "ＡＢ１２ＣＤＥ",  # noqa: RUF001 - full width
        "AB\N{ARABIC-INDIC DIGIT ONE}\N{ARABIC-INDIC DIGIT TWO}CDE",
        "AB๑๒CDE",
        "ab①②cde",
        "AB1\N{VARIATION SELECTOR-16}\N{COMBINING ENCLOSING KEYCAP}2CDE",
    ],
)
def test_case_separators_width_and_script_of_digits_make_no_other_plate(written: str) -> None:
    assert normal_form(written) == "AB12CDE"


@pytest.mark.parametrize("written", ["", " ", "- . ·", "\N{COMBINING DIAERESIS}", "ـ", "🚗", "_+"])
def test_a_text_without_letters_and_digits_is_no_plate(written: str) -> None:
    assert normal_form(written) is None


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        (
            "\u0430\u0432\u0435\u043a\u043c\u043d\u043e\u0440\u0441\u0442\u0443\u0445",
            "ABEKMHOPCTYX",
        ),
        ("\u0410123\u0412\u0421 77", "A123BC77"),
        ("\u0406\u0456\u0408", "IIJ"),
        (
            "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7",
            "ABEZHIKMNOPTYX",
        ),
        ("\u03b9\u03b7\u03c5 1234", "IHY1234"),
    ],
)
def test_cyrillic_and_greek_letters_with_a_latin_twin_are_that_twin(
    written: str, normal: str
) -> None:
    assert normal_form(written) == normal


@pytest.mark.parametrize("letter", ["\u0416", "\u042f", "\u03a9", "さ", "品", "ก", "가", "ب", "म"])
def test_other_letters_stay_what_they_are(letter: str) -> None:
    assert normal_form(f"{letter} 12") == f"{letter}12"


@pytest.mark.parametrize(
    ("one", "other"), [("BÖ AB 1", "BO AB 1"), ("ŠI 1", "SI 1"), ("か12", "が12"), ("मे१", "म१")]
)
def test_marks_make_another_plate(one: str, other: str) -> None:
    assert normal_form(one) != normal_form(other)


def test_a_mark_is_the_same_however_it_is_written() -> None:
    assert normal_form("mu\N{COMBINING DIAERESIS}-o 1") == normal_form("MÜO1") == "MÜO1"


def test_a_stretched_arabic_letter_is_the_letter() -> None:
    assert normal_form("ب\N{ARABIC TATWEEL} 12") == normal_form("ب12")


def test_an_egyptian_plate_keeps_its_letters() -> None:
    assert normal_form("أ ب ج ١٢٣٤") == "أبج1234"


@pytest.mark.parametrize("mark", ["\N{COMBINING CARON}", "\N{COMBINING LONG STROKE OVERLAY}"])
def test_a_mark_that_no_letter_of_an_alphabet_bears_is_dropped(mark: str) -> None:
    assert normal_form(f"Q{mark}1{mark}{mark}2Ä{mark}") == "Q12Ä"


@pytest.mark.parametrize(
    ("plate", "plain"),
    [
        ("MÜO1", "MUO1"),
        ("ČŠŽĐ", "CSZD"),
        ("ÅØ1", "AO1"),
        ("İ1", "I1"),
        ("أ1", "\N{ARABIC LETTER ALEF}1"),
        ("が1", "が1"),
    ],
)
def test_an_engine_of_plain_letters_reads_them_without_marks(plate: str, plain: str) -> None:
    assert without_marks(plate) == plain


@given(st.text())
@example("ŉ")
@example("\N{LATIN SMALL LETTER SHARP S}")
@example("A-\N{COMBINING DIAERESIS}")
@example(
    "a\N{COMBINING GRAVE ACCENT BELOW}\N{COMBINING LONG STROKE OVERLAY}\N{COMBINING RING ABOVE}"
)
def test_a_normal_form_is_its_own_normal_form(text: str) -> None:
    normal = normal_form(text)

    assert normal is None or normal_form(normal) == normal


@given(st.text())
def test_a_normal_form_holds_letters_digits_and_their_marks_alone(text: str) -> None:
    for char in normal_form(text) or "":
        assert unicodedata.category(char)[0] in "LM" or char in "0123456789"


@given(st.text(), st.sampled_from(" -.·/'\t\N{EN DASH}"), st.data())
def test_a_separator_anywhere_changes_nothing(
    text: str, separator: str, data: st.DataObject
) -> None:
    plain = normal_form(text) or ""
    place = data.draw(st.integers(0, len(plain)))

    assert (normal_form(plain[:place] + separator + plain[place:]) or "") == plain


@given(st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", min_size=1))
def test_different_plates_of_plain_characters_stay_different(plate: str) -> None:
    assert normal_form(plate) == normal_form(plate.lower()) == plate


@given(st.text())
def test_without_marks_a_plate_has_as_many_characters_and_none_to_lose(text: str) -> None:
    normal = normal_form(text) or ""
    plain = without_marks(normal)

    assert len(plain) == len(normal)
    assert without_marks(plain) == plain
