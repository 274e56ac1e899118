"""What a picture shows where vehicles stood: the vehicle, the empty spot, or something else."""

from collections.abc import Iterable, Sequence
from enum import Enum, auto
from functools import cached_property
from typing import Final

import numpy as np

from ..api.models import Box
from .likeness import DIFFERS, GLARE, Likeness, Look
from .patches import THICK, thick
from .placed import intersection, overlap
from .scene import STEP, Mask, Scene
from .witnesses import SAME_BOX, Witness

_FEW: Final = 0.1
"""Share of a spot's windows that may differ from what it looked like: a leaf, a reflection."""
_FINE: Final = 0.25
"""The same of what differs in nothing thick. The grain of a dark night makes up to 0.23 of them
differ here and there, on a drawn day; whatever leaves or comes differs as a whole."""
_HARDLY: Final = 0.03
"""The same of what differs in something thick, where more than a few differ in all: the edges of
shadows are thin, and the last bit of a vehicle that drives out of the picture isn't."""
_LEAST_WINDOWS: Final = 4
"""Windows that have to speak for anything that is said of a spot: they are a plate's size."""
_LEAST_SHARE: Final = 0.15
"""Of a spot's windows, that have to tell vehicle and empty ground apart. Some flat ground can't."""
_ALIKE: Final = 0.35
"""How far a window may be from the empty look, to be it: just above what grain alone makes."""
_MOST: Final = 0.65
"""Share of the telling windows that has to look like the empty spot, or otherwise than with the
vehicle. On drawn days hours of daylight with clouds leave 0.7 to 0.9 of them; with any vehicle
there it was 0.02 at most."""
_TEXTURE: Final = 2.0
"""Times what counts as none: so much texture the empty spot has to have where it is recognised.
Darkness, glare and a blank wall of a van have none, and can't be taken for it."""


class SpotState(Enum):
    """How it looks where a vehicle stood."""

    SAME = auto()
    """As it did with the vehicle."""
    EMPTY = auto()
    """As it did when nothing stood there."""
    CHANGED = auto()
    """Otherwise, or nobody can tell."""


