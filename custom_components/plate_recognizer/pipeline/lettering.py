"""The font of what is written into pictures, and what of a text it can write."""

from pathlib import Path
from typing import Final
import unicodedata

from PIL import ImageFont
from PIL.ImageFont import FreeTypeFont, Layout

_FILE: Final = Path(__file__).parents[1] / "fonts" / "DejaVuSans-Bold.ttf"
"""Pillow's own font has none of the letters beyond those of Western Europe's typewriters."""

_NO_CHARACTER: Final = "\uffff"
"""Never a character, by Unicode: what a font draws of it, it draws of all that it lacks."""

_NON_JOINER: Final = "\N{ZERO WIDTH NON-JOINER}"
_VARIATION_SELECTORS: Final = range(0xFE00, 0xFE10)

_STANDS_IN: Final = "·"
_CUT: Final = "…"

_LONGEST: Final = 64
"""Characters: none of our labels has room for more."""


def font_of(size: int) -> FreeTypeFont:
    """Load the font in a size in pixels."""
    return ImageFont.truetype(_FILE, size)


def legible(text: str, font: FreeTypeFont) -> str:
    """Return what a font can write of a text: for the rest it would draw empty boxes.

    Of a word with a letter that it lacks nothing is left: half a word would be another one.
    """
    words = (_legible_word(word, font) for word in _clean(text))
    return " ".join(word for word in words if word)


def legible_plate(plate: str, font: FreeTypeFont) -> str:
    """Return a plate with a dot for each character that a font lacks: the rest still tells."""
    return " ".join(
        "".join(sign if _has(font, sign) else _STANDS_IN for sign in word) for word in _clean(plate)
    )


def fitted(text: str, font: FreeTypeFont, width: float) -> str:
    """Cut a text that is wider than so many pixels, and show that something is missing."""
    if font.getlength(text) <= width:
        return text
    while text and font.getlength(text + _CUT) > width:
        text = text[:-1]
    return text.rstrip() + _CUT


def _clean(text: str) -> list[str]:
    """Return the words of a text that is no longer than can be written, without what is unseen."""
    whole = unicodedata.normalize("NFC", text[: 2 * _LONGEST])
    return "".join(sign for sign in whole if not _is_unseen(sign))[:_LONGEST].split()


def _is_unseen(sign: str) -> bool:
    """Tell whether a character only changes others: their look or their direction.

    One of these parts letters that Persian doesn't join: it stays.
    """
    if sign == _NON_JOINER:
        return False
    return unicodedata.category(sign) == "Cf" or ord(sign) in _VARIATION_SELECTORS


def _legible_word(word: str, font: FreeTypeFont) -> str:
    missing = {sign for sign in word if not _has(font, sign)}
    if any(unicodedata.category(sign)[0] in "LMN" for sign in missing):
        return ""
    return "".join(sign for sign in word if sign not in missing)


def _has(font: FreeTypeFont, sign: str) -> bool:
    """Tell whether a font has a character, and writes it in the direction that it asks for.

    Without the library FriBiDi, Pillow writes Arabic and Hebrew backwards.
    """
    if font.layout_engine is Layout.BASIC and unicodedata.bidirectional(sign) in ("R", "AL"):
        return False
    return _drawn(font, sign) != _drawn(font, _NO_CHARACTER)


def _drawn(font: FreeTypeFont, sign: str) -> tuple[tuple[int, int], bytes]:
    mask = font.getmask(sign)
    return mask.size, bytes(mask)
