"""Matching: which vehicle a plate is nearest to, how near, and when that can't be said."""

from dataclasses import replace
import random
import re

from hypothesis import assume, given, strategies as st
import pytest

from custom_components.plate_recognizer.api.models import Candidate, PlateReading
from custom_components.plate_recognizer.pipeline.known_plates import (
    KnownPlate,
    NoPlateError,
    PlateIndex,
)
from custom_components.plate_recognizer.pipeline.match import Match
from custom_components.plate_recognizer.pipeline.matching import (
    CLEARLY_NEARER,
    ENOUGH_SCORE,
    ENOUGH_SHARE,
    OTHER_COUNTRY_RATE,
    UNSURE_CANDIDATE,
    PlateMatch,
    match_plate,
)
from custom_components.plate_recognizer.pipeline.misreading import (
    EXTRA_EDGE_RATE,
    LEAST_LIKELIHOOD,
    MISSING_EDGE_RATE,
    NEAR_SHAPE_RATE,
    SAME_SHAPE_RATE,
    ErrorKind,
)
from custom_components.plate_recognizer.pipeline.plate_text import normal_form

from .plates import (
    PLAIN,
    alike_plates,
    in_one_class,
    known_plates,
    plates,
    readable_scores,
    reading,
    readings,
)

NOTHING = PlateMatch()


def known(written: str, vehicle_id: str = "car", region: str | None = None) -> KnownPlate:
    return KnownPlate.of(written, vehicle_id, region)


def blocked(written: str, vehicle_id: str = "foe") -> KnownPlate:
    return KnownPlate.of(written, vehicle_id, is_blocked=True)


def matched(read: PlateReading | str, *vehicles: KnownPlate) -> PlateMatch:
    return match_plate(reading(read) if isinstance(read, str) else read, PlateIndex(vehicles))


def nearest_of(match: PlateMatch) -> str | None:
    return match.nearest.known.vehicle_id if match.nearest else None


def between(match: PlateMatch) -> list[str]:
    return [each.known.vehicle_id for each in match.equally_near]


class TestGrades:
    """What each grade asks for."""

    def test_the_nearer_grade_is_at_least_the_farther_one(self) -> None:
        assert [grade.is_at_least(Match.CANDIDATE) for grade in Match] == [True, True, False, False]

    def test_a_plate_that_was_read_is_exact_however_it_was_written(self) -> None:
        match = matched("ab 12-cde", known("AB12 CDE"))

        assert match.grade is Match.EXACT
        assert match.nearest is not None
        assert match.nearest.known.written == "AB12 CDE"
        assert match.nearest.likelihood == 1
        assert match.nearest.errors == ()
        assert match.nearest.candidate is None

    def test_a_plate_with_marks_is_exact_if_it_was_read_without(self) -> None:
        match = matched("MUO1234", known("MÜ-O 1234"))

        assert match.grade is Match.EXACT
        assert match.nearest is not None
        assert [error.kind for error in match.nearest.errors] == [ErrorKind.MARK_LOST]

    def test_a_plate_without_marks_is_a_mere_lookalike_if_marks_were_read(self) -> None:
        assert matched("BÖAB12", known("BO-AB 12")).grade is Match.LOOKALIKE

    def test_a_confused_character_makes_a_lookalike_and_is_told(self) -> None:
        match = matched("A812CDE", known("AB12CDE"))

        assert match.grade is Match.LOOKALIKE
        assert match.nearest is not None
        assert match.nearest.likelihood == NEAR_SHAPE_RATE
        [error] = match.nearest.errors
        assert (error.kind, error.position, error.known, error.read) == ("confused", 1, "B", "8")

    @pytest.mark.parametrize(
        ("read", "likelihood"),
        [
            ("B12CDE", MISSING_EDGE_RATE),
            ("AB12CD", MISSING_EDGE_RATE),
            ("XAB12CDE", EXTRA_EDGE_RATE),
            ("AB12CDEX", EXTRA_EDGE_RATE),
        ],
    )
    def test_a_character_missing_or_extra_at_an_edge_makes_a_lookalike(
        self, read: str, likelihood: float
    ) -> None:
        match = matched(read, known("AB12CDE"))

        assert match.grade is Match.LOOKALIKE
        assert match.nearest is not None
        assert match.nearest.likelihood == likelihood

    @pytest.mark.parametrize("read", ["AX12CDE", "AB1CDE", "", "- -", "12CDE", "A812CDEE"])
    def test_anything_else_is_no_match(self, read: str) -> None:
        assert matched(read, known("AB12CDE")) == NOTHING
        assert NOTHING.grade is Match.NONE

    def test_without_known_vehicles_there_is_no_match(self) -> None:
        assert matched("AB12CDE") == NOTHING