class Outlook:
    """A picture beside the last one that was looked up, and the earlier ones."""

    def __init__(
        self, scene: Scene, answered: Look, witnesses: Sequence[Witness], standing: Sequence[Box]
    ) -> None:
        """Compare nothing yet.

        Args:
            scene: the picture.
            answered: the last one that was looked up.
            witnesses: earlier ones.
            standing: where vehicles are known to stand, one box of each.
        """
        self._scene = scene
        self._answered = answered
        self._witnesses = witnesses
        self._standing = standing
        self.now = Look.at(scene)

    @cached_property
    def likeness(self) -> Likeness:
        """The picture beside the last one."""
        return Likeness(self.now, self._answered)

    def state_of(self, box: Box) -> SpotState:
        """Say how it looks where the last lookup found a vehicle."""
        spot = self._windows_in(box)
        if not self._is_seen(spot):
            return SpotState.CHANGED
        if self._is_same(spot):
            return SpotState.SAME
        if self._empty_look(box, spot) is not None:
            return SpotState.EMPTY
        return SpotState.SAME if self._is_uncovered(box, spot) else SpotState.CHANGED

    def is_blinded(self, box: Box) -> bool:
        """Tell whether light blinds the camera in a spot, so that nobody can be seen there."""
        return self._differ(self.now.brightness > GLARE, self._windows_in(box))

    def is_gone(self, box: Box) -> bool:
        """Tell whether nothing is seen any more of what stood in a spot.

        What is there now nobody can tell: the ground, or somebody else.
        """
        spot = self._windows_in(box)
        if not self._is_seen(spot) or self.is_blinded(box):
            return False
        telling = spot & (self._answered.energy > self.likeness.noise)
        count = np.count_nonzero(telling)
        differs = np.count_nonzero(telling & (self.likeness.apart_at_best > DIFFERS))
        least = max(_LEAST_WINDOWS, _LEAST_SHARE * np.count_nonzero(spot))
        return bool(count >= least and differs >= _MOST * count)

    def left_by(self, occupied: Iterable[Box]) -> Mask:
        """Give the windows that differ from the last picture only by vehicles that have left.

        Besides their boxes, these are their shadows: what is near, and looks again as it did when
        they were not there.
        """
        left = np.zeros_like(self._scene.seen)
        for box in occupied:
            spot = self._windows_in(box)
            if not self._is_seen(spot) or self._is_same(spot):
                continue
            if (empty := self._empty_look(box, spot)) is not None:
                left |= empty
        return left

    def _empty_look(self, box: Box, spot: Mask) -> Mask | None:
        """Give the windows that look as at an earlier time when the spot was empty, if it does.

        Returns:
            None if no earlier picture proves that it is empty.
        """
        for each in reversed(self._witnesses):
            witness = each.beside(box, self._standing)
            if witness.saw_nothing_in(box) and self._is_empty(spot, witness):
                apart = Likeness(self.now, witness.look).apart_at_best
                beside = self._windows_in(_around(box)) & ~self._windows_in(*each.occupied)
                return spot | (beside & (apart < _ALIKE))
        return None

    def _is_empty(self, spot: Mask, witness: Witness) -> bool:
        ground = spot & ~self._windows_in(*witness.occupied)
        return self._is_as(witness.look, spot, ground)

    def _is_uncovered(self, box: Box, spot: Mask) -> bool:
        """Tell whether a vehicle is seen again, behind one that has left."""
        if not any(
            intersection(box, each) and self._empty_look(each, self._windows_in(each)) is not None
            for each in self._standing
        ):
            return False
        return any(
            self._is_as(witness.look, spot, spot)
            for witness in reversed(self._witnesses)
            if any(overlap(box, each) >= SAME_BOX for each in witness.occupied)
        )

    def _is_as(self, before: Look, spot: Mask, where: Mask) -> bool:
        """Tell whether a spot looks as it did, and otherwise than in the last picture.

        Args:
            before: how it looked.
            spot: where nothing may be otherwise.
            where: the part of it that has to speak for it.
        """
        now = Likeness(self.now, before)
        differs = spot & (now.apart_at_best > DIFFERS)
        if self._differ(differs, spot) and (
            _share(differs, spot) > _FINE or _share(thick(differs, THICK), spot) > _HARDLY
        ):
            return False
        telling = (
            where
            & (Likeness(self._answered, before).apart_at_best > DIFFERS)
            & (np.minimum(before.energy, self.now.energy) > _TEXTURE * now.noise)
        )
        least = max(_LEAST_WINDOWS, _LEAST_SHARE * np.count_nonzero(spot))
        is_it = (now.apart_at_best < _ALIKE) & (self.likeness.apart_at_best > DIFFERS)
        count = np.count_nonzero(telling)
        return bool(count >= least and np.count_nonzero(telling & is_it) >= _MOST * count)

    def _is_seen(self, spot: Mask) -> bool:
        if np.count_nonzero(spot) < _LEAST_WINDOWS:
            return False
        return not self._differ(self.likeness.dazzled, spot)

    def _is_same(self, spot: Mask) -> bool:
        telling = spot & (self._answered.energy > self.likeness.noise)
        if np.count_nonzero(telling) < _LEAST_WINDOWS:
            return False
        if not self._differ(self.likeness.apart > DIFFERS, spot):
            return True
        differs = spot & (self.likeness.apart_at_best > DIFFERS)
        return not self._differ(differs, spot) or (
            _share(thick(differs, THICK), spot) <= _FEW and _share(differs, spot) <= _FINE
        )

    @staticmethod
    def _differ(mask: Mask, spot: Mask) -> bool:
        return _share(mask, spot) > _FEW

    def _windows_in(self, *boxes: Box) -> Mask:
        """Give the windows, of those that are seen, whose middle lies in any of the boxes."""
        (across, down), part, seen = self._scene.scale, self._scene.part, self._scene.seen
        rows = part.ymin + (np.arange(seen.shape[0]) + 1) * STEP * down
        columns = part.xmin + (np.arange(seen.shape[1]) + 1) * STEP * across
        within = np.zeros_like(seen)
        for box in boxes:
            within |= np.outer(
                (rows >= box.ymin) & (rows < box.ymax),
                (columns >= box.xmin) & (columns < box.xmax),
            )
        inside: Mask = within & seen
        return inside


def _share(mask: Mask, spot: Mask) -> float:
    """Return how many of a spot's windows are in a mask, of 1."""
    return float(np.count_nonzero(mask & spot) / np.count_nonzero(spot))


def _around(box: Box) -> Box:
    """Give the box with half of its size added at each side, where its shadow falls."""
    across, down = (box.xmax - box.xmin) // 2, (box.ymax - box.ymin) // 2
    return Box(box.xmin - across, box.ymin - down, box.xmax + across, box.ymax + down)
