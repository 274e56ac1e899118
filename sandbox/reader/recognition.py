"""Reads a line of text: a network gives characters step by step, a beam search the likeliest."""

from dataclasses import dataclass
import math

import cv2
import numpy as np

from .beams import ALPHABET, likeliest_texts
from .geometry import Picture, Quad, straightened
from .models import Floats, Model, normalised

_HEIGHT = 48
_NARROWEST, _PADDED_TO, _WIDEST = 16, 320, 960
"""Pixels of the strip that the network is given."""
_BEAMS = 8
_SEPARATORS = frozenset(" -.·•‧∙⋅・:_=|'’`,*~—–°")  # noqa: RUF001 - dots and dashes of all kinds stand on plates
"""What separates the groups of a plate, and isn't part of its text."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What stands on a line."""

    raw: str
    """The likeliest characters of all that the network knows, separators and all."""
    texts: tuple[tuple[str, float], ...]
    """The likeliest texts over A-Z and 0-9 with their probability, the likeliest first."""

    @property
    def text(self) -> str:
        """The likeliest text; empty if nothing stands there."""
        return self.texts[0][0] if self.texts else ""

    @property
    def score(self) -> float:
        """Geometric mean of the text's probability for each of its characters."""
        return self.texts[0][1] ** (1 / len(self.text)) if self.texts else 0.0

    @property
    def foreign_characters(self) -> int:
        """How many characters belong neither to a plate's text nor between its groups."""
        return sum(
            character.upper() not in ALPHABET and character not in _SEPARATORS
            for character in self.raw
        )


class TextRecogniser:
    """Reads lines of text."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._characters = ["", *model.metadata["character"].splitlines(), " "]
        self._columns = _columns(self._characters)

    def read(self, picture: Picture, quad: Quad) -> Reading:
        """Return what stands inside the quad."""
        steps = self._model.run(_strip(straightened(picture, quad)))
        narrowed = np.stack([steps[:, columns].sum(1) for columns in self._columns], 1)
        narrowed /= np.maximum(narrowed.sum(1, keepdims=True), 1e-9)
        return Reading(self._raw(steps), tuple(likeliest_texts(narrowed, _BEAMS)))

    def _raw(self, steps: Floats) -> str:
        best = steps.argmax(1)
        changes = np.diff(best, prepend=0) != 0
        return "".join(self._characters[index] for index in best[changes & (best != 0)])


def _columns(characters: list[str]) -> list[list[int]]:
    """Return which outputs of the network feed the blank and each letter of the alphabet.

    Small letters count as capitals and separators as blanks.
    """
    columns: dict[str, list[int]] = {letter: [] for letter in ALPHABET}
    blank = [0]
    for index, name in enumerate(characters):
        if name in _SEPARATORS:
            blank.append(index)
        elif (letter := name.upper()) in columns:
            columns[letter].append(index)
    return [blank, *columns.values()]


def _strip(line: Picture) -> Floats:
    height, width = line.shape[:2]
    width = min(_WIDEST, max(_NARROWEST, math.ceil(_HEIGHT * width / height)))
    scaled = cv2.resize(line, (width, _HEIGHT)).astype(np.uint8, copy=False)
    strip = np.zeros((3, _HEIGHT, max(_PADDED_TO, width)), np.float32)
    strip[:, :, :width] = normalised(scaled)
    return strip
