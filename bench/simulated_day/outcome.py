"""What a strategy did in a day, as it is to be judged. Times are seconds since midnight."""

from collections import Counter
from dataclasses import dataclass, field

from sandbox.driveway.day.happenings import View


@dataclass(frozen=True, slots=True)
class Lookup:
    """One picture that was read for money."""

    t: float
    """When the picture was taken."""
    view: View
    readable: tuple[str, ...] = ()
    """The plates on it that a good reader must read."""


@dataclass(frozen=True, slots=True)
class Told:
    """Something that was told of a plate."""

    t: float
    """When it was told."""
    plate: str


@dataclass(slots=True)
class Outcome:
    """All that a strategy did."""

    strategy: str
    tells_visits: bool
    """Whether it tells of arrivals and departures at all."""
    lookups: list[Lookup] = field(default_factory=list)
    sightings: list[Told] = field(default_factory=list)
    arrivals: list[Told] = field(default_factory=list)
    departures: list[Told] = field(default_factory=list)
    pictures: int = 0
    """That were taken from the cameras."""
    decisions: Counter[str] = field(default_factory=Counter)
    """How often each was taken."""
