"""The verdict: which rule is the first that holds, and what the reason says."""

from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given, strategies as st
import pytest

from custom_components.plate_recognizer.pipeline.known_plates import KnownPlate
from custom_components.plate_recognizer.pipeline.match import Match
from custom_components.plate_recognizer.pipeline.matching import PlateMatch, Resemblance
from custom_components.plate_recognizer.pipeline.sighting import Status, StatusReason
from custom_components.plate_recognizer.pipeline.verdict import (
    Category,
    Circumstances,
    VehicleRules,
    Verdict,
    WeeklyTime,
    verdict_on,
)

BERLIN = ZoneInfo("Europe/Berlin")
WEDNESDAY = datetime(2026, 11, 25, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
GRADES = (Match.EXACT, Match.CANDIDATE, Match.LOOKALIKE)


def resemblance(
    grade: Match = Match.EXACT, vehicle_id: str = "car", *, is_foreign: bool = False
) -> Resemblance:
    known = KnownPlate.of("AB12CDE", vehicle_id)
    return Resemblance(known, grade, likelihood=0.5, is_foreign=is_foreign)


def judged(
    rules: VehicleRules,
    grade: Match = Match.EXACT,
    now: datetime = WEDNESDAY,
    camera_id: str = "driveway",
    unread: StatusReason | None = None,
) -> Verdict:
    circumstances = Circumstances(now, BERLIN, camera_id)
    return verdict_on(PlateMatch(resemblance(grade)), {"car": rules}, circumstances, unread)


RESIDENT = VehicleRules(Category.RESIDENT)
KNOWN = Verdict(Status.KNOWN, StatusReason.MATCHED)
NOON = Circumstances(WEDNESDAY, BERLIN, "driveway")
EXPIRED: dict[str, dict[str, Any]] = {
    "not_yet_valid": {"valid_from": WEDNESDAY + MINUTE},
    "no_longer_valid": {"valid_until": WEDNESDAY - MINUTE},
    "outside_times": {"times": (WeeklyTime(0, time(0), time(0)),)},
    "other_camera": {"cameras": frozenset({"gate"})},
}
"""What ends a vehicle's validity on that Wednesday at noon before the driveway, by the reason."""


class TestMatching:
    """The match that a vehicle asks for."""

    @pytest.mark.parametrize("matching", GRADES)
    @pytest.mark.parametrize("grade", GRADES)
    def test_a_vehicle_is_known_from_the_grade_on_that_it_asks_for(
        self, matching: Match, grade: Match
    ) -> None:
        is_enough = GRADES.index(grade) <= GRADES.index(matching)

        assert judged(VehicleRules(Category.GUEST, matching), grade) == (
            KNOWN if is_enough else Verdict(Status.STRANGER, StatusReason.BELOW_MATCHING)
        )

    def test_a_vehicle_asks_for_exact_unless_it_says_otherwise(self) -> None:
        assert RESIDENT.matching is Match.EXACT

    def test_no_vehicle_asks_for_no_match(self) -> None:
        with pytest.raises(ValueError, match="needs a match"):
            VehicleRules(Category.RESIDENT, Match.NONE)

    def test_who_would_match_but_for_another_country_is_told(self) -> None:
        abroad = PlateMatch(resemblance(is_foreign=True))
        vague = PlateMatch(resemblance(Match.LOOKALIKE, is_foreign=True))
        lax = VehicleRules(Category.RESIDENT, Match.LOOKALIKE)

        assert verdict_on(abroad, {"car": RESIDENT}, NOON).reason is StatusReason.OTHER_COUNTRY
        assert verdict_on(vague, {"car": RESIDENT}, NOON).reason is StatusReason.BELOW_MATCHING
        assert verdict_on(abroad, {"car": lax}, NOON) == KNOWN

    def test_nobody_near_is_a_stranger(self) -> None:
        assert verdict_on(PlateMatch(), {}, NOON) == Verdict(Status.STRANGER, StatusReason.NO_MATCH)

    def test_several_equally_near_are_a_stranger_and_the_reason_says_so(self) -> None:
        match = PlateMatch(None, (resemblance(), resemblance(vehicle_id="van")))

        assert verdict_on(match, {}, NOON) == Verdict(Status.STRANGER, StatusReason.AMBIGUOUS)

    def test_the_nearest_vehicles_rules_count(self) -> None:
        match = PlateMatch(resemblance(vehicle_id="van"))
        rules = {"car": RESIDENT, "van": VehicleRules(Category.IGNORED)}

        assert verdict_on(match, rules, NOON).status is Status.IGNORED

    def test_a_vehicle_without_rules_is_an_error(self) -> None:
        with pytest.raises(KeyError, match="car"):
            verdict_on(PlateMatch(resemblance()), {}, NOON)


class TestOrder:
    """Which verdict comes before which."""

    @pytest.mark.parametrize("category", Category)
    @pytest.mark.parametrize("reason", [StatusReason.NO_PLATE, StatusReason.BELOW_MIN_SCORE])
    def test_unread_comes_first(self, category: Category, reason: StatusReason) -> None:
        assert judged(VehicleRules(category), unread=reason) == Verdict(Status.UNREAD, reason)

    @pytest.mark.parametrize("expired", [{}, *EXPIRED.values()])
    @pytest.mark.parametrize("grade", GRADES)
    def test_a_blocked_vehicle_is_blocked_from_lookalike_up_whatever_else_holds(
        self, grade: Match, expired: dict[str, Any]
    ) -> None:
        assert judged(VehicleRules(Category.BLOCKED, **expired), grade) == Verdict(
            Status.BLOCKED,
            StatusReason.MATCHED if grade is Match.EXACT else StatusReason.RESEMBLES_BLOCKED,
        )

    def test_a_blocked_vehicle_that_asks_for_a_lookalike_is_matched_by_one(self) -> None:
        rules = VehicleRules(Category.BLOCKED, Match.LOOKALIKE)

        assert judged(rules, Match.LOOKALIKE).reason is StatusReason.MATCHED

    @pytest.mark.parametrize("expired", [{}, *EXPIRED.values()])
    def test_an_ignored_vehicle_is_ignored_also_where_it_is_not_valid(
        self, expired: dict[str, Any]
    ) -> None:
        assert judged(VehicleRules(Category.IGNORED, **expired)) == Verdict(
            Status.IGNORED, StatusReason.MATCHED
        )

    def test_an_ignored_vehicle_needs_its_match(self) -> None:
        assert judged(VehicleRules(Category.IGNORED), Match.LOOKALIKE) == Verdict(
            Status.STRANGER, StatusReason.BELOW_MATCHING
        )

    @pytest.mark.parametrize(
        "category", sorted(set(Category) - {Category.BLOCKED, Category.IGNORED})
    )
    @pytest.mark.parametrize("reason", EXPIRED)
    def test_all_others_are_expired_where_they_are_not_valid(
        self, category: Category, reason: str
    ) -> None:
        assert judged(VehicleRules(category, **EXPIRED[reason])) == Verdict(
            Status.EXPIRED, StatusReason(reason)
        )

    @pytest.mark.parametrize("reason", EXPIRED)
    def test_a_mere_resemblance_is_not_expired(self, reason: str) -> None:
        rules = VehicleRules(Category.RESIDENT, **EXPIRED[reason])

        assert judged(rules, Match.CANDIDATE).status is Status.STRANGER


class TestValidity:
    """When and where a vehicle is valid."""

    @pytest.mark.parametrize("zone", [UTC, BERLIN, ZoneInfo("America/New_York")])
    def test_the_first_and_the_last_moment_are_valid(self, zone: ZoneInfo) -> None:
        now = WEDNESDAY.astimezone(zone)

        assert judged(VehicleRules(Category.GUEST, valid_from=now, valid_until=now)) == KNOWN

    def test_weekly_times_are_meant_in_the_homes_time_zone(self) -> None:
        rules = VehicleRules(Category.SERVICE, times=(WeeklyTime(2, time(13), time(14)),))

        assert judged(rules, now=datetime(2026, 11, 25, 12, 30, tzinfo=UTC)) == KNOWN
        assert judged(rules, now=datetime(2026, 11, 25, 13, 30, tzinfo=UTC)) != KNOWN
        assert judged(rules, now=datetime(2026, 8, 26, 11, 30, tzinfo=UTC)) == KNOWN, "in summer"

    def test_one_of_several_weekly_times_is_enough(self) -> None:
        times = WeeklyTime(0, time(8), time(9)), WeeklyTime(2, time(12), time(14))

        assert judged(VehicleRules(Category.DELIVERY, times=times)) == KNOWN

    def test_a_vehicle_of_some_cameras_is_valid_before_those_alone(self) -> None:
        rules = VehicleRules(Category.GUEST, cameras=frozenset({"driveway", "gate"}))

        assert judged(rules, camera_id="gate") == KNOWN
        assert judged(rules, camera_id="garden").reason is StatusReason.OTHER_CAMERA

    def test_a_vehicle_whose_cameras_are_gone_is_valid_before_none(self) -> None:
        assert judged(VehicleRules(Category.GUEST, cameras=frozenset())) != KNOWN


class TestWeeklyTime:
    """A span of the clock on a day of the week."""

    @pytest.mark.parametrize(
        ("clock", "is_in"), [("07:59", False), ("08:00", True), ("17:59", True), ("18:00", False)]
    )
    def test_the_start_belongs_to_it_and_the_end_does_not(self, clock: str, is_in: bool) -> None:  # noqa: FBT001
        moment = datetime.fromisoformat(f"2026-11-25 {clock}")

        assert WeeklyTime(2, time(8), time(18)).includes(moment) is is_in
        assert not WeeklyTime(2, time(8), time(18)).includes(moment - timedelta(days=1))
        assert not WeeklyTime(2, time(8), time(18)).includes(moment + timedelta(days=1))

    @pytest.mark.parametrize(
        ("moment", "is_in"),
        [
            ("2026-11-29 21:59", False),
            ("2026-11-29 22:00", True),
            ("2026-11-30 05:59", True),
            ("2026-11-30 06:00", False),
            ("2026-11-30 22:00", False),
            ("2026-11-29 05:00", False),
        ],
    )
    def test_one_that_ends_before_it_starts_lasts_into_the_next_day(
        self,
        moment: str,
        is_in: bool,  # noqa: FBT001
    ) -> None:
        sunday_night = WeeklyTime(6, time(22), time(6))

        assert sunday_night.includes(datetime.fromisoformat(moment)) is is_in

    @given(st.times(), st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)))  # noqa: DTZ001
    def test_equal_times_are_twenty_four_hours(self, start: time, moment: datetime) -> None:
        hits = [
            weekday for weekday in range(7) if WeeklyTime(weekday, start, start).includes(moment)
        ]

        assert hits == [(moment.weekday() - (moment.time() < start)) % 7]

    @given(st.integers(0, 6), st.times(), st.times(), st.datetimes())
    def test_a_span_and_the_rest_of_its_day_never_hold_both(
        self, weekday: int, start: time, end: time, moment: datetime
    ) -> None:
        if start != end:
            span, rest = WeeklyTime(weekday, start, end), WeeklyTime(weekday, end, start)

            assert not (span.includes(moment) and rest.includes(moment))


