"""Results as the API words them, to be answered by the sandbox."""

from typing import Any

ZERO_BOX = {"xmin": 0, "ymin": 0, "xmax": 0, "ymax": 0}
PLATE_BOX = {"xmin": 100, "ymin": 120, "xmax": 180, "ymax": 140}
VEHICLE_BOX = {"xmin": 40, "ymin": 30, "xmax": 300, "ymax": 200}

NO_VEHICLE: dict[str, Any] = {"type": "Unknown", "score": 0, "box": ZERO_BOX}
SEDAN: dict[str, Any] = {"type": "Sedan", "score": 0.8, "box": VEHICLE_BOX}


def plate(
    text: str,
    score: float = 0.95,
    *,
    dscore: float = 0.9,
    region: str = "gb",
    vehicle: dict[str, Any] | None = None,
    **extra: object,
) -> dict[str, Any]:
    """Return one result of plate mode."""
    return {
        "plate": text,
        "score": score,
        "dscore": dscore,
        "box": PLATE_BOX,
        "region": {"code": region, "score": 0.7},
        "candidates": [{"plate": text, "score": score}],
        "vehicle": vehicle or NO_VEHICLE,
        **extra,
    }


MMC: dict[str, Any] = {
    "model_make": [{"make": "Riley", "model": "RMF", "score": 0.3}],
    "color": [{"color": "black", "score": 0.9}],
    "orientation": [{"orientation": "Front", "score": 0.9}],
}
"""What mmc adds to a result."""


def box(xmin: int, ymin: int, xmax: int, ymax: int) -> dict[str, int]:
    """Return a box in the API's words."""
    return {"xmin": xmin, "ymin": ymin, "xmax": xmax, "ymax": ymax}
