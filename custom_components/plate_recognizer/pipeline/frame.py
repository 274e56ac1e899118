"""A camera's picture, and what of it is sent. Decoding takes time: call it in the executor."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO
from mmap import mmap
from typing import Final, Literal, NamedTuple

from PIL import Image, UnidentifiedImageError

from ..api.models import Box
from ..api.picture import PictureFile
from .area import WHOLE, View, stretch
from .fitting import BLOCK, DoesNotFit, Origin, encode_within
from .rendering import render, turn_of, upright

type Fault = Literal["empty", "unknown_format", "damaged", "too_large"]

MAX_PIXELS: Final = 64_000_000
"""Twice an 8K frame. Decoded it takes 200 MB, and 500 MB until it stands upright and is encoded
anew: much for the machines that Home Assistant runs on. But phones do take pictures of 50
megapixels."""


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

    content: bytes | memoryview
    content_type: str
    width: int
    height: int
    full_width: int
    """Of the frame when it stands upright, in pixels. Boxes are told to users in this scale."""
    full_height: int
    part: Box
    """Which part of the frame is sent, in the same scale."""

    @property
    def file(self) -> PictureFile:
        """What of it goes over the wire."""
        return PictureFile(self.content, self.content_type)

    def to_full(self, box: Box) -> Box:
        """Map a box from the picture sent to the full one: inside its part, and with an area."""
        left, top = self.part.xmin, self.part.ymin
        xmin, xmax = stretch(box.xmin, box.xmax, self.width, self.part.xmax - left)
        ymin, ymax = stretch(box.ymin, box.ymax, self.height, self.part.ymax - top)
        return Box(left + xmin, top + ymin, left + xmax, top + ymax)


class BrokenPicture(Exception):  # noqa: N818 - what it is about is the picture
    """The frame holds no picture that could be sent."""

    def __init__(self, reason: Fault, detail: str) -> None:
        super().__init__(detail)
        self.reason: Final = reason
        """Stable name of the fault, for translations and decisions."""


def prepare(frame: Frame, limit: int | None, view: View = WHOLE) -> Upload:
    """Make a frame ready to be sent, losing as little of it as possible.

    An upright JPEG or PNG within the limit, of which the view shows everything, is sent byte for
    byte. Anything else becomes an upright JPEG in full resolution, smaller only where no quality
    would do.

    Args:
        frame: What the camera gave.
        limit: The most bytes that the server takes; None if there is no limit.
        view: What of the upright picture is sent.

    Raises:
        BrokenPicture: It is no picture, or damaged, or too large to be handled.
    """
    with opened(frame.content) as image:
        upload = _prepare(image, frame.content, limit, view)
    return upload if upload.content is frame.content else _apart(upload)


@contextmanager
def opened(content: bytes) -> Iterator[Image.Image]:
    """Open a picture that a camera gave, which is not decoded by that.

    Raises:
        BrokenPicture: It is no picture, or damaged, or too large to be handled: also where that
            shows only later, while it is in use.
    """
    if not content:
        raise BrokenPicture("empty", "It has 0 bytes")
    try:
        with Image.open(BytesIO(content), formats=_READABLE) as image:
            _check_size(image)
            yield image
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


def _prepare(image: Image.Image, content: bytes, limit: int | None, view: View) -> Upload:
    fits = limit is None or len(content) <= limit
    if fits and view.shows_all(*image.size) and (content_type := kept_type(image, content)):
        part = Box(0, 0, *image.size)
        return Upload(content, content_type, *image.size, *image.size, part)
    picture = upright(image)
    full, part = picture.size, view.part(*picture.size)
    # A picture over the limit would most likely be over it again, as fine as it is.
    same_blocks = fits and picture is image and part.xmin % BLOCK == part.ymin % BLOCK == 0
    origin = Origin.of(image, same_blocks=same_blocks)
    sent = render(picture, part, view.hidden(*full))
    encoded = encode_within(sent, limit, origin, was_over=not fits)
    return Upload(encoded.content, "image/jpeg", *encoded.size, *full, part)


def _apart(upload: Upload) -> Upload:
    """Move an upload out of the memory that its picture was decoded in, into some of its own.

    That memory is free by now, some 66 MB in 4K. As long as anything stands in it, glibc keeps it,
    and gives it back when that is deleted, by whoever deletes it: the event loop, for 4 to 10 ms.
    """
    own = mmap(-1, len(upload.content))
    own.write(upload.content)
    return replace(upload, content=memoryview(own).toreadonly())


def _check_size(image: Image.Image) -> None:
    pixels = image.width * image.height
    if pixels > MAX_PIXELS:
        raise BrokenPicture("too_large", f"{pixels} pixels are more than {MAX_PIXELS}")


def kept_type(image: Image.Image, content: bytes) -> str | None:
    """Give the content type of a picture that can stay as it is, None if it cannot.

    Of a whole one no more than the header is read.
    """
    kept = _KEPT.get(image.format or "")
    if kept is None or turn_of(image) is not None:
        return None
    if kept.end not in content[-_TAIL:]:
        image.load()  # raises if it is cut off
    return kept.content_type
