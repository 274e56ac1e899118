"""From one frame of a camera to what is known of it: from the API, or from the picture before."""

from collections.abc import Awaitable, Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
import logging
from typing import Final

from homeassistant.core import HomeAssistant, callback

from .api.errors import BadRequest, SnapshotError
from .api.models import Box
from .frames import FrameFailed, Frames, Known, TakenFrame
from .limiter import Priority, WaitedTooLong
from .lookups import Answer, Lookups, Picture
from .pipeline.decision import Decision, Reason
from .pipeline.following import Before, Moves, glance_by_following, moves_in
from .pipeline.frame import Upload
from .pipeline.frame_traits import is_slight
from .pipeline.gate import Change
from .pipeline.glance import Glance, shown_in
from .pipeline.kinship import Placed, area, overlap
from .pipeline.sighting import Sighting
from .pipeline.spots import extent_of
from .pipeline.watch import FrameNews, KnownSpot, changed_in, emptied_in, glance_without_lookup
from .pipeline.witnesses import SAME_BOX
from .scan import Scan, decision_on, details_of, sightings_in
from .settings import CameraSettings
from .vehicles import Vehicles
from .visits import Visits

_LOGGER = logging.getLogger(__name__)

_MOST_OF_IT: Final = 0.5
"""Share of the picture."""

type Choose = Callable[[], Awaitable[TakenFrame | None]]
"""Returns the frame to look up, when the turn of a lookup has come; None if there is none."""


@dataclass(frozen=True, slots=True)
class Shared:
    """What the cameras of an account have in common."""

    lookups: Lookups
    vehicles: Vehicles
    visits: Visits


@dataclass(slots=True)
class _Question:
    """One lookup, with what is chosen when its turn has come."""

    taken: TakenFrame
    """The frame that was chosen last; before that, the one that made it worth a lookup."""
    upload: Upload | None = None
    asks_for_all: bool = False
    """Whether all vehicles are asked for, and the camera is set to ask for plates."""

    @property
    def sees_all(self) -> bool:
        return self.asks_for_all or self.taken.settings.recognition.finds_all_vehicles


