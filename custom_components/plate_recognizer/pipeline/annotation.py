"""Draws into a picture what was made of it. Drawing takes time: call it in the executor."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from PIL.Image import Image
from PIL.ImageDraw import Draw
from PIL.ImageFont import FreeTypeFont

from ..api.models import Box
from .canvas import Canvas, canvas_of
from .label import Label, Words
from .label_layout import Size, distance, place_label
from .lettering import font_of
from .mark_style import Frame, style_of

_LEAST: Final = 640
"""Pixels that a picture's longer side has at least: on less, no label could be read."""

_LETTERS: Final = 36
"""How often a letter's size goes into the longer side: a phone that shows the whole picture shows
them as large as its other small texts."""

_MOST_LABELS: Final = 24
"""More would hide what they are about, and each has to find its place beside all others."""

_VEHICLES_LINE: Final = 0.11
_PLATES_LINE: Final = 0.085
"""Widths in letters' sizes."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A vehicle on a picture.

    Boxes are in pixels of the full upright picture. What of them is beyond it isn't drawn.
    """

    plate_box: Box | None
    vehicle_box: Box | None
    words: Words
    """What is written at it."""


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A mark in pixels of the picture that is drawn on."""

    plates: tuple[Box, ...]
    """What has to stay readable: one or none."""
    frames: tuple[Frame, ...]
    """Around the vehicle and around the plate, as far as there are any."""
    label: Label | None
    """None where there is nothing to say, or where it would be one too many."""

    @property
    def outlines(self) -> list[Box]:
        """What the label may stand at."""
        return [frame.outline for frame in self.frames]


def annotated(content: bytes, marks: Iterable[Mark]) -> bytes:
    """Draw vehicles' boxes and labels into a picture, the plates themselves left as they are.

    Args:
        content: a picture as a camera gave it.
        marks: the most important first: its label gets the best place. Those behind the first 24
            have boxes alone.

    Returns:
        An upright JPEG, its longer side 640 to 1920 pixels.

    Raises:
        BrokenPicture: it is no picture, or damaged, or too large to be handled.
    """
    canvas = canvas_of(content, least=_LEAST)
    font = font_of(round(max(canvas.picture.size) / _LETTERS))
    all_drawn = [
        _drawn(mark, canvas, font, is_labelled=number < _MOST_LABELS)
        for number, mark in enumerate(marks)
    ]
    places = _places(all_drawn, canvas.picture.size)
    draw = Draw(canvas.picture)
    with _left_readable(canvas.picture, [box for each in all_drawn for box in each.plates]):
        for drawn, place in zip(all_drawn, places, strict=True):
            for frame in drawn.frames:
                frame.draw(draw)
            if place and min((distance(place, box) for box in drawn.outlines), default=0):
                drawn.frames[0].draw_leader(draw, place)
    for drawn, place in zip(all_drawn, places, strict=True):
        if drawn.label and place:
            drawn.label.draw(draw, place)
    return canvas.jpeg()


def _drawn(mark: Mark, canvas: Canvas, font: FreeTypeFont, *, is_labelled: bool) -> _Drawn:
    picture = canvas.picture.size
    style = style_of(mark.words.status)
    plates = tuple(canvas.on_canvas(box) for box in (mark.plate_box,) if box)
    vehicles = (canvas.on_canvas(box) for box in (mark.vehicle_box,) if box)
    frames = (
        *(Frame(box, style, round(font.size * _VEHICLES_LINE)).inside(picture) for box in vehicles),
        *(Frame(box, style, round(font.size * _PLATES_LINE)) for box in plates),
    )
    label = Label.of(mark.words, style, font, picture[0]) if is_labelled else None
    return _Drawn(plates, frames, label if label and label.lines else None)


def _places(all_drawn: Sequence[_Drawn], picture: Size) -> list[Box | None]:
    """Find a place for each label, as far as there is one."""
    plates = [plate for drawn in all_drawn for plate in drawn.plates]
    places: list[Box | None] = []
    for drawn in all_drawn:
        if drawn.label is None:
            places.append(None)
            continue
        others = [*plates, *(place for place in places if place)]
        size, own = drawn.label.size, drawn.plates
        places.append(place_label(size, drawn.outlines, own, others, picture))
    return places


@contextmanager
def _left_readable(picture: Image, plates: Sequence[Box]) -> Iterator[None]:
    """Bring plates back over which the lines of other vehicles are drawn meanwhile."""
    corners = [(plate.xmin, plate.ymin, plate.xmax, plate.ymax) for plate in plates]
    kept = [picture.crop(each) for each in corners]
    yield
    for each, plate in zip(corners, kept, strict=True):
        picture.paste(plate, each)
