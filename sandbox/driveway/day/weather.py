"""Light, clouds, wind and rain of a day. Everything follows from the seed and the time alone."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Final

from ..light import Light, TimeOfDay
from .chance import chance, coin, swing
from .schedule import DAY, HOUR, MINUTE

_SUNRISE: Final = (5.75 * HOUR, 7.25 * HOUR)
_SUNSET: Final = (18.5 * HOUR, 20.5 * HOUR)
_TWILIGHT: Final = 75 * MINUTE
"""From night to day, and the other way round."""

_CLOUDS_IN_AN_HOUR: Final = {"clear": 2, "broken": 22, "overcast": 0}
_OVERCAST: Final = 0.3
"""The share of the daylight that an overcast sky takes."""
_SKIES: Final = ("clear", "broken", "overcast")
_SKY_LASTS: Final = 3
"""Hours."""

_EXPOSURE_LAGS: Final = (0.5, 1.0, 1.5, 2.0)
"""Seconds over which a camera measures the light before it opens or closes."""
_EXPOSURE_FOLLOWS: Final = 0.65
"""How much of a change in the light a camera makes up for: as a power of the change."""
_EXPOSURE_STEP: Final = 1.06


@dataclass(frozen=True, slots=True)
class Cloud:
    """One cloud's shadow."""

    comes: float
    stays: float
    """Seconds."""
    edge: float
    """Seconds that its edge needs to cross the picture."""
    softness: float
    """How wide the edge is, as a share of the picture."""
    depth: float
    """The share of the light that it takes."""
    from_the_left: bool

    def front(self, t: float) -> tuple[float, float]:
        """Return how far its beginning and its end have come, as shares of the picture."""
        return (t - self.comes) / self.edge, (t - self.comes - self.stays) / self.edge


@dataclass(frozen=True, slots=True)
class Sky:
    """What falls into the picture at one time."""

    light: Light
    """The daylight as everywhere, without the shadows of clouds."""
    clouds: tuple[Cloud, ...]
    """Those whose shadow is over some of the picture."""
    direct: float
    """How sharp the sun's shadows are, 0 to 1."""
    sun: float
    """How far the sun has gone over the sky, 0 to 1."""
    exposure: float
    """By how much the camera makes the picture brighter."""
    rain: float
    """0 to 1."""
    wind: float
    """0 to 1."""


class Weather:
    """The weather of a day."""

    def __init__(self, seed: int) -> None:
        random = chance(seed, "weather")
        self.sunrise = random.uniform(*_SUNRISE)
        self.sunset = random.uniform(*_SUNSET)
        self._skies = [random.choice(_SKIES) for _ in range(24 // _SKY_LASTS)]
        self.clouds = _clouds(random, self._skies)
        self._rain_starts = random.uniform(7, 21) * HOUR
        self._rain_ends = self._rain_starts + random.uniform(0.7, 1.2) * HOUR
        self._calm = swing(random, 4 * HOUR, 1.7 * HOUR)
        self._gusts = swing(random, 41, 17, 7.3)
        self._haze = swing(random, 600, 173, 71)

    def rain_at(self, t: float) -> float:
        """Return how hard it rains, 0 to 1."""
        if not self._rain_starts < t < self._rain_ends:
            return 0.0
        begins, ends = t - self._rain_starts, self._rain_ends - t
        return min(1.0, begins / (4 * MINUTE), ends / (4 * MINUTE))

    def wind_at(self, t: float) -> float:
        """Return how the wind blows, 0 to 1."""
        return max(0.0, 0.35 + 0.35 * self._calm(t) + 0.3 * self._gusts(t))

    def light_at(self, t: float) -> Light:
        """Return the daylight without the shadows of single clouds."""
        t %= DAY
        rises = (t - self.sunrise + _TWILIGHT / 2) / _TWILIGHT
        sets = (self.sunset + _TWILIGHT / 2 - t) / _TWILIGHT
        dim = 0.03 * (1 + self._haze(t)) + _OVERCAST * self._overcast_at(t)
        return Light(min(1.0, max(0.0, min(rises, sets))), 1 - dim - 0.1 * self.rain_at(t))

    def sky_at(self, t: float) -> Sky:
        """Return all that falls into the picture."""
        light = self.light_at(t)
        by_day = light.time_of_day is not TimeOfDay.NIGHT
        clouds = self._clouds_at(t) if by_day else ()
        shade = _shade_of(clouds, t)
        return Sky(
            light=light,
            clouds=clouds,
            direct=self._direct_at(t, light) * shade**3 if by_day else 0.0,
            sun=min(1.0, max(0.0, (t - self.sunrise) / (self.sunset - self.sunrise))),
            exposure=self._exposure_at(t) if by_day else 1.0,
            rain=self.rain_at(t),
            wind=self.wind_at(t),
        )

    def _direct_at(self, t: float, light: Light) -> float:
        clear = 1 - self._overcast_at(t)
        return max(0.0, (light.daylight - 0.55) / 0.45) * clear * (1 - self.rain_at(t))

    def _overcast_at(self, t: float) -> float:
        """Return how closed the sky is, 0 to 1; it changes within ten minutes."""
        return _eased(lambda index: float(self._skies[index % len(self._skies)] == "overcast"), t)

    def _clouds_at(self, t: float) -> tuple[Cloud, ...]:
        return tuple(
            cloud
            for cloud in self.clouds
            if cloud.comes <= t <= cloud.comes + cloud.stays + 2 * cloud.edge
        )

    def _exposure_at(self, t: float) -> float:
        """Return what the camera has set itself to, in steps, a little later than the light."""
        measured = [
            self.light_at(at).sunshine * _shade_of(self._clouds_at(at), at)
            for at in (t - lag for lag in _EXPOSURE_LAGS)
        ]
        wanted = float((0.9 * len(measured) / sum(measured)) ** _EXPOSURE_FOLLOWS)
        steps = round((wanted - 1) / (_EXPOSURE_STEP - 1))
        return min(1.6, max(0.7, 1 + steps * (_EXPOSURE_STEP - 1)))


def _shade_of(clouds: tuple[Cloud, ...], t: float) -> float:
    """Return the light in the middle of the picture."""
    shade = 1.0
    for cloud in clouds:
        begun, ended = cloud.front(t)
        shade *= 1 - cloud.depth * (min(1.0, max(0.0, begun)) - min(1.0, max(0.0, ended)))
    return shade


def _clouds(random: Random, skies: list[str]) -> tuple[Cloud, ...]:
    clouds = [
        Cloud(
            comes=(hour + random.random()) * HOUR,
            stays=random.uniform(15, 200),
            edge=random.uniform(2, 9),
            softness=random.choice((0.05, 0.2, 0.6)),
            depth=random.uniform(0.2, 0.5),
            from_the_left=coin(random),
        )
        for hour in range(24)
        for _ in range(_CLOUDS_IN_AN_HOUR[skies[hour // _SKY_LASTS]])
    ]
    return tuple(sorted(clouds, key=lambda cloud: cloud.comes))


def _eased(value: Callable[[int], float], t: float) -> float:
    """Return a value that is another one every few hours, and changes within ten minutes."""
    period, change = _SKY_LASTS * HOUR, 10 * MINUTE
    index, into = int(t // period), t % period
    here = value(index)
    if into < period - change:
        return here
    share = (into - period + change) / change
    return here + (value(index + 1) - here) * share
