"""What is described by hand is what the code has: nothing is missing, and nothing too many."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

import pytest

from .catalog import ENTITIES
from .descriptions import Key, answer_keys, descriptions, entities, event_keys
from .differences import differences
from .english import node
from .gaps import gaps

ROWS = [
    ("entities", "account", "sensor.lookups_used"),
    ("entities", "camera", "sensor.decision"),
    ("entities", "vehicle", "binary_sensor.present"),
    ("keys", "sighting", "plate"),
    ("keys", "sighting", "candidates[].score"),
    ("keys", "sighting", "resembles.match"),
    ("keys", "visit", "arrival"),
    ("keys", "found_plate", "confidence"),
    ("values", "ArrivalReason", "values", "same_spot"),
    ("values", "Status", "values", "unread"),
    ("answers", "recognize"),
    ("refusals", "simulated"),
    ("repairs", "no_credits"),
]


def test_there_are_no_gaps() -> None:
    assert gaps(descriptions()) == []


@pytest.mark.parametrize("path", ROWS, ids=" ".join)
def test_a_row_that_is_missing_is_found(path: tuple[str, ...]) -> None:
    changed, parent = opened(path)
    del parent[path[-1]]

    found = gaps(changed)

    assert found
    assert all(f"{path[-1]} isn't described" in gap for gap in found)


@pytest.mark.parametrize("path", ROWS, ids=" ".join)
def test_a_row_too_many_is_found(path: tuple[str, ...]) -> None:
    changed, parent = opened(path)
    parent["planted"] = parent[path[-1]]

    found = gaps(changed)

    assert found
    assert all("planted" in gap for gap in found)


def opened(path: tuple[str, ...]) -> tuple[Mapping[str, Any], dict[str, Any]]:
    """Return a copy of the descriptions, and in it the part that has a row."""
    changed = deepcopy(descriptions())
    parent = changed
    for key in path[:-1]:
        parent = parent[key]
    return changed, parent


def test_every_entity_that_has_a_name_is_in_the_catalog() -> None:
    named = {(platform, key) for platform, keys in node("entity").items() for key in keys}

    assert {(each.platform, each.description.translation_key) for each in ENTITIES} == named


def test_each_description_says_something() -> None:
    keys: list[Key] = []
    for name in ("sighting", "visit", "found_plate"):
        keys += event_keys(name).values()
    for action in descriptions()["answers"]:
        keys += answer_keys(action).values()
    for device in descriptions()["entities"]:
        for shown in entities(device).values():
            assert shown.shows
            keys += shown.attributes.values()

    assert all(len(key.means) > 2 and not key.means.endswith(".") for key in keys)


DESCRIBED = {
    "plate": Key("text", "The plate", null="It is unread"),
    "score": Key("share", "How sure"),
    "candidates": Key("list", "Others"),
    "candidates[].plate": Key("text", "One of them"),
    "box": Key("box", "Where"),
    "why": Key("text", "Why not", when="It isn't"),
}
RIGHT: dict[str, Any] = {
    "plate": None,
    "score": 0.9,
    "candidates": [{"plate": "AB12CDE"}],
    "box": {"xmin": 1, "ymin": 2, "xmax": 3, "ymax": 4},
    "why": "because",
}


def without(key: str) -> dict[str, Any]:
    return {name: value for name, value in RIGHT.items() if name != key}


def test_what_is_told_as_it_is_described_has_no_differences() -> None:
    assert differences([RIGHT], DESCRIBED) == []


@pytest.mark.parametrize(
    ("planted", "difference"),
    [
        ({"color": "red"}, "color isn't described"),
        ({"score": None}, "score is null"),
        ({"score": 95}, "score is 95, no number from 0 to 1"),
        ({"score": True}, "score is True, no number from 0 to 1"),
        ({"plate": 12}, "plate is 12, no text"),
        ({"candidates": [{"plate": "A", "rank": 1}]}, "candidates[].rank isn't described"),
        ({"box": {"xmin": 1}}, "box is {'xmin': 1}, no `xmin`, `ymin`, `xmax`, `ymax`"),
    ],
)
def test_what_is_told_otherwise_is_found(planted: dict[str, Any], difference: str) -> None:
    assert differences([{**RIGHT, **planted}], DESCRIBED) == [difference]


@pytest.mark.parametrize(
    ("told", "differing"),
    [
        ([{**RIGHT, "candidates": []}], ["candidates[].plate never comes"]),
        ([RIGHT, {**RIGHT, "candidates": [{}]}], ["candidates[].plate isn't always there"]),
        ([RIGHT, without("why")], []),
        ([without("why")], ["why never comes"]),
        ([RIGHT, without("plate")], ["plate isn't always there"]),
    ],
)
def test_what_never_comes_and_what_is_missing_once_are_found(
    told: list[dict[str, Any]], differing: list[str]
) -> None:
    assert differences(told, DESCRIBED) == differing
