"""What every benchmark has in hand."""

from dataclasses import dataclass

from .cases import Case
from .home import Home
from .stub_api import StubApi


@dataclass(frozen=True, slots=True)
class Bench:
    """A home whose cameras are the cases, the API it asks, and how much is measured."""

    home: Home
    api: StubApi
    cases: tuple[Case, ...]
    rounds: int
    """Of everything that is compared, and scans of each count."""
