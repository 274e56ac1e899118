"""The read-error model: how a plate is read as another text, and how often.

A rate says how often a character is misread in that way, against how often it is read right. The
rates of a reading's errors multiply to its likelihood: that of the text if the known plate was
there, against that of the plate's own text. It measures nearness; a count of edits would put an O
as far from a 0 as from an X.

The classes are those that access control and police systems count as equal (Genetec's
"OCR equivalent characters": 0 O D Q, 1 I, 2 Z, 5 S, 8 B, 6 G), and L beside I. Nobody publishes
rates for this API: the ones here are assumptions. What depends on them is stated, with rates of
half and of twice the size, in `docs/matching.md`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from math import prod
from typing import Final

from .plate_text import without_marks

CONFUSION_CLASSES: Final = ("0ODQ", "1IL", "2Z", "5S", "6G", "8B")

SAME_SHAPE_RATE: Final = 0.04
"""Of pairs that many plates' typefaces draw alike. The engine tells them by the plate's pattern."""
NEAR_SHAPE_RATE: Final = 0.01
"""Of all other pairs within a class: told apart by a stroke that dirt or distance takes away."""
MARK_ADDED_RATE: Final = 0.01
"""Of a mark that isn't on the plate: a screw above the letter."""
MISSING_EDGE_RATE: Final = 0.005
"""Of a first or last character that isn't read: in the shadow, or cut off."""
EXTRA_STROKE_RATE: Final = 0.005
"""Of the plate's edge or a seal read as one more stroke: 1, I or L."""
EXTRA_EDGE_RATE: Final = 0.002
"""Of a country's sign or a sticker read as any other character."""
LEAST_LIKELIHOOD: Final = 0.001
"""Once in a thousand readings; what is rarer is another plate.

So one error is a misreading, and two are if both confuse a pair of the same shape.
"""

_SAME_SHAPES: Final = ("0O", "1I")
_STROKES: Final = frozenset("1IL")
_SKELETON: Final = str.maketrans({char: same[0] for same in CONFUSION_CLASSES for char in same})


def _pair_rates() -> dict[tuple[str, str], float]:
    rates = {
        frozenset(pair): NEAR_SHAPE_RATE
        for same in CONFUSION_CLASSES
        for pair in combinations(same, 2)
    }
    rates |= {frozenset(pair): SAME_SHAPE_RATE for pair in _SAME_SHAPES}
    return {
        pair: rate for (one, other), rate in rates.items() for pair in ((one, other), (other, one))
    }


_PAIR_RATES: Final = _pair_rates()


class ErrorKind(StrEnum):
    """In which way a character was misread."""

    CONFUSED = "confused"
    MARK_LOST = "mark_lost"
    MARK_ADDED = "mark_added"
    MISSING = "missing"
    EXTRA = "extra"


@dataclass(frozen=True, slots=True)
class ReadError:
    """One difference between a known plate and what was read."""

    kind: ErrorKind
    position: int
    """In the longer one of both normal forms, from 0."""
    known: str
    """The character on the known plate; empty if it is extra."""
    read: str
    """The character that was read; empty if it is missing."""
    rate: float
    """How often this happens, against reading the character right; above 0 and at most 1."""


@dataclass(frozen=True, slots=True)
class Misreading:
    """How a known plate may have become the text that was read."""

    errors: tuple[ReadError, ...] = ()

    @property
    def likelihood(self) -> float:
        """Against the plate being read as it is, above 0 and at most 1."""
        return prod((error.rate for error in self.errors), start=1.0)

    @property
    def is_exact(self) -> bool:
        """Whether the text is the plate, to the letter or but for marks that the API leaves out."""
        return all(error.kind is ErrorKind.MARK_LOST for error in self.errors)


def skeleton(plate: str) -> str:
    """Return what a normal form has in common with all the ones it can be confused with."""
    return without_marks(plate).translate(_SKELETON)


def misreading(known: str, read: str) -> Misreading | None:
    """Explain a reading by a known plate, both as normal forms; None if it is too unlikely.

    Of several explanations (a 1 before or behind a row of them) the likeliest, then the leftmost.
    """
    likeliest = max(_explanations(known, read), key=lambda each: each.likelihood, default=None)
    return likeliest if likeliest and likeliest.likelihood >= LEAST_LIKELIHOOD else None


def _explanations(known: str, read: str) -> Iterator[Misreading]:
    last = max(len(known), len(read)) - 1
    match len(read) - len(known):
        case 0:
            yield from _explained(known, read)
        case 1:
            yield from _explained(known, read[1:], _extra(0, read[0]))
            yield from _explained(known, read[:-1], _extra(last, read[-1]))
        case -1:
            yield from _explained(known[1:], read, _missing(0, known[0]))
            yield from _explained(known[:-1], read, _missing(last, known[-1]))


def _explained(known: str, read: str, *edge: ReadError) -> Iterator[Misreading]:
    """Explain texts of one length, beside the error at an edge, if there is one."""
    errors = list(edge)
    start = 1 if edge and edge[0].position == 0 else 0
    for position, (one, other) in enumerate(zip(known, read, strict=True), start):
        if one != other:
            if (error := _substituted(position, one, other)) is None:
                return
            errors.append(error)
    yield Misreading(tuple(errors))


def _substituted(position: int, known: str, read: str) -> ReadError | None:
    plain = without_marks(known)
    if plain == read:
        return ReadError(ErrorKind.MARK_LOST, position, known, read, 1.0)
    if (rate := _PAIR_RATES.get((plain, read))) is not None:
        return ReadError(ErrorKind.CONFUSED, position, known, read, rate)
    if without_marks(read) == known:
        return ReadError(ErrorKind.MARK_ADDED, position, known, read, MARK_ADDED_RATE)
    return None


def _extra(position: int, char: str) -> ReadError:
    rate = EXTRA_STROKE_RATE if char in _STROKES else EXTRA_EDGE_RATE
    return ReadError(ErrorKind.EXTRA, position, "", char, rate)


def _missing(position: int, char: str) -> ReadError:
    return ReadError(ErrorKind.MISSING, position, char, "", MISSING_EDGE_RATE)
