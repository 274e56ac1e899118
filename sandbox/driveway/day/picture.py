"""Takes the picture of a moment: 1280 by 720 pixels, as a JPEG."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import lru_cache
from io import BytesIO
from typing import Final

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from ..canvas import Point
from ..exposure import Glow, add_glow
from ..light import TimeOfDay
from .chance import chance
from .grain import add_grain, add_rain
from .happenings import Passing, Sweep, View
from .place import (
    PICTURE_HEIGHT,
    PICTURE_WIDTH,
    SCALE,
    SITES,
    STREET_Y,
    Tree,
    backdrop,
    crown,
    to_picture,
)
from .shading import brightness
from .sight import Sight
from .sprites import Sprite, car_sprite, distant_car, figure_sprite

MIDNIGHT: Final = datetime(2026, 5, 14)  # noqa: DTZ001 - a camera's clock says no time zone
"""What the cameras' clocks show at the beginning of the day."""

_QUALITY: Final = 82
_CROWN_PARTS: Final = 3
"""Branches, which sway apart from each other."""
_BORDER: Final = 4
"""Pixels at the edge that stay where they are when the camera shakes."""
_LEAST_BLUR: Final = 1.0
"""Pixels that can be seen."""
_GLARE: Final = 0.5
"""How much darker a camera sees by night where headlamps shine into it."""
_SWEEP_RADII: Final = (520, 260)
_SWEEP: Final = (118, 114, 102)


def to_jpeg(
    sight: Sight, sway: float, passings: list[Passing], sweeps: list[Sweep], seed: int
) -> bytes:
    """Draw what a camera sees; the same bytes each time.

    Args:
        sight: the truth.
        sway: how far trees lean at the moment, -1 to 1.
        passings: on the street.
        sweeps: headlights of who isn't in the picture.
        seed: of the grain.
    """
    random = chance(seed, sight.view, sight.t, "grain")
    picture = _lit(_drawn(sight, sway, passings), sight, sway)
    for glow in _glows(sight, sweeps):
        add_glow(picture, glow)
    time_of_day = sight.sky.light.time_of_day
    if time_of_day is TimeOfDay.NIGHT:
        picture = picture.convert("L")
    if sight.sky.rain > 0:
        picture = add_rain(picture, sight.sky.rain, random)
    picture = add_grain(_shaken(picture, sight.shake), time_of_day, random)
    if picture.mode == "L":
        picture = picture.convert("RGB")
    _write_clock(picture, sight)
    file = BytesIO()
    picture.save(file, "JPEG", quality=_QUALITY)
    return file.getvalue()


def _drawn(sight: Sight, sway: float, passings: list[Passing]) -> Image.Image:
    """Draw everything as it is in full daylight."""
    picture = backdrop(sight.view).copy()
    for passing in passings:
        _draw_passing(picture, sight.view, passing, sight.t)
    for _, sprite in sorted(_things(sight, sway), key=lambda thing: thing[0]):
        sprite.paste(picture)
    return picture


def _things(sight: Sight, sway: float) -> Iterator[tuple[float, Sprite]]:
    """Return what has a place on the ground, and how near that is."""
    for vehicle in sight.vehicles:
        yield vehicle.car.wheels[1], _smeared(car_sprite(vehicle.car), vehicle.blur)
    for walk in sight.walks:
        feet, walks = walk.point_at(sight.t), walk.moves_at(sight.t)
        yield (
            feet[1],
            figure_sprite(walk.figure, feet, walk.color, sight.t - walk.starts, walks=walks),
        )
    for tree in SITES[sight.view].trees:
        for part in range(_CROWN_PARTS):
            yield tree.foot[1], _crown_sprite(tree, part, sight, sway)


def _smeared(sprite: Sprite, blur: float) -> Sprite:
    if blur < _LEAST_BLUR:
        return sprite
    smear = ImageFilter.BoxBlur((blur / 2, blur / 4))
    return Sprite(sprite.image.filter(smear), sprite.corner)


def _crown_sprite(tree: Tree, part: int, sight: Sight, sway: float) -> Sprite:
    image = crown(tree, part, _CROWN_PARTS)
    x, y = to_picture(tree.crown)
    lean = sway * tree.sways * SCALE * (0.5 + 0.5 * part) * (0.2 + sight.sky.wind)
    corner = round(x + lean - image.width / 2), round(y + abs(lean) / 4 - image.height / 2)
    return Sprite(image, corner)


