"""How JSON is built is told without anything that was in it."""

import json
from typing import Any

from hypothesis import given, strategies as st
import pytest

from custom_components.plate_recognizer.pipeline.payload_shape import shape_of
from tests.api.recorded import FOLDER, sample

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)
WORDS = {"text", "yes or no", "number", "more"}


def test_each_value_is_told_by_its_kind() -> None:
    payload = {"plate": "SE51 CRT", "score": 0.9, "type": True, "vehicle": None, "box": [1, "a"]}

    assert shape_of(payload) == {
        "plate": "text",
        "score": "number",
        "type": "yes or no",
        "vehicle": None,
        "box": ["number"],
    }


def test_a_key_that_is_not_the_apis_may_be_a_plate_and_is_not_told() -> None:
    payload = {"data": {"SE51 CRT": {"score": 0.9}, "results": [], "AB12 CDE": 1}}

    assert shape_of(payload) == {
        "data": {"another key 1": {"score": "number"}, "results": [], "another key 3": "number"}
    }


@pytest.mark.parametrize("name", sorted(path.stem for path in FOLDER.glob("*webhook*.json")))
def test_every_key_of_a_recorded_webhook_is_told(name: str) -> None:
    assert "another key" not in json.dumps(shape_of(sample(name)))


@given(JSON)
def test_no_value_is_ever_told(payload: object) -> None:
    assert set(leaves(shape_of(payload))) <= WORDS


def test_what_is_deep_or_long_is_cut_off() -> None:
    deep: Any = "bottom"
    for _ in range(500):
        deep = {"data": deep}
    wide = {f"{number}{'x' * 500}": number for number in range(1000)}

    assert len(json.dumps(shape_of(deep))) < 100
    assert len(json.dumps(shape_of(wide))) < 3000


def leaves(shape: object) -> list[str]:
    if isinstance(shape, dict):
        return [leaf for each in shape.values() for leaf in leaves(each)]
    if isinstance(shape, list):
        return [leaf for each in shape for leaf in leaves(each)]
    return [] if shape is None else [str(shape)]
