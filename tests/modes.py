"""The API's two ways to say the same: from the words of plate mode to those of vehicle mode."""

from collections.abc import Mapping
from typing import Any, Final

_TRAITS: Final = {
    "model_make": ("make_model", {}),
    "color": ("color", {"color": "value"}),
    "orientation": ("orientation", {"orientation": "value"}),
}
"""Of a vehicle: their names in vehicle mode, and those of what they predict."""


def in_vehicle_mode(result: Mapping[str, Any]) -> dict[str, Any]:
    """Return what vehicle mode answers where plate mode answers this."""
    return {
        "plate": _plate(result),
        "vehicle": _vehicle(result),
        **{key: result[key] for key in ("direction",) if key in result},
    }


def _plate(result: Mapping[str, Any]) -> dict[str, Any]:
    region = result["region"]
    return {
        "type": "Plate",
        "score": result["dscore"],
        "box": result["box"],
        "props": {
            "plate": [_renamed(each, {"plate": "value"}) for each in result["candidates"]],
            "region": [_renamed(region, {"code": "value"})],
        },
    }


def _vehicle(result: Mapping[str, Any]) -> dict[str, Any] | None:
    props = {
        new: [_renamed(each, words) for each in result[old]]
        for old, (new, words) in _TRAITS.items()
        if old in result
    }
    if "year" in result:
        props["year"] = result["year"]
    vehicle = result["vehicle"]
    return {**vehicle, "props": props} if vehicle["score"] or props else None


def _renamed(fields: Mapping[str, Any], words: Mapping[str, str]) -> dict[str, Any]:
    return {words.get(key, key): value for key, value in fields.items()}
