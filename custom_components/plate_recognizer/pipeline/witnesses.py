"""Earlier pictures that were looked up: what a spot looks like when nothing stands there."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import permutations
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ..api.models import Box
from .likeness import Look
from .placed import area, around_plate, intersection, overlap
from .scene import UNIT, Grid

_KEPT: Final = 6
"""Day, dusk and night, each with one vehicle here and another there."""

_PLATE_SHAPE: Final = 1.8
"""A plate is at least nearly twice as wide as high, and a vehicle alone seldom is."""
_PLATE_SHARE: Final = 0.01
"""Of the picture: a larger box is a vehicle's."""

_OVERLAP: Final = 0.2
"""Of a spot: how much of it the box of a vehicle beside it may cover."""
SAME_BOX: Final = 0.8
"""Intersection over union of two boxes of vehicles, from which on nobody has moved."""
TWO_BOXES: Final = 0.7
"""The same, below which they are of two vehicles, and not of one that was measured in two ways. Who
stands right before a parked car takes up to 0.6 of what both do."""
_MOSTLY: Final = 0.8
"""Of a box: how much of it has to lie in another one to be a part of it."""


@dataclass(frozen=True, slots=True, eq=False)
class Witness:
    """An earlier picture, and what stood in it."""

    contrast: NDArray[np.int8]
    brightness: Grid
    occupied: tuple[Box, ...]

    @classmethod
    def of(cls, look: Look, occupied: tuple[Box, ...]) -> Witness:
        """Keep a look in a quarter of its memory."""
        return cls(np.rint(UNIT * look.contrast).astype(np.int8), look.brightness, occupied)

    @property
    def look(self) -> Look:
        """The picture, to be compared."""
        return Look(self.contrast.astype(np.float32) / UNIT, self.brightness)

    def beside(self, box: Box, standing: Iterable[Box]) -> Witness:
        """Leave out who stood there as it does now, apart from a box: before or behind it.

        Args:
            box: of a vehicle.
            standing: where vehicles are known to stand now.
        """
        others = [each for each in standing if overlap(each, box) < TWO_BOXES]
        stay = [
            one
            for one in self.occupied
            if overlap(one, box) < TWO_BOXES
            and any(overlap(one, other) >= SAME_BOX for other in others)
        ]
        return replace(self, occupied=tuple(each for each in self.occupied if each not in stay))

    def saw_nothing_in(self, box: Box) -> bool:
        """Tell whether no vehicle stood there. Boxes side by side overlap at their edges."""
        covered = sum(intersection(box, other) for other in self.occupied)
        return covered <= _OVERLAP * area(box)


class Witnesses:
    """The earlier pictures that tell most, by different light and of different spots."""

    def __init__(self) -> None:
        self.all: tuple[Witness, ...] = ()

    def add(self, look: Look, occupied: tuple[Box, ...]) -> None:
        """Keep another one; if it is one too many, the one that tells least is dropped."""
        self.all = (*self.all, Witness.of(look, occupied))
        if len(self.all) > _KEPT:
            least = self._least_telling()
            self.all = tuple(each for each in self.all if each is not least)

    def _least_telling(self) -> Witness:
        """Of those beside which another saw at least as much ground in the most similar light.

        Of two that saw the same it is the older one. Never the newest: who stood there then stands
        there still, behind whoever comes next.
        """
        outdone = [
            (abs(np.log1p(one.brightness.mean()) - np.log1p(other.brightness.mean())), index)
            for (index, one), (_, other) in permutations(enumerate(self.all), 2)
            if one is not self.all[-1]
            and all(_is_covered(box, one.occupied) for box in other.occupied)
        ]
        return self.all[min(outdone)[1]] if outdone else self.all[0]


def _is_covered(box: Box, others: Iterable[Box]) -> bool:
    return any(intersection(box, other) >= _MOSTLY * area(box) for other in others)


def vehicles_at(boxes: Sequence[Box], width: int, height: int) -> tuple[Box, ...]:
    """Return where vehicles stand, by the boxes of vehicles and plates that were found."""
    return tuple(_vehicles(boxes, width * height))


def _vehicles(boxes: Sequence[Box], pixels: int) -> Iterator[Box]:
    for index, box in enumerate(boxes):
        others = (
            each for place, each in enumerate(boxes) if (area(each), -place) > (area(box), -index)
        )
        is_flat = box.xmax - box.xmin >= _PLATE_SHAPE * (box.ymax - box.ymin)
        is_plate = is_flat and area(box) <= _PLATE_SHARE * pixels
        if not is_plate:
            yield box  # also of one that stands behind another
        elif not _is_covered(box, others):
            yield around_plate(box)
