"""How far two looks at one place differ, window by window, whatever the light does.

What is compared is texture: the contrast of each small pixel with what is around it. Brightness
itself changes all day.
"""

from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product
from typing import Final

import numpy as np

from .scene import DARK, UNIT, Grid, Mask, Pixels, Scene, windows

DIFFERS: Final = 0.5
"""Of 0 (the same) to 2 (the negative). Two unrelated textures are at 1, and so is a texture beside
none; the same one in half the contrast is at 0.2, and grain alone at 0.33 at most."""

FAINTEST: Final = 0.03**2
"""Energy of a contrast that counts as none: of 3 per cent, just above what a person sees."""

_NOISE_QUANTILE: Final = 0.25
"""The quarter of the windows in which two pictures differ least shows grain, rain and compression
alone. It takes more than three quarters of a new picture to raise it."""
_MOST_NOISE: Final = 2 * 6.0**2
"""Levels, squared, of a difference between two pictures with grain of 6 in their small form, more
than an infrared night has. What differs more is no grain."""
_NOISE_MARGIN: Final = 3
"""How many times the noise counts as none. Two windows of nothing but noise are then at 0.33."""
_LIT: Final = (8, 245)
"""Levels between which a sensor shows its noise at all."""
GLARE: Final = 248
"""Mean level from which a window is blinded: it shows nothing of what is there."""

_SHAKE: Final = 2
"""Small pixels by which a camera may have been moved: 16 of 1920, a pole in a storm."""
_RELIT: Final = 0.75
"""Correlation, squared, from which two textures are one in other light, such as within a beam or
behind a veil of glare. Unrelated windows reach it once in a thousand."""

_CORE: Final = 0.5
"""Times the middle difference of a patch, which its windows have that aren't its rim. With the rim
a car would look up to twice as large on smooth ground as on rough ground."""

_COARSE: Final = 2
"""Small pixels across, 16 of 1920: what differs by a vehicle's coming mostly differs likewise so
far beside. Rain falls in streaks that are narrower, flakes are smaller, and grain knows nothing of
its neighbours."""
_COARSELY: Final = 0.17
"""Correlation of the two differences. Of vehicles it is 0.26 and more, 0.2 in the heaviest rain; of
rain it is below 0, of snow 0.04 at most, but for some places by night with 0.2."""


@dataclass(frozen=True, eq=False)
class Look:
    """A scene made ready to be compared."""

    contrast: Pixels
    brightness: Grid

    @classmethod
    def at(cls, scene: Scene) -> Look:
        """Take what of a scene is compared."""
        return cls(scene.contrast.astype(np.float32) / UNIT, scene.brightness)

    @cached_property
    def energy(self) -> Grid:
        """How much texture is in each window."""
        return windows(self.contrast * self.contrast)

    def moved(self, right: float, down: float) -> Look:
        """Return it as if the camera had been moved a little; edges stay as they are."""
        contrast = _slid(_slid(self.contrast, right, 1), down, 0)
        return replace(self, contrast=contrast)


