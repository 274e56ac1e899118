"""Whether a picture shows something that no lookup has seen yet, decided without any lookup."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from threading import Lock
from typing import Final

import numpy as np

from ..api.models import Box
from .likeness import DIFFERS, Likeness, Look
from .outlook import Outlook, SpotState
from .patches import THICK, patches, thick
from .placed import intersection, overlap
from .scene import STEP, UNIT, Mask, Scene, touched, windows
from .witnesses import SAME_BOX, Witnesses, vehicles_at

__all__ = ["DEFAULT_SENSITIVITY", "Change", "ChangeGate", "SpotState"]

DEFAULT_SENSITIVITY: Final = 50

_LEAST: Final = 0.0165
"""Share of the view from which a region counts, at the default sensitivity. A car whose plate is
50 pixels of 1920 wide, the least that can be read, takes 2 per cent of the picture or more; a cat,
or a car that is too far away, takes less than 0.7."""
_DECADE: Final = 50.0
"""Steps of sensitivity for ten times less: from 16 per cent at 0 to 0.16 at 100."""
_DRIFT: Final = 0.25
"""How far the reference follows a picture that shows nothing new. Four pictures or so make the
grain of one fall out, and no light changes much within them."""
_SURELY_SAME: Final = 0.3
"""What differs less follows the light; what differs more might be the beginning of something."""


@dataclass(frozen=True, slots=True, eq=False)
class Change:
    """What is new in a picture."""

    is_new: bool
    """Whether it is worth a lookup."""
    amount: float
    """Share of the view, 0 to 1, of the largest connected region that is new."""
    least: float
    """The amount from which a region counts."""
    regions: tuple[Box, ...]
    """What is new, in pixels of the full upright picture, the largest first."""
    quality: float
    """How promising the picture is for reading a plate, beside others of the same burst: the
    larger and the sharper what is new, the more. 0 if nothing is."""
    _state_of: Callable[[Box], SpotState] = field(repr=False)
    is_blinded: Callable[[Box], bool] = field(default=lambda _: False, repr=False)
    """Tells whether nobody could be seen in a spot, since light blinds the camera there."""
    is_gone: Callable[[Box], bool] = field(default=lambda _: False, repr=False)
    """Tells whether nothing is seen any more of the vehicle that stood in a spot."""
    _states: dict[Box, SpotState] = field(default_factory=dict, repr=False)

    def spot(self, box: Box) -> SpotState:
        """Say how it looks where the last lookup found a vehicle, in pixels of the full picture.

        It takes some milliseconds for one that doesn't look the same, but only once.
        """
        if box not in self._states:
            self._states[box] = self._state_of(box)
        return self._states[box]


class ChangeGate:
    """Compares pictures of one camera with the last one that was looked up.

    Jobs may use it beside each other: what one has learned of an older reference is dropped.
    """

    def __init__(self, sensitivity: float = DEFAULT_SENSITIVITY) -> None:
        """Start without a reference: the first picture is new.

        Args:
            sensitivity: 0 for what fills a good part of the view, 100 for what is hardly there.
        """
        self.sensitivity = sensitivity
        self._reference: _Reference | None = None
        self._witnesses = Witnesses()
        self._replacing = Lock()

    def copy(self) -> ChangeGate:
        """Return one that goes on comparing with what this one compares with now."""
        copied = ChangeGate(self.sensitivity)
        copied._reference = self._reference
        copied._witnesses.all = self._witnesses.all
        return copied

    @property
    def present(self) -> tuple[Box, ...]:
        """Where vehicles stand on the picture with which others are compared."""
        return () if self._reference is None else self._reference.present

    @property
    def least(self) -> float:
        """The share of the view from which a region counts."""
        return float(_LEAST * 10 ** ((DEFAULT_SENSITIVITY - self.sensitivity) / _DECADE))

    def judge(self, scene: Scene, standing: Sequence[Box] = ()) -> Change:
        """Say what of a picture is new. Nothing is changed by that.

        Args:
            scene: the picture.
            standing: where vehicles are known to stand, one box of each: one of them may speak for
                the ground before or behind it.
        """
        least = self.least
        if (reference := self._reference) is None or not reference.scene.is_like(scene):
            return _all_new(scene, least)
        outlook = self._outlook(reference, scene, standing)
        regions = _regions(reference, scene, outlook, least)
        amount = _share(regions[0]) if regions else 0.0
        is_new = amount >= least
        news = [region for region in regions if _share(region) >= least]
        quality = amount**0.5 * _sharpness(scene, np.any(news, axis=0)) if is_new else 0.0
        boxes = tuple(_box(region, scene) for region in news)
        return Change(
            is_new,
            amount,
            least,
            boxes,
            quality,
            outlook.state_of,
            outlook.is_blinded,
            outlook.is_gone,
        )

    def looked_up(self, scene: Scene, occupied: Sequence[Box], news: Sequence[Box] = ()) -> None:
        """Take a picture as the reference: the API has answered for it.

        Args:
            scene: the picture.
            occupied: the boxes of all vehicles and plates that were found.
            news: what was new in it. Where no vehicle was found it is somebody on foot, a shadow or
                the like: that it has gone is not new, once it looks there as it did before.
        """
        look = Look.at(scene)
        vehicles = vehicles_at(occupied, scene.width, scene.height)
        others = (box for box in news if not any(intersection(box, each) for each in vehicles))
        reference = _Reference(scene, look, look, (*vehicles, *others), vehicles)
        with self._replacing:
            if (last := self._reference) is not None and last.scene.is_like(scene):
                self._witnesses.add(last.known, last.present)
            else:
                self._witnesses = Witnesses()
            self._reference = reference

    def unchanged(
        self, scene: Scene, standing: Sequence[Box] = (), owned: Sequence[Box] | None = None
    ) -> None:
        """Let the reference follow the light, where a picture that isn't new is the same.

        Args:
            scene: the picture.
            standing: as for `judge`.
            owned: the boxes of all that may be there; None if that isn't known. Whoever isn't among
                them has left, as is known by now.
        """
        reference = self._reference
        if reference is None or not reference.scene.is_like(scene):
            return
        outlook = self._outlook(reference, scene, standing)
        left = outlook.left_by(reference.occupied)
        answered = _drifted(reference.answered, outlook.now)
        if reference.known is reference.answered and not left.any():
            known = answered
        else:
            known = _without(_drifted(reference.known, outlook.now), outlook.now, left)
        gone = [box for box in reference.present if outlook.state_of(box) is SpotState.EMPTY]
        seen = [
            box
            for box in reference.present
            if box not in gone
            and (owned is None or any(overlap(box, each) >= SAME_BOX for each in owned))
        ]
        uncovered = (
            box
            for box in standing
            if box not in gone and any(intersection(box, each) for each in gone)
        )
        present = tuple(dict.fromkeys((*seen, *uncovered)))
        drifted = replace(reference, answered=answered, known=known, present=present)
        with self._replacing:
            if self._reference is reference:
                self._reference = drifted

    def _outlook(self, reference: _Reference, scene: Scene, standing: Sequence[Box]) -> Outlook:
        return Outlook(scene, reference.answered, self._witnesses.all, standing)

    def forget(self) -> None:
        """Start anew."""
        self._reference = None
        self._witnesses = Witnesses()


@dataclass(frozen=True, slots=True, eq=False)
class _Reference:
    """What pictures are compared with."""

    scene: Scene
    answered: Look
    """The picture that was looked up, in today's light."""
    known: Look
    """The same without the vehicles that were seen to have left since: who comes back is new."""
    occupied: tuple[Box, ...]
    """Where vehicles were found, or something else had come."""
    present: tuple[Box, ...]
    """Where vehicles were found that weren't seen to have left."""


