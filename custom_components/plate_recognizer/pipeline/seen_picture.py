"""A picture, together with all that was seen on it."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from ..api.models import Box, Detection, PlateReading, VehicleReading
from .area import WHOLE, View
from .sighting import Sighting


@dataclass(frozen=True, slots=True, eq=False)
class SeenPicture:
    """A picture on which vehicles were seen: large, so nobody holds it for longer than needed."""

    content: bytes = field(repr=False)
    """As the camera, or the sender, gave it."""

    vehicles: tuple[Sighting, ...]
    """All that were seen on it, whether or not they are told of."""

    view: View = WHOLE
    """What its masks hide is shown to nobody."""

    untold: tuple[Box, ...] = ()
    """What else was taken for plates on it, though not surely: legible all the same, perhaps."""

    hidden: tuple[Box, ...] = ()
    """What else is not to be seen: plates of strangers, where those are masked."""


def untold_boxes(detections: Iterable[Detection], seen: Iterable[Sighting]) -> tuple[Box, ...]:
    """Return where plates are that were detected, and that no sighting tells of.

    That is the vehicle where nobody knows where its plate is.

    Args:
        detections: all that were made on a picture.
        seen: what became of them, with the same boxes.
    """
    told = {each.plate_box for each in seen}
    boxes = (_box_of(each.plate, each.vehicle) for each in detections if each.plate)
    return tuple(box for box in boxes if box is not None and box not in told)


def _box_of(plate: PlateReading, vehicle: VehicleReading | None) -> Box | None:
    return plate.box or (vehicle.box if vehicle else None)


@dataclass(frozen=True, slots=True)
class Told:
    """A sighting that is told, and the picture on which it was read, if there is one."""

    sighting: Sighting
    picture: SeenPicture | None
