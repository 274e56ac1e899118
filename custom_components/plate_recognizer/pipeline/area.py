"""Which part of a picture is sent: in per cent, so that it holds whatever the resolution."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product
from math import ceil, floor
from typing import Final, Self

from ..api.models import Box


class AreaError(Exception):
    """An area that no picture has, or a view that shows nothing.

    `slug` names the problem for translations: `area_not_four_numbers` (area),
    `area_outside_picture` (area), `area_without_size` (area) or `masks_cover_everything`.
    `placeholders` holds what stands in the brackets: the area as text.
    """

    def __init__(self, slug: str, **placeholders: str) -> None:
        super().__init__(": ".join((slug, *placeholders.values())))
        self.slug: Final = slug
        self.placeholders: Final[Mapping[str, str]] = placeholders


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle, its edges in per cent of the upright picture from its left and its top.

    Raises:
        AreaError: `area_outside_picture` or `area_without_size`.
    """

    left: float
    top: float
    right: float
    bottom: float

    def __post_init__(self) -> None:
        if not all(0 <= edge <= 100 for edge in self._edges):  # noqa: PLR2004 - per cent
            raise AreaError("area_outside_picture", area=self.text)
        if self.left >= self.right or self.top >= self.bottom:
            raise AreaError("area_without_size", area=self.text)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read what `text` gives or a user types: `60, 0, 100, 8`, `60% 0% 100% 8%`.

        Raises:
            AreaError: `area_not_four_numbers`, or as the class.
        """
        try:
            left, top, right, bottom = map(float, text.replace(",", " ").replace("%", " ").split())
        except ValueError:
            raise AreaError("area_not_four_numbers", area=text) from None
        return cls(left, top, right, bottom)

    @property
    def text(self) -> str:
        """The edges, as `parse` reads them: left, top, right, bottom."""
        return ", ".join(repr(float(edge)).removesuffix(".0") for edge in self._edges)

    def to_pixels(self, width: int, height: int) -> Box:
        """Give the rectangle in a picture of that size: each pixel that it has a share in."""
        xmin, xmax = stretch(self.left, self.right, 100, width)
        ymin, ymax = stretch(self.top, self.bottom, 100, height)
        return Box(xmin, ymin, xmax, ymax)

    @property
    def _edges(self) -> tuple[float, float, float, float]:
        return self.left, self.top, self.right, self.bottom


_EVERYTHING: Final = Area(0, 0, 100, 100)


@dataclass(frozen=True, slots=True)
class View:
    """What of a picture is sent: a zone of it, and nothing of what masks hide.

    Raises:
        AreaError: `masks_cover_everything` that the zone shows.
    """

    zone: Area | None = None
    """None is the whole picture."""
    masks: tuple[Area, ...] = ()

    def __post_init__(self) -> None:
        if _is_covered(self.zone or _EVERYTHING, self.masks):
            raise AreaError("masks_cover_everything")

    def part(self, width: int, height: int) -> Box:
        """Give what is sent of a picture of that size, in its pixels."""
        return (self.zone or _EVERYTHING).to_pixels(width, height)

    def hidden(self, width: int, height: int) -> tuple[Box, ...]:
        """Give what masks hide of this part, in pixels from the part's top left corner."""
        part = self.part(width, height)
        boxes = (mask.to_pixels(width, height) for mask in self.masks)
        return tuple(within for box in boxes if (within := _within(part, box)) is not None)

    def shows_all(self, width: int, height: int) -> bool:
        """Tell whether a picture of that size is sent as it is."""
        everything = Box(0, 0, width, height)
        return self.part(width, height) == everything and not self.hidden(width, height)


def stretch(low: float, high: float, length: float, pixels: int) -> tuple[int, int]:
    """Map an interval of a length to one of that many pixels.

    It is widened to whole pixels, lies inside, and is never empty.
    """
    start = min(max(floor(low * pixels / length), 0), pixels - 1)
    end = ceil(high * pixels / length)
    return start, min(max(end, start + 1), pixels)


def _within(part: Box, box: Box) -> Box | None:
    """Give what of a box lies in a part, from that part's corner; None if it lies beside it."""
    xmin, xmax = max(box.xmin, part.xmin), min(box.xmax, part.xmax)
    ymin, ymax = max(box.ymin, part.ymin), min(box.ymax, part.ymax)
    if xmin >= xmax or ymin >= ymax:
        return None
    return Box(xmin - part.xmin, ymin - part.ymin, xmax - part.xmin, ymax - part.ymin)


def _is_covered(zone: Area, masks: tuple[Area, ...]) -> bool:
    """Tell whether masks cover a zone together.

    All their edges cut the zone into cells, of which a mask covers the whole or nothing: it
    covers those whose top left corner it holds.
    """
    across = _cuts(zone.left, zone.right, (edge for m in masks for edge in (m.left, m.right)))
    down = _cuts(zone.top, zone.bottom, (edge for m in masks for edge in (m.top, m.bottom)))
    return all(
        any(m.left <= left < m.right and m.top <= top < m.bottom for m in masks)
        for left, top in product(across, down)
    )


def _cuts(low: float, high: float, edges: Iterable[float]) -> set[float]:
    """Give where the cells of an interval begin."""
    return {low, *(edge for edge in edges if low < edge < high)}


WHOLE: Final = View()
