"""One camera's looks: frames that are taken and, if they are worth it, looked up, in turn."""

import asyncio
from collections.abc import Callable, Container
from dataclasses import dataclass
from typing import Final

from homeassistant.core import HomeAssistant, callback
from homeassistant.util import dt as dt_util

from .entity_reference import referenced_entity_id
from .frame_lookups import Choose, FrameLookups, Shared
from .frames import Before, FrameFailed, Frames, TakenFrame
from .limiter import Priority
from .pipeline.decision import Decision, Reason
from .pipeline.frame_traits import FrameTraits
from .pipeline.sighting import Look, Source
from .pipeline.traces import Traces
from .scan import Scan
from .settings import CameraSettings, RecognitionSettings
from .turn import Turn
from .worth import Purpose, Worth

type Admit = Callable[[], Decision | None]
"""Says why there must be no lookup now; None if there may be one."""

_FRESH: Final = 1.0
"""Seconds: what was taken so long ago is taken anew before it is looked up."""


@dataclass(frozen=True, slots=True)
class CameraIds:
    """What a camera is known by."""

    subentry_id: str
    """To the API, too."""
    device_id: str


class Looks:
    """The looks of one camera. Never two lookups at once: what they say has an order.

    Args:
        hass: where the camera is.
        shared: with the account's other cameras.
        ids: of the camera.
        settings: of the camera.
    """

    def __init__(
        self, hass: HomeAssistant, shared: Shared, ids: CameraIds, settings: CameraSettings
    ) -> None:
        self._hass = hass
        self._account_id = shared.lookups.account_id
        self._ids = ids
        self.settings = settings
        self.era = 0
        """Counts starts, and changes after which whoever stands there may have stood before."""
        self._account = shared.lookups
        self._steady_now = shared.visits.steady_now
        self._frames = Frames(hass, settings.name, settings.sensitivity)
        self._lookups = FrameLookups(hass, shared, ids.subentry_id, self._frames)
        self._worth = Worth(self._lookups)
        self._one_at_a_time = asyncio.Lock()
        self.answers = 0
        """How many frames the API has answered."""
        self._is_stopped = False

    @property
    def is_busy(self) -> bool:
        """Whether a look is under way, except for one that waits for its turn at the API."""
        return self._one_at_a_time.locked()

    @property
    def pictures(self) -> tuple[str, ...]:
        """Which pictures the camera gave lately, oldest first."""
        return self._frames.pictures

    @property
    def camera_entity_id(self) -> str | None:
        """The entity id of the camera by today's name; None when the camera is gone."""
        return referenced_entity_id(self._hass, self.settings.camera_entity)

    @callback
    def async_change(self, settings: CameraSettings) -> None:
        """Look with other settings from the next frame on, and as if for the first time."""
        self.settings = settings
        self.era += 1
        self._frames.async_change(settings.name, settings.sensitivity)
        self._lookups.async_change()

    @callback
    def async_forget(self, traces: Traces) -> None:
        """Remember nothing of what was deleted."""
        self._lookups.async_forget(traces)

    @callback
    def async_stop(self) -> None:
        """Whatever a look still brings belongs to no camera."""
        self._is_stopped = True
        self._frames.async_stop()

    def at_now(self, source: Source) -> Look:
        """Note where and when a look begins: settings may change while it is under way."""
        return Look(
            account_id=self._account_id,
            place=self.settings.place,
            camera=self.settings.name,
            camera_entity_id=self.camera_entity_id,
            device_id=self._ids.device_id,
            source=source,
            taken_at=dt_util.utcnow(),
            steady_at=self._steady_now(),
        )

    async def async_force(
        self, source: Source, recognition: RecognitionSettings | None = None
    ) -> Scan:
        """Take a frame now, and look it up whatever it shows.

        Args:
            source: who asks for it.
            recognition: what the API is told, this once; None for what it always is.
        """
        self._make_way(Priority.ACTION)
        stale = self.pictures

        async def forced() -> TakenFrame:
            taken = await self._take(source, None, stale)
            return taken if recognition is None else taken.read_with(recognition)

        try:
            async with self._one_at_a_time:
                taken = await forced()
        except FrameFailed as error:
            return self._without_frame(error)

        async def newest() -> TakenFrame | None:
            return taken if self.is_current(taken) else await forced()

        return await self.async_look_up(taken, Priority.ACTION, newest) or self.stopped()

    async def async_look(self, purpose: Purpose, admit: Admit | None = None) -> Scan:
        """Take a frame, and look it up if it shows anything new.

        When its turn at the API takes long to come, a newer frame is looked up instead.

        Args:
            purpose: why.
            admit: is asked before the lookup waits for its turn, and again when that has come; a
                decision that it returns forbids it.
        """
        scan = await self._look(purpose, admit)
        self._worth.looked(purpose, scan.decision)
        return scan

    async def _look(self, purpose: Purpose, admit: Admit | None) -> Scan:
        newest: TakenFrame | None = None
        stale = self.pictures
        refusal: Decision | None = None

        async def fresh() -> TakenFrame | None:
            nonlocal newest
            if newest is None or not (self.is_current(newest) and _is_fresh(newest)):
                newest = await self._take(purpose.source, self._frames.is_answered, stale)
            return newest if self._is_worth_it(newest, purpose) else None

        async def admitted() -> TakenFrame | None:
            nonlocal refusal
            taken = await fresh()
            if taken is not None and admit is not None:
                refusal = admit()
            return taken if refusal is None else None

        try:
            async with self._one_at_a_time:
                taken = await admitted()
        except FrameFailed as error:
            return self._without_frame(error)
        scan: Scan | None = None
        if taken is not None and (scan := self.followed(taken)) is not None:
            return scan
        if taken is not None:
            scan = await self.async_look_up(taken, purpose.priority, admitted)
        assert newest is not None  # noqa: S101 - a frame was taken, else it has failed
        if scan is None and refusal is not None:
            return self.stopped() if self._is_stopped else Scan(refusal, era=newest.era)
        if scan is None and self._is_worth_it(newest, purpose):
            return Scan(Decision(Reason.BUSY, newest.look.taken_at), era=newest.era)
        return self.without_lookup(newest) if scan is None else scan

    async def async_take(self, source: Source, is_known: Callable[[str], bool]) -> TakenFrame:
        """Take a frame for a burst, when no lookup is under way that would change what is new.

        Args:
            source: what the burst is for.
            is_known: tells of a picture whether the burst has had it.

        Raises:
            FrameFailed: there is none.
        """
        self._make_way(Priority.TRIGGER)
        async with self._one_at_a_time:
            return await self.async_take_meanwhile(source, is_known)

    async def async_take_meanwhile(
        self, source: Source, is_known: Callable[[str], bool]
    ) -> TakenFrame:
        """Take a frame for a burst that waits for its turn at the API."""

        def is_old(picture: str) -> bool:
            return is_known(picture) or self._frames.is_answered(picture)

        return await self._take(source, is_old, ())

    async def async_look_up(
        self, taken: TakenFrame, priority: Priority, choose: Choose
    ) -> Scan | None:
        """Look up a frame of the camera when no other lookup of it is under way.

        Args:
            taken: the frame that made it worth a lookup.
            priority: among the account's lookups.
            choose: is called when the turn has come, and returns the frame to look up.

        Returns what it brought; None if there was no frame to look up when the turn had come, or if
        a more urgent lookup of the camera comes first.
        """
        self._make_way(priority)
        while True:
            turn = Turn(self._one_at_a_time, self._unless_stopped(choose))
            try:
                scan = await self._lookups.async_look_up(taken, priority, turn.async_choose)
            finally:
                turn.end()
            if not turn.was_blocked:
                return self._brought(scan)
            async with self._one_at_a_time:
                pass  # whoever was first is done now

    def _make_way(self, priority: Priority) -> None:
        """Have a lookup of this camera that waits for its turn make way for a more urgent one."""
        self._account.async_make_way(self._ids.subentry_id, priority)

    def _unless_stopped(self, choose: Choose) -> Choose:
        async def chosen() -> TakenFrame | None:
            taken = None if self._is_stopped else await choose()
            return None if self._is_stopped else taken

        return chosen

    def _brought(self, scan: Scan | None) -> Scan | None:
        if self._is_stopped:
            return self.stopped()
        if scan is not None and scan.decision.answered:
            self.answers += 1
        return scan

    def without_lookup(self, taken: TakenFrame) -> Scan:
        """Return what a frame brings that isn't looked up."""
        return self.stopped() if self._is_stopped else self._lookups.without_lookup(taken)

    def stopped(self) -> Scan:
        """Return what a scan brings that was stopped: nothing."""
        return Scan(Decision(Reason.STOPPED, dt_util.utcnow()), era=self.era)

    def _without_frame(self, error: FrameFailed) -> Scan:
        return self.stopped() if self._is_stopped else Scan(error.decision, era=self.era)

    async def _take(
        self,
        source: Source,
        is_known: Callable[[str], bool] | None,
        stale: Container[str],
    ) -> TakenFrame:
        before = Before(is_known, stale, self.answers, self._lookups.known)
        return await self._frames.async_take(self.at_now(source), self.settings, self.era, before)

    def is_current(self, taken: TakenFrame) -> bool:
        """Say whether a frame is compared with what is known now."""
        return taken.era == self.era and taken.answers == self.answers

    def _is_worth_it(self, taken: TakenFrame, purpose: Purpose) -> bool:
        return not self._is_stopped and self._worth.is_worth_it(taken, purpose)

    def followed(self, taken: TakenFrame, tracked: str | None = None) -> Scan | None:
        """Return what a frame brings in which one that has just come has driven on, if it has."""
        return self._lookups.followed(taken, tracked)

    def traits_of(self, taken: TakenFrame) -> FrameTraits:
        """Return what the changes in a frame are like that the gate has looked at."""
        return self._lookups.traits_of(taken)

    def is_open_question(self, taken: TakenFrame) -> bool:
        """Say whether only a lookup can tell who is still in the spots before the camera."""
        return self._lookups.is_open_question(taken)


def _is_fresh(taken: TakenFrame) -> bool:
    age = (dt_util.utcnow() - taken.look.taken_at).total_seconds()
    return 0 <= age <= _FRESH
