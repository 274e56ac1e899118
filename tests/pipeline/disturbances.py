"""What disturbs a camera's pictures without anything having come: each is done to a picture."""

from collections.abc import Callable
from io import BytesIO
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter, ImageFont

type Disturbance = Callable[[Image.Image], Image.Image]
type Map = NDArray[np.floating]

_WIDE: Final = 1920
"""Lengths are in pixels of so wide a picture, and are scaled to others."""


def disturbed(content: bytes, disturbance: Disturbance, quality: int = 88) -> bytes:
    """Take a picture again, with a disturbance."""
    with Image.open(BytesIO(content)) as image:
        file = BytesIO()
        disturbance(image.convert("RGB")).save(file, "JPEG", quality=quality)
    return file.getvalue()


def exposed(by: float) -> Disturbance:
    """Expose it longer or shorter."""
    return lambda image: image.point([min(255, round(value * by)) for value in range(256)] * 3)


def with_gamma(gamma: float) -> Disturbance:
    """Have the camera map light to levels along another curve."""
    levels = [round(255 * (value / 255) ** gamma) for value in range(256)] * 3
    return lambda image: image.point(levels)


def flatter(image: Image.Image) -> Image.Image:
    """Put haze or a dirty lens between: half of the contrast, and brighter blacks."""
    return image.point([round(70 + value / 2) for value in range(256)] * 3)


def shadowed(edge: float, depth: float = 0.5, at: float = 0.5) -> Disturbance:
    """Lay the shadow of a cloud over the left part, with an edge of that many pixels."""

    def disturb(image: Image.Image) -> Image.Image:
        x, y = _places(image)
        slanted = x + 0.3 * y - (at * _WIDE + 160)
        return _lit(image, 1 - depth * np.clip(0.5 - slanted / max(edge, 1), 0, 1))

    return disturb


def patch_of_shadow(image: Image.Image) -> Image.Image:
    """Lay the hard shadow of a house or a tree's crown over a part in the middle."""
    x, y = _places(image)
    inside = (abs(x - 900) + 0.4 * abs(y - 700) < 420) & (y > 500)
    return _lit(image, np.where(inside, 0.5, 1.0))


def swept(x: float, y: float = 650) -> Disturbance:
    """Let the beam of a headlight fall on it, from a car that isn't in the picture yet."""

    def disturb(image: Image.Image) -> Image.Image:
        across, down = _places(image)
        beam = np.exp(-(((across - x) / 300) ** 2) - ((down - y) / 220) ** 2)
        return _lit(image, 1 + 2.5 * beam, 40 * beam)

    return disturb


def glaring(x: float, y: float = 500) -> Disturbance:
    """Let a lamp or the sun shine into the lens: a blinding spot with a wide veil."""

    def disturb(image: Image.Image) -> Image.Image:
        across, down = _places(image)
        distance = np.hypot(across - x, down - y)
        light = 400 * np.exp(-distance / 90) + 60 * np.exp(-distance / 500)
        return _lit(image, np.float32(1), light)

    return disturb


def noisy(sigma: float, seed: int = 1) -> Disturbance:
    """Add the grain of a sensor that sees little."""

    def disturb(image: Image.Image) -> Image.Image:
        grain = np.random.default_rng(seed).normal(0, sigma, (image.height, image.width, 1))
        return _image(np.asarray(image, np.float32) + grain.astype(np.float32))

    return disturb


def shaken(right: float, down: float) -> Disturbance:
    """Move the camera by some pixels, or by parts of one."""

    def disturb(image: Image.Image) -> Image.Image:
        by = image.width / _WIDE
        move = (1, 0, right * by, 0, 1, down * by)
        moved = image.transform(
            image.size, Image.Transform.AFFINE, move, Image.Resampling.BICUBIC, fillcolor=None
        )
        margin = round(8 * by)
        picture = image.copy()
        inner = (margin, margin, image.width - margin, image.height - margin)
        picture.paste(moved.crop(inner), inner[:2])
        return picture

    return disturb


def rainy(seed: int = 1, drops: int = 900) -> Disturbance:
    """Let it rain: short streaks, brighter than what is behind; other ones on each picture."""

    def disturb(image: Image.Image) -> Image.Image:
        random, by = np.random.default_rng(seed), image.width / _WIDE
        streaks = Image.new("L", image.size)
        draw = ImageDraw.Draw(streaks)
        for x, y, length in random.uniform((0, 0, 20), (image.width, image.height, 90), (drops, 3)):
            draw.line((x, y, x + length * by / 6, y + length * by), 110, max(1, round(3 * by)))
        streaks = streaks.filter(ImageFilter.GaussianBlur(by))
        sky = min(255, round(2 * float(np.asarray(image).mean()) + 40))
        return Image.composite(Image.new("RGB", image.size, (sky, sky, sky)), image, streaks)

    return disturb


