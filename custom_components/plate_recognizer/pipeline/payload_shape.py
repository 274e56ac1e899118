"""How JSON is built, without any of its values: they may be plates, or secrets."""

from collections.abc import Mapping
from typing import Final

_DEEPEST: Final = 6
_MOST_ITEMS: Final = 40
_LONGEST_KEY: Final = 40
"""Characters. Whatever is bigger isn't told in full."""

_TYPES: Final = {str: "text", bool: "yes or no", int: "number", float: "number"}


def shape_of(payload: object, depth: int = 0) -> object:
    """Return JSON with the kind of each value in its place, of lists that of the first item."""
    if isinstance(payload, Mapping) and depth < _DEEPEST:
        items = list(payload.items())[:_MOST_ITEMS]
        return {str(key)[:_LONGEST_KEY]: shape_of(value, depth + 1) for key, value in items}
    if isinstance(payload, list) and depth < _DEEPEST:
        return [shape_of(each, depth + 1) for each in payload[:1]]
    if payload is None:
        return None
    return _TYPES.get(type(payload), "more")
