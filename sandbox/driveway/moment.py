"""One moment of a story: the truth about it, and its picture."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from ..plate_read import Box
from .backdrops import Backdrop
from .canvas import HEIGHT, WIDTH, Point
from .drawing import draw
from .exposure import Glow, photograph
from .light import Light
from .vehicles import Car, DrawnPlate
from .visits import Visit

_PICTURE: Final = Box(0, 0, WIDTH, HEIGHT)
_NARROWEST_PLATE: Final = 128
"""Pixels that a plate must be wide to be read by every light."""
_DARKEST_PLATE: Final = 0.35
"""How bright it must be where the plate is."""


@dataclass(frozen=True, slots=True)
class PresentVehicle:
    """A vehicle in the picture; its boxes may reach beyond it."""

    visit: Visit
    car: Car
    """As it is drawn."""
    moves: bool
    is_readable: bool
    """Whether the plate is wholly in the picture, large enough, bright enough, and uncovered.

    No promise that a reader fails where it isn't.
    """

    @property
    def plate(self) -> DrawnPlate:
        """What there is to read, and where."""
        return self.car.drawn_plate

    @property
    def box(self) -> Box:
        """Where the whole vehicle is, without its shadow."""
        return self.car.box


@dataclass(frozen=True, slots=True)
class Moment:
    """What a camera sees at one time, and the truth about it."""

    backdrop: Backdrop
    t: float
    """Seconds since the story's beginning."""
    light: Light
    vehicles: tuple[PresentVehicle, ...]
    """Those in the picture, the furthest first."""

    def to_jpeg(self) -> bytes:
        """Draw the picture, 1920 by 1080; the same bytes each time, other grain at other times."""
        cars = [vehicle.car for vehicle in self.vehicles]
        return photograph(draw(self.backdrop, cars), self.light, _visible_glows(cars), self.t)


def vehicles_among(
    visits: Iterable[Visit], t: float, light: Light, *, by_lamps: bool
) -> tuple[PresentVehicle, ...]:
    """Say which vehicles are in the picture at a time, the furthest first."""
    there = [
        (visit, car)
        for visit in visits
        if visit.is_there_at(t) and _meet((car := visit.car_at(t, by_lamps=by_lamps)).box, _PICTURE)
    ]
    there.sort(key=lambda present: present[1].wheels[1])
    cars = [car for _, car in there]
    return tuple(
        PresentVehicle(visit, car, visit.moves_at(t), _is_readable(car, cars[index + 1 :], light))
        for index, (visit, car) in enumerate(there)
    )


def _is_readable(car: Car, nearer: Sequence[Car], light: Light) -> bool:
    plate = car.drawn_plate.box
    middle = (plate.xmin + plate.xmax) / 2, (plate.ymin + plate.ymax) / 2
    return (
        _holds(_PICTURE, (plate.xmin, plate.ymin))
        and _holds(_PICTURE, (plate.xmax, plate.ymax))
        and plate.xmax - plate.xmin >= _NARROWEST_PLATE
        and light.brightness_at(middle) >= _DARKEST_PLATE
        and not any(_meet(plate, other.box) for other in nearer)
    )


def _visible_glows(cars: Sequence[Car]) -> Iterable[Glow]:
    """Leave out the lamps that a nearer car covers."""
    for index, car in enumerate(cars):
        for glow in car.glows:
            if not any(_holds(nearer.box, glow.center) for nearer in cars[index + 1 :]):
                yield glow


def _holds(box: Box, point: Point) -> bool:
    return box.xmin <= point[0] <= box.xmax and box.ymin <= point[1] <= box.ymax


def _meet(one: Box, other: Box) -> bool:
    return (
        one.xmin < other.xmax
        and other.xmin < one.xmax
        and one.ymin < other.ymax
        and other.ymin < one.ymax
    )
