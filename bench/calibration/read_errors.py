"""The read-error model of the calibration: readings of a plate, with errors and candidates.

All rates are assumptions, as nobody publishes any for this API. The confusions are those that
matching knows, at its rates; beside them happen errors that it doesn't know. Of candidates, the
samples of the API tell that a reading has one or a few, the text first; that further ones have
scores between half and nearly all of its own; and that they differ from it by a confusion.
"""

from dataclasses import dataclass
from random import Random
from string import ascii_uppercase, digits
from typing import Final

from custom_components.plate_recognizer.api.models import Candidate, PlateReading
from custom_components.plate_recognizer.pipeline.misreading import (
    EXTRA_EDGE_RATE,
    EXTRA_STROKE_RATE,
    MISSING_EDGE_RATE,
    misreading,
)

ODD_RATE: Final = 0.002
"""Of a character read as any one outside its class: dirt, a bent corner, a strange typeface."""
LOST_INSIDE_RATE: Final = 0.001
"""Of a character lost between others, as behind a tow bar."""
TRUTH_AMONG_CANDIDATES: Final = 0.6
"""How often the true plate is a candidate, if the text is a misreading."""
TRUTH_SHARE: Final = (0.6, 1.0)
"""Between which parts of the text's score that candidate's lies."""
DOUBT_RATE: Final = 0.3
"""How often a plate that was read right has a confusion of it among its candidates."""
DOUBT_SHARE: Final = (0.5, 0.95)
"""Between which parts of the text's score that candidate's lies."""
SCORES: Final = (0.75, 0.99)
"""Between which the text's score lies: below, a plate counts as unread and nothing is matched."""

CHARS: Final = ascii_uppercase + digits
_STROKES: Final = "1I"


def _rates_of(char: str) -> dict[str, float]:
    found = {other: misreading(char, other) for other in CHARS if other != char}
    return {other: how.likelihood for other, how in found.items() if how is not None}


_CONFUSIONS: Final = {char: _rates_of(char) for char in CHARS}
"""As what each character can be misread within its class, and how often."""
_OUTSIDE: Final = {
    char: [other for other in CHARS if other != char and other not in _CONFUSIONS[char]]
    for char in CHARS
}


def confused_once(plate: str) -> dict[str, float]:
    """Return what a plate is read as by one confusion, with the rate of each."""
    return {
        plate[:place] + other + plate[place + 1 :]: rate
        for place, char in enumerate(plate)
        for other, rate in _CONFUSIONS[char].items()
    }


def read_oddly_as(plate: str) -> dict[str, float]:
    """Return the plates that are read as one by one error outside the classes, with the rates."""
    return {
        plate[:place] + other + plate[place + 1 :]: ODD_RATE / len(_OUTSIDE[other])
        for place, char in enumerate(plate)
        for other in _OUTSIDE[char]
    }


@dataclass(frozen=True, slots=True)
class ReadErrors:
    """The model, with errors and doubts so many times as frequent."""

    factor: float = 1.0

    def read(self, plate: str, random: Random) -> PlateReading:
        """Return what the API may say of a plate."""
        text = self._misread(plate, random)
        score = random.uniform(*SCORES)
        candidates = [Candidate(text, score)]
        if text == plate:
            doubts = confused_once(plate)
            if doubts and self._happens(DOUBT_RATE, random):
                [doubt] = random.choices(list(doubts), list(doubts.values()))
                candidates.append(Candidate(doubt, score * random.uniform(*DOUBT_SHARE)))
        elif random.random() < TRUTH_AMONG_CANDIDATES:
            candidates.append(Candidate(plate, score * random.uniform(*TRUTH_SHARE)))
        return PlateReading(text, score, candidates=tuple(candidates))

    def _misread(self, plate: str, random: Random) -> str:
        text = "".join(self._misread_char(char, random) for char in plate)
        if self._happens(LOST_INSIDE_RATE * (len(text) - 2), random):
            place = random.randrange(1, len(text) - 1)
            text = text[:place] + text[place + 1 :]
        if self._happens(MISSING_EDGE_RATE, random):
            text = text[1:]
        if self._happens(MISSING_EDGE_RATE, random):
            text = text[:-1]
        return self._extra(random) + text + self._extra(random)

    def _misread_char(self, char: str, random: Random) -> str:
        chance = random.random()
        for other, rate in _CONFUSIONS[char].items():
            if (chance := chance - rate * self.factor) < 0:
                return other
        return random.choice(_OUTSIDE[char]) if chance < ODD_RATE * self.factor else char

    def _extra(self, random: Random) -> str:
        if self._happens(EXTRA_STROKE_RATE, random):
            return random.choice(_STROKES)
        return random.choice(CHARS) if self._happens(EXTRA_EDGE_RATE, random) else ""

    def _happens(self, rate: float, random: Random) -> bool:
        return random.random() < rate * self.factor
