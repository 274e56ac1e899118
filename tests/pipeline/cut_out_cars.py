"""Real cars, cut out of the photographs, to be put anywhere."""

from dataclasses import dataclass
from functools import cache
from typing import Final

from PIL import Image, ImageDraw, ImageFilter

from tests.photos import PHOTOS

from .disturbances import Disturbance

type Corners = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class CutOut:
    """A car in a photograph."""

    photo: str
    box: tuple[int, int, int, int]
    outline: Corners
    """Within the box."""


WHITE: Final = CutOut(
    "toll-01.jpg",
    (375, 310, 880, 720),
    (
        *((5, 260), (40, 230), (180, 70), (290, 25), (400, 18), (480, 40), (504, 70)),
        *((504, 180), (440, 330), (420, 400), (380, 408), (60, 408), (8, 350)),
    ),
)
RED: Final = CutOut(
    "toll-14.jpg",
    (295, 345, 775, 720),
    (
        *((5, 230), (50, 140), (150, 40), (250, 8), (340, 2), (420, 12), (470, 70)),
        *((476, 180), (440, 220), (365, 280), (340, 360), (180, 355), (20, 285)),
    ),
)
BLUE: Final = CutOut(
    "cars-4k.jpg",
    (0, 800, 1150, 1670),
    (
        *((0, 60), (150, 10), (600, 20), (800, 60), (950, 250), (1000, 200), (1020, 260)),
        *((1100, 360), (1140, 560), (1130, 780), (900, 800), (250, 850), (100, 850), (0, 700)),
    ),
)
CARS: Final = {"white": WHITE, "red": RED, "blue": BLUE}


def with_car(car: CutOut, x: float, y: float, width: float) -> Disturbance:
    """Put a car there: the middle of its lower edge and its width, in pixels of 1920."""

    def disturb(image: Image.Image) -> Image.Image:
        by = image.width / 1920
        whole = _cut(car)
        size = round(width * by), round(width * by * whole.height / whole.width)
        scaled = whole.resize(size, Image.Resampling.LANCZOS)
        picture = image.copy()
        picture.paste(scaled, (round(x * by - size[0] / 2), round(y * by) - size[1]), scaled)
        return picture

    return disturb


@cache
def _cut(car: CutOut) -> Image.Image:
    with Image.open(PHOTOS / car.photo) as image:
        cut = image.convert("RGB").crop(car.box)
    outline = Image.new("L", cut.size)
    ImageDraw.Draw(outline).polygon(car.outline, 255)
    cut.putalpha(outline.filter(ImageFilter.GaussianBlur(cut.width / 250)))
    return cut
