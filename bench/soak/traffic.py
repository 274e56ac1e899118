"""Who drives past the cameras, and what they show of that."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
import json
from random import Random
from string import ascii_uppercase
from typing import Any, Final

import numpy as np
from PIL import Image

from custom_components.plate_recognizer.api.models import Box

SLOTS: Final = (Box(5, 30, 50, 75), Box(58, 30, 103, 75), Box(110, 30, 155, 75))
"""Where a vehicle can stand before a camera."""
_LENGTH: Final = 7
_LEAST_DIFFERENCES: Final = 4
"""Characters in which any two plates differ: nobody is taken for somebody else."""
_MARK: Final = b"soak:"

type Scene = tuple[str | None, ...]
"""The plate in each slot."""


def plates(random: Random, count: int) -> list[str]:
    """Draw plates that nobody can mix up."""
    drawn = np.empty((count, _LENGTH), dtype=np.uint8)
    number = 0
    while number < count:
        plate = np.array([ord(random.choice(ascii_uppercase)) for _ in range(_LENGTH)])
        differences = (drawn[:number] != plate).sum(axis=1)
        if number == 0 or differences.min() >= _LEAST_DIFFERENCES:
            drawn[number] = plate
            number += 1
    return [bytes(row).decode() for row in drawn]


@dataclass(frozen=True, slots=True)
class Traffic:
    """All who may come."""

    known: Sequence[str]
    strangers: Sequence[str]

    def scene(self, random: Random) -> Scene:
        """Draw who stands before a camera: nobody, one, or two."""
        count = random.choices((0, 1, 2), (30, 50, 20))[0]
        who = [self.one(random) for _ in range(count)]
        slots: list[str | None] = [*dict.fromkeys(who), None, None, None][: len(SLOTS)]
        random.shuffle(slots)
        return tuple(slots)

    def one(self, random: Random) -> str:
        """Draw one vehicle."""
        return random.choice(self.known if random.random() < _SHARE_KNOWN else self.strangers)


_SHARE_KNOWN: Final = 0.65


@cache
def _background(seed: int) -> np.ndarray:
    coarse = np.random.default_rng(seed).integers(60, 200, (9, 16), dtype=np.uint8)
    return np.kron(coarse, np.ones((10, 10), dtype=np.uint8))


def picture(camera: int, scene: Scene, number: int) -> bytes:
    """Take a picture: no two of them have the same bytes, and each says what it shows."""
    return marked(drawn(camera, scene), scene, number)


def drawn(camera: int, scene: Scene) -> bytes:
    """Draw what a camera sees."""
    pixels = _background(camera).copy()
    for plate, slot in zip(scene, SLOTS, strict=True):
        if plate is not None:
            body = np.random.default_rng(list(plate.encode())).integers(0, 255, (9, 9))
            car = np.kron(body, np.ones((5, 5))).astype(np.uint8)
            pixels[slot.ymin : slot.ymax, slot.xmin : slot.xmax] = car
    file = BytesIO()
    Image.fromarray(pixels).save(file, "JPEG", quality=80)
    return file.getvalue()


def marked(jpeg: bytes, scene: Scene, number: int) -> bytes:
    """Write into a picture, as a comment, what it shows."""
    comment = _MARK + json.dumps([number, *scene]).encode()
    return jpeg[:2] + b"\xff\xfe" + (len(comment) + 2).to_bytes(2) + comment + jpeg[2:]


def scene_of(upload: bytes) -> Scene:
    """Read who is on a picture."""
    start = upload.index(_MARK) + len(_MARK)
    _number, *scene = json.loads(upload[start : upload.index(b"]", start) + 1])
    return tuple(scene)


def results(scene: Scene, random: Random) -> Iterator[dict[str, Any]]:
    """Say of a picture what the API would: some plates are read less surely than others."""
    for plate, slot in zip(scene, SLOTS, strict=True):
        if plate is None:
            continue
        score = random.choice((0.97, 0.93, 0.8))
        yield {
            "box": {
                "xmin": slot.xmin + 10,
                "ymin": slot.ymax - 13,
                "xmax": slot.xmax - 10,
                "ymax": slot.ymax - 5,
            },
            "plate": plate.casefold(),
            "region": {"code": "de", "score": 0.8},
            "score": score,
            "candidates": [{"plate": plate.casefold(), "score": score}],
            "dscore": 0.9,
            "vehicle": {
                "score": 0.8,
                "type": "Sedan",
                "box": {
                    "xmin": slot.xmin,
                    "ymin": slot.ymin,
                    "xmax": slot.xmax,
                    "ymax": slot.ymax,
                },
            },
        }
