"""What vehicle mode answers to a drawn picture, for what the sandbox's reader can't find itself."""

from dataclasses import asdict
from typing import Final

from sandbox.driveway.canvas import HEIGHT, WIDTH
from sandbox.driveway.moment import Moment, PresentVehicle
from sandbox.home import JsonObject
from sandbox.plate_read import Box
from tests.boxes import is_within

_SCORE: Final = 0.95


def vehicles_found(moment: Moment, misread: str | None = None) -> list[JsonObject]:
    """Return the results for the vehicles in a picture, those without a readable plate, too.

    Args:
        moment: the truth.
        misread: what is read on every plate instead of what stands there.
    """
    return [
        _result(vehicle, misread)
        for number, vehicle in enumerate(moment.vehicles)
        if not any(is_within(vehicle.box, nearer.box) for nearer in moment.vehicles[number + 1 :])
    ]


def _result(present: PresentVehicle, misread: str | None) -> JsonObject:
    text = (misread or present.plate.plate).lower()
    plate = {
        "type": "Plate",
        "score": _SCORE,
        "box": asdict(present.plate.box),
        "props": {
            "plate": [{"value": text, "score": _SCORE}],
            "region": [{"value": present.plate.region, "score": _SCORE}],
        },
    }
    vehicle = {
        "type": present.visit.vehicle.body.value.capitalize(),
        "score": _SCORE,
        "box": asdict(_within_picture(present.box)),
        "props": {},
    }
    return {"plate": plate if present.is_readable else None, "vehicle": vehicle}


def _within_picture(box: Box) -> Box:
    return Box(max(box.xmin, 0), max(box.ymin, 0), min(box.xmax, WIDTH), min(box.ymax, HEIGHT))