rules = st.builds(
    VehicleRules,
    st.sampled_from(Category),
    st.sampled_from(GRADES),
    st.none() | st.datetimes(timezones=st.just(UTC)),
    st.none() | st.datetimes(timezones=st.just(UTC)),
    st.lists(st.builds(WeeklyTime, st.integers(0, 6), st.times(), st.times())).map(tuple),
    st.none() | st.frozensets(st.sampled_from(["driveway", "gate"])),
)


@given(rules, st.sampled_from(GRADES), st.booleans())
def test_only_a_match_that_suffices_makes_known_ignored_or_expired(
    vehicle: VehicleRules,
    grade: Match,
    is_foreign: bool,  # noqa: FBT001
) -> None:
    found = resemblance(grade, is_foreign=is_foreign)

    verdict = verdict_on(PlateMatch(found), {"car": vehicle}, NOON)

    suffices = found.grade.is_at_least(vehicle.matching)
    assert (verdict.status is Status.BLOCKED) == (vehicle.category is Category.BLOCKED)
    if verdict.status in {Status.KNOWN, Status.IGNORED, Status.EXPIRED}:
        assert suffices
    assert (verdict.status is Status.STRANGER) == (
        not suffices and vehicle.category is not Category.BLOCKED
    )


@given(rules, st.datetimes(datetime(1950, 1, 1), datetime(2090, 1, 1)))  # noqa: DTZ001
def test_the_zone_in_which_now_is_told_decides_nothing(
    vehicle: VehicleRules, naive: datetime
) -> None:
    now = naive.replace(tzinfo=UTC)

    assert judged(vehicle, now=now) == judged(vehicle, now=now.astimezone(BERLIN))


@pytest.mark.parametrize(
    "limits",
    [
        {"valid_until": WEDNESDAY - MINUTE},
        {"times": tuple(WeeklyTime(day, time(0), time(0)) for day in range(7))},
    ],
    ids=["valid until", "weekly times"],
)
def test_by_a_clock_that_woke_in_1970_nobody_is_valid_whose_time_is_limited(
    limits: dict[str, Any],
) -> None:
    woken = datetime(1970, 1, 1, 0, 1, tzinfo=UTC)

    guest = judged(VehicleRules(Category.GUEST, **limits), now=woken)

    assert guest == Verdict(Status.EXPIRED, StatusReason.NOT_YET_VALID)
    assert judged(RESIDENT, now=woken) == KNOWN
