"""What the two cameras of the place see when nobody is there."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from PIL import Image

from ..backdrops import HORIZON, draw_driveway, draw_gate
from ..canvas import HEIGHT, OVERSAMPLING, WIDTH, Canvas, Point
from .chance import chance
from .happenings import View

PICTURE_WIDTH: Final = 1280
PICTURE_HEIGHT: Final = 720
SCALE: Final = PICTURE_WIDTH / WIDTH
"""Pixels of a picture for each pixel of the drawings."""

REDUCTION: Final = round(OVERSAMPLING / SCALE)
"""How many pixels of a canvas, along one side, make one of the picture."""

GROUND: Final = 560
"""Where the ground before the house begins, in pixels of the drawings from the top."""
STREET_Y: Final = 500
"""Where the wheels of those on the street are."""
_GRAINS: Final = (1, 2, 8, 20)
"""Pixels across what makes a surface uneven."""
_GROUND_IS_ROUGH: Final = 0.045
_WALLS_ARE_ROUGH: Final = 0.014
_ROAD: Final = (96, 98, 102)
_TRUNK: Final = (82, 66, 52)


@dataclass(frozen=True, slots=True)
class Tree:
    """A tree whose crown sways."""

    foot: Point
    crown: Point
    """Its middle."""
    radius: float
    leaves: int
    sways: float
    """Pixels of the drawings that the crown moves to each side in a storm."""


@dataclass(frozen=True, slots=True)
class Site:
    """What stands before a camera for good."""

    draw: Callable[[Canvas], None]
    trees: tuple[Tree, ...]
    street: tuple[tuple[float, float], ...]
    """From where to where the street can be seen."""
    shadow: tuple[float, float]
    """Where the edge of the house's shadow is at sunrise, and how far it goes in a day."""


def _draw_gate(canvas: Canvas) -> None:
    draw_gate(canvas)
    canvas.rectangle(361, HORIZON + 14, 1559, STREET_Y + 5, _ROAD)


def _draw_driveway(canvas: Canvas) -> None:
    draw_driveway(canvas)
    canvas.rectangle(1652, HORIZON + 14, WIDTH, STREET_Y + 5, _ROAD)
    canvas.rectangle(0, HORIZON + 14, 138, STREET_Y + 5, _ROAD)


SITES: Final = {
    View.GATE: Site(
        _draw_gate,
        (
            Tree((1330, 640), (1330, 330), 170, 120, 9),
            Tree((480, 600), (480, 380), 110, 80, 6),
            Tree((1900, 1000), (1860, 60), 230, 140, 14),
        ),
        ((361, 1559),),
        (200, 1500),
    ),
    View.DRIVEWAY: Site(
        _draw_driveway,
        (
            Tree((60, 760), (60, 330), 200, 140, 10),
            Tree((1800, 640), (1800, 370), 130, 90, 7),
        ),
        ((0, 138), (1652, WIDTH)),
        (-100, 2000),
    ),
}


@lru_cache(maxsize=len(View))
def backdrop(view: View) -> Image.Image:
    """Draw what stands still. It is kept: nobody may draw on it."""
    canvas = Canvas()
    site = SITES[view]
    site.draw(canvas)
    for tree in site.trees:
        (x, y), width = tree.foot, tree.radius * 0.09
        canvas.polygon(
            [(x - width, y), (x + width, y), tree.crown, (tree.crown[0] - width, tree.crown[1])],
            _TRUNK,
        )
    return _rough(canvas.finished(REDUCTION))


def _rough(picture: Image.Image) -> Image.Image:
    """Give surfaces the unevenness that real ones have: gravel and grass more than walls."""
    random = np.random.default_rng(11)
    height, width = PICTURE_HEIGHT, PICTURE_WIDTH
    rough = sum(
        random.standard_normal((height // size, width // size, 1)).repeat(size, 0).repeat(size, 1)
        for size in _GRAINS
    )
    depth = np.where(np.arange(height) > GROUND * SCALE, _GROUND_IS_ROUGH, _WALLS_ARE_ROUGH)
    values = np.asarray(picture) * (1 + rough * depth[:, None, None])
    return Image.fromarray(np.clip(values, 0, 255).astype(np.uint8))


@lru_cache(maxsize=16)
def crown(tree: Tree, part: int, parts: int) -> Image.Image:
    """Draw some of the leaves of a tree, on nothing, to be moved by themselves."""
    random = chance("leaves", tree.crown)
    size = round(2.4 * tree.radius * SCALE) * REDUCTION
    canvas = Canvas(Image.new("RGBA", (size, size)))
    middle = size / OVERSAMPLING / 2
    for leaf in range(tree.leaves):
        dx, dy = random.gauss(0, tree.radius * 0.42), random.gauss(0, tree.radius * 0.36)
        radius = random.uniform(0.1, 0.24) * tree.radius
        bright = random.uniform(0.65, 1.3)
        if leaf % parts == part:
            color = round(58 * bright), round(90 * bright), round(48 * bright)
            canvas.ellipse((middle + dx, middle + dy), (radius, radius * 0.8), color)
    return canvas.finished(REDUCTION)


def to_picture(point: Point) -> Point:
    """Turn a point of the drawings into one of the picture."""
    return point[0] * SCALE, point[1] * SCALE


assert PICTURE_HEIGHT == HEIGHT * SCALE  # noqa: S101 - both are constants of this project
