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

known_plates = st.builds(
    KnownPlate.of,
    alike_plates,
    st.sampled_from(["a", "b", "c", "d"]),
    st.sampled_from([None, "de", "fr", "mx"]),
    is_blocked=st.booleans(),
)


def in_one_class(one: str, other: str) -> bool:
    """Whether two characters are equal or confused with each other, marks aside."""
    one, other = without_marks(one), without_marks(other)
    return one == other or any(one in same and other in same for same in CONFUSION_CLASSES)
