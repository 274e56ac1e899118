"""Pictures for the tests, made on the spot."""

from datetime import UTC, datetime
from io import BytesIO
from random import Random
import struct
import zlib

from PIL import Image
from PIL.ExifTags import Base as ExifTag
from PIL.Image import Transpose
from PIL.JpegImagePlugin import JpegImageFile

from custom_components.plate_recognizer.api.models import Box
from custom_components.plate_recognizer.pipeline.frame import Frame

LEFT, RIGHT = (220, 60, 40), (20, 40, 160)

# How a camera that was turned this way stores an upright scene, by EXIF's definition.
STORED = {
    1: None,
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_90,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_270,
}

MARK = Box(70, 10, 110, 30)


def frame(content: bytes) -> Frame:
    return Frame(content, "image/jpeg", datetime(2026, 10, 4, 12, tzinfo=UTC))


def encoded(image: Image.Image, kind: str = "JPEG", orientation: int = 1, **how: object) -> bytes:
    """Encode a picture; an orientation other than upright goes into its EXIF."""
    if orientation != 1:
        exif = Image.Exif()
        exif[ExifTag.Orientation] = orientation
        how["exif"] = exif
    buffer = BytesIO()
    image.save(buffer, kind, **how)
    return buffer.getvalue()


def decoded(content: bytes | memoryview) -> Image.Image:
    image = Image.open(BytesIO(content))
    image.load()
    return image


def noise(width: int, height: int) -> Image.Image:
    """Give a light picture full of detail: nothing that JPEG could make small."""
    values = Random(width).randbytes(width * height * 3)  # noqa: S311 - and the same each time
    return Image.frombytes("RGB", (width, height), values).point(lambda value: 128 + value // 2)


def two_halves(width: int = 64, height: int = 48) -> Image.Image:
    """Give a picture with a light left half and a dark right half, in different colors."""
    image = Image.new("RGB", (width, height), LEFT)
    image.paste(RIGHT, (width // 2, 0, width, height))
    return image


def png_header(width: int, height: int) -> bytes:
    """Give a PNG that promises a size and holds nothing."""
    chunks = (b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0), b"IEND")
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk))
        for chunk in chunks
    )


def marked(orientation: int) -> Image.Image:
    """Give a detailed light scene with a dark mark, as such a camera stores it."""
    scene = noise(240, 160)
    scene.paste("black", (MARK.xmin, MARK.ymin, MARK.xmax, MARK.ymax))
    stored = STORED[orientation]
    return scene if stored is None else scene.transpose(stored)


def find_mark(content: bytes | memoryview) -> Box:
    """Give the edges of what is dark."""
    dark = decoded(content).convert("L").point(lambda value: 255 if value < 64 else 0)
    found = dark.getbbox()
    assert found is not None
    return Box(*found)


def assert_near(box: Box, other: Box, pixels: float) -> None:
    for edge in ("xmin", "ymin", "xmax", "ymax"):
        assert abs(getattr(box, edge) - getattr(other, edge)) <= pixels, (box, other)


def coarseness(image: Image.Image) -> int:
    """Sum up the divisors of a JPEG's quantization, which follow from its quality alone."""
    assert isinstance(image, JpegImageFile)
    return sum(divisor for table in image.quantization.values() for divisor in table)
