"""A camera of Home Assistant whose picture, or failure, a test decides."""

import asyncio
from io import BytesIO
from itertools import count
import os
from random import Random
from typing import NamedTuple, override

from homeassistant.components.camera import Camera
from PIL import Image


def jpeg(width: int = 320, height: int = 240, *, color: str = "grey") -> bytes:
    """Return a small picture with nothing on it, the same bytes each time.

    The ground looks different for each colour, as if all of it had changed.
    """
    file = BytesIO()
    _patterned((width, height), color, _TILES).save(file, "JPEG")
    return file.getvalue()


class Car(NamedTuple):
    """A vehicle in a picture of 320 by 240 pixels."""

    xmin: int
    ymin: int
    xmax: int
    ymax: int
    look: str = "red"
    """Another one looks different all over."""


def scene(*cars: Car, ground: str = "grey") -> bytes:
    """Return a picture of the ground, and of these vehicles, the last one in front.

    Each one is another picture, also of the same scene.
    """
    picture = _patterned(_SIZE, ground, _TILES)
    for left, top, right, bottom, look in cars:
        size = right - left, bottom - top
        tiles = max(1, size[0] // 8), max(1, size[1] // 8)
        picture.paste(_patterned(size, "red", tiles, seed=look), (left, top))
    file = BytesIO()
    picture.save(file, "JPEG", comment=f"number {next(_NUMBERS)}")
    return file.getvalue()


def _patterned(
    size: tuple[int, int], color: str, tiles: tuple[int, int], seed: str | None = None
) -> Image.Image:
    picture = Image.new("RGB", size, color)
    pattern = Random(seed or color).randbytes(tiles[0] * tiles[1])  # noqa: S311 - no secret
    mask = Image.frombytes("L", tiles, pattern).resize(size, Image.Resampling.NEAREST)
    picture.paste("white", mask=mask)
    return picture


_SIZE = 320, 240
_TILES = 20, 15
"""Across and down: each as large as the change gate's windows, or larger."""
_NUMBERS = count()
_COLORS = tuple(
    f"rgb({red}, {green}, 0)" for green in range(0, 240, 20) for red in range(0, 240, 20)
)


def noise_over_the_limit() -> bytes:
    """Return a JPEG that fits into the cloud's limit in a smaller scale only."""
    width, height = 3600, 2700
    file = BytesIO()
    Image.frombytes("L", (width, height), os.urandom(width * height)).save(file, "JPEG", quality=95)
    return file.getvalue()


class FakeCamera(Camera):
    """Gives `picture`, or raises it if it is an exception.

    Where it is restless, each picture looks different all over: the change gate has no part. What
    is filmed comes one after another, and the last one from then on.
    """

    def __init__(self, name: str) -> None:
        super().__init__()
        self._attr_name = name
        self._attr_unique_id = f"fake {name}"
        self.picture: bytes | Exception | None = jpeg()
        self.is_restless = False
        self.goes: asyncio.Event | None = None
        """What it waits for before it gives a picture; None if for nothing."""
        self.scenes: list[tuple[Car, ...]] = []
        self._playing: list[bytes | None] = []
        self.asked = 0

    def film(self, *scenes: tuple[Car, ...]) -> None:
        """See these vehicles, one scene after another."""
        self._playing = []
        self.scenes = list(scenes)

    def play(self, *pictures: bytes | None) -> None:
        """Give these pictures, one after another; the last one from then on."""
        self.scenes = []
        self._playing = list(pictures)

    @override
    async def async_camera_image(
        self, width: int | None = None, height: int | None = None
    ) -> bytes | None:
        self.asked += 1
        if self.goes is not None:
            await self.goes.wait()
        if isinstance(self.picture, Exception):
            raise self.picture
        if self.is_restless and self.picture is not None:
            self.picture = jpeg(color=_COLORS[self.asked % len(_COLORS)])
        if self._playing:
            self.picture = self._playing.pop(0)
        if self.scenes:
            self.picture = scene(*(self.scenes.pop(0) if len(self.scenes) > 1 else self.scenes[0]))
        return self.picture
