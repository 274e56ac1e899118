"""The calibration: that its figures are what they are called, and those that are documented."""

from itertools import product
from pathlib import Path
from random import Random

import pytest

from bench.calibration.grammars import GRAMMARS, Grammar
from bench.calibration.measure import GRADES, calibrate
from bench.calibration.read_errors import ReadErrors, confused_once, read_oddly_as
from bench.calibration.report import _rarity, region_rows
from custom_components.plate_recognizer.pipeline.known_plates import KnownPlate, PlateIndex
from custom_components.plate_recognizer.pipeline.match import Match
from custom_components.plate_recognizer.pipeline.matching import match_plate

DOCUMENT = Path(__file__).parents[2] / "docs/matching.md"
TINY = Grammar("tiny", (("O0AX", "B8AX", "B8AX"), ("O0AX", "B8AX")))
"""Of so few plates that all of them can pass."""


def chance() -> Random:
    """Return the same chance each time."""
    return Random(1)  # noqa: S311 - chance, not a secret


@pytest.mark.parametrize("grammar", [TINY, *GRAMMARS], ids=lambda grammar: grammar.region)
def test_every_plate_that_is_drawn_is_one_of_its_grammar(grammar: Grammar) -> None:
    random = chance()

    assert all(grammar.draw(random) in grammar for _ in range(100))
    assert "" not in grammar
    assert "?" * 7 not in grammar


def test_a_grammar_knows_how_many_plates_it_has() -> None:
    texts = ("".join(chars) for length in range(4) for chars in product("O0AXB8", repeat=length))

    assert TINY.size == sum(text in TINY for text in texts)


@pytest.mark.parametrize(
    ("region", "plate"),
    [
        ("gb", "AB12CDE"),
        ("de", "BAB1234"),
        ("fr", "AB123CD"),
        ("it", "AB123CD"),
        ("nl", "GB001B"),
        ("es", "1234BCD"),
        ("pl", "WX12345"),
        ("us-ca", "8ABC123"),
        ("us-tx", "BCD1234"),
        ("br", "ABC1D23"),
        ("in", "MH12AB1234"),
    ],
)
def test_a_grammar_has_a_plate_of_its_region(region: str, plate: str) -> None:
    [grammar] = [grammar for grammar in GRAMMARS if grammar.region == region]

    assert plate in grammar


def test_without_errors_each_plate_is_read_to_the_letter() -> None:
    random = chance()

    assert {ReadErrors(0.0).read("B0I8S5", random).text for _ in range(100)} == {"B0I8S5"}


def test_errors_happen_as_often_as_their_rates_say() -> None:
    random, times = chance(), 100_000

    texts = [ReadErrors().read("X0Y", random).text for _ in range(times)]

    for read, rate in confused_once("X0Y").items():
        assert texts.count(read) / times == pytest.approx(rate, rel=0.15)
    odd = [text for text in texts if "X0Y" in read_oddly_as(text)]
    rates = [read_oddly_as(text)["X0Y"] for text in set(odd)]
    assert len(odd) / times == pytest.approx(sum(rates), rel=0.15)


def test_a_case_is_calibrated_to_the_same_figures_each_time() -> None:
    assert calibrate(GRAMMARS[0], 3, 1.0, 300) == calibrate(GRAMMARS[0], 3, 1.0, 300)


def test_without_errors_no_owner_is_refused_and_only_lookalikes_are_accepted() -> None:
    found = calibrate(GRAMMARS[1], 3, 0.0, 1000)

    assert set(found.owners_refused.values()) == {0.0}
    assert found.neighbours_accepted == {
        Match.EXACT: 0.0,
        Match.CANDIDATE: 0.0,
        Match.LOOKALIKE: 1.0,
    }
    assert found.strangers_accepted[Match.EXACT] == 0.0
    assert found.strangers_accepted[Match.LOOKALIKE] > 0.0


def test_strangers_are_accepted_as_often_as_when_all_of_them_pass() -> None:
    """The shortcut by the plates that resemble a known one gives what a long count gives."""
    random, errors, times = chance(), ReadErrors(), 10
    share = dict.fromkeys(GRADES, 0)
    every = ["".join(chars) for shape in TINY.shapes for chars in product(*shape)]
    for known in every:
        index = PlateIndex([KnownPlate.of(known, "car")])
        for stranger in every:
            if stranger != known:
                for _ in range(times):
                    match = match_plate(errors.read(stranger, random), index)
                    for grade in GRADES:
                        share[grade] += match.grade.is_at_least(grade)

    found = calibrate(TINY, 1, 1.0, 30_000)

    for grade in GRADES:
        counted = share[grade] / (times * len(every) ** 2)
        assert found.strangers_accepted[grade] == pytest.approx(counted, rel=0.25)


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (1 / 7_400_000_000, "1 in 7.4 billion"),
        (1 / 404_000_000, "1 in 400 million"),
        (1 / 912_345, "1 in 910,000"),
        (0.5, "1 in 2"),
        (1e-13, "1 in 10 million million"),
    ],
)
def test_what_is_rare_is_told_in_words(share: float, words: str) -> None:
    assert _rarity(share) == words


@pytest.mark.parametrize("grammar", GRAMMARS, ids=lambda grammar: grammar.region)
def test_the_documented_tables_hold_the_figures_of_this_code(grammar: Grammar) -> None:
    documented = {
        tuple(cell.strip() for cell in line.strip("|").split("|"))
        for line in DOCUMENT.read_text(encoding="utf-8").splitlines()
    }

    assert {tuple(row) for row in region_rows(grammar)} <= documented, (
        "script/bench calibration prints them anew"
    )
