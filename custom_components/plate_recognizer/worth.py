"""Whether what a camera sees is worth a lookup, by what it looks for."""

from dataclasses import dataclass
from typing import Final

from .frame_lookups import FrameLookups
from .frames import TakenFrame
from .limiter import Priority
from .pipeline.decision import Decision, Reason
from .pipeline.following import Moves
from .pipeline.lingering import Lingering
from .pipeline.sighting import Source

_MOST_HELD_BACK: Final = 3
"""Looks in a row, ten seconds apart, that wait until whoever drives has gone. What still moves then
is a branch, and a vehicle has perhaps left behind it."""


@dataclass(frozen=True, slots=True)
class Purpose:
    """Why a camera looks."""

    source: Source
    priority: Priority
    """Among the account's lookups."""
    cause: str | None = None
    """What for, for the decision; None where the source says it all."""
    settles_spots: bool = False
    """Whether it has to find out who is still there, and a lookup may be needed for that alone."""
    asks_where_to: bool = False
    """Whether it has to find out where they go who are there: they are looked up as they move."""
    takes_slight: bool = False
    """Whether it has to know who everybody is, however far off: nobody of them comes later."""
    waits_for_slight: bool = False
    """Whether something slight has to stay for long, since nothing has set the look off."""


class Worth:
    """Says of the frames of one camera whether they are worth a lookup, as long as no burst does.

    Args:
        lookups: of the camera.
    """

    def __init__(self, lookups: FrameLookups) -> None:
        self._lookups = lookups
        self._lingering = Lingering()
        self._held_back = 0
        """Looks in a row that had to find out who is still there, and couldn't: somebody moved."""
        self._somebody_moves = False
        """Whether the last frame was put off for that."""

    def is_worth_it(self, taken: TakenFrame, purpose: Purpose) -> bool:
        """Say whether a frame is worth a lookup that is taken for a purpose."""
        self._somebody_moves = False
        if (seen := taken.examination) is None:
            return False
        if taken.is_old and purpose.source is not Source.INTERVAL:
            return False  # whatever a lookup found would be told of nobody
        if seen.change.is_new:
            return self._is_news_worth_it(taken, purpose)
        self._lingering.forget()
        if not purpose.settles_spots or not self._lookups.is_open_question(taken):
            return False
        return purpose.asks_where_to or not self._lookups.is_settled_later(taken)

    def _is_news_worth_it(self, taken: TakenFrame, purpose: Purpose) -> bool:
        traits = self._lookups.traits_of(taken)
        if purpose.waits_for_slight and traits.is_slight:
            return self._has_stayed(taken)
        is_put_off = traits.is_slight or traits.moves is not Moves.NO
        if purpose.takes_slight or traits.is_still or not is_put_off:
            return True
        if purpose.asks_where_to and self._lookups.is_open_question(taken):
            return True
        self._somebody_moves = traits.moves is Moves.HERE
        may_wait = not purpose.settles_spots or self._held_back < _MOST_HELD_BACK
        return self._somebody_moves and not may_wait

    def _has_stayed(self, taken: TakenFrame) -> bool:
        assert taken.examination is not None  # noqa: S101 - as the caller has made sure
        regions = taken.examination.change.regions
        return self._lingering.has_stayed(regions, taken.look.taken_at)

    def looked(self, purpose: Purpose, decision: Decision) -> None:
        """Take note of what has become of a look."""
        if purpose.settles_spots and not purpose.asks_where_to:
            is_held_back = self._somebody_moves and decision.reason is Reason.HELD_BACK
            self._held_back = self._held_back + 1 if is_held_back else 0
