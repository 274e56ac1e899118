"""Pictures of plates, and what cameras do to them that are set up badly."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from math import cos, radians, sin, tan
from typing import Final

import numpy as np
from PIL import Image, ImageFilter

from custom_components.plate_recognizer.api.models import Box
from sandbox.driveway.drawing import draw
from sandbox.driveway.exposure import photograph
from sandbox.driveway.light import Light
from sandbox.driveway.scenes import SCENES
from tests.photos import PHOTOS

from .pictures import encoded

_QUALITY = 90
_LOW_QUALITY = 10

_PHOTOGRAPHED: Final = {
    "cars-4k.jpg": (
        Box(620, 1390, 930, 1480),
        Box(1970, 1380, 2260, 1470),
        Box(3570, 1215, 3770, 1275),
    ),
    "toll-01.jpg": (Box(455, 650, 570, 700),),
    "toll-14.jpg": (Box(350, 615, 440, 660),),
}
"""Where plates are on the photographs."""


@dataclass(frozen=True, slots=True)
class Pictured:
    """A plate, and as much of the picture around it as the coach looks at."""

    name: str
    image: Image.Image
    box: Box

    @property
    def height(self) -> int:
        """Of the plate, in pixels."""
        return self.box.ymax - self.box.ymin

    def to_jpeg(self, quality: int = _QUALITY) -> bytes:
        """Encode it."""
        return encoded(self.image, quality=quality)


def drawn(daylight: float) -> Iterator[Pictured]:
    """Give the plates of the sandbox's scenes in this light."""
    for scene in SCENES:
        if scene.plates:
            content = photograph(draw(scene.backdrop, scene.cars), Light(daylight), (), 1)
            for plate in scene.plates:
                box = Box(plate.box.xmin, plate.box.ymin, plate.box.xmax, plate.box.ymax)
                yield _cut(f"{scene.name} {plate.plate} at {daylight}", content, box)


def photographed() -> Iterator[Pictured]:
    """Give the plates of the photographs."""
    for name, boxes in _PHOTOGRAPHED.items():
        content = (PHOTOS / name).read_bytes()
        for box in boxes:
            yield _cut(f"{name} {box.xmin}", content, box)


def _cut(name: str, content: bytes, box: Box) -> Pictured:
    around = 2 * (box.xmax - box.xmin)
    with Image.open(BytesIO(content)) as image:
        left, top = max(0, box.xmin - around), max(0, box.ymin - around)
        right, bottom = min(image.width, box.xmax + around), min(image.height, box.ymax + around)
        picture = image.convert("RGB").crop((left, top, right, bottom))
    return Pictured(name, picture, _moved(box, -left, -top))


def _moved(box: Box, right: int, down: int) -> Box:
    return Box(box.xmin + right, box.ymin + down, box.xmax + right, box.ymax + down)


def smaller(plate: Pictured) -> Pictured:
    """Take it from so far away that the plate is 18 pixels high."""
    scale = 18 / plate.height
    size = round(plate.image.width * scale), round(plate.image.height * scale)
    box = plate.box
    scaled = (round(edge * scale) for edge in (box.xmin, box.ymin, box.xmax, box.ymax))
    return Pictured(plate.name, plate.image.resize(size, Image.Resampling.LANCZOS), Box(*scaled))


def moved(plate: Pictured) -> Pictured:
    """Expose it for so long that the car drives by a third of the plate's height meanwhile."""
    length = max(3, round(plate.height / 3))
    levels = np.pad(np.asarray(plate.image, np.float32), ((0, 0), (length, 0), (0, 0)), "edge")
    sums = np.cumsum(levels, axis=1)
    mean = (sums[:, length:] - sums[:, :-length]) / length
    return Pictured(plate.name, Image.fromarray(mean.astype(np.uint8)), plate.box)


def out_of_focus(plate: Pictured) -> Pictured:
    """Focus on something else."""
    blur = ImageFilter.GaussianBlur(plate.height / 10)
    return Pictured(plate.name, plate.image.filter(blur), plate.box)


def glaring(plate: Pictured) -> Pictured:
    """Light it by infrared so that it alone throws all of the light back."""
    grey = plate.image.convert("L")
    box = (plate.box.xmin, plate.box.ymin, plate.box.xmax, plate.box.ymax)
    white = grey.crop(box).point([min(255, round(2.2 * level) + 60) for level in range(256)])
    night = grey.point([round(0.15 * level) for level in range(256)])
    night.paste(white, box[:2])
    return Pictured(plate.name, night.convert("RGB"), plate.box)


def unlit(plate: Pictured) -> Pictured:
    """Leave an eighth of the light."""
    levels = [round(level / 8) for _ in "RGB" for level in range(256)]
    return Pictured(plate.name, plate.image.point(levels), plate.box)


def turned(plate: Pictured) -> Pictured:
    """Hang the camera askew by 24°."""
    box, angle = plate.box, radians(24)
    middle = (box.xmin + box.xmax) / 2, (box.ymin + box.ymax) / 2
    image = plate.image.rotate(-24, Image.Resampling.BICUBIC, center=middle)
    wide, high = box.xmax - box.xmin, box.ymax - box.ymin
    size = wide * cos(angle) + high * sin(angle), wide * sin(angle) + high * cos(angle)
    return Pictured(plate.name, image, _around(middle, size))


def from_aside(plate: Pictured) -> Pictured:
    """Look at it from so far to the side and to the top that its row rises by 24°."""
    box, rise = plate.box, tan(radians(24))
    middle = (box.xmin + box.xmax) / 2, (box.ymin + box.ymax) / 2
    sheared = (1, 0, 0, -rise, 1, rise * middle[0])
    image = plate.image.transform(
        plate.image.size, Image.Transform.AFFINE, sheared, Image.Resampling.BICUBIC
    )
    wide, high = box.xmax - box.xmin, box.ymax - box.ymin
    return Pictured(plate.name, image, _around(middle, (wide, high + wide * rise)))


def _around(middle: tuple[float, float], size: tuple[float, float]) -> Box:
    (x, y), (wide, high) = middle, size
    return Box(round(x - wide / 2), round(y - high / 2), round(x + wide / 2), round(y + high / 2))


def compressed(plate: Pictured) -> bytes:
    """Give it as few bytes as a camera can."""
    return plate.to_jpeg(_LOW_QUALITY)


WORSE: Final[dict[Callable[[Pictured], Pictured], str]] = {
    smaller: "plate_too_small",
    moved: "blurred",
    out_of_focus: "blurred",
    glaring: "glare",
    unlit: "dark",
    turned: "angle",
    from_aside: "angle",
}
"""What may be wrong with a camera, and what is then said of it."""
