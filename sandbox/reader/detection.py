"""Finds lines of text in a picture: a network marks the text, its outlines become quads (DBNet)."""

from dataclasses import dataclass
from itertools import islice

import cv2
import numpy as np

from .geometry import Picture, Quad, ordered
from .models import Floats, Model, normalised

_LONG_SIDE = 1280
"""Pixels to which pictures are scaled: smaller loses small plates, larger takes too long."""
_SHORT_SIDE = 640
"""Pixels of the short side up to which small pictures are enlarged."""
_GRID = 32
"""The network takes sides that are multiples of this."""
_TEXT_FROM = 0.3
"""Probability from which a pixel counts as text."""
_LINE_FROM = 0.45
"""Mean probability from which an outline counts as a line."""
_THINNEST = 3
"""Pixels of the scaled picture; thinner outlines are noise."""
_UNCLIP = 1.6
"""The network marks shrunken text; by this ratio of area to outline it is grown back."""
_MOST_LINES = 200
"""Bounds the time that a picture full of text takes."""


@dataclass(frozen=True, slots=True)
class TextLine:
    """Where a line of text is."""

    quad: Quad
    dscore: float
    """Mean probability of text inside."""


class TextDetector:
    """Finds lines of text."""

    def __init__(self, model: Model) -> None:
        self._model = model

    def find(self, picture: Picture) -> list[TextLine]:
        """Return the lines of text, in no order of use."""
        height, width = picture.shape[:2]
        scaled_size = _scaled_size(width, height)
        shrinks = scaled_size[0] < width
        scaled = cv2.resize(
            picture, scaled_size, interpolation=cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR
        ).astype(np.uint8, copy=False)
        text = self._model.run(normalised(scaled))[0]
        mask = cv2.dilate((text > _TEXT_FROM).astype(np.uint8), np.ones((2, 2), np.uint8))
        outlines, _ = cv2.findContours(mask, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
        back = np.array([width / scaled_size[0], height / scaled_size[1]], np.float32)
        limit = np.array([width, height], np.float32)
        lines = (_line(text, outline) for outline in outlines)
        return [
            TextLine(np.clip(line.quad * back, 0, limit), line.dscore)
            for line in islice(filter(None, lines), _MOST_LINES)
        ]


def _scaled_size(width: int, height: int) -> tuple[int, int]:
    scale = _LONG_SIDE / max(width, height)
    if scale > 1:
        scale = max(1.0, min(scale, _SHORT_SIDE / min(width, height)))
    across, down = (max(_GRID, round(side * scale / _GRID) * _GRID) for side in (width, height))
    return across, down


def _line(text: Floats, outline: cv2.typing.MatLike) -> TextLine | None:
    centre, (width, height), angle = cv2.minAreaRect(outline)
    if min(width, height) < _THINNEST:
        return None
    quad = _corners(centre, width, height, angle)
    dscore = _mean_inside(text, quad)
    if dscore < _LINE_FROM:
        return None
    growth = _UNCLIP * width * height / (width + height)
    return TextLine(_corners(centre, width + growth, height + growth, angle), dscore)


def _corners(centre: cv2.typing.Point2f, width: float, height: float, angle: float) -> Quad:
    points = cv2.boxPoints((centre, (width, height), angle))
    return ordered(points.astype(np.float32, copy=False))


def _mean_inside(text: Floats, quad: Quad) -> float:
    left, top = np.floor(quad.min(0)).astype(int).clip(0)
    right, bottom = np.ceil(quad.max(0)).astype(int) + 1
    part = text[top:bottom, left:right]
    inside = np.zeros(part.shape, np.uint8)
    cv2.fillPoly(inside, [(quad - [left, top]).astype(np.int32)], (1,))
    return float(part[inside > 0].mean()) if inside.any() else 0.0