class TestCandidates:
    """How much candidate score is enough."""

    @pytest.mark.parametrize(
        ("score", "text_score", "grade", "likelihood"),
        [
            (0.9, 0.9, Match.CANDIDATE, 1),
            (0.95, 0.9, Match.CANDIDATE, 1),
            (ENOUGH_SCORE, 0.75, Match.CANDIDATE, ENOUGH_SCORE / 0.75),
            (0.75, 0.75 / ENOUGH_SHARE, Match.CANDIDATE, ENOUGH_SHARE),
            (0.69, 0.7, Match.LOOKALIKE, UNSURE_CANDIDATE),
            (0.74, 0.95, Match.LOOKALIKE, UNSURE_CANDIDATE),
            (0.01, 1, Match.LOOKALIKE, 0.01),
            (None, 0.9, Match.LOOKALIKE, UNSURE_CANDIDATE),
            (0.9, 0, Match.LOOKALIKE, UNSURE_CANDIDATE),
            (LEAST_LIKELIHOOD, 1, Match.LOOKALIKE, LEAST_LIKELIHOOD),
        ],
    )
    def test_it_has_to_be_readable_and_near_the_texts_own(
        self, score: float | None, text_score: float, grade: Match, likelihood: float
    ) -> None:
        match = matched(reading("XYZ123", text_score, (("AB12CDE", score),)), known("AB12CDE"))

        assert match.grade is grade
        assert match.nearest is not None
        assert match.nearest.likelihood == pytest.approx(likelihood)
        assert match.nearest.candidate == Candidate("ab12cde", score)

    @pytest.mark.parametrize("score", [0, LEAST_LIKELIHOOD / 2])
    def test_one_that_the_engine_ruled_out_is_none(self, score: float) -> None:
        assert matched(reading("XYZ123", 1, (("AB12CDE", score),)), known("AB12CDE")) == NOTHING

    def test_where_the_text_has_no_score_that_of_its_candidate_serves(self) -> None:
        read = reading("XYZ123", None, (("XYZ123", 0.9), ("AB12CDE", 0.8)))

        assert matched(read, known("AB12CDE")).grade is Match.CANDIDATE

    def test_where_the_text_has_no_score_at_all_no_candidate_has_enough(self) -> None:
        read = reading("XYZ123", None, (("AB12CDE", 0.9),))

        assert matched(read, known("AB12CDE")).grade is Match.LOOKALIKE

    def test_the_texts_own_score_counts_not_that_of_its_candidate(self) -> None:
        read = reading("XYZ123", 0.9, (("XYZ123", 0.1), ("AB12CDE", 0.71)))

        assert matched(read, known("AB12CDE")).grade is Match.LOOKALIKE

    def test_the_text_among_its_candidates_stays_exact(self) -> None:
        match = matched(reading("AB12CDE", 0.9, (("AB12CDE", 0.1),)), known("AB12CDE"))

        assert match.grade is Match.EXACT

    def test_a_lookalike_of_a_candidate_is_no_match(self) -> None:
        assert matched(reading("XYZ123", 0.9, (("A812CDE", 0.9),)), known("AB12CDE")) == NOTHING

    def test_a_candidate_without_letters_and_digits_is_passed_over(self) -> None:
        read = reading("XYZ123", 0.9, (("-", 0.9), ("AB12CDE", 0.9)))

        assert matched(read, known("AB12CDE")).grade is Match.CANDIDATE

    def test_a_candidate_may_lack_the_marks_of_the_plate(self) -> None:
        match = matched(reading("XYZ123", 0.9, (("MUO1", 0.9),)), known("MÜ-O 1"))

        assert match.grade is Match.CANDIDATE
        assert match.nearest is not None
        assert [error.kind for error in match.nearest.errors] == [ErrorKind.MARK_LOST]

    def test_the_better_evidence_counts(self) -> None:
        weak = reading("A812CDE", 0.9, (("AB12CDE", 0.001),))
        strong = reading("A812CDE", 0.9, (("AB12CDE", 0.8),))

        for read, has_candidate in ((weak, False), (strong, True)):
            match = matched(read, known("AB12CDE"))
            assert match.nearest is not None
            assert (match.nearest.candidate is not None) is has_candidate


