"""What the demo's cameras show, and what there is to read."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ..driveway.playback import read_picture
from ..driveway.scenes import (
    BRITISH_CAR_ARRIVES,
    CALIFORNIAN_CAR,
    DUTCH_CAR,
    EMPTY_DRIVEWAY,
    GERMAN_CAR_AT_THE_GATE,
    ITALIAN_CAR_LEAVES,
    TWO_CARS,
    Scene,
)


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture of a camera."""

    content: bytes
    plates: frozenset[str] | None
    """The plates that are on it; None where nobody has said."""


@dataclass(frozen=True, slots=True)
class CameraProgramme:
    """A camera and the pictures that it shows by turns."""

    name: str
    suffix: str
    """Of the file that it reads, such as `.jpg`."""
    shots: tuple[Shot, ...]


_SCENES: Final = {
    "Driveway": (TWO_CARS, EMPTY_DRIVEWAY, BRITISH_CAR_ARRIVES),
    "Gate": (GERMAN_CAR_AT_THE_GATE, ITALIAN_CAR_LEAVES),
    "Street": (CALIFORNIAN_CAR, DUTCH_CAR),
}


def drawn_programme() -> tuple[CameraProgramme, ...]:
    """Draw the demo's own scenes, three cameras of them; takes some seconds."""
    return tuple(
        CameraProgramme(name, ".jpg", tuple(map(_drawn, scenes)))
        for name, scenes in _SCENES.items()
    )


def own_programme(files: Iterable[Path]) -> tuple[CameraProgramme, ...]:
    """Make a camera of each picture file, named after it.

    Raises:
        NotAPictureError: a file can't be read as a picture.
    """
    cameras: dict[str, CameraProgramme] = {}
    for file in files:
        shot = Shot(read_picture(file), plates=None)
        name = _unused(file.stem.replace("_", " "), cameras)
        cameras[name] = CameraProgramme(name, file.suffix, (shot,))
    return tuple(cameras.values())


def _drawn(scene: Scene) -> Shot:
    return Shot(scene.to_jpeg(), frozenset(plate.plate for plate in scene.plates))


def _unused(name: str, taken: Iterable[str]) -> str:
    """Number a name that another camera has."""
    taken = {other.casefold() for other in taken}
    names = (name, *(f"{name} {number}" for number in range(2, len(taken) + 2)))
    return next(candidate for candidate in names if candidate.casefold() not in taken)
