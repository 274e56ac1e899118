"""Measures, for one region and one number of known vehicles, whom each grade lets in."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from statistics import fmean
from typing import Final

from custom_components.plate_recognizer.pipeline.known_plates import KnownPlate, PlateIndex
from custom_components.plate_recognizer.pipeline.match import Match
from custom_components.plate_recognizer.pipeline.matching import PlateMatch, match_plate

from .grammars import Grammar
from .read_errors import CHARS, ReadErrors, confused_once, read_oddly_as

GRADES: Final = (Match.EXACT, Match.CANDIDATE, Match.LOOKALIKE)
"""What a vehicle can ask for."""

_KNOWN_PLATES: Final = 300
"""So many at least: with fewer vehicles, several homes are looked at."""

type Shares = Mapping[Match, float]
"""From 0 to 1, for each grade that vehicles ask for."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """How one region's plates fare."""

    owners_refused: Shares
    """Of passages of known vehicles: not recognised as this one."""
    with_neighbour: float
    """The share of plates to which another one is a neighbour: valid, and one confusion away."""
    neighbours_accepted: Shares | None
    """Of passages of neighbours of a known vehicle: taken for any known one. None without any."""
    strangers_accepted: Shares
    """Of passages of vehicles with any plate of the region: the same.

    Plates that resemble a known one pass, and their share is weighted by how few they are. What
    is read as a known plate by an error outside the classes is added up from its rate.
    """


def mean(shares: Iterable[Shares]) -> Shares:
    """Return the mean for each grade, of at least one."""
    every = list(shares)
    return {grade: fmean(each[grade] for each in every) for grade in GRADES}


def calibrate(grammar: Grammar, vehicles: int, factor: float, passages: int) -> Calibration:
    """Measure a region.

    Args:
        grammar: the region's.
        vehicles: how many are known, with one plate each.
        factor: how many times as frequent as assumed read errors are.
        passages: how many of each kind are looked at, shared out among the homes.
    """
    random = Random(f"{grammar.region} {vehicles} {factor}")
    number = max(_KNOWN_PLATES // vehicles, 1)
    errors = ReadErrors(factor)
    each = max(passages // number, 1)
    homes = [_Home(grammar, vehicles, errors, each, random) for _ in range(number)]
    neighbours = [shares for home in homes if (shares := home.neighbours_accepted())]
    return Calibration(
        mean(home.owners_refused() for home in homes),
        fmean(home.with_neighbour() for home in homes),
        mean(neighbours) if neighbours else None,
        mean(home.strangers_accepted() for home in homes),
    )


class _Home:
    """Some known plates, and vehicles that pass."""

    def __init__(
        self, grammar: Grammar, vehicles: int, errors: ReadErrors, passages: int, random: Random
    ) -> None:
        self._grammar = grammar
        self._errors = errors
        self._passages = passages
        self._random = random
        plates: dict[str, None] = {}
        while len(plates) < vehicles:
            plates[grammar.draw(random)] = None
        self._plates = list(plates)
        self._index = PlateIndex(KnownPlate.of(plate, plate) for plate in plates)

    def owners_refused(self) -> Shares:
        return self._shares(self._plates, _is_refused)

    def with_neighbour(self) -> float:
        having = [plate for plate in self._plates if self._strangers(confused_once(plate))]
        return len(having) / len(self._plates)

    def neighbours_accepted(self) -> Shares | None:
        neighbours = self._pool(confused_once)
        return self._shares(neighbours, _is_accepted) if neighbours else None

    def strangers_accepted(self) -> Shares:
        pool = self._pool(_resembling)
        shares = self._shares(pool, _is_accepted) if pool else dict.fromkeys(GRADES, 0.0)
        oddly = sum(
            rate * self._errors.factor
            for plate in self._plates
            for stranger, rate in read_oddly_as(plate).items()
            if stranger in self._grammar
        )
        return {
            grade: (share * len(pool) + oddly) / self._grammar.size
            for grade, share in shares.items()
        }

    def _pool(self, related: Callable[[str], Iterable[str]]) -> list[str]:
        """Return the strangers' plates that are related to a known one, each once."""
        found = (stranger for plate in self._plates for stranger in self._strangers(related(plate)))
        return list(dict.fromkeys(found))

    def _strangers(self, plates: Iterable[str]) -> list[str]:
        """Return those of some plates that exist in the region and aren't known."""
        return [plate for plate in plates if plate in self._grammar and plate not in self._plates]

    def _shares(
        self, plates: Sequence[str], holds: Callable[[str, PlateMatch, Match], bool]
    ) -> Shares:
        """Let vehicles with any of some plates pass; return how often something holds."""
        count = dict.fromkeys(GRADES, 0)
        for _ in range(self._passages):
            plate = self._random.choice(plates)
            match = match_plate(self._errors.read(plate, self._random), self._index)
            for grade in GRADES:
                count[grade] += holds(plate, match, grade)
        return {grade: hits / self._passages for grade, hits in count.items()}


def _is_accepted(_plate: str, match: PlateMatch, grade: Match) -> bool:
    return match.grade.is_at_least(grade)


def _is_refused(plate: str, match: PlateMatch, grade: Match) -> bool:
    is_recognised = match.nearest is not None and match.nearest.known.vehicle_id == plate
    return not (is_recognised and match.grade.is_at_least(grade))


def _resembling(plate: str) -> Iterator[str]:
    """Yield what can be taken for a plate: by up to two confusions, or a character at an edge."""
    for other in confused_once(plate):
        yield other
        yield from confused_once(other)
    yield from (plate[1:], plate[:-1])
    for char in CHARS:
        yield from (char + plate, plate + char)
