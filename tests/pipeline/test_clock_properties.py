"""Whatever the clock does, it opens no door: the same goes on before a camera with it and without.

The scans are those of Home Assistant, but for pictures and lookups.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import takewhile
from types import SimpleNamespace
from typing import Final, cast, override

from hypothesis import given, settings, strategies as st
import pytest

from custom_components.plate_recognizer import visits as visits_module
from custom_components.plate_recognizer.api.models import Detection
from custom_components.plate_recognizer.pipeline.clock_jump import ClockWatch
from custom_components.plate_recognizer.pipeline.consensus import Consensus
from custom_components.plate_recognizer.pipeline.glance import Glance
from custom_components.plate_recognizer.pipeline.spots import EMPTY_APART
from custom_components.plate_recognizer.pipeline.visit import ArrivalReason, EndReason, Visit
from custom_components.plate_recognizer.pipeline.visit_data import visit_data
from custom_components.plate_recognizer.telling import ScanNews, ScanVisits
from custom_components.plate_recognizer.visits import Visits

from .driveway import (
    A_LITTLE_NEARER,
    CAMERA,
    ELSEWHERE,
    GOLF,
    OTHER_CAMERA,
    POLO,
    STAND,
    STRANGER,
    Driveway,
    around,
    plate,
    unread,
    unsure,
    vehicle_at,
)

DAY: Final = 24 * 3600
ANY_CLOCK: Final = (datetime(1950, 1, 1, tzinfo=UTC), datetime(2150, 1, 1, tzinfo=UTC))
UNNOTICED: Final = timedelta(seconds=1)
"""What two times may be off by together, since a jump of half a second is none."""

YEAR: Final = 365 * DAY
_AHEAD: Final = [0.4, 2, 4.9, 6, 11, 61, 3600, YEAR, 56 * YEAR]
jumps = st.sampled_from(_AHEAD).flatmap(lambda by: st.sampled_from([by, -by]))
"""Seconds. Those ahead are also what a machine sleeps."""
waits = st.sampled_from([1, 4, 5, 9, 10, 11, 45, 60, 61, 100, 600, 4000, 50_000])
may_jump = st.none() | jumps

SHOWN: Final[list[tuple[Detection, ...]]] = [
    (),
    (plate(GOLF),),
    (unsure(GOLF),),
    (unsure(GOLF), plate(POLO, box=ELSEWHERE)),
    (plate(GOLF, box=A_LITTLE_NEARER),),
    (unread(),),
    (vehicle_at(),),
    (plate(STRANGER),),
    (plate(STRANGER, box=ELSEWHERE),),
    (plate(POLO, vehicle=around(STAND)),),
]
shown = st.sampled_from(SHOWN)
cameras = st.sampled_from([CAMERA, CAMERA, OTHER_CAMERA])


@dataclass(frozen=True)
class Frame:
    """One picture of a scan, and how the clock jumps before it is taken and before its answer."""

    detections: tuple[Detection, ...]
    wait: float
    before: float | None
    during: float | None


@dataclass(frozen=True)
class Scan:
    """One scan; a burst is one."""

    camera: str
    frames: list[Frame]
    before_end: float | None


@dataclass(frozen=True)
class Webhook:
    """Somebody else says who is there."""

    camera: str
    detections: tuple[Detection, ...]
    sees_all: bool


@dataclass(frozen=True)
class Wait:
    """Time passes, visits may time out."""

    seconds: float


@dataclass(frozen=True)
class Jump:
    """The clock is set, or the machine sleeps; perhaps it is found out at once."""

    seconds: float
    is_found: bool


@dataclass(frozen=True)
class Reload:
    """The account goes on from what it has written down; the clock may jump meanwhile."""

    meanwhile: float | None
    is_restart: bool = False
    """Whether it is another process, which knows nothing of the clock of before."""


type Step = Scan | Webhook | Wait | Jump | Reload

frames = st.builds(Frame, shown, st.sampled_from([1, 4, 10, 11]), may_jump, may_jump)
scans = st.builds(Scan, cameras, st.lists(frames, min_size=1, max_size=3), may_jump)
calm_scans = st.builds(
    Scan,
    cameras,
    st.lists(
        st.builds(Frame, shown, st.sampled_from([1, 10]), st.none(), st.none()),
        min_size=1,
        max_size=3,
    ),
    st.none(),
)
webhooks = st.builds(Webhook, cameras, shown.filter(bool), st.booleans())
reloads = st.builds(Reload, may_jump)
steps = st.one_of(
    calm_scans,
    scans,
    webhooks,
    st.builds(Wait, waits),
    st.builds(Jump, jumps, st.booleans()),
    reloads,
)
restarts = may_jump.map(lambda meanwhile: Reload(meanwhile, is_restart=True))


class Account(Driveway):
    """An account with its visits, on a clock that may be set and on one that nobody sets."""

    def __init__(self, *, has_jumps: bool) -> None:
        super().__init__()
        self.steady = 1000.0
        self.has_jumps = has_jumps
        self.told: list[Visit] = []
        self.missed: list[timedelta] = []
        """For how long those who left were looked for in vain by then."""
        self.looks: dict[str, list[tuple[float, frozenset[str | None]]]] = {}
        """By the cameras, when they have looked by the steady clock, and whom they have seen."""
        self.watch = self.new_watch()
        self.is_hearing()

    def new_watch(self) -> ClockWatch:
        return ClockWatch(lambda: self.now, lambda: self.steady)

    def is_hearing(self) -> None:
        self.tracker.hearsay = {OTHER_CAMERA: timedelta(hours=10)}

    @override
    def wait(self, seconds: float) -> None:
        super().wait(seconds)
        self.steady += seconds

    def jump(self, by: float | None) -> None:
        if self.has_jumps and by is not None:
            now = self.now + timedelta(seconds=by)
            self.now = now if ANY_CLOCK[0] < now < ANY_CLOCK[1] else self.now

    @property
    def kept(self) -> Visits:
        """What keeps the visits."""
        return cast("Visits", _Kept(self))

    def was_missed_for(self, plate: str) -> timedelta:
        """Return for how long, by the steady clock, one camera has looked without finding it."""
        missed = timedelta()
        for looks in self.looks.values():
            last = takewhile(lambda look: plate not in look[1], reversed(looks))
            if at := [steady for steady, _ in last]:
                missed = max(missed, timedelta(seconds=at[0] - at[-1]))
        return missed

    def scan_visits(self, camera: str, objection: ArrivalReason | None) -> ScanVisits:
        news = cast("ScanNews", SimpleNamespace(async_tell_sightings=lambda *_: None))
        return ScanVisits(self.kept, news, camera, objection, 0)

    def taken(self, *detections: Detection, camera: str) -> Glance:
        """Take a picture, and have it looked up."""
        glance = self.glance(*detections, camera=camera)
        self.has_looked_at(glance)
        return replace(glance, steady_at=self.steady)

    def has_looked_at(self, glance: Glance) -> None:
        seen = frozenset(each.plate for each in glance.sightings)
        self.looks.setdefault(glance.camera_id, []).append((self.steady, seen))

    def does(self, step: Step) -> None:
        match step:
            case Scan():
                self.scans(step)
            case Webhook():
                self.hears(step)
            case Wait():
                self.wait(step.seconds)
                self.kept.async_follow_clock()
                self.told += self.tracker.expire(self.now, timedelta(hours=12))
            case Jump():
                self.jump(step.seconds)
                if step.is_found:
                    self.kept.async_follow_clock()
            case Reload():
                self.reloads(step)

    def scans(self, scan: Scan) -> None:
        objection = None if scan.camera in self.has_looked else ArrivalReason.FIRST_SCAN
        one, consensus = self.scan_visits(scan.camera, objection), Consensus()
        for number, frame in enumerate(scan.frames):
            self.wait(frame.wait)
            self.jump(frame.before)
            glance = self.taken(*frame.detections, camera=scan.camera)
            self.wait(0.5)
            self.jump(frame.during)
            one.async_see(glance)
            consensus.add(f"{number}", glance.sightings)
            one.async_tell(self.identify(each, scan.camera) for each in consensus.take_sure())
        self.jump(scan.before_end)
        one.async_tell(self.identify(each, scan.camera) for each in consensus.take_rest())
        one.async_end()
        self.has_looked.add(scan.camera)

    def hears(self, webhook: Webhook) -> None:
        one = self.scan_visits(webhook.camera, ArrivalReason.WEBHOOK)
        glance = self.glance(*webhook.detections, camera=webhook.camera)
        if webhook.camera in self.tracker.hearsay:  # else the camera sees for itself
            self.has_looked_at(glance)
        heard = replace(glance, is_hearsay=True, proves=False, sees_all=webhook.sees_all)
        one.async_see(replace(heard, steady_at=None))
        one.async_tell(glance.sightings)
        one.async_end()

    def reloads(self, reload: Reload) -> None:
        self.jump(reload.meanwhile)
        self.restore()
        self.is_hearing()
        if reload.is_restart:
            self.watch = self.new_watch()
        self.kept.async_follow_clock()
        self.tracker.go_on(self.now)

    @property
    def arrivals(self) -> Counter[str | None]:
        return Counter(each.plate for each in self.told if each.is_arrival and not each.ended_at)

    @property
    def ended(self) -> list[Visit]:
        return [each for each in self.told if each.ended_at]


class _Kept:
    """What of `Visits` scans need, without Home Assistant."""

    async_of_now = Visits.async_of_now
    async_follow_clock = Visits.async_follow_clock
    _has_followed_clock = Visits._has_followed_clock
    _is_stopped = False

    def __init__(self, account: Account) -> None:
        self.tracker = account.tracker
        self._clock = account.watch
        self._account = account

    def async_changed(self) -> None:
        """Nobody shows it."""

    def async_tell(self, visits: Iterable[Visit]) -> None:
        for each in visits:
            self._account.told.append(each)
            if each.end_reason is EndReason.LEFT and each.plate is not None:
                self._account.missed.append(self._account.was_missed_for(each.plate))


@contextmanager
def clock_of(account: Account) -> Iterator[None]:
    """Have the home's clock be this one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(visits_module, "dt_util", SimpleNamespace(utcnow=lambda: account.now))
        yield


