"""Encodes a picture within a number of bytes, losing as little as possible."""

from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from math import sqrt
from typing import Final

from PIL.Image import Image, Resampling

QUALITIES: Final = (95, 90, 85, 80, 75, 70)
"""JPEG qualities, tried in full resolution. Pillow advises against more than 95; below the last
one a plate loses more to the blocks of the encoding than to a smaller scale."""

SCALED_QUALITY: Final = 80
"""Where the picture has to be scaled, what is left of it is worth being shown well."""

_MARGIN: Final = 0.97
"""Smaller pictures take more bytes for each pixel: what the size of a larger one promises is
a little too much."""


class DoesNotFit(Exception):  # noqa: N818 - nothing went wrong, it is too large
    """No size of the picture is within the limit."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """A JPEG and its width and height in pixels."""

    content: bytes
    size: tuple[int, int]


def encode_within(picture: Image, limit: int | None, sampling: int) -> Encoded:
    """Encode a picture as JPEG: in the best quality that fits, scaled only if none does.

    Args:
        picture: Grey or RGB.
        limit: The most bytes that the JPEG may have; None if any number will do.
        sampling: How much finer brightness is kept than color, in Pillow's numbers (0: alike).

    Raises:
        DoesNotFit: One pixel would be too much.
    """

    # Each quality once: the choice asks for some of them, the answer for the one chosen.
    @cache
    def encode(quality: int) -> bytes:
        return _jpeg(picture, quality, sampling)

    # Most pictures over a limit come from a camera that saves at its very best: the first try
    # does, and costs one encoding.
    finest, *others = QUALITIES
    if limit is None or len(encode(finest)) <= limit:
        return Encoded(encode(finest), picture.size)
    best = bisect_left(others, -limit, key=lambda quality: -len(encode(quality)))
    if best < len(others):
        return Encoded(encode(others[best]), picture.size)
    return _scaled_within(picture, limit, sampling, len(encode(SCALED_QUALITY)))


def _scaled_within(picture: Image, limit: int, sampling: int, length: int) -> Encoded:
    """Scale a picture, whose JPEG has that length in full resolution, until it fits."""
    factor = 1.0
    size = picture.size
    while size != (1, 1):
        factor *= sqrt(limit / length) * _MARGIN
        size = max(1, round(picture.width * factor)), max(1, round(picture.height * factor))
        content = _jpeg(picture.resize(size, Resampling.LANCZOS), SCALED_QUALITY, sampling)
        length = len(content)
        if length <= limit:
            return Encoded(content, size)
    raise DoesNotFit(f"It is over {limit} bytes in any size")


def _jpeg(picture: Image, quality: int, sampling: int) -> bytes:
    buffer = BytesIO()
    picture.save(buffer, "JPEG", quality=quality, subsampling=sampling)
    return buffer.getvalue()
