"""A small picture, for lists of many. Drawing takes time: call it in the executor."""

from typing import Final

from .canvas import canvas_of

_LONGEST: Final = 320
"""Pixels: some 15 to 25 kB."""


def thumbnail(content: bytes) -> bytes:
    """Make a picture small.

    Returns:
        An upright JPEG, its longer side at most 320 pixels, and nothing beside it.

    Raises:
        BrokenPicture: it is no picture, or damaged, or too large to be handled.
    """
    return canvas_of(content, most=_LONGEST).jpeg()
