"""Puts cars before a backdrop."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from PIL import Image

from .backdrops import Backdrop
from .canvas import Canvas
from .vehicles import Car

_BACKDROPS_KEPT: Final = 3
"""As many as there are; each takes 25 MB, and a tenth of a second to draw."""


def draw(backdrop: Backdrop, cars: Iterable[Car]) -> Image.Image:
    """Draw the cars, the furthest first, as they are in full daylight."""
    canvas = _drawn(backdrop).copy()
    for car in cars:
        car.draw(canvas)
    return canvas.finished()


@lru_cache(maxsize=_BACKDROPS_KEPT)
def _drawn(backdrop: Backdrop) -> Canvas:
    canvas = Canvas()
    backdrop(canvas)
    return canvas
