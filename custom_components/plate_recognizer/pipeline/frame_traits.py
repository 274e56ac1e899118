"""What a frame's changes are like, as far as it matters for a lookup."""

from dataclasses import dataclass
from typing import Final

from ..api.models import Box
from .following import Moves
from .gate import Change
from .placed import area

_EDGE: Final = 0.02
"""Of the picture's longer side, and of its height: what comes so near its edges reaches beyond
them. A window of the gate is so wide."""

_FILLS_THE_PICTURE: Final = 0.8
"""Part of its area."""

_SMALL: Final = 0.035
"""Part of the picture's area. A car that takes less has a plate of less than 90 pixels of 1920: the
vendor asks for more. As long as it moves it comes nearer, or goes by."""

_STILL_SMALL: Final = 0.09
"""The same for a plate that can be read surely: one picture later it may be twice as large."""

_HIGHER_THAN_WIDE: Final = 1.4
"""Times. Cars and vans are as wide as high from the front, or wider; who walks is thrice as high.
A motorcycle is as narrow, and read when it stands."""

_BLUR: Final = 0.03
"""Of the picture's longer side: by how much the gate sees something wider and higher than it is."""


@dataclass(frozen=True, slots=True)
class FrameTraits:
    """What the change gate says of one frame."""

    is_new: bool
    """Whether it shows something that hasn't been looked up."""
    quality: float = 0
    """How promising what is new is for reading a plate."""
    is_still: bool = False
    """Whether nothing has moved since the frame before."""
    is_small: bool = False
    """Whether it is still too small for a plate to be read surely."""
    is_cut: bool = False
    """Whether it reaches beyond the picture."""
    moves: Moves = Moves.NO
    """Whether what is new may be vehicles that are here already."""
    is_slight: bool = False
    """Whether what is new is too small or too narrow for a vehicle that can be read: most likely
    somebody on foot, or still far off."""

    @property
    def is_early(self) -> bool:
        """Whether it may be better soon."""
        return self.is_small or self.is_cut


def traits_of(change: Change, part: Box, moves: Moves, *, is_still: bool) -> FrameTraits:
    """Return the traits of a frame.

    Args:
        change: what the gate says of it.
        part: which part of the picture is looked at, in pixels of the full picture, as all boxes.
        moves: whether what is new may be vehicles that are here already.
        is_still: whether nothing has moved since the frame before.
    """
    return FrameTraits(
        is_new=change.is_new,
        quality=change.quality,
        is_still=is_still,
        is_small=change.amount < _STILL_SMALL,
        is_cut=any(is_cut(region, part) for region in change.regions),
        moves=moves,
        is_slight=is_slight(change, part),
    )


def is_slight(change: Change, part: Box) -> bool:
    """Say whether what is new is too small or too narrow for a vehicle that can be read."""
    is_small = change.amount < _SMALL
    return change.is_new and (is_small or all(_is_narrow(each, part) for each in change.regions))


def _is_narrow(region: Box, part: Box) -> bool:
    """Say whether something is narrow; of what is as wide as the picture nobody knows that."""
    across = _EDGE * _longer_side(part)
    if region.xmin - part.xmin < across and part.xmax - region.xmax < across:
        return False
    blur = _BLUR * _longer_side(part)
    width, height = region.xmax - region.xmin - blur, region.ymax - region.ymin - blur
    return height > _HIGHER_THAN_WIDE * width


def is_cut(region: Box, part: Box, *, above: bool = True) -> bool:
    """Say whether something reaches beyond the picture. What fills it is light, not a vehicle.

    Args:
        region: where it is.
        part: which part of the picture is looked at.
        above: whether its upper edge counts. A van that is near reaches it, and nobody drives in
            from there before others.
    """
    if area(region) > _FILLS_THE_PICTURE * area(part):
        return False
    across, down = _EDGE * _longer_side(part), _EDGE * (part.ymax - part.ymin)
    return (
        region.xmin - part.xmin < across
        or part.xmax - region.xmax < across
        or (above and region.ymin - part.ymin < down)
        or part.ymax - region.ymax < down
    )


def _longer_side(part: Box) -> int:
    return max(part.xmax - part.xmin, part.ymax - part.ymin)
