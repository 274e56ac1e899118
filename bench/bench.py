"""What every benchmark has in hand."""

from dataclasses import dataclass

from .cases import Case
from .home import Home
from .stub_api import StubApi


@dataclass(frozen=True, slots=True)
class Bench:
    """A home whose cameras are the cases, the API it asks, and how long to measure."""

    home: Home
    api: StubApi
    cases: tuple[Case, ...]
    rounds: int
    """Of each comparison, and scans of each count."""
    seconds: float
    """That a continuous measurement takes."""
