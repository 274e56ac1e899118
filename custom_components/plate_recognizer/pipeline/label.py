"""The label of a vehicle on a picture: what stands on it, and how it is drawn."""

from dataclasses import dataclass
from typing import Final

from PIL.ImageDraw import ImageDraw
from PIL.ImageFont import FreeTypeFont

from ..api.models import Box
from .label_layout import Size
from .lettering import fitted, legible, legible_plate
from .mark_style import Style
from .sighting import Status

_BETWEEN: Final = " · "

# In letters' sizes:
_LINE: Final = 1.3
_MARGIN: Final = 0.35
_ROUND: Final = 0.3

_WIDEST_NAME: Final = 0.5
"""Of a picture's width: a longer name would hide what stands beside its vehicle."""


@dataclass(frozen=True, slots=True)
class Words:
    """What is known of a vehicle, as it is told to a person. What is empty isn't said."""

    status: Status | None = None
    """None where nobody has judged yet."""
    status_word: str = ""
    """For the status, in the language of who will look at it."""
    name: str | None = None
    """Of a known vehicle."""
    plate: str | None = None
    score: float | None = None
    """Of the plate's text, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Label:
    """A label as it is drawn."""

    lines: tuple[str, ...]
    """None of them where there is nothing to say."""
    style: Style
    font: FreeTypeFont

    @classmethod
    def of(cls, words: Words, style: Style, font: FreeTypeFont, width: int) -> Label:
        """Say as much as a font can write and as fits into so many pixels."""
        margins = 2 * _MARGIN * font.size
        who = _who(words, style, font, _WIDEST_NAME * width - margins)
        what = [fitted(line, font, width - margins) for line in _what(words, font)]
        return cls((*who, *what), style, font)

    @property
    def size(self) -> Size:
        """Width and height in pixels."""
        margin = 2 * _MARGIN * self.font.size
        width = max((self.font.getlength(line) for line in self.lines), default=0)
        height = len(self.lines) * _LINE * self.font.size
        return round(width + margin), round(height + margin)

    def draw(self, draw: ImageDraw, place: Box) -> None:
        """Draw it where there is a box of its size."""
        size, style = self.font.size, self.style
        edges = (place.xmin, place.ymin, place.xmax - 1, place.ymax - 1)
        edge = max(1, round(size / 20))
        draw.rounded_rectangle(edges, _ROUND * size, style.color, style.ink, edge)
        x, y = place.xmin + _MARGIN * size, place.ymin + (_MARGIN + _LINE / 2) * size
        for number, line in enumerate(self.lines):
            draw.text((x, y + number * _LINE * size), line, style.ink, self.font, anchor="lm")


def _who(words: Words, style: Style, font: FreeTypeFont, room: float) -> list[str]:
    """Say the status and the name, in one line if there is room for both."""
    status = f"{style.sign} {_status(words, font)}".strip()
    name = legible(words.name or "", font)
    line = _BETWEEN.join(part for part in (status, name) if part)
    lines = [line] if font.getlength(line) <= room else [status, name]
    return [fitted(each, font, room) for each in lines if each]


def _status(words: Words, font: FreeTypeFont) -> str:
    """Return the word for the status: the English one where the font can't write the other."""
    word = legible(words.status_word, font)
    if words.status is not None and word != words.status_word:
        return words.status.capitalize()
    return word


def _what(words: Words, font: FreeTypeFont) -> list[str]:
    """Say the plate and how sure it is: of what wasn't read, nothing is sure."""
    if not words.plate:
        return []
    score = "" if words.score is None else f"{words.score:.0%}".replace("%", "\N{NO-BREAK SPACE}%")
    return [_BETWEEN.join(part for part in (legible_plate(words.plate, font), score) if part)]
