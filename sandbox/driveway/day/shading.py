"""How bright each part of a picture is: clouds, shadows, the infrared lamp."""

from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from ..backdrops import HORIZON
from ..canvas import HEIGHT, WIDTH
from ..light import TimeOfDay, beam_at
from .chance import chance
from .happenings import View
from .place import GROUND, PICTURE_HEIGHT, PICTURE_WIDTH, SITES
from .weather import Cloud, Sky

type Map = NDArray[np.float32]

_COLUMNS: Final = 320
_ROWS: Final = 180
_CELL: Final = WIDTH / _COLUMNS
_SHADOW: Final = 0.42
"""What the sun's sharp shadows take."""
_WET: Final = 0.15
_EDGE: Final = 8
"""How soft the edge of a sharp shadow is, in pixels of the drawings."""

_X, _Y = np.meshgrid(
    (np.arange(_COLUMNS, dtype=np.float32) + 0.5) * _CELL,
    (np.arange(_ROWS, dtype=np.float32) + 0.5) * HEIGHT / _ROWS,
)
_BELOW: Final = np.clip((_Y - GROUND) / _EDGE, 0, 1)


def brightness(view: View, t: float, sky: Sky, sway: float) -> Map:
    """Return by how much each pixel of a picture is to be multiplied.

    Args:
        view: whose picture it is.
        t: the time.
        sky: the light and weather then.
        sway: how far trees lean at the moment, -1 to 1.
    """
    if sky.light.time_of_day is TimeOfDay.NIGHT:
        shades = _beam() * np.float32(sky.exposure)
    else:
        shades = np.full((_ROWS, _COLUMNS), sky.light.sunshine * sky.exposure, np.float32)
        for cloud in sky.clouds:
            shades *= 1 - np.float32(cloud.depth) * _under(cloud, t)
        if sky.direct > 0:
            shades *= 1 - np.float32(_SHADOW * sky.direct) * _shadows(view, sky.sun, sway)
    if sky.rain > 0:
        shades = shades * (1 - np.float32(_WET * sky.rain) * _BELOW)
    whole = Image.fromarray(shades.astype(np.float32)).resize(
        (PICTURE_WIDTH, PICTURE_HEIGHT), Image.Resampling.BILINEAR
    )
    return np.asarray(whole)


def _under(cloud: Cloud, t: float) -> Map:
    """Return how much each part is under a cloud's shadow, 0 to 1."""
    x = _X[0] / WIDTH
    if not cloud.from_the_left:
        x = 1 - x
    fronts = (
        np.clip((front * (1 + cloud.softness) - x) / cloud.softness, 0, 1)
        for front in cloud.front(t)
    )
    begins, ends = fronts
    cover: Map = (begins - ends).astype(np.float32)[None, :]
    return cover


def _shadows(view: View, sun: float, sway: float) -> Map:
    """Return where the house and the trees take the sun, 0 to 1."""
    start, run = SITES[view].shadow
    edge = start + run * sun
    house = np.clip((edge - _X - 0.5 * (_Y - GROUND)) / _EDGE + 0.5, 0, 1)
    if run < 0:
        house = 1 - house
    leaves = _leaves(view)
    cells = sway * 2 + (0.5 - sun) * 60
    whole = int(cells // 1)
    part = np.float32(cells - whole)
    moved = np.roll(leaves, whole, 1) * (1 - part) + np.roll(leaves, whole + 1, 1) * part
    shadows: Map = np.maximum(house, moved) * _BELOW
    return shadows


@lru_cache(maxsize=len(View))
def _leaves(view: View) -> Map:
    """Return the blotches that leaves throw on the ground at noon without wind."""
    random = chance("shadows of leaves", view.value)
    leaves = np.zeros((_ROWS, _COLUMNS), np.float32)
    for tree in SITES[view].trees:
        for _ in range(26):
            x = tree.foot[0] + random.gauss(0, tree.radius * 0.9)
            y = max(tree.foot[1], GROUND + 60) + random.gauss(40, tree.radius * 0.25)
            radius = random.uniform(0.1, 0.28) * tree.radius
            distance = ((_X - x) / radius) ** 2 + ((_Y - y) / (radius * 0.4)) ** 2
            leaves = np.maximum(leaves, np.clip(2 * (1 - distance), 0, 1))
    return leaves.astype(np.float32)


@lru_cache(maxsize=1)
def _beam() -> Map:
    """Return how bright the camera's own lamp makes each part; the sky gets nothing of it."""
    cells = [[beam_at((x, y)) for x in _X[0]] for y in _Y[:, 0]]
    far = np.where(_Y < HORIZON, np.float32(0.75), np.float32(1))
    beam: Map = np.asarray(cells, np.float32) * far
    return beam
