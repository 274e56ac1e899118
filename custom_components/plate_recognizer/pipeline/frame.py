"""A camera's picture, and what of it is sent. Decoding takes time: call it in the executor."""

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, cast

from PIL import Image, UnidentifiedImageError
from PIL.ExifTags import Base as ExifTag
from PIL.Image import Transpose
from PIL.JpegImagePlugin import JpegImageFile, get_sampling

from ..api.models import Box
from .fitting import DoesNotFit, encode_within

if TYPE_CHECKING:
    from datetime import datetime

type Fault = Literal["empty", "unknown_format", "damaged", "too_large"]

MAX_PIXELS: Final = 64_000_000
"""Twice an 8K frame. Decoded it takes 200 MB, much for the machines that Home Assistant runs on."""


class _Format(NamedTuple):
    """A format that is sent as it is."""

    content_type: str
    end: bytes
    """What stands at the end of a whole picture."""


_KEPT: Final = {
    "JPEG": _Format("image/jpeg", b"\xff\xd9"),
    "PNG": _Format("image/png", b"IEND\xaeB\x60\x82"),
}

_TAIL: Final = 64
"""Bytes in which the end is looked for: some cameras pad behind it."""

# Only what cameras and their makers' apps give: Pillow's other readers include one that starts
# an interpreter for PostScript.
_READABLE: Final = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF")

# By EXIF's Orientation; 1, the usual, is upright.
_TURNS: Final = {
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_270,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_90,
}


@dataclass(frozen=True, slots=True)
class Frame:
    """A picture as the camera gave it."""

    content: bytes
    content_type: str
    """The camera's word. What the picture really is, its content tells."""
    taken_at: datetime
    """When it was asked for."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A picture as it is sent."""

    content: bytes
    content_type: str
    width: int
    height: int
    full_width: int
    """Of the frame when it stands upright, in pixels. Boxes are told to users in this scale."""
    full_height: int

    def to_full(self, box: Box) -> Box:
        """Map a box from the picture sent to the full one: inside it, and with an area."""
        xmin, xmax = _stretch(box.xmin, box.xmax, self.width, self.full_width)
        ymin, ymax = _stretch(box.ymin, box.ymax, self.height, self.full_height)
        return Box(xmin, ymin, xmax, ymax)


class BrokenPicture(Exception):  # noqa: N818 - what it is about is the picture
    """The frame holds no picture that could be sent."""

    def __init__(self, reason: Fault, detail: str) -> None:
        super().__init__(detail)
        self.reason: Final = reason
        """Stable name of the fault, for translations and decisions."""


def prepare(frame: Frame, limit: int | None) -> Upload:
    """Make a frame ready to be sent, losing as little of it as possible.

    An upright JPEG or PNG within the limit is sent byte for byte. Anything else becomes an
    upright JPEG in full resolution, smaller only where no quality would do.

    Args:
        frame: What the camera gave.
        limit: The most bytes that the server takes; None if there is no limit.

    Raises:
        BrokenPicture: It is no picture, or damaged, or too large to be handled.
    """
    if not frame.content:
        raise BrokenPicture("empty", "The camera gave 0 bytes")
    try:
        return _prepare(frame.content, limit)
    except BrokenPicture:
        raise
    except UnidentifiedImageError:
        # Pillow's words name a memory address.
        raise BrokenPicture("unknown_format", "It holds no picture in a known format") from None
    except (Image.DecompressionBombError, MemoryError, DoesNotFit) as err:
        raise BrokenPicture("too_large", str(err) or "It takes too much memory") from err
    except Exception as err:
        # Each of Pillow's readers raises what its parsing happens to stumble over.
        raise BrokenPicture("damaged", str(err) or type(err).__name__) from err


def _prepare(content: bytes, limit: int | None) -> Upload:
    with Image.open(BytesIO(content), formats=_READABLE) as image:
        _check_size(image)
        if kept := _keep(image, content, limit):
            return Upload(content, kept.content_type, *image.size, *image.size)
        sampling = get_sampling(image) if isinstance(image, JpegImageFile) else 0
        picture = _opaque(_upright(image))
    encoded = encode_within(picture, limit, sampling)
    return Upload(encoded.content, "image/jpeg", *encoded.size, *picture.size)


def _check_size(image: Image.Image) -> None:
    pixels = image.width * image.height
    if pixels > MAX_PIXELS:
        raise BrokenPicture("too_large", f"{pixels} pixels are more than {MAX_PIXELS}")


def _keep(image: Image.Image, content: bytes, limit: int | None) -> _Format | None:
    """Give the format of a picture that can stay as it is, None if it cannot.

    Of a whole one no more than the header is read.
    """
    kept = _KEPT.get(image.format or "")
    fits = limit is None or len(content) <= limit
    if kept is None or not fits or _turn(image) is not None:
        return None
    if kept.end not in content[-_TAIL:]:
        image.load()  # raises if it is cut off
    return kept


def _turn(image: Image.Image) -> Transpose | None:
    """Tell what stands the picture upright. Nobody documents that the API looks at EXIF."""
    try:
        # Not the PNG reader's own method, which decodes the picture in search of EXIF.
        return _TURNS.get(Image.Image.getexif(image)[ExifTag.Orientation])
    except Exception:  # noqa: BLE001 - whatever garbage stands there, the picture is beside it
        return None


def _upright(image: Image.Image) -> Image.Image:
    image.load()  # turns a TIFF, and only that, by itself
    turn = _turn(image)
    return image if turn is None else image.transpose(turn)


def _opaque(image: Image.Image) -> Image.Image:
    """Give a picture in a form that JPEG has: grey or RGB in 8 bits."""
    if image.mode.startswith(("I", "F")):
        return _in_8_bits(image)
    if image.has_transparency_data:
        background = Image.new("RGBA", image.size, "white")
        return Image.alpha_composite(background, image.convert("RGBA")).convert("RGB")
    return image.convert("L" if image.mode in ("1", "L") else "RGB")


def _in_8_bits(image: Image.Image) -> Image.Image:
    # From the darkest to the brightest there is: sensors of 10 or 12 bits use only a small part
    # of the 16 that their pictures have.
    values = image.convert("F")
    low, high = cast("tuple[float, float]", values.getextrema())  # one band has one pair
    scale = 255 / ((high - low) or 1)
    return values.point(lambda value: value * scale - low * scale).convert("L")


def _stretch(low: int, high: int, length: int, full: int) -> tuple[int, int]:
    """Map an interval outwards to whole pixels of a picture of another length."""
    start = min(max(low * full // length, 0), full - 1)
    end = -(-high * full // length)
    return start, min(max(end, start + 1), full)
