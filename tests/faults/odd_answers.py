"""The API's sample answer with one field wrong: each field, each wrong type, odd numbers."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
import json
from typing import Any, Final

from .api_faults import SAMPLE
from .house import KNOWN

type Field = tuple[str | int, ...]
"""The keys on the way to a field."""

_TYPES: Final[Mapping[str, object]] = {
    "null": None,
    "a number": 7,
    "a text": "text",
    "a list": [],
    "an object": {},
    "true": True,
}
_NUMBERS: Final[Mapping[str, object]] = {
    "-1": -1,
    "1e400": "@1e400",
    "NaN": float("nan"),
    "Infinity": float("inf"),
    "10**400": 10**400,
    "2**53": 2**53,
}
_ODD_TEXTS: Final[Mapping[str, object]] = {
    "a blank": " ",
    "10,000 letters": "x" * 10_000,
    "half a surrogate pair": "\ud800",
    "a null byte": "\x00",
    "nested 1,000 deep": json.loads("[" * 1000 + "]" * 1000),
}


def fields_of(value: object, at: Field = ()) -> Iterator[Field]:
    """Yield where the fields of an answer are, of lists those of the first item."""
    if at:
        yield at
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from fields_of(inner, (*at, key))
    elif isinstance(value, list) and value:
        yield from fields_of(value[0], (*at, 0))


def answer() -> Any:  # noqa: ANN401 - JSON
    """Return the sample answer, of a vehicle that the house knows, with what other samples add."""
    said = json.loads(SAMPLE.replace(b"nhk552", KNOWN.lower().encode()))
    said["results"][0] |= {
        "direction": 180,
        "year": {"year_range": [1947, 1953]},
        "user_data": "gate",
    }
    return said


def name_of(field: Field) -> str:
    """Return a field's name as it stands in the table."""
    return "`" + ".".join("0" if key == 0 else str(key) for key in field) + "`"


def wrong_answers(field: Field) -> dict[str, bytes]:
    """Return the sample answer with each wrong value of a field, by what is wrong."""
    right = value_at(answer(), field)
    odd = {name: value for name, value in _TYPES.items() if _type(value) is not _type(right)}
    if _type(right) is float:
        odd |= _NUMBERS
    if isinstance(right, str):
        odd |= _ODD_TEXTS
    return {name: with_value(field, value) for name, value in odd.items()}


def with_value(field: Field, value: object) -> bytes:
    """Return the sample answer with another value in a field."""
    changed = deepcopy(answer())
    value_at(changed, field[:-1])[field[-1]] = value
    return json.dumps(changed).replace('"@1e400"', "1e400").encode()


def value_at(value: Any, field: Field) -> Any:  # noqa: ANN401 - JSON
    """Return what stands in a field."""
    for key in field:
        value = value[key]
    return value


def _type(value: object) -> type:
    return float if type(value) is int else type(value)


RIGHT: Final = json.dumps(answer()).encode()
"""The answer with nothing wrong."""

FIELDS: Final = tuple(fields_of(answer()))
