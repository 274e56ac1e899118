"""Checks the ``config`` field: the engine configuration, one JSON object sent as text."""

from dataclasses import dataclass
import json
import re
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

type DetectionMode = Literal["plate", "vehicle"]


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


def parse_engine_config(text: str, regions: list[str]) -> tuple[EngineConfig, list[str]]:
    """Return the configuration and what is wrong with it; unknown keys pass, the set is open."""
    try:
        config = json.loads(text)
    except ValueError:
        return EngineConfig(), ["Value must be valid JSON."]
    if not isinstance(config, dict):
        return EngineConfig(), ["Value must be a JSON object."]
    complaints = [
        f"{key}: {expected}"
        for key, (fits, expected) in _KNOWN_KEYS.items()
        if key in config and not fits(config[key])
    ]
    if config.get("region") == "strict" and not regions:
        complaints.append("region: strict needs at least one value of the parameter regions.")
    return (EngineConfig() if complaints else _used(config)), complaints


def _used(config: Mapping[str, object]) -> EngineConfig:
    names = EngineConfig.__dataclass_fields__
    return EngineConfig(**{key: value for key, value in config.items() if key in names})  # type: ignore[arg-type]  # checked by _KNOWN_KEYS


def _one_of(*values: str) -> tuple[Callable[[object], bool], str]:
    expected = " or ".join(f'"{value}"' for value in values)
    return lambda value: value in values, f"must be {expected}."


def _is_share(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1


def _are_patterns(value: object) -> bool:
    if not isinstance(value, list):
        return False
    try:
        for pattern in value:
            re.compile(pattern)
    except re.error, TypeError:
        return False
    return True


_SHARE = (_is_share, "must be a number from 0 to 1.")
_KNOWN_KEYS: dict[str, tuple[Callable[[object], bool], str]] = {
    "detection_rule": _one_of("strict"),
    "detection_mode": _one_of("plate", "vehicle"),
    "region": _one_of("strict"),
    "threshold_d": _SHARE,
    "threshold_o": _SHARE,
    "mode": _one_of("fast", "redaction"),
    "text_formats": (_are_patterns, "must be a list of regular expressions."),
}
