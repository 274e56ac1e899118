"""Visits outlive a restart: what is written down, what comes back, and what doesn't."""

from dataclasses import replace
from datetime import datetime, timedelta
import json
from typing import Any

from hypothesis import given, strategies as st
import pytest

from custom_components.plate_recognizer.api.models import (
    Box,
    Candidate,
    Detection,
    MakeModel,
    PlateReading,
    Prediction,
    Region,
    VehicleReading,
)
from custom_components.plate_recognizer.pipeline.match import Match
from custom_components.plate_recognizer.pipeline.sighting import (
    Identity,
    Look,
    Resembled,
    Sighting,
    Source,
    Status,
    StatusReason,
)
from custom_components.plate_recognizer.pipeline.spots import Spot
from custom_components.plate_recognizer.pipeline.visit import (
    Approach,
    ArrivalReason,
    EndReason,
    Motion,
    Visit,
)
from custom_components.plate_recognizer.pipeline.visit_storage import restored_visits, stored_visit

from .driveway import CAMERA, ELSEWHERE, GOLF, NOON, STRANGER, Driveway, plate, unsure

UNDECIDED = (None, ArrivalReason.NOT_SURE, ArrivalReason.UNREAD)

moments = st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1)).map(  # noqa: DTZ001 - set below
    lambda moment: moment.replace(tzinfo=NOON.tzinfo)
)
texts = st.text(max_size=8)
scores = st.none() | st.floats(0, 1)
boxes = st.builds(Box, *[st.integers(-100, 5000)] * 4)
identities = st.builds(Identity, texts, texts, texts, may_open=st.booleans())
looks = st.builds(
    Look,
    account_id=texts,
    place=texts,
    camera=texts,
    camera_entity_id=st.none() | texts,
    device_id=texts,
    source=st.sampled_from(Source),
    taken_at=moments,
)
readings = st.builds(
    PlateReading,
    text=texts,
    score=scores,
    dscore=scores,
    box=st.none() | boxes,
    candidates=st.lists(st.builds(Candidate, texts, scores), max_size=2).map(tuple),
    region=st.none() | st.builds(Region, texts, scores),
)
predictions = st.lists(st.builds(Prediction, texts, scores), max_size=2).map(tuple)
vehicles = st.builds(
    VehicleReading,
    type=st.none() | texts,
    score=scores,
    box=st.none() | boxes,
    colors=predictions,
    orientations=predictions,
    make_models=st.lists(st.builds(MakeModel, texts, texts, scores), max_size=2).map(tuple),
)
sightings = st.builds(
    Sighting,
    sighting_id=texts,
    look=looks,
    detection=st.builds(
        Detection,
        st.none() | readings,
        st.none() | vehicles,
        direction=st.none() | st.floats(0, 360),
    ),
    plate=st.none() | texts,
    status=st.sampled_from(Status),
    status_reason=st.sampled_from(StatusReason),
    sure=st.booleans(),
    match=st.sampled_from(Match),
    known=st.none() | identities,
    resembles=st.none() | st.builds(Resembled, texts, st.sampled_from(Match)),
    equally_near=st.lists(texts, max_size=2).map(tuple),
)
spots = st.builds(
    Spot,
    texts,
    st.none() | boxes,
    st.none() | boxes,
    moments,
    moments,
    moments,
    st.none() | moments,
    st.booleans(),
    st.lists(st.tuples(texts, st.integers(0, 9)), max_size=2).map(tuple),
)
approaches = st.builds(Approach, texts, spots, st.integers(1, 9), st.sampled_from(Motion))
visits = st.builds(
    Visit,
    visit_id=texts,
    place=texts,
    camera_id=texts,
    best=sightings,
    reads=st.integers(1, 9),
    sure=st.booleans(),
    started_at=moments,
    spots=st.lists(spots, max_size=3).map(tuple),
    approaches=st.lists(approaches, max_size=2).map(tuple),
    objection=st.none() | st.sampled_from(ArrivalReason),
    arrival_reason=st.none() | st.sampled_from(ArrivalReason),
    is_told=st.booleans(),
    ended_at=st.none() | moments,
    end_reason=st.none() | st.sampled_from(EndReason),
    plate_lost_in=st.none() | st.integers(0, 9),
    may_be_since=st.none() | st.integers(0, 9),
)


def written_down(visit: Visit) -> Any:  # noqa: ANN401 - as it comes from a file
    return json.loads(json.dumps(stored_visit(visit)))


@given(visits)
def test_a_visit_that_is_decided_comes_back_as_it_was(visit: Visit) -> None:
    [restored] = restored_visits([written_down(visit)])

    told = replace(visit, is_restored=True)
    if visit.arrival_reason in UNDECIDED:
        assert restored == replace(told, arrival_reason=ArrivalReason.FIRST_SCAN)
    else:
        assert restored == told


