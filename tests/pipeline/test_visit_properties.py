"""What holds of visits whatever the cameras show, and in whatever order."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from hypothesis import given, settings, strategies as st

from custom_components.plate_recognizer.api.models import Box, Detection
from custom_components.plate_recognizer.pipeline.plate_text import normal_form
from custom_components.plate_recognizer.pipeline.tracking import Tracker
from custom_components.plate_recognizer.pipeline.visit import Visit

from .driveway import (
    A_LITTLE_NEARER,
    CAMERA,
    ELSEWHERE,
    GOLF,
    NEAR,
    OTHER_CAMERA,
    POLO,
    STAND,
    STRANGER,
    Driveway,
    Told,
    around,
    plate,
    unread,
    unsure,
    vehicle_at,
)

MISREAD = GOLF.replace("B", "8")
FAR_OFF = Box(2000, 300, 2060, 320)
BOXES = (STAND, A_LITTLE_NEARER, NEAR, ELSEWHERE, FAR_OFF)

BOTH = [CAMERA, OTHER_CAMERA]
cameras = st.sampled_from(BOTH)
waits = st.sampled_from([1, 5, 10, 11, 45, 60, 61, 600, 4000, 50_000])


@dataclass
class Diary:
    """What was told of each visit."""

    begun: list[Visit] = field(default_factory=list)
    ended: list[Visit] = field(default_factory=list)

    def add(self, told: Told) -> None:
        self.begun += told.begun
        self.ended += told.ended


# Of a vehicle that stands still, and of what else may be on the picture.

_in_spot: list[tuple[Detection, ...]] = [
    (plate(GOLF),),
    (unsure(GOLF),),
    (plate(GOLF, box=A_LITTLE_NEARER),),
    (unsure(MISREAD),),
    (plate(MISREAD),),
    (unread(),),
    (vehicle_at(), plate(GOLF)),
    (vehicle_at(),),
    (plate(GOLF, vehicle=around(STAND)),),
    (plate(MISREAD, vehicle=around(STAND)),),
    (unread(A_LITTLE_NEARER),),
]
_before_it: list[tuple[Detection, ...]] = [
    (plate(STRANGER),),
    (plate(POLO, box=A_LITTLE_NEARER),),
    (plate(POLO, vehicle=around(STAND)),),
    (vehicle_at(),),
    (unsure(STRANGER),),
]
_beside_it: list[tuple[Detection, ...]] = [
    (),
    (plate(STRANGER, box=ELSEWHERE),),
    (plate(POLO, box=ELSEWHERE),),
    (unread(ELSEWHERE),),
    (plate("AB12CDF", box=ELSEWHERE),),
    (plate(STRANGER, box=ELSEWHERE), plate(POLO, box=FAR_OFF)),
]


def pictures_of_it(shown: list[tuple[Detection, ...]]) -> st.SearchStrategy[list[Detection]]:
    """Return pictures of a vehicle that stands still, with whatever else there may be."""
    pairs = st.tuples(st.sampled_from(shown), st.sampled_from(_beside_it))
    return pairs.map(lambda parts: [*parts[0], *parts[1]])


@given(st.data())
@settings(max_examples=300)
def test_who_stays_in_its_spot_never_arrives_again(data: st.DataObject) -> None:
    drive, diary = Driveway(), Diary()
    drive.look(plate(GOLF))
    pictures = pictures_of_it(_in_spot + _before_it)
    stands_still(data, drive, diary, pictures, data.draw(st.sampled_from([[CAMERA], BOTH])))

    assert GOLF not in [visit.plate for visit in diary.begun if visit.is_arrival]


@given(st.data())
@settings(max_examples=400)
def test_who_stands_there_at_the_first_look_and_is_never_hidden_never_arrives(
    data: st.DataObject,
) -> None:
    drive, diary = Driveway(), Diary()
    drive.has_looked = set()
    pictures = pictures_of_it(_in_spot)
    diary.add(drive.burst(data.draw(st.lists(pictures, min_size=1, max_size=3), "first")))
    stands_still(data, drive, diary, pictures, [CAMERA])

    assert GOLF not in [visit.plate for visit in diary.begun if visit.is_arrival]


def stands_still(
    data: st.DataObject,
    drive: Driveway,
    diary: Diary,
    pictures: st.SearchStrategy[list[Detection]],
    looking: list[str],
) -> None:
    """Let anything happen to a vehicle but that it moves."""
    for _ in range(data.draw(st.integers(1, 7), "steps")):
        drive.wait(data.draw(waits, "wait"))
        match data.draw(st.sampled_from(["look", "look", "look", "expire", "restart"]), "step"):
            case "look":
                burst = data.draw(st.lists(pictures, min_size=1, max_size=3), "frames")
                camera = data.draw(st.sampled_from(looking), "camera")
                spacing = data.draw(st.sampled_from([1, 10]), "spacing")
                diary.add(drive.burst(burst, camera=camera, spacing=spacing))
            case "expire":
                drive.expire(data.draw(st.sampled_from([0.1, 12]), "hours"))
            case "restart":
                drive.restart()


detections = st.one_of(
    st.builds(
        plate,
        st.sampled_from([GOLF, MISREAD, POLO, STRANGER]),
        st.sampled_from([0.75, 0.95]),
        st.sampled_from(BOXES),
        vehicle=st.sampled_from([None, around(STAND), around(ELSEWHERE)]),
    ),
    st.builds(unread, st.sampled_from(BOXES)),
    st.builds(vehicle_at, st.sampled_from(BOXES)),
    st.builds(plate, st.sampled_from([GOLF, POLO]), st.just(0.95), st.none()),
)
frames = st.lists(detections, max_size=3)


def lived(data: st.DataObject, check: Callable[[Driveway], None]) -> tuple[Driveway, Diary]:
    """Let anything happen before two cameras of one place."""
    drive, diary = Driveway(), Diary()
    for _ in range(data.draw(st.integers(1, 7), "steps")):
        drive.wait(data.draw(waits, "wait"))
        match data.draw(st.sampled_from(["look", "look", "expire", "restart", "rename"]), "step"):
            case "look":
                burst = data.draw(st.lists(frames, min_size=1, max_size=3), "frames")
                spacing = data.draw(st.sampled_from([1, 10]), "spacing")
                camera = data.draw(cameras, "camera")
                diary.add(drive.burst(burst, camera=camera, spacing=spacing))
            case "expire":
                diary.ended += drive.expire(data.draw(st.sampled_from([0.1, 12]), "hours"))
            case "restart":
                drive.restart()
            case "rename":
                known = Driveway().identities
                if data.draw(st.booleans(), "known"):
                    known.pop(GOLF)
                drive.change_vehicles(**known)
        check(drive)
    return drive, diary


@given(st.data())
@settings(max_examples=300)
def test_no_vehicle_is_at_one_place_twice(data: st.DataObject) -> None:
    def check(drive: Driveway) -> None:
        plates = Counter(visit.plate for visit in drive.tracker.visits if visit.plate)
        assert plates.total() == len(plates), "each plate is here once"
        vehicles = Counter(each.vehicle_id for each in drive.tracker.visits if each.vehicle_id)
        assert vehicles.total() == len(vehicles), "each known vehicle is here once"

    lived(data, check)


@given(st.data())
@settings(max_examples=300)
def test_each_visit_begins_arrives_and_ends_once_at_most(data: st.DataObject) -> None:
    drive, diary = lived(data, lambda _: None)

    arrivals = Counter(visit.visit_id for visit in diary.begun if visit.is_arrival)
    begun = Counter(visit.visit_id for visit in diary.begun if not visit.is_arrival)
    ended = Counter(visit.visit_id for visit in diary.ended)
    for told in (arrivals, ended):
        assert told.total() == len(told)
    here = {visit.visit_id for visit in drive.tracker.visits}
    parked = {visit.visit_id for visit in drive.tracker.parked}
    assert not here & ended.keys(), "who has left isn't here"
    assert not here & parked
    assert parked <= ended.keys(), "nobody's spot is kept whose visit goes on"
    assert ended.keys() <= arrivals.keys() | begun.keys(), "nobody leaves who wasn't told of"
    assert here <= arrivals.keys() | begun.keys()


@given(st.data())
@settings(max_examples=150)
def test_what_is_told_of_a_visit_is_true_of_it(data: st.DataObject) -> None:
    _, diary = lived(data, lambda _: None)

    for visit in (*diary.begun, *diary.ended):
        assert visit.is_decided
        if visit.is_arrival:
            assert visit.sure
            assert visit.plate is not None
            assert visit.objection is None
            assert visit.motion != "receding"
        assert visit.reads >= 1
    for visit in diary.ended:
        assert visit.ended_at is not None
        assert visit.ended_at >= visit.started_at
    for visit in diary.begun:
        assert visit.ended_at is None


@given(st.data())
@settings(max_examples=100)
def test_the_order_of_visits_says_nothing(data: st.DataObject) -> None:
    """Whoever is read is told of alike in whatever order the visits were stored."""
    drive, _ = lived(data, lambda _: None)
    now = drive.glance(plate(GOLF), plate(POLO, box=ELSEWHERE))

    outcomes = []
    for reverse in (False, True):
        visits, parked = drive.tracker.visits, drive.tracker.parked
        if reverse:
            visits, parked = visits[::-1], parked[::-1]
        tracker = Tracker(lambda: "new", visits, parked)
        tracker.see(now)
        for sighting in now.sightings:
            tracker.tell(sighting, [now], None)
        told = tracker.decide(CAMERA, is_over=True)
        outcomes.append(sorted((str(visit.plate), str(visit.arrival_reason)) for visit in told))

    assert outcomes[0] == outcomes[1]


@given(st.data())
@settings(max_examples=100)
def test_whoever_is_read_and_seen_now_is_here(data: st.DataObject) -> None:
    drive, _ = lived(data, lambda _: None)

    drive.look(plate(STRANGER))

    assert normal_form(STRANGER) in drive.visits