def snowy(seed: int = 1) -> Disturbance:
    """Let it snow: soft flakes, other ones on each picture."""

    def disturb(image: Image.Image) -> Image.Image:
        random, by = np.random.default_rng(seed), image.width / _WIDE
        flakes = Image.new("L", image.size)
        draw = ImageDraw.Draw(flakes)
        for x, y, size in random.uniform((0, 0, 3), (image.width, image.height, 9), (400, 3)):
            draw.ellipse((x, y, x + size * by, y + size * by), 200)
        return Image.composite(Image.new("RGB", image.size, "white"), image, flakes)

    return disturb


def with_clock(text: str) -> Disturbance:
    """Burn a clock into the upper right corner."""

    def disturb(image: Image.Image) -> Image.Image:
        by = image.width / _WIDE
        picture = image.copy()
        draw = ImageDraw.Draw(picture)
        draw.rectangle((1050 * by, 0, 1920 * by, 64 * by), "black")
        draw.text((1060 * by, 8 * by), text, "white", ImageFont.load_default(44 * by))
        return picture

    return disturb


def with_cat(x: float, y: float, size: float = 130) -> Disturbance:
    """Let a cat of that length pass."""

    def disturb(image: Image.Image) -> Image.Image:
        by = image.width / _WIDE
        picture = image.copy()
        draw = ImageDraw.Draw(picture)

        def ellipse(left: float, top: float, right: float, bottom: float) -> None:
            corners = (x + left * size, y + top * size, x + right * size, y + bottom * size)
            draw.ellipse([edge * by for edge in corners], (30, 28, 26))

        ellipse(0, 0.15, 0.8, 0.45)
        ellipse(0.7, 0, 1, 0.3)
        for leg in (0.1, 0.25, 0.6, 0.72):
            ellipse(leg, 0.3, leg + 0.07, 0.7)
        return picture

    return disturb


def with_branches(sway: float) -> Disturbance:
    """Let thin branches hang in from the upper left, swayed by the wind by some pixels."""

    def disturb(image: Image.Image) -> Image.Image:
        by = image.width / _WIDE
        picture = image.copy()
        draw = ImageDraw.Draw(picture)
        for twig in range(7):
            points = [
                ((60 * twig + 45 * step + sway * step / 6) * by, (25 * twig + 60 * step) * by)
                for step in range(7)
            ]
            draw.line(points, (40, 46, 30), max(1, round(7 * by)), joint="curve")
        return picture

    return disturb


def with_checks(x: int, y: int, size: int) -> Disturbance:
    """Put up a square board of black and white checks."""

    def disturb(image: Image.Image) -> Image.Image:
        picture = image.copy()
        draw = ImageDraw.Draw(picture)
        check = size // 2
        for column in range(0, size, check):
            for row in range(0, size, check):
                color = "white" if (column + row) // check % 2 else "black"
                left, top = x + column, y + row
                draw.rectangle((left, top, left + check - 1, top + check - 1), color)
        return picture

    return disturb


def blurred(image: Image.Image) -> Image.Image:
    """Take it out of focus, or while it moves."""
    return image.filter(ImageFilter.GaussianBlur(image.width / 160))


def _places(image: Image.Image) -> tuple[Map, Map]:
    """Give where each pixel is, in pixels of a wide picture."""
    by = _WIDE / image.width
    down, across = np.mgrid[: image.height, : image.width].astype(np.float32) * by
    return across, down


def _lit(image: Image.Image, gain: Map | np.floating, more: Map | float = 0) -> Image.Image:
    levels = np.asarray(image, np.float32)
    gain, more = np.asarray(gain), np.asarray(more)
    return _image(levels * gain[..., None] + more[..., None])


def _image(levels: Map) -> Image.Image:
    return Image.fromarray(np.clip(np.rint(levels), 0, 255).astype(np.uint8))


UNEVENTFUL: Final[dict[str, Disturbance]] = {
    **{f"exposed by {by}": exposed(by) for by in (0.6, 0.8, 1.25, 1.5)},
    **{f"gamma of {gamma}": with_gamma(gamma) for gamma in (0.6, 1.6)},
    "haze": flatter,
    **{
        f"shadow with an edge of {edge} at {at}": shadowed(edge, at=at)
        for edge in (1, 20, 100, 400)
        for at in (0.3, 0.6)
    },
    "deep shadow": shadowed(1, 0.7),
    "patch of shadow": patch_of_shadow,
    **{f"headlights at {x}": swept(x) for x in (300, 900, 1500)},
    **{f"glare at {x}": glaring(x) for x in (300, 960)},
    **{f"grain of {sigma}": noisy(sigma) for sigma in (8, 16, 30)},
    **{
        f"moved by {right}, {down}": shaken(right, down)
        for right, down in ((1, 0), (0, 2.5), (3, -2), (4, 4), (6, -6))
    },
    "drizzle": rainy(3, 300),
    "rain": rainy(),
    "heavy rain": rainy(2, 2500),
    "snow": snowy(),
    "clock": with_clock("2026-10-04 12:34:56"),
    "cat": with_cat(1100, 800),
}
"""What no lookup is for, by name."""
