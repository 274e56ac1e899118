"""Pictures drawn for the sandbox's tests."""

from dataclasses import astuple
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from sandbox.plate_read import Box

EXIF_ORIENTATION = 0x0112
TURNED_RIGHT = 6
"""The EXIF value of a camera held upright: the picture is to be turned by 90° clockwise."""


def blank_picture(width: int = 64, height: int = 48, *, orientation: int | None = None) -> bytes:
    """Return a JPEG with nothing on it."""
    exif = Image.Exif()
    if orientation is not None:
        exif[EXIF_ORIENTATION] = orientation
    return _jpeg(Image.new("RGB", (width, height), "gray"), exif)


def plate_picture(*texts: str, orientation: int | None = None) -> tuple[bytes, list[Box]]:
    """Return a JPEG with a plate for each text, one below the other, and the plates' boxes.

    With an orientation the picture is stored lying, to be turned by whoever opens it.
    """
    picture = Image.new("RGB", (960, 60 + 180 * len(texts)), "dimgray")
    draw = ImageDraw.Draw(picture)
    boxes = []
    for row, text in enumerate(texts):
        box = Box(280, 60 + 180 * row, 680, 160 + 180 * row)
        draw.rectangle(astuple(box), "white", "black", 4)
        middle = ((box.xmin + box.xmax) // 2, (box.ymin + box.ymax) // 2)
        draw.text(middle, text, "black", ImageFont.load_default(72), anchor="mm")
        boxes.append(box)
    exif = Image.Exif()
    if orientation == TURNED_RIGHT:
        picture = picture.transpose(Image.Transpose.ROTATE_90)
        exif[EXIF_ORIENTATION] = orientation
    return _jpeg(picture, exif), boxes


def _jpeg(picture: Image.Image, exif: Image.Exif) -> bytes:
    stream = BytesIO()
    picture.save(stream, "JPEG", exif=exif)
    return stream.getvalue()
