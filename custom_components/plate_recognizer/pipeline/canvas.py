"""A camera's picture to draw on: upright, in colour, and of a size to look at."""

from dataclasses import dataclass
from io import BytesIO
from typing import Final

from PIL.Image import Image, Resampling

from ..api.models import Box
from .area import stretch
from .frame import opened
from .rendering import render, upright, upright_size

LONGEST: Final = 1920
"""Pixels of a picture's longer side: as much as a dialog, a dashboard or a phone shows, also when
somebody zooms in."""

_QUALITY: Final = 85


@dataclass(frozen=True, slots=True)
class Canvas:
    """A picture to draw on."""

    picture: Image
    full_size: tuple[int, int]
    """Width and height of the upright picture that the camera gave, in pixels."""

    def on_canvas(self, box: Box) -> Box:
        """Map a box of the full picture to this one: inside it, and with an area."""
        full_width, full_height = self.full_size
        across, down = sorted((box.xmin, box.xmax)), sorted((box.ymin, box.ymax))
        xmin, xmax = stretch(across[0], across[1], full_width, self.picture.width)
        ymin, ymax = stretch(down[0], down[1], full_height, self.picture.height)
        return Box(xmin, ymin, xmax, ymax)

    def jpeg(self) -> bytes:
        """Encode it, with nothing of what stood beside the camera's picture."""
        file = BytesIO()
        # Colors as fine as brightness: lines are thin.
        self.picture.save(file, "JPEG", quality=_QUALITY, subsampling=0, comment=None)
        return file.getvalue()


def canvas_of(content: bytes, *, least: int = 1, most: int = LONGEST) -> Canvas:
    """Open a picture as a camera gave it.

    Args:
        content: the picture.
        least: the pixels that its longer side has at least; a smaller one is enlarged.
        most: the pixels that it has at most.

    Raises:
        BrokenPicture: it is no picture, or damaged, or too large to be handled.
    """
    with opened(content) as image:
        full_size = upright_size(image)
        factor = min(max(*full_size, least), most) / max(full_size)
        # A JPEG can be decoded smaller, in a fraction of the time; other formats don't know that.
        image.draft(None, _scaled(image.size, factor))
        picture = upright(image)
        whole = Box(0, 0, *picture.size)
        picture = render(picture, whole, ()).convert("RGB")
        size = _scaled(full_size, factor)
        if size != picture.size:
            picture = picture.resize(size, Resampling.LANCZOS, reducing_gap=2)
    return Canvas(picture, full_size)


def _scaled(size: tuple[int, int], factor: float) -> tuple[int, int]:
    return max(1, round(size[0] * factor)), max(1, round(size[1] * factor))
