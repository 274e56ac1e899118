"""Takes a camera's frames, and says of each what it shows that is new."""

import asyncio
from collections import deque
from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
import logging
from typing import Final

from homeassistant.core import HomeAssistant, callback

from .api.models import Box
from .capture import CameraFailed, async_capture
from .outage import Outage
from .pipeline.area import View
from .pipeline.decision import Decision, Reason
from .pipeline.frame import BrokenPicture, Frame, Upload, prepare
from .pipeline.gate import Change, ChangeGate
from .pipeline.scene import Scene, scene_of
from .pipeline.sighting import Look
from .settings import CameraSettings, RecognitionSettings

_LOGGER = logging.getLogger(__name__)

_REMEMBERED_PICTURES: Final = 64
"""Of a camera, in which an old one is recognised: some bursts, and what is scanned between them."""


@dataclass(frozen=True, slots=True)
class Known:
    """Where vehicles are, as far as that is known. Boxes are in pixels of the full picture."""

    standing: Sequence[Box] = ()
    """One of each vehicle that has its spot."""
    seen: Sequence[Box] = ()
    """Of all that the last lookup has found."""

    @property
    def boxes(self) -> tuple[Box, ...]:
        """All of them."""
        return tuple(dict.fromkeys((*self.standing, *self.seen)))


@dataclass(frozen=True, slots=True, eq=False)
class Examination:
    """What the change gate says of a frame."""

    scene: Scene
    change: Change
    """Since the last lookup."""
    is_still: bool
    """Whether nothing has moved since the camera's frame before."""
    known: Known
    """What was known before."""


@dataclass(frozen=True, slots=True, eq=False)
class TakenFrame:
    """A frame of a camera, and how the camera was set when it was asked for."""

    look: Look
    """Where and when it was asked for."""
    settings: CameraSettings
    era: int
    """Of the scanner: it counts changes of the camera."""
    answers: int
    """How many frames of the camera had been answered before."""
    gate: ChangeGate
    """With whose reference it was compared."""
    frame: Frame
    picture: str
    """Identifies its content."""
    is_old: bool
    """Whether the camera gave the same picture before: it shows what was there then."""
    examination: Examination | None
    """None if it is looked up whatever it shows, or if its picture was looked up already."""
    follows_way_out: bool = False
    """Whether a burst has just watched something drive out of the picture."""
    is_read_as_set: bool = True
    """Whether the API is told what it always is of the camera. Else the picture proves nothing."""

    def read_with(self, recognition: RecognitionSettings) -> TakenFrame:
        """Return it as one of which the API is told this."""
        usual = self.settings.recognition
        finds_as_usual = replace(recognition, mmc=usual.mmc) == usual
        settings = replace(self.settings, recognition=recognition)
        return replace(self, settings=settings, is_read_as_set=finds_as_usual)


@dataclass(frozen=True, slots=True)
class Before:
    """What is known before a frame is taken."""

    is_known: Callable[[str], bool] | None
    """Tells of a picture whether nothing would be learnt from it. None takes the frame whatever it
    shows, and asks no gate."""
    stale: Container[str]
    """Pictures that show how it was before."""
    answers: int
    """How many frames of the camera were answered."""
    known: Known = Known()
    """Of which it will be asked how they look."""


class FrameFailed(Exception):  # noqa: N818 - what it is about is the frame
    """There is no frame to look at; the decision says why."""

    def __init__(self, decision: Decision) -> None:
        super().__init__(str(decision.details["detail"]))
        self.decision: Final = decision


