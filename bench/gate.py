"""How long the change gate takes, beside the one decoding that it can't do without."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO
from time import perf_counter
from typing import Final

from PIL import Image

from custom_components.plate_recognizer.api.models import Box
from custom_components.plate_recognizer.pipeline.area import WHOLE
from custom_components.plate_recognizer.pipeline.gate import ChangeGate
from custom_components.plate_recognizer.pipeline.scene import scene_of

from .errors import BenchError
from .pictures import take_pictures
from .rounds import Step, in_turn

LONGEST_UNCHANGED: Final = 1.2
"""Times the decoding: the budget for a picture that shows nothing new."""

DECODED: Final = "decoded at an eighth"
UNCHANGED: Final = "nothing new"
CHANGED: Final = "something new"

_EIGHTH: Final = 8


@dataclass(frozen=True, slots=True)
class GateTimes:
    """The seconds of each round."""

    resolution: str
    picture: bytes
    seconds: Mapping[str, list[float]]


async def measure_gate(rounds: int) -> list[GateTimes]:
    """Let pictures be judged that show the same as the last lookup, and something else.

    Raises:
        BenchError: a verdict was wrong, so that something else was measured.
    """
    pictures = take_pictures()
    return [
        GateTimes(name, picture, await in_turn(_steps(picture), rounds))
        for name, picture in pictures.by_size.items()
    ]


def _steps(picture: bytes) -> dict[str, Step]:
    other = mirrored(picture)
    return {
        DECODED: _timed(lambda: decode_small(picture)),
        UNCHANGED: _timed(_judged(picture, picture, is_new=False)),
        CHANGED: _timed(_judged(other, picture, is_new=True)),
    }


def decode_small(picture: bytes) -> None:
    """Decode in grey, as small as JPEG allows: less than that nobody can look at."""
    with Image.open(BytesIO(picture)) as image:
        image.draft("L", (image.width // _EIGHTH, image.height // _EIGHTH))
        image.load()


def _judged(before: bytes, picture: bytes, *, is_new: bool) -> Callable[[], None]:
    """Judge a picture after another one, in which there was a vehicle that wasn't there before."""
    gate = ChangeGate()
    first = scene_of(before, WHOLE)
    gate.looked_up(first, ())
    vehicle = Box(first.width // 4, first.height // 4, first.width // 2, first.height // 2)
    gate.looked_up(first, [vehicle])

    def run() -> None:
        if gate.judge(scene_of(picture, WHOLE)).is_new is not is_new:
            raise BenchError("The gate's verdict is not the one that was to be measured")

    return run


def mirrored(picture: bytes) -> bytes:
    """Return a picture on which everything is elsewhere."""
    file = BytesIO()
    with Image.open(BytesIO(picture)) as image:
        image.transpose(Image.Transpose.FLIP_LEFT_RIGHT).save(file, "JPEG", quality=90)
    return file.getvalue()


def _timed(what: Callable[[], None]) -> Step:
    async def step() -> float:
        started = perf_counter()
        what()
        return perf_counter() - started

    return step