@given(visits)
def test_no_visit_that_comes_back_can_become_an_arrival(visit: Visit) -> None:
    [restored] = restored_visits([written_down(visit)])

    assert restored.is_decided
    assert not restored.can_still_arrive
    assert restored.is_arrival == visit.is_arrival
    assert not restored.is_opening(restored.started_at)


@given(visits)
def test_a_visit_of_an_older_version_has_lost_no_plate(visit: Visit) -> None:
    older = written_down(visit)
    del older["plate_lost_in"], older["may_be_since"]

    [restored] = restored_visits([older])

    assert restored.plate_lost_in is restored.may_be_since is None


def test_an_opening_before_a_restart_is_no_arrival_after_it() -> None:
    drive = Driveway()
    drive.look(unsure(GOLF))
    drive.restart()

    assert drive.visit.arrival_reason == "first_scan"
    drive.wait(5)
    assert drive.look(plate(GOLF)).begun == []


def test_what_a_visit_does_not_tell_is_not_written_down() -> None:
    secret = "rtsp://user:password@camera"
    detection = replace(plate(GOLF), source_url=secret, user_data=secret, extra={"x": secret})
    drive = Driveway()
    drive.look(detection)

    stored = json.dumps(stored_visit(drive.visit))

    assert secret not in stored
    assert GOLF in stored


def test_nothing_comes_back_of_nothing() -> None:
    assert restored_visits([]) == ()


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=5,
)
PROMISED = (LookupError, TypeError, ValueError)


@pytest.mark.parametrize(
    "at",
    ["2026-02-11T09:14:07", "0001-01-01T00:00:00+00:00", "9999-12-31T23:59:59+00:00"],
)
def test_a_time_without_a_zone_or_beyond_all_time_is_none(at: str) -> None:
    drive = Driveway()
    drive.look(plate(GOLF))
    stored = {**written_down(drive.visit), "started_at": at}

    with pytest.raises(PROMISED):
        restored_visits([stored])


def test_a_number_that_could_not_be_written_down_again_is_none() -> None:
    drive = Driveway()
    drive.look(plate(GOLF))

    with pytest.raises(PROMISED):
        restored_visits([{**written_down(drive.visit), "reads": 2.0**64}])


def test_what_a_clock_of_1970_has_told_is_no_reason_to_forget_who_is_here() -> None:
    drive = Driveway()
    drive.now = datetime(1970, 1, 1, 0, 1, tzinfo=NOON.tzinfo)
    drive.look()
    drive.look(plate(GOLF))
    drive.restart()
    drive.now = NOON
    drive.restart()

    assert drive.visits == [GOLF]
    assert drive.visit.started_at == drive.visit.seen_at == NOON
    drive.look()
    assert drive.look(plate(GOLF)).begun == []


def test_who_was_seen_in_the_future_is_here_since_now_and_times_out() -> None:
    drive = Driveway()
    drive.now = NOON.replace(year=2027)
    drive.look(plate(GOLF))
    drive.now = NOON
    drive.restart()

    assert drive.visit.seen_at == NOON
    assert [visit.plate for visit in drive.expire()] == [GOLF]


def test_one_look_before_a_start_and_one_right_after_it_prove_no_empty_spot() -> None:
    drive = Driveway()
    drive.look(plate(GOLF))
    drive.look()
    drive.now += timedelta(hours=8)  # by a clock that was another one, perhaps
    drive.restart()

    assert drive.look().ended == []
    assert drive.tracker.is_in_doubt(CAMERA)
    drive.wait(10)
    assert drive.look().end_reasons == ["left"]


def test_what_only_a_webhook_told_before_a_start_becomes_no_arrival_by_a_look_after_it() -> None:
    drive = Driveway()
    heard = replace(drive.glance(plate(GOLF)), is_hearsay=True, proves=False)
    drive.tracker.hearsay = {CAMERA: timedelta(hours=12)}
    drive.tracker.see(heard)
    visit = drive.tracker.tell(heard.sightings[0], [heard], ArrivalReason.WEBHOOK)
    assert visit is not None
    drive.tracker.decide([visit.visit_id], is_over=True)
    drive.restart()
    drive.look(plate(STRANGER, box=ELSEWHERE))  # the first one proves nothing anyway

    assert drive.look(plate(GOLF)).begun == []


@given(json_values)
def test_anything_else_in_the_file_raises_what_is_promised(stored: object) -> None:
    with pytest.raises(PROMISED):
        restored_visits([stored])


@given(st.data())
def test_a_damaged_visit_raises_what_is_promised_or_is_one(data: st.DataObject) -> None:
    drive = Driveway()
    drive.look(plate(GOLF))
    stored = written_down(drive.visit)
    within: Any = stored
    for part in data.draw(st.sampled_from([(), ("best",), ("best", "look"), ("best",)]), "where"):
        within = within[part]
    key = data.draw(st.sampled_from(sorted(within)), "key")
    if data.draw(st.booleans(), "is missing"):
        del within[key]
    else:
        within[key] = data.draw(json_values, "instead")

    try:
        [restored] = restored_visits([stored])
    except PROMISED:
        return
    assert isinstance(restored, Visit)
