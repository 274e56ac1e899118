"""Plates, known ones and readings, made up for the tests."""

from hypothesis import strategies as st

from custom_components.plate_recognizer.api.models import Candidate, PlateReading, Region
from custom_components.plate_recognizer.pipeline.known_plates import KnownPlate
from custom_components.plate_recognizer.pipeline.misreading import CONFUSION_CLASSES
from custom_components.plate_recognizer.pipeline.plate_text import without_marks

PLAIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"

plates = st.text(PLAIN, min_size=1, max_size=9)
alike_plates = st.text("0OD1I8BXÖ", min_size=1, max_size=5)
"""Of so few characters that they are often equal or confused."""

alike_pairs = st.integers(1, 5).flatmap(
    lambda length: st.tuples(*[st.text("0OD1I8BXÖ", min_size=length, max_size=length)] * 2)
)
"""Two of them, of one length."""

readable_scores = st.none() | st.floats(0, 1)


def reading(
    text: str,
    score: float | None = 0.9,
    candidates: tuple[tuple[str, float | None], ...] = (),
    region: str | None = None,
) -> PlateReading:
    """Return a plate as the API says it: the first candidate repeats the text."""
    return PlateReading(
        text=text.lower(),
        score=score,
        candidates=tuple(Candidate(plate.lower(), score) for plate, score in candidates),
        region=None if region is None else Region(region, 0.9),
    )


readings = st.builds(
    reading,
    alike_plates,
    readable_scores,
    st.lists(st.tuples(alike_plates, readable_scores), max_size=4).map(tuple),
    st.sampled_from([None, "", "de", "fr", "mx"]),
)


def _known(written: str, vehicle: tuple[int, str | None, bool]) -> KnownPlate:
    number, region, is_blocked = vehicle
    vehicle_id = f"{number} of {region}{' (blocked)' if is_blocked else ''}"
    return KnownPlate.of(written, vehicle_id, region, is_blocked=is_blocked)


known_plates = st.builds(
    _known,
    alike_plates,
    st.tuples(st.integers(1, 2), st.sampled_from([None, "de", "fr", "mx"]), st.booleans()),
)


def in_one_class(one: str, other: str) -> bool:
    """Whether two characters are equal or confused with each other, marks aside."""
    one, other = without_marks(one), without_marks(other)
    return one == other or any(one in same and other in same for same in CONFUSION_CLASSES)
