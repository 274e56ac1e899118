"""What the pictures of a burst say together: each vehicle once, and who agrees on its plate."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import count

from hypothesis import given, strategies as st
import pytest

from custom_components.plate_recognizer.api.models import (
    Box,
    Candidate,
    Detection,
    PlateReading,
    VehicleReading,
)
from custom_components.plate_recognizer.pipeline.consensus import Consensus
from custom_components.plate_recognizer.pipeline.sighting import (
    Identity,
    Look,
    Sighting,
    Source,
    Status,
    Thresholds,
    sightings_of,
)

LEFT = Box(100, 400, 220, 440)
RIGHT = Box(900, 400, 1020, 440)
A_LITTLE_FURTHER = Box(120, 405, 240, 445)
IDS = count()

type Frame = tuple[Sighting, ...]


def frame(*detections: Detection) -> Frame:
    """Return the sightings of one picture."""
    look = Look("account", "Drive", "Drive", None, "device", Source.TRIGGER, datetime.now(UTC))
    return sightings_of(detections, look, Thresholds(), lambda: str(next(IDS)))


def plate(text: str, score: float = 0.8, box: Box = LEFT, **others: float) -> Detection:
    """Return a detection; `others` are candidates with their scores."""
    candidates = {text: score, **others}
    listed = tuple(Candidate(each, its) for each, its in candidates.items())
    return Detection(PlateReading(text, score, 0.9, box, listed))


def unread(box: Box = LEFT) -> Detection:
    """Return a vehicle whose plate could not be read."""
    return Detection(None, VehicleReading("Sedan", 0.8, box))


def burst(*frames: Frame) -> Consensus:
    """Return what a burst of different pictures has found out."""
    consensus = Consensus()
    for number, sightings in enumerate(frames):
        consensus.add(str(number), sightings)
    return consensus


def told(consensus: Consensus) -> list[tuple[str | None, int, bool]]:
    return [(each.plate, each.reads, each.sure) for each in consensus.take_rest()]


def test_a_plate_read_surely_once_is_settled() -> None:
    consensus = burst(frame(plate("ab12cde", 0.95)))

    assert consensus.is_settled
    assert told(consensus) == [("AB12CDE", 1, True)]


def test_a_plate_that_two_pictures_agree_on_is_settled_however_unsure_each_is() -> None:
    consensus = burst(frame(plate("ab12cde", 0.75)))
    settled = [consensus.is_settled]

    consensus.add("another", frame(plate("ab12cde", 0.72, A_LITTLE_FURTHER)))

    assert [*settled, consensus.is_settled] == [False, True]
    assert told(consensus) == [("AB12CDE", 2, True)]


def test_the_same_picture_proves_nothing_twice() -> None:
    consensus = Consensus()
    consensus.add("same", frame(plate("ab12cde")))
    consensus.add("same", frame(plate("ab12cde")))

    assert consensus.has_seen("same")
    assert not consensus.has_seen("another")
    assert told(consensus) == [("AB12CDE", 1, False)]


def test_a_picture_from_before_the_burst_is_old() -> None:
    consensus = Consensus(stale=["yesterday"])

    assert consensus.has_seen("yesterday")
    consensus.add("yesterday", frame(plate("ab12cde")))
    assert told(consensus) == []


def test_a_vehicle_without_a_plate_keeps_nobody_waiting_beside_one_with_a_plate() -> None:
    assert burst(frame(plate("ab12cde", 0.95), unread(RIGHT))).is_settled
    assert not burst(frame(plate("ab12cde", 0.75), unread(RIGHT))).is_settled
    assert not burst(frame(plate("ab12cde", 0.95), plate("xy98zzz", 0.5, RIGHT))).is_settled
    assert not burst(frame(unread(RIGHT))).is_settled, "its plate may still come into sight"


def test_nothing_seen_is_nothing_settled() -> None:
    consensus = burst(frame(), frame())

    assert not consensus.is_settled
    assert told(consensus) == []


def test_the_same_plate_is_the_same_vehicle_however_far_it_has_driven() -> None:
    assert told(burst(frame(plate("ab12cde")), frame(plate("ab12cde", box=RIGHT)))) == [
        ("AB12CDE", 2, True)
    ]


def test_two_vehicles_of_one_picture_stay_two() -> None:
    both = frame(plate("ab12cde"), plate("xy98zzz", box=RIGHT))

    assert told(burst(both, both)) == [("AB12CDE", 2, True), ("XY98ZZZ", 2, True)]


def test_two_vehicles_with_plates_that_follow_each_other_stay_two() -> None:
    both = frame(plate("ab12cdf", box=RIGHT), plate("ab12cde"))

    assert sorted(told(burst(both, both))) == [("AB12CDE", 2, True), ("AB12CDF", 2, True)]


def test_a_vehicle_that_takes_anothers_place_is_not_taken_for_it() -> None:
    consensus = burst(frame(plate("ab12cde", 0.95)), frame(plate("xy98zzz", 0.95)))

    assert told(consensus) == [("AB12CDE", 1, True), ("XY98ZZZ", 1, True)]


def test_a_reading_that_is_off_by_one_character_in_the_same_spot_is_outvoted() -> None:
    consensus = burst(
        frame(plate("ab12cd8", 0.75)),
        frame(plate("ab12cde", 0.8, A_LITTLE_FURTHER)),
        frame(plate("ab12cde", 0.78)),
    )

    assert told(consensus) == [("AB12CDE", 2, True)]


def test_a_reading_that_is_off_by_one_character_elsewhere_is_another_vehicle() -> None:
    consensus = burst(frame(plate("ab12cd8")), frame(plate("ab12cde", box=RIGHT)))

    assert len(told(consensus)) == 2


def test_candidates_of_all_pictures_have_a_vote() -> None:
    consensus = burst(
        frame(plate("ab12cd8", 0.80, ab12cde=0.78)),
        frame(plate("ab12cde", 0.76, ab12cd6=0.40)),
    )

    assert told(consensus) == [("AB12CDE", 1, False)]


def test_no_plate_is_put_together_that_no_picture_has_read() -> None:
    consensus = burst(
        frame(plate("ab12xde", 0.8, ab12cde=0.79)), frame(plate("a812cde", 0.8, ab12cde=0.79))
    )

    [(plate_text, reads, sure)] = told(consensus)
    assert plate_text in {"AB12XDE", "A812CDE"}
    assert (reads, sure) == (1, False)


def test_a_vehicle_that_becomes_readable_is_one_vehicle() -> None:
    consensus = burst(frame(unread()), frame(plate("ab12cde", 0.95), unread(RIGHT)))

    assert [plate for plate, _, _ in told(consensus)] == ["AB12CDE", None, None]


def test_an_unread_vehicle_in_the_same_spot_is_the_same_one() -> None:
    assert told(burst(frame(unread()), frame(unread(A_LITTLE_FURTHER)))) == [(None, 1, False)]


def test_a_plate_that_is_unreadable_for_a_moment_does_not_become_two() -> None:
    too_unsure = plate("ab1zcde", 0.4)

    consensus = burst(
        frame(plate("ab12cde")), frame(too_unsure), frame(plate("ab12cde", box=A_LITTLE_FURTHER))
    )

    assert told(consensus) == [("AB12CDE", 2, True)]


def test_who_is_sure_is_told_at_once_and_only_once() -> None:
    consensus = burst(frame(plate("ab12cde", 0.95), plate("xy98zzz", 0.75, RIGHT)))
    assert [each.plate for each in consensus.take_sure()] == ["AB12CDE"]
    assert consensus.take_sure() == ()
    settled = [consensus.is_settled]

    consensus.add("2", frame(plate("ab12cde", 0.95), plate("xy98zzz", 0.75, RIGHT)))

    assert [each.plate for each in consensus.take_sure()] == ["XY98ZZZ"]
    assert consensus.take_rest() == ()
    assert [*settled, consensus.is_settled] == [False, True]


def test_what_is_told_is_the_best_of_the_readings_that_agree() -> None:
    consensus = burst(frame(plate("ab12cde", 0.75)), frame(plate("ab12cde", 0.85)))

    [sighting] = consensus.take_rest()
    assert sighting.score == 0.85


def test_the_rest_comes_with_the_read_ones_first() -> None:
    consensus = burst(frame(unread(RIGHT)), frame(plate("ab12cde", 0.75), unread(RIGHT)))

    assert [each.plate for each in consensus.take_rest()] == ["AB12CDE", None]


def test_a_vehicle_that_drives_on_and_becomes_readable_is_one_vehicle() -> None:
    consensus = burst(frame(unread(RIGHT)), frame(plate("ab12cde", 0.95)))

    assert consensus.is_settled
    assert told(consensus) == [("AB12CDE", 1, True)]


def test_two_sure_plates_that_differ_by_one_character_are_two_vehicles() -> None:
    consensus = burst(frame(plate("ab12cde", 0.95)), frame(plate("ab12cdf", 0.95)))

    assert told(consensus) == [("AB12CDE", 1, True), ("AB12CDF", 1, True)]


def test_a_candidate_that_is_hardly_thought_possible_joins_nobody() -> None:
    consensus = burst(
        frame(plate("ab12cde", 0.8, zz99zzz=0.01)), frame(plate("qq12xyz", 0.8, zz99zzz=0.01))
    )

    assert len(told(consensus)) == 2


def test_a_plate_that_lost_its_first_character_for_once_is_the_same() -> None:
    consensus = burst(
        frame(plate("b12cde", 0.75)), frame(plate("ab12cde")), frame(plate("ab12cde"))
    )

    assert consensus.is_settled
    assert told(consensus) == [("AB12CDE", 2, True)]


def test_a_likeness_takes_no_vehicle_from_its_own_plate() -> None:
    consensus = burst(
        frame(plate("ab12cde", 0.8)),
        frame(plate("ab12cdf", 0.85), plate("ab12cde", 0.8, RIGHT)),
    )

    assert ("AB12CDE", 2, True) in told(consensus)


def test_a_plate_that_is_found_twice_in_a_picture_is_one_vehicle() -> None:
    consensus = burst(frame(plate("ab12cde", 0.95), plate("ab12cde", 0.8, A_LITTLE_FURTHER)))

    assert consensus.is_settled
    assert told(consensus) == [("AB12CDE", 1, True)]


def test_what_was_told_needs_no_more_pictures() -> None:
    consensus = burst(frame(plate("ab12cd8", 0.92, ab12cde=0.9)))
    consensus.take_sure()

    consensus.add("2", frame(plate("ab12cde", 0.88)))

    assert consensus.is_settled
    assert consensus.take_rest() == ()


def test_who_has_only_passed_by_keeps_nobody_waiting() -> None:
    consensus = burst(frame(plate("ab12cde", 0.75), unread(RIGHT)), frame(plate("ab12cde", 0.76)))

    assert consensus.is_settled
    assert told(consensus) == [("AB12CDE", 2, True), (None, 1, False)]


texts = st.text("AB1289", min_size=3, max_size=5)
boxes = st.sampled_from([LEFT, A_LITTLE_FURTHER, RIGHT])
detections = st.one_of(st.builds(plate, texts, st.floats(0, 1), boxes), st.builds(unread, boxes))
frames = st.lists(st.lists(detections, max_size=3), max_size=5)


@given(frames)
def test_whatever_is_seen_what_is_told_was_read_and_counted(
    seen: list[list[Detection]],
) -> None:
    shown = [frame(*each) for each in seen]
    consensus = burst(*shown)

    told_of = (*consensus.take_sure(), *consensus.take_rest())

    assert consensus.take_rest() == ()
    for sighting in told_of:
        agreeing = [other for each in shown for other in each if other.plate == sighting.plate]
        assert sighting.reads <= max(len(agreeing), 1)
        if sighting.plate is None:
            assert not sighting.sure
        elif sighting.sure:
            assert sighting.reads >= 2 or any(other.sure for other in agreeing)
    plates = [{other.plate or other.sighting_id for other in each} for each in shown]
    assert len(told_of) >= max(map(len, plates), default=0), "no vehicle of a picture is lost"


@given(frames)
def test_a_burst_of_one_picture_says_what_the_picture_says(seen: list[list[Detection]]) -> None:
    for each in seen:
        sightings = frame(*each)

        told_of = burst(sightings).take_rest()

        assert {one.sighting_id for one in told_of} <= {one.sighting_id for one in sightings}
        assert {one.plate for one in told_of} == {one.plate for one in sightings}


@pytest.mark.parametrize("pictures", [1, 2, 5])
def test_reads_are_the_pictures_that_agree(pictures: int) -> None:
    consensus = burst(*(frame(plate("ab12cde")) for _ in range(pictures)))

    assert told(consensus) == [("AB12CDE", pictures, pictures >= 2)]


def judged(text: str, score: float, status: Status, vehicle_id: str | None = None) -> Frame:
    """Return a picture's sighting with the verdict on it."""
    known = vehicle_id and Identity(vehicle_id, vehicle_id, "resident", may_open=True)
    [sighting] = frame(plate(text, score))
    return (replace(sighting, status=status, known=known or None),)