class TestNearest:
    """One vehicle, or none."""

    def test_exact_beats_a_candidate_and_a_candidate_a_lookalike(self) -> None:
        vehicles = known("A0", "exact"), known("B8", "candidate"), known("AO", "lookalike")
        read = reading("A0", 0.9, (("B8", 0.9),))

        assert nearest_of(matched(read, *vehicles)) == "exact"
        assert nearest_of(matched(read, *vehicles[1:])) == "candidate"
        assert nearest_of(matched(read, *vehicles[2:])) == "lookalike"

    def test_a_resident_read_to_the_letter_beats_a_lookalike_of_a_blocked_one(self) -> None:
        match = matched("A0", known("A0"), blocked("AO"))

        assert nearest_of(match) == "car"
        assert between(match) == []

    def test_the_plate_read_to_the_letter_beats_the_one_with_marks(self) -> None:
        match = matched("BOAB1", known("BO-AB 1", "plain"), known("BÖ-AB 1", "marked"))

        assert nearest_of(match) == "plain"
        assert match.grade is Match.EXACT
        assert between(match) == []

    def test_the_plate_with_marks_beats_a_candidate_that_is_as_likely(self) -> None:
        read = reading("MUO1", 0.9, (("AB12", 0.9),))

        assert nearest_of(matched(read, known("AB12", "a"), known("MÜ-O 1", "b"))) == "b"

    def test_of_lookalikes_the_likelier_one_is_nearer(self) -> None:
        match = matched("AO12", known("A012", "same shape"), known("AD12", "near shape"))

        assert SAME_SHAPE_RATE > CLEARLY_NEARER * NEAR_SHAPE_RATE
        assert nearest_of(match) == "same shape"
        assert between(match) == []

    def test_two_equally_near_vehicles_are_none_and_both_are_told(self) -> None:
        match = matched("A8B", known("ABB", "b"), known("A88", "a"))

        assert match.grade is Match.NONE
        assert match.nearest is None
        assert between(match) == ["a", "b"]

    def test_one_that_is_hardly_likelier_is_equally_near_and_told_first(self) -> None:
        match = matched("A8C", known("ABC", "b"), known("A8CX", "a"))

        assert NEAR_SHAPE_RATE < CLEARLY_NEARER * MISSING_EDGE_RATE
        assert match.grade is Match.NONE
        assert between(match) == ["b", "a"]

    def test_two_vehicles_with_one_plate_are_none(self) -> None:
        match = matched("AB12CDE", known("AB12CDE", "a"), known("AB 12 CDE", "b"))

        assert match.grade is Match.NONE
        assert between(match) == ["a", "b"]

    def test_of_equally_near_vehicles_the_blocked_one_is_taken(self) -> None:
        match = matched("A8B", known("A88", "a"), blocked("ABB"))

        assert nearest_of(match) == "foe"
        assert match.grade is Match.LOOKALIKE
        assert between(match) == ["a", "foe"]

    def test_of_several_blocked_ones_the_likeliest_is_taken(self) -> None:
        match = matched("A8C", blocked("ABC", "b"), blocked("A8CX", "a"))

        assert nearest_of(match) == "b"

    def test_several_plates_of_one_vehicle_never_make_it_ambiguous(self) -> None:
        match = matched("A8B", known("ABB"), known("A88"), known("A8BX"), known("A8B"))

        assert match.grade is Match.EXACT
        assert between(match) == []
        assert matched("A8B", known("ABB"), known("A88")).grade is Match.LOOKALIKE

    def test_of_a_vehicles_equally_near_plates_it_is_always_the_same_one(self) -> None:
        plates = [known(written) for written in ("B8888", "8B888", "88B88", "888B8", "8888B")]

        match = matched("88888", *plates)

        assert match.nearest is not None
        assert match.nearest.known.written == "8888B"


