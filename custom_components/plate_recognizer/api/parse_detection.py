"""One result of an answer, from either mode into the one shape.

Plate mode spreads a detection over the result; vehicle mode puts `plate` and `vehicle` into
objects of their own, with the predictions in `props`. The same word means different things:

| meaning | plate mode | vehicle mode |
|---|---|---|
| the text, and how sure it is | `plate`, `score` | `plate.props.plate[0]`: `value`, `score` |
| how sure a plate is there | `dscore` | `plate.score` |
| make and model | `model_make` | `vehicle.props.make_model` |
| a color, an orientation, a region | `color`, `orientation`, `code` | `value` |
"""

from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple

from .models import (
    Candidate,
    Detection,
    MakeModel,
    PlateReading,
    Prediction,
    Region,
    VehicleReading,
    YearRange,
)
from .values import box, mapping, mappings, number, score, text, within


class _Words(NamedTuple):
    """How a mode names the traits of a vehicle."""

    make_models: str
    color: str
    orientation: str


_PLATE_MODE: Final = _Words("model_make", "color", "orientation")
_VEHICLE_MODE: Final = _Words("make_model", "value", "value")

_OF_BOTH_MODES: Final = frozenset(
    ("plate", "vehicle", "direction", "speed", "position_sec", "source_url", "user_data")
)
_OF_PLATE_MODE: Final = _OF_BOTH_MODES | frozenset(
    ("box", "score", "dscore", "candidates", "region", "model_make", "color", "orientation", "year")
)
_OF_AN_OBJECT: Final = frozenset(("type", "score", "box", "props"))
_OF_PLATE_PROPS: Final = frozenset(("plate", "region"))
_OF_VEHICLE_PROPS: Final = frozenset(("make_model", "color", "orientation", "year"))


def is_of_vehicle_mode(result: Mapping[str, Any]) -> bool:
    """Tell a result's mode by its shape; without a plate only `props` tells."""
    return bool(mapping(result.get("plate"))) or "props" in mapping(result.get("vehicle"))


def parse_detection(result: Mapping[str, Any]) -> Detection:
    """Read one result, of either mode."""
    plate, vehicle = mapping(result.get("plate")), mapping(result.get("vehicle"))
    if is_of_vehicle_mode(result):
        props = mapping(vehicle.get("props"))
        reading = _plate_of_object(plate)
        return _detection(
            result,
            reading,
            _vehicle(vehicle, props, _VEHICLE_MODE),
            _rest(result, _OF_BOTH_MODES)
            | _nested("plate", _rest_of_object(plate, _OF_PLATE_PROPS) if reading else plate)
            | _nested("vehicle", _rest_of_object(vehicle, _OF_VEHICLE_PROPS)),
        )
    return _detection(
        result,
        _plate_of_result(result),
        _vehicle(vehicle, result, _PLATE_MODE),
        _rest(result, _OF_PLATE_MODE) | _nested("vehicle", _rest(vehicle, _OF_AN_OBJECT)),
    )


def _detection(
    result: Mapping[str, Any],
    plate: PlateReading | None,
    vehicle: VehicleReading | None,
    extra: Mapping[str, Any],
) -> Detection:
    user_data = result.get("user_data")
    return Detection(
        plate=plate,
        vehicle=vehicle,
        direction=number(result.get("direction")),
        speed=number(result.get("speed")),
        position_sec=number(result.get("position_sec")),
        source_url=text(result.get("source_url")),
        user_data=None if user_data == "" else user_data,
        extra=extra,
    )


def _plate_of_result(result: Mapping[str, Any]) -> PlateReading | None:
    plate = text(result.get("plate"))
    if plate is None:
        return None
    return PlateReading(
        text=plate,
        score=score(result.get("score")),
        dscore=score(result.get("dscore")),
        box=box(result.get("box")),
        candidates=_ranked(Candidate, result.get("candidates"), "plate"),
        region=_first(_ranked(Region, [result.get("region")], "code")),
    )


def _plate_of_object(plate: Mapping[str, Any]) -> PlateReading | None:
    props = mapping(plate.get("props"))
    candidates = _ranked(Candidate, props.get("plate"), "value")
    if not candidates:
        return None
    return PlateReading(
        text=candidates[0].plate,
        score=candidates[0].score,
        dscore=score(plate.get("score")),
        box=box(plate.get("box")),
        candidates=candidates,
        region=_first(_ranked(Region, props.get("region"), "value")),
    )


def _vehicle(
    vehicle: Mapping[str, Any], traits: Mapping[str, Any], words: _Words
) -> VehicleReading | None:
    reading = VehicleReading(
        type=text(vehicle.get("type")),
        score=score(vehicle.get("score")),
        box=box(vehicle.get("box")),
        make_models=_make_models(traits.get(words.make_models)),
        colors=_ranked(Prediction, traits.get("color"), words.color),
        orientations=_ranked(Prediction, traits.get("orientation"), words.orientation),
        year=_year(traits.get("year")),
    )
    return reading if _says_something(reading) else None


def _says_something(vehicle: VehicleReading) -> bool:
    """Tell a vehicle from the API's "none was found": `Unknown`, score 0 and a zero box."""
    values = [
        vehicle.type,
        *(value for each in vehicle.make_models for value in (each.make, each.model)),
        *(each.value for each in vehicle.colors + vehicle.orientations),
    ]
    known = any(value and value.casefold() != "unknown" for value in values)
    return bool(known or vehicle.score or vehicle.box or vehicle.year)


def _ranked[T](
    kind: Callable[[str, float | None], T], predictions: object, key: str
) -> tuple[T, ...]:
    """Read the predictions that say something, in the server's order."""
    return tuple(
        kind(value, score(item.get("score")))
        for item in mappings(predictions)
        if (value := text(item.get(key))) is not None
    )


def _make_models(predictions: object) -> tuple[MakeModel, ...]:
    read = (
        MakeModel(text(item.get("make")), text(item.get("model")), score(item.get("score")))
        for item in mappings(predictions)
    )
    return tuple(each for each in read if each.make or each.model)


def _year(value: object) -> YearRange | None:
    years = mapping(value).get("year_range")
    if not isinstance(years, list):
        return None
    first, last, *_ = (*years, None, None)
    span = YearRange(within(first, 1, 9999), within(last, 1, 9999))
    return None if span == YearRange() else span


def _first[T](items: tuple[T, ...]) -> T | None:
    return items[0] if items else None


def _rest(fields: Mapping[str, Any], known: frozenset[str]) -> dict[str, Any]:
    return {key: value for key, value in fields.items() if key not in known}


def _rest_of_object(fields: Mapping[str, Any], known: frozenset[str]) -> dict[str, Any]:
    props = _rest(mapping(fields.get("props")), known)
    return _rest(fields, _OF_AN_OBJECT) | _nested("props", props)


def _nested(key: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    return {key: dict(fields)} if fields else {}
