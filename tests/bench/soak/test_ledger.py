"""The ledger: it has to notice each vehicle that is told of twice, not at all, or of nothing."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any, cast

from homeassistant.core import Event
import pytest

from bench.soak.ledger import Ledger
from bench.soak.server import Answered
from custom_components.plate_recognizer.account import Account
from custom_components.plate_recognizer.pipeline.decision import Decision, Reason
from custom_components.plate_recognizer.pipeline.sighting import Source
from custom_components.plate_recognizer.scan import Scan
from custom_components.plate_recognizer.scanner import CameraScanner

CAMERA, KNOWN, STRANGER = "Drive", "AAAAAAA", "BBBBBBB"
BEGINS = datetime(2026, 5, 14, 6, 30, tzinfo=UTC)


@dataclass
class Books:
    """A ledger, and one camera of which it is told."""

    ledger: Ledger
    times: list[float]
    answered: list[Answered] = field(default_factory=list)
    open_plates: list[str] = field(default_factory=list)
    _on_scan: Callable[[Scan], None] | None = None

    @classmethod
    def begun(cls) -> Books:
        times = [0.0]
        books = cls(Ledger(lambda: times[-1], {"account": {KNOWN}}), times)
        settings = SimpleNamespace(name=CAMERA, place="here")
        scanner = SimpleNamespace(
            settings=settings,
            news=SimpleNamespace(async_on_scan=lambda each: setattr(books, "_on_scan", each)),
        )
        tracker = SimpleNamespace(
            visits_at=lambda _: [
                SimpleNamespace(best=SimpleNamespace(plate=plate)) for plate in books.open_plates
            ]
        )
        account = SimpleNamespace(visits=SimpleNamespace(tracker=tracker))
        books.ledger.watch(cast("Account", account), cast("CameraScanner", scanner))
        return books

    def at(self, number: int) -> datetime:
        return BEGINS + timedelta(seconds=number)

    def look_up(
        self, number: int, *plates: str, fault: str | None = None, outcome: str | None = None
    ) -> None:
        """Have a lookup made, and answered by the server."""
        lookup = self.ledger.begin(CAMERA, self.at(number), f"{number}")
        lookup.outcome = outcome
        lookup.plates = plates if outcome is None else None
        self.answered.append(Answered(f"{number}", fault, plates))

    def decide(
        self,
        number: int,
        reason: Reason = Reason.SIGHTED,
        source: Source = Source.ACTION,
        **details: str,
    ) -> None:
        seen = (SimpleNamespace(look=SimpleNamespace(source=source)),)
        sightings = cast("Any", seen if reason is Reason.SIGHTED else ())
        assert self._on_scan is not None
        self._on_scan(Scan(Decision(reason, self.at(number), details), sightings))

    def tell(
        self, number: int, plate: str, source: Source = Source.ACTION, status: str | None = None
    ) -> None:
        data = {
            "plate": plate,
            "camera": CAMERA,
            "account_id": "account",
            "status": status or ("known" if plate == KNOWN else "stranger"),
            "source": source,
            "taken_at": self.at(number).isoformat(),
        }
        self.ledger.async_sighted(Event("sighting", data))

    def settle(self) -> dict[str, int]:
        self.ledger.settle(self.answered, 0)
        return dict(self.ledger.violations)


@pytest.fixture
def books() -> Books:
    return Books.begun()


def test_each_vehicle_of_an_answer_once_is_right(books: Books) -> None:
    books.look_up(1, KNOWN, STRANGER)
    books.decide(1)
    books.tell(1, KNOWN)
    books.tell(1, STRANGER)

    assert books.settle() == {}


@pytest.mark.parametrize("told", [(), (KNOWN, KNOWN), (KNOWN, STRANGER)])
def test_a_vehicle_too_few_or_too_many_is_noticed(books: Books, told: tuple[str, ...]) -> None:
    books.look_up(1, KNOWN)
    books.decide(1)
    for plate in told:
        books.tell(1, plate)

    assert books.settle() == {"a scan's events": 1}


def test_an_event_out_of_a_faulty_answer_is_noticed(books: Books) -> None:
    books.look_up(1, KNOWN, fault="500", outcome=Reason.SERVER_ERROR)
    books.decide(1, Reason.SERVER_ERROR)
    books.tell(1, KNOWN)

    assert books.settle() == {"events without a lookup": 1}


def test_a_faulty_answer_that_is_taken_for_a_sound_one_is_noticed(books: Books) -> None:
    books.look_up(1, KNOWN, fault="500")
    books.decide(1)
    books.tell(1, KNOWN)

    assert books.settle() == {"a faulty answer was taken for a sound one": 1}


def test_somebody_who_is_taken_for_somebody_else_is_noticed(books: Books) -> None:
    books.look_up(1, STRANGER)
    books.decide(1)
    books.tell(1, STRANGER, status="known")

    assert books.settle() == {"somebody was taken for somebody else": 1}


def test_a_burst_tells_of_a_vehicle_once_however_often_it_was_seen(books: Books) -> None:
    with books.ledger.burst(CAMERA):
        for number in (1, 2):
            books.look_up(number, KNOWN)
            books.decide(number, source=Source.TRIGGER)
        books.tell(2, KNOWN, Source.TRIGGER)

    assert books.settle() == {}


def test_a_burst_that_tells_of_a_vehicle_twice_is_noticed(books: Books) -> None:
    with books.ledger.burst(CAMERA):
        for number in (1, 2):
            books.look_up(number, KNOWN)
            books.decide(number, source=Source.TRIGGER)
            books.tell(number, KNOWN, Source.TRIGGER)

    assert books.settle() == {"a burst's events": 1}


def test_a_look_that_nothing_has_set_off_need_not_tell_of_who_is_known_to_be_here(
    books: Books,
) -> None:
    books.open_plates = [KNOWN]
    books.look_up(1, KNOWN)
    books.decide(1, source=Source.TRIGGER, cause="spot_check")

    assert books.settle() == {}


def test_but_of_who_is_new(books: Books) -> None:
    books.look_up(1, KNOWN)
    books.decide(1, source=Source.TRIGGER, cause="spot_check")

    assert books.settle() == {"a scan's events": 1}


def test_a_burst_that_tells_of_nobody_is_noticed(books: Books) -> None:
    with books.ledger.burst(CAMERA):
        books.look_up(1, KNOWN)
        books.decide(1, source=Source.TRIGGER)

    assert books.settle() == {"a burst's events": 1}


def test_but_not_one_that_was_stopped(books: Books) -> None:
    with books.ledger.burst(CAMERA):
        books.look_up(1, KNOWN)
        books.decide(1, source=Source.TRIGGER)
        books.ledger.stopped([CAMERA])

    assert books.settle() == {}


def test_a_lookup_of_which_nothing_came_is_noticed(books: Books) -> None:
    books.look_up(1)

    assert books.settle() == {"a lookup without its decision": 1}


def test_unless_its_camera_was_stopped_meanwhile(books: Books) -> None:
    books.look_up(1)
    books.times.append(5.0)
    books.ledger.stopped([CAMERA])

    assert books.settle() == {}
    assert books.ledger.counts["thrown away by a stop"] == 1


def test_a_webhook_that_is_not_told_of_is_noticed(books: Books) -> None:
    books.ledger.sent(CAMERA, KNOWN)
    assert books.settle() == {"webhooks": 1}


def test_a_webhook_that_is_told_of_once_is_right(books: Books) -> None:
    books.ledger.sent(CAMERA, KNOWN)
    books.tell(1, KNOWN, Source.WEBHOOK)

    assert books.settle() == {}


def test_a_request_for_what_nobody_may_ask_for_is_noticed(books: Books) -> None:
    """Such as the address to which a redirect leads: the token must not go there."""
    books.ledger.settle([], 1)

    assert books.ledger.violations == {"something was asked for that nobody may ask for": 1}
