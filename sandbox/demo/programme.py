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
from ..driveway.stories import DRIVEWAY, GATE, STREET
from ..driveway.story import Story


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture of a camera."""

    content: bytes
    plates: frozenset[str] | None
    """The plates that are on it; None where nobody has said."""


@dataclass(frozen=True, slots=True)
class CameraProgramme:
    """A camera and what it shows: pictures by turns, or a story."""

    name: str
    suffix: str
    """Of the file that it reads, such as `.jpg`."""
    shots: tuple[Shot, ...]
    story: Story | None = None
    """What it shows instead as long as somebody watches."""


_DRAWN: Final = (
    (DRIVEWAY, (TWO_CARS, EMPTY_DRIVEWAY, BRITISH_CAR_ARRIVES)),
    (GATE, (GERMAN_CAR_AT_THE_GATE, ITALIAN_CAR_LEAVES)),
    (STREET, (CALIFORNIAN_CAR, DUTCH_CAR)),
)


def drawn_programme() -> tuple[CameraProgramme, ...]:
    """Draw the demo's own scenes for three cameras, each of which has a story as well."""
    return tuple(
        CameraProgramme(story.name, ".jpg", tuple(map(_drawn, scenes)), story)
        for story, scenes in _DRAWN
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
