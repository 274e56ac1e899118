"""What a camera of the sandbox sees when nobody is there."""

from random import Random
from typing import Final

from .canvas import HEIGHT, WIDTH, Canvas, Color, shade

_HORIZON: Final = 470

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
    _hedge(canvas, seed=3, base=_HORIZON + 20)
    _house(canvas, left=140, right=1180, color=_PLASTER)
    canvas.polygon([(1120, 190), (1380, 90), (1640, 190)], _ROOF)
    canvas.rectangle(1150, 190, 1610, 560, shade(_PLASTER, 0.94))
    canvas.rectangle(1200, 270, 1560, 560, _FRAME)
    for panel in range(4):
        top = 276 + panel * 72
        canvas.rectangle(1208, top, 1552, top + 64, shade(_FRAME, 0.9))
    _way(canvas, far=(700, 1600), near=(120, 1800), color=_PAVING)
    for row in range(9):
        y = 570 + 8 * row * row
        canvas.line([(0, y), (WIDTH, y)], shade(_PAVING, 0.86), 1 + row / 4)
    _lawn_beside(canvas, far=(700, 1600), near=(120, 1800))


def draw_gate(canvas: Canvas) -> None:
    """Draw an open gate between two pillars, and the road behind it."""
    _land(canvas)
    _hedge(canvas, seed=5, base=_HORIZON + 60)
    canvas.rectangle(0, _HORIZON + 40, WIDTH, 600, _ASPHALT)
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
    _way(canvas, far=(380, 1540), near=(60, 1860), color=_PAVING)
    _lawn_beside(canvas, far=(380, 1540), near=(60, 1860))


def draw_street(canvas: Canvas) -> None:
    """Draw a street with houses on its other side."""
    _land(canvas)
    for left, color in ((-40, _BRICK), (620, _PLASTER), (1280, shade(_BRICK, 1.15))):
        _house(canvas, left=left, right=left + 620, color=color)
    canvas.rectangle(0, 560, WIDTH, 610, shade(_PAVING, 1.1))
    canvas.gradient(610, HEIGHT, shade(_ASPHALT, 1.05), shade(_ASPHALT, 0.85))
    canvas.rectangle(0, 604, WIDTH, 614, shade(_PAVING, 0.8))
    for left in range(60, WIDTH, 420):
        canvas.polygon(
            [(left, 800), (left + 210, 800), (left + 200, 812), (left - 14, 812)], _FRAME
        )


def _land(canvas: Canvas) -> None:
    canvas.gradient(0, _HORIZON + 10, *_SKY)
    canvas.gradient(_HORIZON, HEIGHT, *_GRASS)


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


def _way(
    canvas: Canvas, *, far: tuple[float, float], near: tuple[float, float], color: Color
) -> None:
    corners = [(far[0], 560), (far[1], 560), (near[1], HEIGHT), (near[0], HEIGHT)]
    canvas.polygon(corners, color)


def _lawn_beside(canvas: Canvas, *, far: tuple[float, float], near: tuple[float, float]) -> None:
    """Cover what was drawn beyond the edges of a way."""
    for side, edge in ((0, 0), (1, WIDTH)):
        corners = [(edge, 560), (far[side], 560), (near[side], HEIGHT), (edge, HEIGHT)]
        canvas.polygon(corners, _GRASS[1])
