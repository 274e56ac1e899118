"""From the pixels that a camera stores to those that are sent: upright, in a form JPEG has."""

from typing import Final, cast

from PIL import Image
from PIL.ExifTags import Base as ExifTag
from PIL.Image import Transpose

from ..api.models import Box

_NEUTRAL: Final[dict[str, int | tuple[int, ...]]] = {"L": 128, "RGB": (128, 128, 128)}
"""What masks paint, by mode. Of all colors it stands out least, by day and by night, and JPEG
blurs the edges of what stands out."""

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

_KEEP_SIZE: Final = (
    Transpose.FLIP_LEFT_RIGHT,
    Transpose.FLIP_TOP_BOTTOM,
    Transpose.ROTATE_180,
)


def turn_of(image: Image.Image) -> Transpose | None:
    """Tell what stands the picture upright. Nobody documents that the API looks at EXIF."""
    try:
        # Not the PNG reader's own method, which decodes the picture in search of EXIF.
        return _TURNS.get(Image.Image.getexif(image)[ExifTag.Orientation])
    except Exception:  # noqa: BLE001 - whatever garbage stands there, the picture is beside it
        return None


def upright_size(image: Image.Image) -> tuple[int, int]:
    """Give the width and height that a picture will have upright, before it is decoded."""
    turn = turn_of(image)
    lies = turn is not None and turn not in _KEEP_SIZE and image.format != "TIFF"  # as `upright`
    return (image.height, image.width) if lies else image.size


def upright(image: Image.Image) -> Image.Image:
    """Decode a picture and stand it upright; one that is upright is returned itself."""
    image.load()  # turns a TIFF, and only that, by itself
    turn = turn_of(image)
    return image if turn is None else image.transpose(turn)


def render(picture: Image.Image, part: Box, hidden: tuple[Box, ...]) -> Image.Image:
    """Give a part of a picture as JPEG can hold it, with boxes in it painted out.

    The picture is used up: none of its pixels is copied without need.
    """
    edges = (part.xmin, part.ymin, part.xmax, part.ymax)
    if edges != (0, 0, *picture.size):
        picture = picture.crop(edges)
    picture = _opaque(picture)
    for box in hidden:
        picture.paste(_NEUTRAL[picture.mode], (box.xmin, box.ymin, box.xmax, box.ymax))
    return picture


def _opaque(image: Image.Image) -> Image.Image:
    """Give a picture in a form that JPEG has: grey or RGB in 8 bits."""
    if image.mode.startswith(("I", "F")):
        return _in_8_bits(image)
    if image.has_transparency_data:
        background = Image.new("RGBA", image.size, "white")
        return Image.alpha_composite(background, image.convert("RGBA")).convert("RGB")
    if image.mode in _NEUTRAL:
        return image
    return image.convert("L" if image.mode == "1" else "RGB")


def _in_8_bits(image: Image.Image) -> Image.Image:
    # From the darkest to the brightest there is: sensors of 10 or 12 bits use only a small part
    # of the 16 that their pictures have.
    values = image.convert("F")
    low, high = cast("tuple[float, float]", values.getextrema())  # one band has one pair
    scale = 255 / ((high - low) or 1)
    return values.point(lambda value: value * scale - low * scale).convert("L")
