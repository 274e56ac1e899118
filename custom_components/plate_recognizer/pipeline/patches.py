"""Connected thick patches on a grid of windows."""

from collections.abc import Iterator

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from .scene import Mask


def thick(mask: Mask, windows: int) -> Mask:
    """Close small gaps, then leave out what is thinner than an odd number of windows."""
    closed = _eroded(_dilated(mask, 3), 3) | mask
    return _dilated(_eroded(closed, windows, outside=False), windows)


def patches(mask: Mask) -> Iterator[Mask]:
    """Yield each connected patch, corners included, in no particular order."""
    left = {(int(row), int(column)) for row, column in np.argwhere(mask)}
    while left:
        patch = np.zeros_like(mask)
        edge = [left.pop()]
        while edge:
            row, column = edge.pop()
            patch[row, column] = True
            beside = {
                (row + down, column + right) for down in (-1, 0, 1) for right in (-1, 0, 1)
            } & left
            left -= beside
            edge += beside
        yield patch


def _dilated(mask: Mask, size: int) -> Mask:
    return ~_eroded(~mask, size)


def _eroded(mask: Mask, size: int, *, outside: bool = True) -> Mask:
    """Keep the windows around which a square of that odd size is full."""
    around = sliding_window_view(np.pad(mask, size // 2, constant_values=outside), (size, size))
    eroded: Mask = np.asarray(around.all(axis=(2, 3)))
    return eroded
