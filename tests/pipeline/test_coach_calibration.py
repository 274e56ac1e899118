"""The coach's numbers: each flaw is found on drawn plates and on real ones, and none without."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime

import pytest

from custom_components.plate_recognizer.pipeline.coach import LEAST_SEEN, Glimpse, advise
from custom_components.plate_recognizer.pipeline.plate_look import plate_look
from tests.photos import needs_photos

from .worse_pictures import WORSE, Pictured, compressed, drawn, photographed

DAY, DUSK, NIGHT = 1.0, 0.4, 0.0
each_flaw = pytest.mark.parametrize(
    ("worsen", "flaw"), WORSE.items(), ids=[worsen.__name__ for worsen in WORSE]
)


def found(plate: Pictured, content: bytes | None = None) -> set[str]:
    """Return what is said of a camera all of whose pictures are like this one."""
    look = plate_look(content or plate.to_jpeg(), plate.box, *plate.image.size)
    glimpse = Glimpse("sighting", datetime(2026, 10, 4, tzinfo=UTC), plate.height, look)
    return {advice.key.value for advice in advise([glimpse] * LEAST_SEEN)}


def found_on(plates: Iterable[Pictured]) -> dict[str, set[str]]:
    return {plate.name: found(plate) for plate in plates}


@pytest.fixture(scope="module", params=[DAY, DUSK, NIGHT])
def drawn_plates(request: pytest.FixtureRequest) -> list[Pictured]:
    return list(drawn(request.param))


@pytest.fixture(scope="module")
def photographed_plates() -> list[Pictured]:
    return list(photographed())


def test_nothing_is_wrong_with_drawn_plates(drawn_plates: list[Pictured]) -> None:
    assert found_on(drawn_plates) == {plate.name: {"fine"} for plate in drawn_plates}


@each_flaw
def test_each_flaw_is_found_on_drawn_plates(
    drawn_plates: list[Pictured], worsen: Callable[[Pictured], Pictured], flaw: str
) -> None:
    worse = map(worsen, drawn_plates)

    assert found_on(worse) == {plate.name: {flaw} for plate in drawn_plates}


def test_strong_compression_is_found_on_drawn_plates(drawn_plates: list[Pictured]) -> None:
    assert {plate.name: found(plate, compressed(plate)) for plate in drawn_plates} == {
        plate.name: {"compressed"} for plate in drawn_plates
    }


@needs_photos
def test_nothing_is_wrong_with_photographs(photographed_plates: list[Pictured]) -> None:
    assert found_on(photographed_plates) == {plate.name: {"fine"} for plate in photographed_plates}


@needs_photos
@each_flaw
def test_each_flaw_is_found_on_photographs(
    photographed_plates: list[Pictured], worsen: Callable[[Pictured], Pictured], flaw: str
) -> None:
    worse = map(worsen, photographed_plates)

    assert found_on(worse) == {plate.name: {flaw} for plate in photographed_plates}


@needs_photos
def test_strong_compression_is_found_on_photographs(photographed_plates: list[Pictured]) -> None:
    assert {plate.name: found(plate, compressed(plate)) for plate in photographed_plates} == {
        plate.name: {"compressed"} for plate in photographed_plates
    }
