"""What a plate reader makes of a picture, by a model of its errors instead of a neural network.

A real reader would need a second for each picture. So the truth about a picture is read with errors
that depend on what makes plates hard to read: how many pixels wide they are, how much they are
smeared, how bright they are. The same picture is always read alike.

The model was held against the sandbox's own reader (`sandbox/reader`), on pictures of twelve of
these days, of all widths and times of the day: that one read all 48 plates of 60 pixels and more,
also those smeared over 5 pixels; of 7 between 37 and 44 pixels it read 5, misread one and missed
one; it missed both of 28 and 31 pixels. Scores are made up, since those of that reader are nearly
all 1: they rise with the width as the service's samples do. So is a rest of errors on large
plates, which the service has and the drawings don't provoke.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from math import exp
from random import Random
from typing import Any, Final

from ...plate_read import Box
from ..bodies import Body
from .chance import chance
from .place import PICTURE_HEIGHT, PICTURE_WIDTH
from .sight import SeenVehicle, Sight

_HALF_ARE_FOUND: Final = 38.0
"""Pixels of width at which half of the plates are found."""
_FOUND_WITHIN: Final = 3.0
"""Pixels over which that changes."""
_BLUR_COSTS: Final = 5.0
"""Pixels of width that a smear of one pixel is like."""
_DARK: Final = 0.35
"""Brightness below which a plate reads as if it were narrower."""
_MISREAD_NARROW: Final = 0.5
_MISREAD_AT: Final = 40.0
_MISREAD_WITHIN: Final = 4.0
_MISREAD_ANYWAY: Final = 0.01
_BEST_SCORE: Final = 0.97
_CONFUSED: Final = {
    **dict(zip("0OBDQ8I1Z27S5G6VUMN3", "O0800B1I27Z5S6GUVNM8", strict=True)),
}
"""What each character is most easily taken for."""


@dataclass(frozen=True, slots=True)
class ModelledRead:
    """One plate as it was read."""

    text: str
    """In capitals."""
    score: float
    dscore: float
    other: str | None
    """A second candidate."""


def chance_to_be_found(vehicle: SeenVehicle) -> float:
    """Return how likely a plate is found in a picture, 0 to 1."""
    if vehicle.is_covered or not vehicle.has_whole_plate:
        return 0.0
    return _rises((_effective_width(vehicle) - _HALF_ARE_FOUND) / _FOUND_WITHIN)


def chance_to_be_misread(vehicle: SeenVehicle) -> float:
    """Return how likely a plate that was found is misread, 0 to 1."""
    narrow = _rises((_MISREAD_AT - _effective_width(vehicle)) / _MISREAD_WITHIN)
    return _MISREAD_ANYWAY + _MISREAD_NARROW * narrow


def answer(sight: Sight, seed: int, *, all_vehicles: bool) -> dict[str, Any]:
    """Answer a lookup of a picture in the form of the API.

    Args:
        sight: the truth about the picture.
        seed: of the day.
        all_vehicles: whether vehicles without a plate that was read are told of, too: the
            detection mode `vehicle`, whose answers have another shape.
    """
    results = []
    for vehicle in sight.vehicles:
        random = chance(seed, sight.view, sight.t, vehicle.plate, "read")
        read = _read(vehicle, random)
        if all_vehicles:
            if read is not None or _is_found(vehicle, random):
                results.append(_result_of_vehicle_mode(vehicle, read))
        elif read is not None:
            results.append(_result_of_plate_mode(vehicle, read))
    return {
        "processing_time": 60.0,
        "results": results[::-1],  # the nearest first
        "filename": "picture.jpg",
        "version": 1,
        "image_width": PICTURE_WIDTH,
        "image_height": PICTURE_HEIGHT,
    }


def _read(vehicle: SeenVehicle, random: Random) -> ModelledRead | None:
    if random.random() >= chance_to_be_found(vehicle):
        return None
    width = _effective_width(vehicle)
    score = _BEST_SCORE - 0.25 * exp((_MISREAD_AT - width) / 25) + random.gauss(0, 0.02)
    text, other = vehicle.plate, None
    if random.random() < chance_to_be_misread(vehicle):
        text, other = _misread(vehicle.plate, random), vehicle.plate
        score -= random.uniform(0.08, 0.3)
    return ModelledRead(text, _share(score), _share(random.gauss(0.86, 0.05)), other)


def _misread(plate: str, random: Random) -> str:
    places = [place for place, sign in enumerate(plate) if sign in _CONFUSED]
    if not places:
        return plate[:-1]
    place = random.choice(places)
    return plate[:place] + _CONFUSED[plate[place]] + plate[place + 1 :]


def _is_found(vehicle: SeenVehicle, random: Random) -> bool:
    """Tell whether a vehicle itself is found: it is large, and not behind another one."""
    box = _within_picture(vehicle.box)
    is_large = box is not None and box.xmax - box.xmin > 60 and box.ymax - box.ymin > 60  # noqa: PLR2004 - pixels
    return is_large and not vehicle.is_hidden and random.random() < 0.98  # noqa: PLR2004 - nearly always


def _result_of_plate_mode(vehicle: SeenVehicle, read: ModelledRead) -> dict[str, Any]:
    candidates = [{"plate": text, "score": score} for text, score in _candidates(read)]
    return {
        "box": asdict(vehicle.plate_box),
        "plate": read.text.lower(),
        "region": {"code": vehicle.car.drawn_plate.region, "score": 0.9},
        "vehicle": _vehicle(vehicle),
        "score": read.score,
        "candidates": candidates,
        "dscore": read.dscore,
    }


def _result_of_vehicle_mode(vehicle: SeenVehicle, read: ModelledRead | None) -> dict[str, Any]:
    if read is None:
        return {"plate": None, "vehicle": {**_vehicle(vehicle), "props": {}}}
    texts = [{"value": text, "score": score} for text, score in _candidates(read)]
    region = {"value": vehicle.car.drawn_plate.region, "score": 0.9}
    return {
        "plate": {
            "type": "Plate",
            "score": read.dscore,
            "box": asdict(vehicle.plate_box),
            "props": {"plate": texts, "region": [region]},
        },
        "vehicle": {**_vehicle(vehicle), "props": {}},
    }


def _candidates(read: ModelledRead) -> Iterator[tuple[str, float]]:
    yield read.text.lower(), read.score
    if read.other is not None:
        yield read.other.lower(), _share(read.score - 0.1)


def _vehicle(vehicle: SeenVehicle) -> dict[str, Any]:
    kind = "Van" if vehicle.car.body is Body.VAN else "Sedan"
    box = _within_picture(vehicle.box) or vehicle.plate_box
    return {"score": 0.85, "type": kind, "box": asdict(box)}


def _within_picture(box: Box) -> Box | None:
    """Cut off what is beyond the picture; None if nothing is left."""
    xmin, ymin = max(0, box.xmin), max(0, box.ymin)
    xmax, ymax = min(PICTURE_WIDTH, box.xmax), min(PICTURE_HEIGHT, box.ymax)
    return Box(xmin, ymin, xmax, ymax) if xmin < xmax and ymin < ymax else None


def _effective_width(vehicle: SeenVehicle) -> float:
    """Return the width of an unsmeared plate in good light that would be read as well."""
    light = min(1.0, vehicle.brightness / _DARK)
    return vehicle.plate_width * light - _BLUR_COSTS * vehicle.blur


def _rises(x: float) -> float:
    return 1 / (1 + exp(-max(-50.0, min(50.0, x))))


def _share(value: float) -> float:
    return round(min(0.999, max(0.05, value)), 3)