def test_pictures_that_agree_on_a_plate_and_not_on_whose_it_is_make_nobody_sure() -> None:
    consensus = burst(
        judged("a812cde", 0.8, Status.KNOWN, "golf"), judged("a812cde", 0.78, Status.STRANGER)
    )

    assert told(consensus) == [("A812CDE", 1, False)]


@pytest.mark.parametrize("other", [Status.STRANGER, Status.KNOWN])
def test_one_picture_that_shows_a_blocked_vehicle_is_enough_to_say_so(other: Status) -> None:
    consensus = burst(
        judged("xq12cde", 0.75, Status.BLOCKED, "banned"), judged("xq12cde", 0.78, other)
    )

    [sighting] = consensus.take_rest()

    assert sighting.status is Status.BLOCKED
    assert (sighting.reads, sighting.sure) == (1, False)


def test_a_picture_of_another_text_makes_none_sure() -> None:
    unsure = frame(plate("ab12cde", 0.8))
    [misread] = frame(plate("ab12cdf", 0.7))
    # Sure, as a camera may be set: of a text that the others outvote.
    consensus = burst(unsure, (replace(misread, sure=True),))
    consensus_of_text = {each.plate: each.sure for each in consensus.take_rest()}

    assert consensus_of_text == {"AB12CDE": False}
