"""A vehicle's stay at a place, and whether its start is proof of coming."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from .placed import Placed
from .plate_text import normal_form
from .sighting import Sighting
from .spots import Spot, has_grown

OPENING: Final = timedelta(seconds=60)
"""From the start of a visit, in which a further picture may still prove that it is an arrival."""

_ENOUGH_READS: Final = 2
"""Distinct pictures that have to agree on a plate, where no single one is sure."""

_ENOUGH_PICTURES: Final = 2
"""That have to show a vehicle before anybody can say whether it comes or goes."""

_MOTION: Final = 1.1
"""How many times larger or smaller a vehicle has to become, in each direction, to come or to go.
Boxes of a standing one differ by some per cent from picture to picture."""


class Motion(StrEnum):
    """Where a vehicle is going, as seen from the camera."""

    APPROACHING = "approaching"
    RECEDING = "receding"
    UNKNOWN = "unknown"


class EndReason(StrEnum):
    """Why a visit has ended."""

    LEFT = "left"
    TIMEOUT = "timeout"
    """Nobody has seen the vehicle for so long that nobody knows."""


class ArrivalReason(StrEnum):
    """Why a visit is an arrival or, all others, why it is none."""

    ARRIVED = "arrived"

    NOT_SURE = "not_sure"
    UNREAD = "unread"
    """A further picture may still make it an arrival."""

    RECEDING = "receding"
    """The vehicle drove away from the camera, out of a garage for example."""
    FIRST_SCAN = "first_scan"
    """The camera hadn't looked since the start or a change: the vehicle may have stood there."""
    SAME_SPOT = "same_spot"
    """The vehicle was last seen standing here, and nobody has seen it leave."""
    VISIT_OPEN = "visit_open"
    """The vehicle is here already."""
    OLD_PICTURE = "old_picture"
    """The camera gave a picture from before, or somebody one of which nobody knows when it is."""
    WEBHOOK = "webhook"
    """Somebody else says that it is here, and the camera isn't set to take that for coming."""


_MAY_STILL_ARRIVE: Final = frozenset({ArrivalReason.NOT_SURE, ArrivalReason.UNREAD})


@dataclass(frozen=True, slots=True)
class Approach:
    """How one camera has seen a vehicle come, or go."""

    camera_id: str
    first: Spot
    """Where it was on the first picture."""
    pictures: int = 0
    """How many distinct pictures have shown it, until its arrival was decided."""
    motion: Motion = Motion.UNKNOWN

    def with_picture(self, sighting: Sighting) -> Approach:
        """Return it after one more picture."""
        motion = motion_between(self.first, sighting)
        return replace(self, pictures=self.pictures + 1, motion=motion)


