"""What several SDKs behind one address say, taken as one: a load balancer asks now this, now that.

Nothing in an answer tells which of them has given it.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
import re
from typing import Final

from ..api.models import Usage

STANDS_FOR: Final = timedelta(hours=6)
"""How long the highest that was said stands when all that is said is lower. Asked every hour, even
the quiet one of two has been heard in that time."""

_MOST_HEARD: Final = 100
"""More than anybody has SDKs: each of them is heard with one count, its last and highest."""

_NUMBER: Final = re.compile(r"\d{1,9}", re.ASCII)

type Heard[Said] = tuple[tuple[Said, datetime], ...]
"""What was said, and when."""


class Highest[Said]:
    """Gives the highest of what was said within `STANDS_FOR`.

    Lower is what another SDK says, or the same one after a new period has begun.

    Args:
        rank: what is compared.
        heard: before. What is no longer, or not yet, within that time counts for nothing.
    """

    def __init__(self, rank: Callable[[Said], tuple[int, ...]], heard: Heard[Said] = ()) -> None:
        self._rank = rank
        self.heard = heard
        """What stands, and after it what will stand when that has passed: the oldest first, and
        the highest."""

    def take(self, said: Said, at: datetime) -> Said:
        """Take in what was said at a moment, and return what stands."""
        rank = self._rank(said)
        higher = tuple(
            (each, said_at)
            for each, said_at in self.heard
            if _stands(said_at, at) and self._rank(each) > rank
        )
        self.heard = (*higher[: _MOST_HEARD - 1], (said, at))
        return self.heard[0][0]


class Replicas:
    """The usage and the version of all of them.

    Args:
        counts: that were heard before, as `counts` gave them.
    """

    def __init__(self, counts: Heard[Usage] = ()) -> None:
        self._counts = Highest(_calls, counts)
        self._versions = Highest(newness)

    @property
    def counts(self) -> Heard[Usage]:
        """What is worth writing down."""
        return self._counts.heard

    def take_usage(self, said: Usage, at: datetime) -> Usage:
        """Take in a count, and return the highest, with the limit that was said with it.

        Where none was, the limit is that of `said`: nobody knows any better.
        """
        standing = self._counts.take(said, at)
        return replace(standing, limit=said.limit) if standing.limit is None else standing

    def take_version(self, said: str, at: datetime) -> str:
        """Take in a version, and return the newest."""
        return self._versions.take(said, at)


def newness(version: str) -> tuple[int, ...]:
    """Return what the newer of two versions has more of: `1.10.2` is newer than `1.9`."""
    return tuple(map(int, _NUMBER.findall(version)))


def _calls(usage: Usage) -> tuple[int, ...]:
    return (usage.calls or 0,)


def _stands(said_at: datetime, now: datetime) -> bool:
    """Say whether what was said at a moment still stands; not if a clock was wrong then."""
    return timedelta() <= now - said_at < STANDS_FOR
