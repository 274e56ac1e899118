"""From the fields of a simulated sighting to what the API would have said."""

from collections.abc import Mapping
from typing import Any, Final

from homeassistant.helpers import config_validation as cv
import voluptuous as vol

from ..api.models import (
    Box,
    Candidate,
    Detection,
    MakeModel,
    PlateReading,
    Prediction,
    Region,
    VehicleReading,
)

_SCORE: Final = vol.All(vol.Coerce(float), vol.Range(min=0, max=1))
_PIXEL: Final = vol.All(vol.Coerce(int), vol.Range(min=0))


def _with_area(box: Mapping[str, int]) -> Box:
    found = Box(**box)
    if found.xmin >= found.xmax or found.ymin >= found.ymax:
        raise vol.Invalid("a box needs xmin below xmax and ymin below ymax")
    return found


_BOX: Final = vol.All(
    {vol.Required(edge): _PIXEL for edge in ("xmin", "ymin", "xmax", "ymax")}, _with_area
)

SEEN: Final[dict[vol.Marker, Any]] = {
    vol.Required("plate"): cv.string,
    vol.Optional("score", default=1.0): _SCORE,
    vol.Optional("dscore", default=1.0): _SCORE,
    vol.Optional("candidates", default=list): vol.All(
        cv.ensure_list, [{vol.Required("plate"): cv.string, vol.Optional("score"): _SCORE}]
    ),
    vol.Optional("region"): cv.string,
    vol.Optional("region_score"): _SCORE,
    vol.Optional("box"): _BOX,
    vol.Optional("vehicle_type"): cv.string,
    vol.Optional("vehicle_score"): _SCORE,
    vol.Optional("vehicle_box"): _BOX,
    vol.Optional("make"): cv.string,
    vol.Optional("model"): cv.string,
    vol.Optional("color"): cv.string,
    vol.Optional("orientation"): cv.string,
    vol.Optional("direction"): vol.Coerce(float),
    vol.Optional("speed"): vol.Coerce(float),
    vol.Optional("position_sec"): vol.Coerce(float),
    vol.Optional("user_data"): object,
}
"""What the API would say: keys of a sighting from which the rest follows."""


def detection_of(fields: Mapping[str, Any]) -> Detection:
    """Return the result with which the API would have said this.

    Args:
        fields: as `SEEN` has checked them.
    """
    return Detection(
        plate=PlateReading(
            fields["plate"].strip(),
            fields["score"],
            fields["dscore"],
            fields.get("box"),
            tuple(Candidate(each["plate"], each.get("score")) for each in fields["candidates"]),
            Region(fields["region"], fields.get("region_score")) if "region" in fields else None,
        ),
        vehicle=VehicleReading(
            fields.get("vehicle_type"),
            fields.get("vehicle_score"),
            fields.get("vehicle_box"),
            (MakeModel(fields.get("make"), fields.get("model")),),
            _prediction(fields.get("color")),
            _prediction(fields.get("orientation")),
        ),
        direction=fields.get("direction"),
        speed=fields.get("speed"),
        position_sec=fields.get("position_sec"),
        user_data=fields.get("user_data"),
    )


def _prediction(value: str | None) -> tuple[Prediction, ...]:
    return () if value is None else (Prediction(value),)
