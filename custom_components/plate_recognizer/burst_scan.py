"""A burst: frames of one camera, of which the best are looked up, until all they show is sure."""

import asyncio
from dataclasses import replace
from datetime import datetime
from typing import Final

from homeassistant.core import HomeAssistant

from .api.models import Box
from .best_frame import BestFrame
from .frames import FrameFailed, TakenFrame
from .limiter import Priority
from .pipeline.burst_progress import BurstNeeds, BurstProgress
from .pipeline.coming import Coming
from .pipeline.consensus import Consensus
from .pipeline.decision import HOPELESS, Reason
from .pipeline.following import Moves
from .pipeline.sighting import Source
from .pipeline.track import Track, track_of
from .pipeline.way_out import WayOut
from .scan import Insight, Scan
from .scanner import CameraScanner
from .settings import BurstSettings

_FOLLOWED: Final = 10
"""Frames, after all is sure, in which a burst watches where vehicles go: they cost nothing."""

_MOST_LOST: Final = 2
"""Lookups of a burst that may have been billed and brought nothing, until it gives up."""

_POINTLESS: Final = HOPELESS | {Reason.WAITED_TOO_LONG}
"""The reasons for which the next frame would fare no better."""


class BurstScan:
    """One burst of a camera.

    Each frame's states are shown at once. A vehicle is told of once, with the pictures that agree
    on its plate: as soon as it is sure, at the end otherwise.

    Args:
        hass: where the camera is.
        scanner: of the camera.
        settings: of the burst.
    """

    def __init__(
        self, hass: HomeAssistant, scanner: CameraScanner, settings: BurstSettings
    ) -> None:
        self._hass = hass
        self._scanner = scanner
        self._looks = scanner.looks
        self._settings = settings
        self._started_with = scanner.settings
        self._consensus = Consensus(stale=scanner.looks.pictures)
        self._visits = scanner.visits_of(scanner.era)
        self._progress = BurstProgress[TakenFrame](settings.frames)
        self._next_at = hass.loop.time()
        self._coming: Coming | None = None
        self._came: dict[str, Box | None] = {}
        """By the frames' pictures, what has come nearer until then."""
        self._track: Track | None = None
        self._way_out = WayOut()
        self._answers = 0
        self._lost = 0
        self._insight = Insight.FAILED
        self._is_hopeless = False

    async def async_run(self) -> bool:
        """Run it. It ends early when the camera is set otherwise, or switched off.

        Returns whether the API has answered at all.
        """
        self._scanner.async_wake()
        try:
            with self._scanner.unfinished():
                await self._look_until_settled()
                await self._follow()
        except Exception:
            self._tell_rest()
            if not self._scanner.is_stopped:
                self._visits.async_end()
            raise
        self._tell_rest()
        if not self._scanner.scanning:
            self._scanner.async_skip(Reason.SCANNING_OFF, {})
        await self._scanner.async_end(Source.TRIGGER, self._visits, self._insight)
        return self._answers > 0

    def _is_cut_short(self) -> bool:
        if self._scanner.is_stopped or self._is_hopeless or self._lost == _MOST_LOST:
            return True
        return not self._scanner.scanning or self._scanner.settings is not self._started_with

    def _is_over(self) -> bool:
        if self._is_cut_short():
            return True
        if self._consensus.is_settled and not self._visits.awaits_direction:
            return True
        return self._progress.is_over

    @property
    def _is_changed(self) -> bool:
        """Whether the camera has been set otherwise since the burst began."""
        return self._scanner.era != self._visits.era

    @property
    def _needs(self) -> BurstNeeds:
        return BurstNeeds(
            has_read=self._consensus.has_read,
            is_unsure=self._consensus.is_unsure,
            awaits_direction=self._visits.awaits_direction,
        )

    async def _look_until_settled(self) -> None:
        while not self._is_over():
            if await self._wait() and not self._is_over():
                await self._take_one()
        if not self._is_cut_short() and (last := self._progress.take_last(self._needs)):
            await self._look_up(last)

    async def _wait(self) -> bool:
        """Wait until the next frame is due. Returns whether it is still wanted."""
        await asyncio.sleep(self._next_at - self._hass.loop.time())
        self._next_at = self._hass.loop.time() + self._settings.spacing
        return not self._is_cut_short()

    async def _follow(self) -> None:
        """Watch whoever is known drive on, until it stands or has gone.

        Whoever comes behind it is read.
        """
        for _ in range(_FOLLOWED if self._consensus.is_settled else 0):
            if self._is_cut_short() or not await self._wait():
                return
            try:
                taken = await self._looks.async_take(Source.TRIGGER, self._consensus.has_seen)
            except FrameFailed:
                return
            if taken.examination is None:
                return
            traits = self._looks.traits_of(taken)
            self._watch(taken)
            if not traits.is_new or traits.is_still:
                followed = self._looks.followed(taken, self._tracked)
                self._tell(followed or self._looks.without_lookup(taken))
                return
            if traits.moves is not Moves.NO or traits.is_slight or self._progress.is_over:
                self._tell(self._looks.without_lookup(taken))
            else:
                await self._look_up(self._progress.take_at_once(taken, traits))

    async def _take_one(self) -> None:
        try:
            taken = await self._looks.async_take(Source.TRIGGER, self._consensus.has_seen)
        except FrameFailed as error:
            self._progress.take_none()
            self._tell(Scan(error.decision, era=self._scanner.era))
            return
        if taken.examination is None:
            self._progress.take_none()
            if not self._answers:
                self._tell(self._looks.without_lookup(taken))
            return
        self._watch(taken)
        followed = (
            self._looks.followed(taken, self._tracked) if taken.examination.is_still else None
        )
        if followed is not None:
            self._progress.take_followed()
            self._tell(followed)
            return
        if not self._answers:
            self._note_what_comes(taken)
        elif self._visits.awaits_direction:
            await self._see_what_comes(taken)
            if self._is_over():
                self._tell(self._looks.without_lookup(taken))
                return
        needs = self._needs
        traits = self._looks.traits_of(taken)
        is_asked = needs.awaits_direction or (
            traits.is_still and self._is_check_due(taken.look.taken_at)
        )
        if is_asked and self._looks.is_open_question(taken):
            traits = replace(traits, is_new=True)  # whoever has come has moved a little
        chosen = self._progress.take(taken, traits, needs)
        if chosen is not None:
            await self._look_up(chosen)
        else:
            self._tell(self._looks.without_lookup(taken))

    @property
    def _tracked(self) -> str | None:
        """The plate of the vehicle that was watched in every picture since it was read."""
        return None if self._track is None else self._track.kept

    def _watch(self, taken: TakenFrame) -> None:
        if (seen := taken.examination) is None:
            return
        self._way_out.see(seen.change.regions, seen.scene.part)
        if self._track is not None:
            self._track.see(seen.change.regions, seen.scene.part, taken.look.taken_at)

    def _is_check_due(self, at: datetime) -> bool:
        """Say whether a picture that was asked for then can stand in for the check that is due."""
        due = self._scanner.check_due
        return due is not None and at >= due

    def _note_what_comes(self, taken: TakenFrame) -> None:
        """Until the first answer all frames are compared with the same picture from before."""
        assert taken.examination is not None  # noqa: S101 - as the caller has made sure
        if self._coming is None:
            self._coming = Coming(taken.examination.scene.part, taken.gate)
        self._came[taken.picture] = self._coming.grown(taken.examination.change)

    async def _see_what_comes(self, taken: TakenFrame) -> None:
        """Spare the second lookup of whoever goes on growing after the first one."""
        assert taken.examination is not None  # noqa: S101 - as the caller has made sure
        if self._coming is None:
            return
        coming = await self._hass.async_add_executor_job(
            self._coming.grown_by, taken.examination.scene
        )
        if coming is not None and not self._is_cut_short():
            self._visits.async_come_nearer(coming)

    async def _look_up(self, chosen: TakenFrame) -> None:
        """Look a frame up, or the best one of those that are taken while it waits for its turn."""
        best = BestFrame(self._looks, chosen, self._consensus.has_seen)
        collecting = self._hass.async_create_background_task(
            best.async_collect(self._settings.spacing), f"frames of {self._scanner.settings.name}"
        )

        async def choose() -> TakenFrame | None:
            best.is_chosen = True
            if self._is_changed:
                return None  # the burst is over: what is seen now is of another camera
            if not self._looks.is_current(best.taken):
                best.taken = await best.async_take()
                seen = best.taken.examination
                if seen is None or not seen.change.is_new:
                    return None
            return replace(best.taken, follows_way_out=self._way_out.is_taken)

        try:
            scan = await self._looks.async_look_up(chosen, Priority.TRIGGER, choose)
        finally:
            collecting.cancel()
        if scan is None:
            is_over = self._is_changed
            scan = self._looks.stopped() if is_over else self._looks.without_lookup(best.taken)
        self._take_in(scan)

    def _take_in(self, scan: Scan) -> None:
        decision = scan.decision
        if decision.reason is Reason.STOPPED:
            self._is_hopeless = True
            return
        self._tell(scan)
        if decision.answered:
            self._answers += 1
            self._track = track_of(scan.glance)
            if scan.glance is not None and self._is_check_due(scan.glance.taken_at):
                self._scanner.check_due = None
        if decision.reason in _POINTLESS:
            self._is_hopeless = True
        elif not decision.answered and decision.reason is not Reason.NO_CHANGE:
            self._progress.was_not_answered()
            self._lost += decision.may_have_cost

    def _tell(self, scan: Scan) -> None:
        if self._scanner.is_stopped:
            return
        self._visits.async_keep(scan)
        self._scanner.news.async_tell(scan)
        self._insight = max(self._insight, scan.insight)
        if scan.glance is None:
            return
        self._visits.async_see(scan.glance)
        if scan.picture is not None:
            self._consensus.add(scan.picture, scan.sightings)
            self._visits.coming = self._came.get(scan.picture)
            self._visits.async_tell(self._scanner.identified(self._consensus.take_sure()))

    def _tell_rest(self) -> None:
        if not self._scanner.is_stopped and self._visits.frames:
            self._visits.async_tell(self._scanner.identified(self._consensus.take_rest()))
