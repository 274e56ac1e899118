"""Kinds of values: what the reference calls them, and whether a value is of one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
import re
from typing import Any, Final

from custom_components.plate_recognizer.pipeline.decision import Reason
from custom_components.plate_recognizer.pipeline.match import Match
from custom_components.plate_recognizer.pipeline.sighting import Source, Status, StatusReason
from custom_components.plate_recognizer.pipeline.verdict import Category
from custom_components.plate_recognizer.pipeline.visit import ArrivalReason, EndReason, Motion

from .descriptions import descriptions


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of values."""

    words: str
    has: Callable[[Any], bool]
    is_whole: bool = False
    """Whether what is in a value needs no description of its own: it has one elsewhere, or none."""


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_time(value: object) -> bool:
    return isinstance(value, str) and datetime.fromisoformat(value).tzinfo is not None


def _is_box(value: object) -> bool:
    if not isinstance(value, Mapping) or value.keys() != {"xmin", "ymin", "xmax", "ymax"}:
        return False
    return all(map(_is_whole, value.values()))


def _is_years(value: object) -> bool:
    return isinstance(value, list) and len(value) == 2


def _is_object(value: object) -> bool:
    return isinstance(value, Mapping)


def _is_list(value: object) -> bool:
    return isinstance(value, list)


CHOICES: Final[dict[str, type[StrEnum]]] = {
    each.__name__: each
    for each in (Status, StatusReason, Match, Category, Source, ArrivalReason, Motion, EndReason)
}
"""Values of which `descriptions.yaml` says what each of them means."""


def anchor_of(name: str) -> str:
    """Return the name in an address of what is said of such values: `StatusReason` is two words."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()


def _choice(name: str, choices: type[StrEnum]) -> Kind:
    title = descriptions()["values"][name]["title"].lower()
    return Kind(
        f"one of the [{title}](events.md#{anchor_of(name)})", lambda value: value in list(choices)
    )


_SIGHTING: Final = "events.md#plate_recognizer_sighting"
_VISIT: Final = "events.md#plate_recognizer_visit_started"

KINDS: Final[dict[str, Kind]] = {
    "id": Kind("id", _is_text),
    "text": Kind("text", _is_text),
    "number": Kind("number", _is_number),
    "whole": Kind("whole number", _is_whole),
    "share": Kind("number from 0 to 1", lambda value: _is_number(value) and 0 <= value <= 1),
    "percent": Kind("number from 0 to 100", lambda value: _is_number(value) and 0 <= value <= 100),
    "flag": Kind("true or false", lambda value: isinstance(value, bool)),
    "time": Kind("UTC time, ISO 8601", _is_time),
    "box": Kind("`xmin`, `ymin`, `xmax`, `ymax`", _is_box, is_whole=True),
    "years": Kind("two whole numbers, either may be null", _is_years),
    "texts": Kind("list of texts", lambda value: _is_list(value) and all(map(_is_text, value))),
    "list": Kind("list", _is_list),
    "object": Kind("object", _is_object),
    "anything": Kind("anything", lambda _value: True, is_whole=True),
    "sighting": Kind(f"[sighting]({_SIGHTING})", _is_object, is_whole=True),
    "sightings": Kind(f"list of [sightings]({_SIGHTING})", _is_list, is_whole=True),
    "detections": Kind(f"list of [sightings]({_SIGHTING})", _is_list, is_whole=True),
    "visit": Kind(f"[visit]({_VISIT})", _is_object, is_whole=True),
    "Reason": Kind("one of the [reasons](decisions.md)", lambda value: value in list(Reason)),
    **{name: _choice(name, choices) for name, choices in CHOICES.items()},
}
