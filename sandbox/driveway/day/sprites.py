"""What moves, each drawn by itself on nothing, to be put into a picture."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from math import ceil, floor, pi, sin
from typing import Final

from PIL import Image

from ..backdrops import HORIZON
from ..canvas import OVERSAMPLING, Canvas, Color, Point, shade
from ..vehicles import Car
from .happenings import Figure
from .place import REDUCTION, SCALE

_CARS_KEPT: Final = 12
"""Who stands looks the same in each picture; who drives never does."""

_GLASS: Final = (52, 62, 72)
_RUBBER: Final = (26, 26, 28)
_SKIN: Final = (206, 164, 136)
_TROUSERS: Final = (52, 56, 70)
_STRIDES_A_SECOND: Final = 1.7
_PERSON_METRES: Final = 1.75
_CAT_METRES: Final = 0.28


@dataclass(frozen=True, slots=True)
class Sprite:
    """A drawn thing, and where in the picture it belongs."""

    image: Image.Image
    corner: tuple[int, int]
    """Its left upper corner, in pixels of the picture."""

    def paste(self, picture: Image.Image) -> None:
        """Put it into a picture."""
        picture.paste(self.image, self.corner, self.image)


def _drawn(
    left: float, top: float, right: float, bottom: float, draw: Callable[[Canvas, Point], None]
) -> Sprite:
    """Have something drawn within bounds, in pixels of the drawings.

    Args:
        left: of the bounds, as the following.
        top: upper edge.
        right: right edge.
        bottom: lower edge.
        draw: draws on a canvas, whose origin is at the point that it is given.
    """
    corner = floor(left * SCALE), floor(top * SCALE)
    width, height = ceil(right * SCALE) - corner[0], ceil(bottom * SCALE) - corner[1]
    image = Image.new("RGBA", (max(1, width) * REDUCTION, max(1, height) * REDUCTION))
    canvas = Canvas(image)
    per_picture_pixel = REDUCTION / OVERSAMPLING
    draw(canvas, (corner[0] * per_picture_pixel, corner[1] * per_picture_pixel))
    return Sprite(canvas.finished(REDUCTION), corner)


@lru_cache(maxsize=_CARS_KEPT)
def car_sprite(car: Car) -> Sprite:
    """Draw a car with its shadow."""
    box, (x, y), half = car.box, car.wheels, car.width / 2

    def draw(canvas: Canvas, origin: Point) -> None:
        replace(car, wheels=(x - origin[0], y - origin[1])).draw(canvas)

    left, right = min(box.xmin, x - half * 1.12), max(box.xmax, x + half * 1.12)
    return _drawn(left, box.ymin, right, max(box.ymax, y + half * 0.09), draw)


def figure_bounds(figure: Figure, feet: Point) -> tuple[float, float, float, float]:
    """Return where in the drawing somebody is: left, top, right, bottom."""
    (x, y), metre = feet, feet[1] - HORIZON
    if figure is Figure.CAT:
        half, height = 0.32 * metre, 1.4 * _CAT_METRES * metre
    else:
        half, height = 0.34 * metre, _PERSON_METRES * metre
    return x - half, y - height, x + half, y + 0.05 * metre


def figure_sprite(figure: Figure, feet: Point, color: Color, t: float, *, walks: bool) -> Sprite:
    """Draw a person or a cat in the stride of a moment."""
    stride = sin(2 * pi * _STRIDES_A_SECOND * t) if walks else 0.15
    x, y = feet
    metre = y - HORIZON

    def draw(canvas: Canvas, origin: Point) -> None:
        draw_figure = _draw_cat if figure is Figure.CAT else _draw_person
        draw_figure(canvas, (x - origin[0], y - origin[1]), metre, color, stride)

    return _drawn(*figure_bounds(figure, feet), draw)


def _draw_person(canvas: Canvas, feet: Point, metre: float, coat: Color, stride: float) -> None:
    x, y = feet
    canvas.ellipse(feet, (0.3 * metre, 0.04 * metre), (10, 10, 14), opacity=0.45)
    for side in (-1, 1):
        foot = x + side * stride * 0.26 * metre
        hip = x + side * 0.05 * metre
        canvas.line([(hip, y - 0.85 * metre), (foot, y)], _TROUSERS, 0.15 * metre)
        hand = x - side * stride * 0.22 * metre
        canvas.line(
            [(x + side * 0.16 * metre, y - 1.4 * metre), (hand, y - 0.8 * metre)],
            shade(coat, 0.85),
            0.1 * metre,
        )
    shoulders, waist = y - 1.46 * metre, y - 0.78 * metre
    canvas.polygon(
        [
            (x - 0.21 * metre, shoulders),
            (x + 0.21 * metre, shoulders),
            (x + 0.17 * metre, waist),
            (x - 0.17 * metre, waist),
        ],
        coat,
    )
    canvas.ellipse((x, y - 1.6 * metre), (0.1 * metre, 0.13 * metre), _SKIN)


def _draw_cat(canvas: Canvas, feet: Point, metre: float, fur: Color, stride: float) -> None:
    x, y = feet
    for place in (-0.16, -0.12, 0.12, 0.16):
        paw = x + (place + 0.05 * stride * (1 if place > 0 else -1)) * metre
        canvas.line([(x + place * metre, y - 0.16 * metre), (paw, y)], fur, 0.04 * metre)
    canvas.ellipse((x, y - 0.19 * metre), (0.2 * metre, 0.08 * metre), fur)
    canvas.ellipse((x + 0.22 * metre, y - 0.27 * metre), (0.07 * metre, 0.065 * metre), fur)
    canvas.line(
        [(x - 0.19 * metre, y - 0.2 * metre), (x - 0.28 * metre, y - 0.34 * metre)],
        fur,
        0.035 * metre,
    )


@lru_cache(maxsize=64)
def distant_car(length: int, paint: Color, *, to_the_right: bool) -> Image.Image:
    """Draw a car from its side, as long as so many pixels of the drawings."""
    height = 0.34 * length
    size = ceil(length * SCALE) * REDUCTION, ceil(height * SCALE) * REDUCTION
    canvas = Canvas(Image.new("RGBA", size))
    outline = ((0, 0.85), (0.02, 0.5), (0.2, 0.44), (0.34, 0.08), (0.7, 0.05), (0.84, 0.42))
    canvas.polygon(
        [(px * length, py * height) for px, py in (*outline, (1, 0.55), (1, 0.85))], paint
    )
    canvas.polygon(
        [
            (px * length, py * height)
            for px, py in ((0.26, 0.42), (0.37, 0.14), (0.67, 0.12), (0.76, 0.42))
        ],
        _GLASS,
    )
    for wheel in (0.2, 0.8):
        canvas.ellipse((wheel * length, 0.84 * height), (0.16 * height, 0.16 * height), _RUBBER)
    image = canvas.finished(REDUCTION)
    return image.transpose(Image.Transpose.FLIP_LEFT_RIGHT) if to_the_right else image
