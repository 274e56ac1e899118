"""How long to leave a spot alone after lookups that found it as it was."""

from collections import deque
from typing import Final

_FIRST: Final = 30.0
"""Seconds that one such lookup costs."""
_LONGEST: Final = 3600.0
"""Seconds, at most: who leaves unnoticed by any trigger has then left for an hour at worst."""
_REMEMBERED: Final = 6 * 3600.0
"""Seconds. A branch that sways before a parked car then costs a dozen lookups in this time."""
_MOST: Final = 16
"""Lookups that are remembered: with them the pause has long been the longest."""


class Patience:
    """The pauses of one camera. Times are seconds of a clock that never jumps."""

    def __init__(self) -> None:
        self._in_vain: deque[float] = deque(maxlen=_MOST)

    def was_in_vain(self, now: float) -> None:
        """Take note of a lookup that has changed nothing."""
        self._in_vain.append(now)

    def rests_until(self, now: float) -> float:
        """Return when the next lookup may be worth it: each one in vain doubles the pause."""
        lately = [each for each in self._in_vain if now - each < _REMEMBERED]
        if not lately:
            return now
        return max(now, lately[-1] + min(_LONGEST, _FIRST * 2.0 ** (len(lately) - 1)))
