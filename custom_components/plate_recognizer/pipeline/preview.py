"""What a person is shown while setting a camera up. Drawing takes time: call it in the executor."""

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from ..api.models import Box
from .area import View
from .frame import BrokenPicture
from .rendering import upright

_LONGEST_SIDE: Final = 1600
"""Pixels: as much as a dialog or a phone shows, also when somebody zooms in."""
_QUALITY: Final = 85

_MARK: Final = (255, 176, 0)
_INK: Final = (0, 0, 0)
_RULER: Final = (255, 255, 255)
_SHADE: Final = (0, 0, 0, 150)
_HIDDEN: Final = (200, 0, 60, 110)

_STEP: Final = 10
"""Per cent between two lines of the ruler; every second line is labelled."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A box in a picture, and what is written at it."""

    box: Box
    text: str


def marked(content: bytes, marks: Iterable[Mark]) -> bytes:
    """Draw boxes with their texts into a picture.

    Args:
        content: an upright picture, as it was sent.
        marks: in its pixels.

    Returns:
        A JPEG, its longer side at most 1600 pixels.

    Raises:
        BrokenPicture: the picture is damaged.
    """
    picture, scale = _opened(content)
    draw = ImageDraw.Draw(picture)
    font = _font(picture)
    line = max(2, round(font.size / 8))
    for mark in marks:
        left, top = mark.box.xmin * scale - line, mark.box.ymin * scale - line
        right, bottom = mark.box.xmax * scale + line, mark.box.ymax * scale + line
        draw.rectangle((left, top, right, bottom), outline=_MARK, width=line)
        _write_label(draw, picture.size, (left, top, bottom), mark.text, font)
    return _jpeg(picture)


def _write_label(
    draw: ImageDraw.ImageDraw,
    size: tuple[int, int],
    box: tuple[float, float, float],
    text: str,
    font: ImageFont.FreeTypeFont,
) -> None:
    """Write above a box, or below where there is no room; never beyond the picture's edges."""
    left, top, bottom = box
    width, height = draw.textlength(text, font) + font.size / 2, font.size * 1.3
    x = min(max(left, 0), max(size[0] - width, 0))
    y = top - height if top >= height else min(bottom, size[1] - height)
    draw.rectangle((x, y, x + width, y + height), fill=_MARK)
    draw.text((x + font.size / 4, y + height / 2), text, _INK, font, anchor="lm")


def located(content: bytes, view: View) -> bytes:
    """Show which part of a camera's picture is sent: the rest is dark, masks are red.

    A ruler in per cent from the left and the top tells the numbers to set.

    Args:
        content: the picture as the camera gave it.
        view: what of it is sent.

    Returns:
        A JPEG, its longer side at most 1600 pixels.

    Raises:
        BrokenPicture: the picture is damaged.
    """
    picture, _ = _opened(content)
    cover = Image.new("RGBA", picture.size, _SHADE)
    draw = ImageDraw.Draw(cover)
    part = view.part(*picture.size)
    draw.rectangle((part.xmin, part.ymin, part.xmax - 1, part.ymax - 1), fill=(0, 0, 0, 0))
    for mask in view.masks:
        box = mask.to_pixels(*picture.size)
        draw.rectangle((box.xmin, box.ymin, box.xmax - 1, box.ymax - 1), fill=_HIDDEN)
    picture.paste(cover, mask=cover)
    _draw_ruler(picture)
    return _jpeg(picture)


def _draw_ruler(picture: Image.Image) -> None:
    draw = ImageDraw.Draw(picture, "RGBA")
    font = _font(picture)
    width, height = picture.size
    for percent in range(_STEP, 100, _STEP):
        x, y = width * percent / 100, height * percent / 100
        is_labelled = percent % (2 * _STEP) == 0
        color = (*_RULER, 130 if is_labelled else 60)
        draw.line((x, 0, x, height), color)
        draw.line((0, y, width, y), color)
        if is_labelled:
            _write_number(draw, (x, font.size / 4), percent, font, anchor="ma")
            _write_number(draw, (font.size / 4, y), percent, font, anchor="lm")


def _write_number(
    draw: ImageDraw.ImageDraw,
    at: tuple[float, float],
    number: int,
    font: ImageFont.FreeTypeFont,
    *,
    anchor: str,
) -> None:
    edge = max(1, round(font.size / 10))
    draw.text(at, str(number), _RULER, font, anchor, stroke_width=edge, stroke_fill=_INK)


def _opened(content: bytes) -> tuple[Image.Image, float]:
    """Open a picture upright and not too large; and say how much smaller it is than it was.

    Raises:
        BrokenPicture: it is damaged. A picture that is sent as it is need not have been decoded.
    """
    try:
        with Image.open(BytesIO(content)) as image:
            picture = upright(image).convert("RGB")
    except Exception as error:
        # Each of Pillow's readers raises what its parsing happens to stumble over.
        raise BrokenPicture("damaged", str(error) or type(error).__name__) from error
    full = max(picture.size)
    picture.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    return picture, max(picture.size) / full


def _font(picture: Image.Image) -> ImageFont.FreeTypeFont:
    """Load the font that Pillow brings along, in a size that suits the picture."""
    font = ImageFont.load_default(max(12, round(max(picture.size) / 36)))
    assert isinstance(font, ImageFont.FreeTypeFont)  # noqa: S101 - Home Assistant's Pillow has it
    return font


def _jpeg(picture: Image.Image) -> bytes:
    file = BytesIO()
    picture.save(file, "JPEG", quality=_QUALITY)
    return file.getvalue()