@dataclass(frozen=True, slots=True)
class Visit:
    """A vehicle's stay at a place."""

    visit_id: str
    place: str
    camera_id: str
    """The camera that has seen how it began, or what made it an arrival."""

    best: Sighting
    """Says best who it is."""
    reads: int
    """How many distinct pictures have agreed on the plate at its start."""
    sure: bool

    started_at: datetime
    spots: tuple[Spot, ...]
    """Where it is, one for each camera that sees it; empty when it has left."""
    approaches: tuple[Approach, ...] = ()
    """How it came, one for each camera that has seen it since it began."""

    objection: ArrivalReason | None = None
    """Why it can't be an arrival, whatever is seen of it; None if nothing speaks against it."""
    arrival_reason: ArrivalReason | None = None
    """None until it is decided."""
    is_told: bool = False
    """Whether its start was told of."""

    ended_at: datetime | None = None
    end_reason: EndReason | None = None

    is_restored: bool = False
    """Whether it is from before the last start: nobody knows by which clock it began."""

    pseudonym: str | None = None
    """What a stranger was called whose plate was not written down, and isn't known any more."""
    plate_lost_in: int | None = None
    """With which edition of the known vehicles its plate was compared last, if that is gone: not
    written down, or deleted. See `Acquaintance`."""
    may_be_since: int | None = None
    """The same of vehicles that were here without their plate when it was seen, or had just left:
    it may be one of them."""

    @property
    def is_arrival(self) -> bool:
        """Whether its start is proof of coming."""
        return self.arrival_reason is ArrivalReason.ARRIVED

    @property
    def is_decided(self) -> bool:
        """Whether it is known to be an arrival or not."""
        return self.arrival_reason is not None

    @property
    def can_still_arrive(self) -> bool:
        """Whether only better pictures are missing for it to be an arrival."""
        return self.arrival_reason in _MAY_STILL_ARRIVE

    @property
    def plate(self) -> str | None:
        """The plate in its normal form."""
        return normal_form(self.best.plate) if self.best.plate is not None else None

    @property
    def vehicle_id(self) -> str | None:
        """The id of the known vehicle."""
        return self.best.known.vehicle_id if self.best.known else None

    @property
    def motion(self) -> Motion:
        """Whether it comes or goes, as seen by the camera that decides on its arrival."""
        approach = self._approach_of(self.camera_id)
        return approach.motion if approach else Motion.UNKNOWN

    @property
    def pictures(self) -> int:
        """How many distinct pictures of that camera have shown it."""
        approach = self._approach_of(self.camera_id)
        return approach.pictures if approach else 0

    def _approach_of(self, camera_id: str) -> Approach | None:
        return next((each for each in self.approaches if each.camera_id == camera_id), None)

    @property
    def seen_at(self) -> datetime:
        """When the vehicle was last seen."""
        return max((spot.seen_at for spot in self.spots), default=self.started_at)

    def is_opening(self, at: datetime) -> bool:
        """Whether a picture of this time may still make it an arrival."""
        return not self.is_restored and timedelta() <= at - self.started_at <= OPENING

    def spot_before(self, camera_id: str) -> Spot | None:
        """Return where a camera has seen the vehicle."""
        for spot in self.spots:  # asked of every visit for every frame: no generator
            if spot.camera_id == camera_id:
                return spot
        return None

    def with_spot(self, camera_id: str, spot: Spot | None) -> Visit:
        """Return the visit with another spot before a camera, or with none."""
        others = tuple(each for each in self.spots if each.camera_id != camera_id)
        return replace(self, spots=others if spot is None else (*others, spot))

    def with_cameras(self, camera_ids: Collection[str]) -> Visit:
        """Return the visit as no other cameras than these have seen it.

        It can't become an arrival any more if the one that was about to decide on it is gone.
        """
        left = replace(
            self, spots=tuple(each for each in self.spots if each.camera_id in camera_ids)
        )
        if self.camera_id in camera_ids or not left.spots:
            return left
        reason = self.arrival_reason or ArrivalReason.FIRST_SCAN
        return replace(left, camera_id=left.spots[0].camera_id, arrival_reason=reason)

    def seen(
        self,
        sighting: Sighting,
        camera_id: str,
        at: datetime,
        beside: Mapping[str, Sighting] | None = None,
    ) -> Visit:
        """Return the visit after a picture that shows the vehicle.

        Args:
            sighting: shows it.
            camera_id: of the camera.
            at: when it looked.
            beside: what else it shows, by the visits.
        """
        before = self.spot_before(camera_id)
        spot = before.with_vehicle(sighting, at) if before else Spot.of(sighting, camera_id, at)
        others = {name: each for name, each in (beside or {}).items() if name != self.visit_id}
        seen = self.with_spot(camera_id, spot.with_others(others))
        if self.is_decided and not self.can_still_arrive:
            return seen
        approach = self._approach_of(camera_id) or Approach(camera_id, spot)
        others_saw = tuple(each for each in self.approaches if each.camera_id != camera_id)
        return replace(seen, approaches=(*others_saw, approach.with_picture(sighting)))

    def seen_coming(self, camera_id: str) -> Visit:
        """Return the visit after a camera has watched the vehicle come nearer before it was read.

        That counts as a further picture, unless its boxes say otherwise.
        """
        approach = self._approach_of(camera_id)
        if approach is None or approach.motion is Motion.RECEDING:
            return self
        pictures = max(approach.pictures, _ENOUGH_PICTURES)
        coming = replace(approach, pictures=pictures, motion=Motion.APPROACHING)
        others = tuple(each for each in self.approaches if each.camera_id != camera_id)
        return replace(self, approaches=(*others, coming))

    def not_seen(
        self, others: Iterable[Sighting], camera_id: str, at: datetime, *, sees_all: bool = True
    ) -> Visit:
        """Return the visit after a picture that doesn't show the vehicle, but others perhaps.

        It has no spot any more if the vehicle has left. See `Spot.without_vehicle`.
        """
        if (before := self.spot_before(camera_id)) is None:
            return self
        spot = before.without_vehicle(others, at, sees_all=sees_all)
        return self.with_spot(camera_id, None if spot.is_left else spot)

    def told(
        self, sighting: Sighting, camera_id: str, at: datetime, *, proves: bool = True
    ) -> Visit:
        """Return the visit after a scan that says who it is.

        What was read better before stays; so a parked vehicle stays who it is when it is misread.
        A further distinct picture counts for a visit whose start was not sure.

        Args:
            sighting: says it.
            camera_id: of the camera.
            at: when it looked.
            proves: whether that counts where an arrival is decided. Else it says nothing of a visit
                that may still become one: who arrives isn't known by hearsay, either.
        """
        if sighting.plate is None:
            return self
        is_open = not self.is_decided or (self.can_still_arrive and self.is_opening(at))
        if is_open and not proves:
            return self
        is_same = self.plate is None or self._is_same_as(sighting)
        is_proof = self.can_still_arrive and self.is_opening(at)
        agreeing = self.reads if is_proof and normal_form(sighting.plate) == self.plate else 0
        reads = sighting.reads + agreeing
        sure = sighting.sure or reads >= _ENOUGH_READS
        if self.sure and not (sure and is_same):
            return self
        if not (sure or is_same):
            return self
        reads = max(reads, self.reads)
        lost_in = None if sure else self.plate_lost_in
        told = replace(
            self, best=sighting, reads=reads, sure=sure, pseudonym=None, plate_lost_in=lost_in
        )
        if is_proof and sure:
            return replace(told, camera_id=camera_id, arrival_reason=None)
        return told

    def parked_before(self) -> Visit:
        """Return the visit of a vehicle that has parked there, which says more than hearsay."""
        objection = None if self.objection is ArrivalReason.WEBHOOK else self.objection
        return replace(self, objection=objection or ArrivalReason.SAME_SPOT)

    def without_plate(self, best: Sighting, edition: int) -> Visit:
        """Return the visit after its plate was taken away.

        Args:
            best: what remains of the sighting.
            edition: of the known vehicles, with all of which the plate was compared.
        """
        if self.plate_lost_in is None and self.best.plate is not None:
            return replace(self, best=best, plate_lost_in=edition)
        return replace(self, best=best)

    def is_fresh_hearsay(self, at: datetime) -> bool:
        """Whether it has just begun, and only because somebody else has told of the vehicle.

        That speaks against nobody whom a camera sees itself.
        """
        return self.objection is ArrivalReason.WEBHOOK and self.is_opening(at)

    def unless_hearsay(self, camera_id: str, at: datetime) -> Visit:
        """Return the visit as if it had begun with what a camera sees now.

        That is how it would be had nobody told of the vehicle a moment before.
        """
        if not self.is_fresh_hearsay(at):
            return self
        own = tuple(each for each in self.approaches if each.camera_id == camera_id)
        return replace(
            self, camera_id=camera_id, approaches=own, objection=None, arrival_reason=None
        )

    def _is_same_as(self, sighting: Sighting) -> bool:
        if sighting.known is not None and sighting.known.vehicle_id == self.vehicle_id:
            return True
        return sighting.plate is not None and normal_form(sighting.plate) == self.plate

    def decided(self, *, is_over: bool) -> Visit:
        """Return the visit with its arrival decided, as soon as that can be.

        Who may open is waited for until a second picture shows it, since one can't tell coming from
        going. Where none will come, it is decided without.

        Args:
            is_over: whether the scan that began it is, so that no better picture will come.
        """
        if self.is_decided:
            return self
        known = self.best.known
        waits_for_motion = known is not None and known.may_open and self.pictures < _ENOUGH_PICTURES
        if self.objection is None and not is_over and (not self.sure or waits_for_motion):
            return self
        return replace(self, arrival_reason=self._arrival_reason())

    def never_arrived(self, reason: ArrivalReason) -> Visit:
        """Return the visit as no arrival, whatever was seen of it."""
        return replace(self, objection=reason, arrival_reason=reason)

    def _arrival_reason(self) -> ArrivalReason:
        if self.objection is not None:
            return self.objection
        if self.best.plate is None:
            return ArrivalReason.UNREAD
        if not self.sure:
            return ArrivalReason.NOT_SURE
        if self.motion is Motion.RECEDING:
            return ArrivalReason.RECEDING
        return ArrivalReason.ARRIVED

    def ended(self, reason: EndReason, at: datetime) -> Visit:
        """Return the visit as it ended: not before it began, whatever clock that was told by."""
        started_at = min(self.started_at, at)
        return replace(self, started_at=started_at, ended_at=at, end_reason=reason)


def motion_between(first: Placed, last: Placed) -> Motion:
    """Say whether a vehicle comes or goes, by how large it was before and is now."""
    grown = has_grown(first, last)
    if grown is None or 1 / _MOTION < grown < _MOTION:
        return Motion.UNKNOWN
    return Motion.APPROACHING if grown >= _MOTION else Motion.RECEDING


def is_same_place(one: str, other: str) -> bool:
    """Whether two cameras name the same place."""
    return place_key(one) == place_key(other)


def place_key(place: str) -> str:
    """Return what all names of the same place have in common: they are, however capitalised."""
    return place.casefold()
