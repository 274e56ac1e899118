"""Cars seen from straight in front or behind, with their plate.

A car is drawn in its own units: 200 wide from side to side, x from its middle to the right, y from
the ground upwards. So one unit is about 9 mm.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Final

from ..plate_read import Box
from .canvas import Canvas, Color, Point, shade
from .plates import PlateDesign, draw_plate

_UNITS_PER_MILLIMETRE: Final = 200 / 1800

_GLASS: Final = (52, 66, 80)
_RUBBER: Final = (28, 28, 30)
_TRIM: Final = (40, 42, 46)
_LAMP: Final = (232, 238, 244)
_CHROME: Final = (186, 190, 196)
_RED: Final = (176, 24, 30)


class Side(Enum):
    """Which side of the car is seen."""

    FRONT = "front"
    REAR = "rear"


@dataclass(frozen=True, slots=True)
class Part:
    """A filled shape of a car's body."""

    points: tuple[Point, ...]
    color: Color | None = None
    """None for the car's own paint."""
    brightness: float = 1
    mirrored: bool = False
    """Whether it is there a second time on the other side."""


def _part(*points: Point, color: Color | None = None, brightness: float = 1) -> Part:
    return Part(points, color, brightness)


def _pair(*points: Point, color: Color | None = None, brightness: float = 1) -> Part:
    return Part(points, color, brightness, mirrored=True)


_CHASSIS: Final = (
    _pair((62, 0), (92, 0), (94, 8), (94, 44), (62, 44), color=_RUBBER),
    _part((-90, 12), (90, 12), (96, 24), (-96, 24), color=_TRIM),
    _part((-97, 22), (97, 22), (100, 56), (95, 86), (82, 97), (-82, 97), (-95, 86), (-100, 56)),
)
_CABIN: Final = (
    _part((-82, 95), (82, 95), (66, 140), (56, 151), (-56, 151), (-66, 140), brightness=0.92),
    _pair((72, 99), (98, 101), (102, 113), (80, 115), brightness=0.85),
)

_SIDES: Final[dict[Side, tuple[Part, ...]]] = {
    Side.FRONT: (
        *_CHASSIS,
        *_CABIN,
        _part((-74, 97), (74, 97), (59, 144), (-59, 144), color=_GLASS),
        _part((-20, 97), (22, 97), (46, 144), (18, 144), color=_GLASS, brightness=1.35),
        _part((-78, 92), (78, 92), (70, 97), (-70, 97), brightness=1.12),
        _part((-50, 84), (50, 84), (44, 64), (-44, 64), color=_TRIM),
        _part((-48, 79), (48, 79), (47, 76), (-47, 76), color=_CHROME),
        _part((-46, 72), (46, 72), (45, 69), (-45, 69), color=_CHROME),
        _pair((56, 84), (92, 88), (93, 72), (60, 68), color=_LAMP),
        _pair((66, 82), (82, 84), (83, 74), (68, 72), color=_CHROME, brightness=0.8),
        _part((-95, 58), (95, 58), (92, 24), (-92, 24), brightness=0.9),
        _part((-64, 30), (64, 30), (58, 19), (-58, 19), color=_TRIM),
        _pair((72, 40), (90, 42), (88, 32), (74, 30), color=_LAMP, brightness=0.85),
    ),
    Side.REAR: (
        *_CHASSIS,
        *_CABIN,
        _part((-68, 104), (68, 104), (56, 142), (-56, 142), color=_GLASS, brightness=0.85),
        _part((-84, 98), (84, 98), (84, 92), (-84, 92), brightness=1.1),
        _part((-70, 90), (70, 90), (66, 50), (-66, 50), brightness=0.96),
        _pair((70, 90), (94, 86), (97, 64), (72, 66), color=_RED),
        _pair((74, 82), (93, 80), (94, 74), (74, 74), color=_LAMP),
        _part((-97, 46), (97, 46), (92, 22), (-92, 22), brightness=0.82),
        _pair((70, 34), (88, 36), (88, 30), (70, 29), color=_RED, brightness=0.8),
        _pair((40, 18), (56, 18), (55, 12), (41, 12), color=_CHROME, brightness=0.7),
    ),
}

_PLATE_HEIGHT: Final = {Side.FRONT: 45, Side.REAR: 66}
"""Where the middle of the plate is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Car:
    """A car somewhere in the picture."""

    design: PlateDesign
    inscription: str
    """What its plate says, with spaces or hyphens."""
    side: Side
    paint: Color
    wheels: Point
    """Where the middle of the car touches the ground, in pixels."""
    width: float
    """From side to side, in pixels."""

    @property
    def plate(self) -> str:
        """The plate's text without what is between its groups."""
        return "".join(filter(str.isalnum, self.inscription))

    @property
    def plate_box(self) -> Box:
        """Where in the picture the plate is."""
        x, y = self._pixels((0, _PLATE_HEIGHT[self.side]))
        scale = self.width / 200 * _UNITS_PER_MILLIMETRE / 2
        dx, dy = self.design.width * scale, self.design.height * scale
        return Box(round(x - dx), round(y - dy), round(x + dx), round(y + dy))

    def draw(self, canvas: Canvas) -> None:
        """Draw the car and its shadow."""
        half = self.width / 2
        canvas.ellipse(self.wheels, (half * 1.12, half * 0.09), (10, 10, 14), opacity=0.55)
        for part in _SIDES[self.side]:
            color = shade(part.color or self.paint, part.brightness)
            canvas.polygon(map(self._pixels, part.points), color)
            if part.mirrored:
                canvas.polygon(map(self._pixels, _mirrored(part.points)), color)
        canvas.paste(draw_plate(self.design, self.inscription), self.plate_box)

    def _pixels(self, point: Point) -> Point:
        """Turn a point of the car into one of the picture."""
        (left, ground), unit = self.wheels, self.width / 200
        return left + point[0] * unit, ground - point[1] * unit


def _mirrored(points: Iterable[Point]) -> Iterable[Point]:
    return [(-x, y) for x, y in points]
