"""A day at one place, from its seed: the truth, two cameras, and their motion sensors."""

from collections import deque
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from ..canvas import Point
from .chance import chance, swing
from .happenings import Caller, Happenings, Stay, View
from .motion import Alarm, alarms_of
from .picture import to_jpeg
from .schedule import nobody_moves, stays_of
from .sidelights import outages_of, passings_of, sweeps_of, walks_of
from .sight import Sight, vehicles_seen
from .weather import Weather

_SHAKES_FROM: Final = 0.62
"""The wind, 0 to 1, from which the cameras shake."""
_MOST_SHAKE: Final = 2.0
"""Pixels."""
_READABLE_FOR: Final = 2.0
"""Seconds that a plate has to be readable for a visit that nobody should miss."""
_STEP: Final = 0.25


class CameraIsDownError(Exception):
    """The camera restarts at this time."""


class DayCamera:
    """One camera of a day."""

    def __init__(self, day: Day, view: View) -> None:
        self.view = view
        self._day = day
        happenings = day.happenings
        self.passages = [
            (stay, visit) for stay in happenings.stays for at, visit in stay.seen if at is view
        ]
        self.walks = [walk for walk in happenings.walks if walk.view is view]
        self._sweeps = [sweep for sweep in happenings.sweeps if sweep.view is view]
        random = chance(day.seed, view, "wind")
        self._sway = swing(random, 3.1, 1.7, 0.9)
        self._shake = swing(random, 0.71, 0.37), swing(random, 0.53, 0.31)

    @cached_property
    def alarms(self) -> tuple[Alarm, ...]:
        """When the motion sensor is on."""
        visits = [visit for _, visit in self.passages]
        return alarms_of(self._day.seed, self.view, visits, self.walks, self._day.weather)

    def is_down_at(self, t: float) -> bool:
        """Tell whether the camera restarts."""
        return any(
            view is self.view and start <= t < end
            for view, start, end in self._day.happenings.outages
        )

    def at(self, t: float) -> Sight:
        """Return the truth about a moment, also where the camera is down."""
        sky = self._day.weather.sky_at(t)
        shake = self._shake_at(t, sky.wind)
        walks = tuple(walk for walk in self.walks if walk.is_under_way_at(t))
        vehicles = vehicles_seen(self.passages, walks, t, sky, shake)
        return Sight(self.view, t, sky, vehicles, walks, shake)

    def picture(self, t: float) -> bytes:
        """Take the picture of a moment; the same bytes each time.

        Raises:
            CameraIsDownError: the camera restarts.
        """
        if self.is_down_at(t):
            raise CameraIsDownError(f"The camera at the {self.view.value} restarts")
        passings = [
            passing for passing in self._day.happenings.passings if passing.share_at(t) is not None
        ]
        sweeps = [
            sweep for sweep in self._sweeps if sweep.starts <= t < sweep.starts + sweep.seconds
        ]
        return to_jpeg(self.at(t), self._sway(t), passings, sweeps, self._day.seed)

    def _shake_at(self, t: float, wind: float) -> Point:
        amount = _MOST_SHAKE * max(0.0, wind - _SHAKES_FROM) / (1 - _SHAKES_FROM)
        along, across = self._shake
        return amount * along(t), amount * across(t)


@dataclass(frozen=True, slots=True)
class TrueVisit:
    """What is to be noticed of a stay."""

    stay: Stay
    readable_from: float | None
    """When its plate could first be read by some camera; None if never for long enough."""

    @property
    def is_readable(self) -> bool:
        """Whether its plate could be read for long enough."""
        return self.readable_from is not None


class Day:
    """A day of 24 hours. Times are seconds since its midnight.

    Args:
        seed: everything follows from it.
        unchanged: whether nothing happens but light, wind, rain and noise, and traffic far behind;
            the residents' cars stand on the driveway.
    """

    def __init__(self, seed: int, *, unchanged: bool = False) -> None:
        self.seed = seed
        self.weather = Weather(seed)
        stays = nobody_moves(seed) if unchanged else stays_of(seed)
        self.happenings = Happenings(
            stays=stays,
            walks=() if unchanged else walks_of(seed, stays),
            passings=passings_of(seed),
            sweeps=sweeps_of(seed, stays),
            outages=() if unchanged else outages_of(seed),
        )
        self.cameras = {view: DayCamera(self, view) for view in View}

    def visits(self, start: float, end: float) -> tuple[TrueVisit, ...]:
        """Return the visits that begin between two times, the neighbour's left out."""
        return tuple(
            TrueVisit(stay, self._readable_from(stay, min(end, stay.leaves)))
            for stay in self.happenings.stays
            if stay.caller is not Caller.NEIGHBOUR and start <= stay.comes < end
        )

    def _readable_from(self, stay: Stay, until: float) -> float | None:
        """Return when a plate was first readable, if it is so for long enough on one camera."""
        for view, visit in stay.seen:
            times: deque[float] = deque()
            t = visit.comes
            while t < min(until, visit.leaves) and len(times) * _STEP < _READABLE_FOR:
                if self._is_readable(view, stay.plate, t):
                    times.append(t)
                t += _STEP
            if len(times) * _STEP >= _READABLE_FOR:
                return times[0]
        return None

    def _is_readable(self, view: View, plate: str, t: float) -> bool:
        camera = self.cameras[view]
        if camera.is_down_at(t):
            return False
        vehicle = camera.at(t).vehicle(plate)
        return vehicle is not None and vehicle.is_readable
