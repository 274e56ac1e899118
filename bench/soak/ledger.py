"""Holds what was told against what the server has answered: each vehicle once, and nobody else.

Nothing is kept longer than until the next settling, whatever the number of scans.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any, Final

from homeassistant.core import Event, callback

from custom_components.plate_recognizer.account import Account
from custom_components.plate_recognizer.pipeline.decision import Reason
from custom_components.plate_recognizer.pipeline.sighting import Source
from custom_components.plate_recognizer.scan import Scan
from custom_components.plate_recognizer.scanner import CameraScanner

from .server import Answered

_MOST_VIOLATIONS: Final = 20
"""That are told in words."""

type Key = tuple[str, datetime]
"""A frame: the camera's name, and when it was asked for."""
type Times = Callable[[], float]


@dataclass(slots=True)
class LookupMade:
    """A lookup as the integration's client has made it."""

    key: Key
    nonce: str
    begun: float
    outcome: str | None = None
    """None if it was answered, or still is under way; else the slug of the error."""
    plates: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class _Told:
    """A decision on a lookup."""

    key: Key
    reason: Reason
    source: Source | None
    """None where nobody was seen."""
    is_follow_up: bool
    """Whether nothing had set it off: then it tells only what is new."""
    open_before: frozenset[str | None]
    """Plates of the visits that were open at the place."""


@dataclass(slots=True, eq=False)
class _Burst:
    keys: list[Key] = field(default_factory=list)
    is_over: bool = False


@dataclass(slots=True)
class Round:
    """What has happened since the last settling."""

    lookups: list[LookupMade] = field(default_factory=list)
    told: list[_Told] = field(default_factory=list)
    events: dict[Key, list[str | None]] = field(default_factory=lambda: defaultdict(list))
    bursts: list[_Burst] = field(default_factory=list)
    heard: Counter[tuple[str, str | None]] = field(default_factory=Counter)
    """Of webhooks: by camera and plate."""
    sent: Counter[tuple[str, str | None]] = field(default_factory=Counter)
    stops: list[tuple[float, frozenset[str]]] = field(default_factory=list)
    """When cameras were stopped."""


_OF_LOOKUPS: Final = frozenset(
    {
        Reason.SIGHTED,
        Reason.NOTHING_FOUND,
        Reason.TOKEN_REFUSED,
        Reason.REFUSED,
        Reason.TOO_LARGE,
        Reason.BAD_REQUEST,
        Reason.SERVER_ERROR,
        Reason.TIMED_OUT,
        Reason.UNREACHABLE,
        Reason.CONNECTION_LOST,
        Reason.UNREADABLE_ANSWER,
    }
)
"""Reasons of which each belongs to one lookup. One that is throttled is asked again."""


