"""Pictures for the tests, made on the spot."""

from datetime import UTC, datetime
from io import BytesIO
from random import Random
import struct
import zlib

from PIL import Image
from PIL.ExifTags import Base as ExifTag

from custom_components.plate_recognizer.pipeline.frame import Frame

LEFT, RIGHT = (220, 60, 40), (20, 40, 160)


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


def decoded(content: bytes) -> Image.Image:
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