class FrameLookups:
    """Says what frames of one camera show.

    Args:
        hass: where the camera is.
        shared: with the account's other cameras.
        camera_id: of its subentry.
        frames: of the camera.
    """

    def __init__(self, hass: HomeAssistant, shared: Shared, camera_id: str, frames: Frames) -> None:
        self._hass = hass
        self._shared = shared
        self._camera_id = camera_id
        self._frames = frames
        self._finds_plates_alone = False
        self._last: Glance | None = None
        """Of the picture with which the gate compares."""
        self._emptied: frozenset[str] = frozenset()
        """The visits whose spot the gate has seen become empty."""
        self._has_emptied = False
        """Whether it still compares with a picture on which they stood there."""

    @callback
    def async_change(self) -> None:
        """Take the camera for another one, of which nothing is known."""
        self._finds_plates_alone = False
        self._last = None
        self._emptied = frozenset()
        self._has_emptied = False

    def is_open_question(self, taken: TakenFrame) -> bool:
        """Say whether only a lookup can tell who is still in the spots before the camera.

        Of a picture that the camera gave before no lookup can tell it, either.
        """
        if taken.examination is None or taken.is_old:
            return False
        return self._glance_of(taken) is None

    @property
    def _spots(self) -> tuple[KnownSpot, ...]:
        return self._shared.visits.tracker.spots_before(self._camera_id)

    @property
    def known(self) -> Known:
        """Where vehicles are, of which each frame has to say how it looks there."""
        standing = _extents(known.spot for known in self._spots)
        seen = _extents(self._last.sightings) if self._last is not None else ()
        return Known(standing, seen)

    def without_lookup(self, taken: TakenFrame) -> Scan:
        """Return what a frame brings that isn't looked up: the numbers why, and who is still here.

        A picture that the camera gave before proves nothing of now.
        """
        if (examination := taken.examination) is None:
            return Scan(Decision(Reason.SAME_PICTURE, taken.look.taken_at), era=taken.era)
        change, at = examination.change, taken.look.taken_at
        reason = Reason.HELD_BACK if change.is_new else Reason.NO_CHANGE
        scan = Scan(Decision(reason, at, _amounts(change)), era=taken.era)
        if change.is_new and not is_slight(change, examination.scene.part):
            return scan
        emptied = emptied_in(change, self._spots, self._emptied)
        glance = self._glance_of(taken)
        self._has_emptied = self._has_emptied or bool(emptied - self._emptied)
        if glance is not None and self._has_emptied and not change.is_new and examination.is_still:
            # All is known of it, and from now on it is what whoever comes is compared with: without
            # the last bit of a vehicle that drives out of the picture.
            taken.gate.looked_up(examination.scene, self._all_but(emptied, glance))
            self._has_emptied = False
        elif not change.is_new:
            self._frames.async_unchanged(taken)
        self._emptied = emptied
        if glance is None:
            return scan
        self._last = replace(glance, sightings=self._identified(glance.sightings))
        return replace(scan, glance=self._last)

    def _glance_of(self, taken: TakenFrame) -> Glance | None:
        """Return what a frame shows, as far as that is known without any lookup."""
        if taken.examination is None or taken.is_old or self._last is None:
            return None
        change, spots = taken.examination.change, self._spots
        emptied = emptied_in(change, spots, self._emptied)
        frame = FrameNews(change, taken.look.taken_at)
        return glance_without_lookup(self._last, frame, spots, emptied)

    def followed(self, taken: TakenFrame, tracked: str | None = None) -> Scan | None:
        """Return what a frame brings in which one that has just come has driven on, if it has.

        That looks the same from then on.

        Args:
            taken: the frame.
            tracked: the plate of the vehicle that was watched since it was read.
        """
        examination = taken.examination
        if examination is None or taken.is_old or self._last is None:
            return None
        if taken.gate is not self._frames.gate or examination.scene.part in (
            examination.change.regions
        ):
            return None  # compared with nothing, or with another camera's picture
        visits = self._shared.visits.tracker.visits_at(taken.look.place)
        emptied = emptied_in(examination.change, self._spots, self._emptied)
        before = Before(self._last, visits, emptied, tracked)
        glance = glance_by_following(before, examination.change, taken.look)
        if glance is None:
            return None
        self._emptied = emptied - shown_in(glance, visits).keys()
        self._has_emptied = False
        occupied = self._all_but(self._emptied, glance)
        taken.gate.looked_up(examination.scene, occupied)
        self._last = replace(glance, sightings=self._identified(glance.sightings))
        details = _amounts(examination.change)
        decision = Decision(Reason.FOLLOWED, taken.look.taken_at, details)
        return Scan(decision, era=taken.era, glance=self._last)

    def moves_in(self, taken: TakenFrame) -> Moves:
        """Say whether all that is new may be vehicles that are here already, and move."""
        if taken.examination is None or self._last is None:
            return Moves.NO  # of a picture that is compared with nothing all is new
        tracker, look = self._shared.visits.tracker, taken.look
        leaving = tracker.leaving.before(look.place, self._camera_id, look.taken_at)
        visits = tracker.visits_at(look.place)
        change = taken.examination.change
        return moves_in(change, visits, leaving, self._camera_id, look.taken_at)

    async def async_look_up(
        self, taken: TakenFrame, priority: Priority, choose: Choose
    ) -> Scan | None:
        """Look up a frame of the camera. Never raises for a failure.

        Args:
            taken: the frame that made it worth a lookup.
            priority: among the account's lookups.
            choose: is called when the lookup's turn has come, and returns the frame to look up.

        Returns what it brought; None if there was no frame to look up any more.
        """
        question = _Question(taken)
        try:
            answer = await self._ask(question, priority, choose)
        except FrameFailed as error:
            return Scan(error.decision, era=question.taken.era)
        except WaitedTooLong as error:
            return _unanswered(question, Reason.WAITED_TOO_LONG, _details_of_wait(error))
        except SnapshotError as error:
            return _unanswered(question, Reason(error.slug), details_of(error))
        return None if answer is None else self._brought(question, answer)

    async def _ask(self, question: _Question, priority: Priority, choose: Choose) -> Answer | None:
        """Look up a picture.

        A server that refuses to find all vehicles, and takes the same picture as the user wants it,
        is believed to know no other way.

        Raises a `SnapshotError` when there is no answer.
        """
        try:
            return await self._ask_for(question, priority, choose)
        except BadRequest as error:
            if not question.asks_for_all:
                raise
            self._finds_plates_alone = True  # as far as this attempt goes
            answer = None
            try:
                answer = await self._ask_for(question, priority, _once(question.taken))
            finally:
                self._finds_plates_alone = answer is not None
            if answer is None:
                return None
            _LOGGER.warning("The server finds no vehicles without a plate: %s", error)
            question.asks_for_all = True  # as far as it ever will
            return answer

    async def _ask_for(
        self, question: _Question, priority: Priority, choose: Choose
    ) -> Answer | None:
        async def picture() -> Picture | None:
            taken = await choose()
            if taken is None:
                return None
            question.taken = taken
            question.upload = await self._frames.async_prepare(
                taken, self._shared.lookups.upload_limit
            )
            question.asks_for_all = self._is_in_doubt(taken)
            recognition = taken.settings.recognition
            if question.asks_for_all:
                recognition = recognition.for_all_vehicles()
            return Picture(question.upload, taken.look.taken_at, recognition)

        return await self._shared.lookups.async_ask(
            picture, camera_id=self._camera_id, priority=priority
        )

    def _is_in_doubt(self, taken: TakenFrame) -> bool:
        """Say whether a vehicle may have left, and plates alone don't prove that.

        One without a readable plate may be standing before it, or its own plate may be dazzled.
        """
        if taken.settings.recognition.finds_all_vehicles or self._finds_plates_alone:
            return False
        if self._shared.visits.tracker.is_in_doubt(self._camera_id):
            return True
        seen = taken.examination
        return seen is not None and bool(changed_in(seen.change, self._spots))

    def _brought(self, question: _Question, answer: Answer) -> Scan:
        taken = question.taken
        assert question.upload is not None  # noqa: S101 - it was answered
        thresholds = taken.settings.thresholds
        seen = self._identified(sightings_in(answer, question.upload, taken.look, thresholds))
        told = tuple(each for each in seen if _is_asked_for(each, taken.settings))
        at, place = taken.look.taken_at, taken.look.place
        sees_all = question.sees_all or self._finds_plates_alone
        glance = Glance(self._camera_id, place, at, seen, sees_all and not self._is_blinded(taken))
        emptied = self._emptied_by(taken, glance)
        self._frames.async_answered(taken, self._occupied(glance, emptied))
        scan = Scan(
            decision_on(told, taken.look.taken_at),
            told,
            answer.seconds,
            taken.picture,
            taken.era,
        )
        if taken.is_old:
            return scan
        if taken.gate is self._frames.gate:  # else it is of another camera
            self._last = glance
            self._has_emptied = False
            self._emptied = emptied | self._gone(taken, glance)
        return replace(scan, glance=glance)

    def _is_blinded(self, taken: TakenFrame) -> bool:
        """Say whether somebody who isn't found may still be there, in light that dazzles."""
        seen = taken.examination
        return seen is not None and any(seen.change.is_blinded(box) for box in self.known.boxes)

    def _occupied(self, glance: Glance, emptied: Collection[str]) -> tuple[Box, ...]:
        """Return where vehicles are on a frame that was looked up.

        A lookup may miss a parked vehicle, or one that is hidden: as long as it isn't known that it
        has left, no picture may prove later that its spot is empty.
        """
        shown = self._shown_in(glance)
        stay = self._spots_but({*emptied, *shown})
        return tuple(
            dict.fromkeys((*_extents(glance.sightings), *_extents(known.spot for known in stay)))
        )

    def _shown_in(self, glance: Glance) -> frozenset[str]:
        tracker = self._shared.visits.tracker
        return frozenset(shown_in(glance, (*tracker.visits, *tracker.parked)))

    def _all_but(self, emptied: Collection[str], glance: Glance) -> tuple[Box, ...]:
        """Return where vehicles are, when that is known without any lookup."""
        extents = _extents(known.spot for known in self._spots_but(emptied))
        return tuple(dict.fromkeys((*_extents(glance.sightings), *extents)))

    def _spots_but(self, emptied: Collection[str]) -> Iterator[KnownSpot]:
        return (known for known in self._spots if known.visit_id not in emptied)

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
        shown = self._shown_in(glance)
        found = _extents(glance.sightings)
        visits = {each.visit_id for each in self._shared.visits.tracker.visits}
        return frozenset(
            known.visit_id
            for known in self._spots_but(shown)
            if known.visit_id in visits
            and (extent := extent_of(known.spot)) is not None
            and any(overlap(extent, box) >= SAME_BOX for box in here)
            and not any(known.spot.is_behind(each) for each in found)
            and change.is_gone(extent)
        )

    def _emptied_by(self, taken: TakenFrame, glance: Glance) -> frozenset[str]:
        """Return whose spots the gate has seen become empty, and the lookup doesn't contradict."""
        if taken.examination is None:
            return frozenset()
        emptied = emptied_in(taken.examination.change, self._spots, self._emptied)
        found = _extents(glance.sightings)
        hidden = {
            known.visit_id
            for known in self._spots
            if any(known.spot.is_behind(each) for each in found)
        }
        return emptied - self._shown_in(glance) - hidden

    def _identified(self, sightings: tuple[Sighting, ...]) -> tuple[Sighting, ...]:
        return tuple(
            self._shared.vehicles.async_identify(each, self._camera_id) for each in sightings
        )


def _unanswered(
    question: _Question, reason: Reason, details: Mapping[str, str | int | float] | None = None
) -> Scan:
    taken = question.taken
    return Scan(Decision(reason, taken.look.taken_at, details or {}), era=taken.era)


def _amounts(change: Change) -> dict[str, float]:
    return {"changed": round(100 * change.amount, 1), "least": round(100 * change.least, 1)}


def _details_of_wait(error: WaitedTooLong) -> dict[str, int | float]:
    return {"waited": round(error.waited, 1), "ahead": error.ahead}


def _is_asked_for(sighting: Sighting, settings: CameraSettings) -> bool:
    """Say whether the user wants to know of a vehicle, and not only the tracking of visits."""
    return sighting.reading is not None or settings.recognition.finds_all_vehicles


def _extents(placed: Iterable[Placed]) -> tuple[Box, ...]:
    extents = map(extent_of, placed)
    return tuple(extent for extent in extents if extent is not None)


def _once(taken: TakenFrame) -> Choose:
    async def choose() -> TakenFrame:
        return taken

    return choose
