"""Whether something slight, that no trigger has reported, stays for long enough to be looked up."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from ..api.models import Box
from .placed import overlap

_LONG: Final = timedelta(minutes=4)
"""Less than the five minutes between two looks at an empty place. Shadows of clouds have passed by
then, and whoever is on foot has gone on. A motorcycle, or a car that has stopped far off, is still
there."""
_IN_PLACE: Final = 0.3
"""Intersection over union of two regions of one thing. Its edges are seen a little otherwise each
time."""


class Lingering:
    """What is slight before one camera, from look to look."""

    def __init__(self) -> None:
        self._region: Box | None = None
        self._since: datetime | None = None

    def forget(self) -> None:
        """Take in that there is nothing slight."""
        self._region = None

    def has_stayed(self, regions: Sequence[Box], at: datetime) -> bool:
        """Take in what is slight in a picture, and say whether it has been there for long.

        Args:
            regions: what is new, the largest first; at least one.
            at: when the picture was asked for. A clock that was put back begins anew.
        """
        before, now = self._region, regions[0]
        is_it = before is not None and overlap(now, before) >= _IN_PLACE
        since = self._since if is_it and self._since is not None and self._since <= at else at
        self._region, self._since = now, since
        return at - since >= _LONG
