"""The likeliest texts out of a network's probabilities."""

from itertools import groupby, product
import math

from hypothesis import given, strategies as st
import numpy as np
import pytest

from sandbox.reader.beams import ALPHABET, likeliest_texts

BLANK = "-"


def steps(*rows: dict[str, float]) -> np.ndarray:
    """Return a row of 37 probabilities for each step."""
    symbols = BLANK + ALPHABET
    table = np.zeros((len(rows), len(symbols)), np.float32)
    for row, chances in zip(table, rows, strict=True):
        for symbol, chance in chances.items():
            row[symbols.index(symbol)] = chance
    return table


def likeliest_by_trying_all(rows: list[dict[str, float]]) -> dict[str, float]:
    """Return the probability of every text, by going through every way to come to it."""
    found: dict[str, float] = {}
    for way in product(*(row.items() for row in rows)):
        text = "".join(symbol for symbol, _ in groupby(symbol for symbol, _ in way))
        text = text.replace(BLANK, "")
        found[text] = found.get(text, 0) + math.prod(chance for _, chance in way)
    return found


def test_a_symbol_that_goes_on_is_one_and_after_a_blank_it_is_two() -> None:
    certain = [{symbol: 1.0} for symbol in "AA-AB-BB"]

    assert likeliest_texts(steps(*certain), 5) == [("AABB", 1.0)]


def test_the_likeliest_text_comes_first_though_no_step_favours_it() -> None:
    rows = [{"A": 0.4, BLANK: 0.6}, {"A": 0.4, BLANK: 0.6}]

    texts = likeliest_texts(steps(*rows), 5)

    ((text, chance),) = texts
    assert text == "A"
    assert chance == pytest.approx(0.64)


_SYMBOLS = BLANK + "AB1"
_ROW = st.lists(st.integers(1, 20), min_size=4, max_size=4).map(
    lambda weights: dict(zip(_SYMBOLS, [weight / sum(weights) for weight in weights], strict=True))
)


@given(st.lists(_ROW, min_size=1, max_size=4))
def test_with_enough_beams_the_search_finds_every_text_with_its_probability(
    rows: list[dict[str, float]],
) -> None:
    true = likeliest_by_trying_all(rows)
    del true[""]

    found = likeliest_texts(steps(*rows), 1000)

    assert dict(found) == {text: pytest.approx(chance, rel=1e-3) for text, chance in true.items()}
    chances = [chance for _, chance in found]
    assert chances == sorted(chances, reverse=True)


@given(st.lists(_ROW, min_size=1, max_size=6), st.integers(1, 8))
def test_no_more_texts_are_found_than_asked_for(rows: list[dict[str, float]], width: int) -> None:
    found = likeliest_texts(steps(*rows), width)

    assert len(found) <= width
    assert all(0 < chance <= 1.001 for _, chance in found)