class Frames:
    """Takes the frames of one camera, and remembers what it gave.

    Args:
        hass: where the camera is.
        name: of the camera, for the log.
        sensitivity: of the change gate.
    """

    def __init__(self, hass: HomeAssistant, name: str, sensitivity: float) -> None:
        self._hass = hass
        self._outage = Outage(_LOGGER, name)
        self.gate = ChangeGate(sensitivity)
        self._motion = ChangeGate(sensitivity)
        self._pictures: deque[str] = deque(maxlen=_REMEMBERED_PICTURES)
        self._answered: deque[str] = deque(maxlen=_REMEMBERED_PICTURES)
        self._remembering: asyncio.Future[Scene | None] | None = None
        """Looks at the last forced frame: what comes after it is compared with that."""

    @property
    def pictures(self) -> tuple[str, ...]:
        """The latest ones, oldest first."""
        return tuple(self._pictures)

    @callback
    def async_change(self, name: str, sensitivity: float) -> None:
        """Take the camera for another one, which has given nothing yet and not failed."""
        self._outage = Outage(_LOGGER, name)
        self.gate = ChangeGate(sensitivity)
        self._motion = ChangeGate(sensitivity)

    @callback
    def async_stop(self) -> None:
        """Say nothing of a frame that is still to come."""
        self._outage.hush()

    async def async_take(
        self, look: Look, settings: CameraSettings, era: int, before: Before
    ) -> TakenFrame:
        """Take a frame, and have the change gate look at it.

        Args:
            look: where and when.
            settings: of the camera.
            era: of the scanner.
            before: what is known before it.

        Raises:
            FrameFailed: the camera gave none, or a broken one.
        """
        gate, motion = self.gate, self._motion
        try:
            frame = await async_capture(self._hass, look.camera_entity_id, look.taken_at)
        except CameraFailed as error:
            raise self.failure(look, Reason.CAMERA_FAILED, {"detail": str(error)}) from error
        examine = _examination(gate, motion, settings.view, before.known)
        if self._remembering is not None and before.is_known is not None:
            await asyncio.wait([self._remembering])
        try:
            picture, examination = await self._hass.async_add_executor_job(
                _examined, frame, before.is_known, examine
            )
        except BrokenPicture as error:
            raise self.broken(look, error) from error
        is_old = picture in before.stale
        self._pictures.append(picture)
        if examination is not None:
            self._outage.ends()
        return TakenFrame(
            look, settings, era, before.answers, gate, frame, picture, is_old, examination
        )

    async def async_prepare(self, taken: TakenFrame, limit: int | None) -> Upload:
        """Return a frame as it is sent.

        Args:
            taken: the frame.
            limit: the most bytes that the server takes; None if there is no limit.

        Raises:
            FrameFailed: it can't be sent.
        """
        try:
            upload = await self._hass.async_add_executor_job(
                prepare, taken.frame, limit, taken.settings.view
            )
        except BrokenPicture as error:
            raise self.broken(taken.look, error) from error
        self._outage.ends()
        return upload

    @callback
    def async_answered(self, taken: TakenFrame, occupied: Sequence[Box]) -> None:
        """Compare with this frame from now on, since what it shows is known.

        Of one that the camera gave before nobody knows when it was like that.

        Args:
            taken: the frame that was looked up.
            occupied: where vehicles and plates are on it, in pixels of the full picture.
        """
        self._answered.append(taken.picture)
        if taken.is_old:
            return
        if taken.examination is not None:
            examination = taken.examination
            taken.gate.looked_up(examination.scene, occupied, examination.change.regions)
            return
        # A forced frame isn't looked at before it is asked for: whoever forced it waits for that.
        content, view = taken.frame.content, taken.settings.view
        seen = self._hass.async_add_executor_job(_scene_or_none, content, view)
        seen.add_done_callback(lambda done: _remember(taken.gate, done, occupied))
        self._remembering = seen

    @callback
    def async_unchanged(self, taken: TakenFrame) -> None:
        """Let the gate follow the light, by a frame that shows nothing new."""
        if taken.examination is not None:
            seen = taken.examination
            follows = self._hass.async_add_executor_job(
                taken.gate.unchanged, seen.scene, seen.known.standing, seen.known.boxes
            )
            follows.add_done_callback(lambda done: done.result())

    def is_answered(self, picture: str) -> bool:
        """Say whether a picture was looked up already."""
        return picture in self._answered

    def broken(self, look: Look, error: BrokenPicture) -> FrameFailed:
        """Note that a picture is broken, and return what says so."""
        details = {"detail": str(error), "fault": error.reason}
        return self.failure(look, Reason.BROKEN_PICTURE, details)

    def failure(self, look: Look, reason: Reason, details: dict[str, str]) -> FrameFailed:
        """Note that a frame can't be used, and return what says so."""
        self._outage.begins(details["detail"])
        return FrameFailed(Decision(reason, look.taken_at, details))


def _examination(
    gate: ChangeGate, motion: ChangeGate, view: View, known: Known
) -> Callable[[bytes], Examination]:
    def examine(content: bytes) -> Examination:
        scene = scene_of(content, view)
        moved = motion.judge(scene)
        motion.looked_up(scene, ())
        change = gate.judge(scene, known.standing)
        for box in known.boxes:
            change.spot(box)  # here it keeps nobody waiting
        return Examination(scene, change, not moved.is_new, known)

    return examine


def _examined(
    frame: Frame,
    is_known: Callable[[str], bool] | None,
    examine: Callable[[bytes], Examination],
) -> tuple[str, Examination | None]:
    """Return what identifies a frame, and what the gate says of it if that is asked.

    Raises:
        BrokenPicture: it is none.
    """
    picture = sha256(frame.content, usedforsecurity=False).hexdigest()
    if is_known is None or is_known(picture):
        return picture, None
    return picture, examine(frame.content)


def _scene_or_none(content: bytes, view: View) -> Scene | None:
    try:
        return scene_of(content, view)
    except BrokenPicture:
        return None  # the API could read it all the same


def _remember(
    gate: ChangeGate, seen: asyncio.Future[Scene | None], occupied: Sequence[Box]
) -> None:
    if not seen.cancelled() and (scene := seen.result()) is not None:
        gate.looked_up(scene, occupied)
