"""Rows that may be damaged: SQLite knows nothing of what stands in its texts.

A row that can't be read costs no other one. It is left out of what is told, and gone when it is
deleted, or has to be masked.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
import json
import logging
from typing import Any, Final

_LOGGER = logging.getLogger(__name__)

_UNREADABLE: Final = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)


@dataclass(slots=True)
class Unreadable:
    """How much of a history couldn't be read since it was opened: numbers only, no plate."""

    left_out: int = 0
    """Rows that were passed over, once for each time that somebody has asked for them."""

    deleted: int = 0
    """Rows and pictures that would have had to be masked."""


def readable[T](
    rows: Iterable[tuple[Any, ...]], read: Callable[..., T], unreadable: Unreadable
) -> Iterator[T]:
    """Read one row after another, and pass those over that can't be. They are counted."""
    for row in rows:
        try:
            found = read(*row)
        except _UNREADABLE:
            unreadable.left_out += 1
            continue
        yield found


def tell_of(unreadable: Unreadable, *, before: Unreadable) -> None:
    """Have it in the log: once for each opening, and each time that something was deleted.

    Args:
        unreadable: the numbers of now.
        before: those that were told.
    """
    if unreadable.left_out and not before.left_out:
        _LOGGER.warning(
            "A history has damaged rows: %s can't be read and are left out, as all others that"
            " are met until it is opened anew",
            unreadable.left_out,
        )
    if unreadable.deleted > before.deleted:
        _LOGGER.warning(
            "A history has damaged rows or pictures that were to be masked: %s are deleted",
            unreadable.deleted - before.deleted,
        )


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
