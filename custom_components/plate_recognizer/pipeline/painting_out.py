"""Paints out of a picture what nobody may see. It takes time: call it in the executor."""

from collections.abc import Iterable
from typing import Final

from ..api.models import Box
from .area import WHOLE, View, stretch
from .bare_jpeg import is_bare_jpeg
from .fitting import Origin, encode_within
from .frame import kept_type, opened
from .rendering import render, upright

_MARGIN: Final = 0.06
"""How far beyond a box is painted on each side, in its longer ones. Plates' boxes are tight, and
what sticks out of one tells a letter."""

_LEAST_MARGIN: Final = 2
"""Pixels."""


def painted_out(content: bytes, boxes: Iterable[Box] = (), view: View = WHOLE) -> bytes:
    """Give a whole picture without what is in boxes and in a camera's masks, and nothing beside it.

    A JPEG from which nothing is taken is returned itself. It is encoded anew where it was not
    upright or has anything beside its pixels, or behind them: EXIF, a comment, a second picture,
    the film of a phone.

    Args:
        content: a picture as a camera gave it.
        boxes: in pixels of the full upright picture, in any order of edges, also beyond it.
        view: of the camera. Only its masks count: its zone hides nothing.

    Returns:
        An upright JPEG in full size.

    Raises:
        BrokenPicture: it is no picture, or damaged, or too large to be handled.
    """
    with opened(content) as image:
        boxes = tuple(boxes)
        is_left = not boxes and not view.masks
        if is_left and is_bare_jpeg(content) and kept_type(image, content):
            return content
        picture = upright(image)
        hidden = (
            *(_with_margin(box, *picture.size) for box in boxes),
            *(mask.to_pixels(*picture.size) for mask in view.masks),
        )
        origin = Origin.of(image, same_blocks=picture is image)
        whole = Box(0, 0, *picture.size)
        return encode_within(render(picture, whole, hidden), None, origin).content


def _with_margin(box: Box, width: int, height: int) -> Box:
    across, down = sorted((box.xmin, box.xmax)), sorted((box.ymin, box.ymax))
    longer = max(across[1] - across[0], down[1] - down[0])
    margin = max(_MARGIN * longer, _LEAST_MARGIN)
    xmin, xmax = stretch(across[0] - margin, across[1] + margin, width, width)
    ymin, ymax = stretch(down[0] - margin, down[1] + margin, height, height)
    return Box(xmin, ymin, xmax, ymax)
