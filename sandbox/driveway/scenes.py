"""The scenes that the sandbox draws: what is in each picture is known exactly."""

from dataclasses import dataclass
from typing import Final

from . import neighbourhood as here
from .backdrops import Backdrop, draw_driveway, draw_gate, draw_street
from .bodies import Side
from .drawing import draw
from .exposure import photograph
from .light import Light
from .vehicles import Car, DrawnPlate


@dataclass(frozen=True, slots=True)
class Scene:
    """One picture of a camera."""

    name: str
    """Also its file name."""
    backdrop: Backdrop
    cars: tuple[Car, ...] = ()

    @property
    def plates(self) -> tuple[DrawnPlate, ...]:
        """What there is to read, in the order in which the cars were drawn."""
        return tuple(car.drawn_plate for car in self.cars)

    def to_jpeg(self) -> bytes:
        """Draw the picture, 1920 by 1080; the same bytes each time."""
        return photograph(draw(self.backdrop, self.cars), Light(), (), _GRAIN_SEED)


_GRAIN_SEED: Final = 1

EMPTY_DRIVEWAY: Final = Scene("empty_driveway", draw_driveway)
BRITISH_CAR_ARRIVES: Final = Scene(
    "british_car_arrives", draw_driveway, (here.OTHER_RESIDENT.seen(Side.FRONT, (930, 960), 860),)
)
TWO_CARS: Final = Scene(
    "two_cars",
    draw_driveway,
    (
        here.FRENCH.seen(Side.FRONT, (1330, 820), 640),
        here.RESIDENT.seen(Side.REAR, (620, 980), 820),
    ),
)
GERMAN_CAR_AT_THE_GATE: Final = Scene(
    "german_car_at_the_gate", draw_gate, (here.GERMAN.seen(Side.FRONT, (960, 900), 800),)
)
ITALIAN_CAR_LEAVES: Final = Scene(
    "italian_car_leaves", draw_gate, (here.ITALIAN.seen(Side.REAR, (980, 800), 660),)
)
CALIFORNIAN_CAR: Final = Scene(
    "californian_car", draw_street, (here.CALIFORNIAN.seen(Side.REAR, (1400, 930), 830),)
)
DUTCH_CAR: Final = Scene("dutch_car", draw_street, (here.DUTCH.seen(Side.FRONT, (560, 910), 780),))

SCENES: Final = (
    EMPTY_DRIVEWAY,
    BRITISH_CAR_ARRIVES,
    TWO_CARS,
    GERMAN_CAR_AT_THE_GATE,
    ITALIAN_CAR_LEAVES,
    CALIFORNIAN_CAR,
    DUTCH_CAR,
)