class TestRegion:
    """A vehicle from one country, read in another."""

    def test_a_plate_read_in_another_country_is_at_most_a_lookalike(self) -> None:
        match = matched(reading("AB12CDE", region="fr"), known("AB12CDE", region="gb"))

        assert match.grade is Match.LOOKALIKE
        assert match.nearest is not None
        assert match.nearest.is_foreign
        assert match.nearest.text_grade is Match.EXACT
        assert match.nearest.likelihood == OTHER_COUNTRY_RATE
        assert not match.nearest.is_literal

    def test_a_lookalike_read_in_another_country_stays_one(self) -> None:
        match = matched(reading("A812CDE", region="fr"), known("AB12CDE", region="gb"))

        assert match.grade is Match.LOOKALIKE

    def test_a_candidate_read_in_another_country_is_a_lookalike(self) -> None:
        read = reading("XYZ", 0.9, (("AB12CDE", 0.9),), region="fr")

        assert matched(read, known("AB12CDE", region="gb")).grade is Match.LOOKALIKE

    @pytest.mark.parametrize(
        ("own", "read"),
        [
            ("gb", "gb"),
            ("us", "us-nj"),
            ("us-ca", "us-nj"),
            ("gb", None),
            ("gb", ""),
            ("gb", "unheard-of"),
            ("gb", "mx"),
            ("mx", "us-tx"),
            (None, "fr"),
        ],
    )
    def test_the_same_country_or_none_that_answers_can_name_changes_nothing(
        self, own: str | None, read: str | None
    ) -> None:
        match = matched(reading("AB12CDE", region=read), known("AB12CDE", region=own))

        assert match.grade is Match.EXACT
        assert match.nearest is not None
        assert not match.nearest.is_foreign

    def test_of_two_vehicles_with_one_plate_the_one_of_the_country_is_nearest(self) -> None:
        vehicles = known("AB12CDE", "german", "de"), known("AB12CDE", "french", "fr")

        assert nearest_of(matched(reading("AB12CDE", region="de"), *vehicles)) == "german"
        assert nearest_of(matched(reading("AB12CDE", region="fr"), *vehicles)) == "french"
        assert matched(reading("AB12CDE"), *vehicles).grade is Match.NONE

    def test_a_faultless_plate_of_another_country_is_as_near_as_a_confused_one(self) -> None:
        match = matched(reading("A0", region="de"), known("A0", "a", "fr"), known("AO", "b", "de"))

        assert match.grade is Match.NONE
        assert between(match) == ["b", "a"]


