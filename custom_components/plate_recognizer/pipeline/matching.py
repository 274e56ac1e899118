"""Which known vehicle a plate is nearest to, how near, and why.

Nearness is the grade, and within a grade the likelihood that the reading came from that vehicle's
plate. `exact` is the plate itself. `candidate` is evidence of this very picture: the engine saw
the known plate in it, and was hardly less sure of it than of what it read. `lookalike` follows
from the read-error model, or is a candidate of less weight. So a grade says what is known, and
each one includes those before.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from ..api.models import Candidate, PlateReading
from .known_plates import KnownPlate, PlateIndex
from .match import Match
from .misreading import LEAST_LIKELIHOOD, SAME_SHAPE_RATE, ReadError
from .plate_text import normal_form

ENOUGH_SCORE: Final = 0.7
"""From here on a candidate's score is enough: what a text needs to be taken for read.

It is the vendor's advice for the text itself, and a camera's default `min_score`.
"""
ENOUGH_SHARE: Final = 0.8
"""And it has to reach so much of the text's own score.

Candidates' scores don't share one certainty out (those of one plate add up to more than 1), so a
score by itself doesn't say whether the engine preferred the text clearly.
"""
UNSURE_CANDIDATE: Final = SAME_SHAPE_RATE
"""The likelihood of a candidate with no score, and the most for one whose score isn't enough.

The engine thought it possible: as good as a confusion of the same shape, and no better.
"""
OTHER_COUNTRY_RATE: Final = 0.02
"""How often the API is taken to name another country than the plate's: an assumption."""
CLEARLY_NEARER: Final = 3.0
"""How many times likelier one vehicle has to be than another one of the same grade.

With odds below 3 to 1 nobody can say which of the two it is.
"""


@dataclass(frozen=True, slots=True)
class Resemblance:
    """What speaks for a known plate, given a reading."""

    known: KnownPlate
    text_grade: Match
    """By the text and its candidates alone."""
    likelihood: float
    """Of this reading if that plate was there, against a faultless one; above 0 and at most 1."""
    errors: tuple[ReadError, ...] = ()
    """What was misread: in the candidate if it is one, else in the text. Empty if nothing was."""
    candidate: Candidate | None = None
    """The candidate that is the known plate, unless the text itself is the better evidence."""
    is_foreign: bool = False
    """Whether the plate was read in another country than the vehicle's."""

    @property
    def grade(self) -> Match:
        """How near the plate is; another country than the vehicle's makes it a mere lookalike."""
        return Match.LOOKALIKE if self.is_foreign else self.text_grade

    @property
    def is_literal(self) -> bool:
        """Whether the plate was read to the letter, marks included, in no other country."""
        return self.grade is Match.EXACT and not self.errors

    def is_as_near_as(self, nearest: Resemblance) -> bool:
        """Whether nobody can say that another one, which is nearest, is nearer than this one."""
        return (
            self.grade is nearest.grade
            and self.is_literal is nearest.is_literal
            and self.likelihood * CLEARLY_NEARER >= nearest.likelihood
        )


@dataclass(frozen=True, slots=True)
class PlateMatch:
    """The outcome: the nearest vehicle, or why there is none."""

    nearest: Resemblance | None = None
    """That of the nearest vehicle; None if none is near, or several are equally near."""
    equally_near: tuple[Resemblance, ...] = ()
    """One for each vehicle between which it was ambiguous, the likeliest first; else empty.

    If a blocked one is among them, it is taken for the nearest all the same: a fence errs to the
    safe side.
    """

    @property
    def grade(self) -> Match:
        """The grade to the nearest vehicle."""
        return self.nearest.grade if self.nearest else Match.NONE


def match_plate(reading: PlateReading, index: PlateIndex) -> PlateMatch:
    """Find the vehicle that a reading is nearest to.

    Several plates of one vehicle never make each other ambiguous: its nearest one counts.
    """
    nearest: dict[str, Resemblance] = {}
    for found in sorted(_resemblances(reading, index), key=_from_near_to_far):
        nearest.setdefault(found.known.vehicle_id, found)
    if not nearest:
        return PlateMatch()
    first = next(iter(nearest.values()))
    near = tuple(found for found in nearest.values() if found.is_as_near_as(first))
    if len(near) == 1:
        return PlateMatch(first)
    return PlateMatch(next((found for found in near if found.known.is_blocked), None), near)


def _from_near_to_far(found: Resemblance) -> tuple[object, ...]:
    """Order by nearness; the rest only makes the order one that the known plates' can't change."""
    return (
        found.grade.rank,
        not found.is_literal,
        -found.likelihood,
        found.known.vehicle_id,
        found.known.written,
    )


def _resemblances(reading: PlateReading, index: PlateIndex) -> Iterator[Resemblance]:
    if (text := normal_form(reading.text)) is None:
        return
    region = reading.region.code if reading.region else ""
    for found in (*_by_text(text, index), *_by_candidates(text, reading, index)):
        if index.is_foreign(found.known, region):
            likelihood = found.likelihood * OTHER_COUNTRY_RATE
            yield replace(found, is_foreign=True, likelihood=likelihood)
        else:
            yield found


def _by_text(text: str, index: PlateIndex) -> Iterator[Resemblance]:
    for known, how in index.near(text):
        grade = Match.EXACT if how.is_exact else Match.LOOKALIKE
        yield Resemblance(known, grade, how.likelihood, how.errors)


def _by_candidates(text: str, reading: PlateReading, index: PlateIndex) -> Iterator[Resemblance]:
    texts = [(normal_form(candidate.plate), candidate) for candidate in reading.candidates]
    score = reading.score
    if score is None:
        score = next((candidate.score for same, candidate in texts if same == text), None)
    for other, candidate in texts:
        if other is None:
            continue
        grade, likelihood = _weigh(candidate.score, score)
        if likelihood >= LEAST_LIKELIHOOD:
            for known, how in index.exactly(other):
                yield Resemblance(known, grade, likelihood, how.errors, candidate)


def _weigh(score: float | None, text_score: float | None) -> tuple[Match, float]:
    """Grade a candidate by its score and the text's, and give its likelihood."""
    if score is None or not text_score:
        return Match.LOOKALIKE, UNSURE_CANDIDATE
    share = min(score / text_score, 1.0)
    if score >= ENOUGH_SCORE and share >= ENOUGH_SHARE:
        return Match.CANDIDATE, share
    return Match.LOOKALIKE, min(share, UNSURE_CANDIDATE)
