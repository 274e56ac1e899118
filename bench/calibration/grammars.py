"""Plate grammars: what the ordinary plates of a region look like.

From general knowledge of the formats that are issued now, not from any authority's list: old and
personal plates are left out, and where only some prefixes are in use (Germany's districts,
Poland's counties, India's states) any letters stand for them. A real region is denser where its
plates are than its grammar is.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from math import prod
from random import Random
from string import ascii_uppercase, digits
from typing import Final

type Shape = tuple[str, ...]
"""The characters that each position can have."""


def _without(chars: str) -> str:
    return "".join(char for char in ascii_uppercase if char not in chars)


_NOT_ZERO: Final = digits[1:]


@dataclass(frozen=True)
class Grammar:
    """A region's plates, in their normal form; each is as frequent as any other."""

    region: str
    shapes: tuple[Shape, ...]

    @cached_property
    def size(self) -> int:
        """How many plates there are."""
        return sum(self._sizes)

    @cached_property
    def _sizes(self) -> list[int]:
        return [prod(map(len, shape)) for shape in self.shapes]

    def draw(self, random: Random) -> str:
        """Return one of the plates."""
        [shape] = random.choices(self.shapes, self._sizes)
        return "".join(map(random.choice, shape))

    def __contains__(self, plate: str) -> bool:
        return any(
            len(shape) == len(plate)
            and all(char in chars for char, chars in zip(plate, shape, strict=True))
            for shape in self.shapes
        )


def _german() -> Iterator[Shape]:
    for district, letters, numbers in product((1, 2, 3), (1, 2), (1, 2, 3, 4)):
        if district + letters + numbers <= 8:  # noqa: PLR2004 - as many fit on the plate
            yield (*[ascii_uppercase] * (district + letters), _NOT_ZERO, *[digits] * (numbers - 1))


def _polish() -> Iterator[Shape]:
    first, later = _without("Q"), _without("BDIOQZ")
    for county, kinds in (
        (2, ("NNNNN", "NNNNL", "NNNLL", "NLNNN", "NLLNN")),
        (3, ("LNNN", "NNLL")),
    ):
        for kind in kinds:
            yield (*[first] * county, *(digits if each == "N" else later for each in kind))


def _shape(kinds: str, letters: str) -> Shape:
    """Spell a shape with N for any digit and L for a letter."""
    return tuple(digits if kind == "N" else letters for kind in kinds)


_BRITISH: Final = _without("IQ")
_CALIFORNIAN: Final = _without("IOQ")
_DUTCH: Final = "BDFGHJKLNPRSTVXZ"
_CONSONANTS: Final = _without("AEIOUQ")

GRAMMARS: Final = (
    Grammar("gb", ((*[_without("IQZ")] * 2, "012567", digits, *[_BRITISH] * 3),)),
    Grammar("de", tuple(_german())),
    Grammar("fr", (_shape("LLNNNLL", _without("IOU")),)),
    Grammar("it", (_shape("LLNNNLL", _without("IOQU")),)),
    Grammar("nl", tuple(_shape(k, _DUTCH) for k in ("NLLLNN", "NNLLLN", "LLNNNL", "LNNNLL"))),
    Grammar("es", (_shape("NNNNLLL", _CONSONANTS),)),
    Grammar("pl", tuple(_polish())),
    Grammar("us-ca", ((_NOT_ZERO, _CALIFORNIAN, ascii_uppercase, _CALIFORNIAN, *[digits] * 3),)),
    Grammar("us-tx", (_shape("LLLNNNN", _CONSONANTS),)),
    Grammar("br", (_shape("LLLNLNN", ascii_uppercase), _shape("LLLNNNN", ascii_uppercase))),
    Grammar("in", (_shape("LLNNLLNNNN", _without("IO")), _shape("LLNNLNNNN", _without("IO")))),
)
