"""Whatever a body holds, it is read or refused."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import astuple
from typing import Any

from hypothesis import given, strategies as st

from custom_components.plate_recognizer.api.errors import UnreadableAnswer
from custom_components.plate_recognizer.api.models import (
    Recognition,
)
from custom_components.plate_recognizer.api.parse import (
    parse_info,
    parse_recognition,
    parse_statistics,
)

from .recorded import FOLDER, Json, sample

json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from(["null", "0.5", "Unknown", "", "\ud800", 10**400, float("nan")]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["plate", "vehicle", "props", "value", "score", "box", "code"])
            | st.text(max_size=3),
            inner,
            max_size=3,
        )
    ),
    max_leaves=6,
)
SAMPLES = [sample(path.stem) for path in sorted(FOLDER.glob("*.json"))]


def places(value: Json, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """List the paths to all values inside a decoded JSON value."""
    yield path
    if isinstance(value, dict | list):
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for key, inner in items:
            yield from places(inner, (*path, key))


def put(value: Json, path: tuple[Any, ...], new: object) -> Json:
    """Replace what is at a path."""
    if not path:
        return new
    changed = deepcopy(value)
    inner = changed
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = new
    return changed


@st.composite
def odd_answers(draw: st.DrawFn) -> Json:
    """A recorded answer with one or two values replaced by anything."""
    answer = draw(st.sampled_from(SAMPLES))
    for _ in range(draw(st.integers(1, 2))):
        path = draw(st.sampled_from(list(places(answer))))
        answer = put(answer, path, draw(json_values))
    return answer


@given(odd_answers() | json_values)
def test_any_value_anywhere_is_read_or_the_answer_is_unreadable(body: object) -> None:
    for parse in (parse_recognition, parse_statistics, parse_info):
        try:
            read = parse(body)
        except UnreadableAnswer:
            continue
        if isinstance(read, Recognition):
            assert_sound(read)


def assert_sound(recognition: Recognition) -> None:
    """Check what every reader of a recognition may rely on."""
    for detection in recognition.detections:
        plate, vehicle = detection.plate, detection.vehicle
        if plate is not None:
            assert plate.text.encode()
            assert_scores(plate.score, plate.dscore, *(each.score for each in plate.candidates))
        if vehicle is not None:
            assert_scores(vehicle.score, *(each.score for each in vehicle.colors))
        for reading in (plate, vehicle):
            if reading is not None and reading.box is not None:
                xmin, ymin, xmax, ymax = astuple(reading.box)
                assert xmin < xmax
                assert ymin < ymax


def assert_scores(*scores: float | None) -> None:
    assert all(score is None or 0 <= score <= 1 for score in scores)
