"""Pseudonyms: the same for a plate as long as a key lives, and nothing that tells it."""

from datetime import UTC, datetime, timedelta
from itertools import count
import re

from hypothesis import given, strategies as st
import pytest

from custom_components.plate_recognizer.pipeline.plate_text import normal_form
from custom_components.plate_recognizer.pipeline.pseudonyms import (
    KEY_LIFE,
    Pseudonyms,
    is_pseudonym,
    plate_key,
)

from .plates import plates

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)
PLATE = "QX74VBN"
A_MOMENT = timedelta(microseconds=1)


def pseudonyms() -> Pseudonyms:
    """Return some with other keys each time."""
    numbers = count(1)
    return Pseudonyms(lambda: next(numbers).to_bytes(32))


@given(st.text(min_size=1))
def test_whatever_was_read_the_pseudonym_has_its_form(plate: str) -> None:
    pseudonym = pseudonyms().of(plate, NOON)

    assert re.fullmatch(r"#[A-Z2-7]{8}", pseudonym)
    assert is_pseudonym(pseudonym)


def test_it_is_the_start_of_a_keyed_hash() -> None:
    assert Pseudonyms(lambda: bytes(32)).of(PLATE, NOON) == "#YQHYZZ6N"


@given(plates)
def test_one_plate_has_one_pseudonym_however_it_is_written(plate: str) -> None:
    named = pseudonyms()

    assert named.of(f" {plate.lower()[:2]}-{plate.lower()[2:]}", NOON) == named.of(plate, NOON)


@given(st.sets(plates, min_size=2, max_size=20))
def test_no_two_plates_share_one(several: set[str]) -> None:
    named = pseudonyms()

    assert len({named.of(each, NOON) for each in several}) == len(several)


def test_a_key_lives_for_seven_days() -> None:
    assert timedelta(days=7) == KEY_LIFE
    named = pseudonyms()
    first = named.of(PLATE, NOON)

    assert named.of(PLATE, NOON + KEY_LIFE - A_MOMENT) == first
    second = named.of(PLATE, NOON + KEY_LIFE)
    assert second != first
    assert named.of(PLATE, NOON + 2 * KEY_LIFE - A_MOMENT) == second
    assert named.of(PLATE, NOON + 2 * KEY_LIFE) not in {first, second}


def test_a_clock_that_was_put_back_lengthens_no_keys_life() -> None:
    named = pseudonyms()
    first = named.of(PLATE, NOON)

    assert named.of(PLATE, NOON - timedelta(days=400)) != first


def test_without_a_key_that_is_as_long_nobody_finds_it_again() -> None:
    assert pseudonyms().of(PLATE, NOON) != Pseudonyms(lambda: b"").of(PLATE, NOON)


def test_they_show_nothing_of_themselves() -> None:
    named = Pseudonyms(lambda: b"a secret key of thirty-two bytes")
    pseudonym = named.of(PLATE, NOON)

    assert repr(named) == str(named) == "Pseudonyms()"
    assert not hasattr(named, "__dict__")
    assert PLATE not in pseudonym


@given(plates)
def test_a_pseudonym_is_nobodys_plate(plate: str) -> None:
    pseudonym = pseudonyms().of(plate, NOON)

    assert plate_key(pseudonym) == pseudonym
    assert normal_form(pseudonym) != pseudonym, "no plate has its key"
    assert not is_pseudonym(plate)


@pytest.mark.parametrize("text", ["#ABCD234", "#ABCD23456", "ABCD2345", "#ABCD2345\n", "#abcd2345"])
def test_what_only_looks_like_a_pseudonym_is_a_plate(text: str) -> None:
    assert not is_pseudonym(text)
    assert plate_key(text) == normal_form(text)
