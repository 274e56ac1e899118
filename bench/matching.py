"""How long matching takes, beside a look into a dictionary and a scan with the same model."""

from collections.abc import Callable, Sequence
from random import Random
from time import perf_counter
from typing import Final

from custom_components.plate_recognizer.api.models import PlateReading
from custom_components.plate_recognizer.pipeline.known_plates import KnownPlate, PlateIndex
from custom_components.plate_recognizer.pipeline.matching import match_plate
from custom_components.plate_recognizer.pipeline.misreading import misreading
from custom_components.plate_recognizer.pipeline.plate_text import normal_form

from .calibration.grammars import GRAMMARS
from .calibration.read_errors import ReadErrors
from .rounds import Step, in_turn

KNOWN: Final = 10_000
LONGEST_MATCH: Final = 0.001
LONGEST_BUILD: Final = 0.1
"""Seconds, for so many known plates: the budget."""

MATCH: Final = "match one plate"
LOOK_UP: Final = "look its normal form up in a dictionary"
SCAN: Final = "scan all with the same model"
BUILD: Final = "build the index"

_READINGS: Final = 500
"""In a round: half of them of known vehicles, half of strangers, with errors and candidates."""
_SCANNED: Final = 2
"""Readings in a round, of the scan."""


async def measure_matching(rounds: int) -> dict[str, list[float]]:
    """Let plates of all regions be matched against 10,000 known ones.

    Returns:
        The seconds in each round: for each reading, or for one index.
    """
    random = Random(1)
    known = [
        KnownPlate.of(random.choice(GRAMMARS).draw(random), f"vehicle {number}")
        for number in range(KNOWN)
    ]
    readings = _readings(known, random)
    index = PlateIndex(known)
    by_plate = {plate.normal: plate for plate in known}

    def look_up(reading: PlateReading) -> None:
        by_plate.get(normal_form(reading.text) or "")

    def scan(reading: PlateReading) -> None:
        text = normal_form(reading.text) or ""
        for plate in known:
            misreading(plate.normal, text)

    return await in_turn(
        {
            MATCH: _for_each(readings, lambda reading: match_plate(reading, index)),
            LOOK_UP: _for_each(readings, look_up),
            SCAN: _for_each(readings[:_SCANNED], scan),
            BUILD: _for_each([known], PlateIndex),
        },
        rounds,
    )


def _readings(known: Sequence[KnownPlate], random: Random) -> list[PlateReading]:
    owners = [random.choice(known).normal for _ in range(_READINGS // 2)]
    strangers = [random.choice(GRAMMARS).draw(random) for _ in range(_READINGS // 2)]
    return [ReadErrors().read(plate, random) for plate in (*owners, *strangers)]


def _for_each[T](items: Sequence[T], what: Callable[[T], object]) -> Step:
    async def step() -> float:
        started = perf_counter()
        for item in items:
            what(item)
        return (perf_counter() - started) / len(items)

    return step
