"""What values that came as JSON have to be, and how to say it when they aren't."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
import math
import re
from typing import TypeIs


@dataclass(frozen=True, slots=True)
class Expectation:
    """What one value has to be."""

    text: str
    """Continues "must be …"."""
    fits: Callable[[object], bool]


def misfits(data: Mapping[str, object], expected: Mapping[str, Expectation]) -> list[str]:
    """Return a sentence for each value that isn't as expected; missing and other keys pass."""
    return [
        f"{key}: must be {expectation.text}."
        for key, expectation in expected.items()
        if key in data and not expectation.fits(data[key])
    ]


def whole_number(least: int, most: float = math.inf) -> Expectation:
    """Expect an integer in these bounds."""
    return Expectation(
        f"a whole number {_bounds(least, most)}",
        lambda value: _is_number(value) and isinstance(value, int) and least <= value <= most,
    )


def number(least: float, most: float = math.inf) -> Expectation:
    """Expect a finite number in these bounds."""
    return Expectation(
        f"a number {_bounds(least, most)}",
        lambda value: _is_number(value) and least <= value <= most and value != math.inf,
    )


def one_of(*values: str) -> Expectation:
    """Expect one of these texts."""
    return Expectation(" or ".join(f'"{value}"' for value in values), lambda value: value in values)


def or_null(expectation: Expectation) -> Expectation:
    """Expect what is expected, or nothing."""
    return Expectation(
        f"{expectation.text}, or null", lambda value: value is None or expectation.fits(value)
    )


FLAG = Expectation("true or false", lambda value: isinstance(value, bool))
TEXT = Expectation("a text that isn't empty", lambda value: isinstance(value, str) and value != "")
BOOLEAN = Expectation("true or false", lambda value: isinstance(value, bool))
HTTP_ADDRESS = Expectation(
    "an http or https address",
    lambda value: isinstance(value, str) and value.startswith(("http://", "https://")),
)
TEXTS_BY_NAME = Expectation(
    "an object of texts",
    lambda value: isinstance(value, dict) and all(isinstance(text, str) for text in value.values()),
)


def _are_patterns(value: object) -> bool:
    try:
        return isinstance(value, list) and all(re.compile(pattern) for pattern in value)
    except re.error, TypeError:
        return False


PATTERNS = Expectation("a list of regular expressions", _are_patterns)


def _is_number(value: object) -> TypeIs[float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _bounds(least: float, most: float) -> str:
    return f"from {least}" if most == math.inf else f"from {least} to {most}"


TIMES = whole_number(1, 10_000)
"""How often something shall happen; the bound keeps a slip from filling the memory."""
