"""What several SDKs behind one address say, taken as one: a load balancer asks now this, now that.

Nothing in an answer tells which of them has given it.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
import re
from typing import Final

STANDS_FOR: Final = timedelta(hours=6)
"""How long the highest that was said stands when all that is said is lower. Asked every hour, even
the quiet one of two has been heard in that time."""

_NUMBER: Final = re.compile(r"\d{1,9}", re.ASCII)


class Highest[Said]:
    """Keeps the highest of what was said.

    Lower is what another SDK says, or the same one after a new period has begun. When nothing as
    high was said for `STANDS_FOR`, that has passed, and the lower stands.

    Args:
        rank: what is compared.
    """

    def __init__(self, rank: Callable[[Said], tuple[int, ...]]) -> None:
        self._rank = rank
        self._highest: tuple[Said, datetime] | None = None

    def take(self, said: Said, at: datetime) -> Said:
        """Take in what was said at a moment, and return what stands."""
        if self._highest is not None:
            highest, said_at = self._highest
            if stands(said_at, at) and self._rank(said) < self._rank(highest):
                return highest
        self._highest = said, at
        return said

    def forget(self) -> None:
        """Have whatever is said next stand."""
        self._highest = None


def stands(said_at: datetime, now: datetime) -> bool:
    """Say whether what was said at a moment still stands; not if a clock was wrong then."""
    return timedelta() <= now - said_at < STANDS_FOR


def newness(version: str) -> tuple[int, ...]:
    """Return what the newer of two versions has more of: `1.10.2` is newer than `1.9`."""
    return tuple(map(int, _NUMBER.findall(version)))
