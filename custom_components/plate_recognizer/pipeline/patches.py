"""Connected thick patches on a grid of windows."""

from collections.abc import Iterator

import numpy as np

from .scene import Mask


def thick(mask: Mask) -> Mask:
    """Close small gaps, then leave out what is thinner than three windows.

    A line, such as the edge of a shadow, a wire or the writing of a clock, is seen by two windows
    across, as they overlap by half.
    """
    closed = _eroded(_dilated(mask)) | mask
    return _dilated(_eroded(closed, outside=False))


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


def _dilated(mask: Mask) -> Mask:
    padded = np.pad(mask, 1)
    rows = padded[:-2] | padded[1:-1] | padded[2:]
    dilated: Mask = rows[:, :-2] | rows[:, 1:-1] | rows[:, 2:]
    return dilated


def _eroded(mask: Mask, *, outside: bool = True) -> Mask:
    padded = np.pad(mask, 1, constant_values=outside)
    rows = padded[:-2] & padded[1:-1] & padded[2:]
    eroded: Mask = rows[:, :-2] & rows[:, 1:-1] & rows[:, 2:]
    return eroded
