"""The read-error model: what a plate can be misread as, how often, and what it never is."""

from itertools import combinations

from hypothesis import given, strategies as st
import pytest

from custom_components.plate_recognizer.pipeline.misreading import (
    CONFUSION_CLASSES,
    EXTRA_EDGE_RATE,
    EXTRA_STROKE_RATE,
    LEAST_LIKELIHOOD,
    MARK_ADDED_RATE,
    MISSING_EDGE_RATE,
    NEAR_SHAPE_RATE,
    SAME_SHAPE_RATE,
    ErrorKind,
    Misreading,
    ReadError,
    misreading,
    skeleton,
)

from .plates import PLAIN, alike_pairs, alike_plates, in_one_class, plates

EDGE_RATES = (MISSING_EDGE_RATE, EXTRA_STROKE_RATE, EXTRA_EDGE_RATE)


def test_no_character_is_in_two_classes() -> None:
    assert not [
        set(one) & set(two)
        for one, two in combinations(CONFUSION_CLASSES, 2)
        if set(one) & set(two)
    ]


def test_a_plate_read_to_the_letter_has_no_errors() -> None:
    assert misreading("AB12CDE", "AB12CDE") == Misreading()
    assert Misreading().is_exact
    assert Misreading().likelihood == 1


@pytest.mark.parametrize("pair", ["0O", "O0", "1I", "I1"])
def test_characters_of_the_same_shape_are_confused_most(pair: str) -> None:
    how = misreading(f"X{pair[0]}Y", f"X{pair[1]}Y")

    assert how == Misreading((ReadError(ErrorKind.CONFUSED, 1, pair[0], pair[1], SAME_SHAPE_RATE),))
    assert not how.is_exact


@pytest.mark.parametrize("pair", ["0D", "0Q", "OD", "DQ", "1L", "IL", "2Z", "5S", "6G", "8B", "B8"])
def test_characters_of_nearly_the_same_shape_are_confused_less(pair: str) -> None:
    assert misreading(f"X{pair[0]}Y", f"X{pair[1]}Y") == Misreading(
        (ReadError(ErrorKind.CONFUSED, 1, pair[0], pair[1], NEAR_SHAPE_RATE),)
    )


@pytest.mark.parametrize(
    ("known", "read", "error"),
    [
        ("ABC12", "BC12", ReadError(ErrorKind.MISSING, 0, "A", "", MISSING_EDGE_RATE)),
        ("ABC12", "ABC1", ReadError(ErrorKind.MISSING, 4, "2", "", MISSING_EDGE_RATE)),
        ("ABC12", "IABC12", ReadError(ErrorKind.EXTRA, 0, "", "I", EXTRA_STROKE_RATE)),
        ("ABC12", "ABC121", ReadError(ErrorKind.EXTRA, 5, "", "1", EXTRA_STROKE_RATE)),
        ("ABC12", "LABC12", ReadError(ErrorKind.EXTRA, 0, "", "L", EXTRA_STROKE_RATE)),
        ("ABC12", "DABC12", ReadError(ErrorKind.EXTRA, 0, "", "D", EXTRA_EDGE_RATE)),
        ("ABC12", "ABC12P", ReadError(ErrorKind.EXTRA, 5, "", "P", EXTRA_EDGE_RATE)),
    ],
)
def test_one_character_at_an_edge_can_be_missing_or_extra(
    known: str, read: str, error: ReadError
) -> None:
    assert misreading(known, read) == Misreading((error,))


def test_a_row_of_one_character_is_explained_at_its_left_edge() -> None:
    assert misreading("1111", "111") == Misreading(
        (ReadError(ErrorKind.MISSING, 0, "1", "", MISSING_EDGE_RATE),)
    )


@pytest.mark.parametrize(
    ("known", "read"),
    [("ABC12", "AC12"), ("ABC12", "ABX12C"), ("ABC12", "C12"), ("ABC12", "XXABC12"), ("A", "ABC")],
)
def test_a_character_missing_or_extra_inside_or_two_of_them_are_another_plate(
    known: str, read: str
) -> None:
    assert misreading(known, read) is None