def _draw_passing(picture: Image.Image, view: View, passing: Passing, t: float) -> None:
    share = passing.share_at(t)
    if share is None:
        return
    car = distant_car(round(passing.length), passing.paint, to_the_right=passing.to_the_right)
    left = round(share * (PICTURE_WIDTH + car.width) - car.width)
    top = round(STREET_Y * SCALE) - car.height
    for start, end in SITES[view].street:
        seen_from, seen_to = round(start * SCALE), round(end * SCALE)
        cut = max(0, seen_from - left), max(0, left + car.width - seen_to)
        if cut[0] + cut[1] < car.width:
            part = car.crop((cut[0], 0, car.width - cut[1], car.height))
            picture.paste(part, (left + cut[0], top), part)


def _lit(picture: Image.Image, sight: Sight, sway: float) -> Image.Image:
    light = brightness(sight.view, sight.t, sight.sky, sway)
    if sight.sky.light.time_of_day is TimeOfDay.NIGHT:
        colors = np.full(3, 1 / (1 + _GLARE * _dazzle(sight)), np.float32)
    else:
        colors = np.asarray(sight.sky.light.colors, np.float32) / sight.sky.light.sunshine
    factors = (light[:, :, None] * (colors * 128)).astype(np.uint16)
    lit = (np.asarray(picture, np.uint16) * factors) >> 7
    return Image.fromarray(np.minimum(lit, 255).astype(np.uint8))


def _dazzle(sight: Sight) -> float:
    """Return how much of the picture headlamps take, 0 to about 1."""
    lamps = sum(
        glow.radii[0] * glow.radii[1]
        for vehicle in sight.vehicles
        for glow in vehicle.car.glows[:2]
    )
    return float(min(1.0, lamps / 40_000))


def _glows(sight: Sight, sweeps: list[Sweep]) -> Iterator[Glow]:
    cars = [vehicle.car for vehicle in sight.vehicles]
    for index, car in enumerate(cars):
        boxes = [nearer.box for nearer in cars[index + 1 :]]
        for glow in car.glows:
            x, y = glow.center
            if not any(b.xmin <= x <= b.xmax and b.ymin <= y <= b.ymax for b in boxes):
                yield _scaled(glow)
    if sight.sky.light.time_of_day is TimeOfDay.DAY:
        return
    for sweep in sweeps:
        share = (sight.t - sweep.starts) / sweep.seconds
        (x, y), (to_x, to_y) = sweep.start, sweep.end
        point = x + (to_x - x) * share, y + (to_y - y) * share
        red, green, blue = (round(channel * sweep.strength) for channel in _SWEEP)
        yield _scaled(Glow(point, _SWEEP_RADII, (red, green, blue)))


def _scaled(glow: Glow) -> Glow:
    return Glow(to_picture(glow.center), to_picture(glow.radii), glow.color)


def _shaken(picture: Image.Image, shake: Point) -> Image.Image:
    if max(map(abs, shake)) < 0.05:  # noqa: PLR2004 - pixels that nobody sees
        return picture
    matrix = (1, 0, -shake[0], 0, 1, -shake[1])
    moved = picture.transform(
        picture.size, Image.Transform.AFFINE, matrix, Image.Resampling.BILINEAR
    )
    inner = (_BORDER, _BORDER, PICTURE_WIDTH - _BORDER, PICTURE_HEIGHT - _BORDER)
    picture.paste(moved.crop(inner), inner)
    return picture


def _write_clock(picture: Image.Image, sight: Sight) -> None:
    draw = ImageDraw.Draw(picture)
    time = MIDNIGHT + timedelta(seconds=int(sight.t))
    for corner, text in (
        ((PICTURE_WIDTH - 276, 14), f"{time:%Y-%m-%d %H:%M:%S}"),
        ((24, PICTURE_HEIGHT - 44), sight.view.value.upper()),
    ):
        draw.text(corner, text, "white", _clock_font(), stroke_width=2, stroke_fill="black")


@lru_cache(maxsize=1)
def _clock_font() -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(26)
