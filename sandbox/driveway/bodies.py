"""How cars and vans look from straight in front and behind.

Each is drawn in units of its own: 200 wide from side to side, x from its middle to the right, y
from the ground upwards. So one unit is about 9 mm.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Final

from .canvas import Color, Point

WIDTH_IN_UNITS: Final = 200
UNITS_PER_MILLIMETRE: Final = WIDTH_IN_UNITS / 1800

_GLASS: Final = (52, 66, 80)
_RUBBER: Final = (28, 28, 30)
_TRIM: Final = (40, 42, 46)
_LAMP: Final = (232, 238, 244)
_CHROME: Final = (186, 190, 196)
_RED: Final = (176, 24, 30)


class Body(Enum):
    """What kind of vehicle it is."""

    CAR = "car"
    VAN = "van"


class Side(Enum):
    """Which side of the vehicle is seen."""

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

    def shapes(self) -> Iterable[Iterable[Point]]:
        """Return the points of each shape that it is drawn as."""
        yield self.points
        if self.mirrored:
            yield mirrored(self.points)


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

_FACE: Final = (
    _part((-78, 92), (78, 92), (70, 97), (-70, 97), brightness=1.12),
    _part((-50, 84), (50, 84), (44, 64), (-44, 64), color=_TRIM),
    _part((-48, 79), (48, 79), (47, 76), (-47, 76), color=_CHROME),
    _part((-46, 72), (46, 72), (45, 69), (-45, 69), color=_CHROME),
    _pair((56, 84), (92, 88), (93, 72), (60, 68), color=_LAMP),
    _pair((66, 82), (82, 84), (83, 74), (68, 72), color=_CHROME, brightness=0.8),
    _part((-95, 58), (95, 58), (92, 24), (-92, 24), brightness=0.9),
    _part((-64, 30), (64, 30), (58, 19), (-58, 19), color=_TRIM),
    _pair((72, 40), (90, 42), (88, 32), (74, 30), color=_LAMP, brightness=0.85),
)
_HOLD: Final = (
    _part((-97, 92), (97, 92), (99, 205), (92, 226), (-92, 226), (-99, 205), brightness=0.95),
    _pair((96, 104), (116, 104), (117, 142), (98, 142), color=_TRIM),
)

PARTS: Final[dict[tuple[Body, Side], tuple[Part, ...]]] = {
    (Body.CAR, Side.FRONT): (
        *_CHASSIS,
        *_CABIN,
        _part((-74, 97), (74, 97), (59, 144), (-59, 144), color=_GLASS),
        _part((-20, 97), (22, 97), (46, 144), (18, 144), color=_GLASS, brightness=1.35),
        *_FACE,
    ),
    (Body.CAR, Side.REAR): (
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
    (Body.VAN, Side.FRONT): (
        *_CHASSIS,
        *_HOLD,
        _part((-86, 99), (86, 99), (78, 172), (-78, 172), color=_GLASS),
        _part((-24, 99), (22, 99), (56, 172), (22, 172), color=_GLASS, brightness=1.35),
        *_FACE,
    ),
    (Body.VAN, Side.REAR): (
        *_CHASSIS,
        *_HOLD,
        _part((-88, 214), (88, 214), (88, 34), (-88, 34), brightness=1.04),
        _pair((8, 198), (76, 198), (78, 138), (8, 138), color=_GLASS, brightness=0.85),
        _part((-1, 214), (1, 214), (1, 34), (-1, 34), brightness=0.7),
        _pair((89, 128), (98, 126), (98, 78), (89, 78), color=_RED),
        _part((-97, 38), (97, 38), (93, 22), (-93, 22), color=_TRIM),
    ),
}

PLATE_HEIGHT: Final = {Side.FRONT: 45, Side.REAR: 66}
"""How high the middle of the plate is, in units."""


@dataclass(frozen=True, slots=True)
class Lamp:
    """What shines when the lights are on; a second one is on the other side."""

    center: Point
    radii: Point
    color: Color


_HEADLAMPS: Final = (
    Lamp((75, 78), (42, 40), (255, 250, 235)),
    Lamp((48, -6), (110, 26), (92, 88, 76)),  # on the ground before the vehicle
)
_TAIL: Final = (225, 40, 30)

LAMPS: Final = {
    (Body.CAR, Side.FRONT): _HEADLAMPS,
    (Body.CAR, Side.REAR): (Lamp((83, 76), (30, 30), _TAIL),),
    (Body.VAN, Side.FRONT): _HEADLAMPS,
    (Body.VAN, Side.REAR): (Lamp((93, 102), (30, 30), _TAIL),),
}


def mirrored(points: Iterable[Point]) -> list[Point]:
    """Return the same points on the other side."""
    return [(-x, y) for x, y in points]