def test_two_confusions_of_the_same_shape_are_a_misreading_and_others_are_not() -> None:
    twice = misreading("0X1", "OXI")

    assert twice is not None
    assert [error.position for error in twice.errors] == [0, 2]
    assert twice.likelihood == pytest.approx(SAME_SHAPE_RATE**2)
    assert misreading("0X8", "OXB") is None
    assert misreading("5X8", "SXB") is None
    assert misreading("0010", "OOIO") is None


def test_an_error_at_an_edge_is_a_misreading_by_itself_alone() -> None:
    """So a substitution can't turn an unlikely extra character and a confusion into likely ones."""
    assert min(EDGE_RATES) >= LEAST_LIKELIHOOD
    assert max(EDGE_RATES) * SAME_SHAPE_RATE < LEAST_LIKELIHOOD
    assert misreading("ABC10", "BC1O") is None


class TestMarks:
    """Marks on letters."""

    def test_a_lost_mark_is_no_error_of_the_text(self) -> None:
        how = misreading("MÜO1", "MUO1")

        assert how == Misreading((ReadError(ErrorKind.MARK_LOST, 1, "Ü", "U", 1.0),))
        assert how.is_exact
        assert how.likelihood == 1

    def test_a_mark_that_is_not_on_the_plate_is_a_misreading(self) -> None:
        how = misreading("MUO1", "MÜO1")

        assert how == Misreading((ReadError(ErrorKind.MARK_ADDED, 1, "U", "Ü", MARK_ADDED_RATE),))
        assert not how.is_exact

    def test_a_lost_mark_beside_a_confusion_is_a_misreading_of_that_likelihood(self) -> None:
        how = misreading("MÜO1", "MU01")

        assert how is not None
        assert not how.is_exact
        assert how.likelihood == SAME_SHAPE_RATE

    @pytest.mark.parametrize(("known", "read"), [("XÖ12", "O12"), ("Ö12", "XO12")])
    def test_positions_are_those_in_the_longer_text(self, known: str, read: str) -> None:
        how = misreading(known, read)

        assert how is not None
        assert [(error.position, error.known) for error in how.errors][1] == (1, "Ö")

    def test_a_letter_with_a_mark_is_confused_as_without_it(self) -> None:
        how = misreading("BÖ1", "B01")

        assert how == Misreading((ReadError(ErrorKind.CONFUSED, 1, "Ö", "0", SAME_SHAPE_RATE),))

    def test_one_mark_for_another_is_another_plate(self) -> None:
        assert misreading("Ö1", "Ó1") is None


@given(plates)
def test_every_plate_is_its_own_reading(plate: str) -> None:
    assert misreading(plate, plate) == Misreading()


@given(alike_plates, alike_plates)
def test_a_misreading_is_as_likely_as_its_errors_together_and_never_rarer_than_the_least(
    known: str, read: str
) -> None:
    how = misreading(known, read)

    if how is not None:
        assert LEAST_LIKELIHOOD <= how.likelihood <= 1
        assert how.is_exact or how.likelihood < 1
        assert sum(error.kind in {ErrorKind.MISSING, ErrorKind.EXTRA} for error in how.errors) <= 1


@given(alike_pairs)
def test_plates_of_one_length_are_confused_with_each_other_or_not_at_all(
    pair: tuple[str, str],
) -> None:
    known, read = pair
    there, back = misreading(known, read), misreading(read, known)

    if known.isascii() and read.isascii():
        assert (there and there.likelihood) == (back and back.likelihood)


@given(alike_pairs)
def test_what_can_be_confused_has_one_skeleton(pair: tuple[str, str]) -> None:
    known, read = pair

    if misreading(known, read) is not None:
        assert skeleton(known) == skeleton(read)


@given(plates, st.data())
def test_a_substitution_outside_the_classes_is_never_a_misreading(
    known: str, data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(known) - 1))
    other = data.draw(st.sampled_from(PLAIN).filter(lambda c: not in_one_class(c, known[place])))

    assert misreading(known, known[:place] + other + known[place + 1 :]) is None
