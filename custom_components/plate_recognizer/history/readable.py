"""Rows that may be damaged: SQLite knows nothing of what stands in its texts.

A row that can't be read costs no other one. It is left out of what is told, and gone when it is
deleted, or has to be masked.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
import json
from typing import Any, Final

_UNREADABLE: Final = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)


def readable[T](rows: Iterable[tuple[Any, ...]], read: Callable[..., T]) -> Iterator[T]:
    """Read one row after another, and pass those over that can't be."""
    for row in rows:
        try:
            found = read(*row)
        except _UNREADABLE:
            continue
        yield found


def told_in(text: object) -> dict[str, Any]:
    """Return the data of an event; nothing at all if they can't be read."""
    try:
        data = json.loads(text)  # type: ignore[arg-type]  # a damaged column may be anything
    except TypeError, ValueError, RecursionError:
        return {}
    return data if isinstance(data, dict) else {}


def text_in(data: Mapping[str, Any], key: str) -> str | None:
    """Return a text of them; None if there is none."""
    value = data.get(key)
    return value if isinstance(value, str) else None
