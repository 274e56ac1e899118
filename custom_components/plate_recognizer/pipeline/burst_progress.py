"""What a burst does with each of its frames: look it up, keep it for later, or leave it."""

from dataclasses import dataclass
from typing import Final

from .following import Moves
from .frame_traits import FrameTraits

_BETTER: Final = 1.5
"""How much more promising than the best one looked up so far a picture has to be, for one more
lookup while things move. The quality grows with the width of what is new, so it has come from 15
metres to 10."""

_A_LITTLE_BETTER: Final = 1.15
"""The same for the last picture of what has gone: no better one will come."""

_HELD_WHILE_EARLY: Final = 2
"""Frames for which a burst waits for a vehicle that is only partly in the picture, or far off."""

_HELD_WHILE: Final = {Moves.NO: 0, Moves.HERE: 8, Moves.AWAY: 12}
"""Frames for which it waits for vehicles that were here already to stand still, or be gone. On
their way out they stand before the gate, too, until it has opened."""

_STANDS: Final = 5
"""Frames in a row in which it hasn't moved, from which something slight is a motorcycle, or a car
that has stopped far off. Who is on foot seldom stands so still."""

_HAS_GONE: Final = 2
"""Frames in a row without any motion, from which one that was here already and drove has come to
rest, or has gone: by night hardly anything shows of its last bit."""

_LASTS: Final = 2
"""Frames in a row that show something small that isn't slight any more: who walks looks as wide as
high in one frame now and then."""

_MOST_REPEATS: Final = 2
"""Lookups of pictures that show nothing new, when a plate isn't sure: reads have to agree."""

_LONGEST: Final = 30
"""Frames of a burst in which something goes on, and never becomes readable."""


@dataclass(frozen=True, slots=True)
class BurstNeeds:
    """What the pictures looked up so far leave open."""

    has_read: bool = False
    """Whether any plate was read."""
    is_unsure: bool = False
    """Whether a plate was read, and further pictures have to agree on it."""
    awaits_direction: bool = False
    """Whether a further picture has to say if somebody comes or goes."""


class BurstProgress[FrameT]:
    """Chooses among the frames of a burst: few lookups, and those of the best pictures.

    The first picture with something new is looked up at once, since a door may wait for it. After
    that, one has to be much better than those before, or things have to stand still. Without
    anything new a frame costs nothing.

    Args:
        frames: how many lookups there are at most, and how many frames at least.
    """

    def __init__(self, frames: int) -> None:
        self._frames = frames
        self._taken = 0
        self._missing = 0
        self._held_for = 0
        self._still_for = 0
        self._lasts_for = 0
        self._was_slight = False
        self._last_quality = 0.0
        self._gets_worse = False
        self._lookups = 0
        self._repeats = 0
        self._is_calm = True
        self._best_quality = 0.0
        self._quality_before = 0.0
        self._held: tuple[FrameT, float] | None = None

    @property
    def is_over(self) -> bool:
        """Whether no further frame is worth taking, whatever was found."""
        if self._lookups >= self._frames or self._taken >= max(_LONGEST, self._frames):
            return True
        if self._missing >= self._frames:
            return True
        return self._taken >= self._frames and self._is_calm

    def take(self, frame: FrameT, traits: FrameTraits, needs: BurstNeeds) -> FrameT | None:
        """Take in a frame. Returns the one to look up now: this one, or a better one from before.

        None if there is nothing to look up.
        """
        self._taken += 1
        self._missing = 0
        self._is_calm = not traits.is_new
        self._still_for = self._still_for + 1 if traits.is_new and traits.is_still else 0
        self._lasts_for = self._lasts_for + 1 if traits.is_new and not traits.is_slight else 0
        self._was_slight = self._was_slight or traits.is_slight
        self._gets_worse = not traits.is_still and traits.quality < self._last_quality
        self._last_quality = traits.quality
        if not traits.is_new:
            return self._take_calm(frame, needs)
        if needs.is_unsure or needs.awaits_direction:
            return self._looked_up(frame, traits.quality)
        if self._may_ignore(traits):
            self._held_for += 1
            return None  # nor is it kept: when it's gone, there is nothing to find out
        self._offer(frame, traits)
        if not self._is_worth_it(traits):
            self._held_for += 1
            return None
        return self._take_held()

    def take_followed(self) -> None:
        """Take in a frame that shows who has come, and where: the frames before say nothing new."""
        self._taken += 1
        self._missing = self._still_for = self._lasts_for = self._held_for = 0
        self._is_calm = True
        self._held = None
        self._last_quality = 0.0

    def take_none(self) -> None:
        """Take in that a frame shows nothing of now: there is none, or it is an old one.

        Somebody may be coming all the same, as the frame before has shown.
        """
        self._taken += 1
        self._missing += 1

    def take_at_once(self, frame: FrameT, traits: FrameTraits) -> FrameT:
        """Take in a frame that is looked up whatever it is like. Returns it."""
        return self._looked_up(frame, traits.quality)

    def _offer(self, frame: FrameT, traits: FrameTraits) -> None:
        """Keep a frame if it is the best one since the last lookup."""
        if traits.is_new and (self._held is None or traits.quality >= self._held[1]):
            self._held = frame, traits.quality

    def _take_held(self) -> FrameT | None:
        """Return the frame that was kept, to be looked up; None if there is none."""
        if self._held is None:
            return None
        return self._looked_up(*self._held)

    def take_last(self, needs: BurstNeeds) -> FrameT | None:
        """Return the frame that is to be looked up since no better one comes; None if none is."""
        if self._held is None or needs.has_read or self._lookups >= self._frames:
            return None
        is_better = self._held[1] >= _A_LITTLE_BETTER * self._best_quality
        return self._take_held() if self._lookups == 0 or is_better else None

    def was_not_answered(self) -> None:
        """Let the next frame be as good a try as the one that was looked up in vain."""
        self._best_quality = self._quality_before

    def _may_ignore(self, traits: FrameTraits) -> bool:
        if traits.is_slight and self._still_for < _STANDS:
            return True
        is_walking = self._was_slight and traits.is_small and self._lasts_for < _LASTS
        if is_walking and not traits.is_still:
            return True
        if traits.moves is Moves.HERE and 0 < self._still_for < _HAS_GONE:
            return True
        if traits.is_still and traits.moves is not Moves.AWAY:
            return False
        if traits.moves is Moves.AWAY and self._gets_worse:
            return True  # it drives on, while whoever came would come nearer
        return self._held_for < _HELD_WHILE[traits.moves]

    def _take_calm(self, frame: FrameT, needs: BurstNeeds) -> FrameT | None:
        if (gone := self.take_last(needs)) is not None:
            return gone
        if needs.is_unsure and self._repeats < _MOST_REPEATS:
            self._repeats += 1
            return self._looked_up(frame, self._best_quality)
        return None

    def _is_worth_it(self, traits: FrameTraits) -> bool:
        if traits.is_still:
            return True
        if self._lookups == 0:
            return not traits.is_early or self._held_for >= _HELD_WHILE_EARLY
        return traits.quality >= _BETTER * self._best_quality

    def _looked_up(self, frame: FrameT, quality: float) -> FrameT:
        self._lookups += 1
        self._held = None
        self._held_for = 0
        self._quality_before = self._best_quality
        self._best_quality = max(self._best_quality, quality)
        return frame