def _all_new(scene: Scene, least: float) -> Change:
    return Change(
        is_new=True,
        amount=1.0,
        least=least,
        regions=(scene.part,),
        quality=_sharpness(scene, scene.seen),
        _state_of=lambda _: SpotState.CHANGED,
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Search:
    """Looks for what is new in a picture. What is dear is done only where need be."""

    likeness: Likeness
    least: float

    def found(self, differs: Mask, *, in_any_weather: bool = False) -> list[Mask]:
        """Give the thick patches of what differs, the largest first, without those of weather."""
        thickness = self._thickness(differs.size)
        if np.count_nonzero(differs) < thickness**2:
            return []
        cores = (
            self.likeness.core_of(patch)
            for patch in patches(thick(differs, thickness))
            if in_any_weather or not self.likeness.is_weather(patch)
        )
        return sorted(cores, key=np.count_nonzero, reverse=True)

    def is_enough(self, found: Sequence[Mask]) -> bool:
        """Tell whether the largest patch counts."""
        return bool(found) and _share(found[0]) >= self.least

    def _thickness(self, windows_of_view: int) -> int:
        """Give how many windows across a patch has to be: what a square of the least share is."""
        side = int((self.least * windows_of_view) ** 0.5)
        return max(1, min(side - 1 + side % 2, THICK))


def _regions(reference: _Reference, scene: Scene, outlook: Outlook, least: float) -> list[Mask]:
    """Give the patches that are new, the largest first."""
    likeness = outlook.likeness
    if reference.known is not reference.answered:
        likeness = Likeness(outlook.now, reference.known)
    search = _Search(likeness, least)
    shows = scene.seen & ~likeness.dazzled
    found = search.found(shows & (likeness.apart > DIFFERS), in_any_weather=True)
    if not search.is_enough(found):
        return found
    differs = shows & (likeness.apart_at_best > DIFFERS)
    found = search.found(differs)
    if not search.is_enough(found):
        return found
    left = outlook.left_by(reference.occupied)
    return search.found(differs & ~left) if left.any() else found


def _share(region: Mask) -> float:
    return float(np.count_nonzero(region) / region.size)


def _box(region: Mask, scene: Scene) -> Box:
    """Give the edges of a patch in the full picture, without the outer half of its windows."""
    (across, down), part = scene.scale, scene.part
    rows, columns = np.flatnonzero(region.any(axis=1)), np.flatnonzero(region.any(axis=0))
    return Box(
        part.xmin + int((columns[0] + 0.5) * STEP * across),
        part.ymin + int((rows[0] + 0.5) * STEP * down),
        min(part.xmin + int((columns[-1] + 1.5) * STEP * across + 1), part.xmax),
        min(part.ymin + int((rows[-1] + 1.5) * STEP * down + 1), part.ymax),
    )


def _sharpness(scene: Scene, region: Mask) -> float:
    """Give the steepness of the contrast within a region, 0 to 1."""
    contrast = scene.contrast.astype(np.float32) / UNIT
    steep = np.zeros_like(contrast)
    steep[:, 1:] = np.abs(np.diff(contrast, axis=1))
    grid = windows(steep)
    values = grid[region]
    return float(values.mean()) if values.size else 0.0


def _drifted(look: Look, now: Look) -> Look:
    """Follow a picture where it shows the same."""
    same = ~touched(Likeness(now, look).apart > _SURELY_SAME, look.contrast)
    followed = look.contrast + np.float32(_DRIFT) * (now.contrast - look.contrast)
    brightness = look.brightness + _DRIFT * (now.brightness - look.brightness)
    return Look(np.where(same, followed, look.contrast), brightness)


def _without(look: Look, now: Look, left: Mask) -> Look:
    """Show what is seen now where vehicles have left."""
    contrast = np.where(touched(left, look.contrast), now.contrast, look.contrast)
    return Look(contrast, np.where(left, now.brightness, look.brightness))
