"""Tells which lines of text are plates, and joins those that stand on two lines."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import permutations, product
import math
import re

import numpy as np

from ..plate_read import Box, Candidate, PlateRead
from .detection import TextLine
from .geometry import quad_size
from .recognition import Reading

_MOST_CANDIDATES = 5
_LEAST_SCORE = 0.3
"""Readings and candidates below are noise. Far below what the API keeps by default."""
_LENGTHS = range(4, 11)
_MOST_LETTERS = 6
_LEAST_DIGITS, _LEAST_DIGITS_ALONE = 2, 6
_MOST_RUNS = 5
"""Runs of letters or digits: LLDDDLL has three."""
_LEAST_VARIETY = 3
"""Different characters; 1111 is no plate."""
_LEAST_WIDTH = 40
"""Pixels, for a plate on one line."""
_SQUAREST, _LONGEST = 1.8, 9.0
"""Width to height of a plate on one line."""
_HALF_LENGTHS = range(2, 6)
"""Of the shorter line of a stacked plate."""
_SIMILAR = 1.8
"""How much higher one line of a stacked plate may be than the other."""
_DATE_OR_TIME = re.compile(r"\d{1,4}[-./]\d{1,2}[-./]\d{1,4}|\d{1,2}:\d{2}")
_RUN = re.compile(r"[A-Z]+|\d+")


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A line of text with what stands on it."""

    line: TextLine
    reading: Reading

    @property
    def box(self) -> Box:
        """The upright box around it."""
        return _box([self])


def could_be_plate(text: str) -> bool:
    """Tell whether a text over A-Z and 0-9 is built like a plate's."""
    digits = sum(character.isdigit() for character in text)
    letters = len(text) - digits
    return (
        len(text) in _LENGTHS
        and digits >= (_LEAST_DIGITS if letters else _LEAST_DIGITS_ALONE)
        and letters <= _MOST_LETTERS
        and len(_RUN.findall(text)) <= _MOST_RUNS
        and len(set(text)) >= _LEAST_VARIETY
    )


def plates_among(lines: Sequence[ReadLine]) -> list[PlateRead]:
    """Return the plates among the lines of a picture, the surest first, none twice."""
    sure = [line for line in lines if line.reading.score >= _LEAST_SCORE]
    stacked = _stacked_pairs(sure)
    in_pairs = {id(line) for pair in stacked for line in pair}
    alone = [[line] for line in sure if id(line) not in in_pairs and _is_plate(line)]
    plates = [_plate(parts) for parts in (*stacked, *alone)]
    return _without_overlaps(sorted(plates, key=lambda plate: -plate.score))


def _is_plate(line: ReadLine) -> bool:
    width, height = quad_size(line.line.quad)
    raw = line.reading.raw
    shaped = width >= _LEAST_WIDTH and _SQUAREST <= width / height <= _LONGEST
    printed = line.reading.foreign_characters <= 1 and sum(map(str.islower, raw)) <= 1
    return (
        shaped and printed and not _DATE_OR_TIME.search(raw) and could_be_plate(line.reading.text)
    )


def _stacked_pairs(lines: Sequence[ReadLine]) -> list[tuple[ReadLine, ReadLine]]:
    pairs: list[tuple[ReadLine, ReadLine]] = []
    used: set[int] = set()
    from_the_top = sorted(lines, key=lambda line: line.box.ymin)
    for upper, lower in permutations(from_the_top, 2):
        if not {id(upper), id(lower)} & used and _are_stacked(upper, lower):
            pairs.append((upper, lower))
            used |= {id(upper), id(lower)}
    return pairs


def _are_stacked(upper: ReadLine, lower: ReadLine) -> bool:
    """Tell whether two lines are one plate: one right under the other, about the same size."""
    texts = upper.reading.text, lower.reading.text
    if min(map(len, texts)) not in _HALF_LENGTHS or not could_be_plate("".join(texts)):
        return False
    above, below = upper.box, lower.box
    height = quad_size(upper.line.quad)[1]
    heights = height / quad_size(lower.line.quad)[1]
    widths = sorted((above.xmax - above.xmin, below.xmax - below.xmin))
    shared = min(above.xmax, below.xmax) - max(above.xmin, below.xmin)
    gap = below.ymin - above.ymax
    return (
        1 / _SIMILAR <= heights <= _SIMILAR
        and widths[1] <= 2.6 * widths[0]
        and shared >= 0.6 * widths[0]
        and below.ymin > above.ymin + 0.4 * height
        and -0.6 * height <= gap <= 0.5 * height
    )


def _plate(parts: Sequence[ReadLine]) -> PlateRead:
    combined = sorted(
        (
            ("".join(text for text, _ in texts), math.prod(chance for _, chance in texts))
            for texts in product(*(part.reading.texts for part in parts))
        ),
        key=lambda combination: (-combination[1], combination[0]),
    )
    characters = len(combined[0][0])
    candidates = (
        Candidate(text.lower(), round(min(1.0, chance) ** (1 / characters), 3))
        for text, chance in combined[:_MOST_CANDIDATES]
    )
    return PlateRead(
        candidates=tuple(candidate for candidate in candidates if candidate.score >= _LEAST_SCORE),
        dscore=round(min(part.line.dscore for part in parts), 3),
        box=_box(parts),
    )


def _box(parts: Iterable[ReadLine]) -> Box:
    points = np.concatenate([part.line.quad for part in parts])
    (left, top), (right, bottom) = points.min(0), points.max(0)
    return Box(round(float(left)), round(float(top)), round(float(right)), round(float(bottom)))


def _without_overlaps(plates: Iterable[PlateRead]) -> list[PlateRead]:
    kept: list[PlateRead] = []
    for plate in plates:
        if not any(_overlap(plate.box, other.box) for other in kept):
            kept.append(plate)
    return kept


def _overlap(one: Box, other: Box) -> bool:
    """Tell whether more than half of the smaller box lies in the other."""
    across = min(one.xmax, other.xmax) - max(one.xmin, other.xmin)
    down = min(one.ymax, other.ymax) - max(one.ymin, other.ymin)
    areas = [(box.xmax - box.xmin) * (box.ymax - box.ymin) for box in (one, other)]
    return across > 0 and down > 0 and across * down > 0.5 * min(areas)
