"""Who is where: from sightings to visits that begin, go on and end."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from ..api.models import Box
from .acquaintance import Acquaintance, oldest
from .after_glance import after_glance, left_at, unless_elsewhere
from .clock_jump import ClockJump, visit_after, visit_at_start, visit_until
from .coming import is_what_comes
from .glance import Glance, Kinships, history_of, may_be_read_there, shown_in, visit_shown
from .hearsay import Hearsay, as_left, may_have_stayed, timeout_of
from .kinship import may_be_one
from .leaving import Leaving
from .parked import Parked
from .sighting import Sighting
from .spots import Spot
from .traces import Traces, is_strangers, never_read_visit
from .visit import ArrivalReason, EndReason, Visit, is_same_place
from .watch import KnownSpot

MOST_VISITS: Final = 100
"""Open at once. A camera that sees a street and never looks again would open them without end."""


class Tracker:
    """Keeps the visits of an account.

    Every frame goes through `see`; a sighting that is told of goes through `tell` after the frames
    of its scan; then `decide` says whose visit has begun.

    Args:
        new_id: makes ids for visits.
        visits: that are open, when it goes on after a restart.
        parked: visits that timed out: the spots of vehicles that nobody has seen leave.
    """

    def __init__(
        self,
        new_id: Callable[[], str],
        visits: Iterable[Visit] = (),
        parked: Iterable[Visit] = (),
    ) -> None:
        self._new_id = new_id
        self._open = {visit.visit_id: visit for visit in visits}
        self._parked = Parked(parked)
        self.leaving = Leaving()
        self.hearsay: Hearsay = {}
        self.acquaintance = Acquaintance()

    @property
    def visits(self) -> tuple[Visit, ...]:
        """Those that are open."""
        return tuple(self._open.values())

    @property
    def parked(self) -> tuple[Visit, ...]:
        """Ended ones, whose vehicle may still stand where it was seen last."""
        return tuple(self._parked.values())

    def copy(self) -> Tracker:
        """Return one that goes on from here by itself, to find out what would happen."""
        copied = Tracker(self._new_id, self.visits, self.parked)
        copied.leaving = self.leaving.copy()
        copied.hearsay = self.hearsay
        copied.acquaintance = self.acquaintance
        return copied

    def follow(self, jump: ClockJump, now: datetime) -> None:
        """Take in that the clock was set; and that it is right, perhaps for the first time."""
        self._become(lambda visit: visit_until(visit_after(visit, jump), now))
        self.leaving.follow(jump)

    def go_on(self, now: datetime) -> None:
        """Take in that this is a start, by which nothing is left of the clock of before."""
        self._become(lambda visit: visit_at_start(visit, now))

    def _become(self, become: Callable[[Visit], Visit]) -> None:
        for visits in (self._open, self._parked):
            for visit in tuple(visits.values()):
                visits[visit.visit_id] = become(visit)

    def see(self, glance: Glance) -> tuple[Visit, ...]:
        """Take in what a frame shows of the vehicles that are here. Returns visits that ended."""
        if glance.is_hearsay and glance.camera_id not in self.hearsay:
            return ()  # where its vehicles stand, a camera that can look sees for itself
        self._follow_place(glance)
        here = _at(glance.place, (*self.visits, *self.parked))
        shown = shown_in(glance, here)
        ended = []
        for visit in here:
            now = after_glance(visit, glance, shown, here)
            now = as_left(visit, now, glance.camera_id, self.hearsay)
            if visit.visit_id in self._parked:
                self._parked.keep(unless_elsewhere(visit, now, glance.camera_id))
            elif now.spots:
                self._open[visit.visit_id] = now
            elif visit.is_decided:  # nobody leaves who hasn't been told of yet
                del self._open[visit.visit_id]
                left = now.ended(EndReason.LEFT, left_at(visit, glance))
                self.leaving.add(left, glance.camera_id)
                ended.append(left)
        return tuple(ended)

    def tell(
        self,
        sighting: Sighting,
        glances: Sequence[Glance],
        objection: ArrivalReason | None,
        coming: Box | None = None,
        kinships: Kinships | None = None,
    ) -> Visit | None:
        """Take in who a vehicle is, and return its visit: an open one, or one that begins now.

        None for a vehicle that was never read and is gone already, and for one that has come and
        left within the scan.

        Args:
            sighting: what its scan has made of the vehicle.
            glances: the frames of the scan, oldest first, all of one camera. The last one is now.
            objection: why no visit that begins now can be an arrival; None if it can.
            coming: what the camera has watched come nearer until the last frame, in pixels of the
                full picture.
            kinships: the same for all that is told of these frames at once.
        """
        now = glances[-1]
        if (visit := self.visit_of(sighting, now)) is not None:
            if now.proves and objection is None:
                visit = visit.unless_hearsay(now.camera_id, now.taken_at)
            told = visit.told(sighting, now.camera_id, now.taken_at, proves=now.proves)
            if not told.is_decided:  # only now it may be known for one that stood there before
                kept_out = told.objection or self._objection_in(sighting, now)
                told = self._taking_over_parked(replace(told, objection=kept_out), sighting, now)
                told = self._among_the_lost(told, now)
            self._open[visit.visit_id] = told
            return told
        kinships = Kinships() if kinships is None else kinships
        visit = self._begun(sighting, glances, objection, kinships)
        if visit is not None and is_what_comes(sighting, coming):
            visit = visit.seen_coming(now.camera_id)
        if visit is not None:
            visit = self._among_the_lost(visit, now)
            self._open[visit.visit_id] = visit
        return visit

    def visit_of(self, sighting: Sighting, glance: Glance) -> Visit | None:
        """Return the open visit of a vehicle that a glance, or its scan, shows."""
        here = _at(glance.place, self.visits)
        return visit_shown(sighting, here, glance)

    def _begun(
        self,
        sighting: Sighting,
        glances: Sequence[Glance],
        objection: ArrivalReason | None,
        kinships: Kinships,
    ) -> Visit | None:
        seen = history_of(sighting, glances)
        if sighting.plate is None and seen[-1] is None:
            return None
        start = next(number for number, each in enumerate(seen) if each is not None)
        first = seen[start] or sighting
        now, opening = glances[-1], glances[start]
        spot = Spot.of(first, opening.camera_id, opening.taken_at)
        visit = Visit(
            visit_id=self._new_id(),
            place=now.place,
            camera_id=now.camera_id,
            best=sighting,
            reads=sighting.reads,
            sure=sighting.sure,
            started_at=opening.taken_at,
            spots=(spot,),
            objection=objection or self._objection_in(sighting, now),
        )
        here = _at(now.place, self.visits)
        for each, glance in zip(seen[start:], glances[start:], strict=True):
            shown = kinships.shown_in(glance, here)
            if each is not None:
                shown[visit.visit_id] = each
            visit = after_glance(visit, glance, shown, here)
        return self._taking_over_parked(visit, sighting, now) if visit.spots else None

    def _objection_in(self, sighting: Sighting, glance: Glance) -> ArrivalReason | None:
        """Return why who is read in that spot can't arrive: it may be another visit's vehicle."""
        for visit in _at(glance.place, self.visits):
            is_outdone = glance.proves and visit.is_fresh_hearsay(glance.taken_at)
            may_be_it = visit.objection is not None and may_be_read_there(sighting, visit, glance)
            if may_be_it and not is_outdone:
                return visit.objection
        if any(may_be_read_there(sighting, each, glance) for each in self._parked_before(glance)):
            return ArrivalReason.SAME_SPOT
        for left in self.leaving.before(glance.place, glance.camera_id, glance.taken_at):
            if _may_be_the_same(sighting, left):
                return ArrivalReason.VISIT_OPEN
        return None

    def _taking_over_parked(self, visit: Visit, sighting: Sighting, glance: Glance) -> Visit:
        """A vehicle that nobody has seen leave goes on standing here: that is no arrival."""
        parked = visit_shown(sighting, self._parked_before(glance), glance)
        if parked is None:
            return visit
        del self._parked[parked.visit_id]
        known = parked.told(sighting, glance.camera_id, glance.taken_at)
        visit = replace(
            visit,
            best=known.best,
            reads=known.reads,
            sure=known.sure,
            plate_lost_in=known.plate_lost_in,
        )
        for spot in parked.spots:
            own = visit.spot_before(spot.camera_id)
            visit = visit.with_spot(spot.camera_id, replace(own, since=spot.since) if own else spot)
        return visit.parked_before()

    def _parked_before(self, glance: Glance) -> tuple[Visit, ...]:
        """Return the ended visits whose vehicle may stand at the place, as one camera knows."""
        return tuple(
            each
            for each in _at(glance.place, self.parked)
            if may_have_stayed(each, glance.camera_id, self.hearsay)
        )

    def _among_the_lost(self, visit: Visit, glance: Glance) -> Visit:
        """Remember of a visit that is open to become an arrival whose vehicle it may be.

        That stays: a vehicle that moves is read in its new spot before it is gone from the old one.
        """
        here = (*_at(glance.place, self.visits), *self._parked_before(glance))
        left = self.leaving.before(glance.place, glance.camera_id, glance.taken_at)
        lost = (each.plate_lost_in for each in (*here, *left))
        return replace(visit, may_be_since=oldest((visit.may_be_since, *lost)))

    def _has_been_here(self, visit: Visit) -> bool:
        """Say whether it may be the visit of a vehicle that was here without its plate."""
        since = visit.may_be_since
        return since is not None and not self.acquaintance.knew(visit.best, since)

    def decide(self, visit_ids: Iterable[str], *, is_over: bool) -> tuple[Visit, ...]:
        """Return the visits of which it is known now whether they are arrivals.

        A visit comes a second time only if it has become an arrival.

        Args:
            visit_ids: of those on which a scan decides: it has begun them, or proven more of them.
            is_over: whether the scan is over, so that no better picture will come.
        """
        decided = []
        for visit_id in visit_ids:
            if (visit := self._open.get(visit_id)) is None or visit.is_decided:
                continue
            now = visit.decided(is_over=is_over)
            if now.is_arrival and self._has_been_here(now):
                now = now.never_arrived(ArrivalReason.VISIT_OPEN)
            if now.is_decided and (now.is_arrival or not visit.is_told):
                now = replace(now, is_told=True)
                decided.append(now)
            self._open[visit_id] = now
        return tuple(decided)

    def come_nearer(self, visit_ids: Iterable[str], camera_id: str, coming: Box) -> None:
        """Take in that a camera has watched something come nearer since it was looked up.

        Args:
            visit_ids: whose vehicle it may be: they have begun, and nothing is decided yet.
            camera_id: of the camera.
            coming: where it is now, in pixels of the full picture.
        """
        for visit_id in visit_ids:
            visit = self._open.get(visit_id)
            if visit is None or visit.is_decided:
                continue
            spot = visit.spot_before(camera_id)
            if spot is not None and is_what_comes(spot, coming):
                self._open[visit_id] = visit.seen_coming(camera_id)

    def give_up(self, camera_id: str) -> None:
        """Leave visits undecided no longer whose scan has broken off: later ones don't decide them.

        Only a further picture within a minute may still make them arrivals.
        """
        for visit in self.visits:
            if visit.camera_id == camera_id and not visit.is_decided:
                given_up = replace(visit, arrival_reason=ArrivalReason.NOT_SURE)
                self._open[visit.visit_id] = given_up

    def awaits_direction(self, visit_ids: Iterable[str]) -> bool:
        """Whether a further picture would tell of one of these visits if somebody comes or goes."""
        visits = (self._open.get(each) for each in visit_ids)
        return any(visit is not None and visit.sure and not visit.is_decided for visit in visits)

    def is_in_doubt(self, camera_id: str) -> bool:
        """Whether a spot that a camera has seen may be empty: another look has to say so."""
        return any(known.spot.empty_since is not None for known in self.spots_before(camera_id))

    def visits_at(self, place: str) -> tuple[Visit, ...]:
        """Return the open visits at a place."""
        return _at(place, self.visits)

    def spots_before(self, camera_id: str) -> tuple[KnownSpot, ...]:
        """Return where a camera has seen vehicles that may still be there."""
        return tuple(
            KnownSpot(visit.visit_id, visit.plate, spot, visit.best)
            for visit in (*self.visits, *self.parked)
            if (spot := visit.spot_before(camera_id)) is not None
        )

    def next_check(self, camera_id: str) -> datetime | None:
        """Return when a camera should look again at the spots that it has seen; None if never.

        Whoever has timed out is only looked for while it may have left.
        """
        checks = (
            known.spot.next_check
            for known in self.spots_before(camera_id)
            if known.visit_id in self._open or known.spot.empty_since is not None
        )
        return min(checks, default=None)

    def expire(self, now: datetime, timeout: timedelta) -> tuple[Visit, ...]:
        """End the visits of vehicles that weren't seen for so long, and the oldest of too many."""
        by_age = sorted(self.visits, key=lambda visit: visit.seen_at)
        surplus = max(0, len(by_age) - MOST_VISITS)
        return tuple(
            self._timed_out(visit, now)
            for number, visit in enumerate(by_age)
            if number < surplus or now - visit.seen_at >= timeout_of(visit, timeout, self.hearsay)
        )

    def _timed_out(self, visit: Visit, now: datetime) -> Visit:
        del self._open[visit.visit_id]
        ended = visit.ended(EndReason.TIMEOUT, now)
        self._parked.keep(ended)
        return ended

    def identify(self, identify: Callable[[Sighting, str], Sighting]) -> None:
        """Say anew who they are, since vehicles were added, changed or removed.

        Args:
            identify: returns a sighting with the verdict on it, for a camera's id.
        """
        for visits in (self._open, self._parked):
            for visit in tuple(visits.values()):
                best = identify(visit.best, visit.camera_id)
                visits[visit.visit_id] = replace(visit, best=best)

    def forget(self, traces: Traces) -> bool:
        """Take off strangers' visits what was deleted; the visits stay. Returns if any had it."""
        has_changed = False
        for visits in (self._open, self._parked):
            for visit in tuple(visits.values()):
                if is_strangers(visit, traces):
                    visits[visit.visit_id] = never_read_visit(visit, self.acquaintance.edition)
                    has_changed = True
        return has_changed

    def forget_cameras(self, camera_ids: Iterable[str], now: datetime) -> tuple[Visit, ...]:
        """Forget what other cameras than these have seen. Returns visits that nobody sees."""
        kept = frozenset(camera_ids)
        ended = []
        for visit in (*self.visits, *self.parked):
            left = visit.with_cameras(kept)
            if visit.visit_id in self._parked:
                self._parked.keep(left)
            elif left.spots:
                self._open[visit.visit_id] = left
            else:
                del self._open[visit.visit_id]
                ended.append(visit.ended(EndReason.TIMEOUT, now))
        return tuple(ended)

    def _follow_place(self, glance: Glance) -> None:
        """Move visits along with their camera, which may look at another place now."""
        for visits in (self._open, self._parked):
            for visit in tuple(visits.values()):
                if visit.spots and visit.spot_before(glance.camera_id) is None:
                    continue  # of other cameras, as most are where there are many
                if is_same_place(visit.place, glance.place):
                    continue
                elsewhere = visit.with_spot(glance.camera_id, None)
                moved = replace(visit, place=glance.place)
                visits[visit.visit_id] = elsewhere if elsewhere.spots else moved


def _may_be_the_same(sighting: Sighting, left: Visit) -> bool:
    """Say whether a vehicle may be one that has just left: two that are known are two."""
    if sighting.sure and left.sure and sighting.known is not None and left.vehicle_id is not None:
        return sighting.known.vehicle_id == left.vehicle_id
    return may_be_one(sighting, left.best)


def _at(place: str, visits: Iterable[Visit]) -> tuple[Visit, ...]:
    everywhere = tuple(visits)
    names = {each for each in {visit.place for visit in everywhere} if is_same_place(each, place)}
    return tuple(visit for visit in everywhere if visit.place in names)
