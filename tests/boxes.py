"""How two boxes lie to each other."""

from sandbox.plate_read import Box


def overlap(one: Box, other: Box) -> float:
    """Intersection over union: 0 for apart, 1 for the same."""
    width = min(one.xmax, other.xmax) - max(one.xmin, other.xmin)
    height = min(one.ymax, other.ymax) - max(one.ymin, other.ymin)
    both = max(0, width) * max(0, height)
    return both / (_area(one) + _area(other) - both)


def is_within(inner: Box, outer: Box) -> bool:
    """Tell whether the whole of a box is in another."""
    return (
        outer.xmin <= inner.xmin
        and outer.ymin <= inner.ymin
        and inner.xmax <= outer.xmax
        and inner.ymax <= outer.ymax
    )


def _area(box: Box) -> int:
    return (box.xmax - box.xmin) * (box.ymax - box.ymin)
