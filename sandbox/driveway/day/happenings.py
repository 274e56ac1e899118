"""What happens in a day, as it would be told: who comes, walks by, or shines a light.

Times are seconds since the day's midnight. Points are those of the drawings, 1920 by 1080, where
something touches the ground.
"""

from dataclasses import dataclass
from enum import Enum

from ..canvas import Color, Point
from ..vehicles import Vehicle
from ..visits import Visit


class View(Enum):
    """The cameras of the place."""

    GATE = "gate"
    """Looks from the gate down the lane; the street passes far behind."""
    DRIVEWAY = "driveway"
    """Looks at the house and its garage."""


class Caller(Enum):
    """Why a vehicle is here."""

    RESIDENT = "resident"
    GUEST = "guest"
    DELIVERY = "delivery"
    TURNS_ROUND = "turns round"
    """Comes to the gate and goes back."""
    NEIGHBOUR = "neighbour"
    """Parks beside the lane, too far away to be read. It visits nobody here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """One vehicle's stay, from when it comes into sight until it is gone."""

    caller: Caller
    vehicle: Vehicle
    seen: tuple[tuple[View, Visit], ...]
    """Its passages before the cameras, in the order of their times."""

    @property
    def plate(self) -> str:
        """What is to be read."""
        return self.vehicle.plate

    @property
    def comes(self) -> float:
        """When it first comes into sight; before midnight for one that has stayed overnight."""
        return self.seen[0][1].comes

    @property
    def leaves(self) -> float:
        """When it is gone."""
        return self.seen[-1][1].leaves


class Figure(Enum):
    """Who walks."""

    PERSON = "person"
    CAT = "cat"


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """Somebody on foot, who may sit down or talk on the way."""

    view: View
    figure: Figure
    color: Color
    starts: float
    start: Point
    end: Point
    seconds: float
    """On foot."""
    rests: float = 0
    """For how long, in the middle of the way."""

    @property
    def ends(self) -> float:
        """When the way is done."""
        return self.starts + self.seconds + self.rests

    def is_under_way_at(self, t: float) -> bool:
        """Tell whether somebody is on the way, at rest or not."""
        return self.starts <= t < self.ends

    def moves_at(self, t: float) -> bool:
        """Tell whether somebody walks."""
        half = self.starts + self.seconds / 2
        return self.is_under_way_at(t) and not half <= t < half + self.rests

    def point_at(self, t: float) -> Point:
        """Return where the feet are."""
        walked = t - self.starts
        if walked > self.seconds / 2:
            walked = max(self.seconds / 2, walked - self.rests)
        share = walked / self.seconds
        (x, y), (to_x, to_y) = self.start, self.end
        return x + (to_x - x) * share, y + (to_y - y) * share


@dataclass(frozen=True, slots=True, kw_only=True)
class Passing:
    """A car on the street far behind."""

    starts: float
    seconds: float
    to_the_right: bool
    length: float
    """In pixels."""
    paint: Color

    def share_at(self, t: float) -> float | None:
        """Return how much of the picture's width it has passed; None if it isn't there."""
        share = (t - self.starts) / self.seconds
        if not 0 <= share < 1:
            return None
        return share if self.to_the_right else 1 - share


@dataclass(frozen=True, slots=True, kw_only=True)
class Sweep:
    """Headlights of a car that isn't in the picture, gliding over what is."""

    view: View
    starts: float
    seconds: float
    start: Point
    end: Point
    strength: float
    """0 to 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Happenings:
    """All of a day."""

    stays: tuple[Stay, ...]
    """By the times at which they come."""
    walks: tuple[Walk, ...]
    passings: tuple[Passing, ...]
    sweeps: tuple[Sweep, ...]
    outages: tuple[tuple[View, float, float], ...]
    """Which camera gives no picture, from when until when."""
