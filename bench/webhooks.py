"""How long a sender of webhooks waits for its answer, and what taking them in costs then."""

import asyncio
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from time import perf_counter, process_time
from typing import Any, Final

from homeassistant.core import Event, HomeAssistant, callback

from custom_components.plate_recognizer.const import EVENT_SIGHTING
from custom_components.plate_recognizer.receiving.inbox import Inbox, Outcome

from .bench import Bench
from .callbacks import Callbacks, callbacks_of, listed
from .errors import BenchError
from .process import Process, process
from .rounds import Step, in_turn, own_garbage_only
from .webhook_home import account_of, bare_of, bare_webhook, receiving_account
from .webhook_sender import Answered, Order, Receiver, serve

LONGEST_WAIT: Final = 0.050
"""Seconds from the last byte to the answer, in 99 of 100 cases."""

ACCOUNT: Final = "account"
BARE: Final = "bare"

_PICTURES: Final[Mapping[str | None, str | None]] = {
    "JSON alone": None,
    "0.5 MB picture": "1080p",
    "4 MB picture": "4K over the limit, finest",
}
"""What is sent, and of which of the scans' cases the picture is."""

_PAUSE: Final = 0.005
"""Seconds after which it is looked again whether all is taken in."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How webhooks are sent."""

    name: str
    rounds: int
    count: int
    """In each round."""
    connections: int
    """That send at once."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What was measured in one round by one receiver."""

    seconds: Sequence[float]
    """That each webhook waited for its answer."""
    cpu: float
    """Seconds of Home Assistant's whole process for each webhook, until it was taken in."""


@dataclass(frozen=True, slots=True)
class Webhooks:
    """What was measured of one kind of webhook, sent in one manner."""

    case: str
    rounds: Mapping[str, Sequence[Sent]]
    """By receiver, as many of each."""
    until_event: Sequence[float]
    """Seconds from the last byte of all that the account was sent in a round to the last event."""
    callbacks: Callbacks
    """Of as many rounds again, as watching them takes time."""
    answered: int
    """What the account was sent in all rounds, each answered by a success."""
    outcomes: Mapping[Outcome, int]
    """What has become of those."""
    with_picture: int
    """How many of them had their picture still when they were taken in."""


async def measure_webhooks(bench: Bench) -> list[Webhooks]:
    """Send each kind in each manner to an account and to a bare webhook, in turns.

    The account is a new one each time.

    Raises:
        BenchError: an answer was no success, or what was taken in brought no event.
    """
    manners = (
        Manner("one by one", bench.rounds * 10, 1, 1),
        Manner("burst by 8", max(1, bench.rounds // 24), min(bench.rounds * 40, 1000), 8),
    )
    pictures = {case.name: case.picture for case in bench.cases}
    wanted = {name: pictures[name] for name in _PICTURES.values() if name}
    hass = bench.home.hass
    with process(serve, wanted) as sender, bare_webhook(hass):
        return [
            await _measure(hass, _Sending(sender, f"{what}, {manner.name}", picture, manner))
            for what, picture in _PICTURES.items()
            for manner in manners
        ]


@dataclass(frozen=True, slots=True)
class _Sending:
    """Sends one kind of webhook in one manner to whom it is told."""

    sender: Process
    case: str
    picture: str | None
    manner: Manner

    async def to(self, receiver: Receiver, inbox: Inbox) -> list[Answered]:
        """Send one round, and wait until it is taken in."""
        manner = self.manner
        order = Order(receiver, self.picture, manner.count, manner.connections)
        answered: list[Answered] = await asyncio.to_thread(self.sender.ask, order)
        if any(each.status != HTTPStatus.OK for each in answered):
            statuses = Counter(each.status for each in answered)
            raise BenchError(f"{self.case}: webhooks were answered {dict(statuses)}")
        while len(inbox):  # noqa: ASYNC110 - it tells nobody that it is empty
            await asyncio.sleep(_PAUSE)
        return answered


async def _measure(hass: HomeAssistant, sending: _Sending) -> Webhooks:
    manner, account, bare = sending.manner, account_of(hass), bare_of(hass)
    until_event: list[float] = []
    async with receiving_account(hass) as inbox:
        with _sightings(hass) as sightings:

            async def send(receiver: Receiver) -> Sent:
                before = process_time()
                answers = await sending.to(receiver, inbox)
                cpu = (process_time() - before) / len(answers)
                if receiver is account:
                    last = max(each.sent_at for each in answers)
                    until_event.append(sightings.last_at - last)
                return Sent([each.seconds for each in answers], cpu)

            steps: dict[str, Step[Sent]] = {
                ACCOUNT: partial(send, account),
                BARE: partial(send, bare),
            }
            rounds = await in_turn(steps, manner.rounds)
            with own_garbage_only(), listed() as callbacks:
                for _ in range(manner.rounds):
                    await sending.to(account, inbox)
        outcomes = +inbox.outcomes
    if sightings.count != outcomes[Outcome.TAKEN_IN]:
        raise BenchError(f"{sending.case}: {sightings.count} events, {dict(outcomes)}")
    return Webhooks(
        case=sending.case,
        rounds=rounds,
        until_event=until_event[1:],  # without the round that doesn't count
        callbacks=callbacks_of(sending.case, manner.rounds * manner.count, callbacks),
        answered=(2 * manner.rounds + 1) * manner.count,
        outcomes=outcomes,
        with_picture=sightings.with_picture,
    )


@dataclass(slots=True)
class _Sightings:
    """The events that were fired."""

    count: int = 0
    with_picture: int = 0
    last_at: float = 0

    @callback
    def async_sighted(self, event: Event[Any]) -> None:
        """Count one. Stream doesn't say how large its picture is: that is known from it alone."""
        self.last_at = perf_counter()
        self.count += 1
        self.with_picture += event.data["image_width"] is not None


@contextmanager
def _sightings(hass: HomeAssistant) -> Iterator[_Sightings]:
    sightings = _Sightings()
    stop = hass.bus.async_listen(EVENT_SIGHTING, sightings.async_sighted)
    try:
        yield sightings
    finally:
        stop()
