"""What the cameras show: drawn by the sandbox, or a photograph where there is one."""

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Final

from PIL import Image, ImageChops

from sandbox.driveway import neighbourhood as here
from sandbox.driveway.backdrops import draw_driveway
from sandbox.driveway.bodies import Side
from sandbox.driveway.scenes import EMPTY_DRIVEWAY, TWO_CARS, Scene

from .errors import BenchError

FULL_HD: Final = "1080p"
UHD: Final = "4K"

_PHOTO: Final = Path(__file__).parents[2] / "shared/photos/cars-4k.jpg"
"""No part of the project: 3840 by 2160, and over the cloud's limit as it is."""

_COME: Final = Scene(
    "come", draw_driveway, (here.OTHER_RESIDENT.seen(Side.FRONT, (930, 860), 780),)
)
"""Clear of the picture's edges, else it is only about to come."""

_SIZE_4K: Final = (3840, 2160)
_GRAIN: Final = 30
"""How far the darkest and the brightest grain of the enlarged scene are apart, of 256: what a
camera's sensor adds, and makes the picture as large as a photograph."""

_ORDINARY: Final = 500_000
"""Bytes: the budget is for pictures of 1080p up to this size."""
_CLOUD: Final = 3_000_000
_WITHIN_LIMIT: Final = 2_900_000
"""Bytes: the most that the cloud takes, and clearly less."""


@dataclass(frozen=True, slots=True)
class Pictures:
    """JPEGs, as a camera encodes them."""

    full_hd: bytes
    """1920 by 1080, at most 0.5 MB."""
    uhd: bytes
    """3840 by 2160, within the cloud's limit."""
    finest_uhd: bytes
    """The same over the limit, by a camera that saves at its very best."""
    ordinary_uhd: bytes
    """Over the limit in an ordinary quality, since it is full of detail. Always drawn."""
    origin: str
    """Of the other 4K ones, in words."""

    @property
    def by_size(self) -> dict[str, bytes]:
        """Those that are sent as they are, by what their size is called."""
        return {FULL_HD: self.full_hd, UHD: self.uhd}


def take_pictures() -> Pictures:
    """Give the pictures: the same bytes at each run on the same machine.

    Raises:
        BenchError: no quality gives a picture of the size wanted.
    """
    scene = _opened(TWO_CARS.to_jpeg())
    drawn = _enlarged(scene)
    finest = _PHOTO.read_bytes() if _PHOTO.is_file() else _jpeg(drawn, 98)
    return Pictures(
        full_hd=_within(scene, _ORDINARY),
        uhd=_within(_opened(finest), _WITHIN_LIMIT),
        finest_uhd=_over(_CLOUD, finest),
        ordinary_uhd=_over(_CLOUD, _jpeg(drawn, 92)),
        origin=photo_or_drawn(),
    )


def photo_or_drawn() -> str:
    """Say, in words, what the 4K pictures are."""
    return "a photograph" if _PHOTO.is_file() else "drawn"


@dataclass(frozen=True, slots=True)
class BeforeAndAfter:
    """JPEGs of the same place, within the cloud's limit. Always drawn."""

    before: bytes
    """Nobody is there."""
    after: bytes
    """A car is, that has stopped where it is seen whole."""


def arrivals() -> dict[str, BeforeAndAfter]:
    """Draw an arrival in each size, by what it is called.

    Raises:
        BenchError: no quality gives a picture of the size wanted.
    """
    scenes = [_opened(scene.to_jpeg()) for scene in (EMPTY_DRIVEWAY, _COME)]
    return {
        FULL_HD: BeforeAndAfter(*(_within(scene, _ORDINARY) for scene in scenes)),
        UHD: BeforeAndAfter(*(_within(_enlarged(scene), _WITHIN_LIMIT) for scene in scenes)),
    }


def with_comment(picture: bytes, comment: bytes) -> bytes:
    """Return the same picture in other bytes, as a camera that goes on writes it: no two alike."""
    return picture[:2] + b"\xff\xfe" + (len(comment) + 2).to_bytes(2) + comment + picture[2:]


def _opened(content: bytes) -> Image.Image:
    with Image.open(BytesIO(content)) as image:
        image.load()
    return image


def _enlarged(scene: Image.Image) -> Image.Image:
    width, height = _SIZE_4K
    noise = Random(1).randbytes(width * height)
    grain = Image.frombytes("L", _SIZE_4K, noise).point([v * _GRAIN // 256 for v in range(256)])
    large = scene.resize(_SIZE_4K, Image.Resampling.LANCZOS)
    return ImageChops.add(large, grain.convert("RGB"), offset=-_GRAIN // 2)


def _within(image: Image.Image, most: int) -> bytes:
    """Encode a picture in the best quality that isn't larger."""
    for quality in range(95, 50, -1):
        if len(content := _jpeg(image, quality)) <= most:
            return content
    raise BenchError(f"No quality brings a picture within {most} bytes")


def _over(limit: int, content: bytes) -> bytes:
    if len(content) <= limit:
        raise BenchError(f"A picture that should be over {limit} bytes has {len(content)}")
    return content


def _jpeg(image: Image.Image, quality: int) -> bytes:
    file = BytesIO()
    image.save(file, "JPEG", quality=quality)
    return file.getvalue()
