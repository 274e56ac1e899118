"""From one frame of a camera to what is known of it: from the API, or from the picture before."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
import logging

from homeassistant.core import HomeAssistant, callback

from .api.errors import BadRequest, SnapshotError
from .frames import FrameFailed, Frames, Known, TakenFrame
from .limiter import Priority, WaitedTooLong
from .lookups import Answer, Lookups, Picture
from .pipeline.decision import Decision, Reason
from .pipeline.frame import Upload
from .pipeline.frame_traits import FrameTraits, traits_of
from .pipeline.gate import Change
from .pipeline.glance import Glance
from .pipeline.seen_picture import SeenPicture, untold_boxes
from .pipeline.sighting import MOST_IN_A_PICTURE, Sighting
from .pipeline.traces import Traces
from .scan import (
    Scan,
    decision_on,
    details_of,
    detections_in,
    sightings_in,
    size_of_picture,
)
from .spot_memory import SpotMemory
from .strangers import Strangers
from .vehicles import Vehicles
from .visits import Visits

_LOGGER = logging.getLogger(__name__)

type Choose = Callable[[], Awaitable[TakenFrame | None]]
"""Returns the frame to look up, when the turn of a lookup has come; None if there is none."""


@dataclass(frozen=True, slots=True)
class Shared:
    """What the cameras of an account have in common."""

    lookups: Lookups
    vehicles: Vehicles
    visits: Visits
    strangers: Strangers


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
        self._memory = SpotMemory(shared.visits, camera_id, frames, self._identified)

    @callback
    def async_change(self) -> None:
        """Take the camera for another one, of which nothing is known."""
        self._finds_plates_alone = False
        self._memory.forget()

    @callback
    def async_forget(self, traces: Traces) -> None:
        """Remember nothing of what was deleted."""
        self._memory.forget_traces(traces)

    @property
    def known(self) -> Known:
        """Where vehicles are, of which each frame has to say how it looks there."""
        return self._memory.known

    def is_open_question(self, taken: TakenFrame) -> bool:
        """Say whether only a lookup can tell who is still in the spots before the camera."""
        return self._memory.is_open_question(taken)

    def is_settled_later(self, taken: TakenFrame) -> bool:
        """Say whether a doubt is so young that no lookup could settle it yet."""
        return self._memory.is_settled_later(taken)

    def traits_of(self, taken: TakenFrame) -> FrameTraits:
        """Return what the changes in a frame are like that the gate has looked at."""
        assert taken.examination is not None  # noqa: S101 - as the caller has made sure
        seen, moves = taken.examination, self._memory.moves_in(taken)
        return traits_of(seen.change, seen.scene.part, moves, is_still=seen.is_still)

    def without_lookup(self, taken: TakenFrame) -> Scan:
        """Return what a frame brings that isn't looked up: the numbers why, and who is still here.

        A picture that the camera gave before proves nothing of now.
        """
        at = taken.look.taken_at
        seen = taken.examination
        if seen is None or (taken.is_old and seen.change.is_new):
            return Scan(Decision(Reason.SAME_PICTURE, at), era=taken.era)
        reason = Reason.HELD_BACK if seen.change.is_new else Reason.NO_CHANGE
        decision = Decision(reason, at, _amounts(seen.change))
        glance = self._memory.see_without_lookup(taken, seen)
        return Scan(decision, era=taken.era, glance=glance and _taken_with(glance, taken))

    def followed(self, taken: TakenFrame, tracked: str | None = None) -> Scan | None:
        """Return what a frame brings in which one that has just come has driven on, if it has.

        Args:
            taken: the frame.
            tracked: the plate of the vehicle that was watched since it was read.
        """
        glance = self._memory.follow(taken, tracked)
        if glance is None or taken.examination is None:
            return None
        details = _amounts(taken.examination.change)
        decision = Decision(Reason.FOLLOWED, taken.look.taken_at, details)
        return Scan(decision, era=taken.era, glance=_taken_with(glance, taken))

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
            return Picture(question.upload.file, taken.look.taken_at, recognition)

        return await self._shared.lookups.async_ask(
            picture, camera_id=self._camera_id, priority=priority
        )

    def _is_in_doubt(self, taken: TakenFrame) -> bool:
        """Say whether a vehicle may have left, and plates alone don't prove that.

        One without a readable plate may be standing before it, or its own plate may be dazzled.
        """
        if taken.settings.recognition.finds_all_vehicles or self._finds_plates_alone:
            return False
        if not taken.is_read_as_set:
            return False
        return self._memory.is_in_doubt(taken)

    def _brought(self, question: _Question, answer: Answer) -> Scan:
        taken = question.taken
        assert question.upload is not None  # noqa: S101 - it was answered
        thresholds = taken.settings.thresholds
        seen = self._identified(sightings_in(answer, question.upload, taken.look, thresholds))
        told = tuple(filter(taken.settings.recognition.asks_for, seen))
        sees_all = question.sees_all or self._finds_plates_alone
        is_whole = len(seen) < MOST_IN_A_PICTURE  # whoever isn't among the best may be there, too
        glance = Glance(
            self._camera_id,
            taken.look.place,
            taken.look.taken_at,
            seen,
            sees_all=sees_all and is_whole and not self._memory.is_blinded(taken),
            steady_at=taken.look.steady_at,
        )
        if taken.is_read_as_set:
            self._memory.see_answered(taken, glance)
        return Scan(
            decision_on(told, taken.look.taken_at),
            told,
            answer.seconds,
            answer.recognition.processing_time,
            size_of_picture(answer, question.upload),
            taken.picture,
            taken.era,
            glance=glance if taken.is_read_as_set and not taken.is_old else None,
            is_read_as_set=taken.is_read_as_set,
            seen_on=SeenPicture(
                taken.frame.content,
                seen,
                taken.settings.view,
                untold_boxes(detections_in(answer, question.upload), seen),
            )
            if seen
            else None,
        )

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


def _once(taken: TakenFrame) -> Choose:
    async def choose() -> TakenFrame:
        return taken

    return choose


def _taken_with(glance: Glance, taken: TakenFrame) -> Glance:
    """Return a glance that was made of an earlier one as this frame's own."""
    return replace(glance, steady_at=taken.look.steady_at)
