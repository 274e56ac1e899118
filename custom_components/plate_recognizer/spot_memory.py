"""What is known of the spots before one camera, from one of its frames to the next."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from .api.models import Box
from .frames import Examination, Frames, Known, TakenFrame
from .pipeline.following import Before, Moves, glance_by_following, moves_in
from .pipeline.frame_traits import is_slight
from .pipeline.glance import Glance, shown_in
from .pipeline.placed import Placed, area, extent_of, overlap
from .pipeline.sighting import Sighting
from .pipeline.spots import EMPTY_APART
from .pipeline.traces import Traces, never_read
from .pipeline.watch import FrameNews, KnownSpot, changed_in, emptied_in, glance_without_lookup
from .pipeline.witnesses import SAME_BOX
from .visits import Visits

_MOST_OF_IT: Final = 0.5
"""Share of the picture that is new, from which on it may be the camera that sees otherwise."""


class SpotMemory:
    """Who is where before one camera, as lookups and the change gate have it.

    Args:
        visits: of the account.
        camera_id: of the camera's subentry.
        frames: of the camera.
        identify: says who vehicles are, as far as that is known now.
    """

    def __init__(
        self,
        visits: Visits,
        camera_id: str,
        frames: Frames,
        identify: Callable[[tuple[Sighting, ...]], tuple[Sighting, ...]],
    ) -> None:
        self._visits = visits
        self._camera_id = camera_id
        self._frames = frames
        self._identify = identify
        self._last: Glance | None = None
        """Of the picture with which the gate compares."""
        self._emptied: frozenset[str] = frozenset()
        """The visits whose spot the gate has seen become empty."""
        self._has_emptied = False
        """Whether it still compares with a picture on which they stood there."""

    def forget(self) -> None:
        """Take the camera for another one, of which nothing is known."""
        self._last = None
        self._emptied = frozenset()
        self._has_emptied = False

    def forget_traces(self, traces: Traces) -> None:
        """Take what was deleted off strangers, as their visits lose it; they stay where they are.

        Else a glance would have a plate that no visit has, and nobody would be found again.
        """
        if self._last is not None:
            kept = tuple(
                never_read(each) if each.known is None and traces.are_of(each) else each
                for each in self._last.sightings
            )
            self._last = replace(self._last, sightings=kept)

    @property
    def _spots(self) -> tuple[KnownSpot, ...]:
        return self._visits.tracker.spots_before(self._camera_id)

    @property
    def known(self) -> Known:
        """Where vehicles are, of which each frame has to say how it looks there."""
        standing = _extents(known.spot for known in self._spots)
        seen = _extents(self._last.sightings) if self._last is not None else ()
        return Known(standing, seen)

    def is_open_question(self, taken: TakenFrame) -> bool:
        """Say whether only a lookup can tell who is still in the spots.

        Of a picture that the camera gave before no lookup can tell it, either.
        """
        if taken.examination is None or taken.is_old:
            return False
        emptied = emptied_in(taken.examination.change, self._spots, self._emptied)
        return self._glance_of(taken, taken.examination, emptied) is None

    def is_settled_later(self, taken: TakenFrame) -> bool:
        """Say whether a doubt is so young that no lookup could settle it yet."""
        return any(
            timedelta() <= taken.look.taken_at - known.spot.empty_since < EMPTY_APART
            for known in self._spots
            if known.spot.empty_since is not None
        )

    def is_in_doubt(self, taken: TakenFrame) -> bool:
        """Say whether a vehicle may have left, by what is known before a frame is looked up."""
        if self._visits.tracker.is_in_doubt(self._camera_id):
            return True
        seen = taken.examination
        return seen is not None and bool(changed_in(seen.change, self._spots))

    def is_blinded(self, taken: TakenFrame) -> bool:
        """Say whether somebody who isn't found may still be there, in light that dazzles."""
        seen = taken.examination
        return seen is not None and any(seen.change.is_blinded(box) for box in self.known.boxes)

    def moves_in(self, taken: TakenFrame) -> Moves:
        """Say whether all that is new may be vehicles that are here already, and move."""
        if taken.examination is None or self._last is None:
            return Moves.NO  # of a picture that is compared with nothing all is new
        tracker, look = self._visits.tracker, taken.look
        leaving = tracker.leaving.before(look.place, self._camera_id, look.taken_at)
        visits = tracker.visits_at(look.place)
        change = taken.examination.change
        return moves_in(change, visits, leaving, self._camera_id, look.taken_at)

    def see_without_lookup(self, taken: TakenFrame, seen: Examination) -> Glance | None:
        """Take in a frame that isn't looked up. Returns who it shows; None where nobody knows."""
        change = seen.change
        if change.is_new and not is_slight(change, seen.scene.part):
            return None
        emptied = emptied_in(change, self._spots, self._emptied)
        glance = self._glance_of(taken, seen, emptied)
        self._has_emptied = self._has_emptied or bool(emptied - self._emptied)
        is_renewed = seen.is_still or self._is_over(emptied, taken.look.taken_at)
        if glance is not None and self._has_emptied and not change.is_new and is_renewed:
            # All is known of it, and from now on it is what whoever comes is compared with: without
            # the last bit of a vehicle that drives out of the picture.
            taken.gate.looked_up(seen.scene, self._occupied(glance, emptied))
            self._has_emptied = False
        elif not change.is_new:
            self._frames.async_unchanged(taken)
        self._emptied = emptied
        return None if glance is None else self._kept(glance)

    def _is_over(self, emptied: Collection[str], at: datetime) -> bool:
        """Say whether a look ends a visit: nobody will know any more whom it stood before."""
        return any(
            at - known.spot.empty_since >= EMPTY_APART
            for known in self._spots
            if known.visit_id in emptied and known.spot.empty_since is not None
        )

    def _glance_of(
        self, taken: TakenFrame, seen: Examination, emptied: Collection[str]
    ) -> Glance | None:
        """Return what a frame shows, as far as that is known without any lookup."""
        if taken.is_old or self._last is None:
            return None
        frame = FrameNews(seen.change, taken.look.taken_at)
        return glance_without_lookup(self._last, frame, self._spots, emptied)

    def follow(self, taken: TakenFrame, tracked: str | None) -> Glance | None:
        """Take in that one who has just come has driven on, if a frame shows that.

        It looks the same from then on.

        Args:
            taken: the frame.
            tracked: the plate of the vehicle that was watched since it was read.
        """
        seen = taken.examination
        if seen is None or taken.is_old or self._last is None:
            return None
        if taken.gate is not self._frames.gate or seen.scene.part in seen.change.regions:
            return None  # compared with nothing, or with another camera's picture
        visits = self._visits.tracker.visits_at(taken.look.place)
        emptied = emptied_in(seen.change, self._spots, self._emptied)
        before = Before(self._last, visits, emptied, tracked)
        glance = glance_by_following(before, seen.change, taken.look)
        if glance is None:
            return None
        self._emptied = emptied - shown_in(glance, visits).keys()
        self._has_emptied = False
        taken.gate.looked_up(seen.scene, self._occupied(glance, self._emptied))
        return self._kept(glance)

    def _kept(self, glance: Glance) -> Glance:
        self._last = replace(glance, sightings=self._identify(glance.sightings))
        return self._last

    def see_answered(self, taken: TakenFrame, glance: Glance) -> None:
        """Take in what a lookup says of a frame."""
        emptied = self._emptied_by(taken, glance)
        gone = self._gone(taken, glance)
        # A lookup may miss a parked vehicle, or one that is hidden: as long as it isn't known that
        # it has left, no picture may prove later that its spot is empty.
        occupied = self._occupied(glance, emptied | self._shown_in(glance))
        self._frames.async_answered(taken, occupied)
        if not taken.is_old and taken.gate is self._frames.gate:  # else it is of another camera
            self._last = glance
            self._has_emptied = False
            self._emptied = emptied | gone

    def _occupied(self, glance: Glance, but: Collection[str]) -> tuple[Box, ...]:
        """Return where vehicles are: who is found, and who has a spot, without some visits."""
        stay = _extents(known.spot for known in self._spots_but(but))
        return tuple(dict.fromkeys((*_extents(glance.sightings), *stay)))

    def _spots_but(self, visit_ids: Collection[str]) -> Iterator[KnownSpot]:
        return (known for known in self._spots if known.visit_id not in visit_ids)

    def _shown_in(self, glance: Glance) -> frozenset[str]:
        tracker = self._visits.tracker
        return frozenset(shown_in(glance, (*tracker.visits, *tracker.parked)))

    def _hidden_in(self, glance: Glance) -> frozenset[str]:
        found = _extents(glance.sightings)
        return frozenset(
            known.visit_id
            for known in self._spots
            if any(known.spot.is_behind(each) for each in found)
        )

    def _emptied_by(self, taken: TakenFrame, glance: Glance) -> frozenset[str]:
        """Return whose spots the gate has seen become empty, and the lookup doesn't contradict."""
        if taken.examination is None:
            return frozenset()
        emptied = emptied_in(taken.examination.change, self._spots, self._emptied)
        return emptied - self._shown_in(glance) - self._hidden_in(glance)

    def _gone(self, taken: TakenFrame, glance: Glance) -> frozenset[str]:
        """Return who has driven out of the picture, as a burst has watched, and isn't there now.

        Neither the gate nor the lookup sees anything of the vehicle where it stood. Not who may be
        hidden; and nobody where most of the picture is new, as when a camera begins to see by
        infrared.
        """
        if taken.examination is None or not (taken.follows_way_out and glance.sees_all):
            return frozenset()
        change, here = taken.examination.change, taken.gate.present
        if sum(map(area, change.regions)) > _MOST_OF_IT * area(taken.examination.scene.part):
            return frozenset()
        open_ones = {each.visit_id for each in self._visits.tracker.visits}
        return frozenset(
            known.visit_id
            for known in self._spots_but(self._shown_in(glance) | self._hidden_in(glance))
            if known.visit_id in open_ones
            and (extent := extent_of(known.spot)) is not None
            and any(overlap(extent, box) >= SAME_BOX for box in here)
            and change.is_gone(extent)
        )


def _extents(placed: Iterable[Placed]) -> tuple[Box, ...]:
    extents = map(extent_of, placed)
    return tuple(extent for extent in extents if extent is not None)
