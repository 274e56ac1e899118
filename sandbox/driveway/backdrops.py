"""What a camera of the sandbox sees when nobody is there."""

from collections.abc import Callable
from random import Random
from typing import Final

from .canvas import HEIGHT, WIDTH, Canvas, Color, shade

type Backdrop = Callable[[Canvas], None]

HORIZON: Final = 470
"""Where the ground ends, in pixels from the top: the height at which the cameras hang."""

_CENTER: Final = WIDTH / 2

_SKY: Final = ((126, 170, 214), (222, 232, 238))
_GRASS: Final = ((104, 138, 74), (72, 108, 52))
_HEDGE: Final = (62, 92, 52)
_PAVING: Final = (158, 152, 144)
_ASPHALT: Final = (92, 94, 98)
_BRICK: Final = (164, 104, 82)
_PLASTER: Final = (226, 216, 198)
_ROOF: Final = (84, 74, 74)
_WOOD: Final = (118, 84, 56)
_STEEL: Final = (66, 70, 76)
_PANE: Final = (108, 132, 150)
_FRAME: Final = (240, 240, 236)


def draw_driveway(canvas: Canvas) -> None:
    """Draw a paved way before a house with a garage."""
    _land(canvas)
    _hedge(canvas, seed=3, base=HORIZON + 20)
    _house(canvas, left=140, right=1180, color=_PLASTER)
    canvas.polygon([(1120, 190), (1380, 90), (1640, 190)], _ROOF)
    canvas.rectangle(1150, 190, 1610, 560, shade(_PLASTER, 0.94))
    canvas.rectangle(1200, 270, 1560, 560, _FRAME)
    for panel in range(4):
        top = 276 + panel * 72
        canvas.rectangle(1208, top, 1552, top + 64, shade(_FRAME, 0.9))
    canvas.polygon([(700, 560), (1600, 560), (1800, HEIGHT), (120, HEIGHT)], _PAVING)
    for row in range(9):
        y = 570 + 8 * row * row
        canvas.line([(0, y), (WIDTH, y)], shade(_PAVING, 0.86), 1 + row / 4)
    _lawn_beside(canvas, far=(700, 1600), near=(120, 1800))


def draw_gate(canvas: Canvas) -> None:
    """Draw an open gate between two pillars, and the lane that leads there."""
    _land(canvas)
    _hedge(canvas, seed=5, base=HORIZON + 50)
    _lane(canvas, half_width=1.15, color=shade(_PAVING, 0.82))
    for left in (210, 1560):
        canvas.rectangle(left, 210, left + 150, 760, _BRICK)
        canvas.rectangle(left - 15, 180, left + 165, 215, shade(_BRICK, 0.75))
        canvas.ellipse((left + 75, 150), (36, 34), _STEEL)
        for row in range(1, 11):
            y = 210 + row * 50
            canvas.line([(left, y), (left + 150, y)], shade(_BRICK, 0.86), 2)
    for wing, step in ((0, 1), (WIDTH, -1)):
        for bar in range(7):
            x = wing + step * bar * 32
            canvas.line([(x, 290 + bar * 6), (x, 740)], _STEEL, 9)
    canvas.polygon([(361, 745), (1559, 745), (1860, HEIGHT), (60, HEIGHT)], _PAVING)


def draw_street(canvas: Canvas) -> None:
    """Draw a street of houses that leads away from the camera."""
    _land(canvas)
    _hedge(canvas, seed=7, base=HORIZON + 50)
    for left, color in ((-190, _BRICK), (1290, _PLASTER)):
        _house(canvas, left=left, right=left + 820, color=color)
    _lane(canvas, half_width=2.25, color=shade(_PAVING, 1.1))
    _lane(canvas, half_width=1.95, color=shade(_PAVING, 0.8))
    _lane(canvas, half_width=1.9, color=_ASPHALT)
    for near in (486, 500, 530, 590, 710, 950):
        far = HORIZON + (near - HORIZON) * 1.35
        canvas.polygon(
            [
                (_CENTER + side * 0.03 * (y - HORIZON), y)
                for y, side in ((near, -1), (near, 1), (far, 1), (far, -1))
            ],
            _FRAME,
        )


def _lane(canvas: Canvas, *, half_width: float, color: Color) -> None:
    """Draw a lane from the camera to the horizon.

    Args:
        canvas: where to draw.
        half_width: pixels for each pixel below the horizon.
        color: of the lane.
    """
    reach = half_width * (HEIGHT - HORIZON)
    canvas.polygon(
        [(_CENTER, HORIZON), (_CENTER + reach, HEIGHT), (_CENTER - reach, HEIGHT)], color
    )


def _land(canvas: Canvas) -> None:
    canvas.gradient(0, HORIZON + 10, *_SKY)
    canvas.gradient(HORIZON, HEIGHT, *_GRASS)


def _hedge(canvas: Canvas, *, seed: int, base: float) -> None:
    leaves = Random(seed)  # noqa: S311 - where leaves grow is no secret
    for _ in range(400):
        center = leaves.uniform(-20, WIDTH + 20), base - leaves.uniform(0, 150)
        radius = leaves.uniform(14, 44)
        canvas.ellipse(center, (radius, radius * 0.8), shade(_HEDGE, leaves.uniform(0.7, 1.25)))


def _house(canvas: Canvas, *, left: float, right: float, color: Color) -> None:
    canvas.polygon([(left - 40, 150), (left + 90, 10), (right - 90, 10), (right + 40, 150)], _ROOF)
    canvas.rectangle(left, 150, right, 565, color)
    width = (right - left) / 4
    for column in range(4):
        middle = left + width * (column + 0.5)
        if column == 1:
            canvas.rectangle(middle - 55, 330, middle + 55, 565, _FRAME)
            canvas.rectangle(middle - 45, 340, middle + 45, 565, _WOOD)
            canvas.ellipse((middle + 32, 460), (6, 6), _STEEL)
        else:
            canvas.rectangle(middle - 60, 230, middle + 60, 410, _FRAME)
            for pane in (-52, 4):
                canvas.rectangle(middle + pane, 238, middle + pane + 48, 402, _PANE)


def _lawn_beside(canvas: Canvas, *, far: tuple[float, float], near: tuple[float, float]) -> None:
    """Cover what was drawn beyond the edges of a way."""
    for side, edge in ((0, 0), (1, WIDTH)):
        corners = [(edge, 560), (far[side], 560), (near[side], HEIGHT), (edge, HEIGHT)]
        canvas.polygon(corners, _GRASS[1])
