"""A camera of Home Assistant whose picture, or failure, a test decides."""

from io import BytesIO
import os
from random import Random
from typing import override

from homeassistant.components.camera import Camera
from PIL import Image


def jpeg(width: int = 320, height: int = 240, *, color: str = "grey") -> bytes:
    """Return a small picture with nothing on it, the same bytes each time.

    The ground looks different for each colour, as if all of it had changed.
    """
    picture = Image.new("RGB", (width, height), color)
    pattern = Random(color).randbytes(_TILES[0] * _TILES[1])  # noqa: S311 - no secret
    tiles = Image.frombytes("L", _TILES, pattern)
    picture.paste("white", mask=tiles.resize(picture.size, Image.Resampling.NEAREST))
    file = BytesIO()
    picture.save(file, "JPEG")
    return file.getvalue()


_TILES = 20, 15
"""Across and down: each as large as the change gate's windows, or larger."""


def noise_over_the_limit() -> bytes:
    """Return a JPEG that fits into the cloud's limit in a smaller scale only."""
    width, height = 3600, 2700
    file = BytesIO()
    Image.frombytes("L", (width, height), os.urandom(width * height)).save(file, "JPEG", quality=95)
    return file.getvalue()


class FakeCamera(Camera):
    """Gives `picture`, or raises it if it is an exception."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._attr_name = name
        self._attr_unique_id = f"fake {name}"
        self.picture: bytes | Exception | None = jpeg()
        self.asked = 0

    @override
    async def async_camera_image(
        self, width: int | None = None, height: int | None = None
    ) -> bytes | None:
        self.asked += 1
        if isinstance(self.picture, Exception):
            raise self.picture
        return self.picture
