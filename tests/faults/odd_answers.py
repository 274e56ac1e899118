"""The API's answers with one field wrong: each field, each wrong type, odd numbers."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
import json
from typing import Any, Final

from tests.modes import in_vehicle_mode

from .api_faults import SAMPLE
from .house import KNOWN

type Json = Any
"""What JSON decodes to."""

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
_TRAITS: Final = {"make", "model", "color", "orientation", "year"}
_WHO: Final = {"category", "may_open", "plate", "vehicle", "vehicle_id"}
_READING: Final = _WHO | _REGION | {"plate_raw", "score", "dscore", "box"}
"""All that is said of a plate."""

_SIDES: Final = ("xmin", "ymin", "xmax", "ymax")
_OF_ANY_MODE: Final[Mapping[str, set[str]]] = {
    "vehicle.score": {"vehicle_score"},
    "vehicle.type": {"vehicle_type"},
    "vehicle.box": {"vehicle_box"},
    **{f"vehicle.box.{side}": {"vehicle_box"} for side in _SIDES},
    **{name: {name} for name in ("direction", "speed", "position_sec", "user_data")},
}


@dataclass(frozen=True, slots=True)
class Mode:
    """The API's answer in one of its modes, with nothing wrong, and what a wrong field costs."""

    name: str
    """Before a field's name in the table."""

    engine: Mapping[str, str]
    """How a camera is set that is answered so."""

    answer: Json
    """Two vehicles, of which the house knows the first."""

    fields: tuple[Field, ...]
    """Those that are made wrong."""

    losses: Mapping[str, set[str]]
    """By the field of a result, what a sighting may lack where it is wrong: else nothing."""

    alterations: Mapping[str, set[str]]
    """What holds several values, of which one may be missing, or what was said in their place."""

    without_a_sighting: tuple[Field, ...] = (("results",), ("results", 0))
    """Where an answer in which the field is wrong may tell of nobody."""

    def loses(self, field: Field) -> set[str]:
        """Return the keys of a sighting that are null for some wrong value of a field."""
        return self.losses.get(_within_result(field), set())

    def alters(self, field: Field) -> set[str]:
        """Return the keys of a sighting that say something else for some wrong value of a field."""
        return self.alterations.get(_within_result(field), set())

    def name_of(self, field: Field) -> str:
        """Return a field's name as it stands in the table."""
        return f"{self.name}`{'.'.join(map(str, field))}`"

    def first_alone(self) -> Json:
        """Return the answer of the first vehicle alone."""
        return {**self.answer, "results": self.answer["results"][:1]}

    def fields_of_second(self) -> list[Field]:
        """Return the fields of the second result."""
        return [("results", 1, *field) for field in fields_of(self.answer["results"][1])]


def _within_result(field: Field) -> str:
    return ".".join(map(str, field[2:])) if field[0] == "results" else ""


def fields_of(value: Json, at: Field = ()) -> Iterator[Field]:
    """Yield where the fields of an answer are, of lists those of the first item."""
    if at:
        yield at
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from fields_of(inner, (*at, key))
    elif isinstance(value, list) and value:
        yield from fields_of(value[0], (*at, 0))


def _plate_mode() -> Json:
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
    said["results"].append(_beside(said["results"][0]))
    said |= {"image_width": 1280, "image_height": 720}
    said |= {"usage": {"calls": 7, "max_calls": 2500}, "total_calls": 2500}
    return said


def _beside(result: Json) -> Json:
    """Return a stranger who stands beside somebody, a little less surely read."""
    other = json.loads(json.dumps(result).replace(KNOWN.lower(), "xy98zzz"))
    other |= {"score": 0.85, "candidates": [{"plate": "xy98zzz", "score": 0.85}]}
    other["box"] |= {"xmin": 1000, "xmax": 1139}
    other["vehicle"]["box"] |= {"xmin": 930, "xmax": 1270}
    return other


def _vehicle_mode() -> Json:
    """Return the same as vehicle mode says it."""
    said = _plate_mode()
    of_any_mode = ("user_data", "speed", "position_sec", "source_url")
    said["results"] = [
        in_vehicle_mode(result) | {key: result[key] for key in of_any_mode}
        for result in said["results"]
    ]
    return said


