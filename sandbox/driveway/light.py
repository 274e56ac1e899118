"""The light of a moment, from full daylight to the infrared lamp of a camera at night."""

from dataclasses import dataclass
from enum import Enum
from typing import Final

from .canvas import HEIGHT, WIDTH, Point

_DAY_FROM: Final = 0.65
"""Daylight from which vehicles drive without lamps."""
_INFRARED_BELOW: Final = 0.25
"""Daylight below which a camera sees by its own infrared lamp, without colors."""

_LAST_COLORS: Final = (0.42, 0.43, 0.53)
"""What is left of red, green and blue just before that: evenings are blue."""

_BEAM_CENTER: Final[Point] = (WIDTH / 2, HEIGHT * 0.72)
_BEAM_RADII: Final[Point] = (1000, 780)
_BEAM: Final = 0.95
_BESIDE_THE_BEAM: Final = 0.12

_GRAIN_BY_DAY: Final = 10
_MORE_GRAIN_WITHOUT_LIGHT: Final = 14


class TimeOfDay(Enum):
    """How a camera sees."""

    DAY = "day"
    DUSK = "dusk"
    NIGHT = "night"


@dataclass(frozen=True, slots=True)
class Light:
    """How bright everything is."""

    daylight: float = 1
    """0 for a dark night to 1 for a bright day."""
    sunshine: float = 1
    """The share of the daylight that passing clouds let through."""

    @property
    def time_of_day(self) -> TimeOfDay:
        """Name the light as a person would."""
        if self.daylight < _INFRARED_BELOW:
            return TimeOfDay.NIGHT
        return TimeOfDay.DUSK if self.daylight < _DAY_FROM else TimeOfDay.DAY

    @property
    def colors(self) -> tuple[float, float, float]:
        """How bright red, green and blue are, 0 to 1; by night there are none to speak of."""
        clear = (self.daylight - _INFRARED_BELOW) / (1 - _INFRARED_BELOW)
        red, green, blue = (
            self.sunshine * (last + (1 - last) * max(0.0, clear)) for last in _LAST_COLORS
        )
        return red, green, blue

    @property
    def grain(self) -> int:
        """How far the sensor's darkest and brightest grains are apart, of 256."""
        return round(_GRAIN_BY_DAY + _MORE_GRAIN_WITHOUT_LIGHT * (1 - self.daylight))

    def brightness_at(self, point: Point) -> float:
        """Return how bright a place in the picture is, 0 to 1."""
        if self.time_of_day is TimeOfDay.NIGHT:
            return beam_at(point)
        return sum(self.colors) / 3


def beam_at(point: Point) -> float:
    """Return how bright the camera's infrared lamp makes a place in the picture, 0 to 1."""
    (x, y), (rx, ry) = _BEAM_CENTER, _BEAM_RADII
    distance = ((point[0] - x) / rx) ** 2 + ((point[1] - y) / ry) ** 2
    return max(_BESIDE_THE_BEAM, _BEAM * (1 - distance))
