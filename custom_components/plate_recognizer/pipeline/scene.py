"""What the change gate remembers of a picture. Decoding takes time: call it in the executor."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from ..api.models import Box
from .area import View
from .frame import opened
from .rendering import render, upright, upright_size

type Pixels = NDArray[np.floating]
"""A value for each small pixel, in 32 bits."""
type Grid = NDArray[np.floating]
"""A value for each window."""
type Mask = NDArray[np.bool_]
"""Yes or no for each window."""

STEP: Final = 4
"""Small pixels from one window to the next. Each is two steps wide and high, so that windows
overlap by half: whatever a car changes then fills some of them."""

_WIDE: Final = 240
"""Small pixels, about, of the longer side: an eighth of 1080p, so that the narrowest car whose
plate can be read, some 250 pixels of 1920, is as wide as seven windows."""
_NARROWEST: Final = 180
"""Small pixels of the longer side, below which a picture is decoded finer."""
_LEAST: Final = 4 * STEP
"""Small pixels of the shorter side: three windows."""

_SCALES: Final = (8, 4, 2)
"""By which JPEG's decoder can make a picture smaller; it then leaves most of the work out."""

_RADIUS: Final = 4
"""Small pixels around a pixel that its brightness is compared with. A window of contrast sees
edges and texture, but neither a wall's brightness nor the soft edge of a cloud's shadow."""

DARK: Final = 12.0
"""Levels that are added to the brightness before contrast is divided by it: what a sensor's black
and its noise amount to. Without it, the grain of a dark corner would be the strongest texture."""

UNIT: Final = 400
"""Contrast of one, as it is stored."""
_MOST: Final = 0.3
"""Contrast above it is cut off: a lamp is no more a texture than a white line."""


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """A small picture of a view, in which light matters little: its contrast, 40 kB or less."""

    contrast: NDArray[np.int8]
    """How much brighter each small pixel is than what is around it, in per cent."""
    brightness: Grid
    """Of each window, 0 to 255."""
    seen: Mask
    """The windows of which masks hide nothing."""
    part: Box
    """What the view shows, in pixels of the full upright picture."""
    width: int
    """Of the full upright picture."""
    height: int

    def is_like(self, other: Scene) -> bool:
        """Tell whether two can be compared pixel by pixel."""
        return (
            (self.width, self.height, self.part) == (other.width, other.height, other.part)
            and self.contrast.shape == other.contrast.shape
            and np.array_equal(self.seen, other.seen)
        )

    @property
    def scale(self) -> tuple[float, float]:
        """Pixels of the full picture for each small one, across and down."""
        height, width = self.contrast.shape
        part = self.part
        return (part.xmax - part.xmin) / width, (part.ymax - part.ymin) / height


def scene_of(content: bytes, view: View) -> Scene:
    """Look at a picture as far as the gate has to. It costs about one decoding at an eighth.

    Raises:
        BrokenPicture: It is no picture, or damaged, or too large to be handled.
    """
    with opened(content) as image:
        full = upright_size(image)
        part = view.part(*full)
        _draft(image, part)
        picture = upright(image)
        near, hidden = view.part(*picture.size), view.hidden(*picture.size)
        small = _small(render(picture, near, hidden).convert("L"))
    size = near.xmax - near.xmin, near.ymax - near.ymin
    return Scene(*_contrast(small), _seen(small, size, hidden), part, *full)


def _draft(image: Image.Image, part: Box) -> None:
    """Have a JPEG decoded in grey, and as small as will do; other formats don't know that."""
    longest = max(part.xmax - part.xmin, part.ymax - part.ymin)
    scale = next((scale for scale in _SCALES if longest >= scale * _NARROWEST), 1)
    image.draft("L", (max(1, image.width // scale), max(1, image.height // scale)))


def _small(picture: Image.Image) -> Image.Image:
    factor = min(1, _WIDE / max(picture.size))
    size = max(round(picture.width * factor), _LEAST), max(round(picture.height * factor), _LEAST)
    return picture if size == picture.size else picture.resize(size, Image.Resampling.BOX)


def _contrast(small: Image.Image) -> tuple[NDArray[np.int8], Grid]:
    levels = np.asarray(small, np.float32)
    around = np.asarray(small.filter(ImageFilter.BoxBlur(_RADIUS)), np.float32)
    contrast = np.clip((levels - around) / (around + DARK), -_MOST, _MOST)
    return np.rint(UNIT * contrast).astype(np.int8), windows(levels)


def _seen(small: Image.Image, size: tuple[int, int], hidden: tuple[Box, ...]) -> Mask:
    """Leave out the windows that a mask has a share in, and those that its edge is seen from."""
    across, down = small.width / size[0], small.height / size[1]
    shows = np.ones((small.height, small.width), np.float32)
    for box in hidden:
        left, top = (max(0, int(edge) - _RADIUS) for edge in (box.xmin * across, box.ymin * down))
        right, bottom = (int(edge) + _RADIUS + 1 for edge in (box.xmax * across, box.ymax * down))
        shows[top:bottom, left:right] = 0
    seen: Mask = windows(shows) == 1
    return seen


def windows(pixels: Pixels) -> Grid:
    """Give the mean of each window."""
    rows, columns = (length // STEP for length in pixels.shape)
    blocks = pixels[: rows * STEP, : columns * STEP].reshape(rows, STEP, -1).sum(axis=1)
    blocks = blocks.reshape(rows, columns, STEP).sum(axis=2)
    pairs = blocks[:-1] + blocks[1:]
    means: Grid = (pairs[:, :-1] + pairs[:, 1:]) / (2 * STEP) ** 2
    return means


def touched(mask: Mask, pixels: Pixels) -> Mask:
    """Give the small pixels that have a share in any of the windows of a mask."""
    padded = np.pad(mask, 1)
    rows = padded[:-1] | padded[1:]
    blocks = (rows[:, :-1] | rows[:, 1:]).repeat(STEP, axis=0).repeat(STEP, axis=1)
    height, width = pixels.shape
    rest = (0, height - blocks.shape[0]), (0, width - blocks.shape[1])
    all_pixels: Mask = np.pad(blocks, rest, mode="edge")
    return all_pixels
