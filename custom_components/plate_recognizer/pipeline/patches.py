"""Connected thick patches on a grid of windows."""

from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from .scene import Mask

THICK: Final = 5
"""Windows across, which a region has to have. A line, such as the hard edge of a shadow, a wire or
the writing of a clock, is seen by up to four, as they overlap and each looks around."""


def thick(mask: Mask, windows: int) -> Mask:
    """Close small gaps, then leave out what is thinner than an odd number of windows."""
    closed = _eroded(_dilated(mask, 3), 3) | mask
    return _dilated(_eroded(closed, windows, outside=False), windows)


def patches(mask: Mask) -> Iterator[Mask]:
    """Yield each connected patch, corners included, in no particular order."""
    padded = np.pad(mask, 1)  # so that the end of a row doesn't touch the next one's beginning
    row = padded.shape[1]
    beside = [down + right for down in (-row, 0, row) for right in (-1, 0, 1)]
    left = set(np.flatnonzero(padded).tolist())
    while left:
        patch = [left.pop()]
        for place in patch:  # which grows meanwhile
            near = [place + step for step in beside if place + step in left]
            left.difference_update(near)
            patch += near
        found = np.zeros_like(padded)
        found.flat[patch] = True
        yield found[1:-1, 1:-1]


def _dilated(mask: Mask, size: int) -> Mask:
    return ~_eroded(~mask, size)


def _eroded(mask: Mask, size: int, *, outside: bool = True) -> Mask:
    """Keep the windows around which a square of that odd size is full."""
    around = sliding_window_view(np.pad(mask, size // 2, constant_values=outside), (size, size))
    eroded: Mask = np.asarray(around.all(axis=(2, 3)))
    return eroded
