"""Where the labels of a picture go: inside it, beside the plates, and not onto each other."""

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Final

from ..api.models import Box

type Size = tuple[int, int]
"""Width and height in pixels."""

_STEPS: Final = 16
"""In so many places across and down a label is tried where there is no room at its vehicle."""


def place_label(
    size: Size, anchors: Sequence[Box], own: Sequence[Box], others: Sequence[Box], picture: Size
) -> Box:
    """Find the place for a label where it covers least of what should be seen.

    Args:
        size: of the label. One that is larger than the picture begins at its left and its top.
        anchors: what the label is about, the best to put it at first. It stands beside them.
        own: the plate that it is about. To cover nothing of that comes first.
        others: what else shouldn't be covered.
        picture: what the label has to be inside of.
    """
    grid = _grid(size, picture)
    if anchors:
        grid.sort(key=lambda place: _from_middle_to_middle(place, anchors[-1]))
    around = (place for anchor in anchors for place in _around(anchor, size))
    places = [*(_inside(place, size, picture) for place in around), *grid]
    return min(places, key=lambda place: (_covered(place, own), _covered(place, others)))


def distance(one: Box, other: Box) -> int:
    """Tell how many pixels are between two boxes, across and down together."""
    across = max(one.xmin - other.xmax, other.xmin - one.xmax, 0)
    down = max(one.ymin - other.ymax, other.ymin - one.ymax, 0)
    return across + down


def _from_middle_to_middle(one: Box, other: Box) -> int:
    """Tell how far two boxes are apart, in half pixels."""
    across = abs(one.xmin + one.xmax - other.xmin - other.xmax)
    return across + abs(one.ymin + one.ymax - other.ymin - other.ymax)


def _around(anchor: Box, size: Size) -> Iterator[tuple[int, int]]:
    """Yield the top left corners of a label at a box, the best first."""
    width, height = size
    above, below = anchor.ymin - height, anchor.ymax
    left, right = anchor.xmin, anchor.xmax - width
    middle = (left + right) // 2
    yield from product((middle, left, right), (above, below))


def _grid(size: Size, picture: Size) -> list[Box]:
    """Give places all over a picture, from the top left."""
    free = picture[0] - size[0], picture[1] - size[1]
    steps = range(_STEPS + 1)
    return [
        _inside((free[0] * x // _STEPS, free[1] * y // _STEPS), size, picture)
        for y, x in product(steps, steps)
    ]


def _inside(corner: tuple[int, int], size: Size, picture: Size) -> Box:
    x, y = (max(0, min(corner[axis], picture[axis] - size[axis])) for axis in (0, 1))
    return Box(x, y, x + size[0], y + size[1])


def _covered(place: Box, boxes: Sequence[Box]) -> int:
    """Give the pixels of boxes that a label would cover."""
    return sum(
        max(0, min(place.xmax, box.xmax) - max(place.xmin, box.xmin))
        * max(0, min(place.ymax, box.ymax) - max(place.ymin, box.ymin))
        for box in boxes
    )
