"""What is kept of a picture: nothing of what nobody may see. Call it in the executor."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from PIL.Image import MIME

from ..api.models import Box
from ..pipeline.canvas import canvas_of
from ..pipeline.frame import MAX_PIXELS, opened
from ..pipeline.rendering import upright_size
from ..pipeline.seen_picture import SeenPicture
from ..pipeline.sighting import Sighting
from .records import KeptPicture, Shown

THUMBNAIL: Final = 320
"""Pixels of a thumbnail's longer side."""

_AS_THEY_ARE: Final = frozenset({"JPEG", "PNG", "WEBP"})
"""Formats that a browser shows, and that are small."""
_GREY: Final = (128, 128, 128)


def kept_picture(seen: SeenPicture, hidden: Iterable[Box], longest: int | None) -> KeptPicture:
    """Return what is kept of a picture: the camera's own bytes, if all of them may be.

    Args:
        seen: the picture, and all vehicles on it.
        hidden: what is painted out besides what the camera's masks hide, in pixels of the
            upright picture.
        longest: the most pixels that its longer side may have; None for any number.

    Raises:
        BrokenPicture: it is no picture, or damaged, or too large to be handled.
    """
    with opened(seen.content) as image:
        size, picture_format = upright_size(image), image.format or ""
    boxes = (*replace(seen.view, zone=None).hidden(*size), *hidden)
    shown = tuple(map(shown_of, seen.vehicles))
    if longest is None and not boxes and picture_format in _AS_THEY_ARE:
        return KeptPicture(seen.content, MIME[picture_format], *size, shown)
    canvas = canvas_of(seen.content, most=longest or MAX_PIXELS)
    for box in map(canvas.on_canvas, boxes):
        canvas.picture.paste(_GREY, (box.xmin, box.ymin, box.xmax, box.ymax))
    return KeptPicture(canvas.jpeg(), "image/jpeg", *size, shown)


def thumbnail_of(content: bytes) -> bytes:
    """Return a small JPEG of a kept picture.

    Raises:
        BrokenPicture: it is damaged.
    """
    return canvas_of(content, most=THUMBNAIL).jpeg()


def shown_of(sighting: Sighting) -> Shown:
    """Return what is kept of a vehicle that a picture shows."""
    known, reading = sighting.known, sighting.reading
    return Shown(
        sighting.status,
        sighting.plate,
        known.vehicle_id if known else None,
        sighting.plate_box,
        sighting.vehicle_box,
        known.name if known else None,
        reading.score if reading else None,
    )