@dataclass(frozen=True, eq=False)
class Likeness:
    """Two looks beside each other. What is dear is worked out when it is asked for."""

    one: Look
    other: Look

    @cached_property
    def apart(self) -> Grid:
        """0 where both look the same, 1 where they have nothing in common."""
        apart: Grid = self._residue / (self.one.energy + self.other.energy + self.noise)
        return apart

    @cached_property
    def dazzled(self) -> Mask:
        """Where light blinds the camera in one of them only, and nothing can be said."""
        dazzled: Mask = (self.one.brightness > GLARE) != (self.other.brightness > GLARE)
        return dazzled

    @cached_property
    def apart_at_best(self) -> Grid:
        """The same after what shake and light explain is taken off: never more than `apart`."""
        still = self._stilled
        apart = np.minimum(self.apart, still.apart) if still is not self else self.apart
        best: Grid = np.where(still._is_relit, 0, apart)  # noqa: SLF001 - of its own kind
        return best

    def is_weather(self, patch: Mask) -> bool:
        """Tell whether what differs in a patch is as fine as rain, snow or grain."""
        still = self._stilled
        difference = still.one.contrast - still.other.contrast
        beside = np.zeros_like(difference)
        beside[:, _COARSE:] = difference[:, _COARSE:] * difference[:, :-_COARSE]
        alike = windows(beside)[patch].sum() / still._residue[patch].sum()  # noqa: SLF001
        return bool(alike < _COARSELY)

    def core_of(self, patch: Mask) -> Mask:
        """Leave out the windows of a patch that see what differs only from its rim."""
        residue = self._residue
        core: Mask = patch & (residue > _CORE * np.median(residue[patch]))
        return core

    @cached_property
    def _residue(self) -> Grid:
        difference = self.one.contrast - self.other.contrast
        return windows(difference * difference)

    @cached_property
    def noise(self) -> Grid:
        """The energy in each window that counts as none. Darkness has more of it."""
        darker = np.minimum(self.one.brightness, self.other.brightness)
        brighter = np.maximum(self.one.brightness, self.other.brightness)
        light = (darker + DARK) ** 2
        levels = (self._residue * light)[(darker > _LIT[0]) & (brighter < _LIT[1])]
        level = _quantile(levels, _NOISE_QUANTILE) if levels.size else 0.0
        noise: Grid = FAINTEST + _NOISE_MARGIN * min(level, _MOST_NOISE) / light
        return noise

    @cached_property
    def _is_relit(self) -> Mask:
        common = windows(self.one.contrast * self.other.contrast)
        both = self.one.energy * self.other.energy
        textured = np.minimum(self.one.energy, self.other.energy) > self.noise
        relit: Mask = textured & (common > 0) & (common * common > _RELIT * both)
        return relit

    @cached_property
    def _stilled(self) -> Likeness:
        """Take back by how much the camera was moved between the two, each by one half of it.

        Sliding by a part of a pixel blurs; this way it blurs both alike.
        """
        right, down = _shift(self.one.contrast, self.other.contrast)
        if not (right or down):
            return self
        return Likeness(
            self.one.moved(right / 2, down / 2), self.other.moved(-right / 2, -down / 2)
        )


def _quantile(values: Pixels, share: float) -> float:
    """Return the value below which a share of them lie, in a tenth of NumPy's own time."""
    place = int(share * (values.size - 1))
    return float(np.partition(values, place)[place])


def _shift(one: Pixels, other: Pixels) -> tuple[float, float]:
    """Find by how many small pixels, right and down, one has to be moved to lie on the other."""
    reach = _SHAKE
    steps = range(-reach, reach + 1)
    height, width = one.shape
    middle = one[reach:-reach, reach:-reach]
    match = {
        (down, right): float(
            np.vdot(
                middle,
                other[reach + down : height - reach + down, reach + right : width - reach + right],
            )
        )
        for down, right in product(steps, steps)
    }
    down, right = max(match, key=lambda step: (match[step], step == (0, 0)))
    best = match[down, right]
    return (
        right + _peak(match.get((down, right - 1)), best, match.get((down, right + 1))),
        down + _peak(match.get((down - 1, right)), best, match.get((down + 1, right))),
    )


def _peak(before: float | None, best: float, behind: float | None) -> float:
    """Place the peak of a parabola through three neighbours, in steps from the middle one."""
    if before is None or behind is None or (bend := before - 2 * best + behind) >= 0:
        return 0.0
    return (before - behind) / (2 * bend)


def _slid(pixels: Pixels, by: float, axis: int) -> Pixels:
    """Slide along an axis, between pixels too; what comes in at the edge repeats it."""
    whole = int(np.floor(by))
    part = np.float32(by - whole)
    length = pixels.shape[axis]
    places = np.arange(length) - whole
    near = np.take(pixels, np.clip(places, 0, length - 1), axis)
    far = np.take(pixels, np.clip(places - 1, 0, length - 1), axis)
    slid: Pixels = near * (1 - part) + far * part
    return slid
