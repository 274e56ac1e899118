"""What a person is shown while setting a camera up. Drawing takes time: call it in the executor."""

from typing import Final

from PIL import Image, ImageDraw, ImageFont

from .area import View
from .canvas import canvas_of
from .lettering import font_of

_INK: Final = (0, 0, 0)
_RULER: Final = (255, 255, 255)
_SHADE: Final = (0, 0, 0, 150)
_HIDDEN: Final = (200, 0, 60, 110)

_STEP: Final = 10
"""Per cent between two lines of the ruler; every second line is labelled."""


def located(content: bytes, view: View) -> bytes:
    """Show which part of a camera's picture is sent: the rest is dark, masks are red.

    A ruler in per cent from the left and the top tells the numbers to set.

    Args:
        content: the picture as the camera gave it.
        view: what of it is sent.

    Returns:
        An upright JPEG, its longer side at most 1920 pixels.

    Raises:
        BrokenPicture: it is no picture, or damaged, or too large to be handled.
    """
    canvas = canvas_of(content)
    picture = canvas.picture
    cover = Image.new("RGBA", picture.size, _SHADE)
    draw = ImageDraw.Draw(cover)
    part = view.part(*picture.size)
    draw.rectangle((part.xmin, part.ymin, part.xmax - 1, part.ymax - 1), fill=(0, 0, 0, 0))
    for mask in view.masks:
        box = mask.to_pixels(*picture.size)
        draw.rectangle((box.xmin, box.ymin, box.xmax - 1, box.ymax - 1), fill=_HIDDEN)
    picture.paste(cover, mask=cover)
    _draw_ruler(picture)
    return canvas.jpeg()


def _draw_ruler(picture: Image.Image) -> None:
    draw = ImageDraw.Draw(picture, "RGBA")
    font = font_of(max(12, round(max(picture.size) / 36)))
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
