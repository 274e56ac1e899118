"""A picture that somebody gives proves nothing of now, whatever it shows and whoever is here."""

from hypothesis import given, settings, strategies as st

from custom_components.plate_recognizer.api.models import Detection
from custom_components.plate_recognizer.pipeline.given import take_in_given
from custom_components.plate_recognizer.pipeline.visit import Visit

from .driveway import (
    A_LITTLE_NEARER,
    CAMERA,
    ELSEWHERE,
    GOLF,
    OTHER_CAMERA,
    POLO,
    STAND,
    STRANGER,
    Driveway,
    plate,
    unread,
)

cameras = st.sampled_from([CAMERA, OTHER_CAMERA])
waits = st.sampled_from([1, 11, 61, 600, 50_000])
anything = st.lists(
    st.builds(
        plate,
        st.sampled_from([GOLF, GOLF.replace("B", "8"), POLO, STRANGER]),
        st.sampled_from([0.4, 0.75, 0.95]),
        st.sampled_from([STAND, A_LITTLE_NEARER, ELSEWHERE, None]),
    ),
    max_size=2,
)
it_in_its_spot = st.sampled_from([plate(GOLF), plate(GOLF, box=A_LITTLE_NEARER), unread()])


def give(drive: Driveway, detections: list[Detection], camera: str = CAMERA) -> list[Visit]:
    """Take in a picture that shows this, and return the visits that begin."""
    sightings = drive.glance(*detections, camera=camera).sightings
    told, begun = take_in_given(drive.tracker, sightings, camera, lambda look: look.taken_at)
    assert [each.sighting_id for each in told] == [each.sighting_id for each in sightings]
    return list(begun)


def test_whoever_has_no_visit_begins_one_that_is_no_arrival() -> None:
    drive = Driveway()

    begun = give(drive, [plate(GOLF), plate(STRANGER, box=ELSEWHERE)])

    assert [visit.arrival_reason for visit in begun] == ["old_picture"] * 2
    assert drive.visits == [GOLF, STRANGER]


def test_what_was_never_read_begins_none() -> None:
    drive = Driveway()

    assert give(drive, [unread()]) == []
    assert drive.visits == []


def test_whoever_timed_out_at_another_place_begins_one_here() -> None:
    drive = Driveway()
    drive.look(plate(GOLF), camera=OTHER_CAMERA, place="Yard")
    drive.expire()

    give(drive, [plate(GOLF)])

    assert drive.visits == [GOLF]


def test_whoever_begins_so_leaves_when_the_camera_finds_its_spot_empty() -> None:
    drive = Driveway()
    give(drive, [plate(GOLF)])

    told = drive.leave()
    drive.wait(600)

    assert told.end_reasons == ["left"]
    assert drive.look(plate(GOLF)).arrivals == [GOLF]


@given(st.data())
@settings(max_examples=200)
def test_those_who_are_here_or_timed_out_stay_as_they_are_and_nobody_arrives(
    data: st.DataObject,
) -> None:
    drive = Driveway()
    for _ in range(data.draw(st.integers(0, 3), "looks")):
        drive.look(*data.draw(anything, "seen"), camera=data.draw(cameras, "by"))
        drive.wait(data.draw(waits, "wait"))
        drive.expire(data.draw(st.sampled_from([0.1, 12]), "hours"))
    visits, parked = drive.tracker.visits, drive.tracker.parked

    begun = give(drive, data.draw(anything, "given"), data.draw(cameras, "camera"))

    assert drive.tracker.visits[: len(visits)] == visits
    assert drive.tracker.parked == parked
    assert drive.tracker.visits[len(visits) :] == tuple(begun)
    assert not [visit for visit in begun if visit.is_arrival]


@given(st.data())
@settings(max_examples=300)
def test_who_stays_in_its_spot_arrives_by_no_given_picture_and_by_no_look_after_it(
    data: st.DataObject,
) -> None:
    drive = Driveway()
    drive.look(plate(GOLF))
    begun: list[Visit] = []
    for _ in range(data.draw(st.integers(1, 6), "steps")):
        drive.wait(data.draw(waits, "wait"))
        match data.draw(st.sampled_from(["give", "give", "look", "expire", "restart"]), "step"):
            case "give":
                begun += give(drive, data.draw(anything, "given"), data.draw(cameras, "camera"))
            case "look":
                begun += drive.look(data.draw(it_in_its_spot, "seen")).begun
            case "expire":
                drive.expire()
            case "restart":
                drive.restart()

    assert GOLF not in [visit.plate for visit in begun if visit.is_arrival]