def lived(what: Sequence[Step], *, has_jumps: bool) -> Iterator[Account]:
    """Let all of it happen, one step after another."""
    account = Account(has_jumps=has_jumps)
    with clock_of(account):
        for step in what:
            account.does(step)
            yield account


@given(st.lists(steps, min_size=2, max_size=8))
@settings(max_examples=300)
def test_nobody_arrives_who_would_not_have_without_jumps(what: list[Step]) -> None:
    calm = [account.arrivals for account in lived(what, has_jumps=False)]
    jumpy = [account.arrivals for account in lived(what, has_jumps=True)]

    for step, without, arrived in zip(what, calm, jumpy, strict=True):
        assert arrived <= without, step


@given(st.lists(steps | restarts, min_size=2, max_size=8))
@settings(max_examples=300)
def test_no_visit_ends_before_it_began(what: list[Step]) -> None:
    for account in lived(what, has_jumps=True):
        assert all(visit_data(each)["duration"] >= 0 for each in account.ended)


@given(st.lists(steps | restarts, min_size=2, max_size=8))
@settings(max_examples=300)
def test_nobody_has_left_whose_spot_was_not_found_empty_twice(what: list[Step]) -> None:
    for account in lived(what, has_jumps=True):
        assert all(each >= EMPTY_APART - UNNOTICED for each in account.missed)
