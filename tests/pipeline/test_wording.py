"""What happened is told as a person would tell it."""

from typing import Any

from hypothesis import given, strategies as st
import pytest

from custom_components.plate_recognizer.pipeline import wording
from custom_components.plate_recognizer.pipeline.sighting import Status, StatusReason
from custom_components.plate_recognizer.pipeline.visit import ArrivalReason

GOLF: dict[str, Any] = {
    "place": "Driveway",
    "plate": "AB12CDE",
    "reads": 2,
    "vehicle": "Anna's Golf",
    "status": "known",
    "status_reason": "matched",
    "arrival": True,
    "arrival_reason": "arrived",
    "end_reason": "left",
    "duration": 7_800.0,
}
STRANGER = {**GOLF, "vehicle": None, "status": "stranger", "status_reason": "no_match"}


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (GOLF, "Anna's Golf arrived at Driveway (AB12CDE, read twice)"),
        ({**GOLF, "reads": 1}, "Anna's Golf arrived at Driveway (AB12CDE, read once)"),
        ({**GOLF, "reads": 3}, "Anna's Golf arrived at Driveway (AB12CDE, read 3 times)"),
        (
            {**GOLF, "source": "simulated"},
            "Simulated: Anna's Golf arrived at Driveway (AB12CDE, read twice)",
        ),
        (
            {**GOLF, "status": "blocked", "status_reason": "resembles_blocked"},
            (
                "Anna's Golf (blocked) arrived at Driveway"
                " (AB12CDE, only nearly its plate, read twice)"
            ),
        ),
        (
            {**GOLF, "status": "expired", "status_reason": "outside_times"},
            "Anna's Golf (outside its times) arrived at Driveway (AB12CDE, read twice)",
        ),
        (
            {**GOLF, "status": "ignored"},
            "Anna's Golf (ignored) arrived at Driveway (AB12CDE, read twice)",
        ),
        (STRANGER, "A stranger arrived at Driveway (AB12CDE, read twice)"),
        (
            {**STRANGER, "status_reason": "below_matching"},
            (
                "A stranger arrived at Driveway"
                " (AB12CDE, nearly the plate of a known vehicle, read twice)"
            ),
        ),
        (
            {**STRANGER, "color": "white", "make": "Ford", "model": "Transit"},
            "A stranger arrived at Driveway (AB12CDE, white Ford Transit, read twice)",
        ),
        (
            {**STRANGER, "vehicle_type": "Pickup Truck"},
            "A stranger arrived at Driveway (AB12CDE, pickup truck, read twice)",
        ),
        (
            {**GOLF, "arrival": False, "arrival_reason": "not_sure"},
            "Anna's Golf was seen at Driveway (AB12CDE, read twice, not sure yet)",
        ),
        (
            {
                **STRANGER,
                "status": "unread",
                "plate": None,
                "reads": None,
                "vehicle_type": "SUV",
                "arrival": False,
                "arrival_reason": "unread",
            },
            "A vehicle whose plate couldn't be read was seen at Driveway (SUV)",
        ),
        ({}, "A stranger was seen at an unknown place"),
    ],
)
def test_the_start_of_a_visit(data: dict[str, Any], sentence: str) -> None:
    assert str(wording.visit_started(data)) == sentence


def test_a_sighting_says_nothing_of_an_arrival() -> None:
    assert str(wording.sighted(GOLF)) == "Anna's Golf was seen at Driveway (AB12CDE, read twice)"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (GOLF, "Anna's Golf left Driveway after 2 h 10 min"),
        ({**GOLF, "duration": None}, "Anna's Golf left Driveway"),
        (STRANGER, "A stranger left Driveway after 2 h 10 min (AB12CDE)"),
        (
            {**STRANGER, "color": "white", "make": "Ford", "duration": None},
            "A stranger left Driveway (AB12CDE, white Ford)",
        ),
        (
            {**STRANGER, "status": "unread", "plate": None, "vehicle_type": "SUV"},
            "A vehicle whose plate couldn't be read left Driveway after 2 h 10 min (SUV)",
        ),
        (
            {**GOLF, "end_reason": "timeout"},
            "Anna's Golf no longer counts as being at Driveway: nobody saw it leave",
        ),
        (
            {**STRANGER, "end_reason": "timeout"},
            "A stranger no longer counts as being at Driveway (AB12CDE): nobody saw it leave",
        ),
    ],
)
def test_the_end_of_a_visit(data: dict[str, Any], sentence: str) -> None:
    assert str(wording.visit_ended(data)) == sentence


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0 s"),
        (-3, "0 s"),
        (59.6, "1 min"),
        (61, "1 min 1 s"),
        (3_600, "1 h"),
        (3_605, "1 h"),
        (93_600, "1 d 2 h"),
    ],
)
def test_a_span_has_its_two_longest_units(seconds: float, text: str) -> None:
    assert wording.span(seconds) == text


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "status": st.sampled_from([status.value for status in Status]),
            "status_reason": st.sampled_from([reason.value for reason in StatusReason]),
            "vehicle": st.sampled_from([None, "Golf"]),
            "plate": st.sampled_from([None, "AB12CDE"]),
            "reads": st.none() | st.integers(0, 9),
            "color": st.sampled_from([None, "white"]),
            "vehicle_type": st.sampled_from([None, "Big Truck"]),
            "arrival": st.booleans() | st.none(),
            "arrival_reason": st.sampled_from([None, *wording.NO_ARRIVAL, "unread", "news"]),
            "end_reason": st.sampled_from([None, "left", "timeout"]),
            "duration": st.none() | st.floats(0, 1e7),
        },
    )
)
def test_whatever_is_missing_no_machines_word_is_said(
    data: dict[str, Any],
) -> None:
    for tell in (wording.sighted, wording.visit_started, wording.visit_ended):
        sentence = str(tell(data))
        assert sentence[0].isupper()
        assert "None" not in sentence
        assert "_" not in sentence
        assert "  " not in sentence


def test_there_are_words_for_each_reason_why_a_visit_is_no_arrival() -> None:
    needless = {ArrivalReason.ARRIVED, ArrivalReason.UNREAD}
    assert wording.NO_ARRIVAL.keys() == set(ArrivalReason) - needless
