"""What a burst does with each of its frames: look it up, keep it for later, or leave it."""

from dataclasses import dataclass
from typing import Final

from ..api.models import Box
from .gate import Change
from .kinship import area, intersection
from .outlook import SpotState
from .spots import extent_of
from .watch import Spots, state_of

_BETTER: Final = 1.5
"""How much more promising than the best one looked up so far a picture has to be, for one more
lookup while things move. The quality grows with the width of what is new, so it has come from 15
metres to 10."""

_A_LITTLE_BETTER: Final = 1.15
"""The same for the last picture of what has gone: no better one will come."""

_HELD_WHILE_CUT: Final = 2
"""Frames for which a burst waits for a vehicle that is only partly in the picture."""

_HELD_WHILE_KNOWN_MOVES: Final = 8
"""Frames for which it waits for a vehicle that was here already to stand still, or be gone."""

_MOST_REPEATS: Final = 2
"""Lookups of pictures that show nothing new, when a plate isn't sure: reads have to agree."""

_EDGE: Final = 0.02
"""Of the picture's width and height: what comes so near its edges reaches beyond them. A cell of
the gate is so wide."""

_FILLS_THE_PICTURE: Final = 0.8
_MOSTLY: Final = 0.7
"""Parts of areas."""

_LONGEST: Final = 30
"""Frames of a burst in which something goes on, and never becomes readable."""


@dataclass(frozen=True, slots=True)
class FrameTraits:
    """What the change gate says of one frame of a burst."""

    is_new: bool
    """Whether it shows something that hasn't been looked up."""
    quality: float = 0
    """How promising what is new is for reading a plate."""
    is_still: bool = False
    """Whether nothing has moved since the frame before."""
    is_cut: bool = False
    """Whether what is new reaches beyond the picture."""
    is_known: bool = False
    """Whether what is new may be a vehicle that was here already and sets out."""


@dataclass(frozen=True, slots=True)
class BurstNeeds:
    """What the pictures looked up so far leave open."""

    has_read: bool = False
    """Whether any plate was read."""
    is_unsure: bool = False
    """Whether a plate was read, and further pictures have to agree on it."""
    awaits_direction: bool = False
    """Whether a further picture has to say if somebody comes or goes."""


def traits_of(change: Change, part: Box, spots: Spots, *, is_still: bool) -> FrameTraits:
    """Return the traits of a frame.

    Args:
        change: what the gate says of it.
        part: which part of the picture is looked at, in pixels of the full picture, as all boxes.
        spots: where the camera has seen vehicles that may still be there.
        is_still: whether nothing has moved since the frame before.
    """
    return FrameTraits(
        is_new=change.is_new,
        quality=change.quality,
        is_still=is_still,
        is_cut=any(_is_cut(region, part) for region in change.regions),
        is_known=bool(change.regions) and _are_known(change, spots),
    )


def _is_cut(region: Box, part: Box) -> bool:
    """Say whether something reaches beyond the picture. What fills it is light, not a vehicle."""
    if area(region) > _FILLS_THE_PICTURE * area(part):
        return False
    across, down = _EDGE * (part.xmax - part.xmin), _EDGE * (part.ymax - part.ymin)
    return (
        region.xmin - part.xmin < across
        or part.xmax - region.xmax < across
        or region.ymin - part.ymin < down
        or part.ymax - region.ymax < down
    )


def _are_known(change: Change, spots: Spots) -> bool:
    """Say whether all that is new may be vehicles that were here and set out.

    One that has begun to move is still about where it stood; what is seen elsewhere may be one
    whose spot is empty now.
    """
    places = [
        (state, _enlarged(extent))
        for _, spot in spots
        if (state := state_of(change, spot)) is not SpotState.SAME
        and (extent := extent_of(spot)) is not None
    ]
    left = sum(state is SpotState.EMPTY for state, _ in places)
    elsewhere = [
        region
        for region in change.regions
        if not any(intersection(region, place) >= _MOSTLY * area(region) for _, place in places)
    ]
    return bool(places) and len(elsewhere) <= left


def _enlarged(box: Box) -> Box:
    across, down = (box.xmax - box.xmin) // 4, (box.ymax - box.ymin) // 4
    return Box(box.xmin - across, box.ymin - down, box.xmax + across, box.ymax + down)


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
        self._held_for = 0
        self._lookups = 0
        self._repeats = 0
        self._is_calm = False
        self._best_quality = 0.0
        self._quality_before = 0.0
        self._held: tuple[FrameT, float] | None = None

    @property
    def is_over(self) -> bool:
        """Whether no further frame is worth taking, whatever was found."""
        if self._lookups >= self._frames or self._taken >= max(_LONGEST, self._frames):
            return True
        return self._taken >= self._frames and self._is_calm

    def take(self, frame: FrameT, traits: FrameTraits, needs: BurstNeeds) -> FrameT | None:
        """Take in a frame. Returns the one to look up now: this one, or a better one from before.

        None if there is nothing to look up.
        """
        self._taken += 1
        self._is_calm = not traits.is_new
        if not traits.is_new:
            return self._take_calm(frame, needs)
        if needs.is_unsure or needs.awaits_direction:
            return self._looked_up(frame, traits.quality)
        if traits.is_known and not traits.is_still and self._held_for < _HELD_WHILE_KNOWN_MOVES:
            self._held_for += 1
            return None  # nor is it kept: when it's gone, there is nothing to find out
        self._offer(frame, traits)
        if not self._is_worth_it(traits):
            self._held_for += 1
            return None
        return self._take_held()

    def take_none(self) -> None:
        """Take in that a frame shows nothing of now: there is none, or it is an old one."""
        self._taken += 1
        self._is_calm = True

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
            return not traits.is_cut or self._held_for >= _HELD_WHILE_CUT
        return traits.quality >= _BETTER * self._best_quality

    def _looked_up(self, frame: FrameT, quality: float) -> FrameT:
        self._lookups += 1
        self._held = None
        self._held_for = 0
        self._quality_before = self._best_quality
        self._best_quality = max(self._best_quality, quality)
        return frame
