"""Number plates of several countries, drawn as they are laid out there."""

from dataclasses import dataclass
from functools import lru_cache
from math import cos, pi, sin
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from .canvas import Color

_BLACK: Final = (16, 16, 20)
_WHITE: Final = (246, 246, 242)
_YELLOW: Final = (246, 196, 28)
_EU_BLUE: Final = (20, 62, 160)

_MILLIMETRE: Final = 3
"""Pixels a plate is drawn with for each millimetre, before it is scaled into the picture."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlateDesign:
    """How the plates of a country look. Lengths are millimetres."""

    region: str
    """The code that the API gives to the country or state."""
    ground: Color
    ink: Color
    width: int = 520
    height: int = 112
    glyphs: int = 104
    """Size of the font; its capitals are 0.7 as high."""
    band: str | None = None
    """Country letters in the blue band at the left; no band without."""
    second_band: bool = False
    """Another blue band at the right."""
    title: str | None = None
    """What is written above the number, small."""


GB_FRONT: Final = PlateDesign(region="gb", ground=_WHITE, ink=_BLACK, band="UK")
GB_REAR: Final = PlateDesign(region="gb", ground=_YELLOW, ink=_BLACK, band="UK")
GERMANY: Final = PlateDesign(region="de", ground=_WHITE, ink=_BLACK, band="D")
FRANCE: Final = PlateDesign(region="fr", ground=_WHITE, ink=_BLACK, band="F", second_band=True)
ITALY: Final = PlateDesign(region="it", ground=_WHITE, ink=_BLACK, band="I", second_band=True)
NETHERLANDS: Final = PlateDesign(region="nl", ground=_YELLOW, ink=_BLACK, band="NL")
CALIFORNIA: Final = PlateDesign(
    region="us-ca",
    ground=_WHITE,
    ink=(28, 44, 120),
    width=305,
    height=152,
    glyphs=100,
    title="California",
)

_PLATES_KEPT: Final = 32
"""More than the vehicles of a camera's day; a drawn plate takes 2 MB at most."""

_BAND_WIDTH: Final = 44
_STARS: Final = 12
_BOLD: Final = 5
"""Pixels by which the strokes of the number are thickened."""
_TITLE_INK: Final = (190, 30, 40)


@lru_cache(maxsize=_PLATES_KEPT)
def draw_plate(design: PlateDesign, inscription: str) -> Image.Image:
    """Draw a plate by itself, to be scaled into a picture. It is kept: nobody may draw on it.

    Args:
        design: the country's way.
        inscription: the number with the spaces or hyphens that are between its groups.
    """
    plate = Image.new("RGB", _pixels(design.width, design.height), design.ground)
    draw = ImageDraw.Draw(plate)
    left, right = 0, design.width
    if design.band:
        _draw_band(draw, left, design.height, design.band)
        left += _BAND_WIDTH
    if design.second_band:
        right -= _BAND_WIDTH
        _draw_band(draw, right, design.height)
    middle = design.height * 0.5
    if design.title:
        top = _pixels(design.width / 2, design.height * 0.18)
        draw.text(top, design.title, _TITLE_INK, _font(design.height * 0.2), anchor="mm")
        middle = design.height * 0.62
    number = _write(inscription, design.glyphs, (right - left) * 0.92)
    x, y = _pixels((left + right) / 2, middle)
    corner = x - number.width // 2, y - number.height // 2
    plate.paste(design.ink, (*corner, corner[0] + number.width, corner[1] + number.height), number)
    frame = (0, 0, plate.width - 1, plate.height - 1)
    draw.rectangle(frame, outline=_BLACK, width=2 * _MILLIMETRE)
    return plate


def _write(inscription: str, size: float, room: float) -> Image.Image:
    """Write the number as a mask, bold, and as narrow as the plate demands."""
    font = _font(size)
    left, top, right, bottom = map(round, font.getbbox(inscription, stroke_width=_BOLD))
    mask = Image.new("L", (right - left, bottom - top))
    ImageDraw.Draw(mask).text((-left, -top), inscription, 255, font, stroke_width=_BOLD)
    width, _ = _pixels(room, 0)
    return mask.resize((min(mask.width, width), mask.height), Image.Resampling.LANCZOS)


def _draw_band(draw: ImageDraw.ImageDraw, left: int, height: int, country: str = "") -> None:
    """Draw the blue band, with the country's letters and a ring of stars above them."""
    draw.rectangle((_pixels(left, 0), _pixels(left + _BAND_WIDTH, height)), fill=_EU_BLUE)
    x, y = left + _BAND_WIDTH / 2, height * 0.32
    for star in range(_STARS):
        angle = 2 * pi * star / _STARS
        center = _pixels(x + 13 * cos(angle), y + 13 * sin(angle))
        draw.circle(center, 2 * _MILLIMETRE, fill=_YELLOW)
    if country:
        draw.text(_pixels(x, height * 0.78), country, _WHITE, _font(26), anchor="mm")


def _pixels(x: float, y: float) -> tuple[int, int]:
    return round(x * _MILLIMETRE), round(y * _MILLIMETRE)


def _font(size: float) -> ImageFont.FreeTypeFont:
    """Load the font that Pillow brings along."""
    font = ImageFont.load_default(size * _MILLIMETRE)
    if not isinstance(font, ImageFont.FreeTypeFont):
        raise TypeError("Pillow was built without FreeType; its one font is too small for plates")
    return font
