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


_REGION: Final = {"region", "region_score"}
_VEHICLE: Final = {"vehicle_box", "vehicle_score", "vehicle_type"}
_WHO: Final = {"category", "may_open", "plate", "vehicle", "vehicle_id"}
_LOSES: Final[Mapping[str, set[str]]] = {
    "plate": _WHO,
    "score": _WHO | {"score"},
    "dscore": {"dscore"},
    "box": {"box"},
    **{f"box.{side}": {"box"} for side in ("xmin", "ymin", "xmax", "ymax")},
    "region": _REGION,
    "region.code": _REGION,
    "region.score": {"region_score"},
    "vehicle": _VEHICLE,
    "vehicle.score": {"vehicle_score"},
    "vehicle.type": {"vehicle_type"},
    "vehicle.box": {"vehicle_box"},
    **{f"vehicle.box.{side}": {"vehicle_box"} for side in ("xmin", "ymin", "xmax", "ymax")},
    "model_make": {"make", "model"},
    "model_make.0": {"make", "model"},
    "model_make.0.make": {"make"},
    "model_make.0.model": {"model"},
    **{name: {"color"} for name in ("color", "color.0", "color.0.color")},
    **{
        name: {"orientation"}
        for name in ("orientation", "orientation.0", "orientation.0.orientation")
    },
    **{name: {name} for name in ("direction", "speed", "position_sec", "user_data")},
    **{name: {"year"} for name in ("year", "year.year_range")},
}
"""What a sighting may lack where a field of a result is wrong; where none is named, nothing."""

_ALTERS: Final[Mapping[str, set[str]]] = {
    "plate": {"plate_raw"},
    **{
        name: {"candidates"}
        for name in ("candidates", "candidates.0", "candidates.0.score", "candidates.0.plate")
    },
    "year.year_range.0": {"year"},
}
"""What holds several values, of which one may be missing, or whatever was said in their place."""

WITHOUT_A_SIGHTING: Final[tuple[Field, ...]] = (
    ("results",),
    ("results", 0),
    ("results", 0, "plate"),
)
"""Where an answer in which the field is wrong may tell of nobody."""


def loses(field: Field) -> set[str]:
    """Return the keys of a sighting that are null for some wrong value of a field."""
    return _LOSES.get(_within_result(field), set())


def alters(field: Field) -> set[str]:
    """Return the keys of a sighting that say something else for some wrong value of a field."""
    return _ALTERS.get(_within_result(field), set())


def _within_result(field: Field) -> str:
    return ".".join(map(str, field[2:])) if field[:2] == ("results", 0) else ""


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
        "speed": 12.5,
        "position_sec": 1.25,
        "source_url": "rtsp://gate.example/1",
    }
    said |= {"image_width": 1280, "image_height": 720}
    said |= {"usage": {"calls": 7, "max_calls": 2500}, "total_calls": 2500}
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
