"""The engine configuration of a lookup: one typed value, refused where it contradicts itself."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from enum import StrEnum
import json
import math
import re
from typing import Any, Final, Self

ANY_TEXT: Final = ".*"
"""A text format that every plate follows. Alone it guides nothing, so no format is sent."""

_SPECIAL: Final = re.compile(
    r"""
    \\ (?: x.{2} | u.{4} | U.{8} | N\{[^}]*\} | . )  # escapes, also by number or name
    | \(\? (?: P[<=] | [(#] ) [^>)]* [>)]            # names of groups, and comments
    """,
    re.VERBOSE,
)
"""What of a regular expression may have a capital that is no letter of a plate."""


class DetectionMode(StrEnum):
    """What is looked for."""

    PLATE = "plate"
    """Plates, with their vehicles."""
    VEHICLE = "vehicle"
    """Vehicles without a plate, too."""


class Rule(StrEnum):
    """How a rule of the engine is taken."""

    NORMAL = "normal"
    STRICT = "strict"


class EngineMode(StrEnum):
    """How thoroughly the engine looks."""

    NORMAL = "normal"
    FAST = "fast"
    """One detection step: about 30 % faster, may miss small vehicles."""
    REDACTION = "redaction"
    """More candidates for plates, hence more that are none. Made for blurring, not for doors."""


class EngineConfigError(Exception):
    """An engine configuration that the API would refuse or that can't mean anything.

    `slug` names the problem for translations: `region_strict_without_regions`,
    `threshold_out_of_range` (key, value), `text_format_invalid` (pattern, reason),
    `text_format_capitals` (pattern), `value_unknown` (key, value) or, of a key of `extra`,
    `value_no_json` (key). `placeholders` holds what stands in the brackets.
    """

    def __init__(self, slug: str, **placeholders: str) -> None:
        named = ", ".join(f"{key} {value!r}" for key, value in placeholders.items())
        super().__init__(f"{slug}: {named}" if named else slug)
        self.slug = slug
        self.placeholders: Mapping[str, str] = placeholders


@dataclass(frozen=True, slots=True)
class EngineConfig:
    """What the `config` of a lookup says. Each default means that its key is left out.

    Raises:
        EngineConfigError: a threshold outside 0 to 1, a text format that is no regular
            expression, or something in `extra` that JSON can't say.
    """

    detection_mode: DetectionMode = DetectionMode.PLATE
    detection_rule: Rule = Rule.NORMAL
    """Strict: plates outside a vehicle are discarded."""
    region: Rule = Rule.NORMAL
    """Strict: only readings that match a template of the regions exactly. Loses vanity plates."""
    mode: EngineMode = EngineMode.NORMAL
    threshold_d: float | None = None
    """Detections below are discarded, 0 to 1. The server's own seems to be 0.2."""
    threshold_o: float | None = None
    """Readings below are discarded, 0 to 1. The server's own seems to be 0.6."""
    text_formats: tuple[str, ...] = ()
    """Regular expressions that plates should match, in lower case like the API's plates. `ANY_TEXT`
    alone is as none."""
    extra: Mapping[str, Any] = field(default_factory=dict, hash=False)
    """Keys that this version does not know, passed through unchanged: the key set is open."""

    def __post_init__(self) -> None:
        for key in ("threshold_d", "threshold_o"):
            _check_threshold(key, getattr(self, key))
        for pattern in self.text_formats:
            _check_text_format(pattern)
        for key, value in self.extra.items():
            _check_json(key, value)

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, Any]) -> Self:
        """Build from stored options: a missing key or None is the default, other keys are ignored.

        Raises:
            EngineConfigError: as the class, or a value that its key does not have.
        """
        given = {
            key: read(key, mapping[key])
            for key, read in _READERS.items()
            if mapping.get(key) is not None
        }
        return cls(**given)

    def with_values(self, mapping: Mapping[str, Any]) -> Self:
        """Return it with other values: None is a key's default, unknown keys go into `extra`.

        Raises:
            EngineConfigError: as the class, or a value that its key does not have.
        """
        default = type(self)()
        given = {
            key: getattr(default, key) if mapping[key] is None else read(key, mapping[key])
            for key, read in _READERS.items()
            if key in mapping
        }
        unknown = {key: value for key, value in mapping.items() if key not in _READERS}
        return replace(self, **given, extra={**self.extra, **unknown})

    def validate(self, regions: Sequence[str]) -> None:
        """Refuse what can't do what it is meant for.

        Raises:
            EngineConfigError: region strict without a region among the lookup's.
        """
        if self.region == Rule.STRICT and not regions:
            raise EngineConfigError("region_strict_without_regions")

    def validate_text_formats(self) -> None:
        """Refuse those that no plate can follow. Older versions have taken some: they go on.

        Raises:
            EngineConfigError: a text format with capitals, which no plate of the API has.
        """
        for pattern in self.text_formats:
            if (letters := _SPECIAL.sub("", pattern)) != letters.lower():
                raise EngineConfigError("text_format_capitals", pattern=pattern)

    def to_config(self) -> str | None:
        """Give the JSON text of `config`, None when nothing differs from the defaults."""
        values = {
            "detection_mode": self.detection_mode,
            "detection_rule": self.detection_rule,
            "region": self.region,
            "mode": self.mode,
            "threshold_d": self.threshold_d,
            "threshold_o": self.threshold_o,
            "text_formats": [] if self.text_formats == (ANY_TEXT,) else list(self.text_formats),
        }
        left_out: tuple[object, ...] = (DetectionMode.PLATE, "normal", None, [])
        config = {key: value for key, value in values.items() if value not in left_out}
        config |= self.extra
        return json.dumps(config, separators=(",", ":"), ensure_ascii=False) if config else None


def _choice(choices: type[StrEnum]) -> Callable[[str, object], StrEnum]:
    def read(key: str, value: object) -> StrEnum:
        try:
            return choices(str(value))
        except ValueError:
            raise EngineConfigError("value_unknown", key=key, value=str(value)) from None

    return read


def _threshold(key: str, value: object) -> float:
    """Read a number, also as a text: a template gives one that way."""
    threshold = math.nan
    if isinstance(value, int | float | str) and not isinstance(value, bool):
        with suppress(ValueError, OverflowError):
            threshold = float(value)
    if not 0 <= threshold <= 1:
        raise EngineConfigError("threshold_out_of_range", key=key, value=str(value))
    return threshold


def _text_formats(key: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple):
        raise EngineConfigError("value_unknown", key=key, value=str(value))
    return tuple(value)


_READERS: Mapping[str, Callable[[str, object], Any]] = {
    "detection_mode": _choice(DetectionMode),
    "detection_rule": _choice(Rule),
    "region": _choice(Rule),
    "mode": _choice(EngineMode),
    "threshold_d": _threshold,
    "threshold_o": _threshold,
    "text_formats": _text_formats,
}


def _check_threshold(key: str, value: float | None) -> None:
    if value is not None and not 0 <= value <= 1:
        raise EngineConfigError("threshold_out_of_range", key=key, value=str(value))


def _check_json(key: str, value: object) -> None:
    try:
        json.dumps(value, allow_nan=False)
    except (TypeError, ValueError, RecursionError) as err:
        raise EngineConfigError("value_no_json", key=key) from err


def _check_text_format(pattern: object) -> None:
    reason = "no text"
    if isinstance(pattern, str) and pattern:
        try:
            re.compile(pattern)
        except (re.PatternError, OverflowError, RecursionError, ValueError) as err:
            reason = str(err)
        else:
            return
    raise EngineConfigError("text_format_invalid", pattern=str(pattern), reason=reason)
