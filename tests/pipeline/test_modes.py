"""Plate mode and vehicle mode say the same of the same thing, and the same is made of it."""

from itertools import count
from typing import Any

from hypothesis import given, strategies as st
import pytest

from custom_components.plate_recognizer.api.models import Detection
from custom_components.plate_recognizer.api.parse import parse_recognition
from custom_components.plate_recognizer.pipeline.sighting import Sighting, Thresholds, sightings_of
from tests.api.recorded import sample
from tests.modes import in_vehicle_mode

from .test_sighting import LOOK

SCORES = st.floats(0, 1)
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1).filter(
    lambda text: bool(text.strip())
)
CORNERS = st.integers(0, 500)
BOXES = st.builds(
    lambda left, top, width, height: {
        "xmin": left,
        "ymin": top,
        "xmax": left + width,
        "ymax": top + height,
    },
    *[CORNERS] * 4,
)
"""Also those without an area, which are the API's way to say that there is none."""


def predictions(key: str, *values: str) -> st.SearchStrategy[Any]:
    """Return a list of predictions of plate mode."""
    named = st.sampled_from(values) | TEXTS
    return st.lists(st.fixed_dictionaries({key: named, "score": SCORES}), max_size=3)


@st.composite
def results(draw: st.DrawFn) -> dict[str, Any]:
    """Draw a result of plate mode, whose plate is the first of its candidates."""
    candidates = draw(
        st.lists(st.fixed_dictionaries({"plate": TEXTS, "score": SCORES}), min_size=1, max_size=6)
    )
    nothing = {"type": "Unknown", "score": 0, "box": dict.fromkeys(draw(BOXES), 0)}
    found = st.fixed_dictionaries(
        {"type": st.sampled_from(["Sedan", "Big Truck", "Unknown"]) | TEXTS, "score": SCORES}
        | {"box": BOXES}
    )
    makes = st.fixed_dictionaries({"make": TEXTS, "model": TEXTS, "score": SCORES})
    years = st.lists(st.integers(1900, 2100), min_size=2, max_size=2)
    mmc = {
        "model_make": st.lists(makes, max_size=3),
        "color": predictions("color", "black", "unknown"),
        "orientation": predictions("orientation", "Front", "Unknown"),
        "year": st.fixed_dictionaries({"year_range": years}),
        "direction": st.integers(0, 359),
    }
    return {
        "plate": candidates[0]["plate"],
        "score": candidates[0]["score"],
        "dscore": draw(SCORES),
        "box": draw(BOXES),
        "candidates": candidates,
        "region": draw(
            st.fixed_dictionaries(
                {"code": st.sampled_from(["", "gb", "us-ca", "TKS"]), "score": SCORES}
            )
        ),
        "vehicle": draw(st.just(nothing) | found.filter(lambda each: bool(each["score"]))),
        **draw(st.fixed_dictionaries({}, optional=mmc)),
    }


def detected(*answered: dict[str, Any]) -> tuple[Detection, ...]:
    """Return what is read of an answer with these results."""
    return parse_recognition({"results": list(answered)}).detections


def seen(*detections: Detection, all_vehicles: bool) -> tuple[Sighting, ...]:
    """Return what is made of that, with ids that count."""
    ids = map(str, count())
    return sightings_of(
        detections, LOOK, Thresholds(), lambda: next(ids), all_vehicles=all_vehicles
    )


@given(answered=st.lists(results(), max_size=4), all_vehicles=st.booleans())
def test_the_same_vehicles_are_seen_in_both_modes(
    *, answered: list[dict[str, Any]], all_vehicles: bool
) -> None:
    in_plate_mode = detected(*answered)
    in_other_mode = detected(*map(in_vehicle_mode, answered))

    assert in_other_mode == in_plate_mode
    assert seen(*in_other_mode, all_vehicles=all_vehicles) == seen(
        *in_plate_mode, all_vehicles=all_vehicles
    )


def test_the_reference_says_the_same_in_both_modes() -> None:
    (plate_mode,) = sample("ref-plate-mode-mmc")["results"]
    (vehicle_mode,) = sample("ref-vehicle-mode")["results"]

    put = in_vehicle_mode(plate_mode)

    assert put.keys() == vehicle_mode.keys()
    for part in ("plate", "vehicle"):
        assert put[part].keys() == vehicle_mode[part].keys()
        assert put[part]["props"].keys() == vehicle_mode[part]["props"].keys()
        for key, predicted in put[part]["props"].items():
            assert predicted[0].keys() == vehicle_mode[part]["props"][key][0].keys()


@pytest.mark.parametrize(("all_vehicles", "kept"), [(False, []), (True, [(None, "Van")])])
def test_a_vehicle_outlives_what_was_taken_for_its_plate_where_all_are_wanted(
    *, all_vehicles: bool, kept: list[tuple[str | None, str]]
) -> None:
    box = {"xmin": 1, "ymin": 1, "xmax": 9, "ymax": 9}
    sticker = {
        "plate": {"score": 0.2, "box": box, "props": {"plate": [{"value": "sale", "score": 1}]}},
        "vehicle": {"type": "Van", "score": 0.9, "box": box, "props": {}},
    }

    sightings = seen(*detected(sticker), all_vehicles=all_vehicles)

    assert [(each.reading, each.vehicle_type) for each in sightings] == kept
