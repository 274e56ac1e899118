"""From the network's probabilities to the likeliest texts: prefix beam search over CTC output."""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from .models import Floats

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
_SURELY_BLANK = 0.9999
_NEGLIGIBLE = 1e-4
_SYMBOLS_PER_STEP = 4


@dataclass(slots=True)
class _Weight:
    """Probability of a text so far, by how its last step ended."""

    blank: float = 0.0
    symbol: float = 0.0

    @property
    def total(self) -> float:
        return self.blank + self.symbol


def likeliest_texts(steps: Floats, width: int) -> list[tuple[str, float]]:
    """Return up to `width` texts over A-Z and 0-9 with their probability, the likeliest first.

    `steps` has one row for each step and 37 columns: the blank, then :data:`ALPHABET`.
    """
    beams = {"": _Weight(blank=1.0)}
    for step in steps:
        if step[0] > _SURELY_BLANK:
            beams = {text: _Weight(blank=weight.total) for text, weight in beams.items()}
        else:
            beams = _best(_extended(beams, step), width)
    return [
        (text, weight.total)
        for text, weight in _best(beams, width).items()
        if text and weight.total > 0
    ]


def _extended(beams: dict[str, _Weight], step: Floats) -> dict[str, _Weight]:
    """Return every text with every likely symbol of the step, a blank and a repetition."""
    likely = [
        (ALPHABET[index], float(step[index + 1]))
        for index in np.argsort(-step[1:], kind="stable")[:_SYMBOLS_PER_STEP]
        if step[index + 1] > _NEGLIGIBLE
    ]
    longer: defaultdict[str, _Weight] = defaultdict(_Weight)
    for text, weight in beams.items():
        longer[text].blank += weight.total * float(step[0])
        if text:
            longer[text].symbol += weight.symbol * float(step[ALPHABET.index(text[-1]) + 1])
        for symbol, probability in likely:
            # A doubled character needs a blank in between; else it is the same one going on.
            before = weight.blank if text.endswith(symbol) else weight.total
            longer[text + symbol].symbol += before * probability
    return longer


def _best(beams: dict[str, _Weight], width: int) -> dict[str, _Weight]:
    ranked = sorted(beams.items(), key=lambda beam: (-beam[1].total, beam[0]))
    return dict(ranked[:width])
