"""The scenes that the sandbox draws: what is in each picture is known exactly."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from ..plate_read import Box
from .backdrops import draw_driveway, draw_gate, draw_street
from .canvas import Canvas
from .plates import CALIFORNIA, FRANCE, GB_FRONT, GB_REAR, GERMANY, ITALY, NETHERLANDS
from .vehicles import Car, Side


@dataclass(frozen=True, slots=True)
class DrawnPlate:
    """The truth about one plate in a scene."""

    plate: str
    """In capitals, without spaces or hyphens."""
    region: str
    """Code of its country or state."""
    box: Box


@dataclass(frozen=True, slots=True)
class Scene:
    """One picture of a camera."""

    name: str
    """Also its file name."""
    backdrop: Callable[[Canvas], None]
    cars: tuple[Car, ...] = ()

    @property
    def plates(self) -> tuple[DrawnPlate, ...]:
        """What there is to read, in the order in which the cars were drawn."""
        return tuple(DrawnPlate(car.plate, car.design.region, car.plate_box) for car in self.cars)

    def to_jpeg(self) -> bytes:
        """Draw the picture, 1920 by 1080; the same bytes each time."""
        canvas = Canvas()
        self.backdrop(canvas)
        for car in self.cars:
            car.draw(canvas)
        return canvas.to_jpeg()


_SILVER: Final = (176, 182, 188)
_BLUE: Final = (44, 84, 140)
_RED: Final = (162, 36, 34)
_GREEN: Final = (58, 92, 74)
_WHITE: Final = (222, 222, 218)
_ANTHRACITE: Final = (72, 76, 82)
_ORANGE: Final = (206, 110, 40)

EMPTY_DRIVEWAY: Final = Scene("empty_driveway", draw_driveway)
BRITISH_CAR_ARRIVES: Final = Scene(
    "british_car_arrives",
    draw_driveway,
    (
        Car(
            design=GB_FRONT,
            inscription="LB21 XKT",
            side=Side.FRONT,
            paint=_BLUE,
            wheels=(930, 960),
            width=860,
        ),
    ),
)
TWO_CARS: Final = Scene(
    "two_cars",
    draw_driveway,
    (
        Car(
            design=FRANCE,
            inscription="FT-482-KX",
            side=Side.FRONT,
            paint=_RED,
            wheels=(1330, 820),
            width=640,
        ),
        Car(
            design=GB_REAR,
            inscription="KV19 PNE",
            side=Side.REAR,
            paint=_SILVER,
            wheels=(620, 980),
            width=820,
        ),
    ),
)
GERMAN_CAR_AT_THE_GATE: Final = Scene(
    "german_car_at_the_gate",
    draw_gate,
    (
        Car(
            design=GERMANY,
            inscription="M KX 4827",
            side=Side.FRONT,
            paint=_ANTHRACITE,
            wheels=(960, 900),
            width=800,
        ),
    ),
)
ITALIAN_CAR_LEAVES: Final = Scene(
    "italian_car_leaves",
    draw_gate,
    (
        Car(
            design=ITALY,
            inscription="GH 736 TR",
            side=Side.REAR,
            paint=_ORANGE,
            wheels=(980, 800),
            width=660,
        ),
    ),
)
CALIFORNIAN_CAR: Final = Scene(
    "californian_car",
    draw_street,
    (
        Car(
            design=CALIFORNIA,
            inscription="8KPR429",
            side=Side.REAR,
            paint=_WHITE,
            wheels=(1000, 960),
            width=860,
        ),
    ),
)
DUTCH_CAR: Final = Scene(
    "dutch_car",
    draw_street,
    (
        Car(
            design=NETHERLANDS,
            inscription="KX-493-T",
            side=Side.FRONT,
            paint=_GREEN,
            wheels=(820, 930),
            width=780,
        ),
    ),
)

SCENES: Final = (
    EMPTY_DRIVEWAY,
    BRITISH_CAR_ARRIVES,
    TWO_CARS,
    GERMAN_CAR_AT_THE_GATE,
    ITALIAN_CAR_LEAVES,
    CALIFORNIAN_CAR,
    DUTCH_CAR,
)
