"""How well a strategy did, held against the truth."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from sandbox.driveway.day.day import Day, TrueVisit
from sandbox.driveway.day.happenings import Caller, Stay, View
from sandbox.driveway.day.schedule import HOUR
from sandbox.driveway.light import TimeOfDay

from .outcome import Lookup, Outcome, Told
from .span import Span

_LATER: Final = 60.0
"""Seconds after a vehicle has left, in which a sighting of it is late but not wrong."""
_NOTICED_WITHIN: Final = 15 * 60.0
"""Seconds after a vehicle has left, in which its departure is noticed."""


@dataclass(frozen=True, slots=True)
class Score:
    """The figures of one strategy. None where there is nothing to be counted."""

    strategy: str
    visits: int
    readable: int
    lookups: int
    pictures: int
    read: int
    """Readable visits whose plate was told right while they lasted."""
    delays: tuple[float, ...]
    """Seconds from when each could first be read until it was told; only of those read."""
    lookups_by_night: int
    """While a car was parked and nothing moved."""
    false_sightings: int
    """Of a plate that wasn't there."""
    arrivals_right: int | None
    arrivals_missed: int | None
    """Of readable visits."""
    arrivals_repeated: int | None
    """Told again while the vehicle still stayed."""
    arrivals_false: int | None
    """Of who didn't come: who left, or wasn't there at all."""
    departures: int
    """Vehicles that have really left."""
    departures_noticed: int | None

    @property
    def lookups_per_visit(self) -> float | None:
        """What a visit cost."""
        return self.lookups / self.visits if self.visits else None

    @property
    def share_read(self) -> float | None:
        """How many of the readable visits were read."""
        return self.read / self.readable if self.readable else None


def score_of(span: Span, outcome: Outcome) -> Score:
    """Judge what a strategy did in a span."""
    visits = span.day.visits(span.start, span.end)
    readable = [visit for visit in visits if visit.is_readable]
    delays = [_delay(visit, outcome.sightings) for visit in readable]
    right, repeated, wrong = _arrivals(visits, outcome.arrivals)
    left = [each for each in _departed(span) if each.leaves < span.end - _LATER]
    noticed = sum(_is_noticed(stay, outcome.departures) for stay in left)
    tells = outcome.tells_visits
    return Score(
        strategy=outcome.strategy,
        visits=len(visits),
        readable=len(readable),
        lookups=len(outcome.lookups),
        pictures=outcome.pictures,
        read=sum(delay is not None for delay in delays),
        delays=tuple(sorted(delay for delay in delays if delay is not None)),
        lookups_by_night=sum(_is_for_nothing(span.day, each) for each in outcome.lookups),
        false_sightings=sum(not _was_there(span.day, each) for each in outcome.sightings),
        arrivals_right=len(right) if tells else None,
        arrivals_missed=sum(visit.stay not in right for visit in readable) if tells else None,
        arrivals_repeated=repeated if tells else None,
        arrivals_false=wrong if tells else None,
        departures=len(left),
        departures_noticed=noticed if tells else None,
    )


def sets_out(stay: Stay) -> float:
    """Return when a vehicle begins to leave."""
    standing = [visit for _, visit in stay.seen if visit.stands]
    on_the_driveway = [visit for view, visit in stay.seen if view is View.DRIVEWAY]
    return (on_the_driveway or standing)[-1].departs


def _delay(visit: TrueVisit, sightings: Iterable[Told]) -> float | None:
    told = [
        each.t
        for each in sightings
        if each.plate == visit.stay.plate and visit.stay.comes <= each.t <= visit.stay.leaves
    ]
    if not told or visit.readable_from is None:
        return None
    return max(0.0, min(told) - visit.readable_from)


def _arrivals(visits: Sequence[TrueVisit], arrivals: Iterable[Told]) -> tuple[list[Stay], int, int]:
    """Say which stays were told of as arrivals before they left, how often again, and wrongly."""
    right: list[Stay] = []
    repeated = wrong = 0
    for told in arrivals:
        stay = next(
            (
                visit.stay
                for visit in visits
                if visit.stay.plate == told.plate
                and visit.stay.comes <= told.t <= sets_out(visit.stay)
            ),
            None,
        )
        if stay is None:
            wrong += 1
        elif stay in right:
            repeated += 1
        else:
            right.append(stay)
    return right, repeated, wrong


def _departed(span: Span) -> list[Stay]:
    return [
        stay
        for stay in span.day.happenings.stays
        if stay.caller is not Caller.NEIGHBOUR and span.contains(sets_out(stay))
    ]


def _is_noticed(stay: Stay, departures: Iterable[Told]) -> bool:
    return any(
        told.plate == stay.plate and sets_out(stay) <= told.t <= stay.leaves + _NOTICED_WITHIN
        for told in departures
    )


def _is_for_nothing(day: Day, lookup: Lookup) -> bool:
    """Tell whether a lookup was made by night, with a parked car and nothing that moves."""
    sight = day.cameras[lookup.view].at(lookup.t)
    return (
        sight.sky.light.time_of_day is TimeOfDay.NIGHT
        and any(not each.moves for each in sight.vehicles)
        and not any(each.moves for each in sight.vehicles)
        and not sight.walks
    )


def _was_there(day: Day, told: Told) -> bool:
    return any(
        stay.plate == told.plate and stay.comes <= told.t <= stay.leaves + _LATER
        for stay in day.happenings.stays
    )


def hours_of(span: Span, lookups: Iterable[Lookup]) -> dict[int, int]:
    """Count lookups by the hour of the day."""
    counts = dict.fromkeys(range(int(span.start // HOUR), int(-(-span.end // HOUR))), 0)
    for lookup in lookups:
        hour = int(lookup.t // HOUR)
        counts[hour] = counts.get(hour, 0) + 1
    return counts
