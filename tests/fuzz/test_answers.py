"""What the cloud and an SDK answer: to a lookup, about the account, about themselves."""

from datetime import UTC, datetime
from itertools import count
import json

from hypothesis import given, strategies as st
from multidict import CIMultiDict

from custom_components.plate_recognizer.api.error_answer import error_from_answer
from custom_components.plate_recognizer.api.errors import SnapshotError, Throttled
from custom_components.plate_recognizer.api.parse import (
    parse_info,
    parse_recognition,
    parse_statistics,
)
from custom_components.plate_recognizer.api.wording import DETAIL_LIMIT, decode_json
from custom_components.plate_recognizer.pipeline.event_data import sighting_data
from custom_components.plate_recognizer.pipeline.glance import Glance
from custom_components.plate_recognizer.pipeline.sighting import (
    Look,
    Source,
    Thresholds,
    sightings_of,
)
from custom_components.plate_recognizer.pipeline.tracking import Tracker
from custom_components.plate_recognizer.pipeline.visit_data import visit_data
from custom_components.plate_recognizer.pipeline.visit_storage import restored_visits, stored_visit

from tests.api.recorded import FOLDER, sample
from .allowed import read
from .anything import TEXTS, Json, examples, json_values, mutated, written
from .soundness import assert_event, assert_plain, assert_sound

SAMPLES = [sample(path.stem) for path in sorted(FOLDER.glob("*.json"))]
ANSWERS = [each for each in SAMPLES if "results" in each]
ABOUT_USAGE = [each for each in SAMPLES if "usage" in each]

LOOK = Look("account", "Drive", "Camera", None, "device", Source.TRIGGER, datetime.now(UTC))


@given(mutated(ANSWERS) | json_values)
@examples(400)
def test_any_answer_to_a_lookup_is_read_or_unreadable(body: Json) -> None:
    if (recognition := read(parse_recognition, body)) is not None:
        assert_sound(recognition)


@given(mutated(ABOUT_USAGE) | mutated(SAMPLES) | json_values)
@examples(200)
def test_any_statistics_are_read_or_unreadable(body: Json) -> None:
    if (statistics := read(parse_statistics, body)) is not None:
        assert_plain(statistics)
        assert statistics.usage.used_up in {True, False}


@given(mutated(ABOUT_USAGE) | mutated(SAMPLES) | json_values)
@examples(200)
def test_any_info_of_an_sdk_is_read_or_unreadable(body: Json) -> None:
    if (info := read(parse_info, body)) is not None:
        assert_plain(info)


@given(mutated(ANSWERS))
@examples(200)
def test_whatever_was_read_makes_events_that_home_assistant_can_keep(body: Json) -> None:
    if (recognition := read(parse_recognition, body)) is None:
        return
    numbers = count()
    sightings = sightings_of(
        recognition.detections, LOOK, Thresholds(0, 0, 0), lambda: f"{next(numbers)}"
    )
    tracker = Tracker(lambda: f"{next(numbers)}")
    for each in sightings:
        assert_event(sighting_data(each))
        glance = Glance("camera", LOOK.place, LOOK.taken_at, sightings)
        if (visit := tracker.tell(each, [glance], None)) is not None:
            assert_event(visit_data(visit))
            assert restored_visits([json.loads(json.dumps(stored_visit(visit)))])


@given(st.binary() | json_values.map(written) | mutated(SAMPLES).map(written))
@examples(200)
def test_any_body_is_json_or_a_value_error(body: bytes) -> None:
    try:
        decode_json(body)
    except ValueError:
        return


def test_json_is_refused_that_is_nested_so_deep_that_no_reader_could_follow() -> None:
    for depth in (900, 5_000, 400_000):
        for opening in (b"[", b'{"a":'):
            try:
                read(parse_recognition, decode_json(opening * depth))
            except ValueError:
                continue


@given(
    st.integers(100, 999),
    st.dictionaries(st.sampled_from(["Retry-After", "Date", "Location"]), TEXTS),
    mutated(SAMPLES).map(written) | json_values.map(written),
)
@examples(200)
def test_any_answer_that_is_no_success_becomes_an_error_of_ours(
    status: int, headers: dict[str, str], body: bytes
) -> None:
    error = read(error_from_answer, status, CIMultiDict(headers), body)

    assert type(error) in SnapshotError.__subclasses__()
    assert len(error.detail) <= DETAIL_LIMIT
    if isinstance(error, Throttled):
        assert 0 <= error.retry_after <= 3600
