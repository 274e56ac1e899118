"""Reading settings from where Home Assistant keeps them.

Forms have checked them, but anybody can edit the files: what is there may be of any type. What
can't be read is refused, never guessed: a door could open by it, or a plate be told.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
import math
from typing import Any, Final, override

from homeassistant.exceptions import ConfigEntryError

from .const import DOMAIN

_MOST: Final = 10_000_000
"""Of any number: more than any form takes, and little enough to be added to any time."""


class StoredValueError(ConfigEntryError, ValueError):
    """A stored setting is none that a form gives. The error names it, and never repeats its value.

    An account isn't set up by it, and an action that needs it says so.
    """

    def __init__(self, key: str) -> None:
        super().__init__(
            translation_domain=DOMAIN,
            translation_key="setting_unreadable",
            translation_placeholders={"setting": key},
        )
        self.key: Final = key

    @override
    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.key!r})"


@dataclass(frozen=True, slots=True)
class StoredValues:
    """Settings that are stored together. What is missing has its default.

    Nothing is None: forms leave out what was left empty, so somebody else has written that. Its
    default may be more than was allowed before: a guest is let in for ever, a mask is gone.

    All methods raise `StoredValueError`.
    """

    values: Mapping[str, Any]

    def number(self, key: str, default: float, *, least: float = 0, most: float = _MOST) -> float:
        """Read a number between the two."""
        value = self.values.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise StoredValueError(key)
        if not (math.isfinite(value) and least <= value <= most):
            raise StoredValueError(key)
        return value

    def flag(self, key: str, *, default: bool) -> bool:
        """Read a yes or no."""
        value = self.values.get(key, default)
        if not isinstance(value, bool):
            raise StoredValueError(key)
        return value

    def text(self, key: str) -> str | None:
        """Read a text; None for none."""
        if key not in self.values:
            return None
        value = self.values[key]
        if not isinstance(value, str):
            raise StoredValueError(key)
        return value

    def needed_text(self, key: str) -> str:
        """Read a text without which nothing works."""
        if not (value := self.text(key)):
            raise StoredValueError(key)
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Read several texts."""
        value = self.values.get(key, ())
        if not isinstance(value, list | tuple) or not all(isinstance(each, str) for each in value):
            raise StoredValueError(key)
        return tuple(value)

    def choice[T: StrEnum](self, key: str, kind: type[T], default: T | None = None) -> T:
        """Read one of several words; without a default, it has to be there."""
        try:
            return kind(self.values.get(key, default))
        except ValueError:
            raise StoredValueError(key) from None

    def section(self, key: str) -> StoredValues:
        """Read settings that are stored within these."""
        value = self.values.get(key, {})
        if not isinstance(value, Mapping):
            raise StoredValueError(key)
        return StoredValues(value)
