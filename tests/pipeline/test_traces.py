"""What was deleted is found by whole plates and ids, and by nothing that only looks like them."""

from datetime import UTC, datetime, timedelta
import json
from string import ascii_uppercase, digits

from hypothesis import given, strategies as st
import pytest

from custom_components.plate_recognizer.pipeline.traces import Showing, Traces

TRACES = Traces(frozenset({"AB1", "ÄÖ 12"}), frozenset({"01SIGHTING"}), frozenset({"01VISIT"}))


@pytest.mark.parametrize(
    "data",
    [
        "01SIGHTING",
        {"plate": "AB1"},
        {"plate": "AB-1"},
        {"plate_raw": "ab1"},
        {"plate": ["xy", "ab 1"]},
        {"candidates": [{"plate": "XY1", "score": 0.5}, {"plate": "AB1", "score": 0.4}]},
        {"plates": {"XY1": 90.0, "AB1": 80.0}},
        {"plates": ["XY1", "ab 1"]},
        {"vehicle": "AB 1"},
        {"resembles": {"vehicle_id": "01LIST:AB1"}},
        {"plate": "ÄÖ12"},
        {"plate_raw": "äö12"},
        {"sighting_id": "01SIGHTING"},
        {"service_data": {"sighting_id": ["01SIGHTING"]}},
        {"visit_id": "01VISIT"},
    ],
)
def test_what_names_it_is_found(data: object) -> None:
    assert TRACES.are_in(data)
    assert TRACES.are_in(json.loads(json.dumps(data)))


@pytest.mark.parametrize(
    "data",
    [
        None,
        {},
        1,
        {"plate": None},
        {"plate": "AB12"},
        {"plate": "XAB1"},
        {"plate": "A%1"},
        {"plate": "A_1"},
        {"plate": "AO12"},
        {"vehicle": "ab1"},
        {"vehicle_id": "01LIST:XY1"},
        {"vehicle_id": "01LIST"},
        {"visit_id": "01SIGHTIN"},
        "AB1",
        {"model": "AB1"},
        {"make_model": "AB1"},
        {"region": "AB1", "vehicle_type": "AB1"},
        {"AB1": 1},
        {"message": "AB1 has come"},
        {"score": 1, "sure": True},
    ],
)
def test_what_only_looks_like_it_is_not(data: object) -> None:
    assert not TRACES.are_in(data)


def test_a_plate_that_is_one_of_our_own_words_takes_nobody_else_along() -> None:
    vanity = Traces(frozenset({"GUEST", "KNOWN", "BLACK"}))
    others = {"plate": "AB1", "category": "guest", "status": "known", "color": "black"}

    assert not vanity.are_in(others)
    assert vanity.are_in({**others, "plate_raw": "guest"})


def test_nothing_is_found_by_nothing() -> None:
    assert not Traces().are_in({"plate": "AB1", "sighting_id": "01SIGHTING", "note": "", "x": "-"})
    assert not Traces().meet(TRACES)


def test_they_meet_who_share_a_plate_or_an_id() -> None:
    assert TRACES.meet(Traces(frozenset({"ab-1"})))
    assert TRACES.meet(Traces(sighting_ids=frozenset({"01SIGHTING"})))
    assert TRACES.meet(Traces(visit_ids=frozenset({"01VISIT"})))
    assert not TRACES.meet(Traces(frozenset({"AB12"}), frozenset({"01VISIT"})))
    assert Traces(everything=True).meet(Traces())


TEXTS = st.frozensets(st.text(ascii_uppercase + digits + "ÄÖ", min_size=1, max_size=8), max_size=3)


@given(TEXTS, TEXTS, TEXTS)
def test_they_are_the_same_when_they_are_restored(
    plates: frozenset[str], sighting_ids: frozenset[str], visit_ids: frozenset[str]
) -> None:
    traces = Traces(plates, sighting_ids, visit_ids)

    assert Traces.restored(json.loads(json.dumps(traces.as_dict()))) == traces
    assert all(traces.are_in(each) for each in (*sighting_ids, *visit_ids))
    assert all(traces.are_in({"plate": each}) for each in plates)


def test_what_one_camera_showed_from_then_to_then_is_found_there_and_then() -> None:
    begin, end = datetime(2026, 12, 1, 8, tzinfo=UTC), datetime(2026, 12, 1, 9, tzinfo=UTC)
    once = Traces(showings=frozenset({Showing("AB1", "camera", begin, end)}))
    ever_since = Traces(showings=frozenset({Showing("AB1", "camera", begin, None)}))
    shown = {"plate": "AB1"}
    moment = timedelta(microseconds=1)

    assert once.were_shown("camera", shown, begin)
    assert once.were_shown("camera", shown, end - moment)
    assert not once.were_shown("camera", shown, begin - moment)
    assert not once.were_shown("camera", shown, end)
    assert ever_since.were_shown("camera", shown, end)
    assert not once.were_shown("another", shown, begin)
    assert not once.were_shown("camera", {"plate": "AB12"}, begin)
    assert not once.are_in(shown)
    assert (once | ever_since).showings == once.showings | ever_since.showings


def test_nothing_is_restored_of_what_was_never_stored() -> None:
    assert Traces.restored({}) == Traces()
