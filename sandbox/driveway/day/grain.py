"""Noise of the sensor and streaks of rain, out of pools: to roll dice for each costs too much."""

from functools import lru_cache
from random import Random
from typing import Final

import numpy as np
from PIL import Image, ImageChops, ImageFilter

from ..light import TimeOfDay
from .place import PICTURE_HEIGHT, PICTURE_WIDTH

_SPARE: Final = 192
"""Pixels by which a pool is larger than a picture, along both sides."""
_SIGMA: Final = {TimeOfDay.DAY: 2.2, TimeOfDay.DUSK: 4.5, TimeOfDay.NIGHT: 8.0}
"""Of the noise, of 256: more light, less noise."""
_COARSE: Final = 0.5
"""How much of the noise is spread over several pixels, as cameras that smooth theirs leave it."""
_NEUTRAL: Final = 128
_LAYERS: Final = 5
_STREAKS: Final = {False: 700, True: 420}
"""In a pool of rain, by day and by night."""


def add_grain(picture: Image.Image, time_of_day: TimeOfDay, random: Random) -> Image.Image:
    """Return the picture with noise, another one for each state of the random source."""
    noise = _noise(time_of_day, picture.mode)
    return ImageChops.add(picture, _piece(noise, random), offset=-_NEUTRAL)


def add_rain(picture: Image.Image, rain: float, random: Random) -> Image.Image:
    """Return the picture with streaks of rain before it."""
    by_night = picture.mode == "L"
    layer = _piece(_streaks(random.randrange(_LAYERS), by_night=by_night), random)
    layer = layer.point([round(value * rain) for value in range(256)])
    return ImageChops.add(picture, layer if by_night else Image.merge("RGB", [layer] * 3))


def _piece(pool: Image.Image, random: Random) -> Image.Image:
    left, top = random.randrange(_SPARE), random.randrange(_SPARE)
    return pool.crop((left, top, left + PICTURE_WIDTH, top + PICTURE_HEIGHT))


@lru_cache(maxsize=len(TimeOfDay))
def _noise(time_of_day: TimeOfDay, mode: str) -> Image.Image:
    random = np.random.default_rng(7)
    width, height = PICTURE_WIDTH + _SPARE, PICTURE_HEIGHT + _SPARE
    bands = 1 if mode == "L" else 3
    fine = random.standard_normal((height, width, bands), np.float32)
    coarse = random.standard_normal((height // 2, width // 2, bands), np.float32)
    spread = coarse.repeat(2, 0).repeat(2, 1)
    noise = fine * (1 - _COARSE**2) ** 0.5 + spread * _COARSE
    values = np.clip(_NEUTRAL + noise * _SIGMA[time_of_day], 0, 255).round().astype(np.uint8)
    return Image.fromarray(values[:, :, 0] if bands == 1 else values)


@lru_cache(maxsize=2 * _LAYERS)
def _streaks(layer: int, *, by_night: bool) -> Image.Image:
    """Draw rain. The camera's own lamp makes drops at night much brighter."""
    random = np.random.default_rng(100 + layer)
    width, height = PICTURE_WIDTH + _SPARE, PICTURE_HEIGHT + _SPARE
    pool = np.zeros((height, width), np.uint8)
    for _ in range(_STREAKS[by_night]):
        x, y = random.integers(width - 8), random.integers(height - 60)
        length = int(random.integers(14, 44))
        light = int(random.integers(40, 200) if by_night else random.integers(20, 75))
        for step in range(length):
            pool[y + step, x + step * 5 // 44] = light
    return Image.fromarray(pool).filter(ImageFilter.GaussianBlur(0.8))