def wrong_answers(answer: Json, field: Field) -> dict[str, bytes]:
    """Return an answer with each wrong value of a field, by what is wrong."""
    right = value_at(answer, field)
    odd = {name: value for name, value in _TYPES.items() if _type(value) is not _type(right)}
    if _type(right) is float:
        odd |= _NUMBERS
    if isinstance(right, str):
        odd |= _ODD_TEXTS
    return {name: _with_value(answer, field, value) for name, value in odd.items()}


def _with_value(answer: Json, field: Field, value: object) -> bytes:
    changed = deepcopy(answer)
    value_at(changed, field[:-1])[field[-1]] = value
    return json.dumps(changed).replace('"@1e400"', "1e400").encode()


def value_at(value: Json, field: Field) -> Json:
    """Return what stands in a field."""
    for key in field:
        value = value[key]
    return value


def _type(value: object) -> type:
    return float if type(value) is int else type(value)


_PLATES: Final = _plate_mode()
_VEHICLES: Final = _vehicle_mode()

PLATE_MODE: Final = Mode(
    name="",
    engine={},
    answer=_PLATES,
    fields=tuple(fields_of(_PLATES)),
    losses={
        **_OF_ANY_MODE,
        "plate": _WHO,
        "score": _WHO | {"score"},
        "dscore": {"dscore"},
        "box": {"box"},
        **{f"box.{side}": {"box"} for side in _SIDES},
        "region": _REGION,
        "region.code": _REGION,
        "region.score": {"region_score"},
        "vehicle": _VEHICLE,
        "model_make": {"make", "model"},
        "model_make.0": {"make", "model"},
        "model_make.0.make": {"make"},
        "model_make.0.model": {"model"},
        **{name: {"color"} for name in ("color", "color.0", "color.0.color")},
        **{
            name: {"orientation"}
            for name in ("orientation", "orientation.0", "orientation.0.orientation")
        },
        **{name: {"year"} for name in ("year", "year.year_range")},
    },
    alterations={
        "plate": {"plate_raw"},
        **{
            name: {"candidates"}
            for name in ("candidates", "candidates.0", "candidates.0.score", "candidates.0.plate")
        },
        "year.year_range.0": {"year"},
    },
    without_a_sighting=(("results",), ("results", 0), ("results", 0, "plate")),
)

_TEXTS: Final = (
    *("plate", "plate.props", "plate.props.plate", "plate.props.plate.0"),
    "plate.props.plate.0.value",
)
"""Without one of these vehicle mode says nothing of a plate."""
_PROPS: Final = "vehicle.props"

VEHICLE_MODE: Final = Mode(
    name="in vehicle mode, ",
    engine={"detection_mode": "vehicle"},
    answer=_VEHICLES,
    # Around the results the two modes are alike.
    fields=tuple(field for field in fields_of(_VEHICLES) if field[2:]),
    losses={
        **_OF_ANY_MODE,
        **dict.fromkeys(_TEXTS, _READING),
        "plate.props.plate.0.score": _WHO | {"score"},
        "plate.score": {"dscore"},
        "plate.box": {"box"},
        **{f"plate.box.{side}": {"box"} for side in _SIDES},
        **{f"plate.props.region{inner}": _REGION for inner in ("", ".0", ".0.value")},
        "plate.props.region.0.score": {"region_score"},
        "vehicle": _VEHICLE | _TRAITS,
        _PROPS: _TRAITS,
        **{f"{_PROPS}.make_model{inner}": {"make", "model"} for inner in ("", ".0")},
        f"{_PROPS}.make_model.0.make": {"make"},
        f"{_PROPS}.make_model.0.model": {"model"},
        **{
            f"{_PROPS}.{trait}{inner}": {trait}
            for trait in ("color", "orientation")
            for inner in ("", ".0", ".0.value")
        },
        **{f"{_PROPS}.year{inner}": {"year"} for inner in ("", ".year_range")},
    },
    alterations={
        **{name: {"candidates"} for name in (*_TEXTS, "plate.props.plate.0.score")},
        f"{_PROPS}.year.year_range.0": {"year"},
    },
)

MODES: Final = (PLATE_MODE, VEHICLE_MODE)