class TestAlways:
    """Whatever is known and read."""

    @given(plates, plates)
    def test_exact_is_symmetric(self, one: str, other: str) -> None:
        there, back = matched(one, known(other)), matched(other, known(one))

        assert (there.grade is Match.EXACT) == (back.grade is Match.EXACT) == (one == other)

    @given(alike_plates, alike_plates)
    def test_exact_beats_all(self, plate: str, other: str) -> None:
        assume(plate != other)
        read = reading(plate, 0.9, ((other, 1.0),))

        assert nearest_of(matched(read, known(plate, "exact"), known(other, "a"))) == "exact"
        assert nearest_of(matched(read, known(plate, "exact"), blocked(other, "a"))) == "exact"

    @given(readings, st.lists(known_plates), st.randoms(use_true_random=False))
    def test_the_order_of_vehicles_never_matters(
        self, read: PlateReading, vehicles: list[KnownPlate], order: random.Random
    ) -> None:
        shuffled = order.sample(vehicles, len(vehicles))

        assert matched(read, *vehicles) == matched(read, *shuffled)

    @given(readings, st.lists(known_plates))
    def test_a_vehicle_told_twice_is_one(
        self, read: PlateReading, vehicles: list[KnownPlate]
    ) -> None:
        assert matched(read, *vehicles, *vehicles) == matched(read, *vehicles)

    @given(readings, known_plates, st.lists(known_plates))
    def test_another_vehicle_changes_exact_only_by_having_the_same_plate(
        self, read: PlateReading, vehicle: KnownPlate, others: list[KnownPlate]
    ) -> None:
        read = replace(read, text=vehicle.written, region=None)
        others = [each for each in others if each.normal != vehicle.normal]

        match = matched(read, vehicle, *others)

        assert match.grade is Match.EXACT
        assert match == matched(read, vehicle)

    @given(readings, known_plates, plates)
    def test_a_vehicle_that_resembles_nothing_changes_nothing(
        self, read: PlateReading, vehicle: KnownPlate, other: str
    ) -> None:
        assume(matched(read, known(other, "other")) == NOTHING)

        assert matched(read, vehicle, known(other, "other")) == matched(read, vehicle)

    @given(readings, st.lists(known_plates, min_size=1))
    def test_a_blocked_vehicle_never_gets_less_than_others_at_equal_nearness(
        self, read: PlateReading, vehicles: list[KnownPlate]
    ) -> None:
        match = matched(read, *vehicles)

        if match.equally_near:
            is_blocked = any(each.known.is_blocked for each in match.equally_near)
            assert (match.nearest is not None) == is_blocked
            assert match.nearest is None or match.nearest.known.is_blocked
        if match.nearest is not None:
            foe = replace(match.nearest.known, vehicle_id="foe", is_blocked=True)
            with_foe = matched(read, *vehicles, foe)
            assert with_foe.nearest is not None
            assert with_foe.nearest.known.is_blocked
            assert with_foe.grade is match.grade

    @given(readings, known_plates, alike_plates, readable_scores)
    def test_a_further_candidate_never_takes_a_vehicle_farther_away(
        self, read: PlateReading, vehicle: KnownPlate, plate: str, score: float | None
    ) -> None:
        read = replace(read, score=0.9)
        further = replace(read, candidates=(*read.candidates, Candidate(plate, score)))

        before, after = matched(read, vehicle), matched(further, vehicle)

        assert after.grade.is_at_least(before.grade)
        if before.nearest is not None and after.grade is before.grade:
            assert after.nearest is not None
            assert after.nearest.likelihood >= before.nearest.likelihood

    @given(alike_plates, st.floats(0, 1), st.floats(0, 1), st.floats(0, 1))
    def test_a_surer_candidate_never_takes_its_vehicle_farther_away(
        self, plate: str, text_score: float, one: float, other: float
    ) -> None:
        less, more = sorted((one, other))
        unsure, sure = (
            matched(reading("XYZ123", text_score, ((plate, score),)), known(plate))
            for score in (less, more)
        )

        assert sure.grade.is_at_least(unsure.grade)

    @given(readings, known_plates)
    def test_the_nearer_grade_is_the_likelier_one(
        self, read: PlateReading, vehicle: KnownPlate
    ) -> None:
        match = matched(read, vehicle)

        if match.nearest is not None:
            assert LEAST_LIKELIHOOD * OTHER_COUNTRY_RATE <= match.nearest.likelihood <= 1
            if match.grade is Match.CANDIDATE:
                assert match.nearest.likelihood >= ENOUGH_SHARE
            if match.grade is Match.LOOKALIKE:
                assert match.nearest.likelihood <= UNSURE_CANDIDATE < ENOUGH_SHARE
            if match.grade is Match.EXACT:
                assert match.nearest.likelihood == 1

    @given(alike_plates, alike_plates, st.data())
    def test_a_substitution_outside_the_classes_never_raises_a_grade(
        self, plate: str, read: str, data: st.DataObject
    ) -> None:
        place = data.draw(st.integers(0, min(len(plate), len(read)) - 1))
        aligned = plate[max(place - 1, 0) : place + 2]
        outside = [char for char in PLAIN if not any(in_one_class(char, one) for one in aligned)]
        char = data.draw(st.sampled_from(outside))
        before = matched(read, known(plate))

        after = matched(read[:place] + char + read[place + 1 :], known(plate))

        assert before.grade.is_at_least(after.grade)

    @given(st.text(), st.text(), readable_scores)
    def test_whatever_is_written_and_read_has_a_match_or_none(
        self, written: str, text: str, score: float | None
    ) -> None:
        if normal_form(written) is None:
            with pytest.raises(NoPlateError, match=f"^{re.escape(written)}$"):
                known(written)
            return
        vehicle = known(written)

        assert matched(written, vehicle).grade in {Match.EXACT, Match.LOOKALIKE}
        matched(reading(text, 0.9, ((written, score),)), vehicle)
