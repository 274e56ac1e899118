"""Webhooks that were answered, and wait to be taken in."""

import asyncio
from collections import Counter, OrderedDict, deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from ..api.webhook_body import WebhookBody

MOST_WAITING: Final = 1000
"""Webhooks. What comes on top of them is lost."""
MOST_WAITING_BYTES: Final = 64 * 1_048_576
"""Of texts and pictures that wait. Beyond that, pictures are dropped first, and then webhooks."""
REMEMBERED_SECONDS: Final = 120
"""For so long, the same content is the same webhook: nothing is known of the vendor's retries.

No longer: a sender without any time in it says the same of whoever comes back."""
MOST_REMEMBERED: Final = 1000
"""Webhooks in which one that comes a second time is recognised."""
_MOST_SHAPES: Final = 10
"""Webhooks that weren't understood, of which it is kept how they were built."""


class Outcome(StrEnum):
    """What became of a webhook."""

    TAKEN_IN = "taken_in"
    ECHO = "echo"
    """It tells of a lookup that an account of ours has made."""
    REPEATED = "repeated"
    """It has come before."""
    TOO_LATE = "too_late"
    """It had to be tried again, and its camera has told of something newer meanwhile."""
    UNKNOWN_CAMERA = "unknown_camera"
    NOT_UNDERSTOOD = "not_understood"
    FAILED = "failed"
    """However often it was tried; or while it was told of, which is done once."""

    WRONG_SECRET = "wrong_secret"  # noqa: S105 - what became of it, not the secret
    TOO_LARGE = "too_large"
    NO_JSON = "no_json"
    LOST = "lost"
    """Too many, or too large ones, were waiting."""


@dataclass(frozen=True, slots=True)
class Received:
    """A webhook that was answered."""

    number: int
    """Counts those of an account, in the order in which they came."""
    body: WebhookBody
    received_at: datetime
    put_at: float
    """The same in seconds of the event loop's clock, which nobody sets."""
    tries: int = 0
    """How often it has failed to be taken in."""
    not_before: float = 0
    """When it is tried again, in seconds of the event loop's clock."""


@dataclass
class Inbox:
    """What an account has received. It outlives a reload of the account, but no restart.

    Args:
        clock: seconds, of the event loop.
    """

    clock: Callable[[], float]
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    """Since the start of Home Assistant."""
    without_picture: int = 0
    """Webhooks whose picture was dropped while they waited."""
    shapes: deque[Mapping[str, Any]] = field(default_factory=lambda: deque(maxlen=_MOST_SHAPES))
    """Why the last ones weren't understood, and how they were built, without any value."""
    unknown_names: OrderedDict[str, datetime] = field(default_factory=OrderedDict)
    """What senders call cameras that nobody knows, and when that was last heard: latest last."""
    newest: dict[str, int] = field(default_factory=dict)
    """The number of the latest webhook that was taken in, by the camera's subentry id."""
    next_number: int = 0
    """Of the webhook that comes next."""
    waiting_bytes: int = 0
    """Of all that wait together."""

    _waiting: dict[int, Received] = field(default_factory=dict)
    _remembered: OrderedDict[bytes, float] = field(default_factory=OrderedDict)
    _has_news: asyncio.Event = field(default_factory=asyncio.Event)

    def __len__(self) -> int:
        return len(self._waiting)

    def put(self, body: WebhookBody, received_at: datetime) -> bool:
        """Have a webhook wait. Returns whether all of it, and of the others, was kept."""
        dropped = self.without_picture
        received = Received(self.next_number, body, received_at, self.clock())
        self.next_number += 1
        if self.waiting_bytes + body.bytes > MOST_WAITING_BYTES:
            received = self._without_picture(received)
        if len(self._waiting) >= MOST_WAITING or not self._make_room(received.body.bytes):
            self.outcomes[Outcome.LOST] += 1
            return False
        self._add(received)
        return self.without_picture == dropped

    def _make_room(self, needed: int) -> bool:
        """Drop pictures of those that wait, the first ones first, until there is room."""
        for number, waiting in self._waiting.items():
            if self.waiting_bytes + needed <= MOST_WAITING_BYTES:
                break
            kept = self._waiting[number] = self._without_picture(waiting)
            self.waiting_bytes += kept.body.bytes - waiting.body.bytes
        return self.waiting_bytes + needed <= MOST_WAITING_BYTES

    def _without_picture(self, received: Received) -> Received:
        if received.body.picture is None:
            return received
        self.without_picture += 1
        return replace(received, body=replace(received.body, picture=None))

    async def async_next(self) -> Received:
        """Wait for the next one that is due. It stays here until something has become of it."""
        while True:
            self._has_news.clear()
            now = self.clock()
            for received in self._waiting.values():
                if received.not_before <= now:
                    return received
            due = min((each.not_before for each in self._waiting.values()), default=None)
            try:
                async with asyncio.timeout(None if due is None else due - now):
                    await self._has_news.wait()
            except TimeoutError:
                continue

    def has_become(self, received: Received, outcome: Outcome) -> None:
        """Let go of a webhook."""
        self._remove(received)
        self.outcomes[outcome] += 1

    def try_later(self, received: Received, wait: float) -> None:
        """Have one wait that failed. Others come before it.

        Args:
            received: that failed.
            wait: seconds.
        """
        kept = self._remove(received)
        self._add(replace(kept, tries=kept.tries + 1, not_before=self.clock() + wait))

    def _add(self, received: Received) -> None:
        self._waiting[received.number] = received
        self.waiting_bytes += received.body.bytes
        self._has_news.set()

    def _remove(self, received: Received) -> Received:
        kept = self._waiting.pop(received.number)
        self.waiting_bytes -= kept.body.bytes
        return kept

    def is_repeated(self, digest: bytes) -> bool:
        """Say whether a webhook with this content was told of a moment ago."""
        told_at = self._remembered.get(digest)
        return told_at is not None and self.clock() - told_at < REMEMBERED_SECONDS

    def remember(self, digest: bytes) -> None:
        """Recognise a webhook with this content for a while."""
        self._remembered[digest] = self.clock()
        self._remembered.move_to_end(digest)
        if len(self._remembered) > MOST_REMEMBERED:
            self._remembered.popitem(last=False)
