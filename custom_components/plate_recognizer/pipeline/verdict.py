"""The verdict on a sighting: its status, and the reason for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, tzinfo
from enum import StrEnum

from .clock_jump import EARLIEST
from .match import Match
from .matching import PlateMatch, Resemblance
from .sighting import Status, StatusReason


class Category(StrEnum):
    """What a known vehicle is to the home."""

    RESIDENT = "resident"
    GUEST = "guest"
    DELIVERY = "delivery"
    SERVICE = "service"
    BLOCKED = "blocked"
    IGNORED = "ignored"


@dataclass(frozen=True, slots=True)
class WeeklyTime:
    """A span of the clock, on the same day of each week."""

    weekday: int
    """That it begins on: 0 is Monday, as in `datetime`."""
    start: time
    """It belongs to the span."""
    end: time
    """It doesn't. Not after the start: that of the next day, so equal times are 24 hours."""

    def includes(self, moment: datetime) -> bool:
        """Whether a moment's own clock shows a time in the span."""
        clock, day = moment.time(), moment.weekday()
        on_the_day, on_the_next = day == self.weekday, (day - 1) % 7 == self.weekday
        if self.start < self.end:
            return on_the_day and self.start <= clock < self.end
        return (on_the_day and clock >= self.start) or (on_the_next and clock < self.end)


@dataclass(frozen=True, slots=True)
class VehicleRules:
    """What its owner wants of a known vehicle.

    Raises:
        ValueError: a vehicle asks for no match at all, so that every plate would be its own.
    """

    category: Category
    matching: Match = Match.EXACT
    """The grade that is needed. A blocked vehicle's counts from `lookalike` up all the same."""
    valid_from: datetime | None = None
    """The first moment that is valid, with a time zone."""
    valid_until: datetime | None = None
    """The last moment that is valid, with a time zone."""
    times: tuple[WeeklyTime, ...] = ()
    """When it is valid; empty for always."""
    cameras: frozenset[str] | None = None
    """The ids of the cameras before which it is valid; None for all, also future ones."""

    def __post_init__(self) -> None:
        if self.matching is Match.NONE:
            raise ValueError("a known vehicle needs a match")


@dataclass(frozen=True, slots=True)
class Circumstances:
    """When and where a plate was read."""

    now: datetime
    """With a time zone, whichever."""
    time_zone: tzinfo
    """In which weekly times are meant."""
    camera_id: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """A status with its reason."""

    status: Status
    reason: StatusReason


def verdict_on(
    match: PlateMatch,
    vehicles: Mapping[str, VehicleRules],
    circumstances: Circumstances,
    unread: StatusReason | None = None,
) -> Verdict:
    """Judge a plate by the nearest vehicle alone.

    The first that holds: unread, blocked, ignored, expired, known, stranger. All but `blocked`
    and the last need the match that the vehicle asks for.

    Args:
        match: between the plate and the vehicles.
        vehicles: the rules of each, by its id.
        circumstances: of the sighting.
        unread: why the plate doesn't count as read; None if it does.

    Raises:
        KeyError: the nearest vehicle has no rules.
    """
    if unread is not None:
        return Verdict(Status.UNREAD, unread)
    if (nearest := match.nearest) is None:
        is_ambiguous = bool(match.equally_near)
        reason = StatusReason.AMBIGUOUS if is_ambiguous else StatusReason.NO_MATCH
        return Verdict(Status.STRANGER, reason)
    rules = vehicles[nearest.known.vehicle_id]
    suffices = nearest.grade.is_at_least(rules.matching)
    if rules.category is Category.BLOCKED:
        reason = StatusReason.MATCHED if suffices else StatusReason.RESEMBLES_BLOCKED
        return Verdict(Status.BLOCKED, reason)
    if not suffices:
        return Verdict(Status.STRANGER, _why_not_enough(nearest, rules))
    return _verdict_on_matched(rules, circumstances)


def _why_not_enough(nearest: Resemblance, rules: VehicleRules) -> StatusReason:
    if nearest.text_grade.is_at_least(rules.matching):
        return StatusReason.OTHER_COUNTRY
    return StatusReason.BELOW_MATCHING


def _verdict_on_matched(rules: VehicleRules, circumstances: Circumstances) -> Verdict:
    if rules.category is Category.IGNORED:
        return Verdict(Status.IGNORED, StatusReason.MATCHED)
    if (expired := _why_expired(rules, circumstances)) is not None:
        return Verdict(Status.EXPIRED, expired)
    return Verdict(Status.KNOWN, StatusReason.MATCHED)


def _why_expired(rules: VehicleRules, circumstances: Circumstances) -> StatusReason | None:
    now = circumstances.now
    if now < EARLIEST and (rules.valid_until is not None or rules.times):
        return StatusReason.NOT_YET_VALID  # by that clock nobody's time would ever be over
    if rules.valid_from is not None and now < rules.valid_from:
        return StatusReason.NOT_YET_VALID
    if rules.valid_until is not None and now > rules.valid_until:
        return StatusReason.NO_LONGER_VALID
    here = now.astimezone(circumstances.time_zone)
    if rules.times and not any(span.includes(here) for span in rules.times):
        return StatusReason.OUTSIDE_TIMES
    if rules.cameras is not None and circumstances.camera_id not in rules.cameras:
        return StatusReason.OTHER_CAMERA
    return None
