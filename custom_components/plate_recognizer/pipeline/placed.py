"""Where vehicles are on a picture, in pixels of the full one."""

from typing import Final, Protocol

from ..api.models import Box

_PLATE_IN_VEHICLE: Final = (3.5, 13.0)
"""How many plates wide and high a car is, for pictures on which only its plate was found."""


class Placed(Protocol):
    """Something with a place on the picture. Boxes are in pixels of the full picture."""

    @property
    def plate_box(self) -> Box | None:
        """Where the plate is."""

    @property
    def vehicle_box(self) -> Box | None:
        """Where the vehicle is."""


def extent_of(placed: Placed) -> Box | None:
    """Return the part of the picture that a vehicle takes, estimated where the API didn't say."""
    if (plate := placed.plate_box) is None or placed.vehicle_box is not None:
        return placed.vehicle_box
    return around_plate(plate)


def around_plate(plate: Box) -> Box:
    """Return the part of the picture that the vehicle with a plate takes, as an estimate."""
    widths, heights = _PLATE_IN_VEHICLE
    beside = round((plate.xmax - plate.xmin) * (widths - 1) / 2)
    height = plate.ymax - plate.ymin
    above = round(height * (heights - 3))  # a plate hangs some two of its heights above the ground
    return Box(
        plate.xmin - beside, plate.ymin - above, plate.xmax + beside, plate.ymax + 2 * height
    )


def overlap(one: Box, other: Box) -> float:
    """Return intersection over union, 0 for apart and 1 for the same."""
    both = intersection(one, other)
    return both / (area(one) + area(other) - both)


def intersection(one: Box, other: Box) -> int:
    """Return the pixels that two boxes have in common."""
    width = min(one.xmax, other.xmax) - max(one.xmin, other.xmin)
    height = min(one.ymax, other.ymax) - max(one.ymin, other.ymin)
    return max(0, width) * max(0, height)


def area(box: Box) -> int:
    """Return the pixels of a box."""
    return (box.xmax - box.xmin) * (box.ymax - box.ymin)
