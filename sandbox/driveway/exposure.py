"""What a camera makes of a drawn picture: light, glowing lamps, grain, and at last a JPEG."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from math import dist
from random import Random
from typing import Final

from PIL import Image, ImageChops

from .canvas import HEIGHT, WIDTH, Color, Point
from .light import Light, TimeOfDay, beam_at

_QUALITY: Final = 88
_BEAM_CELLS: Final = (240, 135)
"""The beam has no edges, so it is mapped coarsely."""
_HALO_CELLS: Final = (96, 96)


@dataclass(frozen=True, slots=True)
class Glow:
    """Light that a lamp adds to the picture."""

    center: Point
    radii: Point
    """Along x and y, in pixels."""
    color: Color


def photograph(picture: Image.Image, light: Light, glows: Iterable[Glow], seed: float) -> bytes:
    """Take a drawn picture, as it is in full daylight, by another light.

    Args:
        picture: 1920 by 1080 pixels; it stays as it is.
        light: at night the camera sees by infrared, without colors.
        glows: the lamps that are on.
        seed: the same one gives the same grain, so the same bytes.
    """
    by_night = light.time_of_day is TimeOfDay.NIGHT
    lit = ImageChops.multiply(picture, _beam()) if by_night else _dimmed(picture, light)
    for glow in glows:
        add_glow(lit, glow)
    if by_night:
        lit = lit.convert("L").convert("RGB")
    file = BytesIO()
    _grained(lit, light.grain, seed).save(file, "JPEG", quality=_QUALITY)
    return file.getvalue()


def _dimmed(picture: Image.Image, light: Light) -> Image.Image:
    return picture.point([round(value * color) for color in light.colors for value in range(256)])


@lru_cache(maxsize=1)
def _beam() -> Image.Image:
    cell = WIDTH / _BEAM_CELLS[0]
    beam = _map(_BEAM_CELLS, lambda x, y: beam_at((x * cell, y * cell)))
    return beam.resize((WIDTH, HEIGHT)).convert("RGB")


def add_glow(picture: Image.Image, glow: Glow) -> None:
    """Make the picture brighter where a lamp shines, the more the nearer to its middle."""
    (x, y), (rx, ry) = glow.center, glow.radii
    corner = round(x - rx), round(y - ry)
    size = max(1, round(2 * rx)), max(1, round(2 * ry))
    box = (*corner, corner[0] + size[0], corner[1] + size[1])
    ground = Image.new("RGB", size)
    light = Image.composite(Image.new("RGB", size, glow.color), ground, _halo().resize(size))
    picture.paste(ImageChops.add(picture.crop(box), light), box)


@lru_cache(maxsize=1)
def _halo() -> Image.Image:
    radius = _HALO_CELLS[0] / 2

    def brightness(x: float, y: float) -> float:
        return max(0.0, 1 - dist((x, y), (radius, radius)) / radius) ** 2

    return _map(_HALO_CELLS, brightness)


def _map(cells: tuple[int, int], brightness: Callable[[float, float], float]) -> Image.Image:
    """Ask for the brightness, 0 to 1, in the middle of each cell."""
    columns, rows = cells
    values = (
        round(255 * brightness(column + 0.5, row + 0.5))
        for row in range(rows)
        for column in range(columns)
    )
    return Image.frombytes("L", cells, bytes(values))


def _grained(picture: Image.Image, grain: int, seed: float) -> Image.Image:
    noise = Random(seed).randbytes(WIDTH * HEIGHT)  # noqa: S311 - grain, not a secret
    grains = Image.frombytes("L", (WIDTH, HEIGHT), noise)
    grains = grains.point([value * grain // 256 for value in range(256)])
    return ImageChops.add(picture, grains.convert("RGB"), offset=-grain // 2)
