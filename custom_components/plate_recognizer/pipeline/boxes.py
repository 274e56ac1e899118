"""Brings the boxes of detections from the picture that was sent to the full one."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from ..api.models import Box, Detection, PlateReading, VehicleReading


def in_full_picture(
    detections: Iterable[Detection], to_full: Callable[[Box], Box]
) -> tuple[Detection, ...]:
    """Return the detections with their plates' and vehicles' boxes mapped by `to_full`."""
    return tuple(
        replace(
            detection,
            plate=_mapped(detection.plate, to_full),
            vehicle=_mapped(detection.vehicle, to_full),
        )
        for detection in detections
    )


def _mapped[Part: (PlateReading, VehicleReading)](
    part: Part | None, to_full: Callable[[Box], Box]
) -> Part | None:
    if part is None or part.box is None:
        return part
    return replace(part, box=to_full(part.box))
