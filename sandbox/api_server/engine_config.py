"""Checks the ``config`` field: the engine configuration, one JSON object sent as text."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
import json
from typing import Literal

from .expectations import PATTERNS, misfits, number, one_of

type DetectionMode = Literal["plate", "vehicle"]

_EXPECTED = {
    "detection_rule": one_of("strict"),
    "detection_mode": one_of("plate", "vehicle"),
    "region": one_of("strict"),
    "threshold_d": number(0, 1),
    "threshold_o": number(0, 1),
    "mode": one_of("fast", "redaction"),
    "text_formats": PATTERNS,
}
"""The documented keys. The set is open: others pass."""


@dataclass(frozen=True, slots=True)
class EngineConfig:
    """What the sandbox does about the configuration.

    The other keys are checked, but change nothing: the reader has a single mode, no templates of
    regions or formats to compare with, and finds no vehicles in which a plate could have to be.
    """

    detection_mode: DetectionMode = "plate"
    threshold_d: float = 0.2
    """Detections with a lower dscore are discarded. Default: as the reference is read."""
    threshold_o: float = 0.6
    """Readings with a lower score are discarded. Default: as the reference is read."""


def parse_engine_config(text: str, regions: Sequence[str]) -> EngineConfig:
    """Return the configuration of a lookup for these regions.

    Raises:
        ValueError: with an argument for each thing that is wrong.
    """
    try:
        config = json.loads(text)
    except ValueError as err:
        raise ValueError("Value must be valid JSON.") from err
    if not isinstance(config, dict):
        raise ValueError("Value must be a JSON object.")  # noqa: TRY004 - the value was sent, not passed
    complaints = misfits(config, _EXPECTED)
    if config.get("region") == "strict" and not regions:
        complaints.append("region: strict needs at least one value of the parameter regions.")
    if complaints:
        raise ValueError(*complaints)
    used = {field.name for field in fields(EngineConfig)} & config.keys()
    return EngineConfig(**{name: config[name] for name in used})
