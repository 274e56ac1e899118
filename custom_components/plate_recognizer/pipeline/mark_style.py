"""What tells known, strange and blocked vehicles apart on a picture, for every eye.

Each status has a color, a line and a sign of its own. The colors are those that Okabe and Ito
chose for people who see them differently ("Color Universal Design", 2008; printed in Wong, "Color
blindness", Nature Methods 8, 441, 2011).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count
from math import ceil
from typing import Final, Self

from PIL.ImageDraw import ImageDraw

from ..api.models import Box
from .label_layout import Size
from .sighting import Status

type Color = tuple[int, int, int]

_BLACK: Final = (0, 0, 0)
_WHITE: Final = (255, 255, 255)


@dataclass(frozen=True, slots=True)
class Style:
    """How a vehicle's box and label look."""

    color: Color
    """Of the lines, and of what the label is written on."""
    sign: str = ""
    """What stands before the word for the status."""
    dashes: tuple[int, ...] = ()
    """Lengths that are drawn and left out in turn, in widths of the line; empty if it is whole."""
    lines: int = 1
    """How many, one around the other."""
    ink: Color = _BLACK
    """Of the letters, and of the lines' edges: one of the two colors stands out anywhere."""


_JUDGED: Final = {
    Status.KNOWN: Style((0, 158, 115), "✔"),
    Status.STRANGER: Style((240, 228, 66), "?", dashes=(4, 2)),
    Status.BLOCKED: Style((213, 94, 0), "✖", lines=2),
    Status.EXPIRED: Style((204, 121, 167), "◷", dashes=(8, 2, 2, 2)),
    Status.IGNORED: Style(_BLACK, "\N{EN DASH}", ink=_WHITE),
    Status.UNREAD: Style(_WHITE, "…", dashes=(2, 2)),
}
_UNJUDGED: Final = Style((230, 159, 0))


def style_of(status: Status | None) -> Style:
    """Give the style of a status; None is that of a vehicle on which nobody has judged."""
    return _UNJUDGED if status is None else _JUDGED[status]


@dataclass(frozen=True, slots=True)
class Frame:
    """A line around a box, outside of it."""

    box: Box
    style: Style
    line: int
    """Width of the line in pixels, without its edges."""

    @property
    def width(self) -> int:
        """How far it reaches beyond the box, in pixels."""
        return self.style.lines * (self.line + self._edge) + self._edge

    @property
    def outline(self) -> Box:
        """The box and the frame."""
        return _grown(self.box, self.width)

    def inside(self, picture: Size) -> Self:
        """Move the sides inwards that would be beyond a picture's edges."""
        width, box = self.width, self.box
        left, top = max(box.xmin, width), max(box.ymin, width)
        right, bottom = min(box.xmax, picture[0] - width), min(box.ymax, picture[1] - width)
        if left >= right or top >= bottom:  # there is no room inside
            return self
        return replace(self, box=Box(left, top, right, bottom))

    def draw(self, draw: ImageDraw) -> None:
        """Draw it."""
        draw.rectangle(_edges(self.outline), outline=self.style.ink, width=self.width)
        for number in range(self.style.lines):
            within = _grown(self.box, number * (self.line + self._edge) + self._edge)
            around = _grown(within, self.line)
            if self.style.dashes:
                for dash in _dashes(around, self.style.dashes, self.line):
                    draw.rectangle(_edges(dash), self.style.color)
            else:
                draw.rectangle(_edges(around), outline=self.style.color, width=self.line)

    def draw_leader(self, draw: ImageDraw, place: Box) -> None:
        """Draw a line to a label's place that isn't beside it."""
        ends = (*_nearest(place, self.outline), *_nearest(self.outline, place))
        draw.line(ends, self.style.ink, self.line + 2 * self._edge)
        draw.line(ends, self.style.color, self.line)

    @property
    def _edge(self) -> int:
        return max(1, self.line // 4)


def _grown(box: Box, pixels: int) -> Box:
    return Box(box.xmin - pixels, box.ymin - pixels, box.xmax + pixels, box.ymax + pixels)


def _edges(box: Box) -> tuple[int, int, int, int]:
    """Give the first and last pixels, in the order in which Pillow takes them."""
    return box.xmin, box.ymin, box.xmax - 1, box.ymax - 1


def _nearest(box: Box, other: Box) -> tuple[int, int]:
    """Give the point of a box that is nearest to the middle of another one."""
    x, y = (other.xmin + other.xmax) // 2, (other.ymin + other.ymax) // 2
    return min(max(x, box.xmin), box.xmax), min(max(y, box.ymin), box.ymax)


def _dashes(box: Box, dashes: tuple[int, ...], line: int) -> Iterator[Box]:
    """Yield the dashes of a line inside a box; each side begins and ends alike, in the corners."""
    for start, end in _drawn(box.xmin, box.xmax, dashes, line):
        yield Box(start, box.ymin, end, box.ymin + line)
        yield Box(start, box.ymax - line, end, box.ymax)
    for start, end in _drawn(box.ymin, box.ymax, dashes, line):
        yield Box(box.xmin, start, box.xmin + line, end)
        yield Box(box.xmax - line, start, box.xmax, end)


def _drawn(low: int, high: int, dashes: tuple[int, ...], line: int) -> Iterator[tuple[int, int]]:
    middle = ceil((low + high) / 2)
    at = low
    for number in count():
        if at >= middle:
            return
        end = at + dashes[number % len(dashes)] * line
        if number % 2 == 0:
            yield at, min(end, middle)
            yield low + high - min(end, middle), low + high - at
        at = end