class Ledger:
    """Keeps the books.

    Args:
        now: says what time it is on the event loop's clock.
        known_to: for each account the plates of its vehicles.
    """

    def __init__(self, now: Times, known_to: Mapping[str, Collection[str]]) -> None:
        self._now = now
        self._known_to = known_to
        self._round = Round()
        self._bursts: dict[str, _Burst] = {}
        self.decisions = Counter[str]()
        self.outcomes = Counter[tuple[str, str]]()
        """Of lookups, by the server's fault and by what the integration has called it."""
        self.counts = Counter[str]()
        self.violations = Counter[str]()
        self.examples: list[str] = []

    @property
    def scans(self) -> int:
        """How many pictures were decided on."""
        return self.decisions.total() - sum(self.decisions[reason] for reason in _NO_PICTURE)

    def watch(self, account: Account, scanner: CameraScanner) -> None:
        """Note what is decided on a camera."""
        name = scanner.settings.name
        scanner.news.async_on_scan(partial(self._decided, account, scanner, name))

    def stopped(self, cameras: Iterable[str]) -> None:
        """Note that cameras are stopped now: what is under way belongs to nobody."""
        names = frozenset(cameras)
        self._round.stops.append((self._now(), names))
        for name in names:
            self._bursts.pop(name, None)

    def begin(self, camera: str, taken_at: datetime, nonce: str) -> LookupMade:
        """Note that a lookup begins."""
        lookup = LookupMade((camera, taken_at), nonce, self._now())
        self._round.lookups.append(lookup)
        return lookup

    def sent(self, camera: str, plate: str) -> None:
        """Note that a webhook was sent, and answered."""
        self._round.sent[camera, plate] += 1

    @callback
    def async_sighted(self, event: Event[Any]) -> None:
        """Note an event."""
        data = event.data
        plate, camera = data["plate"], data["camera"]
        self.counts["events"] += 1
        is_known = plate in self._known_to[data["account_id"]]
        if data["status"] != ("known" if is_known else "stranger"):
            self._violated("somebody was taken for somebody else", (plate, data["status"]))
        if data["source"] == Source.WEBHOOK:
            self._round.heard[camera, plate] += 1
        else:
            taken_at = datetime.fromisoformat(data["taken_at"])
            self._round.events[camera, taken_at].append(plate)

    @callback
    def _decided(self, account: Account, scanner: CameraScanner, name: str, scan: Scan) -> None:
        decision, source = scan.decision, None
        if scan.sightings:
            source = scan.sightings[0].look.source
        self.decisions["webhook" if source is Source.WEBHOOK else decision.reason] += 1
        if decision.reason not in _OF_LOOKUPS or source is Source.WEBHOOK:
            return
        visits = account.visits.tracker.visits_at(scanner.settings.place)
        key, is_follow_up = (name, decision.taken_at), "cause" in decision.details
        self._round.told.append(
            _Told(
                key,
                decision.reason,
                source,
                is_follow_up,
                frozenset(visit.best.plate for visit in visits) if is_follow_up else frozenset(),
            )
        )
        if source is Source.TRIGGER and not is_follow_up:
            burst = self._bursts.get(name) or _Burst()  # of a camera that was stopped
            if burst not in self._round.bursts:
                self._round.bursts.append(burst)
            burst.keys.append(key)

    @contextmanager
    def burst(self, camera: str) -> Iterator[None]:
        """Note that a burst of a camera runs in the block. What it sees belongs together."""
        burst = self._bursts[camera] = _Burst()
        try:
            yield
            burst.is_over = self._bursts.get(camera) is burst
        finally:
            if self._bursts.get(camera) is burst:
                del self._bursts[camera]

    def settle(self, answered: Iterable[Answered], elsewhere: int) -> None:
        """Hold it all against what the server says that it has answered. Nothing is under way."""
        book, self._round = self._round, Round()
        by_nonce: dict[str, Answered] = {each.nonce: each for each in answered}
        if elsewhere:
            self._violated("something was asked for that nobody may ask for", elsewhere)
        for lookup in book.lookups:
            self._check_lookup(lookup, by_nonce.pop(lookup.nonce, None))
        if by_nonce:
            self._violated("a lookup that nobody has made", by_nonce)
        self._check_told(book)
        self._check_events(book)
        if book.heard != book.sent:
            self._violated("webhooks", (book.heard - book.sent, book.sent - book.heard))
        self.counts["webhooks"] += book.sent.total()

    def _check_lookup(self, lookup: LookupMade, answered: Answered | None) -> None:
        self.counts["lookups"] += 1
        fault = "not received" if answered is None else answered.fault or "sound"
        self.outcomes[fault, lookup.outcome or "answered"] += 1
        if lookup.plates is None:
            late = (Reason.TIMED_OUT, "cancelled")
            if fault == "sound" and lookup.outcome not in late:
                self._violated("a sound answer wasn't understood", lookup)
        elif answered is None or answered.fault is not None:
            self._violated("a faulty answer was taken for a sound one", (lookup, fault))
        elif lookup.plates != answered.plates:
            self._violated("an answer was read wrongly", (lookup, answered))

    def _check_told(self, book: Round) -> None:
        """Each decision on a lookup has one, and the last one of each frame has its decision."""
        last = {lookup.key: lookup for lookup in book.lookups}
        told = Counter(each.key for each in book.told)
        for each in book.told:
            lookup = last.get(each.key)
            answered = each.reason in {Reason.SIGHTED, Reason.NOTHING_FOUND}
            if lookup is None or told[each.key] > 1:
                self._violated("a decision without its lookup", each)
            elif (lookup.plates is not None) is not answered or (
                not answered and lookup.outcome != each.reason
            ):
                self._violated("a decision that isn't what the lookup was", (each, lookup))
        for key, lookup in last.items():
            if key in told or lookup.outcome in {Reason.THROTTLED, "cancelled"}:
                self.counts["asked again, or given up"] += key not in told
            elif _was_stopped(book, lookup):
                self.counts["thrown away by a stop"] += 1
            else:
                self._violated("a lookup without its decision", lookup)

    def _check_events(self, book: Round) -> None:
        plates = {lookup.key: lookup.plates for lookup in book.lookups if lookup.plates is not None}
        in_bursts = {key for burst in book.bursts for key in burst.keys}
        for each in book.told:
            if each.key not in plates or each.key in in_bursts:
                continue
            shown: Counter[str | None] = Counter(plates[each.key])
            events = Counter(book.events.pop(each.key, ()))
            if each.is_follow_up:
                is_right = events <= shown and (shown - events).keys() <= each.open_before
            else:
                is_right = events == shown
            self.counts["vehicles told once"] += events.total()
            if not is_right:
                self._violated("a scan's events", (each, shown, events))
        for burst in book.bursts:
            seen = {plate for key in burst.keys for plate in plates.get(key, ())}
            events = Counter(plate for key in burst.keys for plate in book.events.pop(key, ()))
            self.counts["vehicles told once"] += events.total()
            self.counts["bursts"] += 1
            if events != Counter(seen) if burst.is_over else not events <= Counter(seen):
                self._violated("a burst's events", (burst, seen, events))
        if book.events:
            self._violated("events without a lookup", dict(book.events))

    def _violated(self, what: str, example: object) -> None:
        self.violations[what] += 1
        if len(self.examples) < _MOST_VIOLATIONS:
            self.examples.append(f"{what}: {example}")


_NO_PICTURE: Final = (
    *("webhook", Reason.BUSY, Reason.COOLDOWN, Reason.SCANNING_OFF, Reason.RECEIVES_ONLY),
    Reason.STOPPED,
)
"""Decisions for which no camera was asked."""


def _was_stopped(book: Round, lookup: LookupMade) -> bool:
    camera, _ = lookup.key
    return any(at >= lookup.begun and camera in cameras for at, cameras in book.stops)
