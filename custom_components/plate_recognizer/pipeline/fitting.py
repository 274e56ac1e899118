"""Encodes a picture within a number of bytes, losing as little as possible."""

from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from math import sqrt
from typing import Any, Final, Self

from PIL.Image import Image, Resampling
from PIL.JpegImagePlugin import JpegImageFile, get_sampling

QUALITIES: Final = (95, 90, 85, 80, 75, 70)
"""JPEG qualities, tried in full resolution. Pillow advises against more than 95; below the last
one a plate loses more to the blocks of the encoding than to a smaller scale."""

SCALED_QUALITY: Final = 80
"""Where the picture has to be scaled, what is left of it is worth being shown well."""

BLOCK: Final = 16
"""Pixels to a side of what JPEG encodes together, at most: 8, or twice that if it keeps color
coarser."""

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


@dataclass(frozen=True, slots=True)
class Origin:
    """What a JPEG should keep of the manner in which the picture was encoded before."""

    sampling: int = 0
    """How much finer brightness is kept than color, in Pillow's numbers (0: alike)."""
    tables: tuple[list[int], ...] = ()
    """The quantization of brightness and of color; empty if there is none to keep. What was decoded
    with them and is encoded with them again loses next to nothing and takes no more bytes, as long
    as each block of pixels is where it was."""

    @classmethod
    def of(cls, image: Image, *, same_blocks: bool) -> Self:
        """Tell what to keep of a picture's file; of one that is no JPEG, nothing.

        Args:
            image: As Pillow opened it.
            same_blocks: Whether the blocks of `BLOCK` pixels will stay where they are.
        """
        if not isinstance(image, JpegImageFile):
            return cls()
        tables = [image.quantization[table] for _, _, _, table in image.layer[:2]]
        return cls(get_sampling(image), tuple(tables) if same_blocks else ())


def encode_within(picture: Image, limit: int | None, origin: Origin) -> Encoded:
    """Encode a picture as JPEG: in the best quality that fits, scaled only if none does.

    Args:
        picture: Grey or RGB.
        limit: The most bytes that the JPEG may have; None if any number will do.
        origin: What to keep of its file.

    Raises:
        DoesNotFit: One pixel would be too much.
    """
    if origin.tables:
        content = _jpeg(picture, origin, qtables=origin.tables)
        if limit is None or len(content) <= limit:
            return Encoded(content, picture.size)

    # Each quality once: the choice asks for some of them, the answer for the one chosen.
    @cache
    def encode(quality: int) -> bytes:
        return _jpeg(picture, origin, quality=quality)

    # Most pictures over a limit come from a camera that saves at its very best: the first try
    # does, and costs one encoding.
    finest, *others = QUALITIES
    if limit is None or len(encode(finest)) <= limit:
        return Encoded(encode(finest), picture.size)
    best = bisect_left(others, -limit, key=lambda quality: -len(encode(quality)))
    if best < len(others):
        return Encoded(encode(others[best]), picture.size)
    return _scaled_within(picture, limit, origin, len(encode(SCALED_QUALITY)))


def _scaled_within(picture: Image, limit: int, origin: Origin, length: int) -> Encoded:
    """Scale a picture, whose JPEG has that length in full resolution, until it fits."""
    factor = 1.0
    size = picture.size
    while size != (1, 1):
        factor *= sqrt(limit / length) * _MARGIN
        size = max(1, round(picture.width * factor)), max(1, round(picture.height * factor))
        scaled = picture.resize(size, Resampling.LANCZOS)
        content = _jpeg(scaled, origin, quality=SCALED_QUALITY)
        length = len(content)
        if length <= limit:
            return Encoded(content, size)
    raise DoesNotFit(f"It is over {limit} bytes in any size")


def _jpeg(picture: Image, origin: Origin, **how: Any) -> bytes:  # noqa: ANN401 - Pillow's own
    buffer = BytesIO()
    # Of all that the camera wrote beside the picture, Pillow would pass on the comment.
    picture.save(buffer, "JPEG", subsampling=origin.sampling, comment=None, **how)
    return buffer.getvalue()
