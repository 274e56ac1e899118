"""The truth about what a camera sees at a moment. Boxes are in pixels of its picture."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import dist
from typing import Final

from ...plate_read import Box
from ..canvas import Point
from ..light import TimeOfDay
from ..vehicles import Car
from ..visits import Visit
from .happenings import Stay, View, Walk
from .place import PICTURE_HEIGHT, PICTURE_WIDTH, SCALE, to_picture
from .sprites import figure_bounds
from .weather import Sky

LEAST_PLATE: Final = 60
"""Pixels that a plate must be wide to count as readable."""
DARKEST_PLATE: Final = 0.3
"""How bright it must be where the plate is."""
MOST_BLUR: Final = 6.0
"""Pixels by which a readable plate may be smeared."""
SHUTTER: Final = {TimeOfDay.DAY: 1 / 250, TimeOfDay.DUSK: 1 / 60, TimeOfDay.NIGHT: 1 / 60}
"""Seconds for which a picture is exposed."""

_SMALLEST: Final = 16
"""Pixels of the drawings: a car that is narrower is a dot on the street."""
_SHORT_STOP: Final = 60
"""Seconds: who stands no longer leaves the lamps on."""
_INSTANT: Final = 0.05
_PICTURE: Final = Box(0, 0, PICTURE_WIDTH, PICTURE_HEIGHT)


@dataclass(frozen=True, slots=True)
class SeenVehicle:
    """A vehicle in the picture; its boxes may reach beyond it."""

    stay: Stay
    visit: Visit
    car: Car
    """As it is drawn, before the picture is scaled."""
    box: Box
    plate_box: Box
    moves: bool
    blur: float
    """Pixels by which its plate is smeared along its way."""
    brightness: float
    """Of the light on its plate, 0 to 1."""
    is_covered: bool
    """Whether something nearer is before its plate."""
    is_hidden: bool
    """Whether a nearer vehicle covers most of it."""

    @property
    def plate(self) -> str:
        """What is to be read, in capitals, without spaces or hyphens."""
        return self.stay.plate

    @property
    def plate_width(self) -> int:
        """In pixels."""
        return self.plate_box.xmax - self.plate_box.xmin

    @property
    def has_whole_plate(self) -> bool:
        """Whether all of the plate is in the picture."""
        box = self.plate_box
        return (
            box.xmin >= 0
            and box.ymin >= 0
            and box.xmax <= PICTURE_WIDTH
            and box.ymax <= PICTURE_HEIGHT
        )

    @property
    def is_readable(self) -> bool:
        """Whether a good reader must read it: no promise that it fails where it isn't."""
        return (
            self.has_whole_plate
            and not self.is_covered
            and self.plate_width >= LEAST_PLATE
            and self.brightness >= DARKEST_PLATE
            and self.blur <= MOST_BLUR
        )


@dataclass(frozen=True, slots=True)
class Sight:
    """All that a camera sees at one time, the furthest first."""

    view: View
    t: float
    sky: Sky
    vehicles: tuple[SeenVehicle, ...]
    walks: tuple[Walk, ...]
    shake: Point
    """Pixels by which the picture is moved."""

    def vehicle(self, plate: str) -> SeenVehicle | None:
        """Return the vehicle with this plate, if it is in the picture."""
        return next((each for each in self.vehicles if each.plate == plate), None)


def vehicles_seen(
    passages: Sequence[tuple[Stay, Visit]],
    walks: Sequence[Walk],
    t: float,
    sky: Sky,
    shake: Point,
) -> tuple[SeenVehicle, ...]:
    """Say which vehicles are in the picture, the furthest first.

    Args:
        passages: before this camera, whenever they are.
        walks: of those who are under way before it now.
        t: the time.
        sky: the light then.
        shake: pixels by which the picture is moved.
    """
    by_lamps = sky.light.time_of_day is not TimeOfDay.DAY
    there = []
    for stay, visit in passages:
        if not visit.is_there_at(t):
            continue
        car = _car(visit, t, by_lamps=by_lamps)
        if car.width >= _SMALLEST and _meet(_moved(car.box, shake), _PICTURE):
            there.append((stay, visit, car))
    there.sort(key=lambda each: each[2].wheels[1])
    seen = []
    for index, (stay, visit, car) in enumerate(there):
        nearer = [other.box for _, _, other in there[index + 1 :]]
        people = [
            Box(*map(round, figure_bounds(walk.figure, feet)))
            for walk in walks
            if (feet := walk.point_at(t))[1] > car.wheels[1]
        ]
        plate = car.drawn_plate.box
        middle = (plate.xmin + plate.xmax) / 2, (plate.ymin + plate.ymax) / 2
        seen.append(
            SeenVehicle(
                stay=stay,
                visit=visit,
                car=car,
                box=_moved(car.box, shake),
                plate_box=_moved(plate, shake),
                moves=visit.moves_at(t),
                blur=_speed(visit, t) * SHUTTER[sky.light.time_of_day],
                brightness=sky.light.brightness_at(middle),
                is_covered=any(_meet(plate, other) for other in (*nearer, *people)),
                is_hidden=any(_covers_most(other, car.box) for other in nearer),
            )
        )
    return tuple(seen)


def _car(visit: Visit, t: float, *, by_lamps: bool) -> Car:
    car = visit.car_at(t, by_lamps=by_lamps)
    return replace(
        car, has_lights_on=by_lamps and (visit.moves_at(t) or visit.stands < _SHORT_STOP)
    )


def _speed(visit: Visit, t: float) -> float:
    """Return how fast its plate moves, in pixels a second."""
    if not visit.moves_at(t):
        return 0.0
    now, then = (
        visit.car_at(at, by_lamps=False).drawn_plate.box
        for at in (t, t + (_INSTANT if visit.moves_at(t + _INSTANT) else -_INSTANT))
    )
    return dist((now.xmin, now.ymin), (then.xmin, then.ymin)) / _INSTANT * SCALE


def _moved(box: Box, shake: Point) -> Box:
    left, top = to_picture((box.xmin, box.ymin))
    right, bottom = to_picture((box.xmax, box.ymax))
    dx, dy = shake
    return Box(round(left + dx), round(top + dy), round(right + dx), round(bottom + dy))


def _meet(one: Box, other: Box) -> bool:
    return (
        one.xmin < other.xmax
        and other.xmin < one.xmax
        and one.ymin < other.ymax
        and other.ymin < one.ymax
    )


def _covers_most(nearer: Box, box: Box) -> bool:
    width = min(nearer.xmax, box.xmax) - max(nearer.xmin, box.xmin)
    height = min(nearer.ymax, box.ymax) - max(nearer.ymin, box.ymin)
    area = (box.xmax - box.xmin) * (box.ymax - box.ymin)
    return width > 0 and height > 0 and width * height > 0.7 * area
