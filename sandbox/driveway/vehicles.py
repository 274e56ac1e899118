"""Vehicles with their plates, and where in a picture they are."""

from dataclasses import dataclass

from ..plate_read import Box
from .bodies import (
    LAMPS,
    PARTS,
    PLATE_HEIGHT,
    UNITS_PER_MILLIMETRE,
    WIDTH_IN_UNITS,
    Body,
    Part,
    Side,
    mirrored,
)
from .canvas import Canvas, Color, Point, shade
from .exposure import Glow
from .plates import PlateDesign, draw_plate


@dataclass(frozen=True, slots=True)
class DrawnPlate:
    """The truth about one plate in a picture."""

    plate: str
    """In capitals, without spaces or hyphens."""
    region: str
    """Code of its country or state."""
    box: Box


@dataclass(frozen=True, slots=True, kw_only=True)
class Car:
    """A car or van somewhere in the picture."""

    design: PlateDesign
    inscription: str
    """What its plate says, with spaces or hyphens."""
    side: Side
    body: Body
    paint: Color
    wheels: Point
    """Where its middle touches the ground, in pixels."""
    width: float
    """From side to side, in pixels."""
    has_lights_on: bool

    @property
    def drawn_plate(self) -> DrawnPlate:
        """What there is to read."""
        x, y = self._pixels((0, PLATE_HEIGHT[self.side]))
        scale = self._unit * UNITS_PER_MILLIMETRE / 2
        dx, dy = self.design.width * scale, self.design.height * scale
        box = Box(round(x - dx), round(y - dy), round(x + dx), round(y + dy))
        return DrawnPlate("".join(filter(str.isalnum, self.inscription)), self.design.region, box)

    @property
    def box(self) -> Box:
        """Where in the picture the whole of it is, without its shadow."""
        points = [point for part in self._parts for shape in part.shapes() for point in shape]
        xs, ys = zip(*map(self._pixels, points), strict=True)
        return Box(round(min(xs)), round(min(ys)), round(max(xs)), round(max(ys)))

    @property
    def glows(self) -> tuple[Glow, ...]:
        """What its lamps add to the picture."""
        unit = self._unit
        lamps = LAMPS[self.body, self.side] if self.has_lights_on else ()
        return tuple(
            Glow(self._pixels(center), (lamp.radii[0] * unit, lamp.radii[1] * unit), lamp.color)
            for lamp in lamps
            for center in (lamp.center, *mirrored([lamp.center]))
        )

    def draw(self, canvas: Canvas) -> None:
        """Draw it with its shadow, as in daylight."""
        half = self.width / 2
        canvas.ellipse(self.wheels, (half * 1.12, half * 0.09), (10, 10, 14), opacity=0.55)
        for part in self._parts:
            color = shade(part.color or self.paint, part.brightness)
            for points in part.shapes():
                canvas.polygon(map(self._pixels, points), color)
        canvas.paste(draw_plate(self.design, self.inscription), self.drawn_plate.box)

    @property
    def _parts(self) -> tuple[Part, ...]:
        return PARTS[self.body, self.side]

    @property
    def _unit(self) -> float:
        """Pixels of a unit of the body."""
        return self.width / WIDTH_IN_UNITS

    def _pixels(self, point: Point) -> Point:
        """Turn a point of the body into one of the picture."""
        (left, ground), unit = self.wheels, self._unit
        return left + point[0] * unit, ground - point[1] * unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Vehicle:
    """A vehicle, wherever it is."""

    inscription: str
    """What its plates say, with spaces or hyphens."""
    front: PlateDesign
    rear: PlateDesign
    paint: Color
    body: Body = Body.CAR

    @property
    def plate(self) -> str:
        """What its plates say, in capitals, without spaces or hyphens."""
        return "".join(filter(str.isalnum, self.inscription))

    def seen(self, side: Side, wheels: Point, width: float, *, has_lights_on: bool = False) -> Car:
        """Return what is to be drawn of it from one side; see `Car`."""
        return Car(
            design=self.front if side is Side.FRONT else self.rear,
            inscription=self.inscription,
            side=side,
            body=self.body,
            paint=self.paint,
            wheels=wheels,
            width=width,
            has_lights_on=has_lights_on,
        )
