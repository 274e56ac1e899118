"""How a plate looks on a picture: all that its camera can be told. Call it in the executor."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from PIL import Image
from PIL.JpegImagePlugin import JpegImageFile

from ..api.models import Box
from .frame import opened
from .rendering import render, upright
from .scene import Pixels

_HEIGHT: Final = 32
"""Pixels to which a higher plate is brought, so that one number holds for near and far ones. That
is enough to read by, and finer ones show the camera's grain beside the letters."""

_LEAST: Final = 8
"""Pixels each way, below which there is nothing to measure."""

_OVEREXPOSED: Final = 250
"""Level from which a pixel counts as white: JPEG leaves a few of 255 out."""

_FLAT: Final = 8
"""Levels between dark and light, below which no letter is to be seen: it is painted out."""

_TILTS: Final = tuple(sorted(range(-44, 45, 2), key=abs))
"""Degrees that are tried, the least ones first: of equals these win."""

_COARSEST: Final = 10
"""Steps of a JPEG's table that are looked at: the least, which are those of the coarsest shapes.
The others all end at the greatest step there is where the quality is low."""

_STEP: Final = 13.2
"""Levels to which these are rounded on average at quality 50: annex K of the standard."""


@dataclass(frozen=True, slots=True)
class PlateLook:
    """What can be measured of a plate, and of what is around it."""

    sharpness: float
    """By how much neighbours differ at its sharp edges, in its contrast: 1 where black follows
    white. That of the rows or that of the strokes, whichever is less, as motion blurs one only;
    with the plate brought to a height of 32 pixels, if it is higher."""
    white: float
    """Share that is over-exposed, 0 to 1."""
    brightness: float
    """Level of its light parts, 0 to 255."""
    surroundings: float
    """Middle level of what is around it, as far as the plate is wide."""
    tilt: int
    """Degrees by which its row of letters rises or falls."""
    quality: int | None
    """Of the JPEG, 1 to 100, as most programs count it; None if it is none."""


def plate_look(content: bytes, box: Box, width: int, height: int) -> PlateLook | None:
    """Measure a plate; None where it can't be: in a thumbnail, or where it is painted out.

    Args:
        content: an upright picture.
        box: of the plate, in pixels of the full picture.
        width: of the full picture.
        height: of the full picture.

    Raises:
        BrokenPicture: it is no picture, or damaged, or too large to be handled.
    """
    with opened(content) as image:
        if image.size != (width, height):
            return None
        quality = _quality(image)
        image.draft("L", image.size)
        part = _around(box, width, height)
        seen = render(upright(image), part, ()).convert("L")
    inside = (
        box.xmin - part.xmin,
        box.ymin - part.ymin,
        box.xmax - part.xmin,
        box.ymax - part.ymin,
    )
    plate = _inside(seen, Box(*inside))
    return None if plate is None else _look(plate, _levels(seen), quality)


def _look(plate: Image.Image, seen: Pixels, quality: int | None) -> PlateLook | None:
    levels = _levels(_of_one_height(plate))
    low, high = np.percentile(levels, (5, 95))
    is_plain = high - low < _FLAT
    if is_plain and not _is_extreme(high):
        return None
    return PlateLook(
        sharpness=min(_steepness(levels), _steepness(levels.T)) / max(float(high - low), 1),
        white=float(np.mean(_levels(plate) >= _OVEREXPOSED)),
        brightness=float(high),
        surroundings=float(np.median(seen)),
        tilt=abs(_tilt(levels)),
        quality=quality,
    )


def _is_extreme(level: float) -> bool:
    """Say whether that is what a sensor makes of no light, or of too much."""
    return level <= _FLAT or level >= _OVEREXPOSED


def _quality(image: Image.Image) -> int | None:
    """Return the quality whose steps are as coarse as those of this picture."""
    if not isinstance(image, JpegImageFile) or not (tables := image.quantization):
        return None
    coarseness = sum(sorted(tables[min(tables)])[:_COARSEST]) / _COARSEST / _STEP
    quality = 50 / coarseness if coarseness > 1 else 100 - 50 * coarseness
    return max(1, round(quality))


def _around(box: Box, width: int, height: int) -> Box:
    wide = max(0, box.xmax - box.xmin)
    left, right = max(0, box.xmin - wide), min(width, box.xmax + wide)
    top, bottom = max(0, box.ymin - wide), min(height, box.ymax + wide)
    return Box(left, top, right, bottom) if left < right and top < bottom else Box(0, 0, 1, 1)


def _inside(picture: Image.Image, box: Box) -> Image.Image | None:
    """Cut a plate out, as far as it is on the picture; None if that is too little of it."""
    left, top = max(0, box.xmin), max(0, box.ymin)
    right, bottom = min(picture.width, box.xmax), min(picture.height, box.ymax)
    if right - left < _LEAST or bottom - top < _LEAST:
        return None
    return picture.crop((left, top, right, bottom))


def _of_one_height(plate: Image.Image) -> Image.Image:
    if plate.height <= _HEIGHT:
        return plate
    width = max(_LEAST, round(plate.width * _HEIGHT / plate.height))
    return plate.resize((width, _HEIGHT), Image.Resampling.BOX)


def _levels(picture: Image.Image) -> Pixels:
    return np.asarray(picture, np.float32)


def _steepness(levels: Pixels) -> float:
    """Return the difference from column to column that one in twenty reaches, grain evened out."""
    across = np.abs(np.diff(levels, axis=1))
    return float(np.percentile((across[:-2] + across[1:-1] + across[2:]) / 3, 95))


def _tilt(levels: Pixels) -> int:
    """Return the degrees by which rows are to be sheared to differ most from each other.

    Along the row of letters a plate's edge and its letters begin and end at once: only then their
    sums leap from one row to the next.
    """
    return max(_TILTS, key=lambda degrees: _leaps(levels, degrees))


def _leaps(levels: Pixels, degrees: int) -> float:
    height, width = levels.shape
    shift = np.rint(np.tan(np.radians(degrees)) * (np.arange(width) - width / 2)).astype(int)
    rows = np.arange(height)[:, None] - shift
    is_in = (rows >= 0) & (rows < height)
    count = np.bincount(rows[is_in], minlength=height)
    total = np.bincount(rows[is_in], levels[is_in], minlength=height)
    is_known = count > width / 2
    return float(np.sum(np.diff(total[is_known] / count[is_known]) ** 2))
