"""Tells what a camera's scans bring: states before sightings, sightings before visits."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback

from .api.models import Box
from .const import EVENT_SIGHTING
from .listeners import Listeners
from .pipeline.clock_jump import is_doubtful
from .pipeline.decision import Decision
from .pipeline.event_data import sighting_data
from .pipeline.given import take_in_given
from .pipeline.glance import Glance, Kinships
from .pipeline.plate_text import normal_form
from .pipeline.pseudonyms import is_pseudonym
from .pipeline.seen_picture import SeenPicture, Told
from .pipeline.sighting import Sighting
from .pipeline.traces import Traces
from .pipeline.visit import ArrivalReason, Visit
from .scan import Scan
from .strangers import Strangers
from .vehicles import Vehicles
from .visits import Visits


class ScanNews:
    """What one camera's scans bring, for those who listen.

    What an event sets off finds the states that belong to it: so states come before events. And
    whoever listens is told of strangers what the account's privacy setting allows.
    """

    def __init__(self, hass: HomeAssistant, vehicles: Vehicles, strangers: Strangers) -> None:
        self._hass = hass
        self._vehicles = vehicles
        self.strangers = strangers
        self.last_decision: Decision | None = None
        self.last_scan: Scan | None = None
        """The last one that was not left out."""
        self._scan_listeners = Listeners[[Scan]]()
        self._answer_listeners = Listeners[[Scan]]()
        self._told_listeners = Listeners[[tuple[Told, ...]]]()
        self._sighting_listeners = Listeners[[Sighting]]()

    @callback
    def async_on_scan(self, listener: Callable[[Scan], None]) -> CALLBACK_TYPE:
        """Call `listener` after each scan. Returns the function that ends this."""
        return self._scan_listeners.async_add(listener)

    @callback
    def async_on_answer(self, listener: Callable[[Scan], None]) -> CALLBACK_TYPE:
        """Call `listener` after each answered scan, when all listeners know of it."""
        return self._answer_listeners.async_add(listener)

    @callback
    def async_on_told(self, listener: Callable[[tuple[Told, ...]], None]) -> CALLBACK_TYPE:
        """Call `listener` with the sightings of a scan and their pictures, before any event."""
        return self._told_listeners.async_add(listener)

    @callback
    def async_on_sighting(self, listener: Callable[[Sighting], None]) -> CALLBACK_TYPE:
        """Call `listener` for each sighting, when all listeners know of the scan."""
        return self._sighting_listeners.async_add(listener)

    @callback
    def async_tell(self, scan: Scan) -> None:
        """Tell of a scan, or a frame of a burst."""
        scan = self._tellable(scan)
        if not scan.is_repeated:
            self.last_decision = scan.decision
        if not scan.decision.skipped:
            self.last_scan = scan
        self._scan_listeners.async_call(scan)
        if scan.decision.answered:
            self._answer_listeners.async_call(scan)

    @callback
    def async_forget(self, traces: Traces) -> None:
        """Remember nothing of what was deleted."""
        if self.last_scan is None or self.last_scan is (left := self.last_scan.without(traces)):
            return
        if self.last_decision is self.last_scan.decision:
            self.last_decision = left.decision
        self.last_scan = left

    @callback
    def async_tell_sightings(
        self, sightings: Iterable[Sighting], pictures: Mapping[datetime, SeenPicture]
    ) -> None:
        """Tell of vehicles.

        Args:
            sightings: of them.
            pictures: on which they were read, by when those were taken.
        """
        told = tuple(
            Told(each, pictures.get(each.look.taken_at))
            for each in self.strangers.async_sightings(sightings)
        )
        if told:
            self._told_listeners.async_call(told)
        for sighting in (each.sighting for each in told):
            self._sighting_listeners.async_call(sighting)
            self._vehicles.async_tell(sighting)
            self._hass.bus.async_fire(EVENT_SIGHTING, sighting_data(sighting))

    def _tellable(self, scan: Scan) -> Scan:
        seen = self.strangers.async_sightings
        glance = scan.glance and replace(scan.glance, sightings=seen(scan.glance.sightings))
        return replace(scan, sightings=seen(scan.sightings), glance=glance, seen_on=None)

    @callback
    def async_may_show(self, plate: str) -> bool:
        """Say whether a plate that was shown before the last start may be shown again.

        Where strangers are masked, that is a pseudonym, or the plate of a known vehicle to the
        letter: nobody knows any more what any other was.
        """
        if not self.strangers.are_masked or is_pseudonym(plate):
            return True
        normal = normal_form(plate)
        return normal is not None and self._vehicles.async_knows(normal)


class ScanVisits:
    """What one scan of a camera makes of the visits; a burst is one scan.

    Args:
        visits: of the account.
        news: of the camera.
        camera_id: of its subentry.
        objection: why no visit that begins now can be an arrival; None if it can.
        era: of the scanner, when the scan began.
    """

    def __init__(
        self,
        visits: Visits,
        news: ScanNews,
        camera_id: str,
        objection: ArrivalReason | None,
        era: int,
    ) -> None:
        self._visits = visits
        self._news = news
        self._camera_id = camera_id
        self._objection = objection
        self.era = era
        self._glances: list[Glance] = []
        self._pictures: dict[datetime, SeenPicture] = {}
        """By when they were taken: gone with the scan."""
        self.coming: Box | None = None
        """What the camera has watched come nearer until the last frame."""
        self._own: list[str] = []
        """Visits on whose arrival this scan decides, and no other one meanwhile."""

    @property
    def frames(self) -> int:
        """How many frames have said who is here."""
        return len(self._glances)

    @property
    def awaits_direction(self) -> bool:
        """Whether a further picture would tell if somebody comes or goes."""
        return self._visits.tracker.awaits_direction(self._own)

    @callback
    def async_keep(self, scan: Scan) -> None:
        """Keep the picture of a scan's frame at hand, for the sightings that are told of it."""
        if scan.seen_on is not None and scan.sightings:
            picture = self._news.strangers.async_picture(scan.seen_on)
            self._pictures[scan.sightings[0].look.taken_at] = picture

    @callback
    def async_see(self, glance: Glance) -> None:
        """Take in an answered frame: who is still here, and who has left."""
        self._glances.append(glance)
        self._follow_clock()
        ended = self._visits.tracker.see(self._glances[-1])
        self._visits.async_changed()
        self._visits.async_tell(ended)

    @callback
    def async_tell(
        self, sightings: Iterable[Sighting], *, only_new: bool = False
    ) -> tuple[Sighting, ...]:
        """Tell of vehicles that the frames have shown, and of visits that begin with that.

        Args:
            sightings: of the frames.
            only_new: whether nothing is told that an earlier scan has told of those who are here.

        Returns what is told, with the visits that it belongs to.
        """
        self._follow_clock()
        tracker, kinships = self._visits.tracker, Kinships()
        told = []
        for sighting in sightings:
            before = tracker.visit_of(sighting, self._glances[-1])
            visit = tracker.tell(sighting, self._glances, self._objection, self.coming, kinships)
            if visit and not visit.is_decided and (before is None or before.is_decided):
                self._own.append(visit.visit_id)
            is_known = before is not None and (before.sure or sighting.plate is None)
            if not (only_new and is_known):
                told.append(_of_visit(sighting, visit))
        begun = tracker.decide(self._own, is_over=False)
        self._visits.async_changed()
        self._news.async_tell_sightings(told, self._pictures)
        self._visits.async_tell(begun)
        return tuple(told)

    def _follow_clock(self) -> None:
        """Find out whether the clock was set. If so, what begins with these frames is no arrival.

        Nobody knows how long ago they were taken. They go on in the time of now.
        """
        before, self._glances = self._glances, self._visits.async_of_now(self._glances)
        if any(
            is_doubtful(now.taken_at - then.taken_at)
            for now, then in zip(self._glances, before, strict=True)
        ):
            self._objection = ArrivalReason.VISIT_OPEN

    @callback
    def async_come_nearer(self, coming: Box) -> None:
        """Take in that the camera has watched something come nearer since it was looked up."""
        self._follow_clock()
        tracker = self._visits.tracker
        tracker.come_nearer(self._own, self._camera_id, coming)
        begun = tracker.decide(self._own, is_over=False)
        self._visits.async_changed()
        self._visits.async_tell(begun)

    @callback
    def async_tell_old(self, sightings: tuple[Sighting, ...]) -> tuple[Sighting, ...]:
        """Tell of the vehicles on a picture from before: they prove nothing of who is here now.

        Returns what is told, with the visits that it belongs to.
        """
        tracker = self._visits.tracker
        told = []
        for each in sightings:
            glance = Glance(self._camera_id, each.look.place, each.look.taken_at, sightings)
            told.append(_of_visit(each, tracker.visit_of(each, glance)))
        self._news.async_tell_sightings(told, self._pictures)
        return tuple(told)

    @callback
    def async_tell_given(self, sightings: tuple[Sighting, ...]) -> tuple[Sighting, ...]:
        """Tell of the vehicles on a picture that somebody gives, and of visits that begin with it.

        Returns what is told, with the visits that it belongs to.
        """
        visits = self._visits
        visits.async_follow_clock()
        told, begun = take_in_given(visits.tracker, sightings, self._camera_id, visits.time_of)
        self._visits.async_changed()
        self._news.async_tell_sightings(told, self._pictures)
        self._visits.async_tell(begun)
        return told

    @callback
    def async_end(self) -> None:
        """Decide on visits that have begun: no further picture comes."""
        self._follow_clock()
        if begun := self._visits.tracker.decide(self._own, is_over=True):
            self._visits.async_changed()
            self._visits.async_tell(begun)


def _of_visit(sighting: Sighting, visit: Visit | None) -> Sighting:
    return replace(sighting, visit_id=visit.visit_id if visit else None)
