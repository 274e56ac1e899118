"""Encodes a picture within a number of bytes, losing as little as possible."""

from dataclasses import dataclass
from functools import cache
from io import BytesIO
from math import sqrt
from typing import Any, Final, Self

from PIL.Image import Image, Resampling, new as new_image
from PIL.JpegImagePlugin import JpegImageFile, get_sampling

QUALITIES: Final = (95, 90, 85, 80, 75, 70)
"""JPEG qualities, tried in full resolution. Pillow advises against more than 95; below the last
one a plate loses more to the blocks of the encoding than to a smaller scale."""

SCALED_QUALITY: Final = 80
"""Where the picture has to be scaled, what is left of it is worth being shown well."""

BLOCK: Final = 16
"""Pixels to a side of what JPEG encodes together, at most: 8, or twice that if it keeps color
coarser."""

_PIECES: Final = 16
_STEP: Final = 5
_SMALLEST_PIECE: Final = 8 * BLOCK
"""One piece in so many of a row makes the sample, in the next row so many pieces further along;
and the pixels across that a piece has at least."""

_DOUBT: Final = 1.05
"""How much over the limit a sample may promise for the picture to be tried all the same. Of
photographs and drawn scenes in 4K it was right within 4 per cent."""

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


def encode_within(
    picture: Image, limit: int | None, origin: Origin, *, was_over: bool = False
) -> Encoded:
    """Encode a picture as JPEG: in the best quality that fits, scaled only if none does.

    Args:
        picture: Grey or RGB.
        limit: The most bytes that the JPEG may have; None if any number will do.
        origin: What to keep of its file.
        was_over: Whether that file was over the limit. Then a sample is asked first which qualities
            are worth a try: each costs as much as all the rest.

    Raises:
        DoesNotFit: One pixel would be too much.
    """
    if origin.tables:
        content = _jpeg(picture, origin, qtables=origin.tables)
        if limit is None or len(content) <= limit:
            return Encoded(content, picture.size)

    # Each quality once: without a sample, the picture itself is asked.
    @cache
    def encode(quality: int) -> bytes:
        return _jpeg(picture, origin, quality=quality)

    if limit is None:
        return Encoded(encode(QUALITIES[0]), picture.size)
    sample = _sample_of(picture) if was_over else picture

    def expected(quality: int) -> float:
        if sample is picture:
            return len(encode(quality))
        share = sample.width * sample.height / (picture.width * picture.height)
        return len(_jpeg(sample, origin, quality=quality)) / share

    for quality in QUALITIES:
        if expected(quality) <= limit * _DOUBT and len(encode(quality)) <= limit:
            return Encoded(encode(quality), picture.size)
    return _scaled_within(picture, limit, origin, expected(SCALED_QUALITY))


def _sample_of(picture: Image) -> Image:
    """Return what tells in a fraction of the time how many bytes a picture will take.

    It has a piece of each row of blocks, each from further along than that of the row above. A
    picture of less than 2048 pixels across, which has too few of them, is its own sample.
    """
    width = picture.width // _PIECES // BLOCK * BLOCK
    if width < _SMALLEST_PIECE:
        return picture
    rows = picture.height // BLOCK
    sample = new_image(picture.mode, (width, rows * BLOCK))
    for row in range(rows):
        left, top = row * _STEP % _PIECES * width, row * BLOCK
        sample.paste(picture.crop((left, top, left + width, top + BLOCK)), (0, top))
    return sample


def _scaled_within(picture: Image, limit: int, origin: Origin, length: float) -> Encoded:
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
