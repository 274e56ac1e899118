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
MOST_PICTURE_BYTES: Final = 64 * 1_048_576
"""Of all that wait together. Beyond that, webhooks are kept without their pictures."""
_MOST_REMEMBERED: Final = 1000
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
    UNKNOWN_CAMERA = "unknown_camera"
    NOT_UNDERSTOOD = "not_understood"
    FAILED = "failed"
    """However often it was tried."""

    WRONG_SECRET = "wrong_secret"  # noqa: S105 - what became of it, not the secret
    TOO_LARGE = "too_large"
    NO_JSON = "no_json"
    LOST = "lost"
    """Too many were waiting."""


@dataclass(frozen=True, slots=True, eq=False)
class Received:
    """A webhook that was answered."""

    body: WebhookBody
    received_at: datetime
    tries: int = 0
    """How often it has failed to be taken in."""
    not_before: float = 0
    """When it is tried again, in seconds of the event loop's clock."""

    @property
    def picture_bytes(self) -> int:
        """What its picture takes."""
        return len(self.body.picture or b"")


@dataclass
class Inbox:
    """What an account has received. It outlives a reload of the account, but no restart.

    Args:
        clock: seconds, of the event loop.
    """

    clock: Callable[[], float]
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    """Since the start of Home Assistant."""
    shapes: deque[Mapping[str, Any]] = field(default_factory=lambda: deque(maxlen=_MOST_SHAPES))
    """Why the last ones weren't understood, and how they were built, without any value."""
    unknown_names: OrderedDict[str, datetime] = field(default_factory=OrderedDict)
    """What senders call cameras that nobody knows, and when that was last heard."""

    _waiting: deque[Received] = field(default_factory=deque)
    _picture_bytes: int = 0
    """Of all that wait together."""
    _remembered: OrderedDict[bytes, None] = field(default_factory=OrderedDict)
    _has_news: asyncio.Event = field(default_factory=asyncio.Event)

    def __len__(self) -> int:
        return len(self._waiting)

    def put(self, body: WebhookBody, received_at: datetime) -> bool:
        """Have a webhook wait. Returns whether there was room for it."""
        if len(self._waiting) >= MOST_WAITING:
            self.outcomes[Outcome.LOST] += 1
            return False
        received = Received(body, received_at)
        if self._picture_bytes + received.picture_bytes > MOST_PICTURE_BYTES:
            received = replace(received, body=replace(body, picture=None))
        self._add(received)
        return True

    async def async_next(self) -> Received:
        """Wait for the next one that is due. It stays here until something has become of it."""
        while True:
            self._has_news.clear()
            now = self.clock()
            for received in self._waiting:
                if received.not_before <= now:
                    return received
            due = min((each.not_before for each in self._waiting), default=None)
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
        self._remove(received)
        later = replace(received, tries=received.tries + 1, not_before=self.clock() + wait)
        self._add(later)

    def _add(self, received: Received) -> None:
        self._waiting.append(received)
        self._picture_bytes += received.picture_bytes
        self._has_news.set()

    def _remove(self, received: Received) -> None:
        self._waiting.remove(received)
        self._picture_bytes -= received.picture_bytes

    def is_repeated(self, digest: bytes) -> bool:
        """Say whether a webhook with this content was taken in before."""
        return digest in self._remembered

    def remember(self, digest: bytes) -> None:
        """Recognise a webhook with this content from now on."""
        self._remembered[digest] = None
        self._remembered.move_to_end(digest)
        if len(self._remembered) > _MOST_REMEMBERED:
            self._remembered.popitem(last=False)
