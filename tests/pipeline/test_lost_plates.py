"""Whose visit has lost its plate has been here all along: made known since, it doesn't arrive."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from custom_components.plate_recognizer.pipeline.acquaintance import Acquaintance
from custom_components.plate_recognizer.pipeline.match import Match
from custom_components.plate_recognizer.pipeline.rehearsal import rehearse
from custom_components.plate_recognizer.pipeline.sighting import Identity, Sighting
from custom_components.plate_recognizer.pipeline.traces import Traces

from .driveway import (
    CAMERA,
    ELSEWHERE,
    GOLF,
    IDENTITIES,
    OTHER_CAMERA,
    POLO,
    STRANGER,
    Driveway,
    Told,
    plate,
    unread,
    unsure,
)
from .test_masking import restart_masked

FRIEND = Identity("friend", "Friend", "resident", may_open=True)
MISREAD = GOLF.replace("B", "8")
LIKE_IT = STRANGER.replace("O", "Q")

type Step = Callable[[Driveway], object]


def delete(drive: Driveway) -> None:
    drive.tracker.forget(Traces(frozenset({STRANGER})))


def restart(drive: Driveway) -> None:
    drive.restart()
    drive.has_looked = {CAMERA, OTHER_CAMERA}


def mask(drive: Driveway) -> None:
    restart_masked(drive)
    drive.has_looked = {CAMERA, OTHER_CAMERA}


def delete_and_restart(drive: Driveway) -> None:
    delete(drive)
    restart(drive)


def delete_after_timeout(drive: Driveway) -> None:
    drive.expire()
    delete(drive)


def time_out_masked(drive: Driveway) -> None:
    mask(drive)
    drive.expire()


WAYS = (delete, mask, delete_and_restart, delete_after_timeout, time_out_masked)


def befriend(drive: Driveway) -> None:
    drive.change_vehicles(**drive.identities, **{STRANGER: FRIEND})


def at_the_other_camera(drive: Driveway, text: str = STRANGER) -> Told:
    return drive.look(plate(text), camera=OTHER_CAMERA)


def moved(drive: Driveway, text: str = STRANGER) -> Told:
    return drive.look(plate(text, box=ELSEWHERE))


@pytest.fixture(params=WAYS, ids=lambda way: way.__name__)
def drive(request: pytest.FixtureRequest) -> Driveway:
    """Where a stranger stands whose visit has lost its plate."""
    drive = Driveway()
    drive.look(plate(STRANGER))
    drive.wait(600)
    request.param(drive)
    return drive


@pytest.fixture
def deleted() -> Driveway:
    """The same, where that is of no matter."""
    drive = Driveway()
    drive.look(plate(STRANGER))
    drive.wait(600)
    delete(drive)
    return drive


@pytest.mark.parametrize("seen", [at_the_other_camera, moved], ids=lambda seen: seen.__name__)
@pytest.mark.parametrize("after", [None, restart], ids=["at once", "after a restart"])
def test_who_is_made_known_since_does_not_arrive(
    drive: Driveway, seen: Callable[[Driveway], Told], after: Step | None
) -> None:
    befriend(drive)
    if after is not None:
        after(drive)

    assert seen(drive).reasons == ["visit_open"]


@pytest.mark.parametrize("seen", [at_the_other_camera, moved], ids=lambda seen: seen.__name__)
def test_a_stranger_does_not_arrive_again(
    drive: Driveway, seen: Callable[[Driveway], Told]
) -> None:
    assert seen(drive).reasons == ["visit_open"]


@pytest.mark.parametrize("seen", [at_the_other_camera, moved], ids=lambda seen: seen.__name__)
@pytest.mark.parametrize("change", [None, befriend], ids=["no change", "another made known"])
@pytest.mark.parametrize("after", [None, restart], ids=["at once", "after a restart"])
def test_who_was_known_before_arrives(
    drive: Driveway,
    seen: Callable[[Driveway, str], Told],
    change: Step | None,
    after: Step | None,
) -> None:
    for step in (change, after):
        if step is not None:
            step(drive)

    assert seen(drive, GOLF).arrivals == [GOLF]


def test_who_was_known_before_arrives_even_if_it_was_misread_at_first(deleted: Driveway) -> None:
    assert deleted.look(unsure(MISREAD, box=ELSEWHERE)).reasons == ["not_sure"]
    deleted.wait(5)

    assert deleted.look(plate(GOLF, box=ELSEWHERE)).arrivals == [GOLF]


def test_who_has_got_the_plate_since_does_not_arrive(deleted: Driveway) -> None:
    deleted.change_vehicles(**{STRANGER: IDENTITIES[GOLF]}, **{POLO: IDENTITIES[POLO]})

    assert at_the_other_camera(deleted).reasons == ["visit_open"]
    deleted.wait(100)
    assert at_the_other_camera(deleted, POLO).arrivals == [POLO]


def test_who_has_been_changed_while_nobody_saw_how_does_not_arrive(deleted: Driveway) -> None:
    deleted.identities[STRANGER] = FRIEND
    restart(deleted)

    assert at_the_other_camera(deleted).reasons == ["visit_open"]
    assert at_the_other_camera(deleted, GOLF).reasons == ["visit_open"]


def test_that_ends_when_the_vehicle_leaves(drive: Driveway) -> None:
    befriend(drive)
    drive.leave()
    drive.wait(100)
    told = at_the_other_camera(drive)

    assert told.arrivals == [STRANGER]


def test_on_its_way_out_it_does_not_arrive_before_another_camera(deleted: Driveway) -> None:
    befriend(deleted)
    assert deleted.leave().end_reasons == ["left"]
    deleted.wait(10)

    assert at_the_other_camera(deleted).reasons == ["visit_open"]


def test_who_was_read_surely_only_when_its_old_spot_was_empty_has_moved(deleted: Driveway) -> None:
    befriend(deleted)
    deleted.look(unsure(STRANGER, box=ELSEWHERE))
    deleted.wait(15)

    told = deleted.look(plate(STRANGER, box=ELSEWHERE))

    assert told.end_reasons == ["left"]
    assert told.arrivals == []
    assert deleted.visit.arrival_reason == "visit_open"


def test_a_deletion_between_two_pictures_counts() -> None:
    drive = Driveway()
    drive.look(plate(STRANGER))
    drive.wait(600)
    assert drive.look(unread(), camera=OTHER_CAMERA).reasons == ["unread"]
    delete(drive)
    befriend(drive)
    drive.wait(5)

    assert at_the_other_camera(drive).arrivals == []
    assert drive.tracker.visits[-1].arrival_reason == "visit_open"


def test_who_is_made_known_between_two_pictures_does_not_arrive(deleted: Driveway) -> None:
    deleted.look(unsure(STRANGER), camera=OTHER_CAMERA)
    befriend(deleted)
    deleted.wait(5)

    assert at_the_other_camera(deleted).arrivals == []
    assert deleted.tracker.visits[-1].arrival_reason == "visit_open"


def test_read_surely_in_its_spot_it_has_its_plate_again(drive: Driveway) -> None:
    drive.look(plate(STRANGER))
    drive.wait(60)

    assert at_the_other_camera(drive).begun == []
    assert drive.look(plate(STRANGER), plate("ZZ11ZZZ", box=ELSEWHERE)).arrivals == ["ZZ11ZZZ"]


def test_read_unsurely_in_its_spot_it_is_still_nobody(drive: Driveway) -> None:
    drive.look(unsure("ZZ11ZZZ"))
    drive.wait(60)
    befriend(drive)

    assert at_the_other_camera(drive).reasons == ["visit_open"]


def test_seen_again_without_its_plate_after_its_timeout_it_is_still_nobody() -> None:
    drive = Driveway()
    drive.look(plate(STRANGER))
    delete_after_timeout(drive)
    drive.look(unread())
    assert drive.tracker.parked == ()
    befriend(drive)
    drive.wait(60)

    assert at_the_other_camera(drive).reasons == ["visit_open"]


def test_deleted_again_it_is_as_when_its_plate_was_lost(deleted: Driveway) -> None:
    befriend(deleted)
    deleted.tracker.forget(Traces(everything=True))

    assert at_the_other_camera(deleted).reasons == ["visit_open"]


def test_a_vehicle_that_was_never_read_keeps_nobody_out() -> None:
    drive = Driveway()
    drive.look(unread())
    drive.tracker.forget(Traces(everything=True))
    befriend(drive)
    drive.wait(100)

    assert at_the_other_camera(drive).arrivals == [STRANGER]


def test_at_another_place_it_arrives(deleted: Driveway) -> None:
    befriend(deleted)

    told = deleted.look(plate(STRANGER), camera=OTHER_CAMERA, place="Yard")

    assert told.arrivals == [STRANGER]


def test_who_was_only_heard_of_long_ago_keeps_nobody_out(deleted: Driveway) -> None:
    deleted.tracker.hearsay = {CAMERA: timedelta(minutes=10)}
    deleted.expire()
    befriend(deleted)

    assert at_the_other_camera(deleted).arrivals == [STRANGER]


def test_who_may_be_a_misreading_of_it_does_not_arrive_in_its_new_spot() -> None:
    drive = Driveway()
    drive.change_vehicles(**{LIKE_IT: IDENTITIES[GOLF]})
    drive.look(plate(STRANGER))
    delete(drive)
    befriend(drive)
    drive.wait(100)
    moved(drive)
    drive.wait(5)

    assert moved(drive, LIKE_IT).reasons == ["visit_open"]


def test_a_rehearsal_says_so(deleted: Driveway) -> None:
    befriend(deleted)
    [sighting] = deleted.glance(plate(STRANGER), camera=OTHER_CAMERA).sightings

    played = rehearse(deleted.tracker, sighting, OTHER_CAMERA, None, knows_strangers=True)

    assert played.arrival_reason == "visit_open"


# Who was known when.


def sighting_of(vehicle_id: str, match: Match = Match.EXACT) -> Sighting:
    [sighting] = Driveway().glance(plate(GOLF)).sightings
    return replace(sighting, known=replace(FRIEND, vehicle_id=vehicle_id), match=match)


def test_a_plate_that_is_only_nearly_right_was_known_as_long_as_nothing_has_changed() -> None:
    first = Acquaintance().after({"golf": 1})
    later = first.after({"golf": 1, "polo": 2})
    nearly = sighting_of("golf", Match.LOOKALIKE)

    assert first.knew(nearly, 1)
    assert not later.knew(nearly, 1)
    assert later.knew(nearly, 2)
    assert later.knew(sighting_of("golf"), 1)


def test_only_who_is_known_for_less_long_is_written_down() -> None:
    known = Acquaintance().after({"golf": 1, "polo": 2}).after({"golf": 1, "polo": 3})

    assert known.stored(1)["changed"] == {"polo": 2}
    assert known.stored(2)["changed"] == {}


def test_who_is_removed_and_added_again_is_new() -> None:
    known = Acquaintance().after({"golf": 1}).after({}).after({"golf": 1})

    assert not known.knew(sighting_of("golf"), 1)


@pytest.mark.parametrize(
    "stored",
    [
        None,
        [],
        {},
        {"edition": 1, "digest": None, "changed": {}},
        {"edition": 1, "digest": 1, "changed": {"golf": "1"}},
        {"edition": 0, "digest": 1, "changed": {}},
    ],
)
def test_where_nobody_can_read_who_was_known_nobody_was(deleted: Driveway, stored: object) -> None:
    known = Acquaintance.restored(stored, deleted.tracker.visits).after({"golf": 1})

    assert deleted.visit.plate_lost_in == 1
    assert not known.knew(sighting_of("golf"), 1)
